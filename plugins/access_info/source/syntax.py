"""From a parser's English complaint to the place and the cure that an editor needs."""

from __future__ import annotations

import yaml

from access_info.source import rules
from access_info.source.repair import repair
from access_info.source.scalars import Oddity
from access_info.source.scan import Scan
from access_info.source.scan_values import CLOSING
from access_info.source.shapes import INNER, indent_of, quoted


def diagnose(text: str, error: yaml.MarkedYAMLError) -> Oddity:
    """The mistake behind a parser's error, at the place where the editor must type.

    First the lines are read in the editor's terms; when none looks odd by itself, one of them
    stands at the wrong column, which trying others tells; else the parser's word stands.

    Args:
        text: The whole text that did not parse.
        error: What PyYAML raised.
    """
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    last = mark.line if mark is not None else len(lines) - 1
    return Scan(lines).first_oddity(last) or repair(lines, last) or _from_parser(lines, error)


def _from_parser(lines: list[str], error: yaml.MarkedYAMLError) -> Oddity:
    """What the parser alone can say."""
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
        return Oddity(rules.TAB, line, column, {})
    if "mapping values" in problem:
        return Oddity(rules.COLON, line, column, {"text": content, "fix": quoted(content)})
    start = error.context_mark or mark
    values: dict[str, object]
    if "quoted scalar" in context and start is not None:
        if "escape" in problem:
            return Oddity(rules.ESCAPE, line, column, {"text": content})
        quote = lines[start.line][start.column]
        values = {"quote": quote, "inner": INNER[quote], "text": lines[start.line].strip()}
        return Oddity(rules.OPEN_QUOTE, start.line, start.column, values)
    if "flow" in context and start is not None:
        bracket = lines[start.line][start.column : start.column + 1] or "["
        values = {
            "bracket": bracket,
            "closing": CLOSING.get(bracket, "]"),
            "text": lines[start.line][start.column :].strip(),
        }
        closed = CLOSING.get(bracket, "]") in lines[start.line][start.column :]
        rule = rules.NO_COMMA if closed else rules.OPEN_BRACKET
        return Oddity(rule, start.line, start.column, values)
    if "block" in context and "expected" in problem and indent % 2:
        values = {"text": content, "spaces": indent, "expected": indent - 1}
        return Oddity(rules.INDENT, line, indent, values)
    return Oddity(rules.SYNTAX, line, column, {"text": content})
