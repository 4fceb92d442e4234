"""OpenDocument spreadsheets: in which column a cell stands, and all that a sheet says of its cells."""

from __future__ import annotations

import dataclasses

import pytest
from handmade_office_files import ods, open_spreadsheet

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


def _attributes(named):
    return "".join(
        f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in named.items()
    )


def p(text):
    return f"<text:p>{text}</text:p>"


def c(text, **named):
    return f"<table:table-cell{_attributes(named)}>{text and p(text)}</table:table-cell>"


def row(*cells, **named):
    return f"<table:table-row{_attributes(named)}>{''.join(cells)}</table:table-row>"


def told(cells):
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


STYLES = """<style:style style:name="co" style:family="table-cell" style:parent-style-name="dam"/>
<style:style style:name="dam" style:family="table-cell"><style:text-properties font-weight="bold"/></style:style>
<style:style style:name="thuong" style:parent-style-name="dam"><style:text-properties font-weight="normal"/></style:style>
<style:style style:name="gach"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="nho" style:parent-style-name="gach"><style:text-properties style:text-line-through-style="none" style:text-line-through-type="none"/></style:style>
<style:style style:name="con" style:parent-style-name="gach"/>
<style:style style:name="an" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:style style:name="trang" style:family="table" style:master-page-name="Rieng"/>"""
ROWS = [
    row(
        c("một"),
        c("hai", table__number_columns_repeated=2),
        c("", table__number_columns_repeated=3),
        c("bảy"),
    ),
    row(c("lặp"), table__number_rows_repeated=3),
    row(c(""), table__number_rows_repeated=4),
    row(c("lọc"), table__visibility="filter"),
    row(c("ẩn"), c("riêng"), table__visibility="collapse", table__number_rows_repeated=2),
    row(
        c("3/9", office__value_type="date", office__date_value="2026-09-03T08:00:00"),
        c("12,50", office__value_type="float", office__value="12.5"),
        c("", office__value_type="currency", office__value="1200"),
        c("40%", office__value_type="percentage", office__value="0.4"),
        c("sai", office__value_type="date", office__date_value="xx"),
    ),
    row(
        c("đậm", table__style_name="co"),
        c("thường", table__style_name="thuong"),
        c("gạch", table__style_name="con"),
        c("còn", table__style_name="nho"),
        c('<text:span text:style-name="gach">bỏ</text:span> giữ'),
        c('1. <text:span text:style-name="gach">bỏ hết</text:span>'),
        c(
            '<text:span text:style-name="dam">cả</text:span> <text:span text:style-name="co">hai</text:span>'
        ),
    ),
    row(
        c("", office__value_type="float", office__value="7", table__style_name="gach"),
        c("mặc định"),
        c("riêng", table__style_name="thuong"),
        table__default_cell_style_name="dam",
    ),
    row(
        c(
            '<text:a xlink:href="https://mau.example/a">xem</text:a>, <text:a xlink:href="https://mau.example/b">xem nữa</text:a>'
        ),
        c("", table__formula="of:=HYPERLINK(&quot;https://mau.example/c&quot;;&quot;Mở&quot;)"),
        c("có", table__formula="of:=HYPERLINK(&quot;https://mau.example/d&quot;)"),
        c('a<text:tab/>b<text:line-break/>c<text:s text:c="3"/>d'),
    ),
    row(
        '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3">'
        + p("rộng")
        + p("dòng hai")
        + "</table:table-cell>",
        "<table:covered-table-cell/>",
        c("bên"),
    ),
    row(
        "<table:table-cell><office:annotation><text:p>lời</text:p><text:p>chú</text:p></office:annotation>"
        + p("có chú")
        + "<draw:frame><draw:text-box><text:p>trong hộp</text:p></draw:text-box></draw:frame></table:table-cell>",
        c("sau"),
    ),
]
PRINTED = """<a xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<style:master-page style:name="Rieng"><style:header><text:p>Đầu trang riêng</text:p></style:header>
<style:footer><text:p>Cuối trang</text:p></style:footer>
<style:header-left style:display="false"><text:p>trái</text:p></style:header-left></style:master-page>
<style:master-page style:name="Default"><style:header><text:p>Đầu trang chung</text:p></style:header></style:master-page></a>"""
TABLES = (
    f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
    '<table:table table:name="Một" table:style-name="trang"><table:shapes><draw:frame><draw:text-box>'
    "<text:p>hình</text:p></draw:text-box></draw:frame></table:shapes>"
    '<table:table-column table:number-columns-repeated="6"/><table:table-column table:default-cell-style-name="dam"/>'
    '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/><table:table-column/>'
    + "".join(ROWS)
    + row(c(""), c("", table__number_columns_repeated=6), c("kín 8"), c("kín 9"), c("mười"))
    + '</table:table><table:table table:name="Hai" table:style-name="an">'
    + row(c("nháp"))
    + '</table:table><table:table table:name="Ba"><table:table-column table:visibility="filter"/>'
    + row(c("cột lọc"), c("b"))
    + "</table:table>"
)
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
    book = read_any(open_spreadsheet(TABLES, extra={"styles.xml": PRINTED}))
    first, draft, last = book.grids
    assert told(first.cells) == CELLS
    assert told(first.comments) == {"A17": ("lời chú", {})}
    assert list(told(first.concealed)) == ["A10", "B10", "A11", "B11", "H18", "I18"]
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
    assert (list(told(last.cells)), list(told(last.concealed))) == (["B1"], ["A1"])
    assert (first.hidden, last.hidden) == (False, False)
    assert sorted(book.notes) == sorted((COMMENTS, DRAWN, FILTERED))
