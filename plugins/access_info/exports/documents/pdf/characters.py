"""Texts as the fonts of PDF papers can show them, and words that may have to be divided.

The shipped fonts have Latin, Greek, Cyrillic and Khmer letters. PDF/A allows no character without
a shape, so whatever else stands in the data is shown as a box.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from access_info.exports.documents.phrases import without_unprintable

FONTS = Path(__file__).parents[3] / "templates" / "documents" / "pdf" / "fonts"
UNKNOWN = "\N{WHITE SQUARE}"
# What chooses between shapes of the character before it is no character of its own.
_SELECTORS = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SPACES = re.compile(r"[\t\v\f\r\u0085\u2028\u2029]+")
# Where a line may be divided whatever else stands around (UAX 14): behind a space, but not next to
# brackets and stops that go with a word; in `02/KH-UBND` behind the slash and the hyphen, but not in
# `12/2026-1`.
_BREAKS = re.compile(
    r"""(?<=[^(\[{“‘"'] )(?=[^\s)\]}!?/;:,.(\[{])|(?<=[^(\[{“‘”’"'] )(?=[(\[{])"""
    r"|(?<=[^\W_][/-])(?=[^\W\d_])"
)
_MM = 25.4 / 72
_WIDEST, _CAPITAL, _SMALL_LETTER = 1.05, 0.78, 0.56  # at most, in em


def shown(text: str) -> str:
    """Return a text without what the fonts cannot show; line feeds stay."""
    plain = _SELECTORS.sub("", unicodedata.normalize("NFC", without_unprintable(text)))
    return _uncovered().sub(UNKNOWN, _SPACES.sub(" ", plain))


def pieces_of(text: str, width: float, size: float) -> list[Any]:
    """Split a text for the template of papers.

    Args:
        text: One line or several.
        width: Of the line, in millimetres.
        size: Of the characters, in points.

    Returns:
        Strings; `[]` for a new line; a pair of a word and the width for a word that may be wider
        than the line and may then be divided.
    """
    pieces: list[Any] = []
    for number, line in enumerate(shown(text).split("\n")):
        if number:
            pieces.append([])
        pieces += _line(line, width, size)
    return pieces


def _line(line: str, width: float, size: float) -> Iterator[Any]:
    plain = ""
    for part in _BREAKS.split(line):
        word = part.rstrip(" ")
        if not _may_be_wider(word, width, size):
            plain += part
            continue
        if plain:
            yield plain
        yield [word, width]
        plain = part[len(word) :]
    if plain:
        yield plain


def _may_be_wider(word: str, width: float, size: float) -> bool:
    """Tell whether a word may be wider than a line."""
    room = width / (size * _MM)
    return len(word) * _WIDEST > room and _em(word) > room


@functools.lru_cache(maxsize=8192)
def _em(word: str) -> float:
    """Return what a word is at most wide, in em."""
    return sum(
        _WIDEST
        if char in "MWmw" or not char.isalnum()
        else _SMALL_LETTER
        if char.islower()
        else _CAPITAL
        for char in word
    )


@functools.cache
def _uncovered() -> re.Pattern[str]:
    lines = (FONTS / "covered.txt").read_text(encoding="utf-8").split()
    ranges = (line.partition("-") for line in lines)
    known = "".join(f"\\U{first:0>8}-\\U{last:0>8}" for first, _, last in ranges)
    return re.compile(f"[^\n{known}]")
