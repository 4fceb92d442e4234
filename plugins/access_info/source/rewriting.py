"""Write YAML again in its canonical form, with the comments of the person who typed it."""

from __future__ import annotations

import bisect
import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias

import yaml

from access_info.source.value_cures import nodes_in

# `\U0001F600`; not `\\U0001F600`, a backslash and a letter.
_FAR_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\U([0-9A-F]{8})")
# A letter that stands for something else, and a mark that would join it when the file is read.
_JOINED = re.compile(r"(?<!\\)((?:\\\\)*\\[A-Za-z])([^\x00-\x7f])")
_MAP = "tag:yaml.org,2002:map"
_SEQ = "tag:yaml.org,2002:seq"
_STR = "tag:yaml.org,2002:str"


def dump_yaml(data: object) -> str:
    """Return YAML text that reads back equal.

    Values stand in double quotes, so that no editor or tool takes `0243` or `no` for anything but
    text; text of several lines stands as a block. `None` is written as an absent value.

    Args:
        data: Nested mappings, lists and text, as in `SourceDocument.data`.
    """
    text = str(
        yaml.serialize(_node(data), Dumper=yaml.CSafeDumper, allow_unicode=True, width=1_000_000)
    )
    # The emitter hides characters beyond U+FFFF behind their numbers; nobody could read them.
    text = _FAR_ESCAPE.sub(_shown_if_printable, text) if "\\U" in text else text
    return text if unicodedata.is_normalized("NFC", text) else _JOINED.sub(_escaped_mark, text)


def _shown_if_printable(escape: re.Match[str]) -> str:
    """Return the character that an escape stands for if people can see it, else the escape."""
    char = chr(int(escape[2], 16))
    return escape[1] + char if char.isprintable() else escape[0]


def _escaped_mark(pair: re.Match[str]) -> str:
    """Return an escape and the character behind it; a combining mark is written as its number.

    Otherwise NFC would join the mark with the letter of the escape when the file is read.
    """
    mark = pair[2]
    return f"{pair[1]}\\u{ord(mark):04X}" if unicodedata.combining(mark) else pair[0]


def _node(value: object) -> yaml.Node:
    """Return a value as a YAML node in canonical form: quoted, as a block, or absent for `None`."""
    if isinstance(value, Mapping):
        pairs = [(_key_node(str(key)), _node(item)) for key, item in value.items()]
        return yaml.MappingNode(_MAP, pairs, flow_style=not pairs)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return yaml.SequenceNode(_SEQ, [_node(item) for item in value], flow_style=not value)
    if value is None:
        return yaml.ScalarNode("tag:yaml.org,2002:null", "", style=None)
    text = str(value)
    return yaml.ScalarNode(_STR, text, style="|" if _may_be_block(text) else '"')


def _key_node(key: str) -> yaml.Node:
    """Return a key as a YAML node, quoted only if it is no plain word."""
    plain = key.isidentifier() and key.isascii()
    return yaml.ScalarNode(_STR, key, style=None if plain else '"')


