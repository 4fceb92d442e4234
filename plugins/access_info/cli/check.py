"""`access-info check`: whether the data are fit to publish."""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from access_info.assessment.findings import STATUSES
from access_info.assessment.link_results import (
    LinkAnswer,
    LinkResult,
    LinkState,
    link_result,
    link_result_bytes,
    read_link_results,
)
from access_info.checks.safety.rules import UNREADABLE
from access_info.checks.scan_reviews import AttachedScan, scans_of
from access_info.cli.parser import UsageError, WrongDataError
from access_info.cli.printing import (
    print_annotations,
    print_json,
    print_problems,
    problems_as_json,
    total_line,
)
from access_info.cli.published import fetch_dated
from access_info.cli.typed import Targets, Typed, require_folder_of_agencies, targets
from access_info.loading import load_agency
from access_info.loading.folders import agency_ids, read_folder
from access_info.model.as_of import AsOf
from access_info.model.types import vn_date
from access_info.pipeline import day_of_build, prepare
from access_info.pipeline.incremental.checks_memory import ChecksMemory
from access_info.pipeline.link_check import Asking, ask_all, by_agency, named_addresses, problems_of
from access_info.pipeline.preparation.context import Recognition
from access_info.pipeline.preparation.inspection import finding_records, judge_each, scanner
from access_info.pipeline.preparation.workers import MIN_TASKS
from access_info.pipeline.publish.shared_files import LINK_RESULTS
from access_info.problems import Problem, errors, failures, in_order
from access_info.scanning import INSTALL, recogniser
from access_info.source.replacing import replace_file
from access_info.unchanged.build_record import BuildRecord


def check(options: Typed, record: BuildRecord | None) -> int:
    """Check the data, or what an option names instead (duties, scans, links); return the exit code.

    Args:
        options: The command's options.
        record: Records what was printed, so that it can be told again while nothing changes; `None` where
            that is not wanted.
    """
    if options.paths:
        require_folder_of_agencies(options.agencies)
    chosen = targets(options.paths, options.agencies.resolve())
    for name in ("findings", "scans"):
        if getattr(options, name) and options.format == "github":
            raise UsageError(f"--{name} chỉ in được dạng text hoặc json.")
    if options.findings:
        return _check_findings(options, chosen)
    if options.links:
        return _check_links(options, chosen)
    if options.scans:
        return _list_scans(options, chosen)
    if options.ocr:
        print_unread()
    cache = _checks_folder(options, chosen.root)
    # Texts read from pictures have a memory of their own.
    memory = ChecksMemory(cache) if cache is not None and not options.ocr else None
    wanted = options.build_options(
        agencies=chosen.root,
        as_of=day_of_build(None, os.environ),
        cache=cache,
        recognition=Recognition.ALL if options.ocr else Recognition.NONE,
    )
    prepared = prepare(
        wanted,
        fragment_store=None,
        recall=memory.recall if memory is not None else None,
        only=chosen.agencies,
    )
    if memory is not None and prepared.context is not None:
        context = prepared.context
        memory.remember(context.key, prepared.builds, frozenset(context.ids))
    problems = in_order(prepared.problems)
    problems = [item for item in problems if chosen.cover(Path(item.location.path))]
    code = 1 if failures(problems) else 0
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        _print_in_format(options, problems)
        if options.format == "text":
            print(total_line(problems, agencies=len(prepared.builds)))
    sys.stderr.write(err.getvalue())
    sys.stdout.write(out.getvalue())
    # An attachment that could not be read may be readable next time.
    readable = all(problem.code != UNREADABLE.code for problem in prepared.problems)
    if record is not None and cache is not None and wanted.laws is None and readable:
        record.keep(code=code, printed=[("err", err.getvalue()), ("out", out.getvalue())])
    return code


def _checks_folder(options: Typed, agencies: Path) -> Path | None:
    """Return the folder that caches results of checks; `None` where a cache is refused or not worth it.

    Few agencies are checked again as fast as a cache is read; texts in pictures always are worth it.
    """
    cache = agencies.parent / ".cache" / "access-info"
    if options.no_cache:
        return None
    is_worth = options.ocr or cache.is_dir() or len(agency_ids(agencies)[0]) >= MIN_TASKS
    return cache if is_worth else None


