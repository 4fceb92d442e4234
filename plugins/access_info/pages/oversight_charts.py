"""Pictures of numbers as SVG, made when the site is built; the numbers stand beside them as text."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import markupsafe

_WIDTH = 300
_HEIGHT = 14
_CHART = (640, 180)
_EDGE = 8


def bar(parts: Sequence[tuple[str, float]]) -> markupsafe.Markup:
    """A bar of parts, each in the look of its status; hidden from screen readers.

    Args:
        parts: Status and its share, from 0 to 1.
    """
    pieces = []
    start = 0.0
    for status, share in parts:
        width = share * _WIDTH
        if width > 0:
            pieces.append(
                markupsafe.Markup('<rect class="ai-b-{}" x="{}" width="{}" height="{}"/>').format(
                    status, _number(start), _number(width), _HEIGHT
                )
            )
        start += width
    return markupsafe.Markup(
        '<svg class="ai-bar" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
    ).format(_WIDTH, _HEIGHT, markupsafe.Markup("").join(pieces))


def trend(points: Sequence[tuple[datetime.date, int, int]], *, label: str) -> markupsafe.Markup:
    """A line of shares over days; empty where there are not two days.

    Args:
        points: Day, how many, of how many.
        label: What it shows, for screen readers.
    """
    known = [(day, count / of) for day, count, of in points if of]
    if len(known) < 2:  # noqa: PLR2004 - a line has two ends
        return markupsafe.Markup("")
    width, height = _CHART
    first, last = known[0][0].toordinal(), known[-1][0].toordinal()
    spots = [
        (
            _EDGE + (day.toordinal() - first) / (last - first) * (width - 2 * _EDGE),
            height - _EDGE - share * (height - 2 * _EDGE),
        )
        for day, share in known
    ]
    line = " ".join(f"{_number(x)},{_number(y)}" for x, y in spots)
    dots = markupsafe.Markup("").join(
        markupsafe.Markup('<circle cx="{}" cy="{}" r="4"/>').format(_number(x), _number(y))
        for x, y in spots
    )
    return markupsafe.Markup(
        '<svg class="ai-trend" viewBox="0 0 {w} {h}" role="img" aria-label="{label}">'
        '<path class="ai-grid" d="M{e} {e}H{r}M{e} {m}H{r}M{e} {b}H{r}"/>'
        '<polyline points="{line}"/>{dots}</svg>'
    ).format(
        w=width,
        h=height,
        label=label,
        e=_EDGE,
        r=width - _EDGE,
        m=height // 2,
        b=height - _EDGE,
        line=line,
        dots=dots,
    )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
