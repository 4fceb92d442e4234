"""Comments of a YAML text, each with the value that it speaks of.

YAML's own parsers throw comments away, and those that keep them tie a comment to the token
before it. People write a comment above what it is about, at its side, or at the end of its
group; so it is read here, by where it stands among the places of the values.
"""

from __future__ import annotations

import bisect
import dataclasses
import re
from collections.abc import Iterator
from enum import StrEnum

import yaml

_HASH = re.compile("#")
_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*[ \t]*(?=#)")


class CommentSide(StrEnum):
    """Where a comment stands, seen from the value that it speaks of."""

    ABOVE = "above"
    SAME_LINE = "same-line"
    END = "end"  # below the last entry of the group, or below a key without a value


@dataclasses.dataclass(eq=False)
class CommentedPlace:
    """A key with its value, or an entry of a list; the whole text is one too.

    Attributes:
        name: The key, or the number of the entry.
        value: The composed value.
        parent: The group it stands in; `None` for the whole.
        index: Offset of its first character.
        line: Line of that, from 0.
        column: Column of its key or its dash, from 0.
        children: Its entries, in the text's order.
    """

    name: str | int
    value: yaml.Node | None
    parent: CommentedPlace | None
    index: int
    line: int
    column: int
    children: list[CommentedPlace] = dataclasses.field(default_factory=list)

    @property
    def is_group(self) -> bool:
        """Whether entries stand below it."""
        return bool(self.children)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed as its value."""
        return not self.children and not (
            isinstance(self.value, yaml.ScalarNode) and (self.value.value or self.value.style)
        )

    @property
    def is_inline(self) -> bool:
        """Whether its value is a group in brackets."""
        return isinstance(self.value, yaml.CollectionNode) and bool(self.value.flow_style)

    @property
    def depth(self) -> int:
        """How many groups it stands in."""
        return len(list(self.above()))

    def above(self) -> Iterator[CommentedPlace]:
        """Yield the groups around the place, the innermost first."""
        place = self.parent
        while place is not None:
            yield place
            place = place.parent


@dataclasses.dataclass(frozen=True)
class Comment:
    """A comment with the value that it speaks of.

    Attributes:
        text: From its `#` on.
        place: What it speaks of.
        side: How it stands to that.
    """

    text: str
    place: CommentedPlace
    side: CommentSide


@dataclasses.dataclass(frozen=True)
class Commented:
    """A text with its places and its comments, each tied to what it speaks of.

    Attributes:
        whole: The whole as a place.
        places: Every other place, in the text's order.
        comments: In the text's order, without those of head and foot.
        head: Lines above everything; an empty one parts two paragraphs.
        foot: Lines below everything.
    """

    whole: CommentedPlace
    places: list[CommentedPlace]
    comments: list[Comment]
    head: list[str]
    foot: list[str]


@dataclasses.dataclass(frozen=True)
class _RawComment:
    text: str
    index: int
    line: int
    column: int
    alone: bool


def read_comments(text: str) -> Commented:
    """Read the comments of a text that has one document and no syntax error.

    Raises:
        ValueError: It has a syntax error.
    """
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        raise ValueError("the text is not readable YAML") from error
    whole = CommentedPlace("", root, None, 0, 0, 0)
    places = list(_places(whole))
    return _CommentReader(text, whole, places).read()


def _places(place: CommentedPlace) -> Iterator[CommentedPlace]:
    """Yield every place below one, in the text's order."""
    node = place.value
    if isinstance(node, yaml.MappingNode):
        entries = [(name.value, name.start_mark, value) for name, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        entries = [(number, item.start_mark, item) for number, item in enumerate(node.value)]
    else:
        return
    for name, mark, value in entries:
        column = mark.column if node.flow_style else node.start_mark.column
        child = CommentedPlace(name, value, place, mark.index, mark.line, column)
        place.children.append(child)
        yield child
        yield from _places(child)


class _CommentReader:
    def __init__(self, text: str, whole: CommentedPlace, places: list[CommentedPlace]) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._whole = whole
        self._places = places
        self._starts = [place.index for place in places]
        self._by_line: dict[int, list[CommentedPlace]] = {}
        for place in places:
            self._by_line.setdefault(place.line, []).append(place)

    def read(self) -> Commented:
        raw_comments = list(self._find())
        first = self._starts[0] if self._starts else len(self._text)
        root = self._whole.value
        if not self._starts and root is not None:
            first = root.start_mark.index
        leading = [raw for raw in raw_comments if raw.index < first]
        head, near = self._head(leading)
        comments = [Comment(raw.text, self._places[0], CommentSide.ABOVE) for raw in near]
        foot: list[_RawComment] = []
        for raw in raw_comments[len(leading) :]:
            comment = self._tie(raw)
            if comment.place is self._whole:
                foot.append(raw)
            else:
                comments.append(comment)
        lines = self._paragraphs(foot)
        if foot and self._blank(foot[0].line - 1):
            lines.insert(0, "")
        return Commented(self._whole, self._places, comments, head, lines)

    def _find(self) -> Iterator[_RawComment]:
        """Yield every `#` that stands in no value, to the end of its line."""
        spans = sorted(self._spans())
        begins = [begin for begin, _ in spans]
        begin = line = 0
        for number, content in enumerate(self._lines):
            line, start, begin = number, begin, begin + len(content) + 1
            for match in _HASH.finditer(content):
                index = start + match.start()
                before = bisect.bisect_right(begins, index) - 1
                if before >= 0 and index < spans[before][1]:
                    continue
                alone = not content[: match.start()].strip()
                text = content[match.start() :].rstrip()
                yield _RawComment(text, index, line, match.start(), alone)
                break

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Yield begin and end of each single value and key."""
        waiting = [self._whole.value]
        while waiting:
            node = waiting.pop()
            if isinstance(node, yaml.MappingNode):
                waiting.extend(part for pair in node.value for part in pair)
            elif isinstance(node, yaml.SequenceNode):
                waiting.extend(node.value)
            elif isinstance(node, yaml.ScalarNode):
                begin, end = node.start_mark.index, node.end_mark.index
                head = _BLOCK_HEAD.match(self._text, begin) if node.style in {"|", ">"} else None
                if head is not None:
                    yield begin, head.end()
                    begin = self._text.find("\n", begin)
                yield begin, end

    def _head(self, leading: list[_RawComment]) -> tuple[list[str], list[_RawComment]]:
        """Part the head's lines from comments close above the first key below a blank line."""
        lines = self._paragraphs(leading)
        if not leading or not self._places:
            return lines, []
        if self._blank(leading[-1].line + 1):
            return [*lines, ""], []
        if "" not in lines or not leading[-1].alone:
            return lines, []
        count = lines[::-1].index("")
        return lines[:-count], leading[-count:]

    def _paragraphs(self, raw_comments: list[_RawComment]) -> list[str]:
        lines: list[str] = []
        for before, raw in zip([None, *raw_comments], raw_comments, strict=False):
            if before is not None and raw.line - before.line > 1 and self._blank(raw.line - 1):
                lines.append("")
            lines.append(raw.text)
        return lines

    def _blank(self, line: int) -> bool:
        return 0 <= line < len(self._lines) - 1 and not self._lines[line].strip()

    def _tie(self, raw: _RawComment) -> Comment:
        at = bisect.bisect(self._starts, raw.index)
        before = self._places[at - 1] if at else self._whole
        after = self._places[at] if at < len(self._places) else None
        if not raw.alone:
            owner = self._owner_on_line(raw)
            if owner is not None:
                return Comment(raw.text, owner, CommentSide.SAME_LINE)
        bracket = self._bracket(raw, before)
        if bracket is not None and (after is None or bracket not in after.above()):
            return Comment(raw.text, bracket, CommentSide.END)
        next_column = after.column if after is not None else -1
        if raw.column > next_column:
            if before.is_empty and raw.column > before.column:
                return Comment(raw.text, before, CommentSide.END)
            around = set(after.above()) if after is not None else set()
            closed = [group for group in before.above() if group not in around]
            fitting = [group for group in closed if group.children[0].column <= raw.column]
            if fitting:
                deepest = max(group.children[0].column for group in fitting)
                owner = [g for g in fitting if g.children[0].column == deepest][-1]
                return Comment(raw.text, owner, CommentSide.END)
        return Comment(raw.text, after or self._whole, CommentSide.ABOVE)

    def _owner_on_line(self, raw: _RawComment) -> CommentedPlace | None:
        """Find the place that a comment at the end of a line speaks of."""
        starting = [
            place
            for place in self._by_line.get(raw.line, ())
            if place.index < raw.index and not self._in_closed_bracket(place, raw.line)
        ]
        if starting:
            return starting[-1]
        ending: list[CommentedPlace] = []
        for place in self._places:
            if place.index > raw.index:
                break
            if place.value is not None and (place.is_inline or not place.is_group):
                mark = place.value.end_mark
                if mark.line == raw.line and mark.index <= raw.index:
                    ending.append(place)
        if not ending:
            return None
        return max(ending, key=lambda place: (_end(place), -place.depth))

    def _in_closed_bracket(self, place: CommentedPlace, line: int) -> bool:
        """Tell whether a place stands within brackets that open and close on a line."""
        return any(
            group.is_inline and _begin_line(group) == line == _end_line(group)
            for group in place.above()
        )

    def _bracket(self, raw: _RawComment, before: CommentedPlace) -> CommentedPlace | None:
        """Find the brackets that a comment stands in."""
        for group in (before, *before.above()):
            if group.is_inline and group.index < raw.index < _end(group):
                return group
        return None


def _end(place: CommentedPlace) -> int:
    return int(place.value.end_mark.index) if place.value is not None else place.index


def _begin_line(place: CommentedPlace) -> int:
    return int(place.value.start_mark.line) if place.value is not None else place.line


def _end_line(place: CommentedPlace) -> int:
    return int(place.value.end_mark.line) if place.value is not None else place.line
