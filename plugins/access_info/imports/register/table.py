"""A register's columns, short lists and rows, as they pass between the child that reads it and its parent.

Nothing of the room is imported here: the child loads no more of it than it needs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from access_info.model.types import fold, nearest
from access_info.office_files.limits import MAX_ROWS
from access_info.problems import Location, Problem, Rule, quotable

# A year's costs are a count of at most 12 digits, whatever the number of rows.
MAX_COST = 10**12 // MAX_ROWS - 1
# A "word" is one of a short list; "text" is free and is never read.
Shape: TypeAlias = Literal["number", "day", "word", "money", "text"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class RegisterColumn:
    """One column of the register.

    Attributes:
        name: Name in code.
        title: What stands in the header.
        help: What the clerk writes there.
        example: One value as it is typed; "" for columns about people.
        shape: What its cells hold.
        width: Characters that the sheet shows.
        also: Other headers that mean the same.
        past: Whether its day tells what happened, and so cannot lie ahead.
    """

    name: str
    title: str
    help: str
    example: str = ""
    shape: Shape = "text"
    width: float = 10.5
    also: Sequence[str] = dataclasses.field(default=(), hash=False)
    past: bool = False

    @property
    def short(self) -> str:
        """Its title without what is in brackets."""
        return self.title.partition(" (")[0]

    @property
    def is_read(self) -> bool:
        """Whether figures are made from it; without it a register cannot be counted."""
        return self.shape != "text"


class Headings:
    """The columns of the register by the headers that mean them."""

    def __init__(self, columns: Iterable[RegisterColumn]) -> None:
        """Gather titles and what else means the same."""
        self._columns = {
            fold(words): column
            for column in columns
            for words in (column.title, column.short, *column.also)
        }

    def find(self, header: object) -> RegisterColumn | None:
        """Return the column that a header means; case, accents, spaces, bracketed words do not matter."""
        if not isinstance(header, str):
            return None
        return self._columns.get(fold(header)) or self._columns.get(fold(header.partition("(")[0]))


@dataclasses.dataclass(frozen=True)
class Vocabulary:
    """A short list of words that a column of the register allows.

    Attributes:
        labels: What the drop-down list offers, by key.
        synonyms: Folded words that mean a key.
    """

    labels: dict[str, str]
    synonyms: dict[str, str]

    def find(self, value: object) -> str | None:
        """Return the key that a cell means; accents, case and spaces do not matter."""
        return self.synonyms.get(fold(value)) if isinstance(value, str) else None

    def near(self, value: object) -> str:
        """Return the label most like a cell's words, or ""; the words themselves stay secret."""
        if not isinstance(value, str):
            return ""
        near = nearest(value[:80], self.synonyms)
        return self.labels[self.synonyms[near[0]]] if near else ""


@dataclasses.dataclass(frozen=True)
class RegisterRow:
    """A row that holds a request.

    Attributes:
        line: Its number in the sheet, from 1.
        values: What its cells mean, by name of the column, where they hold anything: a day as ISO
            text, a sum, the key of a word with the label most like it, ids of grounds, the digest of
            a number of order; `None` (or no key, no id) for what was not understood.
        faults: Names of the columns whose formula came out as an error.
    """

    line: int
    values: Mapping[str, Any]
    faults: frozenset[str]

    @property
    def filled(self) -> frozenset[str]:
        """Names of the columns in which anything stands, be it understood or not."""
        return self.faults.union(self.values)


@dataclasses.dataclass(frozen=True, kw_only=True)
class RegisterTable:
    """A register's table.

    Attributes:
        path: The file, absolute, with `/`.
        sheet: Name of its sheet; "" for a CSV file.
        places: Number of each column in the sheet, from 1, by its name.
        rows: Rows that hold a request, from the top.
    """

    path: str
    sheet: str
    places: Mapping[str, int]
    rows: Sequence[RegisterRow]

    def address(self, line: int, column: RegisterColumn) -> str:
        """Return a cell's address, `Sổ!I14`."""
        return address(self.sheet, line, self.places[column.name])

    def problem(
        self, rule: Rule, line: int, column: RegisterColumn, /, **values: object
    ) -> Problem:
        """Return a problem at a cell."""
        place = Location(self.path, line, self.places[column.name])
        return rule.at(place, cell=self.address(line, column), **values)


def address(sheet: str, row: int, column: int) -> str:
    """Return the address of a cell as Excel's own formulas do: `Sổ!I14`, `'Sổ 2026'!I14`; `I14` in a CSV file."""
    from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell  # noqa: PLC0415 - seldom used

    cell = str(xl_rowcol_to_cell(row - 1, column - 1))
    return f"{quotable(str(quote_sheetname(sheet)))}!{cell}" if sheet else cell
