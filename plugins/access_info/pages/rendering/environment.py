"""Jinja for our fragments: autoescape, no undefined values, texts of one language.

In a template `[[key]]` stands for a text without holes; it is put in, escaped, when the template
is read, so that it costs nothing for each of many thousand rows. `t("key", n=1)` fills holes. What
stands in `<full-only>` never shows in a frame, and is left out there.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
import markupsafe

from access_info.model.declarations.date_words import vn_date, vn_partial
from access_info.model.declarations.types import is_web_address
from access_info.model.items import Period
from access_info.model.vocabularies import (
    AGENCY_TYPES,
    CHANNEL_ALIASES,
    CHANNEL_TYPES,
    FREQUENCIES,
    ITEM_STATUSES,
    SUPPORT_GROUPS,
    UNIT_FIELDS,
)
from access_info.pages.rendering.escaping import escaped
from access_info.pages.rendering.icons import icon
from access_info.pages.rendering.translations import SOURCE, Texts, load_texts, texts_file
from access_info.source import placeholders
from access_info.source.placeholders import (
    Placeholder,
    call_placeholder,
    mark_full_only,
    name_placeholder,
)
from access_info.source.templating import layout
from access_info.source.templating.bytecode import bytecode

FOLDER = Path(__file__).parents[2] / "templates"
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
    for name in templates.list_templates(filter_func=_is_fragment):
        templates.get_template(name)


def _is_fragment(name: str) -> bool:
    return name.startswith(("agency/", "parts/", "site/"))


@functools.cache
def environment(language: str = "vi") -> jinja2.Environment:
    """Return the Jinja environment for fragments in a language, made once."""
    texts = load_texts(language)
    translated = language != SOURCE
    made_by = [Path(file) for file in (__file__, layout.__file__, placeholders.__file__)]
    jinja_environment = _Environment(
        texts,
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        finalize=_as_html,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=bytecode(language, made_by=[*made_by, texts_file(language)]),
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
        frequency_label=frequency_label,
        channel_label=channel_label,
        group_label=group_label,
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


def frequency_label(frequency: str) -> str:
    """Return the label of a frequency by its id, or the clerk's own words."""
    return FREQUENCIES.get(frequency, frequency)


def channel_label(kind: str) -> str:
    """Return the label of a channel by its id or alias, or the clerk's own words."""
    return CHANNEL_TYPES.get(CHANNEL_ALIASES.get(kind, kind), kind)


def group_label(group: str) -> str:
    """Return the label of a group that needs help by its id, or the clerk's own words."""
    return SUPPORT_GROUPS.get(group, group)


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
