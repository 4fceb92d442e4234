"""`access-info inbox`: files that clerks send → branches for reviewers, and replies."""

from __future__ import annotations

import argparse
import datetime
import re
import time
from collections.abc import Iterator
from pathlib import Path

from access_info.changes.git import GitError, Repository
from access_info.cli.data.writing import writing
from access_info.cli.terminal.parser import (
    Commands,
    add_day,
    add_laws,
    count,
    judgement_day,
    laws_folder,
)
from access_info.cli.terminal.progress import add_quiet
from access_info.cli.terminal.report import print_problems
from access_info.cli.terminal.usage import UsageError
from access_info.pipeline.inbox.receipts import FileStage, Receipt, Workroom
from access_info.pipeline.inbox.run import Order, Ran, run_inbox
from access_info.pipeline.inbox.settings import SETTINGS, read_settings
from access_info.problems import errors

_WORK = "xu-ly"
_KEEP_DAYS = 30
_SETTLE = 10
_REMOTE = re.compile(r"[A-Za-z0-9][\w.-]{0,99}")
_DONE = {
    FileStage.PROPOSED: "nhánh {branch} ({summary})",
    FileStage.UNCHANGED: "không có gì mới",
    FileStage.REFUSED: "{summary}, đã viết thư trả lời",
}


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "inbox",
        description="Lấy từng tệp trong hộp thư (mỗi cơ quan một thư mục con, tên là mã cơ quan), đọc như lệnh import, bỏ lại "
        "hàng có điều không được phép công khai, rồi lập một nhánh có một lần ghi cho người duyệt. Tệp không đọc được thì viết "
        "thư trả lời nói phải gửi gì thay vào. Không nhập gì vào nhánh gốc, không đăng gì.",
    )
    parser.add_argument(
        "inbox", type=Path, metavar="HỘP_THƯ", help="thư mục mà thư, ổ chung đặt tệp vào"
    )
    parser.add_argument(
        "--settings",
        type=Path,
        metavar="TỆP",
        help=f"tệp ghi địa chỉ thư của từng cơ quan (mặc định: {SETTINGS} cạnh hộp thư)",
    )
    parser.add_argument(
        "--work",
        type=Path,
        metavar="THƯ_MỤC",
        help=f"nơi giữ bản gốc, kết quả và thư trả lời, ngoài kho (mặc định: {_WORK} cạnh hộp thư)",
    )
    parser.add_argument(
        "--repository",
        type=Path,
        default=Path(),
        metavar="THƯ_MỤC",
        help="kho git (mặc định: thư mục đang đứng)",
    )
    parser.add_argument(
        "--base",
        default="main",
        metavar="GỐC",
        help="nhánh mà các đề nghị bắt đầu từ đó, ví dụ origin/main (mặc định: main)",
    )
    parser.add_argument(
        "--push",
        action="store_true",
        help="đẩy nhánh lên nơi giữ kho, viết tiêu đề và phần mô tả của đề nghị",
    )
    parser.add_argument(
        "--remote", default="origin", metavar="TÊN", help="nơi giữ kho, theo git (mặc định: origin)"
    )
    parser.add_argument(
        "--keep-days",
        type=count,
        default=_KEEP_DAYS,
        metavar="SỐ",
        help=f"giữ bản gốc và kết quả mấy ngày rồi xóa (mặc định: {_KEEP_DAYS})",
    )
    parser.add_argument(
        "--settle",
        type=_seconds,
        default=_SETTLE,
        metavar="GIÂY",
        help="chỉ lấy tệp đã yên từng ấy giây, vì tệp mới hơn có thể còn đang ghi "
        f"(mặc định: {_SETTLE})",
    )
    add_day(parser)
    add_laws(parser)
    add_quiet(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Receive and work on everything that lies in the inbox; tell what came of it."""
    inbox, work, file = _places(options)
    settings, problems = read_settings(file)
    print_problems(problems)
    if settings is None:
        return 1
    office = Workroom(work)
    try:
        repository = Repository(options.repository.resolve())
        _refuse_inside(repository, inbox, work)
        _require_base(repository, options.base)
        office.open()
        as_of = judgement_day(options)
        clock = datetime.datetime.now().astimezone()
        order = Order(
            inbox=inbox,
            office=office,
            settings=settings,
            repository=repository,
            base=options.base,
            now=datetime.datetime.combine(as_of, clock.timetz()).replace(microsecond=0),
            before=time.time() - options.settle,
            keep_days=options.keep_days,
            as_of=as_of,
            remote=_remote(options),
            laws=laws_folder(options.laws) if options.laws is not None else None,
            progress=options.progress,
        )
        with writing(work, "inbox"):
            ran = run_inbox(order, _tell)
    except GitError as error:
        raise UsageError(str(error)) from None
    print_problems(ran.problems)
    for line in _closing(ran, options.keep_days):
        print(line)
    return 1 if errors(ran.problems) else 0


def _tell(receipt: Receipt) -> None:
    what = _DONE[receipt.stage].format(branch=receipt.branch, summary=receipt.summary)
    print(f"{receipt.agency}: {receipt.name} → {what}", flush=True)


def _closing(ran: Ran, keep_days: int) -> Iterator[str]:
    for receipt in ran.again:
        yield f"{receipt.agency}: {receipt.name} → đã nhận từ trước, không làm gì thêm"
    if ran.pushed:
        yield f"Đã đẩy {len(ran.pushed)} nhánh; tiêu đề và phần mô tả của đề nghị nằm cạnh kết quả."
    if ran.unfinished:
        yield f"{ran.unfinished} tệp còn đang ghi, để lần chạy sau."
    if ran.expired:
        yield f"Đã xóa bản gốc và kết quả của {len(ran.expired)} tệp, quá {keep_days} ngày."
    counts = [sum(one.stage is stage for one in ran.done) for stage in _DONE]
    yield (
        f"Đã xem {len(ran.done)} tệp: {counts[0]} thành nhánh chờ duyệt, {counts[1]} không có gì mới, "
        f"{counts[2]} chưa dùng được."
    )


def _places(options: argparse.Namespace) -> tuple[Path, Path, Path]:
    """Return the inbox, the folder to work in and the file of settings, absolute."""
    typed: Path = options.inbox
    if typed.is_symlink() or not typed.is_dir():
        raise UsageError(
            f"Không có thư mục “{typed}”. Gõ đường dẫn của thư mục mà thư, ổ chung đặt tệp vào."
        )
    inbox = typed.resolve()
    work: Path = options.work or inbox.parent / _WORK
    file: Path = options.settings or inbox.parent / SETTINGS
    if not file.is_file():
        raise UsageError(
            f"Không có tệp “{file}”. Tạo tệp ấy: dòng đầu là thu_dien_tu (địa chỉ của hộp thư), rồi danh sách co_quan, mỗi cơ "
            "quan có ma và thu_dien_tu; hoặc thêm --settings TỆP nếu tệp ở chỗ khác."
        )
    work = work.resolve()
    if inbox.is_relative_to(work) or work.is_relative_to(inbox):
        raise UsageError("Nơi giữ bản gốc (--work) và hộp thư không được nằm trong nhau.")
    return inbox, work, file.resolve()


def _refuse_inside(repository: Repository, inbox: Path, work: Path) -> None:
    """Refuse places in the repository: whatever lies there may be committed by mistake."""
    top = repository.top.resolve()
    for place, option in ((inbox, "Hộp thư"), (work, "Nơi giữ bản gốc (--work)")):
        if place.is_relative_to(top):
            raise UsageError(
                f"{option} “{place}” nằm trong kho. Đặt ở ngoài kho, để bản gốc không bao giờ bị ghi nhận vào kho."
            )


def _require_base(repository: Repository, base: str) -> None:
    try:
        repository.commit(base)
    except GitError as error:
        raise UsageError(f"{error} Nhánh gốc mang tên khác thì thêm --base TÊN.") from None


def _remote(options: argparse.Namespace) -> str:
    if not options.push:
        return ""
    if not _REMOTE.fullmatch(options.remote):
        raise UsageError(
            f"“{options.remote}” không phải tên một nơi giữ kho trong git, ví dụ origin."
        )
    return str(options.remote)


def _seconds(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"“{text}” không phải số giây từ 0 trở lên")
    return int(text)
