"""The rows of a list as the XML of a sheet (ECMA-376 Part 1, 18.3.1.73, 18.3.1.4 and 18.4).

XlsxWriter's own rows take five times as long: here many rows at once are written column by column.
A cell does not tell its place, which follows from those before it (18.3.1.4, `r`): so cells of one
text are the same wherever they stand, and files are a third smaller. It is text or a day, never a
formula; text that starts like one is marked as quoted, so that it stays text when somebody edits it.
"""

from __future__ import annotations

import datetime
import html
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO

import xlsxwriter.url
import xlsxwriter.utility

from access_info.exports.tables import TableColumn
from access_info.exports.workbook.cell_text import is_link, string_items
from access_info.exports.workbook.template import CellStyles
from access_info.office_files.formulas import is_formula

_EPOCH = datetime.date(1899, 12, 30)
_FIRST_DAY = "1900-03-01"  # before it Excel's calendar is wrong by a day
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII).fullmatch
# So many rows are written at once, and so many texts are known again: memory stays the same
# however long the list is.
_ROWS, _MOST_TEXTS = 500, 10_000
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
# An address with one of these stands in the file as Excel writes it, not as it is typed.
_ESCAPED = re.compile(r"[%\[\]]").search


class SharedCells:
    """The XML of cells, and the texts that they share.

    Only the newest texts are known again, so a long list may hold a common text more than once.

    Attributes:
        count: How many texts there are.
    """

    def __init__(self, styles: CellStyles, first: int, file: TextIO) -> None:
        """Begin with no cell.

        Args:
            styles: Styles of cells.
            first: The number of the first text.
            file: Where texts are written.
        """
        self.count = first
        self._styles = styles
        self._file = file
        # A cell without text looks like its column, for whoever types into it.
        self._texts = {"": f'<c s="{styles.text}"/>'}
        self._days = {"": f'<c s="{styles.day}"/>'}

    def forget(self) -> None:
        """Forget the cells that are known, if they are many."""
        for cells in (self._texts, self._days):
            if len(cells) > _MOST_TEXTS:
                empty = cells[""]
                cells.clear()
                cells[""] = empty

    def texts(self, texts: Iterable[str]) -> Mapping[str, str]:
        """Return the cell of each text."""
        cells, styles = self._texts, self._styles
        new = [text for text in dict.fromkeys(texts) if text not in cells]
        ordered, items = string_items(new)
        self._file.write(items)
        start, end = f'<c s="{styles.text}" t="s"><v>', "</v></c>"
        numbers = range(self.count, self.count + len(ordered))
        cells.update(zip(ordered, [f"{start}{number}{end}" for number in numbers], strict=True))
        # A letter or digit comes first nearly always, and is asked for faster than a pattern.
        for text in [text for text in ordered if not text[0].isalnum() and is_formula(text)]:
            cells[text] = self._styled(text, styles.quoted)
        self.count += len(ordered)
        return cells

    def linked(self, address: str) -> str:
        """Return the cell of one of those texts in the style of links."""
        return self._styled(address, self._styles.link)

    def _styled(self, text: str, style: int) -> str:
        """Return the cell of one of those texts in a style of its own."""
        return self._texts[text].replace(f' s="{self._styles.text}"', f' s="{style}"', 1)

    def days(self, texts: Iterable[str]) -> Mapping[str, str]:
        """Return the cell of each whole day among texts, as far as Excel's calendar is right."""
        cells = self._days
        for text in dict.fromkeys(texts):
            if text not in cells and text >= _FIRST_DAY and _DAY(text):
                serial = (datetime.date.fromisoformat(text) - _EPOCH).days
                cells[text] = f'<c s="{self._styles.day}"><v>{serial}</v></c>'
        return cells


class SheetRows:
    """The writer of the rows of one sheet, and of links on it.

    Attributes:
        written: How many rows were made.
        links: The XML of links, in order.
        related: The XML of the addresses that they lead to.
    """

    def __init__(
        self, columns: Sequence[TableColumn], shared: SharedCells, *, most_links: int
    ) -> None:
        """Begin a sheet.

        Args:
            columns: The columns.
            shared: What the cells of all sheets share.
            most_links: So many links at most; further addresses are plain text.
        """
        self.written = 0
        self.links: list[str] = []
        self.related: list[str] = []
        self._columns = columns
        self._shared = shared
        self._most_links = most_links
        self._names = [xlsxwriter.utility.xl_col_to_name(place) for place in range(len(columns))]

    def of(self, table: Iterable[Sequence[str]]) -> Iterator[str]:
        """Yield the XML of the rows, from the second of the sheet, many at once."""
        rows = iter(table)
        while batch := list(itertools.islice(rows, _ROWS)):
            yield self._batch(batch)
            self.written += len(batch)

    def _batch(self, batch: Sequence[Sequence[str]]) -> str:
        """Write the XML of some rows."""
        self._shared.forget()
        first = self.written + 2
        written = self._cells(list(zip(*batch, strict=True)))
        for row, place, address in self._addresses(batch):
            self._add_link(f"{self._names[place]}{first + row}", address)
            written[place][row] = self._shared.linked(address)
        rows = map("".join, zip(*written, strict=True))
        return "".join(
            [f'<row r="{number}">{cells}</row>' for number, cells in enumerate(rows, first)]
        )

    def _cells(self, columns: Sequence[Sequence[str]]) -> list[list[str]]:
        """Write the cells of each column, as texts or days."""
        are_days = [column.is_day for column in self._columns]
        chain = itertools.chain.from_iterable
        days = self._shared.days(chain(itertools.compress(columns, are_days)))
        texts = self._shared.texts(
            chain(
                [text for text in column if text not in days] if is_day else column
                for column, is_day in zip(columns, are_days, strict=True)
            )
        )
        return [
            [days.get(text) or texts[text] for text in column]
            if is_day
            else list(map(texts.__getitem__, column))
            for column, is_day in zip(columns, are_days, strict=True)
        ]

    def _addresses(self, batch: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, str]]:
        """Yield row, column and address of cells that become links, as long as a sheet takes them."""
        places = [place for place, column in enumerate(self._columns) if column.leads_to_content]
        addresses = (
            (row, place, cells[place])
            for row, cells in enumerate(batch)
            for place in places
            if cells[place] and is_link(cells[place])
        )
        return itertools.islice(addresses, self._most_links - len(self.links))

    def _add_link(self, cell: str, address: str) -> None:
        """Note that a cell leads to an address."""
        target, _, place = address.partition("#")
        if _ESCAPED(target):
            target = xlsxwriter.url.Url(address)._target()  # noqa: SLF001 - as XlsxWriter does
        location = f' location="{html.escape(place)}"' if place else ""
        number = len(self.links) + 1
        self.links.append(f'<hyperlink ref="{cell}" r:id="rId{number}"{location}/>')
        self.related.append(
            f'<Relationship Id="rId{number}" Type="{_HYPERLINK}" Target="{html.escape(target)}"'
            ' TargetMode="External"/>'
        )
