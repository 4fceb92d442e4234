"""Days reckoned from a day: so many months later, the end of the next period."""

from __future__ import annotations

import calendar
import datetime

from access_info.legal.deadlines import days_later

_LONGEST_MONTH = 31


def months_later(day: datetime.date, months: int) -> datetime.date:
    """Return a day's counterpart in a later month, or that month's last day."""
    return _in_month(day.year, day.month + months, day.day)


def end_of_next_week(day: datetime.date) -> datetime.date:
    """Return the Sunday of the week after the day's own."""
    return days_later(day, 13 - day.weekday())


def end_of_next_period(day: datetime.date, months: int) -> datetime.date:
    """Return the last day of the calendar period after the one that a day lies in.

    Args:
        day: The day.
        months: 1 for months, 3 for quarters, 6 for halves, 12 for years.
    """
    before = day.month - 1 - (day.month - 1) % months
    return _in_month(day.year, before + 2 * months, _LONGEST_MONTH)


def _in_month(year: int, month: int, day: int) -> datetime.date:
    """Return a day, or the month's last; months are counted on beyond December, to the end of the calendar."""
    years, before = divmod(month - 1, 12)
    if year + years > datetime.MAXYEAR:
        return datetime.date.max
    last = calendar.monthrange(year + years, before + 1)[1]
    return datetime.date(year + years, before + 1, min(day, last))
