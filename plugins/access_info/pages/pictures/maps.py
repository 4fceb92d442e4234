"""A map of areas, each with the colour, pattern and sign of its state."""

from __future__ import annotations

import importlib
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import markupsafe

from access_info.pages.pictures.charts import LOOKS, decimal, hatches, key_of, paint

# Outlines of areas as paths of a map: fitted to a phone's width, simplified, nothing lost.

# The narrowest picture: on a phone of 320 pixels one unit is one pixel.
WIDTH = 280
TALLEST = 420
DOT = 6.0
_MARGIN = 4.0
_THIN = 1.5
# Bytes of a point of a path, at most on the average.
_POINT = 7
# Room around a sign of 14 pixels.
_SIGN = 8.0
# Points of an outline that are looked at to find the place of its sign.
_FEW = 80
_LIBRARY = "shapely"

Spot: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Spot, ...]
Polygon: TypeAlias = tuple[Ring, ...]
Shapes: TypeAlias = Mapping[str, tuple[Polygon, ...]]


class Outline(NamedTuple):
    """One area as it is drawn.

    Attributes:
        path: Its parts that are large enough, as an SVG path to fill; "" for none.
        dots: Its other parts, as a path to draw with a line of `DOT` pixels; "" for none.
        sign: Where a sign has room within it, else `None`.
        room: How many pixels are free across at the sign.
    """

    path: str
    dots: str
    sign: Spot | None
    room: float = 0.0


class MapOutlines(NamedTuple):
    """All areas of a map.

    Attributes:
        height: Of the map, where its width is `WIDTH`.
        areas: By what they are the area of, the largest first.
    """

    height: int
    areas: Mapping[str, Outline]


def needs_library(shapes: Shapes, most: int) -> int:
    """Count the points of areas that must be simplified; 0 if they can be drawn as they are.

    Args:
        shapes: Polygons by what they are the area of.
        most: Bytes that all paths together may have.
    """
    points = sum(len(ring) for polygons in shapes.values() for rings in polygons for ring in rings)
    return points if points * _POINT > most else 0


def map_outlines(shapes: Shapes, *, geographic: bool, most: int) -> MapOutlines:
    """Fit areas to the width of a phone, and simplify them to a number of bytes.

    Args:
        shapes: Polygons by what they are the area of; each an outer ring and its holes, closed.
        geographic: Whether coordinates are degrees of longitude and latitude.
        most: Bytes that all paths together may have, where simplifying can reach it.

    Raises:
        ImportError: They must be simplified, and the library for it is not installed.
    """
    height, fitted = _fitted(shapes, geographic=geographic)
    drawn = fitted
    # Tolerance is about the side of the smallest triangle that stays, in pixels.
    for tolerance in (0.2, 0.3, 0.5, 0.8, 1.2, 1.8, 2.7, 4.0, 6.0, 9.0):
        if not needs_library(drawn, most) or _points(drawn) * _POINT <= most:
            break
        drawn = _simplified(fitted, tolerance)
    areas = {name: _outline(polygons) for name, polygons in drawn.items()}
    largest = sorted(fitted, key=lambda name: (-sum(map(_area, fitted[name])), name))
    return MapOutlines(height, {name: areas[name] for name in largest})


def _points(fitted: Shapes) -> int:
    """Count the points that are drawn; a dot, drawn twice, counts for two."""
    dots = {(n, _dot(rings)) for n, p in fitted.items() for rings in p if _is_dot(rings)}
    return 2 * len(dots) + sum(
        sum(map(len, rings))
        for polygons in fitted.values()
        for rings in polygons
        if not _is_dot(rings)
    )


def _fitted(shapes: Shapes, *, geographic: bool) -> tuple[int, Shapes]:
    """Scale areas to the map's width, or its greatest height; return the height too."""
    spots = [
        s for polygons in shapes.values() for rings in polygons for ring in rings for s in ring
    ]
    south, north = min(y for _, y in spots), max(y for _, y in spots)
    # Equirectangular about the middle latitude: a province is small enough for it.
    squeeze = math.cos(math.radians((south + north) / 2)) if geographic else 1.0
    west, east = min(x for x, _ in spots) * squeeze, max(x for x, _ in spots) * squeeze
    across, down = max(east - west, 1e-9), max(north - south, 1e-9)
    scale = min((WIDTH - 2 * _MARGIN) / across, (TALLEST - 2 * _MARGIN) / down)
    left = (WIDTH - across * scale) / 2

    def fit(ring: Ring) -> Ring:
        return tuple(
            (left + (x * squeeze - west) * scale, _MARGIN + (north - y) * scale) for x, y in ring
        )

    fitted = {
        name: tuple(tuple(map(fit, rings)) for rings in polygons)
        for name, polygons in shapes.items()
    }
    return math.ceil(down * scale + 2 * _MARGIN), fitted


