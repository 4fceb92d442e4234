"""A file's grids → the tables of one list, their items, and what else was in the file."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from access_info.imports.lists import rules
from access_info.imports.lists.absent import above, beside_tables, ticked, why_not, why_nothing
from access_info.imports.lists.fields import ListName
from access_info.imports.lists.group_names import group_before, group_over
from access_info.imports.lists.items import ItemReader, NewItem
from access_info.imports.lists.rows import NAMELESS, sort_rows
from access_info.imports.lists.sheet import Sheet
from access_info.imports.lists.tables import Column, Table, continued, evidence, tables_of
from access_info.imports.lists.twice import twice
from access_info.imports.office.grid import Book, Grid, Left
from access_info.model.types import fold
from access_info.problems import Location, Problem, in_order

NAMES: dict[ListName, str] = {
    "cong-khai": "danh mục thông tin phải được công khai",
    "co-dieu-kien": "danh mục thông tin tiếp cận có điều kiện",
}
_ONLY = {
    "co-dieu-kien": frozenset({"dieu_kien", "nguoi_dong_y"}),
    "cong-khai": frozenset(
        {
            "so_ky_hieu",
            "so_va_ngay",
            "ngay_ban_hanh",
            "hinh_thuc",
            "thoi_diem",
            "thoi_han",
            "dia_chi",
        }
    ),
}
_PLAIN_NAME = re.compile(r"(?:sheet|trang-tinh|bang|dm|danh-muc|table)-?\d*")
_FILLED = "{name}: nhóm chỉ ghi ở hàng đầu của mỗi nhóm, các hàng dưới lấy theo."
_WEAK, _STRONG = 3, 5
_MOST_PLACES = 20


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReadTable:
    """A table that holds the list.

    Attributes:
        title: What it is called: the sheet's name, `Bảng 2`.
        grid: Its grid.
        columns: Its columns.
        items: Its items.
        left: What was passed over, by address.
    """

    title: str
    grid: Grid
    columns: tuple[Column, ...]
    items: tuple[NewItem, ...]
    left: tuple[tuple[str, str], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReadFile:
    """A file as understood.

    Attributes:
        name: Which list was looked for.
        tables: The tables that hold it.
        left: Grids that do not, by name, and why.
        notes: What else a report should say.
        problems: Everything that is wrong.
    """

    name: ListName
    tables: tuple[ReadTable, ...]
    left: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def items(self) -> list[NewItem]:
        """All items, in the file's order."""
        return [item for table in self.tables for item in table.items]


def read_lists(book: Book, *, path: str, name: ListName | None, sheet: str | None) -> ReadFile:
    """Finds the list in a file's grids.

    Args:
        book: The file.
        path: Where it is, absolute, with `/`.
        name: Which list; `None` to tell it by the headings.
        sheet: The one sheet to look in; `None` for all that people see.
    """
    return _Reader(book, path, sheet).read(name)


