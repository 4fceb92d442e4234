"""Who meets which duty: the province's overview, one page for each duty, lists of what to do."""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from access_info.assessment import STATUSES, AgencyFindings, DutyState, Status
from access_info.assessment.province import (
    DutyCount,
    DutyTask,
    NewKinds,
    Snapshot,
    YearTotal,
    new_kinds,
    status_changes,
    tasks_due_soon,
    tasks_with_status,
    totals_by,
    year_total,
    years_of,
)
from access_info.loading.folders import Boundaries
from access_info.model.as_of import AsOf
from access_info.model.types import vn_date
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.agency.compliance import STATUS_ORDER
from access_info.pages.agency.statistics import law_breaks, mismatches, year_pictures
from access_info.pages.oversight.context import (
    MOST_CHANGES,
    History,
    OversightContext,
    offered_papers,
)
from access_info.pages.oversight.duties import (
    MAX_ROWS,
    AgencyStates,
    agency_states,
    day_words,
    duty_bars,
    duty_lines,
    duty_pages,
    how_page,
    new_kinds_bars,
    rule_pages,
)
from access_info.pages.rendering.environment import vn_number
from access_info.pages.rendering.paths import FIGURES, HOW, MATRIX, OVERSIGHT, STATISTICS, divide
from access_info.pages.rendering.site import AgencySummary, Page, SiteContext

# Lists of what is overdue, due soon or not begun, over all agencies.

SOON, ABSENT = "sap-den-han", "chua-co"
LISTS = {
    "qua-han": ("oversight.overdue", "oversight.overdue_text"),
    SOON: ("oversight.soon", "oversight.soon_text"),
    ABSENT: ("oversight.absent", "oversight.absent_text"),
}


def list_pages(context: OversightContext, name: str, tasks: Sequence[DutyTask]) -> Iterator[Page]:
    """Render one list of things to do: what is overdue, due soon or absent."""
    first = context.list_path(name)
    if name == ABSENT:
        tasks = _most_first(tasks)
    parts = divide(tasks, MAX_ROWS)
    paths = [first if n == 1 else f"{first}/{n}" for n in range(1, len(parts) + 1)]
    title, text = (context.site.texts[key] for key in LISTS[name])
    for number, part in enumerate(parts):
        path = paths[number]
        yield context.page(
            path,
            "oversight_list",
            title=title,
            description=text,
            coming=name == SOON,
            last_column=context.site.texts[
                "oversight.coming" if name == SOON else "standing.lacking_short"
            ],
            groups=[
                (
                    heading,
                    words,
                    _task_rows(context, path, part, extra=extra),
                    _by_agency(context, path, part, extra=extra) if name == ABSENT else [],
                )
                for extra, heading, words in _task_groups(context, tasks, title)
                if any(task.extra is extra for task in part)
            ],
            count=sum(not task.extra for task in tasks),
            extra=sum(task.extra for task in tasks),
            extra_law=context.extra_law,
            index=context.site.urls.relative(path, context.site.urls.site(OVERSIGHT)),
            pages=[context.site.urls.relative(path, other) for other in paths],
            number=number + 1,
        )


def _task_groups(
    context: OversightContext, tasks: Sequence[DutyTask], title: str
) -> Iterator[tuple[bool, str, str]]:
    """Yield two groups, duties and other laws' rules: whether extra, heading, caption."""
    texts = context.site.texts
    yield False, "", title
    agencies = len({task.agency for task in tasks if task.extra})
    bound = sum(
        any(rule in findings.extras for rule in context.rules)
        for findings in context.findings.values()
    )
    heading = texts.plain("oversight.extras", law=context.extra_law)
    yield True, heading, texts.plain("oversight.extra_agencies", count=agencies, of=bound)


def _task_rows(
    context: OversightContext, path: str, tasks: Sequence[DutyTask], *, extra: bool
) -> list[tuple[str, str, str, str, str, DutyState]]:
    """List rows of tasks: link, agency, its type, duty, day, state."""
    return [
        (
            context.agency_href(path, task.agency, task.duty),
            context.agencies[task.agency].short_name,
            AGENCY_TYPES[context.agencies[task.agency].type],
            context.title_of(task.duty),
            day_words(task.state.due),
            task.state,
        )
        for task in tasks
        if task.extra is extra
    ]


def _most_first(tasks: Sequence[DutyTask]) -> list[DutyTask]:
    """Sort tasks by agency, those with the most first; within one, as they were."""
    counts = Counter((task.extra, task.agency) for task in tasks)
    return sorted(
        tasks, key=lambda task: (task.extra, -counts[task.extra, task.agency], task.agency)
    )


