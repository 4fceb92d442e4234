"""Extract the register from a file, inside the child process; no text as typed leaves it.

Columns about people and of free text are dropped before anything else is done. The parent gets only days,
sums, keys of short lists and ids of grounds: a name may have slipped into any cell.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from access_info.imports.office import read_any
from access_info.imports.register import rules
from access_info.imports.register.table import (
    MAX_COST,
    Headings,
    RegisterColumn,
    Vocabulary,
    address,
)
from access_info.model.typed_days import AcceptedDays, read_day
from access_info.office_files.document import Book, Cell, Grid, serial_day
from access_info.office_files.limits import MAX_COLUMNS, MAX_ROWS, Purpose
from access_info.office_files.refusal import RefusedFileError, counted
from access_info.office_files.workbook import FAR, FAULT
from access_info.problems import Rule

# The content of a cell → a day, a sum of money, an ordinal; whatever way it was typed.

Value: TypeAlias = float | str | datetime.date

# No register is older than the first law (2018), but a formula makes 1900 of an empty cell.
_YEARS = range(2000, 2200)
_IN_REGISTERS = AcceptedDays(
    day_first="/.-", year_first="-", same_sign=True, around=True, years=_YEARS
)
_MAX_DIGITS = 20
_MONEY = re.compile(r"(\d+|\d{1,3}(?:[.,\s]\d{3})+)\s*(?:đ|đồng|vnđ|vnd)?", re.IGNORECASE)


def value_of(cell: Cell) -> Value:
    """Return a cell's content as a day, a number or text, by the type that the file gives it."""
    if cell.kind == "date":
        return datetime.date.fromisoformat(cell.value)
    try:
        return float(cell.value) if cell.kind == "number" else cell.text
    except ValueError:
        return cell.text


def day_of(value: Value, *, date_1904: bool) -> datetime.date | None:
    """Return the day that a cell's content means; `None` for none, or one outside 2000 to 2199.

    It may be a real date, Excel's serial number of one, `03/9/2026` (day first) or `2026-09-03`, each
    with or without the time of day.

    Args:
        value: The cell's content.
        date_1904: Whether the workbook counts days from 1904.
    """
    day: datetime.date | None
    if isinstance(value, str):
        typed = read_day(value.strip(), _IN_REGISTERS)
        day = typed.exact if typed is not None else None
    elif isinstance(value, float):
        day = serial_day(value, date_1904=date_1904)
    else:
        day = value
    return day if day is not None and day.year in _YEARS else None


def money_of(value: Value) -> int | None:
    """Return a sum in whole đồng, from a number or text: `12.000 đ` → 12000; `None` for no or too large a sum."""
    if isinstance(value, str):
        match = _MONEY.fullmatch(value.strip())
        # Digits without end are no number that can be turned into one.
        digits = re.sub(r"\D", "", match[1])[:_MAX_DIGITS] if match else ""
        value = float(digits or -1)
    if isinstance(value, float) and 0 <= value <= MAX_COST and value.is_integer():
        return int(value)
    return None


def number_of(value: Value) -> str:
    """Return an ordinal in the form in which doubles are found: `1`, `1.0` and ` 01 ` → `1`."""
    if isinstance(value, float) and value.is_integer():
        value = str(int(value))
    text = str(value).strip().casefold()
    return text.lstrip("0") or "0" if text.isascii() and text.isdigit() else text


HEADER_WITHIN = 30
# Fewer headings than these are a table of something else.
_MIN_HEADINGS = 6
_ID = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# An error of a formula, where a program writes it as text: `#REF!`, `#N/A`, `Err:502`; not `#1`.
_ERROR = re.compile(r"#(?:REF|VALUE|NUM|NULL|DIV/0)!|#NAME\?|#N/A|Err:\d{3}")


class _WrongError(Exception):
    """The register cannot be read as a whole: its table, its columns or a far cell is wrong."""

    def __init__(self, *problems: dict[str, Any]) -> None:
        super().__init__()
        self.problems = problems


