"""The answers that a request sets off, and by which day each is due at the latest.

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
    """One answer that is due after a request: its period, and the period that it extends.

    Attributes:
        deadline: The law's own period.
        extends: The period that it runs on from, if it is an extension.
    """

    deadline: Deadline
    extends: Deadline | None = None

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that follow one another from the day of receipt."""
        chain = (self.extends, self.deadline) if self.extends else (self.deadline,)
        return tuple((item.value, item.unit) for item in chain)


def answers(law: LawPack) -> tuple[DueAnswer, ...]:
    """Return every answer to a request that a law gives a period for, by stage."""
    return tuple(
        DueAnswer(deadline, _extended(law, deadline) if stage == EXTENSION else None)
        for stage in STAGES
        for deadline in law.deadlines_for(stage)
    )


def _extended(law: LawPack, extension: Deadline) -> Deadline | None:
    """Return the period that an extension runs on from: the longest of the extension's channel."""
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
        certain: Whether all days that it hangs on have been announced.
    """

    date: datetime.date
    certain: bool


class KnownDays:
    """Looks last days up in a list of working days, which is quicker than counting; only for years in the calendar.

    Attributes:
        first: The first day of the first year.
        last: The last day of the last year.
    """

    def __init__(self, calendar: Calendar) -> None:
        """List the working days, the years not official and the days still undecided."""
        years = range(min(calendar.years), max(calendar.years) + 1)
        self.first = datetime.date(years[0], 1, 1)
        self.last = datetime.date(years[-1], 12, 31)
        span = range(self.first.toordinal(), self.last.toordinal() + 1)
        days = map(datetime.date.fromordinal, span)
        self._worked = [day.toordinal() for day in days if calendar.is_working_day(day)]
        self._unsure = {
            year for year in years if calendar.status(year) is not DaysOffStatus.OFFICIAL
        }
        self._open = {
            item.day.toordinal()
            for table in calendar.years.values()
            for item in table.open_days
            if item.day not in calendar.local
        }

    def last_day(self, received: datetime.date, periods: Sequence[Period]) -> LastDay | None:
        """Return the last day of periods one after another; `None` if it is beyond the tables."""
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
            day = self._worked[place]
            certain = certain and not self._doubtful(from_, day)
        return LastDay(datetime.date.fromordinal(day), certain)

    def last_place(self, received: int, value: int, unit: str) -> int | None:
        """Return the place of a period's last day among the working days; `None` if it is beyond them.

        Args:
            received: The day on which it begins, as `date.toordinal` numbers it, within the tables.
            value: Number of days.
            unit: As in `calendar.last_day`, and not at once.
        """
        if unit == "ngay" or not value:
            place = bisect.bisect_left(self._worked, received + value)
        else:
            place = bisect.bisect_right(self._worked, received) + value - 1
        return place if place < len(self._worked) else None

    def _doubtful(self, first: int, last: int) -> bool:
        """Tell whether a decision about the days from `first` to `last` may still come."""
        if any(first <= day <= last for day in self._open):
            return True
        from_, to = datetime.date.fromordinal(first).year, datetime.date.fromordinal(last).year
        return not self._unsure.isdisjoint(range(from_, to + 1))
