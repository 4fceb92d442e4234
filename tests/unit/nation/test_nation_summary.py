"""What is counted of a member's rows for the nation's pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nation_members import AGENCIES, MadeMember, row

from access_info.nation.summary import (
    AgencyFacts,
    DutyFacts,
    MemberFacts,
    NewRow,
    PointFacts,
    YearFacts,
    read_facts,
    write_facts,
)

URL = "https://tinh-91.mau.example/"


def facts_of(folder: Path, **sets: Any) -> MemberFacts:
    copy = MadeMember(code="91", agencies=AGENCIES, **sets).copy(folder / "tep")
    write_facts(copy, folder / "tong-hop.json")
    return read_facts(folder / "tong-hop.json")


def test_rows_count_for_their_agency_and_their_points(tmp_path: Path) -> None:
    rows = [
        row("xa-hoa", "2026-001", "Một", subject=["d1", "d2"]),
        row("xa-hoa", "2026-002", "Hai", subject=["d1"]),
        row("so-tu-phap", "2026-003", "Ba", subject=["d1"]),
    ]
    conditional = [row("so-tu-phap", "2026-901", "Bốn")]
    facts = facts_of(tmp_path, rows=rows, conditional=conditional)
    assert facts.agencies == [
        AgencyFacts(name="Sở Tư pháp", kind="so", address=f"{URL}co-quan/so-tu-phap/", disclosed=1),
        AgencyFacts(
            name="Ủy ban nhân dân xã Hòa", kind="xa", address=f"{URL}co-quan/xa-hoa/", disclosed=2
        ),
    ]
    assert facts.kinds == {"so": "Sở", "xa": "Xã"}
    assert facts.points == [
        PointFacts(code="d1", rows=3, agencies=2),
        PointFacts(code="d2", rows=1, agencies=1),
    ]


def test_what_is_new_is_new_by_its_last_change(tmp_path: Path) -> None:
    days = [
        {"modified": "2026-01-05", "datePublished": "2026-11-01"},
        {"datePublished": "2026-10-02"},
        {},
        {"modified": "2026-10-03"},
    ]
    rows = [row("xa-hoa", f"2026-00{n}", f"Mục {n}", **given) for n, given in enumerate(days)]
    conditional = [row("so-tu-phap", "2026-901", "Hồ sơ", modified="2026-11-20")]
    newest = facts_of(tmp_path, rows=rows, conditional=conditional).newest
    assert [(new.title, new.date) for new in newest] == [
        ("Hồ sơ", "2026-11-20"),
        ("Mục 3", "2026-10-03"),
        ("Mục 1", "2026-10-02"),
        ("Mục 0", "2026-01-05"),
    ]
    assert newest[1] == NewRow(
        title="Mục 3",
        address=f"{URL}co-quan/xa-hoa/cong-khai/#2026-003",
        agency="Cơ quan",
        date="2026-10-03",
    )


def test_duties_are_counted_by_status_and_years_by_what_was_stated(tmp_path: Path) -> None:
    standing = [("xa-hoa", "OB-02", "dat"), ("so-tu-phap", "OB-02", "qua-han")]
    standing += [("xa-hoa", "OB-01", "dat"), ("so-tu-phap", "OB-01", "dat")]
    years = [
        {"year": 2025, "received": 4, "answeredLate": 0},
        {"year": 2026, "received": 10, "answeredInFull": 7, "answeredOnTime": 6},
        {"year": 2026, "received": 5},
        {"received": 99},
    ]
    further = {
        "tinh-trang": [
            {"publisher": agency, "obligation": duty, "status": status}
            for agency, duty, status in standing
        ],
        "thong-ke": [{"publisher": "xa-hoa", **given} for given in years],
    }
    facts = facts_of(tmp_path, further=further)
    assert facts.duties == [
        DutyFacts(code="OB-02", title="Việc OB-02", counts={"dat": 1, "qua-han": 1}),
        DutyFacts(code="OB-01", title="Việc OB-01", counts={"dat": 2}),
    ]
    # What nobody stated is not zero, and zero was stated.
    assert facts.years == [
        YearFacts(year=2026, agencies=2, sums={"received": 15, "full": 7, "on_time": 6}),
        YearFacts(year=2025, agencies=1, sums={"received": 4, "late": 0}),
    ]
