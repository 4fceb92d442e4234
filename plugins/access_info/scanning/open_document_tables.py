"""Tables of an ODT or ODS with columns aligned (OASIS OpenDocument 1.3 Part 3, 9.1)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from access_info.office_files.xml_parts import attribute, local
from access_info.scanning.extracted import LINES_ABOVE, Extracted

# A sheet ends in thousands of blank cells and rows, each written once with its number.
_MOST_SPAN = 60


def add_tables(root: Element, extracted: Extracted) -> None:
    """Add every table of a document, each with the paragraphs before it.

    Args:
        root: The document's content.
        extracted: The result to add to.
    """
    _Walk(extracted).walk(root)


class _Walk:
    def __init__(self, extracted: Extracted) -> None:
        self._extracted = extracted
        self._above: list[str] = []
        self._count = 0

    def walk(self, element: Element) -> None:
        """Go through a document in order."""
        for child in element:
            name = local(child)
            if name == "table":
                self._table(child)
            elif name in {"p", "h"}:
                self._above = [*self._above[-LINES_ABOVE:], "".join(child.itertext())]
            elif name != "tracked-changes":
                self.walk(child)

    def _table(self, table: Element) -> None:
        self._count += 1
        name = attribute(table, "name") or f"bảng {self._count}"
        rows = [cells_of(row) for row in table.iter() if local(row) == "table-row"]
        self._extracted.add_table(name, rows, [*self._above, name])
        self._above = []


def cells_of(row: Element) -> list[str]:
    """Return the cells of a row, aligned; blank ones at its end are left out."""
    cells: list[str] = []
    for cell in row:
        if not local(cell).endswith("table-cell"):
            continue
        lines = ("".join(line.itertext()) for line in cell.iter() if local(line) in {"p", "h"})
        repeated = attribute(cell, "number-columns-repeated")
        times = min(int(repeated), _MOST_SPAN) if repeated.isdecimal() else 1
        cells += ["\n".join(lines)] * times
    while cells and not cells[-1]:
        cells.pop()
    return cells
