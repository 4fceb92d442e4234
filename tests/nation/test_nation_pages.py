"""The nation's pages: whole, in reach, in words; nothing of a member is trusted, nothing grows with its lists."""

from __future__ import annotations

import dataclasses
import html
import re
import time
from pathlib import Path

import pytest
from exported_lists import golden_text
from made_nation import AS_OF, CODES, NAMES, SITE, made_nation, told
from site_builds import dead_links, digests, read

from access_info.model.nation import Nation
from access_info.nation.contract import MemberStanding
from access_info.nation.pages.frame import NationPage
from access_info.nation.pages.writing import write_pages
from access_info.nation.summary.facts import (
    AgencyFacts,
    DutyFacts,
    MemberFacts,
    NewRow,
    PointFacts,
    YearFacts,
)

GOLDEN = Path(__file__).parent / "golden"
ONE, TWO, THREE = (f"https://tinh-{code}.mau.example/" for code in CODES)
MOST_BYTES = 400_000


@pytest.fixture(scope="module")
def site(built, tmp_path_factory):
    out = tmp_path_factory.mktemp("trang") / "ca-nuoc"
    made_nation(built, tmp_path_factory.mktemp("nuoc")).write(out)
    return out


def of(kind, *values, **more):
    """Facts told in the order of their fields."""
    names = [field.name for field in dataclasses.fields(kind)]
    return kind(**dict(zip(names, values, strict=False)), **more)


def pages(site):
    return {path.relative_to(site).as_posix(): read(path) for path in site.rglob("*.html")}


def text(site, path):
    """What a page's main part says, a blank between elements."""
    return " ".join(lines_of(site / path / "index.html").split())


def lines_of(page):
    """What a page's main part says, an element a line."""
    main = re.search(r"<main.*</main>", page.read_text("utf-8"), re.S)[0]
    said = html.unescape(
        re.sub(r"<svg.*?</svg>|<script.*?</script>|<[^>]+>", "\n", main, flags=re.S)
    )
    return "".join(f"{line.strip()}\n" for line in said.splitlines() if line.strip())


def nation_of(parts):
    members = [
        {"ma": part.state.code, "ten": part.state.name, "dia_chi": part.state.url} for part in parts
    ]
    return Nation(ten="Nước Mẫu", thanh_vien=members)


def written(parts, out, **more):
    out.mkdir()
    write_pages(parts, nation_of(parts), out, AS_OF, site_url=SITE, **more)
    return out


def test_every_page_is_in_reach_and_every_link_leads_somewhere(site):
    assert dead_links(site) == []
    reached, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        for link in read(site / path).links:
            if ":" not in link:
                target = (site / path).parent / link.partition("#")[0].partition("?")[0]
                file = target / "index.html" if target.is_dir() else target
                if file.suffix == ".html":
                    waiting.append(file.resolve().relative_to(site.resolve()).as_posix())
    assert reached == pages(site).keys() - {"404.html"}


def test_pages_take_nothing_from_other_hosts_and_say_where_the_reader_is(site):
    for path, page in pages(site).items():
        source = (site / path).read_text("utf-8")
        assert page.active == [], path
        canonical = [link for link in page.resources if "://" in link]
        address = SITE + path.removesuffix("index.html")
        assert canonical == ([] if path == "404.html" else [address])
        assert "default-src 'none'" in source
        assert "'unsafe" not in source, path
        assert ('aria-current="page"' in source) == (path != "index.html"), path
        others = {link for link in page.links if "://" in link}
        assert all(link.startswith((ONE, TWO, THREE)) or "ngay" in link for link in others), path


def test_the_front_page_begins_with_what_one_came_for(site, tmp_path):
    said, home = text(site, ""), read(site / "index.html")
    assert "2/3 tỉnh, thành phố đang hiện ở đây" in said
    assert "12 cơ quan có trang" in said
    assert "12 thông tin đã công khai" in said
    assert all(name in said for name in NAMES)
    assert {"./tinh/01/", "./tinh/02/"} <= set(home.links)
    # No search page, nothing that leads to it.
    assert "tim-kiem" not in (site / "index.html").read_text("utf-8")
    search = NationPage(
        path="tim-kiem", kind="tim-kiem", title="Tìm", description="", content="<h1>Tìm</h1>"
    )
    out = written([told("01", MemberFacts(), tmp_path / "01")], tmp_path / "trang", search=search)
    source = (out / "index.html").read_text("utf-8")
    assert (
        '<form class="ai-search" role=search aria-label="Tìm trên cả nước" action="./tim-kiem/">'
        in source
    )
    assert "../../tim-kiem/#tinh=01" in read(out / "tinh/01/index.html").links


def test_an_agency_leads_to_its_own_page_at_the_member(site):
    page = read(site / "tinh/01/index.html")
    assert {f"{ONE}co-quan/xa-doi/", f"{ONE}co-quan/xa-1/", ONE} <= set(page.links)
    said = text(site, "tinh/01")
    assert "Ủy ban nhân dân xã Một 6 thông tin" in said
    assert said.index(" Ủy ban nhân dân xã ") < said.index(" Ủy ban nhân dân xã Một ")  # its kind


