"""Days reckoned from a day: so many months later, the end of the next period."""

from __future__ import annotations

import calendar
import datetime

from dateutil.relativedelta import relativedelta

from access_info.legal.deadlines import days_later


def months_later(day: datetime.date, months: int) -> datetime.date:
    """Return a day's counterpart in a later month, or that month's last day."""
    try:
        later: datetime.date = day + relativedelta(months=months)
    except (ValueError, OverflowError):
        return datetime.date.max
    return later


def end_of_next_week(day: datetime.date) -> datetime.date:
    """Return the Sunday of the week after the day's own."""
    return days_later(day, 13 - day.weekday())


def end_of_next_period(day: datetime.date, months: int) -> datetime.date:
    """Return the last day of the calendar period after the one that a day lies in.

    Args:
        day: The day.
        months: 1 for months, 3 for quarters, 6 for halves, 12 for years.
    """
    first = day.month - 1 - (day.month - 1) % months
    years, month = divmod(first + 2 * months - 1, 12)
    year = day.year + years
    if year > datetime.MAXYEAR:
        return datetime.date.max
    return datetime.date(year, month + 1, calendar.monthrange(year, month + 1)[1])
