"""Writes the one style sheet that differs between sites and days: day of the build, main colour.

Thousands of pages load it, so none need change with the day.
"""

from __future__ import annotations

import datetime

from access_info.model.jurisdiction import BLACK, WHITE, is_colour, mixed, readable
from access_info.model.types import vn_date

_DARK_PAPER = "#141b22"  # as in styles/tokens.css


def day_sheet(
    day: datetime.date,
    colour: str | None,
    state: str = "",
    *,
    stale_days: int | None = None,
    stale: str = "",
) -> str:
    """Return the style sheet that holds the day of the build, and the site's main colour.

    Args:
        day: The day of the build.
        colour: The main colour, `#0a4f86`, or `None`.
        state: Digest over the site's content, by which the service worker finds outdated copies.
        stale_days: Days after which a page warns that it is old; `None` for never.
        stale: The words of that warning in Vietnamese, with `{date}` and `{days}` to fill in.
    """
    digest = f' --ai-content: "{state}";' if state else ""
    old = f'--ai-stale-days: {stale_days}; --ai-stale: "{stale}"; ' if stale_days else ""
    brand = _main_colour(colour) if colour and is_colour(colour) else ""
    return f':root {{ --ai-as-of: "{vn_date(day)}";{digest} {old}}}\n{brand}'


def _main_colour(colour: str) -> str:
    """Return the CSS variables of the main colour: its shades for light and dark, all readable."""
    deep, soft = mixed(colour, BLACK, 0.25), mixed(colour, WHITE, 0.88)
    dark_soft = mixed(colour, _DARK_PAPER, 0.7)
    dark = readable(mixed(colour, WHITE, 0.55), dark_soft, WHITE)
    return (
        f"body {{ --ai-brand: {_by_day(readable(colour, soft, BLACK), dark)}; "
        f"--ai-brand-deep: {deep}; --ai-brand-soft: {_by_day(soft, dark_soft)}; }}\n"
    )


def _by_day(day: str, night: str) -> str:
    """Return a CSS value that is one thing in light and another in dark colours (styles/tokens.css).

    In light colours `--ai-day` has no value, so its fallback counts, and `--ai-night` is empty; in dark
    colours the other way round.
    """
    return f"var(--ai-day, {day}) var(--ai-night, {night})"
