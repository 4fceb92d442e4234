"""Cures for groups that hold a key twice, and for rows that no key holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from access_info.problems import Cure, Edit, quotable
from access_info.source.cures.nodes import Repeat
from access_info.source.cures.shapes import indent_words

_ROWS, _ROW_KEY = "muc", "ma"


def repeated(repeat: Repeat, lines: Sequence[str], first_line: int) -> Cure | None:
    """Cure a key that stands twice: delete one of its lines, or give a new row its dash.

    Args:
        repeat: The key.
        lines: The whole text.
        first_line: Number of its first line in the file.

    Returns:
        `None` where the rule's own words are as exact as can be.
    """
    if repeat.group.flow_style:
        return None
    name, value = repeat.again
    if repeat.heads_row:
        column = name.start_mark.column - 2
        line = lines[name.start_mark.line]
        fix = f"- {line.strip()}"
        edit = Edit.of_line(
            name.start_mark.line + first_line, 1, name.start_mark.column, " " * column + "- "
        )
        return Cure(f"Thêm dấu gạch của mục mới: “{fix}”, {indent_words(column)}.", edit)
    first_value = repeat.first[1]
    if _is_empty(first_value) and not _is_empty(value):
        return _deleted(repeat.first, lines, first_line)
    same = isinstance(value, yaml.ScalarNode) and isinstance(first_value, yaml.ScalarNode)
    if _is_empty(value) or (same and value.value == first_value.value):
        return _deleted(repeat.again, lines, first_line)
    return None


def line_above(key: str, mark: Any, lines: Sequence[str]) -> int:  # noqa: ANN401 - see documents.py
    """Find the line, from 0, where a key stood before, in a text that cannot be read to its end.

    Args:
        key: The key.
        mark: The parser's mark where it stands again.
        lines: The whole text.
    """
    for number in range(mark.line - 1, -1, -1):
        line = lines[number]
        if line.startswith(key, mark.column) and not line[: mark.column].strip(" -"):
            return number
    return int(mark.line)


def bare_rows(root: yaml.Node | None, first_line: int) -> Cure | None:
    """Cure rows at the top of a file that lack the key that holds them."""
    if not isinstance(root, yaml.SequenceNode) or root.flow_style or not root.value:
        return None
    for row in root.value:
        names = [name.value for name, _ in row.value] if isinstance(row, yaml.MappingNode) else []
        if _ROW_KEY not in names:
            return None
    edit = Edit.of_line(root.start_mark.line + first_line, 1, 0, f"{_ROWS}:\n")
    return Cure(f"Thêm một dòng “{_ROWS}:” ngay trên dòng này, sát lề trái.", edit)


def _is_empty(node: yaml.Node) -> bool:
    return not node.value


def _deleted(
    pair: tuple[yaml.Node, yaml.Node], lines: Sequence[str], first_line: int
) -> Cure | None:
    """Delete the line of a key and its value, where they fill one line."""
    name, value = pair
    number = name.start_mark.line
    before = lines[number][: name.start_mark.column]
    if value.end_mark.line != number and not _is_empty(value):
        return None
    if before.strip():
        return None
    words = f"Xóa dòng {number + first_line}: “{quotable(lines[number].strip())}”."
    return Cure(words, Edit.without_line(number + first_line))
