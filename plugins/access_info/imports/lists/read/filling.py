"""One row's cells → its fields, and remarks for what no field holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from access_info.imports.lists.locate.columns import ListColumn
from access_info.imports.lists.locate.contents import DOCUMENT, IDENTIFIER, TICK
from access_info.imports.lists.locate.row_kinds import is_mark
from access_info.imports.lists.locate.tables import ListTable
from access_info.imports.lists.read.day_cells import DAY, DAY_FIELDS, DayCells
from access_info.imports.lists.read.sorted_rows import ItemRow
from access_info.imports.lists.words import rules
from access_info.imports.lists.words.coded import CODED, code_of, says_only
from access_info.imports.lists.words.dates import span_of
from access_info.imports.lists.words.fields import (
    BARE_NUMBER,
    ID,
    KIND,
    LABELS,
    NUMBER_AND_DAY,
    ORDER,
    POSTED_FROM,
    POSTED_TO,
    REPLACED_BY,
    ListName,
)
from access_info.imports.lists.words.headings import lowest_tier, meanings
from access_info.imports.lists.words.links import links_of
from access_info.imports.lists.words.numbering import goes_on, is_order, listed
from access_info.model.declarations.types import fold
from access_info.model.vocabularies import SUPERSEDED
from access_info.office_files.document import Cell
from access_info.problems import Location, Problem

JOIN = "; "
# Texts whose lines are one text, whatever signs stand before them.
_WHOLE_TEXTS = frozenset({"ghi_chu", "dieu_kien", "thoi_diem", "can_cu", "nhom", "loai"})

# “Không số”, “(không có số)”: words that say that there is no number.
_NO_NUMBER = frozenset({"khong-so", "khong-co-so", "chua-co-so", "khong-co", "khong"})


@dataclasses.dataclass
class Filled:
    """What the cells of a row have said so far.

    Attributes:
        fields: Text by field.
        remarks: What no field holds.
        notes: Footnotes that cells refer to.
        addresses: Addresses, apart.
        forms: Forms of disclosure as typed, parted by line feeds.
        id: The id; "" for none.
        bare_number: The number of a document whose symbol has a column of its own.
    """

    fields: dict[str, str]
    remarks: list[str] = dataclasses.field(default_factory=list)
    notes: list[str] = dataclasses.field(default_factory=list)
    addresses: list[str] = dataclasses.field(default_factory=list)
    forms: str = ""
    id: str = ""
    bare_number: str = ""


class CellReader:
    """Reader that puts the cells of one table into fields.

    Attributes:
        problems: What could not be placed.
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
        self._path = path
        self._days = DayCells(table, self._place)
        self.problems: list[Problem] = self._days.problems
        self._by_field = {
            ORDER: self._order,
            ID: self._identifier,
            BARE_NUMBER: self._bare_number,
            "ten": self._title,
            "so_ky_hieu": self._number,
            NUMBER_AND_DAY: self._number,
            "hinh_thuc": self._forms,
            "dia_chi": self._addresses,
        }

    def fill(self, cell: Cell, column: ListColumn, into: Filled) -> None:
        """Put what a cell says into the field of its column, or into the remarks.

        Args:
            cell: The cell.
            column: Its column.
            into: What the row has said so far.
        """
        field = column.field
        if field == KIND or (column.number in self._table.marks.columns and is_mark(cell.flat)):
            return
        if field in self._by_field:
            self._by_field[field](cell, column, into)
        elif field in DAY_FIELDS:
            into.remarks += [*self._led_to(cell, ""), *self._days.fill(cell, column, into.fields)]
        elif field in CODED:
            into.remarks += [*self._led_to(cell, ""), *self._coded(cell, column, into.fields)]
        elif field:
            self._words(cell, column, into)
        elif cell.flat or cell.links:
            into.remarks += self.unplaced(cell, column)

    def _order(self, cell: Cell, column: ListColumn, into: Filled) -> None:
        """Keep as a remark what stands in the column of numbers and is none."""
        if not is_order(cell.flat):
            into.remarks.append(f"{column.heading or 'STT'}: {cell.flat}")

    def _identifier(self, cell: Cell, column: ListColumn, into: Filled) -> None:
        """Take the id that a cell gives; keep what is no id as a remark."""
        if IDENTIFIER.fullmatch(cell.flat):
            into.id = cell.flat
        else:
            into.remarks.append(f"{column.heading}: {cell.flat}")

    def _bare_number(self, cell: Cell, _: ListColumn, into: Filled) -> None:
        into.bare_number = f"{into.bare_number} {cell.flat}".strip()

    def _title(self, cell: Cell, _: ListColumn, into: Filled) -> None:
        _add(into.fields, "ten", cell.flat)
        self._lead(cell, into)

    def _number(self, cell: Cell, column: ListColumn, into: Filled) -> None:
        number, day, remark = self._days.number(cell, column, into.fields)
        if fold(number) in _NO_NUMBER:
            number = ""
        _add(into.fields, "so_ky_hieu", number)
        if day:
            into.fields[DAY] = into.fields[DAY] or day
        into.remarks += [remark] if remark else []
        self._lead(cell, into)

    def _words(self, cell: Cell, column: ListColumn, into: Filled) -> None:
        field = column.field
        span = span_of(cell.flat) if field == "thoi_han" and _is_posting(column) else None
        if span is not None:
            into.fields[POSTED_FROM], into.fields[POSTED_TO] = span
        else:
            several = [] if field in _WHOLE_TEXTS else listed(cell.text)
            _add(into.fields, field, JOIN.join(several) or cell.flat)
        into.remarks += self._led_to(cell, "")

    def _forms(self, cell: Cell, column: ListColumn, into: Filled) -> None:
        """Add forms of disclosure as typed, or the one whose column is ticked."""
        form = lowest_tier(column.heading)
        text = "\n".join(listed(cell.text)) or cell.text
        if TICK.fullmatch(cell.flat):
            text = form
        elif form != column.heading and "hinh_thuc" not in meanings(form, self._name):
            text = f"{form} ({cell.flat})"
        shown = JOIN.join(text.split("\n")) if listed(cell.text) else " ".join(text.split())
        _add(into.fields, "hinh_thuc", shown)
        into.forms = f"{into.forms}{' ' if goes_on(text) else chr(10)}{text}".strip()
        into.remarks += self._led_to(cell, "")

    def _addresses(self, cell: Cell, column: ListColumn, into: Filled) -> None:
        """Add the addresses of a cell; words that say more than they do are remarks."""
        links = links_of(cell.text, cell.links)
        self._refuse(cell, links.refused)
        if links.empty:
            place, where = self._place(cell)
            self.problems.append(rules.LINK_MISSING.at(place, cell=where, text=cell.flat))
        if not links.addresses and links.rest:
            if "hinh_thuc" in meanings(column.heading, self._name):
                # “Nơi đăng: Trang thông tin điện tử xã” says how, not where.
                self._forms(cell, column, into)
            else:
                into.addresses += listed(cell.text) or [links.rest]
            return
        into.addresses += links.addresses
        heading = column.heading or "Địa chỉ"
        # Words around an address say nothing without it.
        rest = links.rest if links.rest in cell.flat else cell.flat
        into.remarks += [f"{heading}: {rest}"] if rest else []

    def _lead(self, cell: Cell, into: Filled) -> None:
        """Add the addresses that the name or the number of an item links to."""
        if "dia_chi" not in into.fields:
            into.remarks += self._led_to(cell, "")
            return
        links = links_of("", cell.links)
        self._refuse(cell, links.refused)
        web = [address for address in links.addresses if address.startswith("http")]
        into.addresses += web
        into.remarks += [f"Liên kết: {target}" for target in links.addresses if target not in web]

    def _refuse(self, cell: Cell, addresses: Iterable[str]) -> None:
        place, where = self._place(cell)
        for address in addresses:
            self.problems.append(rules.LINK_UNSAFE.at(place, cell=where, text=address))

    def _coded(self, cell: Cell, column: ListColumn, fields: dict[str, str]) -> list[str]:
        """Fill a field of codes; return what stays in words."""
        field, remark = column.field, f"{lowest_tier(column.heading)}: {cell.flat}"
        code = code_of(field, cell.flat)
        if code:
            label = CODED[field][code]
            if not fields[field]:
                fields[field] = label
                replacing = DOCUMENT.search(cell.flat) if code == SUPERSEDED else None
                if replacing is not None and REPLACED_BY in fields:
                    fields[REPLACED_BY] = replacing[0].rstrip("-–. ")
                return [] if says_only(field, cell.flat) else [remark]
            return [] if fields[field] == label else [remark]
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
        return [remark] if cell.flat else []

    def posted_in_order(self, row: ItemRow, fields: dict[str, str]) -> list[str]:
        """Empty days of posting whose last comes first; return what stays in words.

        Args:
            row: The row.
            fields: The item's fields.
        """
        start, end = fields.get(POSTED_FROM, ""), fields.get(POSTED_TO, "")
        if not (start and end and end < start):
            return []
        place, where = self._place(next(iter(row.cells.values())))
        self.problems.append(rules.POSTED_REVERSED.at(place, cell=where, start=start, end=end))
        fields[POSTED_FROM] = fields[POSTED_TO] = ""
        return [f"Niêm yết: {start} – {end}"]

    def _led_to(self, cell: Cell, heading: str) -> list[str]:
        """List the addresses that a cell of words links to, as remarks."""
        if not cell.links:
            return []
        links = links_of("", cell.links)
        self._refuse(cell, links.refused)
        ahead = f"{heading}: " if heading else "Liên kết: "
        return [f"{ahead}{address}" for address in links.addresses if address not in cell.flat]

    def unplaced(self, cell: Cell, column: ListColumn) -> list[str]:
        """Return as remarks what a cell says that no field holds, behind its heading.

        Args:
            cell: The cell.
            column: Its column.
        """
        heading = (column.heading or "").replace(" / ", " ").strip()
        text = cell.flat
        if cell.kind == "number" and fold(heading).startswith(("ma-tthc", "ma-thu-tuc", "ma-so-t")):
            # A code such as 1.000590, of which a number loses the last zeros.
            whole, _, digits = cell.value.partition(".")
            text = f"{whole}.{digits:0<6}" if digits else text
        remarks = [f"{heading}: {text}" if heading else text] if text else []
        return [*remarks, *self._led_to(cell, heading)]

    def _place(self, cell: Cell) -> tuple[Location, str]:
        where = self._table.sheet.grid.address(cell.row, cell.column)
        return Location(self._path, cell.row, cell.column), where


def joined_number(number: str, symbol: str) -> str:
    """Join a number and a symbol from two columns: `123` and `TB-UBND` → `123/TB-UBND`."""
    number = number.rstrip("/").strip()
    if not symbol or symbol == number or symbol.startswith(f"{number}/"):
        return symbol or number
    return f"{number}/{symbol.lstrip('/ ')}"


def _add(fields: dict[str, str], field: str, text: str) -> None:
    """Add text to a field: a title goes on, anything else is one more entry."""
    if not fields[field]:
        fields[field] = text
    elif field == "so_ky_hieu" and fields[field].endswith(("-", "/")):
        fields[field] += text
    elif text and text not in fields[field].split(JOIN):
        fields[field] += (" " if field == "ten" or goes_on(text) else JOIN) + text


def _is_posting(column: ListColumn) -> bool:
    return "niem-yet" in fold(column.heading) or "dang" in fold(column.heading).split("-")
