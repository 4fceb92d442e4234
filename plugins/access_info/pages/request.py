"""Parts of pages that help a citizen to request information: the form, the law's periods, the last days."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import markupsafe

from access_info.legal.answers import AT_ONCE, STAGES, DueAnswer, KnownDays, Period, answers
from access_info.legal.calendar import Calendar, DaysOffStatus
from access_info.legal.framework import Framework
from access_info.legal.packs import FormField, LawPack, ProcedureForm
from access_info.legal.provisions import Deadline
from access_info.legal.vocabularies import PERIOD_UNITS
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import LocalLimit
from access_info.model.types import vn_date, vn_weekday
from access_info.model.verification import Verification
from access_info.model.vocabularies import AGENCY_KINDS, TIME_UNITS, AgencyKind
from access_info.pages.rendering.environment import Texts, environment
from access_info.pages.rendering.paths import ASK, INDEX, RECEIVERS, REQUEST_DATA
from access_info.pages.rendering.site import (
    BEFORE_PAINTING,
    AgencySummary,
    Marks,
    Reach,
    SiteContext,
    law_page_name,
    script,
    style,
)

# Tables of a month: for each day of receipt, the last day on which each answer of the agency is due.

_DAY = datetime.timedelta(days=1)
_SATURDAY = 5  # as `date.weekday` counts
# How long after a new law begins a request may arrive that was sent before: by letter, or entered late.
_MAX_TRANSIT = datetime.timedelta(days=60)


class DueColumn(NamedTuple):
    """A column of a month's table: the last days of one period, or of periods one after another.

    Attributes:
        periods: The periods, each a number of days and their unit.
        words: The periods in words.
        answers: The law's answers that are due at the end of the periods.
        limit: The jurisdiction's own time limit, if the column is for one; `None` for the law's periods.
    """

    periods: tuple[Period, ...]
    words: str
    answers: tuple[DueAnswer, ...] = ()
    limit: LocalLimit | None = None


class DueCell(NamedTuple):
    """A cell of a month's table: a last day, or why there is none.

    Attributes:
        words: The last day, or why there is none; empty where the column's limit does not apply yet.
        date: The last day, if there is one.
        certain: Whether all days off that it depends on have been announced.
    """

    words: str = ""
    date: datetime.date | None = None
    certain: bool = True


class DueRow(NamedTuple):
    """A row of a month's table: a day of receipt with its last days.

    Attributes:
        day: The day of receipt.
        weekday: Name of the weekday with a capital letter: “Thứ hai”.
        note: Why the day is off, or worked, unlike others of its weekday; "" for an ordinary day.
        cells: The last days, one for each column.
    """

    day: datetime.date
    weekday: str
    note: str
    cells: tuple[DueCell, ...]


class DueTable(NamedTuple):
    """A table of last days, for the days of a month on which one law governs requests.

    Attributes:
        law: The law that governs the requests.
        columns: The periods of the law, and the jurisdiction's own limits.
        at_once: Answers that are due on the day of receipt, and so have no column.
        rows: The days of receipt.
        sent_before: If set, the table is for requests received on these days but sent before this day,
            when a newer law began: the older law still governs them.
    """

    law: LawPack
    columns: tuple[DueColumn, ...]
    at_once: tuple[DueAnswer, ...]
    rows: tuple[DueRow, ...]
    sent_before: datetime.date | None = None

    @property
    def anchor(self) -> str:
        """The prefix of element ids in the table, so that two tables of a month share none; "" mostly."""
        return f"{self.law.slug}-" if self.sent_before else ""


class DueTables:
    """Makes the tables of last days, a month at a time."""

    def __init__(self, site: SiteContext) -> None:
        """Look up working days and the jurisdiction's limits once for all months."""
        self._site = site
        self._calendar = site.framework.calendar
        self._known = KnownDays(self._calendar)
        self._limits = reckoned_limits(site)

    def months(self, as_of: AsOf) -> Iterator[tuple[int, DaysOffStatus, list[datetime.date]]]:
        """Yield (year, how sure its days off are, the first day of each month) of years not yet over."""
        for year in sorted(self._calendar.years):
            if not as_of.passed(datetime.date(year, 12, 31)):
                months = [datetime.date(year, month, 1) for month in range(1, 13)]
                yield year, self._calendar.status(year), months

    def doubts(self, tables: Sequence[DueTable]) -> tuple[str, ...]:
        """Return in words which days off may still change the last days that tables show."""
        rows = [row for table in tables for row in table.rows]
        dates = [cell.date for row in rows for cell in row.cells if cell.date is not None]
        days = [*dates, *(row.day for row in rows)]
        return self._calendar.doubts(min(days), max(days))

    def tables(self, month: datetime.date) -> Iterator[DueTable]:
        """Yield a table for each law that governs requests received in the month; mostly one.

        In the first two months of a new law there is one more: for requests sent under the old law.
        """
        framework = self._site.framework
        days = _month_days(month)
        laws = {law.id: law for law in map(framework.for_request, days)}
        for law in laws.values():
            governed = [day for day in days if framework.for_request(day).id == law.id]
            yield self._table(law, governed)
            start = law.requests_from
            older = framework.pack(law.replaces) if law.replaces else None
            if older is not None and start <= governed[-1] and governed[0] < start + _MAX_TRANSIT:
                yield self._table(older, governed, sent_before=start)

    def _table(
        self, law: LawPack, days: Sequence[datetime.date], sent_before: datetime.date | None = None
    ) -> DueTable:
        """Make the table of last days for requests received on some days under a law.

        Args:
            law: The law that governs the requests.
            days: Days of receipt, in order.
            sent_before: Only requests that were sent before this day; `None` for all.
        """
        # By the last of the days: a limit that begins within the month gets a column too.
        columns = tuple(self._columns(law, days[-1]))
        return DueTable(
            law=law,
            columns=columns,
            at_once=tuple(item for item in answers(law) if _is_at_once(item)),
            rows=tuple(self._row(day, law, columns) for day in days),
            sent_before=sent_before,
        )

    def _columns(self, law: LawPack, last_receipt: datetime.date) -> Iterator[DueColumn]:
        """Yield a column for each period of the law, then for each limit of the jurisdiction.

        Answers that have the same period share a column. Those due at once have none: pages name them
        apart.

        Args:
            law: The law that governs the requests.
            last_receipt: The last day of receipt: limits that begin later have no column.
        """
        groups: dict[tuple[Period, ...], list[DueAnswer]] = {}
        for item in answers(law):
            if not _is_at_once(item):
                groups.setdefault(item.periods, []).append(item)
        for periods, members in groups.items():
            yield DueColumn(periods, self._in_words(periods), tuple(members))
        for limit in self._limits:
            if self._limit_applies(limit, last_receipt, law):
                periods = (_period(limit),)
                words = self._site.texts.plain("due.own", words=self._in_words(periods))
                yield DueColumn(periods, words, limit=limit)

    def _limit_applies(self, limit: LocalLimit, received: datetime.date, law: LawPack) -> bool:
        """Tell whether a local limit applies to a request received on a day under a law.

        It must have begun by then, and must have been set under that law.
        """
        begun = limit.since is None or received >= limit.since
        return begun and _is_set_under(law, limit, self._site.framework)

    def _in_words(self, periods: tuple[Period, ...]) -> str:
        """Return successive periods in words: `10 ngày làm việc`, with the extension that may follow."""
        first, *rest = [f"{value:02d} {PERIOD_UNITS[unit]}" for value, unit in periods]
        return self._site.texts.plain("due.and_more", first=first, more=rest[0]) if rest else first

    def _row(self, day: datetime.date, law: LawPack, columns: tuple[DueColumn, ...]) -> DueRow:
        """Make the row of a day of receipt, with a note if it is a day off or worked in lieu."""
        calendar, note = self._calendar, ""
        if not calendar.is_working_day(day):
            note = "" if calendar.is_weekend_off(day) else calendar.day_off_name(day) or ""
        elif day.weekday() >= _SATURDAY:
            note = self._site.texts["due.made_up"]
        cells = tuple(self._cell(day, law, column) for column in columns)
        weekday = vn_weekday(day)
        return DueRow(day, weekday[:1].upper() + weekday[1:], note, cells)

    def _cell(self, day: datetime.date, law: LawPack, column: DueColumn) -> DueCell:
        """Return the cell of a column for a day of receipt.

        Empty where the column's limit has not begun; words in place of a day beyond the calendar's years.
        """
        if column.limit is not None and not self._limit_applies(column.limit, day, law):
            return DueCell()
        last_day = self._known.last_day(day, column.periods)
        if last_day is None:
            year = self._known.last.year + 1
            return DueCell(self._site.texts.plain("due.unknown_year", year=year))
        words = f"{vn_weekday(last_day.date)}, {vn_date(last_day.date)}"
        return DueCell(words, last_day.date, last_day.certain)


