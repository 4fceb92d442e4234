"""Sheets of findings, all of one look: a head that stays and filters, texts that stay texts.

Every cell is text or a day, never a formula; what starts like one is marked as quoted, so that it
stays text when somebody edits it.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.phrases import without_unprintable
from access_info.exports.workbook import MOST_ROWS, MOST_TEXT, not_rich
from access_info.office_files.formulas import is_formula

Cell: TypeAlias = "str | datetime.date | None"
_A4 = 9


class FindingSheets:
    """The sheets of a workbook of findings while it is written."""

    def __init__(self, book: xlsxwriter.Workbook, words: DatasetTexts) -> None:
        """Begin in a workbook.

        Args:
            book: The workbook.
            words: The texts.
        """
        self._book = book
        self._words = words
        wrapped = {"text_wrap": True, "valign": "top"}
        self._text: Format = book.add_format(wrapped)
        self._quoted: Format = book.add_format({**wrapped, "quote_prefix": True})
        self._day: Format = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        self._head: Format = book.add_format({**wrapped, "bold": True, "border": 1})

    def add(
        self, name: str, columns: Sequence[tuple[str, int]], rows: Iterator[Sequence[Cell]]
    ) -> None:
        """Add a sheet with a table, and further sheets for rows that one cannot hold."""
        title = self._words[f"documents.{name}"]
        for number in itertools.count(1):
            row = next(rows, None)
            if row is None and number > 1:
                return
            held = itertools.islice(rows, MOST_ROWS - 1)
            sheet = self._book.add_worksheet(title if number == 1 else f"{title} ({number})")
            self._fill(sheet, columns, itertools.chain([row] if row is not None else [], held))

    def _fill(
        self, sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]]
    ) -> None:
        """Write a table whose head stays in sight and filters."""
        for number, (key, width) in enumerate(columns):
            sheet.set_column(number, number, width)
            sheet.write_string(0, number, self._words[f"documents.{key}"], self._head)
        last = 0
        for last, row in enumerate(rows, 1):
            for number, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(last, number, _moment(cell), self._day)
                elif cell:
                    style = self._quoted if is_formula(cell) else self._text
                    sheet.write_string(last, number, _cut(cell), style)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)

    def about(self, facts: Sequence[tuple[str, str]]) -> None:
        """Add a sheet of facts that must be known wherever the file may be sent."""
        sheet = self._book.add_worksheet(self._words["exports.sheet_about"])
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 100)
        for row, (key, text) in enumerate((key, text) for key, text in facts if text):
            sheet.write_string(row, 0, self._words[f"documents.{key}"], self._head)
            sheet.write_string(row, 1, _cut(text), self._quoted if is_formula(text) else self._text)


def _cut(text: str) -> str:
    """Cut a text to what a cell can hold, without characters that XML cannot hold."""
    text = without_unprintable(text)
    return not_rich(text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…")


def _moment(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time())
