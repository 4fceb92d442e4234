"""Counts on the nation's pages, and their limits; nothing of a member is trusted."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re
from pathlib import Path

import pytest
from exported_lists import golden_text
from nation_pages_read import lines_of, nation_of, of, pages, site_of, text, written
from nation_sites import member_part
from site_builds import digests, read
from work_counting import calls_of

from access_info.nation.copies import MemberStanding
from access_info.nation.pages.about import write_pages
from access_info.nation.pages.duties import Counted
from access_info.nation.pages.frame import day_of
from access_info.nation.summary import (
    AgencyFacts,
    DutyFacts,
    MemberFacts,
    NewRow,
    PointFacts,
    YearFacts,
)

GOLDEN = Path(__file__).parent / "golden"
MOST_BYTES = 400_000

DUTIES = (
    of(
        DutyFacts,
        "OB-01",
        "Lời của tỉnh",
        {"dat": 7, "qua-han": 2, "chua-co": 1, "khong-ap-dung": 5},
    ),
    of(DutyFacts, "OB-02", "Lời của tỉnh", {"dat-mot-phan": 1, "chua-co": 1, "bia": 9}),
    of(DutyFacts, "rieng-1", "Việc riêng <b>", {"dat": 3}),
)


def test_duties_are_counted_by_province_and_shares_need_enough_agencies(tmp_path):
    parts = [
        member_part("01", MemberFacts(duties=DUTIES), tmp_path / "01"),
        member_part("02", MemberFacts(duties=DUTIES[:1]), tmp_path / "02"),
        member_part("03", MemberFacts(), tmp_path / "03"),
    ]
    out = written(parts, tmp_path / "trang")
    whole = text(out, "giam-sat")
    # Titles are the law's where it knows the duty.
    assert "Lời của tỉnh" not in whole
    assert "Việc riêng <b>" in whole
    assert "Chưa công bố tình hình thực hiện: Tỉnh Mẫu 03." in whole
    assert "20 14 (70 %) 0 0 4 (20 %) 2 (10 %)" in whole
    assert "2 0 1 0 0 1" in whole  # two agencies have no share
    assert "17 ✓ Đạt trên 25 việc phải làm" in whole
    duty = text(out, "giam-sat/viec/ob-01")
    assert duty.count("10 7 (70 %) 0 0 2 (20 %) 1 (10 %)") == 2
    province = text(out, "giam-sat/tinh/01")
    assert "0 trên 2 đạt" in province
    assert "70 % đạt" in province
    assert not (out / "giam-sat/tinh/03").exists()
    golden_text(GOLDEN / "giam-sat.txt", lines_of(out / "giam-sat/index.html"))


# Counts; what a cell of the table says; what stands at a bar; what most have, of equals the worse.
CELLS = [
    # Nearly all is not all, hardly any is not none.
    ({"dat": 199, "chua-co": 1}, "99", "99,5 % đạt", "dat"),
    ({"dat": 1, "chua-co": 299}, "1", "0,3 % đạt", "chua-co"),
    ({"dat": 10}, "100", "100 % đạt", "dat"),
    ({"chua-co": 10}, "0", "0 % đạt", "chua-co"),
    ({"dat": 5, "qua-han": 4}, "5/9", "5 trên 9 đạt", "dat"),
    ({"dat": 1, "qua-han": 1}, "1/2", "1 trên 2 đạt", "qua-han"),
    ({"qua-han": 2, "chua-co": 2}, "0/4", "0 trên 4 đạt", "chua-co"),
    ({"khong-danh-gia-duoc": 2, "dat-mot-phan": 2}, "0/4", "0 trên 4 đạt", "khong-danh-gia-duoc"),
    ({"khong-ap-dung": 30, "dat": 1}, "1/1", "1 trên 1 đạt", "dat"),
]


@pytest.mark.parametrize(("counts", "cell", "note", "commonest"), CELLS)
def test_a_cell_says_no_more_than_is_so(counts, cell, note, commonest):
    counted = Counted(counts)
    assert (counted.in_cell, counted.note, counted.commonest) == (cell, note, commonest)


def test_the_worst_are_those_with_the_smallest_part_met_then_with_most_that_is_lacking():
    order = [
        {"chua-co": 3},
        {"chua-co": 1, "dat-mot-phan": 2},
        {"dat-mot-phan": 4},
        {"dat": 1, "qua-han": 3},
        {"dat": 1, "dat-mot-phan": 3},
        {"dat": 90, "chua-co": 10},
        {"dat": 2},
    ]
    counted = [Counted(counts) for counts in order]
    assert [
        each
        for each, _ in sorted(
            zip(order[::-1], counted[::-1], strict=True), key=lambda pair: pair[1].badness
        )
    ] == order


def test_a_moment_is_of_the_day_in_viet_nam_and_a_day_is_that_day():
    for moment, day in {
        "2026-11-23T16:59:59+00:00": 23,
        "2026-11-23T17:00:00+00:00": 24,
        "2026-11-24T01:00:00+07:00": 24,
        "2026-11-24": 24,
    }.items():
        assert day_of(moment) == datetime.date(2026, 11, day), moment
    assert day_of("2026-11") is day_of("") is None


def test_agencies_stand_by_kind_in_the_usual_order_and_those_that_ended_do_not_count(tmp_path):
    agencies = [
        of(AgencyFacts, "Sở Một", "so", "", disclosed=2),
        of(AgencyFacts, "Xã Cũ", "xa", "", ended="2025-07-01", disclosed=3),
        of(AgencyFacts, "Loại mới", "loai-moi", ""),
        of(AgencyFacts, "Văn phòng", "van-phong-ubnd", ""),
        of(AgencyFacts, "Xã Mới", "xa", ""),
    ]
    facts = MemberFacts(agencies=agencies, kinds={"loai-moi": "Ban quản lý"})
    never = member_part("02", MemberFacts(), tmp_path / "02", standing=MemberStanding.NEVER)
    out = written([member_part("01", facts, tmp_path / "01"), never], tmp_path / "trang")
    words = text(out, "tinh/01")
    kinds = [
        "Ủy ban nhân dân tỉnh (Văn phòng) Văn phòng",
        "Sở, ban, ngành cấp tỉnh Sở Một 2 thông tin",
        "Ủy ban nhân dân xã Xã Cũ Chấm dứt hoạt động từ ngày 01/7/2025 3 thông tin Xã Mới",
        "Ban quản lý Loại mới",
    ]
    assert " ".join(kinds) in words
    assert "4 cơ quan · 5 thông tin" in words
    home = text(out, "")
    assert "1/2 tỉnh, thành phố đang hiện ở đây 4 cơ quan có trang 5 mục" in home


def test_figures_are_added_up_by_year_and_province(tmp_path):
    sums = {
        "received": 30,
        "full": 25,
        "refused": 5,
        "on_time": 27,
        "late": 3,
    }
    years = [of(YearFacts, 2026, 2, sums), of(YearFacts, 2025, 1, {"received": 4})]
    parts = [
        member_part("01", MemberFacts(years=years), tmp_path / "01"),
        member_part("02", MemberFacts(years=years[:1]), tmp_path / "02"),
    ]
    words = text(written(parts, tmp_path / "trang"), "thong-ke")
    assert "2026 4 60 50 10 6 90 %" in words
    assert "2025 1 4" in words
    assert "Tỉnh Mẫu 01 2 30 25 5 3 90 %" in words
    assert "Tỉnh Mẫu 02 90 % chưa có số liệu" not in words
    assert text(tmp_path / "trang", "tinh/01")


def test_points_are_those_of_the_law(tmp_path):
    points = [
        of(PointFacts, "l01-d17k1a2", 5, 3),
        of(PointFacts, "l104-d17k1a", 2, 1),
        of(PointFacts, "bia", 9, 9),
    ]
    parts = [
        member_part(code, MemberFacts(points=points), tmp_path / code) for code in ("01", "02")
    ]
    words = text(written(parts, tmp_path / "trang"), "phap-luat")
    assert "Chương trình, kế hoạch công tác hằng năm 10 6 2" in words
    assert "4 2 2" in words
    assert "18 18 2" not in words
    golden_text(GOLDEN / "phap-luat.txt", lines_of(tmp_path / "trang/phap-luat/index.html"))


def test_what_is_new_is_the_newest_of_all_and_never_of_days_to_come(tmp_path):
    def rows(code, *days):
        return [
            of(NewRow, f"Tin {code} {day}", f"https://tinh-{code}.mau.example/{day}", "Xã", day)
            for day in days
        ]

    parts = [
        member_part(
            "01",
            MemberFacts(newest=rows("01", "2026-11-29", "2026-11-27", "2026-11")),
            tmp_path / "01",
        ),
        member_part(
            "02", MemberFacts(newest=rows("02", "2026-11-28", "2026-11-01")), tmp_path / "02"
        ),
    ]
    words = text(written(parts, tmp_path / "trang"), "")
    order = re.findall(r"Tin 0\d 2026-11-\d\d", words)
    assert order == ["Tin 02 2026-11-28", "Tin 01 2026-11-27", "Tin 02 2026-11-01"]
    assert "2026-11-29" not in words
    assert "Tin 01 2026-11 " not in words


HOSTILE = "\"><script>alert(1)</script>'{{ 7*7 }}[[site.home]]<img src=x onerror=alert(1)>&amp;"


def test_nothing_of_a_member_is_trusted(tmp_path):
    agency = of(AgencyFacts, HOSTILE, HOSTILE, "javascript:alert(1)", ended=HOSTILE, disclosed=3)
    facts = MemberFacts(
        agencies=[agency, dataclasses.replace(agency, kind="xa", address='https://a.example/ "x')],
        kinds={HOSTILE: HOSTILE},
        duties=[
            of(DutyFacts, "../../x", HOSTILE, {"dat": 1}),
            of(DutyFacts, "moi", HOSTILE, {"dat": 1, HOSTILE: 4}),
        ],
        points=[of(PointFacts, HOSTILE, 1, 1)],
        years=[of(YearFacts, 999_999, 1, {HOSTILE: 3, "received": 1})],
        newest=[
            of(NewRow, HOSTILE, "data:text/html,x", HOSTILE, "2026-11-01"),
            of(NewRow, "x", "x", "y", HOSTILE),
        ],
    )
    state = {
        "name": HOSTILE * 100,
        "created": HOSTILE,
        "reached": HOSTILE,
        "generator": HOSTILE,
        "data_version": HOSTILE,
        "failures": [HOSTILE] * 50,
    }
    parts = [
        member_part("01", facts, tmp_path / "01", **state),
        member_part("02", facts, tmp_path / "02", **state, standing=MemberStanding.STALE),
        member_part("03", facts, tmp_path / "03", **state, standing=MemberStanding.EXPIRED),
    ]
    nation = nation_of([member_part("09", facts, tmp_path / "09")])
    out = tmp_path / "trang"
    out.mkdir()
    write_pages(site_of(parts, nation, out))
    assert digests(out).keys() == {
        *("index.html", "404.html", "tinh/index.html", "tinh/01/index.html", "tinh/02/index.html"),
        *("giam-sat/index.html", "giam-sat/viec/moi/index.html"),
        *("giam-sat/tinh/01/index.html", "giam-sat/tinh/02/index.html"),
        *("thong-ke/index.html", "phap-luat/index.html", "du-lieu-mo/index.html"),
        *("ket-noi/index.html", "ve-trang-nay/index.html"),
    }
    for path, page in pages(out).items():
        source = (out / path).read_text("utf-8")
        assert page.active == [], path
        assert "<img src=x" not in source
        assert "<script>alert" not in source
        assert "49" not in page.text
        assert not [link for link in page.links if link.startswith(("data:", "javascript:"))]
        assert len(source) < MOST_BYTES


def of_many(code, folder, agencies=112):
    """A member as large as they are, its names as long as they may be."""
    name = "Ủy ban nhân dân xã " + "Mẫu " * 120
    url = f"https://tinh-{code}.mau.example/"
    return member_part(
        code,
        MemberFacts(
            agencies=[
                of(AgencyFacts, f"{n} {name}", "xa", f"{url}co-quan/x{n}/", disclosed=100)
                for n in range(agencies)
            ],
            duties=[
                of(DutyFacts, f"OB-{n:02}", name, {"dat": 50, "chua-co": 62}) for n in range(1, 24)
            ],
            points=[of(PointFacts, f"l01-d17k1{letter}1", 9, 9) for letter in "abcdegh"],
            years=[
                of(YearFacts, year, 100, {"received": 90, "on_time": 80, "late": 10})
                for year in range(2026, 2014, -1)
            ],
            newest=[of(NewRow, name, f"{url}{n}", name, "2026-11-01") for n in range(20)],
        ),
        folder / code,
    )


def test_pages_stay_small_and_their_cost_grows_with_the_members_alone(tmp_path):
    parts = {
        count: [of_many(f"{number:02}", tmp_path / str(count)) for number in range(count)]
        for count in (17, 34)
    }
    written(parts[17], tmp_path / "khoi-dong")  # whatever is compiled and read once
    calls = {
        count: calls_of(functools.partial(written, members, tmp_path / f"trang-{count}"))
        for count, members in parts.items()
    }
    out = tmp_path / "trang-34"
    sizes = {path.relative_to(out).as_posix(): path.stat().st_size for path in out.rglob("*.html")}
    assert max(sizes.values()) < MOST_BYTES, max(sizes.items(), key=lambda item: item[1])
    assert calls[34] < 2.1 * calls[17]


def test_a_member_with_very_many_agencies_shows_some_and_leads_to_the_rest(tmp_path):
    out = written([of_many("01", tmp_path, agencies=2_000)], tmp_path / "trang")
    page = read(out / "tinh/01/index.html")
    assert "Còn 500 cơ quan nữa" in page.text
    assert (
        sum(link.startswith("https://tinh-01.mau.example/co-quan/") for link in page.links) == 1_500
    )
