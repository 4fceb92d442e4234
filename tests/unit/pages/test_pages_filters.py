"""What templates make of single values: links, numbers, spans, words of another language."""

from __future__ import annotations

import datetime

import pytest

from access_info.model.items import Period
from access_info.pages.rendering.environment import (
    access,
    anchor,
    link,
    load_texts,
    period,
    phone_link,
    rewrite_links,
    titled_link,
    vn_decimal,
    vn_number,
    vn_size,
    without_links,
)

WEB = '<a href="https://mau.example/a?x=1&amp;y=2">{}</a>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("vp@mau.example", '<a href="mailto:vp@mau.example">vp@mau.example</a>'),
        ("Gửi vp@mau.example", "Gửi vp@mau.example"),
        ("https://mau.example/a?x=1&y=2", WEB.format("https://mau.example/a?x=1&amp;y=2")),
        ("https://a@mau.example", '<a href="https://a@mau.example">https://a@mau.example</a>'),
        ("mailto:vp@mau.example", "mailto:vp@mau.example"),
        ("Số 1 đường Mẫu", "Số 1 đường Mẫu"),
    ],
)
def test_an_address_becomes_a_link_and_words_stay(text, shown):
    assert str(link(text)) == shown


def test_links_name_what_they_open():
    address = "https://www.mau.example/a?x=1&y=2"
    assert access("Xem tại", address).endswith(">Xem tại mau.example</a>")
    assert access("Xem tại", "Bảng tin") == "Bảng tin"
    assert link("https://mau.example/a?x=1&y=2", "Cổng <1>") == WEB.format("Cổng &lt;1&gt;")
    assert (
        str(titled_link("a", "B<", "PDF, <1")) == '<a href="a">B&lt;</a> <small>PDF, &lt;1</small>'
    )
    assert str(titled_link("a", "B", attributes=" download")) == '<a href="a" download>B</a>'


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("113", "113"),
        ("+84 298 3812 005", "+842983812005"),
        ("(0298) 3.812-005", "02983812005"),
        ("123456789012345", "123456789012345"),
        ("12", ""),
        ("1234567890123456", ""),
        ("Trực ban", ""),
    ],
)
def test_a_number_that_can_be_dialled_becomes_a_link(text, digits):
    assert str(phone_link(text)) == (f'<a href="tel:{digits}">{text}</a>' if digits else text)


def test_numbers_are_written_as_in_vietnamese():
    sizes = [0, 1, 499, 1_499, 1_500, 39_400, 999_499, 1_000_000, 1_249_000, 25_000_000]
    assert [vn_size(size) for size in sizes] == [
        *("1 kB", "1 kB", "1 kB", "1 kB", "2 kB", "39 kB", "999 kB"),
        *("1,0 MB", "1,2 MB", "25,0 MB"),
    ]
    assert [vn_number(value) for value in (0, 999, 1_000, 1_234_567)] == [
        *("0", "999", "1.000", "1.234.567")
    ]
    assert vn_number(1_234, separator=",") == "1,234"
    assert [vn_decimal(value) for value in (4.5, 30.0, 0.0)] == ["4,5", "30", "0"]


def test_a_span_shows_the_ends_that_are_stated():
    first, last = datetime.date(2026, 9, 1), datetime.date(2026, 10, 2)
    spans = [{"start": first, "end": last}, {"start": first}, {"end": last}, {}]
    spans = [Period.model_construct(**{"start": None, "end": None, **span}) for span in spans]
    assert [period("từ", "đến", span) for span in spans] == [
        " từ 01/9/2026 đến 02/10/2026",
        " từ 01/9/2026",
        " đến 02/10/2026",
        "",
    ]


def test_ids_are_quoted_for_addresses():
    assert anchor("xa-mau/2026-001") == "xa-mau%2F2026-001"


def test_words_of_data_say_that_they_are_vietnamese_where_no_translation_is_known():
    vietnamese, english = load_texts("vi"), load_texts("en")
    known = next(key for key in english.known if key.startswith("phrases."))
    words = known.removeprefix("phrases.")
    assert english.phrase(words) == english.words(words) == english[known]
    assert english.marked(words) == english[known]
    assert str(english.phrase("Chữ <lạ>")) == '<span lang="vi">Chữ &lt;lạ&gt;</span>'
    assert english.words("Chữ <lạ>") == "Chữ <lạ>"
    assert english.marked("Chữ <lạ>") == "\x02Chữ <lạ>\x03"
    assert english.phrase("") == ""
    assert {vietnamese.phrase(words), vietnamese.words(words), vietnamese.marked(words)} == {words}


def test_a_file_that_is_not_published_leaves_its_words():
    html = (
        '<p><a id="x">x</a> <a href="../tep/a.pdf">Tệp <b>a</b></a> <a href="b">b</a>'
        '<img alt="" src="../tep/a.png"></p>'
    )
    gone = {"../tep/a.pdf": "đã <rút>", "../tep/a.png": "đã rút"}
    assert without_links(html, gone) == (
        '<p><a id="x">x</a> Tệp <b>a</b> [đã &lt;rút&gt;] <a href="b">b</a>[đã rút]</p>'
    )
    assert without_links(html, {}) == html
    moved = rewrite_links(html, {"b": "c", "../tep/a.png": "d.png"})
    assert moved == html.replace('"b"', '"c"').replace("../tep/a.png", "d.png")