def _may_be_block(text: str) -> bool:
    """Tell whether a text of several lines stays the same as a literal block (`|`)."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and not text.startswith((" ", "\n", "\t"))
        and all(line == line.strip() and (line.isprintable()) for line in lines)
        and bool(lines[0])
    )


_HASH = re.compile("#")
# `| ` of `| # ghi chú`: the head of a block, behind which a comment may stand.
_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*[ \t]*(?=#)")


class CommentSide(StrEnum):
    """Where a comment stands, seen from the value that it is about."""

    ABOVE = "above"
    SAME_LINE = "same-line"
    END = "end"  # below the last entry of the group, or below a key without a value


@dataclasses.dataclass(eq=False)
class CommentedPlace:
    """A place that a comment may be about: a key with its value, an entry of a list, or the whole text.

    Attributes:
        name: The key, or the number of the entry.
        value: The composed node of the value.
        parent: The place of the group around it; `None` for the whole text.
        index: Offset of its first character.
        line: Its line, from 0.
        column: Column of its key or its dash, from 0.
        children: The places of its entries, in the order of the text.
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
        """Whether its value has entries."""
        return bool(self.children)

    @property
    def is_empty(self) -> bool:
        """Whether it is a key without a value."""
        return not self.children and not (
            isinstance(self.value, yaml.ScalarNode) and (self.value.value or self.value.style)
        )

    @property
    def is_inline(self) -> bool:
        """Whether its value is a group in brackets: `[a, b]`."""
        return isinstance(self.value, yaml.CollectionNode) and bool(self.value.flow_style)

    @property
    def depth(self) -> int:
        """How many groups are around it."""
        return len(list(self.above()))

    def above(self) -> Iterator[CommentedPlace]:
        """Yield the places of the groups around it, the innermost first."""
        place = self.parent
        while place is not None:
            yield place
            place = place.parent


@dataclasses.dataclass(frozen=True)
class Comment:
    """A comment with the place that it is about.

    Attributes:
        text: From its `#` on.
        place: What it is about.
        side: Where it stands, seen from there.
    """

    text: str
    place: CommentedPlace
    side: CommentSide


@dataclasses.dataclass(frozen=True)
class _RawComment:
    """A comment that is not tied to a place yet.

    Attributes:
        text: From its `#` on.
        index: Offset of the `#`.
        line: Its line, from 0.
        column: Its column, from 0.
        alone: Whether nothing else stands on its line.
    """

    text: str
    index: int
    line: int
    column: int
    alone: bool


def _make_places_below(place: CommentedPlace) -> Iterator[CommentedPlace]:
    """Make a place for every key and list entry below a place, and yield them in the order of the text.

    Each is added to its parent's `children`. Its column is what a comment's indent is compared
    with: that of its block, but within brackets (`[a, b]`) its own.
    """
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
        yield from _make_places_below(child)


