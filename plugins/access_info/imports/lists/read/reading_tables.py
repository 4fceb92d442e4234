"""Tables of one list → their items and what was passed over, told with its address."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from access_info.imports.lists.locate.columns import ListColumn
from access_info.imports.lists.locate.no_list import above, ticked
from access_info.imports.lists.locate.tables import ListTable
from access_info.imports.lists.read.dividing import Share
from access_info.imports.lists.read.group_names import group_before, group_over
from access_info.imports.lists.read.items import ItemReader, NewItem
from access_info.imports.lists.read.rows import sort_rows
from access_info.imports.lists.read.sorted_rows import NAMELESS, Sorted
from access_info.imports.lists.words import rules
from access_info.imports.lists.words.fields import ListName
from access_info.imports.lists.words.kinds import kinds_of_name
from access_info.model.declarations.types import fold
from access_info.office_files.document import Grid, Left
from access_info.problems import Location, Problem

# `sheet1`, `phu-luc-ii`; not `van-phong`.
_PLAIN_NAME = re.compile(
    r"(?:sheet|trang-tinh|chi-tiet|du-lieu|data|bang|dm|danh-muc|table|pl|phu-luc)-?(?:\d*|[ivx]*)"
)
_FILLED = "{name}: nhóm chỉ ghi ở hàng đầu của mỗi nhóm, các hàng dưới lấy theo."
_MOST_PLACES = 20
_SAMPLES = 3


@dataclasses.dataclass(frozen=True, kw_only=True)
class ReadTable:
    """A table, or the rows of one, that belongs to a list.

    Attributes:
        list: The list.
        title: What it is called: the sheet's name, `Bảng 2`.
        grid: Its grid.
        columns: Its columns.
        items: Its items.
        left: What was passed over, by address.
        samples: Three cells by number of each column of which it is not certain what it means.
    """

    list: ListName
    title: str
    grid: Grid
    columns: tuple[ListColumn, ...]
    items: tuple[NewItem, ...]
    left: tuple[tuple[str, str], ...]
    samples: dict[int, tuple[str, ...]]


class TableReader:
    """Reader of a file's tables, list by list.

    Attributes:
        problems: What is wrong.
        notes: What else a report should say.
    """

    def __init__(self, path: str) -> None:
        """Prepare for a file.

        Args:
            path: The file, absolute, with `/`.
        """
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self._path = path
        self._reported: set[int] = set()

    def read(self, shares: Sequence[Share], name: ListName) -> Iterator[ReadTable]:
        """Read what belongs to one list.

        Args:
            shares: What of the file's tables belongs to it, in their order.
            name: The list.
        """
        sheets = {share.table.sheet.grid.number for share in shares}
        seen: dict[tuple[str, ...], str] = {}
        carried = none = ("", "")
        ends: dict[int, int] = {}
        for share in shares:
            table, grid = share.table, share.table.sheet.grid
            over = list(above(table, ends.get(grid.number, 0)))
            ends[grid.number] = max(table.last, ends.get(grid.number, 0))
            group = group_before(grid) if len(sheets) > 1 else none
            if group == none:
                group = carried if table.header == (0, 0) else group_over(table)
            rows = sort_rows(share.sorted_as, group=group)
            carried = ("", rows.groups[-1]) if rows.groups else group
            items = list(self._items(share, rows, name))
            left = self._left(share, rows, over)
            items = self._named_by_sheet(items, grid, several=len(sheets) > 1)
            unique = list(self._once(items, grid, seen, left))
            yield ReadTable(
                list=name,
                title=grid.title,
                grid=grid,
                columns=table.columns,
                items=tuple(unique),
                left=tuple(left),
                samples=dict(_samples(table, rows, share)),
            )

    def _items(self, share: Share, rows: Sorted, name: ListName) -> Iterator[NewItem]:
        table, grid = share.table, share.table.sheet.grid
        reader = ItemReader(table, name, self._path)
        for row in rows.items:
            if share.rows is not None and row.number not in share.rows:
                reader.pass_over(row, is_closed=row.number in share.closed)
                continue
            if row.number in share.orphans:
                row.mark = ""
            yield reader.item(row)
        self.problems += reader.problems
        self.problems += [
            rules.REPEATS_CLOSED.at(Location(self._path, *place), cell=grid.address(*place))
            for place in reader.repeats.withheld
        ]
        if reader.fills_groups:
            self.notes.append(_FILLED.format(name=grid.title))
        self.notes += [*ticked(table), *_repeated(reader, grid)]

    def _left(self, share: Share, rows: Sorted, over: Sequence[Left]) -> list[tuple[str, str]]:
        """List what was passed over; of a table that lists share, only once."""
        grid = share.table.sheet.grid
        if share.rows is not None:
            if id(share.judged) in self._reported:
                return []
            self._reported.add(id(share.judged))
        hidden = {passed.row for passed in grid.left if not passed.column}
        gone = [passed for passed in rows.left if passed.row not in hidden]
        left = [*over, *gone, *(passed for passed in grid.left if _inside(passed, share.table))]
        self.problems += [
            rules.ROW_UNPLACED.at(
                Location(self._path, passed.row, passed.column or 1),
                cell=grid.address(passed.row, passed.column),
                reason=passed.reason,
            )
            for passed in rows.left
            if passed.reason == NAMELESS and passed.row not in rows.nameless
        ]
        self.problems += [
            rules.NAMELESS_ITEM.at(Location(self._path, row), cell=grid.address(row))
            for row in rows.nameless
        ]
        if rows.guessed:
            places = ", ".join(grid.address(row) for row in rows.guessed[:10])
            self.notes.append(f"Coi là tên nhóm vì chỉ có một ô chữ, không có số: {places}.")
        return [(grid.address(passed.row, passed.column), passed.reason) for passed in left]

    def _named_by_sheet(
        self, items: list[NewItem], grid: Grid, *, several: bool
    ) -> list[NewItem]:  # fmt: skip
        """Give items without a group the name of their sheet, where a file has several."""
        if not several or grid.kind != "sheet" or _PLAIN_NAME.fullmatch(fold(grid.name)):
            return items
        if kinds_of_name(grid.name) or any(item.fields.get("nhom", "x") for item in items):
            return items
        self.notes.append(f"Lấy tên trang tính “{grid.name}” làm nhóm của các mục trong trang ấy.")
        return [
            dataclasses.replace(item, fields={**item.fields, "nhom": grid.name}) for item in items
        ]

    @staticmethod
    def _once(
        items: Sequence[NewItem],
        grid: Grid,
        seen: dict[tuple[str, ...], str],
        left: list[tuple[str, str]],
    ) -> Iterator[NewItem]:
        """Yield the items that no earlier table has: a summary repeats other sheets' items."""
        here: dict[tuple[str, ...], str] = {}
        for item in items:
            keys = ("ten", "so_ky_hieu", "ngay_ban_hanh", "dieu_kien")
            what = tuple(fold(item.fields.get(key, "")) for key in keys)
            where = grid.address(item.row)
            if what in seen:
                left.append((where, f"trùng với {seen[what]}"))
                continue
            here.setdefault(what, where)
            yield item
        seen.update(here)


