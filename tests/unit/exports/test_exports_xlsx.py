"""XLSX: read back as XML, and never a formula."""

from __future__ import annotations

import datetime
import io
import os
import re
import time

import exported_lists
import openpyxl
import pytest
import xlsxwriter
from example_counts import examples
from exported_workbooks import WORDS, book_of, column_name, expected, file_of
from hypothesis import given
from hypothesis import strategies as st
from list_rows import json_rows
from python_calamine import CalamineWorkbook
from workbook_xml import MAIN, Book

from access_info.exports.columns import CONDITIONAL_COLUMNS, DISCLOSURE_COLUMNS, LIST_COLUMNS
from access_info.exports.json_files import json_bytes
from access_info.exports.tables import csv_bytes, table_columns
from access_info.exports.workbook import write_xlsx, xlsx_bytes


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_the_workbook_says_what_the_rows_say(kind):
    head, *rows = book_of(kind).rows()
    assert list(head.values()) == [column.title for column in table_columns(kind, WORDS)]
    assert rows == expected(kind, exported_lists.rows_of(kind))


def test_the_header_stays_in_sight_and_filters():
    book = book_of(DISCLOSURE_COLUMNS)
    last = column_name(len(table_columns(DISCLOSURE_COLUMNS, WORDS)) - 1)
    pane = book.sheet.find(f".//{MAIN}pane")
    assert (pane.get("state"), pane.get("ySplit"), pane.get("xSplit")) == ("frozen", "1", "2")
    assert book.sheet.find(f"{MAIN}autoFilter").get("ref") == f"A1:{last}6"
    widths = [float(column.get("width")) for column in book.sheet.iter(f"{MAIN}col")]
    assert max(widths) > 3 * min(widths)


def test_whole_days_are_days_and_lesser_ones_are_text():
    book = book_of(DISCLOSURE_COLUMNS)
    cells = {cell.get("r"): cell for cell in book.sheet.iter(f"{MAIN}c")}
    titles = {title: place[:-1] for place, title in next(book.rows()).items()}
    issued = titles["Ngày ban hành"]
    assert cells[f"{issued}2"].get("t") is None
    assert book.style(cells[f"{issued}2"]).get("applyNumberFormat") == "1"
    assert cells[f"{issued}4"].get("t") == "inlineStr"
    assert book.text(cells[f"{issued}4"]) == "2026-09"
    formats = {node.get("formatCode") for node in book.trees["xl/styles.xml"].iter(f"{MAIN}numFmt")}
    assert formats == {"dd/mm/yyyy"}


def test_cells_without_text_look_like_their_column():
    book = book_of(DISCLOSURE_COLUMNS)
    columns = [
        column.get("style")
        for column in book.sheet.iter(f"{MAIN}col")
        for _ in range(int(column.get("min")), int(column.get("max")) + 1)
    ]
    rows = [[*row] for row in book.sheet.iter(f"{MAIN}row")][1:]
    empty = [
        (cell.get("s"), columns[place])
        for row in rows
        for place, cell in enumerate(row)
        if not len(cell)
    ]
    assert len(set(columns)) == 2
    assert all(style == of_column for style, of_column in empty)


