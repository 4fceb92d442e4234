"""Shells: rendered pages with slots, which are filled with one page's content many thousand times.

Here stand the shell itself, the Content-Security-Policy of a page, and the two shells of our own: the
plain one (header, breadcrumb, footer) and the bare one for pages in other portals' frames.
"""

from __future__ import annotations

import base64
import dataclasses
import functools
import hashlib
import html
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

import jinja2

from access_info.source.placeholders import Placeholder, slot, split_at_slots
from access_info.source.templating.bytecode import bytecode
from access_info.source.templating.layout import compact

# A page with slots: rendered once, filled many thousand times by worker processes.

# The slots of a shell by what fills them: texts are escaped by `Shell.fill`, HTML is put in as it is.
TEXT_SLOTS = (
    "title",
    "description",
    "canonical",
    "edit_url",
    "kind",
    "full",
    "agency",
    "of_agency",
)
HTML_SLOTS = ("head", "nav", "languages", "crumbs", "content", "scripts", "page_scripts", "toc")
# Slots for an attribute of a menu entry: ` aria-current="page"` on the entry where the reader is.
PLACE_SLOTS = ("at_find", "at_ask", "at_agencies", "at_duties", "at_figures")


@dataclasses.dataclass(frozen=True)
class Shell:
    """The HTML around our pages (header, menu, footer), split at the slots to fill.

    Attributes:
        parts: Text, slot name, text, slot name, … text.
        entry: An entry of the host page's table of contents, split likewise at its slots `toc_address`
            and `toc_title`; empty where the host has no table of contents.
    """

    parts: tuple[str, ...]
    entry: tuple[str, ...] = ()

    @property
    def is_guest(self) -> bool:
        """Tell whether the page around our content is a page of somebody else's site (the host).

        There scripts stand inside the content, so only such a shell has a slot for them.
        """
        return "page_scripts" in self.parts[1::2]

    def contents(self, headings: Iterable[tuple[str, str]]) -> str:
        """Render the entries of the host's table of contents for one page.

        Args:
            headings: Address and words of each heading of the page, as HTML.
        """
        return "".join(
            _filled(self.entry, {"toc_address": address, "toc_title": words})
            for address, words in headings
        )

    @classmethod
    def of(cls, page: str) -> Shell:
        """Split a page that was rendered with `slot` marks into a shell.

        Raises:
            ValueError: The page has no slot for the content, or an unknown slot.
        """
        parts = split_at_slots(page)
        if "content" not in parts[1::2]:
            raise ValueError("the page has no slot for the content")
        unknown = set(parts[1::2]) - {*TEXT_SLOTS, *HTML_SLOTS, *PLACE_SLOTS}
        if unknown:
            raise ValueError(f"unknown slots: {', '.join(sorted(unknown))}")
        return cls(parts)

    def fill(self, *, texts: Mapping[str, str], fragments: Mapping[str, str]) -> str:
        """Fill the slots with texts and HTML, and return the whole page.

        Args:
            texts: Plain text by slot name; absent means empty.
            fragments: HTML by slot name; absent means empty.
        """
        values = {name: html.escape(text) for name, text in texts.items()}
        return _filled(self.parts, {**values, **fragments})


def _filled(parts: Iterable[str], values: Mapping[str, str]) -> str:
    """Return text whose every second part is the name of a slot, filled with the slots' values."""
    filled = list(parts)
    filled[1::2] = [values.get(name, "") for name in filled[1::2]]
    return "".join(filled)


# The Content-Security-Policy of a page (W3C CSP Level 3): browsers refuse all sources it does not name.

# `<script>go()</script>`: attributes, script; also `<script src="a.js"></script>`.
_INLINE = re.compile(r"<script((?:\s[^>]*)?)>(.*?)</script>", re.S)
# Type of a block of data, which is not executed and so needs no permission: `type="application/ld+json"`;
# not `type=module`, `type="text/javascript"`.
_DATA_TYPE = re.compile(r"""type\s*=\s*(?!["']?(?:text/javascript|module)\b)""")
_HAS_STYLES = re.compile(r"<style|\sstyle\s*=")
_POLICY_META = '<meta http-equiv="Content-Security-Policy" content="{}">'
_STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}


def policy(page: str) -> str:
    """Return the Content-Security-Policy under which a page works but an injected script does not run.

    Args:
        page: The whole page, or its shell. The inline scripts in it are allowed by their hashes.
    """
    rules = dict(_STRICT)
    hashes = sorted(_hash(body) for attributes, body in _INLINE.findall(page) if _runs(attributes))
    rules["script-src"] = " ".join(["'self'", *dict.fromkeys(hashes)])
    if _HAS_STYLES.search(page):
        rules["style-src"] = "'self' 'unsafe-inline'"
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def policy_element(page: str) -> str:
    """Render the Content-Security-Policy of a page as a `<meta>` for its head.

    Under it the page works, but a script that somebody injects does not run.
    """
    return _POLICY_META.format(html.escape(policy(page)).replace("&#x27;", "'"))


def _runs(attributes: str) -> bool:
    """Tell from its attributes whether a `<script>` is inline and executed: no `src`, no type of data."""
    return " src" not in attributes and not _DATA_TYPE.search(attributes)


