"""Jinja for our fragments: autoescape, no undefined values, texts of one language.

In a template `[[key]]` stands for a text without holes; it is put in, escaped, when the template
is read, so that it costs nothing for each of many thousand rows. `t("key", n=1)` fills holes. What
stands in `<full-only>` never shows in a frame, and is left out there.
"""

from __future__ import annotations

import functools
import html
import importlib.util
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

# Text as HTML shows it, in the spelling of MarkupSafe.


def needs_escape(text: str) -> bool:
    """Tell whether a text holds what means something else in HTML.

    One sign after the other is looked for: `re` would take four times as long for a long title.
    """
    return "&" in text or "<" in text or ">" in text or '"' in text or "'" in text


def escaped(text: str) -> str:
    """Escape a text; what is HTML already stays as it is.

    Most texts have nothing to escape: they cost no object of their own.
    """
    return str(markupsafe.escape(text)) if needs_escape(text) else text


# Texts of pages, one file per language in `locale/`.

LOCALES = Path(__file__).parents[2] / "locale"
# The language that data and laws are written in.
SOURCE = "vi"
_HOLE = re.compile(r"\{(\w+)\}")


class Texts:
    """All texts of one language by dotted key.

    Attributes:
        language: BCP 47 tag, the file's name.
    """

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        """Take texts as `load_texts` flattened them."""
        self.language = language
        self._texts = texts
        # Texts that were filled, escaped and split at their holes: text, name, text, … text.
        self._escaped: dict[str, list[str]] = {}

    def __getitem__(self, key: str) -> str:
        """Return the text of a key that has no holes."""
        return self._texts[key]

    @property
    def known(self) -> frozenset[str]:
        """Every key."""
        return frozenset(self._texts)

    def fill(self, key: str, **values: object) -> markupsafe.Markup:
        """Fill the `{holes}` of a text; both the text and the values are escaped.

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
        """Translate words of the data or of a law; mark them Vietnamese where that is not known.

        What is HTML already stays as it is.

        A language's file holds them under `phrases`, each by the Vietnamese words themselves.
        """
        if self.language == SOURCE or not text or isinstance(text, markupsafe.Markup):
            return text
        translation = self._texts.get(f"phrases.{text}")
        if translation is not None:
            return translation
        return markupsafe.Markup('<span lang="{}">{}</span>').format(SOURCE, text)

    def words(self, text: str) -> str:
        """Translate words of the data or of a law without a mark, for what takes no HTML."""
        return text if self.language == SOURCE else self._texts.get(f"phrases.{text}", text)

    def marked(self, text: str) -> str:
        """Translate words for scripts; put those that stay Vietnamese between two control signs."""
        translation = self.words(text)
        return translation if self.language == SOURCE or translation != text else f"\x02{text}\x03"

    def plain(self, key: str, **values: object) -> str:
        """Fill the `{holes}` of a text unescaped, for titles that a shell escapes itself."""
        return _HOLE.sub(lambda hole: str(values[hole[1]]), self._texts[key])


def known_languages() -> list[str]:
    """List the tags of the languages that have a file."""
    return sorted(path.stem for path in LOCALES.glob("*.yml"))


@functools.cache
def load_texts(language: str = "vi") -> Texts:
    """Read the texts of a language, by dotted key."""
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


# Icons from the set that ships with mkdocs-material, as inline SVG, each read once.

# Three sets lie there, each with its licence: Material Design Icons, Font Awesome, Octicons.
_FOLDER = "templates/.icons"


@functools.cache
def icon(name: str) -> markupsafe.Markup:
    """Return an icon that screen readers pass over: words beside it must say what it shows.

    Args:
        name: Path below the set without its ending: `material/magnify`.

    Raises:
        ValueError: The set has no icon of that name.
    """
    path = _set() / f"{name}.svg"
    if not path.is_file():
        raise ValueError(f"mkdocs-material has no icon “{name}”")
    svg = path.read_text(encoding="utf-8").strip()
    opening = '<svg class="ai-icon" aria-hidden="true"'
    return markupsafe.Markup(  # noqa: S704 - a file of the installed package
        svg.replace('<svg xmlns="http://www.w3.org/2000/svg"', opening, 1)
    )


@functools.cache
def icon_named(name: str, *, otherwise: str) -> markupsafe.Markup:
    """Return the icon that data name, or another where they name none that there is."""
    try:
        return icon(f"material/{name}")
    except ValueError:
        return icon(otherwise)


@functools.cache
def _set() -> Path:
    """Find the folder of icons; the package itself, which loads a theme's code, is not run."""
    found = importlib.util.find_spec("material")
    if found is None or not found.submodule_search_locations:
        raise ValueError("mkdocs-material is not installed")
    return Path(found.submodule_search_locations[0], _FOLDER)


