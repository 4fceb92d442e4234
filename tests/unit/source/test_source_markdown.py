"""Hand-written pages as they are rendered, and the last page that is not too costly to render."""

from __future__ import annotations

import markdown
import pytest

from access_info.model.types import fold
from access_info.source.markdown import (
    MarkdownLimit,
    RenderedTexts,
    TooCostlyError,
    UnreadablePageError,
    markdown_html,
    read_hand_written,
)
from access_info.unchanged.store import Store

PAGE = """\ufeff---
title: Trang
tags: [a, b]
---
Lời đầu.

# Tên *trang* & phần

[một](a.md) [hai](https://mau.example/?a=1&b=2#c "x") ![hình](anh/b.png) <thu@mau.example> <https://mau.example/d>

# Tên khác {#rieng}

## Phần

<a name="neo" href="tho.md">thô</a> <span id="cho">x</span> <i name="khong">y</i>
"""


def page(folder, text):
    path = folder / "trang.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_links_are_resolved_and_names_of_parts_are_known(tmp_path):
    addresses = []

    def resolve(address):
        addresses.append(address)
        return f"/{address}"

    read = read_hand_written(page(tmp_path, PAGE), {"toc": {}, "attr_list": {}}, resolve)
    assert read.fields == {"title": "Trang", "tags": ["a", "b"]}
    assert read.heading == "Tên trang & phần"
    assert addresses == [
        "a.md",
        "https://mau.example/?a=1&b=2#c",
        "anh/b.png",
        "https://mau.example/d",
    ]
    for piece in (
        '<a href="/a.md">một</a>',
        '<a href="/https://mau.example/?a=1&amp;b=2#c" title="x">hai</a>',
        '<img alt="hình" src="/anh/b.png"',
        '<a href="/https://mau.example/d">https://mau.example/d</a>',
        '<h1 id="rieng">Tên khác</h1>',
    ):
        assert piece in read.html
    assert "thu@mau.example" not in read.html
    assert {"rieng", "neo", "cho"} <= read.anchors
    assert "khong" not in read.anchors
    assert len(read.anchors) == 5


def test_a_page_without_fields_and_heading(tmp_path):
    read = read_hand_written(page(tmp_path, "## Phần\n\nLời.\n"), {}, str)
    assert (read.fields, read.heading, read.anchors) == ({}, "", frozenset())
    assert read.html == "<h2>Phần</h2>\n<p>Lời.</p>"


@pytest.mark.parametrize(
    ("content", "extensions", "words"),
    [
        (b"\xff\xfea", {}, "mã UTF-8"),
        (b"---\na: [\n---\nx", {}, "hai dòng ---"),
        (b"x", {"khong_co": {}}, "markdown_extensions"),
        (b"x", {"toc": {"khong_co": 1}}, "markdown_extensions"),
    ],
)
def test_a_page_that_cannot_be_rendered_says_why(tmp_path, content, extensions, words):
    path = tmp_path / "trang.md"
    path.write_bytes(content)
    with pytest.raises(UnreadablePageError, match=words):
        read_hand_written(path, extensions, str)


def lists(depth):
    return "\n".join(f"{'    ' * level}- a" for level in range(depth))


@pytest.mark.parametrize(
    ("limit", "last", "first", "place"),
    [
        (MarkdownLimit.LENGTH, "a " * 50_000, "a " * 50_000 + "b", (1, 100_001)),
        (MarkdownLimit.NESTING, "> " * 20 + "a", "x\n\n" + "> " * 21 + "a", (3, 1)),
        (MarkdownLimit.NESTING, lists(21), lists(22), (22, 1)),
        (MarkdownLimit.HEADINGS, "# a\n\n" * 500, "# a\n\n" * 501, (1001, 1)),
        (MarkdownLimit.HEADINGS, "a\n===\n\n" * 500, "a\n---\n\n" * 501, (1502, 1)),
        (
            MarkdownLimit.TABLE,
            "|a" * 100 + "\n" + "|-" * 100 + "\n" + "|\n" * 198,
            "x\n\n" + "|a" * 100 + "\n" + "|-" * 100 + "\n" + "|\n" * 199,
            (3, 1),
        ),
    ],
)
def test_the_last_page_within_a_limit_is_rendered_and_the_next_is_reported(
    limit, last, first, place
):
    assert markdown_html(last, fold)
    with pytest.raises(TooCostlyError) as raised:
        markdown_html(first, fold)
    assert (raised.value.limit, (raised.value.line, raised.value.column)) == (limit, place)


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("A &amp; B", "A & B"),
        ("A &lt;B&gt; &copy;", "A <B> ©"),
        ("A <b>B</b> `&lt;`", "A B &lt;"),
        ("Thư <a@b.vn>", "Thư a@b.vn"),
    ],
)
def test_a_heading_keeps_its_entities(tmp_path, typed, heading):
    assert read_hand_written(page(tmp_path, f"# {typed}\n"), {}, str).heading == heading


class _Places:
    """Where the links of a page lead; notes which were asked for."""

    def __init__(self, **places):
        self.places, self.requests = places, []

    def __call__(self, link):
        self.requests.append(link)
        return self.places.get(link, link)


def test_a_page_is_rendered_once_for_its_text_its_extensions_and_what_its_links_lead_to(
    tmp_path, monkeypatch
):
    rendered = RenderedTexts(Store(tmp_path / "results.db"), "program")
    path = page(tmp_path, "---\ntitle: Một\n---\n# Đầu\n\n[a](a) và [b](b)\n")
    places = _Places(a="../a/")
    first = read_hand_written(path, {"toc": {}}, places, rendered)
    with monkeypatch.context() as patch:
        patch.setattr(markdown, "Markdown", None)
        places.requests.clear()
        assert read_hand_written(path, {"toc": {}}, places, rendered) == first
        # Whoever resolves links notes those that lead nowhere: each is asked for again.
        assert places.requests == ["a", "b"]
        page(tmp_path, "---\ntitle: Hai\n---\n# Đầu\n\n[a](a) và [b](b)\n")
        again = read_hand_written(path, {"toc": {}}, places, rendered)
        assert (again.fields, again.html) == ({"title": "Hai"}, first.html)
    for extensions, leads_to in (({"toc": {}, "tables": {}}, "../a/"), ({"toc": {}}, "../moi/")):
        other = _Places(a=leads_to)
        assert leads_to in read_hand_written(path, extensions, other, rendered).html
    page(tmp_path, "# Khác\n")
    assert read_hand_written(path, {"toc": {}}, places, rendered).heading == "Khác"
    later = RenderedTexts(Store(tmp_path / "results.db"), "later program")
    monkeypatch.setattr(markdown, "Markdown", None)
    with pytest.raises(UnreadablePageError):
        read_hand_written(path, {"toc": {}}, places, later)


def test_a_page_that_may_include_other_files_is_rendered_each_time(tmp_path):
    (tmp_path / "phu.md").write_text("Một\n", "utf-8")
    path = page(tmp_path, '--8<-- "phu.md"\n')
    rendered = RenderedTexts(Store(tmp_path / "results.db"), "program")
    extensions = {"pymdownx.snippets": {"base_path": [str(tmp_path)]}}
    assert "Một" in read_hand_written(path, extensions, str, rendered).html
    (tmp_path / "phu.md").write_text("Hai\n", "utf-8")
    assert "Hai" in read_hand_written(path, extensions, str, rendered).html
