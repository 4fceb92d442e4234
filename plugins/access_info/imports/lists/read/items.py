"""Rows → items: every value in its field, and what has no field in the remarks."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from access_info.imports.lists.locate.columns import ListColumn
from access_info.imports.lists.locate.tables import ListTable
from access_info.imports.lists.read.day_cells import DAY
from access_info.imports.lists.read.filling import JOIN, CellReader, Filled, joined_number
from access_info.imports.lists.read.repeats import Repeats
from access_info.imports.lists.read.sorted_rows import ItemRow
from access_info.imports.lists.words.fields import (
    BARE_NUMBER,
    FIELDS,
    NUMBER_AND_DAY,
    ORDER,
    POSTED_FROM,
    POSTED_TO,
    REPLACED_BY,
    ListName,
)
from access_info.model.declarations.types import fold
from access_info.office_files.document import Cell
from access_info.problems import Problem

# A row of a file: the number of its grid, and its own.
Row: TypeAlias = tuple[int, int]
NOTE, GROUP = "ghi_chu", "nhom"
_ELSEWHERE = (NOTE, DAY, "dia_chi", "hinh_thuc", POSTED_FROM, POSTED_TO, REPLACED_BY)


@dataclasses.dataclass(frozen=True, kw_only=True)
class NewItem:
    """An item as a file has it.

    Attributes:
        fields: Text by field; "" for none. A day is told as the data writes it.
        addresses: Its addresses, apart.
        forms: Its forms of disclosure as typed, its lines parted by line feeds.
        id: The id that the file gives it; "" for none.
        mark: Its number of order.
        table: What its table is called.
        row: Number of its row.
        number: Number of its grid.
        groups: Names of its groups, outermost first.
        given: The fields that its table has a column for, be they filled or not.
    """

    fields: Mapping[str, str]
    addresses: tuple[str, ...] = ()
    forms: str = ""
    id: str = ""
    mark: str = ""
    table: str = ""
    row: int = 0
    number: int = 0
    groups: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()

    @property
    def place(self) -> Row:
        """Where it stands in the file."""
        return self.number, self.row


class ItemReader:
    """Reader that makes items of the rows of one table.

    Attributes:
        problems: What could not be placed.
        fills_groups: Whether a group is written in its first row alone, and holds for those below.
        repeats: Which cells said “như trên”, and what they meant.
    """

    def __init__(self, table: ListTable, name: ListName, path: str) -> None:
        """Prepare for a table.

        Args:
            table: The table.
            name: Which list it is.
            path: The file, absolute, with `/`.
        """
        self._table = table
        self._name = name
        self._reader = CellReader(table, name, path)
        self.problems: list[Problem] = self._reader.problems
        self.fills_groups = _has_gaps(table)
        self.repeats = Repeats()
        self._group = ""
        self._given = {column.field for column in table.columns} & {*FIELDS[name]}
        if table.column(NUMBER_AND_DAY) is not None:
            self._given |= {"so_ky_hieu", DAY}
        if table.column(BARE_NUMBER) is not None:
            self._given |= {"so_ky_hieu"}

    def item(self, row: ItemRow) -> NewItem:
        """Make the item of a row."""
        into = Filled(dict.fromkeys(FIELDS[self._name], ""))
        for column in self._table.columns:
            for cell in self._cells(row, column):
                into.notes += cell.notes
                self._reader.fill(cell, column, into)
        fields = into.fields
        if into.bare_number:
            fields["so_ky_hieu"] = joined_number(into.bare_number, fields["so_ky_hieu"])
        into.remarks += [*self._reader.posted_in_order(row, fields), *self._unheaded(row)]
        into.remarks += [f"Chú thích: {note}" for note in dict.fromkeys(into.notes)]
        addresses = tuple(dict.fromkeys(into.addresses))
        if "dia_chi" in fields:
            fields["dia_chi"] = JOIN.join(addresses)
        self._grouped(row, fields, into.remarks)
        remarks = dict.fromkeys(into.remarks)
        fields[NOTE] = JOIN.join(part for part in (fields[NOTE], *remarks) if part)
        # What stood in the column of another field is given like what has a column of its own.
        given = self._given | {field for field in _ELSEWHERE if fields.get(field)}
        return NewItem(
            given=frozenset(given | ({GROUP} & {*fields} if row.group else set())),
            fields=fields,
            addresses=addresses,
            forms=into.forms,
            id=into.id,
            mark=row.mark,
            table=self._table.sheet.grid.title,
            row=row.number,
            number=self._table.sheet.grid.number,
            groups=row.group,
        )

    def pass_over(self, row: ItemRow, *, is_closed: bool) -> None:
        """Take note of a row of another list, for “như trên” and groups in the rows below it.

        Args:
            row: The row.
            is_closed: Whether it is of the closed list: nothing of it is taken by a row below.
        """
        for column in self._table.columns:
            cell = row.cells.get(column.number)
            if cell is not None and is_closed:
                self.repeats.withhold(cell, column.number)
            elif cell is not None and column.field != ORDER:
                self.repeats.meant(cell, column)
            if column.field == GROUP and cell is not None and cell.flat:
                # A group that is only written where it begins holds for the rows below all the same.
                self._group = cell.flat

    def _cells(self, row: ItemRow, column: ListColumn) -> Iterator[Cell]:
        cell = row.cells.get(column.number)
        if cell is not None and (cell.flat or cell.links or cell.notes):
            meant = cell if column.field == ORDER else self.repeats.meant(cell, column)
            if meant is not None:
                yield meant
        for more in row.more:
            if more.column == column.number:
                yield more

    def _unheaded(self, row: ItemRow) -> list[str]:
        """Return as remarks what stands in columns that no heading is over."""
        known = {column.number for column in self._table.columns}
        cells = [cell for number, cell in row.cells.items() if number not in known]
        cells += [cell for cell in row.more if cell.column not in known]
        nameless = (ListColumn(cell.column, "", "", "không rõ") for cell in cells)
        return [remark for cell, column in zip(cells, nameless, strict=True)
                for remark in self._reader.unplaced(cell, column)]  # fmt: skip

    def _grouped(self, row: ItemRow, fields: dict[str, str], remarks: list[str]) -> None:
        named = JOIN.join(row.group) if len(row.group) > 1 else "".join(row.group)
        if GROUP not in fields:
            if named:
                remarks.insert(0, f"Nhóm: {named}")
            return
        if self.fills_groups:
            self._group = fields[GROUP] or self._group
            fields[GROUP] = self._group
        if not fields[GROUP]:
            fields[GROUP] = " - ".join(row.group)
        elif named and fold(named) != fold(fields[GROUP]):
            fields[GROUP] = f"{' - '.join(row.group)} - {fields[GROUP]}"


def _has_gaps(table: ListTable) -> bool:
    """Tell whether a column of groups is filled only where a group begins.

    Whoever writes the group in row after row leaves it out where there is none.
    """
    column = table.column(GROUP)
    if column is None:
        return False
    texts = [cell.flat if cell else "" for cell in _down(table, column.number)]
    several = len({*texts} - {""}) > 1
    return several and "" in texts and all(a != b for a, b in itertools.pairwise(texts) if a)


def _down(table: ListTable, number: int) -> Iterator[Cell | None]:
    return (table.sheet.seen(row).get(number) for row in table.rows)
