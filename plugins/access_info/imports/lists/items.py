"""Rows → items: every value in its field, and what has no field in the remarks."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from access_info.imports.lists import cells as dates
from access_info.imports.lists import rules
from access_info.imports.lists.cells import (
    CODED,
    DOCUMENT,
    IDENTIFIER,
    ListCell,
    code_of,
    goes_on,
    is_order,
    links_of,
    listed,
    says_only,
    span_of,
)
from access_info.imports.lists.columns import ListColumn
from access_info.imports.lists.headings import (
    BARE_NUMBER,
    FIELDS,
    ID,
    KIND,
    LABELS,
    NUMBER_AND_DAY,
    ORDER,
    POSTED_FROM,
    POSTED_TO,
    REPLACED_BY,
    WHOLE_DAYS,
    ListName,
    lowest_tier,
    meanings,
)
from access_info.imports.lists.rows import ItemRow, Repeats
from access_info.imports.lists.tables import ListTable
from access_info.imports.lists.wordings import folded, words
from access_info.model.declarations.day_mistakes import calendar_fault
from access_info.model.vocabularies import SUPERSEDED
from access_info.problems import Location, Problem, quotable

# Cells of days and numbers of one table → days as the data writes them, never a guessed one.

DAY = "ngay_ban_hanh"
DAY_FIELDS = WHOLE_DAYS | {DAY}
_WHOLE = 10
# “31/11/2026”, “9-13-2026”: groups 1 to 3 are day, month and year.
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
# One slip does not put a whole column in doubt; of real days, more than half tell their order.
_SHARE = 0.3


class DayCells:
    """Reader of the days of one table.

    Attributes:
        problems: Days that could not be read, or only by guessing.
    """

    def __init__(self, table: ListTable, place: Callable[[ListCell], tuple[Location, str]]) -> None:
        """Find the columns that put the month first: there, `3/9/2026` may be either day.

        Args:
            table: The table.
            place: Where a cell stands, for programs and for people.
        """
        self.problems: list[Problem] = []
        self._place = place
        self._month_first = {
            column.number
            for column in table.columns
            if column.field in DAY_FIELDS | {NUMBER_AND_DAY} and _is_month_first(table, column)
        }

    def day(self, cell: ListCell, column: ListColumn) -> str:
        """Read the day, month or year that a cell means; "" for none.

        Args:
            cell: The cell.
            column: Its column.
        """
        if cell.kind == "date":
            return cell.value
        if column.number in self._month_first and dates.may_be_either(cell.flat):
            return ""
        day = dates.part_of_day(cell.flat)
        return day or dates.day_of_serial(cell.value if cell.kind == "number" else cell.flat) or ""

    def fill(self, cell: ListCell, column: ListColumn, fields: dict[str, str]) -> list[str]:
        """Fill a field of days; return what stays in words.

        Args:
            cell: The cell.
            column: Its column, of one of `DAY_FIELDS`.
            fields: The item's fields.
        """
        if not cell.flat:
            return []
        day, field = self.day(cell, column), column.field
        if day and (field == DAY or len(day) == _WHOLE):
            fields[field] = fields[field] or day
            return [] if fields[field] == day else [_remark(column, cell)]
        place, where = self._place(cell)
        if column.number in self._month_first and dates.may_be_either(cell.flat):
            self.problems.append(rules.DAY_EITHER.at(place, cell=where, text=cell.flat))
        elif field == DAY:
            what, how = _why_unread(cell.flat)
            self.problems.append(rules.DAY_UNREAD.at(place, cell=where, what=what, how=how))
        else:
            label = LABELS[field]
            self.problems.append(
                rules.DAY_INCOMPLETE.at(place, cell=where, text=cell.flat, label=label)
            )
        return [_remark(column, cell)]

    def number(
        self, cell: ListCell, column: ListColumn, fields: Mapping[str, str]
    ) -> tuple[str, str, str]:
        """Divide a cell of a number into the number, the day and a remark.

        Args:
            cell: The cell.
            column: Its column.
            fields: The item's fields.
        """
        apart = dates.divided(cell.text)
        if apart is None:
            only = self.day(cell, column) if column.field == NUMBER_AND_DAY else ""
            return ("", only, "") if only else (dates.whole_numbers(cell.text), "", "")
        number, day, rest = apart
        if column.number in self._month_first:
            place, where = self._place(cell)
            self.problems.append(rules.DAY_EITHER.at(place, cell=where, text=cell.flat))
            return dates.whole_numbers(cell.text), "", ""
        differs = bool(fields[DAY]) and fields[DAY] != day
        return number, day, _remark(column, cell) if rest or differs else ""


def _why_unread(text: str) -> tuple[str, str]:
    """Say what is wrong with words where a day should stand, and what to do."""
    typed = _DAY.fullmatch(text)
    fault = calendar_fault(int(typed[3]), int(typed[2]), int(typed[1])) if typed else ""
    if fault:
        return (
            f"ngày “{quotable(text)}” không có trong lịch",
            f"{fault} Xem lại văn bản gốc, sửa ô",
        )
    return (
        f"“{quotable(text)}” không phải một ngày, tháng hay năm đọc được",
        "Chữ không phải ngày, như “hằng tháng”, thì cứ để. Là ngày thì sửa ô thành ngày/tháng/năm, ví dụ 03/9/2026,",
    )


def _remark(column: ListColumn, cell: ListCell) -> str:
    heading = lowest_tier(column.heading) or "Ngày ban hành"
    return f"{heading}: {cell.flat}"


def _is_month_first(table: ListTable, column: ListColumn) -> bool:
    """Tell whether several days of a column need the month first, and none the day first."""
    cells = (table.sheet.cells_in(row).get(column.number) for row in table.rows)
    texts = [cell.flat for cell in cells if cell is not None and cell.kind == "text"]
    first = sum(map(dates.is_month_first, texts))
    either = sum(map(dates.may_be_either, texts))
    many = first > 1 and first > _SHARE * (first + either)
    return many and not any(map(dates.is_day_first, texts))


# One row's cells → its fields, and remarks for what no field holds.

JOIN = "; "
# Texts whose lines are one text, whatever signs stand before them.
_WHOLE_TEXTS = frozenset({"ghi_chu", "dieu_kien", "thoi_diem", "can_cu", "nhom", "loai"})


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

    def fill(self, cell: ListCell, column: ListColumn, into: Filled) -> None:
        """Put what a cell says into the field of its column, or into the remarks.

        Args:
            cell: The cell.
            column: Its column.
            into: What the row has said so far.
        """
        field = column.field
        if field == KIND or (column.number in self._table.marks.columns and cell.is_mark):
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

    def _order(self, cell: ListCell, column: ListColumn, into: Filled) -> None:
        """Keep as a remark what stands in the column of numbers and is none."""
        if not is_order(cell.flat):
            into.remarks.append(f"{column.heading or 'STT'}: {cell.flat}")

    def _identifier(self, cell: ListCell, column: ListColumn, into: Filled) -> None:
        """Take the id that a cell gives; keep what is no id as a remark."""
        if IDENTIFIER.fullmatch(cell.flat):
            into.id = cell.flat
        else:
            into.remarks.append(f"{column.heading}: {cell.flat}")

    def _bare_number(self, cell: ListCell, _: ListColumn, into: Filled) -> None:
        into.bare_number = f"{into.bare_number} {cell.flat}".strip()

    def _title(self, cell: ListCell, _: ListColumn, into: Filled) -> None:
        _add(into.fields, "ten", cell.flat)
        self._lead(cell, into)

    def _number(self, cell: ListCell, column: ListColumn, into: Filled) -> None:
        number, day, remark = self._days.number(cell, column, into.fields)
        if folded(number) in words("no_number"):
            number = ""
        _add(into.fields, "so_ky_hieu", number)
        if day:
            into.fields[DAY] = into.fields[DAY] or day
        into.remarks += [remark] if remark else []
        self._lead(cell, into)

    def _words(self, cell: ListCell, column: ListColumn, into: Filled) -> None:
        field = column.field
        span = span_of(cell.flat) if field == "thoi_han" and _is_posting(column) else None
        if span is not None:
            into.fields[POSTED_FROM], into.fields[POSTED_TO] = span
        else:
            several = [] if field in _WHOLE_TEXTS else listed(cell.text)
            _add(into.fields, field, JOIN.join(several) or cell.flat)
        into.remarks += self._led_to(cell, "")

    def _forms(self, cell: ListCell, column: ListColumn, into: Filled) -> None:
        """Add forms of disclosure as typed, or the one whose column is ticked."""
        form = lowest_tier(column.heading)
        text = "\n".join(listed(cell.text)) or cell.text
        if cell.is_tick:
            text = form
        elif form != column.heading and "hinh_thuc" not in meanings(form, self._name):
            text = f"{form} ({cell.flat})"
        shown = JOIN.join(text.split("\n")) if listed(cell.text) else " ".join(text.split())
        _add(into.fields, "hinh_thuc", shown)
        into.forms = f"{into.forms}{' ' if goes_on(text) else chr(10)}{text}".strip()
        into.remarks += self._led_to(cell, "")

    def _addresses(self, cell: ListCell, column: ListColumn, into: Filled) -> None:
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

    def _lead(self, cell: ListCell, into: Filled) -> None:
        """Add the addresses that the name or the number of an item links to."""
        if "dia_chi" not in into.fields:
            into.remarks += self._led_to(cell, "")
            return
        links = links_of("", cell.links)
        self._refuse(cell, links.refused)
        web = [address for address in links.addresses if address.startswith("http")]
        into.addresses += web
        into.remarks += [f"Liên kết: {target}" for target in links.addresses if target not in web]

    def _refuse(self, cell: ListCell, addresses: Iterable[str]) -> None:
        place, where = self._place(cell)
        for address in addresses:
            self.problems.append(rules.LINK_UNSAFE.at(place, cell=where, text=address))

    def _coded(self, cell: ListCell, column: ListColumn, fields: dict[str, str]) -> list[str]:
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

    def _led_to(self, cell: ListCell, heading: str) -> list[str]:
        """List the addresses that a cell of words links to, as remarks."""
        if not cell.links:
            return []
        links = links_of("", cell.links)
        self._refuse(cell, links.refused)
        ahead = f"{heading}: " if heading else "Liên kết: "
        return [f"{ahead}{address}" for address in links.addresses if address not in cell.flat]

    def unplaced(self, cell: ListCell, column: ListColumn) -> list[str]:
        """Return as remarks what a cell says that no field holds, behind its heading.

        Args:
            cell: The cell.
            column: Its column.
        """
        heading = (column.heading or "").replace(" / ", " ").strip()
        text = cell.flat
        if cell.kind == "number" and folded(heading).startswith(
            ("ma-tthc", "ma-thu-tuc", "ma-so-t")
        ):
            # A code such as 1.000590, of which a number loses the last zeros.
            whole, _, digits = cell.value.partition(".")
            text = f"{whole}.{digits:0<6}" if digits else text
        remarks = [f"{heading}: {text}" if heading else text] if text else []
        return [*remarks, *self._led_to(cell, heading)]

    def _place(self, cell: ListCell) -> tuple[Location, str]:
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
    return "niem-yet" in folded(column.heading) or "dang" in folded(column.heading).split("-")


# Rows → items: every value in its field, and what has no field in the remarks.

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

    def _cells(self, row: ItemRow, column: ListColumn) -> Iterator[ListCell]:
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
        elif named and folded(named) != folded(fields[GROUP]):
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


def _down(table: ListTable, number: int) -> Iterator[ListCell | None]:
    return (table.sheet.seen(row).get(number) for row in table.rows)
