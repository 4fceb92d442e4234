"""Finding one's way in the composed nodes of a document, which alone know places."""

from __future__ import annotations

from collections.abc import Iterator

import yaml


def child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    """The name and the value at one step down: a key, or a number in a list."""
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == step:
                return name, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def first_lines(root: yaml.Node | None) -> dict[int, int]:
    """For every key that stands in a mapping already: its offset → line (from 0) of the first."""
    found: dict[int, int] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            seen: dict[str, int] = {}
            for name, value in node.value:
                first = seen.setdefault(str(name.value), name.start_mark.line)
                found[name.start_mark.index] = first
                waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
    return found


def values_of(root: yaml.Node | None, key: str) -> Iterator[yaml.Node]:
    """Every single value whose key is `key`, wherever it stands."""
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
