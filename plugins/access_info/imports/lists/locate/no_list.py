"""Reasons why a file, or a grid of it, holds no list; and notes beside a list's rows."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from access_info.imports.lists.locate.contents import TICK
from access_info.imports.lists.locate.headers import is_header
from access_info.imports.lists.locate.sheet import Sheet
from access_info.imports.lists.locate.tables import ListTable
from access_info.imports.lists.words import rules
from access_info.imports.lists.words.fields import ListName
from access_info.imports.lists.words.numbering import MarkKind, bare_mark
from access_info.model.declarations.types import fold
from access_info.office_files.document import Book, Cell, Grid, Left
from access_info.problems import Location, Problem, quotable

# `doc-lap-tu-do-hanh-phuc`, `tm-uy-ban-nhan-dan`.
_LAYOUT = re.compile(
    r"cong-hoa-xa-hoi-chu-nghia-viet-nam|doc-lap-tu-do|noi-nhan|^tm-|^kt-|chu-tich|nhu-tren"
)
# A paragraph of a list that is no table.
ENTRY = re.compile(r"\s*(?:\d{1,3}[.)]|[-–+•])\s*\S")
_ITEM = re.compile(r"\s*\d{1,3}[.)]\s*\S")
_FEWEST_PARAGRAPHS = 3
_FEWEST_NUMBERED = 2
_SHOWN = 80


def why_nothing(book: Book, grids: Sequence[Grid], name: ListName, path: str) -> Problem:
    """Explain why a file holds no list, as nearly as can be told.

    Args:
        book: The file.
        grids: Those of its grids that were looked into.
        name: The list that was looked for.
        path: Where the file is, absolute, with `/`.
    """
    place = Location(path)
    turned = [grid for grid in grids if is_header(Sheet(_turned(grid)), 1, name)]
    if len(turned) > 1:
        return rules.CARDS.at(place, count=len(turned))
    if turned:
        return rules.TURNED.at(place, table=turned[0].title)
    count = book.tabbed or sum(ENTRY.match(paragraph) is not None for paragraph in book.paragraphs)
    if count >= _FEWEST_PARAGRAPHS:
        return rules.PARAGRAPHS.at(place, count=count)
    titles = [grid.title for grid in book.grids if grid.cells]
    seen = f" (đã xem: {', '.join(titles[:8])})" if titles else " (tệp không có bảng nào)"
    return rules.NO_LIST.at(place, seen=seen)


def is_layout(grid: Grid) -> bool:
    """Tell whether a grid only lays out the head or the foot of a document."""
    folded = [fold(cell.flat) for cell in grid.cells[:40]]
    return any(_LAYOUT.search(text) for text in folded)


def why_not(grid: Grid) -> str:
    """Explain why a grid holds no list."""
    if is_layout(grid):
        return "bảng trình bày (quốc hiệu, nơi nhận, chữ ký), không phải danh mục"
    return "không có hàng tiêu đề của danh mục"


def above(table: ListTable, after: int) -> Iterator[Left]:
    """Yield the rows over a table's headings, such as the list's title, as passed over.

    Args:
        table: The table.
        after: Number of the last row that belongs to a table before it.
    """
    for row in table.sheet.rows:
        if after < row < table.header[0]:
            cells = [cell for cell in table.sheet.cells_in(row).values() if cell.flat]
            if cells:
                words = shown(" | ".join(cell.flat for cell in cells))
                yield Left(row, cells[0].column, f"nằm trên hàng tiêu đề: {words}")


def more_in_group_row(cells: Iterable[Cell], group: tuple[MarkKind, str, str]) -> Iterator[Left]:
    """Yield what a group's row says beside its mark and its name.

    Args:
        cells: The row's cells.
        group: Kind of the mark, the mark, the name.
    """
    for cell in cells:
        if cell.flat and group[2] not in cell.flat and bare_mark(cell.flat) != bare_mark(group[1]):
            yield Left(cell.row, cell.column, f"chữ khác ở hàng tên nhóm: {shown(cell.flat)}")


def numbered_outside(paragraphs: Sequence[str]) -> Iterator[str]:
    """Yield a note on numbered paragraphs of a document whose list is a table."""
    numbered = [paragraph for paragraph in paragraphs if _ITEM.match(paragraph)]
    if len(numbered) >= _FEWEST_NUMBERED:
        yield (
            f"Ngoài bảng có {len(numbered)} đoạn văn đánh số, không đọc (đoạn đầu: {shown(numbered[0])}). "
            "Nếu là mục của danh mục thì đưa vào bảng rồi nhập lại."
        )


def ticked(table: ListTable) -> Iterator[str]:
    """Yield a note on columns without a field that are only ticked, as one for each agency."""
    names = [
        column.heading
        for column in table.columns
        if not column.field and column.heading and _is_ticked(table, column.number)
    ]
    if len(names) > 1:
        yield (
            f"Các cột {', '.join(map(shown, names[:8]))} chỉ đánh dấu: giữ trong ghi chú. Nếu mỗi cột "
            "là một cơ quan thì lọc lấy các hàng của cơ quan mình ra tệp riêng rồi nhập."
        )


def shown(text: str) -> str:
    """Quote words of a file for a report, shortened."""
    return f"“{quotable(text, longest=_SHOWN)}”"


def _is_ticked(table: ListTable, number: int) -> bool:
    column = [table.sheet.cells_in(row).get(number) for row in table.rows]
    cells = [cell for cell in column if cell is not None and cell.flat]
    return bool(cells) and all(TICK.fullmatch(cell.flat) for cell in cells)


def _turned(grid: Grid) -> Grid:
    """Turn a grid's first three columns into rows: the first that holds anything is row 1."""
    first = min((cell.column for cell in grid.cells), default=1)
    return dataclasses.replace(
        grid,
        cells=tuple(
            dataclasses.replace(
                cell, row=cell.column - first + 1, column=cell.row, rows=1, columns=1
            )
            for cell in grid.cells
            if cell.column - first < _FEWEST_PARAGRAPHS
        ),
    )
