"""Rows that add up what stands above or below them; and what groups say beside their names."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from access_info.imports.lists import marks
from access_info.imports.lists.columns import Column
from access_info.imports.office.grid import Cell


def is_sum(
    own: Mapping[int, Cell], names: Collection[int], id_: Column | None, *, is_numbered: bool
) -> bool:
    """Whether a row names a sum, and all else that it says are numbers of things.

    Args:
        own: Its filled cells by column.
        names: The columns in which an item is named.
        id_: The column of ids, if any: what has an id is an item.
        is_numbered: Whether items have numbers of order, and this row has none.
    """
    if id_ is not None and id_.number in own:
        return False
    cells = [cell for cell in own.values() if cell.flat]
    named = [cell for cell in cells if cell.column in names] + cells[:1]
    sums = [cell for cell in named if marks.names_sum(cell.flat)]
    if not sums and is_numbered:
        sums = [cell for cell in named if marks.names_balance(cell.flat)]
    others = [cell for cell in cells if cell not in sums and not cell.links]
    adds_up = any(map(str.isdigit, "".join(cell.flat for cell in others)))
    return bool(sums) and adds_up and all(marks.is_count(cell.flat) for cell in others)


def without_sums(told: list[Cell]) -> list[Cell]:
    """The name of a group without its sums: “A. Thu | 200000000”; all cells of another row.

    Args:
        told: The cells of a row without a number, from the left.
    """
    ahead = marks.mark_kind(marks.parted(told[0].flat)[0])
    sums = all(cell.kind == "number" for cell in told[1:])
    return told[:1] if ahead in {"roman", "letter"} and sums else told


def without_code(told: list[Cell], names: Collection[int]) -> list[Cell]:
    """The name of a group without the code before it: “01 | Đất đai”; all cells of another row.

    Args:
        told: The cells of a row without a number, from the left.
        names: The columns in which an item is named.
    """
    named = [cell for cell in told if cell.column in names]
    coded = [cell for cell in told if cell.column not in names]
    return named if len(named) == 1 and all(marks.mark_kind(one.flat) for one in coded) else told
