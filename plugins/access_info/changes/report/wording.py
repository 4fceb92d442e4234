"""Words changes, for the terminal and for a job's summary alike."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum

from access_info.assessment import STATUSES
from access_info.changes.compare.difference import AgencyChange, Difference
from access_info.changes.compare.labels import MOST_SHOWN, cut, row_name, title_in_quotes
from access_info.changes.compare.records import (
    FieldChange,
    FileChange,
    FileChangeKind,
    ListKind,
    NamedRow,
    Notice,
    RowChange,
    RowKind,
    TextChange,
    TextState,
)
from access_info.changes.compare.sequences import stretches
from access_info.changes.losses.notices import MOST_NOTICE
from access_info.model.declarations.date_words import vn_date

NO_CHANGE = "Không đổi nội dung"
NAMED_HEAD = "Tên người được nêu, người nhập đã xác nhận"
_SHORT = 100
_CONTEXT = 4
# Share of equal text below which the marks would hide the words.
_LEAST_SAME = 0.3
_WORD = re.compile(r"\s+|\S+")
_MOST_LISTED = 240
_MOST_USERS = 4
_TITLE_KEYS = frozenset({"ten", "nam"})
_UNTOLD = {
    TextState.SAME: "chữ trong tệp không đổi; đổi ở phần khác (định dạng, hình, thông tin kèm theo tệp, hoặc "
    "chỗ đã che)",
    TextState.NO_TEXT: "không đọc được chữ: mở tệp để xem",
    TextState.WITHHELD: "không hiện chữ ở đây vì tệp có nội dung bị chặn",
    TextState.UNSEEN: "chưa so được chữ trong tệp: mở tệp để xem",
}

ROW_WORDS = {
    RowKind.ADDED: "thêm",
    RowKind.REMOVED: "gỡ",
    RowKind.CHANGED: "sửa",
    RowKind.RENUMBERED: "đổi mã",
    RowKind.MOVED: "chuyển chỗ",
    RowKind.REUSED: "dùng lại mã cho thông tin khác",
}
FILE_WORDS = {
    FileChangeKind.ADDED: "thêm",
    FileChangeKind.REMOVED: "gỡ",
    FileChangeKind.REPLACED: "thay nội dung",
    FileChangeKind.RENAMED: "đổi tên",
    FileChangeKind.ORPHANED: "không còn mục nào dẫn tới",
}
# Kinds of change in which the whole row is new or gone.
WHOLE = frozenset({RowKind.ADDED, RowKind.REMOVED})
CHANGE_WORDS = {"them": "thêm", "go": "gỡ", "sua": "sửa"}


class PieceMark(StrEnum):
    """The mark of a piece of a changed text: in both versions, gone or new."""

    SAME = ""
    GONE = "-"
    NEW = "+"


@dataclasses.dataclass(frozen=True)
class TextPiece:
    """A piece of a changed text with its mark."""

    mark: PieceMark
    text: str


def pieces(change: FieldChange) -> list[TextPiece]:
    """Split a long text into pieces with changed words marked, and leave out what is far from them.

    Returns:
        Empty when both versions are better shown in full, one after the other.
    """
    before, after = change.before, change.after
    if not before or not after or max(len(before), len(after)) <= _SHORT:
        return []
    parts = stretches(_WORD.findall(before), _WORD.findall(after))
    same = sum(len("".join(part.before)) for part in parts if part.same)
    if same < _LEAST_SAME * max(len(before), len(after)):
        return []
    shown: list[TextPiece] = []
    for number, part in enumerate(parts):
        if part.same:
            last = number == len(parts) - 1
            shown.append(
                TextPiece(PieceMark.SAME, _near(part.before, first=number == 0, last=last))
            )
        if not part.same and part.before:
            shown.append(TextPiece(PieceMark.GONE, cut("".join(part.before))))
        if not part.same and part.after:
            shown.append(TextPiece(PieceMark.NEW, cut("".join(part.after))))
    return shown


def _near(words: Sequence[str], *, first: bool, last: bool) -> str:
    """Return the words of an unchanged stretch that are near a change."""
    reach = 2 * _CONTEXT
    if first:
        return ("… " if len(words) > reach else "") + "".join(words[-reach:]).lstrip()
    if last:
        return "".join(words[:reach]).rstrip() + (" …" if len(words) > reach else "")
    if len(words) <= 2 * reach:
        return "".join(words)
    return "".join(words[:reach]).rstrip() + " … " + "".join(words[-reach:]).lstrip()


def size(count: int | None) -> str:
    """Write a number of bytes as people read it."""
    if count is None:
        return ""
    if count < 1 << 10:
        return f"{count} byte"
    if count < 1 << 20:
        return f"{count / (1 << 10):.1f} KB".replace(".", ",")
    return f"{count / (1 << 20):.1f} MB".replace(".", ",")


def row_head(row: RowChange) -> str:
    """Write a row's change in a line, without its fields."""
    words = ROW_WORDS[row.kind]
    if row.list is ListKind.CORRECTIONS:
        words += " lần đính chính"
    elif row.list is ListKind.CONDITIONAL and not row.moved:
        words += " mục có điều kiện"
    number = f"{row.was} → {row.id}" if row.was else row.id
    moved = f" ({row.moved})" if row.moved else ""
    return f"{words} {number}{title_in_quotes(row)}{moved}"


