"""Headings of a list in a grid, of one tier or several: the rows that they fill."""

from __future__ import annotations

import re

from access_info.imports.lists.locate.contents import names_form
from access_info.imports.lists.locate.sheet import Sheet
from access_info.imports.lists.words.fields import KIND, NUMBER_AND_DAY, ORDER, ListName
from access_info.imports.lists.words.headings import HEADING, LONGEST, SURE, WITHIN, meanings
from access_info.imports.lists.words.kinds import kind_of_label
from access_info.imports.lists.words.numbering import is_total
from access_info.model.declarations.types import fold
from access_info.office_files.document import Cell

NUMBERED = re.compile(r"\(?\s*(\d{1,2}|[A-ZĐ])\s*\)?")
# Headings over columns that are ticked for a list, or whose cells name one.
_CLASSES = frozenset(
    {"muc-do-tiep-can", "muc-do-cong-khai", "phan-loai", "phan-loai-thong-tin", "hinh-thuc-tiep-can", "do-mat",
     "che-do-tiep-can", "quyen-tiep-can", "pham-vi-tiep-can", "kha-nang-tiep-can", "muc-do", "dien-tiep-can"}
)  # fmt: skip
_FEWEST = 3
_MOST_TIERS = 3
_ENOUGH = 4
_NARROW = 12


def is_header(sheet: Sheet, row: int, name: ListName) -> bool:
    """Tell whether a row holds a list's headings, wholly or in part."""
    cells = [cell for cell in sheet.seen(row).values() if cell.flat]
    if any(cell.row == row and len(cell.flat) > LONGEST for cell in cells):
        return False
    # Headings seldom have numbers, rows of a list nearly always: most rows need no closer look.
    if 2 * sum(any(map(str.isdigit, cell.flat)) for cell in cells) > len(cells) and not any(
        ORDER in meanings(cell.flat, name) for cell in cells[:2] if len(cell.flat) <= _NARROW
    ):
        return False
    fields: set[str] = set()
    matched = sure = 0
    for cell in cells:
        means = meanings(cell.flat, name)
        if kind_of_label(cell.flat) is not None or fold(cell.flat) in _CLASSES:
            # A column that may be ticked for a list: “Công khai”, “Không được tiếp cận”.
            fields.add(KIND)
            matched += not means
        elif not means and len(cell.flat) <= 2 * _NARROW and names_form(cell.flat):
            # A column that is ticked for a form of disclosure: “Đăng cổng”, “Niêm yết”.
            fields.add("hinh_thuc")
            matched += 1
        best = max(means, key=lambda field: means[field], default="")
        if best and means[best] >= HEADING:
            matched += 1
            sure += means[best] >= SURE
            fields.update(field for field, worth in means.items() if worth >= means[best])
        if best == "ten" and _is_over_numbers(sheet, cell):
            fields.add(ORDER)
            matched += 1
    named = fields & {"ten", "so_ky_hieu", NUMBER_AND_DAY}
    # Columns of months or agencies may outnumber the list's: a few sure headings are enough.
    if not named or (matched * 2 < len(cells) and sure < _ENOUGH):
        return False
    if len(fields) >= _FEWEST and matched >= _FEWEST:
        return True
    # A list of numbers and titles alone, with numbers below.
    return ORDER in fields and matched == 2 and _has_numbers_below(sheet, row)  # noqa: PLR2004


def _is_over_numbers(sheet: Sheet, cell: Cell) -> bool:
    """Tell whether a heading spans two columns, the first of which numbers the second."""
    return cell.columns == 2 and _has_numbers_below(sheet, cell.row)  # noqa: PLR2004


def _has_numbers_below(sheet: Sheet, row: int) -> bool:
    # A row of one cell is mostly a group's name, which has no number.
    below = [number for number in sheet.rows if number > row and len(sheet.cells_in(number)) > 1][
        :4
    ]
    firsts = [
        min(sheet.cells_in(number).values(), key=lambda cell: cell.column) for number in below
    ]
    # A sum may stand right below the headings.
    firsts = [cell for cell in firsts if not is_total(cell.flat)][:3]
    numbers = [re.fullmatch(r"\d{1,3}[.)]?", cell.flat) is not None for cell in firsts]
    return len(numbers) > 1 and all(numbers)


def tiers_around(sheet: Sheet, row: int, name: ListName) -> tuple[int, int]:
    """Find the first and last row of the headings of which one row is known."""
    first = min([row, *(cell.row for cell in sheet.covering(row).values())])
    above = [number for number in sheet.rows if number < first][-1:]
    if above and _is_over(sheet, above[0], first):
        first = above[0]
    last = max(
        (
            cell.row + cell.rows - 1
            for cell in sheet.cells_in(first).values()
            if cell.rows <= _MOST_TIERS
        ),
        default=row,
    )
    last = max(last, row)
    below = [number for number in sheet.rows if number > last][:1]
    if below and last - first < _MOST_TIERS - 1 and _is_under(sheet, first, below[0], name):
        last = below[0]
    return first, last


def _is_over(sheet: Sheet, above: int, row: int) -> bool:
    """Tell whether the row above holds headings that span a row's, rather than a title."""
    if row - above > 1:
        return False
    cells = list(sheet.cells_in(above).values())
    width = (
        max((cell.column + cell.columns for cell in sheet.cells_in(row).values()), default=1) - 1
    )
    return len(cells) > 1 and all(
        cell.columns < width and len(cell.flat) <= LONGEST // 2 for cell in cells
    )


def _is_under(sheet: Sheet, first: int, below: int, name: ListName) -> bool:
    """Tell whether the row below continues the headings, under wide ones or beside blanks."""
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
    if wide and all(
        any(
            wide_cell.column <= cell.column < wide_cell.column + wide_cell.columns
            for wide_cell in wide
        )
        for cell in cells
    ):
        return True
    named = sum(
        kind_of_label(cell.flat) is not None
        or max(meanings(cell.flat, name).values(), default=0.0) >= WITHIN
        for cell in cells
    )
    columns = {cell.column for cell in cells}
    # Right below other headings, such words name a group: “Lĩnh vực hộ tịch” below “Tên thông tin”.
    return named == len(cells) and min(over) not in columns and not columns <= {*over}
