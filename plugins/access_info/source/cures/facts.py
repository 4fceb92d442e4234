"""Fields of a file and the groups they stand in, by which two readings can be compared."""

from __future__ import annotations

import collections
import dataclasses
import itertools
import re
from collections.abc import Iterator
from typing import TypeAlias

import yaml

from access_info.source.cures.shapes import indent_of, is_content

# `ten: "Sở Mẫu"`, `muc:`; not `- ten: Sở`, `ten:Sở`.
_FIELD = re.compile(r"(?P<key>[^\s:#\"'\[{\-][^:#\"']*|\"[^\"]*\"):(?P<value>\s.*|$)")

# The key that every row of a list begins with.
_ROW_KEY = "ma"

# Name of the group, name of the field in it, kind of its value.
Fact: TypeAlias = tuple[str, str, str]


def compose(text: str) -> yaml.Node | None:
    """Parse a text into YAML nodes; `None` when it does not read well."""
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        return None
    return root if root is not None and _is_clean(root) else None


def _is_clean(root: yaml.Node) -> bool:
    """Tell whether no key stands twice and no value without quotes runs on."""
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
    """Yield every field of parsed nodes: its group, its key, the kind of its value."""
    waiting: list[tuple[str, yaml.Node]] = [("", root)]
    while waiting:
        group, node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                yield group, str(name.value), _kind(value)
                waiting.append((str(name.value), value))
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend((group, entry) for entry in node.value)


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "group"
    if isinstance(node, yaml.SequenceNode):
        return "list"
    return "text" if node.value or getattr(node, "style", None) else "nothing"


@dataclasses.dataclass(frozen=True)
class Habits:
    """How far a file's groups and lists stand in from the key that holds them.

    Attributes:
        group: Columns between a key and the fields below it.
        list: Columns between a key and the dashes below it.
    """

    group: frozenset[int]
    list: frozenset[int]


def habits_of(lines: list[str], without: frozenset[int]) -> Habits:
    """Find the usual indents of a file's groups and lists, in all lines but `without`."""
    steps: dict[bool, collections.Counter[int]] = {
        True: collections.Counter(),
        False: collections.Counter(),
    }
    key: int | None = None
    for number, line in enumerate(lines):
        if not is_content(line):
            continue
        column = indent_of(line)
        dash = line.lstrip(" ").startswith("- ")
        if key is not None and number not in without and (column > key or dash):
            steps[dash][column - key] += 1
        key = None
        if line.rstrip().endswith(":") and number not in without:
            key = column + (2 if dash else 0)
    groups, lists = (
        frozenset(step for step, _ in steps[dash].most_common(1)) for dash in (False, True)
    )
    return Habits(groups or frozenset({2}), lists or frozenset({0, 2}))


def oddness(root: yaml.Node, habits: Habits) -> int:
    """Count what people seldom type in one reading of a file.

    Groups and lists at columns that the file does not use, lists right inside lists, entries of
    one list that are unlike each other, and rows that are in no list.
    """
    odd = int(root.start_mark.column > 0)
    waiting: list[tuple[int, yaml.Node, bool]] = [(0, root, True)]
    while waiting:
        column, node, in_list = waiting.pop()
        if not isinstance(node, yaml.CollectionNode) or node.flow_style:
            continue
        node_column = node.start_mark.column
        is_list = isinstance(node, yaml.SequenceNode)
        if not in_list:
            odd += node_column - column not in (habits.list if is_list else habits.group)
            odd += not is_list and node is not root and node.value[0][0].value == _ROW_KEY
        elif is_list and node is not root:
            odd += 1
        below = [entry[1] if isinstance(entry, tuple) else entry for entry in node.value]
        if is_list:
            odd += _unlike(below)
        waiting.extend((node_column, entry, is_list) for entry in below)
    return odd


def _unlike(entries: list[yaml.Node]) -> int:
    """Count entries of a list that share no field with the one before, or differ in kind."""
    names = [
        {name.value for name, _ in entry.value}
        for entry in entries
        if isinstance(entry, yaml.MappingNode)
    ]
    unlike = sum(not previous & other for previous, other in itertools.pairwise(names))
    return unlike + max(len({type(entry) for entry in entries}) - 1, 0)


class _Outline:
    """Fields of a file that does not parse, told from the indents alone."""

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
    """Collect the fields that lines seem to hold, but for the lines in `without`."""
    outline = _Outline()
    for number, line in enumerate(lines):
        if is_content(line):
            outline.add(line, trusted=number not in without)
    return frozenset(outline.facts)
