"""Shells: slots, escaping, depth."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re

import pytest
import tinycss2

from access_info.pipeline.publish.site_files import guest_styles
from access_info.shells.guest import guest_content, guest_head, guest_sheet, guest_shell, headings
from access_info.shells.page import (
    AGENCIES_SLOT,
    FooterColumn,
    MenuEntry,
    PlainTexts,
    Shell,
    embed_shell,
    plain_shell,
    policy_element,
)
from access_info.source.placeholders import slot

WORDS = {
    "embed.full": "Mở trang đầy đủ",
    "site.agency_pages": "Các trang của cơ quan",
    "site.section": "Tiếp cận thông tin",
    "site.notice": "Thông báo",
    "site.skip": "Tới nội dung",
    "site.search": "Tìm kiếm",
    "site.search_hint": "Bạn cần tìm gì?",
    "site.search_button": "Tìm",
    "site.site_pages": "Mục chính",
    "site.crumbs": "Vị trí trang này",
    "site.edit": "Sửa",
    "site.form": "Nhập dữ liệu",
    "footer.updated": "Cập nhật",
}
TEXTS = PlainTexts(
    language="vi",
    words=WORDS,
    place_name="Tỉnh <Mẫu>",
    site_name="Tiếp cận thông tin – Tỉnh <Mẫu>",
    sign="assets/access-info/icon.svg",
    notice="",
    home="",
    search_box="Tìm trong mọi danh mục",
    search_address="tim-kiem/",
    links=(MenuEntry(AGENCIES_SLOT, "co-quan/", "Cơ quan"),),
    tells_age=True,
    stale="",
    has_canonical=True,
    worker="sw.js",
    generator="chương-trình 1.2.3",
    footer=(FooterColumn("Dành cho <cán bộ>", (("huong-dan/", "Hướng dẫn"),)),),
)
EMBED = dataclasses.replace(TEXTS, tells_age=False, has_canonical=False)


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
    here = shell.fill(texts={}, fragments={AGENCIES_SLOT: ' aria-current="page"'})
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
    assert "style-src 'self' 'unsafe-inline'" in policy_element('<p style="color:red">')


@pytest.mark.parametrize("kind", ["module", '"module"', "'text/javascript'", "text/javascript"])
def test_a_script_of_a_type_that_runs_is_allowed_by_its_hash(kind):
    assert "'sha256-" in policy_element(f"<script type={kind}>go()</script>")


def test_a_browser_counts_the_lines_of_a_script_as_html_does():
    """HTML turns CRLF into LF before the hash is made, whatever editor the host's template was saved in."""
    ends = (f"<script>a(){end}b()</script>" for end in ("\n", "\r\n"))
    assert len({policy_element(page) for page in ends}) == 1


def test_each_script_is_allowed_once():
    policy = policy_element("<script>b()</script><script>a()</script><script >b()</script>")
    hashes = re.findall("'sha256-[^']*'", policy)
    assert len(hashes) == 2
    assert hashes == sorted(hashes)


@pytest.mark.parametrize("kind", ["application/json", '"application/ld+json"'])
def test_a_block_of_data_needs_no_hash(kind):
    assert "'sha256-" not in policy_element(f"<script type={kind}>{{}}</script>")


@pytest.mark.parametrize(
    ("ours", "guests"),
    [
        (".a, h2 > b { top: 0 }", "#noi-dung-chinh .a,#noi-dung-chinh h2 > b{ top: 0 }"),
        (".ai-plain .a { top: 0 }", "#noi-dung-chinh.ai-guest .a{ top: 0 }"),
        ("body { --x: 1 }", "#noi-dung-chinh{ --x: 1 }"),
        (".ai-plain { margin: 0 } html:has(.a) { top: 0 } :root { color-scheme: dark }", ""),
        ("body:not([data-x]) { top: 0 }", ""),
        (
            'body[data-md-color-scheme="slate"] { top: 0 }',
            "NIGHT #noi-dung-chinh{ top: 0 }",
        ),
        (
            '[data-md-color-scheme="slate"] .a { top: 0 }',
            "NIGHT #noi-dung-chinh .a{ top: 0 }",
        ),
        ("body:has(.a) { page: wide }", "#noi-dung-chinh:has(.a){ page: wide }"),
        (":is(.a, .b) :not(c, d) { top: 0 }", "#noi-dung-chinh :is(.a, .b) :not(c, d){ top: 0 }"),
        (
            ".a { margin: .5rem -1rem; width: clamp(1rem, 5vw, 2.5rem); --1rem: #1rem }",
            (
                "#noi-dung-chinh .a{ margin: calc(.5*var(--ai-u)) calc(-1*var(--ai-u)); width: "
                "clamp(calc(1*var(--ai-u)), 5cqi, calc(2.5*var(--ai-u))); --1rem: #1rem }"
            ),
        ),
        (
            "@media screen and (min-width: 40em) and (max-width: 59.9em) { .a { top: 0 } }",
            (
                "@media screen{@container ai (min-width: 40em) and (max-width: 59.9em)"
                "{#noi-dung-chinh .a{ top: 0 }}}"
            ),
        ),
        (
            "@media (min-width:60em) { .a { top: 0 } }",
            "@container ai (min-width:60em){#noi-dung-chinh .a{ top: 0 }}",
        ),
        (
            "@media print { .a { top: 0 } html { top: 0 } }",
            "@media print{#noi-dung-chinh .a{ top: 0 }}",
        ),
        ('@font-face { src: url("a.woff2") }', '@font-face { src: url("../a.woff2") }'),
    ],
)
def test_a_guests_styles_apply_below_its_element_only(ours, guests):
    written = guest_sheet(ours).removeprefix(guest_sheet(""))
    assert written.replace(NIGHT, "NIGHT") == guests


