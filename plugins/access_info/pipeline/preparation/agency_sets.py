"""What an agency adds to the sets beside its lists: lines of the site's files, and its own figures."""

from __future__ import annotations

import functools

from access_info.exports.columns import ListColumns
from access_info.exports.dataset import Concepts, Dataset, Party
from access_info.exports.follower_files import Comparison, compared, followed_line, lines_now
from access_info.exports.json_files import ROOT, json_bytes
from access_info.exports.rows import Row, last_change
from access_info.exports.set_columns import (
    AGENCY_COLUMNS,
    CORRECTION_COLUMNS,
    STANDING_COLUMNS,
    STATISTICS_COLUMNS,
)
from access_info.exports.set_rows import (
    SetLines,
    SetSources,
    agency_rows,
    correction_rows,
    set_lines,
    standing_rows,
    statistics_rows,
)
from access_info.exports.tables import Cells, csv_bytes
from access_info.model.lists import LISTS
from access_info.model.registry import Agency, AsOf
from access_info.pages.agency.compliance import MOST_EVIDENCE, StandingView
from access_info.pages.rendering.code_addresses import code_addresses
from access_info.pages.rendering.environment import anchor
from access_info.pages.rendering.paths import DOWNLOADS
from access_info.pages.rendering.site import SiteContext, law_in_force
from access_info.pipeline.incremental.earlier import EarlierState
from access_info.pipeline.preparation.open_data import (
    law_party,
    schema_address,
    site_dataset,
    spatial_of,
)


class AgencySets:
    """The rows of one agency, in the sets beside its lists."""

    def __init__(
        self,
        agency: Agency,
        site: SiteContext,
        concepts: Concepts,
        view: StandingView | None,
        as_of: AsOf,
    ) -> None:
        """Make the rows.

        Args:
            agency: The agency, as it may be published.
            site: What pages share.
            concepts: What codes of lists mean.
            view: How it meets its duties, as its page shows it; `None` where the site does not tell.
            as_of: The day of judgement.
        """
        self._agency, self._site = agency, site
        self._law = law_in_force(site.framework, as_of)
        sources = SetSources(
            framework=site.framework,
            concepts=concepts,
            page=self._page,
            spot=view.address if view is not None else lambda _: "",
        )
        self.statistics = statistics_rows(agency, sources)
        self._rows: dict[ListColumns, list[Row]] = {
            AGENCY_COLUMNS: agency_rows(agency, sources),
            STATISTICS_COLUMNS: self.statistics,
            CORRECTION_COLUMNS: correction_rows(agency, sources),
        }
        if view is not None:
            findings = [duty.finding for duty in (*view.duties, *view.extras)]
            self._rows[STANDING_COLUMNS] = standing_rows(
                agency, findings, sources, most_places=MOST_EVIDENCE
            )

    def compared(
        self, earlier: EarlierState | None, lists: Comparison, as_of: AsOf
    ) -> tuple[str, AsOf]:
        """Compare the rows with what was published of them before.

        Args:
            earlier: What was published before, or `None`.
            lists: What is known of the rows of the two lists.
            as_of: The day of judgement.

        Returns:
            What is known of all rows in one line, "" where they are in no files; and the day, which
            learned for how long that holds.
        """
        if not self._site.features.downloads:
            return "", as_of.fresh()
        lines = self.lines
        now = {
            kind.name: lines_now(rows, lines[kind.name].json) for kind, rows in self._rows.items()
        }
        known = earlier.lists(self._agency.id, but=LISTS) if earlier else None
        comparison = compared(now, known, as_of)
        comparison.as_of.adopt(*lists.as_of.span)
        line = followed_line(self._agency.id, {**lists.lists, **comparison.lists})
        return line, comparison.as_of

    @functools.cached_property
    def lines(self) -> dict[str, SetLines]:
        """The rows as the files of the whole site have them, by the set's name."""
        site = self._site
        return {
            kind.name: set_lines(site_dataset(kind, site, self._law), rows)
            for kind, rows in self._rows.items()
        }

    def files(self) -> dict[str, bytes]:
        """Write the agency's own figures: path below the output folder, content.

        Of an agency that stands alone the whole site's figures, at the same place, are its own.
        """
        kind, site, urls = STATISTICS_COLUMNS, self._site, self._site.urls
        if not self.statistics or urls.single == self._agency.id:
            return {}
        page, profile = self._page("thong-ke", ""), self._agency.profile
        dataset = Dataset(
            kind=kind,
            title=f"{site.texts[kind.sheet]} – {profile.name}",
            publisher=Party(
                identifier=self._agency.id,
                name=profile.name,
                address=urls.address(urls.agency(self._agency.id)),
                official_code=profile.official_code or "",
            ),
            law=law_party(self._law, urls),
            landing_page=page,
            license=site.place.licence or "",
            modified=last_change(self.statistics),
            schema=schema_address(site, kind),
            spatial=spatial_of(site.place),
            site=urls.site_url,
        )
        table = map(Cells(kind).of, self.statistics)
        contents = {
            "csv": csv_bytes(kind, table, site.texts),
            "json": json_bytes(dataset, self.statistics, code_addresses(site)),
        }
        return {
            urls.attachment(self._agency.id, f"{DOWNLOADS}/{kind.name}.{form}"): content
            for form, content in contents.items()
        }

    def _page(self, name: str, element: str) -> str:
        urls = self._site.urls
        path = urls.agency(self._agency.id, name)
        # The root of a site that does not know its address is "./", which is an address too.
        address = urls.absolute(path) or urls.address(path) or ROOT
        return f"{address}#{anchor(element)}" if element else address
