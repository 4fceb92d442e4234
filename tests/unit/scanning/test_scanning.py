"""What is looked for stands somewhere in a file: it is found there, and what hides it is told."""

from __future__ import annotations

import dataclasses
import io
import sys
from pathlib import Path

import openpyxl
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import RGBColor
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from unsafe_attachments import bytes_of, deleted, document, pdf, picture, with_part

from access_info.office_files.archive import Archive
from access_info.office_files.limits import LIMITS, Purpose
from access_info.scanning import MarkKind, scan, scan_all
from access_info.scanning.kinds import read_sheets
from access_info.scanning.scans import Extracted, ScanMark

# Nothing that is anybody's: the readers do not judge.
pytestmark = pytest.mark.usefixtures("new_readers")

SOUGHT = "Điều cần tìm 4417"
K = MarkKind


def _word(change=None, *lines):
    office_file = document("Mở đầu", *lines)
    if change is not None:
        change(office_file)
    return bytes_of(office_file)


def _in_header(office_file):
    office_file.sections[0].header.paragraphs[0].text = SOUGHT


def _in_cell(office_file):
    table = office_file.add_table(2, 2)
    for cell, text in zip(table._cells, ("Họ tên", "Ghi chú", "Một", SOUGHT), strict=True):
        cell.text = text


def _hidden(office_file):
    office_file.add_paragraph().add_run(SOUGHT).font.hidden = True


def _white(office_file):
    office_file.add_paragraph().add_run(SOUGHT).font.color.rgb = RGBColor(255, 255, 255)


def _white_on_dark(office_file):
    run = office_file.add_paragraph().add_run(SOUGHT)
    run.font.color.rgb = RGBColor(255, 255, 255)
    run.font.highlight_color = WD_COLOR_INDEX.BLACK


def _split(office_file):
    paragraph = office_file.add_paragraph()
    for char in SOUGHT:
        paragraph.add_run(char).bold = char.isdigit()


def _alt(office_file):
    office_file.add_picture(io.BytesIO(picture(size=(20, 20), kind="PNG")))
    office_file.inline_shapes[0]._inline.docPr.set("descr", SOUGHT)


def _remark(office_file):
    office_file.add_comment(
        office_file.paragraphs[0].add_run("x"), text=SOUGHT, author="", initials=""
    )


def _alt_in_remark(office_file):
    run = office_file.paragraphs[0].add_run("x")
    remark = office_file.add_comment(run, text="", author="", initials="").paragraphs[0]
    drawn = remark.add_run().add_picture(io.BytesIO(picture(size=(20, 20), kind="PNG")))
    drawn._inline.docPr.set("descr", SOUGHT)


def _author(office_file):
    office_file.core_properties.author = SOUGHT


def _book(change, title="Bảng"):
    workbook = openpyxl.Workbook()
    workbook.properties.creator = ""
    workbook.active.title = title
    workbook.active.append(["Số thứ tự", "Tên"])
    workbook.active.append([1, "Một"])
    change(workbook)
    return bytes_of(workbook)


def _far_cell(office_file):
    office_file.active["AZ900"] = SOUGHT


def _shape(words):
    """A workbook with a picture or shape that has some words."""
    return with_part(_book(lambda _: None), "xl/drawings/drawing1.xml", f"<a><b {words}/></a>")


def _hidden_row(office_file):
    office_file.active["B9"] = SOUGHT
    office_file.active.row_dimensions[9].hidden = True


def _hidden_column(office_file):
    office_file.active["H2"] = SOUGHT
    office_file.active.column_dimensions["H"].hidden = True


def _empty_hidden_column(office_file):
    office_file.active["B9"] = SOUGHT
    office_file.active.column_dimensions["H"].hidden = True


def _hidden_sheet(office_file):
    sheet = office_file.create_sheet("Nháp")
    sheet["A1"] = SOUGHT
    sheet.sheet_state = "veryHidden"


def _cell_remark(office_file):
    office_file.active["A1"].comment = Comment(SOUGHT, "")


def _name(office_file):
    office_file.defined_names["x"] = DefinedName("x", attr_text=f'"{SOUGHT}"')


def _page_head(office_file):
    office_file.active.oddHeader.center.text = SOUGHT


def _pdf_note(kind, entry="/Contents"):
    text = "<" + ("\ufeff" + SOUGHT).encode("utf-16-be").hex() + ">"
    note = f"<< /Type /Annot /Subtype /{kind} /Rect [0 0 9 9] {entry} {text} >>"
    return pdf([[(50, 700, "Mở đầu của văn bản này")]], objects={"n": note}, page="/Annots [{n}]")


