"""Receiving the files of the inbox folder: originals are stored, each with a receipt.

The files come from strangers: no link is followed, nothing is run, no name is trusted.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import hashlib
import json
import os
import re
import shutil
import stat
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from access_info.changes.git import Repository
from access_info.loading.folders import is_agency_id
from access_info.model.binding import bind
from access_info.model.fields import Record, field
from access_info.model.types import Many, RequiredText, did_you_mean
from access_info.office_files.limits import LIMITS, MEGABYTE, Purpose
from access_info.problems import Location, Problem, Rule, Severity, errors, quotable
from access_info.source.documents import SourceDocument, read_yaml
from access_info.source.events import Keys
from access_info.source.replacing import replace_file, system_reason
from access_info.waiting import NO_PROGRESS, Progress

# Problems that keep a file of the inbox from being processed, for whoever runs the inbox
# (TT881–TT890).

BAD_ADDRESS = Rule(
    code="TT881",
    title="Địa chỉ thư của hộp thư viết sai",
    message="“{text}” không phải một địa chỉ thư điện tử.",
    cure="Ghi một địa chỉ, không kèm tên, ví dụ van-thu@so-tu-phap.mau.example.",
    why="Địa chỉ này là tác giả của thay đổi và là nơi nhận thư trả lời.",
)
REPEATED_AGENCY = Rule(
    code="TT882",
    title="Cơ quan khai hai lần trong tệp của hộp thư",
    message="Cơ quan “{agency}” khai hai lần.",
    cure="Bỏ bớt một lần: mỗi cơ quan một địa chỉ.",
    why="Hai địa chỉ thì không biết thay đổi là của ai và trả lời cho ai.",
)
STRAY_FILE = Rule(
    code="TT883",
    title="Tệp nằm ngoài thư mục cơ quan của hộp thư",
    message="“{name}” nằm ngay trong hộp thư, không trong thư mục của cơ quan nào, nên để nguyên.",
    cure="Chuyển vào thư mục mang mã của cơ quan gửi; xem lại quy tắc lọc thư đã đặt nó ở đây.",
    why="Tệp không cho biết nó là của cơ quan nào; đoán nhầm thì ghi vào dữ liệu của cơ quan khác.",
)
UNKNOWN_AGENCY = Rule(
    code="TT884",
    title="Thư mục trong hộp thư không mang mã cơ quan",
    message="Thư mục “{name}” có tệp, nhưng trong kho không có cơ quan nào mang mã ấy.{hint} Các tệp để nguyên.",
    cure="Đổi tên thư mục thành mã đúng, hoặc thêm cơ quan bằng access-info new rồi ghi nhận vào nhánh gốc.",
    why="Tên thư mục là cách duy nhất để biết tệp của cơ quan nào.",
)
NO_ADDRESS = Rule(
    code="TT885",
    title="Cơ quan chưa khai địa chỉ thư",
    message="Cơ quan “{agency}” có tệp trong hộp thư nhưng chưa khai địa chỉ trong “{file}”, nên để nguyên.",
    cure='Thêm hai dòng vào {file}: - ma: "{agency}" và thu_dien_tu: "địa chỉ của cơ quan".',
    why="Tác giả của thay đổi và nơi nhận thư trả lời lấy từ tệp ấy, không bao giờ lấy từ tệp được gửi.",
)
NOT_REMOVED = Rule(
    code="TT886",
    severity=Severity.WARNING,
    title="Không lấy được tệp ra khỏi hộp thư",
    message="Đã nhận “{name}” nhưng không xóa được nó khỏi hộp thư: {reason}.",
    cure="Cho tài khoản chạy lệnh quyền ghi vào thư mục này (xem phần quyền trong hướng dẫn hộp thư), hoặc xóa tay.",
    why="Tệp còn nằm đó thì lần nào cũng phải đọc lại, dù không nhận hai lần.",
)
NOT_READ = Rule(
    code="TT887",
    title="Không mở được tệp trong hộp thư",
    message="Không mở được “{name}”: {reason}.",
    cure="Cho tài khoản chạy lệnh quyền đọc tệp này (xem phần quyền trong hướng dẫn hộp thư); lần chạy sau sẽ nhận.",
    why="Tệp không mở được thì chưa biết là tệp gì, nên chưa trả lời người gửi.",
)
GIVEN_UP = Rule(
    code="TT888",
    title="Tệp của hộp thư làm mãi không xong",
    message="Tệp nhận ngày {day} của “{agency}” đã thử {count} lần đều dừng giữa chừng, nên không thử nữa.",
    cure="Thử bằng tay: access-info import với bản gốc ở đường dẫn trên; báo người bảo trì kèm lời lỗi. Muốn hộp thư thử "
    "lại thì xóa {how}.",
    why="Một tệp làm hỏng lệnh không được giữ chân mọi tệp khác.",
)
NOT_DONE = Rule(
    code="TT889",
    title="Chưa lập được đề nghị từ tệp của hộp thư",
    message="Chưa lập được đề nghị từ tệp nhận ngày {day} của “{agency}”: {wording}",
    cure="Sửa điều ấy; lần chạy sau làm tiếp, tệp vẫn được giữ.",
    why="Lỗi này ở kho hoặc ở máy, không ở tệp của người gửi.",
)
NOT_PUSHED = Rule(
    code="TT890",
    title="Chưa đẩy được nhánh lên nơi giữ kho",
    message="Nhánh “{branch}” đã có trên máy nhưng chưa đẩy lên “{remote}” được: {wording}",
    cure="Kiểm tra mạng, khóa SSH và quyền ghi vào các nhánh hop-thu/; nhánh cùng tên ở đó đã khác thì xóa nó trước. Lần chạy sau đẩy lại.",
    why="Chưa đẩy lên thì người duyệt chưa thấy, nên chưa có tiêu đề và phần mô tả để gửi.",
)


# The settings file of the inbox: its mail address, and that of each agency that may send files.

SETTINGS = "hop-thu.yml"
# `van-thu@xa.mau.example`; strict, so that it cannot smuggle anything into a header or command
# line.
_ADDRESS = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"
)


class Sender(Record):
    """An agency that may send files, with its mail address."""

    agency: RequiredText = field("ma", "Mã cơ quan", required=True)
    email: RequiredText = field("thu_dien_tu", "Thư điện tử", required=True)


class InboxFile(Record):
    """The settings file of the inbox (`hop-thu.yml`)."""

    email: RequiredText = field("thu_dien_tu", "Thư điện tử của hộp thư", required=True)
    senders: Many[Sender] = field("co_quan", "Các cơ quan gửi tệp", many=True)


@dataclasses.dataclass(frozen=True)
class InboxSettings:
    """The checked settings of the inbox.

    Attributes:
        name: Name of the settings file, for messages.
        email: The inbox's own mail address: committer of changes and sender of replies.
        addresses: Mail address of each agency, by id.
    """

    name: str
    email: str
    addresses: Mapping[str, str]


def read_settings(path: Path) -> tuple[InboxSettings | None, tuple[Problem, ...]]:
    """Read the settings file of an inbox.

    Returns:
        The settings, `None` if there is any error; and all problems (TT881, TT882 among them).
    """
    document = read_yaml(path.resolve())
    bound = bind(InboxFile, document) if document.complete else None
    problems = [*document.problems, *(bound.problems if bound is not None else ())]
    read = bound.record if bound is not None else None
    if read is None or errors(problems):
        return None, tuple(problems)
    problems += [*_wrong_addresses(document, read), *_repeated_agencies(document, read)]
    if errors(problems):
        return None, tuple(problems)
    addresses = {sender.agency: sender.email for sender in read.senders}
    return InboxSettings(path.name, read.email, addresses), tuple(problems)


def _wrong_addresses(document: SourceDocument, read: InboxFile) -> Iterator[Problem]:
    """Yield a problem (TT881) for each text that is no mail address."""
    typed: dict[Keys, str] = {("thu_dien_tu",): read.email}
    for number, sender in enumerate(read.senders):
        typed["co_quan", number, "thu_dien_tu"] = sender.email
    for keys, email in typed.items():
        if not _ADDRESS.fullmatch(email):
            yield BAD_ADDRESS.at(document.locate(keys), text=email)


def _repeated_agencies(document: SourceDocument, read: InboxFile) -> Iterator[Problem]:
    """Yield a problem (TT882) for each agency that is listed a second time."""
    seen: set[str] = set()
    for number, sender in enumerate(read.senders):
        if sender.agency in seen:
            place = document.locate(("co_quan", number, "ma"))
            yield REPEATED_AGENCY.at(place, agency=sender.agency)
        seen.add(sender.agency)


# Receipts of files, by agency and content, stored on disk so that an interrupted run can be
# resumed.

_NUMBER_DIGITS = 12  # digits of a hash in the number that people use


class FileStage(StrEnum):
    """How far the processing of a received file has come."""

    WAITING = "waiting"
    PROPOSED = "proposed"
    PUSHED = "pushed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Receipt:
    """The receipt of a file: what was received, and what has become of it.

    Attributes:
        agency: The agency's id.
        digest: SHA-256 of the content, in hexadecimal; for something that is no file or too large
            to read, of its name, size and time.
        received: When, with a time zone.
        name: The sender's name of the file, made safe to print; "" once the original is deleted.
        original: Name of the stored original in the agency's folder of originals; "" if there is
            none.
        seen: Identity of the file in the inbox (disk, inode, time), to recognise it if it stays
            there.
        stage: How far its processing has come.
        tries: How often processing was begun.
        why: Why the file cannot be read at all, in Vietnamese; else "".
        summary: The result in a few words.
    """

    agency: str
    digest: str
    received: datetime.datetime
    name: str
    original: str = ""
    seen: str = ""
    stage: FileStage = FileStage.WAITING
    tries: int = 0
    why: str = ""
    summary: str = ""

    @property
    def number(self) -> str:
        """The receipt number for people: `2026-11-28-3f9ac2d01b7e`."""
        return f"{self.received:%Y-%m-%d}-{self.digest[:_NUMBER_DIGITS]}"

    @property
    def branch(self) -> str:
        """The git branch for the change: `hop-thu/so-a/3f9ac2d01b7e`."""
        return f"{branches_of(self.agency)}{self.digest[:_NUMBER_DIGITS]}"


def branches_of(agency: str) -> str:
    """Return the prefix of an agency's inbox branches: `hop-thu/so-a/`."""
    return f"hop-thu/{agency}/"


