"""Losses: things that people rely on and a change takes away."""

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
from access_info.changes.fields import docs_by_key, of_field, shown
from access_info.changes.hiding import hidden_value
from access_info.changes.rows import RowMatch, StateRow
from access_info.loading import LoadedAgency, folders
from access_info.model.corrections import Correction
from access_info.model.declarations.types import fold
from access_info.model.vocabularies import SUPERSEDED, WITHDRAWN

# Finds losses among an agency's rows: gone, renumbered, unfiled, or no longer readable.

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
        before, after = match.before, match.after
        if before is None:
            continue
        log = before.list is ListKind.CORRECTIONS
        if after is None:
            now = elsewhere.get(id(before), "")
            what = f"{before.label}{f' ({now})' if now else ''}"
            kind = LossKind.CORRECTION if log else LossKind.ITEM
            yield Loss(kind, agency, what, before.id, before.file)
        elif match.reused:
            what = f"{before.label}: mã này nay dùng cho thông tin khác, “{after.title}”"
            kind = LossKind.CORRECTION if log else LossKind.ITEM
            yield Loss(kind, agency, what, before.id, before.file)
        elif before.list is ListKind.DISCLOSURE and after.list is not ListKind.DISCLOSURE:
            what = f"{before.label}: chuyển sang {after.list.label}"
            yield Loss(LossKind.ITEM, agency, what, before.id, before.file)
        elif before.id and before.id != after.id:
            what = f"mã {before.id} đổi thành {after.id or '(không có mã)'}: “{before.title}”"
            yield Loss(LossKind.ID, agency, what, before.id, before.file)
        if after is not None and log:
            yield from _postponed_due(agency, before, after)
        if after is not None and not match.reused:
            yield from _unfiled(agency, before, after)
        if after is not None and _taken_down_in_silence(before, after):
            what = f"{before.label}: rút mà không ghi lý do"
            yield Loss(LossKind.ITEM, agency, what, before.id, before.file)
        elif after is not None and _cannot_be_read(before, after):
            what = f"{before.label}: không còn tệp hay địa chỉ nào"
            yield Loss(LossKind.ACCESS, agency, what, before.id, before.file)


def _postponed_due(agency: str, before: StateRow, after: StateRow) -> Iterator[Loss]:
    """Yield the day that starts a correction's term (2026 law, Art. 22) if later or dropped."""
    doc = docs_by_key(Correction)[_PETITIONED]
    was, now = (of_field(doc, row.record.get(_PETITIONED)) for row in (before, after))
    if not isinstance(was, datetime.date) or (isinstance(now, datetime.date) and now <= was):
        return
    petitioned = shown(doc, after.record.get(_PETITIONED)) or "(trống)"
    what = (
        f"{before.label}: ngày nhận kiến nghị {shown(doc, before.record[_PETITIONED])} → {petitioned}, hạn "
        "đính chính đổi theo"
    )
    yield Loss(LossKind.DUE, agency, what, before.id, before.file)


def _unfiled(agency: str, before: StateRow, after: StateRow) -> Iterator[Loss]:
    """Yield the points of law under which citizens no longer find a row.

    A point that is named more exactly now is no loss: `l01-d17k1c` became `l01-d17k1c3`.
    """
    was, now = points_of(before), points_of(after)
    if after.list is not before.list:
        return
    gone = [point for point in was if not any(later.startswith(point) for later in now)]
    if gone:
        what = f"{before.label}: rời khỏi {', '.join(gone)}; nay ở {', '.join(now) or 'không điểm nào'}"
        yield Loss(LossKind.LAW_POINT, agency, what, before.id, before.file)


def points_of(row: StateRow) -> tuple[str, ...]:
    """Return the points of law that a row is filed under, as typed."""
    value = row.record.get("diem")
    typed = value if isinstance(value, list) else [value]
    return tuple(text for code in typed if (text := str(code or "").strip()))


def _cannot_be_read(before: StateRow, after: StateRow) -> bool:
    """Tell whether a row lost its last file or address without naming a successor."""
    if before.list is not ListKind.DISCLOSURE or after.list is not ListKind.DISCLOSURE:
        return False
    led_on = _status(after) == SUPERSEDED and str(after.record.get("thay_the_boi") or "").strip()
    if _status(after) == WITHDRAWN or led_on:
        return False
    return places_of(before) > 0 and places_of(after) == 0


def _taken_down_in_silence(before: StateRow, after: StateRow) -> bool:
    """Tell whether a row was withdrawn without a reason (2026 law, Art. 22)."""
    if before.list is ListKind.CORRECTIONS or _status(after) != WITHDRAWN:
        return False
    withdrawal = after.record.get("rut")
    why = withdrawal.get("ly_do") if isinstance(withdrawal, Mapping) else ""
    return _status(before) != WITHDRAWN and not str(why or "").strip()


def _status(row: StateRow) -> str:
    return fold(str(row.record.get("tinh_trang") or ""))


def places_of(row: StateRow) -> int:
    """Count the places, files or addresses, at which a row can be read."""
    values = [row.record.get("tep"), row.record.get("dia_chi")]
    return sum(
        bool(str(entry or "").strip())
        for value in values
        for entry in (value if isinstance(value, list) else [value])
    )


# Finds losses among an agency's changes: contacts, regulation, figures, pages, files.

