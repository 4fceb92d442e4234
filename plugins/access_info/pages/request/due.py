"""Deadlines of a request: tables of last days by month of receipt."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Sequence

from access_info.legal.answers import AT_ONCE, DueAnswer, KnownDays, Period, answers
from access_info.legal.calendar import DaysOffStatus
from access_info.legal.packs import LawPack
from access_info.legal.vocabularies import PERIOD_UNITS
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import LocalLimit
from access_info.model.types import vn_date, vn_weekday
from access_info.pages.rendering.site import SiteContext

_DAY = datetime.timedelta(days=1)
_SATURDAY = 5
_ON_ITS_WAY = datetime.timedelta(days=60)


@dataclasses.dataclass(frozen=True)
class ReckonedLimit:
    """A time limit of the jurisdiction, as far as it can be reckoned with.

    Attributes:
        limit: As the province wrote it.
        law: Id of the law under which it was set; empty if it does not say since when it holds.
    """

    limit: LocalLimit
    law: str

    @property
    def period(self) -> Period:
        """Number of days and unit."""
        return self.limit.value or 0, self.limit.unit or "ngay"

    def holds(self, received: datetime.date, law: LawPack) -> bool:
        """Tell whether the limit holds for a request received on a day, under a law."""
        since = self.limit.since
        return since is None or (received >= since and self.law == law.id)


@dataclasses.dataclass(frozen=True)
class DueColumn:
    """A column of a month's table: one period, or one after another.

    Attributes:
        periods: What is counted.
        words: The periods in words.
        answers: The law's answers that are due then.
        limit: The jurisdiction's own limit, if it is one.
    """

    periods: tuple[Period, ...]
    words: str
    answers: tuple[DueAnswer, ...] = ()
    limit: ReckonedLimit | None = None


@dataclasses.dataclass(frozen=True)
class DueCell:
    """A last day, or why there is none.

    Attributes:
        words: The day, or why there is none; empty where the column does not hold yet.
        date: The day, if there is one.
        certain: Whether all days that it hangs on have been announced.
    """

    words: str = ""
    date: datetime.date | None = None
    certain: bool = True


@dataclasses.dataclass(frozen=True)
class DueRow:
    """A day of receipt with its last days.

    Attributes:
        day: The day.
        weekday: Its name, as a line begins.
        note: Why it is off, or worked, unlike others of its weekday; "" if it is not.
        cells: By column.
    """

    day: datetime.date
    weekday: str
    note: str
    cells: tuple[DueCell, ...]


@dataclasses.dataclass(frozen=True)
class DueTable:
    """The days of a month on which one law governs requests.

    Attributes:
        law: That law.
        columns: Its periods and the jurisdiction's.
        at_once: Answers that are due on the day of receipt.
        rows: The days.
        sent_before: The requests meant are those sent before this day, but received on its days.
    """

    law: LawPack
    columns: tuple[DueColumn, ...]
    at_once: tuple[DueAnswer, ...]
    rows: tuple[DueRow, ...]
    sent_before: datetime.date | None = None

    @property
    def anchor(self) -> str:
        """First part of its elements' ids; "" for the law of the days themselves."""
        return f"{self.law.slug}-" if self.sent_before else ""