def _utf16(text):
    return "<" + ("\ufeff" + text).encode("utf-16-be").hex() + ">"


PLACES = {
    "trang 2.pdf": (
        pdf([[(50, 700, "Một trang có nhiều chữ")], [(50, 90, f"Ở cuối: {SOUGHT}")]]),
        [],
    ),
    "duoi o den.pdf": (
        pdf(
            [[(50, 700, SOUGHT), (50, 600, "Một dòng khác dài hơn")]],
            drawing="0 g 40 690 200 25 re f",
        ),
        [K.HIDDEN_TEXT],
    ),
    "tren o den.pdf": (
        pdf([[(50, 700, f"{SOUGHT}, một dòng dài")]], drawing="0 g 40 90 200 25 re f"),
        [],
    ),
    "loi ghi.pdf": (_pdf_note("Text"), [K.COMMENT]),
    "o dien.pdf": (_pdf_note("Widget", "/FT /Tx /T (a) /V"), []),
    "muc luc.pdf": (
        pdf(
            [[(50, 700, "Một trang có nhiều chữ")]],
            objects={
                "o": "<< /Type /Outlines /First 8 0 R /Last 8 0 R >>",
                "i": f"<< /Title {_utf16(SOUGHT)} /Parent 7 0 R >>",
            },
            catalogue="/Outlines {o}",
        ),
        [],
    ),
    "tac gia.pdf": (
        pdf([[(50, 700, "Một trang có nhiều chữ")]], about=f"/Author {_utf16(SOUGHT)}"),
        [K.AUTHOR],
    ),
    "than.docx": (_word(None, SOUGHT), []),
    "roi.docx": (_word(_split), []),
    "dau trang.docx": (_word(_in_header), []),
    "bang.docx": (_word(_in_cell), []),
    "an.docx": (_word(_hidden), [K.HIDDEN_TEXT]),
    "chu trang.docx": (_word(_white), [K.HIDDEN_TEXT]),
    "chu trang nen den.docx": (_word(_white_on_dark), []),
    "da xoa.docx": (
        _word(lambda office_file: deleted(office_file.paragraphs[0], SOUGHT)),
        [K.TRACKED_CHANGE],
    ),
    "loi ta.docx": (_word(_alt), []),
    "nhan xet.docx": (_word(_remark), [K.COMMENT]),
    "loi ta trong nhan xet.docx": (_word(_alt_in_remark), [K.COMMENT]),
    "nguoi soan.docx": (_word(_author), [K.AUTHOR]),
    "xml rieng.docx": (with_part(_word(), "customXml/item1.xml", f"<a><b>{SOUGHT}</b></a>"), []),
    "macro.docx": (with_part(_word(None, SOUGHT), "word/vbaProject.bin", b"x"), [K.MACRO]),
    "nhung.docx": (with_part(_word(None, SOUGHT), "word/embeddings/a.xlsx", b"x"), [K.EMBEDDED]),
    "o xa.xlsx": (_book(_far_cell), []),
    "hang an.xlsx": (_book(_hidden_row), [K.HIDDEN_ROWS]),
    "cot an.xlsx": (_book(_hidden_column), [K.HIDDEN_COLUMNS]),
    "cot an trong.xlsx": (_book(_empty_hidden_column), []),
    "trang an.xlsx": (_book(_hidden_sheet), [K.HIDDEN_SHEET]),
    "nhan xet.xlsx": (_book(_cell_remark), [K.COMMENT]),
    "ten.xlsx": (_book(_name), []),
    "dau trang.xlsx": (_book(_page_head), []),
    "loi ta.xlsx": (_shape(f'descr="{SOUGHT}"'), []),
    "ten hinh.xlsx": (_shape(f'title="{SOUGHT}"'), []),
    "pivot.xlsx": (
        with_part(
            _book(lambda _: None),
            "xl/pivotCache/pivotCacheRecords1.xml",
            f'<r><s v="{SOUGHT}"/></r>',
        ),
        [],
    ),
    "mo ta.jpg": (picture(description=SOUGHT), [K.NO_TEXT_LAYER, K.SCAN]),
    "chu.png": (picture(kind="PNG", words=SOUGHT, size=(30, 30)), []),
    "toa do.jpg": (picture(latitude="1", description="x"), [K.NO_TEXT_LAYER, K.SCAN, K.GPS]),
    "a.csv": (f"Tên;Ghi chú\r\nMột;{SOUGHT}\r\n".encode("utf-8-sig"), []),
    "a.txt": (SOUGHT.encode("utf-16"), []),
    "a.svg": (f"<svg><script>1</script><text>{SOUGHT}</text></svg>".encode(), [K.ACTIVE_CONTENT]),
    "cu.doc": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + SOUGHT.encode("utf-16-le") + bytes(9),
        [],
    ),
}


