"""What all pages about duties share: agencies, counts of duties, earlier days, links to drafts."""

from __future__ import annotations

import datetime
import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from access_info.assessment.findings import STATUSES, Status
from access_info.assessment.province import (
    AgencyFindings,
    DutyCount,
    Snapshot,
    count_duties,
    percent,
    roster,
)
from access_info.loading.folders import Boundaries
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import GridPlace
from access_info.model.types import vn_date
from access_info.model.verification import Verification
from access_info.pages.agency.compliance import STATUS_ORDER
from access_info.pages.pictures.maps import MapOutlines, map_outlines, most_path_bytes
from access_info.pages.rendering.paths import (
    COMPLIANCE,
    LETTER_TO_ALL,
    OVERSIGHT,
    PAPERS,
    REPORT,
    RESULTS,
)
from access_info.pages.rendering.site import (
    AgencySummary,
    Page,
    SiteContext,
    by_name,
    law_in_force,
    site_page,
    style,
)

# Shares in per cent are shown for at least so many agencies; of fewer, the number itself says more.
_MIN_FOR_SHARE = 20


class OversightContext:
    """What all pages about duties share (the overview, each duty, lists, tables).

    Attributes:
        site: What pages share; `urls` and `texts` are taken from it.
        findings: How each agency meets its duties, by folder name, in the order of agencies' names.
        agencies: Summaries of agencies by folder name.
        duties: For each duty, how many agencies have each status.
        rules: Rules of other laws by id, each with its law pack.
        extras: For each rule of another law that binds an agency, how many agencies have each status.
        law: The law in force.
    """

    def __init__(
        self,
        summaries: Sequence[AgencySummary],
        findings: Mapping[str, AgencyFindings],
        site: SiteContext,
        as_of: AsOf,
        *,
        boundaries: Boundaries | None = None,
    ) -> None:
        """Sort agencies and count duties once for all pages about duties.

        Args:
            summaries: All agencies.
            findings: How each meets its duties, by folder name.
            site: What pages share.
            as_of: The day of judgement.
            boundaries: Outlines of agencies' areas for maps, or `None`.
        """
        self.site, self.urls, self.texts = site, site.urls, site.texts
        self._boundaries = boundaries
        self.agencies = {summary.id: summary for summary in summaries}
        self.findings = {
            summary.id: findings[summary.id]
            for summary in by_name(summaries)
            if summary.id in findings
        }
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

    @functools.cached_property
    def places(self) -> dict[str, GridPlace]:
        """The agencies to which the jurisdiction gave a place or an order among tiles, in that order."""
        return {entry.agency: entry for entry in self.site.place.grid if entry.agency}

    @functools.cached_property
    def outlines(self) -> MapOutlines | None:
        """The outlines for maps, made once for all pages; `None` without boundaries."""
        if self._boundaries is None:
            return None
        shapes = self._boundaries.shapes
        return map_outlines(
            shapes,
            geographic=self._boundaries.geographic,
            most=most_path_bytes(len(shapes)),
        )

    def title_of(self, duty: str) -> str:
        """Return the title of a duty, or of a rule of another law; its id if unknown."""
        if duty in self.rules:
            return self.rules[duty][1].title
        obligation = self.site.framework.obligation(duty)
        return obligation.title if obligation is not None else duty

    def absent_words(self, duty: str) -> str:
        """Return the sentence that nothing was done about a duty; its title if the law pack has none."""
        obligation = self.site.framework.obligation(duty)
        return (obligation and obligation.absent) or self.title_of(duty)

    @property
    def extra_law(self) -> str:
        """The names of the other laws whose rules bind an agency here."""
        packs = {self.rules[extra.duty][0].full_name: None for extra in self.extras}
        return ", ".join(packs)

    def agency_link(self, path: str, agency: str, duty: str = "") -> tuple[str, str]:
        """Return (link, short name) of an agency; the link leads to its page about duties.

        Args:
            path: Logical path of the page that holds the link.
            agency: Folder name.
            duty: Id of a duty, to whose element on that page the link leads; or "".
        """
        href = self.urls.to_agency(path, agency, COMPLIANCE)
        href = f"{href}#{duty.lower()}" if duty else href
        return href, self.agencies[agency].short_name

    def duty_href(self, path: str, duty: str) -> str:
        """Return the link from a page to the page of a duty."""
        return self.urls.to_site(path, duty_page_name(duty))

    def page(
        self,
        name: str,
        template: str,
        *,
        kind: str,
        title: str = "",
        description: str = "",
        values: Mapping[str, object],
    ) -> Page:
        """Render a page about all agencies' duties; the arguments are those of `site_page`."""
        return site_page(
            self.site,
            self.law,
            name,
            template,
            kind=kind,
            title=title,
            description=description,
            head=style(self.site, self.urls.site(name), "oversight", "pictures"),
            values={"statuses": STATUS_ORDER, "labels": STATUSES, **values},
        )

    def row(self, count: DutyCount) -> dict[str, object]:
        """Return a duty as a row of a table: its counts by status, and shares where agencies are enough."""
        counts = {status: count.count(status) for status in STATUS_ORDER}
        has_shares = count.applies >= _MIN_FOR_SHARE
        return {
            "duty": count.duty,
            "title": self.title_of(count.duty),
            "applies": count.applies,
            "counts": counts,
            "shares": {
                status: percent(number, count.applies) if has_shares else ""
                for status, number in counts.items()
            },
            "not_applicable": count.count(Status.NOT_APPLICABLE),
        }


