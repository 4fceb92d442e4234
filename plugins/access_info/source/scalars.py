"""Values that YAML accepts although the editor surely meant something else.

A value without quotes swallows the next line, stops at ` #`, keeps a lone quote mark. YAML
reads all of that without complaint, and the value has changed by itself. Such a value is
refused; the cure says what to type.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from access_info.problems import Rule
from access_info.source import rules
from access_info.source.shapes import BULLET, INNER, ITEM_LINE, KEY_LINE, ODD_SPACE, quoted
from access_info.source.text import HIDDEN_OR_CONTROL, name_of

# Marks and events of the C parser and of the Python one share no base class.
Event: TypeAlias = Any

# Every value in double quotes on its own line, as `fmt` writes: nothing can be doubtful there.
CANONICAL = re.compile(
    r'(?: *+(?:- )?+(?:[a-z_0-9]++:(?: "[^"\\\n]*+")?+|"[^"\\\n]*+"|#[^\n]*+)?+\n)*+'
).fullmatch
ODD_PLAIN = re.compile("[\\s\"'“”„‟«»‘’]").search
GLUED_COMMENT = re.compile(r"#(?<=[\s:\-]#)[^\s#=*\-]").search  # a literal first: searched fast
_GLUED = re.compile(r"(\s+)#[^\s#=*\-]")
_STRAY = 2  # so few characters before a quote mark got there by a slip
_CURLY_OPEN = "“”„‟«‘’‹"
_CURLY_CLOSE = '“”‟»‘’›"'


@dataclasses.dataclass(frozen=True, slots=True)
class Oddity:
    """A rule broken at a line and column, both from 0."""

    rule: Rule
    line: int
    column: int
    values: Mapping[str, object]


def doubt(event: Event, lines: Sequence[str]) -> Oddity | None:
    """What makes a value doubtful, if anything does.

    Args:
        event: The parser's scalar event.
        lines: The whole text.
    """
    start, end = event.start_mark, event.end_mark
    if event.style:
        found = _escaped(event, lines) if event.style == '"' else None
        if found is not None:
            return found
        return _swallowed(event, lines) if start.line != end.line else None
    value: str = event.value
    if value:
        found = _odd_plain(value, start, end, lines)
        if found is not None:
            return found
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    glued = _GLUED.match(rest)
    if glued is None:
        return None
    text = value + rest
    values = {"text": text.strip(), "fix": quoted(text)}
    return Oddity(rules.GLUED_COMMENT, end.line, end.column + len(glued[1]), values)


def _odd_plain(value: str, start: Any, end: Any, lines: Sequence[str]) -> Oddity | None:  # noqa: ANN401
    alone = not lines[start.line][: start.column].strip()
    bullet = BULLET.match(value) if alone else None
    if bullet:
        values = {"text": value, "fix": "- " + value[bullet.end() :].lstrip()}
        return Oddity(rules.DASH, start.line, start.column, values)
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
        return Oddity(rules.ODD_SPACE, start.line, start.column, {"char": char})
    if value[0] in _CURLY_OPEN and value[-1] in _CURLY_CLOSE:
        inner = value[1:-1]
        if inner and not any(char in inner for char in _CURLY_OPEN + _CURLY_CLOSE):
            values = {"text": value, "fix": quoted(inner)}
            return Oddity(rules.CURLY_QUOTES, start.line, start.column, values)
    if 0 < value.find('"') <= _STRAY and value.find('"') < len(value) - 1 and value.endswith('"'):
        values = {"quote": '"', "text": value, "fix": value[value.find('"') :]}
        return Oddity(rules.NO_OPENING, start.line, start.column, values)
    if value.count('"') % 2 or (value.endswith("'") and value.count("'") == 1):
        quote = '"' if value.count('"') % 2 else "'"
        values = {"quote": quote, "text": value, "fix": quoted(value)}
        return Oddity(rules.NO_OPENING, start.line, start.column, values)
    return None


def _escaped(event: Event, lines: Sequence[str]) -> Oddity | None:
    """A character that shows only as a number behind a backslash, and hides once it is read."""
    start, end = event.start_mark, event.end_mark
    typed = "".join(lines[start.line : end.line + 1])
    for hidden in HIDDEN_OR_CONTROL.finditer(event.value):
        if hidden[0] not in typed:  # else `text.decode` has judged it
            values = {"char": f"U+{ord(hidden[0]):04X}", "name": name_of(hidden[0])}
            return Oddity(rules.HIDDEN, start.line, start.column, values)
    return None


def _swallowed(event: Event, lines: Sequence[str]) -> Oddity | None:
    """A quoted value over several lines, one of which looks like a field of its own."""
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
