"""Rows → items: every value in its field, and what has no field in the remarks."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Mapping

from access_info.imports.lists import dates, rules
from access_info.imports.lists.contents import IDENTIFIER, TICK
from access_info.imports.lists.fields import FIELDS, ID, NUMBER_AND_DAY, ORDER, ListName
from access_info.imports.lists.headings import meanings
from access_info.imports.lists.links import links_of
from access_info.imports.lists.marks import goes_on, is_order
from access_info.imports.lists.repeats import Repeats
from access_info.imports.lists.rows import Row
from access_info.imports.lists.tables import Column, Table
from access_info.imports.office.grid import Cell
from access_info.model.types import fold
from access_info.problems import Location, Problem

NOTE, GROUP, DAY = "ghi_chu", "nhom", "ngay_ban_hanh"
_JOIN = "; "


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


class ItemReader:
    """Makes items of the rows of one table.

    Attributes:
        problems: What could not be placed.
        fills_groups: Whether a group is written in its first row alone, and holds for those below.
        repeats: Which cells said “như trên”, and what they meant.
    """

    def __init__(self, table: Table, name: ListName, path: str) -> None:
        """Prepares for a table.

        Args:
            table: The table.
            name: Which list it is.
            path: The file, absolute, with `/`.
        """
        self.problems: list[Problem] = []
        self._table = table
        self._name = name
        self._path = path
        self.fills_groups = _has_gaps(table)
        self.repeats = Repeats()
        self._group = ""
        self._given = {column.field for column in table.columns} & {*FIELDS[name]}
        if table.column(NUMBER_AND_DAY) is not None:
            self._given |= {"so_ky_hieu", DAY}

    def item(self, row: Row) -> NewItem:
        """The item of a row."""
        fields = dict.fromkeys(FIELDS[self._name], "")
        remarks: list[str] = []
        notes: list[str] = []
        addresses: tuple[str, ...] = ()
        forms = id_ = ""
        for column in self._table.columns:
            for cell in self._cells(row, column):
                notes += cell.notes
                if column.field == ORDER:
                    remarks += self._beside_number(cell, column)
                elif column.field == ID:
                    id_, said = _identifier(cell, column)
                    remarks += said
                elif column.field == "dia_chi":
                    found, said = self._addresses(cell, column)
                    addresses = tuple(dict.fromkeys((*addresses, *found)))
                    remarks += said
                elif column.field in {DAY, NUMBER_AND_DAY, "so_ky_hieu"}:
                    remarks += self._dated(cell, column, fields)
                elif column.field == "hinh_thuc":
                    text = self._form(cell, column)
                    self._add(fields, column.field, " ".join(text.split()))
                    forms = f"{forms}{' ' if goes_on(text) else chr(10)}{text}".strip()
                    remarks += self._led_to(cell, "")
                elif column.field:
                    self._add(fields, column.field, cell.flat)
                    remarks += self._led_to(cell, "")
                elif cell.flat or cell.links:
                    remarks += self._unplaced(cell, column)
        remarks += self._beside(row)
        remarks += [f"Chú thích: {note}" for note in dict.fromkeys(notes)]
        fields["dia_chi"] = _JOIN.join(addresses)
        self._grouped(row, fields, remarks)
        fields[NOTE] = _JOIN.join(part for part in (fields[NOTE], *dict.fromkeys(remarks)) if part)
        # A day that stood beside a number is given like one of its own column.
        given = self._given | {field for field in (NOTE, DAY) if fields.get(field)}
        return NewItem(
            given=frozenset(given | ({GROUP} & {*fields} if row.group else set())),
            fields={key: fields[key] for key in FIELDS[self._name]},
            addresses=addresses,
            forms=forms,
            id=id_,
            mark=row.mark,
            table=self._table.sheet.grid.title,
            row=row.number,
            number=self._table.sheet.grid.number,
            groups=row.group,
        )

    def _cells(self, row: Row, column: Column) -> Iterator[Cell]:
        cell = row.cells.get(column.number)
        if cell is not None and (cell.flat or cell.links or cell.notes):
            meant = cell if column.field == ORDER else self.repeats.meant(cell, column)
            if meant is not None:
                yield meant
        for more in row.more:
            if more.column == column.number:
                yield more

    @staticmethod
    def _add(fields: dict[str, str], field: str, text: str) -> None:
        """Adds text: a title goes on, anything else is one more."""
        if not fields[field]:
            fields[field] = text
        elif field == "so_ky_hieu" and fields[field].endswith(("-", "/")):
            fields[field] += text
        elif text and text not in fields[field].split(_JOIN):
            fields[field] += (" " if field == "ten" or goes_on(text) else _JOIN) + text

    def _beside_number(self, cell: Cell, column: Column) -> list[str]:
        """What stands in the column of numbers and is none."""
        if is_order(cell.flat):
            return []
        return [f"{column.heading or 'STT'}: {cell.flat}"]

    def _beside(self, row: Row) -> list[str]:
        """What stands in columns of which the headings know nothing."""
        known = {column.number for column in self._table.columns}
        cells = [cell for number, cell in row.cells.items() if number not in known]
        cells += [cell for cell in row.more if cell.column not in known]
        nameless = (Column(cell.column, "", "", "không rõ") for cell in cells)
        return [said for cell, one in zip(cells, nameless, strict=True)
                for said in self._unplaced(cell, one)]  # fmt: skip

    def _form(self, cell: Cell, column: Column) -> str:
        """A form of disclosure as typed, or the one whose column is ticked."""
        form = _last(column.heading)
        if TICK.fullmatch(cell.flat):
            return form
        ticked = form != column.heading and "hinh_thuc" not in meanings(form, self._name)
        return f"{form} ({cell.flat})" if ticked else cell.text

    def _addresses(self, cell: Cell, column: Column) -> tuple[tuple[str, ...], list[str]]:
        """The addresses of a cell, and words that say more than they do."""
        found = links_of(cell.text, cell.links)
        place, where = self._place(cell)
        for address in found.refused:
            self.problems.append(rules.LINK_UNSAFE.at(place, cell=where, text=address))
        if found.empty:
            self.problems.append(rules.LINK_MISSING.at(place, cell=where, text=cell.flat))
        if not found.addresses and found.rest:
            return (found.rest,), []
        heading = column.heading or "Địa chỉ"
        # Words around an address say nothing without it.
        rest = found.rest if found.rest in cell.flat else cell.flat
        return found.addresses, [f"{heading}: {rest}"] if rest else []

    def _led_to(self, cell: Cell, heading: str) -> list[str]:
        """Addresses that a cell of words leads to."""
        if not cell.links:
            return []
        found = links_of("", cell.links)
        place, where = self._place(cell)
        for address in found.refused:
            self.problems.append(rules.LINK_UNSAFE.at(place, cell=where, text=address))
        ahead = f"{heading}: " if heading else "Liên kết: "
        return [f"{ahead}{address}" for address in found.addresses if address not in cell.flat]

    def _dated(self, cell: Cell, column: Column, fields: dict[str, str]) -> list[str]:
        """Fills number and day; returns what they cannot hold."""
        remarks = self._led_to(cell, "")
        if column.field == DAY:
            day = self._day(cell)
            if day or not cell.flat:
                fields[DAY] = fields[DAY] or day or ""
                return remarks
            year = dates.year_of_quarter(cell.flat)
            if year:
                fields[DAY] = fields[DAY] or year
            else:
                place, where = self._place(cell)
                self.problems.append(rules.DAY_UNREAD.at(place, cell=where, text=cell.flat))
            return [*remarks, f"{_last(column.heading) or 'Ngày ban hành'}: {cell.flat}"]
        apart = dates.divided(cell.text)
        if apart is None:
            only = self._day(cell) if column.field == NUMBER_AND_DAY else None
            if only:
                fields[DAY] = fields[DAY] or only
            else:
                self._add(fields, "so_ky_hieu", dates.whole_number(cell.text))
            return remarks
        number, day, rest = apart
        self._add(fields, "so_ky_hieu", number)
        if fields[DAY] and fields[DAY] != day:
            remarks.append(f"{_last(column.heading)}: {cell.flat}")
        fields[DAY] = fields[DAY] or day
        if rest:
            remarks.append(f"{_last(column.heading)}: {cell.flat}")
        return remarks

    def _day(self, cell: Cell) -> str | None:
        if cell.kind == "date":
            return cell.value
        found = dates.part_of_day(cell.flat)
        return found or dates.day_of_serial(cell.value if cell.kind == "number" else cell.flat)

    def _unplaced(self, cell: Cell, column: Column) -> list[str]:
        heading = (column.heading or "").replace(" / ", " ").strip()
        text = cell.flat
        if cell.kind == "number" and fold(heading).startswith(("ma-tthc", "ma-thu-tuc", "ma-so-t")):
            # A code such as 1.000590, of which a number loses the last zeros.
            whole, _, digits = cell.value.partition(".")
            text = f"{whole}.{digits:0<6}" if digits else text
        said = [f"{heading}: {text}" if heading else text] if text else []
        return [*said, *self._led_to(cell, heading)]

    def _grouped(self, row: Row, fields: dict[str, str], remarks: list[str]) -> None:
        named = _JOIN.join(row.group) if len(row.group) > 1 else "".join(row.group)
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

    def _place(self, cell: Cell) -> tuple[Location, str]:
        where = self._table.sheet.grid.address(cell.row, cell.column)
        return Location(self._path, cell.row, cell.column), where


def _identifier(cell: Cell, column: Column) -> tuple[str, list[str]]:
    """The id that a cell gives, and what it says when that is no id."""
    if IDENTIFIER.fullmatch(cell.flat):
        return cell.flat, []
    return "", [f"{column.heading}: {cell.flat}"]


def _last(heading: str) -> str:
    """The lowest tier of a heading, which says enough for a remark."""
    return heading.rpartition(" / ")[2]


def _has_gaps(table: Table) -> bool:
    """Whether a column of groups is filled only where a group begins.

    Whoever writes the group in row after row leaves it out where there is none.
    """
    column = table.column(GROUP)
    if column is None:
        return False
    said = [cell.flat if cell else "" for cell in _down(table, column.number)]
    several = len({*said} - {""}) > 1
    return several and "" in said and all(a != b for a, b in itertools.pairwise(said) if a)


def _down(table: Table, number: int) -> Iterator[Cell | None]:
    return (table.sheet.seen(row).get(number) for row in table.rows)
