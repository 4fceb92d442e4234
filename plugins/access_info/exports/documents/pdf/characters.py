"""Texts as the fonts of PDF papers can show them, and words that may have to be divided.

The shipped fonts have Latin, Greek, Cyrillic and Khmer letters. PDF/A allows no character without
a shape, so whatever else stands in the data is shown as a box.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from access_info.exports.documents.pdf.measures import FONTS, MM, line_count, width
from access_info.exports.documents.phrases import without_unprintable

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
_WIDEST = 1.05 * MM  # a character at most, for each point of its size
# Behind what a word may be divided that is wider than its line.
_SIGNS = re.compile(r"[^/._&=?-]*[/._&=?-]+|[^/._&=?-]+")


def shown(text: str) -> str:
    """Return a text without what the fonts cannot show; line feeds stay."""
    plain = _SELECTORS.sub("", unicodedata.normalize("NFC", without_unprintable(text)))
    return _uncovered().sub(UNKNOWN, _SPACES.sub(" ", plain))


def pieces_of(text: str, room: float, size: float) -> list[Any]:
    """Split a text for the template of papers.

    Args:
        text: One line or several.
        room: Width of the line, in millimetres.
        size: Of the characters, in points.

    Returns:
        Strings; `[]` for a new line; `{"parts": …}` for a word that is wider than the line, and what
        it may be divided into; a pair of a word and the width for a word of which neither is certain.
    """
    pieces: list[Any] = []
    for number, line in enumerate(shown(text).split("\n")):
        if number:
            pieces.append([])
        pieces += _line(line, room, size)
    return pieces


def lines_of(text: str, room: float, size: float) -> tuple[int, int] | None:
    """Return between what counts of lines a text takes in the regular font; `None` if unknown.

    Args:
        text: One line or several.
        room: Width of the line, in millimetres.
        size: Of the characters, in points.
    """
    counts = [line_count(_words(line, room, size), room, size) for line in shown(text).split("\n")]
    known = [each for each in counts if each is not None]
    if len(known) < len(counts):
        return None
    return sum(fewest for fewest, _ in known), sum(most for _, most in known)


def _words(line: str, room: float, size: float) -> Iterator[str]:
    """Yield what a line is never divided within."""
    for part in _BREAKS.split(line):
        yield from _divided(part, room, size) or [part]


def _divided(word: str, room: float, size: float) -> list[str]:
    """Divide a word that is certainly wider than the line into what is not; else return nothing."""
    known = width(word.rstrip(" "), size, in_any_font=True)
    if known is None or known[0] <= room:
        return []
    parts = _SIGNS.findall(word)
    widths = [width(part.rstrip(" "), size, in_any_font=True) for part in parts]
    return parts if all(each is not None and each[1] <= room for each in widths) else []


def _line(line: str, room: float, size: float) -> Iterator[Any]:
    plain = ""
    for part in _BREAKS.split(line):
        word = part.rstrip(" ")
        if not _may_be_wider(word, room, size):
            plain += part
            continue
        if plain:
            yield plain
        parts = _divided(word, room, size)
        yield {"parts": parts} if parts else [word, room]
        plain = part[len(word) :]
    if plain:
        yield plain


def _may_be_wider(word: str, room: float, size: float) -> bool:
    """Tell whether a word may be wider than a line; of one of a few characters at most that is certain."""
    if len(word) * size * _WIDEST <= room:
        return False
    known = width(word, size, in_any_font=True)
    return known is None or known[1] > room


@functools.cache
def _uncovered() -> re.Pattern[str]:
    lines = (FONTS / "covered.txt").read_text(encoding="utf-8").split()
    ranges = (line.partition("-") for line in lines)
    known = "".join(f"\\U{first:0>8}-\\U{last:0>8}" for first, _, last in ranges)
    return re.compile(f"[^\n{known}]")
