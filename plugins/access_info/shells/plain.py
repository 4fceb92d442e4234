"""The shell without a theme: one small page that stands on its own, no scripts."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import jinja2

from access_info.shells.shell import Shell, slot

_FOLDER = Path(__file__).parent.parent / "templates" / "plain"


@dataclasses.dataclass(frozen=True)
class PlainTexts:
    """Words around a page.

    Attributes:
        language: BCP 47 tag.
        site_name: Name of the site.
        notice: A sentence at the top of every page, or "".
        skip: The link that skips to the content.
        site_pages: Name of the list of links.
        edit: Words of the link that opens the data.
        links: Main pages: address below the site's root, words.
        has_canonical: Whether pages know their absolute address.
    """

    language: str
    site_name: str
    notice: str
    skip: str
    site_pages: str
    edit: str
    links: tuple[tuple[str, str], ...]
    has_canonical: bool


def plain_shell(texts: PlainTexts, *, depth: int, edit: bool = False, nav: bool = False) -> Shell:
    """The shell of pages that lie `depth` folders below the site's root.

    Args:
        texts: Words around the page.
        depth: Folders between the page and the root.
        edit: Whether pages link to their data.
        nav: Whether pages have a navigation of their own.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    root = "../" * depth or "./"
    page = environment.get_template("shell.html.jinja").render(
        texts=texts, root=root, slot=slot, edit=edit, nav=nav
    )
    return Shell.of(page)
