"""Find the mistake that stopped the YAML parser, by reading the lines as people type them."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Mapping
from typing import TypeAlias

import yaml

from access_info.problems import Edit, Rule
from access_info.source import cure_rules as rules
from access_info.source.value_cures import (
    BULLET,
    INNER,
    ITEM_LINE,
    KEY_LINE,
    ODD_SPACE,
    ROW_LINE,
    Oddity,
    first_content,
    indent_of,
    indent_words,
    is_content,
    is_item,
    misplaced,
    quoted,
    repair,
)

# A value that says that there is none: ` []`, ` null # chưa có`; not ` [a]`.
_EMPTY_VALUE = re.compile(r"[ \t]*(?P<empty>\[ *\]|\{ *\}|\"\"|''|~|null)[ \t]*(?:#.*)?$")
_LIST, _GROUP = "[]", "{}"


def value_said_empty(lines: list[str], number: int, key: str, value: str) -> Oddity | None:
    """Return the mistake of a key said to be empty (`muc: []`) with rows or fields below it; else `None`.

    The cure takes away the `[]`; before fields it also adds the dash of the row that they form.

    Args:
        lines: The lines of the whole text.
        number: The line of the key, from 0.
        key: The key.
        value: All that stands behind its colon.
    """
    empty = _EMPTY_VALUE.match(value)
    if not empty:
        return None
    below = first_content(itertools.islice(lines, number + 1, None))
    if not KEY_LINE.match(below) and not ITEM_LINE.match(below):
        return None
    line = lines[number]
    column = line.index(key)
    start = len(line) - len(value)
    typed, first = empty["empty"].replace(" ", ""), below.strip()
    values = {"text": line[column:].strip(), "first": first, "empty": typed, "fix": f"{key}:"}
    oddity = Oddity(rules.EMPTY_BEFORE_LIST, number, start + 1, values)
    indent_below = indent_of(below)
    if ITEM_LINE.match(below):
        # Rows do not belong to `{}`, nor to a key further in; others may be the outer list's rows.
        is_outer = indent_below == column and _is_row_too_deep(lines, below)
        if typed == _GROUP or indent_below < column or is_outer:
            return None
    elif indent_below <= column or typed not in {_LIST, _GROUP}:
        # Fields that are no content of the key, or that follow `null` or `""`.
        return None
    elif typed == _LIST:
        # Fields below `[]`: they are a row whose dash is missing, for which there must be room.
        if indent_below < column + 2 or lines[number + 1] != below:
            return None
        how = f"Xóa [] ở dòng này, và thêm dấu gạch ở đầu dòng dưới: “- {first}”."
        edit = Edit(
            number + 1, start + 1, number + 2, indent_below + 1, f"\n{' ' * (indent_below - 2)}- "
        )
        return dataclasses.replace(oddity, edit=edit, how=how)
    return oddity.with_typing(start, empty.end("empty"), "", how="")


def _is_row_too_deep(lines: list[str], line: str) -> bool:
    """Tell whether an indented row begins with the same key as the rows that are not indented.

    Then it is a row of the outer list typed too deep, and not content of the key above it.
    """
    if not indent_of(line) or not ROW_LINE.match(line):
        return False
    rows = (other for other in lines if other.startswith("- ") and ROW_LINE.match(other))
    return any(_first_key(line) == _first_key(other) for other in rows)


def _first_key(line: str) -> str:
    """Return the key that a row begins with."""
    return line.lstrip(" -").split(":", 1)[0].strip()


CLOSING = {"[": "]", "{": "}"}
_ESCAPE = re.compile(r'\\(?![0abt\tnvfre "/\\N_LPxuU])')
# The rest of a value on its line, to the mark that closes it; not to `\"` or `''`, which stand for one within it.
_TO_CLOSING_QUOTE = {
    '"': re.compile(r'(?:[^"\\]|\\.)*+"'),
    "'": re.compile(r"(?:[^']|'')*+'"),
}
# “"a", "b"”: a list that lacks its brackets.
_SEVERAL_QUOTED = re.compile(r'"[^"\\]*"(?:\s*,\s*"[^"\\]*")+')
# The mistake in a line, or `None`, and the number of the line to read next.
Step: TypeAlias = "tuple[Oddity | None, int]"


def read_quoted(lines: list[str], number: int, start: int, quote: str) -> Step:
    """Read a value in quotes, over one line or several; return the mistake in it, or `None`, and the line to read next.

    Args:
        lines: The lines of the whole text.
        number: The line where it begins, from 0.
        start: Column of the opening quote mark.
        quote: The quote mark.
    """
    end = _closing_quote(lines, number, start + 1, quote)
    between = lines[number + 1 : end[0] + 1] if end else []
    if end is None or any(KEY_LINE.match(x) or ITEM_LINE.match(x) for x in between):
        return open_quote(lines, number, start), number
    if quote == '"' and end[0] == number:
        escape = _ESCAPE.search(lines[number], start, end[1])
        if escape and lines[number][escape.start() - 1] != "\\":
            return bad_escape(lines, number, start, end[1], escape.start()), number
    rest = lines[end[0]][end[1] + 1 :]
    if rest.strip() and not rest.lstrip().startswith("#"):
        if rest.lstrip().startswith(":"):
            return None, end[0] + 1
        return _after_quote(lines, number, start, end), number
    return None, end[0] + 1


def open_quote(lines: list[str], number: int, start: int) -> Oddity:
    """Return the mistake of a quote mark that is never closed; the cure closes it at the end of its line.

    Args:
        lines: The lines of the whole text.
        number: The line, from 0.
        start: Column of the quote mark.
    """
    quote = lines[number][start]
    text = lines[number][start:].rstrip()
    values = {"quote": quote, "inner": INNER[quote], "text": text}
    oddity = Oddity(rules.OPEN_QUOTE, number, start, values)
    if number == len(lines) - 1:
        how = (
            f"Thêm dấu {quote} ở cuối giá trị. Đây là chữ cuối cùng của tệp: xem tệp có bị cắt ngang "
            "không, còn thiếu gì thì chép lại từ bản gốc."
        )
        return dataclasses.replace(oddity, how=how)
    value = re.sub(r"\s+#\s.*$", "", text)
    inner = value[1:].rstrip("\"'”’")
    if not inner.strip() or re.search(r"[\[\]{}]\s*,?$|,$", inner):
        return oddity  # of a list in brackets
    return oddity.with_typing(start, len(value), quoted(f'"{inner.replace(INNER[quote], quote)}"'))


def bad_escape(lines: list[str], number: int, start: int, end: int, at: int) -> Oddity:
    """Return the mistake of a backslash that means nothing in YAML; the cure types each of the value twice.

    Args:
        lines: The lines of the whole text.
        number: The line, from 0.
        start: Column of the opening quote mark.
        end: Column of the closing one.
        at: Column of the backslash.
    """
    fix = re.sub(r'\\(?!["\\])', r"\\\\", lines[number][start : end + 1])
    oddity = Oddity(rules.ESCAPE, number, at, {"text": lines[number][start:].strip()})
    return oddity.with_typing(start, end + 1 - start, fix)


def _after_quote(lines: list[str], number: int, start: int, end: tuple[int, int]) -> Oddity:
    """Return the mistake of text behind a closing quote mark.

    The cure deletes a stray sign, takes words into the value, or moves a second field to its own
    line.

    Args:
        lines: The lines of the whole text.
        number: Line of the opening quote mark, from 0.
        start: Its column.
        end: Line and column of the closing one.
    """
    line, column = end
    quote = lines[number][start]
    rest = lines[line][column + 1 :].rstrip()
    values = {"quote": quote, "inner": INNER[quote], "text": rest.strip()}
    oddity = Oddity(rules.AFTER_QUOTE, line, column + 1, values)
    if line != number:
        return oddity
    if not re.search(r"\w", rest) and len(lines[line][start:column]) > 1:
        return oddity.with_typing(column + 1, len(rest), "", f"Xóa “{rest.strip()}”.")
    to_end = lines[line][start:].rstrip()
    value = lines[line][start + 1 : column]
    if _SEVERAL_QUOTED.fullmatch(to_end):
        return oddity.with_typing(start, len(to_end), f"[{to_end}]")
    if KEY_LINE.match(rest):
        return _second_field(lines, line, column, oddity)
    if re.fullmatch(r"[\w/.\-]*[\d\-][\w/.\-]*", value):  # a day, a number, an id
        how = f"Xóa “{rest.strip()}”; cần giữ thì chuyển sang trường ghi chú."
        return oddity.with_typing(column + 1, len(rest), "", how)
    if re.search(r":(?:\s|$)|\s#", rest):
        return oddity  # perhaps another field
    inner = to_end[1:].removesuffix(quote) if to_end.endswith(quote) else to_end.replace(quote, "")
    fix = quoted(f'"{inner if value else inner.strip(quote)}"')
    return oddity.with_typing(start, len(to_end), fix)


def _closing_quote(lines: list[str], number: int, start: int, quote: str) -> tuple[int, int] | None:
    """Return line and column of the quote mark that closes a value, from a column on; `None` if none does."""
    for at in range(number, len(lines)):
        if end := _TO_CLOSING_QUOTE[quote].match(lines[at], start if at == number else 0):
            return at, end.end() - 1
    return None


def read_flow(lines: list[str], number: int, start: int, bracket: str) -> Step:
    """Read a list or mapping in brackets, over one line or several; return the mistake in it, or `None`, and the next line.

    Args:
        lines: The lines of the whole text.
        number: The line where it begins, from 0.
        start: Column of the opening bracket.
        bracket: The bracket.
    """
    text = lines[number][start:].strip()
    opening = open_bracket(lines, number, start)
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
                    return open_quote(lines, line, column), number
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


def _second_field(lines: list[str], number: int, column: int, oddity: Oddity) -> Oddity:
    """Return the mistake with a cure for a second field on a line: to put it on its own line.

    It is indented as the file has the same key elsewhere; the mistake stays without a cure if that is not
    certain.

    Args:
        lines: The lines of the whole text.
        number: The line, from 0.
        column: Column of the quote mark behind which the field stands.
        oddity: The mistake without a cure.
    """
    rest = lines[number][column + 1 :]
    key = rest.strip().split(":", 1)[0]
    heads = [re.match(rf"(?P<head> *(?:- +)*){re.escape(key)}:(?:\s|$)", line) for line in lines]
    columns = {len(head["head"]) for head in heads if head}
    if len(columns) != 1:
        return oddity
    indent = columns.pop()
    gap = len(rest) - len(rest.lstrip())
    how = f"Xuống dòng trước “{rest.strip()}”, {indent_words(indent)}."
    return oddity.with_typing(column + 1, gap, "\n" + " " * indent, how)


def open_bracket(lines: list[str], number: int, start: int) -> Oddity:
    """Return the mistake of a bracket that is never closed; the cure closes the list or quotes the sentence.

    Args:
        lines: The lines of the whole text.
        number: The line, from 0.
        start: Column of the bracket.
    """
    bracket = lines[number][start]
    text = lines[number][start:].rstrip()
    values = {"bracket": bracket, "closing": CLOSING[bracket], "text": text}
    oddity = Oddity(rules.OPEN_BRACKET, number, start, values)
    below = first_content(lines[number + 1 :])
    goes_on = below and not KEY_LINE.match(below) and not ITEM_LINE.match(below)
    if goes_on or re.search(r"\s#", text) or len(text) == 1:
        return oddity
    inner = text[1:].strip()
    is_list = inner[0] in "\"'" or " " not in inner or (bracket == "{" and ": " in inner)
    fix = text.rstrip(", ") + CLOSING[bracket] if is_list else quoted(text)
    return oddity.with_typing(start, len(text), fix)


def _after_flow(lines: list[str], line: int, column: int, number: int, start: int) -> Oddity | None:
    """Return the mistake of text behind a closing bracket, if all stands on one line; else `None`.

    Args:
        lines: The lines of the whole text.
        line: Line of the closing bracket.
        column: Its column.
        number: Line of the opening bracket.
        start: Its column.
    """
    rest = lines[line][column + 1 :].strip()
    if line != number or not rest or rest.startswith("#"):
        return None
    if not re.search(r"\w", rest):
        oddity = Oddity(rules.AFTER_BRACKET, number, column + 1, {"text": rest, "fix": ""})
        return oddity.with_typing(column + 1, len(lines[line]) - column - 1, "", f"Xóa “{rest}”.")
    value = lines[number][start:].strip()
    old = start, len(lines[number]) - start
    return Oddity.retyped(rules.AFTER_BRACKET, (number, column + 1), old, quoted(value), text=rest)


def after_block(lines: list[str], number: int, indent: int) -> int:
    """Return the first line after a block of text (`|` or `>`), that is, the first indented no deeper.

    Args:
        lines: The lines of the whole text.
        number: The line that opens the block.
        indent: Column of its key.
    """
    following = range(number + 1, len(lines))
    ends = (n for n in following if lines[n].strip() and indent_of(lines[n]) <= indent)
    return next(ends, len(lines))


# `ten: Sở`, `"ten": Sở`; not `ten:Sở`.
_KEY = re.compile(r"(?P<key>[^\W\d][\w-]*|\"[^\"]*\"|'[^']*')[ \t]*:(?=[ \t]|$)")
_ROWS_KEY = "muc"
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
    """A reading of a text's lines, one after the other, that looks for the first one typed oddly."""

    def __init__(self, lines: list[str]) -> None:
        """Take the lines of the whole text."""
        self._lines = lines
        self._keys = frozenset(_KEYS_USED.findall("\n".join(lines)))
        self._column = 0  # of the latest key
        self._opens_child = False  # the latest key or dash has no value yet
        self._plain_open = False  # the latest value has no quotes and may go on

    def first_oddity(self, last: int) -> Oddity | None:
        """Return the mistake of the first odd line up to the line `last`, or `None`."""
        number = next((n for n, line in enumerate(self._lines) if is_content(line)), 0)
        column = indent_of(self._lines[number])
        if column and any(map(_OUTERMOST.match, self._lines[number:])):
            values = {"text": self._lines[number].strip(), "spaces": column, "expected": 0}
            return Oddity(rules.INDENT, number, column, values).with_typing(0, column, "", how="")
        while number <= min(last, len(self._lines) - 1):
            oddity, number = self._read_line(number)
            if oddity is not None:
                return oddity
        blank = range(max(last - 2, 0), min(last + 1, len(self._lines)))
        tabbed = [n for n in blank if "\t" in self._lines[n] and not self._lines[n].strip()]
        if not tabbed:
            return None
        oddity = Oddity(rules.TAB, tabbed[0], 0, {})
        how = "Xóa dấu Tab để dòng này trống hẳn."
        return oddity.with_typing(0, len(self._lines[tabbed[0]]), "", how)

    def _read_line(self, number: int) -> Step:
        """Read a line; return the mistake in it, if any, and the line to read next."""
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
            return self._odd_divider(number, content), number + 1
        if re.fullmatch(r"={7}", line):
            return Oddity(rules.CONFLICT, number, 0, {"text": line}), number
        in_list = False
        while content.startswith(("- ", "-\t")) or content == "-":
            stripped = content[1:].lstrip(" \t")
            column += len(content) - len(stripped)
            content = stripped
            in_list = self._opens_child = True
        oddity = self._odd_dash(number, column, content, in_list=in_list)
        if oddity is not None:
            return oddity, number
        if not content:
            return None, number + 1
        key = _KEY.match(content)
        if key is None:
            return self._read_without_key(number, column, content, in_list=in_list)
        self._column = column
        value = content[key.end() :]
        emptied = value_said_empty(self._lines, number, key["key"], value)
        if emptied is not None:
            return emptied, number
        start = column + key.end() + len(value) - len(value.lstrip(" \t"))
        return self._read_value(number, start, value.strip(" \t"), indent=column)

    def _content_below(self, number: int) -> str:
        """Return the next line that is neither blank nor a comment; "" if none follows."""
        return first_content(itertools.islice(self._lines, number + 1, None))

    def _odd_divider(self, number: int, content: str) -> Oddity | None:
        """Return the mistake of a divider inside the text, which would part it in two; else `None`.

        `---` is right only at the very top, `...` only at the very end.
        """
        rest = self._lines[number + 1 :] if content.startswith(".") else self._lines[:number]
        if not any(is_content(line) for line in rest):
            return None
        edit = Edit.without_line(number + 1) if content.strip() in {"---", "..."} else None
        return Oddity(rules.SEVERAL_DOCUMENTS, number, 0, {"text": content}, edit)

    def _odd_dash(self, number: int, column: int, content: str, *, in_list: bool) -> Oddity | None:
        """Return the mistake of a dash without its space, or of a bullet in place of a dash; else `None`.

        Args:
            number: The line, from 0.
            column: Where its content begins.
            content: What stands there.
            in_list: Whether a right dash stands before it.
        """
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
        """Tell whether a line holds a field that begins at this column."""
        line = self._lines[number] if number < len(self._lines) else ""
        return KEY_LINE.match(line) is not None and indent_of(line) == column

    def _glued_row(self, number: int, column: int, content: str, rest: str) -> Oddity:
        """Return the mistake of a row without the space behind its dash.

        Its further lines are indented to match, so the cure adds a space to all of them.

        Args:
            number: The first line of the row, from 0.
            column: Column of the dash.
            content: The line from the dash on.
            rest: What stands behind the dash.
        """
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

    def _read_without_key(self, number: int, column: int, content: str, *, in_list: bool) -> Step:
        """Read a line without a right key; return the mistake in it, if any, and the line to read next.

        A key in half quotes, without a colon or its space, an entry without a dash, or a stray
        line.

        Args:
            number: The line, from 0.
            column: Where its content begins.
            content: What stands there.
            in_list: Whether a dash stands before it.
        """
        opened = _KEY_QUOTED.match(content)
        if opened:
            values = {"quote": content[0], "inner": INNER[content[0]], "text": content}
            how = f"Xóa dấu {content[0]} ở đầu, viết: {content[1:]}"
            oddity = Oddity(rules.OPEN_QUOTE, number, column, values)
            return oddity.with_typing(column, 1, "", how), number
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
            return self._read_value(number, column, content, indent=column - 1)
        if self._plain_open and column > self._column:
            return None, number + 1
        if self._opens_child:
            return self._read_child(number, column, content)
        heads_rows = ROW_LINE.match(self._content_below(number)) is not None
        if content in self._keys or (" " not in content and heads_rows):
            oddity = self._no_colon(number, column, content, content, f"{content}:")
            if content not in self._keys and content != _ROWS_KEY:  # perhaps no key at all
                oddity = dataclasses.replace(oddity, edit=None)
            return oddity, number
        before = next((n for n in range(number - 1, -1, -1) if is_content(self._lines[n])), None)
        if before is not None and self._is_item_value(before) and _may_be_item(content):
            return self._no_dash(number, column, content), number
        return Oddity(rules.STRAY_LINE, number, column, {"text": content}), number

    def _read_child(self, number: int, column: int, content: str) -> Step:
        """Read a value on its own line below its key; return the mistake in it, if any, and the next line."""
        following = self._content_below(number)
        if content[0] not in "\"'[{|>" and self._heads_fields(number, column):
            return Oddity(rules.STRAY_LINE, number, column, {"text": content}), number
        in_a_list = ITEM_LINE.match(following) and indent_of(following) >= self._column
        if _may_be_item(content) and (column <= self._column or in_a_list) and column:
            if in_a_list or content[0] in "\"'":
                return self._no_dash(number, column, content), number
            return Oddity(rules.STRAY_LINE, number, column, {"text": content}), number
        if column <= self._column and content[0] not in "\"'[{|>":
            return Oddity(rules.STRAY_LINE, number, column, {"text": content}), number
        return self._read_value(number, column, content, indent=self._column)

    def _heads_fields(self, number: int, column: int) -> bool:
        """Tell whether the next line is a field that begins at `column` or deeper."""
        following = self._content_below(number)
        return KEY_LINE.match(following) is not None and indent_of(following) >= column

    def _is_item_value(self, number: int) -> bool:
        """Tell whether a line is an entry of a list that is a value and no group: “- a”."""
        line = self._lines[number].lstrip(" ")
        return is_item(line) and _KEY.match(line[2:].lstrip(" ")) is None

    def _no_dash(self, number: int, column: int, content: str) -> Oddity:
        """Return the mistake of an entry without its dash; the cure aligns it with the entries near it."""
        above = first_content(reversed(self._lines[:number]))
        items = [line for line in (self._content_below(number), above) if ITEM_LINE.match(line)]
        columns = map(indent_of, items)
        meant = min(columns, key=lambda at: abs(at - column), default=column)
        values = {"text": content, "fix": f"- {content}"}
        oddity = Oddity(rules.NO_DASH, number, column, values)
        typed = f"{' ' * meant}- {content}"
        return oddity.with_typing(0, column + len(content), typed, how="")

    def _no_colon(self, number: int, column: int, content: str, key: str, fix: str) -> Oddity:
        """Return the mistake of a key without a right colon.

        Args:
            number: The line, from 0.
            column: Column of the key.
            content: The line from the key on.
            key: The key.
            fix: How to type it; a cure only if there is a value, for nobody else knows that.
        """
        place, old = (number, column + len(key)), (column, len(content))
        below = self._content_below(number)
        if fix.endswith(":") and indent_of(below) <= column and not ITEM_LINE.match(below):
            # Nobody but a person knows what its value was.
            values = {"text": content, "fix": f'{fix} "…"'}
            return Oddity(rules.NO_COLON, *place, values)
        return Oddity.retyped(rules.NO_COLON, place, old, fix, text=content)

    def _read_value(self, number: int, start: int, value: str, *, indent: int) -> Step:
        """Read a value; return the mistake in it, if any, and the line to read next.

        Args:
            number: The line, from 0.
            start: Column of the value.
            value: The value as typed.
            indent: Column of its key.
        """
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
            return self._to_quote(rules.BAD_START, number, start, value, char=first), number
        if re.search(r":[ \t]", value) or value.endswith(":"):
            return self._to_quote(rules.COLON, number, start, value), number
        self._plain_open = True
        return None, number + 1

    def _dash_behind_key(self, number: int, start: int, value: str) -> Oddity:
        """Return the mistake of a dash behind a key: “ten: - Sở Mẫu”.

        The cure quotes it, but only if it can be no entry of a list.
        """
        oddity = self._to_quote(rules.DASH_BEHIND_KEY, number, start, value)
        if len(value.split()) > 3 and not ITEM_LINE.match(self._content_below(number)):  # noqa: PLR2004
            return oddity
        return dataclasses.replace(oddity, edit=None)

    def _to_quote(self, rule: Rule, number: int, at: int, value: str, **values: object) -> Oddity:
        """Return the mistake of a value whose cure is to put it in quotes.

        Args:
            rule: The rule that it breaks.
            number: The line, from 0.
            at: Column of the value.
            value: The value as typed.
            values: Further values for the rule's words.
        """
        place, old = (number, at), (at, len(value))
        return Oddity.retyped(rule, place, old, quoted(value), text=value, **values)


