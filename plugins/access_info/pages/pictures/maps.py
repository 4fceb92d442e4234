"""Draws a map of agencies' areas as SVG, each area with the colour, hatching and sign of its state."""

from __future__ import annotations

import importlib
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import markupsafe

from access_info.pages.pictures.charts import LOOKS, decimal, hatches, legend, paint

# Outlines of areas as SVG paths: fitted to a phone's width and simplified, but no area disappears.

# Width of the map in its own units; on a phone of 320 pixels one unit is one pixel.
WIDTH = 280
TALLEST = 420
DOT = 6.0  # width of the dot that stands for a part too small to be seen
_MARGIN = 4.0
# A thinner area could not be seen as a shape.
_MIN_MEAN_WIDTH = 1.5
# Bytes that a point of a path takes, at most, on average.
_BYTES_PER_POINT = 7
# Free distance that a sign of 14 pixels needs on each side.
_SIGN_ROOM = 8.0
# Points of an outline that are sampled to find the place for its sign.
_SAMPLED_POINTS = 80
_LIBRARY = "shapely"

Spot: TypeAlias = tuple[float, float]
Ring: TypeAlias = tuple[Spot, ...]
Polygon: TypeAlias = tuple[Ring, ...]
Shapes: TypeAlias = Mapping[str, tuple[Polygon, ...]]


class Outline(NamedTuple):
    """One area as it is drawn on the map.

    Attributes:
        path: Its large parts, as an SVG path to fill; "" for none.
        dots: Its small and thin parts, as an SVG path to draw with a stroke of `DOT` pixels, so that
            they can be seen; "" for none.
        sign: Position within the area where a sign fits, or `None`.
        room: Pixels that the area is wide at the sign, for its name.
    """

    path: str
    dots: str
    sign: Spot | None
    room: float = 0.0


class MapOutlines(NamedTuple):
    """All areas of a map.

    Attributes:
        height: Height of the map, where its width is `WIDTH`.
        areas: Outlines by the agency's folder name, the largest area first.
    """

    height: int
    areas: Mapping[str, Outline]


def needs_library(shapes: Shapes, most: int) -> int:
    """Return the number of points of areas that must be simplified by a library; 0 if they need not be.

    Args:
        shapes: Polygons by the agency's folder name.
        most: Bytes that all paths together may have.
    """
    points = sum(len(ring) for polygons in shapes.values() for rings in polygons for ring in rings)
    return points if points * _BYTES_PER_POINT > most else 0


def map_outlines(shapes: Shapes, *, geographic: bool, most: int) -> MapOutlines:
    """Return the outlines of areas fitted to a phone's width, simplified until they take few enough bytes.

    Args:
        shapes: Polygons by the agency's folder name; each an outer ring and its holes, closed.
        geographic: Whether coordinates are degrees of longitude and latitude.
        most: Bytes that all paths together may have; more where even rough outlines need more.

    Raises:
        ImportError: Areas must be simplified, and the library for it (Shapely) is not installed.
    """
    height, fitted = _fitted_to_width(shapes, geographic=geographic)
    drawn = fitted
    # Rougher and rougher; the tolerance is about the side, in pixels, of the smallest triangle that stays.
    for tolerance in (0.2, 0.3, 0.5, 0.8, 1.2, 1.8, 2.7, 4.0, 6.0, 9.0):
        if not needs_library(drawn, most) or _drawn_points(drawn) * _BYTES_PER_POINT <= most:
            break
        drawn = _simplified(fitted, tolerance)
    areas = {name: _drawn_outline(polygons) for name, polygons in drawn.items()}
    largest = sorted(fitted, key=lambda name: (-sum(map(_area, fitted[name])), name))
    return MapOutlines(height, {name: areas[name] for name in largest})


def _drawn_points(fitted: Shapes) -> int:
    """Count the points of the paths to draw, by which their bytes are estimated.

    A dot counts for two, as it is drawn twice, with a rim; dots of an area at one place are one.
    """
    parts = [(name, rings) for name, polygons in fitted.items() for rings in polygons]
    dots = {(name, _dot_center(rings)) for name, rings in parts if _is_dot(rings)}
    return 2 * len(dots) + sum(
        len(ring) for _, rings in parts if not _is_dot(rings) for ring in rings
    )


