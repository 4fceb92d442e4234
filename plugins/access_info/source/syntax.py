"""From a parser's English complaint to the place and the cure that an editor needs.

The parser fails where it notices; the mistake often stands lines above (a quote that was
never closed swallows what follows). Our files use a small part of YAML, so the lines up to
the failure are read once more, in the editor's terms, and the first odd one is named.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

import yaml

from access_info.problems import Location, Problem, Rule
from access_info.source import rules

_KEY = re.compile(r"(?P<key>[^\W\d][\w-]*|\"[^\"]*\"|'[^']*')\s*:(?=\s|$)")
_KEY_LINE = re.compile(r"\s*(?:- +)*[^\W\d][\w-]*:(?:\s|$)")
_KEY_TIGHT = re.compile(r"(?P<key>[^\W\d][\w-]*)(?P<colon>:|：|\s*;|\s*=)\s*(?P<rest>\S.*)$")
_KEY_BARE = re.compile(r"(?P<key>[a-z_]+)\s+(?P<rest>\S.*)$")
_BLOCK_SCALAR = re.compile(r"[|>][+-]?[1-9]?[+-]?\s*(#.*)?$")
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_ESCAPE = re.compile(r'\\(?![0abt\tnvfre "/\\N_LPxuU])')
_CLOSING = {"[": "]", "{": "}"}
_FORBIDDEN_STARTS = "@`%,]}&*!?"


def diagnose(text: str, error: yaml.MarkedYAMLError, *, path: str, first_line: int = 1) -> Problem:
    """The mistake behind a parser's error, at the place where the editor must type.

    Args:
        text: The whole text that did not parse.
        error: What PyYAML raised.
        path: Shown in the problem.
        first_line: The number of the text's first line in its file.
    """
    mark = error.problem_mark or error.context_mark
    last = mark.line if mark is not None else text.count("\n")
    found = _Scan(text.split("\n")).first_oddity(last) or _from_parser(text, error)
    return found.rule.at(Location(path, found.line + first_line, found.column + 1), **found.values)


@dataclasses.dataclass(frozen=True)
class _Oddity:
    """A rule broken at a line and column, both from 0."""

    rule: Rule
    line: int
    column: int
    values: Mapping[str, object]


class _Scan:
    """Reads lines as an editor does: indents, dashes, keys, quoted values."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._levels: list[tuple[int, bool]] = []  # (indent, is it a list)
        self._opens_child = True
        self._plain_open = False

    def first_oddity(self, last: int) -> _Oddity | None:
        number = 0
        while number <= min(last, len(self._lines) - 1):
            found, number = self._line(number)
            if found is not None:
                return found
        return None

    def _line(self, number: int) -> tuple[_Oddity | None, int]:
        """An oddity of this line, and the next line to read."""
        line = self._lines[number]
        content = line.lstrip(" ")
        if not content or content.startswith("#"):
            return None, number + 1
        indent = len(line) - len(content)
        if content[0] == "\t":
            return _Oddity(rules.TAB, number, indent, {}), number
        if _ODD_SPACE.match(content):
            char = f"U+{ord(content[0]):04X}"
            return _Oddity(rules.ODD_SPACE, number, indent, {"char": char}), number
        if content.startswith(("---", "...")) and indent == 0:
            return None, number + 1
        column = indent
        dashes = 0
        while content.startswith("- ") or content == "-":
            found = self._enter(number, column, is_list=True)
            if found:
                return found, number
            dashes += 1
            stripped = content[1:].lstrip(" ")
            column += len(content) - len(stripped)
            content = stripped
            self._opens_child = True
        if re.match(r"-[^\s\-\d.]", content) and (dashes or not self._plain_open):
            values = {"text": content, "fix": "- " + content[1:]}
            return _Oddity(rules.DASH, number, column, values), number
        if not content:
            self._opens_child = True
            return None, number + 1
        key = _KEY.match(content)
        if key is None:
            return self._without_key(number, column, content, in_list=bool(dashes))
        found = self._enter(number, column, is_list=False)
        if found:
            return found, number
        value = content[key.end() :]
        start = column + key.end() + len(value) - len(value.lstrip(" "))
        return self._value(number, start, value.strip(" "), indent=column)

    def _enter(self, number: int, column: int, *, is_list: bool) -> _Oddity | None:
        """Takes the line's place among the open levels; an indent that fits none is odd."""
        popped: int | None = None
        while self._levels and self._levels[-1][0] > column:
            popped, _ = self._levels.pop()
        while self._levels and not is_list and self._levels[-1] == (column, True):
            self._levels.pop()
        if self._levels and self._levels[-1] == (column, is_list):
            self._opens_child = False
            return None
        top = self._levels[-1][0] if self._levels else -1
        deeper = column > top or (is_list and column == top)
        if deeper and self._opens_child and popped is None:
            self._levels.append((column, is_list))
            self._opens_child = False
            return None
        if not self._levels and popped is None:
            self._levels.append((column, is_list))
            return None
        expected = popped if popped is not None and popped - column < column - top else top
        values = {
            "text": self._lines[number].strip(),
            "spaces": column,
            "expected": max(expected, 0),
        }
        return _Oddity(rules.INDENT, number, column, values)

    def _without_key(
        self, number: int, column: int, content: str, *, in_list: bool
    ) -> tuple[_Oddity | None, int]:
        tight = _KEY_TIGHT.match(content)
        if tight and not re.match(r"[a-z]+://", content) and not (in_list and '"' in content[:1]):
            fix = f"{tight['key']}: {tight['rest']}"
            return _Oddity(
                rules.NO_COLON,
                number,
                column + len(tight["key"]),
                {"text": content, "fix": fix},
            ), number
        if in_list:
            return self._value(number, column, content, indent=column - 1)
        top = self._levels[-1][0] if self._levels else 0
        if self._plain_open and column > top:
            return None, number + 1
        if self._opens_child and self._levels:
            return self._value(number, column, content, indent=top)
        bare = _KEY_BARE.match(content)
        fix = f"{bare['key']}: {bare['rest']}" if bare else f'ten_truong: "{content}"'
        at = column + (len(bare["key"]) if bare else 0)
        return _Oddity(rules.NO_COLON, number, at, {"text": content, "fix": fix}), number

    def _value(
        self, number: int, start: int, value: str, *, indent: int
    ) -> tuple[_Oddity | None, int]:
        self._plain_open = False
        if not value or value.startswith("#"):
            self._opens_child = True
            return None, number + 1
        self._opens_child = False
        first = value[0]
        if first in "\"'":
            return self._quoted(number, start, first)
        if first in _CLOSING:
            return self._flow(number, start, first)
        if _BLOCK_SCALAR.match(value):
            return None, self._after_block(number, indent)
        odd_start = (
            (first in _FORBIDDEN_STARTS and not re.match(r"[&*!][\w!]", value))
            or first in "|>"
            or value.startswith("- ")
        )
        if odd_start:
            values = {"char": first, "text": value, "fix": _quote(value)}
            return _Oddity(rules.BAD_START, number, start, values), number
        if ": " in value or value.endswith(":"):
            values = {"text": value, "fix": _quote(value)}
            return _Oddity(rules.COLON, number, start, values), number
        self._plain_open = True
        return None, number + 1

    def _quoted(self, number: int, start: int, quote: str) -> tuple[_Oddity | None, int]:
        end = self._closing_quote(number, start + 1, quote)
        text = self._lines[number][start:].strip()
        swallowed = end is None or any(
            _KEY_LINE.match(line) for line in self._lines[number + 1 : end[0] + 1]
        )
        if end is None or swallowed:
            return _Oddity(rules.OPEN_QUOTE, number, start, {"quote": quote, "text": text}), number
        if quote == '"' and end[0] == number:
            escape = _ESCAPE.search(self._lines[number], start, end[1])
            if escape and self._lines[number][escape.start() - 1] != "\\":
                return _Oddity(rules.ESCAPE, number, escape.start(), {"text": text}), number
        rest = self._lines[end[0]][end[1] + 1 :]
        if rest.strip() and not rest.lstrip().startswith("#"):
            if rest.lstrip().startswith(":"):
                return None, end[0] + 1
            values = {"quote": quote, "text": rest.strip()}
            return _Oddity(rules.AFTER_QUOTE, end[0], end[1] + 1, values), number
        return None, end[0] + 1

    def _closing_quote(self, number: int, start: int, quote: str) -> tuple[int, int] | None:
        while number < len(self._lines):
            line = self._lines[number]
            column = start
            while column < len(line):
                if quote == '"' and line[column] == "\\":
                    column += 2
                    continue
                if line[column] == quote:
                    if quote == "'" and line[column + 1 : column + 2] == "'":
                        column += 2
                        continue
                    return number, column
                column += 1
            number, start = number + 1, 0
        return None

    def _flow(self, number: int, start: int, bracket: str) -> tuple[_Oddity | None, int]:
        """A list or mapping written in brackets, over one line or several."""
        opening = _Oddity(
            rules.OPEN_BRACKET,
            number,
            start,
            {
                "bracket": bracket,
                "closing": _CLOSING[bracket],
                "text": self._lines[number][start:].strip(),
            },
        )
        depth = 0
        line, column = number, start
        while line < len(self._lines):
            text = self._lines[line]
            if line > number and _KEY_LINE.match(text) and bracket == "[":
                return opening, number
            while column < len(text):
                char = text[column]
                if char in "\"'" and text[column - 1 : column] in {" ", "[", "{", ",", ":"}:
                    end = self._closing_quote(line, column + 1, char)
                    if end is None or end[0] != line:
                        values = {"quote": char, "text": text[column:].strip()}
                        return _Oddity(rules.OPEN_QUOTE, line, column, values), number
                    column = end[1]
                elif char in "[{":
                    depth += 1
                elif char in "]}":
                    depth -= 1
                    if depth == 0:
                        return None, line + 1
                column += 1
            line, column = line + 1, 0
        return opening, number

    def _after_block(self, number: int, indent: int) -> int:
        """The first line after a block of text that a `|` or `>` opened."""
        number += 1
        while number < len(self._lines):
            line = self._lines[number]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
                break
            number += 1
        return number


