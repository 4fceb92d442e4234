"""Workbooks: which cells a link belongs to."""

from __future__ import annotations

import io
import itertools

import openpyxl
import pytest

from access_info.imports.office import read_any

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
