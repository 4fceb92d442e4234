"""All that is read of files with one of everything: texts and where they stand, tables, marks, line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from exported_lists import golden_text
from handmade_office_files import SHEET, document, ods, ods_row, open_spreadsheet, repacked
from whole_office_files import PARTS, open_book, word, workbook

from access_info.scanning.kinds import look_into

GOLDEN = Path(__file__).parents[2] / "cases" / "scanning"
CSV = "Danh sách;;\nHọ tên;Số CMND;Ghi chú\nMột;123;\nHai;;chú\nBa;456;x\n\n"  # a list with a title above
LINES = "\n".join(f"dòng {number}" for number in range(1, 206))
PAGE = "<html><body onload='x()'><p>Một</p><p>Hai</p></body></html>"
SLIDE = "<s{}><p><r><t>{} </t></r><r><t>một</t></r></p><p><r><t>dưới</t></r></p></s>"
SLIDES = {
    "ppt/slides/slide1.xml": SLIDE.format("", "Trang"),
    "ppt/slides/slide10.xml": SLIDE.format(' show="0"', "Ẩn"),
    "ppt/notesSlides/notesSlide1.xml": "<n><p><r><t>ghi </t></r><r><t>chú</t></r></p></n>",
    "ppt/comments/comment1.xml": "<c><text>lời</text></c>",
    "docProps/core.xml": "<a><creator>Nguyễn Văn Mẫu</creator><lastModifiedBy/><title>Tên 1</title></a>",
    "customXml/item1.xml": "<a><b>kèm theo</b></a>",
    "ppt/_rels/presentation.xml.rels": '<Relationships><Relationship Id="a" TargetMode="External" '
    'Type="x/hyperlink" Target="https://mau.example/a"/><Relationship Id="b" TargetMode="External" '
    'Type="x/image" Target="https://mau.example/b.png"/></Relationships>',
}
META = (
    '<m xmlns:meta="m" xmlns:dc="d"><meta:initial-creator>Trần Thị Mẫu</meta:initial-creator><dc:creator/>'
    "<dc:title>Tên tệp</dc:title><meta:keyword>từ khóa</meta:keyword><meta:generator>x</meta:generator></m>"
)
MORE_PARTS = {"meta.xml": META, "Basic/a.xml": "<a/>", "Object 1/content.xml": "<a/>"}
WRITTEN = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>đã xóa</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes><text:h>Đầu đề</text:h>"
    '<text:p>thấy <text:hidden-text text:string-value="chữ giấu"/></text:p>'
    "<text:p><text:hidden-paragraph>đoạn giấu</text:hidden-paragraph></text:p>"
    "<text:p>sửa<office:annotation><text:p>lời</text:p></office:annotation></text:p>"
)
FILES = {
    "written.odt": open_spreadsheet(WRITTEN),
    "old.xls": (GOLDEN.parent / "imports/lists/danh-muc-04.xls").read_bytes(),
    "beside.ods": ods(ods_row(("một",)), extra=MORE_PARTS),
    "sheets.ods": open_book(),
    "sheets.xlsx": workbook(**{SHEET: PARTS[SHEET].replace('r="XFD11"', 'r="L11"')}),
    "text.docx": word(),
    "slides.pptx": repacked(
        word(), SLIDES, drop=("word/document.xml", "word/comments.xml", "word/styles.xml")
    ).replace(b"word/", b"rest/"),
    "list.csv": CSV.encode(),
    "lines.txt": LINES.encode("utf-16"),
    "page.html": PAGE.encode(),
}


# Rows as text have tests of their own: these here are merged and repeated too much for headings.
ROW = re.compile(r", hàng \d+$")


def described(scan):
    """The plain data of a scan, a line for each thing that it says."""
    yield f"{scan['kind']}, {'pictures' if scan['pictures'] else 'no pictures'}"
    for kind, where, detail in scan["marks"]:
        yield f"mark {kind} | {where} | {detail}"
    for where, text, first in scan["texts"]:
        if not (ROW.search(where) or (scan["kind"] == "ods" and where == "đầu văn bản")):
            yield f"{'top' if first else 'text'} {where} | {text!r}"
    for where, rows, above in scan["tables"]:
        yield f"table {where} | above {above.rpartition(chr(10))[2]!r}"
        yield from (f"  {' | '.join(row)!r}" for row in rows)


@pytest.mark.parametrize("name", FILES)
def test_golden(name):
    lines = "\n".join(described(look_into(FILES[name], name)))
    golden_text(GOLDEN / f"{name}.txt", f"{lines}\n")


def rows_of(content, name):
    """The rows of a file as text."""
    texts = look_into(content, name)["texts"]
    return {where: text for where, text, _ in texts if ROW.search(where)}


def test_each_cell_stands_behind_the_heading_of_its_own_column():
    head = ods_row(("Họ tên", "Số tiền", "Kỳ", "Số CMND"))
    row = (
        "<table:table-row><table:table-cell><text:p>Một</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2"/>'
        "<table:table-cell><text:p>123</text:p></table:table-cell></table:table-row>"
    )
    assert rows_of(ods(head + row), "a.ods")["DM, hàng 2"] == "Họ tên: Một\nSố CMND: 123"


def _wide(text, columns=1):
    """A cell of a document, merged over columns."""
    about = f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>'
    return f"<w:tc>{about}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


NARROW = _wide("Họ tên") + _wide("Số tiền") + _wide("Số CMND")


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (NARROW, '<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + _wide("123")),
        (NARROW, _wide("", 2) + _wide("123")),
        (_wide("Họ tên") + _wide("Số CMND", 2), _wide("", 2) + _wide("123")),
    ],
)
def test_merged_and_skipped_cells_of_a_document_shift_no_heading(head, row):
    rows = f"<w:tr>{_wide('Danh sách', 3)}</w:tr><w:tr>{head}</w:tr><w:tr>{row}</w:tr>"
    assert rows_of(document(f"<w:tbl>{rows}</w:tbl>"), "a.docx")["bảng 1, hàng 3"] == "Số CMND: 123"


def test_a_row_below_repeated_rows_keeps_its_number():
    content = ods(ods_row(("một",)) + ods_row(("",), repeated=8) + ods_row(("sau",)))
    assert rows_of(content, "a.ods") == {"DM, hàng 1": "một", "DM, hàng 10": "sau"}
