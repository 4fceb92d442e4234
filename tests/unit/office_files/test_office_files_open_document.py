"""OpenDocument spreadsheets: in which column a cell stands, and all that a sheet says of its cells."""

from __future__ import annotations

import dataclasses

import pytest
from handmade_office_files import ods, ods_row
from whole_office_files import open_book

from access_info.imports.office import read_any
from access_info.office_files.document import HIDDEN_COLUMN, HIDDEN_ROW, Cell, Left, letters_of
from access_info.office_files.workbook import COMMENTS, DRAWN, FILTERED


@pytest.mark.parametrize("wide", [1, 2, 3, 5])
@pytest.mark.parametrize("together", [True, False])
def test_what_is_right_of_a_merged_cell_keeps_its_column(wide, together):
    """The cells that a merged one covers are written one by one, or as one that is repeated."""
    covered = "<table:covered-table-cell/>" * (wide - 1)
    if together and wide > 1:
        covered = f'<table:covered-table-cell table:number-columns-repeated="{wide - 1}"/>'
    row = (
        f'<table:table-row><table:table-cell table:number-columns-spanned="{wide}"><text:p>rộng</text:p>'
        f"</table:table-cell>{covered}<table:table-cell><text:p>sau</text:p></table:table-cell></table:table-row>"
    )
    (grid,) = read_any(ods(row)).grids
    assert {cell.text: cell.column for cell in grid.cells} == {"rộng": 1, "sau": 1 + wide}


def reported(cells):
    """Text by place, with whatever is not as in any cell."""
    return {
        f"{letters_of(cell.column)}{cell.row}": (
            cell.text,
            {
                name: value
                for name, value in dataclasses.asdict(cell).items()
                if name not in {"row", "column", "text"} and value != getattr(Cell(1, 1, ""), name)
            },
        )
        for cell in cells
    }


BOLD, STRUCK = {"bold": True}, {"struck": "whole"}
NUMBER = {"kind": "number"}
CELLS = {
    "A1": ("một", {}),
    "B1": ("hai", {}),
    "C1": ("hai", {}),
    "G1": ("bảy", BOLD),
    "A2": ("lặp", {}),
    "A3": ("lặp", {}),
    "A4": ("lặp", {}),
    "A9": ("lọc", {}),
    "A12": ("2026-09-03", {"kind": "date", "value": "2026-09-03"}),
    "B12": ("12,50", NUMBER | {"value": "12.5"}),
    "C12": ("1200", NUMBER | {"value": "1200"}),
    "D12": ("40%", NUMBER | {"value": "0.4"}),
    "E12": ("sai", {}),
    "A13": ("đậm", BOLD),
    "B13": ("thường", {}),
    "C13": ("gạch", STRUCK),
    "D13": ("còn", {}),
    "E13": ("giữ", {"struck": "part"}),
    "F13": ("1. bỏ hết", STRUCK),
    "G13": ("cả hai", BOLD),
    "A14": ("7", NUMBER | {"value": "7"} | STRUCK),
    "B14": ("mặc định", BOLD),
    "C14": ("riêng", {}),
    "A15": ("xem, xem nữa", {"links": ("https://mau.example/a", "https://mau.example/b")}),
    "B15": ("Mở", {"links": ("https://mau.example/c",)}),
    "C15": ("có", {"links": ("https://mau.example/d",)}),
    "D15": ("a b\nc d", {}),
    "A16": ("rộng\ndòng hai", {"rows": 3, "columns": 2}),
    "C16": ("bên", {}),
    "A17": ("có chú", {}),
    "B17": ("sau", {}),
    "J18": ("mười", {}),
}


def test_all_that_sheets_say_of_their_cells_is_read():
    book = read_any(open_book())
    first, draft, last = book.grids
    assert reported(first.cells) == CELLS
    assert reported(first.comments) == {"A17": ("lời chú", {})}
    assert list(reported(first.concealed)) == ["A10", "B10", "A11", "B11", "H18", "I18"]
    assert [left for left in first.left if not left.column] == [
        Left(10, 0, HIDDEN_ROW),
        Left(11, 0, HIDDEN_ROW),
    ]
    assert [left for left in first.left if left.column] == [
        Left(1, 8, f"{HIDDEN_COLUMN} (H)"),
        Left(1, 9, f"{HIDDEN_COLUMN} (I)"),
    ]
    assert first.around == ("Đầu trang riêng", "Cuối trang", "hình", "trong hộp")
    assert (draft.name, draft.number, draft.hidden) == ("Hai", 2, True)
    assert draft.around == ("Đầu trang chung",)
    assert (list(reported(last.cells)), list(reported(last.concealed))) == (["B1"], ["A1"])
    assert (first.hidden, last.hidden) == (False, False)
    assert sorted(book.notes) == sorted((COMMENTS, DRAWN, FILTERED))


def test_a_table_in_a_cell_is_text_of_the_cell_and_does_not_end_the_sheet():
    nested = f'<table:table table:is-sub-table="true">{ods_row(("trong",))}</table:table>'
    holding = f"<table:table-row><table:table-cell>{nested}</table:table-cell></table:table-row>"
    (grid,) = read_any(ods(ods_row(("một",)) + holding + ods_row(("sau",)))).grids
    assert [(cell.row, cell.text) for cell in grid.cells] == [(1, "một"), (2, "trong"), (3, "sau")]


def test_a_number_of_repetitions_that_is_no_number_counts_once():
    (grid,) = read_any(ods(ods_row(("một",), repeated="²") + ods_row(("sau",)))).grids
    assert [(cell.row, cell.text) for cell in grid.cells] == [(1, "một"), (2, "sau")]
