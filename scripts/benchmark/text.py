"""What a reader sees of a page, to tell whether two generators made the same.

What only ours has is left out on both sides: tools within a page (class `ai-tools`), pictures of
figures (`ai-drawn`) and pages that answer a citizen's questions.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
# Elements whose end tag may be left out (HTML Living Standard 13.1.2.4): no measure of depth.
_OPEN_ENDED = frozenset({"caption", "dd", "dt", "li", "p", "tbody", "td", "th", "thead", "tr"})
_UNCOUNTED = _VOID | _OPEN_ENDED
# What stands in a paragraph; anything else ends it.
_PHRASING = frozenset({"a", "br", "em", "small", "span", "strong", "time"})
_LEFT_OUT = frozenset({"ai-drawn", "ai-tools"})
_OURS_ALONE = (
    *(
        "bien-tap/mau-giao-dien/",
        "du-lieu-mo/",
        "thoi-han/",
        "tim-kiem/",
        "tro-nang/",
        "ve-do-chinh-xac/",
    ),
    "yeu-cau/",
)


class _Part(HTMLParser):
    """Gathers the text inside the first element that has a tag and, if given, a class."""

    def __init__(self, tag: str, css_class: str) -> None:
        super().__init__(convert_charrefs=True)
        self._tag = tag
        self._class = css_class
        self._depth = 0
        self._done = False
        self._skipping = False
        self._tools = 0
        self._is_tool_paragraph = False
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # The day since which a page has been right is known to our generator only.
        self._skipping = tag == "time"
        classes = (dict(attrs).get("class") or "").split()
        self._is_tool_paragraph &= tag in _PHRASING
        is_tool = self._depth and not _LEFT_OUT.isdisjoint(classes)
        if is_tool and tag == "p":
            self._is_tool_paragraph = True
        elif self._tools or is_tool:
            self._tools += tag not in _UNCOUNTED
            return
        if self._depth:
            self._depth += tag not in _UNCOUNTED
        elif not self._done and tag == self._tag and self._class in {"", *classes}:
            self._depth = 1

    def handle_endtag(self, tag: str) -> None:
        self._skipping = False
        self._is_tool_paragraph &= tag in _PHRASING
        if self._tools:
            self._tools -= tag not in _UNCOUNTED
            return
        if self._depth and tag not in _UNCOUNTED:
            self._depth -= 1
            self._done = not self._depth

    def handle_data(self, data: str) -> None:
        if self._depth and not (self._skipping or self._tools or self._is_tool_paragraph):
            self.words += data.split()


def visible_text(path: Path, tag: str, css_class: str = "") -> str:
    """Return the text of an element, each run of white space or tags as one space.

    Args:
        path: An HTML page.
        tag: The element's name.
        css_class: A class it has; the first element with both counts.

    Raises:
        ValueError: The page has no such element.
    """
    part = _Part(tag, css_class)
    part.feed(path.read_text(encoding="utf-8"))
    if not part.words:
        raise ValueError(f"{path}: no text in <{tag} class={css_class!r}>")
    return " ".join(part.words)


def pages(site: Path) -> set[str]:
    """HTML pages of a site by path below it, but those that only ours has."""
    names = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    return {name for name in names if not name.startswith(_OURS_ALONE)}
