"""Where the tags of somebody else's page stand, by the parser of Python's library."""

from __future__ import annotations

import dataclasses
import html.parser
import re


@dataclasses.dataclass(frozen=True)
class Tag:
    """A start tag in its place.

    Attributes:
        name: In small letters.
        attributes: By name, in small letters; a value that is not written is "".
        start: Where it begins.
        end: Where what follows begins.
    """

    name: str
    attributes: dict[str, str]
    start: int
    end: int

    @property
    def named(self) -> frozenset[str]:
        """What a selector may call it: name, id and classes."""
        classes = (f".{name}" for name in self.attributes.get("class", "").split())
        return frozenset({self.name, f"#{self.attributes.get('id', '')}", *classes})


class Tags(html.parser.HTMLParser):
    """Where the tags of a page stand.

    Attributes:
        tags: Start tags, in order.
        ends: Name and place of each end tag.
    """

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self._page = page
        self.tags: list[Tag] = []
        self.ends: list[tuple[str, int]] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a start tag."""
        start = self._place()
        end = start + len(self.get_starttag_text() or "")
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}, start, end))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a start tag with a slash.

        The slash means nothing in HTML; where it does, in pictures, nothing is looked for.
        """
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Note an end tag."""
        self.ends.append((tag, self._place()))

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def end_of(self, element: Tag) -> int | None:
        """Find where the end tag of an element begins; `None` where it has none."""
        marks = [(tag.start, 1) for tag in self.tags if tag.name == element.name]
        marks += [(place, -1) for name, place in self.ends if name == element.name]
        depth = 0
        for place, step in sorted(marks):
            if place >= element.start:
                depth += step
                if depth == 0:
                    return place
        return None

    def text_end(self, tag: Tag) -> int:
        """Find where the end tag of an element begins that holds text only."""
        places = (place for name, place in self.ends if name == tag.name and place >= tag.end)
        return min(places, default=len(self._page))

    def after(self, tag: Tag) -> int:
        """Find what comes behind an element that holds text only."""
        return self._page.find(">", self.text_end(tag)) + 1 or len(self._page)
