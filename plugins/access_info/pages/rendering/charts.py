"""Pictures of numbers as SVG, made at build time; the numbers stand beside them as text."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence

import markupsafe

_WIDTH = 300
_HEIGHT = 14
_CHART = (640, 180)
_EDGE = 8


def bar(parts: Sequence[tuple[str, float]]) -> markupsafe.Markup:
    """Draw a bar of parts, each in the look of its status; hidden from screen readers.

    Args:
        parts: Status and its share, from 0 to 1.
    """
    pieces = []
    start = 0.0
    for status, share in parts:
        width = share * _WIDTH
        if width > 0:
            pieces.append(
                f'<rect class="ai-b-{markupsafe.escape(status)}" x="{_number(start)}" '
                f'width="{_number(width)}" height="{_HEIGHT}"/>'
            )
        start += width
    return markupsafe.Markup(  # noqa: S704 - numbers, and words escaped above
        f'<svg class="ai-bar" viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(pieces)}</svg>'
    )


def trend(
    points: Sequence[tuple[datetime.date, int, int]],
    *,
    label: str,
    breaks: Sequence[datetime.date] = (),
) -> markupsafe.Markup:
    """Draw shares over days as a line, broken where they do not compare; empty under two days.

    Args:
        points: Day, how many, of how many.
        label: What it shows, for screen readers.
        breaks: Days from which on shares are of another kind.
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
    eras: dict[int, list[tuple[float, float]]] = {}
    for (day, _), spot in zip(known, spots, strict=True):
        eras.setdefault(sum(start <= day for start in breaks), []).append(spot)
    lines = markupsafe.Markup("").join(
        markupsafe.Markup('<polyline points="{}"/>').format(
            " ".join(f"{_number(x)},{_number(y)}" for x, y in era)
        )
        for era in eras.values()
        if len(era) > 1
    )
    # A break is drawn midway between the last day before it and the first day after it.
    ends = [(era[-1][0], later[0][0]) for era, later in itertools.pairwise(eras.values())]
    gaps = markupsafe.Markup("").join(
        markupsafe.Markup('<path class="ai-gap" d="M{} 0V{}"/>').format(
            _number((left + right) / 2), height
        )
        for left, right in ends
    )
    dots = markupsafe.Markup("").join(
        markupsafe.Markup('<circle cx="{}" cy="{}" r="4"/>').format(_number(x), _number(y))
        for x, y in spots
    )
    return markupsafe.Markup(
        '<svg class="ai-trend" viewBox="0 0 {w} {h}" role="img" aria-label="{label}">'
        '<path class="ai-grid" d="M{e} {e}H{r}M{e} {m}H{r}M{e} {b}H{r}"/>'
        "{gaps}{lines}{dots}</svg>"
    ).format(
        w=width,
        h=height,
        label=label,
        e=_EDGE,
        r=width - _EDGE,
        m=height // 2,
        b=height - _EDGE,
        gaps=gaps,
        lines=lines,
        dots=dots,
    )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
