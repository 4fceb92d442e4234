"""A host's page as a frame: only what must differ at another depth differs, by a byte."""

from __future__ import annotations

import re

import pytest

from access_info.shells.host_page import HostPage, HostPageError
from access_info.source.placeholders import slot

PATH = "lien-he/index.html"
FRONT = "<title>Trang chủ | Cổng xã Thử</title>"
PAGE = """\
<!DOCTYPE html>
<html lang=vi>
<HEAD>
<meta charset="utf-8"><title>Cổng xã Thử | Liên hệ</title>
<link href='../a&amp;b.css' rel=stylesheet>
<meta name=description content="Cách liên hệ">
<meta property="og:title" content="Liên hệ"><meta property="og:image" content="/a.png">
<link rel="canonical" href="https://cong.thu.example/xa/lien-he/">
<link rel="next" href="../tin/"><link rel="alternate" hreflang="en" href="../en/">
<link rel="alternate" type="application/rss+xml" href="../tin.xml">
<meta name="robots" content="noindex"><meta name="generator" content="Hugo 0.1">
<script type="application/ld+json">{"name": "Liên hệ"}</script>
<style>.a { background: url( "../nen.svg" ) } .b { background: url(#x) }</style>
<script>var a = '<a href="../khong-phai-the">';</script>
</HEAD>
<body>
<a class="skip" href="#noi-dung">Bỏ qua</a> <a href=#dau id=dau>Đầu</a> <a href="#goi">Gọi</a>
<nav><a href=".." title='href="../x"'>Trang chủ</a><a href="./" aria-current="page">Liên hệ</a>
<a href="/goc/">Gốc</a><a href="//khac.example/">Khác</a><a href="tel:113">113</a><a href="?in=1">In</a>
<a href="../../ngoai/">Ngoài</a><a href=../tin/?t=1&amp;x#a>Tin</a></nav>
<div class="giua"><main id="chinh"><h1>Liên hệ</h1><main></main><p id="noi-dung">Gọi</p></main></div>
<svg><title>Dấu | Hình</title></svg><img srcset="hinh/a.png 1x, ../b.png 2x" src=hinh/a.png style="background:url(n.png)" alt>
<form action=""><button formaction="../gui">Gửi</button></form>
</body></html>
"""
MAIN = PAGE.replace("<main></main>", "")
# What is written in its place, two folders down; the rest stays as it is.
CHANGES = {
    "<title>Cổng xã Thử | Liên hệ": f"<title>{slot('title')} | Cổng xã Thử",
    "'../a&amp;b.css'": '"../../a&amp;b.css"',
    'content="Cách liên hệ"': f'content="{slot("description")}"',
    'og:title" content="Liên hệ"': f'og:title" content="{slot("title")}"',
    "https://cong.thu.example/xa/lien-he/": slot("canonical"),
    '<link rel="next" href="../tin/"><link rel="alternate" hreflang="en" href="../en/">': "",
    "../tin.xml": "../../tin.xml",
    '<meta name="robots" content="noindex">': "",
    '<script type="application/ld+json">{"name": "Liên hệ"}</script>': "",
    '"../nen.svg"': '"../../nen.svg"',
    "</HEAD>": "</head>",
    '"#noi-dung"': '"#noi-dung-chinh"',
    '"#goi"': '"../../lien-he/#goi"',
    'href=".." title': 'href="../../" title',
    'href="./" aria-current="page"': 'href="../../lien-he/"',
    'href="?in=1"': 'href="../../lien-he/?in=1"',
    '"../../ngoai/"': '"../../../ngoai/"',
    "href=../tin/?t=1&amp;x#a": 'href="../../tin/?t=1&amp;x#a"',
    '<h1>Liên hệ</h1><p id="noi-dung">Gọi</p>': "NỘI DUNG",
    '"hinh/a.png 1x, ../b.png 2x" src=hinh/a.png style="background:url(n.png)"': (
        '"../../lien-he/hinh/a.png 1x, ../../b.png 2x" src="../../lien-he/hinh/a.png" '
        'style="background:url(../../lien-he/n.png)"'
    ),
    'action=""': 'action="../../lien-he/"',
    'formaction="../gui"': 'formaction="../../gui"',
}


def test_what_a_page_says_of_itself_and_relative_addresses_alone_are_changed():
    host = HostPage.read(MAIN, path=PATH, front=FRONT)
    expected = MAIN
    for old, new in CHANGES.items():
        assert expected.count(old) == 1, old
        expected = expected.replace(old, new)
    assert host.at(2, "NỘI DUNG") == expected
    assert (host.site_url, host.host) == ("https://cong.thu.example/xa/", "hugo")
    assert host.at(1, "@") == host.at(2, "@").replace("../../", "../")


