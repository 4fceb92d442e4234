"""Marks in pages: none can come from data, and one module alone writes and reads them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from access_info.source.decoding import decode
from access_info.source.placeholders import (
    Placeholder,
    call_placeholder,
    fill_calls,
    fill_names,
    has_placeholders,
    mark_full_only,
    name_placeholder,
    named_agencies,
    slot,
    split_at_slots,
    with_full_only,
    without_full_only,
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


def test_calls_are_listed_and_filled_like_names():
    name, call = name_placeholder("so-y-te"), call_placeholder("xa-moi")
    other = call_placeholder("xa-cu")
    assert named_agencies(name + call + other) == {"so-y-te", "xa-moi", "xa-cu"}
    assert named_agencies(call) == {"xa-moi"}
    text = f"{name}: {call}; {other}|{call}"
    # An agency without a telephone has none shown; names wait for their own turn.
    assert fill_calls(text, {"xa-moi": "<a>1</a>"}) == f"{name}: <a>1</a>; |<a>1</a>"
    assert fill_names(text, str.upper) == f"SO-Y-TE: {call}; {other}|{call}"
    assert fill_calls("x", {}) == fill_names("x", str.upper) == "x"


def test_what_a_full_page_shows_alone_is_left_out_in_a_frame():
    text = mark_full_only("a<full-only>b<i>c</i></full-only>d<full-only>e</full-only>f")
    assert with_full_only(text) == "ab<i>c</i>def"
    assert without_full_only(text) == "adf"
    assert with_full_only("a") == without_full_only("a") == "a"


@pytest.mark.parametrize("code", range(0xFDCF, 0xFDF1))
def test_a_text_from_outside_is_searched_for_marks(code):
    assert has_placeholders(f"a{chr(code)}b") is (0xFDD0 <= code <= 0xFDEF)


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
