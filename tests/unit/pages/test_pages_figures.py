"""Figures of requests, and what the office itself noted: what is told beside a number."""

from __future__ import annotations

import datetime
import shutil
from types import SimpleNamespace

import pytest
from demo_oversight import pages, rows, section, with_figures
from judged_agencies import DAY, DEMO, FRAMEWORK, WORDS

from access_info.assessment.findings import OPEN
from access_info.assessment.province import figures_of, office_reviews_of, percent, year_total
from access_info.exports.documents.report import review_lines
from access_info.model.agency import AgencyProfile, YearStatistics
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction, OfficeReview
from access_info.model.registry import Agency
from access_info.pages.agency.compliance import StandingView
from access_info.pages.agency.statistics import year_views
from access_info.pages.rendering.environment import environment
from access_info.pipeline import Options
from access_info.pipeline.preparation.inspection import judge_each


def test_the_provinces_figures_name_agencies_with_figures_that_do_not_agree():
    changed = with_figures(
        "so-tu-phap",
        tiep_nhan={"truc_tiep": "5"},
        ket_qua={"day_du": "7"},
        thoi_gian={"dung_han": "9"},
        chi_phi="1500",
        chu_dong_cong_khai="12",
        kho_khan="Thiếu <người>.",
    )
    page = pages(changed=changed)["thong-ke"]
    part = section(page, "chua-khop-2026")
    assert "so-tu-phap/thong-ke/#nam-2026" in part
    assert "Tổng các kết quả là 7, khác số yêu cầu đã tiếp nhận là 5." in part
    assert "đúng hạn và quá hạn là 9, khác số yêu cầu đã trả lời là 7." in part
    assert "chua-khop" not in pages()["thong-ke"]
    assert "Thiếu &lt;người&gt;." in section(page, "y-kien-2026")
    year = dict(rows(section(page, "tung-nam")))["2026"]
    assert int(year["Chi phí đã thu (đồng)"].replace(".", "")) >= 1500
    assert "Thông tin đã chủ động công khai" in year


def test_a_share_is_called_all_only_for_all():
    changed = with_figures("so-tu-phap", thoi_gian={"dung_han": "259999", "qua_han": "148"})
    year = dict(rows(section(pages(changed=changed)["thong-ke"], "tung-nam")))["2026"]
    assert year["Tỷ lệ đúng hạn"] == "99,9 %"
    assert [percent(*pair) for pair in ((1, 1), (0, 3), (1, 5000), (2, 3))] == [
        *("100 %", "0 %", "0,1 %", "66,7 %")
    ]


def test_figures_of_an_agency_say_so_too_and_name_the_law_of_a_ground():
    year = YearStatistics.model_validate(
        {
            "nam": "2026",
            "tiep_nhan": {"truc_tiep": "5"},
            "ket_qua": {"day_du": "3", "tu_choi": {"d27k1": "1", "d28k1a": "2"}},
            "thoi_gian": {"dung_han": "4998", "qua_han": "1"},
        }
    )
    profile = AgencyProfile.model_validate({"ten": "Sở Mẫu", "loai": "so"})
    agency = Agency("so-mau", profile, statistics=(year,))
    (view,) = year_views(agency, FRAMEWORK, WORDS)
    assert "khác số yêu cầu đã tiếp nhận là 5." in view.mismatch
    assert "khác số yêu cầu đã trả lời là 6." in view.mismatch
    assert view.rate == "99,9 %"
    grounds = [label for label, _ in view.figures if label.startswith("Từ chối:")]
    assert len(set(grounds)) == len(grounds) == 2
    assert any("01/2026/QH16" in label for label in grounds)
    assert any("104/2016/QH13" in label for label in grounds)


@pytest.mark.parametrize(
    ("refused", "grounds", "total"),
    [
        ({"d27k1": None}, ["chưa có số liệu"], None),
        ({"d27k1": None, "d27k3": 2}, ["chưa có số liệu", "2"], "2"),
        ({"d27k1": 0}, ["0"], "0"),
        ({}, [], "0"),
    ],
)
def test_refusals_without_a_number_are_not_called_none(refused, grounds, total):
    results = {"day_du": 3, "tu_choi": refused}
    year = YearStatistics.model_validate({"nam": 2026, "ket_qua": results})
    profile = AgencyProfile.model_validate({"ten": "Sở Mẫu", "loai": "so"})
    (view,) = year_views(Agency("so-mau", profile, statistics=(year,)), FRAMEWORK, WORDS)
    shown = [value for label, value in view.figures if label.startswith("Từ chối")]
    assert shown == grounds
    assert view.sums.get("refused") == total
    assert year_total("", 2026, [figures_of(year)]).sums.get("refused") == (
        None if total is None else int(total)
    )


