"""A parser's English complaint → the place and the cure that an editor needs."""

from __future__ import annotations

import re

import yaml

from access_info.problems import Edit
from access_info.source.cures import rules
from access_info.source.cures.oddities import Oddity
from access_info.source.cures.repair import misplaced, repair
from access_info.source.cures.scan import LineScan
from access_info.source.cures.scan_values import CLOSING, bad_escape, open_bracket, open_quote
from access_info.source.cures.shapes import indent_of, quoted


def diagnose(text: str, error: yaml.MarkedYAMLError) -> Oddity:
    """Find the mistake behind a parser's error, at the place where the editor must type.

    First the lines are read in the editor's terms; when none looks odd by itself, one of them
    stands at the wrong column, which trying others tells; else the parser's word stands.

    Args:
        text: The whole text that did not parse.
        error: What PyYAML raised.
    """
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    last = mark.line if mark is not None else len(lines) - 1
    return LineScan(lines).first_oddity(last) or repair(lines, last) or _from_parser(lines, error)


def _tab(lines: list[str], line: int, column: int) -> Oddity:
    """Cure a Tab where the parser wants a space: behind a dash or a key, or before all text."""
    head = lines[line][:column].rstrip()
    if not head:
        return misplaced(lines, line, column, rules.TAB)
    gap = re.match(r"[ \t]+", lines[line][len(head) :])
    length = gap.end() if gap else 0
    edit = Edit.of_line(line + 1, len(head) + 1, length, " ")
    return Oddity(rules.TAB, line, column, {}, edit, "Xóa dấu Tab, gõ một dấu cách thay vào.")


def _no_comma(line: str, number: int, column: int, values: dict[str, object]) -> Oddity:
    """Cure values in brackets that no comma divides: put it behind a quote, or before a key."""
    end = line.index(str(values["closing"]), column) + 1
    typed = line[column:end]
    # `{tu: 1 den: 2}` → `{tu: 1, den: 2}`, `["a" "b"]` → `["a", "b"]`.
    fix = re.sub(r'(?<=[\w"])\s+(?=[a-z_]+: )|(?<=\w")\s*(?=")', ", ", typed)
    if fix == typed:
        return Oddity(rules.NO_COMMA, number, column, values)
    edit = Edit.of_line(number + 1, column + 1, len(typed), fix)
    return Oddity(rules.NO_COMMA, number, column, values, edit, f"Viết: {fix}")


def _from_parser(lines: list[str], error: yaml.MarkedYAMLError) -> Oddity:
    """Explain an error by the parser's words alone."""
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
        return _tab(lines, line, column)
    if "mapping values" in problem:
        return Oddity.retyped(
            rules.COLON, (line, column), (indent, len(content)), quoted(content), text=content
        )
    start = error.context_mark or mark
    values: dict[str, object]
    if "quoted scalar" in context and start is not None:
        if "escape" in problem:
            end = lines[line].rfind('"')
            if line == start.line and end > column:
                return bad_escape(lines, line, start.column, end, column)
            return Oddity(rules.ESCAPE, line, column, {"text": content})
        return open_quote(lines, start.line, start.column)
    if "flow" in context and start is not None:
        bracket = lines[start.line][start.column : start.column + 1] or "["
        values = {
            "bracket": bracket,
            "closing": CLOSING.get(bracket, "]"),
            "text": lines[start.line][start.column :].strip(),
        }
        if CLOSING.get(bracket, "]") not in lines[start.line][start.column :]:
            if bracket in CLOSING:
                return open_bracket(lines, start.line, start.column)
            return Oddity(rules.OPEN_BRACKET, start.line, start.column, values)
        return _no_comma(lines[start.line], start.line, start.column, values)
    if "block" in context and "expected" in problem and indent % 2:
        values = {"text": content, "spaces": indent, "expected": indent - 1}
        edit = Edit.of_line(line + 1, 1, indent, " " * (indent - 1))
        return Oddity(rules.INDENT, line, indent, values, edit)
    return Oddity(rules.SYNTAX, line, column, {"text": content})
