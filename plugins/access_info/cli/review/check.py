"""`access-info check`: tells whether the data are fit to publish."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from access_info.cli.review.annotations import repository_of, workflow_commands
from access_info.cli.review.scans import list_scans, tell_unread
from access_info.cli.terminal.all_rules import all_rules
from access_info.cli.terminal.parser import (
    Commands,
    Parser,
    add_agencies,
    add_day,
    add_jobs,
    add_laws,
    judgement_day,
    laws_folder,
)
from access_info.cli.terminal.progress import add_quiet
from access_info.cli.terminal.report import print_finding, print_json, print_problems, total
from access_info.cli.terminal.targets import Targets, add_targets, targets
from access_info.cli.terminal.typed import require_folder_of_agencies
from access_info.cli.terminal.usage import UsageError
from access_info.loading.folders import agency_ids
from access_info.model.registry import AsOf
from access_info.pipeline import Options, day_of_build, prepare
from access_info.pipeline.incremental.checks_memory import ChecksMemory
from access_info.pipeline.preparation.all_agencies import in_full, judge_each
from access_info.pipeline.preparation.options import Recognition
from access_info.pipeline.preparation.workers import FEWEST
from access_info.problems import Problem, errors, failures, in_order


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "check",
        description="Kiểm tra dữ liệu: chỉ ra tệp, dòng, cột và cách sửa của từng lỗi.",
    )
    add_targets(parser)
    add_agencies(parser)
    parser.add_argument(
        "--format",
        choices=("text", "github", "json"),
        default="text",
        help="text: cho người đọc; github: ghi chú cạnh dòng đã đổi của bản đề nghị; json: cho chương "
        "trình (mặc định: text)",
    )
    parser.add_argument(
        "--findings",
        action="store_true",
        help="xét cả nghĩa vụ: mỗi nghĩa vụ ở tình trạng nào, bằng chứng, còn thiếu gì",
    )
    parser.add_argument(
        "--scans",
        action="store_true",
        help="thay vì kiểm tra dữ liệu: liệt kê mọi bản quét, ai đã rà soát, ngày nào",
    )
    parser.add_argument(
        "--ocr",
        action="store_true",
        help="đọc cả chữ trong ảnh (cần Tesseract tiếng Việt), vài giây một trang; đọc rồi thì nhớ",
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="kiểm tra lại tất cả, không dùng kết quả lần trước"
    )
    _add_link_check(parser)
    add_day(parser)
    add_laws(parser)
    add_jobs(parser)
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the data, the duties or the links, and print the result."""
    if options.paths:
        require_folder_of_agencies(options.agencies)
    agencies = options.agencies.resolve()
    chosen = targets(options.paths, agencies)
    only = chosen.agencies
    if options.findings:
        if options.format == "github":
            raise UsageError("--findings chỉ in được dạng text hoặc json.")
        return _findings(options, agencies, only)
    if options.links:
        return _links(options, chosen)
    if options.scans:
        if options.format == "github":
            raise UsageError("--scans chỉ in được dạng text hoặc json.")
        as_of = AsOf(judgement_day(options))
        list_scans(chosen, as_of, as_json=options.format == "json")
        return 0
    if options.ocr:
        tell_unread()
    cache = _cache(options, agencies)
    # What machines read in pictures is remembered by itself.
    memory = ChecksMemory(cache) if cache is not None and not options.ocr else None
    prepared = prepare(
        Options(
            agencies=agencies,
            as_of=day_of_build(None, os.environ),
            laws=laws_folder(options.laws),
            cache=cache,
            recognition=Recognition.ALL if options.ocr else Recognition.NONE,
            progress=options.progress,
            **({"jobs": options.jobs} if options.jobs else {}),
        ),
        fragment_store=None,
        recall=memory.recall if memory is not None else None,
        only=only,
    )
    if memory is not None and prepared.context is not None:
        context = prepared.context
        memory.remember(context.key, prepared.builds, frozenset(context.ids))
    problems = in_order(prepared.problems)
    problems = [item for item in problems if chosen.cover(Path(item.location.path))]
    _print(options, problems)
    if options.format == "text":
        print(total(problems, agencies=len(prepared.builds)))
    return 1 if failures(problems) else 0


def _cache(options: argparse.Namespace, agencies: Path) -> Path | None:
    """Return the folder that remembers checks; few agencies are checked sooner than one is made."""
    cache = agencies.parent / ".cache" / "access-info"
    if options.no_cache:
        return None
    is_worth = options.ocr or cache.is_dir() or len(agency_ids(agencies)[0]) >= FEWEST
    return cache if is_worth else None


def _add_link_check(parser: Parser) -> None:
    """Declare the options for checking links."""
    parser.add_argument(
        "--links",
        action="store_true",
        help="thay vì kiểm tra dữ liệu: mở thử từng địa chỉ trong dữ liệu, rồi ghi kết "
        "quả có ngày; chạy vài phút, mỗi máy chủ mỗi giây mở một lần",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("lien-ket"),
        metavar="THƯ_MỤC",
        help="với --links: thư mục chứa các kết quả (mặc định: lien-ket)",
    )
    parser.add_argument(
        "--fetch",
        metavar="ĐỊA_CHỈ",
        help="với --links: trước hết lấy về kết quả mà trang đã đăng ở địa chỉ này",
    )
    parser.add_argument(
        "--fetch-only",
        action="store_true",
        help="với --links và --fetch: lấy về rồi thôi, không mở thử",
    )


def _links(options: argparse.Namespace, chosen: Targets) -> int:
    """Ask addresses; a dead one is a warning, but no answer from any is a failure."""
    from access_info.cli.oversee.link_check import ask_links  # noqa: PLC0415 - alone in needing sockets

    if options.fetch_only and options.fetch is None:
        raise UsageError("--fetch-only phải đi với --fetch ĐỊA_CHỈ.")
    problems = ask_links(options, chosen)
    if problems is None:
        return 1
    _print(options, problems)
    return 0


def _print(options: argparse.Namespace, problems: list[Problem]) -> None:
    if options.format == "json":
        print_json(problems)
    elif options.format == "github":
        titles = {rule.code: rule.title for rule in all_rules()}
        root = repository_of(options.agencies.resolve())
        for line in workflow_commands(problems, root=root, titles=titles):
            print(line)
    else:
        print_problems(problems)


def _findings(options: argparse.Namespace, agencies: Path, only: frozenset[str] | None) -> int:
    """Judge duties and print their status; a finding is never an error."""
    judged = judge_each(
        Options(
            agencies=agencies,
            as_of=judgement_day(options),
            laws=laws_folder(options.laws),
            progress=options.progress,
            **({"jobs": options.jobs} if options.jobs else {}),
        ),
        in_full,
        only=only,
    )
    findings = [finding for agency in judged.results for finding in agency]
    if options.format == "json":
        print(json.dumps(findings, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            print_finding(finding)
    if judged.stops:
        print_problems(errors(judged.problems))
        return 1
    return 0
