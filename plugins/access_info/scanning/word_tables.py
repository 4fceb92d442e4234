"""Rows and cells of a table in a DOCX, with columns aligned (ECMA-376 Part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from access_info.office_files.xml_parts import attribute, local

# More columns than a page can hold say that the number is wrong.
_MOST_SPAN = 60


def rows_of(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, also within boxes for content."""
    for child in table:
        if local(child) == "tr":
            yield child
        elif local(child) not in {"tblPr", "tblGrid"}:
            yield from rows_of(child)


def cells_of(row: Element) -> Iterator[Element]:
    """Yield the cells of a row, also within boxes for content."""
    for child in row:
        if local(child) == "tc":
            yield child
        elif local(child) != "trPr":
            yield from cells_of(child)


def aligned_rows(table: Element, texts: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the rows of a table with blank cells where a cell spans several columns.

    Args:
        table: The table.
        texts: The text of each of its cells, row by row.
    """
    rows = []
    for row, row_texts in zip(rows_of(table), texts, strict=True):
        aligned = [""] * _before(row)
        for cell, text in zip(cells_of(row), row_texts, strict=True):
            aligned += [text, *[""] * (_span(cell, "tcPr", "gridSpan") - 1)]
        rows.append(aligned)
    return rows


def _before(row: Element) -> int:
    """Return how many columns are left out before a row's first cell."""
    return _span(row, "trPr", "gridBefore") if _number(row, "trPr", "gridBefore") else 0


def _span(element: Element, properties: str, name: str) -> int:
    number = _number(element, properties, name)
    return min(max(int(number or "1"), 1), _MOST_SPAN)


def _number(element: Element, properties: str, name: str) -> str:
    for child in element:
        if local(child) == properties:
            for property_ in child:
                value = attribute(property_, "val")
                if local(property_) == name and value.isdecimal():
                    return value
    return ""
