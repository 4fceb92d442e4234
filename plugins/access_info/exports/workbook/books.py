"""Whole workbooks: a template, and what stands for its marks in the file of a list."""

from __future__ import annotations

import html
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, TextIO

from access_info.exports.dataset import Dataset, DatasetTexts
from access_info.exports.tables import table_columns
from access_info.exports.workbook.cell_text import property_text, text_element, without_control
from access_info.exports.workbook.sheet_rows import SharedCells, SheetRows
from access_info.exports.workbook.template import workbook_template
from access_info.model.verification import Verification

_NO_DAY = "2000-01-01"
_CHUNK = 1 << 16


def write_book(
    file: IO[bytes],
    dataset: Dataset,
    table: Iterable[Sequence[str]],
    count: int,
    words: DatasetTexts,
    *,
    strings: TextIO,
    most_rows: int,
    most_links: int,
) -> None:
    """Write a list; a row is made when its line is written, so no more than one is in memory.

    Args:
        file: An empty file, open for writing and reading.
        dataset: What is said about the whole.
        table: The cells of each row, in order.
        count: How many there are.
        words: The language of titles.
        strings: An empty file that holds the texts of cells meanwhile.
        most_rows: So many rows on a sheet at most; further rows stand on further sheets.
        most_links: So many links on a sheet at most; further addresses are plain text.

    Raises:
        ValueError: There are not as many rows as was said.
    """
    kind = dataset.kind
    facts = {key: text for key, text in _facts(dataset, words).items() if text}
    sizes = [min(most_rows, count - start) for start in range(0, count or 1, most_rows)]
    template = workbook_template(
        kind, words, dataset.language, tuple(facts), sheets=len(sizes), links=most_links > 0
    )
    shared = SharedCells(template.styles, template.strings, strings)
    columns = table_columns(kind, words)
    sheets = [SheetRows(columns, shared, most_links=most_links) for _ in sizes]
    rows = iter(table)
    texts = {
        "title": html.escape(property_text(dataset.title), quote=False),
        "author": html.escape(property_text(dataset.publisher.name), quote=False),
        "rights": html.escape(property_text(dataset.license), quote=False),
        "day": f"{dataset.modified or _NO_DAY}T00:00:00Z",
        **{
            key.removeprefix("exports."): text_element(without_control(text))
            for key, text in facts.items()
        },
    }

    def fill(mark: str, number: int) -> Iterable[str]:
        match mark:
            case "rows":
                return sheets[number - 1].of(itertools.islice(rows, sizes[number - 1]))
            case "last":
                return [str(sizes[number - 1] + 1)]
            case "links":
                links = sheets[number - 1].links
                return ["<hyperlinks>", *links, "</hyperlinks>"] if links else []
            case "related":
                return sheets[number - 1].related
            case "count":
                return [str(shared.count)]
            case "strings":
                strings.seek(0)
                return iter(lambda: strings.read(_CHUNK), "")
            case _:
                return [texts[mark]]

    template.write(file, fill)
    written = sum(sheet.written for sheet in sheets) + sum(1 for _ in rows)
    if written != count:
        raise ValueError(f"{written} rows were given where {count} were announced")


def _facts(dataset: Dataset, words: DatasetTexts) -> Mapping[str, str]:
    """Tell where the list comes from, wherever the file may be sent: by key of its title."""
    return {
        "exports.about_title": dataset.title,
        "exports.publisher": dataset.publisher.name,
        "exports.about_page": dataset.landing_page,
        "exports.about_modified": dataset.modified,
        "exports.about_law": _law(dataset, words),
        "exports.about_license": dataset.license,
        "exports.about_schema": dataset.schema,
    }


def _law(dataset: Dataset, words: DatasetTexts) -> str:
    """Name the law and, unless its text was compared with the gazette, how it was checked."""
    law = dataset.law
    if law.verification is Verification.GAZETTE:
        return law.name
    return f"{law.name} ({words[f'checked.{law.verification.name.lower()}']})"
