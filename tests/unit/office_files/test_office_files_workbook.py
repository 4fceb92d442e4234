"""Workbooks: which cells a link belongs to, and all that a sheet says of its cells."""

from __future__ import annotations

import dataclasses
import io
import itertools

import openpyxl
import pytest
from whole_office_files import OFFICE, PARTS, SPACES, workbook

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


def reported(cells):
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
    book = read_any(workbook())
    first, second, third, empty = book.grids
    assert reported(first.cells) == CELLS
    assert reported(first.comments) == {"B2": ("lời chú", {}), "C3": ("trả lời", {})}
    assert list(reported(first.concealed)) == ["A6", "A8", "H9", "I9", "J9"]
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
        ("Trống", 4, False),
    ]
    assert [list(reported(grid.cells)) for grid in (second, third, empty)] == [["A1"], ["A1"], []]
    assert book.notes == (COMMENTS, DRAWN)
    assert not book.date_1904


def test_a_workbook_that_counts_from_1904_has_the_same_days_four_years_later():
    name = "xl/workbook.xml"
    later = workbook(**{name: PARTS[name].replace("<workbookPr/>", '<workbookPr date1904="1"/>')})
    book = read_any(later)
    assert book.date_1904
    cells = reported(book.grids[0].cells)
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
    book = read_any(workbook(**changes))
    assert list(reported(book.grids[0].concealed)) == ["H9", "I9", "J9"]
    assert {"A6", "A8"} <= reported(book.grids[0].cells).keys()
    assert FILTERED in book.notes
