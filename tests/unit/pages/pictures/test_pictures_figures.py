"""What a picture draws is what it was given: read back from its SVG, in any numbers and words."""

from __future__ import annotations

import itertools
import re
import string
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictured import (
    desc,
    elements,
    figures_of,
    ids,
    path_of,
    percent_of,
    pixels_of,
    plain,
    spots_of,
    svgs,
)

import access_info
from access_info.model.jurisdiction import MAX_COLUMNS
from access_info.pages.pictures.charts import (
    LOOKS,
    Reading,
    Segment,
    Stack,
    Tile,
    Track,
    bars,
    line,
    multiples,
    stacked,
    tile_grid,
)
from access_info.pages.rendering.environment import vn_number

CSS = Path(access_info.__file__).parent / "assets/access-info/pictures.css"
KINDS = [(f"Loại {number}", look) for number, look in enumerate(LOOKS)]
HOSTILE = '</title></svg><script>alert("1")</script>&\'<b'
numbers = st.one_of(st.integers(0, 50), st.integers(0, 10**12))
labels = st.one_of(
    st.text(string.printable.strip() + "ạỷđ", min_size=1, max_size=40), st.just(HOSTILE)
)
rows = st.lists(
    st.builds(
        lambda label, values, note: Stack(
            label, [Segment(*kind, n) for kind, n in zip(KINDS, values, strict=True)], note
        ),
        labels,
        st.lists(numbers, min_size=len(KINDS), max_size=len(KINDS)),
        labels,
    ),
    max_size=5,
)


@given(rows, st.booleans())
def test_bars_are_as_long_as_their_numbers_and_the_table_has_the_same(stacks, together):
    drawing = stacked("p", "Kỳ", stacks, head="Hàng", together=together)
    most = max((stack.whole for stack in stacks), default=0)
    assert bool(drawing) == bool(most)
    if not drawing:
        assert (drawing.picture, drawing.table) == ("", "")
        return
    for stack, svg in zip(stacks, svgs(drawing, "ai-p-stack"), strict=True):
        whole = most if together else stack.whole
        drawn = [
            (
                group.get("class").removeprefix("ai-look-"),
                percent_of(rect, "x"),
                percent_of(rect, "width"),
            )
            for group in elements(svg, "g")
            for rect in elements(group, "rect")
        ]
        shown = [segment for segment in stack.segments if segment.value]
        assert [look for look, _, _ in drawn] == [segment.look for segment in shown]
        start = 0
        for segment, (_, x, width) in zip(shown, drawn, strict=True):
            assert x == pytest.approx(100 * start / whole, abs=0.006)
            assert width == pytest.approx(100 * segment.value / whole, abs=0.006)
            start += segment.value
        inside = [text.text for text in elements(svg, "text")]
        assert not Counter(inside) - Counter(vn_number(segment.value) for segment in shown)
        assert desc(svg) == "; ".join(
            f"{plain(s.label)}: {vn_number(s.value)}" for s in shown or stack.segments
        )
    assert figures_of(drawing.table) == [
        [plain(stack.label), *(vn_number(segment.value) for segment in stack.segments)]
        for stack in stacks
    ]


@given(st.lists(st.tuples(labels, numbers), max_size=6))
def test_bars_of_a_part_share_a_scale_and_say_each_number(values):
    drawing = bars("Kỳ", values, head="Căn cứ", unit="Số lần")
    most = max((value for _, value in values), default=0)
    if not most:
        assert not drawing
        return
    for (_, value), svg in zip(values, svgs(drawing, "ai-p-stack"), strict=True):
        widths = [percent_of(rect, "width") for rect in elements(svg, "rect")]
        assert widths == ([pytest.approx(100 * value / most, abs=0.006)] if value else [])
    notes = re.findall(r"<span>([^<]*)</span>", drawing.picture)
    assert notes == [vn_number(value) for _, value in values]
    assert figures_of(drawing.table) == [
        [plain(label), vn_number(value)] for label, value in values
    ]


readings = st.lists(
    st.tuples(st.integers(1, 4000), st.one_of(st.none(), st.floats(0, 1)), labels),
    min_size=1,
    max_size=7,
    unique_by=lambda reading: reading[0],
).map(
    lambda points: [Reading(at, f"ngày {at}", share, words) for at, share, words in sorted(points)]
)


