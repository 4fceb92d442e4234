"""The code that puts a page of ours into another portal: a frame, no script."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import NamedTuple

import markupsafe

from access_info.model.registry import Agency
from access_info.pages.agency.links import TITLES
from access_info.pages.rendering.paths import EMBEDDING
from access_info.pages.rendering.site import SiteContext

HEIGHT = 900


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


def frames(agency: Agency, site: SiteContext) -> Iterator[Frame]:
    """Yield every page of an agency that other portals may show, with the code of its frame."""
    urls = site.urls
    source = urls.agency(agency.id, EMBEDDING)
    for name, key in TITLES.items():
        page = urls.agency(agency.id, name)
        framed = urls.framed(agency.id, page)
        label = site.texts[f"nav.{key}"]
        words = site.texts.plain("embed.link", page=label, agency=agency.short_name)
        code = _code(
            title=f"{label} – {agency.short_name}",
            source=urls.absolute(framed),
            full=urls.absolute(page),
            words=words,
        )
        text = markupsafe.Markup(html.escape(code, quote=False))  # noqa: S704 - escaped
        yield Frame(label, urls.relative(source, framed), text)


def _code(*, title: str, source: str, full: str, words: str) -> str:
    """Render an `<iframe>` with a link that remains where the host refuses the frame."""
    return (
        f'<iframe data-access-info src="{html.escape(source)}" title="{html.escape(title)}" '
        f'width="100%" height="{HEIGHT}" loading="lazy"></iframe>\n'
        f'<p><a href="{html.escape(full)}">{html.escape(words)}</a></p>'
    )
