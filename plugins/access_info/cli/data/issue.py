"""`access-info issue`: copies a form that somebody filled in on the forge into the data."""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import json
import sys
from pathlib import Path

from access_info.changes.printing import escaped
from access_info.cli.data.writing import writing
from access_info.cli.terminal.parser import (
    Commands,
    add_agencies,
    add_day,
    add_laws,
    agencies_folder,
    count,
    judgement_day,
    laws_folder,
)
from access_info.cli.terminal.report import print_problems
from access_info.cli.terminal.usage import UsageError
from access_info.imports.issues import rules as issue_rules
from access_info.imports.issues.form import MOST_BODY, read_answers, read_forms
from access_info.imports.issues.request import Wish
from access_info.model.declarations.date_words import vn_date
from access_info.pipeline.review.receiving import ReceivedForm, receive
from access_info.problems import Location, failures

TITLE, TEXT = "tieu-de.txt", "noi-dung.md"
_FORMS = Path(".github/ISSUE_TEMPLATE")
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


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Issue:
    number: int
    body: str
    received: datetime.date


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "issue",
        description="Chép câu trả lời trong một phiếu vào dữ liệu của cơ quan: báo sai thành dòng trong sổ "
        "đính chính, mục đề nghị thành dòng trong danh mục, cơ quan thiếu thành thư mục mới. Tên và cách "
        "liên hệ của người gửi không được chép. Kết quả còn lỗi thì không ghi gì.",
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="TỆP", help="tệp chứa chữ của phiếu")
    parser.add_argument("--number", type=count, metavar="SỐ", help="số của phiếu")
    parser.add_argument(
        "--event", type=Path, metavar="TỆP", help="tệp sự kiện của GitHub, thay cho TỆP và --number"
    )
    parser.add_argument(
        "--forms",
        type=Path,
        default=_FORMS,
        metavar="THƯ_MỤC",
        help=f"thư mục biểu mẫu (mặc định: {_FORMS.as_posix()})",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="THƯ_MỤC",
        help=f"ghi tiêu đề ({TITLE}) và phần mô tả ({TEXT}) của bản đề nghị vào đây",
    )
    parser.add_argument(
        "--summary", type=Path, metavar="TỆP", help="ghi bản tóm tắt (Markdown) vào cuối tệp này"
    )
    add_agencies(parser)
    add_day(parser)
    add_laws(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read the form, change the data, check what came of it."""
    agencies = agencies_folder(options)
    forms = read_forms(options.forms)
    if not forms:
        raise UsageError(f"Không có biểu mẫu nào trong “{options.forms}”. Thêm --forms THƯ_MỤC.")
    as_of = judgement_day(options)
    issue = _issue(options, as_of)
    source = options.event or options.file
    answers = read_answers(issue.body, forms)
    if answers is None:
        place = Location(source.resolve().as_posix())
        lost = ReceivedForm(request=None, problems=(issue_rules.NO_FORM.at(place),))
        return _end(options, issue, lost)
    laws = laws_folder(options.laws)
    with writing(agencies, "issue"):
        received = receive(
            answers,
            agencies,
            place=source,
            received=issue.received,
            as_of=as_of,
            laws=laws,
        )
    return _end(options, issue, received)


def _end(options: argparse.Namespace, issue: _Issue, received: ReceivedForm) -> int:
    """Report the result to whoever ran the command and to the reviewer."""
    print_problems(received.problems)
    request = received.request
    if request is None or received.stops:
        message = f"Phiếu {issue.number} chưa chép được vào dữ liệu."
        print(message, file=sys.stderr)
        wrong = failures(received.problems)
        lines = (
            f"- {escaped(f'{problem.message} → {problem.cure}')} ({problem.code})\n"
            for problem in wrong
        )
        _append(options.summary, f"# ❌ {message}\n\n{''.join(lines)}")
        return 1
    title = f"[{request.agency}] Phiếu {issue.number}: {_DOES[request.wish]}"
    text = _text(issue, received, request.wish)
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        for name, content in ((TITLE, f"{title}\n"), (TEXT, text)):
            (options.out / name).write_text(content, encoding="utf-8", newline="\n")
    _append(options.summary, f"# ✅ {title}\n\n{text}")
    print(f"{title}. Xem lại bằng git diff.")
    return 0


def _text(issue: _Issue, received: ReceivedForm, wish: Wish) -> str:
    """Write the pull request's text, with nothing of what the form says."""
    asks = "".join(f"- [ ] {ask}\n" for ask in _ASKS[wish])
    due = f"Hạn trả lời, đính chính: {vn_date(received.due)}.\n\n" if received.due else ""
    codes = dict.fromkeys(problem.code for problem in received.problems)
    remark = f"\nLời báo khi chép, chi tiết trong nhật ký: {', '.join(codes)}.\n" if codes else ""
    return (
        f"Bản này lập tự động từ phiếu #{issue.number}; chấp nhận bản này thì phiếu tự đóng (Closes "
        f"#{issue.number}).\n\n{due}Người duyệt xem:\n\n{asks}{remark}\nBản lập tự động thì chưa "
        "được kiểm tra: bấm **Close pull request** rồi **Reopen pull request** để kiểm tra.\n"
    )


def _append(path: Path | None, text: str) -> None:
    if path is not None:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)


def _issue(options: argparse.Namespace, as_of: datetime.date) -> _Issue:
    if (options.event is None) == (options.file is None):
        raise UsageError("Ghi tệp chứa chữ của phiếu, hoặc --event TỆP; một trong hai.")
    if options.event is None:
        if options.number is None:
            raise UsageError("Thiếu --number SỐ: số của phiếu.")
        with options.file.open("rb") as file:
            body = file.read(4 * MOST_BODY).decode("utf-8-sig", "replace")
        return _Issue(number=options.number, body=body, received=as_of)
    try:
        issue = json.loads(options.event.read_bytes())["issue"]
        number, body = int(issue["number"]), issue.get("body") or ""
        moment = datetime.datetime.fromisoformat(issue["created_at"].replace("Z", "+00:00"))
        received = moment.astimezone(_VIETNAM).date()
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(f"“{options.event}” không phải tệp sự kiện của một phiếu.") from None
    return _Issue(number=number, body=str(body), received=received)
