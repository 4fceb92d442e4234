"""What an office file amounts to: grids of cells, with what was left out and why; and as plain data."""

from __future__ import annotations

import dataclasses
import datetime
import math
from collections.abc import Callable
from typing import Any, Literal, TypeAlias

from access_info.office_files.limits import MAX_CELLS
from access_info.office_files.refusal import counted, too_large
from access_info.problems import Location, Problem, Rule


def letters_of(column: int) -> str:
    """Return the letters of a column's number: 1 → A, 27 → AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


HIDDEN_ROW = "hàng ẩn, không đọc; cần đưa vào danh mục thì bỏ ẩn (Unhide) rồi nhập lại"
HIDDEN_COLUMN = "cột ẩn, không đọc; cần đưa vào danh mục thì bỏ ẩn (Unhide) rồi nhập lại"
_MAX_LEFT = 1_000
# "sheet" of a workbook, "table" of a document, "text" of a CSV file.
GridKind: TypeAlias = Literal["sheet", "table", "text"]
CellKind: TypeAlias = Literal["text", "number", "date", "error"]
# How much of a cell is struck through.
Struck: TypeAlias = Literal["", "part", "whole"]


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something.

    Attributes:
        row: Its row, from 1, as people count it in the file.
        column: Its column, from 1.
        text: What people read, clean, its lines parted by line feeds.
        kind: What it holds.
        value: A date as ISO text, a number as digits; else "".
        links: Addresses it leads to, beside its text, in order.
        rows: Rows that it spans.
        columns: Columns that it spans.
        bold: Whether all of it is bold.
        notes: Footnotes that it refers to.
        struck: How much of it is struck through; of a part, the text is without it.
    """

    row: int
    column: int
    text: str
    kind: CellKind = "text"
    value: str = ""
    links: tuple[str, ...] = ()
    rows: int = 1
    columns: int = 1
    bold: bool = False
    notes: tuple[str, ...] = ()
    struck: Struck = ""

    @property
    def flat(self) -> str:
        """Its text on one line."""
        return " ".join(self.text.split())


@dataclasses.dataclass(frozen=True)
class Left:
    """Something of a file that was not taken.

    Attributes:
        row: Its row; 0 where it has none.
        column: Its column; 0 for a whole row.
        reason: Why, for people.
    """

    row: int
    column: int
    reason: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Grid:
    """A sheet, a table or a file of text as cells.

    Attributes:
        name: The sheet's name; "" for tables and text.
        number: Its number among the file's grids, from 1.
        kind: What it is in the file.
        cells: Cells that hold something, by row and column.
        hidden: Whether people do not see it.
        before: Paragraphs between the table before it and itself, the last 500; of a table in a
            cell, those of the cell above it.
        within: The grid's number, row and column of the cell that it stands in, if any.
        left: What of it was not taken.
        around: Words printed around it: of the page's head and foot, of drawn boxes.
        comments: What people remarked on cells, in the place of those.
        concealed: Cells that are hidden or struck through: judged, never taken.
        width: Columns of a table, empty ones too; 0 where that is not known.
        path: The file, absolute, with `/`; "" until it is looked into for problems.
    """

    name: str
    number: int
    kind: GridKind
    cells: tuple[Cell, ...]
    hidden: bool = False
    before: tuple[str, ...] = ()
    within: tuple[int, int, int] | None = None
    left: tuple[Left, ...] = ()
    around: tuple[str, ...] = ()
    comments: tuple[Cell, ...] = ()
    concealed: tuple[Cell, ...] = ()
    width: int = 0
    path: str = ""

    @property
    def title(self) -> str:
        """What it is called in a report."""
        if self.kind == "sheet":
            return self.name
        return f"Bảng {self.number}" if self.kind == "table" else "Tệp CSV"

    def address(self, row: int, column: int = 0) -> str:
        """Return the address of a cell as people find it: `Phụ lục!A65`, `Bảng 2, hàng 14, cột 3`."""
        if self.kind == "table":
            return f"Bảng {self.number}, hàng {row}" + (f", cột {column}" if column else "")
        cell = f"{letters_of(column or 1)}{row}"
        return f"{self.name}!{cell}" if self.kind == "sheet" else cell

    def problem(self, rule: Rule, row: int, column: int = 0, /, **values: object) -> Problem:
        """Return a problem at a cell, or at a row; its text may name the place as `cell`."""
        place = Location(self.path, row, column or 1)
        return rule.at(place, cell=self.address(row, column), **values)


