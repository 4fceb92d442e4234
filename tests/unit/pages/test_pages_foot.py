"""Whom the foot of a page tells readers to write to."""

from __future__ import annotations

import datetime
import html
import re

from loaded_program import laws_of_today

from access_info.model.agency import AgencyProfile
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency
from access_info.pages.agency.pages import agency_pages
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import Features, SiteContext
from access_info.source.placeholders import name_placeholder

FRAMEWORK, _ = laws_of_today()
OFFICE = {"ten": "Sở Tư pháp tỉnh Mẫu", "dien_thoai": "0298 3812 005"}
ENDED = {"cham_dut": {"ngay": "2025-07-01"}}


def invitation(office=OFFICE, issue="", **fields):
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
        for paragraphs in re.findall(r"<p>Thấy thông tin sai\?(.*?)</p>", page.content, re.S):
            sentences.add(html.unescape(re.sub(r'href="(?:\.\./)*', 'href="', paragraphs)).strip())
        if "Thấy thông tin sai?" not in page.content:
            sentences.add("")
    return sentences


def test_readers_write_to_a_living_agency_itself():
    text = invitation(dien_thoai="0298 3822 000")
    assert text
    assert all(re.fullmatch(r'<a href="\S*#phan-anh">Báo cho cơ quan</a>\.', text) for text in text)


def test_of_an_agency_that_says_no_way_readers_write_to_the_oversight_office():
    [text] = invitation()
    assert "Sở Tư pháp tỉnh Mẫu" in text
    assert "phan-anh" not in text
    assert all("#phan-anh" in text for text in invitation(office=None))


def test_readers_write_to_the_successors_of_an_ended_agency():
    name = name_placeholder("xa-moi")
    way = 'href="xa-moi/dau-moi/#phan-anh"'
    [text] = invitation(ke_thua=["xa-moi", "Nơi không có ở đây"], **ENDED)
    assert text == f"Báo cho cơ quan nay giữ hồ sơ: <a {way}>{name}</a>."
    [text] = invitation(ke_thua=["xa-moi"], issue="https://phieu.example", **ENDED)
    assert text.startswith(f"Báo cho cơ quan nay giữ hồ sơ: <a {way}>{name}</a> hoặc <a")


def test_without_successors_here_readers_write_to_the_oversight_office():
    for successors in ([], ["Nơi không có ở đây"]):
        [text] = invitation(ke_thua=successors, **ENDED)
        assert re.sub("<[^>]+>", "", text) == (
            "Báo cho cơ quan theo dõi việc thực hiện: Sở Tư pháp tỉnh Mẫu (0298 3812 005)."
        )


def test_with_nobody_to_write_to_the_foot_is_silent():
    assert invitation(office=None, **ENDED) == {""}
    [text] = invitation(office=None, issue="https://phieu.example", **ENDED)
    assert re.sub("<[^>]+>", "", text) == "Gửi phiếu báo sai, ai cũng đọc được."
