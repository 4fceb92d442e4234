"""The shell without a theme: header, breadcrumb, footer and one page between them."""

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

# A page with holes: the theme renders it once, workers fill it many thousand times.

# What may be put into a shell. Texts are escaped by `fill`, HTML is put in as it is.
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
# Attributes of the menu's entries: ` aria-current="page"` where the reader is.
PLACE_SLOTS = ("at_find", "at_ask", "at_agencies", "at_duties", "at_figures")


@dataclasses.dataclass(frozen=True)
class Shell:
    """Text split at its slots.

    Attributes:
        parts: Text, slot name, text, slot name, … text.
        entry: An entry of the host's table of contents, split likewise at `toc_address` and `toc_title`;
            empty where there is none.
    """

    parts: tuple[str, ...]
    entry: tuple[str, ...] = ()

    @property
    def is_guest(self) -> bool:
        """Tell whether the page around ours is of somebody else's site."""
        return "page_scripts" in self.parts[1::2]

    def contents(self, headings: Iterable[tuple[str, str]]) -> str:
        """Render the host's table of contents.

        Args:
            headings: Address and words of each entry, as HTML.
        """
        entries = []
        for address, words in headings:
            parts = list(self.entry)
            values = {"toc_address": address, "toc_title": words}
            parts[1::2] = [values[name] for name in parts[1::2]]
            entries.append("".join(parts))
        return "".join(entries)

    @classmethod
    def of(cls, page: str) -> Shell:
        """Split a page that was rendered with `slot` marks into a shell.

        Raises:
            ValueError: The page has no place for the content, or an unknown slot.
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
        values.update(fragments)
        parts = list(self.parts)
        parts[1::2] = [values.get(name, "") for name in parts[1::2]]
        return "".join(parts)


# The Content-Security-Policy of a page (W3C CSP Level 3): what is not named is refused.

# `<script>go()</script>`: attributes, script; also `<script src="a.js"></script>`.
_INLINE = re.compile(r"<script((?:\s[^>]*)?)>(.*?)</script>", re.S)
# Type of a block of data, which needs no leave: `type="application/ld+json"`; not `type=module`,
# `type="text/javascript"`.
_DATA = re.compile(r"""type\s*=\s*(?!["']?(?:text/javascript|module)\b)""")
_STYLED = re.compile(r"<style|\sstyle\s*=")
_META = '<meta http-equiv="Content-Security-Policy" content="{}">'
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


def policy(page: str, *, theme: bool = False) -> str:
    """Write the policy under which a page works and an injected script does not.

    Args:
        page: The whole page, or its shell. Inline scripts that stand there are allowed by hash.
        theme: Whether the theme's own scripts run there, which set styles and start workers.
    """
    rules = dict(_STRICT)
    hashes = sorted(_hash(body) for attributes, body in _INLINE.findall(page) if _runs(attributes))
    rules["script-src"] = " ".join(["'self'", *dict.fromkeys(hashes)])
    if theme or _STYLED.search(page):
        rules["style-src"] = "'self' 'unsafe-inline'"
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def policy_element(page: str, *, theme: bool = False) -> str:
    """Render the policy of a page as an element of its head."""
    return _META.format(html.escape(policy(page, theme=theme)).replace("&#x27;", "'"))


def _runs(attributes: str) -> bool:
    """Tell whether an inline script is run, rather than data."""
    return " src" not in attributes and not _DATA.search(attributes)


def _hash(script: str) -> str:
    """Return the source expression that allows one inline script."""
    digest = hashlib.sha256(script.replace("\r\n", "\n").encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


# Our own shells' templates: rendered with slots, under a policy.

_FOLDER = Path(__file__).parent.parent / "templates"


def shell_from(template: str, *, depth: int, **values: object) -> Shell:
    """Render a template as the shell of pages that lie `depth` folders below the site's root.

    Args:
        template: Path below `templates/`.
        depth: Folders between the page and the root.
        values: What the template shows.
    """
    page = rendered(template, depth=depth, policy=Placeholder.POLICY, **values)
    return Shell.of(Placeholder.POLICY.fill(page, policy_element(page)))


def rendered(template: str, *, depth: int, **values: object) -> str:
    """Render a template with slots; the arguments are those of `shell_from`."""
    root = "../" * depth or "./"
    return compact(_environment().get_template(template).render(root=root, slot=slot, **values))


@functools.cache
def _environment() -> jinja2.Environment:
    """Return what templates of shells are rendered in."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader([_FOLDER, _FOLDER / "theme" / "own"]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,
        bytecode_cache=bytecode("shells"),
        trim_blocks=True,
        lstrip_blocks=True,
    )


# The shell of pages that other portals show in a frame: no chrome, the host's width.


class TextsByKey(Protocol):
    """The texts of a language, by key, as templates look them up."""

    def __getitem__(self, key: str, /) -> str:
        """Return the text of a key."""


@dataclasses.dataclass(frozen=True)
class EmbedTexts:
    """Words around an embedded page.

    Attributes:
        language: BCP 47 tag.
        words: The texts of the language, by key.
        notice: A sentence at the top of every page, or "".
        tells_age: Whether an old copy says that it is one.
        has_canonical: Whether pages know their absolute address.
        accessibility_address: Where the accessibility statement stands below the site's root, or "".
    """

    language: str
    words: TextsByKey
    notice: str
    tells_age: bool
    has_canonical: bool
    accessibility_address: str = ""


def embed_shell(texts: EmbedTexts, *, depth: int) -> Shell:
    """Render the shell of embedded pages that lie `depth` folders below the site's root."""
    return shell_from("embed/shell.html.jinja", depth=depth, texts=texts)


# The shell without a theme: header, breadcrumb, footer and one page between them.

# Entries of the menu, each with the slot that marks it as where the reader is.
FIND_SLOT, ASK_SLOT, AGENCIES_SLOT, DUTIES_SLOT, FIGURES_SLOT = PLACE_SLOTS


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
        words: The texts of the language, by key.
        place_name: The jurisdiction, or "".
        site_name: Service and jurisdiction, for the title of the window.
        sign: Path of the emblem below the site's root.
        notice: A sentence at the top of every page, or "".
        home: Address of the front page below the site's root.
        search_box: Name of the search box.
        search_address: Address of the search page below the site's root, or "".
        links: The menu.
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
        footer: Lists of links; the last is for staff.
        form: Address of the form on the web below the site's root, or "".
        copyright: HTML of what the owner says of the site, or "".
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