class Workroom:
    """The inbox command's private working folder, outside the repository: originals, receipts, results.

    Attributes:
        folder: The folder.
        tree: Path of git's temporary work tree.
    """

    def __init__(self, folder: Path) -> None:
        """Keep the paths; `open` makes the folder."""
        self.folder = folder
        self.tree = folder / "kho"
        self._records = folder / "so"

    def open(self) -> None:
        """Make the folder, readable by its owner alone."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def originals(self, agency: str) -> Path:
        """Return the folder of an agency's originals."""
        return self.folder / "goc" / agency

    def original(self, receipt: Receipt) -> Path:
        """Return the path of a receipt's original."""
        return self.originals(receipt.agency) / receipt.original

    def results(self, receipt: Receipt) -> Path:
        """Return the folder for the results of a file: reply, summary, texts of the proposal."""
        return self.folder / "ket-qua" / receipt.agency / receipt.number

    def letter(self, receipt: Receipt, suffix: str = "") -> Path:
        """Return the path of a reply that waits to be mailed.

        Args:
            receipt: The receipt of the file.
            suffix: Tells a further reply about the same file from the first.
        """
        return self.folder / "gui-di" / f"{receipt.agency}-{receipt.number}{suffix}.eml"

    def record(self, agency: str, digest: str) -> Path:
        """Return the path of a receipt."""
        return self._records / agency / f"{digest}.json"

    def find(self, agency: str, digest: str) -> Receipt | None:
        """Return the receipt of a content (by its SHA-256); `None` if it was never received."""
        return _read_receipt(self.record(agency, digest))

    def save(self, receipt: Receipt) -> Receipt:
        """Store a receipt in one step, and return it."""
        plain = {**dataclasses.asdict(receipt), "received": receipt.received.isoformat()}
        text = json.dumps(plain, ensure_ascii=False, indent=1)
        replace_file(self.record(receipt.agency, receipt.digest), f"{text}\n")
        return receipt

    def receipts(self) -> list[Receipt]:
        """List all receipts, in the order of their arrival."""
        read = [_read_receipt(path) for path in self._records.glob("*/*.json")]
        readable = [receipt for receipt in read if receipt is not None]
        return sorted(readable, key=lambda one: (one.received, one.agency, one.digest))

    def expire(self, today: datetime.date, keep_days: int) -> Iterator[Receipt]:
        """Delete originals and everything that quotes them after some days; receipts stay, without names.

        Files that still wait to be processed are kept.

        Args:
            today: The day.
            keep_days: Days that originals are kept after the day they came.

        Yields:
            The receipts whose originals are deleted.
        """
        for receipt in self.receipts():
            age = (today - receipt.received.date()).days
            # Without a name, the receipt was dealt with on an earlier day.
            if receipt.stage is FileStage.WAITING or age <= keep_days or not receipt.name:
                continue
            if receipt.original:
                self.original(receipt).unlink(missing_ok=True)
            shutil.rmtree(self.results(receipt), ignore_errors=True)
            for letter in self.letter(receipt).parent.glob(f"{self.letter(receipt).stem}*.eml"):
                letter.unlink(missing_ok=True)
            self.save(dataclasses.replace(receipt, name="", original=""))
            yield receipt

    def clear_leftovers(self) -> None:
        """Delete half-written files of a run that was killed."""
        for unfinished in (*self.folder.glob("goc/*/.*.part"), *self.folder.glob("*/**/.*.new")):
            with contextlib.suppress(OSError):
                unfinished.unlink()


