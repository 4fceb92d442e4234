"""The search of the nation: what is found of all members, whose it is, and what is gone again."""

from __future__ import annotations

import dataclasses
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from nation_members import AGENCIES, MadeMember, ask, few_words, row, work_out, write_index
from search_index import FEW_WORDS, SCRIPT

from access_info.nation.copies import MemberStanding
from access_info.nation.member_files import MemberSets
from access_info.nation.search.laws import national_laws
from access_info.nation.search.page import search_fragment
from access_info.nation.search.records import MemberRecords
from access_info.search import SearchedSite, SearchRecord
from access_info.search import write_index as write_province_index
from access_info.search.sizes import IndexSizes


@pytest.fixture(scope="module")
def members() -> list[MadeMember]:
    """Three members of several blocks each."""
    return [few_words("91", 700, 1), few_words("17", 300, 2), few_words("92", 900, 3)]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, members: list[MadeMember]) -> Path:
    folder = tmp_path_factory.mktemp("nation")
    write_index(folder / "index", work_out(folder, members))
    return folder / "index"


def test_records_are_what_the_rows_say(tmp_path: Path) -> None:
    member = MadeMember(
        code="91",
        agencies=AGENCIES,
        rows=[
            row(
                "xa-hoa",
                "2026-001",
                "Bảng giá\tđất",
                documentNumber="12/QĐ-UBND",
                issued="2026-02",
                subject=["l104-d17k1d", "luat-cua-tinh"],
                organizationUnit="Văn phòng",
                downloadURL=["https://tinh-91.mau.example/tep/gia.PDF?x=1", "https://a.example/b"],
            ),
            row("xa-hoa", "2026-002", "Phụ lục", isPartOf="2026-001"),
            row("so-tu-phap", "2026-003", "Thông báo", status="da-rut", documentNumber="1/TB"),
            row("khong-co", "2026-004", "Của ai", validity={"endDate": "2026-11-19"}),
        ],
        conditional=[row("so-tu-phap", "2026-901", "Hồ sơ", modified="2026-01-02")],
    )
    records = list(MemberRecords(MemberSets(member.copy(tmp_path)), national_laws()))
    assert records[0] == SearchRecord(
        title="Sở Tư pháp",
        address="co-quan/so-tu-phap/",
        agency="91/so-tu-phap",
        kind="co-quan",
        words=records[0].words,
    )
    assert records[2:] == [
        SearchRecord(
            "Bảng giá đất",
            "co-quan/xa-hoa/cong-khai/#2026-001",
            "91/xa-hoa",
            "cong-khai",
            "12/QĐ-UBND",
            "2026-02",
            "l104-d17k1d",
            words="Văn phòng",
            form="PDF",
        ),
        SearchRecord(
            "Phụ lục",
            "co-quan/xa-hoa/cong-khai/#2026-002",
            "91/xa-hoa",
            "cong-khai",
            above="Bảng giá đất",
        ),
        SearchRecord(
            "Thông báo",
            "co-quan/so-tu-phap/cong-khai/#2026-003",
            "91/so-tu-phap",
            "cong-khai",
            state="3",
        ),
        SearchRecord("Của ai", "co-quan/khong-co/cong-khai/#2026-004", "", "cong-khai", state="1"),
        SearchRecord(
            "Hồ sơ",
            "co-quan/so-tu-phap/cong-khai/#2026-901",
            "91/so-tu-phap",
            "co-dieu-kien",
            date="2026-01-02",
            words="tiếp cận có điều kiện",
        ),
    ]


def test_a_row_is_over_once_its_last_day_is(tmp_path: Path) -> None:
    """By the day of the member's figures, the 20th; of what ended or was withdrawn it says that."""
    days = {
        "2026-11-19": "1",
        "2026-11-20": "",
        "2026-11": "",
        "2026-10": "1",
        "2026": "",
        "2025": "1",
    }
    rows = [
        row("xa-hoa", f"2026-00{at}", "Mục", validity={"endDate": day})
        for at, day in enumerate(days)
    ]
    rows += [
        row("xa-cu", "2026-101", "Còn"),
        row("xa-cu", "2026-102", "Hết", validity={"endDate": "2026-01-01"}),
    ]
    secret = {"status": "da-rut", "organizationUnit": "Phòng Kín", "legalBasis": "Căn cứ Kín"}
    both = {"issued": "2026-02-01", "datePublished": "2026-03-01"}
    rows += [
        row("xa-hoa", "2026-201", "Rút", **secret, **both),
        row("xa-hoa", "2026-202", "Hai", **both),
    ]
    agencies = [
        {
            "@id": f"co-quan/{name}/",
            "identifier": name,
            "name": name,
            "classification": "xa",
            **further,
        }
        for name, further in (
            ("xa-cu", {"dissolutionDate": "2026-11-19"}),
            ("xa-hoa", {"dissolutionDate": "2026-11-20"}),
        )
    ]
    member = MadeMember(
        code="91",
        agencies=AGENCIES,
        rows=rows,
        conditional=[row("xa-hoa", "2026-901", "Kín", modified="2026-01-02", **secret)],
        further={"co-quan": agencies},
    )
    records = list(MemberRecords(MemberSets(member.copy(tmp_path)), national_laws()))
    assert [record.state for record in records if record.title == "Mục"] == list(days.values())
    named = {record.title: record for record in records}
    assert [named[title].state for title in ("Còn", "Hết", "xa-cu", "xa-hoa")] == [
        "4",
        "1",
        "4",
        "",
    ]
    for title in ("Rút", "Kín"):
        assert named[title].state == "3"
        assert named[title]._replace(points="")[4:12] == ("",) * 8, title
    assert named["Hai"].date == "2026-02-01"


