"""Links of a translated page to pages of the site's own language, and of pages shown in frames."""

from __future__ import annotations

import dataclasses

import pytest

from access_info.pages.rendering.paths import FIXED_PAGES, OVERVIEW, Urls
from access_info.pages.rendering.site import Page, Trails
from access_info.pipeline.incremental.agency_build import PageEntry
from access_info.pipeline.publish.filling import Filling, is_front_page, needed_shells
from access_info.shells.page import AGENCIES_SLOT, ASK_SLOT, DUTIES_SLOT, FIND_SLOT, Shell
from access_info.source.placeholders import mark_full_only, slot


def filled(content, *, language="en", path="en/yeu-cau"):
    page = Page(path=path, kind="x", title="x", description="x", content=content, language=language)
    urls = Urls(languages=("en",))
    shells = {(language, urls.depth(path), False, False, False): Shell.of(slot("content"))}
    filling = Filling(
        urls=urls,
        shells=shells,
        embeds={},
        names={},
        calls={},
        trails=Trails(urls, {}, {}, ()),
        commits={},
        edit_base="",
    )
    return filling.in_shell(page)


WORDS = ' <span class="ai-count">(in Vietnamese)</span>'


@pytest.mark.parametrize(
    "href", ["../../phap-luat/", "../../phap-luat/?a=1#b", "../../co-quan/so-mau/"]
)
def test_a_link_to_a_vietnamese_page_says_so(href):
    assert filled(f'<a class="x" href="{href}">Law</a>') == (
        f'<a class="x" href="{href}" hreflang="vi">Law{WORDS}</a>'
    )


def test_the_words_come_once():
    link = '<a href="../../phap-luat/">Law (in Vietnamese)</a>'
    assert filled(link) == link.replace('/">', '/" hreflang="vi">')


@pytest.mark.parametrize(
    "link",
    [
        '<a href="../co-quan/">Agencies</a>',
        '<a href="../../co-quan/so-mau/en/cach-yeu-cau/#buoc-3">Sở Mẫu</a>',
        '<a href="#here">Here</a>',
        '<a href="https://mau.example/">Elsewhere</a>',
        '<a href="mailto:a@mau.example">Mail</a>',
        '<a lang="vi" hreflang="vi" href="../../yeu-cau/">Tiếng Việt</a>',
        '<a href="../../tai-ve/cong-khai.csv" download>CSV</a>',
        '<a href="../../co-quan/so-mau/han.ics">Calendar</a>',
    ],
)
def test_other_links_stay_as_they_are(link):
    assert filled(link) == link


def test_a_page_in_the_language_of_the_site_stays_unchanged():
    link = '<a href="../phap-luat/">Luật</a>'
    assert filled(link, language="vi", path="yeu-cau") == link


def test_the_front_page_is_no_translation_of_the_page():
    assert (
        filled('<a href="../../">Tiếng Việt</a>') == '<a href="../../" hreflang="vi">Tiếng Việt</a>'
    )


PAGE = Page(path="co-quan/so-mau/dau-moi", kind="x", title="x", description="x", content="")


def framed(content, *, nav=""):
    urls = Urls()
    depth = urls.depth(urls.framed("so-mau", PAGE.path))
    embeds = {depth: Shell.of(f"{slot('nav')}{slot('content')}")}
    filling = Filling(
        urls=urls,
        shells={},
        embeds=embeds,
        names={},
        calls={},
        trails=Trails(urls, {}, {}, ()),
        commits={},
        edit_base="",
    )
    page = dataclasses.replace(PAGE, content=content, nav=nav)
    addresses = {urls.agency("so-mau", name) for name in (OVERVIEW, *FIXED_PAGES)}
    return filling.framed(page, "so-mau", addresses)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="../cong-khai/">Danh mục</a>',
        '<a href="../cong-khai/#2026-001">Danh mục</a>',
        '<a href="../">Tổng quan</a>',
        '<a href="#2026-001">Mục</a>',
        '<a href="tel:0298">Gọi</a>',
        '<a data-href="../tinh-hinh/">Danh mục</a>',
        '<img src="data:,">',
        '<img src="https://mau.example/a.png">',
    ],
)
def test_what_leads_to_framed_pages_or_to_none_stays_as_it_is(link):
    assert framed(link) == link


@pytest.mark.parametrize(
    ("link", "in_frame"),
    [
        ('<a href="../tinh-hinh/">', '<a href="../../tinh-hinh/" target=_top>'),
        ('<a href="./so/">', '<a href="../so/" target=_top>'),
        ('<a href="../tep/a" download>', '<a href="../../tep/a" target=_top download>'),
        ('<a href="https://mau.example/#a">', '<a href="https://mau.example/#a" target=_top>'),
        ('<img src="../tep/a.png">', '<img src="../../tep/a.png">'),
    ],
)
def test_other_links_lead_out_of_the_frame_from_a_folder_below(link, in_frame):
    assert framed(link) == in_frame


