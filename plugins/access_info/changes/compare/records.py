"""The single changes that are reported about two states, losses and notices among them."""

from __future__ import annotations

import dataclasses
from enum import StrEnum

from access_info.model.lists import CONDITIONAL, DISCLOSURE, LISTS


@dataclasses.dataclass(frozen=True)
class FieldChange:
    """A field whose value changed.

    Attributes:
        keys: Path of YAML keys; an entry of a list is named by its text, not its number.
        label: The path in words: `Đầu mối › Văn phòng › Điện thoại`.
        before: Earlier value as a reviewer reads it; "" when there was none.
        after: Value now as a reviewer reads it; "" when there is none.
        whole: Whether a whole group or entry of a list came or went.
    """

    keys: tuple[str, ...]
    label: str
    before: str
    after: str
    whole: bool = False


class RowKind(StrEnum):
    """The ways in which a row of a list can change."""

    ADDED = "them"
    REMOVED = "go"
    CHANGED = "sua"
    RENUMBERED = "doi-ma"
    MOVED = "chuyen"
    REUSED = "dung-lai-ma"


class ListKind(StrEnum):
    """The list that a row belongs to."""

    DISCLOSURE = DISCLOSURE
    CONDITIONAL = CONDITIONAL
    CORRECTIONS = "dinh-chinh"

    @property
    def label(self) -> str:
        """The list's name within a sentence."""
        return _LISTS[self.value]


_LISTS: dict[str, str] = {
    **{name: each.content for name, each in LISTS.items()},
    "dinh-chinh": "sổ đính chính",
}


@dataclasses.dataclass(frozen=True)
class RowChange:
    """A row that came, went or changed.

    Attributes:
        kind: How it changed.
        list: The list it is in now, or was in.
        id: Its id now, or the one it had.
        title: The row's title.
        was: Its earlier id where that differs, else "".
        moved: The move in words: `từ … sang …`; "" if it did not move.
        fields: Its changed fields.
    """

    kind: RowKind
    list: ListKind
    id: str
    title: str
    was: str = ""
    moved: str = ""
    fields: tuple[FieldChange, ...] = ()


@dataclasses.dataclass(frozen=True)
class NamedRow:
    """A row of which somebody has said now that the people it names may be named.

    Attributes:
        id: Its id.
        title: Its title.
        note: Its note, or "".
    """

    id: str
    title: str
    note: str = ""


class FileChangeKind(StrEnum):
    """The ways in which an attachment can change."""

    ADDED = "them"
    REMOVED = "go"
    REPLACED = "thay"
    RENAMED = "doi-ten"
    ORPHANED = "mo-coi"


@dataclasses.dataclass(frozen=True)
class FileChange:
    """An attachment that came, went, or has another content.

    Attributes:
        kind: How it changed.
        name: Path below the agency's folder.
        was: Its earlier path, where that differs, else "".
        before: Size in bytes before; `None` when there was none.
        after: Size in bytes now; `None` when there is none.
        hash_before: First digits of the SHA-256 before, or "".
        hash_after: First digits of the SHA-256 now, or "".
        used_by: Rows, the regulation, pages … that lead to it now, in words.
        signed: Whose digital signature is on it now, and what is known of it, in words, or "".
    """

    kind: FileChangeKind
    name: str
    was: str = ""
    before: int | None = None
    after: int | None = None
    hash_before: str = ""
    hash_after: str = ""
    used_by: tuple[str, ...] = ()
    signed: str = ""


@dataclasses.dataclass(frozen=True)
class PageChange:
    """A free page that came, went or changed.

    Attributes:
        name: Its file's name without `.md`.
        title: The page's title.
        kind: `them`, `go` or `sua`.
        fields: Changes in the page's front matter.
        added: Number of lines that are new.
        removed: Number of lines that are gone.
        excerpt: The first of those lines, each with `+` or `-` before it.
    """

    name: str
    title: str
    kind: str
    fields: tuple[FieldChange, ...] = ()
    added: int = 0
    removed: int = 0
    excerpt: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class YearChange:
    """A year's figures that came, went or changed."""

    year: str
    kind: str
    fields: tuple[FieldChange, ...] = ()


class TextState(StrEnum):
    """The results of comparing the texts of an attachment."""

    CHANGED = "doi-chu"
    SAME = "khong-doi-chu"
    NO_TEXT = "khong-doc-duoc-chu"
    WITHHELD = "khong-hien"
    UNSEEN = "chua-xem"


@dataclasses.dataclass(frozen=True)
class TextLine:
    """A line that is gone or new.

    Attributes:
        mark: `-` or `+`.
        where: Its place in the file, for people: `dòng 3`, `trang 2`.
        text: The line's text, with what the gate detects hidden.
    """

    mark: str
    where: str
    text: str


