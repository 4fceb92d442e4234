"""Maps: no part of an area vanishes, shared borders stay shared, the picture stays small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from imagined_areas import areas, islet
from pictured import elements, ids

import access_info
from access_info.pages.pictures.charts import LOOKS
from access_info.pages.pictures.maps import (
    DOT,
    MAX_BYTES,
    WIDTH,
    Region,
    map_outlines,
    map_picture,
    most_path_bytes,
    needs_library,
)

CSS = Path(access_info.__file__).parent / "assets/access-info/pictures.css"
_COMMANDS = re.compile(r"([Mlhz])([^Mlhz]*)")
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)")


def subpaths(path):
    """Points of each piece of a path, in pixels."""
    pieces = []
    x = y = 0.0
    for command, text in _COMMANDS.findall(path):
        values = [float(number) for number in _NUMBER.findall(text)]
        if command == "M":
            x, y = values
            pieces.append([(x, y)])
        elif command == "l":
            x, y = round(x + values[0], 1), round(y + values[1], 1)
            pieces[-1].append((x, y))
    return pieces


def box(spots):
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return min(xs), min(ys), max(xs), max(ys)


def fitted(shapes):
    """The boxes of all parts by area, in pixels of the map."""
    west, north, east, south = box(
        [s for polygons in shapes.values() for rings in polygons for s in rings[0]]
    )
    scale = min((WIDTH - 8) / (east - west), (420 - 8) / (south - north))
    left = (WIDTH - (east - west) * scale) / 2

    def scaled(spot):
        return left + (spot[0] - west) * scale, 4 + (south - spot[1]) * scale

    return {
        name: [box(list(map(scaled, rings[0]))) for rings in polygons]
        for name, polygons in shapes.items()
    }


def away(place, piece, reach):
    """How far a place lies from the box of a piece, which reaches further by a line's half width."""
    west, north, east, south = box(piece)
    return max(
        west - reach - place[0], place[0] - east - reach, north - reach - place[1],
        place[1] - south - reach, 0.0,
    )  # fmt: skip


islets = st.lists(
    st.builds(
        islet,
        st.floats(420, 900),
        st.floats(-200, 500),
        st.one_of(st.floats(0.01, 8), st.floats(8, 60)),
        st.one_of(st.floats(0.01, 8), st.floats(8, 60)),
        st.integers(3, 9),
    ),
    max_size=12,
)


@given(
    st.integers(1, 3), st.integers(1, 3), st.integers(1, 30), st.floats(0, 15), islets,
    st.integers(0, 9), st.sampled_from([300, 1_000, 4_000, 10**6]),
)  # fmt: skip
def test_no_part_of_an_area_vanishes_however_small(  # noqa: PLR0917 - drawn by position
    columns, rows, points, wild, few, seed, most
):
    shapes = areas(columns, rows, points=points, wild=wild, seed=seed)
    first = next(iter(shapes))
    shapes[first] = (*shapes[first], *few)
    outlines = map_outlines(shapes, geographic=False, most=most)
    assert {*outlines.areas} == {*shapes}
    # A simplified border moves by no more than a few pixels.
    moved = 12.0 if needs_library(shapes, most) else 0.2
    for name, parts in fitted(shapes).items():
        filled = subpaths(outlines.areas[name].path)
        lined = subpaths(outlines.areas[name].dots)
        for piece in filled:
            west, north, east, south = box(piece)
            assert max(east - west, south - north) >= DOT - 0.2
        dots = {(round(x), round(y)) for ((x, y),) in (p for p in lined if len(p) == 1)}
        assert len(dots) == sum(len(piece) == 1 for piece in lined)
        large = [p for p in parts if max(p[2] - p[0], p[3] - p[1]) >= DOT]
        assert len(filled) + len(lined) >= len(large)
        for west, north, east, south in parts:
            middle = (west + east) / 2, (north + south) / 2
            small = max(east - west, south - north) < DOT
            near = [away(middle, piece, 0) for piece in filled]
            near += [away(middle, piece, DOT / 2) for piece in lined]
            assert min(near) <= (0.01 if small else moved), (name, middle)


