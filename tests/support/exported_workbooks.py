"""Lists as workbooks, and what their cells have to say."""

from __future__ import annotations

import exported_lists
from workbook_xml import Book

from access_info.exports.workbook import xlsx_bytes
from access_info.pages.rendering.environment import load_texts

WORDS = load_texts()


def file_of(kind, rows, **about):
    table = exported_lists.table_of(kind, rows)
    return xlsx_bytes(exported_lists.dataset(kind, rows, **about), table, WORDS)


def book_of(kind, agency=None, **about):
    return Book(file_of(kind, exported_lists.rows_of(kind, agency), **about))


def expected(kind, rows):
    return [
        {f"{column_name(number)}{line}": cell for number, cell in enumerate(cells) if cell}
        for line, cells in enumerate(exported_lists.table_of(kind, rows), 2)
    ]


def column_name(number):
    return chr(65 + number) if number < 26 else "A" + chr(65 + number - 26)
