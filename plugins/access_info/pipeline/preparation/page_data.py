"""What machines read in the heads of pages that join: ids of organisations, catalogue, terms of re-use."""

from __future__ import annotations

import collections
import html
from collections.abc import Iterable, Iterator

from access_info.exports.structured import DatasetAbout, Organisation
from access_info.model.items import DISCLOSURE, ConditionalItem, Document, Item
from access_info.model.registry import Agency
from access_info.model.types import is_web_address
from access_info.pages.agency.disclosure import superior
from access_info.pages.rendering.paths import CATALOGUE, OPEN_DATA
from access_info.pages.rendering.site import SiteContext

LICENCE, PUBLISHER = "giay-phep", "noi-cung-cap"
_SCRIPT = '<script type="application/ld+json">{}</script>'
_MOST_KEYWORDS = 8


def script(data: str) -> str:
    """Put JSON-LD into an element that is data and never run."""
    return _SCRIPT.format(data)


def file_link(media_type: str, address: str) -> str:
    """Render a link of a page's head to the same as a file."""
    return f'<link rel="alternate" type="{media_type}" href="{html.escape(address)}">'


def open_data_address(site: SiteContext, part: str = "") -> str:
    """Return the absolute address of the page about open data, or of a part of it; "" if there is none."""
    address = site.urls.absolute(site.urls.site(OPEN_DATA))
    if not address or not site.features.downloads:
        return ""
    return f"{address}#{part}" if part else address


def jurisdiction_address(site: SiteContext) -> str:
    """Return the id of who answers for a whole site, which no page has; "" if there is none."""
    return open_data_address(site, PUBLISHER)


def license_address(site: SiteContext) -> str:
    """Return where the terms of re-use can be read; "" when none are stated."""
    terms = site.place.licence or ""
    if not terms or is_web_address(terms):
        return terms
    return open_data_address(site, LICENCE)


def organisation(agency: Agency, site: SiteContext) -> Organisation:
    """Name an agency by the id under which its first page describes it."""
    address = site.urls.absolute(site.urls.agency(agency.id))
    return Organisation(
        address=address, name=agency.profile.name, code=agency.profile.official_code or ""
    )


def parent_of(agency: Agency, site: SiteContext) -> Organisation | None:
    """Name the agency above one: by its id where it has pages here, else as the data do."""
    parent = agency.profile.parent
    if parent and parent in site.agencies:
        return Organisation(address=site.urls.absolute(site.urls.agency(parent)))
    name = str(superior(agency, site))
    return Organisation(name=name) if name else None


def about_list(agency: Agency, kind: str, site: SiteContext) -> DatasetAbout:
    """Tell what a list of an agency is joined to and what it covers, as far as its items say.

    Args:
        agency: The agency.
        kind: Name of the list.
        site: What pages share.
    """
    rows = list(_rows(agency.items if kind == DISCLOSURE else agency.conditional))
    issued = sorted(str(day) for row in rows if (day := getattr(row, "issued", None)))
    return DatasetAbout(
        publisher=organisation(agency, site),
        catalog=open_data_address(site, CATALOGUE),
        license=license_address(site),
        keywords=tuple(_keywords(rows, site)),
        temporal="/".join(dict.fromkeys((issued[0], issued[-1]))) if issued else "",
        place=site.place.name or "",
    )


def _rows(
    items: Iterable[Item | ConditionalItem],
) -> Iterator[Item | Document | ConditionalItem]:
    """Yield what a list holds; what was withdrawn tells nothing."""
    for item in items:
        if not item.is_withdrawn:
            yield item
            for document in getattr(item, "documents", ()):
                if not document.is_withdrawn:
                    yield document


def _keywords(
    rows: Iterable[Item | Document | ConditionalItem], site: SiteContext
) -> Iterator[str]:
    """Yield the titles of the law's points that most rows stand under."""
    points = collections.Counter(
        name for row in rows for name in getattr(row, "points", ()) if name
    )
    titles: dict[str, None] = {}
    for name, _ in points.most_common():
        place = site.framework.point(name)
        if place is not None:
            titles[place[1].short_title] = None
    yield from list(titles)[:_MOST_KEYWORDS]
