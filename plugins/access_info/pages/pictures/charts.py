"""Lines of shares over days or years, their first and last value written out; small multiples."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import markupsafe

from access_info.pages.rendering.environment import escaped, vn_number

# What all marks share: a picture beside the table of its figures, numbers, the frame of an SVG.

EMPTY = markupsafe.Markup("")
_LETTER_HEIGHT = 14
# Columns of a table of names and what one column says of them.
_PAIR = 2
# Room for one digit or letter of 14 px, in pixels, and the narrowest picture: a phone of 320 px.
LETTER = 8.5
NARROWEST = 272


@dataclasses.dataclass(frozen=True, slots=True)
class Drawing:
    """A picture and the table of the same figures; false where there is nothing to draw.

    Attributes:
        picture: HTML with SVG in it.
        table: HTML of a table that says all that the picture shows.
    """

    picture: markupsafe.Markup = EMPTY
    table: markupsafe.Markup = EMPTY

    def __bool__(self) -> bool:
        """Tell whether anything was drawn."""
        return bool(self.picture)


def decimal(value: float, digits: int = 3) -> str:
    """Write a number of SVG with few decimals: `12.5`, `100`."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") or "0"


def down(pixels: float) -> str:
    """Write a height as so many letters' heights: what is 14 pixels where letters are, is `1em`."""
    return f"{decimal(pixels / _LETTER_HEIGHT)}em"


def across(part: float, whole: float) -> str:
    """Write a share of a picture's width: `12.5%`."""
    return f"{decimal(100 * part / whole, 2)}%"


def fits(words: str, share: float) -> bool:
    """Tell whether words have room within a share of the narrowest picture."""
    return len(words) * LETTER + LETTER / 2 <= share * NARROWEST


def frame(body: str, *, words: str, look: str) -> markupsafe.Markup:
    """Put the elements of a picture into an SVG that screen readers take for one image.

    What it is of stands above it, as a heading of the figure or of its row.

    Args:
        body: Its elements, escaped.
        words: All its figures as text.
        look: Class of the element, of which the style sheet knows how high it is.
    """
    label = markupsafe.escape(words)
    return markupsafe.Markup(  # noqa: S704 - escaped here and by the caller
        f'<svg class="{look}" role=img aria-label="{label}">{body}</svg>'
    )


def figure(title: str, *parts: markupsafe.Markup) -> markupsafe.Markup:
    """Put the parts of a picture into a figure below its title."""
    return markupsafe.Markup(
        '<figure class="ai-picture"><figcaption>{}</figcaption>{}</figure>'
    ).format(title, EMPTY.join(parts))


def linked(words: str, href: str) -> markupsafe.Markup:
    """Escape words, as a link where they have an address."""
    if not href:
        return markupsafe.escape(words)
    return markupsafe.Markup('<a href="{}">{}</a>').format(href, words)


def tabulate(
    caption: str,
    head: Sequence[str],
    rows: Sequence[tuple[markupsafe.Markup | str, Sequence[str]]],
    *,
    names: str = "",
) -> markupsafe.Markup:
    """Write figures as a table: a heading for each column, the first cell of a row names it.

    Args:
        caption: What the table holds.
        head: Headings, the first over the rows' names.
        rows: The row's name and its cells, as many as there are further headings.
        names: Class of a table whose columns a style sheet names on a phone; "" where each cell says
            its column's name itself.
    """
    headings = "".join(f"<th scope=col>{escaped(words)}" for words in head)
    # What the only column holds is what the caption says.
    needs_no_labels = bool(names) or len(head) == _PAIR
    labels = ["" if needs_no_labels else f' data-label="{escaped(words)}"' for words in head[1:]]
    body = "".join(
        f"<tr><th scope=row>{escaped(name)}"
        + "".join(f"<td{label}>{escaped(cell)}" for label, cell in zip(labels, cells, strict=True))
        for name, cells in rows
    )
    look = f"ai-list ai-figures {names}".rstrip()
    return markupsafe.Markup(  # noqa: S704 - escaped above
        f'<table class="{look}"><caption>{escaped(caption)}<thead><tr>{headings}'
        f"<tbody>{body}</table>"
    )


# Lines of shares over days or years, their first and last value written out; small multiples.

