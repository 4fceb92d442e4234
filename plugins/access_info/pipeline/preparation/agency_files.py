"""What an agency's data become beside its pages: files, a feed, what machines read in its pages."""

from __future__ import annotations

import dataclasses
import html
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from access_info.exports import (
    LIST_COLUMNS,
    AgencyList,
    Concepts,
    Dataset,
    Download,
    Feed,
    FeedEntry,
    ListColumns,
    Party,
    Row,
    Sources,
    agency_entries,
    agency_feed,
    agency_ld,
    conditional_rows,
    dataset_ld,
    disclosure_rows,
    formats_of,
    last_change,
    qr_image,
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
from access_info.pipeline.preparation.open_data import law_party, schema_addresses, spatial_of
from access_info.source.placeholders import Placeholder

_LD = '<script type="application/ld+json">{}</script>'
_FEED_LINK = '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">'


class AgencyFiles:
    """The files of one agency and what its pages' heads say."""

    def __init__(self, agency: Agency, site: SiteContext, as_of: AsOf, concepts: Concepts) -> None:
        """Make rows and news of the agency's lists, where the site offers downloads.

        Args:
            agency: The agency.
            site: What pages share.
            as_of: The day of judgement.
            concepts: What codes mean.
        """
        self._agency, self._site = agency, site
        self._law = law_in_force(site.framework, as_of)
        self._formats = formats_of(site.features.json_version)
        self._code_address = code_addresses(site)
        self._conditional = {item.id for item in agency.conditional}
        self._pages = {name: self._address(name) for name in (DISCLOSURE, CONDITIONAL, CORRECTIONS)}
        self.rows: Mapping[str, list[Row]] = {}
        self.entries: tuple[FeedEntry, ...] = ()
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
        self.rows = {
            DISCLOSURE: disclosure_rows(agency, sources),
            CONDITIONAL: conditional_rows(agency, sources),
        }
        self.entries = agency_entries(agency, sources, site.texts, as_of)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the agency's downloads and feed: path below the output folder, content."""
        for kind in LIST_COLUMNS:
            rows = self.rows[kind.name]
            if not rows:
                continue
            given = AgencyList(
                dataset=self._dataset(kind),
                rows=rows,
                texts=self._site.texts,
                concept_address=self._code_address,
            )
            for form, list_format in self._formats.items():
                yield self._download(kind, form), list_format.agency(given)
        address = self._site.urls.attachment(self._agency.id, FEED)
        content = agency_feed(self._feed(address), self.entries)
        if content:
            yield address, content

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
            parts.append(_LD.format(agency_ld(agency.profile, address=address)))
        kind = next((kind for kind in LIST_COLUMNS if kind.name == name), None)
        if kind is not None and self.rows.get(kind.name):
            downloads = [
                Download(
                    address=urls.site_url + quote(self._download(kind, form)),
                    media_type=list_format.media_type,
                )
                for form, list_format in self._formats.items()
            ]
            data = dataset_ld(
                self._dataset(kind), description=page.description, downloads=downloads
            )
            parts.append(_LD.format(data))
        if features.downloads:
            feed = urls.relative_file(page.path, urls.attachment(agency.id, FEED))
            parts.append(_FEED_LINK.format(html.escape(agency.short_name), feed))
        return "".join(parts)

    def _dataset(self, kind: ListColumns) -> Dataset:
        agency, law, site = self._agency, self._law, self._site
        urls = site.urls
        title = site.texts[f"{TITLES[kind.name]}.title"]
        schema, schema_of_version1 = schema_addresses(site, kind)
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
            modified=last_change(self.rows[kind.name]),
            schema=schema,
            schema_of_version1=schema_of_version1,
            spatial=spatial_of(site.place),
            site=urls.site_url,
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
