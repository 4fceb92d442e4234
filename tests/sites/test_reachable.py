"""Where an agency has published nothing, or is no more, every page still leads to somebody."""

from __future__ import annotations

import re

import pytest

OFFICE = 'href="tel:02983812005"'
EMPTIEST = ("xa-mau-lam", "bo-mau")
ENDED = {"xa-mau-an": "xa-mau-hoa", "xa-mau-binh": "xa-mau-hoa"}


def main_part(page):
    """The main part of a page, without what the frame puts around it."""
    text = page.read_text(encoding="utf-8")
    return text[text.index("<main") : text.index("</main>")]


def pages_of(demo, agency):
    return sorted((demo / "site/co-quan" / agency).rglob("index.html"))


@pytest.mark.parametrize("agency", EMPTIEST)
def test_every_page_of_an_empty_agency_tells_how_somebody_is_reached(demo, agency):
    pages = pages_of(demo, agency)
    assert len(pages) >= 8
    for page in pages:
        text = main_part(page)
        # What is no empty page leads there by a link.
        ask = re.search(r'href="([^\s:]*(?:cach-yeu-cau|dau-moi)/)["#]', text)
        there = text if ask is None else main_part(page.parent / ask[1] / "index.html")
        assert re.search(r'href="(?:tel|mailto):', there), page


@pytest.mark.parametrize(
    "page", ["", "dau-moi", "cong-khai", "co-dieu-kien", "quy-che", "thong-ke"]
)
def test_an_agency_without_a_telephone_leads_to_the_oversight_office(demo, page):
    text = main_part(demo / "site/co-quan/xa-mau-lam" / page / "index.html")
    body = text[: text.index('<footer class="ai-foot"')]
    assert OFFICE in body
    assert "Số 12 đường Mẫu Một" in body


def test_a_page_without_contacts_does_not_send_readers_back_to_itself(demo):
    text = main_part(demo / "site/co-quan/xa-mau-lam/dau-moi/index.html")
    assert not re.search(r'href="(?:\./)?(?:#|")', text)


@pytest.mark.parametrize("agency", ENDED)
def test_an_agency_that_has_ended_leads_to_who_took_over_and_blames_nobody(demo, agency):
    page = demo / "site/co-quan" / agency / "index.html"
    text = main_part(page)
    assert f'href="../{ENDED[agency]}/cach-yeu-cau/">Hỏi ' in text
    assert "chưa công bố" not in text
    whole = page.read_text(encoding="utf-8")
    names = re.search(r'<ul class="ai-nav-list">(.*?)</ul>', whole, re.S)[1]
    listed = set(re.findall(r'href="([^"]+)"', names)) - {"./"}
    for href in listed:
        below = main_part(page.parent / href / "index.html")
        assert "Không có nội dung nào" not in below
    assert len(listed) < 5


def test_titles_lead_to_what_they_name(demo):
    leading = whole = 0
    for page in sorted((demo / "site/co-quan").glob("*/cong-khai/index.html")):
        text = page.read_text(encoding="utf-8")
        for head in re.findall(r"<tr[^>]* data-item=[^>]*>\s*<th[^>]*>(.*?)<td", text, re.S):
            whole += 1
            leading += head.startswith("<a href=")
    assert whole > 350
    # Of 390 rows 368 name a file or an address; some of these are withdrawn.
    assert leading >= 0.95 * 368
