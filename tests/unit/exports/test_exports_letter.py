"""Reminder letters, read back: what they ask for, and on which ground."""

from __future__ import annotations

import dataclasses
import datetime
import re

import exported_lists
import judged_agencies
import pytest
from judged_agencies import agency, finding, judgement, lack, rows
from letters_and_reports import Docx, letter

from access_info.assessment.findings import OPEN, PartStatus, Status
from access_info.exports.documents.judged import done_late, lacking
from access_info.exports.documents.letter import groups_of
from access_info.exports.documents.official import office_of
from access_info.model.jurisdiction import Jurisdiction, PaperHead
from access_info.model.verification import Verification

pytestmark = pytest.mark.exhaustive

DAYS = [datetime.date(2026, 8, 25), judged_agencies.DAY, datetime.date(2027, 3, 5)]


def wanted(agency_):
    """What a letter may ask an agency for, told without the code under test."""
    duties = []
    for item in (*agency_.findings, *agency_.extras):
        lacks = [each for each in item.lacks if each.spot.file != "../_dia-ban.yml"]
        sure = item.basis not in {"chua-xac-minh", "thay-doi"} and item.verification in {
            *("ban-chep", "cong-bao")
        }
        if item.status in OPEN and lacks and sure:
            duties.append(item)
    return duties


def annexed(read):
    """Rows of the annex: mark, title, ground, what is lacking, day."""
    *_, table = (block for block in read.blocks if isinstance(block, list))
    for mark, duty, lacking_, due in table[1:]:
        title, _, ground = duty.partition("\n(căn cứ: ")
        yield mark, title, ground.removesuffix(")"), lacking_, due


@pytest.mark.parametrize("day", DAYS)
def test_every_letter_of_the_province_asks_for_the_unmet_duties_whose_ground_was_read(day):
    whole = judged_agencies.demo(day)
    laws = [pack.full_name for pack in judged_agencies.FRAMEWORK.packs]
    written = 0
    for agency_ in whole.agencies:
        unmet = wanted(agency_)
        content = letter(agency_, whole)
        assert (content is None) is (not unmet)
        if content is None:
            continue
        written += 1
        read = Docx(content)
        named = [law for law in laws if f"{law} có hiệu lực thi hành từ ngày" in read.text]
        assert named == [whole.law.full_name]
        rows = list(annexed(read))
        titled = sorted((title, ground) for _, title, ground, *_ in rows)
        assert titled == sorted((item.title, item.citation) for item in unmet)
        body = "\n".join(line for line in read.blocks if isinstance(line, str))
        assert [item.title for item in unmet if item.title not in body] == []
        others = {
            item.title for item in (*agency_.findings, *agency_.extras) if item not in unmet
        } - {item.title for item in unmet}
        assert [title for title in others if title in read.text] == []
        lacking_ = {each.what for item in unmet for each in item.lacks if not each.spot.row}
        assert [what for what in lacking_ if what not in read.text] == []
    assert written > 10


def test_what_rests_on_no_text_that_was_read_is_left_out_and_the_officer_learns_so():
    unread = finding(
        "OB-05",
        Status.ABSENT,
        judgement("x", lack("x")),
        title="Chưa đọc",
        verification=Verification.UNVERIFIED,
    )
    no_law = finding(
        "OB-03", Status.ABSENT, judgement("y", lack("y")), title="Không có", basis="chua-xac-minh"
    )
    recipient = agency(findings=(unread, no_law), extras=())
    assert letter(recipient) is None
    sure = finding("OB-02", Status.ABSENT, judgement("z", lack("z")), title="Lập Danh mục")
    text = Docx(letter(agency(findings=(unread, sure, no_law), extras=()))).text
    assert "Lập Danh mục" in text
    assert "Chưa đọc" not in text
    assert "Không có" not in text
    assert "Chưa nêu 2 nội dung mà căn cứ pháp lý chưa được xác minh" in text


def test_only_what_was_compared_with_the_gazette_needs_no_remark():
    remark = "chưa đối chiếu với Công báo"
    assert remark in Docx(letter()).text
    compared = finding(
        "OB-02", Status.ABSENT, judgement("z", lack("z")), verification=Verification.GAZETTE
    )
    recipient = agency(findings=(compared,), extras=())
    whole = judged_agencies.judged(recipient)
    assert remark in Docx(letter(recipient, whole)).text  # the law as a whole was not
    law = whole.law.model_copy(update={"verification": Verification.GAZETTE})
    assert remark not in Docx(letter(recipient, dataclasses.replace(whole, law=law))).text


def test_the_wording_is_neutral():
    text = Docx(letter()).text.lower()
    assert not re.search(r"vi phạm|chấp hành|kỷ luật|kiểm điểm|yếu kém|nghiêm túc|không tốt", text)


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
    assert [title for _, title, *_ in annexed(read)] == ["Duy trì chuyên mục"]
    assert "Công văn này chỉ nêu những nội dung có tình trạng: quá hạn." in read.text
    assert (
        letter(agency(extras=(), findings=judged_agencies.FINDINGS[:3]), statuses=statuses) is None
    )
    assert groups_of(agency(), frozenset({Status.MET})) == {}


