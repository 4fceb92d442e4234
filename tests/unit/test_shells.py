"""Shells: slots, escaping, depth."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from access_info.shells import (
    AGENCIES,
    EmbedTexts,
    FooterColumn,
    MenuEntry,
    PlainTexts,
    Shell,
    embed_shell,
    plain_shell,
    policy_element,
    slot,
)
from access_info.shells.styles import trim

EMBED = EmbedTexts(
    language="vi",
    notice="",
    skip="Tới nội dung",
    tells_age=False,
    has_canonical=False,
    full="Mở trang đầy đủ",
    pages="Các trang",
)

TEXTS = PlainTexts(
    language="vi",
    name="Tiếp cận thông tin",
    place_name="Tỉnh <Mẫu>",
    site_name="Tiếp cận thông tin – Tỉnh <Mẫu>",
    sign="assets/access-info/icon.svg",
    notice="",
    notice_label="Thông báo",
    skip="Tới nội dung",
    home="",
    search="Tìm kiếm",
    search_box="Tìm trong mọi danh mục",
    search_hint="Bạn cần tìm gì?",
    search_button="Tìm",
    search_address="tim-kiem/",
    menu="Mục chính",
    links=(MenuEntry(AGENCIES, "co-quan/", "Cơ quan"),),
    agency_pages="Các trang của cơ quan",
    crumbs="Vị trí trang này",
    edit="Sửa",
    tells_age=True,
    stale="",
    has_canonical=True,
    worker="sw.js",
    generator="chương-trình 1.2.3",
    footer=(FooterColumn("Dành cho <cán bộ>", (("huong-dan/", "Hướng dẫn"),)),),
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
    assert f'href="{root}assets/access-info/access-info.css"' in page
    assert f'href="{root}co-quan/"' in page
    assert f'href="{root}huong-dan/"' in page
    assert "Tỉnh &lt;Mẫu&gt;" in page
    assert "Dành cho &lt;cán bộ&gt;" in page


def test_the_entry_of_the_menu_where_the_reader_is_is_marked():
    shell = plain_shell(TEXTS, depth=1)
    here = shell.fill(texts={}, fragments={AGENCIES: ' aria-current="page"'})
    assert '<a href="../co-quan/" aria-current="page">Cơ quan</a>' in here
    assert "aria-current" not in shell.fill(texts={}, fragments={})


def test_the_front_page_has_no_breadcrumb_and_no_second_search_box():
    page = plain_shell(TEXTS, depth=0).fill(texts={}, fragments={"crumbs": "<ol></ol>"})
    front = plain_shell(TEXTS, depth=0, home=True).fill(texts={}, fragments={"crumbs": "<ol></ol>"})
    assert 'class="ai-search"' in page
    assert "<ol></ol>" in page
    assert 'class="ai-search"' not in front
    assert "<ol></ol>" not in front


def test_plain_shell_has_edit_and_navigation_only_on_request():
    bare = plain_shell(TEXTS, depth=0).fill(texts={}, fragments={"nav": "X"})
    full = plain_shell(TEXTS, depth=0, edit=True, nav=True).fill(texts={}, fragments={"nav": "X"})
    assert 'rel="edit"' not in bare
    assert 'rel="edit"' in full
    assert "X" in full
    assert 'data-worker="./sw.js"' in full


def test_an_old_copy_can_say_so_where_the_jurisdiction_has_a_policy():
    page = plain_shell(TEXTS, depth=0).fill(texts={}, fragments={})
    assert " hidden data-stale>" in page
    assert "data-stale" not in embed_shell(EMBED, depth=2).fill(texts={}, fragments={})


def test_every_shell_is_guarded():
    """No script but the site's own files may run; none of them stands in the page."""
    pages = (
        plain_shell(TEXTS, depth=1).fill(texts={}, fragments={}),
        embed_shell(EMBED, depth=2).fill(texts={}, fragments={}),
    )
    for page in pages:
        assert "script-src 'self'; style-src 'self';" in page
        assert "default-src 'none'" in page
        assert page.index("Content-Security-Policy") < page.index("<script")
        assert not re.search(r"<script(?![^>]*\ssrc=)", page)


def test_policy_allows_what_is_in_the_page_by_hash_and_nothing_else():
    page = '<script>a()</script><script type="application/ld+json">{}</script><script src="b.js">'
    policy = policy_element(page)
    digest = base64.b64encode(hashlib.sha256(b"a()").digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert "unsafe-inline" not in policy
    assert "style-src 'self' 'unsafe-inline'" in policy_element(page, theme=True)
    assert "style-src 'self' 'unsafe-inline'" in policy_element('<p style="color:red">')


@pytest.mark.parametrize("kind", ["module", '"module"', "'text/javascript'", "text/javascript"])
def test_a_script_of_a_type_that_runs_is_allowed_by_its_hash(kind):
    assert "'sha256-" in policy_element(f"<script type={kind}>go()</script>")


@pytest.mark.parametrize("kind", ["application/json", '"application/ld+json"'])
def test_a_block_of_data_needs_no_hash(kind):
    assert "'sha256-" not in policy_element(f"<script type={kind}>{{}}</script>")


def test_styles_are_cut_to_what_may_apply():
    sheet = """
    :root { --used: red; --chained: var(--deep); --deep: 1px; --unused: url("data:x") }
    .a, .gone { color: var(--used) }
    .a:hover > .b:not(.gone) { top: var(--chained) }
    #here, #there { left: 0 }
    [data-x=one] .a { right: 0 }
    [data-x=two] .a { right: 1px }
    [data-y] p { bottom: 0 }
    @media print { .gone { top: 0 } .b { top: 1px } }
    @media screen { .gone { top: 0 } }
    blink { top: 0 }
    """
    page = '<body class="a b" id="here" data-x="one"><p>'
    cut = trim([sheet], [page])
    for rules in (".a{", "--used", "--deep", ".a:hover > .b:not(.gone)", "#here{", "[data-x=one]"):
        assert rules in cut
    for gone in ("--unused", ".a, .gone", "#there", "[data-x=two]", "[data-y]", "screen", "blink"):
        assert gone not in cut
    assert "@media print {.b{" in cut


def test_what_is_ours_keeps_nothing_of_the_themes_for_its_sake():
    sheet = "details { top: 0 } .note { left: 0 }"
    assert trim([sheet], ['<details class="ai-menu note"></details>']) == ".note{left: 0 }"
    assert "details{" in trim([sheet], ['<details class="note"></details>'])
