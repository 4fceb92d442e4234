"""Rows → items: every value in its field, and what has no field in the remarks."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping

from access_info.imports.lists import rules
from access_info.imports.lists.coded import CODED, code_of, says_only
from access_info.imports.lists.contents import IDENTIFIER, TICK
from access_info.imports.lists.dates import span_of
from access_info.imports.lists.day_cells import DAY, DAY_FIELDS, DayCells
from access_info.imports.lists.fields import (
    BARE_NUMBER,
    FIELDS,
    ID,
    KIND,
    LABELS,
    NUMBER_AND_DAY,
    ORDER,
    POSTED_FROM,
    POSTED_TO,
    ListName,
)
from access_info.imports.lists.headings import meanings
from access_info.imports.lists.links import links_of
from access_info.imports.lists.marks import goes_on, is_order, listed
from access_info.imports.lists.repeats import Repeats
from access_info.imports.lists.row_kinds import is_mark
from access_info.imports.lists.rows import Row
from access_info.imports.lists.tables import Column, Table
from access_info.imports.office.grid import Cell
from access_info.model.types import fold
from access_info.problems import Location, Problem

NOTE, GROUP = "ghi_chu", "nhom"
_JOIN = "; "
# Texts whose lines are one text, whatever signs stand before them.
_WHOLE_TEXTS = frozenset({NOTE, "dieu_kien", "thoi_diem", "can_cu", GROUP, "loai"})
_ELSEWHERE = (NOTE, DAY, "dia_chi", "hinh_thuc", POSTED_FROM, POSTED_TO)


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


@dataclasses.dataclass
class _Filled:
    """What the cells of a row have said so far."""

    fields: dict[str, str]
    remarks: list[str] = dataclasses.field(default_factory=list)
    notes: list[str] = dataclasses.field(default_factory=list)
    addresses: list[str] = dataclasses.field(default_factory=list)
    forms: str = ""
    id: str = ""
    bare_number: str = ""


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
        self._table = table
        self._name = name
        self._path = path
        self._days = DayCells(table, self._place)
        self.problems: list[Problem] = self._days.problems
        self.fills_groups = _has_gaps(table)
        self.repeats = Repeats()
        self._group = ""
        self._given = {column.field for column in table.columns} & {*FIELDS[name]}
        if table.column(NUMBER_AND_DAY) is not None:
            self._given |= {"so_ky_hieu", DAY}
        if table.column(BARE_NUMBER) is not None:
            self._given |= {"so_ky_hieu"}

    def item(self, row: Row) -> NewItem:
        """The item of a row."""
        into = _Filled(dict.fromkeys(FIELDS[self._name], ""))
        for column in self._table.columns:
            for cell in self._cells(row, column):
                into.notes += cell.notes
                self._fill(cell, column, into)
        fields = into.fields
        if into.bare_number:
            fields["so_ky_hieu"] = _joined_number(into.bare_number, fields["so_ky_hieu"])
        into.remarks += self._beside(row)
        into.remarks += [f"Chú thích: {note}" for note in dict.fromkeys(into.notes)]
        addresses = tuple(dict.fromkeys(into.addresses))
        if "dia_chi" in fields:
            fields["dia_chi"] = _JOIN.join(addresses)
        self._grouped(row, fields, into.remarks)
        remarks = dict.fromkeys(into.remarks)
        fields[NOTE] = _JOIN.join(part for part in (fields[NOTE], *remarks) if part)
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

    def _fill(self, cell: Cell, column: Column, into: _Filled) -> None:
        """Puts what a cell says into the field of its column, or into the remarks."""
        field, fields = column.field, into.fields
        if field == KIND or (column.number in self._table.marks.columns and is_mark(cell.flat)):
            return
        if field == ORDER:
            into.remarks += self._beside_number(cell, column)
        elif field == ID:
            into.id, said = _identifier(cell, column)
            into.remarks += said
        elif field == BARE_NUMBER:
            into.bare_number = f"{into.bare_number} {cell.flat}".strip()
        elif field == "dia_chi":
            self._addresses(cell, column, into)
        elif field == "hinh_thuc":
            self._forms(cell, column, into)
        elif field in {NUMBER_AND_DAY, "so_ky_hieu"}:
            number, day, remark = self._days.number(cell, column, fields)
            self._add(fields, "so_ky_hieu", number)
            if day:
                fields[DAY] = fields[DAY] or day
            into.remarks += [remark] if remark else []
            self._lead(cell, into)
        elif field in DAY_FIELDS:
            into.remarks += [*self._led_to(cell, ""), *self._days.fill(cell, column, fields)]
        elif field in CODED:
            into.remarks += [*self._led_to(cell, ""), *self._coded(cell, column, fields)]
        elif field == "ten":
            self._add(fields, field, cell.flat)
            self._lead(cell, into)
        elif field:
            span = span_of(cell.flat) if field == "thoi_han" and _is_posting(column) else None
            if span is not None:
                fields[POSTED_FROM], fields[POSTED_TO] = span
            else:
                several = [] if field in _WHOLE_TEXTS else listed(cell.text)
                self._add(fields, field, _JOIN.join(several) or cell.flat)
            into.remarks += self._led_to(cell, "")
        elif cell.flat or cell.links:
            into.remarks += self._unplaced(cell, column)

    def pass_over(self, row: Row, *, is_closed: bool) -> None:
        """Takes note of a row of another list, for “như trên” and groups in the rows below it.

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

    def _forms(self, cell: Cell, column: Column, into: _Filled) -> None:
        """Adds forms of disclosure as typed, or the one whose column is ticked."""
        form = _last(column.heading)
        text = "\n".join(listed(cell.text)) or cell.text
        if TICK.fullmatch(cell.flat):
            text = form
        elif form != column.heading and "hinh_thuc" not in meanings(form, self._name):
            text = f"{form} ({cell.flat})"
        shown = _JOIN.join(text.split("\n")) if listed(cell.text) else " ".join(text.split())
        self._add(into.fields, "hinh_thuc", shown)
        into.forms = f"{into.forms}{' ' if goes_on(text) else chr(10)}{text}".strip()
        into.remarks += self._led_to(cell, "")

    def _addresses(self, cell: Cell, column: Column, into: _Filled) -> None:
        """Adds the addresses of a cell; words that say more than they do are remarks."""
        found = links_of(cell.text, cell.links)
        self._refuse(cell, found.refused)
        if found.empty:
            place, where = self._place(cell)
            self.problems.append(rules.LINK_MISSING.at(place, cell=where, text=cell.flat))
        if not found.addresses and found.rest:
            if "hinh_thuc" in meanings(column.heading, self._name):
                # “Nơi đăng: Trang thông tin điện tử xã” says how, not where.
                self._forms(cell, column, into)
            else:
                into.addresses += listed(cell.text) or [found.rest]
            return
        into.addresses += found.addresses
        heading = column.heading or "Địa chỉ"
        # Words around an address say nothing without it.
        rest = found.rest if found.rest in cell.flat else cell.flat
        into.remarks += [f"{heading}: {rest}"] if rest else []

    def _lead(self, cell: Cell, into: _Filled) -> None:
        """Adds where the name or the number of an item leads to."""
        if "dia_chi" not in into.fields:
            into.remarks += self._led_to(cell, "")
            return
        found = links_of("", cell.links)
        self._refuse(cell, found.refused)
        web = [one for one in found.addresses if one.startswith("http")]
        into.addresses += web
        into.remarks += [f"Liên kết: {one}" for one in found.addresses if one not in web]

    def _refuse(self, cell: Cell, addresses: Iterable[str]) -> None:
        place, where = self._place(cell)
        for address in addresses:
            self.problems.append(rules.LINK_UNSAFE.at(place, cell=where, text=address))

    def _coded(self, cell: Cell, column: Column, fields: dict[str, str]) -> list[str]:
        """Fills a field of codes; returns what stays in words."""
        field, said = column.field, f"{_last(column.heading)}: {cell.flat}"
        code = code_of(field, cell.flat)
        if code:
            label = CODED[field][code]
            if not fields[field]:
                fields[field] = label
                return [] if says_only(field, cell.flat) else [said]
            return [] if fields[field] == label else [said]
        if cell.flat:
            place, where = self._place(cell)
            self.problems.append(
                rules.WORDS_UNKNOWN.at(
                    place,
                    cell=where,
                    text=cell.flat,
                    label=LABELS[field],
                    how=", ".join(f"“{label}”" for label in CODED[field].values()),
                )
            )
        return [said] if cell.flat else []

    def _led_to(self, cell: Cell, heading: str) -> list[str]:
        """Addresses that a cell of words leads to."""
        if not cell.links:
            return []
        found = links_of("", cell.links)
        self._refuse(cell, found.refused)
        ahead = f"{heading}: " if heading else "Liên kết: "
        return [f"{ahead}{address}" for address in found.addresses if address not in cell.flat]

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


def _joined_number(number: str, symbol: str) -> str:
    """A document's number and its symbol, from two columns: `123` and `TB-UBND` → `123/TB-UBND`."""
    number = number.rstrip("/").strip()
    if not symbol or symbol == number or symbol.startswith(f"{number}/"):
        return symbol or number
    return f"{number}/{symbol.lstrip('/ ')}"


def _is_posting(column: Column) -> bool:
    return "niem-yet" in fold(column.heading) or "dang" in fold(column.heading).split("-")


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
