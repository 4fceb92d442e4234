"""The head of a printed list (Decree 30/2020): the body above the agency, the agency, the day."""

from __future__ import annotations

import datetime
import re

import pytest
from loaded_program import laws_of_today

from access_info.model.agency import AgencyProfile
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency
from access_info.pages.agency.pages import agency_pages
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import SiteContext
from access_info.source.placeholders import name_placeholder

FRAMEWORK, PROBLEMS = laws_of_today()
assert FRAMEWORK is not None, PROBLEMS
PROVINCE = {"ten": "Thành phố Mẫu", "loai": "thanh-pho"}


def heads(place=None, **fields):
    """The first paragraph of the head of both lists."""
    profile = AgencyProfile.model_validate({"ten": "Cơ quan Mẫu", "loai": "so", **fields})
    context = SiteContext(
        FRAMEWORK,
        Jurisdiction.model_validate(PROVINCE if place is None else place),
        Urls(),
        frozenset({"mau", "so-y-te"}),
    )
    pages = agency_pages(Agency("mau", profile), context, AsOf(datetime.date(2026, 11, 25))).pages
    lists = [page for page in pages if page.kind in {"cong-khai", "co-dieu-kien"}]
    assert len(lists) == 2
    for page in lists:
        assert re.search(
            r"<h1>[^<]+</h1>\s*<p[^>]*>\(Tình trạng đúng từ ngày \S+"
            r'<span data-as-of=" đến ngày "></span>\)',
            page.content,
        )
    return {
        re.search(r"ai-office[^>]*>\s*<p>(.*?)(?:</p>)?<p>", page.content, re.S)[1]
        for page in lists
    }


AGENCY_NAME = "<strong>Cơ quan Mẫu</strong>"


@pytest.mark.parametrize("kind", ["so", "xa", "phuong", "dac-khu", "cap-huyen"])
def test_the_provinces_committee_is_above_its_departments_and_communes(kind):
    assert heads(loai=kind) == {f"Ủy ban nhân dân thành phố Mẫu<br>{AGENCY_NAME}"}
    # Its office, a folder of its own, is not what stands above.
    assert heads(loai=kind, truc_thuoc="so-y-te") == {
        f"Ủy ban nhân dân thành phố Mẫu<br>{AGENCY_NAME}"
    }


def test_a_unit_names_its_superior_agency():
    named = name_placeholder("so-y-te")
    assert heads(loai="su-nghiep", truc_thuoc="so-y-te") == {f"{named}<br>{AGENCY_NAME}"}
    assert heads(loai="su-nghiep", truc_thuoc="Sở Khác & Con") == {
        f"Sở Khác &amp; Con<br>{AGENCY_NAME}"
    }
    assert heads(loai="so", truc_thuoc="Bộ Mẫu") == {f"Bộ Mẫu<br>{AGENCY_NAME}"}


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (PROVINCE, "trung-uong"),
        (PROVINCE, "su-nghiep"),
        ({}, "so"),
        ({"ten": "Xã Mẫu", "loai": "xa"}, "xa"),
    ],
)
def test_nothing_is_invented(place, kind):
    assert heads(place, loai=kind) == {AGENCY_NAME}
