"""Text in the layout that `fmt` writes → plain data, as the parser of YAML reads it, in a third of the time.

Nearly every file is in that layout: a value in double quotes on the line of its key or dash, and no
escape in it but of a line's end, a quote, a backslash. Whatever else the text has, were it an indent that
is not expected, is left to the parser.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any, NamedTuple, overload

from access_info.source.reading.data import Plain

# `  - ten: "Sở Mẫu"`, `muc:`, `# ghi chú`; not `ten: Sở Mẫu`. Its groups are the indent, the dash, the key,
# the key's value, and a value behind a dash.
_VALUE = r'"([^"\\\n]*+(?:\\[n"\\][^"\\\n]*+)*+)"'
_LINES = re.compile(
    rf"^( *+)(- )?+(?:([a-z_0-9]++):(?: {_VALUE})?+|{_VALUE}|#[^\n]*+)?+$", re.MULTILINE
).split
_ESCAPE = re.compile(r"\\(.)")
_PARTS = 6  # of a line: its groups, and what ends it
_DASH = 2  # columns
_LINE = 1 << 21  # more columns than any line has
_MOST_KEY = 1_000  # of YAML 1,024
_WHOLE = "\n"  # no key


class FormattedText(NamedTuple):
    """What was read.

    Attributes:
        data: The top mapping.
        marks: Where each value and key begins, in the order of the text.
        ends: Number of the mark that follows a group's last one, by the identity of the group.
    """

    data: dict[str, Plain]
    marks: TextMarks
    ends: dict[int, int]


class TextMark(NamedTuple):
    """A place in a text, both counted from 0.

    Attributes:
        line: The line.
        column: The column.
    """

    line: int
    column: int


class TextMarks(Sequence[TextMark]):
    """Places in a text, told apart when they are asked for: few ever are."""

    def __init__(self, places: Sequence[int]) -> None:
        """Take places, each its line times `_LINE` and its column."""
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, number: int) -> TextMark: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[TextMark]: ...
    def __getitem__(self, number: int | slice) -> TextMark | Sequence[TextMark]:
        """Return the place of a number."""
        if isinstance(number, slice):
            return TextMarks(self._places[number])
        return TextMark(*divmod(self._places[number], _LINE))


# One flat loop, without a call for an ordinary value: much of a build's time is spent here.
def read_formatted(text: str, most_depth: int) -> FormattedText | None:  # noqa: PLR0912, PLR0915
    """Read a text in that layout; return `None` where the parser has to say what it means.

    Args:
        text: The text.
        most_depth: So many groups within each other at most.
    """
    parts = _LINES(text)
    if len(parts) != 1 + _PARTS * (text.count("\n") + 1):
        return None
    whole: dict[str, Any] = {}
    ends: dict[int, int] = {}
    places: list[int] = []
    # The group that the line stands in, and the column of its keys or dashes; then those around it.
    column = -1
    group: Any = whole
    inner: Any
    around: list[tuple[int, Any]] = []
    # The key on the line before that has no value as yet, and where that would stand.
    waiting, place_after = _WHOLE, 0
    escaped = "\\" in text
    lines = zip(*[iter(parts[1:])] * _PARTS, strict=True)
    for line, (indent, dash, key, value, item, _) in zip(itertools.count(0, _LINE), lines):
        if key is None and item is None:
            if dash:
                return None
            continue
        at = len(indent)
        if waiting and (at > column or (dash and at == column)):
            around.append((column, group))
            group[waiting] = inner = [] if dash else {}
            column, group = at, inner
            places.append(line + at)
        else:
            if waiting:
                places.append(place_after)
            while at < column or (at == column and not dash and type(group) is list):
                ends[id(group)] = len(places)
                column, group = around.pop()
        waiting = ""
        if at != column or (type(group) is list) != bool(dash):
            return None
        if key is None:
            if not dash:
                return None
            group.append(_unescaped(item) if escaped else item)
            places.append(line + at + _DASH)
            continue
        if dash:
            around.append((column, group))
            at += _DASH
            inner = {}
            group.append(inner)
            column, group = at, inner
            places.append(line + at)
        if key in group or len(key) > _MOST_KEY or len(around) > most_depth:
            return None
        group[key] = _unescaped(value) if escaped and value else value
        place = line + at
        places.append(place)
        if value is None:
            waiting, place_after = key, place + len(key) + 1
        else:
            places.append(place + len(key) + 2)
    if waiting:
        places.append(place_after)
    for _, open_group in (*around[1:], (column, group)):
        ends[id(open_group)] = len(places)
    data = whole.get(_WHOLE)
    return FormattedText(data, TextMarks(places), ends) if type(data) is dict else None


def _unescaped(value: str) -> str:
    return _ESCAPE.sub(lambda escape: "\n" if escape[1] == "n" else escape[1], value)