def _simplified(shapes: Shapes, tolerance: float) -> Shapes:
    """Simplify areas together; what would vanish, or lose a part, stays as it was."""
    shapely: Any = importlib.import_module(_LIBRARY)
    large = {
        name: [rings for rings in polygons if not _is_dot(rings)]
        for name, polygons in shapes.items()
    }
    names = [name for name, polygons in large.items() if polygons]
    coverage = [
        shapely.MultiPolygon([(rings[0], rings[1:]) for rings in large[name]]) for name in names
    ]
    try:
        simplified = shapely.coverage_simplify(coverage, tolerance)
    except shapely.errors.GEOSException:
        return shapes
    result = dict(shapes)
    for name, geometry in zip(names, simplified, strict=True):
        parts = [part for part in shapely.get_parts(geometry) if not part.is_empty]
        if len(parts) != len(large[name]):
            continue
        dots = tuple(rings for rings in shapes[name] if _is_dot(rings))
        result[name] = (
            *(
                tuple(tuple(map(tuple, ring.coords)) for ring in (part.exterior, *part.interiors))
                for part in parts
            ),
            *dots,
        )
    return result


def _outline(polygons: Sequence[Polygon]) -> Outline:
    """Return an area as it is drawn: large parts as shapes, small and thin ones as dots."""
    dots = {_dot(rings) for rings in polygons if _is_dot(rings)}
    parts = [rings for rings in polygons if not _is_dot(rings)]
    large = [rings for rings in parts if not _is_thin(rings)]
    thin = [_path(rings[0]) for rings in parts if _is_thin(rings)]
    sign, room = _sign_place(max(large, key=_area)[0]) if large else (None, 0.0)
    return Outline(
        path="".join(_path(ring) for rings in large for ring in rings),
        dots="".join([*thin, *(f"M{x} {y}h0" for x, y in sorted(dots))]),
        sign=sign,
        room=room,
    )


def _is_dot(rings: Polygon) -> bool:
    """Tell whether an area is so small that it is drawn as a dot."""
    west, north, east, south = _box(rings)
    return max(east - west, south - north) < DOT


def _is_thin(rings: Polygon) -> bool:
    """Tell whether an area is too thin to be seen, by its mean width: twice area by perimeter."""
    around = sum(math.dist(here, there) for here, there in itertools.pairwise(rings[0]))
    return 2 * _area(rings) < _THIN * around


def _dot(rings: Polygon) -> tuple[int, int]:
    """Return the middle of a small area; dots that would cover one another's middle are one."""
    west, north, east, south = _box(rings)
    return 2 * round((west + east) / 4), 2 * round((north + south) / 4)


def _box(rings: Polygon) -> tuple[float, float, float, float]:
    """Return west, north, east and south of an area."""
    xs, ys = [x for x, _ in rings[0]], [y for _, y in rings[0]]
    return min(xs), min(ys), max(xs), max(ys)


def _area(rings: Polygon) -> float:
    """Return the area of an outer ring (shoelace formula)."""
    ring = rings[0]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))) / 2


def _path(ring: Ring) -> str:
    """Write a ring as a path with steps of a tenth of a pixel; points that fall together are one."""
    spots = [(round(10 * x), round(10 * y)) for x, y in ring[:-1]]
    x, y = spots[0]
    parts = [f"M{decimal(x / 10)} {decimal(y / 10)}"]
    for next_x, next_y in spots[1:]:
        if (next_x, next_y) != (x, y):
            parts.append(f"l{_step(next_x - x)}{_joined(_step(next_y - y))}")
        x, y = next_x, next_y
    return "".join(parts) + "z"


def _step(tenths: int) -> str:
    text = decimal(tenths / 10)
    return text.replace("0.", ".", 1) if abs(tenths) < 10 else text  # noqa: PLR2004 - below one


def _joined(number: str) -> str:
    return number if number.startswith("-") else f" {number}"


