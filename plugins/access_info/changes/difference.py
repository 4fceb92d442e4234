"""The whole difference of two states, and the single changes that it consists of."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Self

from access_info.model.items import CONDITIONAL, DISCLOSURE, LISTS
from access_info.problems import Problem

# Longest value that a report shows, in characters.
MAX_SHOWN = 600
# Longest value that a notice quotes, in characters.
MAX_NOTICE = 240


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


class _Worded(StrEnum):
    """A kind that bears words for people beside its value.

    Attributes:
        label: The kind in words.
        word: What the author of a change calls it, where that is asked.
    """

    label: str
    word: str

    def __new__(cls, value: str, label: str = "", word: str = "") -> Self:
        """Make a member; its words become attributes, so that its value stays a plain string."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label, member.word = label, word
        return member


class RowKind(_Worded):
    """The ways in which a row of a list can change."""

    ADDED = "them", "thêm"
    REMOVED = "go", "gỡ"
    CHANGED = "sua", "sửa"
    RENUMBERED = "doi-ma", "đổi mã"
    MOVED = "chuyen", "chuyển chỗ"
    REUSED = "dung-lai-ma", "dùng lại mã cho thông tin khác"


class ListKind(_Worded):
    """The list that a row belongs to, with its name within a sentence."""

    DISCLOSURE = DISCLOSURE, LISTS[DISCLOSURE].content
    CONDITIONAL = CONDITIONAL, LISTS[CONDITIONAL].content
    CORRECTIONS = "dinh-chinh", "sổ đính chính"


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


class FileChangeKind(_Worded):
    """The ways in which an attachment can change."""

    ADDED = "them", "thêm"
    REMOVED = "go", "gỡ"
    REPLACED = "thay", "thay nội dung"
    RENAMED = "doi-ten", "đổi tên"
    ORPHANED = "mo-coi", "không còn mục nào dẫn tới"


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


class TextState(_Worded):
    """The results of comparing the texts of an attachment, with what is said where no text is shown."""

    CHANGED = "doi-chu", ""
    SAME = (
        "khong-doi-chu",
        "chữ trong tệp không đổi; đổi ở phần khác (định dạng, hình, thông tin kèm theo tệp, hoặc chỗ đã che)",
    )
    NO_TEXT = "khong-doc-duoc-chu", "không đọc được chữ: mở tệp để xem"
    WITHHELD = "khong-hien", "không hiện chữ ở đây vì tệp có nội dung bị chặn"
    UNSEEN = "chua-xem", "chưa so được chữ trong tệp: mở tệp để xem"


