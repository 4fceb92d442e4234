"""Workbooks: which cells a link belongs to, and all that a sheet says of its cells."""

from __future__ import annotations

import dataclasses
import io
import itertools
import zipfile

import openpyxl
import pytest

from access_info.imports.office import read_any
from access_info.office_files.document import HIDDEN_COLUMN, HIDDEN_ROW, Cell, Left, letters_of
from access_info.office_files.workbook import COMMENTS, DRAWN, FAR, FAULT, FILTERED, UNCOUNTED

ADDRESS = "https://mau.example/a"


@pytest.mark.parametrize(
    ("reference", "linked"),
    [
        ("B2", {"B2"}),
        ("B2:B4", {"B2", "B3", "B4"}),
        ("B2:D2", {"B2", "C2", "D2"}),
        ("B2:C3", {"B2", "C2", "B3", "C3"}),
    ],
)
def test_a_link_over_a_range_is_of_every_cell_in_the_range(reference, linked):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    places = {f"{column}{row}" for column, row in itertools.product("ABCDE", range(1, 6))}
    for place in places:
        sheet[place] = f"chữ {place}"
    sheet["B2"].hyperlink = ADDRESS
    sheet["B2"].hyperlink.ref = reference
    content = io.BytesIO()
    workbook.save(content)
    (grid,) = read_any(content.getvalue()).grids
    links = {cell.text.removeprefix("chữ "): cell.links for cell in grid.cells}
    assert links == {place: (ADDRESS,) * (place in linked) for place in places}


SPACES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rels(*relations):
    return (
        f'<Relationships xmlns="{PACKAGE}">'
        + "".join(
            f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
            for name, kind, target, mode in relations
        )
        + "</Relationships>"
    )


