"""`access-info import` reads an office file into an agency's lists; `inbox` makes branches of files that clerks send."""

from __future__ import annotations

import dataclasses
import datetime
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from access_info.changes.git import GitError, Repository
from access_info.cli.parser import UsageError
from access_info.cli.printing import print_json, print_problems, problems_as_json
from access_info.cli.typed import Typed, require_file, writing
from access_info.imports.lists.report import as_plain, as_text
from access_info.imports.lists.run import Import, NoSheetError, run_import, write_all
from access_info.loading import load_agency
from access_info.loading.folders import read_folder
from access_info.pipeline.inbox.intake import (
    SETTINGS,
    FileStage,
    InboxRun,
    Order,
    Receipt,
    Workroom,
    read_settings,
)
from access_info.pipeline.inbox.proposing import WithheldRow, foreseen_rows
from access_info.pipeline.inbox.run import run_inbox
from access_info.problems import errors, quotable
from access_info.source.replacing import ChangedMeanwhileError
from access_info.waiting import NO_PROGRESS

_MAX_FORESEEN = 50


def import_command(options: Typed) -> int:
    """Read an office file's lists, print what was understood, and write it if that was asked for.

    Return the exit code: 1 if the file has errors.
    """
    agencies, _ = options.known_agencies([options.agency])
    require_file(options.file)
    with writing(agencies, "import", really=options.apply):
        return _read_and_write(options, agencies)


def _read_and_write(options: Typed, agencies: Path) -> int:
    """Import the file under the lock of the data, and print what changes; return the exit code."""
    path: Path = options.file.resolve()
    as_of = options.judgement_day()
    framework = options.checked_framework(agencies)
    try:
        with options.progress.of("đọc tệp, so với danh mục", 0):
            done = run_import(
                path,
                load_agency(read_folder(agencies / options.agency)),
                framework,
                name=options.name,
                sheet=options.sheet,
                as_of=as_of,
                allow_removal=options.allow_removal,
            )
    except NoSheetError as error:
        names = ", ".join(f"“{quotable(name)}”" for name in error.sheets)
        raise UsageError(
            f"Tệp không có trang “{options.sheet}”; chọn một trong: {names}."
        ) from None
    foreseen = _foreseen_withheld(options, done, agencies, as_of)
    written = options.apply and done.changes
    if written:
        try:
            write_all(done.files)
        except ChangedMeanwhileError as error:
            done = dataclasses.replace(done, problems=(*done.problems, error.problem))
            written = False
            if options.format == "text":
                # The changes are not printed: the command has to be run again anyway.
                print_problems(done.problems)
                return 1
    _print_import(options, done, foreseen, written=written)
    return 1 if errors(done.problems) else 0


def _foreseen_withheld(
    options: Typed, done: Import, agencies: Path, as_of: datetime.date
) -> tuple[WithheldRow, ...]:
    """Return the imported rows that the safety gate would withhold, tried in a temporary folder.

    None are looked for if they would not be printed, or if there is no room on the disk to try.
    """
    if options.format != "text" or not done.changes:
        return ()
    settings = options.build_options(agencies=agencies, as_of=as_of, jobs=1, progress=NO_PROGRESS)
    with options.progress.of("xem có gì không được công khai", 0):
        try:
            return foreseen_rows(done, load_agency(read_folder(agencies / done.agency)), settings)
        except OSError:
            # No disk space to try the rows: `check` will say the same once they are written.
            return ()


def _print_import(
    options: Typed, done: Import, foreseen: Sequence[WithheldRow], *, written: bool
) -> None:
    """Print how a file was understood, what changes, and which rows the safety gate would withhold."""
    if options.format == "json":
        print_json(as_plain(done, written=written, problems=problems_as_json(done.problems)))
        return
    print_problems(done.problems)
    for line in as_text(done, written=written, allow_removal=options.allow_removal):
        print(line)
    if foreseen:
        print(
            "\nCó điều không được phép công khai, sẽ bị chặn khi kiểm tra. Sửa trong tệp rồi nhập lại:"
        )
    for row in foreseen[:_MAX_FORESEEN]:
        wrong = row.problem
        print(f"  {quotable(row.where)}: {quotable(wrong.message, longest=500)} [{wrong.code}]")
        print(f"      → {quotable(wrong.cure, longest=500)}")
    if len(foreseen) > _MAX_FORESEEN:
        print(f"  … và {len(foreseen) - _MAX_FORESEEN} hàng nữa")


