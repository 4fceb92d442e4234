"""Agencies as assessed: the demo province's, and small ones made by hand."""

from __future__ import annotations

import datetime
import functools
from pathlib import Path

from loaded_program import laws_of_today

from access_info.assessment.coverage import Cover
from access_info.assessment.findings import Finding, Judgement, Lack, PartStatus, Spot, Status
from access_info.assessment.province import AgencyFindings, DutyState, figures_of
from access_info.exports.documents.judged import CoverRow, JudgedAgencies, JudgedAgency
from access_info.legal.provisions import DutyPart
from access_info.model.agency import YearStatistics
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.verification import Novelty, Verification
from access_info.pages.rendering.environment import load_texts
from access_info.pipeline import Options
from access_info.pipeline.preparation.inspection import judge_agencies

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "agencies"
FOLDER = ROOT / "tests" / "unit" / "documents"
DAY = datetime.date(2026, 11, 24)
FRAMEWORK, _ = laws_of_today()
WORDS = load_texts()
PLACE = {
    "ten": "Tỉnh Mẫu",
    "loai": "tinh",
    "giam_sat": {
        "ten": "Sở Tư pháp tỉnh Mẫu",
        "dia_chi": "Số 2 đường Mẫu",
        "dien_thoai": "0298 1",
        "email": "gs@mau.example",
    },
    "danh_gia": [
        {
            "nghia_vu": "OB-02",
            "co_quan": "xa-mau",
            "ngay": "2026-11-05",
            "vai_tro": "Phòng Nghiệp vụ",
            "ghi_chu": "Đã xem tại chỗ.",
        },
        {"nghia_vu": "OB-02", "co_quan": "xa-mau", "ngay": "2026-12-01", "ghi_chu": "Ngày sau."},
    ],
}


@functools.cache
def demo(day=DAY, *, places=False):
    """The demo province on a day."""
    judged, problems = judge_agencies(Options(agencies=DEMO, as_of=day, jobs=1), places=places)
    assert judged is not None, problems
    return judged


def part(title="phần", way="co-truong"):
    return DutyPart.model_validate({"ten": title, "cach": way})


def lack(what, row="", title="", *, file="co-quan.yml", due=None):
    keys = ("muc", int(row[-3:])) if row else ("x",)
    return Lack(what, Spot(file, keys, row, title), due)


def rows(what, count, *, file="cong-khai.yml"):
    return [lack(what, f"2026-{n:03}", f"Văn bản số {n}", file=file) for n in range(1, count + 1)]


def judgement(title, *lacks, status=PartStatus.LACKING, way="co-truong", due=None):
    seen = (Spot("co-quan.yml", ("ten",)),)
    return Judgement(part(title, way), status, seen, tuple(lacks), due)


def finding(
    duty,
    status,
    *judgements,
    title="",
    citation="",
    basis="trong-luat",
    reason="",
    verification=Verification.COPY,
):
    return Finding(
        duty=duty,
        title=title or f"Nghĩa vụ {duty}",
        status=status,
        law="l01",
        citation=citation or f"khoản {duty[-1]} Điều 90",
        basis=basis,
        reason=reason,
        judgements=judgements,
        verification=verification,
    )