def listed(fields: tuple[FieldChange, ...]) -> str:
    """Write what a thing that came or went said, in a line, without its title."""
    parts = (
        f"{field.label}: {cut(field.after or field.before, 200)}"
        for field in fields
        if field.keys[0] not in _TITLE_KEYS
    )
    return cut("; ".join(parts), _MOST_LISTED)


def cut_values(change: FieldChange) -> tuple[str, str]:
    """Return both versions of a value, cut; of a lost entry only the beginning."""
    most = _SHORT if change.whole and not change.after else MOST_SHOWN
    return cut(change.before, most), cut(change.after, most)


def file_line(change: FileChange) -> str:
    """Write an attachment's change in a line."""
    name = f"{change.was} → {change.name}" if change.was else change.name
    old = ", ".join(text for text in (size(change.before), change.hash_before) if text)
    new = ", ".join(text for text in (size(change.after), change.hash_after) if text)
    detail = f"{old} → {new}" if change.kind is FileChangeKind.REPLACED else new or old
    used = f", tệp của {used_by(change.used_by)}" if change.used_by else ""
    signed = f". {change.signed}" if change.signed else ""
    return f"{FILE_WORDS[change.kind]} {name}{f' ({detail})' if detail else ''}{used}{signed}"


def used_by(names: Sequence[str]) -> str:
    """Join the names of what leads to an attachment, shortened."""
    more = len(names) - _MOST_USERS
    return "; ".join(names[:_MOST_USERS]) + (f" và {more} chỗ nữa" if more > 0 else "")


def text_head(change: TextChange) -> str:
    """Write a line that names an attachment whose text was compared."""
    name = f"{change.name} (thay cho {change.was})" if change.was else change.name
    used = used_by(change.used_by)
    head = f"{name}, tệp của {used}" if used else f"{name}, không mục nào dẫn tới"
    return f"{head}: GẦN HẾT CHỮ ĐÃ KHÁC BẢN TRƯỚC" if change.another else head


def text_remark(change: TextChange) -> str:
    """Say what is left out below an attachment's lines, or why there are none; else ""."""
    if change.state is TextState.CHANGED:
        partly = ["chỉ so được phần đầu của tệp"] if change.partly else []
        left = [f"còn {change.left_out} dòng đổi nữa: mở tệp để xem"] if change.left_out else []
        return "; ".join((*left, *partly))
    return _UNTOLD[change.state]


def named_line(agency: str, row: NamedRow) -> str:
    """Write a row whose people may be named in a line, with all that was read."""
    note = f"; ghi chú: “{cut(row.note, MOST_NOTICE)}”" if row.note else ""
    return f"{agency}: {row_name(row)}{note}"


