"""YAML written again in its canonical form, with the comments of the person who typed it."""

from __future__ import annotations

import bisect
import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias

import yaml

# `\U0001F600`; not `\\U0001F600`, a backslash and a letter.
_FAR_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\U([0-9A-F]{8})")
# A letter that stands for something else, and a mark that would join it when the file is read.
_JOINED = re.compile(r"(?<!\\)((?:\\\\)*\\[A-Za-z])([^\x00-\x7f])")
_MAP = "tag:yaml.org,2002:map"
_SEQ = "tag:yaml.org,2002:seq"
_STR = "tag:yaml.org,2002:str"


def dump_yaml(data: object) -> str:
    """Return YAML text that reads back equal.

    Values stand in double quotes, so that no editor or tool takes `0243` or `no` for anything
    but text; text of several lines stands as a block. `None` is written as an absent value.

    Args:
        data: Nested mappings, lists and text, as `SourceDocument.data` gives them.
    """
    text = str(
        yaml.serialize(_node(data), Dumper=yaml.CSafeDumper, allow_unicode=True, width=1_000_000)
    )
    # The emitter hides characters beyond U+FFFF behind their numbers; nobody could read them.
    text = _FAR_ESCAPE.sub(_printable, text) if "\\U" in text else text
    return text if unicodedata.is_normalized("NFC", text) else _JOINED.sub(_apart, text)


def _printable(escape: re.Match[str]) -> str:
    """Return the character behind an escape if people can see it, else the escape."""
    char = chr(int(escape[2], 16))
    return escape[1] + char if char.isprintable() else escape[0]


def _apart(pair: re.Match[str]) -> str:
    """Return an escape and what follows it, a combining mark as its number: NFC would join the two."""
    mark = pair[2]
    return f"{pair[1]}\\u{ord(mark):04X}" if unicodedata.combining(mark) else pair[0]


def _node(value: object) -> yaml.Node:
    if isinstance(value, Mapping):
        pairs = [(_key(str(key)), _node(item)) for key, item in value.items()]
        return yaml.MappingNode(_MAP, pairs, flow_style=not pairs)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return yaml.SequenceNode(_SEQ, [_node(item) for item in value], flow_style=not value)
    if value is None:
        return yaml.ScalarNode("tag:yaml.org,2002:null", "", style=None)
    text = str(value)
    return yaml.ScalarNode(_STR, text, style="|" if _may_be_block(text) else '"')


def _key(key: str) -> yaml.Node:
    plain = key.isidentifier() and key.isascii()
    return yaml.ScalarNode(_STR, key, style=None if plain else '"')


def _may_be_block(text: str) -> bool:
    """Tell whether a literal block keeps the text: lines none of which begins or ends oddly."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and not text.startswith((" ", "\n", "\t"))
        and all(line == line.strip() and (line.isprintable()) for line in lines)
        and bool(lines[0])
    )


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
    """Return a text of one document with its comments, each tied to what it speaks of.

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
    """Ties the comments of a text to the places that they speak of."""

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
        if foot and self._is_blank(foot[0].line - 1):
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
        if self._is_blank(leading[-1].line + 1):
            return [*lines, ""], []
        if "" not in lines or not leading[-1].alone:
            return lines, []
        count = lines[::-1].index("")
        return lines[:-count], leading[-count:]

    def _paragraphs(self, raw_comments: list[_RawComment]) -> list[str]:
        lines: list[str] = []
        for before, raw in zip([None, *raw_comments], raw_comments, strict=False):
            if before is not None and raw.line - before.line > 1 and self._is_blank(raw.line - 1):
                lines.append("")
            lines.append(raw.text)
        return lines

    def _is_blank(self, line: int) -> bool:
        return 0 <= line < len(self._lines) - 1 and not self._lines[line].strip()

    def _tie(self, raw: _RawComment) -> Comment:
        """Return a comment with the place that it speaks of; the whole text for one at the foot."""
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


_ID = "ma"
_Shape: TypeAlias = "str | tuple[_Shape, ...] | frozenset[tuple[str, _Shape]] | None"


def rewrite_yaml(text: str, data: Mapping[str, object]) -> str:
    """Return the canonical text of `data` with the comments of `text`.

    A comment goes with what it speaks of, also when keys or rows have moved; the comment of
    something that is gone stays at the nearest place that is left. Writing the result again
    changes nothing.

    Args:
        text: A readable YAML text, as it lies in the file.
        data: What shall stand in it, as `SourceDocument.data` gives it.

    Raises:
        ValueError: `text` is no readable YAML.
    """
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    old = read_comments(unicodedata.normalize("NFC", clean))
    body = dump_yaml(data) if data else ""
    new = read_comments(body)
    return _TextWriter(old, new, body).text()