class Commented:
    """A text with its places, and its comments tied to the places that they are about.

    Attributes:
        whole: The whole text as a place.
        places: All other places, in the order of the text.
        raw_comments: All comments as they stand in the text.
        comments: In the order of the text, without those of head and foot.
        head: Comment lines above everything; "" stands for a blank line between two paragraphs.
        foot: Comment lines below everything.
    """

    def __init__(self, text: str) -> None:
        """Read YAML of one document.

        Raises:
            ValueError: It has a syntax error.
        """
        try:
            root = yaml.compose(text, Loader=yaml.CBaseLoader)
        except yaml.YAMLError as error:
            raise ValueError("the text is not readable YAML") from error
        self._text = text
        self._lines = text.split("\n")
        self.whole = CommentedPlace("", root, None, 0, 0, 0)
        self.places = list(_make_places_below(self.whole))
        self._starts = [place.index for place in self.places]
        self._by_line: dict[int, list[CommentedPlace]] = {}
        for place in self.places:
            self._by_line.setdefault(place.line, []).append(place)
        self.raw_comments = list(self._find_comments())
        self.comments: list[Comment] = []
        self._tie_comments()

    def _tie_comments(self) -> None:
        """Tie each comment to the place that it is about, or put it into head or foot."""
        first = self._starts[0] if self._starts else len(self._text)
        root = self.whole.value
        if not self._starts and root is not None:
            first = root.start_mark.index
        leading = [raw for raw in self.raw_comments if raw.index < first]
        self.head, near = self._split_head(leading)
        self.comments += [Comment(raw.text, self.places[0], CommentSide.ABOVE) for raw in near]
        foot: list[_RawComment] = []
        for raw in self.raw_comments[len(leading) :]:
            comment = self._tied(raw)
            if comment.place is self.whole:
                foot.append(raw)
            else:
                self.comments.append(comment)
        self.foot = self._paragraphs(foot)
        if foot and self._is_blank(foot[0].line - 1):
            self.foot.insert(0, "")

    def _find_comments(self) -> Iterator[_RawComment]:
        """Yield the comments: each `#` outside of values, to the end of its line."""
        spans = sorted(self._value_spans())
        begins = [begin for begin, _ in spans]
        begin = 0
        for line, content in enumerate(self._lines):
            start, begin = begin, begin + len(content) + 1
            for match in _HASH.finditer(content):
                index = start + match.start()
                before = bisect.bisect_right(begins, index) - 1
                if before >= 0 and index < spans[before][1]:
                    continue
                alone = not content[: match.start()].strip()
                text = content[match.start() :].rstrip()
                yield _RawComment(text, index, line, match.start(), alone)
                break

    def _value_spans(self) -> Iterator[tuple[int, int]]:
        """Yield the offsets where each single value or key begins and ends; a `#` in there is no comment."""
        for node in nodes_in(self.whole.value):
            if isinstance(node, yaml.ScalarNode):
                begin, end = node.start_mark.index, node.end_mark.index
                head = _BLOCK_HEAD.match(self._text, begin) if node.style in {"|", ">"} else None
                if head is not None:
                    yield begin, head.end()
                    begin = self._text.find("\n", begin)
                yield begin, end

    def _split_head(self, leading: list[_RawComment]) -> tuple[list[str], list[_RawComment]]:
        """Return the lines of the head, and the comments that are about the first key instead.

        These stand right above that key, below a blank line that ends the head.

        Args:
            leading: The comments above everything.
        """
        lines = self._paragraphs(leading)
        if not leading or not self.places:
            return lines, []
        if self._is_blank(leading[-1].line + 1):
            return [*lines, ""], []
        if "" not in lines or not leading[-1].alone:
            return lines, []
        count = lines[::-1].index("")
        return lines[:-count], leading[-count:]

    def _paragraphs(self, raw_comments: list[_RawComment]) -> list[str]:
        """Return the comments' lines, with "" where a blank line parts two of them."""
        lines: list[str] = []
        for before, raw in zip([None, *raw_comments], raw_comments, strict=False):
            if before is not None and raw.line - before.line > 1 and self._is_blank(raw.line - 1):
                lines.append("")
            lines.append(raw.text)
        return lines

    def _is_blank(self, line: int) -> bool:
        """Tell whether a line exists and is blank."""
        return 0 <= line < len(self._lines) - 1 and not self._lines[line].strip()

    def _tied(self, raw: _RawComment) -> Comment:
        """Return a comment tied to the place that it is about; to the whole text if it stands at the foot.

        Behind a value it is about that value; indented as the entries above it, it stands at their
        end; otherwise it is about the place below.
        """
        at = bisect.bisect(self._starts, raw.index)
        before = self.places[at - 1] if at else self.whole
        after = self.places[at] if at < len(self.places) else None
        if not raw.alone:
            owner = self._owner_on_line(raw)
            if owner is not None:
                return Comment(raw.text, owner, CommentSide.SAME_LINE)
        bracket = self._bracket_around(raw, before)
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
        return Comment(raw.text, after or self.whole, CommentSide.ABOVE)

    def _owner_on_line(self, raw: _RawComment) -> CommentedPlace | None:
        """Return the place that a comment behind text on its line is about, or `None`."""
        starting = [
            place
            for place in self._by_line.get(raw.line, ())
            if place.index < raw.index and not self._in_closed_bracket(place, raw.line)
        ]
        if starting:
            return starting[-1]
        ending: list[CommentedPlace] = []
        for place in self.places:
            if place.index > raw.index:
                break
            if place.value is not None and (place.is_inline or not place.is_group):
                mark = place.value.end_mark
                if mark.line == raw.line and mark.index <= raw.index:
                    ending.append(place)
        if not ending:
            return None
        return max(ending, key=lambda place: (_end_index(place), -place.depth))

    def _in_closed_bracket(self, place: CommentedPlace, line: int) -> bool:
        """Tell whether a place stands in brackets that open and close on a line.

        A comment behind them is about the whole group.
        """
        groups = (group.value for group in place.above())
        return any(
            isinstance(group, yaml.CollectionNode)
            and bool(group.flow_style)
            and group.start_mark.line == line == group.end_mark.line
            for group in groups
        )

    def _bracket_around(self, raw: _RawComment, before: CommentedPlace) -> CommentedPlace | None:
        """Return the group in brackets that a comment stands in, or `None`."""
        for group in (before, *before.above()):
            if group.is_inline and group.index < raw.index < _end_index(group):
                return group
        return None