def reckoned_limits(site: SiteContext) -> list[LocalLimit]:
    """Return the jurisdiction's time limits that name a number of days, so that last days can be counted."""
    return [limit for limit in site.place.local_limits if limit.value is not None]


def _period(limit: LocalLimit) -> Period:
    """Return the number of days of a local limit and their unit; calendar days (`ngay`) if it names none."""
    return limit.value or 0, limit.unit or "ngay"


def _is_set_under(law: LawPack, limit: LocalLimit, framework: Framework) -> bool:
    """Tell whether a local limit began while a law was in force, or does not say since when it applies.

    A limit set under an older law shortens that law's periods, not those of a newer one.
    """
    return limit.since is None or framework.in_force(limit.since).id == law.id


def _is_at_once(answer: DueAnswer) -> bool:
    """Tell whether an answer is due on the day of receipt."""
    return all(unit == AT_ONCE for _, unit in answer.periods)


def _month_days(month: datetime.date) -> list[datetime.date]:
    """List the days of a month, given its first day."""
    days = (month + number * _DAY for number in range(31))
    return [day for day in days if day.month == month.month]


# The data of the deadline calculator: a table of last days, so that the browser counts nothing itself.

_SUNDAY = datetime.date(2026, 11, 1)  # any Sunday, to name the weekdays from
# Marks of days in the data; each occasion of days off (Tết, 2/9) gets the next character from `3` on.
_WEEKEND, _WORKED, _WORKED_IN_LIEU, _OCCASION = "0", "1", "2", ord("3")
# Data for scripts, without blanks.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# In place of a column's number: an answer due at once is due on the day of receipt, and has no column.
_NO_COLUMN = -1
# Texts that the calculator's script shows.
_TEXTS = (
    *("due.status", "due.none", "due.no_calendar", "due.no_days", "due.outside", "due.no_law"),
    *("due.sent_late", "due.by", "due.citation", "due.local", "due.received", "due.not_counted"),
    *("due.at_once", "due.first_over", "due.first_not_counted", "due.full", "due.shifted"),
    *("due.working", "due.skipped", "due.worked", "due.last", "due.doubt"),
)


