"""Rows and cells that are struck through: people take them for removed, so they are no items.

A row goes where all that it says is struck through, or the name of its item; it is told and counted.
What else is struck through is left out of its cell.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from access_info.imports.lists.locate.row_kinds import is_mark
from access_info.imports.lists.locate.sheet import Sheet
from access_info.imports.lists.locate.tables import headers_of, table_at
from access_info.imports.lists.words.fields import NUMBER_AND_DAY
from access_info.imports.lists.words.numbering import is_order
from access_info.office_files.document import Book, Cell, Grid, Left

STRUCK_ROW = "hàng bị gạch ngang, coi là đã bỏ, không đọc"
_STRUCK_CELL = "ô bị gạch ngang, không đọc"
_STRUCK_PART = "chữ bị gạch ngang trong ô, không đọc"
_NAMES = ("ten", "so_ky_hieu", NUMBER_AND_DAY)


def without_struck(book: Book) -> Book:
    """Move what is struck through to a file's concealed cells, and note how many rows.

    Args:
        book: The file.
    """
    grids = tuple(map(_without, book.grids))
    counts = ((grid.title, sum(row.reason == STRUCK_ROW for row in grid.left)) for grid in grids)
    notes = (f"{title}: {count} {STRUCK_ROW}." for title, count in counts if count)
    return dataclasses.replace(book, grids=grids, notes=(*book.notes, *notes))


def has_struck_rows(book: Book) -> bool:
    """Tell whether rows of a file were left out because they are struck through."""
    return any(row.reason == STRUCK_ROW for grid in book.grids for row in grid.left)


def _without(grid: Grid) -> Grid:
    if not any(cell.struck for cell in grid.cells):
        return grid
    sheet = Sheet(grid)
    headers = headers_of(sheet)
    headed = {row for first, last in headers for row in range(first, last + 1)}
    names = _names(sheet, headers)
    rows = [
        row
        for row in sheet.rows
        if row not in headed and _is_struck(sheet.seen(row).values(), names)
    ]
    left = [Left(row, 0, STRUCK_ROW) for row in rows]
    cells: list[Cell] = []
    gone: list[Cell] = []
    for cell in grid.cells:
        if cell.row in headed:
            cells.append(cell)
        elif cell.struck == "whole":
            gone.append(cell)
            left += [] if cell.row in rows else [Left(cell.row, cell.column, _STRUCK_CELL)]
        elif cell.row in rows:
            gone.append(cell)
            # The name of a group that reaches down holds for the rows that stay.
            if cell.rows > 1:
                cells.append(dataclasses.replace(cell, row=cell.row + 1, rows=cell.rows - 1))
        else:
            cells.append(cell)
            left += [Left(cell.row, cell.column, _STRUCK_PART)] if cell.struck == "part" else []
    return dataclasses.replace(
        grid,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        left=(*grid.left, *sorted(left, key=lambda passed: passed.row)),
        concealed=(*grid.concealed, *gone),
    )


def _names(sheet: Sheet, headers: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Find the column that names items: that of titles, or without one, that of numbers."""
    last = max(sheet.rows, default=0)
    for header in headers:
        table = table_at(sheet, header, last, "cong-khai")
        for field in _NAMES:
            column = table.column(field)
            if column is not None:
                return frozenset({column.number})
    return frozenset()


def _is_struck(cells: Iterable[Cell], names: frozenset[int]) -> bool:
    telling = list(_telling(cells))
    struck = [cell for cell in telling if cell.struck == "whole"]
    longest = max(telling, key=lambda cell: len(cell.flat), default=None)
    named = any(cell.column in names for cell in struck)
    return bool(struck) and (named or struck == telling or (not names and longest in struck))


def _telling(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Yield the cells that say more than a number of order or a tick."""
    for cell in cells:
        if cell.flat and not is_order(cell.flat) and not is_mark(cell.flat):
            yield cell
