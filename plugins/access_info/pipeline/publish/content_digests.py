"""What tells a reader's browser which of its saved copies are no longer true.

A text that was taken away, a row or a free page that is gone must leave the copies that browsers keep
for reading without a network; copies of other agencies' pages must stay. So the site says of each
agency, and of each part of the site that is no agency's, a digest of what it publishes; the service
worker (`site/sw.js.jinja`) compares it with the digest under which a copy was made.

One line each: eight characters, a space, the start of the addresses that it stands for, relative to the
worker's scope. For 600 agencies that is about 20 kB, 10 kB compressed, fetched only when it changed: the
style sheet of the day, which the worker asks for anyway, names the state of the whole.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Mapping

from access_info.pages.rendering.paths import OPEN_DATA
from access_info.pipeline.incremental.agency_build import short_digest
from access_info.pipeline.preparation.prepare import Prepared


def content_digests(prepared: Prepared, markdown_pages: Mapping[str, str]) -> str:
    """Write the digests of a site, sorted, a line each.

    Args:
        prepared: The site.
        markdown_pages: Pages that are not made from agencies' data: address below the site's root, and
            what stands on it.
    """
    if prepared.context is None:
        return ""
    urls, names, calls = prepared.context.urls, prepared.names, prepared.calls
    root = posixpath.dirname(urls.shared("x"))
    # What nothing else stands for belongs to the front page.
    shown_parts: defaultdict[str, list[str]] = defaultdict(list, {"": []})
    for name, build in prepared.builds.items():
        if build.summary is not None:
            told = (names.get(other, "") + calls.get(other, "") for other in build.mentions)
            shown = [build.content, *told]
            shown_parts[_below(f"{urls.folder(name)}/".lstrip("/"), root)].append("\n".join(shown))
    every_agency = "\n".join(build.content for build in prepared.builds.values())
    for entry in prepared.site.pages:
        address = urls.address(entry.path)
        # The page about open data shows how files begin that hold every agency's rows.
        more = every_agency if entry.path == urls.site(OPEN_DATA) else ""
        shown_parts[_part(_below(address, root))].append(f"{address}\n{entry.content}{more}")
    for address, text in markdown_pages.items():
        if not root or address.startswith(f"{root}/"):
            shown_parts[_part(_below(address, root))].append(f"{address}\n{short_digest(text)}")
    return "".join(
        f"{short_digest(chr(0).join(sorted(parts)))} {start}\n"
        for start, parts in sorted(shown_parts.items())
    )


def _below(address: str, root: str) -> str:
    """Make an address relative to the folder that everything of ours stands in."""
    return address.removeprefix(f"{root}/") if root else address


def _part(address: str) -> str:
    """Return the part of the site that a page belongs to: its first folder, or itself."""
    first, slash, _ = address.partition("/")
    return first + slash
