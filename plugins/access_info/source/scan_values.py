"""The values that may go on over several lines: quoted ones, lists and groups in brackets, blocks."""

from __future__ import annotations

import re
from typing import TypeAlias

from access_info.source import rules
from access_info.source.scalars import Oddity
from access_info.source.shapes import INNER, ITEM_LINE, KEY_LINE, indent_of, quoted

CLOSING = {"[": "]", "{": "}"}
_ESCAPE = re.compile(r'\\(?![0abt\tnvfre "/\\N_LPxuU])')
# What a line says, and the line to read next.
Step: TypeAlias = "tuple[Oddity | None, int]"


def read_quoted(lines: list[str], number: int, start: int, quote: str) -> Step:
    """A value in quotes, over one line or several."""
    end = _closing_quote(lines, number, start + 1, quote)
    text = lines[number][start:].strip()
    between = lines[number + 1 : end[0] + 1] if end else []
    if end is None or any(KEY_LINE.match(x) or ITEM_LINE.match(x) for x in between):
        return Oddity(
            rules.OPEN_QUOTE,
            number,
            start,
            {"quote": quote, "inner": INNER[quote], "text": text},
        ), number
    if quote == '"' and end[0] == number:
        escape = _ESCAPE.search(lines[number], start, end[1])
        if escape and lines[number][escape.start() - 1] != "\\":
            return Oddity(rules.ESCAPE, number, escape.start(), {"text": text}), number
    rest = lines[end[0]][end[1] + 1 :]
    if rest.strip() and not rest.lstrip().startswith("#"):
        if rest.lstrip().startswith(":"):
            return None, end[0] + 1
        values = {"quote": quote, "inner": INNER[quote], "text": rest.strip()}
        return Oddity(rules.AFTER_QUOTE, end[0], end[1] + 1, values), number
    return None, end[0] + 1


def _closing_quote(lines: list[str], number: int, start: int, quote: str) -> tuple[int, int] | None:
    while number < len(lines):
        line = lines[number]
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


def read_flow(lines: list[str], number: int, start: int, bracket: str) -> Step:
    """A list or mapping written in brackets, over one line or several."""
    text = lines[number][start:].strip()
    values = {"bracket": bracket, "closing": CLOSING[bracket], "text": text}
    opening = Oddity(rules.OPEN_BRACKET, number, start, values)
    depth = 0
    line, column = number, start
    while line < len(lines):
        text = lines[line]
        if line > number and KEY_LINE.match(text) and bracket == "[":
            return opening, number
        while column < len(text):
            char = text[column]
            if char in "\"'" and text[column - 1 : column] in {" ", "[", "{", ",", ":"}:
                end = _closing_quote(lines, line, column + 1, char)
                if end is None or end[0] != line:
                    values = {
                        "quote": char,
                        "inner": INNER[char],
                        "text": text[column:].strip(),
                    }
                    return Oddity(rules.OPEN_QUOTE, line, column, values), number
                column = end[1]
            elif char in "[{":
                depth += 1
            elif char in "]}":
                depth -= 1
                if depth == 0:
                    return _after_flow(lines, line, column, number, start), line + 1
            column += 1
        line, column = line + 1, 0
    return opening, number


def _after_flow(lines: list[str], line: int, column: int, number: int, start: int) -> Oddity | None:
    """Text behind the closing bracket, when all stands on one line."""
    rest = lines[line][column + 1 :].strip()
    if line != number or not rest or rest.startswith("#"):
        return None
    value = lines[number][start:].strip()
    return Oddity(rules.AFTER_BRACKET, number, column + 1, {"text": rest, "fix": quoted(value)})


def after_block(lines: list[str], number: int, indent: int) -> int:
    """The first line after a block of text that a `|` or `>` opened."""
    number += 1
    while number < len(lines):
        line = lines[number]
        if line.strip() and indent_of(line) <= indent:
            break
        number += 1
    return number