def _from_parser(text: str, error: yaml.MarkedYAMLError) -> _Oddity:
    """What the parser alone can say, when no line looked odd."""
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1) if mark is not None else 0
    column = mark.column if mark is not None else 0
    while line > 0 and not lines[line].strip():
        line, column = line - 1, 0
    content = lines[line].strip()
    problem = error.problem or ""
    indent = len(lines[line]) - len(lines[line].lstrip(" "))
    if "'\\t'" in problem or "tab" in problem:
        return _Oddity(rules.TAB, line, column, {})
    if "mapping values" in problem:
        return _Oddity(rules.COLON, line, column, {"text": content, "fix": _quote(content)})
    start = error.context_mark or mark
    if "quoted scalar" in (error.context or "") and start is not None:
        if "escape" in problem:
            return _Oddity(rules.ESCAPE, line, column, {"text": content})
        values = {"quote": lines[start.line][start.column], "text": lines[start.line].strip()}
        return _Oddity(rules.OPEN_QUOTE, start.line, start.column, values)
    if "block" in (error.context or "") and "expected" in problem:
        expected = max(indent - indent % 2, 0)
        return _Oddity(
            rules.INDENT,
            line,
            indent,
            {"text": content, "spaces": indent, "expected": expected},
        )
    if "flow" in (error.context or "") and start is not None:
        bracket = lines[start.line][start.column : start.column + 1] or "["
        values = {
            "bracket": bracket,
            "closing": _CLOSING.get(bracket, "]"),
            "text": lines[start.line][start.column :].strip(),
        }
        return _Oddity(rules.OPEN_BRACKET, start.line, start.column, values)
    return _Oddity(rules.SYNTAX, line, column, {"text": content})


def _quote(value: str) -> str:
    """The value as it should be typed: in double quotes, with what they need escaped."""
    inner = value.strip().strip("\"'").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'
