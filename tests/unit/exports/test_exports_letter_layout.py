"""Reminder letters, read back: layout, names, blanks, and data that would be something else."""

from __future__ import annotations

import re

import exported_lists
import judged_agencies
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from judged_agencies import WORDS, agency, finding, judged, judgement, lack
from letters_and_reports import Docx, assert_in_order, letter, squeezed
from work_counting import calls_of

from access_info.assessment.findings import Status
from access_info.exports.documents.official import office_of
from access_info.exports.documents.paper import Blank, phrase, plain, without_unprintable
from access_info.model.jurisdiction import Jurisdiction

pytestmark = pytest.mark.sampled


def test_the_layout_of_decree_30():
    read = Docx(letter())
    first, annex = read.document.sections
    for section in (first, annex):
        sizes = (section.page_width, section.page_height)
        margins = (section.top_margin, section.bottom_margin, section.left_margin)
        measured = (*sizes, *margins, section.right_margin)
        assert [round(size / Mm(1)) for size in measured] == [210, 297, 20, 20, 30, 15]
        assert section.different_first_page_header_footer
    (number,) = first.header.paragraphs
    assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert number._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
    assert annex.header.is_linked_to_previous
    assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    head, dated, foot, note = read.document.tables[:4]
    left, right = head.rows[0].cells
    assert [paragraph.text for paragraph in left.paragraphs] == ["UBND TỈNH MẪU", "SỞ TƯ PHÁP", ""]
    assert look(left) == [(Pt(13), False), (Pt(13), True)]
    assert [paragraph.text for paragraph in right.paragraphs][:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert look(right) == [(Pt(13), True), (Pt(14), True)]
    left, right = dated.rows[0].cells
    assert left.text == "Số: […]/[…]\nV/v đôn đốc thực hiện\nLuật Tiếp cận thông tin"
    assert right.text == "Mẫu, ngày […] tháng […] năm […]"
    assert all(run.italic for run in right.paragraphs[0].runs)
    left, right = foot.rows[0].cells
    assert left.text == (
        "Nơi nhận:\n- Như trên;\n- [nơi nhận khác];\n- Lưu: VT, [đơn vị soạn thảo]."
    )
    assert (left.paragraphs[0].runs[0].font.size, left.paragraphs[1].runs[0].font.size) == (
        Pt(12),
        Pt(11),
    )
    assert re.fullmatch(r"\[QUYỀN HẠN, CHỨC VỤ\]\n+\[Họ và tên\]", right.text)
    assert "xóa khung này trước khi ký" in note.rows[0].cells[0].text
    body = [paragraph.text for paragraph in read.document.paragraphs if paragraph.text]
    assert body[:2] == ["DỰ THẢO", "Kính gửi: Ủy ban nhân dân xã Mẫu."]
    assert [text for text in body if text.endswith("./.")] == [
        text for text in body if text.startswith("Trong quá trình thực hiện")
    ]
    named = read.document.styles.element.iter(qn("w:rFonts"))
    assert {fonts.get(qn("w:ascii")) for fonts in named} == {"Times New Roman"}


def test_a_page_is_left_early_for_a_heading_alone():
    """Chains of paragraphs that must stay on one page leave the page before empty."""
    held = [
        paragraph
        for paragraph in Docx(letter()).document.paragraphs
        if paragraph.text
        and paragraph.paragraph_format.keep_with_next
        and paragraph.style.name == "Body Text"
    ]
    *groups, last = held
    assert last.text.endswith("./.")  # with the signature
    assert all(text.text.endswith(":") for text in groups)  # with the first of its lines


def look(cell):
    """Size and weight of the first run of each paragraph that has one."""
    return [
        (paragraph.runs[0].font.size, bool(paragraph.runs[0].bold))
        for paragraph in cell.paragraphs
        if paragraph.runs
    ]


def test_elements_stand_in_the_order_that_word_insists_on():
    read = Docx(letter())
    order = {
        "w:tblPr": ("tblStyle", "tblW", "jc", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
        "w:sectPr": ("headerReference", "type", "pgSz", "pgMar", "pgNumType", "cols", "titlePg"),
        "w:pPr": ("pStyle", "keepNext", "pBdr", "spacing", "ind", "jc", "rPr", "sectPr"),
    }
    assert_in_order(read, order)


def test_what_an_officer_decides_is_marked_and_explained_once():
    read = Docx(letter())
    marked = [
        run.text
        for paragraph in read.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color is not None
    ]
    assert set(marked) >= {"[…]", "[ngày/tháng/năm]", "[QUYỀN HẠN, CHỨC VỤ]", "[Họ và tên]"}
    assert all(text.startswith("[") for text in marked)
    assert read.text.count("Chỗ trong ngoặc vuông") == 1
    unmarked = "".join(
        run.text
        for paragraph in read.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color is None
    )
    assert "[" not in unmarked


@pytest.mark.parametrize(
    ("place", "above", "lines", "seat", "short"),
    [
        (judged_agencies.PLACE, "UBND TỈNH MẪU", ("SỞ TƯ PHÁP",), "Mẫu", "Sở Tư pháp"),
        (
            {"ten": "Tỉnh Mẫu", "loai": "tinh", "giam_sat": {"ten": "Ủy ban nhân dân tỉnh Mẫu"}},
            "",
            ("ỦY BAN NHÂN DÂN", "TỈNH MẪU"),
            "Mẫu",
            "Ủy ban nhân dân tỉnh Mẫu",
        ),
        (
            {"ten": "Thành phố Cảng", "loai": "thanh-pho", "giam_sat": {"ten": "Sở Tư pháp"}},
            "",
            ("SỞ TƯ PHÁP",),
            "Cảng",
            "Sở Tư pháp",
        ),
        (
            {"ten": "Phường 1", "loai": "phuong", "giam_sat": {"ten": "Văn phòng phường 1"}},
            "UBND PHƯỜNG 1",
            ("VĂN PHÒNG",),
            "Phường 1",
            "Văn phòng",
        ),
        (
            {},
            "[TÊN CƠ QUAN CHỦ QUẢN]",
            ("[TÊN CƠ QUAN BAN HÀNH]",),
            "[địa danh]",
            "[tên cơ quan giám sát]",
        ),
    ],
)
def test_the_office_as_the_letter_head_names_offices(place, above, lines, seat, short):
    office = office_of(Jurisdiction.model_validate(place), WORDS)
    assert (office.above, office.lines, office.seat, office.short_name) == (
        above,
        lines,
        seat,
        short,
    )
    content = letter(whole=judged(place=place))
    assert lines[0] in Docx(content).text


@pytest.mark.parametrize(
    ("kind", "oversight", "subject"),
    [
        ("xa", "Sở Tư pháp tỉnh Mẫu", "V/v đôn đốc thực hiện\n"),
        ("van-phong-ubnd", "Sở Tư pháp tỉnh Mẫu", "V/v thực hiện\n"),
        ("trung-uong", "Sở Tư pháp tỉnh Mẫu", "V/v thực hiện\n"),
        ("van-phong-ubnd", "Ủy ban nhân dân tỉnh Mẫu", "V/v đôn đốc thực hiện\n"),
    ],
)
def test_a_superior_is_not_urged_on(kind, oversight, subject):
    place = {**judged_agencies.PLACE, "giam_sat": {"ten": oversight}}
    recipient = agency(type=kind)
    assert subject in Docx(letter(recipient, judged(recipient, place=place))).text


def test_the_same_bytes_every_time_without_a_time_or_a_stranger_in_them():
    first, second = letter(), letter()
    assert first == second
    read = Docx(first)
    assert read.times == {(1980, 1, 1, 0, 0, 0)}
    assert read.names[0] == "[Content_Types].xml"
    assert not [name for name in read.names if "thumbnail" in name or "app.xml" in name]
    about = read.document.core_properties
    assert (about.author, about.last_modified_by) == ("Sở Tư pháp tỉnh Mẫu",) * 2
    assert (about.created, about.modified) == (None, None)
    assert about.title == "V/v đôn đốc thực hiện Luật Tiếp cận thông tin: Ủy ban nhân dân xã Mẫu"


@pytest.mark.parametrize(
    "text", [*exported_lists.HOSTILE, "[…]", "{agency}", "dài " * 1200, "W" * 5000]
)
def test_hostile_data_stays_text(text):
    many = [lack(text, f"2026-{n:03}", text, file="cong-khai.yml") for n in range(5)]
    findings = (
        finding("OB-01", Status.ABSENT, judgement(text, lack(text)), title=text, citation=text),
        finding("OB-02", Status.PARTIAL, judgement(text, *many[:2]), judgement(text, *many)),
    )
    recipient = agency(name=text, short_name=text, findings=findings, extras=())
    read = Docx(letter(recipient))
    assert squeezed(without_unprintable(text)) in squeezed(read.text)
    marked = {
        run.text
        for paragraph in read.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color is not None
    }
    assert all(marked_text.startswith("[") for marked_text in marked)
    assert "{" not in read.text.replace(text, "")


def test_a_letter_is_little_work():
    whole = judged_agencies.demo()
    recipient = next(each for each in whole.agencies if each.id == "xa-mau-lam")
    letter(recipient, whole)  # what is packed once is packed
    # 8,000: a library that builds a tree of the document takes 120,000.
    assert calls_of(lambda: letter(recipient, whole)) < 20_000


def test_phrases_know_blanks_from_data():
    runs = phrase(WORDS, "documents.letter_to", agency="A [b] {c}")
    assert plain(runs) == "Kính gửi: A [b] {c}."
    assert [run.blank for run in runs] == [False]
    runs = phrase(WORDS, "documents.letter_to", agency=Blank("[x]"))
    assert [(run.text, run.blank) for run in runs] == [
        ("Kính gửi: ", False),
        ("[x]", True),
        (".", False),
    ]
    with pytest.raises(KeyError):
        phrase(WORDS, "documents.letter_to")
