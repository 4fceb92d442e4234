"""Turns rows into tables (titles of columns, text of cells), and tables into CSV (RFC 4180)."""

from __future__ import annotations

import codecs
import csv
import dataclasses
import functools
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from access_info.exports.columns import ExportColumn, ExportPart, ListColumns
from access_info.exports.dataset import DatasetTexts
from access_info.exports.rows import Row
from access_info.model.fields import FieldDoc, fields_of
from access_info.office_files.formulas import guard, unguard

# Separates several values in one cell; occurs in no address and in no text of a law.
SEPARATOR = " | "
# `Đất đai (điểm l khoản 1 Điều 17 Luật 01/2026/QH16)`: what stands behind the point's letter.
_PLACE = re.compile(r" khoản \d[^()]*(?=\)$)")


@dataclasses.dataclass(frozen=True)
class TableColumn:
    """A column of a table: it shows a whole value of a row, or one member of a value.

    Attributes:
        title: What stands in the table's first row.
        column: The declaration.
        part: The member, or `None` for the whole.
    """

    title: str
    column: ExportColumn
    part: ExportPart | None = None

    @property
    def is_day(self) -> bool:
        """Whether its cells are days, some of which may be known by month or year only."""
        if self.part is not None:
            return self.part.day
        return self.column.shape in {"day", "partial-day"}

    @property
    def leads_to_content(self) -> bool:
        """Whether its cells are addresses of the information itself, to be links in workbooks."""
        return self.column.shape in {"links", "files"}


@functools.lru_cache(maxsize=16)
def table_columns(kind: ListColumns, words: DatasetTexts) -> tuple[TableColumn, ...]:
    """Return the columns of a list's table, in order; cached, since thousands of agencies share them."""
    return tuple(_table_columns_of(kind, words))


def _table_columns_of(kind: ListColumns, words: DatasetTexts) -> Iterator[TableColumn]:
    """Yield a column for each value, or for each member shown of a value that has members."""
    for column in kind.columns:
        title = label_of(column, kind, words)
        if not column.parts:
            yield TableColumn(title, column)
        for part in column.parts:
            if part.shown:
                yield TableColumn(part_label(part, column, title, words), column, part)


def label_of(column: ExportColumn, kind: ListColumns, words: DatasetTexts) -> str:
    """Return a column's title: its own text, else the label of the model's field."""
    return words[column.label] if column.label else field_doc(column, kind).label


def part_label(part: ExportPart, column: ExportColumn, title: str, words: DatasetTexts) -> str:
    """Return the title of the table's column that holds one member of a value.

    It is the member's own label, else that of the model's field, behind the column's if `part.joined`
    (“Niêm yết: từ ngày”), else the column's.

    Args:
        part: The member.
        column: The column whose value has the member.
        title: The title of that column.
        words: The texts.
    """
    if part.label:
        return words[part.label]
    if not part.field or column.record is None:
        return title
    label = next(doc.label for doc in fields_of(column.record) if doc.name == part.field)
    return f"{title}: {label[:1].lower()}{label[1:]}" if part.joined else label


def field_doc(column: ExportColumn, kind: ListColumns) -> FieldDoc:
    """Return the declaration of the model's field that a column is read from."""
    return next(doc for doc in fields_of(kind.record) if doc.name == column.field)


class Cells:
    """Turns the rows of one list into the cells of its table."""

    def __init__(self, kind: ListColumns) -> None:
        """Work out, for each column of the list, its first cell and the members that tables show."""
        # Column's name → number of its first cell, names of the members that each take a cell.
        self._plan: dict[str, tuple[int, tuple[str, ...]]] = {}
        self._counts = {column.name for column in kind.columns if column.shape == "counts"}
        # The n-th values in the cells of such a column are of the same object, so unknown ones stay
        # as empty values between separators.
        self._aligned = {column.name for column in kind.columns if column.shape == "objects"}
        # Beside these words stands the code, so the words need not cite the law in each row.
        self._coded = {
            column.name
            for column in kind.columns
            if {"notation", "prefLabel"} <= {part.name for part in column.parts if part.shown}
        }
        width = 0
        for column in kind.columns:
            parts = tuple(part.name for part in column.parts if part.shown)
            self._plan[column.name] = width, parts
            width += len(parts) if column.parts else 1
        self._unknown = [""] * width

    def of(self, row: Row) -> list[str]:
        """Return the text of each cell of a row, in the order of the columns; "" where unknown.

        Several values are joined by `SEPARATOR`; a value with members fills a cell for each.
        """
        cells = self._unknown.copy()
        for name, value in row.items():
            place, parts = self._plan[name]
            if isinstance(value, str):
                cells[place] = value
            elif isinstance(value, int | float):
                cells[place] = f"{value:g}" if isinstance(value, float) else str(value)
            elif name in self._counts and isinstance(value, list):
                counts = [
                    f"{each.get('notation') or each['prefLabel']}: {each['count']}"
                    for each in value
                    if isinstance(each, dict)
                ]
                cells[place] = SEPARATOR.join(counts)
            elif not parts:
                cells[place] = SEPARATOR.join(map(str, value))
            elif isinstance(value, list):
                for number, part in enumerate(parts, place):
                    members = [
                        each.get(part, "")
                        for each in value
                        if isinstance(each, dict) and (part in each or name in self._aligned)
                    ]
                    if part == "prefLabel" and name in self._coded:
                        members = [_without_place(words) for words in members]
                    cells[number] = SEPARATOR.join(members) if any(members) else ""
            else:
                for number, part in enumerate(parts, place):
                    cells[number] = value.get(part, "")
        return cells


