"""Reminder letters, read back: what they ask for, and on which ground."""

from __future__ import annotations

import datetime
import itertools
import re

import exported_lists
import judged_agencies
import pytest
from judged_agencies import WORDS, agency, finding, judgement, lack, rows
from letters_and_reports import Docx, letter

from access_info.assessment import OPEN, PartStatus, Status
from access_info.exports.documents.lacking import done_late, lacking
from access_info.exports.documents.letter.items import groups_of
from access_info.exports.documents.letter.reminder import letter_docx

pytestmark = pytest.mark.exhaustive

GROUND = re.compile(r"(?:Căn cứ|Về căn cứ): (?P<citation>.+)")
ITEM = re.compile(r"\d+\. (?P<title>.+)")
DAYS = [datetime.date(2026, 8, 25), judged_agencies.DAY, datetime.date(2027, 3, 5)]
UNSURE = "Nội dung thực hiện theo chỉ đạo / nghị định chưa xác minh"


def wanted(agency_):
    """The duties that an agency has something to do about, told without the code under test."""
    duties = []
    for item in (*agency_.findings, *agency_.extras):
        lacks = [each for each in item.lacks if each.spot.file != "../_dia-ban.yml"]
        if item.status in OPEN and lacks:
            duties.append(item)
    return duties


def grounds(read):
    """Title and line of the ground of each numbered item."""
    for title, ground in itertools.pairwise(read.document.paragraphs):
        if title.style.name == "Heading 2":
            yield ITEM.fullmatch(title.text)["title"], GROUND.fullmatch(ground.text)["citation"]


@pytest.mark.parametrize("day", DAYS)
def test_every_letter_of_the_province_names_the_law_in_force_and_exactly_the_unmet_duties(day):
    whole = judged_agencies.demo(day)
    laws = [pack.full_name for pack in judged_agencies.FRAMEWORK.packs]
    written = 0
    for agency_ in whole.agencies:
        unmet = wanted(agency_)
        content = letter_docx(agency_, whole, WORDS)
        assert (content is None) is (not unmet)
        if content is None:
            continue
        written += 1
        read = Docx(content)
        named = [law for law in laws if f"thi hành {law}," in read.text]
        assert named == [whole.law.full_name]
        named_grounds = list(grounds(read))
        assert sorted(title for title, _ in named_grounds) == sorted(item.title for item in unmet)
        by_title = {item.title: item for item in unmet}
        for title, ground in named_grounds:
            assert ground.startswith(by_title[title].citation)
        others = {
            item.title for item in (*agency_.findings, *agency_.extras) if item not in unmet
        } - by_title.keys()
        assert [title for title in others if title in read.text] == []
        lacking = {each.what for item in unmet for each in item.lacks if not each.spot.row}
        assert [what for what in lacking if what not in read.text] == []
        ids = {each.spot.row for item in unmet for each in item.lacks if each.spot.row}
        assert [row for row in ids if row not in read.text] == []
    assert written > 10


@pytest.mark.exhaustive
def test_what_the_law_does_not_say_is_never_demanded_as_its_breach():
    whole = judged_agencies.demo()
    for agency_ in whole.agencies:
        content = letter_docx(agency_, whole, WORDS)
        if content is None:
            continue
        lines = Docx(content).lines
        unsure = [item for item in wanted(agency_) if not item.in_law]
        heading = [number for number, line in enumerate(lines) if line.endswith(UNSURE)]
        assert len(heading) == bool(unsure)
        for item in unsure:
            place = next(n for n, line in enumerate(lines) if line.endswith(f". {item.title}"))
            assert place > heading[0]
            assert lines[place + 1].startswith("Về căn cứ: ")


def test_the_wording_is_neutral():
    text = Docx(letter()).text.lower()
    assert not re.search(r"vi phạm|chấp hành|kỷ luật|kiểm điểm|yếu kém|nghiêm túc|không tốt", text)


def test_a_day_that_passed_is_no_deadline_missed_where_no_law_sets_the_day():
    late = judgement("báo cáo", lack("báo cáo"), status=PartStatus.OVERDUE, due=judged_agencies.DAY)
    item = finding("OB-14", Status.OVERDUE, late, basis="thay-doi")
    text = Docx(letter(agency(findings=(item,), extras=()))).text
    assert "Mốc theo dõi ngày 24/11/2026 đã qua;" in text
    assert "qua hạn" not in text


def test_golden():
    read = Docx(letter(deadline=datetime.date(2026, 12, 18)))
    exported_lists.golden_text(judged_agencies.FOLDER / "cong-van.txt", f"{read.text}\n")


def test_nothing_open_no_letter():
    met = finding("OB-01", Status.MET, judgement("đủ"))
    assert letter(agency(findings=(met,), extras=())) is None
    only_province = judgement("x", lack("địa bàn chưa đặt", file="../_dia-ban.yml"))
    item = finding("OB-08", Status.UNJUDGED, only_province)
    assert letter(agency(findings=(item,), extras=())) is None
    silent = finding("OB-08", Status.UNJUDGED, reason="Gói luật chưa nêu cách xét.")
    assert letter(agency(findings=(silent,), extras=())) is None