AWAY = ' TargetMode="External"'
STRINGS = [
    "<t>chung</t>",
    '<r><rPr><b/></rPr><t>đậm</t></r><r><rPr><b/><strike/></rPr><t xml:space="preserve"> bỏ</t></r>',
    '<r><rPr><strike/><rFont val="Arial"/></rPr><t>bỏ cả</t></r>',
    "<t>_x0041_ b</t>",
    '<r><rPr><strike val="0"/><rFont val="Arial"/></rPr><t>riêng</t></r>',
    '<r><t>số </t></r><r><rPr><b val="0"/></rPr><t>hai</t></r>',
]
STYLES = f"""<styleSheet {SPACES}><numFmts count="4"><numFmt numFmtId="164" formatCode="[$-42A]&quot;ngày&quot; dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.00"/><numFmt numFmtId="166" formatCode="&quot;dm&quot; 0"/><numFmt numFmtId="167" formatCode=";;;"/></numFmts>
<fonts><font><name val="Times New Roman"/></font><font><b/><name val="Arial"/></font><font><strike/></font><font><b val="0"/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill></fills>
<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/><xf fontId="0" numFmtId="14"/><xf fontId="0" numFmtId="164"/><xf fontId="0" numFmtId="165"/><xf fontId="0" numFmtId="166"/><xf fontId="3"/></cellXfs></styleSheet>"""
SHEET = f"""<worksheet {SPACES}><cols><col min="8" max="9" hidden="1"/><col min="10" max="10" width="0.1"/><col min="11" max="11" width="0.5"/></cols><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c t="s" s="1"><v>0</v></c><c r="D1" t="s" s="2"><v>0</v></c><c r="E1" t="s"><v>1</v></c><c r="F1" t="s"><v>2</v></c><c r="G1" t="s"><v>3</v></c></row>
<row><c t="inlineStr"><is><t>trong ô</t></is></c><c t="str"><f>A1</f><v>công thức</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#REF!</v></c><c t="d"><v>2026-09-03T00:00:00</v></c><c t="d"><v>mai</v></c></row>
<row r="4"><c r="A4" s="3"><v>46268</v></c><c r="B4" s="4"><v>46268.75</v></c><c r="C4" s="5"><v>12.5</v></c><c r="D4" s="6"><v>46268</v></c><c r="E4"><v>1.2000000000000002</v></c><c r="F4"><v>chữ</v></c><c r="G4" s="3"><v>0.5</v></c></row>
<row r="5"><c r="A5"><f>HYPERLINK("https://mau.example/"&amp;E5,"Xem")</f></c><c r="B5" t="str"><f>HYPERLINK("https://mau.example/b")</f><v>Mở</v></c><c r="C5"><f>1+1</f></c><c r="D5" t="s"><v>99</v></c><c r="E5"><v>12</v></c><c r="F5" s="2" t="s"><v>4</v></c><c r="G5" s="99" t="s"><v>5</v></c></row>
<row r="6" hidden="1"><c r="A6" t="s"><v>0</v></c></row>
<row r="7" hidden="1" outlineLevel="1"><c r="A7" t="s"><v>0</v></c></row>
<row r="8" ht="0.1"><c r="A8" t="s"><v>0</v></c></row>
<row r="9"><c r="A9" t="s"><v>0</v></c><c r="D9" t="s"><v>0</v></c><c r="H9" t="s"><v>0</v></c><c r="I9" t="s"><v>0</v></c><c r="J9" t="s"><v>0</v></c><c r="K9" t="s"><v>0</v></c></row>
<row r="10"><c r="B10" t="s"><v>0</v></c><c r="C10"/><c r="D10" t="s" s="1"><v>4</v></c></row>
<row r="11"><c r="XFD11" t="s"><v>0</v></c></row>
</sheetData><mergeCells><mergeCell ref="A9:C9"/><mergeCell ref="D9:D10"/><mergeCell ref="B12"/></mergeCells>
<hyperlinks><hyperlink ref="A1" r:id="h1"/><hyperlink ref="A9:D10" r:id="h2"/><hyperlink ref="B5" r:id="h1"/><hyperlink ref="A4" r:id="h9"/><hyperlink ref="Z1" r:id="h1"/></hyperlinks>
<headerFooter><oddHeader>&amp;C&amp;"Arial,Bold"&amp;14Mật &amp;&amp; hẹp</oddHeader><evenFooter>Trang &amp;P</evenFooter></headerFooter><drawing r:id="d1"/></worksheet>"""
PLAIN = f'<worksheet {SPACES}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row></sheetData></worksheet>'
BOX = '<xdr:wsDr xmlns:xdr="x" xmlns:a="y"><a:p><a:r><a:t>trong </a:t></a:r><a:r><a:t>hộp</a:t></a:r></a:p><a:p/></xdr:wsDr>'
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": rels(("r1", "officeDocument", "xl/workbook.xml", "")),
    "xl/workbook.xml": f'<workbook {SPACES}><workbookPr/><sheets><sheet name="Một" sheetId="1" r:id="s1"/><sheet name="Biểu đồ" sheetId="4" r:id="s4"/><sheet name="Hai" sheetId="2" state="hidden" r:id="s2"/><sheet name="Ba" sheetId="3" state="veryHidden" r:id="s3"/><sheet name="Mất" sheetId="5" r:id="s5"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": rels(
        ("s1", "worksheet", "worksheets/sheet1.xml", ""),
        ("s2", "worksheet", "worksheets/sheet2.xml", ""),
        ("s3", "worksheet", "worksheets/sheet3.xml", ""),
        ("s4", "chartsheet", "worksheets/sheet4.xml", ""),
        ("s5", "worksheet", "worksheets/sheet5.xml", ""),
        ("t", "styles", "styles.xml", ""),
        ("u", "sharedStrings", "sharedStrings.xml", ""),
    ),
    "xl/sharedStrings.xml": f"<sst {SPACES}>"
    + "".join(f"<si>{s}</si>" for s in STRINGS)
    + "</sst>",
    "xl/styles.xml": STYLES,
    "xl/worksheets/sheet1.xml": SHEET,
    "xl/worksheets/_rels/sheet1.xml.rels": rels(
        ("h1", "hyperlink", "https://mau.example/a", AWAY),
        ("h2", "hyperlink", "https://mau.example/r", AWAY),
        ("d1", "drawing", "../drawings/drawing1.xml", ""),
        ("k1", "comments", "../comments1.xml", ""),
        ("k2", "threadedComment", "../threadedComments/tc1.xml", ""),
    ),
    "xl/drawings/drawing1.xml": BOX,
    "xl/comments1.xml": f'<comments {SPACES}><commentList><comment ref="B2"><text><r><t>lời </t></r><r><t>chú</t></r></text></comment></commentList></comments>',
    "xl/threadedComments/tc1.xml": '<ThreadedComments><threadedComment ref="C3"><text>trả lời</text></threadedComment></ThreadedComments>',
    "xl/worksheets/sheet2.xml": PLAIN % "nháp",
    "xl/worksheets/sheet3.xml": PLAIN % "kín",
    "xl/worksheets/sheet4.xml": PLAIN % "biểu đồ",
}


def content(**changes):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in {**PARTS, **changes}.items():
            archive.writestr(name, text)
    return file.getvalue()