def test_rows_are_named_and_of_many_the_number_is_told():
    rows_of = {title: what for _, title, _, what, _ in annexed(Docx(letter()))}
    assert rows_of["Lập Danh mục"].splitlines()[1] == (
        "mỗi dòng ghi ngày: mục 2026-001 “Văn bản số 1”, mục 2026-002 “Văn bản số 2”"
    )
    many = finding("OB-02", Status.PARTIAL, judgement("cột", *rows("cột", 12)))
    ((*_, what, _),) = annexed(Docx(letter(agency(findings=(many,), extras=()))))
    assert what.endswith("mục 2026-008 “Văn bản số 8” và 4 mục nữa")
    assert "2026-009" not in what


def test_duties_that_stand_alike_are_asked_for_together_the_late_ones_first():
    body = [line for line in Docx(letter()).blocks if isinstance(line, str)]
    numbered = [line for line in body if re.match(r"\d\. |[a-z]\) |- (?!Như)", line)]
    assert numbered == [
        "1. Thực hiện, cập nhật các nội dung đã quá thời hạn:",
        "- Duy trì chuyên mục (căn cứ: khoản 5 Điều 90).",
        "2. Thực hiện và công bố các nội dung chưa có thông tin:",
        "- Có kế hoạch công khai (căn cứ: khoản 1 Điều 14 Luật khác số 10/2022/QH15).",
        "3. Hoàn thiện các nội dung mới thực hiện được một phần:",
        "- Lập Danh mục (căn cứ: khoản 2 Điều 90).",
        "4. Bổ sung thông tin về các nội dung đã có nhưng chưa đủ để đánh giá:",
        "- Rà soát (căn cứ: khoản 9 Điều 90).",
    ]


def test_a_letter_about_much_names_grounds_in_its_annex_alone():
    many = tuple(
        finding(f"OB-{n}", Status.ABSENT, judgement("x", lack("x")), title=f"Việc {n}")
        for n in range(10, 22)
    )
    read = Docx(letter(agency(findings=many, extras=())))
    body = [line for line in read.blocks if isinstance(line, str)]
    assert "a) Việc 10;" in body
    assert "m) Việc 21." in body
    assert not any("căn cứ: " in line for line in body)
    assert [mark for mark, *_ in annexed(read)][:2] == ["1a", "1b"]


def test_a_whole_thing_that_is_missing_takes_one_line():
    parts = [judgement(what, lack(what)) for what in ("số, ký hiệu", "ngày ban hành", "tệp")]
    item = finding("OB-01", Status.ABSENT, *parts)
    ((*_, what, _),) = annexed(Docx(letter(agency(findings=(item,), extras=()))))
    assert what == "chưa có thông tin nào; khi công bố cần có: số, ký hiệu; ngày ban hành; tệp"


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
    assert "1. Công khai đúng thời hạn các văn bản tiếp theo" in text
    assert "hạn 08/7/2026, đã công khai ngày 20/7/2026: mục 2026-001 “Văn bản”" in text
    assert "Thực hiện, cập nhật" not in text
    mixed = late(judgement("ngày", lack("ngày công khai", "2026-002")))
    assert "Thực hiện, cập nhật" in mixed
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


def test_deadlines_set_by_the_officer_and_by_the_law():
    read = Docx(letter(deadline=datetime.date(2026, 12, 18)))
    assert "trước ngày 18/12/2026," in read.text
    due = {title: day for _, title, _, _, day in annexed(read)}
    assert due["Duy trì chuyên mục"] == "02/11/2026"
    assert due["Rà soát"] == "01/3/2027"
    assert "trước ngày [ngày/tháng/năm]," in Docx(letter()).text


def test_no_day_of_judgement_stands_in_a_letter_so_that_it_stays_the_same():
    days = [judged_agencies.DAY, judged_agencies.DAY + datetime.timedelta(days=1)]
    recipient = agency()
    first, second = (letter(recipient, judged_agencies.judged(recipient, day=day)) for day in days)
    assert first == second
    assert "công bố đến ngày […]" in Docx(first).text


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


@pytest.mark.parametrize(
    ("issuer", "phone"),
    [("", "0298 3811 001"), ("Sở Tư pháp", "0298 3811 001"), ("Ủy ban nhân dân tỉnh Mẫu", "")],
)
def test_a_paper_of_another_body_gives_no_telephone_of_the_oversight_office(issuer, phone):
    place = Jurisdiction.model_validate(
        {
            "ten": "Tỉnh Mẫu",
            "loai": "tinh",
            "giam_sat": {"ten": "Sở Tư pháp", "dien_thoai": "0298 3811 001"},
        }
    )
    office = office_of(
        place, judged_agencies.WORDS, PaperHead.model_validate({"co_quan": issuer or None})
    )
    assert office.name == (issuer or "Sở Tư pháp")
    assert office.phone == phone