def test_what_the_office_noted_is_shown_from_its_day_on():
    place = Jurisdiction.model_validate(
        {
            "danh_gia": [
                {"nghia_vu": "ob-02", "co_quan": "so-mau", "ngay": "2026-11-24", "ghi_chu": "Nay."},
                {"nghia_vu": "OB-02", "co_quan": "so-mau", "ngay": "2026-11-25", "ghi_chu": "Mai."},
                {"nghia_vu": "OB-02", "co_quan": "so-mau", "ghi_chu": "Không ngày."},
                {"nghia_vu": "OB-03", "co_quan": "so-mau", "ghi_chu": "Việc khác."},
            ]
        }
    )
    as_of = AsOf(DAY)
    reviews = office_reviews_of(place, "so-mau", "OB-02", as_of.reached)
    assert [review.note for review in reviews] == ["Nay.", "Không ngày."]
    assert as_of.span == (DAY, DAY)  # so that tomorrow's build asks again


@pytest.mark.parametrize(
    ("review", "on_page", "in_report"),
    [
        ({"vai_tro": "Phòng Hai"}, " (Phòng Hai)", "(Phòng Hai)"),
        ({"ghi_chu": "Đã <xem>."}, ": Đã &lt;xem&gt;.", "Đã <xem>."),
        ({"ngay": "2026-11-02", "ghi_chu": "Xem."}, " (02/11/2026): Xem.", "Xem. (02/11/2026)"),
        (
            {"vai_tro": "Phòng Hai", "ngay": "2026-11-02", "ghi_chu": "Xem."},
            " (Phòng Hai, 02/11/2026): Xem.",
            "Xem. (02/11/2026, Phòng Hai)",
        ),
    ],
)
def test_a_remark_of_the_office_names_only_what_is_stated(review, on_page, in_report):
    record = OfficeReview.model_validate(review)
    parts = environment("vi").get_template("parts/standing.html.jinja").module
    assert str(parts.remark(record)).strip() == f"Nhận xét của cơ quan giám sát{on_page}"
    judged = SimpleNamespace(reviews=lambda *_: (record,))
    assert [*review_lines(judged, "so-mau", "OB-02")] == [in_report]


def test_an_agencys_page_shows_no_remark_of_a_later_day(tmp_path):
    folder = tmp_path / "agencies"
    shutil.copytree(DEMO, folder)
    file = folder / "_dia-ban.yml"
    text = file.read_text("utf-8")
    assert "danh_gia:\n" in text
    later = (
        'danh_gia:\n- nghia_vu: OB-02\n  co_quan: so-y-te\n  ngay: "2026-11-25"\n'
        '  ghi_chu: "Lời của ngày mai."\n'
    )
    file.write_text(text.replace("danh_gia:\n", later), "utf-8")
    notes = {
        day: judge_each(Options(agencies=folder, as_of=day, jobs=1), _notes).results
        for day in (DAY, DAY + datetime.timedelta(1))
    }
    assert [
        any("Lời của ngày mai." in office_note for office_note in note) for note in notes.values()
    ] == [*(False, True)]


def _notes(judging):
    view = StandingView(
        judging.agency, judging.assessment, judging.context.site, lambda _: None, judging.as_of
    )
    return [review.note for duty in view.duties for review in duty.reviews]


def test_rules_of_other_laws_count_among_what_is_to_be_done():
    counted = judge_each(Options(agencies=DEMO, as_of=DAY, jobs=1), _open).results
    assert [total for total, _, _ in counted] == [duties + extras for _, duties, extras in counted]
    assert any(extras for _, _, extras in counted)


def _open(judging):
    view = StandingView(
        judging.agency, judging.assessment, judging.context.site, lambda _: None, judging.as_of
    )
    return (
        view.open,
        sum(duty.finding.status in OPEN for duty in view.duties),
        len(view.open_extras),
    )