def test_the_list_of_pages_leads_on_within_the_frame_and_out_of_it():
    nav = '<a href="../cong-khai/">1</a><a href="../tinh-hinh/">2</a>'
    assert framed("", nav=nav) == nav.replace('../tinh-hinh/"', '../../tinh-hinh/" target=_top')


def test_what_never_shows_in_a_frame_is_left_out_there():
    content = mark_full_only("<p>1</p><full-only><form></form></full-only><p>2</p>")
    assert framed(content) == "<p>1</p><p>2</p>"
    assert filled(content, language="vi") == "<p>1</p><form></form><p>2</p>"


SLOTS = (FIND_SLOT, ASK_SLOT, AGENCIES_SLOT, DUTIES_SLOT)
# Path of a page → the menu entry that is marked there, and how.
MENU = {
    "": None,
    "tim-kiem": (FIND_SLOT, "page"),
    "yeu-cau": (ASK_SLOT, "page"),
    "yeu-cau/mau": (ASK_SLOT, "true"),
    # Stands under the entry for requests, which leads elsewhere.
    "thoi-han": (ASK_SLOT, "true"),
    "thoi-han/2026-11": (ASK_SLOT, "true"),
    "co-quan": (AGENCIES_SLOT, "page"),
    "co-quan/so-mau": (AGENCIES_SLOT, "true"),
    "co-quan/so-mau/cong-khai": (AGENCIES_SLOT, "true"),
    "giam-sat": (DUTIES_SLOT, "page"),
    "giam-sat/nghia-vu/ob-01": (DUTIES_SLOT, "true"),
    "phap-luat": None,
}


@pytest.mark.parametrize("path", MENU)
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("prefix", ["", "cong-khai/"])
def test_the_menu_marks_the_page_or_the_part_of_the_site_that_a_page_is_in(path, language, prefix):
    urls = Urls(prefix=prefix, languages=("en",))
    whole = prefix + ("" if language == "vi" else "en/") + path
    page = Page(
        path=whole.rstrip("/"), kind="x", title="x", description="x", content="", language=language
    )
    shell = Shell.of("".join(f"{name}{slot(name)};" for name in SLOTS) + slot("content"))
    home = is_front_page(urls, page.path, language)
    shells = {(language, urls.depth(page.path), False, False, home): shell}
    marked, how = MENU[path] or ("", "")
    filling = Filling(
        urls=urls,
        shells=shells,
        embeds={},
        names={},
        calls={},
        trails=Trails(urls, {}, {}, ()),
        commits={},
        edit_base="",
    )
    assert filling.in_shell(page) == "".join(
        f'{name} aria-current="{how}";' if name == marked else f"{name};" for name in SLOTS
    )


def test_a_page_names_whom_to_ask_and_what_to_edit():
    urls = Urls(site_url="https://mau.example/")
    shell = Shell.of(
        "".join(
            f"{slot(name)};" for name in ("canonical", "edit_url", "of_agency", "head", "content")
        )
    )
    path = "co-quan/so-mau/cong-khai"
    filling = Filling(
        urls=urls,
        shells={("vi", urls.depth(path), edit, False, False): shell for edit in (False, True)},
        embeds={},
        names={},
        calls={},
        trails=Trails(urls, {}, {}, ()),
        commits={},
        edit_base="https://kho.example/sua/",
        ended=frozenset({"so-cu"}),
    )
    page = Page(path=path, kind="x", title="x", description="x", content="", edit="so-mau/a&b.yml")
    address = f"https://mau.example/{path}/"
    edit = "https://kho.example/sua/so-mau/a&amp;b.yml"
    assert filling.in_shell(page, "so-mau") == f"{address};{edit};?co-quan=so-mau;;;"
    assert filling.in_shell(page, "so-cu") == f"{address};{edit};;;;"
    hidden = dataclasses.replace(
        page, indexed=False, edit="", canonical="co-quan/so-mau", head="<x>"
    )
    robots = '<meta name="robots" content="noindex">'
    assert filling.in_shell(hidden) == f"https://mau.example/co-quan/so-mau/;;;{robots}<x>;;"


def test_the_shells_of_a_site_are_those_that_its_pages_need():
    def entry(path, language="vi", **more):
        return PageEntry.of(
            Page(
                path=path,
                kind="x",
                title="x",
                description="x",
                content="",
                language=language,
                **more,
            ),
            (),
        )

    urls = Urls(languages=("en",))
    entries = [
        ("", entry("")),
        ("", entry("en", "en")),
        ("", entry("giam-sat")),
        ("so-mau", entry("co-quan/so-mau", frames=True)),
        ("so-mau", entry("co-quan/so-mau/cong-khai", frames=False)),
    ]
    of_pages = {
        ("vi", 0, False, False, True),
        ("en", 1, False, False, True),
        ("vi", 1, False, False, False),
    }
    for edit in (False, True):
        own = {("vi", depth, edit, True, False) for depth in (2, 3)}
        assert needed_shells(urls, entries, edit=edit, embed=False) == (of_pages | own, set())
        framed_depth = urls.depth(urls.framed("so-mau", "co-quan/so-mau"))
        assert needed_shells(urls, entries, edit=edit, embed=True)[1] == {framed_depth}
