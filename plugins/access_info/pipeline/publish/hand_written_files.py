"""Hand-written pages and the files beside them → files of a site without a theme."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import markupsafe

from access_info.pages.rendering.environment import SOURCE, load_texts
from access_info.pages.rendering.paths import crumb_list
from access_info.pages.rendering.site import SiteContext
from access_info.pipeline.hand_written.pages import HandWritten, HandWrittenPage
from access_info.pipeline.publish.frames import STAFF, STAFF_FOLDERS, OwnerParts, PlainShells
from access_info.search import SearchRecord
from access_info.shells import Shell, policy_element

_FRONT, _ARTICLE = "trang-dau", "bai-viet"
_NOINDEX = '<meta name="robots" content="noindex">'
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')


def owner_parts(hand_written: HandWritten | None) -> OwnerParts:
    """Gather what hand-written pages add to the frame of every page."""
    if hand_written is None:
        return OwnerParts()
    menu = hand_written.menu
    staff = [(menu.files[source].address, key) for source, key in STAFF if source in menu.files]
    further = [
        (address, title)
        for address, title in menu.further()
        if "://" in address or not address.startswith(STAFF_FOLDERS)
    ]
    return OwnerParts(staff=tuple(staff), more=tuple(further))


def write_hand_written(
    hand_written: HandWritten, site: SiteContext, shells: PlainShells, *, out: Path
) -> None:
    """Write every page, and copy every other file.

    Args:
        hand_written: The pages.
        site: What pages share.
        shells: What stands around them.
        out: The output folder.
    """
    made: dict[tuple[int, bool], Shell] = {}
    for page in hand_written.pages:
        key = (page.file.depth, not page.file.address)
        if key not in made:
            made[key] = shells(key[0], edit=False, nav=False, home=key[1])
        target = out / page.file.file
        target.parent.mkdir(parents=True, exist_ok=True)
        whole = _in_shell(page, hand_written, made[key], site)
        target.write_text(whole, encoding="utf-8", newline="\n")
    for file in hand_written.files:
        target = out / file.file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(hand_written.content.folder / file.source, target)


def _in_shell(
    page: HandWrittenPage, hand_written: HandWritten, shell: Shell, site: SiteContext
) -> str:
    side = hand_written.menu.beside(page.file)
    prose = f'<div class="ai-prose">\n{page.html}\n</div>'
    whole = shell.fill(
        texts={
            "title": page.title,
            "description": page.description,
            "canonical": f"{site.urls.site_url}{page.file.address}",
            "kind": _ARTICLE if page.file.address else _FRONT,
        },
        fragments={
            "head": "".join(_head(page, site)),
            "languages": _languages(page, site),
            "crumbs": _crumbs(page, hand_written) if page.file.address else "",
            "content": f'<div class="ai-prose-columns">{side}{prose}</div>' if side else prose,
        },
    )
    # What the owner writes may have styles and scripts of its own, which agencies' pages have not.
    return _POLICY.sub(lambda _: policy_element(whole), whole, count=1)


def _head(page: HandWrittenPage, site: SiteContext) -> Iterator[str]:
    """Yield what search engines are told: not to list the page, or where other languages' are."""
    if page.is_hidden:
        yield _NOINDEX
    for tag, path in () if page.file.address else _front_pages(site):
        if address := site.urls.absolute(path):
            yield f'<link rel="alternate" hreflang="{tag}" href="{html.escape(address)}">'


def _crumbs(page: HandWrittenPage, hand_written: HandWritten) -> str:
    """Render the way to a page through the navigation."""
    links: list[tuple[str, str | markupsafe.Markup]] = [
        (page.file.to(""), load_texts()["site.home"]),
        *((page.file.to(address), title) for address, title in hand_written.menu.above(page.file)),
    ]
    return crumb_list(links, page.title)


def _languages(page: HandWrittenPage, site: SiteContext) -> str:
    """Render links to the front pages in other languages, each named in its own."""
    links = [
        f'<a lang="{tag}" hreflang="{tag}" href="{page.file.to(site.urls.address(path))}">'
        f"{html.escape(load_texts(tag)['site.language'])}</a>"
        for tag, path in _front_pages(site)
        if tag != SOURCE
    ]
    return f'<p class="ai-languages">{" · ".join(links)}</p>' if links else ""


def _front_pages(site: SiteContext) -> tuple[tuple[str, str], ...]:
    """List where the front page stands in each language: tag, logical path."""
    if site.urls.single is not None:
        return ()
    return site.alternates(lambda other: other.site(""))


def search_records(hand_written: HandWritten | None) -> tuple[SearchRecord, ...]:
    """List the pages that the search finds."""
    pages = hand_written.pages if hand_written is not None else ()
    return tuple(
        SearchRecord(page.title, page.file.address) for page in pages if not page.is_hidden
    )


def kept_pages(hand_written: HandWritten | None) -> dict[str, str]:
    """Gather what stands on each page, by address, for browsers that keep copies of them."""
    pages = hand_written.pages if hand_written is not None else ()
    return {page.file.address: f"{page.title}\n{page.html}" for page in pages}