def notice_line(notice: Notice) -> str:
    """Write a notice's values, and the telling part of them."""
    values = f"{cut(notice.before, MOST_NOTICE) or '(trống)'} → {cut(notice.after, MOST_NOTICE) or '(trống)'}"
    if not notice.before and not notice.after:
        return notice.detail
    return f"{values} ({notice.detail})" if notice.detail else values


def agency_line(change: AgencyChange) -> str:
    """Count what happened to an agency, in a line."""
    if change.kind == "go" and change.into:
        return f"gỡ thư mục, địa chỉ cũ dẫn tới “{change.into}”"
    parts: list[str] = []
    if change.kind == "them":
        parts.append("cơ quan mới")
    elif change.kind == "go":
        parts.append("gỡ cả cơ quan")
    elif change.kind == "doi-ten":
        parts.append(f"đổi mã thư mục từ “{change.was}”")
    parts += _counted([change])
    if not parts:
        return "không so được" if change.unread else "không đổi nội dung"
    return ", ".join(parts)


def _counted(changes: Sequence[AgencyChange]) -> Iterator[str]:
    """Count the rows, fields, years, files and pages that came, went or changed, in words."""
    rows = [row for change in changes for row in change.rows]
    log = sum(row.list is ListKind.CORRECTIONS for row in rows)
    counts = Counter(row.kind for row in rows if row.list is not ListKind.CORRECTIONS)
    yield from (f"{ROW_WORDS[kind]} {counts[kind]} mục" for kind in RowKind if counts[kind])
    if log:
        yield f"{log} lần đính chính"
    for words, count in (
        ("sửa {} chỗ trong thông tin cơ quan", sum(len(change.fields) for change in changes)),
        ("số liệu {} năm", sum(len(change.years) for change in changes)),
        ("{} tệp đính kèm", sum(len(change.files) for change in changes)),
        ("{} trang tự do", sum(len(change.pages) for change in changes)),
    ):
        if count:
            yield words.format(count)


def day(text: str) -> str:
    """Write an ISO day as people do."""
    try:
        return vn_date(datetime.date.fromisoformat(text))
    except ValueError:
        return text


def status(value: str) -> str:
    """Write a duty's status within a sentence."""
    label = STATUSES.get(value, "không xét")
    return label[:1].lower() + label[1:]


def summary(difference: Difference) -> str:
    """Sum up a difference in a sentence."""
    comments = len(difference.place_comments) + sum(
        len(agency.comments_lost) for agency in difference.agencies
    )
    if difference.is_empty:
        return f"{NO_CHANGE}, mất {comments} lời chú." if comments else f"{NO_CHANGE}."
    changed = [agency for agency in difference.agencies if agency.says_something]
    parts = [f"{len(changed)} cơ quan có thay đổi"] if changed else []
    parts += _counted(changed)
    if difference.place:
        parts.append(f"{len(difference.place)} chỗ trong _dia-ban.yml")
    lost = len(difference.losses)
    if lost:
        parts.append(f"{lost} điều bị mất")
    if not difference.is_whole:
        parts.append("có tệp không so được")
    if comments:
        parts.append(f"mất {comments} lời chú")
    return ", ".join(parts)[:1].upper() + ", ".join(parts)[1:] + "."


def remarks(difference: Difference) -> Iterator[str]:
    """Yield sentences on what could not be compared."""
    yield from difference.remarks
    yield from (f"Bỏ qua tệp “{path}” vì tên không dùng được." for path in difference.skipped)
    if difference.place_unread:
        yield "_dia-ban.yml không đọc được ở một phía nên không so được tệp này."
    for agency in difference.agencies:
        for file, side in agency.unread:
            where = "bản trước" if side == "before" else "bản sau"
            yield (
                f"{agency.id}/{file} ở {where} không đọc được nên không so được tệp này và nghĩa vụ của "
                "cơ quan."
            )
    if difference.duties_unknown:
        yield f"Không so được nghĩa vụ: {difference.duties_unknown}."