def _hash(script: str) -> str:
    """Return the policy's expression that allows one inline script: `'sha256-…'`."""
    digest = hashlib.sha256(script.replace("\r\n", "\n").encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


# The templates of our own shells: rendered with slots, with a policy in the head.

_FOLDER = Path(__file__).parent.parent / "templates"


def shell_from(template: str, *, depth: int, **values: object) -> Shell:
    """Render a template as the shell of pages that lie `depth` folders below the site's root.

    Its Content-Security-Policy allows the inline scripts of the template.

    Args:
        template: Path below `templates/`.
        depth: Folders between the page and the root.
        values: What the template shows.
    """
    page = rendered(template, depth=depth, policy=Placeholder.POLICY, **values)
    return Shell.of(Placeholder.POLICY.fill(page, policy_element(page)))


def rendered(template: str, *, depth: int, **values: object) -> str:
    """Render a template as HTML with slots, made compact; the arguments are those of `shell_from`."""
    root = "../" * depth or "./"
    return compact(_environment().get_template(template).render(root=root, slot=slot, **values))


@functools.cache
def _environment() -> jinja2.Environment:
    """Return the Jinja environment for templates of shells; made once for a process."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([_FOLDER, _FOLDER / "theme" / "own"]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        bytecode_cache=bytecode("shells"),
        trim_blocks=True,
        lstrip_blocks=True,
    )


class TextsByKey(Protocol):
    """The texts of a language, by key, as templates look them up."""

    def __getitem__(self, key: str, /) -> str:
        """Return the text of a key."""


# The shells of our own: for pages that other portals show in an `<iframe>` (no header or menu, the
# iframe's width), and the one without a theme: header, breadcrumb, footer and one page between them.

# The main pages in the menu, each by the slot that marks its entry as the current one.
FIND_SLOT, ASK_SLOT, AGENCIES_SLOT, DUTIES_SLOT, FIGURES_SLOT = PLACE_SLOTS


@dataclasses.dataclass(frozen=True)
class MenuEntry:
    """An entry of the menu: a link to one of the main pages.

    Attributes:
        place: One of `PLACE_SLOTS`: the slot that is filled to mark this entry as the current one.
        href: Address below the site's root.
        words: The words of the link.
    """

    place: str
    href: str
    words: str


@dataclasses.dataclass(frozen=True)
class FooterColumn:
    """A list of links in the footer.

    Attributes:
        title: The heading of the list.
        links: Address below the site's root, or an absolute one, and words.
    """

    title: str
    links: tuple[tuple[str, str], ...]


@dataclasses.dataclass(frozen=True)
class PlainTexts:
    """The words, links and settings of the shell without a theme, in one language.

    Attributes:
        language: BCP 47 tag.
        words: The texts of the language, by key.
        place_name: The jurisdiction, or "".
        site_name: Service and jurisdiction, for the title of the window.
        sign: Path of the emblem below the site's root.
        notice: A sentence at the top of every page, or "".
        home: Address of the front page below the site's root.
        search_box: Name of the search box.
        search_address: Address of the search page below the site's root, or "".
        links: The menu.
        tells_age: Whether a page that was built many days ago warns the reader that it is old.
        stale: The words of that warning, with `{date}` and `{days}` to fill in; "" for the warning that
            the style sheet of the day (`as-of.css`) writes.
        has_canonical: Whether pages know their absolute address.
        worker: Path of the service worker below the site's root, or "".
        generator: Name and version of the program.
        styles: Further style sheets: addresses below the site's root, or absolute ones.
        palette: The two labels of the button for dark colours, by day and by night, one a line; ""
            where there is no such button.
        office: HTML about the body that is responsible for the site, or "".
        footer: Lists of links; the last is for staff.
        form: Address of the form on the web below the site's root, or "".
        copyright: HTML of the owner's line on copyright, or "".
    """

    language: str
    words: TextsByKey
    place_name: str
    site_name: str
    sign: str
    notice: str
    home: str
    search_box: str
    search_address: str
    links: tuple[MenuEntry, ...]
    tells_age: bool
    stale: str
    has_canonical: bool
    worker: str
    generator: str
    styles: tuple[str, ...] = ()
    palette: str = ""
    office: str = ""
    footer: tuple[FooterColumn, ...] = ()
    form: str = ""
    copyright: str = ""


def embed_shell(texts: PlainTexts, *, depth: int, accessibility: str = "") -> Shell:
    """Render the shell of pages in other portals' frames, `depth` folders below the site's root.

    Args:
        texts: Words and settings, of which only a few are shown there.
        depth: Folders between the page and the root.
        accessibility: Address of the accessibility statement below the root, or "".
    """
    template = "embed/shell.html.jinja"
    return shell_from(template, depth=depth, texts=texts, accessibility=accessibility)


def plain_shell(
    texts: PlainTexts, *, depth: int, edit: bool = False, nav: bool = False, home: bool = False
) -> Shell:
    """Render the shell without a theme for pages `depth` folders below the site's root.

    Args:
        texts: Words around the page.
        depth: Folders between the page and the root.
        edit: Whether pages have a link to edit their data.
        nav: Whether pages have a navigation of their own, as an agency's have.
        home: Whether the shell is for the front page, which has a search box of its own.
    """
    return shell_from(
        "plain/shell.html.jinja",
        depth=depth,
        texts=texts,
        edit=edit,
        nav_of_agency=nav,
        home=home,
    )
