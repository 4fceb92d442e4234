"""Finding one's way in the composed nodes of a document, which alone know places."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

import yaml


def child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    """Find the name and the value one step down: at a key, or at a number in a list."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == step:
                return name, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


@dataclasses.dataclass(frozen=True)
class Repeat:
    """A key that stands in a group a second time.

    Attributes:
        group: The group.
        first: Name and value where the key stands first.
        again: Name and value where it stands again.
        in_list: Whether the group is a row of a list.
    """

    group: yaml.MappingNode
    first: tuple[yaml.Node, yaml.Node]
    again: tuple[yaml.Node, yaml.Node]
    in_list: bool

    @property
    def heads_row(self) -> bool:
        """Whether a row seems to begin here whose dash is missing: its key began the one before."""
        names = [str(name.value) for name, _ in self.group.value]
        at = next(n for n, (name, _) in enumerate(self.group.value) if name is self.again[0])
        repeated = not set(names[:at]).isdisjoint(names[at + 1 :])
        return self.in_list and self.group.value[0][0] is self.first[0] and repeated


def repeats(root: yaml.Node | None) -> dict[int, Repeat]:
    """Find every key that stands in its group already, by its offset."""
    by_offset: dict[int, Repeat] = {}
    waiting: list[tuple[yaml.Node | None, bool]] = [(root, False)]
    while waiting:
        node, in_list = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            seen: dict[str, tuple[yaml.Node, yaml.Node]] = {}
            for name, value in node.value:
                first = seen.setdefault(str(name.value), (name, value))
                if first[0] is not name:
                    by_offset[name.start_mark.index] = Repeat(node, first, (name, value), in_list)
                waiting.append((value, False))
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend((entry, not node.flow_style) for entry in node.value)
    return by_offset


def values_of(root: yaml.Node | None, key: str) -> Iterator[yaml.Node]:
    """Yield every single value whose key is `key`, wherever it stands."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                if name.value == key and isinstance(value, yaml.ScalarNode):
                    yield value
                else:
                    waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)


def without_value(group: Any, key: str | None) -> str | None:  # noqa: ANN401 - nested data
    """Put `None` in the place of a value that is refused.

    Args:
        group: The list or mapping that is being read.
        key: The key that waits for its value, if any.

    Returns:
        The key that waits next.
    """
    if type(group) is list:
        group.append(None)
    elif key is None:
        return ""
    else:
        group[key] = None
    return None
