"""Losses: things that people rely on and a change takes away, among rows, contacts, figures, pages, files.

Reviewers of a like repository once caught such losses by eye in a change of sixty files
(18F/2015-foia, pull requests 93 and 114: an office's address gone, its figures gone).
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from access_info.changes.attachments import named_files
from access_info.changes.difference import (
    FieldChange,
    FileChange,
    FileChangeKind,
    ListKind,
    Loss,
    LossKind,
    PageChange,
    YearChange,
)
from access_info.changes.fields import docs_by_key, field_meaning, value_words
from access_info.changes.hiding import hidden_value
from access_info.changes.rows import RowMatch, StateRow
from access_info.loading import LoadedAgency, folders
from access_info.model.agency import Correction
from access_info.model.types import fold
from access_info.model.vocabularies import SUPERSEDED, WITHDRAWN

_PETITIONED = "ngay_kien_nghi"


def row_losses(
    agency: str, matches: Iterable[RowMatch], elsewhere: Mapping[int, str]
) -> Iterator[Loss]:
    """Yield rows that are gone, ids that lead nowhere or elsewhere, and what rows lost.

    Args:
        agency: Folder name.
        matches: Rows before and now.
        elsewhere: Where a row that is gone is now, in words, by the identity of the row.
    """
    for match in matches:
        if (before := match.before) is not None:
            for kind, what in _lost_of_row(match, before, elsewhere):
                yield Loss(kind, agency, what, before.id, before.file)


def _lost_of_row(
    match: RowMatch, before: StateRow, elsewhere: Mapping[int, str]
) -> Iterator[tuple[LossKind, str]]:
    """Yield what is lost of a row that was there: the kind and the words."""
    after, name = match.after, before.label
    is_correction = before.list is ListKind.CORRECTIONS
    item = LossKind.CORRECTION if is_correction else LossKind.ITEM
    if after is None:
        now = elsewhere.get(id(before), "")
        yield item, f"{name}{f' ({now})' if now else ''}"
        return
    if match.reused:
        yield item, f"{name}: mã này nay dùng cho thông tin khác, “{after.title}”"
    elif before.list is ListKind.DISCLOSURE and after.list is not ListKind.DISCLOSURE:
        yield LossKind.ITEM, f"{name}: chuyển sang {after.list.label}"
    elif before.id and before.id != after.id:
        new_id = after.id or "(không có mã)"
        yield LossKind.ID, f"mã {before.id} đổi thành {new_id}: “{before.title}”"
    if is_correction and (days := _postponed(before, after)):
        yield LossKind.DUE, f"{name}: ngày nhận kiến nghị {days}, hạn đính chính đổi theo"
    points = after.texts("diem")
    # A point that is named more exactly now is no loss: `l01-d17k1c` became `l01-d17k1c3`.
    gone = [
        point
        for point in before.texts("diem")
        if not any(later.startswith(point) for later in points)
    ]
    if gone and not match.reused and after.list is before.list:
        now = ", ".join(points) or "không điểm nào"
        yield LossKind.LAW_POINT, f"{name}: rời khỏi {', '.join(gone)}; nay ở {now}"
    if _withdrawn_without_reason(before, after):
        yield LossKind.ITEM, f"{name}: rút mà không ghi lý do"
    elif _lost_last_place(before, after):
        yield LossKind.ACCESS, f"{name}: không còn tệp hay địa chỉ nào"


def _postponed(before: StateRow, after: StateRow) -> str:
    """Return the days that start a correction's term (2026 law, Art. 22) if later or dropped; else ""."""
    doc = docs_by_key(Correction)[_PETITIONED]
    was, now = (field_meaning(doc, row.record.get(_PETITIONED)) for row in (before, after))
    if not isinstance(was, datetime.date) or (isinstance(now, datetime.date) and now <= was):
        return ""
    petitioned = value_words(doc, after.record.get(_PETITIONED)) or "(trống)"
    return f"{value_words(doc, before.record[_PETITIONED])} → {petitioned}"


def _lost_last_place(before: StateRow, after: StateRow) -> bool:
    """Tell whether a row lost its last file or address without naming a successor."""
    if before.list is not ListKind.DISCLOSURE or after.list is not ListKind.DISCLOSURE:
        return False
    led_on = _status(after) == SUPERSEDED and str(after.record.get("thay_the_boi") or "").strip()
    if _status(after) == WITHDRAWN or led_on:
        return False
    return bool(before.places and not after.places)