def _sign_place(ring: Ring) -> tuple[Spot | None, float]:
    """Find where a sign stands freest in an outline: a place, and the room across there."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    west, east, north, south = min(xs), max(xs), min(ys), max(ys)
    few = ring[:: max(1, len(ring) // _FEW)]
    best: tuple[float, Spot, float] | None = None
    for row in range(1, 10):
        y = north + (south - north) * row / 10
        for left, right in _spans(ring, y):
            x = (left + right) / 2
            free = min(
                (right - left) / 2,
                *(math.hypot(other_x - x, other_y - y) for other_x, other_y in few),
            )
            if best is None or free > best[0]:
                best = free, (x, y), right - left
    if best is None or best[0] < _SIGN or east - west < _SIGN:
        return None, 0.0
    return best[1], best[2]


def _spans(ring: Ring, y: float) -> Iterator[tuple[float, float]]:
    """Yield where a horizontal line runs within a ring, from left to right."""
    crossings = sorted(
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in itertools.pairwise(ring)
        if (y1 <= y) != (y2 <= y)
    )
    yield from zip(crossings[::2], crossings[1::2], strict=False)


# Bytes of a map, and of what stands around each area's path: its name and sign.
MAX_BYTES = 60_000
_AROUND = 200
# Fewer bytes than these are no outline any more.
_MIN_BYTES = 20_000
# Pixels of a letter of a name where the map is as wide as it gets.
_LETTER = 5.6


class Region(NamedTuple):
    """An area's state.

    Attributes:
        id: The area, as in `MapOutlines`.
        name: Its name.
        look: A name of `LOOKS`.
        state: The word of its state.
    """

    id: str
    name: str
    look: str
    state: str


def most_path_bytes(areas: int) -> int:
    """Return how many bytes all paths of a map may have, by the number of its areas."""
    return max(_MIN_BYTES, MAX_BYTES - 3_000 - _AROUND * areas)


def map_picture(
    key: str, title: str, outlines: MapOutlines, regions: Sequence[Region], *, words: str, note: str
) -> markupsafe.Markup:
    """Draw a map; areas without a state are drawn empty.

    Args:
        key: The picture's own word: letters, digits, hyphens.
        title: What it shows.
        outlines: The areas.
        regions: States of areas; those that the map lacks are left out.
        words: The text alternative: how many are in which state.
        note: What a reader must know of the shapes.
    """
    states = {region.id: region for region in regions}
    drawn = [(area, states.get(area)) for area in outlines.areas]
    looks = [region.look if region else "none" for _, region in drawn]
    shapes, dots, signs = [], [], []
    for (area, region), look in zip(drawn, looks, strict=True):
        outline = outlines.areas[area]
        name = f"<title>{_region_title(region)}</title>" if region else ""
        fill = paint(key, look)
        if outline.path:
            shapes.append(
                f'<g class="ai-look-{look}"><path{fill} d="{outline.path}">{name}</path></g>'
            )
        if outline.dots:
            dots.append(
                f'<path class="ai-p-ring" d="{outline.dots}"/>'
                f'<path class="ai-p-dots ai-look-{look}" d="{outline.dots}">{name}</path>'
            )
        if region and outline.sign:
            signs.append((region, outline.sign, outline.room))
    escape = markupsafe.escape
    words_of = {region.look: region.state for region in regions}
    meanings = {
        look: f"{surface.sign} {words_of[look]}"
        for look, surface in LOOKS.items()
        if look in words_of
    }
    return markupsafe.Markup(  # noqa: S704 - escaped here and in `_region_title`, `_sign`
        f'<figure class="ai-picture"><figcaption>{escape(title)}</figcaption>{key_of(key, meanings)}'
        f'<svg class="ai-p-map" role="img" aria-labelledby="{key}-t {key}-d" '
        f'viewBox="0 0 {WIDTH} {outlines.height}"><title id="{key}-t">{escape(title)}</title>'
        f'<desc id="{key}-d">{escape(words)}</desc>{hatches(key, looks)}'
        f"{''.join(shapes)}{''.join(dots)}{''.join(_signs(signs))}</svg><p>{escape(note)}</p></figure>"
    )


def _region_title(region: Region) -> str:
    return str(markupsafe.escape(f"{region.name}: {region.state}"))


def _signs(regions: Sequence[tuple[Region, tuple[float, float], float]]) -> Iterator[str]:
    """Yield each area's sign and, where it has room, its name for a wide screen.

    Names keep clear of one another at twice their size too, for who reads large letters (WCAG 2.2,
    success criterion 1.4.4).

    Args:
        regions: Areas with the place of their sign and the room across there, the largest first.
    """
    taken = [(x - 10, y - 12, x + 10, y + 12) for _, (x, y), _ in regions]
    for region, (x, y), room in regions:
        sign = f'<text x="{_tenth(x)}" y="{_tenth(y)}" dy=".35em">{LOOKS[region.look].sign}</text>'
        half = len(region.name) * _LETTER
        box = (x - half, y + 13, x + half, y + 36)
        if half <= room and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            name = markupsafe.escape(region.name)
            sign += (
                f'<text class="ai-p-name" x="{_tenth(x)}" y="{_tenth(y)}" dy="1.5em">{name}</text>'
            )
        yield f'<g class="ai-look-{region.look}">{sign}</g>'


def _overlap(
    box: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    """Tell whether two boxes (left, top, right, bottom) overlap."""
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _tenth(value: float) -> str:
    return decimal(round(value, 1))
