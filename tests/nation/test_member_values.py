"""Whatever a member's files hold, what is read of them is plain, safe and of known shape."""

from __future__ import annotations

import io
import json
import re

import pytest
from example_counts import examples
from hypothesis import given
from hypothesis import strategies as st

from access_info.exports.json_files import JsonList
from access_info.exports.published_sets import PUBLISHED_SETS
from access_info.nation.member_files import MemberAddresses, SafeRows, parse_json, shown

URL = "https://tinh.mau.example/tiep-can/"
NAMES = sorted({column.name for each in PUBLISHED_SETS for column in each.columns.columns})
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=8)
            | st.sampled_from(
                ["notation", "prefLabel", "identifier", "name", "count", "startDate"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
ADDRESSES = st.text(alphabet=st.sampled_from("abhtps:/.%2eE\\@?#&;\t\n\u202e é[]")) | st.text()
HIDING = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def texts_in(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)


@pytest.mark.parametrize("published", PUBLISHED_SETS, ids=lambda each: each.name)
@examples(60)
@given(row=st.dictionaries(st.sampled_from(NAMES), ANYTHING))
def test_a_row_of_anything_is_a_row_of_ours(published, row):
    safe = SafeRows(published.columns, MemberAddresses(URL)).row(row)
    shapes = {column.name: column.shape for column in published.columns.columns}
    assert set(safe) <= set(shapes)
    json.dumps(safe, allow_nan=False).encode()
    for text in texts_in(safe):
        text.encode()
        assert not HIDING.search(text)
        assert len(text) <= 5_000
    for name, value in safe.items():
        shape = shapes[name]
        if shape == "number":
            assert 0 <= value <= 1e15
        elif shape in {"day", "partial-day"}:
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value)
        elif shape == "address":
            assert value.startswith(URL)
        elif shape in {"links", "files"}:
            assert all(re.match(r"https?://[^\s\"<>]+\Z", each) for each in value)
        elif shape in {"object", "concept"}:
            assert isinstance(value, dict)
        elif shape != "text":
            assert isinstance(value, list)


@examples(60)
@given(address=ADDRESSES, base=st.sampled_from(["", URL, "https://khac.example/", "javascript:"]))
def test_a_page_address_stays_below_the_member(address, base):
    address_below = MemberAddresses(URL, base).own(address)
    assert address_below.startswith(URL)
    below = address_below.removeprefix(URL).partition("?")[0].partition("#")[0]
    assert not {"..", "%2e%2e"} & set(below.lower().split("/"))
    assert not re.search(r"[\s\"<>\\^`{|}]", address_below)
    assert address_below.isprintable()


@examples(60)
@given(address=st.text(alphabet="abZ09-~!$&'()*+,;=:@?#/._ ", max_size=20))
def test_a_plain_address_is_what_a_parser_makes_of_longer_ones(address):
    """Most addresses take a shorter way; it comes to the same as the long one."""
    plain = f"https://mau.example/{address}"
    parsed = MemberAddresses(URL).safe_address(f"HTTPS{plain[5:]}")
    assert MemberAddresses(URL).safe_address(plain) in {parsed, plain if parsed else ""}


@examples(60)
@given(text=st.text())
def test_shown_text_is_the_text_without_what_hides(text):
    clean = shown(text)
    assert shown(clean) == clean
    assert not HIDING.search(clean)
    assert [char for char in text if char.isalnum() and char.isascii()] == [
        char for char in clean if char.isalnum() and char.isascii()
    ]
    assert len(shown(text, 3)) <= 3


@examples(60)
@given(content=st.binary(max_size=300) | st.text(max_size=200).map(str.encode) | ANYTHING.map(
    lambda value: json.dumps(value).encode()
))  # fmt: skip
def test_a_list_of_any_bytes_is_read_or_refused(content):
    for text in (content, b'{"schemaVersion":"2.0",\n"items":[\n' + content + b"\n]}\n"):
        try:
            rows = list(JsonList(io.BytesIO(text), parse_json).written())
        except ValueError:
            continue
        assert all(isinstance(row, dict) for row in rows)


@examples(60)
@given(
    rows=st.lists(
        st.dictionaries(st.sampled_from(["title", "note"]), st.text(), min_size=1), max_size=5
    )
)
def test_rows_are_the_same_line_by_line_and_whole(rows):
    head = {"schemaVersion": "2.0", "title": "Danh mục"}
    lines = ",\n".join(json.dumps(row) for row in rows)
    start = json.dumps(head)[:-1]
    by_line = f'{start},\n"items":[\n{lines}\n]}}\n'.encode()
    whole = json.dumps({**head, "items": rows}).encode()
    lists = [JsonList(io.BytesIO(content)) for content in (by_line, whole)]
    assert [listed.head for listed in lists] == [head, head]
    assert [list(listed.written()) for listed in lists] == [rows, rows]


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "[" + "[]," * 800_000 + "[]]", "NaN", "[1e5, Infinity]", "1" * 5_000]
)
def test_json_without_bounds_is_refused(text):
    with pytest.raises(ValueError, match=r"too|number|digits|Exceeds"):
        parse_json(text.encode())