@dataclasses.dataclass(kw_only=True)
class SheetDraft:
    """A sheet of a workbook of any kind, while it is read.

    Attributes:
        name: Its name.
        hidden: Whether it is hidden.
        cells: Its cells, hidden ones too.
        left: What of it was not taken.
        comments: What people remarked on cells.
        around: Words printed around it.
        hidden_rows: Rows that are hidden.
        hidden_columns: First and last number of hidden columns.
        filtered: Whether a filter hides rows, which are read as others.
    """

    name: str
    hidden: bool
    cells: list[Cell] = dataclasses.field(default_factory=list)
    left: list[Left] = dataclasses.field(default_factory=list)
    comments: list[Cell] = dataclasses.field(default_factory=list)
    around: list[str] = dataclasses.field(default_factory=list)
    hidden_rows: set[int] = dataclasses.field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    filtered: bool = False

    def add(self, cell: Cell) -> None:
        """Add a cell.

        Raises:
            RefusedFileError: There are more than a list can hold.
        """
        self.cells.append(cell)
        if len(self.cells) > MAX_CELLS:
            raise too_large(f"một trang tính có trên {counted(MAX_CELLS)} ô có chữ")

    def grid(self, number: int) -> Grid:
        """Make its grid: cells of hidden rows and columns are concealed, and told as left out."""
        hidden = set() if self.filtered else self.hidden_rows
        rows = {cell.row for cell in self.cells} & hidden
        columns = {
            column
            for column in {cell.column for cell in self.cells}
            if any(first <= column <= last for first, last in self.hidden_columns)
        }
        left = [
            *self.left[:_MAX_LEFT],
            *(Left(row, 0, HIDDEN_ROW) for row in sorted(rows)),
            *(Left(1, at, f"{HIDDEN_COLUMN} ({letters_of(at)})") for at in sorted(columns)),
        ]
        seen: list[Cell] = []
        concealed: list[Cell] = []
        for cell in self.cells:
            (concealed if cell.row in rows or cell.column in columns else seen).append(cell)
        return Grid(
            name=self.name,
            number=number,
            kind="sheet",
            cells=tuple(sorted(seen, key=lambda cell: (cell.row, cell.column))),
            hidden=self.hidden,
            left=tuple(left),
            around=tuple(self.around),
            comments=tuple(self.comments),
            concealed=tuple(concealed),
        )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Book:
    """An office file as read: its grids, and words beside them.

    Attributes:
        grids: Its grids, hidden ones too.
        notes: What was seen beside them, and how it was taken, for people.
        paragraphs: Paragraphs outside tables, the first ones; of documents only.
        after: Paragraphs below the last table, of documents only.
        tabbed: How many paragraphs outside tables are parted by tabs, as rows of a table are.
        remarks: Comments and footnotes on what stands outside tables: judged, never taken.
        date_1904: Whether its plain numbers, read as days, count from 1904.
    """

    grids: tuple[Grid, ...]
    notes: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    tabbed: int = 0
    remarks: tuple[str, ...] = ()
    date_1904: bool = False


_CELLS = ("cells", "comments", "concealed")


def as_plain(book: Book) -> dict[str, Any]:
    """Turn a book into what JSON can carry."""
    grids = [
        vars(grid)
        | {name: list(map(dataclasses.astuple, getattr(grid, name))) for name in (*_CELLS, "left")}
        for grid in book.grids
    ]
    return {**vars(book), "grids": grids}


def from_plain(plain: dict[str, Any], day_text: Callable[[datetime.date], str]) -> Book:
    """Rebuild the book that `as_plain` turned into plain data.

    Args:
        plain: What `as_plain` made, read back from JSON.
        day_text: How days are written.
    """
    grids = tuple(
        Grid(
            **_with_tuples(grid)
            | {name: tuple(_cell(values, day_text) for values in grid[name]) for name in _CELLS}
            | {"left": tuple(Left(*values) for values in grid["left"])}
        )
        for grid in plain["grids"]
    )
    return Book(**_with_tuples(plain) | {"grids": grids})


def _with_tuples(plain: dict[str, Any]) -> dict[str, Any]:
    """Return plain data with tuples in the place of lists, which JSON made of them."""
    return {key: tuple(v) if isinstance(v, list) else v for key, v in plain.items()}


def _cell(values: list[Any], day_text: Callable[[datetime.date], str]) -> Cell:
    row, column, text, kind, value, links, rows, columns, bold, notes, struck = values
    if kind == "date":
        text = day_text(datetime.date.fromisoformat(value))
    return Cell(
        row, column, text, kind, value, tuple(links), rows, columns, bold, tuple(notes), struck
    )  # fmt: skip


_EPOCH, _EPOCH_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
_MAX_DAYS = 200_000
_MAX_DIGITS = 15
# Whole numbers below are kept to the last digit: of a bank card too.
_EXACT = 10**16


def serial_day(number: float, *, date_1904: bool) -> datetime.date | None:
    """Turn a workbook's number into a day; `None` for a time of day alone or one out of range.

    Args:
        number: Days since the epoch, with the time of day as a fraction.
        date_1904: Whether days are counted from 1904.
    """
    if not 1 <= number < _MAX_DAYS:
        return None
    return (_EPOCH_1904 if date_1904 else _EPOCH) + datetime.timedelta(days=math.floor(number))


def iso_day(text: str) -> str:
    """Return the day that ISO text begins with; "" where it is none.

    Args:
        text: As kept: `2026-09-03`, `2026-09-03T08:30:00`.
    """
    try:
        return datetime.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def number_text(digits: str, places: int = 0) -> str:
    """Write a number without the digits that binary arithmetic left behind.

    Args:
        digits: As kept: `12`, `12.0`, `1.2000000000000002`.
        places: Decimals that its format shows.
    """
    try:
        number = float(digits)
    except ValueError:
        return digits
    if not math.isfinite(number):
        return digits
    if places:
        return f"{number:.{places}f}"
    if number.is_integer() and abs(number) < _EXACT:
        return str(int(number))
    return f"{number:.{_MAX_DIGITS}g}"
