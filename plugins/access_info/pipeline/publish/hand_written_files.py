"""Hand-written pages and the files beside them → files of a site without a theme."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from access_info.pipeline.hand_written.pages import HandWritten, HandWrittenPage
from access_info.pipeline.publish.frames import PlainShells
from access_info.search import SearchRecord
from access_info.shells import Shell, policy_element

_FRONT, _ARTICLE = "trang-dau", "bai-viet"
_NOINDEX = '<meta name="robots" content="noindex">'
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')


def write_hand_written(
    hand_written: HandWritten, shells: PlainShells, *, out: Path, site_url: str
) -> None:
    """Write every page, and copy every other file.

    Args:
        hand_written: The pages.
        shells: What stands around them.
        out: The output folder.
        site_url: Absolute address of the site's root with a final slash, or "".
    """
    by_depth: dict[int, Shell] = {}
    for page in hand_written.pages:
        depth = page.file.depth
        if depth not in by_depth:
            by_depth[depth] = shells(depth, edit=False, nav=False)
        target = out / page.file.file
        target.parent.mkdir(parents=True, exist_ok=True)
        whole = _in_shell(page, hand_written, by_depth[depth], site_url)
        target.write_text(whole, encoding="utf-8", newline="\n")
    for file in hand_written.files:
        target = out / file.file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(hand_written.content.folder / file.source, target)


def _in_shell(page: HandWrittenPage, hand_written: HandWritten, shell: Shell, site_url: str) -> str:
    side = hand_written.menu.beside(page.file)
    prose = f'<div class="ai-prose">\n{page.html}\n</div>'
    whole = shell.fill(
        texts={
            "title": page.title,
            "description": page.description,
            "canonical": f"{site_url}{page.file.address}",
            "kind": _ARTICLE if page.file.address else _FRONT,
        },
        fragments={
            "head": _NOINDEX if page.is_hidden else "",
            "content": f'<div class="ai-prose-columns">{side}{prose}</div>' if side else prose,
        },
    )
    # What the owner writes may have styles and scripts of its own, which agencies' pages have not.
    return _POLICY.sub(lambda _: policy_element(whole), whole, count=1)


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


def sitemap_lines(hand_written: HandWritten | None, site_url: str) -> Iterator[str]:
    """Write one element of a sitemap for each page that may be found."""
    for page in hand_written.pages if hand_written is not None else ():
        if not page.is_hidden:
            yield f"<url><loc>{html.escape(site_url + page.file.address)}</loc></url>\n"
