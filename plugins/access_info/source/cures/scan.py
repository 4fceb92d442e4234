"""Lines read as an editor reads them, and the first that is typed oddly.

A parser fails where it notices; the mistake often stands lines above (a quote that was never
closed swallows what follows). Our files use a small part of YAML, so the lines up to the
failure are read once more in the editor's terms: dashes, keys, quoted values, brackets.
"""

from __future__ import annotations

import dataclasses
import itertools
import re

from access_info.problems import Edit, Rule
from access_info.source.cures import rules
from access_info.source.cures.oddities import Oddity
from access_info.source.cures.repair import misplaced
from access_info.source.cures.scan_empty import content_below_nothing
from access_info.source.cures.scan_values import CLOSING, Step, after_block, read_flow, read_quoted
from access_info.source.cures.shapes import (
    BULLET,
    INNER,
    ITEM_LINE,
    KEY_LINE,
    ODD_SPACE,
    ROW_LINE,
    indent_of,
    is_content,
    quoted,
)

# `ten: Sở`, `"ten": Sở`; not `ten:Sở`.
_KEY = re.compile(r"(?P<key>[^\W\d][\w-]*|\"[^\"]*\"|'[^']*')[ \t]*:(?=[ \t]|$)")
_ROWS = "muc"
# `"ten: Sở Mẫu`; not `"ten": Sở Mẫu`.
_KEY_QUOTED = re.compile(r"[\"'][^\W\d][\w-]*:(?=[ \t][^\"']|[ \t]\"[^\"]*\"$|$)")
# `ten:Sở`, `ten = Sở`; not `ten Sở`.
_KEY_TIGHT = re.compile(r"(?P<key>[^\W\d][\w-]*)(?P<colon>:|：|\s*;|\s*=)\s*(?P<rest>\S.*)$")
# `ten "Sở Mẫu"`; not `ten:`.
_KEY_BARE = re.compile(r"(?P<key>[^\W\d][\w-]*)\.?[ \t\u00a0]+(?P<rest>\S.*)$")
_OUTERMOST = re.compile(r"(?:- +)*[^\W\d][\w-]*:(?:\s|$)")
_KEYS_USED = re.compile(r"^[ \-]*([^\W\d][\w-]*):(?=[ \t]|$)", re.MULTILINE)
_TIGHT_DASH = re.compile(r"-(?P<rest>[^\s\-\d.].*)$")
_BLOCK_SCALAR = re.compile(r"[|>][+-]?[1-9]?[+-]?\s*(#.*)?$")
_FORBIDDEN_STARTS = "@`%,]}&*!?"