def _by_agency(
    context: OversightContext, path: str, tasks: Sequence[DutyTask], *, extra: bool
) -> list[tuple[str, str, str, list[tuple[str, str, str]]]]:
    """Group tasks by agency: link, name, its type; link, words and day of each task."""
    groups: dict[str, list[DutyTask]] = {}
    for task in tasks:
        if task.extra is extra:
            groups.setdefault(task.agency, []).append(task)
    return [
        (
            context.agency_href(path, agency),
            context.agencies[agency].short_name,
            AGENCY_TYPES[context.agencies[agency].type],
            [
                (
                    context.agency_href(path, agency, task.duty),
                    context.absent_words(task.duty),
                    day_words(task.state.due),
                )
                for task in own
            ],
        )
        for agency, own in groups.items()
    ]


# What the overview says first: four numbers, and what became better or worse.


@dataclasses.dataclass(frozen=True, slots=True)
class Headline:
    """A number to be read from far away.

    Attributes:
        look: Its state, as `parts/look.html.jinja` names them.
        href: Where the things that it counts are listed.
        number: How many, as written.
        words: What it counts.
        more: Where, by when, and how it has changed.
    """

    look: str
    href: str
    number: str
    words: str
    more: str


def headlines(
    context: OversightContext,
    history: History,
    tasks: Mapping[str, Sequence[DutyTask]],
    path: str,
) -> list[Headline]:
    """Count what is overdue, absent, due soon and met, rules of other laws left out.

    Args:
        context: What all pages of the overview rest on.
        history: How duties stood on earlier days.
        tasks: What must be done, by list.
        path: Logical path of the page.
    """
    texts, urls = context.site.texts, context.site.urls
    found = []
    for name, look, status in (
        ("qua-han", "late", Status.OVERDUE),
        ("chua-co", "miss", Status.ABSENT),
        (SOON, "soon", None),
    ):
        own = [task for task in tasks[name] if not task.extra]
        more = []
        if own and status is None:
            more.append(
                texts.plain(
                    "oversight.earliest", date=day_words(min(task.state.due for task in own))
                )
            )
        elif own:
            count = vn_number(len({task.agency for task in own}))
            more.append(texts.plain("oversight.at_agencies", count=count))
        if status is not None:
            more.append(_change(context, history, status, len(own)))
        found.append(
            Headline(
                look,
                urls.relative(path, context.list_path(name)),
                vn_number(len(own)),
                texts[f"oversight.stat_{look}"],
                " · ".join(filter(None, more)),
            )
        )
    met = sum(count.count(Status.MET) for count in context.duties)
    of = sum(count.applies for count in context.duties)
    more = [
        texts.plain("oversight.of_all", count=vn_number(of)),
        _change(context, history, Status.MET, met),
    ]
    found.append(
        Headline(
            "good",
            urls.relative(path, urls.site(MATRIX)),
            vn_number(met),
            STATUSES[Status.MET],
            " · ".join(filter(None, more)),
        )
    )
    return found


def _change(context: OversightContext, history: History, status: str, now: int) -> str:
    """Say how a number has changed since the last earlier day; "" under another law, or none."""
    before = history.before
    if before is None or before.law != context.law.id:
        return ""
    was = sum(
        state == status for agency in before.agencies.values() for state in agency.duties.values()
    )
    key = "more" if now > was else "fewer" if now < was else "same"
    return context.site.texts.plain(
        f"oversight.{key}_than", count=vn_number(abs(now - was)), date=vn_date(before.as_of)
    )


@dataclasses.dataclass(frozen=True, slots=True)
class AlikeChange:
    """What happened to one duty, alike at some agencies.

    Attributes:
        duty: Its title.
        href: Its page.
        words: From which state to which.
        agencies: Link and short name of each.
        more: How many further agencies there are.
    """

    duty: str
    href: str
    words: str
    agencies: tuple[tuple[str, str], ...]
    more: int


