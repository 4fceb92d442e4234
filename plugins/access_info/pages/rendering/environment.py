"""The Jinja environment for our pages' HTML: autoescape, no undefined values, texts of one language.

In a template `[[key]]` stands for a text without `{holes}`; it is put in, escaped, when the template
is read, so that it costs nothing for each of many thousand rows. `t("key", n=1)` fills holes. What
stands in `<full-only>` is left out of the pages that other portals show in a frame.
"""

from __future__ import annotations

import functools
import html
import importlib.util
import posixpath
import re
from collections.abc import Mapping, MutableMapping
from html import escape, unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import jinja2
import markupsafe
import nh3

from access_info.model.items import Period
from access_info.model.types import fold, is_web_address, vn_date, vn_partial
from access_info.model.vocabularies import (
    AGENCY_TYPES,
    CHANNEL_ALIASES,
    CHANNEL_TYPES,
    FREQUENCIES,
    ITEM_STATUSES,
    SUPPORT_GROUPS,
    UNIT_FIELDS,
)
from access_info.source import placeholders
from access_info.source.documents import read_yaml
from access_info.source.markdown import TooCostlyError, markdown_html
from access_info.source.placeholders import (
    Placeholder,
    call_placeholder,
    mark_full_only,
    name_placeholder,
)
from access_info.source.templating import layout
from access_info.source.templating.bytecode import bytecode

# Escaping of text for HTML, with the entities that MarkupSafe uses.


def escaped(text: str) -> str:
    """Return a text escaped for HTML; `Markup` stays as it is.

    Most texts have nothing to escape, and are returned without a copy, which saves time. To search for
    each sign by itself is four times as fast as a regular expression for a long title.
    """
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return str(markupsafe.escape(text))
    return text


# Texts of pages, one file per language in `locale/`.

LOCALES = Path(__file__).parents[2] / "locale"
# The language that data and laws are written in.
SOURCE = "vi"
_HOLE = re.compile(r"\{(\w+)\}")


class Texts:
    """The texts of the interface in one language, by dotted key (`site.ask`).

    Attributes:
        language: BCP 47 tag, the file's name.
    """

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        """Take the texts by dotted key, as `load_texts` reads them."""
        self.language = language
        self._texts = texts
        # Texts used by `fill`, escaped and split at their holes: text, name of hole, text, … text.
        self._escaped: dict[str, list[str]] = {}

    def __getitem__(self, key: str) -> str:
        """Return the text of a key that has no holes."""
        return self._texts[key]

    @property
    def known(self) -> frozenset[str]:
        """Every key, for tests."""
        return frozenset(self._texts)

    def fill(self, key: str, **values: object) -> markupsafe.Markup:
        """Return a text as HTML with its `{holes}` filled; both the text and the values are escaped.

        Raises:
            KeyError: The language lacks the key, or a hole lacks a value.
        """
        parts = self._escaped.get(key)
        if parts is None:
            parts = self._escaped[key] = _HOLE.split(escaped(self._texts[key]))
        filled = parts.copy()
        filled[1::2] = [
            escaped(value) if isinstance(value := values[name], str) else markupsafe.escape(value)
            for name in parts[1::2]
        ]
        return markupsafe.Markup("".join(filled))  # noqa: S704 - all of it is escaped

    def phrase(self, text: str) -> str | markupsafe.Markup:
        """Return the translation of Vietnamese words from the data or a law.

        A language's file holds translations under `phrases`, by the Vietnamese words. Words without one
        stay Vietnamese, in `<span lang="vi">`; `Markup` stays as it is.
        """
        if self.language == SOURCE or not text or isinstance(text, markupsafe.Markup):
            return text
        translation = self._texts.get(f"phrases.{text}")
        if translation is not None:
            return translation
        return markupsafe.Markup('<span lang="{}">{}</span>').format(SOURCE, text)

    def words(self, text: str) -> str:
        """Return the translation of Vietnamese words as `phrase` does, but always as plain text."""
        return text if self.language == SOURCE else self._texts.get(f"phrases.{text}", text)

    def marked(self, text: str) -> str:
        """Return the translation of Vietnamese words for scripts.

        Words that stay Vietnamese stand between U+0002 and U+0003, which scripts turn into `lang="vi"`.
        """
        translation = self.words(text)
        return translation if self.language == SOURCE or translation != text else f"\x02{text}\x03"

    def plain(self, key: str, **values: object) -> str:
        """Return a text with its `{holes}` filled but not escaped: for titles, which a shell escapes."""
        return _HOLE.sub(lambda hole: str(values[hole[1]]), self._texts[key])


