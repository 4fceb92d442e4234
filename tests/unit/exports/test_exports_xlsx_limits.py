"""XLSX: more than a cell, a sheet or the memory of a process can hold."""

from __future__ import annotations

import itertools
import tracemalloc

import exported_lists
from exported_workbooks import WORDS, book_of, file_of
from workbook_xml import MAIN, Book

from access_info.exports import workbook
from access_info.exports.columns import DISCLOSURE_COLUMNS
from access_info.exports.workbook import write_xlsx


def test_an_address_too_long_for_excel_is_text():
    # 1,500 characters of two UTF-16 units each.
    items = [{"ma": "1", "ten": "x", "dia_chi": ["https://mau.example/" + "😀" * 1_500]}]
    assert book_of(DISCLOSURE_COLUMNS, exported_lists.agency(items)).links() == {}


def test_addresses_beyond_the_links_that_a_sheet_takes_are_text(monkeypatch):
    items = [
        {"ma": str(number), "ten": "x", "dia_chi": [f"https://mau.example/{number}"], "tep": ["a"]}
        for number in range(3)
    ]
    rows = exported_lists.rows_of(DISCLOSURE_COLUMNS, exported_lists.agency(items))
    whole = Book(file_of(DISCLOSURE_COLUMNS, rows))
    assert len(whole.links()) == 6
    for most in range(7):
        monkeypatch.setattr(workbook, "MAX_LINKS", most)
        book = Book(file_of(DISCLOSURE_COLUMNS, rows))
        assert [*book.links().items()] == [*whole.links().items()][:most]
        assert list(book.rows()) == list(whole.rows())
        underlined = {
            cell.get("r")
            for cell in book.sheet.iter(f"{MAIN}c")
            if book.style(cell).get("fontId") != "0" and not cell.get("r").endswith("1")
        }
        assert underlined == {*book.links()}


def test_rows_beyond_a_sheet_stand_on_further_sheets(tmp_path, monkeypatch):
    rows = exported_lists.rows_of(DISCLOSURE_COLUMNS)
    head, *wanted = book_of(DISCLOSURE_COLUMNS).rows()
    wanted_links = [*book_of(DISCLOSURE_COLUMNS).links().values()]
    count = len(rows)
    dataset = exported_lists.dataset(DISCLOSURE_COLUMNS, rows)
    table = exported_lists.table_of(DISCLOSURE_COLUMNS, rows)
    path = tmp_path / "tinh.xlsx"
    for most in range(1, count + 2):
        sheets = -(-count // most)
        monkeypatch.setattr(workbook, "MAX_ROWS", most)
        write_xlsx(path, dataset, iter(table), WORDS)
        agency = Book(file_of(DISCLOSURE_COLUMNS, rows))
        for book in (Book(path.read_bytes()), agency):
            further = [f"Công khai ({number})" for number in range(2, sheets + 1)]
            assert book.names == ["Công khai", *further, "Nguồn"]
            listed = []
            for number in range(1, sheets + 1):
                titles, *cells = book.rows(number)
                assert titles == head
                tree = book.trees[f"xl/worksheets/sheet{number}.xml"]
                corner = f"{[*head][-1][:-1]}{len(cells) + 1}"
                assert tree.find(f"{MAIN}autoFilter").get("ref") == f"A1:{corner}"
                listed += [[*row.values()] for row in cells]
            assert listed == [[*row.values()] for row in wanted]
            assert len(list(book.rows(sheets + 1))) == 7
        links = [agency.links(number).values() for number in range(1, sheets + 1)]
        assert [*itertools.chain(*links)] == wanted_links


def test_text_longer_than_a_cell_is_cut_and_says_so():
    row = {"identifier": "1", "title": "😀" * 40_000}
    title = list(Book(file_of(DISCLOSURE_COLUMNS, [row])).rows())[1]["B2"]
    assert title.endswith("…")
    assert len(title.encode("utf-16-le")) // 2 <= 32_767


def long_table(count):
    """Rows of which a few texts come again and again, and most once."""
    cells = exported_lists.table_of(
        DISCLOSURE_COLUMNS, exported_lists.rows_of(DISCLOSURE_COLUMNS)[:1]
    )[0]
    for number in range(count):
        yield [f"2026-{number}", f"Văn bản {number}", *cells[2:-1], f"=ghi chú {number}"]


def test_memory_does_not_grow_with_the_list(tmp_path):
    dataset = exported_lists.dataset(DISCLOSURE_COLUMNS, [])

    def peak(count):
        tracemalloc.start()
        write_xlsx(tmp_path / "tinh.xlsx", dataset, long_table(count), WORDS)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(4_000)  # fills what is kept from file to file
    assert peak(8_000) < 1.2 * peak(4_000)
