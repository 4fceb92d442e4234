"""What a cell holds → a day, a sum of money, a number; whatever way it was typed."""

from __future__ import annotations

import datetime
import re
from typing import TypeAlias

from access_info.model.declarations.typed_days import AcceptedDays, read_day
from access_info.office_files.document import Cell
from access_info.office_files.limits import MOST_ROWS

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
_YEARS = range(2000, 2200)
_EPOCH, _EPOCH_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
_IN_REGISTERS = AcceptedDays(
    day_first="/.-", year_first="-", same_sign=True, around=True, years=_YEARS
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
    """Tell whether a cell holds nothing that can be seen."""
    return isinstance(value, str) and not value.strip()


def day_of(value: Value, *, date_1904: bool) -> datetime.date | None:
    """Return the day that a cell means, or `None`.

    A real date, Excel's number of one, `03/9/2026` (day first, as Vietnamese write) or
    `2026-09-03`, each with or without the time of day.

    Args:
        value: The cell.
        date_1904: Whether its book counts days from 1904.
    """
    day = _day(value, _EPOCH_1904 if date_1904 else _EPOCH)
    return day if day is not None and day.year in _YEARS else None


def _day(value: Value, epoch: datetime.date) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str):
        typed = read_day(value.strip(), _IN_REGISTERS)
        return typed.exact if typed is not None else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return epoch + datetime.timedelta(days=int(value))
    except (ValueError, OverflowError):
        return None


def money_of(value: Value) -> int | None:
    """Return whole đồng from 0 to `MOST_COST`: a number, or text such as `12.000 đ`; else `None`."""
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
    """Return a number of order as it is compared: `1` for `1`, `1.0` and ` 01 `."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip().casefold()
    return text.lstrip("0") or "0" if text.isascii() and text.isdigit() else text
