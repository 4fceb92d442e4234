"""Reads lines as an editor does, and names the first that is typed oddly.

A parser fails where it notices; the mistake often stands lines above (a quote that was never
closed swallows what follows). Our files use a small part of YAML, so the lines up to the
failure are read once more in the editor's terms: dashes, keys, quoted values, brackets.
"""

from __future__ import annotations

import re

from access_info.problems import Rule
from access_info.source import rules
from access_info.source.scalars import Oddity
from access_info.source.scan_values import CLOSING, Step, after_block, read_flow, read_quoted
from access_info.source.shapes import (
    BULLET,
    ITEM_LINE,
    KEY_LINE,
    ODD_SPACE,
    ROW_LINE,
    indent_of,
    is_content,
    quoted,
)

_KEY = re.compile(r"(?P<key>[^\W\d][\w-]*|\"[^\"]*\"|'[^']*')[ \t]*:(?=[ \t]|$)")
_KEY_TIGHT = re.compile(r"(?P<key>[^\W\d][\w-]*)(?P<colon>:|：|\s*;|\s*=)\s*(?P<rest>\S.*)$")
_KEY_BARE = re.compile(r"(?P<key>[^\W\d][\w-]*)\.?[ \t\u00a0]+(?P<rest>\S.*)$")
_KEYS_USED = re.compile(r"^[ \-]*([^\W\d][\w-]*):(?=[ \t]|$)", re.MULTILINE)
_TIGHT_DASH = re.compile(r"-(?P<rest>[^\s\-\d.].*)$")
_BLOCK_SCALAR = re.compile(r"[|>][+-]?[1-9]?[+-]?\s*(#.*)?$")
_FORBIDDEN_STARTS = "@`%,]}&*!?"