# Down, in pixels where letters are 14 pixels high (a picture is as high as `pictures.css` says): where all
# and where none stand, and the words of the axis.
_TOP, _BOTTOM, _AXIS, _HEIGHT = 26, 96, 116, 122
# Across, in per cent: where the first and the last value stand.
_LEFT, _RIGHT = 18.0, 98.0
# A value's words stand above its dot, or below where the line climbs from it.
_ABOVE, _BELOW = 9, 19


class Reading(NamedTuple):
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


class Track(NamedTuple):
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
    rows = [(reading.label, [reading.words]) for reading in readings]
    return Drawing(figure(title, drawn), tabulate(title, [head, value], rows))


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
        markupsafe.Markup("<li><p>{}</p>{}</li>").format(linked(track.label, track.href), drawn)
        for track in tracks
        if (drawn := _line(track.readings, breaks))
    ]
    if not entries:
        return Drawing()
    drawn = markupsafe.Markup('<ul class="ai-p-multiples">{}</ul>').format(EMPTY.join(entries))
    times = [reading.label for reading in tracks[0].readings]
    rows = [
        (linked(track.label, track.href), [reading.words for reading in track.readings])
        for track in tracks
    ]
    return Drawing(figure(title, drawn), tabulate(title, [head, *times], rows))


def _line(readings: Sequence[Reading], breaks: Sequence[int]) -> markupsafe.Markup:
    """Draw one line; "" where no value is known."""
    known = [(reading, reading.share) for reading in readings if reading.share is not None]
    if any(not 0 <= share <= 1 for _, share in known):
        raise ValueError("a share lies between 0 and 1")
    if not known:
        return EMPTY
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
    """Render words at a place of a picture: per cent across, pixels down."""
    marked = f' class="{look}"' if look else ""
    return (
        f'<text{marked} x="{decimal(place)}%" y="{down(height)}" '
        f'text-anchor="{anchor}">{markupsafe.escape(words)}</text>'
    )


# The looks that tell parts of a picture apart: a colour, a pattern, a sign; never colour alone.


class Surface(NamedTuple):
    """How one kind of part looks.

    Attributes:
        sign: One character that says it without colour.
        hatch: Path of the lines within a square of eight units; "" for a plain surface.
    """

    sign: str
    hatch: str


LOOKS: Mapping[str, Surface] = MappingProxyType(
    {
        "good": Surface("✓", ""),
        "part": Surface("◐", "M1.5 2h2M5.5 6h2"),
        "unknown": Surface("?", "M2 0v8M6 0v8"),
        "late": Surface("!", "M0 0l8 8M8 0l-8 8"),
        "miss": Surface("✕", "M-2 6l4-4M0 8l8-8M6 10l4-4"),
        "other": Surface("→", "M0 2h8M0 6h8"),
        "none": Surface("–", ""),
    }
)
# Statuses of a duty (values of `Status`), from the best to the worst.
STATUS_LOOKS: Mapping[str, str] = MappingProxyType(
    {
        "dat": "good",
        "dat-mot-phan": "part",
        "khong-danh-gia-duoc": "unknown",
        "qua-han": "late",
        "chua-co": "miss",
        "khong-ap-dung": "none",
    }
)


def paint(key: str, look: str) -> str:
    """Return the attribute that fills an element of a picture with a look, ` fill="…"`; "" for a plain one.

    Args:
        key: The picture's own word, which no other picture of the page has; "" for one without
            patterns.
        look: A name of `LOOKS`.
    """
    return f' fill="url(#{key}-{look})"' if key and LOOKS[look].hatch else ""


def hatches(key: str, looks: Iterable[str]) -> markupsafe.Markup:
    """Define the patterns of the looks that a picture uses; nothing where all are plain."""
    patterns = "".join(
        f'<pattern id="{key}-{look}" class="ai-look-{look}" width="8" height="8" '
        'patternUnits="userSpaceOnUse"><path class="ai-p-plane" d="M0 0h8v8H0z"/>'
        f'<path class="ai-p-hatch" d="{LOOKS[look].hatch}"/></pattern>'
        for look in LOOKS
        if key and look in set(looks) and LOOKS[look].hatch
    )
    return markupsafe.Markup(patterns and f"<defs>{patterns}</defs>")  # noqa: S704 - ours alone


