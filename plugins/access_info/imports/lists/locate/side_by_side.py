"""Lists that stand beside each other in one grid → a sheet for each."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from access_info.imports.lists.locate.sheet import Sheet
from access_info.model.declarations.types import fold
from access_info.office_files.document import Cell

_FEWEST = 3
_MOST_BLOCKS = 8


def side_by_side(sheet: Sheet, header: tuple[int, int], headings: dict[int, str]) -> list[Sheet]:
    """Divide a sheet whose headings repeat into one sheet for each block of columns.

    Args:
        sheet: A grid.
        header: First and last row of its headings.
        headings: The words over each column.
    """
    named = [number for number in sorted(headings) if headings[number]]
    starts = list(_starts(named, headings))
    if len(starts) < 2:  # noqa: PLR2004
        return [sheet]
    ends = [*(start - 1 for start in starts[1:]), max(cell.column for cell in sheet.grid.cells)]
    starts[0] = 1
    return [
        _part(sheet, header, start, end, first=start == 1)
        for start, end in zip(starts, ends, strict=True)
    ]


def _starts(named: list[int], headings: dict[int, str]) -> Iterator[int]:
    """Yield the first column of each block, where all blocks have equal headings in order."""
    words = [fold(headings[number]) for number in named]
    for width in range(_FEWEST, len(words) // 2 + 1):
        whole, rest = divmod(len(words), width)
        same = all(words[at] == words[at % width] for at in range(len(words)))
        if rest == 0 and whole <= _MOST_BLOCKS and same and len({*words[:width]}) == width:
            yield from named[::width]
            return


def _part(
    sheet: Sheet, header: tuple[int, int], start: int, end: int, *, first: bool
) -> Sheet:  # fmt: skip
    cells = [
        cell
        for original in sheet.grid.cells
        if (cell := _within(original, header, start, end)) is not None
    ]
    left = sheet.grid.left if first else ()
    return Sheet(dataclasses.replace(sheet.grid, cells=tuple(cells), left=left))


def _within(cell: Cell, header: tuple[int, int], start: int, end: int) -> Cell | None:
    """Cut a cell to a block's columns; below the headings, a merged one is in each block."""
    if start <= cell.column <= end:
        return cell
    reaches = cell.column < start < cell.column + cell.columns
    if not reaches or cell.row <= header[1]:
        return None
    columns = min(cell.columns - (start - cell.column), end - start + 1)
    return dataclasses.replace(cell, column=start, columns=columns)