def changes(
    context: OversightContext, history: History, path: str
) -> Iterator[tuple[str, str, int, list[AlikeChange]]]:
    """Group what changed since the last earlier day: id, heading, how many, changes by duty.

    Args:
        context: What all pages of the overview rest on.
        history: How duties stood on earlier days.
        path: Logical path of the page.
    """
    if history.before is None:
        return
    kinds: dict[str, dict[tuple[str, str, str], list[str]]] = {}
    for agency, duty, was, now in status_changes(history.before, context.findings):
        kind = kinds.setdefault(_kind(was, now), {})
        kind.setdefault((duty, was, now), []).append(agency)
    texts, urls = context.site.texts, context.site.urls
    for name in ("tot-len", "xau-di", "khac"):
        shown = [
            AlikeChange(
                context.title_of(duty),
                urls.relative(path, context.duty_path(duty)),
                texts.plain("oversight.from_to", was=STATUSES.get(was, was), now=STATUSES[now]),
                tuple(
                    (context.agency_href(path, agency, duty), context.agencies[agency].short_name)
                    for agency in agencies[:MOST_CHANGES]
                ),
                max(0, len(agencies) - MOST_CHANGES),
            )
            for (duty, was, now), agencies in kinds.get(name, {}).items()
        ]
        if shown:
            count = sum(len(change.agencies) + change.more for change in shown)
            yield name, texts[f"oversight.{_KEYS[name]}"], count, shown


_KEYS = {"tot-len": "better", "xau-di": "worse", "khac": "otherwise"}


def _kind(was: str, now: str) -> str:
    """Tell whether a duty is met better, worse, or can not be compared."""
    if was not in STATUS_ORDER or now not in STATUS_ORDER:
        return "khac"
    return "tot-len" if STATUS_ORDER.index(now) < STATUS_ORDER.index(was) else "xau-di"


# Requests and answers of the whole jurisdiction, by year, type of agency and former district.

MOST_YEARS = 6
# Sentences and agencies' own words beyond this are left to each agency's own page.
MOST_ENTRIES = 300
T = TypeVar("T")
STATISTICS_SHOWN = (
    "received",
    "full",
    "partial",
    "refused",
    "transferred",
    "withdrawn",
    "pending",
    "late",
    "complaints",
    "lawsuits",
    "costs",
    "proactive",
)


def figures_page(context: OversightContext) -> Page:
    """Render the page of requests and answers of the whole jurisdiction."""
    site = context.site
    path = site.urls.site(FIGURES)
    years = years_of(context.findings)[:MOST_YEARS]
    totals = [_whole(context, year) for year in years]
    return context.page(
        path,
        "oversight_figures",
        title=site.texts["oversight.figures"],
        description=site.texts["oversight.figures_text"],
        totals=totals,
        pictures=year_pictures(
            totals,
            [
                figures.refused
                for findings in context.findings.values()
                for figures in findings.years
                if figures.year in years
            ],
            site.framework,
            site.texts,
            breaks={
                year: sentences
                for year in years
                if (sentences := list(law_breaks(year, site.framework, site.texts)))
            },
        ),
        years=[
            (year, list(_by_type(context, year)), list(_by_district(context, year)))
            for year in years
        ],
        wrong=_within([(year, list(_disagreeing(context, path, year))) for year in years]),
        words=_within([(year, list(_agency_remarks(context, path, year))) for year in years]),
        columns=[(name, site.texts[f"statistics.{name}"]) for name in STATISTICS_SHOWN],
        index=site.urls.relative(path, site.urls.site(OVERSIGHT)),
    )


def _within(years: Sequence[tuple[int, list[T]]]) -> list[tuple[int, list[T]]]:
    """Keep the newest year, and those before it as long as a page can hold their entries."""
    shown: list[tuple[int, list[T]]] = []
    count = 0
    for year, entries in years:
        count += len(entries)
        if shown and count > MOST_ENTRIES:
            break
        shown.append((year, entries))
    return shown


def _whole(context: OversightContext, year: int) -> YearTotal:
    members = [
        figures
        for findings in context.findings.values()
        for figures in findings.years
        if figures.year == year
    ]
    return year_total("", year, members)


def _by_type(context: OversightContext, year: int) -> Iterator[YearTotal]:
    totals = totals_by(
        context.findings, lambda agency: AGENCY_TYPES[context.agencies[agency].type], year
    )
    order = list(AGENCY_TYPES.values())
    yield from sorted(totals, key=lambda year_total: order.index(year_total.label))


def _by_district(context: OversightContext, year: int) -> Iterator[YearTotal]:
    yield from totals_by(context.findings, lambda agency: context.findings[agency].district, year)


def _disagreeing(
    context: OversightContext, path: str, year: int
) -> Iterator[tuple[str, str, list[str]]]:
    """Yield agencies whose figures of a year do not agree: link to them, name, sentences."""
    urls, texts = context.site.urls, context.site.texts
    for agency, findings in context.findings.items():
        for figures in findings.years:
            if figures.year == year and figures.wrong:
                href = urls.relative(path, urls.agency(agency, STATISTICS))
                yield (
                    f"{href}#nam-{year}",
                    context.agencies[agency].short_name,
                    list(mismatches(figures.wrong, texts)),
                )