class LastDayTable:
    """The last day of each period for each day of receipt in three years, stored compactly.

    Each period has a column. The last day is stored as its index among the working days: first the
    index for the first day of receipt, then for each further day of receipt a step, 0 or 1, by which
    the index grows. The steps are much the same for any number of working days, so columns share them.

    Attributes:
        first: The first day of receipt.
        last: The last day of receipt.
    """

    def __init__(self, calendar: Calendar, around: int) -> None:
        """Begin a table without columns.

        Args:
            calendar: The working days; years that it does not cover are left out.
            around: The year in the middle of the three.
        """
        self._calendar = calendar
        self._known = KnownDays(calendar)
        self.first = max(datetime.date(around - 1, 1, 1), self._known.first)
        self.last = min(datetime.date(around + 1, 12, 31), self._known.last)
        # Up to the calendar's end: a period that follows another may begin after the last day of receipt.
        numbers = range(self.first.toordinal(), self._known.last.toordinal() + 1)
        self._days = tuple(map(datetime.date.fromordinal, numbers))
        self._columns: dict[Period, Sequence[int]] = {}

    def columns(self, periods: Sequence[Period]) -> list[int]:
        """Return the number of each period's column, -1 for “at once”; add the columns that are missing."""
        for period in periods:
            if period not in self._columns and period[1] != AT_ONCE:
                self._columns[period] = tuple(self._last_day_places(period))
        numbers = {period: number for number, period in enumerate(self._columns)}
        return [numbers.get(period, _NO_COLUMN) for period in periods]

    def as_json_data(self, texts: Texts) -> dict[str, object]:
        """Encode the table for the script in the browser.

        Returns:
            `first` and `last` day of receipt; `days`, a mark for each day of the calendar from the
            first on; `occasions`, the reason for days off by mark; `steps`, strings of 0 and 1 that
            columns share; `columns`, one for each period: (place in `days` of the last day for a
            request of day `first`; index in `steps`, of which the column uses as many signs as it
            needs; number of days of receipt covered; text key, number of days and first day named
            in the explanation).
        """
        marks = self._occasion_marks(texts)
        steps = {period: _step_signs(column) for period, column in self._columns.items()}
        shared = _shared_steps(steps.values())
        return {
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "days": "".join(self._day_mark(day, marks, texts) for day in self._days),
            "occasions": {mark: name for name, mark in marks.items()},
            "steps": shared,
            "columns": [
                (
                    column[0] if column else 0,
                    next(n for n, text in enumerate(shared) if text.startswith(steps[period])),
                    len(column),
                    *_explanation(*period),
                )
                for period, column in self._columns.items()
            ],
        }

    def _occasion_marks(self, texts: Texts) -> dict[str, str]:
        """Return reason for days off → the one letter that stands for it in `days`; none for weekends."""
        marks: dict[str, str] = {}
        for day in self._days:
            name = self._calendar.day_off_name(day)
            if name is not None and not self._calendar.is_weekend_off(day):
                marks.setdefault(texts.marked(name), chr(_OCCASION + len(marks)))
        return marks

    def _last_day_places(self, period: Period) -> Iterator[int]:
        """Yield a period's last day for each day of receipt, as an index among the working days.

        The count starts after the first day of receipt, and ends with the calendar.
        """
        begin, end = self.first.toordinal(), self._known.last.toordinal()
        before = self._known.last_place(begin, 0, "ngay") or 0
        for start in range(begin, end + 1):
            place = self._known.last_place(start, *period)
            if place is None:
                return
            yield place - before

    def _day_mark(self, day: datetime.date, occasions: Mapping[str, str], texts: Texts) -> str:
        """Return the mark of a day: working day, worked in lieu, weekend, or the occasion it is off for.

        Args:
            day: The day.
            occasions: Mark by the reason for days off, as shown to readers.
            texts: The language of those reasons.
        """
        if self._calendar.is_working_day(day):
            return _WORKED_IN_LIEU if day.weekday() >= _SATURDAY else _WORKED
        if self._calendar.is_weekend_off(day):
            return _WEEKEND
        return occasions[texts.marked(self._calendar.day_off_name(day) or "")]