def test_no_rule_of_a_guests_sheets_reaches_the_hosts_page():
    """Of every selector that there is: each names our element, but where a form is printed alone."""
    reaching, sizes = [], []
    for name, sheet in guest_styles(None).items():
        for rule in all_rules(tinycss2.parse_stylesheet(sheet, skip_whitespace=True)):
            head = tinycss2.serialize(rule.prelude)
            if "#noi-dung-chinh" not in head and "[data-page-kind=" not in head:
                reaching.append((name, head))
            sizes += re.findall(r"\d(?:rem|vw)\b", tinycss2.serialize(rule.content))
    assert reaching == []
    assert sizes == []


def all_rules(rules):
    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports", "container"}:
            yield from all_rules(tinycss2.parse_rule_list(rule.content, skip_whitespace=True))


NIGHT = ':is([data-md-color-scheme="slate"],[data-bs-theme="dark"],[data-theme="dark"],html.dark)'
HOST = """<html><head><title>{title}</title></head><body><nav><ul>
<li class="n"><a href="#noi-dung-chinh">{entry}</a></li></ul></nav>{content}</body></html>"""


def guest(**options):
    content = guest_content(TEXTS, depth=1, host="material", **options)
    page = HOST.format(title=slot("title"), entry=slot("toc_title"), content=content)
    return guest_shell(page, depth=1, canonical=True)


def test_a_hosts_page_holds_our_content_and_its_head_what_that_needs():
    shell = guest(nav=True)
    assert shell.is_guest
    page = shell.fill(
        texts={"title": "A & B", "canonical": "https://a.example/", "description": "D"},
        fragments={"content": "<h1>X</h1>", "head": "<meta name=x>", "page_scripts": "<script>"},
    )
    head = page[: page.index("</head>")]
    for part in (
        '<link rel="stylesheet" href="../assets/access-info/guest/access-info.css">',
        '<link rel="canonical" href="https://a.example/">',
        '<meta name="description" content="D">',
        "<meta name=x>",
        "<title>A &amp; B</title>",
    ):
        assert part in head
    assert page.index('data-host="material"') < page.index("<h1>X</h1>") < page.index("<script>")
    assert "Content-Security-Policy" not in page  # the host's scripts are the host's to judge


def test_a_hosts_table_of_contents_lists_our_headings():
    shell = guest()
    content = '<h2 id="a">Một <b>hai</b></h2><h2>Không</h2><h2 class=x id=b>Ba &amp; bốn</h2>'
    toc = shell.contents(headings(content, "Trang"))
    assert toc == (
        '<li class="n"><a href="#a">Một hai</a></li>'
        '<li class="n"><a href="#b">Ba &amp; bốn</a></li>'
    )
    assert shell.contents(headings("<p>", "Trang")) == (
        '<li class="n"><a href="#noi-dung-chinh">Trang</a></li>'
    )
    assert "toc" in shell.parts[1::2]


def test_a_host_without_a_table_of_contents_shows_none():
    content = guest_content(TEXTS, depth=0, host="x")
    shell = guest_shell(f"<head></head>{content}", depth=0, canonical=False)
    assert shell.contents(headings('<h2 id="a">A</h2>', "T")) == ""
    assert "toc" not in shell.parts[1::2]


@pytest.mark.parametrize("page", ["<p>", "<head></head><p>"])
def test_a_host_without_a_head_or_a_place_for_content_is_refused(page):
    with pytest.raises(ValueError, match=r"no (?:head|slot)"):
        guest_shell(page, depth=0, canonical=False)


def test_scripts_of_a_page_stand_in_a_guests_content():
    head, scripts = guest_head(
        '<link rel="stylesheet" href="../assets/access-info/items.css">'
        '<script src="../assets/access-info/search.js" defer></script>'
        '<script type="application/ld+json">{"a": 1}</script><link rel="alternate" href="a.xml">'
    )
    assert scripts == '<script src="../assets/access-info/search.js" defer></script>'
    assert head == (
        '<link rel="stylesheet" href="../assets/access-info/guest/items.css">'
        '<script type="application/ld+json">{"a": 1}</script><link rel="alternate " href="a.xml">'
    )