@given(readings, st.lists(st.integers(1, 4000), max_size=2))
def test_a_line_stands_where_its_values_do_and_says_its_ends(values, breaks):
    drawing = line("Kỳ", values, head="Ngày", value="Kết quả", breaks=breaks)
    known = [reading for reading in values if reading.share is not None]
    if not known:
        assert not drawing
        return
    (svg,) = svgs(drawing, "ai-p-trend")
    spots = spots_of(svg)
    span = values[-1].at - values[0].at
    for reading, (x, y) in zip(known, spots, strict=True):
        assert (96 - y) / 70 == pytest.approx(reading.share, abs=0.0001)
        part = (reading.at - values[0].at) / span if span else 0.5
        assert (x - 18) / 80 == pytest.approx(part, abs=0.0001)
    joined = [
        (before, after)
        for before, after in itertools.pairwise(values)
        if before in known and after in known and not any(before.at < b <= after.at for b in breaks)
    ]
    assert path_of(svg, "line").count("L") == len(joined)
    ends = [text.text for text in elements(svg, "text") if text.get("class") == "ai-p-end"]
    assert ends == [plain(reading.words) for reading in dict.fromkeys((known[0], known[-1]))]
    axis = [
        text.text
        for text in elements(svg, "text")
        if pixels_of(text, "y") == pytest.approx(116, abs=0.01)
    ]
    assert axis == list(dict.fromkeys((values[0].label, values[-1].label)))
    assert desc(svg) == "; ".join(f"{r.label}: {plain(r.words)}" for r in values)
    assert figures_of(drawing.table) == [[r.label, plain(r.words)] for r in values]


@given(st.lists(st.tuples(labels, st.lists(st.floats(0, 1), min_size=2, max_size=2)), max_size=4))
def test_small_multiples_have_one_scale_and_one_table(shares):
    tracks = [
        Track(
            label, [Reading(n, f"năm {n}", share, f"{share:.2f}") for n, share in enumerate(pair)]
        )
        for label, pair in shares
    ]
    drawing = multiples("Kỳ", tracks, head="Việc")
    if not tracks:
        assert not drawing
        return
    assert len(svgs(drawing, "ai-p-trend")) == len(tracks)
    assert figures_of(drawing.table) == [
        [plain(track.label), *(reading.words for reading in track.readings)] for track in tracks
    ]
    for track, svg in zip(tracks, svgs(drawing, "ai-p-trend"), strict=True):
        drawn = [(96 - y) / 70 for _, y in spots_of(svg)]
        assert drawn == [pytest.approx(r.share, abs=0.0001) for r in track.readings]


@given(rows, readings)
def test_ids_are_unique_in_a_page_and_every_pattern_is_defined(stacks, values):
    page = "".join(
        drawing.picture
        for drawing in (
            stacked("a", "Kỳ", stacks, head="Hàng"),
            stacked("b", "Kỳ", stacks, head="Hàng", together=True),
            line("Kỳ", values, head="Ngày", value="Kết quả"),
        )
    )
    assert [name for name, count in Counter(ids(page)).items() if count > 1] == []
    wanted = {*re.findall(r"url\(#([^)]+)\)", page)}
    assert wanted <= {*ids(page)}


tiles = st.lists(
    st.builds(
        Tile,
        labels,
        st.sampled_from(sorted(LOOKS)),
        labels,
        st.sampled_from(["", "../co-quan/a/", 'x" onclick="alert(1)']),
        st.one_of(st.none(), st.tuples(st.integers(1, MAX_COLUMNS), st.integers(1, 5))),
    ),
    unique_by=lambda tile: tile.place or id(tile),
    max_size=8,
)


@given(tiles)
def test_a_tile_says_name_sign_and_word_and_stands_in_its_place(given_tiles):
    grid = tile_grid("Các xã", given_tiles)
    placed = [tile for tile in given_tiles if tile.place]
    match = re.search(r"ai-p-columns-(\d+)", grid)
    columns = int(match[1]) if match else 0
    assert columns >= max((tile.place[0] for tile in placed), default=0)
    assert not columns or f".ai-p-columns-{columns} {{" in CSS.read_text("utf-8")
    entries = [
        (number, item)
        for ul in elements(grid, "ul")
        for number, item in enumerate(elements(ul, "li"))
        if item.get("aria-hidden") is None
    ]
    words = [" ".join("".join(item.itertext()).split()) for _, item in entries]
    in_order = sorted(placed, key=lambda tile: (tile.place[1], tile.place[0]))
    in_order += [tile for tile in given_tiles if not tile.place]
    assert words == [
        " ".join(plain(f"{tile.name} {LOOKS[tile.look].sign} {tile.state}").split())
        for tile in in_order
    ]
    for tile, (number, item) in zip(in_order, entries, strict=True):
        if tile.place:
            assert (number % columns + 1, number // columns + 1) == tile.place
        assert [a.get("href") for a in elements(item, "a")] == ([tile.href] if tile.href else [])
        assert not [a for a in item.iter() if "onclick" in a.attrib]


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="negative"):
        stacked("p", "Kỳ", [Stack("a", [Segment("b", "good", -1)])], head="Hàng")
    for share in (-0.1, 1.1):
        with pytest.raises(ValueError, match="between"):
            line("Kỳ", [Reading(1, "a", share, "b")], head="Ngày", value="Kết quả")


def test_looks_differ_without_colour():
    hatches = [surface.hatch for name, surface in LOOKS.items() if name not in {"good", "none"}]
    assert len({*hatches}) == len(hatches)
    assert all(hatches)
    assert len({surface.sign for surface in LOOKS.values()}) == len(LOOKS)
