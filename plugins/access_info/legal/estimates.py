"""Days off of years that no notice has reached us about, from the library `holidays`.

The library is imported only when such a year is asked for: it takes longer to import than
all packs take to load.
"""

from __future__ import annotations

import datetime
import functools

_WEEKEND = 5


@functools.cache
def estimated_days(year: int) -> tuple[frozenset[datetime.date], frozenset[datetime.date]]:
    """Estimate the weekdays off and the weekend days worked in a year, from the library.

    Args:
        year: Any year; swaps of past years are known, those of coming years are not.

    Returns:
        Days off (Monday to Friday) and worked Saturdays or Sundays.
    """
    import holidays  # noqa: PLC0415 - slow to import and rarely needed

    known = holidays.country_holidays("VN", years=year)
    worked: frozenset[datetime.date] = frozenset(
        day for day in getattr(known, "weekend_workdays", ()) if day.year == year
    )
    off = frozenset(day for day in known if day.year == year and day.weekday() < _WEEKEND)
    return off, worked
