"""The code that puts our pages into another portal: frames, links alone, and what lets frames grow.

What portals' own filters leave of it was tried (`tests/sites/test_embedding.py` holds the outcome): no
attribute without a value, none that a filter takes away, no dash in a title.
"""

from __future__ import annotations

import html
from typing import NamedTuple
from urllib.parse import urlsplit

import markupsafe

from access_info.model.registry import Agency
from access_info.pages.agency.links import TITLES
from access_info.pages.rendering.paths import EMBEDDING
from access_info.pages.rendering.site import SiteContext

# Height of a frame that nothing makes grow, in px: a laptop's screen shows all of it, a phone's some host around it.
HEIGHT = 640
# What a portal loads so that frames are as tall as what they show, below the site's root.
FRAME_HEIGHT = "assets/access-info/frame-height.js"


class Frame(NamedTuple):
    """A page that can be framed.

    Attributes:
        label: What it is called.
        href: Link to the framed page.
        code: HTML for the host page, as text to be copied; escaped as far as text is.
    """

    label: str
    href: str
    code: markupsafe.Markup


class Offer(NamedTuple):
    """All that another portal may take; codes as in `Frame`.

    Attributes:
        host: Domain that the portal must trust, or "" where the site's address is not known.
        frames: Every page that can be framed.
        links: Code of links alone.
        script: Code that lets frames grow.
        script_file: Link to the script itself.
    """

    host: str
    frames: tuple[Frame, ...]
    links: markupsafe.Markup
    script: markupsafe.Markup
    script_file: str


def offer(agency: Agency, site: SiteContext) -> Offer:
    """Write what other portals may take of an agency."""
    urls, texts = site.urls, site.texts
    source = urls.agency(agency.id, EMBEDDING)
    frames, links = [], []
    for name, key in TITLES.items():
        page = urls.agency(agency.id, name)
        framed = urls.framed(agency.id, page)
        label = texts[f"nav.{key}"]
        title = texts.plain("embed.frame", page=label, agency=agency.short_name)
        words = texts.plain("embed.link", page=label, agency=agency.short_name)
        code = (
            f"<p>{_link(urls.absolute(page), words)}</p>\n"
            f'<iframe src="{html.escape(urls.absolute(framed))}" title="{html.escape(title)}" '
            f'width="100%" height="{HEIGHT}"></iframe>'
        )
        frames.append(Frame(label, urls.relative(source, framed), _shown(code)))
        links.append(f"<li>{_link(urls.absolute(page), label)}</li>")
    name = texts.plain("embed.section", agency=agency.short_name)
    script = f'<script src="{html.escape(urls.site_url)}{FRAME_HEIGHT}" defer="defer"></script>'
    return Offer(
        host=urlsplit(urls.site_url).hostname or "",
        frames=tuple(frames),
        links=_shown("\n".join((f"<p>{html.escape(name)}</p>", "<ul>", *links, "</ul>"))),
        script=_shown(script),
        script_file=urls.relative_file(source, FRAME_HEIGHT),
    )


def _link(href: str, words: str) -> str:
    return f'<a href="{html.escape(href)}">{html.escape(words)}</a>'


def _shown(code: str) -> markupsafe.Markup:
    """Escape code so that a page shows it."""
    return markupsafe.Markup(html.escape(code, quote=False))  # noqa: S704 - escaped
