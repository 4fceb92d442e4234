"""The small style sheet of a site's own: the day of the build, the main colour, words of old copies."""

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
    """Write the style sheet that holds the day of the build, and a site's own main colour.

    Args:
        day: The day.
        colour: `#0a4f86`, or `None`.
        state: Digest of the digests that tell which saved copies are old, for the worker.
        stale_days: Days after which a copy is old, or `None` where none ever is.
        stale: What pages in the site's own language then say, with holes `{date}` and `{days}`.
    """
    digest = f' --ai-content: "{state}";' if state else ""
    # Thousands of pages share it.
    old = f'--ai-stale-days: {stale_days}; --ai-stale: "{stale}"; ' if stale_days else ""
    brand = _main_colour(colour) if colour and is_colour(colour) else ""
    return f':root {{ --ai-as-of: "{vn_date(day)}";{digest} {old}}}\n{brand}'


def _main_colour(colour: str) -> str:
    """Write the tokens of a jurisdiction's main colour, with the shades that pages need of it."""
    deep, soft = mixed(colour, BLACK, 0.25), mixed(colour, WHITE, 0.88)
    dark_soft = mixed(colour, _DARK_PAPER, 0.7)
    dark = readable(mixed(colour, WHITE, 0.55), dark_soft, WHITE)
    return (
        f"body {{ --ai-brand: {_by_day(readable(colour, soft, BLACK), dark)}; "
        f"--ai-brand-deep: {deep}; --ai-brand-soft: {_by_day(soft, dark_soft)}; }}\n"
    )


def _by_day(day: str, night: str) -> str:
    """Write a token that has one value by day and another by night (styles/tokens.css)."""
    return f"var(--ai-day, {day}) var(--ai-night, {night})"
