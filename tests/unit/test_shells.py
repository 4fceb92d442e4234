"""Shells: slots, escaping, depth."""

from __future__ import annotations

import pytest

from access_info.shells import PlainTexts, Shell, plain_shell, slot

TEXTS = PlainTexts(
    language="vi",
    site_name="Tỉnh <Mẫu>",
    notice="",
    skip="Tới nội dung",
    site_pages="Các trang",
    edit="Sửa",
    links=(("co-quan/", "Cơ quan"),),
    has_canonical=True,
)


def test_texts_are_escaped_and_fragments_are_not():
    shell = Shell.of(f"<title>{slot('title')}</title>{slot('content')}|{slot('title')}")
    page = shell.fill(texts={"title": 'a<b>"c"'}, fragments={"content": "<p>x</p>"})
    assert page == "<title>a&lt;b&gt;&quot;c&quot;</title><p>x</p>|a&lt;b&gt;&quot;c&quot;"


def test_absent_values_are_empty():
    assert Shell.of(f"[{slot('nav')}]{slot('content')}").fill(texts={}, fragments={}) == "[]"


def test_page_without_place_for_content_is_refused():
    with pytest.raises(ValueError, match="content"):
        Shell.of("<p></p>")
    with pytest.raises(ValueError, match="unknown"):
        Shell.of(slot("content") + slot("other"))


@pytest.mark.parametrize(("depth", "root"), [(0, "./"), (1, "../"), (3, "../../../")])
def test_plain_shell_links_from_its_depth(depth, root):
    page = plain_shell(TEXTS, depth=depth).fill(texts={}, fragments={})
    assert f'href="{root}assets/access-info/plain.css"' in page
    assert f'href="{root}co-quan/"' in page
    assert "Tỉnh &lt;Mẫu&gt;" in page


def test_plain_shell_has_edit_and_navigation_only_when_asked():
    bare = plain_shell(TEXTS, depth=0).fill(texts={}, fragments={"nav": "X"})
    full = plain_shell(TEXTS, depth=0, edit=True, nav=True).fill(texts={}, fragments={"nav": "X"})
    assert 'rel="edit"' not in bare
    assert 'rel="edit"' in full
    assert "X" in full
    assert "<script" not in full
