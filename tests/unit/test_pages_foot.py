"""Whom the foot of a page tells readers to write to."""

from __future__ import annotations

import datetime
import html
import re

from access_info.legal.framework import load_framework
from access_info.model.agency import AgencyProfile
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency, AsOf
from access_info.pages.agency.pages import agency_pages
from access_info.pages.rendering.site import Features, SiteContext
from access_info.pages.rendering.urls import Urls
from access_info.source.placeholders import name_placeholder

FRAMEWORK, _ = load_framework()
OFFICE = {"ten": "Sở Tư pháp tỉnh Mẫu", "dien_thoai": "0298 3812 005"}
ENDED = {"cham_dut": {"ngay": "2025-07-01"}}


def told(office=OFFICE, issue="", **fields):
    """The sentences at the feet of all pages, each without the way from its own page."""
    profile = AgencyProfile.model_validate({"ten": "Xã Mẫu", "loai": "xa", **fields})
    context = SiteContext(
        FRAMEWORK,
        Jurisdiction.model_validate({"giam_sat": office} if office else {}),
        Urls(),
        frozenset({"mau", "xa-moi"}),
        features=Features(issue_url=issue),
    )
    pages = agency_pages(Agency("mau", profile), context, AsOf(datetime.date(2026, 11, 25))).pages
    assert len(pages) > 7
    sentences = set()
    for page in pages:
        for found in re.findall(r"<p>Thấy thông tin sai\?(.*?)</p>", page.content, re.S):
            sentences.add(html.unescape(re.sub(r'href="(?:\.\./)*', 'href="', found)).strip())
        if "Thấy thông tin sai?" not in page.content:
            sentences.add("")
    return sentences


def test_a_living_agency_is_told_itself():
    found = told()
    assert all(
        re.fullmatch(r'<a href="\S*#phan-anh">Báo cho cơ quan</a>\.', text) for text in found
    )


def test_of_one_that_is_no_more_its_successors_are_told():
    name = name_placeholder("xa-moi")
    way = 'href="xa-moi/dau-moi/#phan-anh"'
    [text] = told(ke_thua=["xa-moi", "Nơi không có ở đây"], **ENDED)
    assert text == f"Báo cho cơ quan nay giữ hồ sơ: <a {way}>{name}</a>."
    [text] = told(ke_thua=["xa-moi"], issue="https://phieu.example", **ENDED)
    assert text.startswith(f"Báo cho cơ quan nay giữ hồ sơ: <a {way}>{name}</a> hoặc <a")


def test_without_successors_here_the_oversight_office_is_told():
    for successors in ([], ["Nơi không có ở đây"]):
        [text] = told(ke_thua=successors, **ENDED)
        assert re.sub("<[^>]+>", "", text) == (
            "Báo cho cơ quan theo dõi việc thực hiện: Sở Tư pháp tỉnh Mẫu (0298 3812 005)."
        )


def test_with_nobody_to_tell_nothing_is_said():
    assert told(office=None, **ENDED) == {""}
    [text] = told(office=None, issue="https://phieu.example", **ENDED)
    assert re.sub("<[^>]+>", "", text) == "Gửi phiếu báo sai, ai cũng đọc được."
