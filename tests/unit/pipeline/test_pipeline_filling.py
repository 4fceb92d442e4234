"""Links of a translated page to pages of the site's own language."""

from __future__ import annotations

import pytest

from access_info.pages.rendering.page import Page
from access_info.pages.rendering.urls import Urls
from access_info.pipeline.publish.filling import Filling
from access_info.shells import Shell, slot


def filled(content, *, language="en", path="en/yeu-cau"):
    page = Page(path=path, kind="x", title="x", description="x", content=content, language=language)
    urls = Urls(languages=("en",))
    shells = {(language, urls.depth(path), False, False): Shell.of(slot("content"))}
    filling = Filling(urls=urls, shells=shells, embeds={}, names={}, commits={}, edit_base="")
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