def _agency_remarks(
    context: OversightContext, path: str, year: int
) -> Iterator[tuple[str, str, str, str]]:
    """Yield agencies' own words on a year: link, name, difficulties, proposals."""
    for agency, findings in context.findings.items():
        for figures in findings.years:
            if figures.year == year and (figures.difficulties or figures.proposals):
                yield (
                    context.agency_href(path, agency),
                    context.agencies[agency].short_name,
                    figures.difficulties,
                    figures.proposals,
                )


# Agencies against duties: a table for each type of agency, and one of all while it fits.

# A phone still shows so many rows without a wait.
MAX_AGENCIES_IN_MATRIX = 120


def matrix_pages(context: OversightContext) -> Iterator[Page]:
    """Render the table of all agencies, empty where they are too many, and one for each type."""
    living = [agency for agency, findings in context.findings.items() if not findings.ended]
    urls = context.site.urls
    first = urls.site(MATRIX)
    by_type = {
        type_: [agency for agency in living if context.agencies[agency].type == type_]
        for type_ in AGENCY_TYPES
    }
    tabs = [
        (urls.site(f"{MATRIX}/{type_}"), AGENCY_TYPES[type_], members)
        for type_, members in by_type.items()
        if members
    ]
    whole = len(living) <= MAX_AGENCIES_IN_MATRIX
    yield from _divided(context, first, "", living if whole else [], tabs)
    for path, label, members in tabs:
        yield from _divided(context, path, label, members, tabs)


def _divided(
    context: OversightContext,
    first: str,
    label: str,
    members: Sequence[str],
    tabs: Sequence[tuple[str, str, Sequence[str]]],
) -> Iterator[Page]:
    site = context.site
    urls, texts = site.urls, site.texts
    parts = divide(members, MAX_AGENCIES_IN_MATRIX)
    paths = [first if n == 1 else f"{first}/{n}" for n in range(1, len(parts) + 1)]
    title = texts.plain("oversight.matrix_of", type=label) if label else texts["oversight.matrix"]
    for number, part in enumerate(parts):
        path = paths[number]
        yield context.page(
            path,
            "oversight_matrix",
            title=title,
            description=texts["oversight.matrix_text"],
            tabs=[
                (urls.relative(path, target), words, len(rows), words == label)
                for target, words, rows in tabs
            ],
            whole=urls.relative(path, urls.site(MATRIX)),
            duties=[
                (
                    urls.relative(path, context.duty_path(count.duty)),
                    count.duty,
                    context.title_of(count.duty),
                )
                for count in context.duties
            ],
            rows=[
                (
                    context.agency_href(path, agency),
                    context.agencies[agency].short_name,
                    [
                        context.findings[agency].duties[count.duty].status
                        for count in context.duties
                    ],
                )
                for agency in part
            ],
            labels=STATUSES,
            index=urls.relative(path, urls.site(OVERSIGHT)),
            pages=[urls.relative(path, other) for other in paths],
            number=number + 1,
        )


def oversight_pages(
    summaries: Sequence[AgencySummary],
    findings: Mapping[str, AgencyFindings],
    site: SiteContext,
    as_of: AsOf,
    *,
    earlier: Sequence[Snapshot] = (),
    boundaries: Boundaries | None = None,
) -> Iterator[Page]:
    """Render every page about how agencies meet their duties, but agencies' own.

    Args:
        summaries: All agencies.
        findings: How each meets its duties.
        site: What pages share.
        as_of: The day of judgement.
        earlier: Summaries of earlier days, the oldest first.
        boundaries: Outlines of agencies' areas, or `None`.
    """
    context = OversightContext(summaries, findings, site, as_of, boundaries=boundaries)
    snapshots = [snapshot for snapshot in earlier if snapshot.as_of < as_of.date]
    history = History(context, snapshots, as_of.date)
    if history.before is not None:
        # Today's column shows the date: both questions narrow the span of the pages to this day.
        as_of.reached(as_of.date)
        as_of.passed(as_of.date)
    tasks = {
        "qua-han": tasks_with_status(context.findings, Status.OVERDUE),
        "sap-den-han": tasks_due_soon(context.findings, as_of),
        "chua-co": tasks_with_status(context.findings, Status.ABSENT),
    }
    yield how_page(context)
    if site.urls.single is not None:
        return
    yield _Overview(context, history, tasks).page()
    for duty in context.duties:
        yield from duty_pages(context, history, duty)
    for rule in context.extras:
        yield from rule_pages(context, history, rule)
    for name, listed in tasks.items():
        yield from list_pages(context, name, listed)
    yield from matrix_pages(context)
    yield figures_page(context)


