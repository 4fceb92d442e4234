"""One picture of each mark, whole, as a browser gets it: a change of it is read before it is kept."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import access_info
from access_info.pages.pictures.charts import (
    LOOKS,
    STATUS_LOOKS,
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

GOLDEN = Path(__file__).parent / "golden"
LONG = "Cung cấp thông tin theo yêu cầu cho người khuyết tật, người ở biên giới, hải đảo, miền núi"
STATES = [("Đạt", "good"), ("Đạt một phần", "part"), ("Không đánh giá được", "unknown")]
STATES += [("Quá hạn", "late"), ("Chưa có", "miss"), ("Chuyển", "other"), ("Rút", "none")]


def of_states(*values):
    return [Segment(*state, value) for state, value in zip(STATES, values, strict=True)]


DAYS = [(739525, "30/9/2026"), (739556, "31/10/2026"), (739586, "30/11/2026")]
READINGS = [
    Reading(at, day, met / 16, f"{met} trên 16")
    for (at, day), met in zip(DAYS, (4, 6, 11), strict=True)
]
FALL = [
    Reading(at, day, met / 16, f"{met} trên 16")
    for (at, day), met in zip(DAYS, (16, 15, 0), strict=True)
]
PICTURES = {
    "stacked": stacked(
        "nghia-vu",
        "Từng việc, kém nhất đứng đầu",
        [
            Stack("Rà soát <bí mật>", of_states(0, 6, 0, 0, 10, 0, 0), "0 trên 16 đạt", "#a"),
            Stack(LONG, of_states(1, 2, 3, 4, 5, 1, 0), "1 trên 16 đạt", "#b"),
            Stack("Công khai", of_states(1, 1200345, 3400, 120000, 90000, 0, 77000), "1 trên 2"),
            Stack("Không ai", of_states(0, 0, 0, 0, 0, 0, 0)),
        ],
        head="Việc",
    ),
    "stacked-together": stacked(
        "ket-qua",
        "Kết quả từng năm",
        [
            Stack("2024", of_states(120, 16, 0, 20, 5, 30, 9), "200 yêu cầu"),
            Stack("2025", of_states(20, 6, 0, 2, 0, 3, 0), "31 yêu cầu"),
        ],
        head="Năm",
        together=True,
    ),
    "bars": bars(
        "Từ chối theo căn cứ",
        [("Khoản 1 Điều 27", 12), (LONG, 3), ("Khoản 3 Điều 28", 0)],
        head="Căn cứ",
        unit="Số lần từ chối",
    ),
    "line": line("Đúng hạn", READINGS, head="Ngày", value="Đạt", breaks=[739550]),
    "line-of-one": line("Đúng hạn", READINGS[1:2], head="Ngày", value="Đạt"),
    "multiples": multiples(
        "Số cơ quan đạt qua các ngày",
        [Track(LONG, READINGS, "#a"), Track("Rà soát", FALL, "#b"), Track("Công khai", READINGS)],
        head="Việc",
    ),
}
GRIDS = {
    "tiles": tile_grid(
        "Từng cơ quan",
        [
            Tile(f"Xã Mẫu {name}", look, word, "#c")
            for name, (word, look) in zip("ABCDEGH", STATES, strict=True)
        ],
    ),
    "tiles-placed": tile_grid(
        "Từng xã",
        [
            Tile("Xã Mẫu A", "good", "Đạt", "#d", (2, 1)),
            Tile("Đặc khu Hòn Mẫu", "late", "Quá hạn", "#e", (4, 2)),
            Tile("Phường Mẫu Trung", "miss", "Chưa có", "#g", (2, 2)),
            Tile("Sở Mẫu", "part", "Đạt một phần", "#h"),
        ],
    ),
}
SOURCES = {name: f"{drawn.picture}\n{drawn.table}" for name, drawn in PICTURES.items()} | GRIDS


@pytest.mark.parametrize("name", SOURCES)
def test_a_picture_is_as_last_read(name):
    path = GOLDEN / f"{name}.html"
    written = str(SOURCES[name]).replace("><", ">\n<") + "\n"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(written, "utf-8", newline="\n")
    assert written == path.read_text("utf-8")


def test_a_state_has_one_sign_in_pictures_parts_of_pages_and_the_matrix():
    package = Path(access_info.__file__).parent
    look = (package / "templates/parts/look.html.jinja").read_text(encoding="utf-8")
    signs = dict(re.findall(r'"(\w+)": "(\W)"', look.partition("{% set words_of")[0]))
    assert {name: LOOKS[name].sign for name in signs if name in LOOKS} == {
        name: sign for name, sign in signs.items() if name in LOOKS
    }
    matrix = (package / "assets/access-info/styles/oversight.css").read_text(encoding="utf-8")
    for status, name in STATUS_LOOKS.items():
        for rule in re.findall(rf'\.ai-[ms]-{status}::\w+ {{[^}}]*content: "(\S)', matrix):
            assert rule == LOOKS[name].sign, status
