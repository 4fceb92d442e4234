"""Tell on which days agencies work, by our table and by the jurisdiction's own days, which win; count periods."""

from __future__ import annotations

import calendar
import dataclasses
import datetime
import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from access_info.legal.packs import CountingRules, YearTable
from access_info.legal.vocabularies import PERIOD_UNITS
from access_info.model.types import vn_date, vn_weekday

# Days off of years without a table of ours, as the library `holidays` estimates them.

FILE = Path(__file__).with_name("estimated_days.json")


@functools.cache
def estimated_days(year: int) -> tuple[frozenset[datetime.date], frozenset[datetime.date]]:
    """Return (weekdays off, weekend days worked) of a year for which nothing has been announced.

    They are those of the library `holidays`: days worked in exchange are known for past years only,
    and nothing beyond 2100.
    """
    off, worked = json.loads(FILE.read_text("ascii")).get(str(year), ("", ""))
    return _days(year, off), _days(year, worked)


def _days(year: int, days: str) -> frozenset[datetime.date]:
    """Return the dates of days written as `01-01 04-30`."""
    return frozenset(datetime.date.fromisoformat(f"{year:04}-{day}") for day in days.split())


_WEEKEND = 5


class DaysOffStatus(StrEnum):
    """How certain the days off of a year are: announced, planned, or estimated by a library."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"


@dataclasses.dataclass(frozen=True, slots=True)
class LocalDayOff:
    """A day that a jurisdiction declares to be off or worked.

    Attributes:
        off: Whether it is off.
        citation: The decision that says so, or "".
    """

    off: bool
    citation: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Calendar:
    """The days on which offices work.

    Attributes:
        rules: The law's rules of counting.
        years: The table of days off by year; other years are estimated.
        local: Days that the jurisdiction has declared; they win over the table.
    """

    rules: CountingRules
    years: Mapping[int, YearTable]
    local: Mapping[datetime.date, LocalDayOff] = dataclasses.field(default_factory=dict)

    def with_local(self, days: Iterable[tuple[datetime.date, bool, str]]) -> Calendar:
        """Return this calendar with days declared by a jurisdiction, which win over the table.

        Args:
            days: (day, whether it is off, the decision that says so).
        """
        local_days = {day: LocalDayOff(off, citation) for day, off, citation in days}
        return dataclasses.replace(self, local={**self.local, **local_days})

    def is_working_day(self, day: datetime.date) -> bool:
        """Tell whether offices work on a day."""
        local_day = self.local.get(day)
        if local_day is not None:
            return not local_day.off
        is_known = day.year in self.years
        off, worked = (self._off, self._worked) if is_known else estimated_days(day.year)
        return day in worked if day.weekday() >= _WEEKEND else day not in off

    def day_off_name(self, day: datetime.date) -> str | None:
        """Return why a day is off: occasion, weekday or local decision; `None` if it is a working day."""
        if self.is_working_day(day):
            return None
        local_day = self.local.get(day)
        if local_day is not None and local_day.citation:
            return f"nghỉ theo {local_day.citation}"
        if local_day is not None:
            return "ngày nghỉ riêng của địa bàn"
        if day in self._off:
            return self._off[day]
        return vn_weekday(day) if day.weekday() >= _WEEKEND else "ngày nghỉ lễ, ước tính"

    def is_weekend_off(self, day: datetime.date) -> bool:
        """Tell whether a day is off because it is an ordinary Saturday or Sunday."""
        return day.weekday() >= _WEEKEND and day not in self.local and not self.is_working_day(day)

    def status(self, year: int) -> DaysOffStatus:
        """Return how certain the days off of a year are."""
        table = self.years.get(year)
        if table is None:
            return DaysOffStatus.ESTIMATED
        return DaysOffStatus.OFFICIAL if table.status == "chinh-thuc" else DaysOffStatus.PROVISIONAL

    def doubts(self, first: datetime.date, last: datetime.date) -> tuple[str, ...]:
        """Return in words what is not certain about days off from `first` to `last`, both included."""
        return tuple(
            doubt
            for year in range(first.year, last.year + 1)
            for doubt in self._doubts_of(year, first, last)
        )

    def _doubts_of(self, year: int, first: datetime.date, last: datetime.date) -> Iterator[str]:
        """Yield the doubts about one year, and about those of its days that lie between two days."""
        status = self.status(year)
        if status is DaysOffStatus.ESTIMATED:
            yield f"ngày nghỉ năm {year} là ước tính, chưa có thông báo chính thức"
            return
        if status is DaysOffStatus.PROVISIONAL:
            yield f"ngày nghỉ năm {year} là dự kiến, chưa có thông báo chính thức"
        for item in self.years[year].open_days:
            if first <= item.day <= last and item.day not in self.local:
                yield f"ngày {vn_date(item.day)}: {item.note}"

    @functools.cached_property
    def _off(self) -> dict[datetime.date, str]:
        """Every day off in the tables, with its occasion."""
        return {
            day: group.title_with_doubt
            for table in self.years.values()
            for group in table.days_off
            for day in group.days
        }

    @functools.cached_property
    def _worked(self) -> frozenset[datetime.date]:
        """Every weekend day in the tables that is worked in exchange."""
        return frozenset(item.day for table in self.years.values() for item in table.worked)


# Deadlines: pure functions from a day of receipt to a last day.

MAX_PERIOD_DAYS = 3_660
LAST_OF_MONTH = 31
_DAY = datetime.timedelta(days=1)


def last_day(
    received: datetime.date, *, value: int, unit: str, calendar: Calendar
) -> datetime.date:
    """Return the last day of a period; if that is a day off, the next working day.

    Args:
        received: The day that triggers the period; not counted.
        value: Number of days, 0 to `MAX_PERIOD_DAYS`; without meaning for `ngay-lap-tuc`.
        unit: `ngay` (calendar days), `ngay-lam-viec` (working days) or `ngay-lap-tuc` (at once).
        calendar: Which days are worked.

    Raises:
        ValueError: The value is out of range or the unit is unknown. No date raises: one typed near
            the year 9999 ends on the calendar's last day.
    """
    if unit not in PERIOD_UNITS:
        raise ValueError(f"unknown unit: {unit}")
    _check_length(value)
    if unit == "ngay-lap-tuc":
        return received
    if unit == "ngay":
        return next_working_day(days_later(received, value), calendar)
    return next_working_day(add_working_days(received, value, calendar), calendar)


def add_working_days(start: datetime.date, days: int, calendar: Calendar) -> datetime.date:
    """Return the `days`-th working day after `start`; `start` itself for 0, even if it is a day off.

    Raises:
        ValueError: `days` is negative or above `MAX_PERIOD_DAYS`.
    """
    _check_length(days)
    current = start
    while days and current < datetime.date.max:
        current += _DAY
        days -= calendar.is_working_day(current)
    return current


def next_working_day(day: datetime.date, calendar: Calendar) -> datetime.date:
    """Return the day itself if it is a working day, else the next working day."""
    while not calendar.is_working_day(day) and day < datetime.date.max:
        day += _DAY
    return day


def _check_length(value: int) -> None:
    """Raise a `ValueError` if a number of days is out of range."""
    if not 0 <= value <= MAX_PERIOD_DAYS:
        raise ValueError(f"a period of {value} days is out of range")


def days_later(day: datetime.date, days: int) -> datetime.date:
    """Return a date plus some days, but at most the last date that Python knows."""
    return datetime.date.fromordinal(min(day.toordinal() + days, datetime.date.max.toordinal()))


def day_of_month(year: int, month: int, day: int) -> datetime.date:
    """Return a day of a month, or the month's last day if it is shorter.

    Month 13 is January of the next year, and so on. After the year 9999: the calendar's last day.
    """
    years, before = divmod(month - 1, 12)
    if year + years > datetime.MAXYEAR:
        return datetime.date.max
    last = calendar.monthrange(year + years, before + 1)[1]
    return datetime.date(year + years, before + 1, min(day, last))