def test_no_address_is_claimed_where_none_is_known():
    page = HostPage.read(MAIN, path=PATH, canonical=False).at(1, "")
    assert slot("canonical") not in page
    assert "canonical" not in page


def test_addresses_follow_the_base_that_a_page_names():
    page = '<head><base href="https://cong.example/vi/"></head><a href="../a">A</a><main></main>'
    shown = HostPage.read(page, path="index.html").at(1, "")
    assert shown == '<head></head><a href="https://cong.example/a">A</a><main></main>'


@pytest.mark.parametrize(
    ("content", "gives_way"),
    [
        ("#trong", "B"),
        (".giua", '<div id="trong">B</div>'),
        ("article", '<div class="x giua"><div id="trong">B</div></div>C'),
        ("", '<article><div class="x giua"><div id="trong">B</div></div>C</article>'),
    ],
)
def test_the_content_is_the_main_part_or_the_element_that_is_named(content, gives_way):
    inner = '<article><div class="x giua"><div id="trong">B</div></div>C</article>'
    page = f"<head></head><div><div role='main'>{inner}</div><div>D</div></div>"
    shown = HostPage.read(page, path="index.html", content=content).at(1, "@")
    assert shown == page.replace(gives_way, "@")


def test_material_keeps_its_drawer_and_learns_where_the_root_is():
    page = (
        '<head><script>scope=new URL("..",location)</script></head><main><nav data-md-component="x">'
        '</nav><article class="md-content__inner">A</article></main><script id="__config" '
        'type="application/json">{"base":"..","search":"../s.js","tags":".."}</script>'
    )
    host = HostPage.read(page, path=PATH)
    shown = host.at(3, "@")
    assert 'new URL("../../../",location)' in shown
    assert '{"base":"../../../","search":"../../../s.js","tags":".."}' in shown
    assert (
        '<nav data-md-component="x"></nav><article class="md-content__inner">@</article>' in shown
    )
    assert host.host == "material"


@pytest.mark.parametrize(
    ("page", "content", "words"),
    [
        ("<head></head><p>A</p>", "", "không có phần tử <main>"),
        (PAGE, "", "có 2 phần tử <main>"),
        (PAGE, "#khong-co", "không có phần tử “#khong-co”"),
        ("<head></head><main>A", "", "không có thẻ đóng"),
        ("<p>A</p><main>A</main>", "", "không có phần <head>"),
        ("<head></head><main>\ufdd2</main>", "", "U\\+FDD0"),
    ],
)
def test_a_page_that_cannot_be_a_frame_is_refused(page, content, words):
    with pytest.raises(HostPageError, match=words):
        HostPage.read(page, path="index.html", content=content)


def test_a_title_without_a_site_s_name_is_ours_alone():
    for title, shown in (
        ("Liên hệ", slot("title")),
        ("Liên hệ - Cổng", f"{slot('title')} - Cổng"),
        ("Liên hệ &ndash; Cổng &amp; Tin", f"{slot('title')} &ndash; Cổng &amp; Tin"),
    ):
        page = f"<head><title>{title}</title></head><main></main>"
        read = HostPage.read(page, path="index.html").at(1, "")
        assert re.findall("<title>(.*?)</title>", read) == [shown]


# What stands in the head of `lien-he/index.html` → what stands there two folders down.
HEADS = {
    '<meta name="keywords" content="x">': "",
    '<meta name="author" content="x">': "",
    '<meta name="Date" content="x">': "",
    '<meta http-equiv="refresh" content="5">': "",
    '<meta property="article:published_time" content="x">': "",
    '<meta property="articles" content="x">': None,
    '<meta property="og:url" content="x">': f'<meta property="og:url" content="{slot("canonical")}">',
    "<meta name=twitter:title content=x>": f'<meta name=twitter:title content="{slot("title")}">',
    '<meta content="x" name="twitter:description">': (
        f'<meta content="{slot("description")}" name="twitter:description">'
    ),
    '<meta name="viewport" content="x">': None,
    '<meta property="og:site_name" content="x">': None,
    '<link rel="prev" href="x">': "",
    '<link rel="AmpHTML" href="x">': "",
    '<link rel="shortlink" href="x">': "",
    '<link rel="edit" href="x">': "",
    '<link rel="icon" href="i.png">': '<link rel="icon" href="../../lien-he/i.png">',
    '<link rel="preload stylesheet" href="../a.css" imagesrcset="b.png 1x,/c.png 2x">': (
        '<link rel="preload stylesheet" href="../../a.css" '
        'imagesrcset="../../lien-he/b.png 1x,/c.png 2x">'
    ),
    '<base target="_top">': None,
}