def extract(
    content: bytes,
    _name: str,
    *,
    columns: Iterable[Mapping[str, Any]],
    choices: Mapping[str, Any],
    grounds: Iterable[str],
) -> dict[str, Any]:
    """Return a register as JSON can carry it to the parent process; this is the child's task.

    Args:
        content: The file.
        columns: The columns of a register.
        choices: Column name → labels and synonyms of its short list.
        grounds: Ids of the grounds of refusal, in lower case.

    Returns:
        The table (`sheet`, `places`, `rows`), or `problems`, or why the file is `refused`.
    """
    declared = [RegisterColumn(**column) for column in columns]
    lists = {name: Vocabulary(**choice) for name, choice in choices.items()}
    try:
        book = read_any(content, Purpose.REGISTER)
        return _RegisterReader(book, declared, lists, frozenset(grounds)).read()
    except RefusedFileError as refused:
        return {"refused": refused.code, "values": refused.values}
    except _WrongError as wrong:
        return {"problems": wrong.problems}


def _problem(
    rule: Rule, values: Mapping[str, object], row: int = 1, column: int = 1
) -> dict[str, Any]:
    """Return a problem as plain data, which JSON can carry to the parent process."""
    return {"code": rule.code, "row": row, "column": column, "values": values}


def _cells(grid: Grid) -> Iterator[Cell]:
    """Yield a sheet's cells that hold text, hidden ones too: a hidden request is a request."""
    return (cell for cell in (*grid.cells, *grid.concealed) if cell.text)


