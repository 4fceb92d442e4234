"""OpenDocument spreadsheets: in which column a cell stands."""

from __future__ import annotations

import pytest
from handmade_office_files import ods

from access_info.imports.office import read_any


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
