"""Tables of lists: which grids hold one, where its headings stand, what its columns mean."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence

from access_info.imports.lists.locate.columns import ListColumn, columns_of
from access_info.imports.lists.locate.headers import NUMBERED, is_header, tiers_around
from access_info.imports.lists.locate.row_kinds import UNMARKED, RowKinds, row_kinds
from access_info.imports.lists.locate.sheet import Sheet
from access_info.imports.lists.locate.side_by_side import side_by_side
from access_info.imports.lists.words.fields import FIELDS, ListName
from access_info.imports.lists.words.headings import LONGEST, SURE, meanings
from access_info.imports.lists.words.kinds import Kind
from access_info.imports.lists.words.titles import is_heading_of_part
from access_info.model.declarations.types import fold
from access_info.office_files.document import Cell

_SAME_HEADING = 0.6


@dataclasses.dataclass(frozen=True)
class ListTable:
    """A list's table.

    Attributes:
        sheet: Its grid.
        header: Numbers of the first and the last row of its headings; 0 for both where they stand
            in a table before.
        last: Number of its last row.
        columns: Its columns, from the left.
        marks: How columns say which list each row belongs to, if they do.
    """

    sheet: Sheet
    header: tuple[int, int]
    last: int
    columns: tuple[ListColumn, ...]
    marks: RowKinds = UNMARKED

    def column(self, field: str) -> ListColumn | None:
        """Find the column that fills a field."""
        return next((column for column in self.columns if column.field == field), None)

    @property
    def rows(self) -> list[int]:
        """Numbers of the rows below the headings that hold anything."""
        return [row for row in self.sheet.rows if self.header[1] < row <= self.last]

    def is_heading(self, row: int) -> bool:
        """Tell whether a row repeats the headings."""
        cells = self.sheet.cells_in(row)
        texts = {
            number: fold(cell.flat)
            for number, cell in cells.items()
            if cell.flat and len(cell.flat) <= LONGEST
        }
        alike = sum(text in self._heading_parts.get(number, ()) for number, text in texts.items())
        return len(texts) > 1 and alike >= _SAME_HEADING * len(cells)

    @functools.cached_property
    def _heading_parts(self) -> dict[int, frozenset[str]]:
        return {column.number: _folded_parts(column.heading) for column in self.columns}


def _folded_parts(heading: str) -> frozenset[str]:
    return frozenset(fold(part) for part in heading.split(" / "))


def headers_of(sheet: Sheet) -> list[tuple[int, int]]:
    """Find the first and last row of the headings of each list in a grid, whichever it is.

    Args:
        sheet: The grid.
    """
    headers: list[tuple[int, int]] = []
    header_texts: list[frozenset[str]] = []
    for row in sheet.rows:
        if headers and row <= headers[-1][1]:
            continue
        name = next((list_name for list_name in FIELDS if is_header(sheet, row, list_name)), None)
        if name is None:
            continue
        texts = frozenset(fold(cell.flat) for cell in sheet.cells_in(row).values())
        alike = bool(header_texts) and len(texts & header_texts[-1]) >= _SAME_HEADING * len(texts)
        # Under a title of its own, another list begins unless all headings are the same again.
        if alike and (texts <= header_texts[-1] or not _is_under_title(sheet, row)):
            continue
        headers.append(tiers_around(sheet, row, name))
        header_texts.append(texts)
    return headers


def _is_under_title(sheet: Sheet, row: int) -> bool:
    """Tell whether the row above is the title of a list."""
    above = [number for number in sheet.rows if number < row][-1:]
    texts = [cell.flat for number in above for cell in sheet.cells_in(number).values() if cell.flat]
    return len(texts) == 1 and is_heading_of_part(texts[0])


def blocks_of(sheet: Sheet, header: tuple[int, int]) -> list[Sheet]:
    """Divide a grid into the lists that stand beside each other; most often it is one."""
    return side_by_side(sheet, header, _headings(sheet, header))


def table_at(
    sheet: Sheet,
    header: tuple[int, int],
    last: int,
    name: ListName,
    signs: Mapping[str, Kind] | None = None,
) -> ListTable:
    """Read the table under headings as one of the lists.

    Args:
        sheet: The grid.
        header: First and last row of the headings.
        last: The table's last row.
        name: Which list's fields are looked for.
        signs: What signs mean by a key that stands around the table.
    """
    headings = _headings(sheet, header)
    held = _held(sheet, header, last, headings)
    _pass_on(headings, held, name)
    named = frozenset(
        number
        for number, heading in headings.items()
        if meanings(heading, name).get("ten", 0.0) >= SURE
    )
    marks = row_kinds(headings, held, named, signs)
    return ListTable(sheet, header, last, columns_of(headings, held, name, marks), marks)


def continued(sheet: Sheet, before: ListTable) -> ListTable | None:
    """Read a grid without headings as a table's continuation, as after a page break."""
    rows = sheet.rows
    if not rows or sheet.grid.width != before.sheet.grid.width:
        return None
    return ListTable(sheet, (0, 0), rows[-1], before.columns, before.marks)


def fields_filled(table: ListTable) -> set[str]:
    """Return the fields that a table's columns fill."""
    return {column.field for column in table.columns if column.field}


def _headings(sheet: Sheet, header: tuple[int, int]) -> dict[int, str]:
    """Join the words over each column, tier by tier, with “ / ”."""
    tiers = [row for row in sheet.rows if header[0] <= row <= header[1]]
    numbers = {
        number
        for row in tiers
        for cell in sheet.cells_in(row).values()
        for number in range(cell.column, cell.column + min(cell.columns, 50))
    }
    words: dict[int, str] = {}
    for number in sorted(numbers):
        over: list[Cell] = []
        for row in tiers:
            cell = sheet.at(row, number)
            if cell is not None and cell.flat and cell not in over:
                over.append(cell)
        words[number] = " / ".join(cell.flat for cell in over)
    # A heading over several columns names the first alone, unless others have words of their own.
    for row in tiers:
        for cell in sheet.cells_in(row).values():
            wide = range(cell.column + 1, cell.column + min(cell.columns, 50))
            if cell.columns > 1:
                for number in wide:
                    if words.get(number) == words.get(cell.column):
                        words[number] = ""
    return words


def _pass_on(headings: dict[int, str], held: dict[int, list[Cell]], name: ListName) -> None:
    """Move a heading over numbers and names to the names: “Lĩnh vực/thủ tục” of a contents."""
    for number, heading in sorted(headings.items()):
        below, after = held.get(number, []), held.get(number + 1, [])
        if not heading or headings.get(number + 1) != "" or not (below and after):
            continue
        if "ten" in meanings(heading, name) and all(
            NUMBERED.fullmatch(cell.flat) for cell in below
        ):
            headings[number], headings[number + 1] = "", heading


def _held(
    sheet: Sheet, header: tuple[int, int], last: int, headings: dict[int, str]
) -> dict[int, list[Cell]]:
    """Collect the cells below the headings by column, without rows of one text alone."""
    held: dict[int, list[Cell]] = {}
    rows: Sequence[int] = [row for row in sheet.rows if header[1] < row <= last]
    for row in rows:
        cells = sheet.cells_in(row)
        if len(cells) < 2 and len(headings) > 2:  # noqa: PLR2004
            continue
        if all(NUMBERED.fullmatch(cell.flat) for cell in cells.values()):
            continue
        for number, cell in cells.items():
            if number in headings or any(number >= column for column in headings):
                held.setdefault(number, []).append(cell)
    return held
