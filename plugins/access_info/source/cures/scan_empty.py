"""A list or a group that is said to be empty, and whose content stands right below it."""

from __future__ import annotations

import itertools
import re

from access_info.problems import Edit
from access_info.source.cures import rules
from access_info.source.cures.oddities import Oddity
from access_info.source.cures.shapes import ITEM_LINE, KEY_LINE, ROW_LINE, indent_of, is_content

# A value that says that there is none.
# ` []`, ` null # chưa có`; not ` [a]`.
_EMPTY = re.compile(r"[ \t]*(?P<empty>\[ *\]|\{ *\}|\"\"|''|~|null)[ \t]*(?:#.*)?$")
_LIST, _GROUP = "[]", "{}"


def content_below_nothing(lines: list[str], number: int, key: str, value: str) -> Oddity | None:
    """Find rows or fields typed below a key that is said to be empty, as `muc: []`.

    Args:
        lines: The whole text.
        number: The line of the key, from 0.
        key: The key.
        value: All that stands behind its colon.
    """
    empty = _EMPTY.match(value)
    if not empty:
        return None
    rest = itertools.islice(lines, number + 1, None)
    below = next((line for line in rest if is_content(line)), "")
    if not KEY_LINE.match(below) and not ITEM_LINE.match(below):
        return None
    line = lines[number]
    column = line.index(key)
    start = len(line) - len(value)
    typed, first = empty["empty"].replace(" ", ""), below.strip()
    values = {"text": line[column:].strip(), "first": first, "empty": typed, "fix": f"{key}:"}
    edit, how = Edit.of_line(number + 1, start + 1, empty.end("empty"), ""), ""
    deep = indent_of(below)
    if ITEM_LINE.match(below):
        if typed == _GROUP or deep < column or (deep == column and _is_next_row(lines, below)):
            return None
    elif deep <= column or typed not in {_LIST, _GROUP}:
        return None
    elif typed == _LIST:
        if deep < column + 2 or lines[number + 1] != below:
            return None
        how = f"Xóa [] ở dòng này, và thêm dấu gạch ở đầu dòng dưới: “- {first}”."
        edit = Edit(number + 1, start + 1, number + 2, deep + 1, f"\n{' ' * (deep - 2)}- ")
    return Oddity(rules.EMPTY_BEFORE_LIST, number, start + 1, values, edit, how)


def _is_next_row(lines: list[str], line: str) -> bool:
    """Tell whether a row further in begins as the outermost rows do: it is the next of them."""
    if not indent_of(line) or not ROW_LINE.match(line):
        return False
    rows = (other for other in lines if other.startswith("- ") and ROW_LINE.match(other))
    return any(_first_key(line) == _first_key(other) for other in rows)


def _first_key(line: str) -> str:
    return line.lstrip(" -").split(":", 1)[0].strip()
