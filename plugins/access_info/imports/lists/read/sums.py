"""Rows that add up what stands above or below them; and what groups say beside their names."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from access_info.imports.lists.locate.columns import ListColumn
from access_info.imports.lists.words import numbering
from access_info.office_files.document import Cell


def is_sum(
    row_cells: Mapping[int, Cell],
    names: Collection[int],
    id_: ListColumn | None,
    *,
    is_numbered: bool,
) -> bool:
    """Tell whether a row names a sum, and all else that it says are numbers of things.

    Args:
        row_cells: Its filled cells by column.
        names: The columns in which an item is named.
        id_: The column of ids, if any: what has an id is an item.
        is_numbered: Whether items have numbers of order, and this row has none.
    """
    if id_ is not None and id_.number in row_cells:
        return False
    cells = [cell for cell in row_cells.values() if cell.flat]
    named = [cell for cell in cells if cell.column in names] + cells[:1]
    sums = [cell for cell in named if numbering.names_sum(cell.flat)]
    if not sums and is_numbered:
        sums = [cell for cell in named if numbering.names_balance(cell.flat)]
    others = [cell for cell in cells if cell not in sums and not cell.links]
    adds_up = any(map(str.isdigit, "".join(cell.flat for cell in others)))
    return bool(sums) and adds_up and all(numbering.is_count(cell.flat) for cell in others)


def without_sums(cells: list[Cell]) -> list[Cell]:
    """Drop the sums beside a group's name: “A. Thu | 200000000”; keep other rows whole.

    Args:
        cells: The cells of a row without a number, from the left.
    """
    ahead = numbering.mark_kind(numbering.parted(cells[0].flat)[0])
    sums = all(cell.kind == "number" for cell in cells[1:])
    return cells[:1] if ahead in {"roman", "letter"} and sums else cells


def without_code(cells: list[Cell], names: Collection[int]) -> list[Cell]:
    """Drop the code before a group's name: “01 | Đất đai”; keep other rows whole.

    Args:
        cells: The cells of a row without a number, from the left.
        names: The columns in which an item is named.
    """
    named = [cell for cell in cells if cell.column in names]
    coded = [cell for cell in cells if cell.column not in names]
    return (
        named
        if len(named) == 1 and all(numbering.mark_kind(cell.flat) for cell in coded)
        else cells
    )
