"""What judges make of several rows, documents, days and agencies at once, under the small laws."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from assessment_cases import settled, small_laws
from exported_lists import golden_text
from imagined_agencies import Imagined

from access_info.assessment.findings import Finding, Judgement, PartStatus
from access_info.assessment.province import AgencyFindings, DutyState, tasks_due_soon
from access_info.model.as_of import AsOf

GOLDEN = Path(__file__).parent / "golden" / "rows.txt"
DAY = datetime.date(2026, 11, 24)
PROFILE = {"ten": "Sở Mẫu", "loai": "so"}
SEEN = {"dia_chi": ["https://mau.example/a"]}
PAPER = {"tep": ["a.pdf"]}
CHECKED, CHECKED_BEFORE = {"ngay_ra_soat": "2026-10-01"}, {"ngay_ra_soat": "2026-05-27"}
COMING = {"ngay_ra_soat": "2026-11-25"}
NEW = "l92-d5k1a2"


def _row(number: int = 1, *documents: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """An item, with documents under it."""
    below = [
        {"ma": f"2026-{number}{n:02d}", "ten": f"Văn bản {n}", **document}
        for n, document in enumerate(documents, 1)
    ]
    more = {"van_ban": below} if below else {}
    return {"ma": f"2026-{number:03d}", "ten": f"Mục {number}", **fields, **more}


def _of(*items: dict[str, Any], way: str = "", **values: Any) -> tuple[str, Imagined]:
    profile = PROFILE | values.pop("profile", {})
    return way, Imagined(profile, items, framework=small_laws(), **values)


def _created(day: str, public: str = "", **more: Any) -> dict[str, Any]:
    return {"ngay_ban_hanh": day, **({"ngay_cong_khai": public} if public else {}), **more}


POLICY = {"ra_soat": {"so_ngay": 180}}
IN_TIME = "dung-thoi-diem"
POSTED, UPDATED = "du-thoi-gian", "theo-tan-suat"
REVIEWED, COPIES, MINIMUM = "moi-dong-con-han", "ban-so", "dong-toi-thieu"
NEWEST, POINTS, KINDS = "danh-muc-con-han", "phu-diem", "loai-moi"
MENDED, MENDED_HOW = "dinh-chinh-dung-han", "dinh-chinh-hinh-thuc"
# 24 November 2026 is a Tuesday; the law's five working days of the 17th end on it.
SCENES = {
    "on time, on the last day, late, waiting": _of(
        _row(1, **_created("2026-11-02", "2026-11-04")),
        _row(2, **_created("2026-11-02", "2026-11-09")),
        _row(3, **_created("2026-11-02", "2026-11-10")),
        _row(4, **_created("2026-11-17")),
        _row(5, **_created("2026-11-20")),
        way=IN_TIME,
    ),
    "late alone, and one open whose day came later": _of(
        _row(1, **_created("2026-10-01", "2026-11-10")),
        _row(2, **_created("2026-11-02")),
        _row(3, **_created("2026-10-20")),
        way=IN_TIME,
    ),
    "late alone": _of(
        _row(1, **_created("2026-10-20", "2026-11-10")),
        _row(2, **_created("2026-10-01", "2026-11-10")),
        way=IN_TIME,
    ),
    "late last year does not count, still open does": _of(
        _row(1, **_created("2025-10-01", "2025-12-31")),
        _row(2, **_created("2025-10-02")),
        _row(3, **_created("2026-10-01", "2026-10-02")),
        way=IN_TIME,
    ),
    "shown on no stated day, posted up for a first day, to be published": _of(
        _row(1, **_created("2026-10-01"), **SEEN),
        _row(2, **_created("2026-10-01"), **PAPER),
        _row(3, **_created("2026-10-01"), niem_yet={"tu": "2026-10-02"}),
        _row(4, **_created("2026-10-01"), niem_yet={"den": "2026-10-02"}),
        _row(5, **_created("2026-10-01", "2026-11-25")),
        _row(6, **_created("2026-10-01", "2026-10-30"), niem_yet={"tu": "2026-10-02"}),
        way=IN_TIME,
    ),
    "a document has its own day; what is over, withdrawn or undated has none": _of(
        _row(1, _created("2026-10-01"), _created("2026-10-01", "2026-10-02")),
        _row(2, **_created("2026-10-01"), tinh_trang="het-hieu-luc"),
        _row(3, _created("2026-10-01", hieu_luc={"den": "2026-11-23"}), rut={"ly_do": "x"}),
        _row(4, {}, **_created("2026-09")),
        way=IN_TIME,
    ),
    "nothing dated but a document": _of(_row(1, {}, _created("2026-12-01")), _row(2), way=IN_TIME),
    "words of a row count from the founding, under the law of that day": _of(
        _row(1, **_created("2026-05-29", "2026-11-20")),
        _row(2, **_created("2026-06-01", "2026-11-20")),
        _row(3, **_created("2026-06-01", "2026-11-10"), thoi_diem="Trong 10 ngày kể từ ngày ký"),
        way=IN_TIME,
        profile={"thanh_lap": {"ngay": "2026-11-03"}},
    ),
    "another law's day is named": _of(_row(1, **_created("2026-05-04", "2026-05-19")), way=IN_TIME),
    "new kinds have the day of the transition, mixed ones the law's": _of(
        _row(1, **_created("2026-05-20", "2026-10-01"), diem=[NEW]),
        _row(2, **_created("2026-05-20", "2026-10-02"), diem=[NEW, "l92-d5k1b1"]),
        _row(3, **_created("2026-05-20", "2026-10-01"), diem=[NEW, "l92-d5k1d"]),
        _row(4, **_created("2026-05-20", "2026-10-01"), diem=["l92-d5k1c1"]),
        _row(5, **_created("2026-06-02", "2026-06-20"), diem=[NEW]),
        way=IN_TIME,
    ),
    "postings of nine days, of eight, of the older law, without an end": _of(
        _row(1, niem_yet={"tu": "2026-11-01", "den": "2026-11-09"}),
        _row(2, niem_yet={"tu": "2026-11-01", "den": "2026-11-08"}),
        _row(3, {"niem_yet": {"tu": "2026-11-02"}}, niem_yet={"den": "2026-11-08"}),
        _row(4, niem_yet={"tu": "2026-05-01", "den": "2026-05-02"}),
        _row(5, niem_yet={"tu": "2026-11-01", "den": "2026-11-05"}, thoi_han="Niêm yết 05 ngày"),
        _row(6, niem_yet={"tu": "2026-11-01", "den": "2026-11-05"}, thoi_han="Niêm yết 30 ngày"),
        _row(7, niem_yet={"tu": "2026-11-25", "den": "2026-11-26"}),
        _row(8, niem_yet={"tu": "2025-11-01", "den": "2025-11-02"}),
        way=POSTED,
    ),
    "rows updated in turn": _of(
        _row(1, tan_suat="hang-thang", ngay_cap_nhat="2026-10-01"),
        _row(2, tan_suat="hang-thang", ngay_cap_nhat="2026-09-30", ngay_cong_khai="2026-09-01"),
        _row(
            3, {"ngay_cong_khai": "2026-11-20"}, tan_suat="hang-thang", ngay_cap_nhat="2026-01-01"
        ),
        _row(4, {"ngay_cap_nhat": "2026-11-25"}, tan_suat="hang-quy", ngay_cong_khai="2026-04-01"),
        _row(5, tan_suat="khi-can"),
        way=UPDATED,
    ),
    "a row updated in turn without a day": _of(
        _row(1, tan_suat="hang-quy"),
        _row(2, tan_suat="hang-nam", ngay_cong_khai="2024-01-01"),
        _row(3, tan_suat="hang-ngay", ngay_cap_nhat="2026-11-23"),
        way=UPDATED,
    ),
    "copies of rows and of every document": _of(
        _row(1, SEEN, PAPER),
        _row(2, SEEN, {}),
        _row(3, {}, {}, **PAPER),
        _row(4),
        _row(5, SEEN, {"tinh_trang": "het-hieu-luc"}),
        _row(6, dia_chi=[""]),
        way=COPIES,
    ),
    "no row at all": _of(way=COPIES),
    "the columns each row must state": _of(
        _row(1, so_ky_hieu="1/A"),
        _row(2),
        _row(3, {"so_ky_hieu": "2/A"}, {"so_ky_hieu": "3/A"}),
        _row(4, {"so_ky_hieu": "2/A"}, {}),
        {"ma": "2026-005"},
        way=MINIMUM,
    ),
    "the newest day of a list": _of(
        _row(1, {"ngay_cap_nhat": "2026-05-28"}, **CHECKED_BEFORE),
        _row(2, **COMING, ngay_cap_nhat="2026-05-20"),
        way=NEWEST,
        place=POLICY,
    ),
    "the newest day is a document's, just over": _of(
        _row(1, {"ngay_ra_soat": "2026-05-27"}, ngay_ra_soat="2026-05-01"), way=NEWEST, place=POLICY
    ),
    "the newest day without a policy": _of(_row(1, **CHECKED), way=NEWEST),
    "no day in a list": _of(_row(1), _row(2, **COMING), way=NEWEST, place=POLICY),
    "rows reviewed, too long ago, not yet, by every document": _of(
        _row(1, **CHECKED),
        _row(2, ngay_ra_soat="2026-05-28"),
        _row(3, **CHECKED_BEFORE),
        _row(4, ngay_ra_soat="2026-05-01"),
        _row(5, CHECKED, {"ngay_ra_soat": "2026-05-10"}),
        way=REVIEWED,
        place=POLICY,
    ),
    "a review that is to come, a document that was never reviewed": _of(
        _row(1, **COMING),
        _row(2, CHECKED, {}),
        _row(3, CHECKED, COMING),
        _row(4, {}, CHECKED_BEFORE, **CHECKED),
        way=REVIEWED,
        place=POLICY,
    ),
    "reviews without a policy": _of(_row(1, **CHECKED), way=REVIEWED),
    "points covered, arising, declared, of another law": _of(
        _row(1, {"diem": ["l92-d5k1d"]}, diem=["l92-d5k1a1", "l91-d5k1b"]),
        _row(2, diem=["l92-d5k1b1"], **SEEN),
        way=POINTS,
        profile={
            "phat_sinh": ["l92-d5k1b2", "l92-d5k1c1"],
            "khong_phat_sinh": [{"diem": "l92-d5k1c", "ly_do": "Không có"}],
        },
    ),
    "an assigned point and an assigned kind": _of(
        _row(1, diem=["l92-d5k1d"]),
        way=POINTS,
        place={
            "phan_cong": [
                {"diem": "l92-d5k1b", "co_quan": ["co-quan-mau", "so-khac"], "can_cu": "QĐ 1"},
                {"diem": "l92-d5k1a1", "co_quan": ["co-quan-mau"], "can_cu": "QĐ 2"},
                {"diem": "l92-d5k1c1", "co_quan": ["so-khac"], "can_cu": "QĐ 3"},
            ]
        },
    ),
    "no row names a point": _of(_row(1), _row(2, diem=["l91-d5k1a"]), way=POINTS),
    "new kinds: public, only listed, arising, declared": _of(
        _row(1, diem=[NEW], **SEEN),
        _row(2, diem=["l92-d5k1b1"]),
        way=KINDS,
        profile={"phat_sinh": ["l92-d5k1b2"]},
        place={"kiem_chung": settled(["l92-d5k1c1"])},
    ),
    "new kinds: all declared": _of(
        _row(1),
        way=KINDS,
        profile={
            "khong_phat_sinh": [
                {"diem": "l92-d5k1b", "ly_do": "Không có"},
                {"diem": NEW, "ly_do": "Không có"},
            ]
        },
    ),
    "new kinds: a whole new point is named": _of(
        _row(1, diem=["l92-d5k1b"]),
        _row(2, diem=["l92-d5k1b"], **_created("2026-10-01", "2026-10-02")),
        way=KINDS,
    ),
    "new kinds: unclear, one declared": _of(
        _row(1),
        way=KINDS,
        profile={"loai": "xa", "khong_phat_sinh": [{"diem": "l92-d5k1b1", "ly_do": "Không có"}]},
    ),
    "mistakes mended in time, on the last day, late, waiting": _of(
        corrections=(
            {"ma": "1", "phat_hien": {"ngay": "2026-11-02"}, "ngay_dinh_chinh": "2026-11-05"},
            {"ma": "2", "phat_hien": {"ngay": "2026-11-02"}, "ngay_dinh_chinh": "2026-11-06"},
            {"ma": "3", "phat_hien": {"ngay": "2026-11-20"}},
            {"ma": "4", "ngay_kien_nghi": "2026-11-20"},
            {"ma": "5", "phat_hien": {"ngay": "2025-11-02"}, "ngay_dinh_chinh": "2025-12-06"},
        ),
        way=MENDED,
    ),
    "mistakes still open, of last year too, and one late": _of(
        corrections=(
            {"ma": "1", "phat_hien": {"ngay": "2026-11-02"}},
            {"ma": "2", "phat_hien": {"ngay": "2025-11-03"}},
            {"ma": "3", "phat_hien": {"ngay": "2026-10-01"}, "ngay_dinh_chinh": "2026-11-06"},
            {"ma": "4", "ngay_kien_nghi": "2026-11-02", "ngay_dinh_chinh": "2026-11-25"},
        ),
        way=MENDED,
    ),
    "mistakes that others found have the longer time": _of(
        corrections=(
            {
                "ma": "1",
                "phat_hien": {"ngay": "2026-11-02", "boi": "Công dân"},
                "ngay_dinh_chinh": "2026-11-06",
            },
            {
                "ma": "2",
                "phat_hien": {"ngay": "2026-11-02", "boi": "Cơ quan tự phát hiện"},
                "ngay_dinh_chinh": "2026-11-06",
            },
            {
                "ma": "3",
                "phat_hien": {"ngay": "2026-10-02", "boi": "Cơ quan tự phát hiện"},
                "ngay_kien_nghi": "2026-11-02",
                "ngay_dinh_chinh": "2026-11-06",
            },
            {"ma": "4", "ngay_dinh_chinh": "2026-11-06"},
            {"ma": "5", "phat_hien": {"ngay": "2026-11-25"}},
        ),
        way=MENDED,
    ),
    "mistakes mended as first published": _of(
        _row(1, {"hinh_thuc": ["niem-yet"]}, hinh_thuc=["cong-tttdt", "niem-yet"]),
        corrections=(
            {"ma": "1", "muc_lien_quan": "2026-001", "ngay_dinh_chinh": "2026-11-02"},
            {
                "ma": "2",
                "muc_lien_quan": "2026-001",
                "ngay_dinh_chinh": "2026-11-02",
                "hinh_thuc": ["Trang thông tin điện tử"],
            },
            {
                "ma": "3",
                "muc_lien_quan": "2026-101",
                "ngay_dinh_chinh": "2026-11-02",
                "hinh_thuc": ["niem-yet"],
            },
            {"ma": "4", "muc_lien_quan": "2026-009", "ngay_dinh_chinh": "2026-11-02"},
            {
                "ma": "5",
                "muc_lien_quan": "xa-khac/2026-009",
                "ngay_dinh_chinh": "2026-11-24",
                "hinh_thuc": ["x"],
            },
            {"ma": "6", "muc_lien_quan": "2026-001", "ngay_dinh_chinh": "2026-11-25"},
        ),
        way=MENDED_HOW,
    ),
    "figures, reports, training": _of(
        profile={
            "bao_cao": [{"ky": "2022", "ngay": "2023-11-24"}, {"ky": "2026", "ngay": "2026-12-01"}],
            "hoat_dong": [
                {"ngay": "2026-03-01", "noi_dung": "a"},
                {"ngay": "2026-04-01", "noi_dung": "b", "so_nguoi": 0},
                {"ngay": "2026-12-01", "noi_dung": "c", "so_nguoi": 9},
                {"noi_dung": "d"},
            ],
        },
        years=(
            {"nam": 2026, "ket_qua": {"day_du": 1}},
            {
                "nam": 2025,
                "tiep_nhan": {"mang": 5},
                "ket_qua": {"day_du": 4, "dang_xu_ly": 0},
                "thoi_gian": {"dung_han": 3, "qua_han": 0},
            },
        ),
    ),
    "a report three years ago to the day, training last year, figures of long ago": _of(
        profile={
            "bao_cao": [{"ky": "2022", "ngay": "2023-11-23"}, {"ky": "2021"}],
            "hoat_dong": [{"ngay": "2025-01-01", "noi_dung": "a"}],
        },
        years=({"nam": 2022, "ket_qua": {"day_du": 1}}, {"nam": 2025}),
        place={"han_thong_ke": 31},
    ),
    "training before last year, this year's without people, figures of a young agency": _of(
        profile={
            "thanh_lap": {"ngay": "2026-01-02"},
            "hoat_dong": [{"ngay": "2024-12-31", "noi_dung": "a"}],
        },
        years=({"nam": 2026, "tiep_nhan": {"mang": 0}},),
    ),
    "a regulation and a section": _of(
        profile={
            "quy_che": {"nguoi_ky": "Giám đốc", "noi_dung": ["Đầu mối của Sở", "trình tự"]},
            "chuyen_muc": {"dia_chi": "https://mau.example", "ngay_kiem_tra": "2026-05-28"},
        },
        place=POLICY,
    ),
    "a regulation that is to come, a section checked too long ago": _of(
        profile={
            "quy_che": {"ngay_ban_hanh": "2026-11-25", "nguoi_ky": "x", "noi_dung": ["dau-moi"]},
            "chuyen_muc": {"ngay_kiem_tra": "2026-05-27"},
        },
        place=POLICY,
    ),
    "the conditional list": _of(
        conditional=(
            {"ma": "1", "ten": "Sổ", "loai": "d7k4"},
            {"ma": "2", "ten": "Sổ", "loai": "l92-d7k4"},
            {"ma": "3", "ten": "Sổ", "loai": "d7k1", "nguoi_dong_y": "Khách"},
            {"ma": "4", "ten": "Sổ", "loai": "d7k1"},
            {"ma": "5", "ten": "Sổ", "rut": {"ly_do": "x"}},
        ),
        way="moi-dong",
    ),
    "a conditional list of what needs nobody's consent": _of(
        conditional=({"ma": "1", "ten": "Sổ", "loai": "d7k4"},), way="moi-dong"
    ),
}


def _judgement_lines(judgement: Judgement) -> Iterator[str]:
    due = f" hạn {judgement.due}" if judgement.due else ""
    reason = f" ({judgement.reason})" if judgement.reason else ""
    count = f"{judgement.met}/{judgement.of}"
    yield f"  {judgement.part.way}: {judgement.status.value} {count}{due}{reason}"
    for spot in judgement.evidence:
        yield f"    thấy {spot.file} {'.'.join(map(str, spot.keys))} {spot.row}"
    for lack in judgement.lacks:
        place = f"{lack.spot.file} {'.'.join(map(str, lack.spot.keys))} {lack.spot.row}"
        yield f"    thiếu {lack.what} → {lack.due or '?'} tại {place}"


def _scene(way: str, agency: Imagined, day: datetime.date) -> Iterator[str]:
    as_of = AsOf(day)
    findings: tuple[Finding, ...] = agency.on(day, as_of=as_of).findings
    for finding in findings:
        judged = [each for each in finding.judgements if way in {"", each.part.way}]
        if judged and (way or finding.duty in {"NV-01", "NV-05", "NV-06"}):
            yield f"  {finding.duty} {finding.status.value} hạn {finding.due}"
            for each in judged:
                yield from _judgement_lines(each)
    yield f"  đúng từ {as_of.span[0]} đến {as_of.span[1]}"


def test_rows_documents_and_days_together() -> None:
    lines = []
    for name, (way, agency) in SCENES.items():
        lines += [f"# {name}", *_scene(way, agency, DAY)]
    golden_text(GOLDEN, "".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize("over", [True, False])
def test_rows_of_an_ended_agency_are_judged_at_its_successor(over):
    _, heir = _of(_row(1, **CHECKED), place=POLICY)
    end = "2026-11-24" if over else "2026-11-25"
    _, gone = _of(
        _row(7, **CHECKED_BEFORE),
        _row(8, {}, CHECKED),
        corrections=({"ma": "dc-1", "phat_hien": {"ngay": "2026-11-02"}},),
        profile={"cham_dut": {"ngay": end}},
    )
    assessment = heir.on(DAY, gone.loaded("xa-cu"))
    judged_parts = [
        (each.part.way, each.met, each.of, [(lack.spot.file, lack.spot.row) for lack in each.lacks])
        for finding in assessment.findings
        for each in finding.judgements
        if each.part.way in {REVIEWED, MENDED}
    ]
    left = [("../xa-cu/cong-khai.yml", "2026-008"), ("../xa-cu/cong-khai.yml", "2026-007")]
    open_ = [("../xa-cu/dinh-chinh.yml", "dc-1")]
    none = [("dinh-chinh.yml", "")]
    assert judged_parts == [
        (MENDED, 0, 1, open_) if over else (MENDED, 0, 0, none),
        (REVIEWED, 1, 3, left) if over else (REVIEWED, 1, 1, []),
    ]
    assert assessment.digital == (0, 1)


def test_of_two_days_of_the_transition_rows_have_the_later_and_kinds_the_first() -> None:
    """A doubt about a row's day counts for the agency; a duty begins with its first day."""
    law = small_laws().packs[1]
    later = law.transitions[-1].model_copy(
        update={"id": "d20k4", "due": datetime.date(2026, 12, 1)}
    )
    law = law.model_copy(update={"transitions": (*law.transitions, later)})
    framework = dataclasses.replace(small_laws(), packs=(small_laws().packs[0], law))
    _, agency = _of(
        _row(1, **_created("2026-05-20", "2026-11-20"), diem=[NEW]),
        _row(2, diem=["l92-d5k1b1"]),
    )
    judged = {
        each.part.way: (each.status, each.due)
        for finding in dataclasses.replace(agency, framework=framework).on(DAY).findings
        for each in finding.judgements
    }
    assert judged[IN_TIME] == (PartStatus.MET, None)
    assert judged[KINDS] == (PartStatus.OVERDUE, datetime.date(2026, 10, 1))


@pytest.mark.parametrize(
    ("due", "soon"),
    [("2026-11-23", False), ("2026-11-24", True), ("2026-12-24", True), ("2026-12-25", False)],
)
def test_what_is_due_today_or_within_thirty_days_is_due_soon(due, soon):
    states = {
        status: DutyState(status, due, (), 0, "")
        for status in ("dat", "khong-danh-gia-duoc", "qua-han", "khong-ap-dung")
    }
    findings = AgencyFindings(
        "l92", duties=states, extras={"l10": states["dat"]}, points={}, new_kinds=(0, 0)
    )
    as_of = AsOf(DAY)
    tasks = tasks_due_soon({"so-mau": findings}, as_of)
    wanted = [("dat", False), ("khong-danh-gia-duoc", False), ("l10", True)] if soon else []
    assert [(task.duty, task.extra) for task in tasks] == wanted
    first, last = as_of.span
    assert first <= DAY <= last
    for day in (first, last):
        assert bool(tasks_due_soon({"so-mau": findings}, AsOf(day))) is soon
