"""The days on which an agency works: our dated table, then the jurisdiction's own, which win."""

from __future__ import annotations

import dataclasses
import datetime
import functools
from collections.abc import Iterable, Mapping
from enum import StrEnum

from access_info.legal.calendar_records import CalendarFile, CountingRules, YearTable
from access_info.legal.estimates import estimated_days
from access_info.model.declarations.date_words import vn_date, vn_weekday
from access_info.model.verification import Verification

_WEEKEND = 5


class DaysOffStatus(StrEnum):
    """The certainty of the days off of a year: announced, planned, or estimated by a library."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"


@dataclasses.dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that a jurisdiction declares off or worked by its own decision."""

    off: bool
    citation: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Doubt:
    """The reason why a day counted as off or worked may still change.

    Attributes:
        status: The status of the year; `OFFICIAL` when only a single day is undecided.
        year: The year.
        text: The reason in Vietnamese, without a full stop.
    """

    status: DaysOffStatus
    year: int
    text: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Calendar:
    """Working days.

    Attributes:
        rules: How days are counted, with citations.
        years: The dated table by year.
        local: The jurisdiction's own days.
    """

    rules: CountingRules
    years: Mapping[int, YearTable]
    local: Mapping[datetime.date, CalendarDay] = dataclasses.field(default_factory=dict)

    @classmethod
    def of(cls, file: CalendarFile) -> Calendar:
        """Build the calendar that `lich-nghi.yml` describes."""
        return cls(rules=file.rules, years={table.year: table for table in file.years})

    def with_local(self, days: Iterable[tuple[datetime.date, bool, str]]) -> Calendar:
        """Add days of a jurisdiction, which win over the table.

        Args:
            days: Day, whether it is off, and the decision that says so.
        """
        local_days = {day: CalendarDay(off=off, citation=citation) for day, off, citation in days}
        return dataclasses.replace(self, local={**self.local, **local_days})

    def is_working_day(self, day: datetime.date) -> bool:
        """Tell whether offices work on a day."""
        local_day = self.local.get(day)
        if local_day is not None:
            return not local_day.off
        if day.year not in self.years:
            off, worked = estimated_days(day.year)
            return day in worked if day.weekday() >= _WEEKEND else day not in off
        if day.weekday() >= _WEEKEND:
            return day in self._worked
        return day not in self._off

    def day_off_name(self, day: datetime.date) -> str | None:
        """Say why a day is off: occasion, weekday or local decision; `None` if it is worked."""
        if self.is_working_day(day):
            return None
        local_day = self.local.get(day)
        if local_day is not None:
            return (
                f"nghỉ theo {local_day.citation}"
                if local_day.citation
                else "ngày nghỉ riêng của địa bàn"
            )
        named = self._off.get(day)
        if named is not None:
            return named
        return vn_weekday(day) if day.weekday() >= _WEEKEND else "ngày nghỉ lễ, ước tính"

    def is_weekend_off(self, day: datetime.date) -> bool:
        """Tell whether a day is off because it is an ordinary Saturday or Sunday."""
        return day.weekday() >= _WEEKEND and day not in self.local and not self.is_working_day(day)

    def status(self, year: int) -> DaysOffStatus:
        """Tell how certain the days off of a year are."""
        table = self.years.get(year)
        if table is None:
            return DaysOffStatus.ESTIMATED
        return DaysOffStatus.OFFICIAL if table.status == "chinh-thuc" else DaysOffStatus.PROVISIONAL

    def doubts(self, first: datetime.date, last: datetime.date) -> tuple[Doubt, ...]:
        """Return what is not certain about the days from `first` to `last`, both included."""
        return tuple(
            doubt
            for year in range(first.year, last.year + 1)
            for doubt in self._doubts_of(year, first, last)
        )

    def _doubts_of(self, year: int, first: datetime.date, last: datetime.date) -> Iterable[Doubt]:
        status = self.status(year)
        if status is DaysOffStatus.ESTIMATED:
            yield Doubt(
                status,
                year,
                f"ngày nghỉ năm {year} là ước tính, chưa có thông báo chính thức",
            )
            return
        if status is DaysOffStatus.PROVISIONAL:
            yield Doubt(
                status, year, f"ngày nghỉ năm {year} là dự kiến, chưa có thông báo chính thức"
            )
        for item in self.years[year].open_days:
            if first <= item.day <= last and item.day not in self.local:
                yield Doubt(status, year, f"ngày {vn_date(item.day)}: {item.note}")

    @functools.cached_property
    def _off(self) -> dict[datetime.date, str]:
        return {
            day: f"{group.title}, {Verification.UNVERIFIED.label}"
            if group.is_unverified
            else group.title
            for table in self.years.values()
            for group in table.days_off
            for day in group.days
        }

    @functools.cached_property
    def _worked(self) -> frozenset[datetime.date]:
        return frozenset(item.day for table in self.years.values() for item in table.worked)