def test_a_status_filters_duties_and_the_letter_says_so():
    statuses = frozenset({Status.OVERDUE})
    read = Docx(letter(statuses=statuses))
    assert [title for title, _ in grounds(read)] == ["Duy trì chuyên mục"]
    assert "Công văn này chỉ nêu những nội dung có tình trạng: quá hạn." in read.text
    assert "I. " not in read.text
    assert (
        letter(agency(extras=(), findings=judged_agencies.FINDINGS[:3]), statuses=statuses) is None
    )
    assert groups_of(agency(), frozenset({Status.MET})) == ()


def test_few_rows_are_named_in_the_letter_and_many_in_its_annex():
    read = Docx(letter())
    assert (
        "b) mỗi dòng ghi ngày: mục 2026-001 “Văn bản số 1”, mục 2026-002 “Văn bản số 2”;"
        in read.lines
    )
    assert "a) cột tối thiểu: 4 mục, nêu tại Phụ lục;" in read.lines
    annex = [block for block in read.blocks if isinstance(block, list)][-1]
    assert annex[0] == ["TT", "Mã mục", "Tên", "Danh mục", "Nội dung cần bổ sung"]
    assert annex[1] == [
        "1",
        "2026-001",
        "Văn bản số 1",
        "Thông tin công khai",
        "Nội dung 1: cột còn trống: Số, ký hiệu",
    ]
    assert len(annex) == 5


def test_rows_of_a_predecessor_name_the_predecessor():
    many = judgement("cột", *rows("cột", 4, file="../xa-cu/cong-khai/2024.yml"))
    item = finding("OB-08", Status.PARTIAL, many)
    annex = list(Docx(letter(agency(findings=(item,), extras=()))).blocks)[-1]
    assert annex[1][3] == "Thông tin công khai (Ủy ban nhân dân xã Cũ)"


def test_a_successor_learns_which_information_is_meant_and_why_to_answer():
    inherited = judgement("cột", *rows("cột", 1, file="../xa-cu/cong-khai.yml"))
    item = finding("OB-06", Status.PARTIAL, inherited)
    successor = agency(findings=(item,), extras=(), founded=datetime.date(2025, 7, 1))
    text = Docx(letter(successor)).text
    assert (
        "gồm cả thông tin của Ủy ban nhân dân xã Cũ. Sau sắp xếp, Ủy ban nhân dân xã Mẫu tiếp nhận"
    ) in text
    assert "trước ngày 01/7/2025" in text
    assert "theo khoản 1 Điều 31 Luật Tiếp cận thông tin số 01/2026/QH16." in text
    assert "mục 2026-001 “Văn bản số 1” (thông tin của Ủy ban nhân dân xã Cũ)" in text
    assert "Sau sắp xếp" not in Docx(letter()).text


LATE = "công khai đúng hạn 08/7/2026 (đã công khai ngày 20/7/2026)"


def late(*further):
    """The letter's text about documents made public late, and what else is asked for."""
    day = datetime.date(2026, 7, 8)
    judged_late = judgement(
        "trong thời hạn", lack(LATE, "2026-001", "Văn bản", due=day), status=PartStatus.OVERDUE
    )
    item = finding("OB-06", Status.OVERDUE, judged_late, *further, basis="trong-luat")
    return Docx(letter(agency(findings=(item,), extras=()))).text


def test_what_is_public_by_now_is_not_demanded_again():
    text = late()
    assert "Các văn bản nêu dưới đây đã công khai sau hạn;" in text
    assert "đề nghị công khai đúng hạn các văn bản tiếp theo" in text
    assert "- hạn 08/7/2026, đã công khai ngày 20/7/2026: mục 2026-001 “Văn bản”." in text
    assert "thực hiện, cập nhật" not in text
    mixed = late(judgement("ngày", lack("ngày công khai", "2026-002")))
    assert "thực hiện, cập nhật:" in mixed
    assert "công khai đúng hạn các văn bản tiếp theo (có văn bản hạn 08/7/2026" in mixed


def test_the_judge_says_late_but_public_in_the_words_that_letters_know():
    whole = judged_agencies.demo()
    sentences = {
        each.what
        for agency_ in whole.agencies
        for item in (*agency_.findings, *agency_.extras)
        for each in item.lacks
        if "đã công khai ngày" in each.what
    }
    assert sentences
    assert all(done_late(lack(what)) for what in sentences)


def test_the_annex_is_mentioned_only_where_there_is_an_annex():
    item = finding("OB-01", Status.ABSENT, judgement("x", lack("x")))
    read = Docx(letter(agency(findings=(item,), extras=())))
    assert "Phụ lục" not in read.text
    assert len(read.document.sections) == 1


def test_deadlines_set_by_the_officer_and_by_the_law():
    text = Docx(letter(deadline=datetime.date(2026, 12, 18))).text
    assert "chậm nhất ngày 18/12/2026," in text
    assert "Đã qua hạn ngày 02/11/2026;" in text
    assert "Thời hạn: ngày 01/03/2027." not in text
    assert "Thời hạn: ngày 01/3/2027." in text
    assert "chậm nhất ngày [ngày/tháng/năm]," in Docx(letter()).text


def test_what_several_parts_lack_is_demanded_once():
    empty, other = lack("ít nhất một dòng trong danh mục"), lack("mẫu")
    item = finding(
        "OB-03",
        Status.ABSENT,
        judgement("dòng", empty),
        judgement("loại", empty),
        judgement("mẫu", empty, other),
    )
    assert [(group.part, group.whole) for group in lacking(item)] == [
        ("dòng", (empty,)),
        ("mẫu", (other,)),
    ]