def _print_in_format(options: Typed, problems: list[Problem]) -> None:
    """Print problems in the format that was typed; for GitHub, paths begin at the repository's root."""
    if options.format == "json":
        print_json(problems_as_json(problems))
    elif options.format == "github":
        agencies = options.agencies.resolve()
        above = (folder for folder in (agencies, *agencies.parents) if (folder / ".git").exists())
        print_annotations(problems, next(above, Path.cwd()))
    else:
        print_problems(problems)


def print_unread() -> None:
    """Print how to install Tesseract, if this machine lacks it and so cannot read text in pictures."""
    if recogniser() is None:
        print(
            "Chưa đọc chữ trong ảnh: máy tính này chưa có Tesseract tiếng Việt. Cài (Debian, Ubuntu): "
            f"sudo {INSTALL}",
            file=sys.stderr,
        )


# `access-info check --findings`


def _check_findings(options: Typed, chosen: Targets) -> int:
    """Judge duties and print their status; return 0, since a duty that is not met is no error."""
    judged = judge_each(
        options.build_options(agencies=chosen.root), finding_records, only=chosen.agencies
    )
    findings = [finding for agency in judged.results for finding in agency]
    if options.format == "json":
        print_json(findings)
    else:
        for finding in findings:
            print_finding(finding)
    if judged.stops:
        raise WrongDataError(errors(judged.problems))
    return 0


def print_finding(finding: Mapping[str, Any]) -> None:
    """Print the status of one duty of one agency, then what is missing and where."""
    day = vn_date(datetime.date.fromisoformat(str(finding["due"]))) if finding["due"] else ""
    due = f", hạn {day}" if day else ""
    status = STATUSES[finding["status"]]
    citation = f" ({finding['citation']})" if finding["citation"] else ""
    print(f"{finding['agency']}: {finding['title']}: {status}{due}{citation}")
    if finding["reason"]:
        print(f"    {finding['reason']}")
    for lack in finding["lacking"]:
        place = f"{lack['file']}:{lack['line']}" if lack["line"] else lack["file"]
        row = f" [{lack['row']}]" if lack["row"] else ""
        print(f"    còn thiếu: {lack['what']}{row} → {place}")


# `access-info check --scans`


def _list_scans(options: Typed, chosen: Targets) -> int:
    """Print a line for each scanned file of the chosen agencies, with who has reviewed it."""
    reviewed_scans = list(_reviewed_scans(chosen, AsOf(options.judgement_day())))
    if options.format == "json":
        print_json([_scan_as_json(*pair) for pair in reviewed_scans])
        return 0
    for agency, scan in reviewed_scans:
        pages = f" ({scan.pages})" if scan.pages else ""
        print(f"{agency}/{scan.shown}{pages}: {_review_in_words(scan)}")
    reviewed = sum(1 for _, scan in reviewed_scans if scan.review is not None)
    print(
        f"Có {len(reviewed_scans)} bản quét: {reviewed} đã có người rà soát, {len(reviewed_scans) - reviewed} chưa."
    )
    return 0


def _reviewed_scans(chosen: Targets, as_of: AsOf) -> Iterator[tuple[str, AttachedScan]]:
    """Yield (agency, scanned file) of every scan that was asked for, with its review if there is one."""
    for name in agency_ids(chosen.root)[0]:
        if chosen.agencies is not None and name not in chosen.agencies:
            continue
        loaded = load_agency(read_folder(chosen.root / name))
        for scan in scans_of(loaded, scanner(loaded.folder, None), as_of):
            if chosen.cover(Path(loaded.folder.path / scan.name)):
                yield name, scan


def _review_in_words(scan: AttachedScan) -> str:
    """Return in words who reviewed a scan, when, and with what result."""
    review = scan.review
    if review is None:
        return "tệp đã đổi từ khi rà soát" if scan.replaced else "chưa ai rà soát"
    day = vn_date(review.date) if review.date is not None else ""
    words = f"{review.role} rà soát ngày {day}: {review.result}"
    return words if scan.exact else f"{words} (chưa có “bam”, không chắc là đúng tệp này)"


