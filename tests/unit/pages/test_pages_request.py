"""The way to a request: which pages there are, what the form asks for, where links lead."""

from __future__ import annotations

import dataclasses
import datetime
import gzip
import re
from pathlib import Path

import pytest
from request_pages import (
    BEFORE,
    FRAMEWORK,
    HOSTILE,
    NEW,
    NOW,
    OLD,
    Elements,
    agency_page,
    pages_by_path,
    site,
    summary,
)

from access_info.legal.framework import raised
from access_info.legal.packs import WANTED
from access_info.model.agency import AgencyProfile
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction, LocalLimit
from access_info.pages.province.site_pages import accuracy_page
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import reach_of
from access_info.pages.request import head, shown_forms
from access_info.pipeline.publish.site_files import joined_script
from access_info.source.placeholders import call_placeholder, named_agencies

ASSETS = Path(__file__).parents[3] / "plugins/access_info/assets/access-info"


def test_a_province_chooses_the_agency_first_and_a_lone_agency_has_a_page():
    many = pages_by_path([summary("so-mau")])
    assert {"yeu-cau", "yeu-cau/phieu-01a", "yeu-cau/phieu-01b", "thoi-han"} <= set(many)
    assert len([path for path in many if path.startswith("thoi-han/")]) == 24
    lone = pages_by_path([summary("so-mau")], site(urls=Urls(single="so-mau")))
    assert set(many) - set(lone) == {"yeu-cau"}
    page = agency_page(site(urls=Urls(single="so-mau")))
    assert 'data-search-mini data-index="../tim-kiem/du-lieu/"' in page.content
    assert "search.css" in page.head
    assert "data-search-mini" not in agency_page().content


@pytest.mark.parametrize("kinds", [("so", "trung-uong"), ("trung-uong", "so")])
def test_limits_of_a_province_are_on_its_agencies_pages_alone_whoever_comes_first(kinds):
    limit = {"viec": "Tra cứu tại chỗ", "gia_tri": "3", "don_vi": "ngay", "tu_ngay": "2026-09-15"}
    place = Jurisdiction().model_copy(update={"local_limits": (LocalLimit.model_validate(limit),)})
    context = site(place)
    shown = {kind: "Tra cứu tại chỗ" in agency_page(context, loai=kind).content for kind in kinds}
    assert shown == {"so": True, "trung-uong": False}


@pytest.mark.parametrize("law", [OLD, NEW], ids=["old", "new"])
def test_only_periods_of_calendar_days_are_marked_to_count_days_off(law):
    content = agency_page(day=law.requests_from).content
    cells = re.findall(r'<td data-label="Thời hạn">([^<]*)', content)
    marked = {cell.removesuffix(" (tính cả ngày nghỉ)"): "tính cả" in cell for cell in cells}
    periods = {period.words: period.unit == "ngay" for period in law.deadlines}
    assert marked
    assert marked == {words: periods[words] for words in marked}


COMPLAINTS = {
    "vi": ("khoản 1 Điều 13", "khoản 2 Điều 13", "khoản 3 Điều 13"),
    "en": ("Article 13(1)", "Article 13(2)", "Article 13(3)"),
}


@pytest.mark.parametrize("language", COMPLAINTS)
def test_who_may_request_what_and_where_to_complain_is_explained_clause_by_clause(language):
    context = site(language=language, urls=Urls())
    clauses = ("7", "29", "23") if language == "vi" else ("7(", "29(", "23(")
    for page in (pages_by_path([summary("so-mau")], context)["yeu-cau"], agency_page(context)):
        rights = page.content.partition('<h2 id="ai">')[2]
        assert rights.partition("<h2")[0].count("<li>") == 6
        requestable = rights.partition('<h2 id="duoc-yeu-cau">')[2].partition("</ul>")[0]
        assert requestable.count("<li>") == 6
        assert all(article in rights for article in clauses)
        assert all(citation in page.content for citation in COMPLAINTS[language])
        refusal = "khoản 2 Điều 26" if language == "vi" else "Article 26(2)"
        assert (refusal in page.content) is ('id="tu-choi"' in page.content)


@pytest.mark.parametrize(
    ("language", "copy"),
    [("vi", "theo bản chép, chưa đối chiếu Công báo"), ("en", "not compared with the Official")],
)
def test_how_the_law_was_checked_is_told_on_one_page(language, copy):
    context = site(language=language, urls=Urls())
    unsure = {"vi": "(chưa xác minh)", "en": "(not yet verified)"}[language]
    assert copy in accuracy_page(context, AsOf(NOW)).content
    for page in (pages_by_path([summary("so-mau")], context)["yeu-cau"], agency_page(context)):
        assert copy not in page.content
        # Of the rates, which no text was found to set, the page on accuracy tells.
        assert unsure not in page.content