@functools.lru_cache(maxsize=1024)
def _without_place(words: str) -> str:
    """Return a point's words without clause and law: `Đất đai (điểm l khoản 1 …)` → `Đất đai (điểm l)`."""
    return _PLACE.sub("", words)


# Tables as CSV (RFC 4180) that Excel opens rightly, and whose cells cannot act as formulas.


def csv_bytes(kind: ListColumns, table: Iterable[Sequence[str]], words: DatasetTexts) -> bytes:
    """Return a list as a CSV file: UTF-8 with a byte order mark, CRLF, quoted where RFC 4180 asks for it.

    Args:
        kind: Which list.
        table: The cells of each row, in order.
        words: The texts of the titles.
    """
    return csv_head(kind, words) + csv_lines(table).encode()


def table_csv(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table that is no published list as a CSV file: UTF-8 with a byte order mark, CRLF.

    For a list see `csv_bytes`, which knows its titles.

    Args:
        titles: The titles of its columns.
        rows: The cells of each row, in order.
    """
    return codecs.BOM_UTF8 + csv_lines((titles, *rows)).encode()


def province_csv(kind: ListColumns, files: Iterable[bytes], words: DatasetTexts) -> Iterator[bytes]:
    """Yield a province's CSV list piece by piece, from agencies' files without parsing them.

    Args:
        kind: Which list.
        files: What `csv_bytes` wrote for each agency, in order.
        words: The language that the files were written in.

    Raises:
        ValueError: A file does not begin with the header that `csv_bytes` writes now.
    """
    head = csv_head(kind, words)
    yield head
    for content in files:
        if not content.startswith(head):
            raise ValueError("not a list that csv_bytes wrote")
        yield content[len(head) :]


def csv_table(content: bytes) -> Iterator[list[str]]:
    """Return the cells of each row of a file that `csv_bytes` wrote, without the header.

    Args:
        content: The file.
    """
    # No cell is longer than the file; Python's limit is shared by all CSV readers of the process.
    csv.field_size_limit(max(csv.field_size_limit(), len(content)))
    lines = csv.reader(io.StringIO(content.decode(), newline=""))
    next(lines)
    # Guards against formulas are apostrophes; hardly any file has one.
    return ([unguard(cell) for cell in cells] for cells in lines) if b"'" in content else lines


def csv_lines(table: Iterable[Sequence[str]]) -> str:
    """Return rows of cells as lines of a CSV file; takes a third of the time of `csv.writer`.

    Args:
        table: The cells of each row, at least two: a row of one empty cell would be an empty line.
    """
    # Two of three cells are empty.
    lines = [",".join([_csv_cell(cell) if cell else "" for cell in cells]) for cells in table]
    return "\r\n".join([*lines, ""])


def csv_head(kind: ListColumns, words: DatasetTexts) -> bytes:
    """Return what a CSV file of a list begins with: the byte order mark and the titles."""
    titles = [column.title for column in table_columns(kind, words)]
    return codecs.BOM_UTF8 + csv_lines([titles]).encode()


def _csv_cell(cell: str) -> str:
    """Return a cell as CSV: guarded so that it is no formula, quoted where RFC 4180 asks (2.6, 2.7)."""
    text = guard(cell)
    if '"' in text:
        text = text.replace('"', '""')
    elif not ("," in text or "\n" in text or "\r" in text):
        return text
    return f'"{text}"'
