"""Lists as CSV (RFC 4180) that Excel opens rightly and that cannot act as formulas."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from access_info.exports.column_shapes import ListColumns
from access_info.exports.dataset import DatasetTexts
from access_info.exports.tables import table_columns
from access_info.office_files.formulas import guard, unguard


def csv_bytes(kind: ListColumns, table: Iterable[Sequence[str]], words: DatasetTexts) -> bytes:
    """Write a list as a CSV file: UTF-8 with a byte order mark, CRLF, quoted where RFC 4180 asks for it.

    Args:
        kind: Which list.
        table: The cells of each row, in order.
        words: The language of the titles.
    """
    return csv_head(kind, words) + csv_lines(table).encode()


def table_csv(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a table that is no list, in the same way.

    Args:
        titles: Of its columns.
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
    """Read the cells of each row back from a file that `csv_bytes` wrote.

    Args:
        content: The file.
    """
    # A cell is as long as its text is; the limit is that of all readers of this process.
    csv.field_size_limit(max(csv.field_size_limit(), len(content)))
    lines = csv.reader(io.StringIO(content.decode(), newline=""))
    next(lines)
    # Hardly any file has an apostrophe.
    return map(_freed, lines) if b"'" in content else lines


def csv_lines(table: Iterable[Sequence[str]]) -> str:
    """Write rows of cells as lines of a CSV file: a third of the time that `csv.writer` takes.

    Args:
        table: The cells of each row, in order; two or more, for a line of one that is empty is no row.
    """
    # Two of three cells are empty.
    lines = [",".join([_written(cell) if cell else "" for cell in cells]) for cells in table]
    return "\r\n".join([*lines, ""])


def csv_head(kind: ListColumns, words: DatasetTexts) -> bytes:
    """Write what a CSV file begins with: the byte order mark and the titles."""
    titles = [column.title for column in table_columns(kind, words)]
    return codecs.BOM_UTF8 + csv_lines([titles]).encode()


def _written(cell: str) -> str:
    """Guard a cell, and put it in quotation marks where RFC 4180 asks for them (2.6, 2.7)."""
    text = guard(cell)
    if '"' in text:
        text = text.replace('"', '""')
    elif not ("," in text or "\n" in text or "\r" in text):
        return text
    return f'"{text}"'


def _freed(cells: Sequence[str]) -> list[str]:
    return [unguard(cell) if cell else "" for cell in cells]
