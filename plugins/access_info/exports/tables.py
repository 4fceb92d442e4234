"""Rows as a table: titles of columns and text of cells, for CSV and XLSX."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator

from access_info.exports.column_shapes import ExportColumn, ExportPart, ListColumns
from access_info.exports.dataset import DatasetTexts
from access_info.exports.rows import Row
from access_info.model.fields import FieldDoc, fields_of

# Between several values of one cell; it is in no address and in no text of a law.
SEPARATOR = " | "
# `Đất đai (điểm l khoản 1 Điều 17 Luật 01/2026/QH16)`: what stands behind the point's letter.
_PLACE = re.compile(r" khoản \d[^()]*(?=\)$)")


@dataclasses.dataclass(frozen=True)
class TableColumn:
    """A column as a table has it: a whole value, or one member of it.

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
        """Whether its cells are addresses of what the row names."""
        return self.column.shape in {"links", "files"}


@functools.lru_cache(maxsize=16)
def table_columns(kind: ListColumns, words: DatasetTexts) -> tuple[TableColumn, ...]:
    """List the columns of a list's table, in order."""
    return tuple(_columns(kind, words))


def _columns(kind: ListColumns, words: DatasetTexts) -> Iterator[TableColumn]:
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
    """Return the title of a table's column that holds one member of an export column's value."""
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
    """The maker of the cells of one list's rows."""

    def __init__(self, kind: ListColumns) -> None:
        """Note the places of a list's columns, and which of their members tables show."""
        self._plan: dict[str, tuple[int, tuple[str, ...]]] = {}
        # Of objects, cells of the same place are of the same object: what is unknown stays empty.
        self._counts = {column.name for column in kind.columns if column.shape == "counts"}
        self._aligned = {column.name for column in kind.columns if column.shape == "objects"}
        # The code beside says where in which law: in thousands of rows that is enough.
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
        """Return the text of each cell of a row in the order of the columns; "" where unknown."""
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
                        members = [_short(words) for words in members]
                    cells[number] = SEPARATOR.join(members) if any(members) else ""
            else:
                for number, part in enumerate(parts, place):
                    cells[number] = value.get(part, "")
        return cells


@functools.lru_cache(maxsize=1024)
def _short(words: str) -> str:
    """Leave out of a point's words where in which law it is."""
    return _PLACE.sub("", words)
