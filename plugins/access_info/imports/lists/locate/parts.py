"""Parts of a table that are lists of their own, and how they are cut out of it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from access_info.imports.lists.locate.no_list import shown
from access_info.imports.lists.locate.place import ListPlace, place_of
from access_info.imports.lists.locate.sheet import Sheet
from access_info.imports.lists.words.kinds import CLOSED
from access_info.imports.lists.words.titles import Title
from access_info.office_files.document import Cell, Left

_BARE_MARK = re.compile(r"\(?(?:[IVXLC]{1,5}|[A-HĐ])\s*[.)/:]?")
_NUMBER = re.compile(r"\(?\d{1,4}(?:\.\d{1,3})*[.)]?")


def part_of(
    sheet: Sheet, header: tuple[int, int], span: tuple[int, int, Title], *, is_first: bool
) -> ListPlace:
    """Cut a part out of a table, together with the table's headings.

    Args:
        sheet: The table.
        header: First and last row of its headings.
        span: The last row of the part's heading, its own last row, and its title.
        is_first: Whether it stands right below the headings.
    """
    head, end, title = span
    cells = tuple(
        cell
        for cell in sheet.grid.cells
        if head < cell.row <= end
        or header[0] <= cell.row <= header[1]
        or (is_first and cell.row < header[0])
    )
    left = [
        passed
        for passed in sheet.grid.left
        if head < passed.row <= end or (is_first and passed.row == 1)
    ]
    if not is_first and title.kinds != {CLOSED}:
        left.append(Left(head, 1, f"tên danh mục: {shown(title.text)}"))
    grid = dataclasses.replace(sheet.grid, cells=cells, left=tuple(left))
    return place_of(Sheet(grid), header, end, title, is_part=True)


def without_closed(grid_places: Sequence[ListPlace]) -> list[ListPlace]:
    """Drop the cells of closed lists from the other places of a grid."""
    closed = [place for place in grid_places if place.is_closed]
    if not closed or len(closed) == len(grid_places):
        return list(grid_places)
    places = []
    for place in grid_places:
        if place in closed:
            places.append(place)
            continue
        cells = tuple(
            cell for cell in place.grid.cells if not _is_in_closed_rows(cell, closed, place)
        )
        grid = dataclasses.replace(place.grid, cells=cells)
        places.append(dataclasses.replace(place, sheet=Sheet(grid)))
    return places


def _is_in_closed_rows(cell: Cell, closed: Sequence[ListPlace], open_place: ListPlace) -> bool:
    """Tell whether a cell stands in a closed list's rows and outside the open place's own."""
    if open_place.header[0] <= cell.row <= open_place.last and open_place.header[0]:
        return False
    return any(place.header[0] <= cell.row <= place.last for place in closed)


def lone_texts(sheet: Sheet, rows: Sequence[int]) -> list[str]:
    """Return the texts of the leading rows that hold one text each, behind its mark."""
    texts: list[str] = []
    for row in rows:
        cells = [cell for cell in sheet.cells_in(row).values() if cell.flat]
        words = [cell for cell in cells if not _BARE_MARK.fullmatch(cell.flat)]
        marks = [cell.flat for cell in cells if cell not in words]
        if len(words) != 1 or _NUMBER.fullmatch(words[0].flat) or sheet.covering(row):
            break
        texts.append(" ".join([*(f"{mark.strip('.')}." for mark in marks[:1]), words[0].flat]))
    return texts


def lines_of(sheet: Sheet, rows: Iterable[int]) -> Iterator[str]:
    """Yield the lines of the cells of some rows, in order."""
    for row in rows:
        for cell in sheet.cells_in(row).values():
            yield from cell.text.split("\n")
