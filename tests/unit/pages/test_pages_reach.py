"""Which of several contacts of an agency a page shows, and whose where the agency has none."""

from __future__ import annotations

import dataclasses
import datetime
import re

import pytest
from request_pages import site

from access_info.model.agency import AgencyProfile
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency
from access_info.pages.agency.pages import agency_pages, contact_card
from access_info.pages.rendering.site import Reach, reach_of

SEAT = {"dia_chi": "Số 1", "dien_thoai": "0298 1", "email": "so@mau.example"}
POINT = {
    "don_vi": "Văn phòng",
    "vai_tro": "Đầu mối",
    "dien_thoai": "0298 2",
    "email": "vp@mau.example",
}
OTHER = {"don_vi": "Thanh tra", "dien_thoai": "0298 3", "email": "tt@mau.example"}
ROLE = {"vai_tro": "Chỉ có vai"}
PERSON = {"vai_tro": "Trực", "nguoi": "Chánh Văn phòng"}
CHANNELS = [
    {"loai": "thu-dien-tu", "dia_chi": "Gửi vào hoi@mau.example"},
    {"loai": "thu-dien-tu", "dia_chi": "mailto:hoi@mau.example"},
    {"loai": "thu-dien-tu", "dia_chi": "hai@mau.example"},
    {"loai": "buu-chinh"},
    {"loai": "buu-chinh", "dia_chi": "Hòm thư 7"},
    {"loai": "dien-thoai", "dia_chi": "0298 4"},
]


def profile(**fields):
    return AgencyProfile.model_validate({"ten": "Sở Mẫu", "loai": "so", **fields})


@pytest.mark.parametrize(
    ("fields", "reach"),
    [
        ({}, Reach()),
        (SEAT, Reach(phone="0298 1", email="so@mau.example", address="Số 1")),
        (
            SEAT | {"dau_moi": [ROLE, POINT, OTHER]},
            Reach("Văn phòng", "0298 2", "vp@mau.example", "Số 1"),
        ),
        (
            SEAT | {"dau_moi": [PERSON, OTHER]},
            Reach("Trực", "0298 3", "tt@mau.example", "Số 1"),
        ),
        (
            SEAT | {"dau_moi": [{"don_vi": "Một cửa"}], "kenh": CHANNELS},
            Reach("Một cửa", "0298 4", "hoi@mau.example", "Hòm thư 7", "hoi@mau.example"),
        ),
        (
            SEAT | {"dau_moi": [POINT], "kenh": CHANNELS},
            Reach("Văn phòng", "0298 2", "hoi@mau.example", "Hòm thư 7", "hoi@mau.example"),
        ),
        (
            {"dau_moi": [POINT], "kenh": CHANNELS[:1]},
            Reach("Văn phòng", "0298 2", "vp@mau.example"),
        ),
    ],
)
def test_focal_points_come_first_channels_for_letters_the_seat_last(fields, reach):
    assert reach_of(profile(**fields)) == reach
    assert reach.is_known is bool(fields)


OFFICE = {"ten": "Sở Tư pháp", "dia_chi": "Số 9", "dien_thoai": "0298 9", "email": "gs@mau.example"}
PLACE = Jurisdiction.model_validate({"ten": "Tỉnh Mẫu", "giam_sat": OFFICE})


def card(place=PLACE, *, ended=False, **fields):
    shown = contact_card(Agency("so-mau", profile(**fields)), site(place), ended=ended)
    return {key: value for key, value in dataclasses.asdict(shown).items() if value}


def test_the_card_shows_the_seat_the_counter_and_the_hours():
    more = {"gio_lam_viec": "7:30", "tiep_nhan": {"noi": "Phòng Một"}, "kenh": CHANNELS}
    assert card(**SEAT, **more, dau_moi=[POINT]) == {
        "unit": "Văn phòng",
        "phone": "0298 2",
        "email": "hoi@mau.example",
        "address": "Số 1",
        "place": "Phòng Một",
        "hours": "7:30",
    }
    # A unit that has no number of its own is not what a visitor looks for.
    assert card(dau_moi=[{"don_vi": "Một cửa", "email": "mc@mau.example"}]) == {
        "email": "mc@mau.example"
    }
    assert card(kenh=CHANNELS[4:5]) == {"address": "Hòm thư 7"}


def test_where_nobody_answers_the_office_does():
    office = {
        "phone": "0298 9",
        "email": "gs@mau.example",
        "address": "Số 9",
        "office": "Sở Tư pháp",
    }
    assert card(gio_lam_viec="7:30") == office
    assert card(**SEAT, ended=True) == office
    assert card(Jurisdiction(), **SEAT, ended=True) == {}
    assert card(Jurisdiction()) == {}


def test_the_page_of_contacts_names_the_unit_that_speaks_with_the_press():
    agency = Agency("so-mau", profile(dau_moi=[POINT], nguoi_phat_ngon=OTHER))
    pages = agency_pages(agency, site(), AsOf(datetime.date(2026, 11, 24))).pages
    (page,) = [page for page in pages if page.path.endswith("/dau-moi")]
    spokesperson = page.content[page.content.index('id="nguoi-phat-ngon"') :]
    assert re.search(r"<dt>Đơn vị(</dt>)?<dd>Thanh tra", spokesperson)