def request_data(site: SiteContext, as_of: datetime.date) -> str:
    """Return the script that holds the deadline calculator's data: last days, laws, limits, texts.

    It is a classic script that calls `accessInfoRequest` of `request.js`, so that it is read from
    a folder (`file:`) and under a strict policy as well.

    Args:
        site: What pages share.
        as_of: A day of the year in the middle of the table.
    """
    calendar = site.framework.calendar
    texts = site.texts
    table = LastDayTable(calendar, as_of.year)
    # The newest first: the script takes the first that has begun by the day of receipt.
    laws = [_law_data(law, site, table) for law in reversed(site.framework.packs)]
    data = {
        **table.as_json_data(texts),
        "unknown": max(calendar.years) + 1,
        "laws": laws,
        "doubts": list(_doubtful_spans(calendar, table.first, texts)),
        "weekdays": [texts.words(vn_weekday(_SUNDAY + number * _DAY)) for number in range(7)],
        "texts": {key.removeprefix("due."): texts[key] for key in _TEXTS},
    }
    return f"accessInfoRequest({_json(data)});\n"


def _law_data(law: LawPack, site: SiteContext, table: LastDayTable) -> dict[str, object]:
    """Describe a law for the calculator: its answers, and the jurisdiction's limits set under it."""
    return {
        "name": site.texts.words(law.full_name),
        "from": law.requests_from.isoformat(),
        "answers": [
            *(_answer_data(item, law, site, table) for item in answers(law)),
            *(
                _limit_data(limit, site.texts, table)
                for limit in reckoned_limits(site)
                if _is_set_under(law, limit, site.framework)
            ),
        ],
    }


