"""Links from one agency's pages: to its other pages, items, files, and other agencies."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import posixpath
from typing import NamedTuple

import markupsafe

from access_info.model.items import CONDITIONAL, DISCLOSURE, Document, Item
from access_info.model.registry import UNDER_REVIEW, Agency, ProsePage
from access_info.model.types import is_web_address
from access_info.pages.agency.disclosure import taken_down
from access_info.pages.agency.file_links import FileLinks, attached, path_of
from access_info.pages.rendering.environment import (
    access,
    agency_name,
    anchor,
    anchor_element,
)
from access_info.pages.rendering.escaping import escaped
from access_info.pages.rendering.paths import (
    COMPLIANCE,
    CONTACT,
    CORRECTIONS,
    EMBEDDING,
    FIXED_PAGES,
    OPEN_DATA,
    OVERVIEW,
    PROSE,
    REGULATION,
    REQUEST,
    STATISTICS,
)
from access_info.pages.rendering.prose import Rendered, rewrite_links, without_links
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.urls import Urls

# Endings of addresses that name the kind of file one gets there.
_FORMATS = {"PDF", "DOC", "DOCX", "XLS", "XLSX", "CSV", "ODT", "ODS", "ZIP"}
# Part of the address → first part of the keys of its texts.
TITLES = {
    OVERVIEW: "overview",
    DISCLOSURE: "disclosure",
    CONDITIONAL: "conditional",
    REGULATION: "regulation",
    CONTACT: "contact",
    REQUEST: "request",
    STATISTICS: "statistics",
    CORRECTIONS: "corrections",
}


@dataclasses.dataclass(frozen=True)
class ProseLink:
    """A relative link written in a free page, to be checked when all pages are known.

    Attributes:
        page: Name of the free page.
        target: As written.
        path: Logical path of the page it leads to, or a file below the output folder.
        anchor: The fragment, or "".
    """

    page: str
    target: str
    path: str
    anchor: str


class TitleLink(NamedTuple):
    """The title of a row as a link, and what else there is of what it leads to.

    Attributes:
        link: With format, size and day of a file.
        rest: The row's other files and places, as links or words.
        signed: Whose signature is on the file, plain text, or "".
        digest: Hash of the file, or "".
    """

    link: markupsafe.Markup
    rest: tuple[markupsafe.Markup | str, ...]
    signed: str
    digest: markupsafe.Markup


class PageLinks:
    """Relative links from one page to the agency's others, and to one about all agencies.

    Attributes:
        standing: Link to the page that tells how the agency stands.
        embedding: Link to the page that tells how to embed its pages.
        open_data: Link to the page about downloads.
    """

    def __init__(self, urls: Urls, agency: str, page: str) -> None:
        """Work out the links of one page; further attributes are named as in `TITLES`."""
        source = urls.agency(agency, page)
        self._links = {
            target: urls.relative(source, urls.agency(agency, target))
            for target in (*TITLES, COMPLIANCE, EMBEDDING)
        }
        for target, name in TITLES.items():
            setattr(self, name, self._links[target])
        self.standing, self.embedding = self._links[COMPLIANCE], self._links[EMBEDDING]
        self.open_data = urls.relative(source, urls.site(OPEN_DATA))
        self._find = functools.partial(urls.relative, source)
        self._path = functools.partial(urls.agency, agency)

    def __getattr__(self, name: str) -> str:
        raise AttributeError(name)

    def to(self, page: str) -> str:
        """Return the link to a page of those that every agency has.

        Args:
            page: Its name (`rendering.paths`).
        """
        return self._links[page]

    def prose(self, name: str) -> str:
        """Return the link to a free page."""
        return self._find(self._path(f"{PROSE}/{name}"))


def page_links(urls: Urls, agency_id: str, page: str) -> PageLinks:
    """Return the links of one page of an agency; agencies below `co-quan/` share them."""
    return _page_links(urls, agency_id if agency_id == urls.single else _ANY, page)


_page_links = functools.lru_cache(maxsize=512)(PageLinks)
# Stands for any agency: no agency's id begins so.
_ANY = "-"


class AgencyLinks:
    """Links of one agency.

    Attributes:
        prose_links: Links written in free pages, gathered as they are resolved.
        linked_files: Free page → attachments that it links to, gathered as they are resolved.
        files: Links to its attachments.
    """

    def __init__(self, agency: Agency, site: SiteContext) -> None:
        """Look up which files are withdrawn."""
        self._agency = agency
        self._site = site
        self.prose_links: list[ProseLink] = []
        self.linked_files: dict[str, list[str]] = {}
        self.files = FileLinks(agency, site)

    @functools.cached_property
    def labels(self) -> dict[str, str]:
        """Id → what an item of the mandatory list, or a document, is called."""
        rows = [row for item in self._agency.items for row in (item, *item.documents)]
        return {row.id: row.label for row in rows}

    @functools.cached_property
    def conditional_labels(self) -> dict[str, str]:
        """Id → what an item of the conditional list is called."""
        return {item.id: item.label for item in self._agency.conditional}

    def to_agency(self, source: str, agency_id: str) -> str:
        """Return the link from a page to another agency's overview."""
        return self._site.urls.relative(source, self._site.urls.agency(agency_id))

    def to_asking(self, source: str, agency_id: str) -> str:
        """Return the link from a page to how one asks another agency."""
        return self._site.urls.relative(source, self._site.urls.agency(agency_id, REQUEST))

    def item_href(self, source: str, item_id: str) -> str:
        """Return the link from a page to an item of the mandatory or conditional list."""
        page = CONDITIONAL if item_id in self.conditional_labels else DISCLOSURE
        target = self._site.urls.agency(self._agency.id, page)
        return f"{self._site.urls.relative(source, target)}#{anchor(item_id)}"

    def item_link(self, source: str, text: str) -> markupsafe.Markup | str:
        """Render `2026-001` or `other-agency/2026-001` as a link; return other words."""
        if text in self.labels:
            return markupsafe.Markup('<a href="#{}">{}</a>').format(anchor(text), self.labels[text])
        agency, slash, item = text.partition("/")
        if slash and agency in self._site.agencies:
            target = self._site.urls.agency(agency, DISCLOSURE)
            href = f"{self._site.urls.relative(source, target)}#{anchor(item)}"
            return markupsafe.Markup('<a href="{}">{} ({})</a>').format(
                href, item, agency_name(agency)
            )
        return text

    def file_link(
        self, source: str, text: str, day: datetime.date | None = None
    ) -> markupsafe.Markup:
        """Link to an attachment with kind, size and day, or say why it is not there."""
        return self.files.link(source, text, day)

    def title_link(self, source: str, item: Item | Document) -> TitleLink | None:
        """Make the title of a row the link to what it names, with format, size and day.

        Args:
            source: Logical path of the page.
            item: The row; the first of its files can be had, else its first address on the web,
                is what the title leads to.

        Returns:
            `None` for a row that leads nowhere.
        """
        files, addresses = item.files, item.addresses
        day = item.modified or item.published
        lead: markupsafe.Markup | None = None
        signed, digest = "", markupsafe.Markup("")
        rest: list[markupsafe.Markup | str] = []
        for file in files:
            path = path_of(file)
            if lead is None and file != UNDER_REVIEW and path not in self.files.withdrawn:
                href = self.files.href(source, path)
                lead = _titled(href, item.label, self.files.about(path, day), " download")
                signed, digest = self.files.signed(path), self.files.digest(path)
            else:
                rest.append(self.files.link(source, file, day, whole=True))
        for address in addresses:
            if lead is None and is_web_address(address):
                ending = posixpath.splitext(address)[1].lstrip(".").upper()
                kind = ending if ending in _FORMATS else ""
                lead = _titled(address, item.label, kind, "")
            else:
                rest.append(access(self._site.texts["disclosure.view_at"], address))
        return None if lead is None else TitleLink(lead, tuple(rest), signed, digest)

    def body(self, page: ProsePage, rendered: Rendered) -> str:
        """Return a free page's HTML, or a sentence on when and why it was withdrawn."""
        if page.fields.is_withdrawn:
            words = taken_down(page.fields.withdrawn, self._site.texts)
            return markupsafe.Markup("<p>{}.</p>").format(words)
        return self.resolved(page.name, rendered)

    def resolved(self, name: str, rendered: Rendered) -> str:
        """Point a free page's links at files and pages, and note them for the check."""
        urls = self._site.urls
        source = urls.agency(self._agency.id, f"{PROSE}/{name}")
        targets: dict[str, str] = {}
        gone: dict[str, str] = {}
        for target in rendered.links:
            bare, _, fragment = target.partition("#")
            bare = bare.partition("?")[0]
            path = self._link_path(name, bare)
            self.prose_links.append(ProseLink(name, target, path, fragment))
            if not bare:
                continue
            suffix = f"#{fragment}" if fragment else ""
            file = attached(path)
            if path.startswith("=") and file in self.files.withdrawn:
                gone[target] = self.files.taken_down(file)
            elif path.startswith("=") and self._is_withheld(path):
                targets[target] = "#"
            elif path.startswith("="):
                if self._agency.published_file(file) is not None:
                    self.linked_files.setdefault(name, []).append(file)
                targets[target] = urls.relative_file(source, path[1:]) + suffix
            else:
                targets[target] = urls.relative(source, path) + suffix
        return rewrite_links(without_links(rendered.html, gone), targets)

    def _is_withheld(self, path: str) -> bool:
        """Tell whether a link leads to an attachment that is there and not published."""
        return attached(path) in self._agency.withheld

    def _link_path(self, name: str, bare: str) -> str:
        """Return the logical path that a relative link of a free page leads to.

        Links are written as between files of the agency's folder (`../tep/a.pdf`,
        `lich.md`) or between pages (`../cong-khai/`); both are understood.
        A file is marked with a leading `=`.
        """
        urls = self._site.urls
        page_path = f"{PROSE}/{name}"
        if not bare:
            return urls.agency(self._agency.id, page_path)
        below = posixpath.normpath(posixpath.join(PROSE, bare))
        if below.startswith("tep/"):
            return "=" + self.files.output(below)
        if bare.endswith(".md"):
            return urls.agency(self._agency.id, below.removesuffix(".md"))
        if bare.endswith(".html"):
            below = below.removesuffix(".html").removesuffix("/index")
        if below in FIXED_PAGES or below.startswith(f"{PROSE}/"):
            return urls.agency(self._agency.id, below)
        if below == ".":
            return urls.agency(self._agency.id)
        other = below.removeprefix("../")
        if other != below and other.partition("/")[0] in self._site.agencies:
            agency, _, page = other.partition("/")
            return urls.agency(agency, page)
        start = urls.agency(self._agency.id, page_path)
        return posixpath.normpath(posixpath.join("/", start, bare)).lstrip("/")


def _titled(href: str, title: str, words: str, attributes: str) -> markupsafe.Markup:
    """Render a title as a link, with a tag that tells what kind of file is behind it."""
    link = anchor_element(href, title, attributes=attributes)
    if not words:
        return link
    return markupsafe.Markup(f"{link} <small>{escaped(words)}</small>")  # noqa: S704 - escaped
