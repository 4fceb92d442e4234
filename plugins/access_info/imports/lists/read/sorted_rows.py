"""Sorted rows of a table: items, groups, and what was passed over for which reason."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from access_info.office_files.document import Cell, Left

BLANK = "hàng trống"
HEADING_AGAIN = "hàng tiêu đề lặp lại"
NUMBERS = "hàng số thứ tự của cột"
TOTAL = "hàng tổng cộng"
NOTE = "ghi chú của bảng"
SIGNATURE = "phần chữ ký"
AFTER = "nằm sau phần chữ ký"
NAMELESS = "không có tên thông tin, cũng không có số, ký hiệu"
ITEMLESS = "tên nhóm mà bên dưới không có mục nào"


@dataclasses.dataclass
class ItemRow:
    """A row that is an item.

    Attributes:
        number: Its number in the grid.
        cells: Its cells by the number of their column, merged ones from above included.
        group: The names of its groups, outermost first.
        mark: Its number of order.
        more: Cells of rows that only go on with it.
    """

    number: int
    cells: Mapping[int, Cell]
    group: tuple[str, ...]
    mark: str
    more: list[Cell] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True)
class Sorted:
    """A table's rows.

    Attributes:
        items: The items.
        left: What was passed over.
        groups: Names of its groups, in order.
        guessed: Rows taken for a group although no mark says so.
        nameless: Rows that are numbered, and say something, but have no name.
    """

    items: tuple[ItemRow, ...]
    left: tuple[Left, ...]
    groups: tuple[str, ...]
    guessed: tuple[int, ...]
    nameless: tuple[int, ...] = ()