class _Overview:
    """The page that shows the province at a glance."""

    def __init__(
        self, context: OversightContext, history: History, tasks: Mapping[str, Sequence[DutyTask]]
    ) -> None:
        """Take what was counted for all pages.

        Args:
            context: What all pages of the overview rest on.
            history: How duties stood on earlier days.
            tasks: What must be done, by list.
        """
        self._context = context
        self._history = history
        self._tasks = tasks
        self._texts = context.site.texts

    def page(self) -> Page:
        """Render the province at a glance."""
        path = self._context.site.urls.site(OVERSIGHT)
        to = self._to(path)
        history = self._history
        days, table = history.table()
        progress = list(self._progress())
        return self._context.page(
            path,
            "oversight",
            title=self._texts["oversight.title"],
            description=self._texts["oversight.description"],
            place=self._context.site.place,
            law=self._context.law,
            count=sum(not agency.ended for agency in self._context.findings.values()),
            ended=sum(bool(agency.ended) for agency in self._context.findings.values()),
            groups=[
                (
                    *heading,
                    duty_bars(self._context, of, to, heading[0]),
                    [
                        (to(self._context.duty_path(count.duty)), self._context.row(count))
                        for count in of
                    ],
                )
                for *heading, of in self._groups()
                if of
            ],
            stats=headlines(self._context, history, self._tasks, path),
            extra_law=self._context.extra_law,
            matrix=to(self._context.site.urls.site(MATRIX)),
            figures=to(self._context.site.urls.site(FIGURES)),
            offered=offered_papers(self._context, path),
            how=to(self._context.site.urls.site(HOW)),
            progress=progress,
            new_kinds=new_kinds_bars(self._context, progress),
            chosen=self._chosen(path),
            transition=self._transition(),
            before=history.before.as_of if history.before is not None else None,
            other_law=history.before is not None and history.before.law != self._context.law.id,
            roster=[
                (
                    words,
                    [
                        (self._context.agency_href(path, agency) if agency else "", name)
                        for agency, name in names[:MOST_CHANGES]
                    ],
                    max(0, len(names) - MOST_CHANGES),
                )
                for words, names in history.roster()
            ],
            changed=list(changes(self._context, history, path)),
            breaks=list(history.words()),
            trends=duty_lines(self._context, history, to),
            days=days,
            table=[
                (to(self._context.duty_path(duty)), self._context.title_of(duty), cells)
                for duty, cells in table
            ],
            statuses=STATUS_ORDER,
            labels=STATUSES,
        )

    def _to(self, path: str) -> Callable[[str], str]:
        return lambda target: self._context.site.urls.relative(path, target)

    def _groups(self) -> Iterator[tuple[str, str, str, str, Sequence[DutyCount]]]:
        """Yield the tables of counts: anchor, title, what it says, what a row is, duties."""
        texts = self._texts
        title = texts["oversight.by_duty"]
        yield "nghia-vu", title, "", texts["laws.obligation"], self._context.duties
        title = texts.plain("oversight.extras", law=self._context.extra_law)
        note = texts["oversight.extras_text"]
        yield "quy-dinh-them", title, note, texts["standing.rule"], self._context.extras

    def _transition(self) -> datetime.date | None:
        days = [
            transition.due
            for transition in self._context.law.transitions
            if transition.due is not None
        ]
        return min(days, default=None)

    def _chosen(self, path: str) -> tuple[AgencyStates | None, list[tuple[str, str]]]:
        """Show the first duty agency by agency; the others' pages have theirs: link, title."""
        duties = [count.duty for count in self._context.duties if count.applies]
        if not duties:
            return None, []
        to = self._to(path)
        return agency_states(self._context, path, duties[0]), [
            (f"{to(self._context.duty_path(duty))}#tung-co-quan", self._context.title_of(duty))
            for duty in duties[1:]
        ]

    def _progress(self) -> Iterator[tuple[str, NewKinds]]:
        """Count new kinds of information by type of agency."""
        for type_, label in AGENCY_TYPES.items():
            progress = new_kinds(
                findings
                for agency, findings in self._context.findings.items()
                if self._context.agencies[agency].type == type_
            )
            if progress.agencies:
                yield label, progress