def _may_be_item(content: str) -> bool:
    """Tell whether a line without a dash could be an entry of a list: quoted, or one word."""
    return content[0] in "\"'" or " " not in content.strip()


def diagnose(text: str, error: yaml.MarkedYAMLError) -> Oddity:
    """Return the mistake behind a parser's error, at the place where the editor has to type.

    First each line is looked at by itself. If none is odd, one is likely indented wrongly, and
    other indents are tried. If that does not help either, the parser's own words decide.

    Args:
        text: The whole text, which YAML cannot read.
        error: What PyYAML raised.
    """
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    last = mark.line if mark is not None else len(lines) - 1
    return LineScan(lines).first_oddity(last) or repair(lines, last) or _from_parser(lines, error)


def _odd_tab(lines: list[str], line: int, column: int) -> Oddity:
    """Return the mistake of a Tab where the parser wants a space: behind a dash or key, or in an indent."""
    head = lines[line][:column].rstrip()
    if not head:
        return misplaced(lines, line, column, rules.TAB)
    gap = re.match(r"[ \t]+", lines[line][len(head) :])
    how = "Xóa dấu Tab, gõ một dấu cách thay vào."
    return Oddity(rules.TAB, line, column, {}).with_typing(
        len(head), gap.end() if gap else 0, " ", how
    )


