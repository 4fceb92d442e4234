"""A register's table, as it comes from the child that read it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from access_info.imports.register.columns import RegisterColumn
from access_info.problems import Location, quotable


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

    def location(self, line: int, column: RegisterColumn) -> Location:
        """Return a cell's place for a problem: row and column of the sheet."""
        return Location(self.path, line, self.places[column.name])


def table_of(answer: Mapping[str, Any], path: str) -> RegisterTable:
    """Build the table from the child's answer.

    Args:
        answer: What `extract` made.
        path: The file, absolute, with `/`.
    """
    return RegisterTable(
        path=path,
        sheet=answer["sheet"],
        places=answer["places"],
        rows=tuple(
            RegisterRow(row["line"], row["values"], frozenset(row["faults"]))
            for row in answer["rows"]
        ),
    )


def address(sheet: str, row: int, column: int) -> str:
    """Name a cell as Excel's own formulas do: `Sổ!I14`, `'Sổ 2026'!I14`; `I14` in a CSV file."""
    from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell  # noqa: PLC0415 - seldom used

    cell = str(xl_rowcol_to_cell(row - 1, column - 1))
    return f"{quotable(str(quote_sheetname(sheet)))}!{cell}" if sheet else cell
