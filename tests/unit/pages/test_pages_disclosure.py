"""Filing of items under the points of the law in force."""

from __future__ import annotations

import datetime
import re

import pytest
from loaded_program import laws_of_today
from request_pages import site

from access_info.model.agency import AgencyProfile
from access_info.model.as_of import AsOf
from access_info.model.fields import fields_of
from access_info.model.items import ConditionalItem, Item
from access_info.model.registry import Agency
from access_info.pages.agency.disclosure import Filing
from access_info.pages.agency.pages import agency_pages
from access_info.pages.rendering.environment import load_texts
from access_info.pages.rendering.site import law_in_force, listed_items

FRAMEWORK, _ = laws_of_today()


def item(identifier="2026-001", **values):
    return Item.model_validate({"ma": identifier, "ten": f"Mục {identifier}", **values})


def filed(items, day="2026-11-24"):
    as_of = AsOf(datetime.date.fromisoformat(day))
    law = law_in_force(FRAMEWORK, as_of)
    filing = Filing(FRAMEWORK, law, as_of, load_texts(), lambda text: text)
    return filing.sections(items), as_of


def places(sections):
    return {
        section.anchor: [entry.item.id for entries in section.groups.values() for entry in entries]
        for section in sections
    }


def test_item_is_under_its_first_point_and_is_linked_from_the_others():
    sections, _ = filed([item(diem=["l01-d17k1đ", "l01-d17k1a2", "l01-d17k1đ3"])])
    assert places(sections) == {"diem-a": [], "diem-dd": ["2026-001"]}
    assert [link.id for link in sections[0].links] == ["2026-001"]
    assert sections[1].links == []
    assert sections[0].count == 0
    assert sections[1].count == 1


def test_sections_follow_the_law_and_groups_the_clerk():
    sections, _ = filed(
        [
            item("3", diem=["l01-d17k1v"], nhom="Hai"),
            item("1", diem=["l01-d17k1a"], nhom="Hai"),
            item("2", diem=["l01-d17k1a"], nhom="Một"),
            item("4", diem=["l01-d17k1a"], nhom="Hai"),
        ]
    )
    assert [section.anchor for section in sections] == ["diem-a", "diem-v"]
    groups = [
        (title, [entry.item.id for entry in entries])
        for title, entries in sections[0].groups.items()
    ]
    assert groups == [("Hai", ["1", "4"]), ("Một", ["2"])]


def test_rows_without_a_group_and_withdrawn_ones_stand_above_all_headings():
    over = {"tinh_trang": "het-hieu-luc"}
    gone = item("2", nhom="Hai", rut={"ly_do": "x"})
    sections, _ = filed([item("1", nhom="Một", **over), gone, item("3", **over)])
    (groups,) = [section.groups for section in sections]
    assert [(title, [entry.item.id for entry in entries]) for title, entries in groups.items()] == [
        ("", ["2", "3"]),
        ("Một", ["1"]),
    ]


def test_points_of_the_other_law_stand_last_with_a_hint():
    sections, _ = filed([item(diem=["l104-d17k1d"]), item("2", diem=["l01-d17k1a"])])
    assert [section.anchor for section in sections] == ["diem-a", "chua-xep"]
    entry = sections[1].groups[""][0]
    assert entry.hint == "Có thể thuộc điểm a, điểm k"
    assert "Luật Tiếp cận thông tin số 01/2026/QH16" in sections[1].title


def test_the_day_decides_the_law():
    both = [item(diem=["l104-d17k1d", "l01-d17k1k"])]
    assert places(filed(both, "2026-08-31")[0]) == {"diem-d": ["2026-001"]}
    assert places(filed(both, "2026-09-01")[0]) == {"diem-k": ["2026-001"]}
    assert places(filed(both, "2017-01-01")[0]) == {"diem-d": ["2026-001"]}


def test_item_without_point_is_not_lost():
    assert places(filed([item()])[0]) == {"chua-xep": ["2026-001"]}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"tinh_trang": "het-hieu-luc"}, "Hết hiệu lực"),
        ({"tinh_trang": "thay-the", "thay_the_boi": "12/QĐ-UBND"}, "Được thay thế bởi: 12/QĐ-UBND"),
        (
            {"tinh_trang": "da-rut", "rut": {"ngay": "2026-10-01", "ly_do": "Nhầm"}},
            "Đã rút ngày 01/10/2026: Nhầm",
        ),
        ({"rut": {"ly_do": "Nhầm"}}, "Đã rút: Nhầm"),
        ({"hieu_luc": {"den": "2026-11-23"}}, "Hết hiệu lực từ 24/11/2026"),
    ],
)
def test_what_is_over_comes_last(values, words):
    sections, _ = filed([item(diem=["l01-d17k1a"], **values)])
    assert [section.anchor for section in sections] == ["da-het"]
    assert str(sections[0].groups[""][0].state) == words


def test_what_is_to_come_says_so_and_the_cache_knows_until_when():
    coming = [item(diem=["l01-d17k1a"], hieu_luc={"tu": "2026-12-01", "den": "2027-01-31"})]
    sections, as_of = filed(coming)
    assert sections[0].groups[""][0].state == "Có hiệu lực từ 01/12/2026"
    assert as_of.span == (datetime.date(2026, 9, 1), datetime.date(2026, 11, 30))
    sections, as_of = filed(coming, "2026-12-01")
    assert sections[0].groups[""][0].state == ""
    assert as_of.span == (datetime.date(2026, 12, 1), datetime.date(2027, 1, 31))