def _read_receipt(path: Path) -> Receipt | None:
    """Read a stored receipt; `None` if it is missing or unreadable."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        plain["received"] = datetime.datetime.fromisoformat(plain["received"])
        plain["stage"] = FileStage(plain["stage"])
        return Receipt(**plain)
    except (OSError, ValueError, KeyError, TypeError):
        return None


_MAX_BYTES = LIMITS[Purpose.LIST].file
_PIECE = 1 << 20  # bytes copied at once
_MAX_NAME_LENGTH = 120
# Endings of files still being written: “a.part”. See also `_is_unfinished`.
_UNFINISHED = (".part", ".filepart", ".crdownload", ".tmp", ".download", ".partial")
# Endings that stored originals keep, for people who open them; the program goes by content.
_ENDINGS = frozenset({".xlsx", ".xls", ".ods", ".docx", ".csv", ".doc", ".pdf"})
_ALIKE = 0.75  # how alike a folder's name and an agency's id must be to suggest the id
_LINK = "đây là lối tắt, không phải tệp; hãy gửi chính tệp ấy"
_FOLDER = "đây là một thư mục; hãy gửi từng tệp, không gửi thư mục"
_DEVICE = "đây không phải tệp thường"
_TOO_LARGE = f"tệp lớn trên {_MAX_BYTES // MEGABYTE} MB; hãy chép riêng bảng danh mục sang một tệp mới rồi gửi"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Order:
    """The arguments of one run over the inbox.

    Attributes:
        inbox: The folder that others fill, absolute.
        office: The private working folder.
        settings: Who may send files, and mail addresses.
        repository: The repository in which branches are made.
        base: The revision at which branches begin.
        now: The moment of the run.
        before: Seconds since the epoch: a file written later than this may still be growing.
        keep_days: Days that originals are kept.
        as_of: The day of judgement.
        remote: Git remote to which branches are pushed; "" to push none.
        laws: The jurisdiction's folder of law packs; `None` for the one in `base`.
        progress: Shows how far the work is.
    """

    inbox: Path
    office: Workroom
    settings: InboxSettings
    repository: Repository
    base: str
    now: datetime.datetime
    before: float
    keep_days: int
    as_of: datetime.date
    remote: str = ""
    laws: Path | None = None
    progress: Progress = NO_PROGRESS


@dataclasses.dataclass(kw_only=True)
class InboxRun:
    """What a run over the inbox did.

    Attributes:
        done: Receipts of files that were processed, as they are now.
        again: Receipts of files that were sent a second time.
        pushed: Receipts whose branches were pushed now.
        expired: Receipts whose originals were deleted, since their time is over.
        unfinished: Number of files that are still being written.
        problems: Problems for whoever runs the inbox.
    """

    done: list[Receipt] = dataclasses.field(default_factory=list)
    again: list[Receipt] = dataclasses.field(default_factory=list)
    pushed: list[Receipt] = dataclasses.field(default_factory=list)
    expired: list[Receipt] = dataclasses.field(default_factory=list)
    unfinished: int = 0
    problems: list[Problem] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True)
class _Intake:
    """Receives the files of the inbox, and records in the run what was noticed on the way.

    Attributes:
        order: The arguments of the run.
        ran: The record of the run.
    """

    order: Order
    ran: InboxRun

    def note(self, rule: Rule, path: Path, **values: str) -> None:
        """Record a problem of a file or folder of the inbox.

        Args:
            rule: The broken rule.
            path: The file or folder.
            **values: Further values for the rule's message; `name` is filled in here.
        """
        place = Location(path.as_posix())
        self.ran.problems.append(rule.at(place, name=printable(path.name), **values))

    def take_folder(self, folder: Path, agency: str) -> None:
        """Receive every file in an agency's folder that is completely written."""
        for entry in _sorted_entries(folder):
            if _is_unfinished(entry.name):
                self.ran.unfinished += 1
                continue
            path = Path(entry.path)
            try:
                self._take(path, agency, path.lstat())
            except FileNotFoundError:
                continue  # deleted by the sender meanwhile
            except OSError as error:
                self.note(NOT_READ, path, reason=system_reason(error))

    def _take(self, path: Path, agency: str, status: os.stat_result) -> None:
        """Receive one file: copy its content, or refuse it if it is no plain file or too large."""
        if reason := _no_file_reason(status.st_mode):
            self._refuse(path, agency, status, reason)
        elif status.st_mtime > self.order.before:
            self.ran.unfinished += 1
        elif status.st_size > _MAX_BYTES:
            self._refuse(path, agency, status, _TOO_LARGE)
        else:
            self._copy(path, agency, status)

    def _copy(self, path: Path, agency: str, status: os.stat_result) -> None:
        """Copy a file to the originals, write its receipt, and delete it from the inbox.

        A content that was received before is only recorded in `again`.
        """
        folder = self._originals(agency)
        copy = folder / f".{os.getpid()}.part"
        digest = _copy_and_hash(path, copy, status)
        if digest is None:
            copy.unlink(missing_ok=True)
            self.ran.unfinished += 1
            return
        earlier = self.order.office.find(agency, digest)
        if earlier is None:
            original = f"{digest}{_known_ending(path.name)}"
            copy.replace(folder / original)
            self._receive(path, agency, digest, original=original, seen=_identity(status))
            self._remove(path, status)
        else:
            copy.unlink()
            # If it is the same file, which could not be deleted last time, it was not sent twice.
            if self._remove(path, status) and earlier.seen != _identity(status):
                self.ran.again.append(earlier)

    def _refuse(self, path: Path, agency: str, status: os.stat_result, why: str) -> None:
        """Write a receipt for something that cannot be read, once, so that its sender gets a reply.

        A plain file is moved to the originals; a link, folder or device stays in the inbox.

        Args:
            path: The thing in the inbox.
            agency: The agency's id.
            status: Its metadata.
            why: Why it cannot be read, in Vietnamese.
        """
        seen = f"{agency}\0{path.name}\0{status.st_size}\0{status.st_mtime_ns}"
        digest = hashlib.sha256(seen.encode("utf-8", "surrogateescape")).hexdigest()
        if self.order.office.find(agency, digest) is not None:
            return
        original = ""
        if stat.S_ISREG(status.st_mode):
            folder = self._originals(agency)
            try:
                path.rename(folder / digest)
                original = digest
            except OSError as error:
                self.note(NOT_REMOVED, path, reason=system_reason(error))
        self._receive(path, agency, digest, original=original, why=why)

    def _receive(
        self, path: Path, agency: str, digest: str, *, original: str, seen: str = "", why: str = ""
    ) -> None:
        """Write the receipt of a newly received file.

        Args:
            path: The file in the inbox.
            agency: The agency's id.
            digest: SHA-256 of the content, or what stands for it (`Receipt.digest`).
            original: Name of the stored original, or "".
            seen: Identity of the file in the inbox, or "".
            why: Why the file cannot be read, in Vietnamese, or "".
        """
        receipt = Receipt(
            agency=agency,
            digest=digest,
            received=self.order.now,
            name=printable(path.name),
            original=original,
            seen=seen,
            why=why,
        )
        self.order.office.save(receipt)

    def _originals(self, agency: str) -> Path:
        """Return the folder of an agency's originals, and make it if need be."""
        folder = self.order.office.originals(agency)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def _remove(self, path: Path, status: os.stat_result) -> bool:
        """Delete a copied file from the inbox, unless another file has replaced it meanwhile.

        Returns:
            Whether the copied file is gone from the inbox; if not, a problem (TT886) is recorded.
        """
        try:
            if _same(path.lstat(), status):
                path.unlink()
        except FileNotFoundError:
            return True
        except OSError as error:
            self.note(NOT_REMOVED, path, reason=system_reason(error))
            return False
        return True