def known_languages() -> list[str]:
    """List the tags of the languages that have a file of texts."""
    return sorted(path.stem for path in LOCALES.glob("*.yml"))


@functools.cache
def load_texts(language: str = "vi") -> Texts:
    """Read the texts of a language; nested mappings become dotted keys: `site: {ask: …}` → `site.ask`."""
    document = read_yaml(LOCALES / f"{language}.yml")
    flat: dict[str, str] = {}
    waiting: list[tuple[str, object]] = [("", document.data)]
    while waiting:
        prefix, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{prefix}.{key}" if prefix else key, item) for key, item in value.items()]
        else:
            flat[prefix] = str(value)
    return Texts(language, flat)


# Icons from the sets that ship with mkdocs-material, as inline SVG, each read once.

# Folder of three sets, each with its licence: Material Design Icons, Font Awesome, Octicons.
_ICON_SETS = "templates/.icons"


@functools.cache
def icon(name: str) -> markupsafe.Markup:
    """Return an icon as SVG that screen readers skip: words beside it must say what it shows.

    Args:
        name: Path below the folder of icons, without its ending: `material/magnify`.

    Raises:
        ValueError: There is no icon of that name.
    """
    path = _icon_folder() / f"{name}.svg"
    if not path.is_file():
        raise ValueError(f"mkdocs-material has no icon “{name}”")
    svg = path.read_text(encoding="utf-8").strip()
    opening = '<svg class="ai-icon" aria-hidden="true"'
    return markupsafe.Markup(  # noqa: S704 - a file of the installed package
        svg.replace('<svg xmlns="http://www.w3.org/2000/svg"', opening, 1)
    )


@functools.cache
def icon_named(name: str, *, otherwise: str) -> markupsafe.Markup:
    """Return the Material icon that the data name, or the icon `otherwise` if there is no such icon."""
    try:
        return icon(f"material/{name}")
    except ValueError:
        return icon(otherwise)


@functools.cache
def _icon_folder() -> Path:
    """Return the folder of icons in the package `material`, without importing it: that runs a theme's code.

    Raises:
        ValueError: mkdocs-material is not installed.
    """
    found = importlib.util.find_spec("material")
    if found is None or not found.submodule_search_locations:
        raise ValueError("mkdocs-material is not installed")
    return Path(found.submodule_search_locations[0], _ICON_SETS)


# Labels of the channels for requests, by id and by alias.
_CHANNELS = {
    **CHANNEL_TYPES,
    **{alias: CHANNEL_TYPES[kind] for alias, kind in CHANNEL_ALIASES.items()},
}
TEMPLATES = Path(__file__).parents[2] / "templates"
_needs_no_quotes = re.compile(r"[\w.-]+").fullmatch
_TEXT_KEY = re.compile(r"\[\[([a-z0-9_.]+)\]\]")


class _Environment(jinja2.Environment):
    """A Jinja environment whose templates may hold `[[key]]` for a text of one language."""

    def __init__(self, texts: Texts, **options: Any) -> None:  # noqa: ANN401 - those of Jinja
        """Take the texts, and the options of Jinja's own environment."""
        super().__init__(**options)
        self._texts = texts

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Return a template's source before it is compiled: made compact, with texts for `[[key]]`."""
        marked = mark_full_only(layout.compact(super().preprocess(source, name, filename)))
        return _TEXT_KEY.sub(lambda match: str(markupsafe.escape(self._texts[match[1]])), marked)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the environment's globals themselves for templates without their own.

        Jinja would chain two mappings, which makes each look-up on each page slower.
        """
        return super().make_globals(d) if d else self.globals


def compile_templates() -> None:
    """Compile every page's template before worker processes start, so that they inherit the result."""
    templates = environment()
    for name in templates.list_templates():
        if name.startswith(("agency/", "parts/", "site/")):
            templates.get_template(name)


