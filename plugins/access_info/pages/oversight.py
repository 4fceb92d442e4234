"""Who meets which duty: the province's overview, one page for each duty, lists of what to do."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence

from access_info.assessment import STATUSES, AgencyFindings, Status
from access_info.assessment.province import (
    DutyCount,
    Task,
    absent,
    count_duties,
    due_soon,
    overdue,
)
from access_info.assessment.snapshots import Snapshot, changes
from access_info.legal.vocabularies import BASIS_STATUSES, WAYS
from access_info.model.dates import vn_date
from access_info.model.registry import AsOf
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.agency_links import STANDING
from access_info.pages.environment import environment
from access_info.pages.ordering import index_name, sort_key
from access_info.pages.oversight_charts import bar, trend
from access_info.pages.oversight_figures import figures_page
from access_info.pages.oversight_matrix import matrix_pages
from access_info.pages.page import Page
from access_info.pages.site import SiteContext, law_in_force, law_line
from access_info.pages.site_pages import divide
from access_info.pages.standing import HOW, OVERSIGHT
from access_info.pages.summary import AgencySummary

MOST_ROWS = 300
MOST_CHANGES = 100
FIGURES = f"{OVERSIGHT}/thong-ke"
MATRIX = f"{OVERSIGHT}/bang"
LISTS = {
    "qua-han": "oversight.overdue",
    "sap-den-han": "oversight.soon",
    "chua-co": "oversight.absent",
}


def oversight_pages(
    summaries: Sequence[AgencySummary],
    findings: Mapping[str, AgencyFindings],
    site: SiteContext,
    as_of: AsOf,
    *,
    earlier: Sequence[Snapshot] = (),
) -> Iterator[Page]:
    """Every page about how agencies meet their duties, but agencies' own.

    Args:
        summaries: All agencies.
        findings: How each stands.
        site: What pages share.
        as_of: The day of judgement.
        earlier: Summaries of earlier days, the oldest first.
    """
    builder = Oversight(summaries, findings, site, as_of, earlier)
    yield builder.how()
    if site.urls.single is not None:
        return
    yield builder.overview()
    for duty in builder.duties:
        yield from builder.duty(duty.duty)
    for name, tasks in builder.tasks.items():
        yield from builder.list_of(name, tasks)
    yield from matrix_pages(builder)
    yield figures_page(builder)


class Oversight:
    """What all these pages need.

    Attributes:
        site: What pages share.
        findings: How agencies stand, in the order of their names.
        agencies: By folder name.
        duties: How each duty stands over agencies.
        tasks: What must be done, by list.
    """

    def __init__(
        self,
        summaries: Sequence[AgencySummary],
        findings: Mapping[str, AgencyFindings],
        site: SiteContext,
        as_of: AsOf,
        earlier: Sequence[Snapshot],
    ) -> None:
        """Counts once for all pages."""
        self.site = site
        self.agencies = {one.id: one for one in summaries}
        ordered = sorted(
            (one for one in summaries if one.id in findings),
            key=lambda one: sort_key(index_name(one.short_name)),
        )
        self.findings = {one.id: findings[one.id] for one in ordered}
        self._as_of = as_of
        self._texts = site.texts
        self._law = law_in_force(site.framework, as_of)
        self._earlier = [one for one in earlier if one.as_of < as_of.date]
        known = {basis.id for basis in self._law.obligation_bases}
        ids = [duty.id for duty in site.framework.obligations if duty.id in known]
        self.duties = count_duties(ids, self.findings)
        self.tasks = {
            "qua-han": overdue(self.findings),
            "sap-den-han": due_soon(self.findings, as_of),
            "chua-co": absent(self.findings),
        }

    def title_of(self, duty: str) -> str:
        """A duty in words."""
        found = self.site.framework.obligation(duty)
        return found.title if found is not None else duty

    def agency_href(self, path: str, agency: str, duty: str = "") -> str:
        """Link from a page to how an agency stands."""
        target = self.site.urls.agency(agency, STANDING)
        href = self.site.urls.relative(path, target)
        return f"{href}#{duty.lower()}" if duty else href

    def overview(self) -> Page:
        """The province at a glance."""
        path = self.site.urls.site(OVERSIGHT)
        to = self._to(path)
        before = self._earlier[-1] if self._earlier else None
        changed = changes(before, self.findings) if before is not None else []
        return self.page(
            path,
            "oversight",
            title=self._texts["oversight.title"],
            description=self._texts["oversight.description"],
            place=self.site.place,
            law=self._law,
            count=sum(not one.ended for one in self.findings.values()),
            ended=sum(bool(one.ended) for one in self.findings.values()),
            rows=[(to(self.duty_path(one.duty)), self._row(one)) for one in self.duties],
            lists=[
                (to(self.list_path(name)), self._texts[key], len(self.tasks[name]))
                for name, key in LISTS.items()
            ],
            matrix=to(self.site.urls.site(MATRIX)),
            figures=to(self.site.urls.site(FIGURES)),
            how=to(self.site.urls.site(HOW)),
            progress=list(self._progress()),
            transition=self._transition(),
            before=before.as_of if before is not None else None,
            changed=[
                (
                    self.agency_href(path, agency, duty),
                    self.agencies[agency].short_name,
                    self.title_of(duty),
                    STATUSES.get(was, was),
                    STATUSES[now],
                )
                for agency, duty, was, now in changed[:MOST_CHANGES]
            ],
            more_changed=max(0, len(changed) - MOST_CHANGES),
            trend=trend(self._points(), label=self._texts["oversight.trend"]),
            points=self._points(),
            statuses=_SHOWN,
            labels=STATUSES,
        )

    def duty(self, duty: str) -> Iterator[Page]:
        """Who must do it, on what ground, and how each agency stands."""
        found = self.site.framework.obligation(duty)
        if found is None:
            return
        bases = [
            (law, basis, BASIS_STATUSES[basis.status])
            for law in reversed(self.site.framework.packs)
            for basis in law.obligation_bases
            if basis.id == duty
        ]
        rows = [
            (agency, one.duties[duty])
            for status in _SHOWN
            for agency, one in self.findings.items()
            if duty in one.duties and one.duties[duty].status == status
        ]
        count = next(one for one in self.duties if one.duty == duty)
        first = self.duty_path(duty)
        parts = divide(rows, MOST_ROWS)
        paths = [first if n == 1 else f"{first}/{n}" for n in range(1, len(parts) + 1)]
        for number, part in enumerate(parts):
            path = paths[number]
            yield self.page(
                path,
                "oversight_duty",
                title=found.title,
                description=self._texts.plain("oversight.duty_description", title=found.title),
                duty=found,
                bases=bases,
                parts_of=[(one, WAYS[one.way]) for one in found.parts_under(self._law.id)],
                types=AGENCY_TYPES,
                row=self._row(count),
                groups=self._by_status(path, duty, part),
                index=self.site.urls.relative(path, self.site.urls.site(OVERSIGHT)),
                pages=[self.site.urls.relative(path, other) for other in paths],
                number=number + 1,
                statuses=_SHOWN,
                labels=STATUSES,
                how=self.site.urls.relative(path, self.site.urls.site(HOW)) + f"#{duty.lower()}",
            )

    def list_of(self, name: str, tasks: Sequence[Task]) -> Iterator[Page]:
        """What is overdue, due soon or not there at all."""
        first = self.list_path(name)
        parts = divide(tasks, MOST_ROWS)
        paths = [first if n == 1 else f"{first}/{n}" for n in range(1, len(parts) + 1)]
        title = self._texts[LISTS[name]]
        for number, part in enumerate(parts):
            path = paths[number]
            yield self.page(
                path,
                "oversight_list",
                title=title,
                description=self._texts[f"{LISTS[name]}_text"],
                rows=[
                    (
                        self.agency_href(path, task.agency, task.duty),
                        self.agencies[task.agency].short_name,
                        AGENCY_TYPES[self.agencies[task.agency].type],
                        self.title_of(task.duty),
                        self._day(task.state.due),
                        task.state,
                    )
                    for task in part
                ],
                count=len(tasks),
                index=self.site.urls.relative(path, self.site.urls.site(OVERSIGHT)),
                pages=[self.site.urls.relative(path, other) for other in paths],
                number=number + 1,
            )

    def how(self) -> Page:
        """How each status comes about, from the packs."""
        path = self.site.urls.site(HOW)
        framework = self.site.framework
        return self.page(
            path,
            "oversight_how",
            title=self._texts["oversight.how_title"],
            description=self._texts["oversight.how_description"],
            law=self._law,
            duties=[
                (duty, [(part, WAYS[part.way]) for part in duty.parts])
                for duty in framework.obligations
            ],
            laws={law.id: law.full_name for law in framework.packs},
            extras=[
                (law, [(rule, [(p, WAYS[p.way]) for p in rule.parts]) for rule in law.extra_rules])
                for law in framework.supplements
            ],
            policy=self.site.place.freshness,
            labels=STATUSES,
            types=AGENCY_TYPES,
            index=""
            if self.site.urls.single is not None
            else self.site.urls.relative(path, self.site.urls.site(OVERSIGHT)),
        )

    def page(
        self, path: str, template: str, *, title: str, description: str, **values: object
    ) -> Page:
        """A page of these."""
        content = (
            environment(self.site.language)
            .get_template(f"site/{template}.html.jinja")
            .render(
                page={
                    "heading": title,
                    "updated": None,
                    "law_line": law_line(self._law, self.site.language),
                },
                **values,
            )
        )
        root = self.site.urls.root(path)
        return Page(
            path=path,
            kind=_KINDS[template],
            title=title,
            description=description,
            content=content,
            head=f'<link rel="stylesheet" href="{root}assets/access-info/oversight.css">',
        )

    def duty_path(self, duty: str) -> str:
        """Logical path of a duty's page."""
        return self.site.urls.site(f"{OVERSIGHT}/nghia-vu/{duty.lower()}")

    def list_path(self, name: str) -> str:
        """Logical path of a list of things to do."""
        return self.site.urls.site(f"{OVERSIGHT}/{name}")

    def _to(self, path: str) -> Callable[[str], str]:
        return lambda target: self.site.urls.relative(path, target)

    def _row(self, count: DutyCount) -> dict[str, object]:
        basis = next(one for one in self._law.obligation_bases if one.id == count.duty)
        return {
            "duty": count.duty,
            "title": self.title_of(count.duty),
            "applies": count.applies,
            "counts": {status: count.count(status) for status in _SHOWN},
            "shares": {status: round(100 * count.share(status)) for status in _SHOWN},
            "not_applicable": count.count(Status.NOT_APPLICABLE),
            "bar": bar([(status, count.share(status)) for status in _SHOWN]),
            "basis": ""
            if basis.status not in {"chua-xac-minh", "thay-doi"}
            else BASIS_STATUSES[basis.status],
        }

    def _by_status(
        self, path: str, duty: str, rows: Sequence[tuple[str, object]]
    ) -> list[tuple[str, list[tuple[str, str, str, object]]]]:
        groups: dict[str, list[tuple[str, str, str, object]]] = {}
        for agency, state in rows:
            status = getattr(state, "status")  # noqa: B009 - a state of any findings
            groups.setdefault(STATUSES[status], []).append(
                (
                    self.agency_href(path, agency, duty),
                    self.agencies[agency].short_name,
                    self._day(getattr(state, "due")),  # noqa: B009
                    state,
                )
            )
        return list(groups.items())

    def _day(self, iso: str) -> str:
        return vn_date(datetime.date.fromisoformat(iso)) if iso else ""

    def _transition(self) -> datetime.date | None:
        days = [one.due for one in self._law.transitions if one.due is not None]
        return min(days, default=None)

    def _progress(self) -> Iterator[tuple[str, int, int, str]]:
        """New kinds of information by type of agency: with an item, known to arise, a bar."""
        for type_, label in AGENCY_TYPES.items():
            members = [
                one.new_kinds
                for agency, one in self.findings.items()
                if self.agencies[agency].type == type_ and not one.ended
            ]
            met, of = sum(pair[0] for pair in members), sum(pair[1] for pair in members)
            if of:
                yield label, met, of, bar([("dat", met / of), ("chua-co", 1 - met / of)])

    def _points(self) -> list[tuple[datetime.date, int, int]]:
        """Days with how many duties of all agencies are met, and how many apply; today last."""
        found = []
        for one in self._earlier:
            states = [state for each in one.agencies.values() for state in each.duties.values()]
            applies = [state for state in states if state != Status.NOT_APPLICABLE]
            found.append((one.as_of, sum(state == Status.MET for state in applies), len(applies)))
        met = sum(one.count(Status.MET) for one in self.duties)
        if found:
            self._as_of.reached(self._as_of.date)
            self._as_of.passed(self._as_of.date)
        found.append((self._as_of.date, met, sum(one.applies for one in self.duties)))
        return found


# From what is done to what is not, as the bars show it.
_SHOWN = (
    Status.MET.value,
    Status.PARTIAL.value,
    Status.UNJUDGED.value,
    Status.OVERDUE.value,
    Status.ABSENT.value,
)
_KINDS = {
    "oversight": "giam-sat",
    "oversight_duty": "giam-sat-nghia-vu",
    "oversight_list": "giam-sat-viec",
    "oversight_how": "giam-sat-cach-xet",
    "oversight_matrix": "giam-sat-bang",
    "oversight_figures": "giam-sat-thong-ke",
}