class _Reader:
    def __init__(self, book: Book, path: str, sheet: str | None) -> None:
        self._book = book
        self._path = path
        self._wanted = sheet
        self._left: list[tuple[str, str]] = []
        self._notes = list(book.notes)
        self._problems: list[Problem] = []

    def read(self, name: ListName | None) -> ReadFile:
        grids = list(self._grids())
        both: tuple[ListName, ListName] = ("cong-khai", "co-dieu-kien")
        found = {one: self._found(grids, one) for one in both}
        own = {one: [t for t in found[one] if _kind(t) in {one, None}] for one in both}
        if name is None:
            only = not any(_kind(t) == "cong-khai" for t in found["cong-khai"])
            conditional = any(_kind(t) == "co-dieu-kien" for t in found["co-dieu-kien"])
            name = "co-dieu-kien" if conditional and only else "cong-khai"
        other: ListName = "co-dieu-kien" if name == "cong-khai" else "cong-khai"
        wrong = [t for t in found[other] if _kind(t) == other]
        places = {(t.sheet.grid.number, t.header) for t in wrong}
        tables = self._chosen(
            [t for t in own[name] if (t.sheet.grid.number, t.header) not in places]
        )
        if not tables:
            self._problems.append(self._nothing(name, other, grids, wrong=bool(wrong)))
        for table in wrong:
            reason = f"là {NAMES[other]}; nhập riêng với --list {other}"
            self._left.append((table.sheet.grid.title, reason))
        read = _without_bare_headings(tuple(self._read(tables, name)))
        if tables:
            self._notes += beside_tables(self._book.paragraphs)
        self._notes += twice(item for table in read for item in table.items)
        if read and not any(table.items for table in read):
            self._problems.append(rules.EMPTY.at(Location(self._path), table=read[0].title))
        self._rest(grids, [*tables, *wrong])
        return ReadFile(
            name=name,
            tables=read,
            left=tuple(dict.fromkeys(self._left)),
            notes=tuple(dict.fromkeys(self._notes)),
            problems=tuple(in_order(self._problems)),
        )

    def _grids(self) -> Iterator[Grid]:
        for grid in self._book.grids:
            if self._wanted is not None:
                if fold(grid.title) == fold(self._wanted):
                    yield grid
            elif grid.hidden:
                reason = f"trang tính ẩn, không đọc; muốn đọc thì thêm --sheet “{grid.title}”"
                if grid.cells:
                    self._left.append((grid.title, reason))
            elif grid.cells:
                yield grid

    def _found(self, grids: Sequence[Grid], name: ListName) -> list[Table]:
        tables: list[Table] = []
        for grid in grids:
            sheet = Sheet(grid)
            here = list(tables_of(sheet, name))
            last = tables[-1] if tables else None
            if not here and last is not None and grid.kind == "table" and grid.within is None:
                more = continued(sheet, last)
                if more is not None and last.sheet.grid.number == _before(grids, grid):
                    here = [more]
            tables += here
        return tables

    def _chosen(self, tables: list[Table]) -> list[Table]:
        """Tables without those that are small beside a real list: of instructions, or counts."""
        most = max((len(evidence(one)) for one in tables), default=0)
        chosen = []
        for table in tables:
            if len(evidence(table)) <= _WEAK and most >= _STRONG:
                reason = "bảng nhỏ, không có các cột của danh mục"
                self._left.append((table.sheet.grid.title, reason))
            else:
                chosen.append(table)
        return chosen

    def _read(self, tables: Sequence[Table], name: ListName) -> Iterator[ReadTable]:
        sheets = {table.sheet.grid.number for table in tables}
        seen: dict[tuple[str, ...], str] = {}
        carried = none = ("", "")
        ends: dict[int, int] = {}
        for table in tables:
            grid = table.sheet.grid
            over = list(above(table, ends.get(grid.number, 0)))
            ends[grid.number] = max(table.last, ends.get(grid.number, 0))
            group = group_before(grid) if len(sheets) > 1 else none
            if group == none:
                group = carried if table.header == (0, 0) else group_over(table)
            rows = sort_rows(table, group=group)
            carried = ("", rows.groups[-1]) if rows.groups else group
            reader = ItemReader(table, name, self._path)
            items = [reader.item(row) for row in rows.items]
            self._problems += reader.problems
            if reader.fills_groups:
                self._notes.append(_FILLED.format(name=grid.title))
            self._notes += [*ticked(table), *self._repeated(reader, grid)]
            hidden = {one.row for one in grid.left if not one.column}
            gone = [one for one in rows.left if one.row not in hidden]
            left = [*over, *gone, *(one for one in grid.left if _inside(one, table))]
            told = [(grid.address(one.row, one.column), one.reason) for one in left]
            self._problems += [
                rules.ROW_UNPLACED.at(
                    Location(self._path, one.row, one.column or 1),
                    cell=grid.address(one.row, one.column),
                    reason=one.reason,
                )
                for one in rows.left
                if one.reason == NAMELESS
            ]
            if rows.guessed:
                places = ", ".join(grid.address(row) for row in rows.guessed[:10])
                self._notes.append(f"Coi là tên nhóm vì chỉ có một ô chữ, không có số: {places}.")
            items = self._named_by_sheet(items, grid, several=len(sheets) > 1)
            kept = list(self._once(items, grid, seen, told))
            yield ReadTable(
                title=grid.title,
                grid=grid,
                columns=table.columns,
                items=tuple(kept),
                left=tuple(told),
            )

    @staticmethod
    def _repeated(reader: ItemReader, grid: Grid) -> Iterator[str]:
        """What cells said that look above, or hold a dash alone."""
        places = [grid.address(*place) for place in reader.repeats.filled]
        if places:
            more = f" và {len(places) - _MOST_PLACES} ô nữa" if len(places) > _MOST_PLACES else ""
            yield f"Ô ghi “như trên” lấy theo ô phía trên: {', '.join(places[:_MOST_PLACES])}{more}."
        if reader.repeats.blank:
            yield f"{grid.title}: ô chỉ có dấu gạch hoặc dấu chấm coi là ô trống."

    def _named_by_sheet(
        self, items: list[NewItem], grid: Grid, *, several: bool
    ) -> list[NewItem]:  # fmt: skip
        """Items of one of several sheets, whose name is the only group they have."""
        if not several or grid.kind != "sheet" or _PLAIN_NAME.fullmatch(fold(grid.name)):
            return items
        if any(item.fields.get("nhom", "x") for item in items):
            return items
        self._notes.append(f"Lấy tên trang tính “{grid.name}” làm nhóm của các mục trong trang ấy.")
        return [
            dataclasses.replace(item, fields={**item.fields, "nhom": grid.name}) for item in items
        ]

    def _once(
        self,
        items: Sequence[NewItem],
        grid: Grid,
        seen: dict[tuple[str, ...], str],
        told: list[tuple[str, str]],
    ) -> Iterator[NewItem]:
        """Items that no table before has, as a summary of other sheets repeats them."""
        here: dict[tuple[str, ...], str] = {}
        for item in items:
            keys = ("ten", "so_ky_hieu", "ngay_ban_hanh", "dieu_kien")
            what = tuple(fold(item.fields.get(key, "")) for key in keys)
            where = grid.address(item.row)
            if what in seen:
                told.append((where, f"trùng với {seen[what]}"))
                continue
            here.setdefault(what, where)
            yield item
        seen.update(here)

    def _nothing(
        self, name: ListName, other: ListName, grids: Sequence[Grid], *, wrong: bool
    ) -> Problem:  # fmt: skip
        place = Location(self._path)
        if wrong:
            names = {"found": NAMES[other], "wanted": NAMES[name]}
            return rules.OTHER_LIST.at(place, list=other, **names)
        return why_nothing(self._book, grids, name, self._path)

    def _rest(self, grids: Sequence[Grid], tables: Sequence[Table]) -> None:
        taken = {table.sheet.grid.number for table in tables}
        said = {name for name, _ in self._left}
        for grid in grids:
            inner = grid.within is not None and grid.within[0] in taken
            if grid.number not in taken and grid.title not in said:
                reason = why_not(grid)
                if inner:
                    reason = "bảng nhỏ nằm trong một ô của danh mục; chữ của nó đã đọc vào ô ấy"
                self._left.append((grid.title, reason))


def _without_bare_headings(read: tuple[ReadTable, ...]) -> tuple[ReadTable, ...]:
    """All but headings over headings: nothing stands below them, and their grid has items elsewhere."""
    filled = {table.grid.number for table in read if table.items}
    return tuple(t for t in read if t.items or t.left or t.grid.number not in filled)


def _kind(table: Table) -> ListName | None:
    """Which list a table is by its headings; `None` when they do not tell."""
    fields = evidence(table)
    if fields & _ONLY["co-dieu-kien"] and not fields & {"hinh_thuc", "thoi_diem", "thoi_han"}:
        return "co-dieu-kien"
    return "cong-khai" if fields & _ONLY["cong-khai"] else None


def _before(grids: Sequence[Grid], grid: Grid) -> int:
    """Number of the table before one, those inside others left out."""
    outer = [one.number for one in grids if one.within is None and one.number < grid.number]
    return outer[-1] if outer else 0


def _inside(left: Left, table: Table) -> bool:
    """Whether something that was not taken lies within a table's rows, or names a whole column."""
    return left.row == 1 or table.header[0] <= left.row <= table.last or left.row > table.last