def take_in(order: Order, known: Collection[str], ran: InboxRun) -> None:
    """Receive all files of the inbox: one folder for each agency, named by its id.

    A file is copied, then its receipt is written, then it is deleted: wherever a run is
    interrupted, no file is lost and none is received twice. Files and folders that belong to no
    known agency with a mail address stay, with a problem (TT883–TT885, TT887).

    Args:
        order: The arguments of the run.
        known: Ids of all agencies.
        ran: The record of the run, to which is added what was noticed.
    """
    intake = _Intake(order, ran)
    for entry in _sorted_entries(order.inbox):
        if entry.name.startswith("."):
            continue
        path, place = Path(entry.path), Location(Path(entry.path).as_posix())
        if not entry.is_dir(follow_symlinks=False):
            if not _is_unfinished(entry.name):
                intake.note(STRAY_FILE, path)
            continue
        try:
            if all(_is_unfinished(inner.name) for inner in _sorted_entries(path)):
                continue
        except OSError as error:
            intake.note(NOT_READ, path, reason=system_reason(error))
            continue
        if entry.name not in known or not is_agency_id(entry.name):
            hint = did_you_mean(printable(entry.name), known, alike=_ALIKE)
            intake.note(UNKNOWN_AGENCY, path, hint=hint)
        elif entry.name not in order.settings.addresses:
            problem = NO_ADDRESS.at(place, agency=entry.name, file=order.settings.name)
            ran.problems.append(problem)
        else:
            intake.take_folder(path, entry.name)


