"""Markdown of free pages: clean, linked, with anchors."""

from __future__ import annotations

import html

import lxml.html
from hypothesis import given
from hypothesis import strategies as st

from access_info.pages.rendering.environment import (
    attribute,
    environment,
    link,
    phone_link,
    render_markdown,
    rewrite_links,
    vn_decimal,
    vn_number,
    vn_size,
)


def test_headings_get_ascii_ids():
    rendered = render_markdown("# Đầu mối\n\n## Nơi tiếp công dân\n")
    assert rendered.anchors == {"dau-moi", "noi-tiep-cong-dan"}
    assert rendered.has_heading


def test_raw_html_is_cleaned():
    text = (
        "<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[x](javascript:alert(1))\n\n"
        '<a href="data:text/html,x">y</a> <p lang="km" style="color:red" onclick="x()">ខ្មែរ</p>'
    )
    html = render_markdown(text).html
    for bad in ("script", "onerror", "javascript:", "data:", "style=", "onclick"):
        assert bad not in html
    assert 'lang="km"' in html


@given(st.text(max_size=200))
def test_nothing_that_runs_ever_comes_out(text):
    html = render_markdown(text).html.lower()
    assert "<script" not in html
    assert "<iframe" not in html


def test_relative_links_are_gathered_and_rewritten():
    rendered = render_markdown("[a](../tep/x.pdf) [b](https://mau.example) [c](#d) ![e](tep/f.png)")
    assert rendered.links == ("../tep/x.pdf", "#d", "tep/f.png")
    html = rewrite_links(rendered.html, {"../tep/x.pdf": "../../tep/x.pdf"})
    assert 'href="../../tep/x.pdf"' in html
    assert 'href="https://mau.example"' in html


def test_links_of_data():
    assert str(link("https://mau.example/?a=1&b=2")) == (
        '<a href="https://mau.example/?a=1&amp;b=2">https://mau.example/?a=1&amp;b=2</a>'
    )
    assert str(link("a@mau.example")) == '<a href="mailto:a@mau.example">a@mau.example</a>'
    assert link("Số 1 đường Mẫu") == "Số 1 đường Mẫu"
    assert link('https://x"onmouseover=') == 'https://x"onmouseover='
    assert str(phone_link("0298 3812 001")) == '<a href="tel:02983812001">0298 3812 001</a>'
    assert phone_link("chưa có") == "chưa có"


@given(st.text(min_size=1))
def test_an_attribute_is_read_back_as_it_was_whatever_stands_in_it(value):
    element = lxml.html.fragment_fromstring(f"<p id={attribute(value)} class=x>")
    known = lxml.html.fragment_fromstring(f'<p id="{html.escape(value)}" class=x>')
    assert dict(element.attrib) == dict(known.attrib)
    assert element.get("class") == "x"


def test_an_attribute_of_one_word_needs_no_quotes():
    assert (attribute("2026-001"), attribute("Đ1.a_2")) == ("2026-001", "Đ1.a_2")
    assert attribute('a" onclick=x') == '"a&quot; onclick=x"'
    assert attribute("01/2026") == '"01/2026"'
    assert attribute("") == '""'


def test_numbers_are_vietnamese():
    assert vn_number(1234567) == "1.234.567"
    assert vn_decimal(4.5) == "4,5"
    assert vn_size(1_250_000) == "1,2 MB"
    assert vn_size(10) == "1 kB"


def test_template_texts_are_put_in_and_escaped():
    template = environment().from_string("{{ value }}")
    assert template.render(value="<b>") == "&lt;b&gt;"
