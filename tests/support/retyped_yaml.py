"""The same data typed in many ways: what a person, an editor or a machine may make of a file."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(r"[^\W\d_][\w ]*[\w]")
_GUESSED = frozenset({"no", "yes", "on", "off", "true", "false", "null", "có", "không", "y", "n"})
# Lists in which the order says something.
_ORDERED = frozenset({"diem"})


def retyped(data, random):
    """Bytes of a YAML file that means the same as `data`."""
    lines = list(_mapping(data, 0, random))
    text = "\n".join(lines) + "\n"
    if random.random() < 0.3:
        text = unicodedata.normalize("NFD", text)
    if random.random() < 0.3:
        text = text.replace("\n", "\r\n")
    start = "\ufeff" if random.random() < 0.2 else ""
    return (start + text).encode()


def _mapping(data, indent, random, first=""):
    keys = list(data)
    random.shuffle(keys)
    pad = " " * indent
    if random.random() < 0.2 and not first:
        yield f"{pad}# lời chú {random.randrange(100)}"
    for number, key in enumerate(keys):
        lead = first if number == 0 and first else pad
        value = data[key]
        if isinstance(value, dict):
            yield f"{lead}{key}:"
            yield from _mapping(value, indent + 2, random)
        elif isinstance(value, list):
            yield from _list(lead, key, value, indent, random)
        else:
            yield f"{lead}{key}: {_scalar(value, random)}{_tail(random)}"


def _list(lead, key, value, indent, random):
    entries = list(value)
    if key not in _ORDERED:
        random.shuffle(entries)
    if not entries or (random.random() < 0.4 and not isinstance(entries[0], dict)):
        yield f"{lead}{key}: [{', '.join(_quoted(entry, random) for entry in entries)}]"
        return
    yield f"{lead}{key}:"
    inner = indent + random.choice((0, 2))
    for entry in entries:
        dash = " " * inner + "- "
        if isinstance(entry, dict):
            yield from _mapping(entry, inner + 2, random, first=dash)
        else:
            yield dash + _scalar(entry, random)


def _tail(random):
    return "  # bên cạnh" if random.random() < 0.05 else ""


def _scalar(value, random):
    text = str(value)
    if (
        _PLAIN.fullmatch(text)
        and text.lower() not in _GUESSED
        and "  " not in text
        and random.random() < 0.5
    ):
        return text
    return _quoted(text, random)


def _quoted(value, random):
    text = str(value)
    if random.random() < 0.5:
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
