"""Marks in pages: none can come from data, and one module alone writes and reads them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from access_info.source.decoding import decode
from access_info.source.placeholders import (
    Placeholder,
    fill_names,
    name_placeholder,
    named_agencies,
    slot,
    split_at_slots,
)

PACKAGE = Path(__file__).parents[3] / "plugins" / "access_info"
# Those that clean text of others refuse or drop the whole range.
CLEANERS = {
    "source/placeholders.py",
    "source/decoding.py",
    "office_files/text.py",
    "nation/member_files.py",
}


@pytest.mark.parametrize("code", range(0xFDD0, 0xFDF0))
def test_data_cannot_hold_a_mark(code):
    assert decode(f"a{chr(code)}b".encode(), path="x.yml").problems


def test_names_are_listed_and_filled():
    text = f"Hỏi {name_placeholder('so-y-te')} hoặc {name_placeholder('xa-moi')}."
    assert named_agencies(text) == {"so-y-te", "xa-moi"}
    assert fill_names(text, {"so-y-te": "Sở Y tế", "xa-moi": "Xã Mới"}.get) == (
        "Hỏi Sở Y tế hoặc Xã Mới."
    )
    assert named_agencies("không có") == frozenset()


@pytest.mark.parametrize("placeholder", Placeholder)
def test_a_value_is_filled_in_wherever_awaited(placeholder):
    text = f"<p>{placeholder}</p><p>{placeholder}</p>"
    assert placeholder.is_in(text)
    assert placeholder.fill(text, "x") == "<p>x</p><p>x</p>"
    assert not placeholder.is_in("<p>x</p>")


def test_a_shell_is_split_at_its_slots():
    assert split_at_slots(f"<a>{slot('title')}</a>{slot('content')}") == (
        *("<a>", "title", "</a>"),
        *("content", ""),
    )


def test_no_other_module_writes_or_reads_marks():
    mark = re.compile(r"\\ufdd[0-9a-f]|[\ufdd0-\ufdef]", re.IGNORECASE)
    holders = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if mark.search(path.read_text("utf-8"))
    }
    assert holders == CLEANERS
