"""Parts of pages that lead to a request: the form, the law's periods, days due."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
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
    AgencySummary,
    Marks,
    Reach,
    SiteContext,
    law_page_name,
    script,
    style,
)

# Deadlines of a request: tables of last days by month of receipt.

_DAY = datetime.timedelta(days=1)
_SATURDAY = 5
_ON_ITS_WAY = datetime.timedelta(days=60)


class DueColumn(NamedTuple):
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
    limit: LocalLimit | None = None


class DueCell(NamedTuple):
    """A last day, or why there is none.

    Attributes:
        words: The day, or why there is none; empty where the column does not hold yet.
        date: The day, if there is one.
        certain: Whether all days that it hangs on have been announced.
    """

    words: str = ""
    date: datetime.date | None = None
    certain: bool = True


class DueRow(NamedTuple):
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


class DueTable(NamedTuple):
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
        self._limits = reckoned_limits(site)

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
        return self._calendar.doubts(min(days), max(days))

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
        """Make the table of some days under a law."""
        columns = tuple(self._columns(law, days[-1]))
        return DueTable(
            law=law,
            columns=columns,
            at_once=tuple(item for item in answers(law) if _is_at_once(item)),
            rows=tuple(self._row(day, law, columns) for day in days),
            sent_before=sent_before,
        )

    def _columns(self, law: LawPack, last: datetime.date) -> Iterator[DueColumn]:
        """Yield a column for each period of the law, then for each limit of the jurisdiction that holds."""
        groups: dict[tuple[Period, ...], list[DueAnswer]] = {}
        for item in answers(law):
            if not _is_at_once(item):
                groups.setdefault(item.periods, []).append(item)
        for periods, members in groups.items():
            yield DueColumn(periods, self._words(periods), tuple(members))
        for limit in self._limits:
            if self._holds(limit, last, law):
                periods = (_period(limit),)
                words = self._site.texts.plain("due.own", words=self._words(periods))
                yield DueColumn(periods, words, limit=limit)

    def _holds(self, limit: LocalLimit, received: datetime.date, law: LawPack) -> bool:
        """Tell whether a limit holds for a request received on a day, under a law."""
        begun = limit.since is None or received >= limit.since
        return begun and _is_set_under(law, limit, self._site.framework)

    def _words(self, periods: tuple[Period, ...]) -> str:
        """Write successive periods: `10 ngày làm việc`, with what may be added."""
        first, *rest = [f"{value:02d} {PERIOD_UNITS[unit]}" for value, unit in periods]
        return self._site.texts.plain("due.and_more", first=first, more=rest[0]) if rest else first

    def _row(self, day: datetime.date, law: LawPack, columns: tuple[DueColumn, ...]) -> DueRow:
        """Make the row of a day of receipt."""
        calendar, note = self._calendar, ""
        if not calendar.is_working_day(day):
            note = "" if calendar.is_weekend_off(day) else calendar.day_off_name(day) or ""
        elif day.weekday() >= _SATURDAY:
            note = self._site.texts["due.made_up"]
        cells = tuple(self._cell(day, law, column) for column in columns)
        weekday = vn_weekday(day)
        return DueRow(day, weekday[:1].upper() + weekday[1:], note, cells)

    def _cell(self, day: datetime.date, law: LawPack, column: DueColumn) -> DueCell:
        """Return the last day of a column for a day of receipt, or why there is none."""
        if column.limit is not None and not self._holds(column.limit, day, law):
            return DueCell()
        last_day = self._known.last_day(day, column.periods)
        if last_day is None:
            year = self._known.last.year + 1
            return DueCell(self._site.texts.plain("due.unknown_year", year=year))
        words = f"{vn_weekday(last_day.date)}, {vn_date(last_day.date)}"
        return DueCell(words, last_day.date, last_day.certain)


def reckoned_limits(site: SiteContext) -> list[LocalLimit]:
    """Return the jurisdiction's time limits that name a number of days."""
    return [limit for limit in site.place.local_limits if limit.value is not None]


def _period(limit: LocalLimit) -> Period:
    """Return the number of days of a limit, and their unit."""
    return limit.value or 0, limit.unit or "ngay"


def _is_set_under(law: LawPack, limit: LocalLimit, framework: Framework) -> bool:
    """Tell whether a limit was set under a law, or does not say since when it holds."""
    return limit.since is None or framework.in_force(limit.since).id == law.id


def _is_at_once(answer: DueAnswer) -> bool:
    """Tell whether an answer is due on the day of receipt."""
    return all(unit == AT_ONCE for _, unit in answer.periods)


def _month_days(month: datetime.date) -> list[datetime.date]:
    """List the days of the month that begins on a day."""
    days = (month + number * _DAY for number in range(31))
    return [day for day in days if day.month == month.month]


# The data of the calculator of deadlines: a table of last days, which the browser only looks up.

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
        """Return the sign of a day: worked, a weekend, or the occasion that it is off for."""
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
                _limit(limit, site.texts, table)
                for limit in reckoned_limits(site)
                if _is_set_under(law, limit, site.framework)
            ),
        ],
    }


def _answer(
    answer: DueAnswer, law: LawPack, site: SiteContext, table: LastDayTable
) -> dict[str, object]:
    """Describe an answer for the script: what is done, in which columns its last day stands, by what."""
    texts, deadline = site.texts, answer.deadline
    return {
        "what": texts.words(deadline.what),
        "columns": table.columns(answer.periods),
        "citation": texts.marked(deadline.citation) + Marks(law, texts)(deadline),
    }


