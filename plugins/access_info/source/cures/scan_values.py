"""The values that may go on over several lines: quoted ones, lists and groups in brackets, blocks."""

from __future__ import annotations

import dataclasses
import re
from typing import TypeAlias

from access_info.problems import Edit
from access_info.source.cures import rules
from access_info.source.cures.oddities import Oddity
from access_info.source.cures.shapes import (
    INNER,
    ITEM_LINE,
    KEY_LINE,
    indent_of,
    indent_words,
    is_content,
    quoted,
)

CLOSING = {"[": "]", "{": "}"}
_ESCAPE = re.compile(r'\\(?![0abt\tnvfre "/\\N_LPxuU])')
# “"a", "b"”: a list that lacks its brackets.
_SEVERAL = re.compile(r'"[^"\\]*"(?:\s*,\s*"[^"\\]*")+')
# What a line says, and the line to read next.
Step: TypeAlias = "tuple[Oddity | None, int]"


def read_quoted(lines: list[str], number: int, start: int, quote: str) -> Step:
    """Read a value in quotes, over one line or several."""
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
    """Cure a quote mark that is never closed: close it at its line's end, before a comment.

    Args:
        lines: The whole text.
        number: The line, from 0.
        start: Column of the mark.
    """
    quote = lines[number][start]
    text = lines[number][start:].rstrip()
    values = {"quote": quote, "inner": INNER[quote], "text": text}
    if number == len(lines) - 1:
        how = (
            f"Thêm dấu {quote} ở cuối giá trị. Đây là chữ cuối cùng của tệp: xem tệp có bị cắt ngang "
            "không, còn thiếu gì thì chép lại từ bản gốc."
        )
        return Oddity(rules.OPEN_QUOTE, number, start, values, how=how)
    value = re.sub(r"\s+#\s.*$", "", text)
    inner = value[1:].rstrip("\"'”’")
    if not inner.strip() or re.search(r"[\[\]{}]\s*,?$|,$", inner):
        return Oddity(rules.OPEN_QUOTE, number, start, values)  # of a list in brackets
    fix = quoted(f'"{inner.replace(INNER[quote], quote)}"')
    edit = Edit.of_line(number + 1, start + 1, len(value), fix)
    return Oddity(rules.OPEN_QUOTE, number, start, values, edit, f"Viết: {fix}")


def bad_escape(lines: list[str], number: int, start: int, end: int, at: int) -> Oddity:
    """Cure a backslash that means nothing: type every one of the value twice.

    Args:
        lines: The whole text.
        number: The line, from 0.
        start: Column of the opening mark.
        end: Column of the closing mark.
        at: Column of the backslash.
    """
    values = {"text": lines[number][start:].strip()}
    fix = re.sub(r'\\(?!["\\])', r"\\\\", lines[number][start : end + 1])
    edit = Edit.of_line(number + 1, start + 1, end + 1 - start, fix)
    return Oddity(rules.ESCAPE, number, at, values, edit, f"Viết: {fix}")