def _fitted_to_width(shapes: Shapes, *, geographic: bool) -> tuple[int, Shapes]:
    """Scale areas to the map's width, or to its greatest height; return (height, scaled areas).

    Args:
        shapes: Polygons by the agency's folder name.
        geographic: Whether coordinates are degrees, of which those of longitude are shorter.
    """
    outlines = [ring for polygons in shapes.values() for rings in polygons for ring in rings]
    spots = [spot for ring in outlines for spot in ring]
    south, north = min(y for _, y in spots), max(y for _, y in spots)
    # Equirectangular about the middle latitude: a province is small enough for it.
    squeeze = math.cos(math.radians((south + north) / 2)) if geographic else 1.0
    west, east = min(x for x, _ in spots) * squeeze, max(x for x, _ in spots) * squeeze
    across, down = max(east - west, 1e-9), max(north - south, 1e-9)
    scale = min((WIDTH - 2 * _MARGIN) / across, (TALLEST - 2 * _MARGIN) / down)
    left = (WIDTH - across * scale) / 2

    def fit(ring: Ring) -> Ring:
        """Return a ring in pixels of the map, north at the top."""
        return tuple(
            (left + (x * squeeze - west) * scale, _MARGIN + (north - y) * scale) for x, y in ring
        )

    fitted = {
        name: tuple(tuple(map(fit, rings)) for rings in polygons)
        for name, polygons in shapes.items()
    }
    return math.ceil(down * scale + 2 * _MARGIN), fitted


def _simplified(shapes: Shapes, tolerance: float) -> Shapes:
    """Return areas with fewer points, simplified together so that common borders stay common.

    An area that would vanish or lose a part stays as it was, as do dots.

    Args:
        shapes: The areas, in pixels.
        tolerance: In pixels; the larger, the rougher.
    """
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


def _drawn_outline(polygons: Sequence[Polygon]) -> Outline:
    """Return an area's paths: large parts to fill, small ones as dots, thin ones as lines."""
    dots = {_dot_center(rings) for rings in polygons if _is_dot(rings)}
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
    """Tell whether a part of an area is so small that it is drawn as a dot: smaller than one each way."""
    west, north, east, south = _bounding_box(rings)
    return max(east - west, south - north) < DOT


def _is_thin(rings: Polygon) -> bool:
    """Tell whether a part of an area is too thin to be seen, by its mean width: 2 × area / perimeter."""
    around = sum(math.dist(here, there) for here, there in itertools.pairwise(rings[0]))
    return 2 * _area(rings) < _MIN_MEAN_WIDTH * around


def _dot_center(rings: Polygon) -> tuple[int, int]:
    """Return the middle of a small area on a grid of two pixels: dots that almost coincide become one."""
    west, north, east, south = _bounding_box(rings)
    return 2 * round((west + east) / 4), 2 * round((north + south) / 4)


def _bounding_box(rings: Polygon) -> tuple[float, float, float, float]:
    """Return the bounding box of a polygon: west, north, east, south."""
    xs, ys = [x for x, _ in rings[0]], [y for _, y in rings[0]]
    return min(xs), min(ys), max(xs), max(ys)


def _area(rings: Polygon) -> float:
    """Return the area of a polygon's outer ring in square pixels (shoelace formula)."""
    ring = rings[0]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))) / 2


def _path(ring: Ring) -> str:
    """Return a ring as an SVG path of relative steps, rounded to tenths; points that coincide are one."""
    spots = [(round(10 * x), round(10 * y)) for x, y in ring[:-1]]
    x, y = spots[0]
    parts = [f"M{decimal(x / 10)} {decimal(y / 10)}"]
    for next_x, next_y in spots[1:]:
        if (next_x, next_y) != (x, y):
            across, down = _short(next_x - x), _short(next_y - y)
            # A minus sign needs no blank before it.
            parts.append(f"l{across}{down}" if down.startswith("-") else f"l{across} {down}")
        x, y = next_x, next_y
    return "".join(parts) + "z"


def _short(tenths: int) -> str:
    """Return tenths as the shortest number of an SVG path: `5` → `.5`, `-12` → `-1.2`."""
    text = decimal(tenths / 10)
    return text.replace("0.", ".", 1) if abs(tenths) < 10 else text  # noqa: PLR2004 - below one


