"""Who meets which duty: the province's overview, one page for each duty, lists of what to do."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence

from access_info.assessment import STATUSES, AgencyFindings
from access_info.assessment.province import (
    DutyCount,
    DutyTask,
    NewKinds,
    absent_tasks,
    new_kinds,
    overdue_tasks,
    tasks_due_soon,
)
from access_info.assessment.snapshots import Snapshot
from access_info.loading.folders import Boundaries
from access_info.model.registry import AsOf
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.agency.compliance import SHOWN
from access_info.pages.oversight.context import OversightContext
from access_info.pages.oversight.drawn import (
    AgencyStates,
    agency_states,
    duty_bars,
    duty_lines,
    new_kinds_bars,
)
from access_info.pages.oversight.duties import duty_pages, how_page, rule_pages
from access_info.pages.oversight.figures import figures_page
from access_info.pages.oversight.headlines import changes, headlines
from access_info.pages.oversight.history import MOST_CHANGES, History
from access_info.pages.oversight.lists import list_pages
from access_info.pages.oversight.matrix import matrix_pages
from access_info.pages.oversight.papers import offered_papers
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import FIGURES, HOW, MATRIX, OVERSIGHT
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.summary import AgencySummary


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
        "qua-han": overdue_tasks(context.findings),
        "sap-den-han": tasks_due_soon(context.findings, as_of),
        "chua-co": absent_tasks(context.findings),
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
            statuses=SHOWN,
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
