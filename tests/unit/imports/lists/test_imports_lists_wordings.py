"""The words and patterns of lists: each is used, and means what its examples say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from access_info.imports import lists
from access_info.imports.lists.cells import CODED
from access_info.imports.lists.headings import (
    BARE_NUMBER,
    FIELDS,
    ID,
    KIND,
    NUMBER_AND_DAY,
    ORDER,
)
from access_info.imports.lists.kinds import KIND_NAMES
from access_info.imports.lists.wordings import match_of, wordings, words

PATTERNS = wordings()["patterns"]
SOURCES = "".join(
    path.read_text(encoding="utf-8") for path in Path(lists.__file__).parent.glob("*.py")
)
EXAMPLES = [
    (name, example, like)
    for name, entry in PATTERNS.items()
    for key, like in (("like", True), ("unlike", False))
    for example in entry.get(key, ())
]


@pytest.mark.parametrize(("name", "example", "like"), EXAMPLES)
def test_a_pattern_means_what_its_examples_say(name, example, like):
    assert (match_of(name, example) is not None) is like


def test_what_is_declared_is_used_and_what_is_used_declared():
    for name in (*PATTERNS, *wordings()["words"]):
        assert f'"{name}"' in SOURCES, name
    used = set(re.findall(r'\b(?:says|match_of|pattern)\(\s*"(\w+)"', SOURCES))
    assert used <= PATTERNS.keys()
    assert {words(name) for name in re.findall(r'\bwords\("(\w+)"\)', SOURCES)}


def test_headings_codes_and_kinds_are_those_that_the_data_knows():
    fields = {*FIELDS["cong-khai"], *FIELDS["co-dieu-kien"]}
    fields |= {ORDER, ID, NUMBER_AND_DAY, KIND, BARE_NUMBER}
    assert wordings()["headings"].keys() <= fields
    assert {wording.get("only", "cong-khai") for wording in wordings()["headings"].values()} <= {
        *FIELDS
    }
    for field, codes in wordings()["codes"].items():
        assert codes.keys() <= CODED[field].keys()
    assert wordings()["kinds"].keys() == KIND_NAMES.keys()