class LineScan:
    """One reading of a text's lines."""

    def __init__(self, lines: list[str]) -> None:
        """Take the whole text's lines."""
        self._lines = lines
        self._keys = frozenset(_KEYS_USED.findall("\n".join(lines)))
        self._column = 0  # of the latest key
        self._opens_child = False  # the latest key or dash has no value yet
        self._plain_open = False  # the latest value has no quotes and may go on

    def first_oddity(self, last: int) -> Oddity | None:
        """Find the first line up to `last` that is typed oddly."""
        number = next((n for n, line in enumerate(self._lines) if is_content(line)), 0)
        column = indent_of(self._lines[number])
        if column and any(map(_OUTERMOST.match, self._lines[number:])):
            values = {"text": self._lines[number].strip(), "spaces": column, "expected": 0}
            edit = Edit.of_line(number + 1, 1, column, "")
            return Oddity(rules.INDENT, number, column, values, edit)
        while number <= min(last, len(self._lines) - 1):
            oddity, number = self._line(number)
            if oddity is not None:
                return oddity
        blank = range(max(last - 2, 0), min(last + 1, len(self._lines)))
        tabbed = [n for n in blank if "\t" in self._lines[n] and not self._lines[n].strip()]
        if not tabbed:
            return None
        edit = Edit.of_line(tabbed[0] + 1, 1, len(self._lines[tabbed[0]]), "")
        return Oddity(rules.TAB, tabbed[0], 0, {}, edit, "Xóa dấu Tab để dòng này trống hẳn.")

    def _line(self, number: int) -> Step:
        line = self._lines[number]
        content = line.lstrip(" ")
        if not content or content.startswith("#"):
            return None, number + 1
        column = len(line) - len(content)
        if content[0] == "\t":
            if not content.strip():
                return None, number + 1
            return misplaced(self._lines, number, column, rules.TAB), number
        if ODD_SPACE.match(content):
            char = f"U+{ord(content[0]):04X}"
            return misplaced(self._lines, number, column, rules.ODD_SPACE, char=char), number
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
        oddity = self._dash(number, column, content, in_list=in_list)
        if oddity is not None:
            return oddity, number
        if not content:
            return None, number + 1
        key = _KEY.match(content)
        if key is None:
            return self._without_key(number, column, content, in_list=in_list)
        self._column = column
        value = content[key.end() :]
        emptied = content_below_nothing(self._lines, number, key["key"], value)
        if emptied is not None:
            return emptied, number
        start = column + key.end() + len(value) - len(value.lstrip(" \t"))
        return self._value(number, start, value.strip(" \t"), indent=column)

    def _below(self, number: int) -> str:
        """Return the next line that holds more than blanks or a comment; "" behind the last."""
        lines = itertools.islice(self._lines, number + 1, None)
        return next((line for line in lines if is_content(line)), "")

    def _divider(self, number: int, content: str) -> Oddity | None:
        """Judge a divider: `---` is right at the very top only, `...` at the very end only."""
        rest = self._lines[number + 1 :] if content.startswith(".") else self._lines[:number]
        if not any(is_content(line) for line in rest):
            return None
        edit = Edit.without_line(number + 1) if content.strip() in {"---", "..."} else None
        return Oddity(rules.SEVERAL_DOCUMENTS, number, 0, {"text": content}, edit)

    def _dash(self, number: int, column: int, content: str, *, in_list: bool) -> Oddity | None:
        """Find a dash without its space, or another mark in its place."""
        if self._plain_open and not in_list and column > self._column:
            return None
        tight = _TIGHT_DASH.match(content)
        bullet = None if in_list else BULLET.match(content)
        if not tight and not bullet:
            return None
        if tight and self._is_field_at(number + 1, column + 1):
            return self._glued_row(number, column, content, tight["rest"])
        rest = tight["rest"] if tight else content[bullet.end() if bullet else 0 :].lstrip()
        old = column, len(content)
        return Oddity.retyped(rules.DASH, (number, column), old, f"- {rest}", text=content)

    def _is_field_at(self, number: int, column: int) -> bool:
        """Tell whether a line is a field at a column."""
        line = self._lines[number] if number < len(self._lines) else ""
        return KEY_LINE.match(line) is not None and indent_of(line) == column

    def _glued_row(self, number: int, column: int, content: str, rest: str) -> Oddity:
        """Cure a row without the space behind its dash, all of whose lines lack that space."""
        end = number + 1
        while end < len(self._lines) and (
            indent_of(self._lines[end]) > column and self._lines[end].strip()
        ):
            end += 1
        fix = f"- {rest}"
        below = [f" {line}" for line in self._lines[number + 1 : end]]
        last = self._lines[end - 1]
        typed = "\n".join([fix, *below])
        edit = Edit(number + 1, column + 1, end, len(last) + 1, typed)
        how = f"Viết: {fix}, và thụt các dòng còn lại của mục này thêm một dấu cách."
        return Oddity(rules.DASH, number, column, {"text": content, "fix": fix}, edit, how)

    def _without_key(self, number: int, column: int, content: str, *, in_list: bool) -> Step:
        opened = _KEY_QUOTED.match(content)
        if opened:
            edit = Edit.of_line(number + 1, column + 1, 1, "")
            values = {"quote": content[0], "inner": INNER[content[0]], "text": content}
            how = f"Xóa dấu {content[0]} ở đầu, viết: {content[1:]}"
            return Oddity(rules.OPEN_QUOTE, number, column, values, edit, how), number
        if not in_list and not re.search(r"\w", content) and not self._plain_open:
            return Oddity(rules.STRAY_LINE, number, column, {"text": content}), number
        tight = _KEY_TIGHT.match(content)
        if tight and not re.match(r"[a-z]+://", content):
            fix = f"{tight['key']}: {tight['rest']}"
            return self._no_colon(number, column, content, tight["key"], fix), number
        bare = _KEY_BARE.match(content)
        behind_quote = bare is not None and bare["rest"][0] in "\"'"
        awaited = in_list or self._opens_child  # a value of several words may well stand here
        if bare and (behind_quote or (bare["key"] in self._keys and not awaited)):
            fix = f"{bare['key']}: {bare['rest'].lstrip(':')}"
            return self._no_colon(number, column, content, bare["key"], fix), number
        if in_list:
            word = content.split(" ", 1)[0].rstrip(".")
            if content[0] not in "\"'[{|>" and self._heads_fields(number, column):
                fix = f"{word}: {content[len(word) :].lstrip(' .')}".rstrip()
                return self._no_colon(number, column, content, word, fix), number
            return self._value(number, column, content, indent=column - 1)
        if self._plain_open and column > self._column:
            return None, number + 1
        if self._opens_child:
            return self._child(number, column, content)
        if content in self._keys or (" " not in content and self._heads_rows(number)):
            oddity = self._no_colon(number, column, content, content, f"{content}:")
            if content not in self._keys and content != _ROWS:  # perhaps no key at all
                oddity = dataclasses.replace(oddity, edit=None)
            return oddity, number
        before = next((n for n in range(number - 1, -1, -1) if is_content(self._lines[n])), None)
        if before is not None and self._is_item_value(before) and _is_value(content):
            return self._no_dash(number, column, content), number
        return Oddity(rules.STRAY_LINE, number, column, {"text": content}), number

    def _child(self, number: int, column: int, content: str) -> Step:
        """Read a value on a line of its own below its key."""
        following = self._below(number)
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
        """Tell whether the next line is a field that stands at `column` or deeper."""
        following = self._below(number)
        return KEY_LINE.match(following) is not None and indent_of(following) >= column

    def _heads_rows(self, number: int) -> bool:
        """Tell whether the next line begins a row of a list."""
        following = self._below(number)
        return ROW_LINE.match(following) is not None

    def _is_item_value(self, number: int) -> bool:
        line = self._lines[number].lstrip(" ")
        return line.startswith("- ") and _KEY.match(line[2:].lstrip(" ")) is None

    def _no_dash(self, number: int, column: int, content: str) -> Oddity:
        above = next((line for line in reversed(self._lines[:number]) if is_content(line)), "")
        items = [line for line in (self._below(number), above) if ITEM_LINE.match(line)]
        columns = map(indent_of, items)
        meant = min(columns, key=lambda at: abs(at - column), default=column)
        values = {"text": content, "fix": f"- {content}"}
        edit = Edit.of_line(number + 1, 1, column + len(content), f"{' ' * meant}- {content}")
        return Oddity(rules.NO_DASH, number, column, values, edit)

    def _no_colon(self, number: int, column: int, content: str, key: str, fix: str) -> Oddity:
        place, old = (number, column + len(key)), (column, len(content))
        below = self._below(number)
        if fix.endswith(":") and indent_of(below) <= column and not ITEM_LINE.match(below):
            # Nobody but a person knows what its value was.
            values = {"text": content, "fix": f'{fix} "…"'}
            return Oddity(rules.NO_COLON, *place, values)
        return Oddity.retyped(rules.NO_COLON, place, old, fix, text=content)

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
            return self._dash_behind_key(number, start, value), number
        if odd_start:
            return self._rule(rules.BAD_START, number, start, value, char=first), number
        if re.search(r":[ \t]", value) or value.endswith(":"):
            return self._rule(rules.COLON, number, start, value), number
        self._plain_open = True
        return None, number + 1

    def _dash_behind_key(self, number: int, start: int, value: str) -> Oddity:
        """Report a dash behind a key; quote only words that can be no entry of a list."""
        oddity = self._rule(rules.DASH_BEHIND_KEY, number, start, value)
        if len(value.split()) > 3 and not ITEM_LINE.match(self._below(number)):  # noqa: PLR2004
            return oddity
        return dataclasses.replace(oddity, edit=None)

    def _rule(self, rule: Rule, number: int, at: int, value: str, **values: object) -> Oddity:
        place, old = (number, at), (at, len(value))
        return Oddity.retyped(rule, place, old, quoted(value), text=value, **values)


def _is_value(content: str) -> bool:
    """Tell whether a line could be an entry of a list: quoted, or one word."""
    return content[0] in "\"'" or " " not in content.strip()
