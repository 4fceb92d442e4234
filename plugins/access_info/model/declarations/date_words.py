"""Dates as Vietnamese readers write them (Decree 30/2020/NĐ-CP, Annex I)."""

from __future__ import annotations

import datetime
import functools

from access_info.model.declarations.types import PartialDate

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_PADDED_MONTHS = 2


@functools.lru_cache(maxsize=4096)
def vn_date(day: datetime.date) -> str:
    """Write a day as text: `05/7/2026`, `01/02/2026`.

    Decree 30/2020 writes a leading zero for days below 10 and for months 1 and 2 only.
    """
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def vn_partial(date: PartialDate) -> str:
    """Write a date of which less may be known: `05/7/2026`, `tháng 7/2026`, `năm 2026`."""
    if date.exact is not None:
        return vn_date(date.exact)
    if date.month is not None:
        return f"tháng {_month(date.month)}/{date.year}"
    return f"năm {date.year}"


def vn_weekday(day: datetime.date) -> str:
    """Name the weekday within a sentence: `thứ Hai` … `Chủ nhật`."""
    return _WEEKDAYS[day.weekday()]


def _month(month: int) -> str:
    return f"{month:02d}" if month <= _PADDED_MONTHS else str(month)
