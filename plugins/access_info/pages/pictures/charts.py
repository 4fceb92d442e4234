"""Draws charts as SVG, each with a table of its figures: lines over time, stacked bars, grids of tiles."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import markupsafe

from access_info.pages.rendering.environment import anchor_element, escaped, vn_number

# What all charts share: the picture beside its table, numbers and lengths of SVG, the frame of an SVG.

EMPTY = markupsafe.Markup("")
_LETTER_HEIGHT = 14  # pixels, for which all heights are designed
# Columns of a table that has names and one column of values.
_TWO_COLUMNS = 2
# In pixels: room for one digit or letter 14 px high; width of the narrowest picture, on a phone of 320 px.
LETTER = 8.5
NARROWEST = 272


@dataclasses.dataclass(frozen=True, slots=True)
class Drawing:
    """A picture and the table of the same figures; empty, and then false, where there is nothing to draw.

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
    """Return a number for SVG with few decimals, to save bytes: `12.5`, `100`."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") or "0"


def em_height(pixels: float) -> str:
    """Return a height in `em`, so that pictures grow with the reader's letters: 14 pixels → `1em`."""
    return f"{decimal(pixels / _LETTER_HEIGHT)}em"


def percent_width(part: float, whole: float) -> str:
    """Return a share of a picture's width in per cent: `12.5%`."""
    return f"{decimal(100 * part / whole, 2)}%"


def fits(words: str, share: float) -> bool:
    """Tell whether words, with a quarter of a letter on each side, fit into a share of the narrowest picture.

    Args:
        words: The words.
        share: The share of the picture's width, from 0 to 1.
    """
    return len(words) * LETTER + LETTER / 2 <= share * NARROWEST


def frame(body: str, *, words: str, look: str) -> markupsafe.Markup:
    """Put the elements of a picture into an SVG that screen readers read as one image.

    Its title is not repeated here: it stands above, as the heading of the figure or of the row.

    Args:
        body: The elements, escaped.
        words: All the picture's figures as text, for screen readers.
        look: CSS class of the SVG, by which the style sheet sets its height.
    """
    label = markupsafe.escape(words)
    return markupsafe.Markup(  # noqa: S704 - escaped here and by the caller
        f'<svg class="{look}" role=img aria-label="{label}">{body}</svg>'
    )


def figure(title: str, *parts: markupsafe.Markup) -> markupsafe.Markup:
    """Put the parts of a picture into a `<figure>` below its title."""
    return markupsafe.Markup(
        '<figure class="ai-picture"><figcaption>{}</figcaption>{}</figure>'
    ).format(title, EMPTY.join(parts))


def linked(words: str, href: str) -> markupsafe.Markup:
    """Return words escaped, as a link if there is an address."""
    return anchor_element(href, words) if href else markupsafe.escape(words)


def tabulate(
    caption: str,
    head: Sequence[str],
    rows: Sequence[tuple[markupsafe.Markup | str, Sequence[str]]],
    *,
    names: str = "",
) -> markupsafe.Markup:
    """Render figures as an HTML table, in which the first cell of each row is the row's name.

    On a phone a table has no headings, so each cell names its column.

    Args:
        caption: Title of the table.
        head: Headings of the columns, the first over the rows' names.
        rows: The row's name and its cells, as many as there are further headings.
        names: CSS class of a table whose style sheet names the columns on a phone; "" where each cell
            holds its column's name itself.
    """
    headings = "".join(f"<th scope=col>{escaped(words)}" for words in head)
    # A single column of values needs no name: the caption says what they are.
    needs_no_labels = bool(names) or len(head) == _TWO_COLUMNS
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


# Lines of shares over days or years, with the first and the last value in words; also as small multiples.

# Heights from the top in pixels, for letters 14 pixels high: of 100 %, of 0 %, of the axis's words; the
# picture's whole height (as in `pictures.css`).
_TOP, _BOTTOM, _AXIS, _HEIGHT = 26, 96, 116, 122
# Positions from the left in per cent: of the first and of the last value.
_LEFT, _RIGHT = 18.0, 98.0
# Pixels by which a value's words stand above its dot, or below it where the line climbs from it.
_ABOVE, _BELOW = 9, 19


class Reading(NamedTuple):
    """A value of a line at one time.

    Attributes:
        at: The time as a number: a year, or a day's ordinal.
        label: The time in words.
        share: The value, from 0 to 1; `None` where it is not known.
        words: The value in words.
    """

    at: int
    label: str
    share: float | None
    words: str


