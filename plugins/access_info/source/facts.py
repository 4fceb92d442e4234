"""What stands in what: the shape of a file, by which two readings of it can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

import yaml

from access_info.source.shapes import is_content

_USUAL_STEPS = frozenset({0, 2, 4})
_FIELD = re.compile(r"(?P<key>[^\s:#\"'\[{\-][^:#\"']*|\"[^\"]*\"):(?P<value>\s.*|$)")

# Name of the group, name of the field in it, kind of its value.
Fact: TypeAlias = tuple[str, str, str]


def compose(text: str) -> yaml.Node | None:
    """The nodes of a text, or nothing when it does not read well."""
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        return None
    return root if root is not None and _is_clean(root) else None


def _is_clean(root: yaml.Node) -> bool:
    """Whether no key stands twice and no value without quotes runs on."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            names = [name.value for name, _ in node.value if isinstance(name, yaml.ScalarNode)]
            if len(set(names)) != len(node.value):
                return False
            waiting.extend(value for _, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, yaml.ScalarNode) and not node.style and _lines_of(node) > 1:
            return False
    return True


def _lines_of(node: yaml.Node) -> int:
    return int(node.end_mark.line - node.start_mark.line) + 1


def facts_of_nodes(root: yaml.Node) -> Iterator[Fact]:
    """Every field and every entry of a list that was read."""
    waiting: list[tuple[str, yaml.Node]] = [("", root)]
    while waiting:
        group, node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                yield group, str(name.value), _kind(value)
                waiting.append((str(name.value), value))
        elif isinstance(node, yaml.SequenceNode):
            for entry in node.value:
                yield group, "-", _kind(entry)
                waiting.append((group, entry))


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "group"
    if isinstance(node, yaml.SequenceNode):
        return "list"
    return "text" if node.value or getattr(node, "style", None) else "nothing"


def odd_steps(root: yaml.Node) -> int:
    """How many groups begin at a column that people seldom use."""
    odd = 0
    waiting: list[tuple[int, yaml.Node]] = [(0, root)]
    while waiting:
        column, node = waiting.pop()
        if isinstance(node, yaml.CollectionNode):
            own = node.start_mark.column
            odd += not node.flow_style and own - column not in _USUAL_STEPS
            below = [entry[1] if isinstance(entry, tuple) else entry for entry in node.value]
            waiting.extend((own, entry) for entry in below)
    return odd


class _Outline:
    """The same, told from the indents alone: for files that do not parse."""

    def __init__(self) -> None:
        self.facts: set[Fact] = set()
        self._levels: list[tuple[int, str]] = []
        self._open: tuple[str, str, int] | None = None  # a field whose value is still to come

    def add(self, line: str, *, trusted: bool) -> None:
        content = line.lstrip(" ")
        column = len(line) - len(content)
        item = content.startswith("- ")
        self._close(column, item=item)
        while self._levels and (
            self._levels[-1][0] > column or (self._levels[-1][0] == column and not item)
        ):
            self._levels.pop()
        group = self._levels[-1][1] if self._levels else ""
        if item:
            content = content[2:].lstrip(" ")
            column = len(line) - len(content)
        field = _FIELD.match(content)
        if trusted and item:
            self.facts.add((group, "-", "group" if field else "text"))
        if field:
            self._field(group, column, field["key"].strip('"'), field["value"], trusted=trusted)

    def _close(self, column: int, *, item: bool) -> None:
        if self._open is None:
            return
        group, key, before = self._open
        deeper = "group" if column > before else "nothing"
        self.facts.add((group, key, "list" if item and column >= before else deeper))
        self._open = None

    def _field(self, group: str, column: int, key: str, value: str, *, trusted: bool) -> None:
        value = value.strip()
        if value and not value.startswith("#"):
            kind = {"[": "list", "{": "group"}.get(value[0], "text")
            if trusted:
                self.facts.add((group, key, kind))
            return
        self._levels.append((column, key))
        if trusted:
            self._open = group, key, column


def facts_of_lines(lines: list[str], without: frozenset[int]) -> frozenset[Fact]:
    """Every field and entry that lines seem to hold, but for those that are not trusted."""
    outline = _Outline()
    for number, line in enumerate(lines):
        if is_content(line):
            outline.add(line, trusted=number not in without)
    return frozenset(outline.facts)
