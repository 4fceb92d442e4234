"""Items of an agency as pages about all agencies list them: the front page, a point of a law.

Each is made once, where its agency is read, and kept from build to build: a page about all agencies
that is made anew, because one of them changed, only joins what the others gave it before.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from access_info.legal.framework import Framework
from access_info.model.as_of import AsOf
from access_info.model.items import DISCLOSURE, Item
from access_info.model.registry import Agency
from access_info.model.types import is_web_address, vn_date, vn_partial
from access_info.pages.rendering.environment import anchor, vn_size
from access_info.pages.rendering.escaping import escaped
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.summary import points_of
from access_info.source.placeholders import Placeholder

# `.pdf`, `.xlsx`: endings of files that people open; anything else behind an address is a page.
_OPENED = frozenset({"pdf", "doc", "docx", "xls", "xlsx", "ods", "odt", "csv", "zip"})


class ListedItem(NamedTuple):
    """An item in a list of several agencies' items; its links wait for `Placeholder.ROOT`.

    Attributes:
        day: ISO day of its last change, or "".
        points: Ids of the points of any law that it names.
        title: HTML: the title as a link, and what opens: `PDF, 39 kB`.
        about: HTML of number and date, or "".
    """

    day: str
    points: list[str]
    title: str
    about: str


def listed_items(
    agency: Agency, site: SiteContext, framework: Framework, as_of: AsOf
) -> Iterator[ListedItem]:
    """Yield an agency's items that are in force, the newest first.

    Args:
        agency: Whose.
        site: What pages share.
        framework: The laws.
        as_of: The day of judgement.
    """
    links = _Links(agency, site)
    rows = [
        ListedItem(
            day.isoformat() if (day := item.modified or item.published) else "",
            points_of(item, framework),
            links.title(item),
            _about(item),
        )
        for item in agency.items
        if not item.is_over(as_of)
    ]
    rows.sort(key=lambda row: row.day, reverse=True)
    yield from rows


class _Links:
    """Makes titles of one agency's items links."""

    def __init__(self, agency: Agency, site: SiteContext) -> None:
        self._agency = agency
        self._urls = site.urls
        self._texts = site.texts
        self._dead = site.dead_links.get(agency.id, {})
        self._gone = agency.withdrawn_files
        self._list = site.urls.address(site.urls.agency(agency.id, DISCLOSURE))

    def title(self, item: Item) -> str:
        """Link to what the item is: a file, a page elsewhere, or else its place in the list."""
        for name in item.files:
            path = name if name.startswith("tep/") else f"tep/{name}"
            file = self._agency.attachments.get(path)
            if file is not None and path not in self._gone and path not in self._agency.withheld:
                kind = posixpath.splitext(path)[1].lstrip(".").upper()
                href = self._urls.address_of_file(self._urls.attachment(self._agency.id, path))
                return _linked(item.label, Placeholder.ROOT + href, f"{kind}, {vn_size(file.size)}")
        for address in item.addresses:
            if is_web_address(address) and address not in self._dead:
                kind = posixpath.splitext(address.partition("?")[0])[1].lstrip(".").lower()
                words = kind.upper() if kind in _OPENED else ""
                return _linked(item.label, address, words)
        href = f"{Placeholder.ROOT}{self._list}#{anchor(item.id)}"
        count = len(item.documents)
        words = self._texts.plain("laws.documents", count=count) if count else ""
        return _linked(item.label, href, words)


def _linked(title: str, href: str, opens: str) -> str:
    tag = f" <small>{escaped(opens)}</small>" if opens else ""
    return f'<a href="{escaped(href)}">{escaped(title)}</a>{tag}'


def _about(item: Item) -> str:
    """Return the quiet line of number and date."""
    number = item.number if item.title else ""
    day = vn_partial(item.issued) if item.issued else ""
    if not day and (last := item.modified or item.published):
        day = vn_date(last)
    return escaped(" · ".join(part for part in (number, day) if part))