@pytest.fixture(scope="module")
def scans(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tep")
    for name, (content, _) in PLACES.items():
        (folder / name).write_bytes(content)
    scanned = scan_all(sorted(folder.iterdir()))
    return {path.name: attachment for path, attachment in scanned.items()}


@pytest.mark.parametrize("name", sorted(PLACES.keys() - {"toa do.jpg"}))
def test_hidden_text_is_detected_in_every_place(name, scans):
    read_texts = [
        *(text.text for text in scans[name].texts),
        *(mark.detail for mark in scans[name].marks),
    ]
    assert any(SOUGHT in " ".join(text.split()) for text in read_texts), read_texts


@pytest.mark.parametrize("name", PLACES)
def test_what_hides_the_text_is_reported_and_nothing_else(name, scans):
    assert sorted(mark.kind for mark in scans[name].marks) == sorted(PLACES[name][1])


@pytest.mark.parametrize(
    ("limits", "is_marked"),
    [
        ({}, False),
        ({"rows": 3, "columns": 2, "cells": 4}, False),
        ({"rows": 1}, True),
        ({"columns": 1}, True),
        ({"cells": 3}, True),
    ],
)
def test_a_sheet_of_which_only_a_part_is_read_says_so(monkeypatch, limits, is_marked):
    scanning = dataclasses.replace(LIMITS[Purpose.SCAN], **limits)
    monkeypatch.setitem(LIMITS, Purpose.SCAN, scanning)
    extracted = Extracted("xlsx")
    read_sheets(Archive(_book(lambda _: None), Purpose.SCAN), extracted)
    unread = ScanMark(K.UNREADABLE, "Bảng", "dài khác thường, chỉ xem phần đầu")
    assert extracted.marks == [unread] * is_marked


def test_a_row_says_what_its_cells_are(scans):
    rows = [text.text for text in scans["bang.docx"].texts if "hàng 2" in text.where]
    assert rows == [f"Họ tên: Một\nGhi chú: {SOUGHT}"]
    cells = [text for text in scans["a.csv"].texts if text.where == "dòng 2"]
    assert cells[0].text == f"Tên: Một\nGhi chú: {SOUGHT}"


def test_a_stamp_is_apart_from_the_other_column(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(
        pdf(
            [[(60, 780, "ỦY BAN"), (320, 780, "CỘNG HÒA"), (70, 740, "MẬT"), (320, 740, "Độc lập")]]
        )
    )
    top = [text for text in scan(path).texts if text.first]
    assert "MẬT" in top[0].text.split("\n")


def test_active_content_of_a_pdf(tmp_path):
    plain = [[(50, 700, "Một trang có nhiều chữ")]]
    script = "<< /S /JavaScript /JS (app.alert(1)) >>"
    files = {
        "mo.pdf": pdf(plain, catalogue=f"/OpenAction {script}"),
        "trang.pdf": pdf(plain, page=f"/AA << /O {script} >>"),
        "sau.pdf": pdf(plain, catalogue=f"/OpenAction << /S /GoTo /Next {script} >>"),
        "toi trang.pdf": pdf(plain, catalogue="/OpenAction << /S /GoTo /D [0 /Fit] >>"),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        kinds = [mark.kind for mark in scan(tmp_path / name).marks]
        assert kinds == ([] if name == "toi trang.pdf" else [K.ACTIVE_CONTENT]), name


def test_a_pdf_is_read_from_an_environment_that_is_reached_by_a_link(tmp_path, monkeypatch):
    link = tmp_path / ".venv"
    link.symlink_to(sys.prefix, target_is_directory=True)
    python = link / Path(sys.executable).relative_to(sys.prefix)
    monkeypatch.setattr(sys, "executable", str(python))
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf([[(60, 700, "Kế hoạch công khai")]]))
    assert "Kế hoạch công khai" in " ".join(text.text for text in scan(file).texts)