def _end_index(place: CommentedPlace) -> int:
    """Return the offset behind a place's value."""
    return int(place.value.end_mark.index) if place.value is not None else place.index


_ID = "ma"
_Content: TypeAlias = "str | tuple[_Content, ...] | frozenset[tuple[str, _Content]] | None"


def rewrite_yaml(text: str, data: Mapping[str, object]) -> str:
    """Return the canonical text of `data` with the comments of `text`.

    A comment follows what it is about, also when keys or rows have moved; the comment of something
    that is gone is kept at the nearest place that is left. Writing the result again changes
    nothing.

    Args:
        text: A readable YAML text, as in the file.
        data: The new data, as in `SourceDocument.data`.

    Raises:
        ValueError: `text` is no readable YAML.
    """
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    old = Commented(unicodedata.normalize("NFC", clean))
    body = dump_yaml(data) if data else ""
    new = Commented(body)
    return _TextWriter(old, new, body).text()


class _TextWriter:
    """A writer that puts the comments of an old text between the lines of the new canonical text."""

    def __init__(self, old: Commented, new: Commented, body: str) -> None:
        """Pair the places of the old text with those of the new one.

        Args:
            old: The old text with its comments.
            new: The new text, which has none.
            body: The new text.
        """
        self._old = old
        self._new = new
        self._lines = body.split("\n")[:-1]
        self._partners: dict[CommentedPlace, CommentedPlace] = {}
        self._pair(old.whole, new.whole)
        self._last = _last_lines(new, len(self._lines) - 1)
        self._above: dict[int, list[tuple[int, str]]] = {}
        self._below: dict[int, list[tuple[int, str]]] = {}
        self._line_comments: dict[int, str] = {}
        self._foot: list[str] = []

    def text(self) -> str:
        """Return the new text with the comments of the old one."""
        for comment in self._old.comments:
            self._put(comment)
        lines = list(self._old.head)
        if lines and lines[-1] and 0 in self._above:
            lines.append("")
        for number, line in enumerate(self._lines):
            lines += _texts_by_depth(self._above.get(number, []), outermost_first=True)
            line_comment = self._line_comments.get(number)
            lines.append(f"{line} {line_comment}" if line_comment else line)
            lines += _texts_by_depth(self._below.get(number, []), outermost_first=False)
        foot = [*self._foot, *self._old.foot]
        if foot[:1] == [""] and (not self._lines or self._ends_open()):
            foot.pop(0)
        lines += foot
        while lines and not lines[-1] and not self._lines:
            lines.pop()
        return "".join(f"{line}\n" for line in lines)

    def _ends_open(self) -> bool:
        """Tell whether a blank line at the end would become part of the last value, a block."""
        last = self._new.places[-1].value if self._new.places else None
        return isinstance(last, yaml.ScalarNode) and last.value.endswith("\n")

    def _put(self, comment: Comment) -> None:
        """Note at which new line a comment goes: above it, on it, or below a group."""
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
        """Tell whether a comment may stay on the line of a value whose form may have changed."""
        if new.is_group and isinstance(new.name, int):
            return False
        block = isinstance(new.value, yaml.ScalarNode) and new.value.style == "|"
        if not new.is_group and not block:
            return True
        if isinstance(old.value, yaml.ScalarNode):
            return old.is_empty or old.value.style in {"|", ">"}
        return not old.is_inline

    def _put_near(self, comment: Comment) -> None:
        """Put the comment of a key or row that is gone at the nearest place that is left.

        That is above the next entry of its group, else at the group's end, else likewise further out.
        """
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
        """Put a comment on a line of its own above a place."""
        self._above.setdefault(place.line, []).append(
            (place.depth, f"{' ' * self._column(place)}{text}")
        )

    def _column(self, place: CommentedPlace) -> int:
        """Return the column of the outermost place on the line, such as that of the dash before a key."""
        column = place.column
        for group in place.above():
            if group.line != place.line or group.parent is None:
                break
            column = group.column
        return column

    def _put_at_end(self, place: CommentedPlace, text: str) -> None:
        """Put a comment below the last line of a place, indented as its entries are."""
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

    def _pair(self, old: CommentedPlace, new: CommentedPlace) -> None:
        """Pair an old place, and all below it, with what has become of it in the new text."""
        self._partners[old] = new
        if isinstance(old.value, yaml.MappingNode) and isinstance(new.value, yaml.MappingNode):
            named = {child.name: child for child in new.children}
            for child in old.children:
                if child.name in named:
                    self._pair(child, named.pop(child.name))
        elif isinstance(old.value, yaml.SequenceNode) and isinstance(new.value, yaml.SequenceNode):
            for old_row, new_row in _pairs_of_entries(old.children, new.children):
                self._pair(old_row, new_row)


