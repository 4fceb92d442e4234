"""What all pages of the overview rest on: agencies, duties counted once, and how a page is made."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from access_info.assessment import AgencyFindings, Status
from access_info.assessment.province import DutyCount, count_duties, percent
from access_info.loading.folders import Boundaries
from access_info.model.jurisdiction import GridPlace
from access_info.model.registry import AsOf
from access_info.pages.agency.compliance import SHOWN
from access_info.pages.pictures.maps import most_path_bytes
from access_info.pages.pictures.outlines import MapOutlines, map_outlines
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.ordering import index_name, sort_key
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import COMPLIANCE, OVERSIGHT
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line, style
from access_info.pages.rendering.summary import AgencySummary

# Of fewer agencies a share says less than the number itself.
FEWEST_AGENCIES = 20


class OversightContext:
    """What all pages of the overview need.

    Attributes:
        site: What pages share.
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
        self.site = site
        self._boundaries = boundaries
        self.agencies = {summary.id: summary for summary in summaries}
        ordered = sorted(
            (summary for summary in summaries if summary.id in findings),
            key=lambda summary: sort_key(index_name(summary.short_name)),
        )
        self.findings = {summary.id: findings[summary.id] for summary in ordered}
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

    def agency_href(self, path: str, agency: str, duty: str = "") -> str:
        """Return the link from a page to how an agency meets its duties, or one duty."""
        target = self.site.urls.agency(agency, COMPLIANCE)
        href = self.site.urls.relative(path, target)
        return f"{href}#{duty.lower()}" if duty else href

    def page(
        self, path: str, template: str, *, title: str, description: str, **values: object
    ) -> Page:
        """Render a page of the overview."""
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
            head=style(self.site, path, "oversight", "pictures"),
        )

    def duty_path(self, duty: str) -> str:
        """Return the logical path of a duty's page."""
        return self.site.urls.site(f"{OVERSIGHT}/nghia-vu/{duty.lower()}")

    def list_path(self, name: str) -> str:
        """Return the logical path of a list of things to do."""
        return self.site.urls.site(f"{OVERSIGHT}/{name}")

    def row(self, count: DutyCount) -> dict[str, object]:
        """Describe a duty for a table: its counts, and their shares of no fewer than twenty."""
        return {
            "duty": count.duty,
            "title": self.title_of(count.duty),
            "applies": count.applies,
            "counts": {status: count.count(status) for status in SHOWN},
            "shares": {
                status: percent(count.count(status), count.applies)
                if count.applies >= FEWEST_AGENCIES
                else ""
                for status in SHOWN
            },
            "not_applicable": count.count(Status.NOT_APPLICABLE),
        }


_KINDS = {
    "oversight": "giam-sat",
    "oversight_duty": "giam-sat-nghia-vu",
    "oversight_list": "giam-sat-viec",
    "oversight_how": "giam-sat-cach-xet",
    "oversight_matrix": "giam-sat-bang",
    "oversight_figures": "giam-sat-thong-ke",
}
