"""Writes an annex to be signed as XLSX, ready to print.

Every cell is text, a number of order or a day, never a formula; what starts like one is marked as
quoted, so that it stays text when somebody edits it.
"""

from __future__ import annotations

import datetime
import io
import itertools
import math

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.annex import (
    ADDRESSES,
    ID,
    ISSUED,
    ORDER,
    AnnexColumn,
    AnnexRow,
    SignedList,
    address_lines,
    short_address,
)
from access_info.exports.documents.paper import EDGE, FONT, LEFT, RIGHT, without_unprintable
from access_info.exports.workbook import MAX_LINK, cell_text, property_text
from access_info.office_files.formulas import is_formula

_A4 = 9  # Excel's number of the paper
_INCH = 25.4
_CHARACTERS = 150  # how many the whole width shows at 11 points
# Font sizes, in points: of the table, of ids and addresses in it, of titles.
_SIZE, _SMALL, _TITLE = 11, 9, 14
_LINE = 15.5  # height of a line of 11 points
_FIRST_DAY = datetime.date(1900, 3, 1)  # before it Excel's calendar is wrong by a day
# Signs of an address that XlsxWriter would change; such an address is written as mere text.
_ESCAPED = frozenset('%"<>[]^`{} #')


class _AnnexSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet whose first page has no number (Decree 30/2020/NĐ-CP, Annex I)."""

    def _write_header_footer(self) -> None:
        """Write the page header for all pages but the first; XlsxWriter has no option for it."""
        self._xml_start_tag("headerFooter", [("differentFirst", "1")])
        self._write_odd_header()
        self._xml_end_tag("headerFooter")


def annex_xlsx(signed_list: SignedList, words: DatasetTexts) -> bytes:
    """Return an annex to be signed as an XLSX file.

    Args:
        signed_list: The annex.
        words: The texts.
    """
    file = io.BytesIO()
    look = {"font_name": FONT, "font_size": _SIZE}
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_format_properties": look})
    book.set_properties(
        {
            "title": property_text(signed_list.title),
            "author": property_text(signed_list.issuer.name),
            "created": datetime.datetime.combine(signed_list.day, datetime.time()),
        }
    )
    book.set_custom_property("Language", "vi-VN")
    _Book(book, signed_list, words).write()
    book.close()
    return file.getvalue()


class _Book:
    """Writes the workbook's only sheet, row by row: letterhead, title, table, signature."""

    def __init__(
        self, book: xlsxwriter.Workbook, signed_list: SignedList, words: DatasetTexts
    ) -> None:
        """Add the sheet and work out the widths of its columns."""
        self._book = book
        self._signed_list = signed_list
        self._words = words
        self._sheet = book.add_worksheet(words["documents.list_sheet"], _AnnexSheet)
        self._row = 0
        self._last = len(signed_list.columns) - 1
        whole = sum(column.width for column in signed_list.columns)
        self._widths = [_CHARACTERS * column.width / whole for column in signed_list.columns]
        self._middle = self._first_column_of_motto()
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def write(self) -> None:
        """Write the sheet: page setup, letterhead and title, table, signature."""
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(*(size / _INCH for size in (LEFT, RIGHT, EDGE, EDGE)))
        sheet.set_header(f'&C&"{FONT}"&13&P', {"margin": 10 / _INCH})
        for number, width in enumerate(self._widths):
            sheet.set_column(number, number, width)
        self._write_head()
        head_row = self._row
        for number, column in enumerate(self._signed_list.columns):
            look = self._format(bold=True, align="center", valign="vcenter", border=1)
            sheet.write_string(head_row, number, column.title, look)
        sheet.freeze_panes(head_row + 1, 0)
        sheet.repeat_rows(head_row)
        for row in self._signed_list.rows:
            self._row += 1
            if row.group:
                self._write_group(row)
            else:
                self._write_item(row)
        sheet.ignore_errors({"number_stored_as_text": f"A{head_row + 2}:A{self._row + 1}"})
        self._write_signer()

    def _write_head(self) -> None:
        """Write the letterhead (issuer left, nation and motto right) and the three lines of the title."""
        issuer, words = self._signed_list.issuer, self._words
        left = [(issuer.above, False)] if issuer.above else []
        left += [(line, True) for line in issuer.lines]
        right = [(words["list.nation"], 13), (words["list.motto"], 14)]
        for number, (name, printed) in enumerate(itertools.zip_longest(left, right)):
            if name:
                look = self._format(bold=name[1], align="center", font_size=13)
                self._write_over(0, self._middle - 1, name[0], look)
            if printed:
                under = {"underline": 1} if number else {}  # the motto, in the second line
                look = self._format(bold=True, align="center", font_size=printed[1], **under)
                self._write_over(self._middle, self._last, printed[0], look)
            self._sheet.set_row(self._row, 18)
            self._row += 1
        self._row += 1
        for text, style in (
            (self._signed_list.kind, {"bold": True}),
            (self._signed_list.about, {"bold": True}),
            (self._signed_list.attached, {"italic": True}),
        ):
            self._write_over(
                0, self._last, text, self._format(align="center", font_size=_TITLE, **style)
            )
            # A line of 14 points is 20 points high, and some 110 characters wide.
            self._sheet.set_row(self._row, 20 * _line_count(text, 110))
            self._row += 1
        self._row += 1

    def _write_group(self, row: AnnexRow) -> None:
        """Write the heading of a group: its number, then its name over all other columns."""
        look = {"bold": True, "border": 1, "valign": "vcenter"}
        self._sheet.write_string(self._row, 0, row.mark, self._format(align="center", **look))
        self._write_over(1, self._last, row.group, self._format(**look))
        # The first column, with the number, is some twelve characters wide.
        self._sheet.set_row(self._row, _LINE * _line_count(row.group, _CHARACTERS - 12))

    def _write_item(self, row: AnnexRow) -> None:
        """Write the row of an item or document, with days and numbers as Excel's own."""
        for number, (column, text) in enumerate(
            zip(self._signed_list.columns, row.texts, strict=True)
        ):
            if column.field == ADDRESSES:
                self._write_address(number, row.addresses)
            elif column.field == ISSUED and row.issued is not None and row.issued >= _FIRST_DAY:
                moment = datetime.datetime.combine(row.issued, datetime.time())
                look = self._format(**_column_format(column), num_format="dd/mm/yyyy")
                self._sheet.write_datetime(self._row, number, moment, look)
            elif column.field == ORDER and text.isdecimal():
                look = self._format(**_column_format(column))
                self._sheet.write_number(self._row, number, int(text), look)
            else:
                self._write_text(number, text, **_column_format(column))

    def _write_address(self, number: int, addresses: tuple[str, ...]) -> None:
        """Write a cell of addresses: a link if there is one web address alone, else text."""
        lines = address_lines(addresses)
        # A cell of Excel can hold only one link, and XlsxWriter changes some addresses.
        leads = len(lines) == 1 and lines[0][1] and len(lines[0][0]) < MAX_LINK
        if leads and _ESCAPED.isdisjoint(lines[0][0]):
            look = self._format(border=1, underline=1, font_size=_SMALL)
            address = lines[0][0]
            self._sheet.write_url(self._row, number, address, look, short_address(address))
        else:
            text = "\n".join(line for line, _ in lines)
            size = {"font_size": _SMALL} if any(is_web for _, is_web in lines) else {}
            self._write_text(number, text, border=1, **size)

    def _write_text(self, number: int, text: str, **look: object) -> None:
        """Write a cell of text, marked as quoted if it starts like a formula.

        Args:
            number: The column.
            text: The text.
            look: The cell's formatting.
        """
        text = without_unprintable(text)
        if not text:
            self._sheet.write_blank(self._row, number, None, self._format(**look))
            return
        quoted = {"quote_prefix": True} if is_formula(text) else {}
        self._sheet.write_string(self._row, number, cell_text(text), self._format(**look, **quoted))

    def _write_signer(self) -> None:
        """Write the block of the signature on the right: role, room to sign, name."""
        self._row += 3
        look = self._format(bold=True, align="center", font_size=_TITLE)
        for role in self._signed_list.issuer.roles:
            self._write_over(self._middle, self._last, role, look)
            self._row += 1
        self._row += 4
        self._write_over(self._middle, self._last, self._words["documents.signer_name"], look)

    def _write_over(self, first: int, last: int, text: str, look: Format) -> None:
        """Write a text into the current row over several columns, merged.

        Args:
            first: The first column.
            last: The last column.
            text: The text.
            look: The format.
        """
        if first < last:
            self._sheet.merge_range(self._row, first, self._row, last, "", look)
        self._sheet.write_string(self._row, first, cell_text(without_unprintable(text)), look)

    def _first_column_of_motto(self) -> int:
        """Return the first column of the right block of the letterhead and signature (motto, signer).

        The left block (issuer) has some 40 % of the width, since the motto's lines are longer.
        """
        part = 0.0
        for number, width in enumerate(self._widths):
            part += width
            if part > _CHARACTERS * 0.4:
                return max(1, min(number + 1, self._last))
        return self._last

    def _format(self, **look: object) -> Format:
        """Return the format with some properties beside the usual ones.

        Equal properties share a format, so that the file is small.
        """
        look = {"font_name": FONT, "font_size": _SIZE, "text_wrap": True, "valign": "top", **look}
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]


def _column_format(column: AnnexColumn) -> dict[str, object]:
    """Return the formatting of a column's cells: borders, alignment, small ids."""
    look: dict[str, object] = {"border": 1}
    if column.centered:
        look["align"] = "center"
    if column.field == ID:
        look["font_size"] = _SMALL
    return look


def _line_count(text: str, width: int) -> int:
    """Return an estimate of the lines that a text takes in a merged cell.

    Excel fits the height of rows only to cells that are not merged.

    Args:
        text: The text.
        width: How many characters a line holds.
    """
    return sum(max(1, math.ceil(len(line) / width)) for line in text.split("\n"))
