"""Cells of the grid of agencies: within its last column and row, and not beyond them."""

from __future__ import annotations

import pytest

from access_info.checks.jurisdiction import check_grid
from access_info.loading import load_jurisdiction
from access_info.model.jurisdiction import MAX_COLUMNS, MAX_ROWS


def problems_of(folder, column, row):
    text = "ten: Tỉnh Mẫu\no_luoi:\n- co_quan: so-mau\n"
    text += f"  cot: {column}\n" if column is not None else ""
    text += f"  hang: {row}\n" if row is not None else ""
    (folder / "_dia-ban.yml").write_text(text, encoding="utf-8")
    settings, document, problems = load_jurisdiction(folder)
    assert problems == []
    return [
        (problem.code, problem.location.line)
        for problem in check_grid(settings, document, frozenset({"so-mau"}))
    ]


def test_the_grid_is_as_wide_and_as_high_as_screens_take():
    assert (MAX_COLUMNS, MAX_ROWS) == (12, 60)


@pytest.mark.parametrize(
    ("column", "row", "lines"),
    [
        (1, 1, []),
        (12, 60, []),
        (13, 60, [4]),
        (12, 61, [5]),
        (0, 1, [4]),
        (1, 0, [5]),
        (13, 61, [4, 5]),
        # A cell that lacks one of its two numbers is told where it begins; without both it is no cell yet.
        (1, None, [3]),
        (None, 1, [3]),
        (None, 61, [3, 4]),
        (None, None, []),
    ],
)
def test_the_last_column_and_row_are_of_the_grid_and_the_next_are_not(tmp_path, column, row, lines):
    assert problems_of(tmp_path, column, row) == [("TT357", line) for line in lines]