def duty_page_name(duty: str) -> str:
    """Return the path of a duty's page below the front page."""
    return f"{OVERSIGHT}/nghia-vu/{duty.lower()}"


# How duties were met on earlier days, with a break where the law changed between two days.

# Agencies that are named for one change; of more only the number is shown.
MAX_CHANGES = 100
# A table of more days is too wide; each duty's page lists all days.
_MAX_DAYS = 6


class Moment(NamedTuple):
    """How many agencies met each duty on one day.

    Attributes:
        day: The day.
        law: Id of the law that was in force.
        counts: (agencies that meet a duty, agencies to which it applies), by the duty's id.
    """

    day: datetime.date
    law: str
    counts: Mapping[str, tuple[int, int]]

    def counts_of(self, duty: str) -> tuple[int, int]:
        """Return (agencies that met a duty, agencies to which it applied); (0, 0) if it was not judged."""
        return self.counts.get(duty, (0, 0))


class History:
    """How duties were met on earlier days and are met today, for charts, tables and changes.

    Attributes:
        moments: The counts of each day, the oldest first, today last.
        before: Summary of the last earlier day, or `None`.
    """

    def __init__(
        self, context: OversightContext, earlier: Sequence[Snapshot], today: datetime.date
    ) -> None:
        """Count duties day by day, once for all pages.

        Args:
            context: What all pages about duties share.
            earlier: Summaries of earlier days, the oldest first.
            today: The day of judgement.
        """
        self._context = context
        self.before = earlier[-1] if earlier else None
        self.moments = [_moment_of(snapshot) for snapshot in earlier]
        counts = (*context.duties, *context.extras)
        self.moments.append(
            Moment(
                today,
                context.law.id,
                {count.duty: (count.count(Status.MET), count.applies) for count in counts},
            )
        )

    @property
    def breaks(self) -> list[tuple[Moment, Moment]]:
        """The changes of law: each time the last day under one law and the first under another."""
        return [(old, new) for old, new in itertools.pairwise(self.moments) if old.law != new.law]

    def breaks_in_words(self, duty: str = "") -> Iterator[str]:
        """Yield sentences on each change of law, and how many agencies duties apply to before and after.

        Args:
            duty: Id of a duty; "" for all duties together.
        """
        texts = self._context.texts
        for old, new in self.breaks:
            law = self._context.site.framework.pack(new.law)
            name = law.full_name if law is not None else new.law
            yield texts.plain(
                "oversight.break", law=name, before=vn_date(old.day), after=vn_date(new.day)
            )
            duties = [duty] if duty else [count.duty for count in self._context.duties]
            pairs = [(old.counts_of(duty_id)[1], new.counts_of(duty_id)[1]) for duty_id in duties]
            differ = [(was, now) for was, now in pairs if was != now]
            if duty and differ:
                was, now = differ[0]
                yield texts.plain("oversight.break_applies", was=was, now=now)
            elif differ:
                yield texts.plain("oversight.break_duties", count=len(differ))

    def points(self, duty: str) -> list[tuple[datetime.date, int, int]]:
        """List (day, agencies that met a duty, agencies to which it applied), the oldest day first."""
        return [(moment.day, *moment.counts_of(duty)) for moment in self.moments]

    def table(self) -> tuple[list[tuple[datetime.date, str, bool]], list[tuple[str, list[str]]]]:
        """Return a table of the latest days: its columns and its rows.

        Returns:
            Columns: (day, number of the law, whether another law has begun by that day). Rows:
            (id of the duty, cells such as “12 trên 20”).
        """
        shown = self.moments[-_MAX_DAYS:]
        firsts = {new.day for _, new in self.breaks} - {shown[0].day}
        site = self._context.site
        laws = {law.id: law.number for law in site.framework.packs}
        days = [
            (moment.day, laws.get(moment.law, moment.law), moment.day in firsts) for moment in shown
        ]
        rows = []
        for count in self._context.duties:
            cells = []
            for moment in shown:
                met, of = moment.counts_of(count.duty)
                cells.append(site.texts.plain("oversight.met_of", met=met, of=of) if of else "–")
            rows.append((count.duty, cells))
        return days, rows

    def roster(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield the agencies that are new, ended or gone since the last earlier day.

        Yields:
            (heading, [(folder name, short name), …]); the folder name is "" for agencies that are gone,
            as they have no page.
        """
        if self.before is None:
            return
        new, ended, gone = roster(self.before, self._context.findings)
        texts, agencies = self._context.texts, self._context.agencies
        for key, ids in (("new", new), ("ended", ended)):
            if ids:
                names = [(id_, agencies[id_].short_name) for id_ in ids]
                yield texts[f"oversight.roster_{key}"], names
        if gone:
            yield texts["oversight.roster_gone"], [("", name) for name in gone]


def _moment_of(snapshot: Snapshot) -> Moment:
    """Return the counts of an earlier day from its summary: how many agencies met each duty."""
    counts: dict[str, tuple[int, int]] = {}
    for agency in snapshot.agencies.values():
        for duty, status in (*agency.duties.items(), *agency.extras.items()):
            met, of = counts.get(duty, (0, 0))
            counts[duty] = (
                met + (status == Status.MET),
                of + (status != Status.NOT_APPLICABLE),
            )
    return Moment(snapshot.as_of, snapshot.law, counts)


# Links from pages about duties to drafts of letters and reports, and to results as tables.


def offered_papers(context: OversightContext, path: str) -> dict[str, object] | None:
    """Return links for `parts/papers.html.jinja`; `None` if the site offers no papers.

    Papers are the drafts of the report (`report`), of the letter to all (`to_all`) and of each agency's
    (`letters`), and the results as tables (`xlsx`, `csv`).

    Args:
        context: What all pages about duties share.
        path: Logical path of the page that holds the links.
    """
    urls = context.urls
    if not context.site.features.papers:
        return None
    files = {
        "report": REPORT,
        "xlsx": f"{RESULTS}.xlsx",
        "csv": f"{RESULTS}.csv",
        "to_all": LETTER_TO_ALL,
    }
    hrefs = {
        key: urls.relative_file(path, urls.shared(f"{PAPERS}/{name}"))
        for key, name in files.items()
    }
    letters = [
        (letter_href(context, path, agency), context.agencies[agency].short_name)
        for agency in context.findings
        if context.agencies[agency].letter
    ]
    return {**hrefs, "letters": letters}


def is_asked_for(context: OversightContext, duty: str) -> bool:
    """Tell whether letters ask agencies to meet a duty: only if its basis was verified in the law's text.

    Args:
        context: What all pages about duties share.
        duty: Id of the duty, or of a rule of another law.
    """
    if duty in context.rules:
        return context.rules[duty][1].verification is not Verification.UNVERIFIED
    return any(basis.id == duty and basis.is_sure for basis in context.law.obligation_bases)


def letter_href(context: OversightContext, path: str, agency: str) -> str:
    """Return the link from a page to the draft of a letter to an agency; "" if there is no draft."""
    if not context.agencies[agency].letter:
        return ""
    urls = context.urls
    return urls.relative_file(path, urls.letter(agency))