def key_of(key: str, meanings: Mapping[str, str]) -> markupsafe.Markup:
    """Say which look means what; nothing where there is one alone, for the title says it.

    Args:
        key: Word of the picture that holds the patterns.
        meanings: Words by name of a look.
    """
    if len(meanings) == 1:
        return EMPTY
    entries = "".join(
        f'<li><svg class="ai-p-swatch ai-look-{look}" aria-hidden="true">'
        f"<rect{paint(key, look)}/></svg> {markupsafe.escape(words)}"
        for look, words in meanings.items()
    )
    return markupsafe.Markup(f'<ul class="ai-p-key-of">{entries}</ul>')  # noqa: S704 - escaped above


# Bars and stacked bars: a row for each thing compared, its parts side by side.

# Where the foot of a number stands in a bar, which is `2em` high (`pictures.css`).
_BASELINE = "68%"


class Segment(NamedTuple):
    """A part of a bar.

    Attributes:
        label: What it counts; parts of one label look alike in every row.
        look: A name of `LOOKS`.
        value: How many; never negative.
    """

    label: str
    look: str
    value: int


class Stack(NamedTuple):
    """A row: one thing with its bar.

    Attributes:
        label: What the bar is of.
        segments: Its parts, in the order drawn.
        note: What stands at the row's other end, else "".
        href: Where its name leads, else "".
    """

    label: str
    segments: Sequence[Segment]
    note: str = ""
    href: str = ""

    @property
    def whole(self) -> int:
        """All parts together."""
        return sum(segment.value for segment in self.segments)


def stacked(
    key: str,
    title: str,
    stacks: Sequence[Stack],
    *,
    head: str,
    together: bool = False,
    names: str = "",
) -> Drawing:
    """Draw a bar for each row, and tabulate the same figures.

    Args:
        key: The picture's own word: letters, digits, hyphens; "" for one without patterns.
        title: What the picture shows.
        stacks: The rows, from the top.
        head: Heading of the table's first column.
        together: Whether all bars share a scale, so that their lengths compare; else each is as
            long as there is room, and shows shares.
        names: As for `tabulate`.

    Raises:
        ValueError: A value is negative.
    """
    if any(segment.value < 0 for stack in stacks for segment in stack.segments):
        raise ValueError("a bar has no negative parts")
    most = max((stack.whole for stack in stacks), default=0)
    if not most:
        return Drawing()
    segments = [segment for stack in stacks for segment in stack.segments]
    labels = list(dict.fromkeys(segment.label for segment in segments))
    seen = {segment.label: segment.look for segment in segments if segment.value}
    shown = {label: seen[label] for label in labels if label in seen}
    picture = figure(
        title,
        _definitions(key, {*shown.values()}),
        key_of(key, {look: label for label, look in shown.items()}),
        *(_row(key, stack, most if together else stack.whole) for stack in stacks),
    )
    cells = [
        (linked(stack.label, stack.href), [_counted(stack, label) for label in labels])
        for stack in stacks
    ]
    return Drawing(picture, tabulate(title, [head, *labels], cells, names=names))


def bars(
    title: str,
    values: Sequence[tuple[str, int]],
    *,
    head: str,
    unit: str,
    look: str = "other",
) -> Drawing:
    """Draw one bar of one part for each value, on one scale, and tabulate the same figures.

    Nothing has to be told apart by a pattern.

    Args:
        title: What the picture shows.
        values: Words and number of each row, from the top.
        head: Heading of the table's first column.
        unit: Heading of the numbers.
        look: A name of `LOOKS`.
    """
    stacks = [
        Stack(label, [Segment(unit, look, value)], note=vn_number(value)) for label, value in values
    ]
    return stacked("", title, stacks, head=head, together=True)


def _definitions(key: str, looks: set[str]) -> markupsafe.Markup:
    """Hold the patterns of all rows of a picture, which themselves show nothing."""
    defined = hatches(key, looks)
    if not defined:
        return defined
    return markupsafe.Markup(
        '<svg class="ai-p-hatches" width="0" height="0" aria-hidden="true">{}</svg>'
    ).format(defined)