CONTACTS = frozenset(
    {
        "dia_chi",
        "dien_thoai",
        "email",
        "trang_web",
        "gio_lam_viec",
        "dau_moi",
        "tiep_nhan",
        "kenh",
        "phan_anh",
        "tthc",
        "chuyen_muc",
        "nguoi_phat_ngon",
        "cong_cap_tren",
        "giam_sat",
        "cong_thong_tin",
    }
)
# Keys within `CONTACTS` that do not help anyone to reach the agency.
_ASIDE = frozenset({"vai_tro", "quyet_dinh", "so", "ngay", "ngay_kiem_tra", "thiet_bi", "tu_chup"})
# Folded values that are typed where there is nothing to say.
_HOLLOW = frozenset(
    {
        "dang-cap-nhat",
        "cap-nhat-sau",
        "cap-nhat",
        "se-cap-nhat",
        "khong",
        "khong-co",
        "chua-co",
        "chua-ro",
        "chua-cap-nhat",
        "bo-sung-sau",
        "se-bo-sung",
        "dang-bo-sung",
        "n-a",
        "na",
        "none",
        "null",
        "x",
        "xx",
        "xxx",
        "tbd",
        "0",
        "000",
        "http",
        "https",
        "https-www",
        "www",
    }
) | {""}
_REGULATION = "quy_che"
# Figures that fall to nought when work is done.
FALLING = frozenset({"dang_xu_ly"})


def says_nothing(text: str) -> bool:
    """Tell whether a value is a mere placeholder: `đang cập nhật`, `...`, `-`."""
    return fold(text) in _HOLLOW


def field_losses(agency: str, fields: Iterable[FieldChange], file: str) -> Iterator[Loss]:
    """Yield lost contacts among changes of a profile or of the jurisdiction's file."""
    for field in fields:
        if is_lost_contact(field):
            what = f"{field.label}: {hidden_value(field.keys, field.before)}"
            yield Loss(LossKind.CONTACT, agency, what, field.keys[0], file)


def is_lost_contact(change: FieldChange) -> bool:
    """Tell whether a change takes away a way to reach an agency."""
    return change.keys[0] in CONTACTS and change.keys[-1] not in _ASIDE and _is_gone(change)


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
    if not isinstance(new, Mapping) or not any(new.values()):
        number = str(old.get("so_ky_hieu") or "").strip()
        what = f"Quy chế nội bộ {number}".strip()
        yield Loss(LossKind.REGULATION, agency, what, _REGULATION, folders.PROFILE)
        return
    still_read = new.get("dia_chi") or new.get("tep")
    for field in gone:
        part = field.keys[1] if len(field.keys) > 1 else ""
        if part in {"so_ky_hieu", "dieu"} or (part in {"dia_chi", "tep"} and not still_read):
            what = f"{field.label}: {field.before}"
            yield Loss(LossKind.REGULATION, agency, what, _REGULATION, folders.PROFILE)


def year_losses(agency: str, years: Iterable[YearChange]) -> Iterator[Loss]:
    """Yield a loss for each year of which figures are gone, or fell to nought."""
    for year in years:
        file = f"{folders.STATISTICS_FOLDER}/{year.year}.yml"
        if year.kind == "go":
            what = f"cả năm {year.year}"
            yield Loss(LossKind.STATISTICS, agency, what, year.year, file)
            continue
        gone = [
            field
            for field in year.fields
            if field.before and (not field.after or _is_nought(field))
        ]
        if gone:
            listed = "; ".join(
                f"{field.label}: {field.before}{' → 0' if field.after else ''}" for field in gone
            )
            what = f"năm {year.year}: {listed}"
            yield Loss(LossKind.STATISTICS, agency, what, year.year, file)


def _is_nought(change: FieldChange) -> bool:
    """Tell whether a figure that told something is nought now."""
    is_figure = change.before.replace(",", "").isdigit()
    return is_figure and change.after == "0" and change.keys[-1] not in FALLING


def page_losses(agency: str, pages: Iterable[PageChange], after: LoadedAgency) -> Iterator[Loss]:
    """Yield free pages whose address leads nowhere now, or to an empty page."""
    changes = tuple(pages)
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
    files: Iterable[FileChange],
    after: LoadedAgency,
    matches: Iterable[RowMatch],
) -> Iterator[Loss]:
    """Yield attachments that are gone though data name them, or whose row now offers less."""
    every = tuple(files)
    gone = {file.name for file in every if file.kind is FileChangeKind.REMOVED}
    orphaned = {file.name for file in every if file.kind is FileChangeKind.ORPHANED}
    renamed = {file.was for file in every if file.kind is FileChangeKind.RENAMED}
    named = set(named_files(after))
    # Whatever names a withdrawn file shows day and ground.
    gone -= set(after.agency.withdrawn_files if after.agency else ())
    missing = (gone | renamed) & named
    for path in sorted(missing):
        what = f"{path}: vẫn được dẫn tới nhưng không còn tệp"
        yield Loss(LossKind.ATTACHMENT, agency, what, path.removeprefix("tep/"), path)
    for file in every:
        if (
            file.kind is FileChangeKind.REPLACED
            and file.before
            and not file.after
            and file.name in named
        ):
            what = f"{file.name}: nay là tệp rỗng"
            key = file.name.removeprefix("tep/")
            yield Loss(LossKind.ATTACHMENT, agency, what, key, file.name)
    for match in matches:
        if match.before is None or match.after is None or not places_of(match.after):
            continue
        left = set(match.after.files)
        lost = [path for path in match.before.files if path in gone | orphaned and path not in left]
        if lost and places_of(match.after) < places_of(match.before):
            for path in lost:
                if path not in missing:
                    what = f"{path}, tệp của {match.before.label}"
                    yield Loss(
                        LossKind.ATTACHMENT, agency, what, match.before.id, match.before.file
                    )
