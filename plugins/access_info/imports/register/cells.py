"""What a cell holds → a day, a sum of money, a number; whatever way it was typed."""

from __future__ import annotations

import datetime
import re
from typing import TypeAlias

from access_info.imports.office.grid import Cell
from access_info.imports.office.sheets.sheet_xml import MOST_ROWS

Value: TypeAlias = (
    int
    | float
    | str
    | bool
    | datetime.time
    | datetime.date
    | datetime.datetime
    | datetime.timedelta
)

# A year's costs are a count of at most 12 digits, whatever the number of rows.
MOST_COST = 10**12 // MOST_ROWS - 1
# No register is older than the first law (2018); what a formula makes of an empty cell is (1900).
_FIRST, _LAST = datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)
_EPOCH, _EPOCH_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
_CLOCK = r"(?:\d{1,2}\s*(?::|h|g|giờ)\s*(?:\d{1,2}(?::\d{2}(?:\.\d+)?)?)?\s*(?:phút)?)"
_DAY_FIRST = re.compile(
    rf"(?:{_CLOCK}[\s,]*)?(?:ngày\s+)?(\d{{1,2}})\s*([/.-])\s*(\d{{1,2}})\s*\2\s*(\d{{4}})"
    rf"(?:[\s,]+{_CLOCK})?",
    re.ASCII | re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})-(\d{{1,2}})-(\d{{1,2}})(?:[T\s,]+{_CLOCK})?", re.ASCII | re.IGNORECASE
)
_MOST_DIGITS = 20
_MONEY = re.compile(r"(\d+|\d{1,3}(?:[.,\s]\d{3})+)\s*(?:đ|đồng|vnđ|vnd)?", re.IGNORECASE)


def value_of(cell: Cell) -> Value:
    """Return what a cell holds: a day, a number, or text."""
    if cell.kind == "date":
        return datetime.date.fromisoformat(cell.value)
    try:
        return float(cell.value) if cell.kind == "number" else cell.text
    except ValueError:
        return cell.text


def as_word(value: Value) -> Value:
    """Return a number as the word that it stands for."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value


def is_empty(value: Value) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return isinstance(value, str) and not value.strip()


def day_of(value: Value, *, date_1904: bool) -> datetime.date | None:
    """The day that a cell means, or `None`.

    A real date, Excel's number of one, `03/9/2026` (day first, as Vietnamese write) or
    `2026-09-03`, each with or without the time of day.

    Args:
        value: The cell.
        date_1904: Whether its book counts days from 1904.
    """
    day = _day(value, _EPOCH_1904 if date_1904 else _EPOCH)
    return day if day is not None and _FIRST <= day <= _LAST else None


def _day(value: Value, epoch: datetime.date) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return epoch + datetime.timedelta(days=int(value))
        return _typed_day(value.strip()) if isinstance(value, str) else None
    except (ValueError, OverflowError):
        return None


def _typed_day(text: str) -> datetime.date | None:
    match = _DAY_FIRST.fullmatch(text)
    if match:
        return datetime.date(int(match[4]), int(match[3]), int(match[1]))
    match = _YEAR_FIRST.fullmatch(text)
    return datetime.date(*map(int, match.groups())) if match else None


def money_of(value: Value) -> int | None:
    """Whole đồng from 0 to `MOST_COST`: a number, or text such as `12.000 đ`; else `None`."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        match = _MONEY.fullmatch(value.strip())
        # Digits without end are no number that can be turned into one.
        digits = re.sub(r"\D", "", match[1])[:_MOST_DIGITS] if match else ""
        value = int(digits) if digits else -1
    if isinstance(value, int | float) and 0 <= value <= MOST_COST and value == int(value):
        return int(value)
    return None


def number_of(value: Value) -> str:
    """A number of order as it is compared: `1`, `1.0` and ` 01 ` are the same."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip().casefold()
    return text.lstrip("0") or "0" if text.isascii() and text.isdigit() else text
