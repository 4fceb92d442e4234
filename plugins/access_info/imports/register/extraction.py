"""Find the register in a file, inside the child; of what it holds, only what is counted leaves.

Columns about people and of free text are dropped before anything else is done. Of the rest a day, a
sum, a key of a short list or the id of a ground leaves, never what was typed: a name may have
slipped into any cell.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from access_info.imports.office import read_any
from access_info.imports.register import rules
from access_info.imports.register.cells import (
    Value,
    as_word,
    day_of,
    is_empty,
    money_of,
    number_of,
    value_of,
)
from access_info.imports.register.columns import (
    COLUMNS,
    COMPLAINT,
    GROUND,
    LAWSUIT,
    NUMBER,
    RegisterColumn,
    column_of,
)
from access_info.imports.register.table import address
from access_info.imports.register.words import ANSWERS, Vocabulary, YesOrNo
from access_info.office_files.document import Book, Cell, Grid
from access_info.office_files.limits import MOST_COLUMNS, MOST_ROWS, Purpose
from access_info.office_files.refusal import RefusedFileError, counted
from access_info.office_files.workbook import FAR, FAULT
from access_info.problems import Rule

HEADER_WITHIN = 30
# Fewer headings than these are a table of something else.
_FEWEST = 6
_ID = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# An error of a formula, where a program writes it as text: `#REF!`, `#N/A`, `Err:502`; not `#1`.
_ERROR = re.compile(r"#(?:REF|VALUE|NUM|NULL|DIV/0)!|#NAME\?|#N/A|Err:\d{3}")


class _WrongError(Exception):
    """Problems of the register as a whole, for which it is not read."""

    def __init__(self, *problems: dict[str, Any]) -> None:
        super().__init__()
        self.problems = problems


def extract(
    content: bytes, _name: str, *, choices: Mapping[str, Any], grounds: Iterable[str]
) -> dict[str, Any]:
    """Read a register into what may leave the child: its table, or what is wrong with it.

    Args:
        content: The file.
        choices: Labels and synonyms of each short list, by column.
        grounds: Ids of grounds of refusal, as they are compared.
    """
    try:
        book = read_any(content, Purpose.REGISTER)
        grid, header = _register(book)
        places = _places(grid, header)
        far = _far(grid)
    except RefusedFileError as refused:
        return {"refused": refused.code, "values": refused.values}
    except _WrongError as wrong:
        return {"problems": wrong.problems}
    if far is not None:
        return {"problems": [far]}
    lists = {name: Vocabulary(**choice) for name, choice in choices.items()}
    reader = _RegisterRows(book, lists, frozenset(grounds))
    return {
        "sheet": grid.name,
        "places": places,
        "rows": list(reader.rows(grid, header, places)),
    }


def _problem(
    rule: Rule, values: Mapping[str, object], row: int = 1, column: int = 1
) -> dict[str, Any]:
    return {"code": rule.code, "row": row, "column": column, "values": values}


def _cells(grid: Grid) -> Iterator[Cell]:
    """Yield a sheet's cells that hold text, hidden ones too: a hidden request is a request."""
    return (cell for cell in (*grid.cells, *grid.concealed) if cell.text)


def _register(book: Book) -> tuple[Grid, int]:
    """Return the one visible grid that is a register, and the row of its header."""
    registers = [
        (grid, header)
        for grid in book.grids
        if not grid.hidden and (header := _header_of(grid)) is not None
    ]
    if not registers:
        raise _WrongError(_problem(rules.NO_REGISTER, {"rows": HEADER_WITHIN}))
    if len(registers) > 1:
        both = {"first": registers[0][0].title, "second": registers[1][0].title}
        raise _WrongError(_problem(rules.TWO_REGISTERS, both))
    return registers[0]


def _header_of(grid: Grid) -> int | None:
    """Return the row with most of the register's headings, or `None` if it has too few."""
    known: dict[int, set[str]] = defaultdict(set)
    for cell in _cells(grid):
        column = column_of(cell.text) if cell.row <= HEADER_WITHIN else None
        if column is not None:
            known[cell.row].add(column.name)
    header = max(sorted(known), key=lambda row: len(known[row]), default=0)
    return header if len(known[header]) >= _FEWEST else None