class _RegisterReader:
    """The reader of the one register that a book holds."""

    def __init__(
        self,
        book: Book,
        columns: Sequence[RegisterColumn],
        lists: Mapping[str, Vocabulary],
        grounds: frozenset[str],
    ) -> None:
        self._book = book
        self._columns = columns
        self._headings = Headings(columns)
        self._lists = lists
        self._grounds = grounds

    def read(self) -> dict[str, Any]:
        """Return the register's table as plain data.

        Raises:
            _WrongError: The file has no register (TT711), or two (TT712), or the table is wrong.
        """
        registers = [
            (grid, header)
            for grid in self._book.grids
            if not grid.hidden and (header := self._header_of(grid)) is not None
        ]
        if not registers:
            raise _WrongError(_problem(rules.NO_REGISTER, {"rows": HEADER_WITHIN}))
        if len(registers) > 1:
            both = {"first": registers[0][0].title, "second": registers[1][0].title}
            raise _WrongError(_problem(rules.TWO_REGISTERS, both))
        grid, header = registers[0]
        places = self._places(grid, header)
        _refuse_far_cells(grid)
        return {
            "sheet": grid.name,
            "places": places,
            "rows": list(self._rows(grid, header, places)),
        }

    def _header_of(self, grid: Grid) -> int | None:
        """Return the row of a sheet with most of the register's headings; `None` if it has fewer than six."""
        columns_by_row: dict[int, set[str]] = defaultdict(set)
        for cell in _cells(grid):
            column = self._headings.find(cell.text) if cell.row <= HEADER_WITHIN else None
            if column is not None:
                columns_by_row[cell.row].add(column.name)
        header = max(sorted(columns_by_row), key=lambda row: len(columns_by_row[row]), default=0)
        return header if len(columns_by_row[header]) >= _MIN_HEADINGS else None

    def _places(self, grid: Grid, header: int) -> dict[str, int]:
        """Return the number of each column of the register by its name.

        Raises:
            _WrongError: A column that is read stands twice (TT714) or is missing (TT713).
        """
        places: dict[str, int] = {}
        problems = []
        headings = {cell.column: cell.text for cell in _cells(grid) if cell.row == header}
        for number, heading in sorted(headings.items()):
            column = self._headings.find(heading)
            if column is None:
                continue
            if column.name in places and column.is_read:
                first = address(grid.name, header, places[column.name])
                what = {"cell": address(grid.name, header, number), "first": first}
                what["column"] = column.short
                problems.append(_problem(rules.DOUBLE_COLUMN, what, header, number))
            places.setdefault(column.name, number)
        missing = [
            column for column in self._columns if column.is_read and column.name not in places
        ]
        for number, column in enumerate(missing, max(headings) + 1):
            what = {"cell": address(grid.name, header, number), "column": column.short}
            problems.append(_problem(rules.MISSING_COLUMN, what, header, number))
        if problems:
            raise _WrongError(*problems)
        return places

    def _rows(self, grid: Grid, header: int, places: Mapping[str, int]) -> Iterator[dict[str, Any]]:
        """Yield each row that holds a request as plain data: `line`, `values`, `faults`.

        Of columns that are not read, it only matters whether their cell is filled.
        """
        columns = {places[column.name]: column for column in self._columns if column.name in places}
        read: dict[int, list[tuple[RegisterColumn, Value]]] = defaultdict(list)
        filled: set[int] = set()
        faults: dict[int, set[str]] = defaultdict(set)
        for cell in _cells(grid):
            column = columns.get(cell.column)
            if column is None or cell.row <= header:
                continue
            if not column.is_read:
                filled.add(cell.row)
            elif _ERROR.fullmatch(cell.text):
                faults[cell.row].add(column.name)
            elif cell.text.strip():
                read[cell.row].append((column, value_of(cell)))
        # Cells with an error as the result of their formula are no cells of the grid.
        for left in grid.left:
            if left.reason == FAULT and left.row > header and left.column in columns:
                if columns[left.column].is_read:
                    faults[left.row].add(columns[left.column].name)
                filled.add(left.row)
        for row in sorted({*read, *filled, *faults}):
            values = read[row]
            if row in filled or row in faults or any(self._makes_request(*pair) for pair in values):
                yield {
                    "line": row,
                    "values": {c.name: self._understood(c, value) for c, value in values},
                    "faults": sorted(faults[row]),
                }

    def _makes_request(self, column: RegisterColumn, value: Value) -> bool:
        """Tell whether a filled cell shows that its row holds a request.

        Ordinals and “Không” do not: clerks often fill them in ahead, down empty rows.
        """
        words = self._lists.get(column.name)
        return column.shape != "number" and (words is None or words.find(value) != "no")

    def _understood(self, column: RegisterColumn, value: Value) -> object:
        """Return the meaning of a cell without the typed text, which may hold a name.

        It is a day (ISO), a sum, the digest of an ordinal, [key, most similar label] of a word of a short
        list, or the ids of grounds of refusal.
        """
        if column.shape == "day":
            day = day_of(value, date_1904=self._book.date_1904)
            return day.isoformat() if day is not None else None
        if column.shape == "money":
            return money_of(value)
        if column.shape == "number":
            # The parent only compares ordinals with each other: a digest is enough, and shows no text.
            return hashlib.blake2b(number_of(value).encode(), digest_size=8).hexdigest()
        words = self._lists.get(column.name)
        if words is None:
            # Ids of grounds of refusal.
            text = unicodedata.normalize("NFC", value).casefold() if isinstance(value, str) else ""
            return [word for word in _ID.findall(text) if word in self._grounds]
        if isinstance(value, float) and value.is_integer():
            value = str(int(value))
        code = words.find(value)
        return [code, "" if code is not None else words.near(value)]


def _refuse_far_cells(grid: Grid) -> None:
    """Raise `_WrongError` (TT705) for the first filled cell beyond the last row or column that is read."""
    far = [(cell.row, cell.column) for cell in grid.left if cell.reason == FAR]
    far += [
        (cell.row, cell.column)
        for cell in _cells(grid)
        if cell.row > MAX_ROWS or cell.column > MAX_COLUMNS
    ]
    for row, column in sorted(far)[:1]:
        cell = address(grid.name, row, column)
        what = {"cell": cell, "rows": counted(MAX_ROWS), "columns": MAX_COLUMNS}
        raise _WrongError(_problem(rules.FAR_CELL, what, row, column))
