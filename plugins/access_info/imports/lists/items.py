"""Make items of a list's rows: each value goes into its field, a value without a field into the remarks."""

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
# Fields that may be filled from the column of another field: a day of issue behind a number.
_ELSEWHERE = (NOTE, DAY, _ADDRESSES, _FORMS, POSTED_FROM, POSTED_TO, REPLACED_BY)
# Fields whose lines stay one text, even where each begins with a dash.
_WHOLE_TEXTS = frozenset({NOTE, "dieu_kien", "thoi_diem", "can_cu", GROUP, "loai"})
_JOIN = "; "
_WHOLE_DAY = len("2026-09-03")
# “31/11/2026”, “9-13-2026”: groups 1 to 3 are day, month and year.
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
# Share of days that must be month-first before the column is doubted: a single slip is not enough. Of
# real days, more than half show their order (a day above 12).
_MIN_MONTH_FIRST = 0.3
_DASHES = re.compile(r"[-–—.…_]+")


@dataclasses.dataclass(frozen=True, kw_only=True)
class NewItem:
    """An item as read from a row of a file.

    Attributes:
        fields: Field → text; "" for an empty one. Days are written as in the data: `2026-09-03`.
        addresses: The web addresses, one by one.
        forms: The forms of disclosure as typed, separated by line feeds.
        id: The id that the file gives the item; "" for none.
        mark: The ordinal of the row: `12`, `1.2`, `a`.
        table: The name of the table, for people.
        row: Number of the row.
        grid: Number of the grid.
        groups: Names of the groups that the row stands in, outermost first.
        given: The fields that the file speaks of, because they have a column, even an empty one.
        noted: Whether the row has a note in the column of notes, besides remarks from other columns.
    """

    fields: Mapping[str, str]
    addresses: tuple[str, ...] = ()
    forms: str = ""
    id: str = ""
    mark: str = ""
    table: str = ""
    row: int = 0
    grid: int = 0
    groups: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    noted: bool = False

    @property
    def place(self) -> Row:
        """Grid and row of the item in the file."""
        return self.grid, self.row


