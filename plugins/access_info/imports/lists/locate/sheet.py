"""A grid's cells by row, with merged cells where people see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from access_info.office_files.document import Cell, Grid


class Sheet:
    """A grid that can be asked for its rows.

    Attributes:
        grid: The grid.
        rows: Numbers of the rows in which a cell begins, in order.
    """

    def __init__(self, grid: Grid) -> None:
        """Sort the cells by row."""
        self.grid = grid
        self._by_row: dict[int, list[Cell]] = {}
        tall: list[Cell] = []
        for cell in grid.cells:
            self._by_row.setdefault(cell.row, []).append(cell)
            if cell.rows > 1:
                tall.append(cell)
        self.rows = sorted(self._by_row)
        self._tall = tall
        self._covering: dict[int, dict[int, Cell]] | None = None

    def cells_in(self, row: int) -> Mapping[int, Cell]:
        """Return the cells that begin in a row, by column."""
        return {cell.column: cell for cell in self._by_row.get(row, ())}

    def seen(self, row: int) -> dict[int, Cell]:
        """Return the cells that begin in a row or reach down into it, by their first column."""
        return {**self.covering(row), **self.cells_in(row)}

    def covering(self, row: int) -> dict[int, Cell]:
        """Return the cells of rows above that reach down into a row, by first column."""
        if self._covering is None:
            # A merge may reach down to the end of the sheet: only rows that hold anything count.
            self._covering = {}
            for cell in self._tall:
                for number in self._between(cell.row + 1, cell.row + cell.rows - 1):
                    self._covering.setdefault(number, {})[cell.column] = cell
        return self._covering.get(row, {})

    def at(self, row: int, column: int) -> Cell | None:
        """Find the cell that covers a place, merged cells included."""
        return next(
            (
                cell
                for cell in self.seen(row).values()
                if cell.column <= column < cell.column + cell.columns
            ),
            None,
        )

    def _between(self, first: int, last: int) -> Iterator[int]:
        return (row for row in self.rows if first <= row <= last)