def _no_file_reason(mode: int) -> str:
    """Return in Vietnamese why something is no plain file (link, folder, device); "" for a plain file.

    Args:
        mode: `st_mode` of its metadata.
    """
    if stat.S_ISLNK(mode):
        return _LINK
    if stat.S_ISDIR(mode):
        return _FOLDER
    return "" if stat.S_ISREG(mode) else _DEVICE


def printable(name: str) -> str:
    """Return a stranger's file name made safe to print; never use the result to open a file."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return quotable(text, longest=_MAX_NAME_LENGTH)


def _copy_and_hash(path: Path, copy: Path, status: os.stat_result) -> str | None:
    """Copy a file and return its SHA-256; `None` if it changed since its metadata was read, or grew.

    Args:
        path: The file in the inbox.
        copy: Where to copy it.
        status: Its metadata, read before.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    source = os.open(path, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(source, "rb") as file:
        if not _same(os.fstat(source), status):
            return None
        digest = hashlib.sha256()
        left = _MAX_BYTES
        copy.unlink(missing_ok=True)
        target = os.open(
            copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
        )
        with os.fdopen(target, "wb") as out:
            while left >= 0 and (piece := file.read(_PIECE)):
                digest.update(piece)
                out.write(piece)
                left -= len(piece)
            out.flush()
            os.fsync(target)
        is_complete = _same(os.fstat(source), status) and left >= 0
    return digest.hexdigest() if is_complete else None


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    """Tell from metadata read at two moments whether a file is the same and was not changed between.

    So nobody can put another file, or a link, in its place while it is copied.
    """
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("st_dev", "st_ino", "st_mode", "st_size", "st_mtime_ns")
    )


def _identity(status: os.stat_result) -> str:
    """Return a text that identifies a file on this machine: disk, inode, time of modification."""
    return f"{status.st_dev}-{status.st_ino}-{status.st_mtime_ns}"


def _is_unfinished(name: str) -> bool:
    """Tell by its name whether a file is still being written, or hidden, or an editor's lock file.

    “.danh-muc.xlsx.x7Q”, “~$so.docx”, “a.part”.
    """
    return name.startswith((".", "~$")) or name.lower().endswith(_UNFINISHED)


def _known_ending(name: str) -> str:
    """Return a file name's ending if stored originals keep it; "" for an unknown one."""
    ending = Path(name).suffix.lower()
    return ending if ending in _ENDINGS else ""


def _sorted_entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield the entries of a folder, sorted by name."""
    with os.scandir(folder) as listing:
        yield from sorted(listing, key=lambda entry: entry.name)
