"""The shell without a theme: header, breadcrumb, footer and one page between them."""

from __future__ import annotations

import dataclasses

from access_info.shells.pages import shell_from
from access_info.shells.shell import PLACE_SLOTS, Shell

# Entries of the menu, each with the slot that marks it as where the reader is.
FIND, ASK, AGENCIES, DUTIES, FIGURES = PLACE_SLOTS


@dataclasses.dataclass(frozen=True)
class MenuEntry:
    """One of the main pages in the menu.

    Attributes:
        place: One of `PLACE_SLOTS`: the slot that is filled where the reader is there.
        href: Address below the site's root.
        words: What it is called.
    """

    place: str
    href: str
    words: str


@dataclasses.dataclass(frozen=True)
class FooterColumn:
    """A list of links in the footer.

    Attributes:
        title: What it is called.
        links: Address below the site's root, or an absolute one, and words.
    """

    title: str
    links: tuple[tuple[str, str], ...]


@dataclasses.dataclass(frozen=True)
class PlainTexts:
    """Words around a page.

    Attributes:
        language: BCP 47 tag.
        name: What the service is called.
        place_name: The jurisdiction, or "".
        site_name: Both, for the title of the window.
        sign: Path of the emblem below the site's root.
        notice: A sentence at the top of every page, or "".
        notice_label: What that sentence is called.
        skip: The link that skips to the content.
        home: Address of the front page below the site's root.
        search: Name of what is typed into the search box.
        search_box: Name of the search box.
        search_hint: An example of what to type.
        search_button: Its button.
        search_address: Address of the search page below the site's root, or "".
        menu: Name of the menu, which is also what opens it on a phone.
        links: The menu.
        agency_pages: Name of an agency's own navigation.
        crumbs: Name of the breadcrumb.
        edit: Words of the link that opens the data.
        tells_age: Whether an old copy says that it is one.
        stale: What it then says, with holes `{date}` and `{days}`; "" for what the style sheet of the day
            has it say.
        has_canonical: Whether pages know their absolute address.
        worker: Path of the service worker below the site's root, or "".
        generator: Name and version of the program.
        styles: Further style sheets: addresses below the site's root, or absolute ones.
        palette: What the button of colours says by day and by night, one a line; "" where there is
            none.
        office: HTML of the body that is responsible for the site, or "".
        updated: Words before the day of the build.
        footer: Lists of links; the last is for staff.
        form: Address of the form on the web below the site's root, or "".
        form_words: What it is called.
        copyright: HTML of what the owner says of the site, or "".
    """

    language: str
    name: str
    place_name: str
    site_name: str
    sign: str
    notice: str
    notice_label: str
    skip: str
    home: str
    search: str
    search_box: str
    search_hint: str
    search_button: str
    search_address: str
    menu: str
    links: tuple[MenuEntry, ...]
    agency_pages: str
    crumbs: str
    edit: str
    tells_age: bool
    stale: str
    has_canonical: bool
    worker: str
    generator: str
    styles: tuple[str, ...] = ()
    palette: str = ""
    office: str = ""
    updated: str = ""
    footer: tuple[FooterColumn, ...] = ()
    form: str = ""
    form_words: str = ""
    copyright: str = ""


def plain_shell(
    texts: PlainTexts, *, depth: int, edit: bool = False, nav: bool = False, home: bool = False
) -> Shell:
    """Render the shell without a theme for pages `depth` folders below the site's root.

    Args:
        texts: Words around the page.
        depth: Folders between the page and the root.
        edit: Whether pages link to their data.
        nav: Whether pages have a navigation of their own.
        home: Whether it is for the front page, which has a search box of its own.
    """
    return shell_from(
        "plain/shell.html.jinja",
        depth=depth,
        texts=texts,
        edit=edit,
        nav_of_agency=nav,
        home=home,
    )