class ItemReader:
    """Reader that makes items of the rows of one table, from the top down.

    Attributes:
        problems: Problems with values that fit no field.
        fills_groups: Whether groups are written in their first row only, and hold for the rows below.
        repeated: (row, column) of each cell “như trên” that was filled from the cell above.
        has_blank: Whether a cell held only a dash, which counts as empty.
    """

    def __init__(self, table: ListTable, name: ListName) -> None:
        """Prepare to read a table as the list `name`."""
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
        # By column number: the cell that “như trên” means in the next row, and the columns in which
        # that cell is one of a closed row.
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

    def _begin(self) -> None:
        """Empty what the methods below collected from the row before: fields, remarks, addresses."""
        self._fields = dict.fromkeys(FIELDS[self._name], "")
        self._remarks: list[str] = []
        self._addresses: list[str] = []
        self._forms = self._id = self._bare_number = ""

    def item(self, row: ItemRow) -> NewItem:
        """Return the item of a row, its continuation rows included."""
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
        self._fill_group(row)
        noted = bool(fields[NOTE])
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
            grid=self._table.sheet.grid.number,
            groups=row.group,
            noted=noted,
        )

    def pass_over(self, row: ItemRow, *, is_closed: bool) -> None:
        """Remember the cells of a row that becomes no item here, since a row below may say “như trên”.

        Args:
            row: The row.
            is_closed: Whether the row is closed: then “như trên” below it is a problem instead.
        """
        for column in self._table.columns:
            cell = row.cells.get(column.number)
            if cell is None:
                continue
            # A closed row that says “như trên” itself withholds nothing new: the column stays as it is.
            if is_closed and not says("ditto", cell.flat):
                self._above.pop(column.number, None)
                self._withheld.add(column.number)
            elif not is_closed and column.field != ORDER:
                self._remember(cell, column)
            if column.field == GROUP and cell.flat:
                # A group that is only written where it begins holds for the rows below all the same.
                self._group = cell.flat

    def _cells_of(self, row: ItemRow, column: ListColumn) -> Iterator[ListCell]:
        """Yield the cells of a row and its continuation rows in a column, “như trên” replaced."""
        cell = row.cells.get(column.number)
        if cell is not None and (cell.flat or cell.links or cell.notes):
            meant = cell if column.field == ORDER else self._remember(cell, column)
            if meant is not None:
                yield meant
        yield from (more for more in row.more if more.column == column.number)

    def _remember(self, cell: ListCell, column: ListColumn) -> ListCell | None:
        """Remember a cell, to which “như trên” in a row below refers, and return the cell as it is meant.

        “Như trên” means the cell above, a lone dash none (`None`). “Như trên” below a row that
        citizens may not see (`_withheld`) is a problem (TT793) and also `None`.
        """
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
        """Add a problem at a cell."""
        grid = self._table.sheet.grid
        self.problems.append(grid.problem(rule, cell.row, cell.column, **values))

    def _check_order(self, cell: ListCell, column: ListColumn) -> None:
        """Keep text in the column of ordinals as a remark, if it is no ordinal."""
        if not texts.is_order(cell.flat):
            self._remarks.append(f"{column.heading or 'STT'}: {cell.flat}")

    def _take_id(self, cell: ListCell, column: ListColumn) -> None:
        """Take the item's id from a cell; keep text that is no id as a remark."""
        if texts.IDENTIFIER.fullmatch(cell.flat):
            self._id = cell.flat
        else:
            self._remarks.append(f"{column.heading}: {cell.flat}")

    def _take_bare_number(self, cell: ListCell, _: ListColumn) -> None:
        """Take a document's number without its symbol, which stands in another column."""
        self._bare_number = f"{self._bare_number} {cell.flat}".strip()

    def _fill_title(self, cell: ListCell, _: ListColumn) -> None:
        """Add a cell to the item's title, and its links to the addresses."""
        self._append_to(_TITLE, cell.flat)
        self._add_links_of_name(cell)

    def _fill_number(self, cell: ListCell, column: ListColumn) -> None:
        """Fill number and day of issue from a cell that may hold both; the rest becomes a remark.

        `12/QĐ-UBND ngày 03/9/2026` → `12/QĐ-UBND`, `2026-09-03`
        """
        # `None` where number and day cannot be told apart.
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
        self._append_to(NUMBER, "" if folded(number) in words("no_number") else number)
        if day:
            self._fields[DAY] = self._fields[DAY] or day
        self._add_links_of_name(cell)

    def _day_of(self, cell: ListCell, column: ListColumn) -> str:
        """Return the day, month or year that a cell means, as the data writes it; "" for none.

        Return "" too where the column puts the month first, so that `3/9/2026` may be either day.
        """
        if cell.kind == "date":
            return cell.value
        if self._is_ambiguous_day(cell, column):
            return ""
        serial = cell.value if cell.kind == "number" else cell.flat
        return texts.part_of_day(cell.flat) or texts.day_of_serial(serial) or ""

    def _is_ambiguous_day(self, cell: ListCell, column: ListColumn) -> bool:
        """Tell whether a cell's day is ambiguous, because its column puts the month first: `3/9/2026`."""
        day = texts.day_as_typed(cell.flat) if column.number in self._month_first else None
        return day is not None and day.ambiguous

    def _fill_day(self, cell: ListCell, column: ListColumn) -> None:
        """Fill a field of days; other text is a remark and a problem (TT774, TT789, TT792).

        Only the day of issue may be a month or a year; the others must be whole days.
        """
        self._remark_on_links(cell)
        if not cell.flat:
            return
        day, field = self._day_of(cell, column), column.field
        if day and (field == DAY or len(day) == _WHOLE_DAY):
            self._fields[field] = self._fields[field] or day
            if self._fields[field] == day:
                return
        elif self._is_ambiguous_day(cell, column):
            self._report(rules.DAY_EITHER, cell, text=cell.flat)
        elif field == DAY:
            what, how = _why_unread(cell.flat)
            self._report(rules.DAY_UNREAD, cell, what=what, how=how)
        else:
            self._report(rules.DAY_INCOMPLETE, cell, text=cell.flat, label=LABELS[field])
        self._remarks.append(_day_remark(column, cell))

    def _fill_words(self, cell: ListCell, column: ListColumn) -> None:
        """Fill a field of words; a period of posting fills first and last day instead.

        `từ 01/9/2026 đến 30/9/2026` under “Thời hạn niêm yết” → `niem_yet.tu`, `niem_yet.den`
        """
        field, heading = column.field, folded(column.heading)
        posting = "niem-yet" in heading or "dang" in heading.split("-")
        span = texts.span_of(cell.flat) if field == "thoi_han" and posting else None
        if span is not None:
            self._fields[POSTED_FROM], self._fields[POSTED_TO] = span
        else:
            several = [] if field in _WHOLE_TEXTS else texts.listed_entries(cell.text)
            self._append_to(field, _JOIN.join(several) or cell.flat)
        self._remark_on_links(cell)

    def _fill_form(self, cell: ListCell, column: ListColumn) -> None:
        """Add forms of disclosure: as typed, or from the heading where the column is ticked for a form.

        `x` under “Niêm yết” → `Niêm yết`; `tại trụ sở` under it → `Niêm yết (tại trụ sở)`
        """
        form, several = lowest_tier(column.heading), texts.listed_entries(cell.text)
        text = "\n".join(several) or cell.text
        if cell.is_tick:
            text = form
        elif form != column.heading and _FORMS not in meanings(form, self._name):
            text = f"{form} ({cell.flat})"
        self._append_to(_FORMS, _JOIN.join(text.split("\n")) if several else " ".join(text.split()))
        # A text that begins small goes on with the form before.
        self._forms = f"{self._forms}{' ' if texts.continues_text(text) else chr(10)}{text}".strip()
        self._remark_on_links(cell)

    def _fill_address(self, cell: ListCell, column: ListColumn) -> None:
        """Add the addresses of a cell; further words become a remark.

        Words without any address are a form of disclosure where the heading allows, else they are
        kept as an address as typed.
        """
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
        # Words on both sides of an address are only understood with it.
        rest = links.rest if links.rest in cell.flat else cell.flat
        if rest:
            self._remarks.append(f"{column.heading or 'Địa chỉ'}: {rest}")

    def _fill_code(self, cell: ListCell, column: ListColumn) -> None:
        """Fill a field of codes with the label of the code that a cell means.

        Words beyond the code become a remark; words that mean no code are a problem (TT788). “Thay thế bởi
        12/QĐ-UBND” also names the replacing document.
        """
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
        """Keep a cell of a column without a field as a remark: `Ghi nhận: đã số hóa`."""
        heading = heading.replace(" / ", " ").strip()
        text = cell.flat
        codes = ("ma-tthc", "ma-thu-tuc", "ma-so-t")
        if cell.kind == "number" and folded(heading).startswith(codes):
            # A code such as 1.000590, of which a number loses the last zeros.
            units, _, digits = cell.value.partition(".")
            text = f"{units}.{digits:0<6}" if digits else text
        if text:
            self._remarks.append(f"{heading}: {text}" if heading else text)
        self._remark_on_links(cell, heading)

    def _add_links_of_name(self, cell: ListCell) -> None:
        """Add the addresses that the cell of the item's title or number links to.

        Other links (`mailto:`), and all in a list without addresses, become remarks.
        """
        if _ADDRESSES not in self._fields:
            self._remark_on_links(cell)
            return
        links = self._links_of(cell)
        web = [address for address in links.addresses if address.startswith("http")]
        self._addresses += web
        self._remarks += [f"Liên kết: {target}" for target in links.addresses if target not in web]

    def _remark_on_links(self, cell: ListCell, heading: str = "") -> None:
        """Keep the links of a cell that fills a field as remarks: `Liên kết: https://…`.

        Args:
            cell: The cell.
            heading: The words before each link; "" for “Liên kết”.
        """
        links, ahead = self._links_of(cell).addresses, heading or "Liên kết"
        self._remarks += [f"{ahead}: {link}" for link in links if link not in cell.flat]

    def _links_of(self, cell: ListCell, text: str = "") -> Links:
        """Return the addresses that a cell links to, and those in `text`; report unsafe ones (TT775)."""
        links = links_of(text, cell.links)
        for address in links.refused:
            self._report(rules.LINK_UNSAFE, cell, text=address)
        return links

    def _check_posting(self, row: ItemRow) -> None:
        """Empty the days of posting if the last is before the first; report it (TT796), keep a remark."""
        fields = self._fields
        start, end = fields.get(POSTED_FROM, ""), fields.get(POSTED_TO, "")
        if start and end and end < start:
            first = next(iter(row.cells.values()))
            self._report(rules.POSTED_REVERSED, first, start=start, end=end)
            fields[POSTED_FROM] = fields[POSTED_TO] = ""
            self._remarks.append(f"Niêm yết: {start} – {end}")

    def _append_to(self, field: str, text: str) -> None:
        """Append text to a field: a title or broken number continues, anything else is one more entry."""
        fields = self._fields
        if not fields[field]:
            fields[field] = text
        elif field == NUMBER and fields[field].endswith(("-", "/")):
            fields[field] += text
        elif text and text not in fields[field].split(_JOIN):
            fields[field] += (
                " " if field == _TITLE or texts.continues_text(text) else _JOIN
            ) + text

    def _fill_group(self, row: ItemRow) -> None:
        """Fill the item's group: from its column, from the rows above, or from the rows that name groups.

        A list without the field keeps the group as a remark.
        """
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
    """Return a document's number, joined from two columns: `123`, `TB-UBND` → `123/TB-UBND`."""
    number = number.rstrip("/").strip()
    if not symbol or symbol == number or symbol.startswith(f"{number}/"):
        return symbol or number
    return f"{number}/{symbol.lstrip('/ ')}"


