"""Days off of years that no notice has reached us about, as the library `holidays` knows them.

The library is 9 MB of all countries and takes longer to load than all packs: its days of Việt Nam lie in a
file, which a test compares with it (`pytest tests/unit/legal/test_legal_calendar.py --update` writes it anew).
"""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).with_name("estimated_days.json")


def estimated_days(year: int) -> tuple[frozenset[datetime.date], frozenset[datetime.date]]:
    """Estimate the weekdays off and the weekend days worked in a year.

    Args:
        year: Any year; swaps of past years are known, those of coming years are not, and nothing
            beyond 2100.

    Returns:
        Days off (Monday to Friday) and worked Saturdays or Sundays.
    """
    off, worked = _all_years().get(str(year), ("", ""))
    return _days(year, off), _days(year, worked)


@functools.cache
def _all_years() -> Mapping[str, tuple[str, str]]:
    """Read the days of each year: those off, those worked, as months and days."""
    years: dict[str, tuple[str, str]] = json.loads(FILE.read_text("ascii"))
    return years


@functools.cache
def _days(year: int, days: str) -> frozenset[datetime.date]:
    return frozenset(datetime.date.fromisoformat(f"{year:04}-{day}") for day in days.split())
