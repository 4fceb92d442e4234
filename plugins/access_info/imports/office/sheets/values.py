"""Numbers of a workbook → days and digits as people read them."""

from __future__ import annotations

import datetime
import math

_EPOCH, _EPOCH_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
_MOST_DAYS = 200_000
_MOST_DIGITS = 15


def serial_day(number: float, *, date_1904: bool) -> datetime.date | None:
    """Turn a workbook's number into a day; `None` for a time of day alone or one out of range.

    Args:
        number: Days since the epoch, with the time of day as a fraction.
        date_1904: Whether days are counted from 1904.
    """
    if not 1 <= number < _MOST_DAYS:
        return None
    return (_EPOCH_1904 if date_1904 else _EPOCH) + datetime.timedelta(days=math.floor(number))


def iso_day(text: str) -> str:
    """Return the day that ISO text begins with; "" where it is none.

    Args:
        text: As kept: `2026-09-03`, `2026-09-03T08:30:00`.
    """
    try:
        return datetime.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def number_text(digits: str, places: int = 0) -> str:
    """Write a number without the digits that binary arithmetic left behind.

    Args:
        digits: As kept: `12`, `12.0`, `1.2000000000000002`.
        places: Decimals that its format shows.
    """
    try:
        number = float(digits)
    except ValueError:
        return digits
    if not math.isfinite(number):
        return digits
    if places:
        return f"{number:.{places}f}"
    if number.is_integer() and abs(number) < 10**_MOST_DIGITS:
        return str(int(number))
    return f"{number:.{_MOST_DIGITS}g}"
