"""Renders the pages about all agencies' duties: the overview, lists of what to do, figures, the matrix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from access_info.assessment.findings import STATUSES, Status
from access_info.assessment.province import (
    AgencyFindings,
    DutyState,
    DutyTask,
    NewKinds,
    Snapshot,
    YearFigures,
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
    MAX_CHANGES,
    History,
    OversightContext,
    offered_papers,
)
from access_info.pages.oversight.duties import (
    MAX_ROWS,
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

# Lists of tasks over all agencies: duties that are overdue, due soon or not begun (absent).

# Names of the lists in addresses, and the keys of their title and description.
OVERDUE, SOON, ABSENT = "qua-han", "sap-den-han", "chua-co"
_LIST_TEXTS = {
    OVERDUE: ("oversight.overdue", "oversight.overdue_text"),
    SOON: ("oversight.soon", "oversight.soon_text"),
    ABSENT: ("oversight.absent", "oversight.absent_text"),
}


def _list_page_name(name: str) -> str:
    """Return the path, below the front page, of a list of tasks (`OVERDUE`, `SOON`, `ABSENT`)."""
    return f"{OVERSIGHT}/{name}"


def list_pages(context: OversightContext, name: str, tasks: Sequence[DutyTask]) -> Iterator[Page]:
    """Yield the pages of one list of tasks: duties overdue, due soon or absent.

    Args:
        context: What all pages about duties share.
        name: `OVERDUE`, `SOON` or `ABSENT`.
        tasks: The tasks of the list, duties before rules of other laws.
    """
    urls, texts = context.urls, context.texts
    if name == ABSENT:
        tasks = _busiest_first(tasks)
    title, description = (texts[key] for key in _LIST_TEXTS[name])
    last_column = "oversight.coming" if name == SOON else "standing.lacking_short"
    for part in divide(urls, _list_page_name(name), tasks, MAX_ROWS):
        groups = []
        for extra, heading, words in _group_headings(context, tasks, title):
            group = [task for task in part.rows if task.extra is extra]
            if group:
                by_agency = _by_agency(context, part.path, group) if name == ABSENT else []
                groups.append((heading, words, _task_rows(context, part.path, group), by_agency))
        yield context.page(
            part.name,
            "oversight_list",
            kind="giam-sat-viec",
            title=title,
            description=description,
            values={
                "coming": name == SOON,
                "last_column": texts[last_column],
                "groups": groups,
                "count": sum(not task.extra for task in tasks),
                "extra": sum(task.extra for task in tasks),
                "extra_law": context.extra_law,
                **part.pager,
            },
        )


def _group_headings(
    context: OversightContext, tasks: Sequence[DutyTask], title: str
) -> Iterator[tuple[bool, str, str]]:
    """Yield (is_extra, heading, caption) of a list's two tables: of duties, then of other laws' rules.

    The two are never counted together. The second caption says how many of the agencies bound by such
    rules have a task.
    """
    texts = context.texts
    yield False, "", title
    agencies = len({task.agency for task in tasks if task.extra})
    bound = sum(
        any(rule in findings.extras for rule in context.rules)
        for findings in context.findings.values()
    )
    heading = texts.plain("oversight.extras", law=context.extra_law)
    yield True, heading, texts.plain("oversight.extra_agencies", count=agencies, of=bound)


def _task_rows(
    context: OversightContext, path: str, tasks: Sequence[DutyTask]
) -> list[tuple[str, str, str, str, str, DutyState]]:
    """Return the rows of a table of tasks: (link, agency, its type, duty, due day, state)."""
    return [
        (
            *context.agency_link(path, task.agency, task.duty),
            AGENCY_TYPES[context.agencies[task.agency].type],
            context.title_of(task.duty),
            day_words(task.state.due),
            task.state,
        )
        for task in tasks
    ]


def _busiest_first(tasks: Sequence[DutyTask]) -> list[DutyTask]:
    """Sort tasks by agency, the agency with the most tasks first; within an agency the order stays."""
    counts = Counter((task.extra, task.agency) for task in tasks)
    return sorted(
        tasks, key=lambda task: (task.extra, -counts[task.extra, task.agency], task.agency)
    )


def _by_agency(
    context: OversightContext, path: str, tasks: Sequence[DutyTask]
) -> list[tuple[str, str, str, list[tuple[str, str, str]]]]:
    """Group tasks by agency: (link, name, type, tasks), each task (link, words, due day)."""
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for task in tasks:
        href, _ = context.agency_link(path, task.agency, task.duty)
        row = (href, context.absent_words(task.duty), day_words(task.state.due))
        groups.setdefault(task.agency, []).append(row)
    return [
        (*context.agency_link(path, agency), AGENCY_TYPES[context.agencies[agency].type], rows)
        for agency, rows in groups.items()
    ]


# The beginning of the overview: four numbers, and what became better or worse.


def headlines(
    context: OversightContext,
    history: History,
    tasks: Mapping[str, Sequence[DutyTask]],
    path: str,
) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the overview's four numbers of duties: overdue, absent, due soon, met.

    Rules of other laws are not counted.

    Args:
        context: What all pages about duties share.
        history: How duties were met on earlier days.
        tasks: The tasks, by name of the list.
        path: Logical path of the page.

    Yields:
        (state of `parts/look.html.jinja`, link to the list behind the number, number, what it counts,
        details: at how many agencies, by when, how it has changed).
    """
    texts, urls = context.texts, context.urls
    for name, look, status in (
        (OVERDUE, "late", Status.OVERDUE),
        (ABSENT, "miss", Status.ABSENT),
        (SOON, "soon", None),
    ):
        duties = [task for task in tasks[name] if not task.extra]
        details = []
        if duties and status is None:
            earliest = day_words(min(task.state.due for task in duties))
            details.append(texts.plain("oversight.earliest", date=earliest))
        elif duties:
            agencies = vn_number(len({task.agency for task in duties}))
            details.append(texts.plain("oversight.at_agencies", count=agencies))
        if status is not None:
            details.append(_change_in_words(context, history, status, len(duties)))
        href, words = urls.to_site(path, _list_page_name(name)), texts[f"oversight.stat_{look}"]
        yield look, href, vn_number(len(duties)), words, " · ".join(filter(None, details))
    met = sum(count.count(Status.MET) for count in context.duties)
    applies = vn_number(sum(count.applies for count in context.duties))
    change = _change_in_words(context, history, Status.MET, met)
    details = [texts.plain("oversight.of_all", count=applies), change]
    href, words = urls.to_site(path, MATRIX), STATUSES[Status.MET]
    yield "good", href, vn_number(met), words, " · ".join(filter(None, details))


