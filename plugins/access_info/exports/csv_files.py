"""Lists as CSV (RFC 4180) that Excel opens rightly and that cannot act as formulas."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator

from access_info.exports.columns import ListColumns
from access_info.exports.dataset import DatasetTexts
from access_info.exports.rows import Row
from access_info.exports.tables import Cells, table_columns

# What spreadsheets take for the start of a formula (OWASP, “CSV injection”), with its full-width
# and small twins, also behind what cannot be seen; and a leading tab or line end. Apostrophes
# count as unseen, so that what `guard` puts in can be taken out again without a doubt. Examples:
# `=SUM(A1)`, ` +84 24`, `'=1`, a leading tab; not `84 24` or `'quoted'`.
is_formula = re.compile(
    r"[\s\x00-\x1f\u200b-\u200f\u2060\ufeff']*"
    r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
    r"|'*[\t\r\n]"
).match


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula.

    No column is let off, not even for signed numbers or telephone numbers (“+84 …”): none holds
    numbers to count with, and a rule without exceptions can be undone by `unguard`. JSON and
    XLSX hold the text as it is.
    """
    # A letter or digit comes first nearly always, and is asked for faster than a pattern.
    return f"'{text}" if text and not text[0].isalnum() and is_formula(text) else text


def unguard(cell: str) -> str:
    """Take off the apostrophe that `guard` put before a text, if there is one."""
    return cell[1:] if cell.startswith("'") and is_formula(cell) else cell


def csv_bytes(kind: ListColumns, rows: Iterable[Row], words: DatasetTexts) -> bytes:
    """Write a list as a CSV file: UTF-8 with a byte order mark, CRLF, every cell quoted.

    Args:
        kind: Which list.
        rows: Its rows, in order.
        words: The language of the titles.
    """
    cells = Cells(kind)
    return _head(kind, words) + _encoded(map(guard, cells.of(row)) for row in rows)


def province_csv(kind: ListColumns, files: Iterable[bytes], words: DatasetTexts) -> Iterator[bytes]:
    """Yield a province's CSV list piece by piece, from agencies' files without parsing them.

    Args:
        kind: Which list.
        files: What `csv_bytes` wrote for each agency, in order.
        words: The language that the files were written in.

    Raises:
        ValueError: A file does not begin with the header that `csv_bytes` writes now.
    """
    head = _head(kind, words)
    yield head
    for content in files:
        if not content.startswith(head):
            raise ValueError("not a list that csv_bytes wrote")
        yield content[len(head) :]


def _head(kind: ListColumns, words: DatasetTexts) -> bytes:
    titles = [guard(column.title) for column in table_columns(kind, words)]
    return codecs.BOM_UTF8 + _encoded([titles])


def _encoded(rows: Iterable[Iterable[str]]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode()
