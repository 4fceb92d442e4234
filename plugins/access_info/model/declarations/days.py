"""Days as people type them where the data wants year, month, day; and days that no calendar has."""

from __future__ import annotations

import calendar
import datetime
import re

_SEPARATOR = r"\s*[/.\-–]\s*"
_DAY_FIRST = re.compile(
    rf"(?:ngày\s*)?(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}})",
    re.ASCII | re.IGNORECASE,
)
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}})(?:{_SEPARATOR}(\d{{1,2}}))?", re.ASCII)
_IN_WORDS = re.compile(
    r"(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*,?\s*năm\s*(\d{4})", re.ASCII | re.IGNORECASE
)
_MONTHS = 12


def day_parts(text: str) -> tuple[int, int, int | None] | None:
    """Year, month and day of a text that names them, whether the calendar has that day or not.

    The day stands first where the year does not, as Vietnamese write it; the day is `None` where
    only year and month are named, year first. `None` for any other text.

    Args:
        text: What was typed.
    """
    text = text.strip()
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3]) if match[3] else None
    match = _DAY_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(text)
    return (int(match[3]), int(match[2]), int(match[1])) if match else None


def calendar_fault(year: int, month: int, day: int | None) -> str:
    """Why the calendar has no such day, as a Vietnamese sentence; "" when it has.

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
