"""The frame's smaller parts: icons, breadcrumbs, and the page that shows all parts."""

from __future__ import annotations

import datetime
import re

import pytest
from loaded_program import laws_of_today

from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction
from access_info.pages.province.site_pages import look_page
from access_info.pages.rendering.environment import icon
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import Page, SiteContext, Trails

FRAMEWORK, _ = laws_of_today()
STATES = ("late", "miss", "soon", "part", "good", "unknown")


def test_an_icon_is_drawn_in_the_page_and_says_nothing():
    svg = icon("material/magnify")
    assert re.fullmatch(
        r'<svg class="ai-icon" aria-hidden="true" viewBox="[\d. ]+"><path .*</svg>', svg
    )
    with pytest.raises(ValueError, match="material/khong-co"):
        icon("material/khong-co")


def words(page, **trails):
    known = {"agencies": {}, "laws": {}, "paths": (), **trails}
    crumbs = Trails(Urls(languages=("en",)), **known).crumbs(page)
    return re.sub(r"<[^>]+>", "|", crumbs), re.findall(r'href="([^"]*)"', crumbs)


def page_of(path, **fields):
    return Page(path=path, kind="x", title="Tên", description="x", content="", **fields)


def test_a_breadcrumb_leads_through_pages_that_there_are():
    page = page_of("co-quan/xa-mau/dau-moi", crumb="Đầu mối")
    text, links = words(page, agencies={"xa-mau": "Xã <Mẫu>"}, paths=("co-quan",))
    assert [part for part in text.split("|") if part.strip()] == [
        "Trang đầu", "Cơ quan", "Xã &lt;Mẫu&gt;", "Đầu mối",
    ]  # fmt: skip
    assert links == ["../../../", "../../", "../"]
    _, links = words(page, agencies={"xa-mau": "Xã Mẫu"})
    assert links == ["../../../", "../"]


def test_a_breadcrumb_in_another_language_begins_at_its_own_front_page():
    text, links = words(page_of("en/yeu-cau", language="en"), paths=("en/yeu-cau",))
    assert "Home" in text
    assert links == ["../"]


def test_the_page_of_parts_shows_every_state_of_each():
    site = SiteContext(FRAMEWORK, Jurisdiction(), Urls(), frozenset())
    page = look_page(site, AsOf(datetime.date(2026, 11, 25)))
    assert not page.indexed
    for part in ("stat", "cell", "tag"):
        shown = set(re.findall(rf'class="ai-{part} ai-(\w+)"', page.content))
        assert shown == set(STATES), part
    assert set(re.findall(r'<g class="ai-(\w+)">', page.content)) == set(STATES)
