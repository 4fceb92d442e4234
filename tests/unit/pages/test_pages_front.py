"""The front page, the directory and the pages of subjects, from agencies as they are loaded."""

from __future__ import annotations

import datetime
import re

import pytest
from loaded_program import laws_of_today

from access_info.model.agency import AgencyProfile, YearStatistics
from access_info.model.as_of import AsOf
from access_info.model.items import Item
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import Agency, Attachment
from access_info.pages.province.directory import LATELY, directory_pages, front_page
from access_info.pages.province.law_pages import MAX_ITEMS, PointPages
from access_info.pages.rendering.environment import icon
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import SiteContext, listed_items, summarise

FRAMEWORK, PROBLEMS = laws_of_today()
assert FRAMEWORK is not None, PROBLEMS
NEW = FRAMEWORK.packs[-1]
NOW = datetime.date(2026, 11, 25)
LAND = next(point for point in NEW.points if point.letter == "l")
HOSTILE = '<script>alert("1")</script>'
PLACE = Jurisdiction.model_validate({"ten": "Tỉnh Mẫu", "loai": "tinh"})
_TAGS = re.compile(r"<[^>]+>")


def item(number, day="2026-11-20", **fields):
    values = {"ma": f"2026-{number:03}", "ten": f"Thông tin {number}", "diem": [LAND.id]}
    return Item.model_validate({**values, "ngay_cong_khai": day, **fields})


def agency(name, items=(), years=(), attachments=None, **fields):
    profile = AgencyProfile.model_validate({"ten": f"Sở {name}", "loai": "so", **fields})
    return Agency(
        name, profile, items=tuple(items), statistics=tuple(years), attachments=attachments or {}
    )


def site_of(agencies, place=PLACE, **values):
    names = frozenset(each.id for each in agencies)
    return SiteContext(FRAMEWORK, place, values.pop("urls", Urls()), names, **values)


def given(agencies, site, day=NOW):
    """Sum agencies up as a build does: summaries, items by agency."""
    summaries = [summarise(each, FRAMEWORK, AsOf(day)) for each in agencies]
    listed = {each.id: [*listed_items(each, site, FRAMEWORK, AsOf(day))] for each in agencies}
    return summaries, listed


def front(agencies, place=PLACE, day=NOW, as_of=None, **values):
    site = site_of(agencies, place, **values)
    return front_page(*given(agencies, site, day), site, as_of or AsOf(day)).content


def words(html):
    return " ".join(_TAGS.sub(" ", html).split())


def points(agencies, day=NOW):
    site = site_of(agencies)
    return {
        page.path: page for page in PointPages(*given(agencies, site, day), site).all(AsOf(day))
    }


def figures(html):
    return re.findall(r'<div class="ai-figure"><b>([^<]*)</b>', html)


def test_the_headline_names_the_province_or_the_body():
    for name, kind, text in (
        ("Tỉnh Mẫu", "tinh", "cơ quan nhà nước tỉnh Mẫu"),
        ("Thành phố Mẫu", "thanh-pho", "cơ quan nhà nước thành phố Mẫu"),
        ("Bộ Mẫu", "bo", "Tìm thông tin của Bộ Mẫu"),
    ):
        place = Jurisdiction.model_validate({"ten": name, "loai": kind})
        assert text in words(front([], place))
    assert "Tìm thông tin của cơ quan nhà nước" in words(front([], Jurisdiction()))
    assert "trả lời trong 12 ngày" in words(front([]))


@pytest.mark.parametrize(("kind", "leads_on"), [("xa", "#xa-phuong"), ("so", "")])
def test_the_tile_of_communes_is_there_where_a_commune_is(kind, leads_on):
    page = front([agency("so-mau"), agency("thu", loai=kind)])
    assert re.findall(r'href="co-quan/([^"]*)"', page)[:1] == [leads_on]
    assert ("Xã, phường của tôi" in page) == bool(leads_on)


def test_before_the_new_law_the_days_are_those_of_the_old():
    assert "trả lời trong 15 ngày làm việc" in words(front([], day=datetime.date(2026, 8, 31)))


def test_figures_count_what_is_there():
    year = YearStatistics.model_validate({"nam": 2026, "thoi_gian": {"dung_han": 19, "qua_han": 1}})
    older = YearStatistics.model_validate(
        {"nam": 2025, "thoi_gian": {"dung_han": 0, "qua_han": 99}}
    )
    some = [
        agency("a", [item(1), item(2, "2026-01-01"), item(3, tinh_trang="het-hieu-luc")], [year]),
        agency("b", [item(1, "2026-11-26")], [older]),  # tomorrow's is public and not yet new
        agency("c", cham_dut={"ngay": "2025-07-01"}),
    ]
    assert figures(front(some)) == ["2", "3", "1", "95 %"]