def _repeated(reader: ItemReader, grid: Grid) -> Iterator[str]:
    """Yield a note on cells filled from those above, and on cells of a dash alone."""
    places = [grid.address(*place) for place in reader.repeats.filled]
    if places:
        more = f" và {len(places) - _MOST_PLACES} ô nữa" if len(places) > _MOST_PLACES else ""
        yield f"Ô ghi “như trên” lấy theo ô phía trên: {', '.join(places[:_MOST_PLACES])}{more}."
    if reader.repeats.blank:
        yield f"{grid.title}: ô chỉ có dấu gạch hoặc dấu chấm coi là ô trống."


def _samples(table: ListTable, rows: Sorted, share: Share) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield up to three cells of each column whose meaning is not certain."""
    taken = [row for row in rows.items if share.rows is None or row.number in share.rows]
    for column in table.columns:
        if column.confidence == "có thể":
            cells = (row.cells.get(column.number) for row in taken)
            texts = [cell.flat for cell in cells if cell is not None and cell.flat]
            yield column.number, tuple(dict.fromkeys(texts))[:_SAMPLES]


def _inside(left: Left, table: ListTable) -> bool:
    """Tell whether what was not taken stands in row 1, within the table or below it."""
    return left.row == 1 or table.header[0] <= left.row <= table.last or left.row > table.last
