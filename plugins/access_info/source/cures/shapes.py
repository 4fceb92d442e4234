"""Shapes of our files' lines, shared by everything that explains a mistake."""

from __future__ import annotations

import re
from collections.abc import Sequence

# `  - ten: Sở`, `muc:`; not `ten:Sở`.
KEY_LINE = re.compile(r"\s*(?:- +)*[^\W\d][\w-]*:(?:\s|$)")
# “– Quy chế”, “• Quy chế”; not “- Quy chế”.
BULLET = re.compile(r"(?P<mark>[–—―−‐‑•·●▪◦*+]|-{2,})(?P<space>[ \u00a0\t])|-\u00a0")
ROW_LINE = re.compile(r"\s*- +[^\W\d][\w-]*:(?:\s|$)")
ITEM_LINE = re.compile(r"\s*- ")
# How a quote mark is written inside its own quotes.
INNER = {'"': '\\"', "'": "''"}
ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def indent_of(line: str) -> int:
    """Count the ordinary spaces that a line begins with."""
    return len(line) - len(line.lstrip(" "))


def indent_words(columns: int) -> str:
    """Say how far in a line begins, for a cure."""
    return f"thụt vào {columns} dấu cách" if columns else "bắt đầu sát lề trái"


def is_content(line: str) -> bool:
    """Tell whether a line holds more than blanks or a comment."""
    bare = line.lstrip()
    return bool(bare) and not bare.startswith("#")


def begins_as_row_above(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line begins with the key that begins the nearest row above it."""
    row = next((line for line in reversed(lines[:number]) if ROW_LINE.match(line)), "")
    key = KEY_LINE.match(lines[number])
    return key is not None and row.strip().removeprefix("- ").startswith(key[0].strip())


def quoted(value: str) -> str:
    """Quote a value as it should be typed: in double quotes, with what they need escaped."""
    inner = value.strip()
    for pair in ('""', "''", "“”"):
        if len(inner) > 1 and inner[0] == pair[0] and inner[-1] == pair[1]:
            inner = inner[1:-1]
            break
        if pair[0] == pair[1] and inner.count(pair[0]) % 2:
            inner = inner.strip(pair[0])
    escaped = inner.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
