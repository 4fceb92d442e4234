"""Read the lists of an office file: its grids → tables of lists, their items, and a report of the rest."""

from __future__ import annotations

import collections
import dataclasses
from collections.abc import Collection, Iterable, Iterator, Sequence

from access_info.imports.lists import rules
from access_info.imports.lists.cells import ListCell, names_sum
from access_info.imports.lists.closures import (
    Share,
    count_of_unread_table,
    questions_of_closure,
    shares_of,
    without_starred,
    without_struck,
)
from access_info.imports.lists.columns import ListColumn
from access_info.imports.lists.headings import NUMBER_AND_DAY, ListName
from access_info.imports.lists.items import ItemReader, NewItem, Row
from access_info.imports.lists.kinds import CLOSED, KIND_NAMES, kinds_of_name
from access_info.imports.lists.places import (
    Places,
    note_on_numbered_paragraphs,
    note_on_ticked_columns,
    quoted,
    rows_over_headings,
    why_not,
    why_nothing,
)
from access_info.imports.lists.rows import NAMELESS, SortedRows, group_before, group_over
from access_info.imports.lists.table_kinds import LISTS, JudgedPlace, details_of, judge
from access_info.imports.lists.tables import ListTable, fields_filled
from access_info.imports.lists.wordings import folded, says
from access_info.office_files.document import Book, Grid, Left
from access_info.problems import Location, Problem, Rule, in_order, quotable

# Rows that occur more than once in a file: each becomes an item, and the report says so.

_MAX_PLACES = 20


def duplicates(items: Iterable[NewItem]) -> Iterator[str]:
    """Yield one note on the rows of a file that are identical in all fields; none if no two are."""
    alike: dict[object, list[NewItem]] = collections.defaultdict(list)
    for item in items:
        fields = tuple(sorted((key, folded(text)) for key, text in item.fields.items() if text))
        alike[fields, item.addresses, folded(item.forms), item.id].append(item)
    places = [_rows_by_table(items_alike) for items_alike in alike.values() if len(items_alike) > 1]
    if places:
        more = f" … và {len(places) - _MAX_PLACES} chỗ nữa" if len(places) > _MAX_PLACES else ""
        yield (
            f"Hàng giống hệt nhau, vẫn lấy mỗi hàng thành một mục: {'; '.join(places[:_MAX_PLACES])}{more}. Gõ "
            "thừa thì xóa hàng thừa trong tệp rồi nhập lại."
        )


def _rows_by_table(same: Sequence[NewItem]) -> str:
    """Return the table and rows of identical items, for people: `Bảng 1, hàng 3 và hàng 7`."""
    rows = collections.defaultdict(list)
    for item in same:
        rows[item.table].append(f"hàng {item.row}")
    return ", ".join(f"{table}, {' và '.join(places)}" for table, places in rows.items())


# Tables of one list → their items, and what was passed over, with its address.

_FILLED = "{name}: nhóm chỉ ghi ở hàng đầu của mỗi nhóm, các hàng dưới lấy theo."
_MAX_SAMPLES = 3


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReadTable:
    """A table that belongs to a list as it was read, or a list's rows of a shared table.

    Attributes:
        list: The list.
        grid: The grid of the table.
        columns: The columns of the table.
        items: The items of the list in the table.
        left: (address, reason) of each row or cell that was passed over.
        samples: Column number → up to three of its texts, for columns whose field is only guessed.
    """

    list: ListName
    grid: Grid
    columns: tuple[ListColumn, ...]
    items: tuple[NewItem, ...]
    left: tuple[tuple[str, str], ...]
    samples: dict[int, tuple[str, ...]]

    def problem(self, rule: Rule, row: int, field: str, **values: object) -> Problem:
        """Return a problem at the cell of a row and a field; at column 1 where the field has no column."""
        column = next((column.number for column in self.columns if column.field == field), 1)
        return self.grid.problem(rule, row, column, **values)


def _notes_on_cells(reader: ItemReader, grid: Grid) -> Iterator[str]:
    """Yield notes on how cells were understood: “như trên” as the cell above, a lone dash as empty."""
    places = [grid.address(*place) for place in reader.repeated]
    if places:
        more = f" và {len(places) - _MAX_PLACES} ô nữa" if len(places) > _MAX_PLACES else ""
        yield f"Ô ghi “như trên” lấy theo ô phía trên: {', '.join(places[:_MAX_PLACES])}{more}."
    if reader.has_blank:
        yield f"{grid.title}: ô chỉ có dấu gạch hoặc dấu chấm coi là ô trống."