FINDINGS = (
    finding("OB-01", Status.MET, judgement("đủ", status=PartStatus.MET)),
    finding(
        "OB-02",
        Status.PARTIAL,
        judgement("cột tối thiểu", *rows("cột còn trống: Số, ký hiệu", 4)),
        judgement("mỗi dòng ghi ngày", *rows("mỗi dòng ghi ngày", 2)),
        judgement("điểm", lack("chưa có dòng nào thuộc điểm x")),
        title="Lập Danh mục",
    ),
    finding(
        "OB-03",
        Status.ABSENT,
        judgement("ít nhất một dòng", lack("danh mục có ít nhất một dòng")),
        title="Lập Danh mục có điều kiện",
        citation="chưa thấy trong Luật",
        basis="chua-xac-minh",
    ),
    finding(
        "OB-05",
        Status.OVERDUE,
        judgement(
            "kiểm tra",
            lack("kiểm tra địa chỉ", due=datetime.date(2026, 11, 2)),
            status=PartStatus.OVERDUE,
            due=datetime.date(2026, 11, 2),
        ),
        title="Duy trì chuyên mục",
        basis="mot-phan",
    ),
    finding("OB-08", Status.NOT_APPLICABLE, title="Không đặt ra", reason="Vì sao không đặt ra."),
    finding(
        "OB-09",
        Status.UNJUDGED,
        judgement("rà soát", lack("ngày rà soát", due=datetime.date(2027, 3, 1))),
        judgement("địa bàn", lack("địa bàn chưa đặt số ngày", file="../_dia-ban.yml")),
        title="Rà soát",
    ),
)
EXTRAS = (
    finding(
        "l10-ke-hoach",
        Status.ABSENT,
        judgement("số", lack("số, ký hiệu của kế hoạch")),
        title="Có kế hoạch công khai",
        citation="khoản 1 Điều 14 Luật khác số 10/2022/QH15",
        basis="",
    ),
    finding(
        "l10-trang-thong-tin",
        Status.UNJUDGED,
        title="Đăng toàn bộ",
        citation="khoản 1 Điều 13 Luật khác",
        basis="",
        reason="Dữ liệu không cho thấy điều này.",
    ),
)


def agency(**changes):
    values = {
        "id": "xa-mau",
        "name": "Ủy ban nhân dân xã Mẫu",
        "short_name": "Xã Mẫu",
        "type": "xa",
        "ended": False,
        "findings": FINDINGS,
        "extras": EXTRAS,
        "cover": (
            CoverRow(
                "điểm a",
                "l01-d17k1a",
                "Điểm a",
                of_kind=False,
                novelty=Novelty.NAMED_BEFORE,
                cover=Cover.COVERED,
                basis="",
                spot=Spot("cong-khai.yml", ("muc", 0), "2026-001"),
            ),
            CoverRow(
                "điểm a",
                "l01-d17k1a1",
                "Loại mới",
                of_kind=True,
                novelty=Novelty.NEW,
                cover=Cover.MISSING,
                basis="QĐ 1",
                spot=Spot("cong-khai.yml", ("muc",)),
            ),
        ),
        "digital": (3, 4),
        "years": (
            YearStatistics.model_validate(
                {
                    "nam": "2026",
                    "tiep_nhan": {"truc_tiep": "3", "mang": "9"},
                    "ket_qua": {"day_du": "11", "tu_choi": {"d27k1": "1"}},
                    "thoi_gian": {"dung_han": "11", "qua_han": "1"},
                }
            ),
            YearStatistics.model_validate({"nam": "2025", "tiep_nhan": {"truc_tiep": "0"}}),
        ),
        **changes,
    }
    short = in_short(values)
    del values["years"]
    return JudgedAgency(**values, short=short)


def in_short(values):
    """The findings that an agency made by hand has, as the report counts them."""
    return AgencyFindings(
        law="l01",
        duties={each.duty: state_of(each) for each in values["findings"]},
        extras={each.duty: state_of(each) for each in values["extras"]},
        points={},
        new_kinds=(0, 1),
        asks_new_kinds=not values["ended"],
        ended="?" if values["ended"] else "",
        years=tuple(figures_of(year) for year in values["years"]),
    )


def state_of(each):
    words = tuple(dict.fromkeys(lack.what for lack in each.lacks))
    due = each.due.isoformat() if each.due else ""
    return DutyState(each.status.value, due, words[:3], max(0, len(words) - 3), each.reason)


def judged(*agencies, place=None, law="l01", day=DAY):
    return JudgedAgencies(
        as_of=day,
        place=Jurisdiction.model_validate(PLACE if place is None else place),
        law=FRAMEWORK.pack(law),
        framework=FRAMEWORK,
        agencies=agencies or (agency(),),
        names={"xa-cu": "Ủy ban nhân dân xã Cũ"},
    )
