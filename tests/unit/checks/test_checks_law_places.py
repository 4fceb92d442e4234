"""Points of law as clerks write them: exactly the ids that they name, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loaded_program import laws_of_today

from access_info.checks.law_places import (
    conditional_kinds_of,
    grounds_of,
    named_places,
    points_of,
)

FRAMEWORK, _ = laws_of_today()
assert FRAMEWORK is not None
POINTS = points_of(FRAMEWORK)
NEW, OLD = "l01-d17k1", "l104-d17k1"


def _ids(text: str) -> list[str]:
    return [place.id for place in named_places(text, POINTS)]


@pytest.mark.parametrize(
    "text",
    [
        "điểm c khoản 1 Điều 17",
        "Điểm c, Khoản 1, Điều 17",
        "Điều 17 khoản 1 điểm c",
        "điểm c khoản 1 Điều 17 Luật Tiếp cận thông tin",
        "17.1.c",
        "17.1c",
        "17/1/c",
        "Điều 17(1)(c)",
        "Đ17K1c",
        "đ.17 k.1 điểm c",
        "d17k1c",
        "c khoản 1 Điều 17",
        "điểm c Điều 17",
        "diem c khoan 1 dieu 17",
    ],
)
def test_a_point_that_both_laws_have(text):
    assert _ids(text) == [f"{NEW}c", f"{OLD}c"]
    assert _ids(f"{text} Luật số 01/2026/QH16") == [f"{NEW}c"]
    assert _ids(f"{text}, Luật 104/2016/QH13") == [f"{OLD}c"]
    assert _ids(f"{text} luật năm 2016") == [f"{OLD}c"]
    assert _ids(f"{text} Luật 80/2015/QH13") == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("điểm đ, khoản 1, Điều 17 Luật TCTT 2026", [f"{NEW}đ"]),
        ("điểm d khoản 1 Điều 17 Luật TCTT 2026", [f"{NEW}d"]),
        ("diem d khoan 1 dieu 17 luat 2026", [f"{NEW}d", f"{NEW}đ"]),
        ("điểm c và điểm d khoản 1 Điều 17 Luật 01/2026", [f"{NEW}c", f"{NEW}d"]),
        ("điểm q khoản 1 Điều 17", [f"{NEW}q"]),
        ("d17k1c3", [f"{NEW}c3"]),
        ("L01_D17K1C", [f"{NEW}c"]),
        ("l1-d17k1c", [f"{NEW}c"]),
        ("l01-d17k1zz", []),
        ("l01-d18k1c", []),
        ("khoản 1 Điều 17", []),
        ("điểm c", []),
        ("điểm c khoản 1 Điều 17 và phụ lục", []),
        ("quy chế", []),
        ("2026", []),
        ("", []),
    ],
)
def test_what_a_text_names(text, ids):
    assert _ids(text) == ids


def test_kinds_and_grounds_are_named_the_same_way():
    kinds, grounds = conditional_kinds_of(FRAMEWORK), grounds_of(FRAMEWORK)
    assert [place.id for place in named_places("khoản 1 Điều 16", kinds)] == ["d16k1"]
    assert [place.id for place in named_places("Điều 27 khoản 3", grounds)] == ["d27k3"]
    assert [place.id for place in named_places("28.1.c", grounds)] == ["d28k1c"]


@pytest.mark.parametrize("place", POINTS, ids=lambda place: place.id)
def test_every_point_is_recognised_by_its_text(place):
    if "loại" in place.words:
        assert place.words.startswith("loại ")
    else:
        assert _ids(place.words) == [place.id]


@given(st.text(alphabet="đdclk017. ,()/-điểmkhoản", max_size=40))
def test_any_text_is_answered(text):
    assert set(_ids(text)) <= {place.id for place in POINTS}
