"""Commands that write an agency's data: `fmt`, `new`, `correct`, `withdraw`, `issue`."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path

from access_info.changes.entries import (
    MistakeReport,
    Recorded,
    add_correction,
    finish_correction,
    withdraw,
)
from access_info.changes.printing import escaped
from access_info.cli.parser import UsageError, WrongDataError
from access_info.cli.printing import print_problems, print_steps
from access_info.cli.typed import (
    Targets,
    Typed,
    append_summary,
    reading_event,
    require_folder_of_agencies,
    targets,
    writing,
)
from access_info.imports import issues as issue_rules
from access_info.imports.issues import MAX_BODY, Wish, read_answers, read_forms
from access_info.loading.folders import ID, RESERVED_IDS, agency_ids
from access_info.model.derived import starter_files
from access_info.model.types import fold, vn_date, vn_weekday
from access_info.model.vocabularies import TIME_UNITS
from access_info.pipeline import day_of_build
from access_info.pipeline.preparation.context import read_build_context
from access_info.pipeline.review.formatting import Formatted, format_agency, format_jurisdiction
from access_info.pipeline.review.reviewing import ReceivedForm, receive
from access_info.problems import Location, failures
from access_info.source.replacing import ChangedMeanwhileError, replace_files


def fmt_command(options: Typed) -> int:
    """Rewrite data files in the common form, and print how many changed.

    Returns:
        1 if a file could not be rewritten, or with `--check` would have to be; else 0.
    """
    agencies = options.agencies_folder()
    chosen = targets(options.paths, agencies)
    seen = changed = refused = 0
    with writing(agencies, "fmt", really=not options.check):
        for file in _formatted_files(agencies, chosen):
            seen += 1
            if file.problems:
                refused += 1
                print_problems(file.problems)
            if file.changes:
                if not options.check:
                    try:
                        file.write()
                    except ChangedMeanwhileError as error:
                        refused += 1
                        print_problems([error.problem])
                        continue
                changed += 1
            _print_formatted(file, only_checked=options.check)
    done = "cần xếp lại" if options.check else "đã xếp lại"
    refusals = f", {refused} tệp có lỗi nên để yên" if refused else ""
    print(f"Đã xem {seen} tệp: {changed} tệp {done}{refusals}.")
    return 1 if refused or (options.check and changed) else 0


def _formatted_files(agencies: Path, chosen: Targets) -> Iterator[Formatted]:
    """Yield each file that was asked for as formatting would write it, with what that changes."""
    ids, _ = agency_ids(agencies)
    for name in ids:
        if chosen.agencies is None or name in chosen.agencies:
            yield from (file for file in format_agency(agencies / name) if chosen.cover(file.path))
    yield from (file for file in format_jurisdiction(agencies) if chosen.cover(file.path))


def _print_formatted(file: Formatted, *, only_checked: bool) -> None:
    """Print what formatting changes in a file, or would change; nothing for a file that stays as it is."""
    path = Location(file.path.as_posix()).relative_to(Path.cwd())
    will = "sẽ " if only_checked else ""
    if file.changes:
        print(f"{path}: {'cần xếp lại' if only_checked else 'đã xếp lại'}")
    for line, identifier in file.ids:
        print(f"    dòng {line}: mục chưa có mã, {will}cấp “{identifier}”")
    for line, name in file.hashes:
        done = will or "đã "
        print(f"    dòng {line}: {done}điền tên, mã băm của tệp đã rà soát “{name}”")
    print_problems(file.replaced)
    if file.lacks_ids:
        print(
            f"{path}: có mục chưa có mã; chưa cấp vì một danh mục khác của cơ quan còn lỗi, chưa biết mã nào đã dùng"
        )


def new_command(options: Typed) -> None:
    """Make the folder of a new agency with its first files, and print the next steps.

    Raises:
        UsageError: The id cannot be used, there is no folder of agencies, or the agency exists.
    """
    name = options.id
    if not ID.fullmatch(name) or name in RESERVED_IDS:
        raise UsageError(
            f"Mã “{name}” không dùng làm địa chỉ được. Viết chữ thường không dấu, số và gạch nối, "
            f"ví dụ “{fold(name) or 'xa-thu'}”."
        )
    if not options.agencies.is_dir():
        raise UsageError(
            f"Không có thư mục “{options.agencies}”. Trong một trang MkDocs đã có: access-info init --here. Chưa có trang "
            "nào: access-info init THƯ_MỤC. Thư mục ở chỗ khác: thêm --agencies THƯ_MỤC."
        )
    folder = options.agencies / name
    with writing(options.agencies, "new"):
        if folder.exists():
            raise UsageError(f"Đã có thư mục “{folder.as_posix()}”; chọn mã khác.")
        # No empty folder inside: git keeps none, and would leave it behind on a branch without the
        # agency.
        files = {
            folder / file: text for file, text in starter_files(options.type, options.name).items()
        }
        replace_files(files, before=dict.fromkeys(files))
    place = folder.as_posix()
    rename = "" if options.name else "sửa tên (chưa sửa thì trang hiện tên mẫu) và "
    print_steps(
        f"Đã tạo {place}. Việc tiếp theo:",
        f"Mở {place}/co-quan.yml, {rename}điền các dòng còn trống.",
        f"Kiểm tra: access-info check {place}",
        f"Có tệp đính kèm thì tạo thư mục {place}/tep và đặt vào đó.",
        "Dựng trang để xem.",
    )


def correct_command(options: Typed) -> None:
    """Write a mistake, or that it is corrected, into the log of corrections; print the deadline."""
    require_folder_of_agencies(options.agencies)
    as_of = options.judgement_day()
    with writing(options.agencies, "correct"):
        wanted = options.build_options(agencies=options.agencies, as_of=as_of)
        context, problems = read_build_context(wanted)
        if context is None:
            raise WrongDataError(problems)
        if options.done is not None:
            options.refuse(
                ("item", "petitioned", "found", "by"),
                "không dùng cùng --done: lần đính chính này đã ghi rồi.",
            )
            recorded = finish_correction(
                options.agencies,
                options.agency,
                options.done,
                corrected=options.corrected or as_of,
                right=options.right,
                forms=options.form,
                framework=context.framework,
                as_of=as_of,
            )
        else:
            report = MistakeReport(
                wrong=options.wrong,
                right=options.right,
                item=options.item,
                petitioned=options.petitioned,
                discovered=options.found,
                by=options.by,
                corrected=options.corrected,
                forms=tuple(options.form),
            )
            recorded = add_correction(
                options.agencies, options.agency, report, framework=context.framework, as_of=as_of
            )
    print("\n".join(_correction_lines(recorded)))


def _correction_lines(recorded: Recorded) -> list[str]:
    """Return the lines that say what was written, and by when the mistake must be corrected."""
    lines = [f"Đã ghi {recorded.record.id} vào {recorded.path.as_posix()}."]
    due = recorded.due
    if recorded.record.corrected is not None:
        line = f"Đã đính chính ngày {vn_date(recorded.record.corrected)}"
        late = due is not None and recorded.record.corrected > due.day
        return [*lines, f"{line}, sau hạn." if late else f"{line}."]
    if due is None:
        return [*lines, "Luật không đặt hạn cho trường hợp này."]
    period = f"{due.period.value} {TIME_UNITS.get(due.period.unit, due.period.unit)}"
    mark = due.law.mark(due.period)
    doubt = f", {mark.label}" if mark else ""
    return [
        *lines,
        f"Hạn trả lời và đính chính: {vn_weekday(due.day)} {vn_date(due.day)}.",
        f"  ({period} kể từ ngày {vn_date(due.start)}: {due.period.citation}, {due.law.full_name}{doubt})",
        f"Xong thì chạy: access-info correct {recorded.path.parent.name} --done {recorded.record.id}",
    ]


def withdraw_command(options: Typed) -> None:
    """Replace an item, a page or a file by the day and reason of its withdrawal; print what is gone."""
    require_folder_of_agencies(options.agencies)
    agency, slash, item = options.item.partition("/")
    reason = " ".join(options.reason.split())
    if not slash or not item:
        raise UsageError(
            f"“{options.item}” chưa đủ: viết cơ quan/mã mục, ví dụ so-tu-phap/2026-001; trang thì "
            "so-tu-phap/trang/lich-tiep-dan, tệp thì so-tu-phap/tep/bang-ke.pdf."
        )
    if not reason:
        raise UsageError("Chưa ghi lý do. Ví dụ: --reason “Có thông tin đời sống riêng tư”.")
    day = options.date or day_of_build(None, os.environ)
    with writing(options.agencies, "withdraw"):
        done = withdraw(
            options.agencies,
            agency,
            item,
            reason=reason,
            day=day,
            title=" ".join(options.title.split()),
            keep_files=options.keep_files,
        )
    if done.already:
        print(f"“{done.label}” đã rút từ trước ({done.already}); không sửa gì.")
        return
    print(f"Đã rút “{done.label}” từ ngày {vn_date(day)}, ghi vào {done.path.as_posix()}.")
    for file in done.removed:
        print(f"Đã xóa {file}.")
    for file in done.retained:
        print(f"Để lại {file}: chỗ khác còn dùng.")
    print_steps(
        "Việc tiếp theo:",
        "Gửi đề nghị sửa đổi; trang được dựng lại là nội dung này không còn trên mạng.",
        "Lịch sử của kho vẫn giữ bản cũ. Nếu là bí mật hoặc dữ liệu cá nhân, xóa cả lịch sử theo\n"
        "     hướng dẫn content/huong-dan/go-thong-tin.md và báo người có trách nhiệm ngay.",
    )


_TITLE, _TEXT = "tieu-de.txt", "noi-dung.md"
_VIETNAM = datetime.timezone(datetime.timedelta(hours=7))
_DOES = {
    Wish.CORRECTION: "ghi kiến nghị vào sổ đính chính",
    Wish.AGENCY_CORRECTION: "ghi một lần đính chính",
    Wish.NEW_ITEM: "thêm một mục phải công khai",
    Wish.NEW_AGENCY: "thêm cơ quan",
}
_ASKS = {
    Wish.CORRECTION: (
        "Nội dung sai, đúng đã đối chiếu với văn bản gốc, không chỉ với phiếu.",
        "Không còn tên, cách liên hệ, nơi ở của người gửi.",
        "Cơ quan đã được báo; ngày nhận kiến nghị là ngày cơ quan nhận.",
        "Mục sai trong danh mục cũng đã sửa, hoặc kiến nghị không đúng và bản đề nghị này sẽ đóng lại.",
    ),
    Wish.AGENCY_CORRECTION: (
        "Người gửi đúng là của cơ quan này (hỏi lại qua đầu mối ghi trên trang).",
        "Mục sai trong danh mục cũng đã sửa.",
    ),
    Wish.NEW_ITEM: (
        "Người gửi đúng là của cơ quan này (hỏi lại qua đầu mối ghi trên trang).",
        "Thông tin được phép công khai; điểm của luật, ngày, địa chỉ đã xem lại.",
    ),
    Wish.NEW_AGENCY: (
        "Cơ quan có thật và thuộc địa bàn; tên, loại đúng.",
        "Mã (tên thư mục) chọn đúng ngay từ đầu: sau này không đổi được.",
    ),
}


def issue_command(options: Typed) -> None:
    """Copy the answers of an issue form on the forge into the data, if these stay without mistakes."""
    agencies = options.agencies_folder()
    forms = read_forms(options.forms)
    if not forms:
        raise UsageError(f"Không có biểu mẫu nào trong “{options.forms}”. Thêm --forms THƯ_MỤC.")
    as_of = options.judgement_day()
    number, body, day = _issue(options, as_of)
    source = options.event or options.file
    answers = read_answers(body, forms)
    if answers is None:
        place = Location(source.resolve().as_posix())
        lost = ReceivedForm(request=None, problems=(issue_rules.NO_FORM.at(place),))
        _report_issue(options, number, lost)
        return
    laws = options.laws_folder()
    with writing(agencies, "issue"):
        received = receive(answers, agencies, place=source, received=day, as_of=as_of, laws=laws)
    _report_issue(options, number, received)


def _report_issue(options: Typed, number: int, received: ReceivedForm) -> None:
    """Print what came of an issue form, and write the title and text of the pull request.

    Raises:
        WrongDataError: The form could not be copied into the data.
    """
    print_problems(received.problems)
    request = received.request
    if request is None or received.stops:
        message = f"Phiếu {number} chưa chép được vào dữ liệu."
        wrong = failures(received.problems)
        lines = (
            f"- {escaped(f'{problem.message} → {problem.cure}')} ({problem.code})\n"
            for problem in wrong
        )
        append_summary(options.summary, f"# ❌ {message}\n\n{''.join(lines)}")
        raise WrongDataError((), message)
    title = f"[{request.agency}] Phiếu {number}: {_DOES[request.wish]}"
    text = _proposal_text(number, received, request.wish)
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        for name, content in ((_TITLE, f"{title}\n"), (_TEXT, text)):
            (options.out / name).write_text(content, encoding="utf-8", newline="\n")
    append_summary(options.summary, f"# ✅ {title}\n\n{text}")
    print(f"{title}. Xem lại bằng git diff.")


def _proposal_text(number: int, received: ReceivedForm, wish: Wish) -> str:
    """Return the text of the pull request: a check list for the reviewer.

    It repeats no word of the form, which may hold names and addresses of its sender.
    """
    asks = "".join(f"- [ ] {ask}\n" for ask in _ASKS[wish])
    due = f"Hạn trả lời, đính chính: {vn_date(received.due)}.\n\n" if received.due else ""
    codes = dict.fromkeys(problem.code for problem in received.problems)
    remark = f"\nLời báo khi chép, chi tiết trong nhật ký: {', '.join(codes)}.\n" if codes else ""
    return (
        f"Bản này lập tự động từ phiếu #{number}; chấp nhận bản này thì phiếu tự đóng (Closes "
        f"#{number}).\n\n{due}Người duyệt xem:\n\n{asks}{remark}\nBản lập tự động thì chưa "
        "được kiểm tra: bấm **Close pull request** rồi **Reopen pull request** để kiểm tra.\n"
    )


def _issue(options: Typed, as_of: datetime.date) -> tuple[int, str, datetime.date]:
    """Return an issue form's number, its text and the day on which it was sent.

    They come from the file and number that were typed, or from GitHub's event file.
    """
    if (options.event is None) == (options.file is None):
        raise UsageError("Ghi tệp chứa chữ của phiếu, hoặc --event TỆP; một trong hai.")
    if options.event is None:
        if options.number is None:
            raise UsageError("Thiếu --number SỐ: số của phiếu.")
        with options.file.open("rb") as file:
            body = file.read(4 * MAX_BODY).decode("utf-8-sig", "replace")
        return options.number, body, as_of
    with reading_event(options.event, "một phiếu") as event:
        issue = event["issue"]
        number, body = int(issue["number"]), issue.get("body") or ""
        moment = datetime.datetime.fromisoformat(issue["created_at"].replace("Z", "+00:00"))
        return number, str(body), moment.astimezone(_VIETNAM).date()
