"""Lists as XLSX: a workbook that XlsxWriter made once, with each list's rows put in.

XlsxWriter is loaded when the first workbook is written: a build that writes none starts sooner.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from access_info.exports.dataset import Dataset, DatasetTexts
from access_info.exports.workbook.cell_text import (
    MOST_LINK,
    MOST_LINKS,
    MOST_ROWS,
    MOST_TEXT,
    not_rich,
    property_text,
)

__all__ = [
    "MOST_LINK",
    "MOST_ROWS",
    "MOST_TEXT",
    "not_rich",
    "property_text",
    "province_xlsx",
    "xlsx_bytes",
]


def xlsx_bytes(
    dataset: Dataset,
    table: Sequence[Sequence[str]],
    words: DatasetTexts,
    *,
    most_rows: int = MOST_ROWS,
    most_links: int = MOST_LINKS,
) -> bytes:
    """Write a list as an XLSX file whose cells link to the information.

    Args:
        dataset: What is said about the whole; a last sheet tells it.
        table: The cells of each row, in order.
        words: The language of titles.
        most_rows: So many rows on a sheet at most; further rows stand on further sheets.
        most_links: So many links on a sheet at most; further addresses are plain text.
    """
    from access_info.exports.workbook.books import write_book  # noqa: PLC0415 - see above

    file = io.BytesIO()
    write_book(
        file,
        dataset,
        table,
        len(table),
        words,
        strings=io.StringIO(newline=""),
        most_rows=most_rows,
        most_links=most_links,
    )
    return file.getvalue()


def province_xlsx(
    path: Path,
    dataset: Dataset,
    table: Iterable[Sequence[str]],
    count: int,
    words: DatasetTexts,
    *,
    most_rows: int = MOST_ROWS,
) -> None:
    """Write a province's list row by row, so that memory does not grow with it.

    Addresses are plain text: Excel allows 65,530 links on a sheet.

    Args:
        path: The new file.
        dataset: What is said about the whole.
        table: The cells of each row, in order.
        count: How many there are.
        words: The language of titles.
        most_rows: So many rows on a sheet at most; further rows stand on further sheets.

    Raises:
        ValueError: There are not as many rows as was said.
    """
    from access_info.exports.workbook.books import write_book  # noqa: PLC0415 - see above

    with (
        path.open("w+b") as file,
        tempfile.TemporaryFile("w+", encoding="utf-8", newline="", dir=path.parent) as strings,
    ):
        write_book(
            file,
            dataset,
            table,
            count,
            words,
            strings=strings,
            most_rows=most_rows,
            most_links=0,
        )