def _no_comma(line: str, number: int, column: int, values: Mapping[str, object]) -> Oddity:
    """Return the mistake of values in brackets without commas; the cure adds them.

    Args:
        line: The line.
        number: Its number, from 0.
        column: Column of the opening bracket.
        values: Values for the rule's words, with the closing bracket.
    """
    end = line.index(str(values["closing"]), column) + 1
    typed = line[column:end]
    # `{tu: 1 den: 2}` → `{tu: 1, den: 2}`, `["a" "b"]` → `["a", "b"]`.
    fix = re.sub(r'(?<=[\w"])\s+(?=[a-z_]+: )|(?<=\w")\s*(?=")', ", ", typed)
    oddity = Oddity(rules.NO_COMMA, number, column, values)
    return oddity if fix == typed else oddity.with_typing(column, len(typed), fix)


def _from_parser(lines: list[str], error: yaml.MarkedYAMLError) -> Oddity:
    """Return the mistake that the parser's own words point to."""
    mark = error.problem_mark or error.context_mark
    line = min(mark.line, len(lines) - 1) if mark is not None else 0
    column = mark.column if mark is not None else 0
    while line > 0 and not lines[line].strip():
        line, column = line - 1, 0
    content = lines[line].strip()
    problem = error.problem or ""
    context = error.context or ""
    indent = indent_of(lines[line])
    if "'\\t'" in problem or "tab" in problem:
        return _odd_tab(lines, line, column)
    if "mapping values" in problem:
        return Oddity.retyped(
            rules.COLON, (line, column), (indent, len(content)), quoted(content), text=content
        )
    start = error.context_mark or mark
    if "quoted scalar" in context and start is not None:
        if "escape" in problem:
            end = lines[line].rfind('"')
            if line == start.line and end > column:
                return bad_escape(lines, line, start.column, end, column)
            return Oddity(rules.ESCAPE, line, column, {"text": content})
        return open_quote(lines, start.line, start.column)
    if "flow" in context and start is not None:
        bracket = lines[start.line][start.column : start.column + 1] or "["
        closing, typed = CLOSING.get(bracket, "]"), lines[start.line][start.column :]
        values = {"bracket": bracket, "closing": closing, "text": typed.strip()}
        if closing not in typed:
            if bracket in CLOSING:
                return open_bracket(lines, start.line, start.column)
            return Oddity(rules.OPEN_BRACKET, start.line, start.column, values)
        return _no_comma(lines[start.line], start.line, start.column, values)
    if "block" in context and "expected" in problem and indent % 2:
        indents = {"text": content, "spaces": indent, "expected": indent - 1}
        oddity = Oddity(rules.INDENT, line, indent, indents)
        return oddity.with_typing(0, indent, " " * (indent - 1), how="")
    return Oddity(rules.SYNTAX, line, column, {"text": content})