def _answer_data(
    answer: DueAnswer, law: LawPack, site: SiteContext, table: LastDayTable
) -> dict[str, object]:
    """Describe an answer that a law demands for the calculator: its name, its columns, its legal basis."""
    texts, deadline = site.texts, answer.deadline
    return {
        "what": texts.words(deadline.what),
        "columns": table.columns(answer.periods),
        "citation": texts.marked(deadline.citation) + Marks(law, texts)(deadline),
    }


def _limit_data(limit: LocalLimit, texts: Texts, table: LastDayTable) -> dict[str, object]:
    """Describe a time limit of the jurisdiction for the calculator, as `_answer_data` does the law's."""
    return {
        "what": texts.words(limit.what or ""),
        "columns": table.columns([_period(limit)]),
        "citation": texts.marked(limit.act) if limit.act else "",
        "local": 1,
        **({"since": limit.since.isoformat()} if limit.since else {}),
    }


def _explanation(value: int, unit: str) -> tuple[str, int, int]:
    """Return how the calculator explains a last day: text key, number of days, first day named in the text.

    Of working days the text names every counted day, from day 1; of calendar days (`ngay`) only the
    last one, `value`, and the days off to which it may be put off.
    """
    return ("full", value, value) if unit == "ngay" else ("working", value, 1)


def _doubtful_spans(
    calendar: Calendar, first: datetime.date, texts: Texts
) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, reason) of spans in which days off may still change, so that last days may too.

    These are years whose days off are not official yet, and single days left open in an official
    one. Start and end are numbers of days after `first`.
    """
    for year in range(first.year, max(calendar.years) + 1):
        start, end = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        if calendar.status(year) is not DaysOffStatus.OFFICIAL:
            reason = calendar.doubts(start, start)[0]
            yield (start - first).days, (end - first).days, texts.marked(reason)
        for item in calendar.years[year].open_days if year in calendar.years else ():
            if item.day not in calendar.local:
                number = (item.day - first).days
                yield number, number, texts.marked(calendar.doubts(item.day, item.day)[-1])


def _step_signs(places: Sequence[int]) -> str:
    """Return the differences between neighbouring indexes as characters: `[4, 4, 5]` → `"001"`.

    From one day of receipt to the next the last day moves by no more than one working day.
    """
    pairs = itertools.pairwise([*places[:1], *places])
    return "".join(str(place - before) for before, place in pairs)


def _shared_steps(steps: Collection[str]) -> list[str]:
    """Return those steps that are no beginning of others: a column that needs fewer uses their first part."""
    shared: list[str] = []
    for text in sorted(steps, key=len, reverse=True):
        if not any(longer.startswith(text) for longer in shared):
            shared.append(text)
    return shared


# Parts of agencies' pages that depend on the law alone, so they are rendered once for all agencies.


def deadlines(law: LawPack, stages: tuple[str, ...]) -> list[Deadline]:
    """List the law's deadlines of some stages of a request, in the order of the stages."""
    return [deadline for stage in stages for deadline in law.deadlines_for(stage)]


def law_part(name: str, law: LawPack, site: SiteContext, **values: object) -> markupsafe.Markup:
    """Render a part of pages, or return it if an agency under the same law and depth has it already.

    Args:
        name: Name of the template, without folder and ending.
        law: The law.
        site: What pages share; keeps the parts.
        values: Further values for the template: `depth` and `local_limits` distinguish the parts kept,
            all others depend on the law.
    """
    key = (name, law.id, values.get("depth"), values.get("local_limits"))
    if key not in site.parts:
        env = environment(site.language)
        template = env.get_template(f"parts/{name}.html.jinja")
        site.parts[key] = markupsafe.Markup(  # noqa: S704 - rendered with autoescape
            template.render(law=law, mark=Marks(law, site.texts), **values)
        )
    return site.parts[key]


