"""Boundaries from the folder to the pages: a map, or a refusal that says what to install."""

from __future__ import annotations

import json
import sys

import pytest
from demo_oversight import pages
from imagined_areas import areas, collection, feature
from judged_agencies import DAY, DEMO
from pictured import elements

from access_info.loading.folders import read_boundaries
from access_info.model.jurisdiction import GridPlace
from access_info.pipeline import Options
from access_info.pipeline.preparation.context import read_build_context


@pytest.fixture
def tree(tmp_path):
    """Agencies of which one has an area of very many points."""
    (tmp_path / "xa-mau").mkdir()
    (tmp_path / "xa-mau/co-quan.yml").write_text('ten: "Xã Mẫu"\nloai: xa\n', "utf-8")
    (tmp_path / "_dia-ban").mkdir()
    shapes = areas(3, 3, points=300, seed=4)
    data = collection(
        *(
            feature(
                "xa-mau", [[[(x + 99, y + 99) for x, y in ring] for ring in rings] for rings in p]
            )
            for p in shapes.values()
        )
    )
    (tmp_path / "_dia-ban/ranh_gioi.geojson").write_text(json.dumps(data), "utf-8")
    return tmp_path


def read(tree):
    context, problems = read_build_context(Options(agencies=tree, as_of=DAY, jobs=1))
    return context.boundaries, [problem for problem in problems if problem.code.startswith("TT16")]


def test_many_points_without_the_library_are_refused_with_the_command(tree, monkeypatch):
    boundaries, problems = read(tree)
    assert (len(boundaries.shapes["xa-mau"]), problems) == (9, [])
    # What Python itself has for a module that is not there.
    monkeypatch.setitem(sys.modules, "shapely", None)
    boundaries, (problem,) = read(tree)
    assert boundaries is None
    assert problem.code == "TT166"
    assert '.venv/bin/pip install "tiep-can-thong-tin[map]"' in problem.cure
    assert problem.location.path.endswith("_dia-ban/ranh_gioi.geojson")


def test_few_points_need_no_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "shapely", None)
    context, _ = read_build_context(Options(agencies=DEMO, as_of=DAY, jobs=1))
    assert len(context.boundaries.shapes) == 6


def test_duties_show_a_map_of_the_communes_and_its_list():
    boundaries, problems = read_boundaries(DEMO, [path.name for path in DEMO.iterdir()])
    assert problems == []
    written = pages(boundaries=boundaries)
    for name in ("", "nghia-vu/ob-01"):
        page = written[name]
        figure = page[page.index('<figure class="ai-picture"><figcaption>Bản đồ') :]
        (svg,) = elements(figure.partition("</figure>")[0] + "</figure>", "svg")[-1:]
        titles = [path.find("title") for path in elements(svg, "path")]
        titles = sorted(title.text for title in titles if title is not None)
        assert len(titles) == 7  # an area each, and the dots of one
        tiles = page.partition("Từng xã, phường")[2].partition("</figure>")[0]
        for words in titles:
            area, _, state = words.partition(": ")
            assert f"<span>{area}</span>" in tiles
            assert state in tiles
    assert "ai-p-map" not in pages()[""]


def test_places_of_the_grid_are_those_of_the_settings():
    given = (
        GridPlace(co_quan="xa-mau-phu", cot=3, hang=1),
        GridPlace(co_quan="phuong-mau-tay", cot=1, hang=2),
        GridPlace(co_quan="xa-mau-hoa", cot=3, hang=1),  # taken: it follows those with a place
    )
    assert "ai-p-columns" not in pages()[""]
    page = pages(grid=given)[""]
    grid = page.partition('<ul class="ai-p-tile-grid ai-p-columns-4">')[2].partition("</ul>")[0]
    items = [
        "".join(item.itertext()).partition("  ")[0].strip()
        for item in elements(f"<ul>{grid}</ul>", "li")
    ]
    assert [bool(item) for item in items] == [False, False, True, False, True, False, False, False]
    assert [item.split(" ✕")[0] for item in items if item] == ["Xã Mẫu Phú", "Phường Mẫu Tây"]
    assert page.count("<span>Xã Mẫu Hòa</span>") == 1