_WORK_FOLDER = "xu-ly"
_REMOTE = re.compile(r"[A-Za-z0-9][\w.-]{0,99}")
_DONE = {
    FileStage.PROPOSED: "nhánh {branch} ({summary})",
    FileStage.UNCHANGED: "không có gì mới",
    FileStage.REFUSED: "{summary}, đã viết thư trả lời",
}


def inbox_command(options: Typed) -> int:
    """Turn every file in the inbox into a branch to review, or a letter of reply; print the results."""
    inbox, work, file = _inbox_places(options)
    settings, problems = read_settings(file)
    print_problems(problems)
    if settings is None:
        return 1
    office = Workroom(work)
    repository = Repository(options.repository.resolve())
    _refuse_in_repository(repository, inbox, work)
    _require_base(repository, options.base)
    office.open()
    as_of = options.judgement_day()
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
        remote=_remote_to_push_to(options),
        laws=options.laws_folder() if options.laws is not None else None,
        progress=options.progress,
    )
    with writing(work, "inbox"):
        ran = run_inbox(order, _print_receipt)
    print_problems(ran.problems)
    for line in _closing_lines(ran, options.keep_days):
        print(line)
    return 1 if errors(ran.problems) else 0


def _print_receipt(receipt: Receipt) -> None:
    """Print what became of one file of the inbox, as soon as it is worked on."""
    what = _DONE[receipt.stage].format(branch=receipt.branch, summary=receipt.summary)
    print(f"{receipt.agency}: {receipt.name} → {what}", flush=True)


def _closing_lines(ran: InboxRun, keep_days: int) -> Iterator[str]:
    """Yield the lines printed after all files: those received before, pushed, deleted, and totals."""
    for receipt in ran.again:
        yield f"{receipt.agency}: {receipt.name} → đã nhận từ trước, không làm gì thêm"
    if ran.pushed:
        yield f"Đã đẩy {len(ran.pushed)} nhánh; tiêu đề và phần mô tả của đề nghị nằm cạnh kết quả."
    if ran.unfinished:
        yield f"{ran.unfinished} tệp còn đang ghi, để lần chạy sau."
    if ran.expired:
        yield f"Đã xóa bản gốc và kết quả của {len(ran.expired)} tệp, quá {keep_days} ngày."
    # In the order of `_DONE`: proposed, unchanged, refused.
    counts = [sum(one.stage is stage for one in ran.done) for stage in _DONE]
    yield (
        f"Đã xem {len(ran.done)} tệp: {counts[0]} thành nhánh chờ duyệt, {counts[1]} không có gì mới, "
        f"{counts[2]} chưa dùng được."
    )


def _inbox_places(options: Typed) -> tuple[Path, Path, Path]:
    """Return the absolute paths of the inbox, the folder to work in and the file of settings.

    Raises:
        UsageError: One is missing, or the inbox and the folder lie within one another.
    """
    typed: Path = options.inbox
    if typed.is_symlink() or not typed.is_dir():
        raise UsageError(
            f"Không có thư mục “{typed}”. Gõ đường dẫn của thư mục mà thư, ổ chung đặt tệp vào."
        )
    inbox = typed.resolve()
    work: Path = options.work or inbox.parent / _WORK_FOLDER
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


def _refuse_in_repository(repository: Repository, inbox: Path, work: Path) -> None:
    """Raise `UsageError` if inbox or work folder lie in the repository, where files may be committed."""
    top = repository.top.resolve()
    for place, option in ((inbox, "Hộp thư"), (work, "Nơi giữ bản gốc (--work)")):
        if place.is_relative_to(top):
            raise UsageError(
                f"{option} “{place}” nằm trong kho. Đặt ở ngoài kho, để bản gốc không bao giờ bị ghi nhận vào kho."
            )


def _require_base(repository: Repository, base: str) -> None:
    """Raise `UsageError` unless the branch that proposals start from exists."""
    try:
        repository.commit(base)
    except GitError as error:
        raise UsageError(f"{error} Nhánh gốc mang tên khác thì thêm --base TÊN.") from None


def _remote_to_push_to(options: Typed) -> str:
    """Return the git remote to which branches are pushed; "" if nothing is pushed."""
    if not options.push:
        return ""
    if not _REMOTE.fullmatch(options.remote):
        raise UsageError(
            f"“{options.remote}” không phải tên một nơi giữ kho trong git, ví dụ origin."
        )
    return str(options.remote)