class Track(NamedTuple):
    """A line among small multiples.

    Attributes:
        label: Name of what the line shows.
        readings: Its values, the earliest first.
        href: Address that the name links to, or "".
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
    """Draw values over time as a line, with a table of the same figures; nothing if no value is known.

    Args:
        title: Title of the picture.
        readings: The values, the earliest first; unknown ones leave a gap.
        head: Heading of the table's column of times.
        value: Heading of the table's column of values.
        breaks: Times from which values cannot be compared with earlier ones: the line is broken there.

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
    """Draw small lines on one scale side by side (small multiples), with one table of their figures.

    Args:
        title: Title of the pictures.
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
    """Draw one line as an SVG with its axes, its grid and its first and last value; "" if none is known.

    The line is broken at unknown values, and at times from which values cannot be compared with earlier ones.

    Args:
        readings: The values, the earliest first.
        breaks: Those times.

    Raises:
        ValueError: A share is below 0 or above 1.
    """
    known = [(reading, reading.share) for reading in readings if reading.share is not None]
    if any(not 0 <= share <= 1 for _, share in known):
        raise ValueError("a share lies between 0 and 1")
    if not known:
        return EMPTY
    places = {reading.at: _percent_across(reading.at, readings) for reading in readings}
    heights = {reading.at: _BOTTOM - share * (_BOTTOM - _TOP) for reading, share in known}
    # Points of SVG paths: per cent from the left, pixels from the top.
    spots = {at: f"{decimal(places[at], 2)} {decimal(heights[at], 2)}" for at in heights}
    # Pieces of the line; marks of breaks; the reading at which the line drawn so far ends.
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
            ("grid", _grid_paths(places.values())),
            ("line", joined),
            ("gap", gaps),
            # A stroke of almost no length: its round ends make the dot.
            ("spot", [f"M{spot}h.01" for spot in spots.values()]),
        )
        if parts
    )
    texts = [*_axis_texts(readings)]
    texts += _ends([(reading, places[reading.at], heights[reading.at]) for reading, _ in known])
    words = "; ".join(f"{reading.label}: {reading.words}" for reading in readings)
    body = f'<svg viewBox="0 0 100 {_HEIGHT}" preserveAspectRatio="none">{drawn}</svg>'
    return frame(body + "".join(texts), words=words, look="ai-p-trend")


def _grid_paths(places: Iterable[float]) -> list[str]:
    """Return the SVG paths of the grid: lines at 100, 50 and 0 per cent, and a tick for each time.

    Args:
        places: The times, in per cent from the left.
    """
    scale = [f"M0 {height}H100" for height in (_TOP, (_TOP + _BOTTOM) // 2, _BOTTOM)]
    return [*scale, *(f"M{decimal(place, 2)} {_BOTTOM}v5" for place in places)]


def _percent_across(at: int, readings: Sequence[Reading]) -> float:
    """Return the position of a time in per cent from the left; a single time stands in the middle."""
    first, last = readings[0].at, readings[-1].at
    share = (at - first) / (last - first) if last > first else 0.5
    return _LEFT + share * (_RIGHT - _LEFT)


def _axis_texts(readings: Sequence[Reading]) -> Iterator[str]:
    """Yield the texts of the axes: 100 % and 0 % at the left, the first and the last time at the bottom."""
    yield f'<text x="0" y="{em_height(_TOP + 15)}">100 %</text><text x="0" y="{em_height(_BOTTOM - 4)}">0 %</text>'
    if len(readings) == 1:
        yield _text(readings[0].label, _percent_across(readings[0].at, readings), _AXIS, "middle")
        return
    yield _text(readings[0].label, _LEFT, _AXIS, "start")
    yield _text(readings[-1].label, 100, _AXIS, "end")


def _ends(spots: Sequence[tuple[Reading, float, float]]) -> Iterator[str]:
    """Yield the words of the first and of the last known value, where they don't touch the line.

    They stand above the line; the first value's below its dot where the line climbs from it or the two
    would touch each other.

    Args:
        spots: Known values: reading, per cent from the left, pixels from the top.
    """
    reading, place, height = spots[0]
    if len(spots) == 1:
        yield _text(reading.words, place, height - _ABOVE, "middle", look="ai-p-end")
        return
    last, last_place, _ = spots[-1]
    wide, last_wide = _max_width(reading.words), _max_width(last.words)
    last_free = _highest(spots, last_place - last_wide, last_place) - _ABOVE
    crowded = place + wide > last_place - last_wide
    if (crowded or spots[1][2] < height) and height + _BELOW <= _BOTTOM:
        free = height + _BELOW
    else:
        free = _highest(spots, place, place + wide) - _ABOVE
        if crowded and abs(free - last_free) < _BELOW:
            free = last_free - _BELOW
    yield _text(reading.words, place + 3, free, "start", look="ai-p-end")
    yield _text(last.words, last_place + 2, last_free, "end", look="ai-p-end")


def _max_width(words: str) -> float:
    """Return how wide words are at most, in per cent of the narrowest picture.

    A fifth is added for readers who set letters farther apart.
    """
    return 120 * len(words) * LETTER / NARROWEST


def _highest(spots: Sequence[tuple[Reading, float, float]], left: float, right: float) -> float:
    """Return the height of a line's highest point between two positions, in pixels from the top.

    Words above that height touch no part of the line.

    Args:
        spots: The line's values: reading, per cent from the left, pixels from the top.
        left: Per cent from the left.
        right: Per cent from the left.
    """
    heights = [height for _, place, height in spots if left <= place <= right]
    for (_, x1, y1), (_, x2, y2) in itertools.pairwise(spots):
        heights += [
            y1 + (y2 - y1) * (edge - x1) / (x2 - x1) for edge in (left, right) if x1 < edge < x2
        ]
    return min(heights)


def _text(words: str, place: float, height: float, anchor: str, *, look: str = "") -> str:
    """Render words as an SVG text at a position: per cent from the left, pixels from the top.

    Args:
        words: The words.
        place: Per cent from the left.
        height: Pixels from the top.
        anchor: Which part of the words stands there: `start`, `middle` or `end`.
        look: CSS class, or "".
    """
    marked = f' class="{look}"' if look else ""
    return (
        f'<text{marked} x="{decimal(place)}%" y="{em_height(height)}" '
        f'text-anchor="{anchor}">{markupsafe.escape(words)}</text>'
    )


# The looks that distinguish parts of a picture (met, partial, overdue, …): each has a colour, a hatching and
# a sign, so that nobody has to see colours. Colours are in the style sheet, by the class `ai-look-<name>`.


class Surface(NamedTuple):
    """How a look is drawn, besides its colour.

    Attributes:
        sign: One character that stands for the look without colour.
        hatch: SVG path of the hatching within a square of eight units; "" for a plain surface.
    """

    sign: str
    hatch: str


LOOKS: Mapping[str, Surface] = {
    "good": Surface("✓", ""),
    "part": Surface("◐", "M1.5 2h2M5.5 6h2"),
    "unknown": Surface("?", "M2 0v8M6 0v8"),
    "late": Surface("!", "M0 0l8 8M8 0l-8 8"),
    "miss": Surface("✕", "M-2 6l4-4M0 8l8-8M6 10l4-4"),
    "other": Surface("→", "M0 2h8M0 6h8"),
    "none": Surface("–", ""),
}
# The look of each status of a duty (values of `Status`), from the best to the worst.
STATUS_LOOKS: Mapping[str, str] = {
    "dat": "good",
    "dat-mot-phan": "part",
    "khong-danh-gia-duoc": "unknown",
    "qua-han": "late",
    "chua-co": "miss",
    "khong-ap-dung": "none",
}


def paint(prefix: str, look: str) -> str:
    """Return the attribute that fills an SVG element with the hatching of a look; "" for a plain look.

    `paint("ban-do", "late")` → ` fill="url(#ban-do-late)"`, a pattern that `hatches` defines.

    Args:
        prefix: Prefix of the patterns' ids, unique among the page's pictures; "" for a picture
            without hatching.
        look: A name of `LOOKS`.
    """
    return f' fill="url(#{prefix}-{look})"' if prefix and LOOKS[look].hatch else ""


def hatches(prefix: str, looks: Iterable[str]) -> markupsafe.Markup:
    """Return the SVG definitions of the hatchings that a picture uses; "" where all looks are plain."""
    patterns = "".join(
        f'<pattern id="{prefix}-{look}" class="ai-look-{look}" width="8" height="8" '
        'patternUnits="userSpaceOnUse"><path class="ai-p-plane" d="M0 0h8v8H0z"/>'
        f'<path class="ai-p-hatch" d="{LOOKS[look].hatch}"/></pattern>'
        for look in LOOKS
        if prefix and look in set(looks) and LOOKS[look].hatch
    )
    return markupsafe.Markup(patterns and f"<defs>{patterns}</defs>")  # noqa: S704 - ours alone


def legend(prefix: str, meanings: Mapping[str, str]) -> markupsafe.Markup:
    """Render the legend of a picture; "" for a single look, whose meaning the title says.

    Args:
        prefix: Prefix of the patterns' ids, as for `paint`.
        meanings: Words by name of a look.
    """
    if len(meanings) == 1:
        return EMPTY
    entries = "".join(
        f'<li><svg class="ai-p-swatch ai-look-{look}" aria-hidden="true">'
        f"<rect{paint(prefix, look)}/></svg> {markupsafe.escape(words)}"
        for look, words in meanings.items()
    )
    return markupsafe.Markup(f'<ul class="ai-p-key-of">{entries}</ul>')  # noqa: S704 - escaped above


# Bars and stacked bars: a row for each thing compared, the parts of its bar side by side.

# Height of a number's baseline in a bar, which is `2em` high (`pictures.css`).
_BASELINE = "68%"


class Segment(NamedTuple):
    """A part of a bar.

    Attributes:
        label: What the part counts; parts with the same label have the same look in every row.
        look: A name of `LOOKS`.
        value: The number, never negative.
    """

    label: str
    look: str
    value: int


class Stack(NamedTuple):
    """A row of a picture of bars: a name with its bar.

    Attributes:
        label: Name of what the bar shows.
        segments: The bar's parts, in the order drawn.
        note: Words at the other end of the row, or "".
        href: Address that the name links to, or "".
    """

    label: str
    segments: Sequence[Segment]
    note: str = ""
    href: str = ""

    @property
    def whole(self) -> int:
        """The sum of all parts."""
        return sum(segment.value for segment in self.segments)


def stacked(
    prefix: str,
    title: str,
    stacks: Sequence[Stack],
    *,
    head: str,
    together: bool = False,
    names: str = "",
) -> Drawing:
    """Draw a stacked bar for each row, with a table of the same figures; nothing if all values are 0.

    Args:
        prefix: Prefix of the patterns' ids, unique on the page: letters, digits, hyphens; "" for a
            picture without hatching.
        title: Title of the picture.
        stacks: The rows, from the top.
        head: Heading of the table's first column.
        together: Whether all bars have one scale, so that lengths can be compared; else each bar fills
            the whole width, and shows shares.
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
        _pattern_definitions(prefix, {*shown.values()}),
        legend(prefix, {look: label for label, look in shown.items()}),
        *(_bar_row(prefix, stack, most if together else stack.whole) for stack in stacks),
    )
    cells = [
        (linked(stack.label, stack.href), [_count_under(stack, label) for label in labels])
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
    """Draw a simple bar for each value, on one scale, with a table of the same figures.

    All bars have the same look, so there is no hatching and no legend.

    Args:
        title: Title of the picture.
        values: Words and number of each row, from the top.
        head: Heading of the table's first column.
        unit: Heading of the numbers.
        look: A name of `LOOKS`.
    """
    stacks = [
        Stack(label, [Segment(unit, look, value)], note=vn_number(value)) for label, value in values
    ]
    return stacked("", title, stacks, head=head, together=True)


def _pattern_definitions(prefix: str, looks: set[str]) -> markupsafe.Markup:
    """Return an invisible SVG that defines the hatchings for all rows of a picture, if there are any."""
    defined = hatches(prefix, looks)
    if not defined:
        return defined
    return markupsafe.Markup(
        '<svg class="ai-p-hatches" width="0" height="0" aria-hidden="true">{}</svg>'
    ).format(defined)


def _bar_row(prefix: str, stack: Stack, whole: int) -> markupsafe.Markup:
    """Draw a row: its name and note, below them its bar, with numbers in those parts where they fit.

    Args:
        prefix: Prefix of the patterns' ids, or "".
        stack: The row.
        whole: The number for which a bar fills the whole width.
    """
    parts, start = [], 0
    shown = [segment for segment in stack.segments if segment.value]
    for segment in shown:
        number = vn_number(segment.value)
        inside = ""
        if fits(number, segment.value / whole) and len(stack.segments) > 1:
            middle = percent_width(start + segment.value / 2, whole)
            inside = f'<text x="{middle}" y="{_BASELINE}">{number}</text>'
        parts.append(
            f'<g class="ai-look-{segment.look}"><rect{paint(prefix, segment.look)} '
            f'x="{percent_width(start, whole)}" width="{percent_width(segment.value, whole)}"/>{inside}</g>'
        )
        start += segment.value
    words = "; ".join(f"{s.label}: {vn_number(s.value)}" for s in shown or stack.segments)
    drawn = frame("".join(parts), words=words, look="ai-p-stack")
    note = markupsafe.Markup("<span>{}</span>").format(stack.note) if stack.note else ""
    return markupsafe.Markup('<div class="ai-p-row"><p>{} {}</p>{}</div>').format(
        linked(stack.label, stack.href), note, drawn
    )


def _count_under(stack: Stack, label: str) -> str:
    """Return the sum of a row's parts with a label, as text for a cell of the table."""
    return vn_number(sum(s.value for s in stack.segments if s.label == label))


# Agencies as a grid of tiles, each with the sign, word, colour and hatching of its state.

# Numbers of columns for which `pictures.css` has a rule.
_STYLED_COLUMNS = (4, 6, 8, 12)


class Tile(NamedTuple):
    """A tile of the grid: one agency with its state.

    Attributes:
        name: The agency's short name.
        look: A name of `LOOKS`.
        state: The agency's state in words.
        href: Address that the tile links to, or "".
        place: Column and row in the grid, each from 1; `None` for a tile that follows the others.
    """

    name: str
    look: str
    state: str
    href: str = ""
    place: tuple[int, int] | None = None


def tile_grid(title: str, tiles: Sequence[Tile]) -> markupsafe.Markup:
    """Render tiles as an HTML list in a figure: name, sign and state of each; "" without tiles.

    On a wide screen tiles with a place stand there, with gaps, like a rough map; on a narrow one tiles
    follow one another. Tiles without a place come last. The list can be read as text, so no table is made.
    """
    placed = [tile for tile in tiles if tile.place is not None]
    free = [tile for tile in tiles if tile.place is None]
    if not tiles:
        return EMPTY
    return figure(title, _tile_list(_with_gaps(placed), _grid_columns(placed)), _tile_list(free, 0))


def _grid_columns(tiles: Iterable[Tile]) -> int:
    """Return how many columns a grid needs to hold all tiles; 0 if no tile has a place in it.

    It is the next number for which `pictures.css` has a rule, if there is one.
    """
    places = [tile.place for tile in tiles if tile.place is not None]
    if not places:
        return 0
    most = max(column for column, _ in places)
    return next((columns for columns in _STYLED_COLUMNS if columns >= most), most)


def _with_gaps(tiles: Sequence[Tile]) -> Iterator[Tile | None]:
    """Yield the tiles of a grid row by row, `None` for each empty place."""
    by_place = {tile.place: tile for tile in tiles}
    for row in range(1, max((tile.place[1] for tile in tiles if tile.place), default=0) + 1):
        for column in range(1, _grid_columns(tiles) + 1):
            yield by_place.get((column, row))


def _tile_list(tiles: Iterable[Tile | None], columns: int) -> markupsafe.Markup:
    """Render tiles as an HTML list; "" for none.

    Args:
        tiles: The tiles, `None` for an empty place.
        columns: Number of columns on a wide screen; 0 for tiles that follow one another.
    """
    entries = EMPTY.join(_tile_entry(tile) for tile in tiles)
    if not entries:
        return entries
    return markupsafe.Markup('<ul class="ai-p-tile-grid{}">{}</ul>').format(
        f" ai-p-columns-{columns}" if columns else "", entries
    )


def _tile_entry(tile: Tile | None) -> markupsafe.Markup:
    """Render a tile as a list item; a hidden one for an empty place (`None`)."""
    if tile is None:
        return markupsafe.Markup('<li class="ai-p-vacant" aria-hidden="true"></li>')
    escape, look = markupsafe.escape, LOOKS[tile.look]
    tag, href = ("a", f' href="{escape(tile.href)}"') if tile.href else ("span", "")
    # Every agency has a tile on the page of each duty: `Markup.format` would take ten times as long.
    return markupsafe.Markup(  # noqa: S704 - escaped here
        f'<li><{tag} class="ai-p-tile ai-look-{tile.look}"{href}><span>{escape(tile.name)}</span> '
        f'<b><i aria-hidden="true">{look.sign}</i> {escape(tile.state)}</b></{tag}>'
    )
