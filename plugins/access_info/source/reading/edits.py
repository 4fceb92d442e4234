"""Typing that mends a value, a key or a row which could be read but not used."""

from __future__ import annotations

import re

import yaml

from access_info.problems import Edit
from access_info.source.cures.shapes import quoted
from access_info.source.reading.data import Keys
from access_info.source.reading.documents import SourceDocument

# Read as plain text by every reader of YAML, and good without quotes.
_PLAIN = re.compile(r"[^\W_][\w.\-/]*")


def retyped_value(document: SourceDocument, keys: Keys, text: str) -> Edit | None:
    """Retype a single value as `text`, in quotes where it stood in quotes or needs them.

    Args:
        document: Where it was read.
        keys: The value's path.
        text: The value as it should be.

    Returns:
        `None` if there is no such value, or it runs over several lines.
    """
    name_and_value = document.nodes_at(keys)
    if name_and_value is None or not isinstance(name_and_value[1], yaml.ScalarNode):
        return None
    bare = not name_and_value[1].style and _PLAIN.fullmatch(text)
    return _retyped(document, name_and_value[1], text if bare else quoted(text))


def as_list(document: SourceDocument, keys: Keys) -> Edit | None:
    """Put a single value in a list of one.

    Args:
        document: Where it was read.
        keys: The value's path.

    Returns:
        `None` if there is no such value, or it runs over several lines.
    """
    name_and_value = document.nodes_at(keys)
    if (
        name_and_value is None
        or not isinstance(name_and_value[1], yaml.ScalarNode)
        or not name_and_value[1].value.strip()
    ):
        return None
    escaped = str(name_and_value[1].value).replace("\\", "\\\\").replace('"', '\\"')
    return _retyped(document, name_and_value[1], f'["{escaped}"]')


def renamed_key(document: SourceDocument, keys: Keys, name: str) -> Edit | None:
    """Rename the last key of a path to `name`.

    Args:
        document: Where it was read.
        keys: The path.
        name: The key as it should be.

    Returns:
        `None` if there is no such key.
    """
    name_and_value = document.nodes_at(keys)
    if name_and_value is None or name_and_value[0] is None:
        return None
    return _retyped(document, name_and_value[0], name)


def added_field(document: SourceDocument, keys: Keys, field: str, text: str) -> Edit | None:
    """Add a field at the head of a group, or fill it where it stands there empty.

    Args:
        document: Where the group was read.
        keys: The group's path.
        field: The key.
        text: Its value, to be put in quotes.

    Returns:
        `None` if there is no such group, or the field stands there with something in it.
    """
    name_and_value = document.nodes_at((*keys, field))
    if name_and_value is not None:
        return (
            retyped_value(document, (*keys, field), text) if not name_and_value[1].value else None
        )
    name_and_value = document.nodes_at(keys)
    if (
        name_and_value is None
        or not isinstance(name_and_value[1], yaml.MappingNode)
        or not name_and_value[1].value
    ):
        return None
    node = name_and_value[1]
    inline = node.flow_style
    place = document.place((node.value[0][0] if inline else node).start_mark)
    gap = ", " if inline else "\n" + " " * (place.column - 1)
    return Edit.of_line(place.line, place.column, 0, f"{field}: {quoted(text)}{gap}")


def _retyped(document: SourceDocument, node: yaml.Node, typed: str) -> Edit | None:
    start, end = document.place(node.start_mark), document.place(node.end_mark)
    if start.line != end.line:
        return None
    glued = start == end  # an empty value ends where its key's colon stands
    return Edit.of_line(
        start.line, start.column, end.column - start.column, f" {typed}" if glued else typed
    )