def _places(grid: Grid, header: int) -> dict[str, int]:
    """Find the number of each known column; raise `_WrongError` if one is doubled or missing."""
    places: dict[str, int] = {}
    problems = []
    headings = {cell.column: cell.text for cell in _cells(grid) if cell.row == header}
    for number, heading in sorted(headings.items()):
        column = column_of(heading)
        if column is None:
            continue
        if column.name in places and column.is_read:
            cell, first = (address(grid.name, header, at) for at in (number, places[column.name]))
            both = {"cell": cell, "first": first, "column": column.short}
            problems.append(_problem(rules.DOUBLE_COLUMN, both, header, number))
        places.setdefault(column.name, number)
    missing = [column for column in COLUMNS if column.is_read and column.name not in places]
    for number, column in enumerate(missing, max(headings) + 1):
        cell = address(grid.name, header, number)
        what = {"cell": cell, "column": column.short}
        problems.append(_problem(rules.MISSING_COLUMN, what, header, number))
    if problems:
        raise _WrongError(*problems)
    return places


def _far(grid: Grid) -> dict[str, Any] | None:
    """Return the first cell that lies too far away to be read, as a problem."""
    left = [(cell.row, cell.column) for cell in grid.left if cell.reason == FAR]
    beyond = [
        (cell.row, cell.column)
        for cell in _cells(grid)
        if cell.row > MOST_ROWS or cell.column > MOST_COLUMNS
    ]
    for row, column in sorted([*left, *beyond])[:1]:
        cell = address(grid.name, row, column)
        what = {"cell": cell, "rows": counted(MOST_ROWS), "columns": MOST_COLUMNS}
        return _problem(rules.FAR_CELL, what, row, column)
    return None


class _RegisterRows:
    """The reader of what may leave the child of the rows below the header."""

    def __init__(
        self, book: Book, lists: Mapping[str, Vocabulary], grounds: frozenset[str]
    ) -> None:
        self._date_1904 = book.date_1904
        self._lists = lists
        self._grounds = grounds

    def rows(self, grid: Grid, header: int, places: Mapping[str, int]) -> Iterator[dict[str, Any]]:
        """Yield each row that holds a request; columns that are not read are dropped first."""
        by_number = {number: name for name, number in places.items()}
        ours = {column.name: column for column in COLUMNS}
        read: dict[int, dict[RegisterColumn, Value]] = defaultdict(dict)
        filled: set[int] = set()
        faults: dict[int, set[str]] = defaultdict(set)
        for cell in _cells(grid):
            column = ours.get(by_number.get(cell.column, ""))
            if column is None or cell.row <= header:
                continue
            if not column.is_read:
                filled.add(cell.row)
            elif _ERROR.fullmatch(cell.text):
                faults[cell.row].add(column.name)
            else:
                read[cell.row][column] = value_of(cell)
        for left in grid.left:
            if left.reason == FAULT and left.row > header and left.column in by_number:
                column = ours[by_number[left.column]]
                if column.is_read:
                    faults[left.row].add(column.name)
                filled.add(left.row)
        for row in sorted({*read, *filled, *faults}):
            values = {column: value for column, value in read[row].items() if not is_empty(value)}
            if row in filled or row in faults or any(map(_makes_request, values, values.values())):
                yield {
                    "line": row,
                    "values": {c.name: self._understood(c, v) for c, v in values.items()},
                    "faults": sorted(faults[row]),
                }

    def _understood(self, column: RegisterColumn, value: Value) -> object:
        """Return what a cell means; nothing of how it was typed."""
        if column.shape == "day":
            day = day_of(value, date_1904=self._date_1904)
            return day.isoformat() if day is not None else None
        if column.shape == "money":
            return money_of(value)
        if column == NUMBER:
            # Only compared with others of its kind.
            return hashlib.blake2b(number_of(value).encode(), digest_size=8).hexdigest()
        if column == GROUND:
            return self._ids(value)
        words, word = self._lists[column.name], as_word(value)
        code = words.find(word)
        return [code, "" if code is not None else words.near(word)]

    def _ids(self, value: Value) -> list[str]:
        """Return the ids of grounds among the words of a cell."""
        text = unicodedata.normalize("NFC", value).casefold() if isinstance(value, str) else ""
        return [word for word in _ID.findall(text) if word in self._grounds]


def _makes_request(column: RegisterColumn, value: Value) -> bool:
    """Tell whether a cell makes its row a request: some are often filled in ahead."""
    if column == NUMBER:
        return False
    return column not in {COMPLAINT, LAWSUIT} or ANSWERS.find(value) != YesOrNo.NO
