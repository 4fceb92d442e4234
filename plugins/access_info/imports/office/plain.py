"""A book as plain data, on its way from the process that read it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

from access_info.imports.office.grid import Book, Cell, Grid, Left

_CELLS = ("cells", "comments", "concealed")


def as_plain(book: Book) -> dict[str, Any]:
    """Turn a book into what JSON can carry."""
    plain = {field.name: getattr(book, field.name) for field in dataclasses.fields(book)}
    plain["grids"] = [
        {field.name: getattr(grid, field.name) for field in dataclasses.fields(grid)}
        | {
            **{
                name: [dataclasses.astuple(cell) for cell in getattr(grid, name)] for name in _CELLS
            },
            "left": [dataclasses.astuple(left) for left in grid.left],
        }
        for grid in book.grids
    ]
    return plain


def from_plain(plain: dict[str, Any], day_text: Callable[[datetime.date], str]) -> Book:
    """Rebuild the book that `as_plain` turned into plain data.

    Args:
        plain: What `as_plain` made, read back from JSON.
        day_text: How days are written.
    """
    grids = tuple(
        Grid(
            **grid
            | {
                **{
                    name: tuple(_cell(values, day_text) for values in grid[name]) for name in _CELLS
                },
                "left": tuple(Left(*values) for values in grid["left"]),
                "before": tuple(grid["before"]),
                "within": tuple(grid["within"]) if grid["within"] else None,
            }
        )
        for grid in plain["grids"]
    )
    return Book(
        grids=grids,
        notes=tuple(plain["notes"]),
        paragraphs=tuple(plain["paragraphs"]),
        after=tuple(plain["after"]),
        tabbed=plain["tabbed"],
        remarks=tuple(plain["remarks"]),
        date_1904=plain["date_1904"],
    )


def _cell(values: list[Any], day_text: Callable[[datetime.date], str]) -> Cell:
    row, column, text, kind, value, links, rows, columns, bold, notes, struck = values
    if kind == "date":
        text = day_text(datetime.date.fromisoformat(value))
    return Cell(
        row, column, text, kind, value, tuple(links), rows, columns, bold, tuple(notes), struck
    )  # fmt: skip
