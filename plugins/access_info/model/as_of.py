"""The day at which everything is judged, and the other days for which the judgement holds."""

from __future__ import annotations

import datetime


class AsOf:
    """The day that statuses are judged at, and how long the judgement holds.

    The core never reads the clock: this day comes from outside. Every decision that depends
    on it goes through `reached`, so that afterwards `span` tells for which other days the
    same pages would come out, and the cache keeps them.

    Attributes:
        date: The day.
    """

    __slots__ = ("_after", "_from", "date")

    def __init__(self, date: datetime.date) -> None:
        """Begin a judgement at a day that depends on no other day yet."""
        self.date = date
        self._from = datetime.date.min
        self._after = datetime.date.max

    def reached(self, day: datetime.date) -> bool:
        """Tell whether `day` has come, and note that the judgement depends on it."""
        if day <= self.date:
            self._from = max(self._from, day)
            return True
        self._after = min(self._after, day)
        return False

    def passed(self, day: datetime.date) -> bool:
        """Tell whether `day` is over, and note that the judgement depends on it."""
        if day == datetime.date.max:
            return False
        return self.reached(day + datetime.timedelta(days=1))

    def adopt(self, first: datetime.date, last: datetime.date) -> None:
        """Narrow the span to that of another judgement at the same day, whose result is used here.

        Args:
            first: The first day of the other judgement's `span`.
            last: Its last day.
        """
        self.reached(first)
        self.passed(last)

    @property
    def span(self) -> tuple[datetime.date, datetime.date]:
        """The first and last day on which `reached` and `passed` would answer as they did so far."""
        last = self._after
        if last != datetime.date.max:
            last -= datetime.timedelta(days=1)
        return self._from, last

    def fresh(self) -> AsOf:
        """Return a new judgement at the same day, whose span is not narrowed yet."""
        return AsOf(self.date)