CELLS = {
    "A1": ("chung", {"links": ("https://mau.example/a",)}),
    "B1": ("chung", {"bold": True}),
    "D1": ("chung", {"struck": "whole"}),
    "E1": ("đậm", {"bold": True, "struck": "part"}),
    "F1": ("bỏ cả", {"struck": "whole"}),
    "G1": ("A b", {}),
    "A2": ("trong ô", {}),
    "B2": ("công thức", {}),
    "C2": ("Có", {}),
    "D2": ("Không", {}),
    "F2": ("2026-09-03", {"kind": "date", "value": "2026-09-03"}),
    "G2": ("mai", {}),
    "A4": ("2026-09-03", {"kind": "date", "value": "2026-09-03"}),
    "B4": ("2026-09-03", {"kind": "date", "value": "2026-09-03"}),
    "C4": ("12.50", {"kind": "number", "value": "12.50"}),
    "D4": ("46268", {"kind": "number", "value": "46268"}),
    "E4": ("1.2", {"kind": "number", "value": "1.2"}),
    "F4": ("chữ", {}),
    "G4": ("0.5", {"kind": "number", "value": "0.5"}),
    "A5": ("Xem", {"links": ("https://mau.example/12",)}),
    "B5": ("Mở", {"links": ("https://mau.example/a", "https://mau.example/b")}),
    "E5": ("12", {"kind": "number", "value": "12"}),
    "F5": ("riêng", {}),
    "G5": ("số hai", {}),
    "A7": ("chung", {}),
    "A9": ("chung", {"links": ("https://mau.example/r",), "columns": 3}),
    "D9": ("chung", {"links": ("https://mau.example/r",), "rows": 2}),
    "K9": ("chung", {}),
    "B10": ("chung", {"links": ("https://mau.example/r",)}),
    "D10": ("riêng", {"links": ("https://mau.example/r",), "bold": True}),
}


def told(cells):
    """Text by place, with whatever is not as in any cell."""
    usual = dataclasses.asdict(Cell(0, 0, ""))
    return {
        f"{letters_of(cell.column)}{cell.row}": (
            cell.text,
            {
                name: value
                for name, value in dataclasses.asdict(cell).items()
                if name not in {"row", "column", "text"} and value != usual[name]
            },
        )
        for cell in cells
    }


def test_all_that_sheets_say_of_their_cells_is_read():
    book = read_any(content())
    first, second, third = book.grids
    assert told(first.cells) == CELLS
    assert told(first.comments) == {"B2": ("lời chú", {}), "C3": ("trả lời", {})}
    assert list(told(first.concealed)) == ["A6", "A8", "H9", "I9", "J9"]
    assert first.left == (
        Left(2, 5, FAULT),
        Left(5, 3, UNCOUNTED),
        Left(11, 16384, FAR),
        Left(6, 0, HIDDEN_ROW),
        Left(8, 0, HIDDEN_ROW),
        *(Left(1, at, f"{HIDDEN_COLUMN} ({letters_of(at)})") for at in (8, 9, 10)),
    )
    assert first.around == ("Mật && hẹp", "Trang", "trong hộp")
    assert [(grid.name, grid.number, grid.hidden) for grid in book.grids] == [
        ("Một", 1, False),
        ("Hai", 2, True),
        ("Ba", 3, True),
    ]
    assert [list(told(grid.cells)) for grid in (second, third)] == [["A1"], ["A1"]]
    assert book.notes == (COMMENTS, DRAWN)
    assert not book.date_1904


def test_a_workbook_that_counts_from_1904_has_the_same_days_four_years_later():
    name = "xl/workbook.xml"
    later = content(**{name: PARTS[name].replace("<workbookPr/>", '<workbookPr date1904="1"/>')})
    book = read_any(later)
    assert book.date_1904
    cells = told(book.grids[0].cells)
    assert [cells[place][0] for place in ("A4", "B4", "D4", "F2")] == [
        "2030-09-04",
        "2030-09-04",
        "46268",
        "2026-09-03",
    ]


@pytest.mark.parametrize("place", ["sheet", "table"])
def test_rows_that_a_filter_hides_are_read_and_columns_are_not(place):
    sheet, relations = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
    column = '<filterColumn colId="0"/>'
    changes = {sheet: PARTS[sheet].replace("</sheetData>", f"</sheetData>{column}")}
    if place == "table":
        changes = {
            relations: PARTS[relations].replace(
                "</Relationships>",
                f'<Relationship Id="t1" Type="{OFFICE}/table" Target="../tables/t.xml"/></Relationships>',
            ),
            "xl/tables/t.xml": f"<table {SPACES}><autoFilter>{column}</autoFilter></table>",
        }
    book = read_any(content(**changes))
    assert list(told(book.grids[0].concealed)) == ["H9", "I9", "J9"]
    assert {"A6", "A8"} <= told(book.grids[0].cells).keys()
    assert FILTERED in book.notes
