"""Finds the register in a workbook and reads its rows, without what is about people."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from access_info.imports.register import rules
from access_info.imports.register.cells import Value, is_empty
from access_info.imports.register.columns import (
    COLUMNS,
    COMPLAINT,
    LAWSUIT,
    NUMBER,
    Column,
    column_of,
)
from access_info.imports.register.markup import Cell
from access_info.imports.register.package import Package, address
from access_info.imports.register.words import ANSWERS, Answer
from access_info.problems import Location, Problem

HEADER_WITHIN = 30
# Fewer headings than these are a table of something else.
_FEWEST = 6


@dataclasses.dataclass(frozen=True)
class Row:
    """A row that holds something.

    Attributes:
        line: Its number in the sheet, from 1.
        values: What its cells hold, by name of the column, where they hold anything; only of
            columns that are read: names and contents of requests are left behind here.
        faults: Names of the columns whose formula came out as an error.
    """

    line: int
    values: Mapping[str, Value]
    faults: frozenset[str]

    @property
    def filled(self) -> frozenset[str]:
        """Names of the columns in which anything stands, be it understood or not."""
        return self.faults.union(self.values)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Table:
    """A register's table.

    Attributes:
        path: The file, absolute, with `/`.
        sheet: Name of its sheet.
        places: Number of each column in the sheet, from 1, by its name.
        rows: Rows that hold something, from the top.
        date_1904: Whether the book counts days from 1904.
    """

    path: str
    sheet: str
    places: Mapping[str, int]
    rows: Sequence[Row]
    date_1904: bool

    def address(self, line: int, column: Column) -> str:
        """A cell's address, `Sổ!I14`."""
        return address(self.sheet, line, self.places[column.name])

    def location(self, line: int, column: Column) -> Location:
        """A cell's place for a problem: row and column of the sheet."""
        return Location(self.path, line, self.places[column.name])


@dataclasses.dataclass(frozen=True)
class _Sheet:
    """A visible sheet as a rectangle of cells.

    Attributes:
        name: Its name.
        top: Number of its first row that holds anything, from 1.
        left: The same of its first column.
        cells: Rows of cells, all of one length.
    """

    name: str
    top: int
    left: int
    cells: list[list[Value]]


def read_table(package: Package, path: Path) -> tuple[Table | None, list[Problem]]:
    """The one register of a workbook.

    Sheets that are hidden are none of it; rows that a filter hides are.

    Args:
        package: The workbook, looked through.
        path: Where it came from, for problems.

    Returns:
        The table, or `None` and what stands in the way.
    """
    file = Location(path.as_posix())
    sheet_and_header: tuple[_Sheet, int] | None = None
    try:
        for sheet in _visible_sheets(package):
            header = _header_of(sheet)
            if header is None:
                continue
            if sheet_and_header is not None:
                both = {"first": sheet_and_header[0].name, "second": sheet.name}
                return None, [rules.TWO_REGISTERS.at(file, **both)]
            sheet_and_header = sheet, header
    except (CalamineError, ValueError, OverflowError):
        return None, [rules.DAMAGED.at(file)]
    except BaseException as error:
        # A panic of the library, written in Rust, has a class that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        return None, [rules.DAMAGED.at(file)]
    if sheet_and_header is None:
        return None, [rules.NO_REGISTER.at(file, rows=HEADER_WITHIN)]
    return _table(*sheet_and_header, package, file.path)


def _visible_sheets(package: Package) -> Iterator[_Sheet]:
    with CalamineWorkbook.from_filelike(io.BytesIO(package.content)) as book:
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_name(about.name)
            top, left = sheet.start or (0, 0)
            yield _Sheet(about.name, top + 1, left + 1, sheet.to_python(skip_empty_area=True))


def _header_of(sheet: _Sheet) -> int | None:
    """Which of the sheet's cells' rows is the header: the one with most of our headings."""
    within = sheet.cells[: max(HEADER_WITHIN - sheet.top + 1, 0)]
    counts = [len(set(map(column_of, row)) - {None}) for row in within]
    best = max(counts, default=0)
    return counts.index(best) if best >= _FEWEST else None


def _table(
    sheet: _Sheet, header: int, package: Package, path: str
) -> tuple[Table | None, list[Problem]]:
    line = sheet.top + header
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for number, value in enumerate(sheet.cells[header], sheet.left):
        column = column_of(value)
        if column is None:
            continue
        if column.name in places and column.is_read:
            cell, first = (address(sheet.name, line, at) for at in (number, places[column.name]))
            place = Location(path, line, number)
            problems.append(
                rules.DOUBLE_COLUMN.at(place, cell=cell, first=first, column=column.short)
            )
        places.setdefault(column.name, number)
    missing = [column for column in COLUMNS if column.is_read and column.name not in places]
    for number, column in zip(_free(sheet, header), missing, strict=False):
        cell = address(sheet.name, line, number)
        place = Location(path, line, number)
        problems.append(rules.MISSING_COLUMN.at(place, cell=cell, column=column.short))
    if problems:
        return None, problems
    table = Table(
        path=path,
        sheet=sheet.name,
        places=places,
        rows=tuple(_rows(sheet, header, places, package.faults.get(sheet.name, frozenset()))),
        date_1904=package.date_1904,
    )
    return table, []


def _free(sheet: _Sheet, header: int) -> Iterator[int]:
    """Numbers of the columns right of the header's last word, where headings can be added."""
    row = sheet.cells[header]
    last = max(number for number, value in enumerate(row) if not is_empty(value))
    return iter(range(sheet.left + last + 1, sheet.left + last + 1 + len(COLUMNS)))


def _rows(
    sheet: _Sheet, header: int, places: Mapping[str, int], faults: frozenset[Cell]
) -> Iterator[Row]:
    ours = [(column, places[column.name]) for column in COLUMNS if column.name in places]
    for line, cells in enumerate(sheet.cells[header + 1 :], sheet.top + header + 1):
        values = {column: cells[at - sheet.left] for column, at in ours}
        wrong = frozenset(column.name for column, at in ours if (line, at) in faults)
        if wrong or any(_makes_request(column, value) for column, value in values.items()):
            read = {
                column.name: value
                for column, value in values.items()
                if column.is_read and not is_empty(value)
            }
            yield Row(line, read, wrong)


def _makes_request(column: Column, value: Value) -> bool:
    """Whether a cell makes its row a request: numbers and “không” are often filled in ahead."""
    if is_empty(value) or column == NUMBER:
        return False
    return column not in {COMPLAINT, LAWSUIT} or ANSWERS.find(value) != Answer.NO
