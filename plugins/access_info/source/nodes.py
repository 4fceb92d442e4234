"""Finding one's way in the composed nodes of a document, which alone know places."""

from __future__ import annotations

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


def first_key_line(root: yaml.Node | None, key: str, index: int) -> int:
    """Line (from 0) of the first `key` in the mapping that has another at `index`."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            places = [name.start_mark for name, _ in node.value if name.value == key]
            if any(place.index == index for place in places):
                return int(places[0].line)
            waiting.extend(value for _, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
    return 0