def test_the_line_of_a_dot_is_as_wide_as_a_dot():
    rule = re.search(r"^\.ai-p-map \.ai-p-dots \{([^}]*)\}", CSS.read_text("utf-8"), re.M)
    assert f"stroke-width: {DOT:g};" in rule[1]
    rule = re.search(
        r"\.ai-p-map \.ai-p-ring, \.ai-p-map \.ai-p-dots \{([^}]*)\}", CSS.read_text("utf-8")
    )
    assert "stroke-linecap: round" in rule[1]


@pytest.mark.parametrize("most", [1_500, 4_000, 10**6])
def test_borders_that_two_areas_share_stay_shared(most):
    shapes = areas(4, 5, points=40, wild=9.0, seed=3)
    outlines = map_outlines(shapes, geographic=False, most=most)
    drawn = [
        shapely.Polygon(ring) for area in outlines.areas.values() for ring in subpaths(area.path)
    ]
    assert len(drawn) == len(shapes)
    whole = shapely.union_all(drawn)
    # Neither gaps nor overlaps: one piece without holes, as large as its parts together.
    assert whole.geom_type == "Polygon"
    assert not whole.interiors
    assert whole.area == pytest.approx(sum(part.area for part in drawn), rel=1e-6)
    size = sum(len(area.path) for area in outlines.areas.values())
    assert size <= most
    assert needs_library(shapes, most) == (0 if most == 10**6 else 20 * 161)


def test_a_large_province_with_many_islets_stays_a_small_picture():
    shapes = areas(12, 14, points=40, wild=12.0, seed=5)
    few = tuple(
        islet(1300 + n % 60 * 3, n // 60 * 4, 0.5 + n % 7, 0.5 + n % 5) for n in range(2000)
    )
    shapes["o-0-0"] += few
    outlines = map_outlines(shapes, geographic=False, most=most_path_bytes(len(shapes)))
    regions = [
        Region(name, f"Phường Mẫu {name}", look, "Đạt một phần")
        for name, look in zip(shapes, list(LOOKS) * 40, strict=False)
    ]
    picture = map_picture("b", "Bản đồ", outlines, regions, words="x", note="y")
    assert len(picture.encode()) <= MAX_BYTES
    assert picture.count("<title>") >= len(shapes)


@given(st.sampled_from(["</title><script>", "Xã “Mẫu” & <b>", 'a" onload="x']))
def test_a_map_says_each_state_and_escapes_words(words):
    shapes = areas(2, 2)
    outlines = map_outlines(shapes, geographic=False, most=10**6)
    regions = [Region(name, words, "late", words) for name in shapes]
    picture = map_picture("b", words, outlines, regions[:3], words=words, note=words)
    (svg,) = [svg for svg in elements(picture, "svg") if svg.get("class") == "ai-p-map"]
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby").split() == ["b-t", "b-d"]
    titles = [
        path.find("title").text for path in elements(svg, "path") if path.find("title") is not None
    ]
    assert titles == [f"{words}: {words}"] * 3
    signs = [text.text for text in elements(svg, "text") if text.get("class") is None]
    assert signs == ["!"] * 3
    assert len({*ids(picture)}) == len(ids(picture))


def test_degrees_are_squeezed_by_the_latitude():
    shapes = {
        "a": ((((105.0, 16.0), (106.0, 16.0), (106.0, 17.0), (105.0, 17.0), (105.0, 16.0)),),)
    }
    flat = map_outlines(shapes, geographic=False, most=10**6)
    round_ = map_outlines(shapes, geographic=True, most=10**6)
    assert flat.height == WIDTH
    assert round_.height == pytest.approx((WIDTH - 8) / 0.9588 + 8, abs=1)