@dataclasses.dataclass(frozen=True)
class TextChange:
    """An attachment that replaced another one.

    Attributes:
        name: Path below the agency's folder.
        was: Path of the replaced one, where that differs, else "".
        used_by: Rows, the regulation, pages … that lead to it, in words.
        state: The result of comparing its text.
        lines: Lines that are gone or new, numbers first.
        left_out: How many lines more changed.
        partly: Whether only the beginning of one of the two files was compared.
        emptied: Whether there was text and there is none, in a file that can be read.
        another: Whether little of the old text is left: it may be another document.
    """

    name: str
    was: str = ""
    used_by: tuple[str, ...] = ()
    state: TextState = TextState.UNSEEN
    lines: tuple[TextLine, ...] = ()
    left_out: int = 0
    partly: bool = False
    emptied: bool = False
    another: bool = False


@dataclasses.dataclass(frozen=True)
class CommentChange:
    """A comment in a data file.

    Attributes:
        file: Path below the agency's folder.
        line: Its line, from 1.
        text: The comment's words, without `#`.
    """

    file: str
    line: int
    text: str


class LossKind(StrEnum):
    """The kinds of loss."""

    AGENCY = "co-quan"
    ITEM = "muc"
    ID = "ma"
    LAW_POINT = "diem-luat"
    ACCESS = "noi-doc"
    CONTACT = "lien-he"
    STATISTICS = "thong-ke"
    REGULATION = "quy-che"
    ATTACHMENT = "tep"
    CORRECTION = "dinh-chinh"
    DUE = "han"
    PAGE = "trang"
    REDIRECT = "chuyen-huong"

    @property
    def label(self) -> str:
        """In words."""
        return _LOSSES[self.value]

    @property
    def word(self) -> str:
        """What the author of a change calls it in a reason: `Lý do: 2 liên hệ: …`."""
        return _WORDS[self.value]


_WORDS = {
    "co-quan": "cơ quan",
    "muc": "mục",
    "ma": "đổi mã",
    "diem-luat": "điểm luật",
    "noi-doc": "nơi đọc",
    "lien-he": "liên hệ",
    "thong-ke": "thống kê",
    "quy-che": "quy chế",
    "tep": "tệp",
    "dinh-chinh": "đính chính",
    "han": "hạn",
    "trang": "trang",
    "chuyen-huong": "chuyển hướng",
}
_LOSSES = {
    "co-quan": "Mất cả cơ quan",
    "muc": "Mục bị gỡ",
    "ma": "Địa chỉ của mục bị đổi",
    "diem-luat": "Mất điểm luật",
    "noi-doc": "Không còn nơi đọc",
    "lien-he": "Mất thông tin liên hệ",
    "thong-ke": "Mất số liệu thống kê",
    "quy-che": "Mất quy chế",
    "tep": "Mất tệp đính kèm",
    "dinh-chinh": "Mất lần đính chính",
    "han": "Hạn đính chính bị lùi",
    "trang": "Mất trang",
    "chuyen-huong": "Địa chỉ cũ không còn dẫn tới đâu",
}


@dataclasses.dataclass(frozen=True)
class Loss:
    """Something gone that people rely on; it needs a reason.

    Attributes:
        kind: The kind of thing that is gone.
        agency: Folder name, or "" for the jurisdiction.
        what: The thing that is gone, in words.
        key: The name by which a reason can be for it alone: an item's id, a year, a file; else "".
        file: The file that it was in, path below the folder.
        reason: The author's reason; "" when there is none.
        line: The line to complete as a reason; "" where a reason is given.
    """

    kind: LossKind
    agency: str
    what: str
    key: str
    file: str
    reason: str = ""
    line: str = ""


class NoticeKind(StrEnum):
    """The kinds of notice: no loss, and to be compared with the document all the same."""

    CONTACT = "lien-he"
    ADDRESS = "dia-chi"
    LAW_POINT = "diem-luat"
    STATUS = "tinh-trang"
    WAIVER = "mien-tru"
    DOCUMENT = "van-ban"
    TITLE = "ten"
    STATISTICS = "so-lieu"
    CLEARED = "bo-trong"

    @property
    def label(self) -> str:
        """In words."""
        return _NOTICES[self.value]


_NOTICES = {
    "lien-he": "Đổi liên hệ",
    "dia-chi": "Đổi địa chỉ trên mạng",
    "diem-luat": "Đổi điểm luật",
    "tinh-trang": "Đổi tình trạng",
    "mien-tru": "Xin miễn trừ",
    "van-ban": "Đổi số, ngày",
    "ten": "Đổi hẳn tên",
    "so-lieu": "Số liệu giảm",
    "bo-trong": "Bỏ trống",
}


@dataclasses.dataclass(frozen=True)
class Notice:
    """A change that is easily overlooked and easily misused; reported before the details.

    Attributes:
        kind: The kind of change.
        agency: Folder name, or "" for the jurisdiction.
        where: The row and the field, in words.
        before: Earlier value as a reviewer reads it; "" when there was none.
        after: Value now as a reviewer reads it; "" when there is none.
        detail: The telling part of it: `tên miền mau.example → khac.example`; else "".
        replaces: Whether something that people relied on is no longer said, or a rule is waived.
    """

    kind: NoticeKind
    agency: str
    where: str
    before: str
    after: str
    detail: str = ""
    replaces: bool = True