@functools.cache
def environment(language: str = "vi") -> jinja2.Environment:
    """Return the Jinja environment for pages in a language, with our globals and filters; made once."""
    texts = load_texts(language)
    translated = language != SOURCE
    made_by = [Path(file) for file in (__file__, layout.__file__, placeholders.__file__)]
    jinja_environment = _Environment(
        texts,
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_as_html,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=bytecode(language, made_by=[*made_by, LOCALES / f"{language}.yml"]),
    )
    jinja_environment.globals.update(
        t=texts.fill,
        agency_name=_agency_name_in_vietnamese if translated else agency_name,
        agency_call=_agency_call,
        # Attributes ` lang="…"` for translated pages: of elements that hold Vietnamese words, and of
        # elements within those that hold words of the page's language again.
        in_source=markupsafe.Markup(f' lang="{SOURCE}"' if translated else ""),  # noqa: S704
        in_own=markupsafe.Markup(f' lang="{language}"' if translated else ""),  # noqa: S704
        valid_from=Placeholder.VALID_FROM,
        feed=markupsafe.Markup(Placeholder.FEED),  # noqa: S704 - a mark of ours
        commit=markupsafe.Markup(Placeholder.COMMIT),  # noqa: S704 - a mark of ours
        agency_types=AGENCY_TYPES,
        unit_fields=UNIT_FIELDS,
        statuses=ITEM_STATUSES,
        icon=icon,
    )
    jinja_environment.filters.update(
        date=vn_date,
        any_date=vn_partial,
        anchor=anchor,
        attribute=attribute,
        frequency_label=functools.partial(_label_of, FREQUENCIES),
        channel_label=functools.partial(_label_of, _CHANNELS),
        group_label=functools.partial(_label_of, SUPPORT_GROUPS),
        link=link,
        number=functools.partial(vn_number, separator=texts["common.thousands"]),
        decimal=vn_decimal,
        size=vn_size,
        path=quote,
        phone_link=phone_link,
        phrase=texts.phrase,
        access=functools.partial(access, texts["disclosure.view_at"]),
        period=functools.partial(period, texts["disclosure.from"], texts["disclosure.until"]),
    )
    return jinja_environment


def _as_html(value: object) -> object:
    """Escape a text that a template prints, quotes as `&quot;`; return other values for Jinja to print."""
    return markupsafe.Markup(html.escape(value)) if type(value) is str else value  # noqa: S704


def agency_name(agency_id: str) -> markupsafe.Markup:
    """Return a placeholder for another agency's name, filled in when all agencies have been read."""
    return markupsafe.Markup(name_placeholder(markupsafe.escape(agency_id)))  # noqa: S704


def _agency_call(agency_id: str) -> markupsafe.Markup:
    """Return a placeholder for another agency's telephone, filled in when all agencies have been read."""
    return markupsafe.Markup(call_placeholder(markupsafe.escape(agency_id)))  # noqa: S704


def _agency_name_in_vietnamese(agency_id: str) -> markupsafe.Markup:
    """Return the placeholder of `agency_name` marked as Vietnamese, for pages in another language."""
    return markupsafe.Markup('<span lang="{}">{}</span>').format(SOURCE, agency_name(agency_id))


def anchor_element(href: str, words: str, *, attributes: str = "") -> markupsafe.Markup:
    """Render a link with address and words escaped; many times faster than `Markup.format`.

    Args:
        href: The address.
        words: The words of the link.
        attributes: Further attributes as HTML, with a leading space.
    """
    return markupsafe.Markup(  # noqa: S704 - escaped
        f'<a href="{escaped(href)}"{attributes}>{escaped(words)}</a>'
    )


