"""What an agency's data become beside its pages: files, a feed, what machines read in its pages."""

from __future__ import annotations

import dataclasses
import functools
import html
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from access_info.exports.columns import LIST_COLUMNS, ListColumns
from access_info.exports.dataset import COMPARED, OF_DATA, Concepts, Dataset, Party
from access_info.exports.follower_feed import (
    Feed,
    FeedEntry,
    agency_entries,
    feed_files,
    newest_first,
    removed_entries,
)
from access_info.exports.follower_files import Comparison, compared, dated_rows, list_day, rows_now
from access_info.exports.formats import FORMATS, AgencyList
from access_info.exports.json_files import RowLines, row_lines
from access_info.exports.qr import qr_image
from access_info.exports.rows import Row, Sources, conditional_rows, disclosure_rows
from access_info.exports.structured import (
    DatasetAbout,
    Download,
    agency_ld,
    dataset_ld,
    datasets_ld,
)
from access_info.model.lists import CONDITIONAL, DISCLOSURE
from access_info.model.registry import Agency, AsOf
from access_info.pages.agency.links import TITLES
from access_info.pages.rendering.code_addresses import code_addresses
from access_info.pages.rendering.environment import anchor
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import CORRECTIONS, DOWNLOADS, FEED
from access_info.pages.rendering.site import SiteContext, law_in_force
from access_info.pages.rendering.translations import load_texts
from access_info.pipeline.incremental.earlier import EarlierState
from access_info.pipeline.preparation.open_data import (
    feed_schemes,
    law_party,
    schema_address,
    shared_path,
    spatial_of,
)
from access_info.pipeline.preparation.page_data import (
    about_list,
    file_link,
    parent_of,
    script,
)
from access_info.source.placeholders import Placeholder

# Formats that no program asks a page's head for.
_FOR_SPREADSHEETS = frozenset({"xlsx"})
_FEED_LINK = '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">'


