"""Days typed where the data wants year, month, day; and days that no calendar has."""

from __future__ import annotations

import calendar
import datetime

from access_info.model.declarations.typed_days import AcceptedDays, typed_day

_SIGNS = "/.-–"
_ANY = AcceptedDays(day_first=_SIGNS, year_first=_SIGNS, year_month=_SIGNS, words=True)
_MONTHS = 12


def day_parts(text: str) -> tuple[int, int, int | None] | None:
    """Return year, month and day of a text that names them, whether the calendar has that day or not.

    The day stands first where the year does not, as Vietnamese write it; the day is `None` where
    only year and month are named, year first. `None` for any other text.

    Args:
        text: What was typed.
    """
    typed = typed_day(text.strip(), _ANY)
    if typed is None or typed.month is None:
        return None
    return typed.year, typed.month, typed.day


def calendar_fault(year: int, month: int, day: int | None) -> str:
    """Say why the calendar has no such day, as a Vietnamese sentence; "" when it has.

    Args:
        year: As typed.
        month: As typed.
        day: As typed, if it was.
    """
    if year < datetime.MINYEAR:
        return f"Không có năm {year}."
    if not 1 <= month <= _MONTHS:
        return f"Một năm chỉ có tháng 1 đến tháng 12, không có tháng {month}."
    last = calendar.monthrange(year, month)[1]
    if day is None or 1 <= day <= last:
        return ""
    return f"Tháng {month} năm {year} chỉ có ngày 1 đến ngày {last}, không có ngày {day}."