def _why_unread(text: str) -> tuple[str, str]:
    """Return what is wrong with text in a field of days, and what to do, as words of a problem."""
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
    """Return the remark that keeps a day not taken: `Ngày ban hành: quý III`."""
    return f"{lowest_tier(column.heading) or 'Ngày ban hành'}: {cell.flat}"


def _is_month_first(table: ListTable, column: ListColumn) -> bool:
    """Tell whether a column writes months before days, so that `3/9/2026` may mean 9 March.

    So it does where several days can only be read month first (`9/13/2026`), and none day first.
    """
    cells = (table.sheet.cells_in(row).get(column.number) for row in table.rows)
    typed = [cell.flat for cell in cells if cell is not None and cell.kind == "text"]
    days = [day for text in typed if (day := texts.day_as_typed(text)) is not None]
    first = sum(day.only_month_first for day in days)
    either = sum(day.ambiguous for day in days)
    many = first > 1 and first > _MIN_MONTH_FIRST * (first + either)
    return many and not any(day.only_day_first for day in days)


def _has_gaps_in_groups(table: ListTable) -> bool:
    """Tell whether a table writes a group only in its first row, so that rows below belong to it too.

    Where the same group stands in two rows running, an empty cell means no group instead.
    """
    column = table.column(GROUP)
    if column is None:
        return False
    cells = [table.sheet.seen(row).get(column.number) for row in table.rows]
    groups = [cell.flat if cell else "" for cell in cells]
    several = len({*groups} - {""}) > 1
    return several and "" in groups and all(a != b for a, b in itertools.pairwise(groups) if a)
