"""The shell without a theme: one small page that stands on its own."""

from __future__ import annotations

import dataclasses

from access_info.shells.pages import shell_from
from access_info.shells.shell import Shell


@dataclasses.dataclass(frozen=True)
class PlainTexts:
    """Words around a page.

    Attributes:
        language: BCP 47 tag.
        site_name: Name of the site.
        notice: A sentence at the top of every page, or "".
        notice_label: What that sentence is called.
        skip: The link that skips to the content.
        home: Address of the front page below the site's root.
        search: Name of what is typed into the search box.
        search_box: Name of the search box.
        search_button: Its button.
        search_address: Address of the search page below the site's root.
        site_pages: Name of the list of links.
        agency_pages: Name of an agency's own navigation.
        edit: Words of the link that opens the data.
        links: Main pages: address below the site's root, words.
        stale: What is said of an old copy, with holes `{date}` and `{days}`.
        stale_days: Days after which a copy is old, or `None`.
        has_canonical: Whether pages know their absolute address.
        worker: Path of the service worker below the site's root, or "".
        accessibility: Words of the link to the accessibility statement, or "".
        accessibility_address: Where it stands below the site's root.
    """

    language: str
    site_name: str
    notice: str
    notice_label: str
    skip: str
    home: str
    search: str
    search_box: str
    search_button: str
    search_address: str
    site_pages: str
    agency_pages: str
    edit: str
    links: tuple[tuple[str, str], ...]
    stale: str
    stale_days: int | None
    has_canonical: bool
    worker: str
    accessibility: str = ""
    accessibility_address: str = ""


def plain_shell(texts: PlainTexts, *, depth: int, edit: bool = False, nav: bool = False) -> Shell:
    """Render the shell without a theme for pages `depth` folders below the site's root.

    Args:
        texts: Words around the page.
        depth: Folders between the page and the root.
        edit: Whether pages link to their data.
        nav: Whether pages have a navigation of their own.
    """
    return shell_from("plain/shell.html.jinja", depth=depth, texts=texts, edit=edit, nav=nav)