def form_page_name(form: ProcedureForm) -> str:
    """Return the path, below the front page, of the page on which a form is filled in or printed."""
    return f"{ASK}/{form_slug(form)}"


def form_slug(form: ProcedureForm) -> str:
    """Return the part of addresses and element ids that names a form: `phieu-01a`."""
    return f"phieu-{form.id.lower()}"


def counting_unverified(site: SiteContext) -> bool:
    """Tell whether a rule by which the laws' time limits are counted is unverified; pages then warn."""
    rules = site.framework.calendar.rules
    return any(
        rule.verification is Verification.UNVERIFIED for rule in (rules.first_day, rules.last_day)
    )


def borrowed_note(law: LawPack, part: str) -> str:
    """Return the note on a part of a law pack that is taken over from the law before; "" without one.

    Args:
        law: The law.
        part: Name of the part: `bieu_mau`, `quy_che`.
    """
    return next((item.note for item in law.borrows if part in item.parts), "")


def local_limits(
    law: LawPack, site: SiteContext, as_of: AsOf, kind: AgencyKind
) -> Iterator[LocalLimit]:
    """Yield the jurisdiction's time limits for agencies of a kind that have begun and were set under a law.

    A province's limits don't bind a ministry or other central agency.
    """
    if kind.is_central and not site.place.kind.is_central:
        return
    for limit in site.place.local_limits:
        begun = limit.since is None or as_of.reached(limit.since)
        if begun and _is_set_under(law, limit, site.framework):
            yield limit


def request_part(
    law: LawPack, site: SiteContext, depth: int, limits: tuple[LocalLimit, ...]
) -> markupsafe.Markup:
    """Render deadlines, costs, forms and refusals under a law, with the jurisdiction's limits.

    Args:
        law: The law in force.
        site: What pages share.
        depth: Folders that the page lies in below the site's root.
        limits: The jurisdiction's own time limits.
    """

    def href(name: str) -> str:
        """Return the link from the page to a page about all agencies."""
        return "../" * depth + site.urls.address(site.urls.site(name))

    before = None
    older = site.framework.pack(law.replaces) if law.replaces else None
    for transition in law.transitions:
        if transition.requests_before is not None and older is not None:
            before = {
                "date": transition.requests_before,
                "law": older,
                "href": f"{href(law_page_name(older))}#thoi-han",
            }
    return law_part(
        "request_law",
        law,
        site,
        depth=depth,
        deadlines=deadlines(law, STAGES),
        local_limits=limits,
        time_units=TIME_UNITS,
        before=before,
        forms=[(href(form_page_name(form)), form) for form in law.forms if form.is_requesters],
        law_page=href(law_page_name(law)),
    )


# The form for a request: filled in the browser, printed empty, never sent or stored by us.


class ShownField(NamedTuple):
    """A field of the request form, with the laws whose form has it.

    Attributes:
        field: The field.
        laws: Ids of the laws; empty if every law's form has the field.
    """

    field: FormField
    laws: tuple[str, ...]


class ShownForm(NamedTuple):
    """A request form as shown in the browser, with the fields of all laws: the day decides which apply.

    Attributes:
        form: The form under the law in force.
        notes: Each law and its note on the form, newest law first.
        fields: The confirmed fields of every law, in order.
    """

    form: ProcedureForm
    notes: tuple[tuple[LawPack, str], ...]
    fields: tuple[ShownField, ...]

    @property
    def slug(self) -> str:
        """The part of addresses and element ids that names the form: `phieu-01a`."""
        return form_slug(self.form)


def shown_forms(framework: Framework, current: LawPack) -> Iterator[ShownForm]:
    """Yield the law in force's forms that a requester fills in, each with its versions in other laws."""
    for form in current.forms:
        if not form.is_requesters:
            continue
        versions = [
            (law, other)
            for law in reversed(framework.packs)
            for other in law.forms
            if other.id == form.id
        ]
        yield ShownForm(
            form=form,
            notes=tuple((law, other.note or "") for law, other in versions),
            fields=tuple(_fields(versions)),
        )