def _limit(limit: LocalLimit, texts: Texts, table: LastDayTable) -> dict[str, object]:
    """Describe a time limit of the jurisdiction for the script, as `_answer` does one of a law."""
    return {
        "what": texts.words(limit.what or ""),
        "columns": table.columns([_period(limit)]),
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
            reason = calendar.doubts(start, start)[0]
            yield (start - first).days, (end - first).days, texts.marked(reason)
        for item in calendar.years[year].open_days if year in calendar.years else ():
            if item.day not in calendar.local:
                number = (item.day - first).days
                yield number, number, texts.marked(calendar.doubts(item.day, item.day)[-1])


def _days(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    return map(datetime.date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _steps(places: Sequence[int]) -> str:
    """Write how far each place lies after the one before it: a day later, 0 or 1."""
    pairs = itertools.pairwise([*places[:1], *places])
    return "".join(str(place - before) for before, place in pairs)


# Parts of agencies' pages that come from the law alone, rendered once for all agencies.


def deadlines(law: LawPack, stages: tuple[str, ...]) -> list[Deadline]:
    """List the law's periods of some stages, in the order of the stages."""
    return [deadline for stage in stages for deadline in law.deadlines_for(stage)]


def law_part(name: str, law: LawPack, site: SiteContext, **values: object) -> markupsafe.Markup:
    """Render a part of pages once for each law, depth and local limits; keep it for other agencies."""
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
    """Return a form's part of an address and of element ids."""
    return f"phieu-{form.id.lower()}"


def counting_unverified(site: SiteContext) -> bool:
    """Tell whether a rule by which time limits of the laws are counted is unverified."""
    rules = site.framework.calendar.rules
    return any(
        rule.verification is Verification.UNVERIFIED for rule in (rules.first_day, rules.last_day)
    )


def borrowed_note(law: LawPack, part: str) -> str:
    """Return the note on a part that a law borrows from the law before; "" if there is none."""
    return next((item.note for item in law.borrows if part in item.parts), "")


def local_limits(
    law: LawPack, site: SiteContext, as_of: AsOf, kind: AgencyKind
) -> Iterator[LocalLimit]:
    """Yield the jurisdiction's time limits that have begun and were set under a law.

    A province decides nothing for a ministry.
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
    """A field of a form with the laws under which it is asked for.

    Attributes:
        field: The field.
        laws: Ids of those laws; empty if that is every law.
    """

    field: FormField
    laws: tuple[str, ...]


class ShownForm(NamedTuple):
    """A form as all laws together know it.

    Attributes:
        form: As the law in force has it.
        notes: Law and what must be said of the form under it, newest law first.
        fields: The confirmed fields of every law, in order.
    """

    form: ProcedureForm
    notes: tuple[tuple[LawPack, str], ...]
    fields: tuple[ShownField, ...]

    @property
    def slug(self) -> str:
        """The form's part of an address and of element ids."""
        return form_slug(self.form)


def shown_forms(framework: Framework, current: LawPack) -> Iterator[ShownForm]:
    """Yield the forms that a requester fills in, by the law in force."""
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
    """Yield each field that any version has: the longest version's first, then the others'."""
    longest = max((form for _, form in versions), key=lambda form: len(form.confirmed_fields))
    known = {item.id or item.title: item for item in longest.confirmed_fields}
    for _, form in versions:
        for item in form.confirmed_fields:
            known.setdefault(item.id or item.title, item)
    for key, item in known.items():
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
    """Render links to styles and scripts of a page with a form or a calculator, in running order.

    Args:
        site: What pages share.
        path: Logical path of the page.
        works: Whether there is more to do than to read and to print.
        form: Whether the page has a form to fill in.
        search: Whether the page has a search box of its own, fetched by those who turn to it.
    """
    styles = style(site, path, "request", *(["search"] if search and site.features.search else []))
    if not works:
        return styles
    scripts = script(site, path, "request", *(["request-form"] if form else []))
    data = site.urls.relative_file(path, site.urls.site(REQUEST_DATA))
    return f'{styles}{scripts}<script src="{data}" defer></script>'


def search_index(site: SiteContext, path: str) -> str:
    """Return the relative address of the search index's folder; "" if there is no search."""
    if not site.features.search:
        return ""
    return site.urls.relative_file(path, site.urls.shared(INDEX)) + "/"


# The data of those who receive requests, for the form in the browser.

# An agency takes some 60 bytes on the wire, compressed.
_MAX_RECEIVERS = 60


def receiver_files(agencies: int) -> int:
    """Return among how many files the living agencies of a site are divided."""
    return max(1, -(-agencies // _MAX_RECEIVERS))


def receiver_scripts(
    summaries: Sequence[AgencySummary], site: SiteContext
) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file: a classic script, which is read from a folder as well.

    Args:
        summaries: All agencies.
        site: What pages share.
    """
    living = sorted((each for each in summaries if not each.ended), key=lambda each: each.id)
    count = receiver_files(len(living))
    files: list[dict[str, dict[str, object]]] = [{} for _ in range(count)]
    for agency in living:
        # As the script reckons the number of an agency's file.
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
        data = json.dumps(
            {"office": _stated(office), "agencies": agencies},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        yield site.urls.shared(f"{RECEIVERS}/{number}.js"), f"accessInfoReceivers({data});\n"


def _receiver(agency: AgencySummary) -> dict[str, object]:
    """Describe an agency as the script knows it: name, whether of the state, how it is reached."""
    kind = AGENCY_KINDS.get(agency.type)
    national = {"national": 1} if kind is not None and kind.is_central else {}
    return {"name": agency.name, **national, **_stated(agency.reach)}


def _stated(reach: Reach) -> dict[str, object]:
    """Return the ways in which somebody is reached, without those that are not known."""
    return {way: address for way, address in dataclasses.asdict(reach).items() if address}