@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_other_programs_read_each_cell_in_its_column(kind):
    rows = exported_lists.rows_of(kind)
    content = file_of(kind, rows)
    wanted = [
        [
            cells.get(f"{column_name(place)}{line}")
            for place in range(len(table_columns(kind, WORDS)))
        ]
        for line, cells in enumerate(expected(kind, rows), 2)
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    found = [[as_text(cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert found == wanted
    other = CalamineWorkbook.from_object(io.BytesIO(content)).get_sheet_by_index(0)
    found = [[as_text(value) or None for value in row] for row in other.to_python()[1:]]
    assert found == wanted


def as_text(value):
    """A day as ISO text, and text as it is."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, datetime.date) else value


def test_days_that_excels_calendar_gets_wrong_are_text():
    given_days = ["1899-12-31", "1900-02-28", "1900-03-01", "0001-01-01", "9999-12-31"]
    items = [
        {"ma": str(number), "ten": "x", "ngay_ban_hanh": day}
        for number, day in enumerate(given_days)
    ]
    rows = exported_lists.rows_of(DISCLOSURE_COLUMNS, exported_lists.agency(items))
    book = book_of(DISCLOSURE_COLUMNS, exported_lists.agency(items))
    assert list(book.rows())[1:] == expected(DISCLOSURE_COLUMNS, rows)


def test_links_lead_to_addresses_of_the_web_only():
    assert book_of(CONDITIONAL_COLUMNS).links() == {}
    items = [
        {"ma": "1", "ten": "Một", "dia_chi": ["https://mau.example/a?b=1&c=%20#d"]},
        {"ma": "2", "ten": "Hai", "dia_chi": ["https://mau.example/a", "https://mau.example/b"]},
        {"ma": "3", "ten": "Ba", "dia_chi": ["mailto:a@mau.example"], "tep": ["a b.pdf"]},
        {"ma": "4", "ten": "Bốn", "dia_chi": ["http://mau.example/" + "a" * 2_500]},
    ]
    assert sorted(book_of(DISCLOSURE_COLUMNS, exported_lists.agency(items)).links().values()) == [
        "https://mau.example/a?b=1&c=%20#d",
        "https://tinh.mau.example/co-quan/so-mau/a%20b.pdf",
    ]


@pytest.mark.parametrize("text", exported_lists.HOSTILE)
@pytest.mark.parametrize("kind", LIST_COLUMNS)
def test_hostile_text_in_every_field(text, kind):
    agency = exported_lists.hostile(text)
    book = book_of(kind, agency, title=text, name=text)
    data_rows = list(book.rows())[1:]
    wanted = expected(kind, exported_lists.rows_of(kind, agency))
    assert data_rows == wanted
    source_text = " ".join(cell for row in book.rows(2) for cell in row.values())
    assert re.sub(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", text) in source_text


def test_text_that_starts_like_a_formula_is_marked_as_quoted():
    book = book_of(
        DISCLOSURE_COLUMNS, exported_lists.agency([{"ma": "1", "ten": "=1+1", "ghi_chu": "thường"}])
    )
    styles = {
        book.text(cell): book.style(cell).get("quotePrefix")
        for cell in book.sheet.iter(f"{MAIN}c")
        if cell.get("t") == "inlineStr"
    }
    assert styles["=1+1"] == "1"
    assert styles["thường"] is None


@examples(60)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_any_text_comes_back(texts):
    rows = [{"identifier": "1", "title": text, "note": text, "location": [text]} for text in texts]
    book = Book(file_of(DISCLOSURE_COLUMNS, rows))
    assert list(book.rows())[1:] == expected(DISCLOSURE_COLUMNS, rows)


def test_links_are_written_as_xlsxwriter_writes_them():
    addresses = [
        "https://mau.example/a[1]?b=100%#d[2]",
        "https://mau.example/a%5B1%5D[2]",
        "https://mau.example/tệp.pdf?a='1'&b=2#c&d",
        "https://mau.example/#",
        "https://mau.example/a#b#c",
        "https://mau.example/a_x0041_",
    ]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as other:
        sheet = other.add_worksheet()
        for row, address in enumerate(addresses, 1):
            sheet.write_url(row, 0, address)
    items = [
        {"ma": str(number), "ten": "x", "dia_chi": [address]}
        for number, address in enumerate(addresses)
    ]
    links = book_of(DISCLOSURE_COLUMNS, exported_lists.agency(items)).links()
    assert [*links.values()] == [*Book(file.getvalue()).links().values()]
    assert len(links) == len(addresses)


def test_no_list_leaves_anything_in_the_next():
    known = exported_lists.rows_of(DISCLOSURE_COLUMNS)
    other = exported_lists.rows_of(DISCLOSURE_COLUMNS, exported_lists.hostile("=1"))
    first = file_of(DISCLOSURE_COLUMNS, known)
    assert file_of(DISCLOSURE_COLUMNS, other, title="Khác", name="Xã") != first
    assert file_of(DISCLOSURE_COLUMNS, known) == first


def test_a_second_sheet_names_the_source_of_the_list():
    book = book_of(DISCLOSURE_COLUMNS)
    assert book.names == ["Công khai", "Nguồn"]
    sources = dict(row.values() for row in book.rows(2))
    assert (
        sources["Theo luật"]
        == "Luật Tiếp cận thông tin số 01/2026/QH16 (theo bản chép, chưa đối chiếu Công báo)"
    )
    assert sources["Sử dụng lại"] == "Được sử dụng lại, ghi rõ nguồn"
    assert sources["Trang gốc"] == "https://tinh.mau.example/co-quan/so-mau/cong-khai/"
    assert sources["Thay đổi lần cuối"] == "2026-10-21"


def test_the_files_properties_hold_title_language_and_the_day_of_the_data():
    book = book_of(DISCLOSURE_COLUMNS)
    core = {node.tag.partition("}")[2]: node.text for node in book.trees["docProps/core.xml"]}
    assert core["title"] == "Danh mục"
    assert core["creator"] == "Sở Mẫu"
    assert core["created"] == core["modified"] == "2026-10-21T00:00:00Z"
    assert b">vi<" in book.parts["docProps/custom.xml"]


def test_an_empty_list_is_a_sheet_with_titles():
    rows = list(book_of(DISCLOSURE_COLUMNS, exported_lists.agency([])).rows())
    assert len(rows) == 1
    assert len(rows[0]) == len(table_columns(DISCLOSURE_COLUMNS, WORDS))


def province(path, files):
    rows = [row for content in files for row in json_rows(content)]
    dataset = exported_lists.dataset(DISCLOSURE_COLUMNS, [], title="Cả tỉnh")
    table = exported_lists.table_of(DISCLOSURE_COLUMNS, rows)
    write_xlsx(path, dataset, iter(table), WORDS)
    return path.read_bytes(), rows


def test_a_provinces_file_says_what_all_agencies_files_say(tmp_path):
    files = []
    for agency in (exported_lists.agency(), exported_lists.hostile("<r>=1</r>")):
        rows = exported_lists.rows_of(DISCLOSURE_COLUMNS, agency)
        files.append(json_bytes(exported_lists.dataset(DISCLOSURE_COLUMNS, rows), rows))
    content, rows = province(tmp_path / "tinh.xlsx", files)
    book = Book(content)
    assert list(book.rows())[1:] == expected(DISCLOSURE_COLUMNS, rows)
    assert book.links() == {}
    assert [path.name for path in tmp_path.iterdir()] == ["tinh.xlsx"]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be changed here")
def test_the_same_bytes_in_every_time_zone(tmp_path, monkeypatch):
    outputs = set()
    try:
        for zone in ("UTC", "Asia/Ho_Chi_Minh", "Pacific/Kiritimati", "America/Los_Angeles"):
            monkeypatch.setitem(os.environ, "TZ", zone)
            time.tzset()
            rows = exported_lists.rows_of(DISCLOSURE_COLUMNS)
            dataset = exported_lists.dataset(DISCLOSURE_COLUMNS, rows)
            content = json_bytes(dataset, rows)
            all_, _ = province(tmp_path / "tinh.xlsx", [content])
            table = exported_lists.table_of(DISCLOSURE_COLUMNS, rows)
            outputs.add(
                (
                    content,
                    all_,
                    xlsx_bytes(dataset, table, WORDS),
                    csv_bytes(DISCLOSURE_COLUMNS, table, WORDS),
                )
            )
    finally:
        monkeypatch.undo()
        time.tzset()
    assert len(outputs) == 1


def test_no_time_of_the_build_is_in_the_file():
    assert {day[0] for day in book_of(DISCLOSURE_COLUMNS).times} == {1980}