def _fields(versions: list[tuple[LawPack, ProcedureForm]]) -> Iterator[ShownField]:
    """Yield each field of any law's version of a form: the longest version's first, then the others'.

    Fields of two versions are the same by id, or by title where they have no id.
    """
    longest = max((form for _, form in versions), key=lambda form: len(form.confirmed_fields))
    by_key = {item.id or item.title: item for item in longest.confirmed_fields}
    for _, form in versions:
        for item in form.confirmed_fields:
            by_key.setdefault(item.id or item.title, item)
    for key, item in by_key.items():
        laws = tuple(
            law.id
            for law, form in versions
            if any(key == (other.id or other.title) for other in form.confirmed_fields)
        )
        yield ShownField(item, () if len(laws) == len(versions) else laws)


def head(
    site: SiteContext,
    path: str,
    *,
    works: bool = True,
    form: bool = False,
    search: bool = False,
) -> str:
    """Render the links to styles and scripts in the head of a page with a request form or calculator.

    Args:
        site: What pages share.
        path: Logical path of the page.
        works: Whether the page needs scripts; `False` for one that is only read or printed.
        form: Whether the page has a form to fill in.
        search: Whether the page has a search box of its own, which only needs styles at first.
    """
    styles = style(site, path, "request", *(["search"] if search and site.features.search else []))
    if not works:
        return styles
    scripts = script(
        site,
        path,
        "request",
        *(["request-form"] if form else []),
        when=BEFORE_PAINTING if search else "defer",
    )
    data = site.urls.relative_file(path, site.urls.site(REQUEST_DATA))
    return f'{styles}{scripts}<script src="{data}" defer></script>'


def search_index(site: SiteContext, path: str) -> str:
    """Return the relative address of the search index's folder; "" if there is no search."""
    if not site.features.search:
        return ""
    return site.urls.relative_file(path, site.urls.shared(INDEX)) + "/"


# The agencies that receive requests, with their contacts, as data for the form in the browser.

# Agencies in one file of data; each takes some 60 bytes, compressed.
_MAX_RECEIVERS = 60


def receiver_files(agencies: int) -> int:
    """Return into how many data files a number of agencies is divided; a form loads one of them."""
    return max(1, -(-agencies // _MAX_RECEIVERS))


def receiver_scripts(
    summaries: Sequence[AgencySummary], site: SiteContext
) -> Iterator[tuple[str, str]]:
    """Yield path and text of the files that hold the agencies' names and contacts for the request form.

    Each is a classic script, so that it also loads from a folder (`file:`). Agencies that have ended
    are left out.

    Args:
        summaries: All agencies.
        site: What pages share.
    """
    living = sorted((each for each in summaries if not each.ended), key=lambda each: each.id)
    count = receiver_files(len(living))
    files: list[dict[str, dict[str, object]]] = [{} for _ in range(count)]
    for agency in living:
        # The script in the browser computes the number of an agency's file in the same way.
        files[sum(map(ord, agency.id)) % count][agency.id] = _receiver(agency)
    oversight, office = site.place.oversight, Reach()
    if oversight is not None:
        office = Reach(
            unit=oversight.name or "",
            phone=oversight.phone or "",
            email=oversight.email or "",
            address=oversight.address or "",
        )
    for number, agencies in enumerate(files):
        data = _json({"office": _known_ways(office), "agencies": agencies})
        yield site.urls.shared(f"{RECEIVERS}/{number}.js"), f"accessInfoReceivers({data});\n"


def _receiver(agency: AgencySummary) -> dict[str, object]:
    """Describe an agency for the request form: name, whether it is a central one, its contacts."""
    kind = AGENCY_KINDS.get(agency.type)
    national = {"national": 1} if kind is not None and kind.is_central else {}
    return {"name": agency.name, **national, **_known_ways(agency.reach)}


def _known_ways(reach: Reach) -> dict[str, object]:
    """Return the contacts (unit, phone, email, address) that are known, by name."""
    return {way: address for way, address in dataclasses.asdict(reach).items() if address}