def _sign_place(ring: Ring) -> tuple[Spot | None, float]:
    """Return (position for a sign, width of the area there): the position farthest from the outline.

    It is sought on nine horizontal lines; (`None`, 0) where a sign fits nowhere.
    """
    west, north, east, south = _bounding_box((ring,))
    few = ring[:: max(1, len(ring) // _SAMPLED_POINTS)]
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
    if best is None or best[0] < _SIGN_ROOM or east - west < _SIGN_ROOM:
        return None, 0.0
    return best[1], best[2]


def _spans(ring: Ring, y: float) -> Iterator[tuple[float, float]]:
    """Yield (left, right) of each stretch of a horizontal line that lies within a ring."""
    crossings = sorted(
        x1 + (y - y1) * (x2 - x1) / (y2 - y1)
        for (x1, y1), (x2, y2) in itertools.pairwise(ring)
        if (y1 <= y) != (y2 <= y)
    )
    yield from zip(crossings[::2], crossings[1::2], strict=False)


# Bytes of a whole map, and of the markup around each area's path: its name and sign.
MAX_BYTES = 60_000
_BYTES_AROUND_PATH = 200
# With fewer bytes for all paths outlines could not be recognised.
_MIN_BYTES = 20_000
# Width of a letter of a name where the map is as wide as it gets: half of one at twice the size.
_LETTER_WIDTH = 5.6


class Region(NamedTuple):
    """The state of an area on the map.

    Attributes:
        id: Folder name of the agency, as in `MapOutlines`.
        name: The agency's name.
        look: A name of `LOOKS`: colour, hatching and sign.
        state: The state in words.
    """

    id: str
    name: str
    look: str
    state: str


def most_path_bytes(areas: int) -> int:
    """Return how many bytes all paths of a map may take.

    That is `MAX_BYTES` without areas' names and signs, and 3,000 for what stands around the areas.
    """
    return max(_MIN_BYTES, MAX_BYTES - 3_000 - _BYTES_AROUND_PATH * areas)


def map_picture(
    key: str, title: str, outlines: MapOutlines, regions: Sequence[Region], *, words: str, note: str
) -> markupsafe.Markup:
    """Draw a map; areas without a state are drawn empty.

    Args:
        key: Prefix of element ids, unique on the page: letters, digits, hyphens.
        title: Title of the map.
        outlines: The outlines of the areas.
        regions: The states of areas; those without an outline are left out.
        words: The text for screen readers: which areas are in which state.
        note: A sentence below the map on how exact the outlines are.
    """
    escape = markupsafe.escape
    states = {region.id: region for region in regions}
    drawn = [(area, states.get(area)) for area in outlines.areas]
    looks = [region.look if region else "none" for _, region in drawn]
    shapes, dots, signs = [], [], []
    for (area, region), look in zip(drawn, looks, strict=True):
        outline = outlines.areas[area]
        # Browsers show it when the pointer is on the area.
        name = f"<title>{escape(f'{region.name}: {region.state}')}</title>" if region else ""
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
    words_of = {region.look: region.state for region in regions}
    meanings = {
        look: f"{surface.sign} {words_of[look]}"
        for look, surface in LOOKS.items()
        if look in words_of
    }
    return markupsafe.Markup(  # noqa: S704 - escaped here and in `_signs`
        f'<figure class="ai-picture"><figcaption>{escape(title)}</figcaption>{legend(key, meanings)}'
        f'<svg class="ai-p-map" role="img" aria-labelledby="{key}-t {key}-d" '
        f'viewBox="0 0 {WIDTH} {outlines.height}"><title id="{key}-t">{escape(title)}</title>'
        f'<desc id="{key}-d">{escape(words)}</desc>{hatches(key, looks)}'
        f"{''.join(shapes)}{''.join(dots)}{''.join(_signs(signs))}</svg><p>{escape(note)}</p></figure>"
    )


def _signs(regions: Sequence[tuple[Region, tuple[float, float], float]]) -> Iterator[str]:
    """Yield each area's sign and, where it has room, its name for a wide screen.

    Names keep clear of one another at twice their size too, for who reads large letters (WCAG 2.2,
    success criterion 1.4.4).

    Args:
        regions: Areas with the place of their sign and the room across there, the largest first.
    """
    # Boxes (left, top, right, bottom) that signs, and then names, take at twice their size.
    taken = [(x - 10, y - 12, x + 10, y + 12) for _, (x, y), _ in regions]
    for region, (x, y), room in regions:
        sign = f'<text x="{decimal(x, 1)}" y="{decimal(y, 1)}" dy=".35em">{LOOKS[region.look].sign}</text>'
        half = len(region.name) * _LETTER_WIDTH
        box = (x - half, y + 13, x + half, y + 36)
        if half <= room and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            name = markupsafe.escape(region.name)
            sign += f'<text class="ai-p-name" x="{decimal(x, 1)}" y="{decimal(y, 1)}" dy="1.5em">{name}</text>'
        yield f'<g class="ai-look-{region.look}">{sign}</g>'


def _overlap(
    box: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    """Tell whether two boxes (left, top, right, bottom) overlap."""
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
