"""What all pages of the overview rest on: agencies, duties counted once, and how a page is made."""

from __future__ import annotations

import datetime
import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from access_info.assessment import STATUSES, AgencyFindings, Status
from access_info.assessment.province import DutyCount, Snapshot, count_duties, percent, roster
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

# Of fewer agencies a share says less than the number itself.
_MIN_FOR_SHARE = 20


class OversightContext:
    """What all pages of the overview need.

    Attributes:
        site: What pages share; `urls` and `texts` are its own.
        findings: How agencies meet their duties, in the order of agencies' names.
        agencies: By folder name.
        duties: How many agencies have each status, by duty.
        rules: Rules of other laws, each with its pack, by id.
        extras: How many of the agencies that it binds have each status, by rule of another law.
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
        """Sort agencies and count duties once for all pages of the overview."""
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
        """The agencies whose tiles have an order or a place of their own, in that order."""
        return {entry.agency: entry for entry in self.site.place.grid if entry.agency}

    @functools.cached_property
    def outlines(self) -> MapOutlines | None:
        """The areas of a map, made once for all pages; `None` where there are no boundaries."""
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
        """Say that nothing has been done about a duty; its title where the law pack has no words."""
        obligation = self.site.framework.obligation(duty)
        return (obligation and obligation.absent) or self.title_of(duty)

    @property
    def extra_law(self) -> str:
        """The other laws whose rules are asked for."""
        packs = {self.rules[extra.duty][0].full_name: None for extra in self.extras}
        return ", ".join(packs)

    def agency_link(self, path: str, agency: str, duty: str = "") -> tuple[str, str]:
        """Return link and name of an agency: how it meets its duties, or one duty."""
        href = self.urls.to_agency(path, agency, COMPLIANCE)
        href = f"{href}#{duty.lower()}" if duty else href
        return href, self.agencies[agency].short_name

    def duty_href(self, path: str, duty: str) -> str:
        """Return the link from a page to that of a duty."""
        return self.urls.to_site(path, duty_page_name(duty))

    def page(
        self,
        name: str,
        template: str,
        *,
        kind: str,
        title: str,
        description: str,
        values: Mapping[str, object],
    ) -> Page:
        """Render a page about all agencies' duties; parameters are those of `site_page`."""
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
        """Describe a duty for a table: its counts, and their shares of no fewer than twenty."""
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


# How duties stood on earlier days: day by day, with a break where the law changed between them.

MAX_CHANGES = 100
# A table of more days is too wide; each duty's page lists all days.
_MAX_DAYS = 6


class Moment(NamedTuple):
    """How many agencies met each duty on one day.

    Attributes:
        day: The day.
        law: Id of the law that was in force.
        counts: Agencies that meet a duty and agencies to whom it applies, by duty.
    """

    day: datetime.date
    law: str
    counts: Mapping[str, tuple[int, int]]

    def counts_of(self, duty: str) -> tuple[int, int]:
        """Return how many agencies met a duty, and to how many it applied."""
        return self.counts.get(duty, (0, 0))


class History:
    """How duties stood on earlier days and stand today.

    Attributes:
        moments: The oldest first, today last.
        before: Summary of the last earlier day, or `None`.
    """

    def __init__(
        self, context: OversightContext, earlier: Sequence[Snapshot], today: datetime.date
    ) -> None:
        """Count duties day by day, once for all pages.

        Args:
            context: What all pages need.
            earlier: Summaries of earlier days, the oldest first.
            today: The day of judgement.
        """
        self._context = context
        self.before = earlier[-1] if earlier else None
        self.moments = [_moment(snapshot) for snapshot in earlier]
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
        """The last day under one law, and the first under another."""
        return [(old, new) for old, new in itertools.pairwise(self.moments) if old.law != new.law]

    def breaks_in_words(self, duty: str = "") -> Iterator[str]:
        """Yield sentences on what each change of law means for one duty, or for all."""
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
        """List each day with how many agencies met a duty and to how many it applied."""
        return [(moment.day, *moment.counts_of(duty)) for moment in self.moments]

    def table(self) -> tuple[list[tuple[datetime.date, str, bool]], list[tuple[str, list[str]]]]:
        """Tabulate the latest days (day, law, whether another law begins) and duties' cells."""
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
        """Group agencies new, ended or gone since the last earlier day: words; id and name."""
        if self.before is None:
            return
        roster_changes = roster(self.before, self._context.findings)
        texts, agencies = self._context.texts, self._context.agencies
        for key, ids in (("new", roster_changes.new), ("ended", roster_changes.ended)):
            if ids:
                names = [(id_, agencies[id_].short_name) for id_ in ids]
                yield texts[f"oversight.roster_{key}"], names
        if roster_changes.gone:
            yield texts["oversight.roster_gone"], [("", name) for name in roster_changes.gone]


def _moment(snapshot: Snapshot) -> Moment:
    """Count how many agencies met each duty by a summary of an earlier day."""
    counts: dict[str, tuple[int, int]] = {}
    for agency in snapshot.agencies.values():
        for duty, status in (*agency.duties.items(), *agency.extras.items()):
            met, of = counts.get(duty, (0, 0))
            counts[duty] = (
                met + (status == Status.MET),
                of + (status != Status.NOT_APPLICABLE),
            )
    return Moment(snapshot.as_of, snapshot.law, counts)


# Where pages about duties lead to drafts of letters and reports, and to results as tables.


def offered_papers(context: OversightContext, path: str) -> dict[str, object] | None:
    """List the links from a page (`parts/papers.html.jinja`); `None` where the site offers no drafts.

    Args:
        context: What all pages of the overview rest on.
        path: Logical path of the page.
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
    """Tell whether letters ask for a duty or another law's rule: its text was read in the law.

    Args:
        context: What all pages of the overview rest on.
        duty: The id.
    """
    if duty in context.rules:
        return context.rules[duty][1].verification is not Verification.UNVERIFIED
    return any(basis.id == duty and basis.is_sure for basis in context.law.obligation_bases)


def letter_href(context: OversightContext, path: str, agency: str) -> str:
    """Return the link from a page to the draft of a letter to an agency; "" for none."""
    if not context.agencies[agency].letter:
        return ""
    urls = context.urls
    return urls.relative_file(path, urls.letter(agency))
