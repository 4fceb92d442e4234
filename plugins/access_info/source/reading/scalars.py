"""Values that YAML accepts although the editor surely meant something else.

A value without quotes swallows the next line, stops at ` #`, keeps a lone quote mark. YAML
reads all of that without complaint, and the value has changed by itself. Such a value is
refused; the cure says what to type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from access_info.problems import Edit
from access_info.source.cures import rules
from access_info.source.cures.oddities import Oddity
from access_info.source.cures.repair import misplaced
from access_info.source.cures.shapes import BULLET, INNER, ITEM_LINE, KEY_LINE, ODD_SPACE, quoted
from access_info.source.reading.text import HIDDEN_OR_CONTROL, name_of

# Marks and events of the C parser and of the Python one share no base class.
Event: TypeAlias = Any

ODD_PLAIN = re.compile("[\\s\"'“”„‟«»‘’]").search
GLUED_COMMENT = re.compile(r"#(?<=[\s:\-]#)[^\s#=*\-]").search  # a literal first: searched fast
_GLUED = re.compile(r"(\s+)#[^\s#=*\-]")
_STRAY = 2  # so few characters before a quote mark got there by a slip
_CURLY_OPEN = "“”„‟«‘’‹"
_CURLY_CLOSE = '“”‟»‘’›"'


def doubt(event: Event, lines: Sequence[str], *, exact: bool = True) -> Oddity | None:
    """Explain what makes a value doubtful, if anything does.

    Args:
        event: The parser's scalar event.
        lines: The whole text.
        exact: Whether to look for the column that a line was meant for.
    """
    start, end = event.start_mark, event.end_mark
    if event.style:
        oddity = _escaped(event, lines) if event.style == '"' else None
        if oddity is not None:
            return oddity
        return _swallowed(event, lines) if start.line != end.line else None
    value: str = event.value
    if value:
        oddity = _odd_plain(value, start, end, lines, exact=exact)
        if oddity is not None:
            return oddity
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    glued = _GLUED.match(rest)
    if glued is None:
        return None
    text = value + rest
    place = end.line, end.column + len(glued[1])
    old = start.column, len(lines[end.line]) - start.column
    if event.style or not value or start.line != end.line:  # a note, as likely as not
        return Oddity(rules.GLUED_COMMENT, *place, {"text": text.strip(), "fix": quoted(text)})
    return Oddity.retyped(rules.GLUED_COMMENT, place, old, quoted(text), text=text.strip())


def _odd_plain(
    value: str,
    start: Any,  # noqa: ANN401
    end: Any,  # noqa: ANN401
    lines: Sequence[str],
    *,
    exact: bool,
) -> Oddity | None:
    alone = not lines[start.line][: start.column].strip()
    bullet = BULLET.match(value) if alone else None
    place = start.line, start.column
    old = start.column, end.column - start.column  # for a value on one line
    glued = alone and value[0] == "-" and value[1:2] in {'"', "'"}
    if bullet or glued:
        fix = "- " + value[bullet.end() if bullet else 1 :].lstrip()
        if start.line != end.line:
            return Oddity(rules.DASH, *place, {"text": value, "fix": fix})
        return Oddity.retyped(rules.DASH, place, old, fix, text=value)
    if start.line != end.line:
        number = next(n for n in range(start.line + 1, end.line + 1) if lines[n].strip(" \t"))
        line = lines[number]
        if alone and ITEM_LINE.match(line):
            first = lines[start.line].strip()
            rule = rules.STRAY_LINE if " " in first else rules.NO_DASH
            return Oddity(rule, start.line, start.column, {"text": first, "fix": "- " + first})
        values = {"text": line.strip(), "first": lines[start.line].strip()}
        return Oddity(rules.PLAIN_LINES, number, len(line) - len(line.lstrip()), values)
    if ODD_SPACE.match(value):
        char = f"U+{ord(value[0]):04X}"
        if alone and not exact:
            return Oddity(rules.ODD_SPACE, *place, {"char": char})
        if alone:
            return misplaced(lines, start.line, start.column, rules.ODD_SPACE, char=char)
        odd = len(value) - len(value.lstrip())
        edit = Edit.of_line(start.line + 1, start.column + 1, odd, "")
        return Oddity(rules.ODD_SPACE, *place, {"char": char}, edit)
    if value[0] in _CURLY_OPEN and value[-1] in _CURLY_CLOSE:
        inner = value[1:-1]
        if inner and not any(char in inner for char in _CURLY_OPEN + _CURLY_CLOSE):
            return Oddity.retyped(rules.CURLY_QUOTES, place, old, quoted(inner), text=value)
    if 0 < value.find('"') <= _STRAY and value.find('"') < len(value) - 1 and value.endswith('"'):
        fix = value[value.find('"') :]
        return Oddity.retyped(rules.NO_OPENING, place, old, fix, quote='"', text=value)
    if value.count('"') % 2 or (value.endswith("'") and value.count("'") == 1):
        quote = '"' if value.count('"') % 2 else "'"
        return Oddity.retyped(rules.NO_OPENING, place, old, quoted(value), quote=quote, text=value)
    return None


def _escaped(event: Event, lines: Sequence[str]) -> Oddity | None:
    """Find a character typed as a number behind a backslash that hides once it is read."""
    start, end = event.start_mark, event.end_mark
    for hidden in HIDDEN_OR_CONTROL.finditer(event.value):
        typed = "".join(lines[start.line : end.line + 1])
        if hidden[0] not in typed:  # else `text.decode` has judged it
            values = {"char": f"U+{ord(hidden[0]):04X}", "name": name_of(hidden[0])}
            return Oddity(rules.HIDDEN, start.line, start.column, values)
    return None


def _swallowed(event: Event, lines: Sequence[str]) -> Oddity | None:
    """Find a quoted value over several lines, one of which looks like a field of its own."""
    start, end = event.start_mark, event.end_mark
    if event.style not in "\"'":
        return None
    if not any(KEY_LINE.match(line) for line in lines[start.line + 1 : end.line + 1]):
        return None
    values = {
        "quote": event.style,
        "inner": INNER[event.style],
        "text": lines[start.line][start.column :].strip(),
    }
    return Oddity(rules.OPEN_QUOTE, start.line, start.column, values)