class _TextWriter:
    """Puts the comments of an old text into the lines of its canonical form."""

    def __init__(self, old: Commented, new: Commented, body: str) -> None:
        self._old = old
        self._new = new
        self._lines = body.split("\n")[:-1]
        self._partners: dict[CommentedPlace, CommentedPlace] = {}
        self._match(old.whole, new.whole)
        self._last = _last_lines(new, len(self._lines) - 1)
        self._above: dict[int, list[tuple[int, str]]] = {}
        self._below: dict[int, list[tuple[int, str]]] = {}
        self._line_comments: dict[int, str] = {}
        self._foot: list[str] = []

    def text(self) -> str:
        for comment in self._old.comments:
            self._put(comment)
        lines = list(self._old.head)
        if lines and lines[-1] and 0 in self._above:
            lines.append("")
        for number, line in enumerate(self._lines):
            lines += _by_depth(self._above.get(number, []), outermost_first=True)
            line_comment = self._line_comments.get(number)
            lines.append(f"{line} {line_comment}" if line_comment else line)
            lines += _by_depth(self._below.get(number, []), outermost_first=False)
        foot = [*self._foot, *self._old.foot]
        if foot[:1] == [""] and (not self._lines or self._ends_open()):
            foot.pop(0)
        lines += foot
        while lines and not lines[-1] and not self._lines:
            lines.pop()
        return "".join(f"{line}\n" for line in lines)

    def _ends_open(self) -> bool:
        """Tell whether a blank line at the end would become a part of the last value."""
        last = self._new.places[-1].value if self._new.places else None
        return isinstance(last, yaml.ScalarNode) and last.value.endswith("\n")

    def _put(self, comment: Comment) -> None:
        place = self._partners.get(comment.place)
        if place is None:
            self._put_near(comment)
        elif comment.side is CommentSide.SAME_LINE:
            if place.line in self._line_comments or not self._may_share_line(comment.place, place):
                self._put_above(place, comment.text)
            else:
                self._line_comments[place.line] = comment.text
        elif comment.side is CommentSide.END:
            self._put_at_end(place, comment.text)
        else:
            self._put_above(place, comment.text)

    def _may_share_line(self, old: CommentedPlace, new: CommentedPlace) -> bool:
        """Tell whether the new value's first line is still the one that the comment stood at."""
        if new.is_group and isinstance(new.name, int):
            return False
        block = isinstance(new.value, yaml.ScalarNode) and new.value.style == "|"
        if not new.is_group and not block:
            return True
        if isinstance(old.value, yaml.ScalarNode):
            return old.is_empty or old.value.style in {"|", ">"}
        return not old.is_inline

    def _put_near(self, comment: Comment) -> None:
        """Keep the comment of something that is gone at the nearest place that is left."""
        place = comment.place
        while place.parent is not None:
            group = place.parent
            at = group.children.index(place)
            for sibling in group.children[at + 1 :]:
                if sibling in self._partners:
                    self._put_above(self._partners[sibling], comment.text)
                    return
            if group in self._partners:
                self._put_at_end(self._partners[group], comment.text)
                return
            place = group

    def _put_above(self, place: CommentedPlace, text: str) -> None:
        self._above.setdefault(place.line, []).append(
            (place.depth, f"{' ' * self._column(place)}{text}")
        )

    def _column(self, place: CommentedPlace) -> int:
        """Find the column of the outermost place that begins on the place's line."""
        column = place.column
        for group in place.above():
            if group.line != place.line or group.parent is None:
                break
            column = group.column
        return column

    def _put_at_end(self, place: CommentedPlace, text: str) -> None:
        if place.parent is None:
            self._foot.append(text)
            return
        column = place.column
        if place.is_group:
            column = place.children[0].column
        elif place.is_empty:
            column = place.column + 2
        line = self._last[place]
        self._below.setdefault(line, []).append((column, f"{' ' * column}{text}"))

    def _match(self, old: CommentedPlace, new: CommentedPlace) -> None:
        """Pair each old place with what has become of it."""
        self._partners[old] = new
        if isinstance(old.value, yaml.MappingNode) and isinstance(new.value, yaml.MappingNode):
            named = {child.name: child for child in new.children}
            for child in old.children:
                if child.name in named:
                    self._match(child, named.pop(child.name))
        elif isinstance(old.value, yaml.SequenceNode) and isinstance(new.value, yaml.SequenceNode):
            for old_row, new_row in _rows(old.children, new.children):
                self._match(old_row, new_row)


def _rows(
    old: list[CommentedPlace], new: list[CommentedPlace]
) -> Iterator[tuple[CommentedPlace, CommentedPlace]]:
    """Yield pairs of entries of two lists: by id, else by content, else by position."""
    unpaired = {place.name: place for place in new}
    waiting = old
    for key in (_id_of, lambda place: _shape(place.value)):
        by_key: dict[object, list[CommentedPlace]] = {}
        for place in unpaired.values():
            by_key.setdefault(key(place), []).append(place)
        by_key.pop(None, None)
        still_waiting = []
        for place in waiting:
            same = by_key.get(key(place))
            if same:
                del unpaired[same[0].name]
                yield place, same.pop(0)
            else:
                still_waiting.append(place)
        waiting = still_waiting
    for place in waiting:
        other = unpaired.get(place.name)
        if other is not None and None in {_id_of(place), _id_of(other)}:
            del unpaired[place.name]
            yield place, other


def _id_of(place: CommentedPlace) -> str | None:
    """Return the id that a row has, by which it is found again wherever it moved."""
    for child in place.children:
        if child.name == _ID and isinstance(child.value, yaml.ScalarNode):
            return str(child.value.value).strip() or None
    return None


def _shape(node: yaml.Node | None) -> _Shape:
    """Return what a value holds, without its layout, to be compared."""
    if isinstance(node, yaml.MappingNode):
        return frozenset((str(name.value), _shape(value)) for name, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_shape(item) for item in node.value)
    return str(node.value) if node is not None else None


def _last_lines(text: Commented, last: int) -> dict[CommentedPlace, int]:
    """Return the last line of every place in a text without comments."""
    last_lines: dict[CommentedPlace, int] = {}
    following = last + 1
    for place in reversed(text.places):
        # A group's last line is that of its last entry, which has been seen already.
        last_lines[place] = last_lines[place.children[-1]] if place.children else following - 1
        following = min(following, place.line)
    return last_lines


def _by_depth(lines: list[tuple[int, str]], *, outermost_first: bool) -> list[str]:
    """Return comments at one line, each with how deep it stands, in the order of their depth."""
    ordered = sorted(lines, key=lambda line: line[0] if outermost_first else -line[0])
    return [text for _, text in ordered]
