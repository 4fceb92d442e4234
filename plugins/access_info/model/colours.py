"""Colours as `#rrggbb`: how far two differ (WCAG 2.2, “contrast ratio”), and shades of one."""

from __future__ import annotations

import re

WHITE, BLACK = "#ffffff", "#000000"
# Of letters against what is behind them (success criterion 1.4.3, level AA).
LEAST_CONTRAST = 4.5
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_HALF = 0.04045


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour, `#0a4f86`."""
    return bool(_COLOUR.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """Mix two colours; `share` from 0 to 1 is how much of the other there is."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def readable(colour: str, behind: str, towards: str) -> str:
    """Return the colour, or the nearest shade of it that can be read.

    Args:
        colour: As wished.
        behind: What stands behind letters of the colour.
        towards: Black or white: what shades are mixed with.
    """
    steps = (mixed(colour, towards, step / 100) for step in range(101))
    return next(shade for shade in steps if contrast(shade, behind) >= LEAST_CONTRAST)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour in sRGB (WCAG 2.2), from 0 to 1."""
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= _HALF else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