def test_counting_is_called_unverified_until_a_province_verified_the_counting():
    doubt = "Chưa xác minh cách tính này có áp dụng cho Luật Tiếp cận thông tin hay không."
    assert doubt in accuracy_page(site(), AsOf(NOW)).content
    days = ("lich-ngay-dau", "lich-ngay-cuoi")
    who = {"vai_tro": "Sở Tư pháp", "ngay": "2026-09-15", "can_cu": "Công báo số 01"}
    place = Jurisdiction.model_validate(
        {"kiem_chung": [{"ma": name, "gia_tri": "ban-chep", **who} for name in days]}
    )
    context = dataclasses.replace(
        site(), framework=raised(FRAMEWORK, place.law_checks, datetime.date(2026, 10, 1)), parts={}
    )
    assert doubt not in accuracy_page(context, AsOf(NOW)).content
    for page in (agency_page(context), pages_by_path([summary("so-mau")], context)["thoi-han"]):
        assert "Ngày nhận yêu cầu không tính." in page.content


def test_forms_ask_for_confirmed_fields_alone_and_mark_those_of_a_single_law():
    person, group = shown_forms(FRAMEWORK, NEW)
    assert [person.slug, group.slug] == ["phieu-01a", "phieu-01b"]
    assert {item.field.id for item in person.fields if item.laws} == {"fax"}
    assert next(item.laws for item in person.fields if item.field.id == "fax") == ("l104",)
    assert all(item.field.confirmed for form in (person, group) for item in form.fields)
    assert all(WANTED in {item.field.id for item in form.fields} for form in (person, group))
    assert [law.id for law, _ in person.notes] == ["l01", "l104"]
    assert "chưa xác minh còn áp dụng" in person.notes[0][1]


@pytest.mark.parametrize(("day", "hidden"), [(NOW, True), (BEFORE, False)])
def test_the_form_is_that_of_the_law_in_force(day, hidden):
    content = pages_by_path([summary("so-mau")], day=day)["yeu-cau/phieu-01a"].content
    fax = re.search(r'<p class="ai-field" data-laws="l104"( hidden)?>', content)
    assert bool(fax[1]) is hidden
    blank = content.partition('class="ai-paper"')[2]
    assert ("Số fax" in blank) is not hidden
    law = NEW if hidden else OLD
    assert law.full_name in blank


