"""The data of the calculator of deadlines: a table of last days, which the browser only looks up.

`legal.answers` counts the days. The table gives the last day of each period that begins on each
day; the script in the browser (`request.js`) follows an answer's periods through it and says how
the day came about.
"""

from __future__ import annotations

import datetime
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence

from access_info.legal.answers import AT_ONCE, DueAnswer, KnownDays, Period, answers
from access_info.legal.calendar import Calendar, DaysOffStatus
from access_info.legal.packs import LawPack
from access_info.model.types import vn_weekday
from access_info.pages.rendering.marks import Marks
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.translations import Texts
from access_info.pages.request.due import ReckonedLimit, limits

_DAY = datetime.timedelta(days=1)
_SATURDAY = 5
_SUNDAY = datetime.date(2026, 11, 1)
# Marks of days; each occasion of days off gets the next sign from `3` on.
_WEEKEND, _WORKED, _WORKED_IN_LIEU, _OCCASION = "0", "1", "2", ord("3")
# What is due at once is due on the day of receipt, and needs no column.
_NO_COLUMN = -1
_TEXTS = (
    *("due.status", "due.none", "due.no_calendar", "due.no_days", "due.outside", "due.no_law"),
    *("due.sent_late", "due.by", "due.citation", "due.local", "due.received", "due.not_counted"),
    *("due.at_once", "due.first_over", "due.first_not_counted", "due.full", "due.shifted"),
    *("due.working", "due.skipped", "due.worked", "due.last", "due.doubt"),
)


class LastDayTable:
    """The last days of periods that begin on a day of three years.

    A column belongs to a period. It names places among the worked days: the place of the last day
    of a period that begins on the first day, then for each further day whether the place is the
    next one. That is the same for any number of working days, so that columns share their steps.

    Attributes:
        first: The first day of receipt.
        last: The last day of receipt.
    """

    def __init__(self, calendar: Calendar, around: int) -> None:
        """Begin a table without columns.

        Args:
            calendar: Which days are worked; days that it has no table for are left out.
            around: The year in the middle.
        """
        self._calendar = calendar
        self._known = KnownDays(calendar)
        self.first = max(datetime.date(around - 1, 1, 1), self._known.first)
        self.last = min(datetime.date(around + 1, 12, 31), self._known.last)
        # A period that follows another may begin after the last day of receipt.
        self._days = tuple(_days(self.first, self._known.last))
        self._columns: dict[Period, Sequence[int]] = {}

    def columns(self, periods: Sequence[Period]) -> list[int]:
        """Return the numbers of the columns of successive periods; add missing columns."""
        for period in periods:
            if period not in self._columns and period[1] != AT_ONCE:
                self._columns[period] = tuple(self._last_days(period))
        numbers = {period: number for number, period in enumerate(self._columns)}
        return [numbers.get(period, _NO_COLUMN) for period in periods]

    def data(self, texts: Texts) -> dict[str, object]:
        """Write the table down for the script.

        Returns:
            `first` and `last` day of receipt; `days`, a mark for each day of the calendar from the
            first on; `occasions`, why the days of a mark are off; `steps`; `columns`, each a place,
            a number in `steps`, how many days it holds for, and the words that explain it.
        """
        marks: dict[str, str] = {}
        for day in self._days:
            name = self._calendar.day_off_name(day)
            if name is not None and not self._calendar.is_weekend_off(day):
                marks.setdefault(texts.marked(name), chr(_OCCASION + len(marks)))
        steps = {period: _steps(column) for period, column in self._columns.items()}
        # The longest first: a shorter column can be the beginning of one.
        shared: list[str] = []
        for text in sorted(steps.values(), key=len, reverse=True):
            if not any(other.startswith(text) for other in shared):
                shared.append(text)
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "days": "".join(self._mark(day, marks, texts) for day in self._days),
            "occasions": {mark: name for name, mark in marks.items()},
            "steps": shared,
            "columns": [
                (
                    column[0] if column else 0,
                    next(n for n, text in enumerate(shared) if text.startswith(steps[period])),
                    len(column),
                    *_words(*period),
                )
                for period, column in self._columns.items()
            ],
        }

    def _last_days(self, period: Period) -> Iterator[int]:
        """Yield the place of the last day of a period begun on each day, within the calendar."""
        begin, end = self.first.toordinal(), self._known.last.toordinal()
        before = self._known.last_place(begin, 0, "ngay") or 0
        for start in range(begin, end + 1):
            place = self._known.last_place(start, *period)
            if place is None:
                return
            yield place - before

    def _mark(self, day: datetime.date, occasions: Mapping[str, str], texts: Texts) -> str:
        if self._calendar.is_working_day(day):
            return _WORKED_IN_LIEU if day.weekday() >= _SATURDAY else _WORKED
        if self._calendar.is_weekend_off(day):
            return _WEEKEND
        return occasions[texts.marked(self._calendar.day_off_name(day) or "")]