def titled_link(href: str, title: str, tag: str = "", attributes: str = "") -> markupsafe.Markup:
    """Render a title as a link, followed by what the link opens: `PDF, 39 kB`.

    Args:
        href: The address.
        title: The words of the link.
        tag: What the link opens, or "".
        attributes: Further attributes of the link as HTML, with a leading space.
    """
    link = anchor_element(href, title, attributes=attributes)
    if not tag:
        return link
    return markupsafe.Markup(f"{link} <small>{escaped(tag)}</small>")  # noqa: S704 - escaped


@functools.lru_cache(maxsize=4096)
def anchor(identifier: str) -> str:
    """Return an element's id quoted for a link to it: the part of an address after `#`."""
    return quote(identifier, safe="")


@functools.lru_cache(maxsize=4096)
def attribute(value: str) -> markupsafe.Markup:
    """Return an attribute's value in quotes, or without where HTML (13.1.2.3) needs none: `2026-001`."""
    bare = _needs_no_quotes(value)
    return markupsafe.Markup(value if bare else f'"{html.escape(value)}"')  # noqa: S704 - escaped


def link(text: str, label: str | None = None) -> markupsafe.Markup | str:
    """Render a web or e-mail address as a link; return any other text as it is.

    Args:
        text: The address or text.
        label: Words of the link to a web address; the address itself by default.
    """
    if "@" in text and " " not in text and not text.startswith(("http", "mailto:")):
        return anchor_element(f"mailto:{text}", text)
    if not is_web_address(text):
        return text
    return anchor_element(text, label or text)


def access(words: str, text: str) -> markupsafe.Markup | str:
    """Render the address where an item can be read as a link named by its host; return other text as it is.

    `https://mau.example/12` → “Xem tại mau.example”

    Args:
        words: “Xem tại”, before the name of the host in the words of the link.
        text: The address or text.
    """
    if not is_web_address(text):
        return text
    host = text.partition("//")[2].partition("/")[0].removeprefix("www.")
    return anchor_element(text, f"{words} {host}")


def period(start_word: str, end_word: str, span: Period) -> str:
    """Return a span of days in words, with a leading space and without open ends: “ từ 01/3/2026”.

    Args:
        start_word: “từ”, in the language of the page.
        end_word: “đến”, likewise.
        span: The days.
    """
    words = f" {start_word} {vn_date(span.start)}" if span.start else ""
    return words + (f" {end_word} {vn_date(span.end)}" if span.end else "")


def phone_link(text: str) -> markupsafe.Markup | str:
    """Render a telephone number as a link that dials it; return any other text as it is."""
    digits = re.sub(r"[^\d+]", "", text)
    if not 3 <= len(digits) <= 15:  # noqa: PLR2004 - ITU-T E.164 allows fifteen digits
        return text
    return anchor_element(f"tel:{digits}", text)


def _label_of(labels: Mapping[str, str], value: str) -> str:
    """Return the label of an id of a vocabulary; any other value is the clerk's own words, and stays."""
    return labels.get(value, value)


def vn_number(value: int, *, separator: str = ".") -> str:
    """Return an integer in digits, with the language's separator between thousands: `1.234`."""
    return f"{value:,}".replace(",", separator)


def vn_decimal(value: float) -> str:
    """Return a decimal number with a comma: `3,5`."""
    return f"{value:g}".replace(".", ",")


def vn_size(size: int) -> str:
    """Return a number of bytes as whole kB, or as MB with one decimal: `39 kB`, `1,2 MB`."""
    if size < 1000 * 1000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f}".replace(".", ",") + " MB"


# Markdown of free pages (an agency's hand-written ones) → clean HTML, and the links in it.