def test_without_a_script_every_province_that_was_ever_read_has_its_search(
    tmp_path: Path, members: list[MadeMember]
) -> None:
    states = [member.copy(tmp_path / member.code).state for member in members]
    states[1] = dataclasses.replace(states[1], reached="")
    page = search_fragment(states)
    links = re.findall(r'href="(https://[^"]+)"', page)
    assert links == [f"{members[at].url}tim-kiem/" for at in (0, 2)]


def test_the_index_of_parts_finds_what_an_index_of_all_finds(
    tmp_path: Path, members: list[MadeMember], index: Path
) -> None:
    """Each member's part was worked out alone; results are those of an index of all records at once."""
    records, agencies = [], {}
    for member in members:
        sets = MemberSets(member.copy(tmp_path / member.code))
        mine = MemberRecords(sets, national_laws())
        agencies |= mine.agencies
        # Addresses of an index are below one root.
        records += [
            record._replace(address=f"{member.code}/{record.address}", agency=record.agency)
            for record in mine
        ]
    whole = tmp_path / "whole"
    whole.mkdir()
    site = SearchedSite(agencies=agencies, types={"xa": "Xã"}, points={})
    write_province_index(records, site, whole, sizes=IndexSizes())
    chance = random.Random(4)  # noqa: S311 - no secret
    queries: list[dict[str, Any]] = [
        {"q": " ".join(chance.sample(FEW_WORDS, chance.randrange(1, 6))), "count": 2000}
        for _ in range(60)
    ]
    queries += [{"q": f"{number}/QĐ-UBND", "count": 2000} for number in (7, 12, 95)]
    queries += [{**query, "filters": {"nam": "2024", "loai": "xa"}} for query in queries[:20]]
    queries += [{**query, "filters": {"co-quan": "17/xa-07"}} for query in queries[:10]]
    expected = ask(whole, queries, SCRIPT)
    answered = 0
    for query, part, all_ in zip(queries, ask(index, queries), expected, strict=True):
        assert part["how"] == all_["how"], query
        if part["how"] != "all":
            continue
        assert not part["further"], query
        ids = [
            address.replace("https://tinh-", "").replace(".mau.example", "")
            for address in part["ids"]
        ]
        assert sorted(ids) == sorted(all_["ids"]), query
        answered += bool(ids)
    assert answered > 50


def test_a_province_is_a_filter_and_every_result_says_its_province(
    index: Path, members: list[MadeMember]
) -> None:
    queries = [
        {"q": "đất", "filters": {"tinh": "17"}},
        {"q": "đất", "filters": {"tinh": "92", "co-quan": "92/xa-03"}},
        {"q": "", "filters": {"tinh": "17"}},
        {"q": "đất", "filters": {"tinh": "17", "nam": "2024", "loai": "xa"}, "count": 500},
    ]
    by_province, by_agency, all_, in_a_year = ask(index, queries)
    shown = {item["date"][-4:] for item in in_a_year["shown"]}
    assert shown == {"2024"}
    assert 0 < len(in_a_year["ids"]) < len(ask(index, [queries[0] | {"count": 500}])[0]["ids"])
    assert by_province["ids"]
    assert all(
        id_.startswith("https://tinh-17.mau.example/co-quan/xa-") for id_ in by_province["ids"]
    )
    assert {item["agency"].split(" · ")[1] for item in by_province["shown"]} == {members[1].name}
    assert by_agency["ids"]
    assert all(
        id_.startswith("https://tinh-92.mau.example/co-quan/xa-03/") for id_ in by_agency["ids"]
    )
    assert {item["agency"] for item in by_agency["shown"]} == {f"Xã 92 Số 3 · {members[2].name}"}
    # All rows and agencies of one province, and nothing of another's.
    assert (all_["found"], all_["further"]) == (310, False)
    assert len(set(all_["ids"])) == 310
    assert all(id_.startswith("https://tinh-17.mau.example/co-quan/") for id_ in all_["ids"])


