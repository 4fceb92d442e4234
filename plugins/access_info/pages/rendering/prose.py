"""Markdown of free pages → clean HTML, and the links in it.

Raw HTML in Markdown comes from many hands: everything passes `nh3` (ammonia), which keeps
ordinary elements and web links only.
"""

from __future__ import annotations

import dataclasses
import re
from html import escape, unescape

import nh3

from access_info.model.types import fold
from access_info.source import TooCostlyError, markdown_html

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


@dataclasses.dataclass(frozen=True)
class Rendered:
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