class DueTables:
    """Tables of last days by day of receipt."""

    def __init__(self, site: SiteContext) -> None:
        """Look up worked days and limits once for all months."""
        self._site = site
        self._calendar = site.framework.calendar
        self._known = KnownDays(self._calendar)
        self._limits = limits(site)

    def months(self, as_of: AsOf) -> Iterator[tuple[int, DaysOffStatus, list[datetime.date]]]:
        """Yield each year that is not over: how sure its days off are, the first of its months."""
        for year in sorted(self._calendar.years):
            if not as_of.passed(datetime.date(year, 12, 31)):
                months = [datetime.date(year, month, 1) for month in range(1, 13)]
                yield year, self._calendar.status(year), months

    def doubts(self, tables: Sequence[DueTable]) -> tuple[str, ...]:
        """Say what may yet change about the days that tables show."""
        rows = [row for table in tables for row in table.rows]
        dates = [cell.date for row in rows for cell in row.cells if cell.date is not None]
        days = [*dates, *(row.day for row in rows)]
        return tuple(doubt.text for doubt in self._calendar.doubts(min(days), max(days)))

    def tables(self, month: datetime.date) -> Iterator[DueTable]:
        """Make a table for each law that governs requests received in the month; mostly one."""
        framework = self._site.framework
        days = _month_days(month)
        laws = {law.id: law for law in map(framework.for_request, days)}
        for law in laws.values():
            governed = [day for day in days if framework.for_request(day).id == law.id]
            yield self._table(law, governed)
            # A letter may be two months on its way, or be entered late.
            start = law.requests_from
            older = framework.pack(law.replaces) if law.replaces else None
            if older is not None and start <= governed[-1] and governed[0] < start + _ON_ITS_WAY:
                yield self._table(older, governed, sent_before=start)

    def _table(
        self, law: LawPack, days: Sequence[datetime.date], sent_before: datetime.date | None = None
    ) -> DueTable:
        columns = tuple(self._columns(law, days[-1]))
        return DueTable(
            law=law,
            columns=columns,
            at_once=tuple(item for item in answers(law) if _is_at_once(item)),
            rows=tuple(self._row(day, law, columns) for day in days),
            sent_before=sent_before,
        )

    def _columns(self, law: LawPack, last: datetime.date) -> Iterator[DueColumn]:
        groups: dict[tuple[Period, ...], list[DueAnswer]] = {}
        for item in answers(law):
            if not _is_at_once(item):
                groups.setdefault(item.periods, []).append(item)
        for periods, members in groups.items():
            yield DueColumn(periods, self._words(periods), tuple(members))
        for limit in self._limits:
            if limit.holds(last, law):
                words = self._site.texts.plain("due.own", words=self._words((limit.period,)))
                yield DueColumn((limit.period,), words, limit=limit)

    def _words(self, periods: tuple[Period, ...]) -> str:
        first, *rest = [f"{value:02d} {PERIOD_UNITS[unit]}" for value, unit in periods]
        return self._site.texts.plain("due.and_more", first=first, more=rest[0]) if rest else first

    def _row(self, day: datetime.date, law: LawPack, columns: tuple[DueColumn, ...]) -> DueRow:
        calendar, note = self._calendar, ""
        if not calendar.is_working_day(day):
            note = "" if calendar.is_weekend_off(day) else calendar.day_off_name(day) or ""
        elif day.weekday() >= _SATURDAY:
            note = self._site.texts["due.made_up"]
        cells = tuple(self._cell(day, law, column) for column in columns)
        weekday = vn_weekday(day)
        return DueRow(day, weekday[:1].upper() + weekday[1:], note, cells)

    def _cell(self, day: datetime.date, law: LawPack, column: DueColumn) -> DueCell:
        if column.limit is not None and not column.limit.holds(day, law):
            return DueCell()
        last_day = self._known.last_day(day, column.periods)
        if last_day is None:
            year = self._known.last.year + 1
            return DueCell(self._site.texts.plain("due.unknown_year", year=year))
        words = f"{vn_weekday(last_day.date)}, {vn_date(last_day.date)}"
        return DueCell(words, last_day.date, last_day.certain)


def limits(site: SiteContext) -> tuple[ReckonedLimit, ...]:
    """Return the jurisdiction's time limits that name a number of days."""
    framework = site.framework
    return tuple(
        ReckonedLimit(limit, framework.in_force(limit.since).id if limit.since else "")
        for limit in site.place.local_limits
        if limit.value is not None
    )


def _is_at_once(answer: DueAnswer) -> bool:
    return all(unit == AT_ONCE for _, unit in answer.periods)


def _month_days(month: datetime.date) -> list[datetime.date]:
    """List the days of the month that begins on a day."""
    days = (month + number * _DAY for number in range(31))
    return [day for day in days if day.month == month.month]
