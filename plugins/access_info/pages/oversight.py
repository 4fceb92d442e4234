"""Who meets which duty: the province's overview, one page for each duty, lists of what to do."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence

from access_info.assessment import STATUSES, AgencyFindings, Status
from access_info.assessment.province import (
    DutyCount,
    NewKinds,
    absent,
    count_duties,
    due_soon,
    new_kinds,
    overdue,
    percent,
)
from access_info.assessment.snapshots import Snapshot
from access_info.legal.vocabularies import BASIS_STATUSES
from access_info.model.registry import AsOf
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.agency_links import STANDING
from access_info.pages.compliance_page import HOW, OVERSIGHT, SHOWN
from access_info.pages.environment import environment
from access_info.pages.ordering import index_name, sort_key
from access_info.pages.oversight_charts import bar
from access_info.pages.oversight_duties import (
    LISTS,
    duty_pages,
    how_page,
    list_pages,
    rule_pages,
)
from access_info.pages.oversight_figures import figures_page
from access_info.pages.oversight_history import MOST_CHANGES, History
from access_info.pages.oversight_matrix import matrix_pages
from access_info.pages.page import Page
from access_info.pages.site import SiteContext, law_in_force, law_line, style
from access_info.pages.summary import AgencySummary

_UNCLEAR = Status.UNJUDGED.value
FIGURES = f"{OVERSIGHT}/thong-ke"
MATRIX = f"{OVERSIGHT}/bang"


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
    yield how_page(builder)
    if site.urls.single is not None:
        return
    yield builder.overview()
    for duty in builder.duties:
        yield from duty_pages(builder, duty)
    for rule in builder.extras:
        yield from rule_pages(builder, rule)
    for name, tasks in builder.tasks.items():
        yield from list_pages(builder, name, tasks)
    yield from matrix_pages(builder)
    yield figures_page(builder)


class Oversight:
    """What all these pages need.

    Attributes:
        site: What pages share.
        findings: How agencies stand, in the order of their names.
        agencies: By folder name.
        duties: How each duty stands over agencies.
        extras: How each rule of other laws stands over the agencies that it binds.
        law: The law in force.
        tasks: What must be done, by list.
        history: How duties stood on earlier days.
    """

    def __init__(
        self,
        summaries: Sequence[AgencySummary],
        findings: Mapping[str, AgencyFindings],
        site: SiteContext,
        as_of: AsOf,
        earlier: Sequence[Snapshot],
    ) -> None:
        """Count once for all pages."""
        self.site = site
        self.agencies = {summary.id: summary for summary in summaries}
        ordered = sorted(
            (summary for summary in summaries if summary.id in findings),
            key=lambda summary: sort_key(index_name(summary.short_name)),
        )
        self.findings = {summary.id: findings[summary.id] for summary in ordered}
        self._as_of = as_of
        self._texts = site.texts
        self.law = law_in_force(site.framework, as_of)
        known = {basis.id for basis in self.law.obligation_bases}
        ids = [duty.id for duty in site.framework.obligations if duty.id in known]
        self.duties = count_duties(ids, self.findings)
        self.rules = {
            rule.id: (pack, rule)
            for pack in site.framework.supplements
            for rule in pack.extra_rules
        }
        bound = {rule for agency in self.findings.values() for rule in agency.extras}
        self.extras = count_duties([rule for rule in self.rules if rule in bound], self.findings)
        snapshots = [snapshot for snapshot in earlier if snapshot.as_of < as_of.date]
        self.history = History(self, snapshots, as_of.date)
        if self.history.before is not None:
            # Today's own column stands under its date.
            as_of.reached(as_of.date)
            as_of.passed(as_of.date)
        self.tasks = {
            "qua-han": overdue(self.findings),
            "sap-den-han": due_soon(self.findings, as_of),
            "chua-co": absent(self.findings),
        }

    def title_of(self, duty: str) -> str:
        """A duty, or a rule of another law, in words."""
        if duty in self.rules:
            return self.rules[duty][1].title
        obligation = self.site.framework.obligation(duty)
        return obligation.title if obligation is not None else duty

    @property
    def extra_law(self) -> str:
        """The other laws whose rules are asked for."""
        packs = {self.rules[extra.duty][0].full_name: None for extra in self.extras}
        return ", ".join(packs)

    def agency_href(self, path: str, agency: str, duty: str = "") -> str:
        """Link from a page to how an agency stands."""
        target = self.site.urls.agency(agency, STANDING)
        href = self.site.urls.relative(path, target)
        return f"{href}#{duty.lower()}" if duty else href

    def overview(self) -> Page:
        """The province at a glance."""
        path = self.site.urls.site(OVERSIGHT)
        to = self._to(path)
        history = self.history
        changed = history.changed()
        days, table = history.table()
        return self.page(
            path,
            "oversight",
            title=self._texts["oversight.title"],
            description=self._texts["oversight.description"],
            place=self.site.place,
            law=self.law,
            count=sum(not agency.ended for agency in self.findings.values()),
            ended=sum(bool(agency.ended) for agency in self.findings.values()),
            groups=[
                (*heading, [(to(self.duty_path(count.duty)), self.row(count)) for count in of])
                for *heading, of in self._groups()
                if of
            ],
            lists=[
                (
                    to(self.list_path(name)),
                    self._texts[key],
                    sum(not task.extra for task in self.tasks[name]),
                    sum(task.extra for task in self.tasks[name]),
                )
                for name, (key, _) in LISTS.items()
            ],
            extra_law=self.extra_law,
            matrix=to(self.site.urls.site(MATRIX)),
            figures=to(self.site.urls.site(FIGURES)),
            how=to(self.site.urls.site(HOW)),
            progress=list(self._progress()),
            transition=self._transition(),
            before=history.before.as_of if history.before is not None else None,
            other_law=history.before is not None and history.before.law != self.law.id,
            roster=[
                (
                    words,
                    [
                        (self.agency_href(path, agency) if agency else "", name)
                        for agency, name in names[:MOST_CHANGES]
                    ],
                    max(0, len(names) - MOST_CHANGES),
                )
                for words, names in history.roster()
            ],
            changed=[
                (
                    self.agency_href(path, agency, duty),
                    self.agencies[agency].short_name,
                    self.title_of(duty),
                    was,
                    now,
                )
                for agency, duty, was, now in changed[:MOST_CHANGES]
            ],
            more_changed=max(0, len(changed) - MOST_CHANGES),
            breaks=list(history.words()),
            days=days,
            table=[(to(self.duty_path(duty)), self.title_of(duty), cells) for duty, cells in table],
            statuses=SHOWN,
            labels=STATUSES,
        )

    def _groups(self) -> Iterator[tuple[str, str, str, str, Sequence[DutyCount]]]:
        """Tables of counts: anchor, title, what it says, what a row is, duties."""
        texts = self._texts
        title, note = texts["oversight.by_duty"], texts["oversight.by_duty_text"]
        yield "nghia-vu", title, note, texts["laws.obligation"], self.duties
        title = texts.plain("oversight.extras", law=self.extra_law)
        note = texts["oversight.extras_text"]
        yield "quy-dinh-them", title, note, texts["standing.rule"], self.extras

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
                    "law_line": law_line(self.law, self.site.language),
                },
                **values,
            )
        )
        return Page(
            path=path,
            kind=_KINDS[template],
            title=title,
            description=description,
            content=content,
            head=style(self.site, path, "oversight"),
        )

    def duty_path(self, duty: str) -> str:
        """Logical path of a duty's page."""
        return self.site.urls.site(f"{OVERSIGHT}/nghia-vu/{duty.lower()}")

    def list_path(self, name: str) -> str:
        """Logical path of a list of things to do."""
        return self.site.urls.site(f"{OVERSIGHT}/{name}")

    def _to(self, path: str) -> Callable[[str], str]:
        return lambda target: self.site.urls.relative(path, target)

    def row(self, count: DutyCount) -> dict[str, object]:
        """A duty's counts, shares and bar."""
        bases = (basis for basis in self.law.obligation_bases if basis.id == count.duty)
        basis = next(bases, None)
        return {
            "duty": count.duty,
            "title": self.title_of(count.duty),
            "applies": count.applies,
            "counts": {status: count.count(status) for status in SHOWN},
            "shares": {
                status: percent(count.count(status), count.applies) if count.applies else ""
                for status in SHOWN
            },
            "not_applicable": count.count(Status.NOT_APPLICABLE),
            "bar": bar([(status, count.share(status)) for status in SHOWN]),
            "basis": ""
            if basis is None or basis.status not in {"chua-xac-minh", "thay-doi"}
            else BASIS_STATUSES[basis.status],
        }

    def _transition(self) -> datetime.date | None:
        days = [transition.due for transition in self.law.transitions if transition.due is not None]
        return min(days, default=None)

    def _progress(self) -> Iterator[tuple[str, NewKinds, str]]:
        """New kinds of information by type of agency, with a bar of how they stand."""
        for type_, label in AGENCY_TYPES.items():
            progress = new_kinds(
                findings
                for agency, findings in self.findings.items()
                if self.agencies[agency].type == type_
            )
            whole = progress.of + progress.unclear
            parts = (
                ("dat", progress.met),
                (_UNCLEAR, progress.unclear),
                ("chua-co", progress.of - progress.met),
            )
            if progress.agencies:
                # A picture of what there is, no share: what is unclear is in no denominator.
                picture = bar([(name, part / whole) for name, part in parts]) if whole else ""
                yield label, progress, picture


_KINDS = {
    "oversight": "giam-sat",
    "oversight_duty": "giam-sat-nghia-vu",
    "oversight_list": "giam-sat-viec",
    "oversight_how": "giam-sat-cach-xet",
    "oversight_matrix": "giam-sat-bang",
    "oversight_figures": "giam-sat-thong-ke",
}