def test_what_is_new_ages_day_by_day_and_the_page_knows_until_when():
    some = [agency("a", [item(1, "2026-11-20")])]
    as_of = AsOf(NOW)
    assert figures(front(some, as_of=as_of))[2] == "1"
    first, last = as_of.span
    assert first == datetime.date(2026, 11, 20)
    assert last == first + datetime.timedelta(days=LATELY - 1)
    for day, count in ((first, "1"), (last, "1"), (last + datetime.timedelta(days=1), "0")):
        assert figures(front(some, day=day))[2] == count


def test_examples_are_the_provinces_or_else_the_commonest_headings():
    some = [
        agency("a", [item(1, nhom="Thủ tục"), item(2, nhom="Thủ tục"), item(3, nhom="Giá đất")])
    ]
    chips = re.compile(r'href="tim-kiem/#q=[^"]*">([^<]*)</a>')
    assert chips.findall(front(some)) == ["Thủ tục", "Giá đất"]
    named = Jurisdiction.model_validate(
        {"ten": "Tỉnh Mẫu", "loai": "tinh", "goi_y": ["sổ đỏ & <b>"]}
    )
    assert chips.findall(front(some, named)) == ["sổ đỏ &amp; &lt;b&gt;"]
    assert "q=s%E1%BB%95%20%C4%91%E1%BB%8F%20%26%20%3Cb%3E" in front(some, named)


def test_the_newest_come_first_and_lead_to_the_document():
    files = {"tep/bang gia.pdf": Attachment(412_000, 0)}
    some = [
        agency("a", [item(1, "2026-11-01", tep=["bang gia.pdf"])], attachments=files),
        agency(
            "b", [item(2, "2026-11-24", dia_chi=["https://b.example/x"]), item(3, "2026-11-10")]
        ),
        agency("c", [item(4, "2026-12-01", ten="Chưa tới ngày")]),
    ]
    news = front(some).partition('class="ai-news"')[2]
    assert re.findall(r'<li><a href="([^"]*)"', news) == [
        "https://b.example/x",
        "./co-quan/b/cong-khai/#2026-003",
        "./co-quan/a/tep/bang%20gia.pdf",
    ]
    assert "PDF, 412 kB" in news
    assert "Chưa tới ngày" not in news


def test_a_file_without_an_ending_is_named_by_its_size_alone():
    some = [
        agency("a", [item(1, tep=["doc-me"])], attachments={"tep/doc-me": Attachment(412_000, 0)})
    ]
    page = points(some)["phap-luat/luat-01-2026/diem-l"]
    assert "<small>412 kB</small>" in page.content


def test_texts_of_the_data_stay_texts():
    some = [
        agency("a", [item(1, ten=HOSTILE, so_ky_hieu=HOSTILE, nhom=HOSTILE[:20])], ten_ngan=HOSTILE)
    ]
    site = site_of(some)
    pages = [front(some), *(page.content for page in points(some).values())]
    pages += [page.content for page in directory_pages(given(some, site)[0], site, AsOf(NOW))]
    assert not any("<script>" in page for page in pages)


def test_a_subject_lists_every_agencys_items_the_newest_first():
    some = [agency("b", [item(1, "2026-01-02"), item(2, "2026-03-04")]), agency("a", [item(3)])]
    page = points(some)["phap-luat/luat-01-2026/diem-l"]
    assert "<h1>Đất đai</h1>" in page.content
    assert page.crumb == "Đất đai"
    assert re.findall(r">Thông tin (\d)<", page.content) == ["3", "2", "1"]
    assert re.findall(r'<h3 id="([^"]*)">', page.content) == ["a", "b"]
    assert 'href="../../../co-quan/b/cong-khai/#diem-l"' in page.content