# Channels by id and by alias.
_CHANNELS = {
    **CHANNEL_TYPES,
    **{alias: CHANNEL_TYPES[kind] for alias, kind in CHANNEL_ALIASES.items()},
}
TEMPLATES = Path(__file__).parents[2] / "templates"
_BARE = re.compile(r"[\w.-]+").fullmatch
_TEXT = re.compile(r"\[\[([a-z0-9_.]+)\]\]")


class _Environment(jinja2.Environment):
    """Jinja with the texts of a language."""

    def __init__(self, texts: Texts, **options: Any) -> None:  # noqa: ANN401 - those of Jinja
        """Take the texts, and what Jinja takes."""
        super().__init__(**options)
        self._texts = texts

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Shorten a template and put texts in, before it is compiled."""
        marked = mark_full_only(layout.compact(super().preprocess(source, name, filename)))
        return _TEXT.sub(lambda match: str(markupsafe.escape(self._texts[match[1]])), marked)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Let templates without globals of their own share ours: a chain of two is walked per page."""
        return super().make_globals(d) if d else self.globals


def compile_templates() -> None:
    """Compile every fragment's template, so that workers inherit them."""
    templates = environment()
    for name in templates.list_templates():
        if name.startswith(("agency/", "parts/", "site/")):
            templates.get_template(name)


@functools.cache
def environment(language: str = "vi") -> jinja2.Environment:
    """Return the Jinja environment for fragments in a language, made once."""
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
        agency_name=_marked_agency_name if translated else agency_name,
        agency_call=_agency_call,
        # Attributes of elements that hold words in the source's language, or in the page's own
        # within such an element.
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
        frequency_label=functools.partial(_label, FREQUENCIES),
        channel_label=functools.partial(_label, _CHANNELS),
        group_label=functools.partial(_label, SUPPORT_GROUPS),
        link=link,
        number=functools.partial(vn_number, separator=texts["common.thousands"]),
        decimal=vn_decimal,
        size=vn_size,
        path=url_path,
        phone_link=phone_link,
        phrase=texts.phrase,
        access=functools.partial(access, texts["disclosure.view_at"]),
        period=functools.partial(period, texts["disclosure.from"], texts["disclosure.until"]),
    )
    return jinja_environment


def _as_html(value: object) -> object:
    """Return a text escaped, with quotes as `&quot;`; leave all else to Jinja."""
    return markupsafe.Markup(html.escape(value)) if type(value) is str else value  # noqa: S704


def agency_name(agency_id: str) -> markupsafe.Markup:
    """Mark where another agency's name will stand, filled in when all agencies are known."""
    return markupsafe.Markup(name_placeholder(markupsafe.escape(agency_id)))  # noqa: S704


def _agency_call(agency_id: str) -> markupsafe.Markup:
    """Mark where another agency's telephone will stand, after its name."""
    return markupsafe.Markup(call_placeholder(markupsafe.escape(agency_id)))  # noqa: S704


def _marked_agency_name(agency_id: str) -> markupsafe.Markup:
    return markupsafe.Markup('<span lang="{}">{}</span>').format(SOURCE, agency_name(agency_id))


def anchor_element(href: str, words: str, *, attributes: str = "") -> markupsafe.Markup:
    """Render a link, address and words escaped: many times faster than by `format`."""
    return markupsafe.Markup(  # noqa: S704 - escaped
        f'<a href="{escaped(href)}"{attributes}>{escaped(words)}</a>'
    )


def titled_link(href: str, title: str, tag: str = "", attributes: str = "") -> markupsafe.Markup:
    """Render a title as a link, with a tag that tells what opens, `PDF, 39 kB`."""
    link = anchor_element(href, title, attributes=attributes)
    if not tag:
        return link
    return markupsafe.Markup(f"{link} <small>{escaped(tag)}</small>")  # noqa: S704 - escaped


@functools.lru_cache(maxsize=4096)
def anchor(identifier: str) -> str:
    """Quote an element's id as the fragment of a link."""
    return quote(identifier, safe="")


@functools.lru_cache(maxsize=4096)
def attribute(value: str) -> markupsafe.Markup:
    """Write an attribute's value, without quotes where HTML needs none (13.1.2.3): `2026-001`."""
    bare = _BARE(value)
    return markupsafe.Markup(value if bare else f'"{html.escape(value)}"')  # noqa: S704 - escaped


def url_path(path: str) -> str:
    """Quote a path with Unicode names as it stands in a link."""
    return quote(path, safe="/")