@pytest.mark.parametrize("head", HEADS)
def test_the_head_keeps_what_is_true_of_every_page_of_the_site(head):
    host = HostPage.read(f"<head>{head}</head><main></main>", path=PATH)
    expected = head if HEADS[head] is None else HEADS[head]
    assert host.at(2, "@") == f"<head>{expected}</head><main>@</main>"


@pytest.mark.parametrize(
    ("name", "moved"),
    [
        *(
            (name, "../../a b.png 2x")
            for name in (
                *("href", "src", "action", "formaction", "poster", "data", "background", "cite"),
                *("manifest", "xlink:href", "longdesc", "data-src"),
            )
        ),
        ("title", "../a b.png 2x"),
        ("data-href", "../a b.png 2x"),
    ],
)
def test_addresses_stand_in_these_attributes(name, moved):
    page = f'<head></head><x {name.upper()}="../a b.png 2x"></x><main></main>'
    shown = HostPage.read(page, path=PATH).at(2, "")
    assert shown == page.replace("../a b.png 2x", moved)


@pytest.mark.parametrize("name", ["srcset", "imagesrcset", "data-srcset"])
def test_each_address_of_a_set_is_moved_and_no_size(name):
    page = f'<head></head><x {name}="../a.png 2x, b.png 300w,/c.png"></x><main></main>'
    moved = "../../a.png 2x, ../../lien-he/b.png 300w,/c.png"
    shown = HostPage.read(page, path=PATH).at(2, "")
    assert shown == page.replace("../a.png 2x, b.png 300w,/c.png", moved)


@pytest.mark.parametrize(
    ("front", "title", "ending"),
    [
        ("Trang chủ | Cổng", "Cổng | Liên hệ", " | Cổng"),
        ("Cổng", "Liên hệ - Cổng - Tỉnh", " - Cổng"),
        ("", "Liên hệ – Mục – Cổng", " – Cổng"),
        ("Chủ &middot; Cổng", "Liên hệ &middot; Cổng", " &middot; Cổng"),
        ("Cổng", "Liên hệ-Cổng", ""),
        ("Cổng", "Liên hệ", ""),
    ],
)
def test_our_titles_end_with_the_name_of_the_site_as_the_others_do(front, title, ending):
    page = f"<head><title>{title}</title></head><main></main>"
    shown = HostPage.read(page, path=PATH, front=f"<TITLE>{front}</TITLE>").at(1, "")
    assert shown == page.replace(title, slot("title") + ending)


def test_links_within_the_page_lead_to_where_their_targets_stay():
    """The first of all is taken for the one that skips to the content."""
    links = ("#noi", "#dau", "#", "#top", "#ten", "#noi", "#khac")
    page = "".join(f'<a href="{link}">x</a>' for link in links)
    ends = '<p id=dau></p><a name="ten"></a>'
    whole = f"<head></head>{ends}{page}<main><p id=noi></p></main>"
    shown = HostPage.read(whole, path=PATH).at(1, "@")
    assert re.findall('href="([^"]*)"', shown) == [
        *("#noi-dung-chinh", "#dau", "#", "#top", "#ten", "../lien-he/#noi", "../lien-he/#khac")
    ]


@pytest.mark.parametrize(
    ("content", "links"),
    [
        (
            "<main><p id=noi-dung></p><p id=muc></p>",
            ("#menu", "#noi-dung-chinh", "../lien-he/#muc"),
        ),
        ("<main id=noi-dung><p id=muc></p>", ("#menu", "#noi-dung", "../lien-he/#muc")),
        ("<div id=noi-dung><main><p id=muc></p>", ("#menu", "#noi-dung", "../lien-he/#muc")),
    ],
)
def test_the_link_that_skips_to_the_content_need_not_be_the_first(content, links):
    page = "".join(f'<a href="#{name}">x</a>' for name in ("menu", "noi-dung", "muc"))
    whole = f"<head></head>{page}<p id=menu></p>{content}</main></div>"
    shown = HostPage.read(whole, path=PATH).at(1, "@")
    assert re.findall('href="([^"]*)"', shown) == [*links]
