"""Hidden cells of nothing but figures are told apart from those with words, names and personal numbers."""

from __future__ import annotations

import io

import openpyxl
import pytest
from described_office_files import OpenSpreadsheet

from access_info.scanning import MarkKind, scan_all
from access_info.scanning.kinds import are_plain, are_plain_columns

HEADINGS = ["Tên tài sản", "Mã TS", "Nguyên giá"]
ROWS = [["Tivi 65 inch", "T12", "16.900.000"], ["Máy in", "M-03", "4.200.000"]]


@pytest.mark.parametrize(
    "cell",
    ["", "-", "0", "2.121", "1,26", "45 %", "4.850.000.000", "16900000", "A01", "TS-12", "x", "ok"],
)
def test_figures_and_short_codes_are_plain(cell):
    assert are_plain([cell, "12"])


@pytest.mark.parametrize(
    "cell",
    [
        *("Mẫu", "An", "Nguyễn Văn Mẫu", "hộ nghèo", "chồng tù", "HIV"),
        *("0912345678", "0912 345", "912345678", "079285123456", "079.285.123.456", "975.811.943"),
        *(
            "12/5/1990",
            "1/3/85",
            "1.3.85",
            "1990-05-12",
            "B1234567",
            "DN4797912345678",
            "29A-12345",
        ),
    ],
)
def test_words_names_days_and_personal_numbers_are_not(cell):
    assert not are_plain(["12", cell])


def test_a_heading_may_be_words_but_no_name():
    assert are_plain_columns([["Biểu 1"], HEADINGS, *ROWS], slice(1, 3))
    assert not are_plain_columns([["Thôn", "Nguyễn Văn Mẫu"], ["Mẫu", "12"]], slice(1, 2))
    assert not are_plain_columns([HEADINGS, *ROWS], slice(0, 1))


def book(*, column="", row=0):
    office_file = openpyxl.Workbook()
    for line in (HEADINGS, *ROWS, ["", "", "21.100.000"]):
        office_file.active.append(line)
    if column:
        office_file.active.column_dimensions[column].hidden = True
    if row:
        office_file.active.row_dimensions[row].hidden = True
    written = io.BytesIO()
    office_file.save(written)
    return written.getvalue()


def open_book(**hidden):
    sheet = OpenSpreadsheet()
    sheet.table([HEADINGS, *ROWS, ["", "", "21.100.000"]])
    if "columns" in hidden:
        sheet.hide_columns(hidden["columns"])
    if "rows" in hidden:
        sheet.hide_rows(hidden["rows"])
    return sheet.content()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.xlsx", book(column="B"), MarkKind.HIDDEN_FIGURES),
        ("b.xlsx", book(column="A"), MarkKind.HIDDEN_COLUMNS),
        ("c.xlsx", book(row=4), MarkKind.HIDDEN_FIGURES),
        ("d.xlsx", book(row=3), MarkKind.HIDDEN_ROWS),
        ("e.ods", open_book(columns=["B"]), MarkKind.HIDDEN_FIGURES),
        ("f.ods", open_book(columns=["A"]), MarkKind.HIDDEN_COLUMNS),
        ("g.ods", open_book(rows=[4]), MarkKind.HIDDEN_FIGURES),
        ("h.ods", open_book(rows=[3]), MarkKind.HIDDEN_ROWS),
    ],
)
def test_what_is_hidden_is_marked_by_what_it_holds(tmp_path, name, content, kind):
    path = tmp_path / name
    path.write_bytes(content)
    hidden = {mark.kind for mark in scan_all([path])[path].marks} - {MarkKind.AUTHOR}
    assert hidden == {kind}