def _change_in_words(context: OversightContext, history: History, status: str, now: int) -> str:
    """Return words on how the number of duties with a status has changed since the last earlier day.

    "" if there is no earlier day, or another law was in force then.

    Args:
        context: What all pages about duties share.
        history: How duties were met on earlier days.
        status: The status counted.
        now: The number today.
    """
    before = history.before
    if before is None or before.law != context.law.id:
        return ""
    was = sum(
        state == status for agency in before.agencies.values() for state in agency.duties.values()
    )
    key = "more" if now > was else "fewer" if now < was else "same"
    return context.texts.plain(
        f"oversight.{key}_than", count=vn_number(abs(now - was)), date=vn_date(before.as_of)
    )


# Kinds of change: element id, and the key of the heading.
_BETTER, _WORSE, _OTHERWISE = "tot-len", "xau-di", "khac"
_CHANGE_HEADINGS = {
    _BETTER: "oversight.better",
    _WORSE: "oversight.worse",
    _OTHERWISE: "oversight.otherwise",
}


def changes(
    context: OversightContext, history: History, path: str
) -> Iterator[tuple[str, str, int, list[dict[str, object]]]]:
    """Yield the changes of status since the last earlier day, grouped as better, worse, other.

    Args:
        context: What all pages about duties share.
        history: How duties were met on earlier days.
        path: Logical path of the page.

    Yields:
        (element id, heading, number of changes, [change of a duty with its agencies, …]).
    """
    if history.before is None:
        return
    # Kind of change → (duty, status before, status now) → agencies with this change.
    kinds: dict[str, dict[tuple[str, str, str], list[str]]] = {}
    for agency, duty, was, now in status_changes(history.before, context.findings):
        same_kind = kinds.setdefault(_kind_of_change(was, now), {})
        same_kind.setdefault((duty, was, now), []).append(agency)
    texts = context.texts
    for kind, heading in _CHANGE_HEADINGS.items():
        if kind in kinds:
            entries: list[dict[str, object]] = [
                {
                    "duty": context.title_of(duty),
                    "href": context.duty_href(path, duty),
                    "words": texts.plain(
                        "oversight.from_to", was=STATUSES.get(was, was), now=STATUSES[now]
                    ),
                    "agencies": [
                        context.agency_link(path, agency, duty) for agency in agencies[:MAX_CHANGES]
                    ],
                    "more": max(0, len(agencies) - MAX_CHANGES),
                }
                for (duty, was, now), agencies in kinds[kind].items()
            ]
            count = sum(map(len, kinds[kind].values()))
            yield kind, texts[heading], count, entries