@dataclasses.dataclass(frozen=True)
class TextLine:
    """A line that is gone or new.

    Attributes:
        mark: `-` or `+`.
        where: Its place in the file, for people: `dòng 3`, `trang 2`.
        text: The line's text, with what the safety gate detects redacted.
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


class LossKind(_Worded):
    """The kinds of loss; the third text is what an author calls it in a reason: `Lý do: 2 liên hệ: …`."""

    AGENCY = "co-quan", "Mất cả cơ quan", "cơ quan"
    ITEM = "muc", "Mục bị gỡ", "mục"
    ID = "ma", "Địa chỉ của mục bị đổi", "đổi mã"
    LAW_POINT = "diem-luat", "Mất điểm luật", "điểm luật"
    ACCESS = "noi-doc", "Không còn nơi đọc", "nơi đọc"
    CONTACT = "lien-he", "Mất thông tin liên hệ", "liên hệ"
    STATISTICS = "thong-ke", "Mất số liệu thống kê", "thống kê"
    REGULATION = "quy-che", "Mất quy chế", "quy chế"
    ATTACHMENT = "tep", "Mất tệp đính kèm", "tệp"
    CORRECTION = "dinh-chinh", "Mất lần đính chính", "đính chính"
    DUE = "han", "Hạn đính chính bị lùi", "hạn"
    PAGE = "trang", "Mất trang", "trang"
    REDIRECT = "chuyen-huong", "Địa chỉ cũ không còn dẫn tới đâu", "chuyển hướng"


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


class NoticeKind(_Worded):
    """The kinds of notice: no loss, and to be compared with the document all the same."""

    CONTACT = "lien-he", "Đổi liên hệ"
    ADDRESS = "dia-chi", "Đổi địa chỉ trên mạng"
    LAW_POINT = "diem-luat", "Đổi điểm luật"
    STATUS = "tinh-trang", "Đổi tình trạng"
    WAIVER = "mien-tru", "Xin miễn trừ"
    DOCUMENT = "van-ban", "Đổi số, ngày"
    TITLE = "ten", "Đổi hẳn tên"
    STATISTICS = "so-lieu", "Số liệu giảm"
    CLEARED = "bo-trong", "Bỏ trống"


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


@dataclasses.dataclass(frozen=True)
class DutyChange:
    """A duty whose status changed.

    Attributes:
        agency: Folder name.
        duty: The duty's id.
        title: The duty in words.
        before: Its earlier status, a value of `Status`; "" when it was not asked.
        after: Its status now, a value of `Status`; "" when it is not asked.
        reason: The reason for its status now, or "".
    """

    agency: str
    duty: str
    title: str
    before: str
    after: str
    reason: str = ""


@dataclasses.dataclass(frozen=True)
class AgencyChange:
    """The changes in one agency.

    Attributes:
        id: Folder name now, or the one it had.
        name: The agency's name.
        kind: `them`, `go`, `doi-ten`, `sua` or `trinh-bay` (layout alone).
        was: Its earlier folder name where that differs, else "".
        into: The agency its old address leads to, if it was merged into another; else "".
        fields: Changes of its profile.
        rows: Changes of its lists.
        years: Changes of its figures.
        pages: Changes of its free pages.
        files: Changes of its attachments.
        losses: Losses, reported first.
        notices: Changes to compare with the document, reported next.
        texts: Changed texts of attachments that replace others.
        named: Rows whose people may be named, as somebody has said now.
        layout: Files in which only the layout changed.
        comments_lost: Comments that are gone.
        comments_new: Comments that are new.
        unread: Files that cannot be read, with the side: `before` or `after`.
    """

    id: str
    name: str
    kind: str
    was: str = ""
    into: str = ""
    fields: tuple[FieldChange, ...] = ()
    rows: tuple[RowChange, ...] = ()
    years: tuple[YearChange, ...] = ()
    pages: tuple[PageChange, ...] = ()
    files: tuple[FileChange, ...] = ()
    losses: tuple[Loss, ...] = ()
    notices: tuple[Notice, ...] = ()
    texts: tuple[TextChange, ...] = ()
    named: tuple[NamedRow, ...] = ()
    layout: tuple[str, ...] = ()
    comments_lost: tuple[CommentChange, ...] = ()
    comments_new: tuple[CommentChange, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether the meaning of anything changed."""
        parts = (self.fields, self.rows, self.years, self.pages, self.files, self.losses)
        return self.kind in {"them", "go", "doi-ten"} or any(parts)


