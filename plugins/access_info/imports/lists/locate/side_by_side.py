"""Lists that stand beside each other in one grid → a sheet for each."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from access_info.imports.lists.locate.sheet import Sheet
from access_info.imports.office.grid import Cell
from access_info.model.declarations.types import fold

_FEWEST = 3
_MOST_BLOCKS = 8


def side_by_side(sheet: Sheet, header: tuple[int, int], headings: dict[int, str]) -> list[Sheet]:
    """The sheet itself, or one for each block of columns whose headings are the first's again.

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
    """Where each block begins; all say the same headings in the same order."""
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
    """A cell of a block; one that is merged across blocks below the headings is in each."""
    if start <= cell.column <= end:
        return cell
    reaches = cell.column < start < cell.column + cell.columns
    if not reaches or cell.row <= header[1]:
        return None
    columns = min(cell.columns - (start - cell.column), end - start + 1)
    return dataclasses.replace(cell, column=start, columns=columns)
