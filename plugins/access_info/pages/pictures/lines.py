"""Lines of shares over days or years, their first and last value written out; small multiples."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Sequence

import markupsafe

from access_info.pages.pictures.drawings import (
    LETTER,
    NARROWEST,
    Drawing,
    decimal,
    down,
    frame,
    linked,
    tabulate,
)

# Down, in pixels where letters are 14 pixels high (a picture is as high as `pictures.css` says): where all
# and where none stand, and the words of the axis.
_TOP, _BOTTOM, _AXIS, _HEIGHT = 26, 96, 116, 122
# Across, in per cent: where the first and the last value stand.
_LEFT, _RIGHT = 18.0, 98.0
# A value's words stand above its dot, or below where the line climbs from it.
_ABOVE, _BELOW = 9, 19


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """A value of a line.

    Attributes:
        at: Where it stands in time: a year, or a day's number.
        label: The time in words.
        share: From 0 to 1; `None` where it is not known.
        words: The value in words.
    """

    at: int
    label: str
    share: float | None
    words: str


@dataclasses.dataclass(frozen=True, slots=True)
class Track:
    """A line among small multiples.

    Attributes:
        label: What it is of.
        readings: Its values, the earliest first.
        href: Where its name leads, else "".
    """

    label: str
    readings: Sequence[Reading]
    href: str = ""


def line(
    title: str,
    readings: Sequence[Reading],
    *,
    head: str,
    value: str,
    breaks: Sequence[int] = (),
) -> Drawing:
    """Draw values over time as a line, and tabulate the same figures.

    Args:
        title: What the picture shows.
        readings: The earliest first; those not known leave a gap.
        head: Heading of the table's times.
        value: Heading of the table's values.
        breaks: Times from which on values are of another kind: the line is broken there.

    Raises:
        ValueError: A share is below 0 or above 1.
    """
    drawn = _line(readings, breaks)
    if not drawn:
        return Drawing()
    picture = markupsafe.Markup(
        '<figure class="ai-picture"><figcaption>{}</figcaption>{}</figure>'
    ).format(title, drawn)
    rows = [(reading.label, [reading.words]) for reading in readings]
    return Drawing(picture, tabulate(title, [head, value], rows))


def multiples(
    title: str, tracks: Sequence[Track], *, head: str, breaks: Sequence[int] = ()
) -> Drawing:
    """Draw small lines on one scale side by side, and tabulate all their figures.

    Args:
        title: What the pictures show.
        tracks: The lines; all have values at the same times.
        head: Heading of the table's first column.
        breaks: As for `line`.

    Raises:
        ValueError: A share is below 0 or above 1.
    """
    entries = [
        markupsafe.Markup("<li><p>{}</p>{}</li>").format(
            linked(track.label, track.href),
            drawn,
        )
        for track in tracks
        if (drawn := _line(track.readings, breaks))
    ]
    if not entries:
        return Drawing()
    picture = markupsafe.Markup(
        '<figure class="ai-picture"><figcaption>{}</figcaption><ul class="ai-p-multiples">{}</ul></figure>'
    ).format(title, markupsafe.Markup("").join(entries))
    times = [reading.label for reading in tracks[0].readings]
    rows = [
        (linked(track.label, track.href), [reading.words for reading in track.readings])
        for track in tracks
    ]
    return Drawing(picture, tabulate(title, [head, *times], rows))


def _line(readings: Sequence[Reading], breaks: Sequence[int]) -> markupsafe.Markup:
    """Draw one line; "" where no value is known."""
    known = [(reading, reading.share) for reading in readings if reading.share is not None]
    if any(not 0 <= share <= 1 for _, share in known):
        raise ValueError("a share lies between 0 and 1")
    if not known:
        return markupsafe.Markup("")
    places = {reading.at: _place(reading.at, readings) for reading in readings}
    heights = {reading.at: _BOTTOM - share * (_BOTTOM - _TOP) for reading, share in known}
    spots = {at: _spot(places[at], height) for at, height in heights.items()}
    joined, gaps, end = [], [], None
    for before, after in itertools.pairwise(readings):
        if any(before.at < start <= after.at for start in breaks):
            middle = decimal((places[before.at] + places[after.at]) / 2, 2)
            gaps.append(f"M{middle} {_TOP}V{_BOTTOM}")
        elif before.at in spots and after.at in spots:
            start = "" if end is before else f"M{spots[before.at]}"
            joined.append(f"{start}L{spots[after.at]}")
            end = after
    drawn = "".join(
        f'<path class="ai-p-{look}" d="{"".join(parts)}"/>'
        for look, parts in (
            ("grid", _grid(places.values())),
            ("line", joined),
            ("gap", gaps),
            # As long as next to nothing: the ends of the stroke are the dot.
            ("spot", [f"M{spot}h.01" for spot in spots.values()]),
        )
        if parts
    )
    texts = [*_axis(readings)]
    texts += _ends([(reading, places[reading.at], heights[reading.at]) for reading, _ in known])
    words = "; ".join(f"{reading.label}: {reading.words}" for reading in readings)
    body = f'<svg viewBox="0 0 100 {_HEIGHT}" preserveAspectRatio="none">{drawn}</svg>'
    return frame(body + "".join(texts), words=words, look="ai-p-trend")


def _spot(place: float, height: float) -> str:
    """Return where a value stands, as a path has it: per cent across, pixels down."""
    return f"{decimal(place, 2)} {decimal(height, 2)}"


def _grid(places: Iterable[float]) -> list[str]:
    """Return the paths of the lines of none, half and all, and of a tick for each time."""
    scale = [f"M0 {height}H100" for height in (_TOP, (_TOP + _BOTTOM) // 2, _BOTTOM)]
    return [*scale, *(f"M{decimal(place, 2)} {_BOTTOM}v5" for place in places)]


def _place(at: int, readings: Sequence[Reading]) -> float:
    """Return where a time stands, in per cent from the left; a time alone stands midway."""
    first, last = readings[0].at, readings[-1].at
    share = (at - first) / (last - first) if last > first else 0.5
    return _LEFT + share * (_RIGHT - _LEFT)


def _axis(readings: Sequence[Reading]) -> Iterator[str]:
    """Yield the words of all and none, and the first and the last time below the picture."""
    yield f'<text x="0" y="{down(_TOP + 15)}">100 %</text><text x="0" y="{down(_BOTTOM - 4)}">0 %</text>'
    if len(readings) == 1:
        yield _text(readings[0].label, _place(readings[0].at, readings), _AXIS, "middle")
        return
    yield _text(readings[0].label, _LEFT, _AXIS, "start")
    yield _text(readings[-1].label, 100, _AXIS, "end")


def _ends(spots: Sequence[tuple[Reading, float, float]]) -> Iterator[str]:
    """Yield the words of the first and of the last known value, clear of the line.

    Args:
        spots: Known values: reading, place in per cent, height in pixels.
    """
    reading, place, height = spots[0]
    if len(spots) == 1:
        yield _text(reading.words, place, height - _ABOVE, "middle", look="ai-p-end")
        return
    last, last_place, _ = spots[-1]
    wide, last_wide = _width(reading.words), _width(last.words)
    last_free = _crest(spots, last_place - last_wide, last_place) - _ABOVE
    crowded = place + wide > last_place - last_wide
    if (crowded or spots[1][2] < height) and height + _BELOW <= _BOTTOM:
        free = height + _BELOW
    else:
        free = _crest(spots, place, place + wide) - _ABOVE
        if crowded and abs(free - last_free) < _BELOW:
            free = last_free - _BELOW
    yield _text(reading.words, place + 3, free, "start", look="ai-p-end")
    yield _text(last.words, last_place + 2, last_free, "end", look="ai-p-end")


def _width(words: str) -> float:
    """Return how wide words are at most, letters set apart, in per cent of the narrowest picture."""
    return 120 * len(words) * LETTER / NARROWEST


def _crest(spots: Sequence[tuple[Reading, float, float]], left: float, right: float) -> float:
    """Return the height of a line's highest point between two places, in pixels from the top."""
    heights = [height for _, place, height in spots if left <= place <= right]
    for (_, x1, y1), (_, x2, y2) in itertools.pairwise(spots):
        heights += [
            y1 + (y2 - y1) * (edge - x1) / (x2 - x1) for edge in (left, right) if x1 < edge < x2
        ]
    return min(heights)


def _text(words: str, place: float, height: float, anchor: str, *, look: str = "") -> str:
    marked = f' class="{look}"' if look else ""
    return (
        f'<text{marked} x="{decimal(place)}%" y="{down(height)}" '
        f'text-anchor="{anchor}">{markupsafe.escape(words)}</text>'
    )