def _withdrawn_without_reason(before: StateRow, after: StateRow) -> bool:
    """Tell whether a row was withdrawn without a reason (2026 law, Art. 22)."""
    if before.list is ListKind.CORRECTIONS or _status(after) != WITHDRAWN:
        return False
    withdrawal = after.record.get("rut")
    why = withdrawal.get("ly_do") if isinstance(withdrawal, Mapping) else ""
    return _status(before) != WITHDRAWN and not str(why or "").strip()


def _status(row: StateRow) -> str:
    """Return a row's status as it is typed, folded; "" without one."""
    return fold(str(row.record.get("tinh_trang") or ""))


# Finds losses among an agency's changes: contacts, regulation, figures, pages, files.

CONTACTS = frozenset(
    {
        *("dia_chi", "dien_thoai", "email", "trang_web", "gio_lam_viec", "dau_moi", "tiep_nhan"),
        *("kenh", "phan_anh", "tthc", "chuyen_muc", "nguoi_phat_ngon", "cong_cap_tren"),
        *("giam_sat", "cong_thong_tin"),
    }
)
# Keys within `CONTACTS` that do not help anyone to reach the agency.
_NO_CONTACT_KEYS = frozenset(
    {"vai_tro", "quyet_dinh", "so", "ngay", "ngay_kiem_tra", "thiet_bi", "tu_chup"}
)
# Folded values that are typed where there is nothing to say.
_PLACEHOLDERS = frozenset(
    {
        *("", "dang-cap-nhat", "cap-nhat-sau", "cap-nhat", "se-cap-nhat", "khong", "khong-co"),
        *("chua-co", "chua-ro", "chua-cap-nhat", "bo-sung-sau", "se-bo-sung", "dang-bo-sung"),
        *("n-a", "na", "none", "null", "x", "xx", "xxx", "tbd", "0", "000", "http", "https"),
        *("https-www", "www"),
    }
)
_REGULATION = "quy_che"
# Figures that fall to nought when work is done.
FALLING = frozenset({"dang_xu_ly"})


def says_nothing(text: str) -> bool:
    """Tell whether a value is a mere placeholder: `đang cập nhật`, `...`, `-`."""
    return fold(text) in _PLACEHOLDERS


def field_losses(agency: str, fields: Iterable[FieldChange], file: str) -> Iterator[Loss]:
    """Yield lost contacts among changes of a profile or of the jurisdiction's file."""
    for field in fields:
        if is_lost_contact(field):
            what = f"{field.label}: {hidden_value(field.keys, field.before)}"
            yield Loss(LossKind.CONTACT, agency, what, field.keys[0], file)


def is_lost_contact(change: FieldChange) -> bool:
    """Tell whether a change takes away a way to reach an agency."""
    return (
        change.keys[0] in CONTACTS and change.keys[-1] not in _NO_CONTACT_KEYS and _is_gone(change)
    )


def _is_gone(change: FieldChange) -> bool:
    """Tell whether a value said something and says nothing now."""
    if says_nothing(change.before):
        return False
    if says_nothing(change.after):
        return True
    if change.keys[-1] == "dien_thoai":
        return _has_digit(change.before) and not _has_digit(change.after)
    return change.keys[-1] == "email" and "@" in change.before and "@" not in change.after


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)


def regulation_losses(
    agency: str, fields: Iterable[FieldChange], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Loss]:
    """Yield what is gone of the internal regulation."""
    old, new = before.get(_REGULATION), after.get(_REGULATION)
    gone = [field for field in fields if field.keys[0] == _REGULATION and _is_gone(field)]
    if not gone or not isinstance(old, Mapping):
        return
    lost = []
    if isinstance(new, Mapping) and any(new.values()):
        parts = {"so_ky_hieu", "dieu"}
        if not new.get("dia_chi") and not new.get("tep"):
            parts |= {"dia_chi", "tep"}
        lost += [
            f"{field.label}: {field.before}"
            for field in gone
            if parts.intersection(field.keys[1:2])
        ]
    else:
        lost.append(f"Quy chế nội bộ {str(old.get('so_ky_hieu') or '').strip()}".strip())
    for what in lost:
        yield Loss(LossKind.REGULATION, agency, what, _REGULATION, folders.PROFILE)