def _samples(
    table: ListTable, rows: SortedRows, share: Share
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (column number, up to three texts) of each column whose field is only guessed.

    The report shows them, so that people can check the guess.
    """
    taken = [row for row in rows.items if share.rows is None or row.number in share.rows]
    for column in table.columns:
        if column.confidence == "có thể":
            cells = (row.cells.get(column.number) for row in taken)
            texts = [cell.flat for cell in cells if cell is not None and cell.flat]
            yield column.number, tuple(dict.fromkeys(texts))[:_MAX_SAMPLES]


# The whole file: which grids are read, what each list has of them, and what is left.

# A table with at most so many filled fields is no list beside one with so many or more.
_MAX_FEW_FIELDS, _MIN_MANY_FIELDS = 3, 5
_MAX_TITLE = 90


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReadFile:
    """All that was read from a file: lists, items, notes and problems.

    Attributes:
        name: The only list that the file fills, or the list asked for; `None` where it fills both.
        tables: The tables of lists, those of the public list first.
        left: (name, reason) of each grid that was not read; of closed lists only where they stand and
            how many rows they have.
        notes: Further remarks for the report.
        problems: The problems, in order.
    """

    name: ListName | None
    tables: tuple[ReadTable, ...]
    left: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def items(self) -> list[NewItem]:
        """All items, those of the public list first."""
        return [item for table in self.tables for item in table.items]

    @property
    def lists(self) -> tuple[ListName, ...]:
        """The lists that the file fills."""
        return tuple(name for name in LISTS if any(table.list == name for table in self.tables))

    def without(self, rows: Collection[Row]) -> ReadFile:
        """Return the file without some rows, and without samples, which might show their texts."""
        if not rows:
            return self
        tables = tuple(
            dataclasses.replace(
                table,
                items=tuple(item for item in table.items if item.place not in rows),
                samples={},
            )
            for table in self.tables
        )
        return dataclasses.replace(self, tables=tables)


def read_lists(book: Book, *, path: str, name: ListName | None, sheet: str | None) -> ReadFile:
    """Return the lists in a file's grids, struck-through cells left out.

    Args:
        book: The file.
        path: The file's path, absolute, with `/`.
        name: The one list to take; `None` for all that the file holds.
        sheet: The one sheet to look in; `None` for all that people see.
    """
    grids = (
        dataclasses.replace(grid, cells=tuple(map(ListCell.of, grid.cells)), path=path)
        for grid in book.grids
    )
    book = dataclasses.replace(book, grids=tuple(grids))
    return _ListsReader(without_struck(book), path, sheet).read(name)


class _ListsReader:
    """The reader of one file, which notes what it does not read, and why."""

    def __init__(self, book: Book, path: str, sheet: str | None) -> None:
        self._book = book
        self._path = path
        self._wanted = sheet
        self._left: list[tuple[str, str]] = []
        self._notes = list(book.notes)
        self._problems: list[Problem] = []
        # Ids of shared tables whose passed-over rows are reported already, with the first list.
        self._reported: set[int] = set()

    def read(self, name: ListName | None) -> ReadFile:
        """Find the tables, decide which list each is, read the items; report all that is passed over."""
        grids = list(self._grids_to_read())
        places = Places(self._book, {grid.number for grid in grids})
        judged = judge(places, path=self._path, name=name, is_chosen=self._wanted is not None)
        self._report_closed(places, judged)
        self._report_repealed(places)
        shares, wrong = self._divide(judged, name)
        shares = self._without_closed(shares, judged, places)
        tables = [
            table
            for list_name in LISTS
            for table in self._tables([s for s in shares if s.name == list_name], list_name)
        ]
        # Headings with nothing below them are no table where their grid has items elsewhere.
        filled = {table.grid.number for table in tables if table.items}
        read = tuple(t for t in tables if t.items or t.left or t.grid.number not in filled)
        if read:
            self._notes += note_on_numbered_paragraphs(places.paragraphs)
        elif not self._problems:
            self._problems.append(self._why_nothing(name, wrong, grids))
        self._notes += duplicates(item for table in read for item in table.items)
        if read and not self._problems and not any(table.items for table in read):
            self._problems.append(rules.EMPTY.at(Location(self._path), table=read[0].grid.title))
        self._report_rest(grids, {entry.place.grid.number for entry in judged})
        lists = {table.list for table in read}
        return ReadFile(
            name=name or (None if len(lists) > 1 else next(iter(lists), "cong-khai")),
            tables=read,
            left=tuple(dict.fromkeys(self._left)),
            notes=tuple(dict.fromkeys(self._notes)),
            problems=tuple(in_order(self._problems)),
        )

    def _grids_to_read(self) -> Iterator[Grid]:
        """Yield the grids to search: the sheet asked for, or all filled grids that are not hidden."""
        for grid in self._book.grids:
            if self._wanted is not None:
                if folded(grid.title) == folded(self._wanted):
                    yield grid
            elif grid.hidden:
                reason = f"trang tính ẩn, không đọc; muốn đọc thì thêm --sheet “{grid.title}”"
                if grid.cells:
                    self._leave(grid.title, reason)
            elif grid.cells:
                yield grid

    def _report_closed(self, places: Places, judged: Sequence[JudgedPlace]) -> None:
        """Report where lists stand that citizens may not have, and how many rows: nothing of their content."""
        closed = "danh mục không được tiếp cận, không đọc"
        tables = [entry.place for entry in judged if entry.kind == CLOSED]
        for place in (*tables, *places.bare):
            self._leave(place.where, f"{closed}, {count_of_unread_table(place)} hàng")
        for title, count in places.withheld.items():
            where = f"Ngoài bảng, dưới tiêu đề {quoted(title.text)}"
            self._leave(where, f"{closed}, {count} đoạn văn")

    def _report_repealed(self, places: Places) -> None:
        """Report (TT797) tables of items that a decision takes out of a list: they are no new items."""
        for place in places.repealed:
            title, rows = place.grid.title, place.sheet.rows
            first = min((row for row in rows if row > place.header[1]), default=1)
            count = count_of_unread_table(place)
            self._leave(place.where, f"các mục bị bãi bỏ, không nhập, {count} hàng")
            over = quotable(place.title.text, longest=_MAX_TITLE)
            values = {"table": title, "first": first, "title": over, "count": count}
            self._problems.append(place.grid.problem(rules.REPEALED, first, **values))

    def _leave(self, where: str, reason: str) -> None:
        """Record a place that is not read, and the reason, for the report."""
        self._left.append((where, reason))

    def _divide(
        self, judged: Sequence[JudgedPlace], name: ListName | None
    ) -> tuple[list[Share], list[Share]]:
        """Divide the tables among the lists; return the shares to import, and those of a list not asked for.

        Tables with a problem and tables that are no real lists are reported and left out.
        """
        shares: list[Share] = []
        chosen = self._without_small_tables([entry for entry in judged if entry.kind != CLOSED])
        for table in chosen:
            if table.problem is not None:
                self._problems.append(table.problem)
                title = table.place.grid.title
                self._leave(title, f"chưa đọc, xem lỗi {table.problem.code}")
                continue
            divided, closed, problems = shares_of(table)
            shares += divided
            self._problems += problems
            if closed:
                reason = f"{closed} hàng đánh dấu không được tiếp cận, không đọc"
                self._leave(table.place.grid.title, reason)
        wrong = [share for share in shares if name is not None and share.name != name]
        for share in wrong:
            reason = f"là {KIND_NAMES[share.name]}; nhập riêng với --list {share.name}"
            if share.rows is not None:
                reason = (
                    f"{len(share.rows)} hàng thuộc {KIND_NAMES[share.name]}, không lấy vì có --list"
                )
            self._leave(share.grid.title, reason)
        return [share for share in shares if share not in wrong], wrong

    def _without_closed(
        self, shares: list[Share], judged: Sequence[JudgedPlace], places: Places
    ) -> list[Share]:
        """Return the shares without rows whose asterisk means “closed to citizens”, and without doubtful grids.

        Doubtful are grids with words such as “không công khai” that do not tell which rows they mean.
        """
        closed = frozenset(
            place.grid.number
            for place in (*places.bare, *(entry.place for entry in judged if entry.kind == CLOSED))
        )
        starred = without_starred(self._book, shares)
        if starred.count:
            reason = f"{starred.count} hàng có dấu {starred.sign} không được tiếp cận, không đọc"
            self._leave(shares[0].grid.title, reason)
        shares = starred.shares
        problems, held = questions_of_closure(
            self._book,
            shares,
            self._path,
            closed=closed,
            has_closed=bool(closed or places.withheld),
            explained=starred.notes,
        )
        self._problems += problems
        remaining = [share for share in shares if share.grid.number not in held]
        for share in shares:
            if share not in remaining:
                self._leave(share.grid.title, f"chưa đọc, xem lỗi {problems[0].code}")
        return remaining

    def _without_small_tables(self, judged: list[JudgedPlace]) -> list[JudgedPlace]:
        """Return the tables without those that are no lists: details of one item, counts, small tables.

        A table is small only beside a real list, and the reason for each goes into the report.
        """
        chosen = []
        details = details_of(judged)
        for table in judged:
            grid, reason = table.place.grid, ""
            alike = [other for other in judged if table.kind in {None, other.kind}]
            few = _most_fields_filled(table) <= _MAX_FEW_FIELDS and not table.place.title.kinds
            if grid.number in details:
                title, heading = details[grid.number]
                reason = f"bảng con của “{title}” theo cột “{heading}”, không có mục mới"
            elif _only_counts(table) and any(map(_names_items, judged)):
                reason = "bảng số liệu, không có tên thông tin"
            elif few and max(map(_most_fields_filled, alike)) >= _MIN_MANY_FIELDS:
                reason = "bảng nhỏ, không có các cột của danh mục"
            if reason:
                self._leave(grid.title, reason)
            else:
                chosen.append(table)
        return chosen

    def _tables(self, shares: Sequence[Share], name: ListName) -> Iterator[ReadTable]:
        """Yield the tables of one list with their items.

        A group named over a table, or still open at the end of the table before, is carried into it.
        """
        sheets = {share.grid.number for share in shares}
        seen: dict[tuple[str, ...], str] = {}
        carried = none = ("", "")
        ends: dict[int, int] = {}
        for share in shares:
            table, grid = share.table, share.table.sheet.grid
            over = list(rows_over_headings(table, ends.get(grid.number, 0)))
            ends[grid.number] = max(table.last, ends.get(grid.number, 0))
            group = group_before(grid) if len(sheets) > 1 else none
            if group == none:
                group = carried if table.header == (0, 0) else group_over(table)
            rows = SortedRows(share.sorted_as, *group)
            carried = ("", rows.groups[-1]) if rows.groups else group
            items = list(self._read_items(share, rows, name))
            left = self._passed_over(share, rows, over)
            items = self._named_by_sheet(items, grid, several=len(sheets) > 1)
            unique = list(self._without_repeats(items, grid, seen, left))
            yield ReadTable(
                list=name,
                grid=grid,
                columns=table.columns,
                items=tuple(unique),
                left=tuple(left),
                samples=dict(_samples(table, rows, share)),
            )

    def _read_items(self, share: Share, rows: SortedRows, name: ListName) -> Iterator[NewItem]:
        """Yield the items of one list in a table, then collect the problems and notes on its cells.

        Args:
            share: The rows of the table that belong to the list; the others are passed over.
            rows: All rows of the table, sorted into items and groups.
            name: The list.
        """
        table, grid = share.table, share.table.sheet.grid
        reader = ItemReader(table, name)
        for row in rows.items:
            if share.rows is not None and row.number not in share.rows:
                reader.pass_over(row, is_closed=row.number in share.closed)
                continue
            # Without an ordinal it is no document under an item: its item goes to another list.
            if row.number in share.orphans:
                row.mark = ""
            yield reader.item(row)
        self._problems += reader.problems
        if reader.fills_groups:
            self._notes.append(_FILLED.format(name=grid.title))
        self._notes += [*note_on_ticked_columns(table), *_notes_on_cells(reader, grid)]

    def _passed_over(
        self, share: Share, rows: SortedRows, over: Sequence[Left]
    ) -> list[tuple[str, str]]:
        """Return (address, reason) of what was passed over in a table; report rows without a name.

        For a table that several lists share, only the first call returns something.

        Args:
            share: The list's share of the table.
            rows: The table's rows, sorted.
            over: Rows over the table's headings, which are passed over too.
        """
        grid = share.grid
        if share.rows is not None:
            if id(share.judged) in self._reported:
                return []
            self._reported.add(id(share.judged))
        hidden = {passed.row for passed in grid.left if not passed.column}
        gone = [passed for passed in rows.left if passed.row not in hidden]
        first = share.table.header[0]
        below = (passed for passed in grid.left if passed.row == 1 or passed.row >= first)
        left = [*over, *gone, *below]
        for passed in rows.left:
            if passed.reason == NAMELESS and passed.row not in rows.nameless:
                problem = grid.problem(
                    rules.ROW_UNPLACED, passed.row, passed.column, reason=passed.reason
                )
                self._problems.append(problem)
        self._problems += [grid.problem(rules.NAMELESS_ITEM, row) for row in rows.nameless]
        if rows.guessed:
            places = ", ".join(grid.address(row) for row in rows.guessed[:10])
            self._notes.append(f"Coi là tên nhóm vì chỉ có một ô chữ, không có số: {places}.")
        return [(grid.address(passed.row, passed.column), passed.reason) for passed in left]

    def _named_by_sheet(
        self, items: list[NewItem], grid: Grid, *, several: bool
    ) -> list[NewItem]:  # fmt: skip
        """Return the items with the sheet's name as their group, where no item has a group.

        Not for names such as “Sheet1” or that of a list, and only where `several` sheets have items.
        """
        if not several or grid.kind != "sheet" or says("plain_sheet_name", grid.name):
            return items
        if kinds_of_name(grid.name) or any(item.fields.get("nhom", "x") for item in items):
            return items
        self._notes.append(f"Lấy tên trang tính “{grid.name}” làm nhóm của các mục trong trang ấy.")
        return [
            dataclasses.replace(item, fields={**item.fields, "nhom": grid.name}) for item in items
        ]

    @staticmethod
    def _without_repeats(
        items: Sequence[NewItem],
        grid: Grid,
        seen: dict[tuple[str, ...], str],
        left: list[tuple[str, str]],
    ) -> Iterator[NewItem]:
        """Yield the items that no earlier table has: a summary sheet repeats other sheets' items.

        Args:
            items: The items of one table.
            grid: The table's grid.
            seen: Key of each item of earlier tables → its address; this table's items are added.
            left: Where repeated items are recorded as passed over.
        """
        here: dict[tuple[str, ...], str] = {}
        for item in items:
            keys = ("ten", "so_ky_hieu", "ngay_ban_hanh", "dieu_kien")
            what = tuple(folded(item.fields.get(key, "")) for key in keys)
            where = grid.address(item.row)
            if what in seen:
                left.append((where, f"trùng với {seen[what]}"))
                continue
            here.setdefault(what, where)
            yield item
        seen.update(here)

    def _why_nothing(
        self, name: ListName | None, wrong: Sequence[Share], grids: Sequence[Grid]
    ) -> Problem:
        """Return the problem that says why nothing was read.

        Only another list than the one asked for (TT773), only closed lists (TT787), or no list at all.
        """
        place = Location(self._path)
        if wrong and name is not None:
            names = {"actual": KIND_NAMES[wrong[0].name], "wanted": KIND_NAMES[name]}
            return rules.OTHER_LIST.at(place, list=wrong[0].name, **names)
        closed = [where for where, reason in self._left if "không được tiếp cận, không" in reason]
        if closed:
            return rules.ONLY_CLOSED.at(place, where=closed[0])
        return why_nothing(self._book, grids, name or "cong-khai", self._path)

    def _report_rest(self, grids: Sequence[Grid], taken: set[int]) -> None:
        """Report the grids that hold no list and are not reported yet.

        Args:
            grids: The grids searched.
            taken: Numbers of the grids in which a list was found.
        """
        titles = {name.partition(", dưới tiêu đề")[0] for name, _ in self._left}
        for grid in grids:
            inner = grid.within is not None and grid.within[0] in taken
            if grid.number not in taken and grid.title not in titles:
                reason = why_not(grid)
                if inner:
                    reason = "bảng nhỏ nằm trong một ô của danh mục; chữ của nó đã đọc vào ô ấy"
                self._leave(grid.title, reason)


def _most_fields_filled(judged: JudgedPlace) -> int:
    """Return how many fields a table's columns fill, read as the list that it suits best."""
    return max((len(fields_filled(table)) for table in judged.tables.values()), default=0)


_NAMES = frozenset({"ten", "so_ky_hieu", NUMBER_AND_DAY})


def _names_items(judged: JudgedPlace) -> bool:
    """Tell whether a table has a filled column of titles or document numbers."""
    return bool(judged.tables) and bool(fields_filled(judged.tables["cong-khai"]) & _NAMES)


def _only_counts(judged: JudgedPlace) -> bool:
    """Tell whether a table is one of statistics: numbers by unit or group, without any item's name."""
    if not judged.tables or _names_items(judged) or judged.is_marked:
        return False
    table = judged.tables["cong-khai"]
    units = table.numbers("don_vi", "nhom")
    cells = [
        cell
        for row in table.rows
        for number, cell in table.sheet.cells_in(row).items()
        if number not in units and cell.flat and not names_sum(cell.flat)
    ]
    return bool(cells) and all(says("count", cell.flat) for cell in cells)
