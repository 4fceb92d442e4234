"""Plain data → the one canonical YAML text: quoted values, stable order, no line folding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

import yaml

# `\U0001F600`; not `\\U0001F600`, a backslash and a letter.
_FAR = re.compile(r"(?<!\\)((?:\\\\)*)\\U([0-9A-F]{8})")
# A letter that stands for something else, and a mark that would join it when the file is read.
_JOINED = re.compile(r"(?<!\\)((?:\\\\)*\\[A-Za-z])([^\x00-\x7f])")
_MAP = "tag:yaml.org,2002:map"
_SEQ = "tag:yaml.org,2002:seq"
_STR = "tag:yaml.org,2002:str"


def dump_yaml(data: object) -> str:
    """Write YAML text that reads back equal.

    Values stand in double quotes, so that no editor or tool takes `0243` or `no` for anything
    but text; text of several lines stands as a block. `None` is written as an absent value.

    Args:
        data: Nested mappings, lists and text, as `SourceDocument.data` gives them.
    """
    text = str(
        yaml.serialize(_node(data), Dumper=yaml.CSafeDumper, allow_unicode=True, width=1_000_000)
    )
    # The emitter hides characters beyond U+FFFF behind their numbers; nobody could read them.
    text = _FAR.sub(_shown, text) if "\\U" in text else text
    return text if unicodedata.is_normalized("NFC", text) else _JOINED.sub(_apart, text)


def _shown(escape: re.Match[str]) -> str:
    char = chr(int(escape[2], 16))
    return escape[1] + char if char.isprintable() else escape[0]


def _apart(pair: re.Match[str]) -> str:
    """Write a combining mark after an escape as its number: NFC would join the two."""
    mark = pair[2]
    return f"{pair[1]}\\u{ord(mark):04X}" if unicodedata.combining(mark) else pair[0]


def _node(value: object) -> yaml.Node:
    if isinstance(value, Mapping):
        pairs = [(_key(str(key)), _node(item)) for key, item in value.items()]
        return yaml.MappingNode(_MAP, pairs, flow_style=not pairs)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return yaml.SequenceNode(_SEQ, [_node(item) for item in value], flow_style=not value)
    if value is None:
        return yaml.ScalarNode("tag:yaml.org,2002:null", "", style=None)
    text = str(value)
    return yaml.ScalarNode(_STR, text, style="|" if _may_be_block(text) else '"')


def _key(key: str) -> yaml.Node:
    plain = key.isidentifier() and key.isascii()
    return yaml.ScalarNode(_STR, key, style=None if plain else '"')


def _may_be_block(text: str) -> bool:
    """Tell whether a literal block keeps the text: lines none of which begins or ends oddly."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and not text.startswith((" ", "\n", "\t"))
        and all(line == line.strip() and (line.isprintable()) for line in lines)
        and bool(lines[0])
    )