def year_losses(agency: str, years: Iterable[YearChange]) -> Iterator[Loss]:
    """Yield a loss for each year of which figures are gone, or fell to nought."""
    for year in years:
        gone = "; ".join(
            f"{field.label}: {field.before}{' → 0' if field.after else ''}"
            for field in year.fields
            if field.before and (not field.after or _fell_to_nought(field))
        )
        if year.kind == "go" or gone:
            what = f"cả năm {year.year}" if year.kind == "go" else f"năm {year.year}: {gone}"
            file = f"{folders.STATISTICS_FOLDER}/{year.year}.yml"
            yield Loss(LossKind.STATISTICS, agency, what, year.year, file)


def _fell_to_nought(change: FieldChange) -> bool:
    """Tell whether a figure that said something is 0 now, though it does not fall when work is done."""
    is_figure = change.before.replace(",", "").isdigit()
    return is_figure and change.after == "0" and change.keys[-1] not in FALLING


def page_losses(
    agency: str, changes: Collection[PageChange], after: LoadedAgency
) -> Iterator[Loss]:
    """Yield free pages whose address leads nowhere now, or to an empty page."""
    come = {change.title: change.name for change in changes if change.kind == "them"}
    pages_now = after.agency.pages if after.agency else ()
    bodies = {page.name: page.body for page in pages_now}
    withdrawn = {page.name for page in pages_now if page.fields.is_withdrawn}
    for change in changes:
        if change.name in withdrawn:  # its address stays, with day and ground
            continue
        file = f"{folders.PAGES_FOLDER}/{change.name}.md"
        what = f"{change.name} “{change.title}”" if change.title != change.name else change.name
        if change.kind == "go" and change.title in come:
            what += f" (nay ở trang “{come[change.title]}”)"
        elif change.kind == "sua" and change.removed and says_nothing(bodies.get(change.name, "")):
            what += ": không còn chữ nào"
        elif change.kind != "go":
            continue
        yield Loss(LossKind.PAGE, agency, what, file.removesuffix(".md"), file)


def redirect_losses(
    before: Mapping[str, str], after: Mapping[str, str], ids: Collection[str]
) -> Iterator[Loss]:
    """Yield old folder names that led to an agency and lead nowhere now.

    Args:
        before: Redirects before: old names, each with the new one.
        after: Redirects now.
        ids: Folder names of agencies now.
    """
    for old, new in before.items():
        if old and old not in after and old not in ids:
            what = f"“{old}” không còn dẫn tới “{new}”"
            yield Loss(LossKind.REDIRECT, "", what, old, folders.JURISDICTION_FILE)


def file_losses(
    agency: str,
    files: Collection[FileChange],
    after: LoadedAgency,
    matches: Iterable[RowMatch],
) -> Iterator[Loss]:
    """Yield attachments that are gone though data name them, or whose row now offers less."""
    names = {
        kind: {file.was or file.name for file in files if file.kind is kind}
        for kind in FileChangeKind
    }
    named = set(named_files(after))
    # Whatever names a withdrawn file shows day and ground.
    withdrawn = after.agency.withdrawn_files if after.agency else ()
    gone = names[FileChangeKind.REMOVED].difference(withdrawn)
    missing = (gone | names[FileChangeKind.RENAMED]) & named
    unread = (gone | names[FileChangeKind.ORPHANED]) - missing
    lost = [(path, "vẫn được dẫn tới nhưng không còn tệp") for path in sorted(missing)]
    lost += [
        (file.name, "nay là tệp rỗng")
        for file in files
        if file.kind is FileChangeKind.REPLACED and file.before and not file.after
        if file.name in named
    ]
    for path, what in lost:
        yield Loss(LossKind.ATTACHMENT, agency, f"{path}: {what}", path.removeprefix("tep/"), path)
    for match in matches:
        before, now = match.before, match.after
        if before is None or now is None or not 0 < len(now.places) < len(before.places):
            continue
        for path in before.files:
            if path in unread and path not in now.files:
                what = f"{path}, tệp của {before.label}"
                yield Loss(LossKind.ATTACHMENT, agency, what, before.id, before.file)
