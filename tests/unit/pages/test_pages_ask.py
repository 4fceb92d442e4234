"""From a question to an agency: what can be chosen, whom a form goes to."""

from __future__ import annotations

import gzip
import json

from request_pages import FRAMEWORK, HOSTILE, Elements, pages_by_path, site, summary

from access_info.model.agency import AgencyProfile
from access_info.model.jurisdiction import Jurisdiction
from access_info.pages.rendering.site import Features, Reach, reach_of
from access_info.pages.request import receiver_files, receiver_scripts


def ask(summaries, context=None):
    return pages_by_path(summaries, context)["yeu-cau"].content


def test_every_living_agency_leads_to_its_form():
    page = ask([summary("so-mau"), summary("xa-cu", ended="2026-01-01")])
    links = [attrs for attrs in Elements(page).of("a") if "data-choice" in attrs]
    assert [(link["href"], link["data-choice"]) for link in links] == [
        ("../co-quan/so-mau/cach-yeu-cau/#buoc-3", "so-mau")
    ]
    (place,) = (attrs for attrs in Elements(page).of("section") if "data-form" in attrs)
    assert place["data-form"] == "phieu-01a/"


def test_a_commune_is_found_by_the_names_of_those_that_it_took_over():
    agencies = [
        summary("xa-moi", title="Xã Mới", kind="xa", former_names=("Xã Cũ <b>",)),
        summary("xa-an", title="Xã An", kind="xa", ended="2025-07-01", successors=("xa-moi",)),
        summary("so-mau", title="Sở Mẫu"),
    ]
    content = ask(agencies)
    row = content.partition('data-choice="xa-moi"')[2].partition("</li>")[0]
    assert "(trước là Xã Cũ &lt;b&gt;, Xã An)" in row
    assert "trước là" not in content.partition('data-choice="so-mau"')[2]
    # Communes come first, whatever their kind.
    assert content.index("Theo nơi ở") < content.index('data-choice="so-mau"')


def test_too_many_agencies_for_a_page_are_left_to_the_directory():
    most = [summary(f"xa-{number}", kind="xa") for number in range(301)]
    content = ask(most)
    assert "#buoc-3" not in content
    assert 'href="../co-quan/"' in content
    whole = ask(most[:300])
    assert whole.count("#buoc-3") == 300
    assert "mở mục “Cách yêu cầu thông tin”" not in whole
    assert len(gzip.compress(whole.encode())) < 8_000
    # Communes are chosen by name wherever they fit, be there more agencies of other kinds.
    communes = ask([*most[:120], *(summary(f"truong-{number}") for number in range(300))])
    assert communes.count("data-choice") == 120
    assert "mở mục “Cách yêu cầu thông tin”" in communes


def test_who_answers_for_what_is_shown_of_known_points_and_living_agencies():
    place = Jurisdiction.model_validate(
        {
            "phan_cong": [
                {"diem": "l01-d17k1m", "co_quan": ["so-mau", "xa-cu"], "can_cu": HOSTILE},
                {"diem": "l01-d17k1a1", "co_quan": ["xa-cu"]},
                {"diem": "khong-co", "co_quan": ["so-mau"]},
            ]
        }
    )
    summaries = [summary("so-mau", title=HOSTILE), summary("xa-cu", ended="?")]
    content = ask(summaries, site(place))
    assert content.count("<dt>") == 1
    assert FRAMEWORK.point("l01-d17k1m")[1].title in content
    assert HOSTILE not in content
    assert content.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3


def test_a_site_without_search_has_no_search_box():
    page = pages_by_path([summary("so-mau")], site(features=Features(search=False)))["yeu-cau"]
    assert "data-search-mini" not in page.content
    assert "tim-kiem" not in page.content + page.head


def test_an_agency_is_reached_by_its_focal_point_before_its_own_number():
    fields = {"ten": "Sở Mẫu", "loai": "so", "dien_thoai": "0298 1", "dia_chi": "Số 1"}
    assert reach_of(AgencyProfile.model_validate(fields)) == Reach("", "0298 1", "", "Số 1", "")
    point = {"don_vi": "Văn phòng", "dien_thoai": "0298 2", "email": "a@mau.example"}
    post = {"loai": "buu-chinh", "dia_chi": "Số 2"}
    fuller = AgencyProfile.model_validate({**fields, "dau_moi": [point], "kenh": [post]})
    assert reach_of(fuller) == Reach("Văn phòng", "0298 2", "a@mau.example", "Số 2", "")
    mail = {"loai": "thu-dien-tu", "dia_chi": "b@mau.example"}
    mailed = AgencyProfile.model_validate({**fields, "dau_moi": [point], "kenh": [post, mail]})
    assert (reach_of(mailed).email, reach_of(mailed).mail) == ("b@mau.example", "b@mau.example")
    assert not reach_of(AgencyProfile.model_validate({"ten": "Sở", "loai": "so"})).is_known


def read_receivers(summaries, place=None):
    texts = dict(receiver_scripts(summaries, site(place)))
    return {
        path: json.loads(text.removeprefix("accessInfoReceivers(").removesuffix(");\n"))
        for path, text in texts.items()
    }


def test_the_form_learns_whom_it_goes_to_from_a_file_of_the_site():
    place = Jurisdiction.model_validate(
        {"giam_sat": {"ten": "Sở Theo dõi", "dien_thoai": "0298 1"}}
    )
    reach = Reach(unit="Văn phòng", phone="0298 2", mail="a@mau.example", email="a@mau.example")
    agencies = [
        summary("so-mau", title=HOSTILE, reach=reach),
        summary("bo-mau", kind="trung-uong"),
        summary("xa-cu", ended="?"),
    ]
    ((path, data),) = read_receivers(agencies, place).items()
    assert path == "yeu-cau/noi-nhan/0.js"
    assert data["office"] == {"unit": "Sở Theo dõi", "phone": "0298 1"}
    assert data["agencies"] == {
        "bo-mau": {"name": "bo-mau", "national": 1},
        "so-mau": {
            "name": HOSTILE,
            "unit": "Văn phòng",
            "phone": "0298 2",
            "email": "a@mau.example",
            "mail": "a@mau.example",
        },
    }


def test_many_agencies_are_divided_among_files_of_which_a_form_needs_one():
    agencies = [summary(f"xa-{number}", kind="xa") for number in range(600)]
    files = read_receivers(agencies)
    assert len(files) == receiver_files(600) == 10
    named = [name for data in files.values() for name in data["agencies"]]
    assert sorted(named) == sorted(agency.id for agency in agencies)
    assert max(len(data["agencies"]) for data in files.values()) < 120
    assert read_receivers(list(reversed(agencies))) == files