def request_data(site: SiteContext, as_of: datetime.date) -> str:
    """Write the script of data that the calculator in the browser looks last days up in.

    It is a classic script that calls `accessInfoRequest` of `request.js`, so that it is read from
    a folder (`file:`) and under a strict policy as well.

    Args:
        site: What pages share.
        as_of: A day of the year in the middle of the table.
    """
    calendar = site.framework.calendar
    texts = site.texts
    table = LastDayTable(calendar, as_of.year)
    # The newest first: the script takes the first that has begun.
    laws = [_law(law, site, table) for law in reversed(site.framework.packs)]
    data = {
        **table.data(texts),
        "unknown": max(calendar.years) + 1,
        "laws": laws,
        "doubts": list(_doubts(calendar, table.first, texts)),
        "weekdays": [texts.words(vn_weekday(_SUNDAY + number * _DAY)) for number in range(7)],
        "texts": {key.removeprefix("due."): texts[key] for key in _TEXTS},
    }
    return f"accessInfoRequest({json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n"


def _law(law: LawPack, site: SiteContext, table: LastDayTable) -> dict[str, object]:
    """Describe a law, its answers, and the jurisdiction's time limits that hold under it."""
    return {
        "name": site.texts.words(law.full_name),
        "from": law.requests_from.isoformat(),
        "answers": [
            *(_answer(item, law, site, table) for item in answers(law)),
            *(
                _limit(item, site.texts, table)
                for item in limits(site)
                if item.limit.since is None or item.law == law.id
            ),
        ],
    }


def _answer(
    answer: DueAnswer, law: LawPack, site: SiteContext, table: LastDayTable
) -> dict[str, object]:
    texts, deadline = site.texts, answer.deadline
    return {
        "what": texts.words(deadline.what),
        "columns": table.columns(answer.periods),
        "citation": texts.marked(deadline.citation) + Marks(law, texts)(deadline),
    }


def _limit(item: ReckonedLimit, texts: Texts, table: LastDayTable) -> dict[str, object]:
    limit = item.limit
    return {
        "what": texts.words(limit.what or ""),
        "columns": table.columns([item.period]),
        "citation": texts.marked(limit.act) if limit.act else "",
        "local": 1,
        **({"since": limit.since.isoformat()} if limit.since else {}),
    }


def _words(value: int, unit: str) -> tuple[str, int, int]:
    """Choose the text that explains a last day, its number of days, and where its span begins.

    The text names days of the span that ends with the last day: of working days every day counted,
    of calendar days the day on which they are full and the days off after it.
    """
    return ("full", value, value) if unit == "ngay" else ("working", value, 1)


def _doubts(
    calendar: Calendar, first: datetime.date, texts: Texts
) -> Iterator[tuple[int, int, str]]:
    """Yield spans of days in doubt: first and last as days after `first`, and the reason."""
    for year in range(first.year, max(calendar.years) + 1):
        start, end = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        if calendar.status(year) is not DaysOffStatus.OFFICIAL:
            reason = calendar.doubts(start, start)[0].text
            yield (start - first).days, (end - first).days, texts.marked(reason)
        for item in calendar.years[year].open_days if year in calendar.years else ():
            if item.day not in calendar.local:
                number = (item.day - first).days
                yield number, number, texts.marked(calendar.doubts(item.day, item.day)[-1].text)


def _days(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    return map(datetime.date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _steps(places: Sequence[int]) -> str:
    """Write how far each place lies after the one before it: a day later, 0 or 1."""
    pairs = itertools.pairwise([*places[:1], *places])
    return "".join(str(place - before) for before, place in pairs)
