"""The grids of cells that office files are read into, with what was left out and why."""

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
    """Return a column's letters for its number: 1 → A, 27 → AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# Descending, so that a number is made of as few digits as possible.
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
          (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def roman(number: int) -> str:
    """Return a number, from 1, in Roman digits: 4 → IV."""
    numeral = ""
    for worth, digits in _ROMAN:
        count, number = divmod(number, worth)
        numeral += digits * count
    return numeral


HIDDEN_ROW = "hàng ẩn, không đọc; cần đưa vào danh mục thì bỏ ẩn (Unhide) rồi nhập lại"
HIDDEN_COLUMN = "cột ẩn, không đọc; cần đưa vào danh mục thì bỏ ẩn (Unhide) rồi nhập lại"
# Cells of a sheet that are listed as left out, at most.
_MAX_LEFT = 1_000
# "sheet" of a workbook, "table" of a document, "text" of a CSV file.
GridKind: TypeAlias = Literal["sheet", "table", "text"]
CellKind: TypeAlias = Literal["text", "number", "date", "error"]
# How much of a cell is struck through.
Struck: TypeAlias = Literal["", "part", "whole"]


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell of a sheet or table.

    Attributes:
        row: Number of the row, from 1, as people count it in the file.
        column: Number of the column, from 1.
        text: The text that people read, clean, its lines separated by line feeds.
        kind: The kind of content.
        value: A date as ISO text, a number as digits; else "".
        links: Targets of its hyperlinks, in order.
        rows: Number of rows that it spans.
        columns: Number of columns that it spans.
        bold: Whether all its text is bold.
        notes: Texts of the footnotes that it refers to.
        struck: How much of it is struck through; text struck in part is not in `text`.
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
        """The cell's text on one line."""
        return " ".join(self.text.split())


@dataclasses.dataclass(frozen=True)
class Left:
    """A cell, row or column of a file that was left out, with the reason, for the report.

    Attributes:
        row: Number of the row; of a hidden column 1.
        column: Number of the column; 0 for a whole row.
        reason: Why it was left out, for people.
    """

    row: int
    column: int
    reason: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Grid:
    """A sheet, a table of a document or a CSV file, as cells.

    Attributes:
        name: The sheet's name; "" for tables and CSV files.
        number: The grid's number among those of the file, from 1.
        kind: Whether it is a sheet, a table or a CSV file.
        cells: The filled cells, by row and column.
        hidden: Whether it is a hidden sheet.
        before: The paragraphs between the table before and this one, the last 500; for a table nested
            in a cell, the paragraphs above it in that cell.
        within: Grid number, row and column of the cell that a nested table stands in; else `None`.
        left: The cells and rows that were left out.
        around: Words in the page's header and footer, and in drawn boxes.
        comments: People's comments on cells, each as a cell in that place.
        concealed: Cells that are hidden or struck through: searched for warnings, never imported.
        width: Number of columns of a table, empty ones too; 0 where that is not known.
        path: The file, absolute, with `/`; "" as long as no problems are reported.
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
        """The grid's name in a report: `Phụ lục`, `Bảng 2`, `Tệp CSV`."""
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
        """Return the problem of a rule at a cell, or at a row (column 0); its message may name the address as `{cell}`."""
        place = Location(self.path, row, column or 1)
        return rule.at(place, cell=self.address(row, column), **values)


@dataclasses.dataclass(kw_only=True)
class SheetDraft:
    """A sheet of a workbook while it is being read, from which the grid is made.

    Attributes:
        name: The sheet's name.
        hidden: Whether the sheet is hidden.
        cells: The filled cells, hidden ones too.
        left: The cells that were left out.
        comments: People's comments on cells.
        around: Words in the page's header and footer, and in drawn boxes.
        hidden_rows: Numbers of the hidden rows.
        hidden_columns: First and last number of each range of hidden columns.
        filtered: Whether a filter hides the rows; then they are read like others.
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
        """Add a filled cell.

        Raises:
            RefusedFileError: The sheet has more filled cells than a list can hold.
        """
        self.cells.append(cell)
        if len(self.cells) > MAX_CELLS:
            raise too_large(f"một trang tính có trên {counted(MAX_CELLS)} ô có chữ")

    def grid(self, number: int) -> Grid:
        """Return the grid of the sheet, its cells by row and column.

        Cells of hidden rows and columns are kept apart as `concealed`, and their rows and columns
        reported as left out.

        Args:
            number: The grid's number among those of the file.
        """
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
    """An office file as it was read: its grids, and the words beside them.

    Attributes:
        grids: The grids, hidden ones too.
        notes: Remarks for people on how the file was read.
        paragraphs: The first 2,000 paragraphs outside tables, of documents only.
        after: Paragraphs below the last table, of documents only.
        tabbed: Number of paragraphs outside tables that tabs divide like a table's rows.
        remarks: Comments, footnotes and hidden words outside tables: searched for warnings, never
            imported.
        date_1904: Whether plain numbers that mean days count from 1904.
    """

    grids: tuple[Grid, ...]
    notes: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    tabbed: int = 0
    remarks: tuple[str, ...] = ()
    date_1904: bool = False


# Fields of a grid that hold cells.
_CELLS = ("cells", "comments", "concealed")


def as_plain(book: Book) -> dict[str, Any]:
    """Return a book as plain data, which JSON can carry from the child process to its parent."""
    grids = [
        vars(grid)
        | {name: list(map(dataclasses.astuple, getattr(grid, name))) for name in (*_CELLS, "left")}
        for grid in book.grids
    ]
    return {**vars(book), "grids": grids}


def from_plain(plain: dict[str, Any], day_text: Callable[[datetime.date], str]) -> Book:
    """Return the book that `as_plain` turned into plain data.

    Args:
        plain: The result of `as_plain`, read back from JSON.
        day_text: Day → its text for people, which the child does not know.
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
    """Return a cell from its plain values; a day gets the text by which people read it."""
    values = [tuple(value) if isinstance(value, list) else value for value in values]
    cell = Cell(*values)
    if cell.kind != "date":
        return cell
    return dataclasses.replace(cell, text=day_text(datetime.date.fromisoformat(cell.value)))


_EPOCH, _EPOCH_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
# Larger numbers mean no day of our time: this one is in the year 2447.
_MAX_DAYS = 200_000
# Digits of a binary fraction that can be trusted.
_MAX_DIGITS = 15
# Whole numbers below are kept to the last digit: of a bank card too.
_EXACT = 10**16


def serial_day(number: float, *, date_1904: bool) -> datetime.date | None:
    """Return the day that a workbook's number means; `None` for a time of day alone or a number out of range.

    Workbooks keep a day as the number of days since an epoch: 46268.35 is a morning in 2026.

    Args:
        number: Days since the epoch, with the time of day as a fraction.
        date_1904: Whether days are counted from 1904.
    """
    if not 1 <= number < _MAX_DAYS:
        return None
    return (_EPOCH_1904 if date_1904 else _EPOCH) + datetime.timedelta(days=math.floor(number))


def iso_day(text: str) -> str:
    """Return the day at the beginning of ISO text: `2026-09-03T08:30:00` → `2026-09-03`; "" for none."""
    try:
        return datetime.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def number_text(digits: str, places: int = 0) -> str:
    """Return a number as people read it, without the traces of binary arithmetic.

    `12.0` → `12`, `1.2000000000000002` → `1.2`; what is no finite number stays as it is.

    Args:
        digits: The number as the file holds it.
        places: The number of decimals that the cell's format shows.
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