def test_thousands_of_items_stand_on_pages_of_whole_agencies():
    some = [agency(f"a{n:03}", [item(of) for of in range(8)]) for n in range(60)]
    path = "phap-luat/luat-01-2026/diem-l"

    def divided(agencies):
        pages = points(agencies)
        divided_pages = {
            name: page for name, page in pages.items() if f"{name}/".startswith(f"{path}/")
        }
        of_page = [re.findall(r'<h3 id="(\w+)">', page.content) for page in divided_pages.values()]
        assert [*divided_pages] == [
            path,
            *(f"{path}/{number}" for number in range(2, len(divided_pages) + 1)),
        ]
        assert all(
            page.content.count(">Thông tin ") <= MAX_ITEMS for page in divided_pages.values()
        )
        return divided_pages, of_page

    before, parts = divided(some)
    assert len(parts) > 2
    assert sorted(name for part in parts for name in part) == [each.id for each in some]
    # One more item of the first agency changes its page, and no other but by moving whole agencies.
    rest = [each for each in some if each.id != parts[0][0]]
    more = [agency(parts[0][0], [item(of) for of in range(9)]), *rest]
    after, moved = divided(more)
    same = [name for name in before if before[name].content == after[name].content]
    assert len(same) >= len(before) - 2
    assert moved[-1] == parts[-1]

    busy = [*some, agency("z", [item(of) for of in range(MAX_ITEMS + 1)])]
    divided_pages, _ = divided(busy)
    last = [*divided_pages.values()][-1].content
    assert "(tiếp theo)" in last
    assert '<h3 id="z">' in last
    assert len(re.findall(r">Thông tin \d+<", last)) == 1


def test_a_busy_agencys_items_are_all_listed():
    days = [f"2026-0{1 + number // 20}-{1 + number % 20:02}" for number in range(43)]
    busy = agency("a", [item(number, day) for number, day in enumerate(days, 1)])
    page = points([busy, agency("b", [item(1)])])["phap-luat/luat-01-2026/diem-l"].content
    of_busy, _ = page.split('<h3 id="b">')
    newest = [str(number) for number in range(len(days), 0, -1)]
    assert re.findall(r">Thông tin (\d+)<", of_busy) == newest
    assert f"{len(days) + 1} thông tin của 2 cơ quan" in page


def test_a_subject_without_items_leads_on_to_somebody():
    place = Jurisdiction.model_validate(
        {
            "ten": "Tỉnh Mẫu",
            "loai": "tinh",
            "phan_cong": [{"diem": LAND.kinds[0].id, "co_quan": ["a"]}],
            "giam_sat": {"ten": "Sở Tư pháp", "dien_thoai": "0298 3812 005"},
        }
    )
    some = [agency("a")]
    site = site_of(some, place)
    pages = PointPages(*given(some, site), site).all(AsOf(NOW))
    page = next(page for page in pages if page.path.endswith("01-2026/diem-l"))
    assert 'href="../../../co-quan/a/"' in page.content
    assert 'href="../../../yeu-cau/"' in page.content
    assert "tel:02983812005" in page.content


def test_no_two_subjects_of_a_law_share_an_icon():
    for law in FRAMEWORK.packs:
        pictures = [icon(f"material/{point.icon}") for point in law.points]
        assert len(set(pictures)) == len(law.points)


@pytest.mark.parametrize(
    ("kind", "name", "listed"),
    [
        ("xa", "Ủy ban nhân dân xã Mẫu Lâm", "Xã Mẫu Lâm"),
        ("phuong", "UỶ BAN NHÂN DÂN phường Mẫu", "Phường Mẫu"),
        ("dac-khu", "Ủy ban nhân dân đặc khu Hòn Mẫu", "Đặc khu Hòn Mẫu"),
        ("xa", "Ủy ban nhân dân thị trấn Mẫu", "Ủy ban nhân dân thị trấn Mẫu"),
        ("van-phong-ubnd", "Ủy ban nhân dân tỉnh Mẫu", "Ủy ban nhân dân tỉnh Mẫu"),
        ("so", "Sở Mẫu", "Sở Mẫu"),
    ],
)
def test_communes_are_listed_by_a_common_way_of_naming(kind, name, listed):
    profile = AgencyProfile.model_validate({"ten": name, "loai": kind})
    assert profile.listed_name == listed
    named = profile.model_copy(update={"short_name": "Tên riêng"})
    assert named.listed_name == "Tên riêng"


def test_the_directory_has_telephones_old_names_and_what_ended():
    some = [
        agency(
            "xa-a",
            loai="xa",
            ten="Ủy ban nhân dân xã An",
            dien_thoai="0298 3822 000",
            ten_cu=[{"ten": "Xã Cũ"}],
        ),
        agency(
            "xa-b",
            loai="xa",
            ten="Ủy ban nhân dân xã Bình",
            cham_dut={"ngay": "2025-07-01"},
            ke_thua=["xa-a"],
        ),
    ]
    site = site_of(some)
    page = next(directory_pages(given(some, site)[0], site, AsOf(NOW)))
    assert 'aria-current="page">Theo loại' in page.content
    text = words(page.content)
    assert "Xã An 0298 3822 000 Tên cũ: Xã Cũ" in text
    assert "Xã Bình chấm dứt từ 01/7/2025 Nay hỏi: Xã An" in text
    assert 'id="xa-phuong"' in page.content