def link(text: str, label: str | None = None) -> markupsafe.Markup | str:
    """Render a web or e-mail address as a link; return other words as they are."""
    if "@" in text and " " not in text and not text.startswith(("http", "mailto:")):
        return anchor_element(f"mailto:{text}", text)
    if not is_web_address(text):
        return text
    return anchor_element(text, label or text)


def access(words: str, text: str) -> markupsafe.Markup | str:
    """Link to where an item can be read, named by its host; return other words as they are."""
    if not is_web_address(text):
        return text
    host = text.partition("//")[2].partition("/")[0].removeprefix("www.")
    return anchor_element(text, f"{words} {host}")


def period(start_word: str, end_word: str, span: Period) -> str:
    """Write a span of days in words, with a leading space; leave out open ends."""
    words = f" {start_word} {vn_date(span.start)}" if span.start else ""
    return words + (f" {end_word} {vn_date(span.end)}" if span.end else "")


def phone_link(text: str) -> markupsafe.Markup | str:
    """Render a telephone number as a link that dials; return other words as they are."""
    digits = re.sub(r"[^\d+]", "", text)
    if not 3 <= len(digits) <= 15:  # noqa: PLR2004 - ITU-T E.164 allows fifteen digits
        return text
    return anchor_element(f"tel:{digits}", text)


def _label(labels: Mapping[str, str], value: str) -> str:
    """Return the label of an id, or the clerk's own words where they are none."""
    return labels.get(value, value)


def vn_number(value: int, *, separator: str = ".") -> str:
    """Write an integer with dots, or what a language has instead, between thousands."""
    return f"{value:,}".replace(",", separator)


def vn_decimal(value: float) -> str:
    """Write a decimal number with a comma."""
    return f"{value:g}".replace(".", ",")


def vn_size(size: int) -> str:
    """Write a number of bytes as whole kB, or as MB with one decimal."""
    if size < 1000 * 1000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f}".replace(".", ",") + " MB"


# Markdown of free pages → clean HTML, and the links in it.

_ATTRIBUTES = {
    "*": {"id", "lang", "title", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_REFUSED = "<p>Trang này chưa dựng được: chạy access-info check để xem chỗ phải sửa.</p>"
# `<a href="../tep/a.pdf">Tệp a</a>`: address, words; not `<a id="x">`.
_ANCHOR = re.compile(r'<a\b[^>]*?\shref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
# `<img alt="" src="../tep/so-do.png">`: address, and no words, so that groups are as in `_ANCHOR`.
_PICTURE = re.compile(r'<img\b[^>]*?\ssrc="([^"]*)"[^>]*>()')
# A tag as nh3 writes it: `<h2 id="phi">`, `<img src="../tep/a.png" alt="1 > 0">`; its name, its attributes.
_TAG = re.compile(r'<([a-z][a-z0-9]*)((?:\s[a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r'\s(id|href|src)="([^"]*)"')
_EXTERNAL = re.compile(r"[a-z][a-z0-9+.\-]*:|//", re.IGNORECASE)


class Rendered(NamedTuple):
    """A free page's Markdown as clean HTML, with what stands in it.

    Attributes:
        html: The fragment.
        links: Relative targets as written, in order.
        anchors: Element ids.
        has_heading: Whether it begins with a first-level heading of its own.
    """

    html: str
    links: tuple[str, ...]
    anchors: frozenset[str]
    has_heading: bool


def render_markdown(text: str) -> Rendered:
    """Render Markdown as HTML that is safe to publish.

    A page that is refused (`checks.free_pages`) says so in a preview, which is made in spite of errors.
    """
    try:
        unsafe = markdown_html(text, fold)
    except TooCostlyError:
        unsafe = _REFUSED
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
    """Point each link or picture in `targets` of a fragment to its new place."""

    def replace(match: re.Match[str]) -> str:
        target = targets.get(match[2])
        return match[0] if target is None else f'{match[1]}="{target}"'

    # `href="../tep/a.pdf"`: attribute, address.
    return re.sub(r'\b(href|src)="([^"]*)"', replace, html)


def without_links(html: str, replacements: dict[str, str]) -> str:
    """Put words in the place of each link or picture in `replacements`.

    Args:
        html: As `render_markdown` made it: attributes in double quotes, no link in another.
        replacements: Target → plain text.
    """

    def replace(match: re.Match[str]) -> str:
        words = replacements.get(unescape(match[1]))
        return match[0] if words is None else f"{match[2]} [{escape(words)}]".lstrip()

    return _PICTURE.sub(replace, _ANCHOR.sub(replace, html)) if replacements else html
