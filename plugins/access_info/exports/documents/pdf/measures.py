"""How much room texts take, told by the fonts' own advances; what is not certain is left to Typst.

To lay out a cell twice, once to see how high its row is, costs as much again: so a row's height is
told wherever it is certain.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

FONTS = Path(__file__).parents[3] / "templates" / "documents" / "pdf" / "fonts"
MM = 25.4 / 72
# As the template has it: the height of a line and the gap between two, in em.
LINE, GAP = 0.891 + 0.216, 0.042
# How far pairs of letters draw closer together, or apart, than their advances say.
_CLOSER, _APART = 0.97, 1.01
# The narrowest of the four fonts, against the regular one.
_SLANTED = 0.82


@functools.lru_cache(maxsize=8192)
def width(text: str, size: float, *, in_any_font: bool = False) -> tuple[float, float] | None:
    """Return between what widths a text without line feeds is, in millimetres; `None` if unknown.

    Args:
        text: The text.
        size: Of the characters, in points.
        in_any_font: In whichever of the shipped fonts for Latin letters, not just the regular one.
    """
    regular, widest = _advances()
    try:
        units = sum(regular[char] for char in text)
        most = sum(widest[char] for char in text) if in_any_font else units
    except KeyError:
        return None
    scale = size * MM
    return units * scale * _CLOSER * (_SLANTED if in_any_font else 1), most * scale * _APART


def line_count(words: Iterable[str], room: float, size: float) -> tuple[int, int] | None:
    """Return between what counts of lines a text takes that may be divided; `None` if unknown.

    Args:
        words: What is never divided, each with the spaces behind it.
        room: Width of the line, in millimetres.
        size: Of the characters, in points.
    """
    fewest, most, least_used, most_used = 1, 1, 0.0, 0.0
    space = _advances()[0][" "] * size * MM
    for word in words:
        bare = word.rstrip(" ")
        known = width(bare, size)
        if known is None or known[1] > room:
            return None
        # Spaces at a line's end take no room.
        spaces = (len(word) - len(bare)) * space
        if least_used + known[0] > room:
            fewest, least_used = fewest + 1, 0.0
        if most_used + known[1] > room:
            most, most_used = most + 1, 0.0
        least_used += known[0] + spaces * _CLOSER
        most_used += known[1] + spaces * _APART
    return fewest, most


def height(lines: Sequence[tuple[float, int]], base: float) -> float:
    """Return how high lines are, in points.

    Args:
        lines: Of each size of characters, in points, how many lines.
        base: The size that gaps are told in.
    """
    count = sum(number for _, number in lines)
    return sum(size * LINE * number for size, number in lines) + max(0, count - 1) * GAP * base


@functools.cache
def _advances() -> tuple[dict[str, float], dict[str, float]]:
    """Read by character, in em: the advance in the regular font, and the widest of all four."""
    data = json.loads((FONTS / "advances.json").read_bytes())
    regular, widest = {}, {}
    for own, most, characters in data["advances"]:
        for char in characters:
            regular[char] = own / data["unitsPerEm"]
            widest[char] = most / data["unitsPerEm"]
    return regular, widest