def _after_quote(lines: list[str], number: int, start: int, end: tuple[int, int]) -> Oddity:
    """Cure text behind a closing mark: delete a stray sign, take words into the value."""
    line, column = end
    quote = lines[number][start]
    rest = lines[line][column + 1 :].rstrip()
    values = {"quote": quote, "inner": INNER[quote], "text": rest.strip()}
    place = line, column + 1
    if line != number:
        return Oddity(rules.AFTER_QUOTE, *place, values)
    if not re.search(r"\w", rest) and len(lines[line][start:column]) > 1:
        edit = Edit.of_line(line + 1, column + 2, len(rest), "")
        return Oddity(rules.AFTER_QUOTE, *place, values, edit, f"Xóa “{rest.strip()}”.")
    whole = lines[line][start:].rstrip()
    value = lines[line][start + 1 : column]
    if _SEVERAL.fullmatch(whole):
        edit = Edit.of_line(line + 1, start + 1, len(whole), f"[{whole}]")
        return Oddity(rules.AFTER_QUOTE, *place, values, edit, f"Viết: [{whole}]")
    if KEY_LINE.match(rest):
        return _second_field(lines, line, column, Oddity(rules.AFTER_QUOTE, *place, values))
    if re.fullmatch(r"[\w/.\-]*[\d\-][\w/.\-]*", value):  # a day, a number, an id
        edit = Edit.of_line(line + 1, column + 2, len(rest), "")
        how = f"Xóa “{rest.strip()}”; cần giữ thì chuyển sang trường ghi chú."
        return Oddity(rules.AFTER_QUOTE, *place, values, edit, how)
    if re.search(r":(?:\s|$)|\s#", rest):
        return Oddity(rules.AFTER_QUOTE, *place, values)  # perhaps another field
    inner = whole[1:].removesuffix(quote) if whole.endswith(quote) else whole.replace(quote, "")
    fix = quoted(f'"{inner if value else inner.strip(quote)}"')
    edit = Edit.of_line(line + 1, start + 1, len(whole), fix)
    return Oddity(rules.AFTER_QUOTE, *place, values, edit, f"Viết: {fix}")


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
    """Read a list or mapping written in brackets, over one line or several."""
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
    """Cure a field behind another on one line: put it where the file has it elsewhere."""
    rest = lines[number][column + 1 :]
    key = rest.strip().split(":", 1)[0]
    heads = [re.match(rf"(?P<head> *(?:- +)*){re.escape(key)}:(?:\s|$)", line) for line in lines]
    columns = {len(head["head"]) for head in heads if head}
    if len(columns) != 1:
        return oddity
    indent = columns.pop()
    gap = len(rest) - len(rest.lstrip())
    edit = Edit.of_line(number + 1, column + 2, gap, "\n" + " " * indent)
    how = f"Xuống dòng trước “{rest.strip()}”, {indent_words(indent)}."
    return dataclasses.replace(oddity, edit=edit, how=how)


def open_bracket(lines: list[str], number: int, start: int) -> Oddity:
    """Cure a bracket that is never closed: of a list on one line, or of a sentence.

    Args:
        lines: The whole text.
        number: The line, from 0.
        start: Column of the bracket.
    """
    bracket = lines[number][start]
    text = lines[number][start:].rstrip()
    values = {"bracket": bracket, "closing": CLOSING[bracket], "text": text}
    below = next((line for line in lines[number + 1 :] if is_content(line)), "")
    goes_on = below and not KEY_LINE.match(below) and not ITEM_LINE.match(below)
    if goes_on or re.search(r"\s#", text) or len(text) == 1:
        return Oddity(rules.OPEN_BRACKET, number, start, values)
    inner = text[1:].strip()
    is_list = inner[0] in "\"'" or " " not in inner or (bracket == "{" and ": " in inner)
    fix = text.rstrip(", ") + CLOSING[bracket] if is_list else quoted(text)
    edit = Edit.of_line(number + 1, start + 1, len(text), fix)
    return Oddity(rules.OPEN_BRACKET, number, start, values, edit, f"Viết: {fix}")


def _after_flow(lines: list[str], line: int, column: int, number: int, start: int) -> Oddity | None:
    """Cure text behind the closing bracket, when all stands on one line."""
    rest = lines[line][column + 1 :].strip()
    if line != number or not rest or rest.startswith("#"):
        return None
    if not re.search(r"\w", rest):
        edit = Edit.of_line(number + 1, column + 2, len(lines[line]) - column - 1, "")
        values = {"text": rest, "fix": ""}
        return Oddity(rules.AFTER_BRACKET, number, column + 1, values, edit, f"Xóa “{rest}”.")
    value = lines[number][start:].strip()
    old = start, len(lines[number]) - start
    return Oddity.retyped(rules.AFTER_BRACKET, (number, column + 1), old, quoted(value), text=rest)


def after_block(lines: list[str], number: int, indent: int) -> int:
    """Find the first line after a block of text that a `|` or `>` opened."""
    number += 1
    while number < len(lines):
        line = lines[number]
        if line.strip() and indent_of(line) <= indent:
            break
        number += 1
    return number