def test_every_field_has_a_label_and_nothing_is_sent_or_stored():
    elements = Elements(pages_by_path([summary("so-mau")])["yeu-cau/phieu-01a"].content)
    labels = {attrs["for"] for attrs in elements.of("label")}
    fields = elements.of("input") + elements.of("textarea")
    assert {attrs["id"] for attrs in fields} == labels
    assert len(fields) == len(labels)
    ids = [attrs["id"] for _, attrs in elements.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert not any("name" in attrs for attrs in fields)
    forms = elements.of("form")
    assert len(forms) == 1
    assert all(attrs["method"] == "dialog" and "action" not in attrs for attrs in forms)
    assert all(attrs["autocomplete"] == "off" for attrs in forms)


def test_no_page_needs_a_weaker_policy():
    pages = [agency_page(), *pages_by_path([summary("so-mau")]).values()]
    for page in pages:
        for tag, attrs in Elements(page.content).elements:
            assert tag not in {"script", "style", "iframe"}
            assert not {name for name in attrs if name == "style" or name.startswith("on")}
        assert "//" not in page.head


def test_the_agency_is_in_the_form_as_text():
    page = agency_page(ten=HOSTILE)
    (place,) = (attrs for _, attrs in Elements(page.content).elements if "data-request" in attrs)
    assert place["data-agency"] == HOSTILE
    assert place["id"] == "buoc-3"
    assert HOSTILE not in page.content


@pytest.mark.parametrize(
    ("channels", "address"),
    [
        ([], ""),
        ([{"loai": "truc-tiep", "dia_chi": "a@mau.example"}], ""),
        ([{"loai": "thu-dien-tu", "dia_chi": "Văn thư, số 1 đường Mẫu"}], ""),
        ([{"loai": "thu-dien-tu"}], ""),
        ([{"loai": "email", "dia_chi": "b@mau.example"}], "b@mau.example"),
        (
            [
                {"loai": "buu-chinh", "dia_chi": "Số 1"},
                {"loai": "thu-dien-tu", "dia_chi": "c@mau.example"},
                {"loai": "thu-dien-tu", "dia_chi": "d@mau.example"},
            ],
            "c@mau.example",
        ),
    ],
)
def test_letters_go_to_the_announced_mail_channel_alone(channels, address):
    fields = {"ten": "Sở Mẫu", "loai": "so", "email": "chung@mau.example", "kenh": channels}
    assert reach_of(AgencyProfile.model_validate(fields)).mail == address


@pytest.mark.parametrize(
    ("seat", "lines", "dialled"),
    [
        ("0298 1", ["0298 4"], ["0298 4"]),
        ("0298 1", ["0298 4", "0298 5"], ["0298 4", "0298 5"]),
        ("0298 1", ["0298 4", None], ["0298 4", "0298 1"]),
        (None, ["0298 4"], ["0298 4"]),
        (None, [None], []),
        ("0298 1", [], []),
    ],
)
def test_who_asks_by_telephone_dials_the_line_for_requests(seat, lines, dialled):
    channels = [{"loai": "dien-thoai", **({"dia_chi": line} if line else {})} for line in lines]
    page = agency_page(**({"dien_thoai": seat} if seat else {}), kenh=channels)
    by_phone = page.content.partition("Hỏi thêm qua điện thoại:")[2].partition("<p>")[0]
    assert re.findall(r"tel:(\d+)", by_phone) == [number.replace(" ", "") for number in dialled]


def test_an_agency_that_has_ended_takes_no_requests():
    page = agency_page(cham_dut={"ngay": "2026-01-01"}, ke_thua=["so-moi", "Sở khác"])
    assert "data-request" not in page.content
    assert page.head == ""
    # Whose records nobody on this site holds, the office that watches over the law is asked.
    place = Jurisdiction.model_validate(
        {"giam_sat": {"ten": "Sở Theo dõi", "dien_thoai": "0298 1"}}
    )
    alone = agency_page(site(place), cham_dut={"ngay": "2026-01-01"})
    assert "Hãy hỏi: Sở Theo dõi (" in alone.content
    assert "chưa công bố" not in page.content + alone.content


def test_who_took_over_is_called_up_and_asked_from_the_page_of_an_ended_agency():
    context = site(agencies=frozenset({"so-mau", "so-moi"}))
    page = agency_page(context, cham_dut={"ngay": "2026-01-01"}, ke_thua=["so-moi"])
    assert call_placeholder("so-moi") in page.content
    assert named_agencies(page.content) == {"so-moi"}
    (button,) = (attrs for attrs in Elements(page.content).of("a") if "data-ask-form" in attrs)
    assert button["href"] == "../../../yeu-cau/phieu-01a/#co-quan=so-moi"


def test_an_agency_that_nobody_can_reach_leads_to_the_office_and_never_to_itself():
    place = Jurisdiction.model_validate(
        {"giam_sat": {"ten": "Sở Theo dõi", "dien_thoai": "0298 1"}}
    )
    page = agency_page(site(place))
    assert page.content.count("Sở Theo dõi") >= 2
    main = page.content.partition('<footer class="ai-foot">')[0]
    assert "../dau-moi/" not in main
    known = agency_page(site(place), dau_moi=[{"don_vi": "Văn phòng", "dien_thoai": "0298 2"}])
    assert "../dau-moi/" in known.content
    summary_card = known.content.partition('<h2 id="tom-tat">')[2].partition("<h2")[0]
    assert "Văn phòng" in summary_card
    assert 'href="tel:02982"' in summary_card
    assert "Sở Theo dõi" not in summary_card


def test_scripts_come_in_the_order_they_need_each_other():
    context = site(urls=Urls(prefix="tctt"))
    scripts = re.findall(r'src="([^"]+)" defer', head(context, "tctt/yeu-cau", search=True))
    assert scripts == ["../../assets/access-info/request.js", "du-lieu.js"]
    scripts = re.findall(r'src="([^"]+)" defer', head(context, "tctt/yeu-cau/phieu-01a", form=True))
    names = [script.rpartition("/")[2] for script in scripts]
    assert names == ["request.js", "request-form.js", "du-lieu.js"]


def test_parts_of_the_law_are_the_same_for_every_agency_of_a_depth():
    context = site()
    first = agency_page(context)
    again = agency_page(dataclasses.replace(context, parts={}))
    assert first == again
    assert agency_page(context).content == first.content
    assert len(gzip.compress(first.content.encode())) < 8_000


def test_the_scripts_are_small():
    for name, most in {"request": 4_000, "request-form": 5_500}.items():
        published = joined_script(f"access-info/{name}")
        assert len(gzip.compress(published.encode())) <= most
    assert len(gzip.compress((ASSETS / "request.css").read_bytes())) <= 2_000
