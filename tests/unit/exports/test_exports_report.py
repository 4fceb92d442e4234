"""The province's report: counts, denominators, what is told and what is not."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections import Counter

import exported_lists
import judged_agencies
import pytest
from judged_agencies import WORDS, agency, finding, judged
from letters_and_reports import Docx, blocks, docx_of, outcomes, report, texts

from access_info.assessment.findings import Status
from access_info.assessment.province import percent
from access_info.exports.documents.judged import COUNTED
from access_info.exports.documents.paper import (
    Chart,
    Heading,
    Points,
    Table,
    Text,
    plain,
)
from access_info.exports.documents.report import report_of, year_blocks
from access_info.model.agency import YearStatistics
from access_info.model.vocabularies import AGENCY_TYPES

KINDS = ("in_law", "not_in_law", "extras")


@pytest.mark.parametrize("day", [datetime.date(2026, 8, 25), judged_agencies.DAY])
def test_counts_add_up_and_every_share_has_its_denominator(day):
    whole = judged_agencies.demo(day)
    in_short = whole.in_short()
    tables = {block.caption: block for block in blocks(report(whole)) if isinstance(block, Table)}
    annex = tables["CÁC CƠ QUAN CHƯA THỰC HIỆN ĐỦ, THEO TỪNG NGHĨA VỤ"]
    seen = 0
    for kind in KINDS:
        for duty in in_short.of_ground(kind):
            seen += 1
            by_agency = outcomes(whole, duty.id)
            counts = Counter(by_agency.values())
            applies = len(by_agency) - counts[Status.NOT_APPLICABLE]
            title = WORDS.plain(f"documents.report_{kind}", law=whole.law.full_name)
            (row,) = (
                row
                for row in tables[title].rows
                if row[0] == f"{duty.title}\n(căn cứ: {duty.citation})"
            )
            assert row[1:] == (
                str(applies),
                *(str(counts[status]) for status in COUNTED),
                "–"
                if counts["khong-danh-gia-duoc"] == applies
                else percent(counts["dat"], applies),
            )
            order = ("qua-han", "chua-co", "dat-mot-phan", "khong-danh-gia-duoc")
            expected = [
                "; ".join(name for name, outcome in by_agency.items() if outcome == status)
                for status in order
            ]
            named = [row[1:] for row in annex.rows if row[0] == duty.title]
            assert named == ([tuple(expected)] if any(expected) else [])
    assert seen > 15


def test_what_ended_is_in_no_denominator():
    whole = judged_agencies.demo()
    ended = {agency_.id for agency_ in whole.agencies if agency_.ended}
    assert ended == {"xa-mau-an", "xa-mau-binh", "huyen-mau-giang"}
    in_short = whole.in_short()
    assert {agency_.id for agency_ in in_short.active}.isdisjoint(ended)
    assert all(duty.applies <= len(in_short.active) for duty in in_short.duties)


def test_a_duty_that_the_law_in_force_does_not_know_is_not_counted():
    old = judged_agencies.demo(datetime.date(2026, 8, 25)).in_short()
    assert "OB-17" not in {duty.id for duty in old.duties}
    assert "OB-17" in {duty.id for duty in judged_agencies.demo().in_short().duties}
    assert all(duty.citation for duty in old.duties)


def test_no_grade_no_ranking():
    whole = judged_agencies.demo()
    types = list(AGENCY_TYPES)
    order = [(types.index(agency_.type), agency_.id) for agency_ in whole.agencies]
    assert order == sorted(order)
    text = Docx(docx_of(whole)).text.lower()
    assert not re.search(r"điểm số|xếp hạng(?!;)|tổng điểm|thứ hạng|trung bình", text)


def test_golden():
    whole = judged(
        agency(),
        agency(id="xa-hai", name="Ủy ban nhân dân xã Hai", short_name="Xã Hai", extras=()),
        agency(
            id="huyen",
            name="Ủy ban nhân dân huyện Ba",
            short_name="Huyện Ba",
            type="cap-huyen",
            ended=True,
            extras=(),
            years=(),
            findings=tuple(
                finding(
                    finding_.duty,
                    Status.NOT_APPLICABLE,
                    title=finding_.title,
                    citation=finding_.citation,
                    basis=finding_.basis,
                    reason="Cơ quan đã chấm dứt hoạt động.",
                )
                for finding_ in judged_agencies.FINDINGS
            ),
        ),
    )
    exported_lists.golden_text(
        judged_agencies.FOLDER / "bao-cao.txt", "\n".join(texts_of(report(whole))) + "\n"
    )


def texts_of(content):
    """The report as text that a person can check."""
    yield from (WORDS["documents.report"], content.about, content.note)
    for block in blocks(content):
        match block:
            case Heading():
                yield f"{'#' * block.level} {block.text}"
            case Text():
                yield plain(block.runs)
            case Points():
                yield from (f"- {plain(item)}" for item in block.items)
            case Table():
                yield f"[{block.caption}]"
                yield " | ".join(column.title for column in block.columns)
                for row in block.rows:
                    yield " | ".join(cell.replace("\n", " / ") for cell in row)
            case Chart():
                yield f"[{block.caption}: {', '.join(part.label for part in block.parts)}]"
                for name, counts in block.rows:
                    yield f"{name}: {', '.join(map(str, counts))}"


def test_notes_of_the_office_are_shown_with_the_status_and_do_not_change_the_status():
    (table,) = (
        block
        for block in report(agencies=True).annexes[1].blocks
        if isinstance(block, Table) and block.caption == "1. Ủy ban nhân dân xã Mẫu"
    )
    status = next(row[1] for row in table.rows if row[0].startswith("Lập Danh mục\n"))
    assert status == (
        "Đạt một phần\nCơ quan giám sát nhận xét: Đã xem tại chỗ. (05/11/2026, Phòng Nghiệp vụ)"
    )


def test_progress_to_the_transition_day():
    text = "\n".join(texts(report(judged_agencies.demo()).blocks))
    assert "Số cơ quan phải thực hiện: 13." in text  # as many as on the province's page
    assert "chưa biết loại nào có phát sinh" in text
    assert "tính theo Điều 148 Bộ luật Dân sự" in text
    assert "0/0" not in text
    assert ".)." not in text
    assert "hạn 01/3/2027, còn 97 ngày" in text
    over = "\n".join(texts(report(judged_agencies.demo(datetime.date(2027, 3, 5))).blocks))
    assert "hạn 01/3/2027, đã qua 4 ngày" in over
    old = report(judged_agencies.demo(datetime.date(2026, 8, 25)))
    assert "chuyển tiếp" not in "\n".join(
        block.text for block in old.blocks if isinstance(block, Heading)
    )


def years(*values):
    records = tuple(YearStatistics.model_validate(value) for value in values)
    whole = judged(agency(years=records[::2]), agency(id="xa-hai", years=records[1::2]))
    tables = [block for block in year_blocks(whole.in_short(), WORDS) if isinstance(block, Table)]
    return {row[0]: row[1:] for row in tables[0].rows} if tables else {}


def test_years_are_added_up_and_what_was_not_stated_is_no_zero():
    shown = years(
        {"nam": "2026", "tiep_nhan": {"mang": "1200"}, "khieu_nai": "0"},
        {"nam": "2026", "tiep_nhan": {"mang": "3", "truc_tiep": "1"}},
        {"nam": "2025", "tiep_nhan": {"mang": "0"}},
        {"nam": "2030", "tiep_nhan": {"mang": "5"}},
    )
    assert shown["Số cơ quan có số liệu"] == ("2", "1")
    assert shown["Yêu cầu đã tiếp nhận"] == ("1.204", "0")
    assert shown["Trực tiếp"] == ("1 (1)", "–")
    assert shown["Khiếu nại"] == ("0 (1)", "–")
    assert shown["Khởi kiện"] == ("–", "–")
    assert years() == {}


def test_refusals_whose_number_is_not_stated_are_no_zero():
    unknown = {"nam": "2026", "ket_qua": {"day_du": "3", "tu_choi": {"d27k1": None}}}
    assert years(unknown)["Từ chối"] == ("–",)
    assert years(unknown, {"nam": "2026", "ket_qua": {"day_du": "1"}})["Từ chối"] == ("0 (1)",)


def test_figures_that_do_not_agree_are_named_and_words_of_agencies_stay():
    reported = (
        YearStatistics.model_validate(
            {
                "nam": "2026",
                "tiep_nhan": {"truc_tiep": "5"},
                "ket_qua": {"day_du": "7"},
                "chi_phi": "1500",
                "chu_dong_cong_khai": "12",
                "kho_khan": "Thiếu <người> làm [việc] này.",
                "kien_nghi": "Mở lớp tập huấn.",
            }
        ),
        YearStatistics.model_validate({"nam": "2025", "kho_khan": "Năm trước."}),
    )
    year_parts = list(
        year_blocks(judged(agency(years=reported), agency(id="xa-hai")).in_short(), WORDS)
    )
    (wrong,) = (block for block in year_parts if isinstance(block, Points))
    assert [plain(item) for item in wrong.items] == [
        "Ủy ban nhân dân xã Mẫu, năm 2026: Kết quả giải quyết là 7, số yêu cầu đã tiếp nhận là 5."
    ]
    figures, words = (block for block in year_parts if isinstance(block, Table))
    cells = {row[0]: row[1:] for row in figures.rows}
    assert cells["Chi phí đã thu (đồng)"] == ("1.500 (1)", "–")
    assert cells["Thông tin đã chủ động công khai"] == ("12 (1)", "–")
    name = "Ủy ban nhân dân xã Mẫu"
    assert words.rows == ((name, "2026", "Thiếu <người> làm [việc] này.", "Mở lớp tập huấn."),)
    agreed = list(year_blocks(judged().in_short(), WORDS))
    assert not any(isinstance(block, Points) for block in agreed)


def test_all_but_a_few_is_not_all():
    shown = years({"nam": "2026", "thoi_gian": {"dung_han": "259999", "qua_han": "148"}})
    assert shown["Tỷ lệ đúng hạn trên số đã trả lời"] == ("259999/260147 (99,9 %)",)
    assert percent(9999, 10000) == "99,9 %"
    assert percent(1, 10000) == "0,1 %"
    # As people round, not to the even digit.
    assert (percent(1, 16), percent(5, 16)) == ("6,3 %", "31,3 %")


def test_no_rate_on_fewer_than_ten():
    shown = years(
        {"nam": "2026", "thoi_gian": {"dung_han": "8", "qua_han": "1"}},
        {"nam": "2025", "thoi_gian": {"dung_han": "9", "qua_han": "1"}},
    )
    rate = shown["Tỷ lệ đúng hạn trên số đã trả lời"]
    assert rate == ("không tính (dưới 10)", "9/10 (90 %)")


def test_shares():
    assert [percent(*pair) for pair in ((2, 3), (0, 5), (5, 5))] == ["66,7 %", "0 %", "100 %"]


def test_no_agency_no_table():
    whole = judged()
    empty = report_of(dataclasses.replace(whole.in_short(), agencies=()), WORDS)
    assert not [block for block in empty.blocks if isinstance(block, Table)]
