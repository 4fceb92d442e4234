"""What search engines are told of a site's pages: the sitemap (sitemaps.org 0.9) and `robots.txt` (RFC 9309)."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from access_info.model.as_of import AsOf
from access_info.pages.rendering.site import law_in_force
from access_info.pipeline.hand_written.pages import HandWritten
from access_info.pipeline.preparation.prepare import Prepared

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"


def write_sitemap(out: Path, entries: Iterable[tuple[str, str]]) -> None:
    """Write the sitemap, and a compressed copy without the hour in it.

    Args:
        out: The output folder.
        entries: Absolute address and ISO day of the last change of each page.
    """
    content = "".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n',
            *_elements(entries),
            "</urlset>\n",
        )
    ).encode()
    (out / SITEMAP).write_bytes(content)
    pack_sitemap(out)


def pack_sitemap(out: Path) -> None:
    """Write the compressed copy of the sitemap in a folder, the same bytes at any hour."""
    with gzip.GzipFile(out / f"{SITEMAP}.gz", "wb", mtime=0) as file:
        file.write((out / SITEMAP).read_bytes())


def with_our_pages(content: str, prepared: Prepared) -> str:
    """Add the pages made from data to the sitemap of a site that has others, in place of earlier ones."""
    elements = "".join(_elements(page_entries(prepared)))
    context = prepared.context
    if context is not None and context.urls.prefix:
        root = html.escape(context.urls.site_url + context.urls.prefix)
        earlier = rf"<url><loc>{re.escape(root)}[/.][^<]*</loc><lastmod>[^<]*</lastmod></url>\n"
        content = re.sub(earlier, "", content)
    return content.replace("</urlset>", f"{elements}</urlset>")


def page_entries(prepared: Prepared) -> Iterator[tuple[str, str]]:
    """Yield absolute address and ISO day of the last change of every indexed page made from data.

    A page that tells no day of its own has its agency's newest, and one about all agencies the newest
    of them all: a new day changes nothing, only new data do.
    """
    if prepared.context is None:
        return
    absolute, newest = prepared.context.urls.absolute, newest_day(prepared)
    for entry in prepared.site.pages:
        if entry.indexed:
            yield absolute(entry.path), entry.updated or newest
    for build in prepared.builds.values():
        newest_of_agency = max((entry.updated for entry in build.pages), default="") or newest
        for entry in build.pages:
            if entry.indexed:
                yield absolute(entry.path), entry.updated or newest_of_agency


def hand_written_entries(
    hand_written: HandWritten | None, prepared: Prepared, changed: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield absolute address and ISO day of the last change of each hand-written page that may be found.

    Args:
        hand_written: The pages.
        prepared: The site.
        changed: Of files of their folder, the day when each was last committed.
    """
    if hand_written is None or prepared.context is None:
        return
    newest = newest_day(prepared)
    for page in hand_written.pages:
        if not page.is_hidden:
            address = f"{prepared.context.urls.site_url}{page.file.address}"
            yield address, changed.get(page.file.source, newest)


def newest_day(prepared: Prepared) -> str:
    """Return the ISO day when any agency's data last changed; else that since when the law is in force."""
    days = (entry.updated for build in prepared.builds.values() for entry in build.pages)
    if newest := max(days, default=""):
        return newest
    if prepared.context is None:
        raise ValueError("the laws cannot be read")
    law = law_in_force(prepared.context.framework, AsOf(prepared.options.as_of))
    return law.in_force_from.isoformat()


def robots_text(site_url: str) -> str:
    """Write a site's `robots.txt`: everything may be read, and where the sitemap is.

    Robots look for the file at the root of a host only.

    Args:
        site_url: Absolute address of the site's root with a final slash, or "".

    Returns:
        "" where the site has no host of its own.
    """
    if urlsplit(site_url).path != "/":
        return ""
    return f"User-agent: *\nDisallow:\n\nSitemap: {site_url}{SITEMAP}\n"


def _elements(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    for address, changed in entries:
        yield f"<url><loc>{html.escape(address)}</loc><lastmod>{changed}</lastmod></url>\n"