def _pairs_of_entries(
    old: list[CommentedPlace], new: list[CommentedPlace]
) -> Iterator[tuple[CommentedPlace, CommentedPlace]]:
    """Yield (old, new) pairs of entries of two lists: by id, then by equal content, then by position."""
    unpaired = {place.name: place for place in new}
    waiting = old
    for key in (_id_of, lambda place: _content_of(place.value)):
        by_key: dict[object, list[CommentedPlace]] = {}
        for place in unpaired.values():
            by_key.setdefault(key(place), []).append(place)
        by_key.pop(None, None)
        still_waiting = []
        for place in waiting:
            partners = by_key.get(key(place))
            if partners:
                del unpaired[partners[0].name]
                yield place, partners.pop(0)
            else:
                still_waiting.append(place)
        waiting = still_waiting
    for place in waiting:
        other = unpaired.get(place.name)
        if other is not None and None in {_id_of(place), _id_of(other)}:
            del unpaired[place.name]
            yield place, other


def _id_of(place: CommentedPlace) -> str | None:
    """Return the id of a row (`ma`), by which it is found again wherever it moved; `None` without one."""
    for child in place.children:
        if child.name == _ID and isinstance(child.value, yaml.ScalarNode):
            return str(child.value.value).strip() or None
    return None


def _content_of(node: yaml.Node | None) -> _Content:
    """Return the content of a value without its layout, so that values can be compared."""
    if isinstance(node, yaml.MappingNode):
        return frozenset((str(name.value), _content_of(value)) for name, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_content_of(item) for item in node.value)
    return str(node.value) if node is not None else None


def _last_lines(text: Commented, last: int) -> dict[CommentedPlace, int]:
    """Return the last line of every place in a text without comments: below it go comments at its end.

    Args:
        text: The text with its places.
        last: The last line of the text.
    """
    last_lines: dict[CommentedPlace, int] = {}
    following = last + 1
    for place in reversed(text.places):
        # A group's last line is that of its last entry, which has been seen already.
        last_lines[place] = last_lines[place.children[-1]] if place.children else following - 1
        following = min(following, place.line)
    return last_lines


def _texts_by_depth(lines: list[tuple[int, str]], *, outermost_first: bool) -> list[str]:
    """Return the comments at one line in the order of their depth.

    Args:
        lines: Each comment with its depth.
        outermost_first: Whether the one with the least depth comes first.
    """
    ordered = sorted(lines, key=lambda line: line[0] if outermost_first else -line[0])
    return [text for _, text in ordered]
