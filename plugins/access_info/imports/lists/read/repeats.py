"""Cells that say “như trên” → what stands above them."""

from __future__ import annotations

import dataclasses
import re

from access_info.imports.lists.locate.columns import ListColumn
from access_info.office_files.document import Cell

# “nt”, “(như trên)”, “〃”; not “-”.
_DITTO = re.compile(
    r"[-–(]*\s*(?:n\.?t\.?|như (?:ô |mục |dòng |hàng )?trên|như nt|[\"”“″〃]|''|,,|/{2}|-\s*[\"”]\s*-)"
    r"\s*[-–.;)]*",
    re.IGNORECASE,
)
_BARE = re.compile(r"[\W_]*")
_NOTHING = re.compile(r"[-–—.…_]+")


def says(cell: Cell) -> bool:
    """Tell whether a cell says more than a dash."""
    bare = not cell.links and _BARE.fullmatch(cell.flat) is not None
    return not bare or _DITTO.fullmatch(cell.flat) is not None


class Repeats:
    """Cells of one table that say “như trên”, and what they mean.

    Attributes:
        filled: Places of the cells that were filled.
        blank: Whether a cell held nothing but a dash.
        withheld: Places of the cells that mean one of a row that is not read.
    """

    def __init__(self) -> None:
        """Begin with no cell seen."""
        self.filled: list[tuple[int, int]] = []
        self.blank = False
        self.withheld: list[tuple[int, int]] = []
        self._above: dict[int, Cell] = {}
        self._withheld: set[int] = set()

    def withhold(self, cell: Cell, number: int) -> None:
        """Record a cell of a row that is not read: “như trên” below it means nothing.

        Args:
            cell: The cell.
            number: Number of its column.
        """
        if not _DITTO.fullmatch(cell.flat):
            self._above.pop(number, None)
            self._withheld.add(number)

    def meant(self, cell: Cell, column: ListColumn) -> Cell | None:
        """Resolve what a cell means: the one above for “như trên”, `None` for a dash alone.

        Args:
            cell: A cell of an item.
            column: Its column.
        """
        if not cell.links and _NOTHING.fullmatch(cell.flat):
            self.blank = True
            self._above.pop(column.number, None)
            return None
        above = self._above.get(column.number)
        if column.number in self._withheld and _DITTO.fullmatch(cell.flat) and not cell.links:
            self.withheld.append((cell.row, cell.column))
            return None
        self._withheld.discard(column.number)
        if above is not None and not cell.links and _DITTO.fullmatch(cell.flat):
            self.filled.append((cell.row, cell.column))
            cell = dataclasses.replace(above, row=cell.row, rows=1)
        self._above[column.number] = cell
        return cell
