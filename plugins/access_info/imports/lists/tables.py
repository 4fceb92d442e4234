"""Recognise the tables of lists in a grid: the rows of their headings, and what their columns mean."""

from __future__ import annotations

import collections
import dataclasses
import functools
import re
import types
from collections.abc import Mapping

from access_info.imports.lists.cells import ListCell, Sheet
from access_info.imports.lists.columns import (
    ListColumn,
    RowKinds,
    columns_of,
    names_form,
    row_kinds,
)
from access_info.imports.lists.headings import (
    FIELDS,
    HEADING,
    KIND,
    LONGEST,
    NUMBER_AND_DAY,
    ORDER,
    SURE,
    WITHIN,
    ListName,
    meanings,
)
from access_info.imports.lists.kinds import Kind, is_heading_of_part, kind_of_label
from access_info.imports.lists.wordings import folded, says, words

# Lists that stand beside each other in one grid → a sheet for each.

_MIN_BLOCK_WIDTH = 3
_MAX_BLOCKS = 8


def blocks_of(sheet: Sheet, header: tuple[int, int]) -> list[Sheet]:
    """Return a sheet for each list of a grid that holds lists side by side; mostly the grid itself alone.

    Lists are side by side where the same headings repeat from left to right.

    Args:
        sheet: The grid.
        header: First and last row of the headings.
    """
    headings = _headings(sheet, header)
    named = [number for number in sorted(headings) if headings[number]]
    words = [folded(headings[number]) for number in named]
    for width in range(_MIN_BLOCK_WIDTH, len(words) // 2 + 1):
        blocks, rest = divmod(len(words), width)
        are_alike = words == words[:width] * blocks and len({*words[:width]}) == width
        if rest == 0 and blocks <= _MAX_BLOCKS and are_alike:
            starts = named[width::width]
            last = max(cell.column for cell in sheet.grid.cells)
            spans = zip([1, *starts], [*(at - 1 for at in starts), last], strict=True)
            return [_block(sheet, header, *span) for span in spans]
    return [sheet]


def _block(sheet: Sheet, header: tuple[int, int], start: int, end: int) -> Sheet:
    """Return the columns from `start` to `end` as a sheet of their own.

    Below the headings, a cell merged over several blocks is put into each: it speaks for all of them.
    """
    cells = []
    for cell in sheet.grid.cells:
        if start <= cell.column <= end:
            cells.append(cell)
        elif cell.column < start < cell.column + cell.columns and cell.row > header[1]:
            columns = min(cell.columns - (start - cell.column), end - start + 1)
            cells.append(dataclasses.replace(cell, column=start, columns=columns))
    left = sheet.grid.left if start == 1 else ()
    return Sheet(dataclasses.replace(sheet.grid, cells=tuple(cells), left=left))


# Headings of a list in a grid, of one tier or several: the rows that they fill.

NUMBERED = re.compile(r"\(?\s*(\d{1,2}|[A-ZĐ])\s*\)?")
# Fields and headings that make a row a header; sure headings that are enough in a very wide one.
_MIN_HEADINGS = 3
_MAX_TIERS = 3
_MIN_SURE = 4
_MAX_NARROW = 12
_MAX_SPAN = 50


def is_header(sheet: Sheet, row: int, name: ListName) -> bool:
    """Tell whether a row holds the headings of a list, or one tier of them.

    As a rule, three cells or more must be headings of different fields, a title or number among them.
    """
    cells = [cell for cell in sheet.seen(row).values() if cell.flat]
    if any(cell.row == row and len(cell.flat) > LONGEST for cell in cells):
        return False
    # Headings seldom have numbers, rows of a list nearly always: most rows need no closer look.
    if 2 * sum(any(map(str.isdigit, cell.flat)) for cell in cells) > len(cells) and not any(
        ORDER in meanings(cell.flat, name) for cell in cells[:2] if len(cell.flat) <= _MAX_NARROW
    ):
        return False
    fields: set[str] = set()
    matched = sure = 0
    for cell in cells:
        means = meanings(cell.flat, name)
        if kind_of_label(cell.flat) is not None or folded(cell.flat) in words("class_headings"):
            # A column that may be ticked for a list: “Công khai”, “Không được tiếp cận”.
            fields.add(KIND)
            matched += not means
        elif not means and len(cell.flat) <= 2 * _MAX_NARROW and names_form(cell.flat):
            # A column that is ticked for a form of disclosure: “Đăng cổng”, “Niêm yết”.
            fields.add("hinh_thuc")
            matched += 1
        best = max(means, key=lambda field: means[field], default="")
        if best and means[best] >= HEADING:
            matched += 1
            sure += means[best] >= SURE
            fields.update(field for field, worth in means.items() if worth >= means[best])
        # A heading may span two columns, the first of which numbers the second.
        if best == "ten" and cell.columns == 2 and _has_numbers_below(sheet, cell.row):  # noqa: PLR2004
            fields.add(ORDER)
            matched += 1
    named = fields & {"ten", "so_ky_hieu", NUMBER_AND_DAY}
    # Columns of months or agencies may outnumber the list's: a few sure headings are enough.
    if not named or (matched * 2 < len(cells) and sure < _MIN_SURE):
        return False
    if len(fields) >= _MIN_HEADINGS and matched >= _MIN_HEADINGS:
        return True
    # A list of numbers and titles alone, with numbers below.
    return ORDER in fields and matched == 2 and _has_numbers_below(sheet, row)  # noqa: PLR2004


def _has_numbers_below(sheet: Sheet, row: int) -> bool:
    """Tell whether the rows right below a row begin with ordinals, as the items of a list do."""
    # A row of one cell is mostly a group's name, which has no number.
    rows = [cells for at in sheet.rows if at > row and len(cells := sheet.cells_in(at)) > 1]
    firsts = [cells[min(cells)].flat for cells in rows[:4]]
    # A sum may stand right below the headings.
    firsts = [text for text in firsts if not says("total", text)][:3]
    return len(firsts) > 1 and all(re.fullmatch(r"\d{1,3}[.)]?", text) for text in firsts)


def tiers_around(sheet: Sheet, row: int, name: ListName) -> tuple[int, int]:
    """Return the first and last row of the headings to which a row belongs.

    Args:
        sheet: The grid.
        row: A row that `is_header` accepts; the row above or below may be another tier.
        name: The list whose headings they are.
    """
    first = min([row, *(cell.row for cell in sheet.covering(row).values())])
    above = [number for number in sheet.rows if number < first][-1:]
    if above and _is_over(sheet, above[0], first):
        first = above[0]
    low = (cell for cell in sheet.cells_in(first).values() if cell.rows <= _MAX_TIERS)
    last = max([row, *(cell.row + cell.rows - 1 for cell in low)])
    below = [number for number in sheet.rows if number > last][:1]
    if below and last - first < _MAX_TIERS - 1 and _is_under(sheet, first, below[0], name):
        last = below[0]
    return first, last


def _is_over(sheet: Sheet, above: int, row: int) -> bool:
    """Tell whether the row above holds an upper tier of headings, rather than a title over the table."""
    if row - above > 1:
        return False
    cells = list(sheet.cells_in(above).values())
    ends = [cell.column + cell.columns for cell in sheet.cells_in(row).values()]
    width = max(ends, default=1) - 1
    return len(cells) > 1 and all(
        cell.columns < width and len(cell.flat) <= LONGEST // 2 for cell in cells
    )


def _is_under(sheet: Sheet, first: int, below: int, name: ListName) -> bool:
    """Tell whether the row below is a lower tier of headings: under merged ones or in columns without one.

    Args:
        sheet: The grid.
        first: First row of the headings.
        below: The row in question.
        name: The list whose headings they are.
    """
    cells = [cell for cell in sheet.cells_in(below).values() if cell.flat]
    over = sheet.cells_in(first)
    if len(cells) > 1 and all(kind_of_label(cell.flat) is not None for cell in cells):
        return True
    if not cells or len(cells) >= len(over) or sheet.covering(below):
        return False
    if any(NUMBERED.fullmatch(cell.flat) or len(cell.flat) > LONGEST for cell in cells):
        return False
    width = max(cell.column + cell.columns for cell in over.values()) - 1
    if any(cell.columns >= width for cell in cells):
        # The name of a group, over the whole table.
        return False
    wide = [cell for cell in over.values() if cell.columns > 1]
    spanned = {at for cell in wide for at in range(cell.column, cell.column + cell.columns)}
    if all(cell.column in spanned for cell in cells):
        return True
    named = sum(
        kind_of_label(cell.flat) is not None
        or max(meanings(cell.flat, name).values(), default=0.0) >= WITHIN
        for cell in cells
    )
    columns = {cell.column for cell in cells}
    # Right below other headings, such words name a group: “Lĩnh vực hộ tịch” below “Tên thông tin”.
    return named == len(cells) and min(over) not in columns and not columns <= {*over}


# Tables of lists: which grids hold one, where its headings stand, what its columns mean.

# Share of a row's cells that must repeat the headings above, so that it counts as the headings again.
_SAME_HEADING = 0.6


@dataclasses.dataclass(frozen=True)
class ListTable:
    """The table of a list: where it stands, and what its columns mean.

    Attributes:
        sheet: The grid that holds the table.
        header: Numbers of the first and last row of the headings; (0, 0) where the table continues
            an earlier one, which has the headings.
        last: Number of the last row.
        columns: The columns, from the left.
        marks: The columns that say which list each row belongs to, if any.
    """

    sheet: Sheet
    header: tuple[int, int]
    last: int
    columns: tuple[ListColumn, ...]
    marks: RowKinds

    def column(self, field: str) -> ListColumn | None:
        """Return the first column that fills a field; `None` for none."""
        return next((column for column in self.columns if column.field == field), None)

    def numbers(self, *fields: str) -> frozenset[int]:
        """Return the numbers of the columns that fill some fields."""
        return frozenset(column.number for column in self.columns if column.field in fields)

    @property
    def rows(self) -> list[int]:
        """Numbers of the rows below the headings that hold anything."""
        return [row for row in self.sheet.rows if self.header[1] < row <= self.last]

    def is_heading(self, row: int) -> bool:
        """Tell whether a row repeats the headings, as on each printed page."""
        cells = self.sheet.cells_in(row)
        texts = {
            number: folded(cell.flat)
            for number, cell in cells.items()
            if cell.flat and len(cell.flat) <= LONGEST
        }
        alike = sum(text in self._heading_parts.get(number, ()) for number, text in texts.items())
        return len(texts) > 1 and alike >= _SAME_HEADING * len(cells)

    @functools.cached_property
    def _heading_parts(self) -> dict[int, frozenset[str]]:
        """Return the folded tiers of each column's heading."""
        return {
            column.number: frozenset(map(folded, column.heading.split(" / ")))
            for column in self.columns
        }


def headers_of(sheet: Sheet) -> list[tuple[int, int]]:
    """Return the first and last row of each block of headings in a grid, of whichever list.

    Headings that only repeat those above, as on each printed page, begin no new list.
    """
    headers: list[tuple[int, int]] = []
    header_texts: list[frozenset[str]] = []
    for row in sheet.rows:
        if headers and row <= headers[-1][1]:
            continue
        name = next((list_name for list_name in FIELDS if is_header(sheet, row, list_name)), None)
        if name is None:
            continue
        texts = frozenset(folded(cell.flat) for cell in sheet.cells_in(row).values())
        alike = bool(header_texts) and len(texts & header_texts[-1]) >= _SAME_HEADING * len(texts)
        # Under a title of its own, another list begins unless all headings are the same again.
        if alike and (texts <= header_texts[-1] or not _is_under_title(sheet, row)):
            continue
        headers.append(tiers_around(sheet, row, name))
        header_texts.append(texts)
    return headers


def _is_under_title(sheet: Sheet, row: int) -> bool:
    """Tell whether the row above a row of headings is the title of a list: then another list begins."""
    above = [number for number in sheet.rows if number < row][-1:]
    texts = [cell.flat for number in above for cell in sheet.cells_in(number).values() if cell.flat]
    return len(texts) == 1 and is_heading_of_part(texts[0])


def table_at(
    sheet: Sheet,
    header: tuple[int, int],
    last: int,
    name: ListName,
    signs: Mapping[str, Kind] = types.MappingProxyType({}),
) -> ListTable:
    """Read the table under headings as one of the lists.

    Args:
        sheet: The grid.
        header: First and last row of the headings.
        last: The table's last row.
        name: The list whose fields the columns can fill.
        signs: Sign → list, by a legend around the table.
    """
    headings = _headings(sheet, header)
    held = _cells_by_column(sheet, header, last, headings)
    _move_headings_to_names(headings, held, name)
    worths = {number: meanings(heading, name) for number, heading in headings.items()}
    named = frozenset(at for at, means in worths.items() if means.get("ten", 0.0) >= SURE)
    marks = row_kinds(headings, held, named, signs)
    return ListTable(sheet, header, last, columns_of(headings, held, name, marks), marks)


def continuation_of(sheet: Sheet, before: ListTable) -> ListTable | None:
    """Return a grid without headings as the continuation of a table, as after a page break.

    Return `None` for a grid that is empty or of another width.
    """
    rows = sheet.rows
    if not rows or sheet.grid.width != before.sheet.grid.width:
        return None
    return ListTable(sheet, (0, 0), rows[-1], before.columns, before.marks)


def fields_filled(table: ListTable) -> set[str]:
    """Return the keys of the fields that a table's columns fill: `{"ten", "so_ky_hieu"}`."""
    return {column.field for column in table.columns if column.field}


def _headings(sheet: Sheet, header: tuple[int, int]) -> dict[int, str]:
    """Return the heading of each column, the words of several tiers joined by “ / ”.

    A heading merged over several columns is given to the first only, since a field fills one column; the
    others are judged by their cells.
    """
    tiers = [row for row in sheet.rows if header[0] <= row <= header[1]]
    cells = [cell for row in tiers for cell in sheet.cells_in(row).values()]
    spans = [range(cell.column, cell.column + min(cell.columns, _MAX_SPAN)) for cell in cells]
    words: dict[int, str] = {}
    for number in sorted({number for span in spans for number in span}):
        over = dict.fromkeys(sheet.at(row, number) for row in tiers)
        words[number] = " / ".join(cell.flat for cell in over if cell is not None and cell.flat)
    # A heading over several columns names the first alone, unless others have words of their own.
    for span in spans:
        for number in span[1:]:
            if words[number] == words[span[0]]:
                words[number] = ""
    return words


def _move_headings_to_names(
    headings: dict[int, str], held: dict[int, list[ListCell]], name: ListName
) -> None:
    """Move a heading merged over ordinals and names to the column of names.

    `_headings` gives it to the first column, which here holds only ordinals.

    Args:
        headings: Column number → heading; changed in place.
        held: Column number → filled cells below the heading.
        name: The list whose headings they are.
    """
    for number, heading in sorted(headings.items()):
        below, after = held.get(number, []), held.get(number + 1, [])
        if not heading or headings.get(number + 1) != "" or not (below and after):
            continue
        if "ten" in meanings(heading, name) and all(
            NUMBERED.fullmatch(cell.flat) for cell in below
        ):
            headings[number], headings[number + 1] = "", heading


def _cells_by_column(
    sheet: Sheet, header: tuple[int, int], last: int, headings: dict[int, str]
) -> dict[int, list[ListCell]]:
    """Return the cells below the headings by column, without rows that hold no item.

    Left out are rows of one text (titles, groups) and the row that numbers the columns.
    """
    held: dict[int, list[ListCell]] = collections.defaultdict(list)
    for row in (row for row in sheet.rows if header[1] < row <= last):
        cells = sheet.cells_in(row)
        if len(cells) < 2 and len(headings) > 2:  # noqa: PLR2004
            continue
        if all(NUMBERED.fullmatch(cell.flat) for cell in cells.values()):
            continue
        for number, cell in cells.items():
            if headings and number >= min(headings):
                held[number].append(cell)
    return held