def _scan_as_json(agency: str, scan: AttachedScan) -> dict[str, Any]:
    """Return a scan with its review as plain data for JSON."""
    review = scan.review
    return {
        "agency": agency,
        "file": scan.shown,
        "pages": scan.pages,
        "sha256": scan.digest,
        "reviewed": review is not None,
        "exact": scan.exact,
        "replaced": scan.replaced,
        "role": review.role if review is not None else None,
        "date": review.date.isoformat() if review is not None and review.date else None,
        "result": review.result if review is not None else None,
    }


# `access-info check --links`


def _check_links(options: Typed, chosen: Targets) -> int:
    """Test whether each web address in the data still opens; print problems of those that do not.

    Return 0 in any case: a dead link is no error of the data.
    """
    if options.fetch_only and options.fetch is None:
        raise UsageError("--fetch-only phải đi với --fetch ĐỊA_CHỈ.")
    _print_in_format(options, ask_links(options, chosen))
    return 0


def ask_links(options: Typed, chosen: Targets, how: Asking | None = None) -> list[Problem]:
    """Test each web address in the data, write the day's result, and return a warning for each dead link.

    Args:
        options: The command's options.
        chosen: The agencies and files whose addresses are tested.
        how: How addresses are requested; `None` for the usual way.

    Raises:
        WrongDataError: No server answered: this machine may have no network.
    """
    stream = sys.stderr if options.format == "json" else sys.stdout  # for people
    if options.fetch is not None:
        below, what = LINK_RESULTS, "kết quả"
        message = fetch_dated(options.fetch, below, options.out, record=LinkResult, what=what)
        print(message, file=stream)
        if options.fetch_only:
            return []
    named = list(named_addresses(chosen.root, chosen.agencies))
    named = [link for link in named if chosen.cover(Path(link.location.path))]
    addresses = list(dict.fromkeys(link.address for link in named))
    answers = {}
    with options.progress.of("hỏi từng địa chỉ", len(addresses)) as done:
        for address, answer in ask_all(addresses, how or Asking(site=options.fetch or "")):
            answers[address] = answer
            done()
    if _no_server_answered(answers):
        raise WrongDataError(
            (), "Không máy chủ nào trả lời: có lẽ máy này không có mạng. Chưa ghi kết quả."
        )
    today = options.judgement_day()
    earlier, wrong = read_link_results(options.out)
    print_problems(wrong)
    before = next((past for past in reversed(earlier) if past.checked < today), None)
    result = link_result(today, answers, by_agency(named), before=before)
    if chosen.folders is None:
        path = options.out / f"{today}.json"
        replace_file(path, link_result_bytes(result))
        print(f"Đã ghi {path}.", file=stream)
    print(_answers_in_words(answers, result), file=stream)
    return in_order(problems_of(named, answers))


def _no_server_answered(answers: dict[str, LinkAnswer]) -> bool:
    """Tell whether addresses were asked and no server answered at all, not even with a bad certificate."""
    answered = [answer for answer in answers.values() if answer.state is not LinkState.SKIPPED]
    heard = any(answer.code or answer.state is LinkState.CERTIFICATE for answer in answered)
    return bool(answered) and not heard


def _answers_in_words(answers: dict[str, LinkAnswer], result: LinkResult) -> str:
    """Return in words how many addresses open, are dead, or have a bad certificate."""
    counts = Counter(answer.state for answer in answers.values())
    proven = sum(answer.is_proven_dead for answer in result.links.values())
    return (
        f"Đã hỏi {result.count} địa chỉ: {counts[LinkState.ALIVE]} mở được, "
        f"{counts[LinkState.DEAD]} hỏng ({proven} hỏng từ hai lần trở lên, trang sẽ ghi rõ), "
        f"{counts[LinkState.CERTIFICATE]} có chứng thư số không dùng được, "
        f"{counts[LinkState.UNKNOWN]} không rõ. Bỏ qua {counts[LinkState.SKIPPED]} địa chỉ ví dụ."
    )