def _row(key: str, stack: Stack, whole: int) -> markupsafe.Markup:
    """Draw a row: its name and note, below them its bar.

    Args:
        key: Word of the picture that holds the patterns, or "".
        stack: The row.
        whole: The number that is as long as there is room.
    """
    parts, start = [], 0
    shown = [segment for segment in stack.segments if segment.value]
    for segment in shown:
        number = vn_number(segment.value)
        inside = ""
        if fits(number, segment.value / whole) and len(stack.segments) > 1:
            middle = across(start + segment.value / 2, whole)
            inside = f'<text x="{middle}" y="{_BASELINE}">{number}</text>'
        parts.append(
            f'<g class="ai-look-{segment.look}"><rect{paint(key, segment.look)} '
            f'x="{across(start, whole)}" width="{across(segment.value, whole)}"/>{inside}</g>'
        )
        start += segment.value
    words = "; ".join(f"{s.label}: {vn_number(s.value)}" for s in shown or stack.segments)
    drawn = frame("".join(parts), words=words, look="ai-p-stack")
    note = markupsafe.Markup("<span>{}</span>").format(stack.note) if stack.note else ""
    return markupsafe.Markup('<div class="ai-p-row"><p>{} {}</p>{}</div>').format(
        linked(stack.label, stack.href), note, drawn
    )


def _counted(stack: Stack, label: str) -> str:
    """Write how many a row of bars counts under a label."""
    return vn_number(sum(s.value for s in stack.segments if s.label == label))


# Agencies as a grid of tiles, each with the sign, word, colour and pattern of its state.

_COLUMNS = (4, 6, 8, 12)


class Tile(NamedTuple):
    """One agency.

    Attributes:
        name: What stands on it.
        look: A name of `LOOKS`.
        state: The word of its state.
        href: Where it leads, else "".
        place: Column and row, each from 1; `None` where the order says it.
    """

    name: str
    look: str
    state: str
    href: str = ""
    place: tuple[int, int] | None = None


def tile_grid(title: str, tiles: Sequence[Tile]) -> markupsafe.Markup:
    """Write tiles as a list, which is its own text: name, sign and word of each state.

    Tiles with places stand there on a wide screen, gaps between them; on a narrow one, and where no
    tile has a place, they follow one another. Those without a place come after those with one.
    """
    placed = [tile for tile in tiles if tile.place is not None]
    free = [tile for tile in tiles if tile.place is None]
    if not tiles:
        return EMPTY
    return figure(title, _list(_with_gaps(placed), _columns(placed)), _list(free, 0))


def _columns(tiles: Iterable[Tile]) -> int:
    """Return how many columns hold all tiles, of those for which `pictures.css` has a rule."""
    most = max((tile.place[0] for tile in tiles if tile.place), default=0)
    return next((columns for columns in _COLUMNS if columns >= most), most) if most else 0


def _with_gaps(tiles: Sequence[Tile]) -> Iterator[Tile | None]:
    """Yield tiles row by row, and `None` for each empty place before the last of a row."""
    by_place = {tile.place: tile for tile in tiles}
    for row in range(1, max((tile.place[1] for tile in tiles if tile.place), default=0) + 1):
        for column in range(1, _columns(tiles) + 1):
            yield by_place.get((column, row))


def _list(tiles: Iterable[Tile | None], columns: int) -> markupsafe.Markup:
    """Render tiles as a list; "" for none."""
    entries = EMPTY.join(_entry(tile) for tile in tiles)
    if not entries:
        return entries
    return markupsafe.Markup('<ul class="ai-p-tile-grid{}">{}</ul>').format(
        f" ai-p-columns-{columns}" if columns else "", entries
    )


def _entry(tile: Tile | None) -> markupsafe.Markup:
    """Render a tile, or an empty place among tiles."""
    if tile is None:
        return markupsafe.Markup('<li class="ai-p-vacant" aria-hidden="true"></li>')
    escape, look = markupsafe.escape, LOOKS[tile.look]
    tag, href = ("a", f' href="{escape(tile.href)}"') if tile.href else ("span", "")
    # Agencies stand on the page of each duty: `format` would take ten times as long.
    return markupsafe.Markup(  # noqa: S704 - escaped here
        f'<li><{tag} class="ai-p-tile ai-look-{tile.look}"{href}><span>{escape(tile.name)}</span> '
        f'<b><i aria-hidden="true">{look.sign}</i> {escape(tile.state)}</b></{tag}>'
    )