class AgencyFiles:
    """The files of one agency and what its pages' heads say."""

    def __init__(
        self,
        agency: Agency,
        site: SiteContext,
        as_of: AsOf,
        concepts: Concepts,
        earlier: EarlierState | None = None,
    ) -> None:
        """Make rows and news of the agency's lists, where the site offers downloads.

        Args:
            agency: The agency.
            site: What pages share.
            as_of: The day of judgement.
            concepts: What codes mean.
            earlier: What was published before, or `None`.
        """
        self._agency, self._site = agency, site
        self._law = law_in_force(site.framework, as_of)
        self._code_address = code_addresses(site)
        self._conditional = {item.id for item in agency.conditional}
        self._pages = {name: self._address(name) for name in (DISCLOSURE, CONDITIONAL, CORRECTIONS)}
        self.rows: Mapping[str, list[Row]] = {}
        self._lines: Mapping[str, RowLines] = {}
        self.entries: tuple[FeedEntry, ...] = ()
        self.comparison = Comparison(lists={}, as_of=as_of.fresh(), is_compared=False)
        # ISO day of the last change of each list.
        self._days: dict[str, str] = {}
        self._sizes: dict[tuple[str, str], int] = {}
        if not site.features.downloads:
            return
        gone = agency.withdrawn_files
        sources = Sources(
            concepts=concepts,
            permalink=self._permalink,
            file=self._attachment,
            is_gone=lambda name: f"tep/{name.removeprefix('tep/')}" in gone,
            correction=lambda name: f"{self._pages[CORRECTIONS]}#{anchor(name)}",
        )
        rows = {
            DISCLOSURE: disclosure_rows(agency, sources),
            CONDITIONAL: conditional_rows(agency, sources),
        }
        self._lines = self._written(rows)
        now = {name: rows_now(each, self._lines[name].lines) for name, each in rows.items()}
        known = earlier.lists(agency.id, only=now) if earlier else None
        self.comparison = compared(now, known, as_of)
        lists = self.comparison.lists
        if self.comparison.is_compared:
            rows = {name: dated_rows(each, lists.get(name, {})) for name, each in rows.items()}
            self._lines = self._written(rows)
        self.rows = rows
        self._days = {name: list_day(each, lists.get(name, {})) for name, each in rows.items()}
        entries = agency_entries(agency, sources, site.texts, as_of, self.comparison)
        present = [entry.address for entry in entries]
        removed = removed_entries(lists, self._pages, folder=agency.id, present=present)
        self.entries = newest_first((*entries, *removed))

    def _written(self, rows: Mapping[str, list[Row]]) -> dict[str, RowLines]:
        """Write the rows of each list as JSON has them."""
        return {kind.name: row_lines(self._dataset(kind), rows[kind.name]) for kind in LIST_COLUMNS}

    @property
    def changed(self) -> dict[str, str]:
        """ISO day of the last change by list, of lists that have rows."""
        return {name: self._days[name] for name, rows in self.rows.items() if rows}

    def day_of_page(self, path: str) -> str:
        """Return the ISO day on which a page's list was seen to change; "" for other pages."""
        for name in self.rows:
            if self._site.urls.agency(self._agency.id, name) == path:
                return self.comparison.last_day(name)
        return ""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the agency's downloads and feed: path below the output folder, content.

        Their sizes stand in pages that are `completed` afterwards.
        """
        for kind in LIST_COLUMNS:
            rows = self.rows[kind.name]
            if not rows:
                continue
            given = AgencyList(
                dataset=self._dataset(kind),
                rows=rows,
                texts=self._site.texts,
                concept_address=self._code_address,
                lines=self._lines[kind.name],
            )
            for form, list_format in FORMATS.items():
                content = list_format.agency(given)
                self._sizes[kind.name, form] = len(content)
                yield self._download(kind, form), content
        address = self._site.urls.attachment(self._agency.id, FEED)
        yield from feed_files(self._feed(address), address, self.entries)

    def completed(self, page: Page) -> Page:
        """Put a page's feed link and QR code in, and what machines read into its head."""
        urls = self._site.urls
        content = Placeholder.FEED.fill(page.content, self._feed_link(page))
        if not urls.site_url:
            return dataclasses.replace(page, content=Placeholder.QR.fill(content, ""))
        address = urls.absolute(page.path)
        if Placeholder.QR.is_in(content):
            picture = qr_image(address, label=self._site.texts["list.qr"])
            content = Placeholder.QR.fill(content, picture)
        return dataclasses.replace(
            page, content=content, head=page.head + self._head(page, address)
        )

    def _feed_link(self, page: Page) -> str:
        """Render a link to the agency's feed; "" while the site offers none."""
        urls = self._site.urls
        if not (self._site.features.downloads and urls.site_url):
            return ""
        feed = urls.relative_file(page.path, urls.attachment(self._agency.id, FEED))
        words = html.escape(load_texts(page.language)["foot.feed"])
        return f'<a href="{feed}" type="application/atom+xml">{words}</a> · '

    def _head(self, page: Page, address: str) -> str:
        urls, features, agency = self._site.urls, self._site.features, self._agency
        parts = []
        name = next((name for name in TITLES if urls.agency(agency.id, name) == page.path), None)
        if name == "":
            parent = parent_of(agency, self._site)
            parts.append(script(agency_ld(agency.profile, address=address, parent=parent)))
            if about := datasets_ld(self._described(page.language)):
                parts.append(script(about))
        kind = next((kind for kind in LIST_COLUMNS if kind.name == name), None)
        if kind is not None and self.rows.get(kind.name):
            files = {form: self._download(kind, form) for form in FORMATS}
            data = dataset_ld(
                self._dataset(kind),
                about=self._about[kind.name],
                description=page.description,
                downloads=[
                    Download(
                        address=urls.site_url + quote(file),
                        media_type=FORMATS[form].media_type,
                        size=self._sizes.get((kind.name, form), 0),
                    )
                    for form, file in files.items()
                ],
            )
            parts.append(script(data))
            parts += [
                file_link(FORMATS[form].media_type, urls.relative_file(page.path, file))
                for form, file in files.items()
                if form not in _FOR_SPREADSHEETS
            ]
        if features.downloads:
            feed = urls.relative_file(page.path, urls.attachment(agency.id, FEED))
            parts.append(_FEED_LINK.format(html.escape(agency.short_name), feed))
        return "".join(parts)

    @functools.cached_property
    def _about(self) -> Mapping[str, DatasetAbout]:
        """What each list is about, whichever page tells it."""
        return {kind.name: about_list(self._agency, kind.name, self._site) for kind in LIST_COLUMNS}

    def _described(self, language: str) -> Iterator[tuple[Dataset, DatasetAbout, str]]:
        """Yield what the agency's lists are about, in the words of the pages that show them."""
        texts, agency = load_texts(language), self._agency
        for kind in LIST_COLUMNS:
            if self.rows.get(kind.name):
                words = texts.plain(
                    f"{TITLES[kind.name]}.description",
                    name=agency.profile.name,
                    law=self._law.full_name,
                )
                yield self._dataset(kind), self._about[kind.name], words

    def _dataset(self, kind: ListColumns) -> Dataset:
        agency, law, site = self._agency, self._law, self._site
        urls = site.urls
        title = site.texts[f"{TITLES[kind.name]}.title"]
        return Dataset(
            kind=kind,
            title=f"{title} – {agency.profile.name}",
            publisher=Party(
                identifier=agency.id,
                name=agency.profile.name,
                address=urls.address(urls.agency(agency.id)),
                official_code=agency.profile.official_code or "",
            ),
            law=law_party(law, urls),
            landing_page=self._address(kind.name),
            license=site.place.licence or "",
            modified=self._days.get(kind.name, ""),
            modified_from=COMPARED if site.features.is_compared else OF_DATA,
            schema=schema_address(site, kind),
            spatial=spatial_of(site.place),
            site=urls.site_url,
            shared=shared_path(site, kind),
        )

    def _feed(self, address: str) -> Feed:
        name, texts = self._agency.profile.name, self._site.texts
        return Feed(
            address=self._site.urls.site_url and self._site.urls.site_url + quote(address),
            page=self._address(""),
            title=texts.plain("exports.feed_of", name=name),
            author=name,
            rights=self._site.place.licence or "",
            # Not the day of the build: a feed without news stays the same from day to day.
            since=self._law.in_force_from.isoformat(),
            folder=self._agency.id,
            **feed_schemes(self._site),
        )

    def _address(self, page: str) -> str:
        """Return a page's absolute address, or the one below the root while that is unknown."""
        path = self._site.urls.agency(self._agency.id, page)
        return self._site.urls.absolute(path) or self._site.urls.address(path)

    def _permalink(self, item: str) -> str:
        page = CONDITIONAL if item in self._conditional else DISCLOSURE
        return f"{self._pages[page]}#{anchor(item)}"

    def _attachment(self, name: str) -> str:
        path = name if name.startswith("tep/") else f"tep/{name}"
        return self._site.urls.site_url + quote(self._site.urls.attachment(self._agency.id, path))

    def _download(self, kind: ListColumns, form: str) -> str:
        return self._site.urls.attachment(self._agency.id, f"{DOWNLOADS}/{kind.name}.{form}")
