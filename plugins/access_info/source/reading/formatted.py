"""Text in the layout that `fmt` writes → plain data, as the parser of YAML reads it, in a third of the time.

Nearly every file is in that layout: a value in double quotes on the line of its key or dash, and no
escape in it. Whatever else the text has, were it an indent that is not expected, is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, overload

from access_info.source.reading.data import Plain

# `  - ten: "Sở Mẫu"`, `muc:`, `# ghi chú`; not `ten: Sở Mẫu`. Its groups are the indent, the dash, the key,
# the key's value, and a value behind a dash.
_LINES = re.compile(
    r'^( *+)(- )?+(?:([a-z_0-9]++):(?: "([^"\\\n]*+)")?+|"([^"\\\n]*+)"|#[^\n]*+)?+$', re.MULTILINE
).finditer
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
    """Places in a text, worked out when they are asked for: few ever are."""

    def __init__(self, text: str, offsets: Sequence[int]) -> None:
        """Take the text and the offsets of places in it."""
        self._text = text
        self._offsets = offsets

    def __len__(self) -> int:
        return len(self._offsets)

    @overload
    def __getitem__(self, number: int) -> TextMark: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[TextMark]: ...
    def __getitem__(self, number: int | slice) -> TextMark | Sequence[TextMark]:
        """Return the place of a number."""
        if isinstance(number, slice):
            return TextMarks(self._text, self._offsets[number])
        offset = self._offsets[number]
        line = self._text.count("\n", 0, offset)
        return TextMark(line, offset - self._text.rfind("\n", 0, offset) - 1)


# One flat loop, without a call for an ordinary value: much of a build's time is spent here.
def read_formatted(text: str, most_depth: int) -> FormattedText | None:  # noqa: PLR0912
    """Read a text in that layout; return `None` where the parser has to say what it means.

    Args:
        text: The text.
        most_depth: So many groups within each other at most.
    """
    whole: dict[str, Any] = {}
    ends: dict[int, int] = {}
    offsets: list[int] = []
    # The group that the line stands in, and the column of its keys or dashes; then those around it.
    column = -1
    group: Any = whole
    inner: Any
    around: list[tuple[int, Any]] = []
    # The key on the line before that has no value as yet, and where that would stand.
    waiting, place_after, number = _WHOLE, 0, 0
    for number, line in enumerate(_LINES(text)):  # noqa: B007 - of the last one
        indent, dash, key, value, item = line.groups()
        if key is None and item is None:
            if dash:
                return None
            continue
        place = len(indent)
        if waiting and (place > column or (dash and place == column)):
            around.append((column, group))
            group[waiting] = inner = [] if dash else {}
            column, group = place, inner
            offsets.append(line.end(1))
        else:
            if waiting:
                offsets.append(place_after)
            while place < column or (place == column and not dash and type(group) is list):
                ends[id(group)] = len(offsets)
                column, group = around.pop()
        waiting = ""
        if place != column or isinstance(group, list) != bool(dash):
            return None
        if key is None:
            if not dash:
                return None
            group.append(item)
            offsets.append(line.start(5) - 1)
            continue
        if dash:
            around.append((column, group))
            inner = {}
            group.append(inner)
            column, group = place + len(dash), inner
            offsets.append(line.start(3))
        if key in group or len(key) > _MOST_KEY or len(around) > most_depth:
            return None
        group[key] = value
        offsets.append(line.start(3))
        if value is None:
            waiting, place_after = key, line.end(3) + 1
        else:
            offsets.append(line.start(4) - 1)
    if number != text.count("\n"):
        return None
    if waiting:
        offsets.append(place_after)
    for _, open_group in (*around[1:], (column, group)):
        ends[id(open_group)] = len(offsets)
    data = whole.get(_WHOLE)
    return FormattedText(data, TextMarks(text, offsets), ends) if type(data) is dict else None