@dataclasses.dataclass(frozen=True)
class PlaceChange:
    """The changes in the jurisdiction's file.

    Attributes:
        fields: Its changed fields.
        losses: Losses among them, reported first.
        notices: Notices among them, reported next.
        layout: Whether only its layout changed.
        comments_lost: Comments that are gone.
        unread: Whether one side of it could not be read.
        judging: Whether duties of any agency may be judged otherwise.
        redirects: Old folder names of agencies, each with the new one.
    """

    fields: tuple[FieldChange, ...] = ()
    losses: tuple[Loss, ...] = ()
    notices: tuple[Notice, ...] = ()
    layout: bool = False
    comments_lost: tuple[CommentChange, ...] = ()
    unread: bool = False
    judging: bool = False
    redirects: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Difference:
    """Everything that differs between two states.

    Attributes:
        base: The earlier state's name.
        head: The later state's name.
        as_of: The day at which duties are judged, ISO.
        agencies: Changes of agencies, by folder name.
        place: Changes of the jurisdiction's file.
        duties: Duties whose status changed.
        duties_unknown: Why duties cannot be compared, or "".
        problems_new: Problems that were not there before.
        problems_gone: Problems that are no more.
        remarks: What could not be read or was left out, and the like.
        skipped: Changed files that were left out, since their names cannot be used.
    """

    base: str
    head: str
    as_of: str
    agencies: tuple[AgencyChange, ...] = ()
    place: PlaceChange = PlaceChange()
    duties: tuple[DutyChange, ...] = ()
    duties_unknown: str = ""
    problems_new: tuple[Problem, ...] = ()
    problems_gone: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[PlaceChange | AgencyChange, ...]:
        """The changes of the jurisdiction's file, and of each agency."""
        return self.place, *self.agencies

    @property
    def losses(self) -> tuple[Loss, ...]:
        """Everything that needs a reason, those without one first."""
        every = (loss for part in self.parts for loss in part.losses)
        return tuple(sorted(every, key=lambda loss: bool(loss.reason)))

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Everything that is easily overlooked."""
        return tuple(notice for part in self.parts for notice in part.notices)

    @property
    def named(self) -> tuple[tuple[str, NamedRow], ...]:
        """Rows whose people may be named, as somebody has said now, each with its agency."""
        return tuple((agency.id, row) for agency in self.agencies for row in agency.named)

    @property
    def texts(self) -> tuple[tuple[str, TextChange], ...]:
        """Changed texts of attachments that replace others, each with its agency."""
        return tuple((agency.id, text) for agency in self.agencies for text in agency.texts)

    @property
    def to_compare(self) -> int:
        """The number of changes that a reviewer must compare with the agency's document itself."""
        return len(self.notices) + len(self.texts)

    @property
    def replaced(self) -> int:
        """The number of changes to compare that replace information people relied on."""
        changed = (text.state is not TextState.SAME for _, text in self.texts)
        return sum(notice.replaces for notice in self.notices) + sum(changed)

    @property
    def is_whole(self) -> bool:
        """Whether every file could be read and compared: else something may be lost unseen."""
        unread = self.place.unread or any(agency.unread for agency in self.agencies)
        return not unread and not self.skipped

    @property
    def is_empty(self) -> bool:
        """Whether no meaning changed; never true if a file could not be read, as it may have."""
        changed = self.place.fields or any(agency.says_something for agency in self.agencies)
        return self.is_whole and not changed


def cut(text: str, most: int = MAX_SHOWN) -> str:
    """Cut a text to a length, with “…” at the cut."""
    return text if len(text) <= most else text[: most - 1] + "…"


def shortened(text: str, most: int) -> str:
    """Cut a text to a length at a space, with “…” at the cut, where people read it as a sentence."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rpartition(" ")[0].rstrip(" ,;:.") or head) + "…"


def first_of(texts: Sequence[str], most: int, *, separator: str = ", ", more: str = "nữa") -> str:
    """Join the first texts, and say how many more there are: `a, b và 3 nữa`.

    Args:
        texts: All texts.
        most: The number of texts to show.
        separator: Stands between them.
        more: What the others are called after their number.
    """
    others = len(texts) - most
    return separator.join(texts[:most]) + (f" và {others} {more}" if others > 0 else "")


def row_name(row: RowChange | NamedRow) -> str:
    """Name a row by its id and title: `2026-001 “Kế hoạch”`."""
    return f"{row.id}{title_in_quotes(row)}"


def title_in_quotes(row: RowChange | NamedRow) -> str:
    """Return a row's title in quotation marks, to follow its id; "" where the id is the title."""
    return f" “{cut(row.title, 160)}”" if row.title != row.id else ""


def fallen(change: FieldChange) -> str:
    """Return " (giảm)" if a year's figure is lower than before; else ""."""
    try:
        before, after = (float(text.replace(",", ".")) for text in (change.before, change.after))
    except ValueError:
        return ""
    return " (giảm)" if after < before else ""