def test_old_figures_say_so_and_who_was_never_read_is_only_named(site):
    assert "Số liệu ngày 24/11/2026" in text(site, "tinh")
    said = "Không lấy được trang của Tỉnh Mẫu Hai từ ngày 25/11/2026. Đang hiện số liệu ngày 24/11/2026."
    for path in ("tinh/02", "giam-sat/tinh/02"):
        assert said in text(site, path)
    assert "Không lấy được" not in text(site, "tinh/01")
    assert "số liệu ngày 24/11/2026" in text(site, "giam-sat")
    assert not (site / "tinh/03").exists()
    named = {path for path, page in pages(site).items() if NAMES[2] in page.text}
    assert named == {"index.html", "tinh/index.html", "ket-noi/index.html"}
    state = text(site, "ket-noi")
    assert "Tỉnh Mẫu Hai ◷ Đang hiện bản cũ Không lấy được từ ngày 25/11/2026." in state
    assert "Tỉnh Mẫu Ba ✕ Chưa lấy được lần nào Không đọc được trang:" in state
    assert "chưa lần nào" in state


def test_an_expired_member_is_only_named(built, tmp_path):
    nation = made_nation(built, tmp_path / "nuoc")
    state = dataclasses.replace(nation.parts[1].state, standing=MemberStanding.EXPIRED)
    nation.parts[1] = dataclasses.replace(nation.parts[1], state=state)
    nation.write(tmp_path / "trang")
    found = {path for path in digests(tmp_path / "trang") if "02" in path.split("/")}
    assert found == set()
    named = {path for path, page in pages(tmp_path / "trang").items() if NAMES[1] in page.text}
    assert named == {"index.html", "tinh/index.html", "ket-noi/index.html"}
    assert "Bản cũ đã quá hạn, chỉ còn tên" in text(tmp_path / "trang", "ket-noi")


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
        told("01", MemberFacts(duties=DUTIES), tmp_path / "01"),
        told("02", MemberFacts(duties=DUTIES[:1]), tmp_path / "02"),
        told("03", MemberFacts(), tmp_path / "03"),
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
    one = text(out, "giam-sat/viec/ob-01")
    assert one.count("10 7 (70 %) 0 0 2 (20 %) 1 (10 %)") == 2
    province = text(out, "giam-sat/tinh/01")
    assert "0 trên 2 đạt" in province
    assert "70 % đạt" in province
    assert not (out / "giam-sat/tinh/03").exists()
    golden_text(GOLDEN / "giam-sat.txt", lines_of(out / "giam-sat/index.html"))


def test_figures_are_added_up_by_year_and_province(tmp_path):
    sums = {
        "received": 30,
        "answeredInFull": 25,
        "refused": 5,
        "answeredOnTime": 27,
        "answeredLate": 3,
    }
    years = [of(YearFacts, 2026, 2, sums), of(YearFacts, 2025, 1, {"received": 4})]
    parts = [
        told("01", MemberFacts(years=years), tmp_path / "01"),
        told("02", MemberFacts(years=years[:1]), tmp_path / "02"),
    ]
    said = text(written(parts, tmp_path / "trang"), "thong-ke")
    assert "2026 4 60 50 10 6 90 %" in said
    assert "2025 1 4" in said
    assert "Tỉnh Mẫu 01 2 30 25 5 3 90 %" in said
    assert "Tỉnh Mẫu 02 90 % chưa có số liệu" not in said
    assert text(tmp_path / "trang", "tinh/01")


def test_points_are_those_of_the_law(tmp_path):
    points = [
        of(PointFacts, "l01-d17k1a2", "Lời của tỉnh", 5, 3),
        of(PointFacts, "l104-d17k1a", "Lời của tỉnh", 2, 1),
        of(PointFacts, "bia", "Điểm bịa", 9, 9),
    ]
    parts = [told(code, MemberFacts(points=points), tmp_path / code) for code in ("01", "02")]
    said = text(written(parts, tmp_path / "trang"), "phap-luat")
    assert "Chương trình, kế hoạch công tác hằng năm 10 6 2" in said
    assert "4 2 2" in said
    assert "bịa" not in said
    assert "Lời của tỉnh" not in said
    golden_text(GOLDEN / "phap-luat.txt", lines_of(tmp_path / "trang/phap-luat/index.html"))


def test_what_is_new_is_the_newest_of_all_and_never_of_days_to_come(tmp_path):
    def rows(code, *days):
        return [
            of(NewRow, f"Tin {code} {day}", f"https://tinh-{code}.mau.example/{day}", "Xã", day)
            for day in days
        ]

    parts = [
        told(
            "01",
            MemberFacts(newest=rows("01", "2026-11-29", "2026-11-27", "2026-11")),
            tmp_path / "01",
        ),
        told("02", MemberFacts(newest=rows("02", "2026-11-28", "2026-11-01")), tmp_path / "02"),
    ]
    said = text(written(parts, tmp_path / "trang"), "")
    order = [
        said.index(words)
        for words in ("Tin 02 2026-11-28", "Tin 01 2026-11-27", "Tin 02 2026-11-01")
    ]
    assert order == sorted(order)
    assert "2026-11-29" not in said
    assert "Tin 01 2026-11 " not in said


