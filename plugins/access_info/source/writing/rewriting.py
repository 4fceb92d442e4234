"""New data in an old text's place: the canonical layout, with every comment of the old text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import TypeAlias

import yaml

from access_info.source.writing.canonical import dump_yaml
from access_info.source.writing.comments import (
    Comment,
    Commented,
    CommentedPlace,
    CommentSide,
    read_comments,
)

_ID = "ma"
_Shape: TypeAlias = "str | tuple[_Shape, ...] | frozenset[tuple[str, _Shape]] | None"


def rewrite_yaml(text: str, data: Mapping[str, object]) -> str:
    """Write the canonical text of `data` with the comments of `text`.

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
    """Pair entries of a list: by id, else by content, else by position."""
    left = {place.name: place for place in new}
    waiting = old
    for key in (_id_of, _content_of):
        known: dict[object, list[CommentedPlace]] = {}
        for place in left.values():
            known.setdefault(key(place), []).append(place)
        known.pop(None, None)
        rest = []
        for place in waiting:
            same = known.get(key(place))
            if same:
                del left[same[0].name]
                yield place, same.pop(0)
            else:
                rest.append(place)
        waiting = rest
    for place in waiting:
        other = left.get(place.name)
        if other is not None and None in {_id_of(place), _id_of(other)}:
            del left[place.name]
            yield place, other


def _id_of(place: CommentedPlace) -> str | None:
    for child in place.children:
        if child.name == _ID and isinstance(child.value, yaml.ScalarNode):
            return str(child.value.value).strip() or None
    return None


def _content_of(place: CommentedPlace) -> _Shape:
    return _shape(place.value)


def _shape(node: yaml.Node | None) -> _Shape:
    if isinstance(node, yaml.MappingNode):
        return frozenset((str(name.value), _shape(value)) for name, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return tuple(_shape(item) for item in node.value)
    return str(node.value) if node is not None else None


def _last_lines(text: Commented, last: int) -> dict[CommentedPlace, int]:
    """Find the last line of every place in a text without comments."""
    last_lines: dict[CommentedPlace, int] = {}
    following = last + 1
    for place in reversed(text.places):
        # A group's last line is that of its last entry, which has been seen already.
        last_lines[place] = last_lines[place.children[-1]] if place.children else following - 1
        following = min(following, place.line)
    return last_lines


def _by_depth(lines: list[tuple[int, str]], *, outermost_first: bool) -> list[str]:
    ordered = sorted(lines, key=lambda line: line[0] if outermost_first else -line[0])
    return [text for _, text in ordered]