def test_documents_follow_their_category_but_not_a_withdrawn_category():
    documents = [{"ma": "2026-002", "ten": "Văn bản"}]
    sections, _ = filed([item(diem=["l01-d17k1a"], van_ban=documents)])
    assert places(sections) == {"diem-a": ["2026-001", "2026-002"]}
    assert sections[0].count == 1
    sections, _ = filed([item(diem=["l01-d17k1a"], van_ban=documents, rut={"ly_do": "x"})])
    assert places(sections) == {"da-het": ["2026-001"]}


def test_kind_of_information_is_named():
    sections, _ = filed([item(diem=["a2"])])
    assert sections[0].groups[""][0].kind == "Chương trình, kế hoạch công tác hằng năm"


@pytest.mark.parametrize("name", ["cong-khai", "co-dieu-kien"])
def test_titles_in_other_languages_say_in_which(name):
    """Else a screen reader reads Khmer as if it were Vietnamese, and no font for it is chosen."""
    titles = {"en": "Regulation on information", "km": "បទបញ្ជា"}
    row = {"ma": "2026-001", "ten": "Quy chế", "ten_khac": titles}
    agency = Agency(
        "so-mau",
        AgencyProfile.model_validate({"ten": "Sở Mẫu", "loai": "so"}),
        items=(Item.model_validate(row),),
        conditional=(ConditionalItem.model_validate(row),),
    )
    pages = agency_pages(agency, site(), AsOf(datetime.date(2026, 11, 24))).pages
    (page,) = [page for page in pages if page.path.endswith(f"/{name}")]
    marked = dict(re.findall(r'<span lang="?(\w+)"?>([^<]*)</span>', page.content))
    assert marked == titles


def shown(name, day="2026-11-24", **lists):
    """HTML of a page of an agency with these lists."""
    profile = AgencyProfile.model_validate({"ten": "Sở Mẫu", "loai": "so"})
    as_of = AsOf(datetime.date.fromisoformat(day))
    pages = agency_pages(Agency("so-mau", profile, **lists), site(), as_of).pages
    (page,) = [page for page in pages if page.path.endswith(f"/{name}")]
    return page


@pytest.mark.parametrize(
    ("day", "last"),
    [("2026-10-31", ""), ("2026-11-24", "2026-11-01"), ("2026-12-20", "2026-12-20")],
)
def test_the_foot_tells_the_last_change_that_has_come(day, last):
    days = ("2026-12-20", "2026-11-01")
    page = shown("cong-khai", day, items=tuple(item(each, ngay_cong_khai=each) for each in days))
    assert page.updated == last
    assert ("Cập nhật" in page.content.rpartition("</table>")[2]) == bool(last)


WORDS = {
    **{
        name: f"lời ở {name}"
        for name in ("dieu_kien", "nguoi_dong_y", "don_vi", "can_cu", "ghi_chu")
    },
    "nhom": "lời ở nhom",
    "so_ky_hieu": "12/QĐ-SM",
    "ten_khac": {"en": "Regulation on information", "km": "បទបញ្ជា"},
    "loai": "d16k1",
    "ngay_ban_hanh": "2026-03-17",
    "ngay_cong_khai": "2026-11-19",
    "ngay_cap_nhat": "2026-11-19",
    "ngay_ra_soat": "2026-11-18",
}
STATED = (
    *("lời ở", "12/QĐ-SM", "Regulation on", "បទបញ្ជា", "đồng ý bằng"),
    *("17/3/2026", "19/11/2026", "18/11/2026"),
)


@pytest.mark.parametrize(
    ("name", "key", "kind"),
    [("cong-khai", "items", Item), ("co-dieu-kien", "conditional", ConditionalItem)],
)
def test_of_a_row_withdrawn_by_hand_only_name_day_and_ground_are_shown(name, key, kind):
    row = {"ma": "2026-001", "ten": "Hồ sơ hộ tịch", **WORDS}
    keys = {doc.key for doc in fields_of(kind)}
    known = {field: value for field, value in row.items() if field in keys}
    gone = {**known, "rut": {"ngay": "2026-10-01", "ly_do": "Nhầm"}}
    before, after = (
        shown(name, **{key: (kind.model_validate(values),)}) for values in (known, gone)
    )
    assert before.updated == "2026-11-19"
    assert after.updated == "2026-10-01"
    list_before = before.content[before.content.index("<tbody") :]
    list_after = after.content[after.content.index("<tbody") :]
    assert "Hồ sơ hộ tịch" in list_after
    assert "Đã rút ngày 01/10/2026: Nhầm" in list_after
    assert [words for words in STATED if words in list_after] == []
    assert len([words for words in STATED if words in list_before]) >= 5


@pytest.mark.parametrize(
    ("end", "words"),
    [
        ("a.pdf?x=1", "PDF"),
        ("a.PDF#trang=2", "PDF"),
        ("a.ods", "ODS"),
        ("a.html?tep=b.pdf", ""),
        ("a", ""),
    ],
)
def test_a_list_and_pages_of_all_agencies_name_the_format_of_an_address_alike(end, words):
    row = item(diem=["l01-d17k1a"], dia_chi=[f"https://mau.example/{end}"])
    as_of = AsOf(datetime.date(2026, 11, 24))
    agency = Agency("so-mau", AgencyProfile.model_validate({"ten": "S", "loai": "so"}), (row,))
    (listed,) = listed_items(agency, site(), FRAMEWORK, as_of)
    for html in (shown("cong-khai", items=(row,)).content, listed.title):
        behind = html[html.index(f"/{end}") :].partition("</a>")[2]
        assert re.findall("^ <small>(.*?)</small>", behind) == ([words] if words else [])