HOSTILE = "\"><script>alert(1)</script>'{{ 7*7 }}[[site.home]]<img src=x onerror=alert(1)>&amp;"


def test_nothing_of_a_member_is_trusted(tmp_path):
    agency = of(
        AgencyFacts, "x", HOSTILE, HOSTILE, "javascript:alert(1)", ended=HOSTILE, disclosed=3
    )
    facts = MemberFacts(
        agencies=[agency, dataclasses.replace(agency, kind="xa", address='https://a.example/ "x')],
        kinds={HOSTILE: HOSTILE},
        duties=[
            of(DutyFacts, "../../x", HOSTILE, {"dat": 1}),
            of(DutyFacts, "moi", HOSTILE, {"dat": 1, HOSTILE: 4}),
        ],
        points=[of(PointFacts, HOSTILE, HOSTILE, 1, 1)],
        years=[of(YearFacts, 999_999, 1, {HOSTILE: 3, "received": 1})],
        newest=[
            of(NewRow, HOSTILE, "data:text/html,x", HOSTILE, "2026-11-01"),
            of(NewRow, "x", "x", "y", HOSTILE),
        ],
        laws={HOSTILE: HOSTILE},
        licence=HOSTILE,
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
        told("01", facts, tmp_path / "01", **state),
        told("02", facts, tmp_path / "02", **state, standing=MemberStanding.STALE),
        told("03", facts, tmp_path / "03", **state, standing=MemberStanding.EXPIRED),
    ]
    nation = nation_of([told("09", facts, tmp_path / "09")])
    out = tmp_path / "trang"
    out.mkdir()
    write_pages(parts, nation, out, AS_OF, site_url=SITE)
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
    return told(
        code,
        MemberFacts(
            agencies=[
                of(AgencyFacts, f"x{n}", f"{n} {name}", "xa", f"{url}co-quan/x{n}/", disclosed=100)
                for n in range(agencies)
            ],
            duties=[
                of(DutyFacts, f"OB-{n:02}", name, {"dat": 50, "chua-co": 62}) for n in range(1, 24)
            ],
            points=[of(PointFacts, f"l01-d17k1{letter}1", name, 9, 9) for letter in "abcdegh"],
            years=[
                of(YearFacts, year, 100, {"received": 90, "answeredOnTime": 80, "answeredLate": 10})
                for year in range(2026, 2014, -1)
            ],
            newest=[of(NewRow, name, f"{url}{n}", name, "2026-11-01") for n in range(20)],
        ),
        folder / code,
    )


def test_pages_stay_small_and_their_cost_grows_with_the_members_alone(tmp_path):
    took = {}
    for count in (17, 34):
        parts = [of_many(f"{number:02}", tmp_path / str(count)) for number in range(count)]
        written(parts, tmp_path / f"khoi-dong-{count}")  # whatever is compiled and read once
        begun = time.process_time()
        out = written(parts, tmp_path / f"trang-{count}")
        took[count] = time.process_time() - begun
    sizes = {path.relative_to(out).as_posix(): path.stat().st_size for path in out.rglob("*.html")}
    assert max(sizes.values()) < MOST_BYTES, max(sizes.items(), key=lambda item: item[1])
    assert took[34] < 15
    # Twice as many members: not more than twice the work, with room for a busy machine.
    assert took[34] < 3 * took[17]


def test_a_member_with_very_many_agencies_shows_some_and_leads_to_the_rest(tmp_path):
    out = written([of_many("01", tmp_path, agencies=2_000)], tmp_path / "trang")
    page = read(out / "tinh/01/index.html")
    assert "Còn 500 cơ quan nữa" in page.text
    assert (
        sum(link.startswith("https://tinh-01.mau.example/co-quan/") for link in page.links) == 1_500
    )


def test_equal_parts_give_equal_pages(site, built, tmp_path):
    made_nation(built, tmp_path / "nuoc").write(tmp_path / "trang")
    once = {path: sha for path, sha in digests(site).items() if path.endswith(".html")}
    again = {
        path: sha for path, sha in digests(tmp_path / "trang").items() if path.endswith(".html")
    }
    assert once == again


def test_words_are_for_readers(site):
    for path, page in pages(site).items():
        said = page.text
        assert "None" not in said, path
        assert not re.search(r"\{\w*\}|\[\[|\bundefined\b", said.replace("{shown}", "")), path
        if path not in {"du-lieu-mo/index.html", "ket-noi/index.html"}:
            assert not re.search(r"manifest|JSON|SHA-256|\.py\b", said), path