def test_a_province_that_is_named_comes_first(index: Path, members: list[MadeMember]) -> None:
    """Its records do not bear its name; yet they have all words, and no others do afterwards."""
    named, after = ask(index, [{"q": f"sông núi {members[2].name.lower()}"}, {"q": "sông núi"}])
    assert named["how"] == "all"
    assert named["found"] > 0
    assert all(
        id_.startswith("https://tinh-92.mau.example/") for id_ in named["ids"][: named["found"]]
    )
    assert after["ids"] == ask(index, [{"q": "sông núi"}])[0]["ids"]


def test_what_people_say_is_looked_for_as_agencies_write_this(tmp_path: Path) -> None:
    """Whichever member has it; what none has is known to be nowhere."""
    title = "Cấp giấy chứng nhận quyền sử dụng đất"
    rows = [row("xa-hoa", "2026-001", title), row("xa-hoa", "2026-002", "Đỏ")]
    owner = MadeMember(code="91", agencies=AGENCIES, rows=rows)
    write_index(tmp_path / "index", work_out(tmp_path, [few_words("17", 300, 2), owner]))
    [answer] = ask(tmp_path / "index", [{"q": "sổ đỏ"}])
    assert answer["shown"][0]["title"] == title
    assert answer["shown"][0]["agency"] == f"Ủy ban nhân dân xã Hòa · {owner.name}"
    assert answer["also"]


def test_what_is_withdrawn_is_in_no_file_any_more(tmp_path: Path) -> None:
    rest = [row("xa-hoa", f"2026-{number:03d}", f"Kế hoạch {number}") for number in range(60)]
    secret = row("xa-hoa", "2026-777", "Danh sách zyxwabc", documentNumber="90471147/QĐ")
    for name, rows, is_there in (("truoc", [*rest, secret], True), ("sau", rest, False)):
        member = MadeMember(code="91", agencies=AGENCIES, rows=rows)
        parts = work_out(tmp_path / name, [member, few_words("17", 50, 2)])
        files = write_index(tmp_path / f"index-{name}", parts)
        for sign in (b"zyxwabc", b"2026-777", b"90471147"):
            assert any(sign in content for content in files.values()) is is_there, sign


def test_who_is_not_shown_is_not_searched(tmp_path: Path, members: list[MadeMember]) -> None:
    gone = MadeMember(code="93", agencies=AGENCIES, standing=MemberStanding.EXPIRED)
    files = write_index(tmp_path / "a", work_out(tmp_path, [gone, members[1]]))
    assert files == write_index(tmp_path / "b", work_out(tmp_path, [members[1]]))


def test_no_member_at_all_is_an_index_without_anything(tmp_path: Path) -> None:
    write_index(tmp_path / "index", [])
    [answer] = ask(tmp_path / "index", [{"q": "đất đai"}])
    assert answer["ids"] == []


def test_whatever_a_member_writes_stays_text(tmp_path: Path) -> None:
    titles = [
        'Đất "\\ </script><img src=x onerror=alert(1)>',
        "Đất\n\t\u2028\u2029\u202e\x00\x1f\ud800 gì",
        "Đất " + "a" * 1_000_000,
        "Đất ${alert(1)} `*`",
    ]
    rows = [row("xa-hoa", f"2026-{at:03d}", title) for at, title in enumerate(titles)]
    rows.append(row('xa"],"', "2026-100", "Đất của ai"))
    rows.append(row("xa-hoa", "2026-101", "Đất xa") | {"@id": "javascript:alert(1)"})
    rows.append(row("xa-hoa", "2026-102", "Đất bên") | {"@id": "https://xau.example/"})
    agencies = AGENCIES | {'xa"],"': ("Xấu", "xa"), "xa-la": ('Xã "Lạ" \\', "loai-moi")}
    member = MadeMember(code="91", agencies=agencies, rows=rows)
    files = write_index(tmp_path / "index", work_out(tmp_path, [member]))
    for content in files.values():
        name, data = json.loads(b"[%b]" % content[len("accessInfoIndex(") : -len(");\n")])
        assert name
        assert data is not None
    [answer] = ask(tmp_path / "index", [{"q": "đất", "count": 20}])
    shown = {item["title"] for item in answer["shown"]}
    assert titles[0] in shown
    assert titles[3] in shown
    assert "Đất gì" in shown
    assert max(map(len, shown)) == 500
    assert len(answer["ids"]) == 7
    assert all(id_.startswith(member.url) for id_ in answer["ids"])
