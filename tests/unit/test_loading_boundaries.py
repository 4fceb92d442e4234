"""The file of boundaries: what is read, what is refused and in which words."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imagined_areas import areas, collection, feature

from access_info.loading.folders import MAX_BOUNDARIES_BYTES, read_boundaries
from access_info.pages.pictures.maps import map_outlines
from access_info.problems import Severity

SHAPES = areas(2, 1, points=2)
GOOD = collection(*(feature(f"xa-{name[2]}", polygons) for name, polygons in SHAPES.items()))
IDS = ["xa-0", "xa-1"]


@pytest.fixture
def read(tmp_path):
    (tmp_path / "_dia-ban").mkdir()
    for name in IDS:
        (tmp_path / name).mkdir()
        (tmp_path / name / "co-quan.yml").write_text(f'ten: "x"\nma_dinh_danh: "H01.{name[-1]}"\n')

    def of(data):
        text = data if isinstance(data, str) else json.dumps(data)
        (tmp_path / "_dia-ban/ranh_gioi.geojson").write_text(text, "utf-8")
        return read_boundaries(tmp_path, IDS)

    return of


def changed(**properties):
    data = copy.deepcopy(GOOD)
    data["features"][1]["properties"] = properties
    return data


def with_ring(ring):
    data = copy.deepcopy(GOOD)
    data["features"][0]["geometry"]["coordinates"][0][0] = ring
    return data


def moved(east, north):
    return collection(
        *(
            feature(
                f"xa-{name[2]}",
                [
                    [[(x / 1000 + east, y / 1000 + north) for x, y in ring] for ring in rings]
                    for rings in polygons
                ],
            )
            for name, polygons in SHAPES.items()
        )
    )


def test_areas_are_read_by_folder_or_code(read, tmp_path):
    plan = moved(50, 50)
    boundaries, problems = read(plan)
    assert problems == []
    assert [*boundaries.shapes] == IDS
    assert not boundaries.geographic
    by_code, problems = read(
        {
            **plan,
            "features": [
                plan["features"][0],
                {**plan["features"][1], "properties": {"ma_dinh_danh": "H01.1"}},
            ],
        }
    )
    assert problems == []
    assert by_code.shapes == boundaries.shapes
    assert by_code.digest != boundaries.digest
    degrees, problems = read(moved(105, 15))
    assert (problems, degrees.geographic) == ([], True)
    (tmp_path / "_dia-ban/ranh_gioi.geojson").unlink()
    assert read_boundaries(tmp_path, IDS) == (None, [])


def square(west, south, size=1.0):
    east, north = west + size, south + size
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def test_all_shapes_of_an_agency_are_its_area_with_their_holes(read):
    first = [square(1, 1, 9), square(2, 2)]
    second = [square(20, 1)]
    boundaries, problems = read(
        collection(
            feature("xa-0", [first, [square(40, 1)]]),
            feature("xa-1", [[square(60, 1)]]),
            feature("xa-0", [second]),
        )
    )
    assert problems == []
    assert boundaries.shapes["xa-0"] == tuple(
        tuple(map(tuple, rings)) for rings in (first, [square(40, 1)], second)
    )
    assert len(boundaries.shapes["xa-1"]) == 1


@pytest.mark.parametrize(
    ("west", "south", "size", "geographic"),
    [
        (101.5, 5.5, 1.0, True),
        (117.5, 23.0, 1.0, True),
        (101.4, 5.5, 1.0, False),
        (101.5, 5.4, 1.0, False),
        (117.6, 23.0, 1.0, False),
        (117.5, 23.1, 1.0, False),
        (0.0, 0.0, 1.0, False),
        (0.0, 0.0, 100_000.0, False),
        (0.0, 0.0, 100_001.0, None),
        (-0.1, 0.0, 1.0, None),
        (0.0, -0.1, 1.0, None),
    ],
)
def test_degrees_are_those_around_the_country(read, west, south, size, geographic):
    boundaries, problems = read(collection(feature("xa-0", [[square(west, south, size)]])))
    assert (boundaries.geographic if boundaries else None) is geographic
    assert bool(problems) is (geographic is None)


def test_each_shape_that_is_wrong_is_reported_with_its_number(read):
    wrong = [changed(co_quan="xa-11")["features"][1], {**GOOD["features"][0], "geometry": None}]
    boundaries, problems = read(collection(wrong[0], *GOOD["features"], wrong[1]))
    assert boundaries is None
    assert [problem.code for problem in problems] == ["TT165", "TT164"]
    assert ["1" in problems[0].message, "4" in problems[1].message] == [True, True]


def test_the_same_file_for_other_agencies_has_another_digest(read, tmp_path):
    plan = moved(50, 50)
    plan["features"][1]["properties"] = {"ma_dinh_danh": "H01.7"}
    (tmp_path / "xa-1/co-quan.yml").write_text('ma_dinh_danh: "H01.7"\n', "utf-8")
    first, _ = read(plan)
    (tmp_path / "xa-1/co-quan.yml").write_text('ma_dinh_danh: "H01.8"\n', "utf-8")
    (tmp_path / "xa-0/co-quan.yml").write_text("ma_dinh_danh: H01.7 # x\n", "utf-8")
    second, _ = read(plan)
    assert ([*first.shapes], [*second.shapes]) == (IDS, ["xa-0"])
    assert len(second.shapes["xa-0"]) == sum(map(len, first.shapes.values()))
    assert first.digest != second.digest


WRONG = {
    "không phải JSON": ["", "{", '{"a": NaN}', "[" * 100_000],
    "không có “FeatureCollection”": [[], {}, {"type": "Feature"}],
    "không có hình nào": [{"type": "FeatureCollection", "features": []}],
    "không phải hình vùng": [
        collection(
            {**GOOD["features"][0], "geometry": {"type": "Point", "coordinates": [105, 15]}}
        ),
        collection({**GOOD["features"][0], "geometry": None}),
        collection("x"),
    ],
    "đường viền chưa khép kín": [
        with_ring([[1, 1], [2, 2], [3, 1]]),
        with_ring([[1, 1], [2, 2], [3, 1], [1, 2]]),
        with_ring(7),
    ],
    "tọa độ không phải số": [
        with_ring([["1", 1], [2, 2], [3, 1], [1, 1]]),
        with_ring([[1], [2, 2], [3, 1], [1]]),
        with_ring([[True, 1], [2, 2], [3, 1], [True, 1]]),
        with_ring([[10**400, 1], [2, 2], [3, 1], [10**400, 1]]),
        # Metres of VN-2000.
        with_ring(
            [[587123.4, 1180000.5], [587200, 1180000], [587200, 1181000], [587123.4, 1180000.5]]
        ),
    ],
    "nằm ngoài Việt Nam": [moved(2, -48), moved(-70, 10)],
    "không có diện tích": [
        collection(feature("xa-0", [[[(1, 1), (2, 1), (3, 1), (1, 1)]]])),
    ],
    "chưa ghi là của cơ quan nào": [changed(), changed(co_quan=5), changed(co_quan=" ")],
    "không có cơ quan “xa-11”": [changed(co_quan="xa-11")],
}


@pytest.mark.parametrize(
    ("words", "data"),
    [(words, data) for words, datas in WRONG.items() for data in datas],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_drawn_is_refused_with_a_cure(read, words, data):
    boundaries, problems = read(data)
    assert boundaries is None
    (problem,) = problems
    assert problem.severity is (Severity.WARNING if problem.code == "TT165" else Severity.ERROR)
    assert words in problem.message
    assert problem.cure


def test_a_link_and_a_huge_file_are_refused(read, tmp_path):
    boundaries, (problem,) = read(" " * (MAX_BOUNDARIES_BYTES + 1))
    assert boundaries is None
    assert "lớn hơn 8 MB" in problem.message
    path = tmp_path / "_dia-ban/ranh_gioi.geojson"
    path.unlink()
    path.symlink_to("/etc/passwd")
    boundaries, (problem,) = read_boundaries(tmp_path, IDS)
    assert (boundaries, problem.code) == (None, "TT142")


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.dictionaries(st.sampled_from(["type", "coordinates", "co_quan", "geometry"]), inner),
    ),
    max_leaves=20,
)


@given(json_values, st.sampled_from(["geometry", "properties", "coordinates", "ring"]))
def test_whatever_stands_in_the_file_is_read_or_refused(tmp_path_factory, value, where):
    data = moved(105, 15)
    if where == "coordinates":
        data["features"][0]["geometry"]["coordinates"] = value
    elif where == "ring":
        data["features"][0]["geometry"]["coordinates"][0][0].insert(1, value)
    else:
        data["features"][0][where] = value
    folder = tmp_path_factory.getbasetemp() / "tep-bat-ky"
    (folder / "_dia-ban").mkdir(parents=True, exist_ok=True)
    (folder / "_dia-ban/ranh_gioi.geojson").write_text(json.dumps(data), "utf-8")
    boundaries, problems = read_boundaries(folder, IDS)
    assert (boundaries is None) == bool(problems)
    if boundaries is not None:
        map_outlines(boundaries.shapes, geographic=boundaries.geographic, most=10**6)