def _kind_of_change(was: str, now: str) -> str:
    """Return whether a change of status is better, worse, or neither, as when a duty no longer applies."""
    if was not in STATUS_ORDER or now not in STATUS_ORDER:
        return _OTHERWISE
    return _BETTER if STATUS_ORDER.index(now) < STATUS_ORDER.index(was) else _WORSE


# Requests and answers of the whole jurisdiction, by year, type of agency and former district.

# Years that the page shows, the newest ones.
_MAX_YEARS = 6
# Entries (sentences, agencies' own words) that the page holds; more are only on each agency's own page.
_MAX_ENTRIES = 300
T = TypeVar("T")
# Figures in the columns of the tables, by name.
_COLUMNS = (
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
    """Render the page on requests and answers of the whole jurisdiction, by year, with charts."""
    site, texts = context.site, context.texts
    path = site.urls.site(FIGURES)
    years = years_of(context.findings)[:_MAX_YEARS]
    figures = {year: [each for _, each in _figures_of(context, year)] for year in years}
    totals = [year_total("", year, members) for year, members in figures.items()]
    breaks = {year: list(law_breaks(year, site.framework, texts)) for year in years}
    return context.page(
        FIGURES,
        "oversight_figures",
        kind="giam-sat-thong-ke",
        title=texts["oversight.figures"],
        description=texts["oversight.figures_text"],
        values={
            "totals": totals,
            "pictures": year_pictures(
                totals,
                [each.refused for members in figures.values() for each in members],
                site.framework,
                texts,
                breaks={year: sentences for year, sentences in breaks.items() if sentences},
            ),
            "years": [
                (year, list(_by_type(context, year)), list(_by_district(context, year)))
                for year in years
            ],
            "wrong": _newest_years(
                [(year, list(_disagreeing(context, path, year))) for year in years]
            ),
            "words": _newest_years([(year, list(_remarks(context, path, year))) for year in years]),
            "columns": [(name, texts[f"statistics.{name}"]) for name in _COLUMNS],
        },
    )


def _newest_years(years: Sequence[tuple[int, list[T]]]) -> list[tuple[int, list[T]]]:
    """Return the newest years whose entries together fit on a page; the newest one always.

    Args:
        years: Each year and its entries, the newest first.
    """
    entries_by_year: list[tuple[int, list[T]]] = []
    count = 0
    for year, entries in years:
        count += len(entries)
        if entries_by_year and count > _MAX_ENTRIES:
            break
        entries_by_year.append((year, entries))
    return entries_by_year


def _by_type(context: OversightContext, year: int) -> Iterator[YearTotal]:
    """Yield a year's sums for each type of agency, in the order of `AGENCY_TYPES`."""
    totals = totals_by(
        context.findings, lambda agency: AGENCY_TYPES[context.agencies[agency].type], year
    )
    order = list(AGENCY_TYPES.values())
    yield from sorted(totals, key=lambda year_total: order.index(year_total.label))


def _by_district(context: OversightContext, year: int) -> Iterator[YearTotal]:
    """Yield a year's sums for the communes of each former district."""
    yield from totals_by(context.findings, lambda agency: context.findings[agency].district, year)


def _disagreeing(
    context: OversightContext, path: str, year: int
) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (link to the figures, name, sentences) of agencies whose sums of a year do not agree."""
    for agency, figures in _figures_of(context, year):
        if figures.wrong:
            href = context.urls.to_agency(path, agency, STATISTICS)
            sentences = list(mismatches(figures.wrong, context.texts))
            yield f"{href}#nam-{year}", context.agencies[agency].short_name, sentences


def _remarks(
    context: OversightContext, path: str, year: int
) -> Iterator[tuple[str, str, str, str]]:
    """Yield agencies' own words on a year: (link, name, difficulties, proposals)."""
    for agency, figures in _figures_of(context, year):
        if figures.difficulties or figures.proposals:
            link = context.agency_link(path, agency)
            yield *link, figures.difficulties, figures.proposals


def _figures_of(context: OversightContext, year: int) -> Iterator[tuple[str, YearFigures]]:
    """Yield (folder name, figures) of each agency that has figures of a year."""
    for agency, findings in context.findings.items():
        for figures in findings.years:
            if figures.year == year:
                yield agency, figures


# The matrix of agencies and duties: a table for each type of agency, and one of all while it fits.

# Rows of a table that a phone shows without a wait.
MAX_AGENCIES_IN_MATRIX = 120


def matrix_pages(context: OversightContext) -> Iterator[Page]:
    """Yield the pages of the matrix: a table of all agencies, empty if they are too many; one for each type.

    Dissolved agencies are left out.
    """
    living = [agency for agency, findings in context.findings.items() if not findings.ended]
    tabs = [
        (f"{MATRIX}/{type_}", label, members)
        for type_, label in AGENCY_TYPES.items()
        if (members := [agency for agency in living if context.agencies[agency].type == type_])
    ]
    is_small = len(living) <= MAX_AGENCIES_IN_MATRIX
    for name, label, members in ((MATRIX, "", living if is_small else []), *tabs):
        yield from _matrix_pages_of(context, name, label, members, tabs)


def _matrix_pages_of(
    context: OversightContext,
    name: str,
    label: str,
    members: Sequence[str],
    tabs: Sequence[tuple[str, str, Sequence[str]]],
) -> Iterator[Page]:
    """Yield the pages of a table that shows, for some agencies, the status of every duty.

    Args:
        context: What all pages about duties share.
        name: Path of the first page below the front page.
        label: Type of the agencies, or "" for all.
        members: Folder names of the agencies.
        tabs: Name, label and agencies of the table of each type, which the page links to.
    """
    urls, texts = context.urls, context.texts
    title = texts.plain("oversight.matrix_of", type=label) if label else texts["oversight.matrix"]
    duties = [count.duty for count in context.duties]
    for part in divide(urls, name, members, MAX_AGENCIES_IN_MATRIX):
        yield context.page(
            part.name,
            "oversight_matrix",
            kind="giam-sat-bang",
            title=title,
            description=texts["oversight.matrix_text"],
            values={
                "tabs": [
                    (urls.to_site(part.path, target), words, len(rows), words == label)
                    for target, words, rows in tabs
                ],
                "whole": urls.to_site(part.path, MATRIX),
                "duties": [
                    (context.duty_href(part.path, duty), duty, context.title_of(duty))
                    for duty in duties
                ],
                "rows": [
                    (
                        *context.agency_link(part.path, agency),
                        [context.findings[agency].duties[duty].status for duty in duties],
                    )
                    for agency in part.rows
                ],
                **part.pager,
            },
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
    """Yield every page about how agencies meet their duties, except each agency's own page.

    The site of a single agency has only the page on how duties are judged.

    Args:
        summaries: All agencies.
        findings: How each meets its duties, by folder name.
        site: What pages share.
        as_of: The day of judgement.
        earlier: Summaries of earlier days, the oldest first.
        boundaries: Outlines of agencies' areas, or `None`.
    """
    context = OversightContext(summaries, findings, site, as_of, boundaries=boundaries)
    snapshots = [snapshot for snapshot in earlier if snapshot.as_of < as_of.date]
    history = History(context, snapshots, as_of.date)
    if history.before is not None:
        # The pages show today's date in a column: these calls note that they are valid on this day only.
        as_of.reached(as_of.date)
        as_of.passed(as_of.date)
    tasks = {
        OVERDUE: tasks_with_status(context.findings, Status.OVERDUE),
        SOON: tasks_due_soon(context.findings, as_of),
        ABSENT: tasks_with_status(context.findings, Status.ABSENT),
    }
    yield how_page(context)
    if site.urls.single is not None:
        return
    yield overview_page(context, history, tasks)
    for duty in context.duties:
        yield from duty_pages(context, history, duty)
    for rule in context.extras:
        yield from rule_pages(context, history, rule)
    for name, listed in tasks.items():
        yield from list_pages(context, name, listed)
    yield from matrix_pages(context)
    yield figures_page(context)


def overview_page(
    context: OversightContext, history: History, tasks: Mapping[str, Sequence[DutyTask]]
) -> Page:
    """Render the page that shows at a glance how the province's agencies meet their duties.

    Args:
        context: What all pages about duties share.
        history: How duties were met on earlier days.
        tasks: The tasks, by name of the list.
    """
    site, before = context.site, history.before
    path = site.urls.site(OVERSIGHT)
    days, table = history.table()
    progress = list(_progress_by_type(context))
    duties = [count.duty for count in context.duties if count.applies]
    ended = sum(bool(agency.ended) for agency in context.findings.values())
    transitions = [entry.due for entry in context.law.transitions if entry.due is not None]
    return context.page(
        OVERSIGHT,
        "oversight",
        kind="giam-sat",
        values={
            "place": site.place,
            "count": len(context.findings) - ended,
            "ended": ended,
            "groups": list(_duty_tables(context, path)),
            "stats": list(headlines(context, history, tasks, path)),
            "matrix": site.urls.to_site(path, MATRIX),
            "figures": site.urls.to_site(path, FIGURES),
            "offered": offered_papers(context, path),
            "how": site.urls.to_site(path, HOW),
            "progress": progress,
            "new_kinds": new_kinds_bars(context, progress),
            # The first duty is shown agency by agency; for the others there are links to their pages.
            "chosen": agency_states(context, path, duties[0]) if duties else None,
            "others": [
                (f"{context.duty_href(path, duty)}#tung-co-quan", context.title_of(duty))
                for duty in duties[1:]
            ],
            "transition": min(transitions, default=None),
            "before": before.as_of if before is not None else None,
            "other_law": before is not None and before.law != context.law.id,
            "roster": [
                (
                    words,
                    [
                        (context.agency_link(path, agency)[0] if agency else "", name)
                        for agency, name in names[:MAX_CHANGES]
                    ],
                    max(0, len(names) - MAX_CHANGES),
                )
                for words, names in history.roster()
            ],
            "changed": list(changes(context, history, path)),
            "breaks": list(history.breaks_in_words()),
            "trends": duty_lines(context, history, path),
            "days": days,
            "table": [
                (context.duty_href(path, duty), context.title_of(duty), cells)
                for duty, cells in table
            ],
        },
    )


def _duty_tables(context: OversightContext, path: str) -> Iterator[tuple[object, ...]]:
    """Yield the overview's two tables: of duties, then of other laws' rules, if there are any.

    Yields:
        (element id, title, sentence or "", heading of the first column, bars, rows).
    """
    texts = context.texts
    extras = texts.plain("oversight.extras", law=context.extra_law)
    for anchor, title, note, label, counts in (
        ("nghia-vu", texts["oversight.by_duty"], "", "laws.obligation", context.duties),
        ("quy-dinh-them", extras, texts["oversight.extras_text"], "standing.rule", context.extras),
    ):
        if counts:
            bars = duty_bars(context, counts, path, anchor)
            rows = [(context.duty_href(path, count.duty), context.row(count)) for count in counts]
            yield anchor, title, note, texts[label], bars, rows


def _progress_by_type(context: OversightContext) -> Iterator[tuple[str, NewKinds]]:
    """Yield (type of agency, how far its agencies disclose the kinds of information new in the law)."""
    for type_, label in AGENCY_TYPES.items():
        progress = new_kinds(
            findings
            for agency, findings in context.findings.items()
            if context.agencies[agency].type == type_
        )
        if progress.agencies:
            yield label, progress
