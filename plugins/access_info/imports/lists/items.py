"""Rows → items: every value in its field, and what has no field in the remarks."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from access_info.imports.lists import cells as texts
from access_info.imports.lists import rules
from access_info.imports.lists.cells import CODED, Links, ListCell, links_of
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
from access_info.imports.lists.rows import ItemRow
from access_info.imports.lists.tables import ListTable
from access_info.imports.lists.wordings import folded, says, words
from access_info.model.typed_days import calendar_fault
from access_info.model.vocabularies import SUPERSEDED
from access_info.problems import Problem, Rule, quotable

# A row of a file: the number of its grid, and its own.
Row: TypeAlias = tuple[int, int]
DAY, NUMBER, NOTE, GROUP = "ngay_ban_hanh", "so_ky_hieu", "ghi_chu", "nhom"
_FORMS, _ADDRESSES, _TITLE = "hinh_thuc", "dia_chi", "ten"
# Fields that what stands in another field's column may fill.
_ELSEWHERE = (NOTE, DAY, _ADDRESSES, _FORMS, POSTED_FROM, POSTED_TO, REPLACED_BY)
# Texts whose lines are one text, whatever signs stand before them.
_WHOLE_TEXTS = frozenset({NOTE, "dieu_kien", "thoi_diem", "can_cu", GROUP, "loai"})
_JOIN = "; "
_WHOLE_DAY = len("2026-09-03")
# “31/11/2026”, “9-13-2026”: groups 1 to 3 are day, month and year.
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
# One slip does not put a whole column in doubt; of real days, more than half tell their order.
_MIN_MONTH_FIRST = 0.3
_DASHES = re.compile(r"[-–—.…_]+")


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
        repeated: Places of the cells that said “như trên” and were filled from those above.
        has_blank: Whether a cell held nothing but a dash.
    """

    def __init__(self, table: ListTable, name: ListName) -> None:
        """Prepare for a table that is one of the lists."""
        self.problems: list[Problem] = []
        self.fills_groups = _has_gaps_in_groups(table)
        self.repeated: list[tuple[int, int]] = []
        self.has_blank = False
        self._table = table
        self._name = name
        self._month_first = {
            column.number
            for column in table.columns
            if column.field in {DAY, NUMBER_AND_DAY, *WHOLE_DAYS} and _is_month_first(table, column)
        }
        self._above: dict[int, ListCell] = {}
        self._withheld: set[int] = set()
        self._group = ""
        self._given = {column.field for column in table.columns} & {*FIELDS[name]}
        if table.column(NUMBER_AND_DAY) is not None:
            self._given |= {NUMBER, DAY}
        if table.column(BARE_NUMBER) is not None:
            self._given |= {NUMBER}
        self._fill = {
            ORDER: self._check_order,
            ID: self._take_id,
            BARE_NUMBER: self._take_bare_number,
            _TITLE: self._fill_title,
            NUMBER: self._fill_number,
            NUMBER_AND_DAY: self._fill_number,
            _FORMS: self._fill_form,
            _ADDRESSES: self._fill_address,
            **dict.fromkeys(CODED, self._fill_code),
            **dict.fromkeys({DAY, *WHOLE_DAYS}, self._fill_day),
        }
        self._begin()

    def _begin(self) -> None:
        """Begin a row: nothing is said so far."""
        self._fields = dict.fromkeys(FIELDS[self._name], "")
        self._remarks: list[str] = []
        self._addresses: list[str] = []
        self._forms = self._id = self._bare_number = ""

    def item(self, row: ItemRow) -> NewItem:
        """Make the item of a row."""
        self._begin()
        fields, notes = self._fields, list[str]()
        for column in self._table.columns:
            for cell in self._cells_of(row, column):
                notes += cell.notes
                if column.field == KIND or (
                    column.number in self._table.marks.columns and cell.is_mark
                ):
                    continue
                if column.field:
                    self._fill.get(column.field, self._fill_words)(cell, column)
                elif cell.flat or cell.links:
                    self._remark_on(cell, column.heading)
        if self._bare_number:
            fields[NUMBER] = _joined_number(self._bare_number, fields[NUMBER])
        self._check_posting(row)
        headed = {column.number for column in self._table.columns}
        for cell in (*row.cells.values(), *row.more):
            if cell.column not in headed:
                self._remark_on(cell, "")
        self._remarks += [f"Chú thích: {note}" for note in notes]
        addresses = tuple(dict.fromkeys(self._addresses))
        if _ADDRESSES in fields:
            fields[_ADDRESSES] = _JOIN.join(addresses)
        self._put_in_group(row)
        remarks = filter(None, (fields[NOTE], *dict.fromkeys(self._remarks)))
        fields[NOTE] = _JOIN.join(remarks)
        # What stood in the column of another field is given like what has a column of its own.
        given = self._given | {field for field in _ELSEWHERE if fields.get(field)}
        return NewItem(
            given=frozenset(given | ({GROUP} & {*fields} if row.group else set())),
            fields=fields,
            addresses=addresses,
            forms=self._forms,
            id=self._id,
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
            if cell is None:
                continue
            if is_closed and not says("ditto", cell.flat):
                self._above.pop(column.number, None)
                self._withheld.add(column.number)
            elif not is_closed and column.field != ORDER:
                self._meant(cell, column)
            if column.field == GROUP and cell.flat:
                # A group that is only written where it begins holds for the rows below all the same.
                self._group = cell.flat

    def _cells_of(self, row: ItemRow, column: ListColumn) -> Iterator[ListCell]:
        """Yield the cells of a row in a column, “như trên” as what it means."""
        cell = row.cells.get(column.number)
        if cell is not None and (cell.flat or cell.links or cell.notes):
            meant = cell if column.field == ORDER else self._meant(cell, column)
            if meant is not None:
                yield meant
        yield from (more for more in row.more if more.column == column.number)

    def _meant(self, cell: ListCell, column: ListColumn) -> ListCell | None:
        """Return what a cell means: the one above for “như trên”, `None` for a dash alone."""
        if not cell.links and _DASHES.fullmatch(cell.flat):
            self.has_blank = True
            self._above.pop(column.number, None)
            return None
        above = self._above.get(column.number)
        if column.number in self._withheld and cell.is_ditto:
            self._report(rules.REPEATS_CLOSED, cell)
            return None
        self._withheld.discard(column.number)
        if above is not None and cell.is_ditto:
            self.repeated.append((cell.row, cell.column))
            cell = dataclasses.replace(above, row=cell.row, rows=1)
        self._above[column.number] = cell
        return cell

    def _report(self, rule: Rule, cell: ListCell, **values: object) -> None:
        grid = self._table.sheet.grid
        self.problems.append(grid.problem(rule, cell.row, cell.column, **values))

    def _check_order(self, cell: ListCell, column: ListColumn) -> None:
        """Keep as a remark what stands in the column of numbers and is none."""
        if not texts.is_order(cell.flat):
            self._remarks.append(f"{column.heading or 'STT'}: {cell.flat}")

    def _take_id(self, cell: ListCell, column: ListColumn) -> None:
        """Take the id that a cell gives; keep what is no id as a remark."""
        if texts.IDENTIFIER.fullmatch(cell.flat):
            self._id = cell.flat
        else:
            self._remarks.append(f"{column.heading}: {cell.flat}")

    def _take_bare_number(self, cell: ListCell, _: ListColumn) -> None:
        self._bare_number = f"{self._bare_number} {cell.flat}".strip()

    def _fill_title(self, cell: ListCell, _: ListColumn) -> None:
        self._add(_TITLE, cell.flat)
        self._add_links_of_name(cell)

    def _fill_number(self, cell: ListCell, column: ListColumn) -> None:
        """Divide a cell into a document's number, its day of issue and a remark."""
        apart = texts.number_and_day(cell.text)
        number, day = texts.numbers_in_line(cell.text), ""
        if apart is None:
            if column.field == NUMBER_AND_DAY and (day := self._day_of(cell, column)):
                number = ""
        elif column.number in self._month_first:
            self._report(rules.DAY_EITHER, cell, text=cell.flat)
        else:
            number, day, rest = apart
            if rest or (self._fields[DAY] and self._fields[DAY] != day):
                self._remarks.append(_day_remark(column, cell))
        self._add(NUMBER, "" if folded(number) in words("no_number") else number)
        if day:
            self._fields[DAY] = self._fields[DAY] or day
        self._add_links_of_name(cell)

    def _day_of(self, cell: ListCell, column: ListColumn) -> str:
        """Return the day, month or year that a cell means, as the data writes it; "" for none.

        In a column that puts the month first, `3/9/2026` may be either day.
        """
        if cell.kind == "date":
            return cell.value
        if self._may_be_either(cell, column):
            return ""
        serial = cell.value if cell.kind == "number" else cell.flat
        return texts.part_of_day(cell.flat) or texts.day_of_serial(serial) or ""

    def _may_be_either(self, cell: ListCell, column: ListColumn) -> bool:
        """Tell whether a day of a column that puts the month first may be another: `3/9/2026`."""
        day = texts.day_as_typed(cell.flat) if column.number in self._month_first else None
        return day is not None and day.ambiguous

    def _fill_day(self, cell: ListCell, column: ListColumn) -> None:
        """Fill a field of days; what is none, or only by guessing, is a remark and a problem."""
        self._remark_on_links(cell)
        if not cell.flat:
            return
        day, field = self._day_of(cell, column), column.field
        if day and (field == DAY or len(day) == _WHOLE_DAY):
            self._fields[field] = self._fields[field] or day
            if self._fields[field] == day:
                return
        elif self._may_be_either(cell, column):
            self._report(rules.DAY_EITHER, cell, text=cell.flat)
        elif field == DAY:
            what, how = _why_unread(cell.flat)
            self._report(rules.DAY_UNREAD, cell, what=what, how=how)
        else:
            self._report(rules.DAY_INCOMPLETE, cell, text=cell.flat, label=LABELS[field])
        self._remarks.append(_day_remark(column, cell))

    def _fill_words(self, cell: ListCell, column: ListColumn) -> None:
        """Fill a field of words; a span of days of posting fills the two fields of its days."""
        field, heading = column.field, folded(column.heading)
        posting = "niem-yet" in heading or "dang" in heading.split("-")
        span = texts.span_of(cell.flat) if field == "thoi_han" and posting else None
        if span is not None:
            self._fields[POSTED_FROM], self._fields[POSTED_TO] = span
        else:
            several = [] if field in _WHOLE_TEXTS else texts.listed_entries(cell.text)
            self._add(field, _JOIN.join(several) or cell.flat)
        self._remark_on_links(cell)

    def _fill_form(self, cell: ListCell, column: ListColumn) -> None:
        """Add forms of disclosure as typed, or the one whose column is ticked."""
        form, several = lowest_tier(column.heading), texts.listed_entries(cell.text)
        text = "\n".join(several) or cell.text
        if cell.is_tick:
            text = form
        elif form != column.heading and _FORMS not in meanings(form, self._name):
            text = f"{form} ({cell.flat})"
        self._add(_FORMS, _JOIN.join(text.split("\n")) if several else " ".join(text.split()))
        self._forms = f"{self._forms}{' ' if texts.continues_text(text) else chr(10)}{text}".strip()
        self._remark_on_links(cell)

    def _fill_address(self, cell: ListCell, column: ListColumn) -> None:
        """Add the addresses of a cell; words that say more than they do are remarks."""
        links = self._links_of(cell, cell.text)
        if links.empty:
            self._report(rules.LINK_MISSING, cell, text=cell.flat)
        if not links.addresses and links.rest:
            if _FORMS in meanings(column.heading, self._name):
                # “Nơi đăng: Trang thông tin điện tử xã” says how, not where.
                self._fill_form(cell, column)
            else:
                self._addresses += texts.listed_entries(cell.text) or [links.rest]
            return
        self._addresses += links.addresses
        # Words around an address say nothing without it.
        rest = links.rest if links.rest in cell.flat else cell.flat
        if rest:
            self._remarks.append(f"{column.heading or 'Địa chỉ'}: {rest}")

    def _fill_code(self, cell: ListCell, column: ListColumn) -> None:
        """Fill a field of codes; words that mean none, or more than one, stay as a remark."""
        self._remark_on_links(cell)
        field, fields = column.field, self._fields
        code = texts.code_of(field, cell.flat)
        label = CODED[field].get(code, "")
        if not cell.flat or (code and fields[field] == label):
            return
        if not code:
            how = ", ".join(f"“{label}”" for label in CODED[field].values())
            self._report(rules.WORDS_UNKNOWN, cell, text=cell.flat, label=LABELS[field], how=how)
        elif not fields[field]:
            fields[field] = label
            replacing = texts.DOCUMENT.search(cell.flat) if code == SUPERSEDED else None
            if replacing is not None and REPLACED_BY in fields:
                fields[REPLACED_BY] = replacing[0].rstrip("-–. ")
            if texts.says_only(field, cell.flat):
                return
        self._remarks.append(f"{lowest_tier(column.heading)}: {cell.flat}")

    def _remark_on(self, cell: ListCell, heading: str) -> None:
        """Keep as remarks what a cell says that no field holds, behind its heading."""
        heading = heading.replace(" / ", " ").strip()
        text = cell.flat
        codes = ("ma-tthc", "ma-thu-tuc", "ma-so-t")
        if cell.kind == "number" and folded(heading).startswith(codes):
            # A code such as 1.000590, of which a number loses the last zeros.
            whole, _, digits = cell.value.partition(".")
            text = f"{whole}.{digits:0<6}" if digits else text
        if text:
            self._remarks.append(f"{heading}: {text}" if heading else text)
        self._remark_on_links(cell, heading)

    def _add_links_of_name(self, cell: ListCell) -> None:
        """Add the addresses that the name or the number of an item links to."""
        if _ADDRESSES not in self._fields:
            self._remark_on_links(cell)
            return
        links = self._links_of(cell)
        web = [address for address in links.addresses if address.startswith("http")]
        self._addresses += web
        self._remarks += [f"Liên kết: {target}" for target in links.addresses if target not in web]

    def _remark_on_links(self, cell: ListCell, heading: str = "") -> None:
        """Keep the addresses that a cell of words links to as remarks."""
        links, ahead = self._links_of(cell).addresses, heading or "Liên kết"
        self._remarks += [f"{ahead}: {link}" for link in links if link not in cell.flat]

    def _links_of(self, cell: ListCell, text: str = "") -> Links:
        """Return where a cell leads to, and addresses in its `text`; report those that are refused."""
        links = links_of(text, cell.links)
        for address in links.refused:
            self._report(rules.LINK_UNSAFE, cell, text=address)
        return links

    def _check_posting(self, row: ItemRow) -> None:
        """Empty days of posting whose last comes first; they stay as a remark."""
        fields = self._fields
        start, end = fields.get(POSTED_FROM, ""), fields.get(POSTED_TO, "")
        if start and end and end < start:
            first = next(iter(row.cells.values()))
            self._report(rules.POSTED_REVERSED, first, start=start, end=end)
            fields[POSTED_FROM] = fields[POSTED_TO] = ""
            self._remarks.append(f"Niêm yết: {start} – {end}")

    def _add(self, field: str, text: str) -> None:
        """Add text to a field: a title goes on, anything else is one more entry."""
        fields = self._fields
        if not fields[field]:
            fields[field] = text
        elif field == NUMBER and fields[field].endswith(("-", "/")):
            fields[field] += text
        elif text and text not in fields[field].split(_JOIN):
            fields[field] += (
                " " if field == _TITLE or texts.continues_text(text) else _JOIN
            ) + text

    def _put_in_group(self, row: ItemRow) -> None:
        """Fill the group of an item: of its own column, of the rows above, or of group rows."""
        fields, named = self._fields, _JOIN.join(row.group)
        if GROUP not in fields:
            if named:
                self._remarks.insert(0, f"Nhóm: {named}")
            return
        if self.fills_groups:
            self._group = fields[GROUP] or self._group
            fields[GROUP] = self._group
        if not fields[GROUP]:
            fields[GROUP] = " - ".join(row.group)
        elif named and folded(named) != folded(fields[GROUP]):
            fields[GROUP] = f"{' - '.join(row.group)} - {fields[GROUP]}"


def _joined_number(number: str, symbol: str) -> str:
    """Join a number and a symbol from two columns: `123` and `TB-UBND` → `123/TB-UBND`."""
    number = number.rstrip("/").strip()
    if not symbol or symbol == number or symbol.startswith(f"{number}/"):
        return symbol or number
    return f"{number}/{symbol.lstrip('/ ')}"


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


def _day_remark(column: ListColumn, cell: ListCell) -> str:
    return f"{lowest_tier(column.heading) or 'Ngày ban hành'}: {cell.flat}"


def _is_month_first(table: ListTable, column: ListColumn) -> bool:
    """Tell whether several days of a column need the month first, and none the day first."""
    cells = (table.sheet.cells_in(row).get(column.number) for row in table.rows)
    typed = [cell.flat for cell in cells if cell is not None and cell.kind == "text"]
    days = [day for text in typed if (day := texts.day_as_typed(text)) is not None]
    first = sum(day.only_month_first for day in days)
    either = sum(day.ambiguous for day in days)
    many = first > 1 and first > _MIN_MONTH_FIRST * (first + either)
    return many and not any(day.only_day_first for day in days)


def _has_gaps_in_groups(table: ListTable) -> bool:
    """Tell whether a column of groups is filled only where a group begins.

    Whoever writes the group in row after row leaves it out where there is none.
    """
    column = table.column(GROUP)
    if column is None:
        return False
    cells = [table.sheet.seen(row).get(column.number) for row in table.rows]
    groups = [cell.flat if cell else "" for cell in cells]
    several = len({*groups} - {""}) > 1
    return several and "" in groups and all(a != b for a, b in itertools.pairwise(groups) if a)
