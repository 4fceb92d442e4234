"""Lists as annexes to sign: what stands in them, their layout, who signs."""

from __future__ import annotations

import datetime
import io
import time

import annexes
import exported_lists
import judged_agencies
import openpyxl
import pytest
from annexes import CONDITIONAL, DISCLOSURE, annex, lay_out, written
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from letters_and_reports import Docx, assert_in_order
from work_counting import calls_of, growth

from access_info.exports.documents.annex import issuer_of, short_address
from access_info.model.agency import AgencyProfile


@pytest.fixture
def agency(tmp_path):
    return lay_out(tmp_path, disclosure=DISCLOSURE, conditional=CONDITIONAL)


@pytest.mark.parametrize("name", ["cong-khai", "co-dieu-kien"])
def test_golden(agency, name):
    read = Docx(written(annex(agency, name), "docx"))
    exported_lists.golden_text(judged_agencies.FOLDER / f"phu-luc-{name}.txt", f"{read.text}\n")


def test_the_layout_of_decree_30(agency):
    read = Docx(written(annex(agency), "docx"))
    (section,) = read.document.sections
    sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(size / Mm(1)) for size in sizes] == [297, 210, 20, 20]
    # However the page is turned: the decree has no other margins for it.
    sides = (section.left_margin, section.right_margin)
    assert [round(size / Mm(1)) for size in sides] == [30, 15]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.different_first_page_header_footer
    (number,) = section.header.paragraphs
    assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert number._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
    head, table = read.document.tables
    assert head.rows[0].cells[0].text == "ỦY BAN NHÂN DÂN\nXÃ MẪU\n"
    assert not any("Số:" in text for text in read.lines)  # the decision has the number
    rows = table._tbl.findall(qn("w:tr"))
    heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert heads == [True] + [False] * (len(rows) - 1)
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    texts = [paragraph.text for paragraph in read.document.paragraphs if paragraph.text]
    assert texts[0] == "DANH MỤC"
    assert texts[2].startswith("(Kèm theo Quyết định số\N{NO-BREAK SPACE}")
    assert texts[-4:] == ["./.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "[Họ và tên]"]
    language = read.document.styles.element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "vi-VN"
    assert read.document.styles["Normal"].font.name == "Times New Roman"


def test_elements_stand_in_the_order_that_word_insists_on(agency):
    read = Docx(written(annex(agency), "docx"))
    order = {
        "w:tblPr": ("tblStyle", "tblW", "jc", "tblLayout", "tblCellMar", "tblLook", "tblCaption"),
        "w:tcPr": ("tcW", "gridSpan"),
        "w:pPr": ("pStyle", "keepNext", "pBdr", "spacing", "ind", "jc", "rPr"),
        "w:rPr": ("rFonts", "b", "i", "sz", "szCs", "highlight", "u"),
    }
    assert_in_order(read, order)


def test_links_lead_to_the_whole_address_and_show_its_beginning(agency):
    read = Docx(written(annex(agency), "docx"))
    relations = read.document.part.rels
    links = {
        "".join(node.xpath(".//w:t/text()")): relations[node.get(qn("r:id"))].target_ref
        for node in read.document.element.body.iter(qn("w:hyperlink"))
    }
    assert links == {
        "https://mau.example/…": "https://mau.example/van-ban/01-ctr-ubnd-nam-2026",
        "https://mau.example/2": "https://mau.example/2",
        "https://mau.example/tt": "https://mau.example/tt",
    }
    assert "Bộ phận một cửa; Nhà văn hóa thôn" in read.lines
    assert short_address("https://mau.example/a") == "https://mau.example/a"


def test_the_sheet_is_ready_to_print(agency):
    sheet = openpyxl.load_workbook(io.BytesIO(written(annex(agency), "xlsx"))).active
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.auto_filter.ref is None
    margins = sheet.page_margins
    assert [round(25.4 * margin) for margin in (margins.left, margins.right, margins.top)] == [
        30,
        15,
        20,
    ]
    assert sheet.HeaderFooter.differentFirst
    header = next(row[0].row for row in sheet.iter_rows() if row[0].value == "STT")
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.freeze_panes == f"A{header + 1}"
    titles = [cell.value for cell in sheet[header]]
    column = {title: number for number, title in enumerate(titles, 1)}
    assert "Căn cứ" not in titles  # nobody filled it
    rows = {sheet.cell(row, len(titles)).value: row for row in range(header + 1, sheet.max_row + 1)}
    first = rows["2026-001"]
    issued = sheet.cell(first, column["Ngày ban hành"])
    assert issued.value == datetime.datetime(2026, 1, 12)  # noqa: DTZ001 - cells have no zone
    assert issued.number_format == "dd/mm/yyyy"
    assert sheet.cell(rows["2026-002"], column["Ngày ban hành"]).value == "tháng 9/2026"
    assert sheet.cell(rows["2026-005"], 1).value == "3.2"
    assert sheet.cell(first, 1).value == 2
    link = sheet.cell(rows["2026-008"], column["Địa chỉ truy cập"])
    assert link.hyperlink.target == "https://mau.example/tt"
    both = sheet.cell(first, column["Địa chỉ truy cập"]).value
    assert both == "https://mau.example/van-ban/01-ctr-ubnd-nam-2026\nhttps://mau.example/2"


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_the_same_bytes_at_every_writing(agency, ending, monkeypatch):
    signed = annex(agency)
    assert signed.day == datetime.date(2026, 10, 2)
    first = written(signed, ending)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert written(annex(agency), ending) == first


def test_a_long_list_is_quick(tmp_path):
    def list_of(count):
        rows = "".join(
            f'- ma: "2026-{number:03}"\n  ten: "Thông tin thứ {number}"\n'
            f'  dia_chi:\n  - "https://mau.example/van-ban/{number}/mot-trang-rat-dai"\n'
            for number in range(1, count + 1)
        )
        return annex(lay_out(tmp_path / str(count), disclosure=f"muc:\n{rows}"))

    lists = {count: list_of(count) for count in (150, 300, 600)}
    assert lists[600].count == 600
    for ending in ("docx", "xlsx"):
        assert growth(lambda count, ending=ending: written(lists[count], ending), 150) < 2.5
        # 130,000 and 170,000: a cell that asks for its column anew takes millions.
        assert calls_of(lambda ending=ending: written(lists[600], ending)) < 600_000
        assert len(written(lists[600], ending)) < 300_000


def test_a_list_of_what_has_ended_is_none(tmp_path):
    ended = 'muc:\n- ma: "2026-001"\n  ten: "Cũ"\n  tinh_trang: "het-hieu-luc"\n'
    assert annex(lay_out(tmp_path, disclosure=ended)) is None


@pytest.mark.parametrize(
    ("fields", "parent", "expected"),
    [
        (
            {"ten": "Ủy ban nhân dân xã Mẫu", "loai": "xa"},
            "Ủy ban nhân dân tỉnh Mẫu",
            ("", ("ỦY BAN NHÂN DÂN", "XÃ MẪU"), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ),
        (
            {"ten": "Ủy ban nhân dân tỉnh Mẫu (Văn phòng)", "loai": "van-phong-ubnd"},
            "",
            ("", ("ỦY BAN NHÂN DÂN", "TỈNH MẪU"), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ),
        (
            {"ten": "Sở Y tế tỉnh Mẫu", "loai": "so"},
            "",
            ("UBND TỈNH MẪU", ("SỞ Y TẾ",), ("GIÁM ĐỐC",)),
        ),
        (
            {"ten": "Ban Dân tộc", "loai": "so"},
            "",
            ("UBND TỈNH MẪU", ("BAN DÂN TỘC",), ("TRƯỞNG BAN",)),
        ),
        (
            {"ten": "Bệnh viện Đa khoa tỉnh Mẫu", "loai": "su-nghiep"},
            "Sở Y tế tỉnh Mẫu",
            ("SỞ Y TẾ TỈNH MẪU", ("BỆNH VIỆN ĐA KHOA TỈNH MẪU",), ("GIÁM ĐỐC",)),
        ),
        (
            {"ten": "Trường THPT Mẫu", "loai": "su-nghiep"},
            "Ủy ban nhân dân tỉnh Mẫu (Văn phòng)",
            ("UBND TỈNH MẪU", ("TRƯỜNG THPT MẪU",), ("HIỆU TRƯỞNG",)),
        ),
        (
            {"ten": "Bộ Mẫu", "loai": "trung-uong"},
            "",
            ("", ("BỘ MẪU",), ("BỘ TRƯỞNG",)),
        ),
        (
            {"ten": "Kho bạc Nhà nước khu vực Mẫu", "loai": "trung-uong"},
            "",
            ("", ("KHO BẠC NHÀ NƯỚC KHU VỰC MẪU",), ("[QUYỀN HẠN, CHỨC VỤ]",)),
        ),
    ],
)
def test_who_issues_and_who_signs(fields, parent, expected):
    profile = AgencyProfile.model_validate(fields)
    issuer = issuer_of(profile, annexes.PLACE, parent, annexes.WORDS)
    assert (issuer.above, issuer.lines, issuer.roles) == expected