class Scan:
    """One reading of a text's lines."""

    def __init__(self, lines: list[str]) -> None:
        """Takes the whole text's lines."""
        self._lines = lines
        self._keys = frozenset(_KEYS_USED.findall("\n".join(lines)))
        self._column = 0  # of the latest key
        self._opens_child = False  # the latest key or dash has no value yet
        self._plain_open = False  # the latest value has no quotes and may go on

    def first_oddity(self, last: int) -> Oddity | None:
        """The first line up to `last` that is typed oddly."""
        number = 0
        while number <= min(last, len(self._lines) - 1):
            found, number = self._line(number)
            if found is not None:
                return found
        blank = range(max(last - 2, 0), min(last + 1, len(self._lines)))
        tabbed = [n for n in blank if "\t" in self._lines[n] and not self._lines[n].strip()]
        return Oddity(rules.TAB, tabbed[0], 0, {}) if tabbed else None

    def _line(self, number: int) -> Step:
        line = self._lines[number]
        content = line.lstrip(" ")
        if not content or content.startswith("#"):
            return None, number + 1
        column = len(line) - len(content)
        if content[0] == "\t":
            if not content.strip():
                return None, number + 1
            return Oddity(rules.TAB, number, column, {}), number
        if ODD_SPACE.match(content):
            char = f"U+{ord(content[0]):04X}"
            return Oddity(rules.ODD_SPACE, number, column, {"char": char}), number
        if column == 0 and re.match(r"(---|\.\.\.)(\s|$)", content):
            return self._divider(number, content), number + 1
        if re.fullmatch(r"={7}", line):
            return Oddity(rules.CONFLICT, number, 0, {"text": line}), number
        in_list = False
        while content.startswith(("- ", "-\t")) or content == "-":
            stripped = content[1:].lstrip(" \t")
            column += len(content) - len(stripped)
            content = stripped
            in_list = self._opens_child = True
        found = self._dash(number, column, content, in_list=in_list)
        if found is not None:
            return found, number
        if not content:
            return None, number + 1
        key = _KEY.match(content)
        if key is None:
            return self._without_key(number, column, content, in_list=in_list)
        self._column = column
        value = content[key.end() :]
        start = column + key.end() + len(value) - len(value.lstrip(" \t"))
        return self._value(number, start, value.strip(" \t"), indent=column)

    def _divider(self, number: int, content: str) -> Oddity | None:
        """`---` is right at the very top only, `...` at the very end only."""
        rest = self._lines[number + 1 :] if content.startswith(".") else self._lines[:number]
        if not any(is_content(line) for line in rest):
            return None
        return Oddity(rules.SEVERAL_DOCUMENTS, number, 0, {"text": content})

    def _dash(self, number: int, column: int, content: str, *, in_list: bool) -> Oddity | None:
        """A dash without its space, or another mark in its place."""
        if self._plain_open and not in_list and column > self._column:
            return None
        tight = _TIGHT_DASH.match(content)
        if tight:
            values = {"text": content, "fix": "- " + tight["rest"]}
            return Oddity(rules.DASH, number, column, values)
        bullet = None if in_list else BULLET.match(content)
        if bullet:
            values = {"text": content, "fix": "- " + content[bullet.end() :].lstrip()}
            return Oddity(rules.DASH, number, column, values)
        return None

    def _without_key(self, number: int, column: int, content: str, *, in_list: bool) -> Step:
        tight = _KEY_TIGHT.match(content)
        if tight and not re.match(r"[a-z]+://", content):
            at = column + len(tight["key"])
            fix = f"{tight['key']}: {tight['rest']}"
            return self._no_colon(number, at, content, fix), number
        bare = _KEY_BARE.match(content)
        behind_quote = bare is not None and bare["rest"][0] in "\"'"
        awaited = in_list or self._opens_child  # a value of several words may well stand here
        if bare and (behind_quote or (bare["key"] in self._keys and not awaited)):
            fix = f"{bare['key']}: {bare['rest'].lstrip(':')}"
            return self._no_colon(number, column + len(bare["key"]), content, fix), number
        if in_list:
            word = content.split(" ", 1)[0].rstrip(".")
            if content[0] not in "\"'[{|>" and self._heads_fields(number, column):
                fix = f"{word}: {content[len(word) :].lstrip(' .')}".rstrip()
                return self._no_colon(number, column + len(word), content, fix), number
            return self._value(number, column, content, indent=column - 1)
        if self._plain_open and column > self._column:
            return None, number + 1
        if self._opens_child:
            return self._child(number, column, content)
        if content in self._keys or (" " not in content and self._heads_rows(number)):
            return self._no_colon(number, column + len(content), content, f"{content}:"), number
        before = next((n for n in range(number - 1, -1, -1) if is_content(self._lines[n])), None)
        if before is not None and self._is_item_value(before) and _is_value(content):
            return self._no_dash(number, column, content), number
        return Oddity(rules.STRAY_LINE, number, column, {"text": content}), number

    def _child(self, number: int, column: int, content: str) -> Step:
        """A value on a line of its own below its key."""
        following = next((line for line in self._lines[number + 1 :] if is_content(line)), "")
        if content[0] not in "\"'[{|>" and self._heads_fields(number, column):
            return Oddity(rules.STRAY_LINE, number, column, {"text": content}), number
        in_a_list = ITEM_LINE.match(following) and indent_of(following) >= self._column
        if _is_value(content) and (column <= self._column or in_a_list) and column:
            if in_a_list or content[0] in "\"'":
                return self._no_dash(number, column, content), number
            return Oddity(rules.STRAY_LINE, number, column, {"text": content}), number
        if column <= self._column and content[0] not in "\"'[{|>":
            return Oddity(rules.STRAY_LINE, number, column, {"text": content}), number
        return self._value(number, column, content, indent=self._column)

    def _heads_fields(self, number: int, column: int) -> bool:
        """Whether the next line is a field that stands where this one stands, or deeper."""
        following = next((line for line in self._lines[number + 1 :] if is_content(line)), "")
        return KEY_LINE.match(following) is not None and indent_of(following) >= column

    def _heads_rows(self, number: int) -> bool:
        """Whether the next line is the first row of a list."""
        following = next((line for line in self._lines[number + 1 :] if is_content(line)), "")
        return ROW_LINE.match(following) is not None

    def _is_item_value(self, number: int) -> bool:
        line = self._lines[number].lstrip(" ")
        return line.startswith("- ") and _KEY.match(line[2:].lstrip(" ")) is None

    def _no_dash(self, number: int, column: int, content: str) -> Oddity:
        return Oddity(rules.NO_DASH, number, column, {"text": content, "fix": "- " + content})

    def _no_colon(self, number: int, column: int, content: str, fix: str) -> Oddity:
        return Oddity(rules.NO_COLON, number, column, {"text": content, "fix": fix})

    def _value(self, number: int, start: int, value: str, *, indent: int) -> Step:
        self._plain_open = False
        if not value or value.startswith("#"):
            self._opens_child = True
            return None, number + 1
        self._opens_child = False
        first = value[0]
        if first in "\"'":
            return read_quoted(self._lines, number, start, first)
        if first in CLOSING:
            return read_flow(self._lines, number, start, first)
        if _BLOCK_SCALAR.match(value):
            return None, after_block(self._lines, number, indent)
        odd_start = (
            (first in _FORBIDDEN_STARTS and not re.match(r"[&*!][\w!]", value))
            or first in "|>"
            or (first == "*" and value.endswith("*"))
        )
        if value.startswith("- "):
            return self._rule(rules.DASH_BEHIND_KEY, number, start, value), number
        if odd_start:
            return self._rule(rules.BAD_START, number, start, value, char=first), number
        if re.search(r":[ \t]", value) or value.endswith(":"):
            return self._rule(rules.COLON, number, start, value), number
        self._plain_open = True
        return None, number + 1

    def _rule(self, rule: Rule, number: int, at: int, value: str, **values: object) -> Oddity:
        return Oddity(rule, number, at, {"text": value, "fix": quoted(value), **values})


def _is_value(content: str) -> bool:
    """Whether a line could be an entry of a list: quoted, or one word."""
    return content[0] in "\"'" or " " not in content.strip()
