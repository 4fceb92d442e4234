"""Find which answers are due after a request for information, and the last day of each.

Every period is one of a law's (`LawPack.deadlines`); an extension runs on from the last day of the
period that it extends (our reading: neither law says where it starts). `KnownDays` gives the same
days as `calendar.last_day`, for tables of some thousand days.
"""

from __future__ import annotations

import bisect
import dataclasses
import datetime
from collections.abc import Sequence

from access_info.legal.calendar import Calendar, DaysOffStatus
from access_info.legal.packs import LawPack
from access_info.legal.provisions import Deadline

AT_ONCE = "ngay-lap-tuc"
EXTENSION = "gia-han"
# The answers that give what was asked for, which an extension extends, the longest first.
PROVIDED = ("cung-cap-phuc-tap", "cung-cap")
STAGES = ("cung-cap", "cung-cap-phuc-tap", "thong-bao", EXTENSION)

# Number of days and their unit, as in `calendar.last_day`.
Period = tuple[int, str]


@dataclasses.dataclass(frozen=True, slots=True)
class DueAnswer:
    """An answer that is due after a request, with its period.

    Attributes:
        deadline: The law's period for it.
        extends: If it is an extension, the period after whose last day it begins.
    """

    deadline: Deadline
    extends: Deadline | None = None

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that follow one another from the day of receipt, each as (number, unit)."""
        chain = (self.extends, self.deadline)
        return tuple((item.value, item.unit) for item in chain if item is not None)


def answers(law: LawPack) -> tuple[DueAnswer, ...]:
    """Return every answer to a request for which a law sets a period, in the order of stages."""
    return tuple(
        DueAnswer(deadline, _extended_period(law, deadline) if stage == EXTENSION else None)
        for stage in STAGES
        for deadline in law.deadlines_for(stage)
    )


def _extended_period(law: LawPack, extension: Deadline) -> Deadline | None:
    """Return the period that an extension prolongs: the longest one of the same channel, or `None`."""
    for stage in PROVIDED:
        for deadline in law.deadlines_for(stage):
            if deadline.channel == extension.channel:
                return deadline
    return None


@dataclasses.dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of one or more periods.

    Attributes:
        date: The day.
        certain: Whether all days off that it depends on have been announced.
    """

    date: datetime.date
    certain: bool


class KnownDays:
    """A list of working days in which last days are looked up, which is quicker than counting.

    It covers only the years of the calendar's tables.

    Attributes:
        first: The first day of the first year.
        last: The last day of the last year.
    """

    def __init__(self, calendar: Calendar) -> None:
        """List the working days, the years without official days off, and the days not yet decided."""
        years = range(min(calendar.years), max(calendar.years) + 1)
        self.first = datetime.date(years[0], 1, 1)
        self.last = datetime.date(years[-1], 12, 31)
        span = range(self.first.toordinal(), self.last.toordinal() + 1)
        days = map(datetime.date.fromordinal, span)
        self._working_days = [day.toordinal() for day in days if calendar.is_working_day(day)]
        self._unofficial_years = {
            year for year in years if calendar.status(year) is not DaysOffStatus.OFFICIAL
        }
        self._undecided_days = {
            item.day.toordinal()
            for table in calendar.years.values()
            for item in table.open_days
            if item.day not in calendar.local
        }

    def last_day(self, received: datetime.date, periods: Sequence[Period]) -> LastDay | None:
        """Return the last day of periods that follow one another; `None` if it is beyond the tables.

        Args:
            received: The day of receipt.
            periods: (number, unit) of each.
        """
        if not self.first <= received <= self.last:
            return None
        day, certain = received.toordinal(), True
        for value, unit in periods:
            if unit == AT_ONCE:
                continue
            from_ = day + value if unit == "ngay" else day + 1
            place = self.last_place(day, value, unit)
            if place is None:
                return None
            day = self._working_days[place]
            certain = certain and not self._may_change(from_, day)
        return LastDay(datetime.date.fromordinal(day), certain)

    def last_place(self, received: int, value: int, unit: str) -> int | None:
        """Return the index of a period's last day in the list of working days; `None` if beyond it.

        Args:
            received: The day on which it begins, as `date.toordinal` numbers it, within the tables.
            value: Number of days.
            unit: As in `calendar.last_day`, but not `ngay-lap-tuc`.
        """
        if unit == "ngay" or not value:
            place = bisect.bisect_left(self._working_days, received + value)
        else:
            place = bisect.bisect_right(self._working_days, received) + value - 1
        return place if place < len(self._working_days) else None

    def _may_change(self, first: int, last: int) -> bool:
        """Tell whether days off between two days are not yet decided, so that a last day may shift.

        Args:
            first: The first of these days, as `date.toordinal` numbers it.
            last: The last one.
        """
        if any(first <= day <= last for day in self._undecided_days):
            return True
        from_, to = datetime.date.fromordinal(first).year, datetime.date.fromordinal(last).year
        return not self._unofficial_years.isdisjoint(range(from_, to + 1))
