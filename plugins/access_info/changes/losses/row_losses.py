"""Finds losses among an agency's rows: gone, renumbered, unfiled, or no longer readable."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping

from access_info.changes.compare.labels import row_label
from access_info.changes.compare.records import ListKind, Loss, LossKind
from access_info.changes.compare.rows import RowMatch, StateRow
from access_info.changes.compare.values import docs_by_key, of_field, shown
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
        before, after = match.before, match.after
        if before is None:
            continue
        log = before.list is ListKind.CORRECTIONS
        if after is None:
            now = elsewhere.get(id(before), "")
            what = f"{row_label(before)}{f' ({now})' if now else ''}"
            kind = LossKind.CORRECTION if log else LossKind.ITEM
            yield Loss(kind, agency, what, before.id, before.file)
        elif match.reused:
            what = f"{row_label(before)}: mã này nay dùng cho thông tin khác, “{after.title}”"
            kind = LossKind.CORRECTION if log else LossKind.ITEM
            yield Loss(kind, agency, what, before.id, before.file)
        elif before.list is ListKind.DISCLOSURE and after.list is not ListKind.DISCLOSURE:
            what = f"{row_label(before)}: chuyển sang {after.list.label}"
            yield Loss(LossKind.ITEM, agency, what, before.id, before.file)
        elif before.id and before.id != after.id:
            what = f"mã {before.id} đổi thành {after.id or '(không có mã)'}: “{before.title}”"
            yield Loss(LossKind.ID, agency, what, before.id, before.file)
        if after is not None and log:
            yield from _postponed_due(agency, before, after)
        if after is not None and not match.reused:
            yield from _unfiled(agency, before, after)
        if after is not None and _taken_down_in_silence(before, after):
            what = f"{row_label(before)}: rút mà không ghi lý do"
            yield Loss(LossKind.ITEM, agency, what, before.id, before.file)
        elif after is not None and _cannot_be_read(before, after):
            what = f"{row_label(before)}: không còn tệp hay địa chỉ nào"
            yield Loss(LossKind.ACCESS, agency, what, before.id, before.file)


def _postponed_due(agency: str, before: StateRow, after: StateRow) -> Iterator[Loss]:
    """Yield the day that starts a correction's term (2026 law, Art. 22) if later or dropped."""
    doc = docs_by_key(Correction)[_PETITIONED]
    was, now = (of_field(doc, row.record.get(_PETITIONED)) for row in (before, after))
    if not isinstance(was, datetime.date) or (isinstance(now, datetime.date) and now <= was):
        return
    petitioned = shown(doc, after.record.get(_PETITIONED)) or "(trống)"
    what = (
        f"{row_label(before)}: ngày nhận kiến nghị {shown(doc, before.record[_PETITIONED])} → {petitioned}, hạn "
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
        what = f"{row_label(before)}: rời khỏi {', '.join(gone)}; nay ở {', '.join(now) or 'không điểm nào'}"
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
