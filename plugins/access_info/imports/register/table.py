"""Columns, short lists and rows of a register, as the child process that reads it hands them to the parent.

This module imports nothing of the register's other modules, so that the child loads no more than it needs.
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
        name: The column's name in code.
        title: The header in the template.
        help: The explanation for the clerk who fills it in.
        example: A value as it is typed; "" for columns about people.
        shape: The kind of content of its cells.
        width: Width in the template, in characters.
        also: Other headers that mean the same column.
        past: Whether its day tells of something that has happened, and so cannot be in the future.
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
        """The column's title without words in brackets."""
        return self.title.partition(" (")[0]

    @property
    def is_read(self) -> bool:
        """Whether the column is read for the figures; free text, which may hold names, never is."""
        return self.shape != "text"


class Headings:
    """Lookup of the register's columns by the headers that mean them."""

    def __init__(self, columns: Iterable[RegisterColumn]) -> None:
        """Gather the titles of the columns, and other headers that mean the same."""
        self._columns = {
            fold(words): column
            for column in columns
            for words in (column.title, column.short, *column.also)
        }

    def find(self, header: object) -> RegisterColumn | None:
        """Return the column that a header means; `None` for an unknown header.

        Case, accents, spaces and words in brackets do not matter.
        """
        if not isinstance(header, str):
            return None
        return self._columns.get(fold(header)) or self._columns.get(fold(header.partition("(")[0]))


@dataclasses.dataclass(frozen=True)
class Vocabulary:
    """A short list of words that a column of the register allows.

    Attributes:
        labels: Key → the word that the drop-down list offers.
        synonyms: Folded word → the key that it means.
    """

    labels: dict[str, str]
    synonyms: dict[str, str]

    def find(self, value: object) -> str | None:
        """Return the key that a cell means, accents, case and spaces ignored; `None` for other words."""
        return self.synonyms.get(fold(value)) if isinstance(value, str) else None

    def near(self, value: object) -> str:
        """Return the label most like a cell's words, as a hint in a message; "" for none.

        The words themselves are never repeated: they may hold a name.
        """
        if not isinstance(value, str):
            return ""
        near = nearest(value[:80], self.synonyms)
        return self.labels[self.synonyms[near[0]]] if near else ""


@dataclasses.dataclass(frozen=True)
class RegisterRow:
    """A row of the register that holds a request, without anything as it was typed.

    Attributes:
        line: Number of the row in the sheet, from 1.
        values: Column name → the meaning of a filled cell: a day as ISO text, a sum, [key, most
            similar label] of a word, ids of grounds of refusal, or the digest of an ordinal. `None`
            (or no key, no id) for a cell that was not understood.
        faults: Names of the columns whose formula resulted in an error.
    """

    line: int
    values: Mapping[str, Any]
    faults: frozenset[str]

    @property
    def filled(self) -> frozenset[str]:
        """Names of the columns whose cell is filled, understood or not."""
        return self.faults.union(self.values)


@dataclasses.dataclass(frozen=True, kw_only=True)
class RegisterTable:
    """The table of a register, as the child process handed it over.

    Attributes:
        path: The file, absolute, with `/`.
        sheet: Name of the sheet; "" for a CSV file.
        places: Column name → number of the column in the sheet, from 1.
        rows: The rows that hold a request, from the top.
    """

    path: str
    sheet: str
    places: Mapping[str, int]
    rows: Sequence[RegisterRow]

    def address(self, line: int, column: RegisterColumn) -> str:
        """Return the address of a row's cell in a column, for people: `Sổ!I14`."""
        return address(self.sheet, line, self.places[column.name])

    def problem(
        self, rule: Rule, line: int, column: RegisterColumn, /, **values: object
    ) -> Problem:
        """Return a problem at a row's cell in a column; its message names the cell's address."""
        place = Location(self.path, line, self.places[column.name])
        return rule.at(place, cell=self.address(line, column), **values)


def address(sheet: str, row: int, column: int) -> str:
    """Return a cell's address as Excel writes it: `Sổ!I14`, `'Sổ 2026'!I14`; `I14` in a CSV file."""
    from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell  # noqa: PLC0415 - seldom used

    cell = str(xl_rowcol_to_cell(row - 1, column - 1))
    return f"{quotable(str(quote_sheetname(sheet)))}!{cell}" if sheet else cell
