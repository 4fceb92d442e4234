"""The accessibility statement says what the record says, good or bad."""

from __future__ import annotations

import datetime
import re

import jinja2
import pytest
from loaded_program import laws_of_today

from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction
from access_info.pages.province.site_pages import (
    CHECKS,
    MAX_FINDINGS,
    SHELLS,
    accessibility_page,
)
from access_info.pages.rendering.environment import load_texts
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import SiteContext

FRAMEWORK, _ = laws_of_today()
OVERSIGHT = {
    "ten": "Sở Tư pháp <tỉnh Mẫu>",
    "dien_thoai": "0298 3811 001",
    "email": "a@mau.example",
}


def data(**changes):
    return {
        "date": "2026-11-24",
        "code": "0" * 64,
        "versions": {"project": "0.1.0", "axe": "4.14.1", "checker": "26.9.27", "chromium": "149"},
        "shells": [
            {"id": "material", "pages": 25, "of": 1400, "kinds": {"luat": 1, "trang-dau": 2}},
            {"id": "plain", "pages": 24, "of": 397, "kinds": {"luat": 1}},
        ],
        "checks": [
            {"id": "zoom", "passed": 1234, "failed": 0},
            {"id": "axe", "passed": 6, "failed": 2},
        ],
        "findings": [],
        "allowed": [],
        **changes,
    }


def finding(number=1, **changes):
    return {
        "shell": "plain",
        "check": "focus",
        "fault": f"không thấy <a> số {number}",
        "places": ["320px sáng"],
        "page": "index.html",
        "pages": 3,
        **changes,
    }


def shown(record, *, day="2026-11-24", urls=None, place=None):
    site = SiteContext(
        framework=FRAMEWORK,
        place=Jurisdiction.model_validate(place or {}),
        urls=urls or Urls(),
        agencies=frozenset(),
    )
    as_of = AsOf(datetime.date.fromisoformat(day))
    page = accessibility_page(site, as_of, record=record)
    return page, re.sub(r"\s+", " ", page.content)


def test_a_clean_record_is_shown_with_its_limits():
    page, html = shown(data())
    assert (page.path, page.kind, page.title) == ("tro-nang", "tro-nang", "Trợ năng")
    assert "ngày 24/11/2026, không còn lỗi nào" in html
    assert "mới đạt một phần" not in html
    assert 'id="loi"' not in html
    assert "Chưa có người khuyết tật hay tổ chức độc lập nào đánh giá" in html
    assert "Chromium 149" in html
    assert "Giao diện đầy đủ: 25 trên 1.400 trang, thuộc 2 loại trang." in html


def test_checks_stand_in_our_order_with_their_counts():
    _, html = shown(data())
    texts = load_texts()
    rows = re.findall(r"scope=row>(.*?)<td[^>]*>(.*?)<td[^>]*>(.*?)(?=</?t)", html)
    assert rows == [
        (texts[CHECKS["axe"]], "6", "2"),
        (texts[CHECKS["zoom"]], "1.234", "0"),
    ]


def test_faults_are_named_plainly_and_escaped():
    _, html = shown(data(findings=[finding(), finding(2)]))
    assert "mới đạt một phần" in html
    assert "còn 2 lỗi chưa sửa" in html
    assert "không còn lỗi nào" not in html
    assert "<code>không thấy &lt;a&gt; số 1</code> 3 trang, như index.html" in html
    assert "lỗi khác" not in html


def test_a_flood_of_faults_is_counted_not_listed():
    _, html = shown(data(findings=[finding(number) for number in range(MAX_FINDINGS + 7)]))
    assert f"còn {MAX_FINDINGS + 7} lỗi chưa sửa" in html
    assert html.count("như index.html") == MAX_FINDINGS
    assert "Và 7 lỗi khác." in html


def test_what_is_let_pass_has_its_reason():
    allowed = [{"message": "The “role”", "extract": 'role="row"', "reason": "Để vẫn là bảng."}]
    _, html = shown(data(allowed=allowed))
    assert 'Để vẫn là bảng. <code lang="en">role=&quot;row&quot;</code>' in html
    assert "The “role”" not in html  # the checker's own words are no reader's


def test_help_leads_to_the_directory_and_the_oversight_office():
    _, html = shown(data(), place={"giam_sat": OVERSIGHT})
    assert 'href="../co-quan/"' in html
    assert "Sở Tư pháp &lt;tỉnh Mẫu&gt;" in html
    assert 'href="tel:02983811001"' in html
    assert 'href="mailto:a@mau.example"' in html


def test_help_of_a_lone_agency_leads_to_its_contact_page():
    _, html = shown(data(), urls=Urls(single="so-tu-phap"))
    assert 'href="../dau-moi/"' in html
    assert "danh sách cơ quan" not in html


def test_the_law_in_force_comes_first_and_the_older_decree_is_marked():
    _, html = shown(data())
    now, _, before = html.partition("Theo luật trước")
    assert "Luật Tiếp cận thông tin số 01/2026/QH16" in now
    assert "khoản 3 Điều 18" in now
    assert "khoản 2 Điều 3 Nghị định 13/2018/NĐ-CP" not in now
    assert "chưa xác minh còn áp dụng" in before
    assert "khoản 2 Điều 3 Nghị định 13/2018/NĐ-CP" in before


def test_under_the_first_law_nothing_is_older():
    _, html = shown(data(), day="2026-08-31")
    assert "khoản 2 Điều 3 Nghị định 13/2018/NĐ-CP" in html
    assert "Theo luật trước" not in html
    assert "chưa xác minh còn áp dụng" not in html


@pytest.mark.parametrize("part", ["date", "versions", "findings"])
def test_a_record_that_lacks_a_part_is_refused(part):
    record = data()
    del record[part]
    with pytest.raises((KeyError, jinja2.UndefinedError)):
        shown(record)


def test_every_check_and_shell_has_a_unique_name():
    texts = load_texts()
    names = [texts[key] for key in (*CHECKS.values(), *SHELLS.values())]
    assert len(set(names)) == len(CHECKS) + len(SHELLS)