# Attributes and schemes of links that are kept; all others are removed.
_ATTRIBUTES = {
    "*": {"id", "lang", "title", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_REFUSED_HTML = "<p>Trang này chưa dựng được: chạy access-info check để xem chỗ phải sửa.</p>"
# `<a href="../tep/a.pdf">Tệp a</a>`: address, words; not `<a id="x">`.
_ANCHOR = re.compile(r'<a\b[^>]*?\shref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
# `<img alt="" src="../tep/so-do.png">`: address, and no words, so that groups are as in `_ANCHOR`.
_PICTURE = re.compile(r'<img\b[^>]*?\ssrc="([^"]*)"[^>]*>()')
# A tag as nh3 writes it: `<h2 id="phi">`, `<img src="../tep/a.png" alt="1 > 0">`; its name, its attributes.
_TAG = re.compile(r'<([a-z][a-z0-9]*)((?:\s[a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r'\s(id|href|src)="([^"]*)"')
_EXTERNAL = re.compile(r"[a-z][a-z0-9+.\-]*:|//", re.IGNORECASE)


class Rendered(NamedTuple):
    """A free page's Markdown as clean HTML, with its links and anchors.

    Attributes:
        html: The HTML of the content.
        links: Relative targets of links and pictures as written, in order.
        anchors: Ids of elements, which links can lead to.
        has_heading: Whether the page has a first-level heading of its own.
    """

    html: str
    links: tuple[str, ...]
    anchors: frozenset[str]
    has_heading: bool


def render_markdown(text: str) -> Rendered:
    """Render the Markdown of a free page as HTML that is safe to publish.

    A page that would take too long gives a sentence instead: `checks.free_pages` refuses it, but a
    preview is built in spite of errors.
    """
    try:
        unsafe = markdown_html(text, fold)
    except TooCostlyError:
        unsafe = _REFUSED_HTML
    html = nh3.clean(
        unsafe,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    tags = _TAG.findall(html)
    links, anchors = [], set()
    for _, attributes in tags:
        for name, value in _ATTRIBUTE.findall(attributes):
            if name == "id":
                anchors.add(unescape(value))
            elif value and not _EXTERNAL.match(target := unescape(value)):
                links.append(target)
    has_heading = any(name == "h1" for name, _ in tags)
    return Rendered(html, tuple(links), frozenset(anchors - {""}), has_heading)


def rewrite_links(html: str, targets: dict[str, str]) -> str:
    """Return HTML with other addresses for links and pictures whose files lie elsewhere on the site.

    Args:
        html: As `render_markdown` made it.
        targets: The new address by the address as written.
    """

    def replace(match: re.Match[str]) -> str:
        """Return an attribute with its new address; as it is if it has none."""
        target = targets.get(match[2])
        return match[0] if target is None else f'{match[1]}="{target}"'

    # `href="../tep/a.pdf"`: attribute, address.
    return re.sub(r'\b(href|src)="([^"]*)"', replace, html)


def without_links(html: str, replacements: dict[str, str]) -> str:
    """Return HTML with words in place of some links and pictures: of files that are not published.

    A link keeps its own words, and the replacement follows in brackets: “Tệp a [đang rà soát]”.

    Args:
        html: As `render_markdown` made it: attributes in double quotes, no link in another.
        replacements: Plain text by the address as written.
    """

    def replace(match: re.Match[str]) -> str:
        """Return a link's own words with the replacement in brackets; the link if it is to stay."""
        words = replacements.get(unescape(match[1]))
        return match[0] if words is None else f"{match[2]} [{escape(words)}]".lstrip()

    return _PICTURE.sub(replace, _ANCHOR.sub(replace, html)) if replacements else html


# Endings of addresses that lead to a file, whose format links then name; all other addresses are pages.
_FORMATS = frozenset({"PDF", "DOC", "DOCX", "XLS", "XLSX", "CSV", "ODT", "ODS", "ZIP"})


def format_of_address(address: str) -> str:
    """Return the format of the file that a web address leads to, `PDF`; "" if it leads to a page."""
    path = address.partition("#")[0].partition("?")[0]
    ending = posixpath.splitext(path)[1].lstrip(".").upper()
    return ending if ending in _FORMATS else ""
