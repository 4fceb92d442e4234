"""Described files of office programs: workbooks, documents and OpenDocument sheets, by nobody."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from html import escape

import openpyxl
import unsafe_attachments
from described_files import DescribedFile, Rows
from described_pictures import page_picture, small_picture
from docx.enum.text import WD_BREAK
from docx.shared import Cm
from handmade_office_files import open_spreadsheet
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image

# What becomes a number when it is typed into a cell; a leading zero is kept as text.
_NUMBER = re.compile(r"[1-9]\d{0,14}")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31
# A4 at 96 dots an inch, as Excel counts, and the rows that it covers.
_PAGE_PIXELS, _PAGE_ROWS = (794, 1123), 57
_LOGO_PIXELS, _LOGO_ROWS = (120, 80), 5


class Workbook(DescribedFile):
    """An `.xlsx` file."""

    def __init__(self) -> None:
        """Begin with an empty sheet."""
        self._book = openpyxl.Workbook()
        self._book.properties.creator = None
        self._sheet = self._book.active
        self._row = 0
        self._cell = self._sheet["A1"]
        self._is_untouched = True

    def paragraph(self, text: str) -> None:
        """Fill the first cell of the next row."""
        self.table([[text]])

    def header(self, text: str) -> None:
        """Write into the header that is printed over the sheet."""
        part = self._sheet.oddHeader.center
        # “&” begins a code there.
        part.text = "\n".join(filter(None, (part.text, text.replace("&", "&&"))))

    def table(self, rows: Rows) -> None:
        """Fill rows; digits without a leading zero become numbers, as they do when typed."""
        self._is_untouched = False
        for row in rows:
            self._row += 1
            for number, text in enumerate(row, 1):
                if text:
                    self._cell = self._sheet.cell(self._row, number)
                    self._cell.value = int(text) if _NUMBER.fullmatch(text) else text

    def new_page(self, title: str) -> None:
        """Begin a sheet; the first one is only named."""
        name = _NOT_IN_TITLES.sub(" ", title)[:_LONGEST_TITLE].strip("' ") or "Trang"
        if self._is_untouched:
            self._sheet.title = name
        else:
            self._sheet = self._book.create_sheet(name)
        self._row, self._cell = 0, self._sheet["A1"]
        self._is_untouched = False

    def hide_columns(self, letters: Sequence[str]) -> None:
        """Hide columns."""
        for letter in letters:
            self._sheet.column_dimensions[letter].hidden = True

    def hide_rows(self, numbers: Sequence[int]) -> None:
        """Hide rows."""
        for number in numbers:
            self._sheet.row_dimensions[number].hidden = True

    def hide_sheet(self) -> None:
        """Hide the sheet."""
        self._sheet.sheet_state = "hidden"

    def comment(self, text: str) -> None:
        """Add a remark on the last cell."""
        self._cell.comment = Comment(text, "")

    def scan(self, lines: Sequence[str], printed: Sequence[str]) -> None:
        """Lay a picture over cells, and fill the cells beneath it."""
        self._picture(page_picture(lines), _PAGE_PIXELS, _PAGE_ROWS)
        self.table([[line] for line in printed])

    def small_picture(self) -> None:
        """Lay a small picture over cells."""
        self._picture(small_picture(), _LOGO_PIXELS, _LOGO_ROWS)

    def content(self) -> bytes:
        """Give the file, opened at the first sheet that is shown."""
        shown = [sheet for sheet in self._book.worksheets if sheet.sheet_state == "visible"]
        self._book.active = shown[0] if shown else self._book.create_sheet("Sheet2")
        return unsafe_attachments.bytes_of(self._book)

    def _picture(self, content: bytes, pixels: tuple[int, int], rows: int) -> None:
        image = Image(io.BytesIO(content))
        image.width, image.height = pixels
        self._sheet.add_image(image, f"A{self._row + 1}")
        self._row += rows
        self._is_untouched = False


class WordDocument(DescribedFile):
    """A `.docx` file."""

    def __init__(self) -> None:
        """Begin with a sheet of A4."""
        self._document = unsafe_attachments.document()
        self._section = self._document.sections[0]
        self._section.page_width, self._section.page_height = Cm(21), Cm(29.7)
        self._paragraph = None

    def paragraph(self, text: str) -> None:
        """Write a paragraph."""
        self._paragraph = self._document.add_paragraph(text)

    def header(self, text: str) -> None:
        """Write into the header of all pages."""
        header = self._section.header
        if header.is_linked_to_previous:
            header.is_linked_to_previous = False
            header.paragraphs[0].text = text
        else:
            header.add_paragraph(text)

    def table(self, rows: Rows) -> None:
        """Write a table with lines round its cells."""
        table = self._document.add_table(0, max(map(len, rows)), style="Table Grid")
        for row in rows:
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=False):
                cell.text = text
                self._paragraph = cell.paragraphs[0] if text else self._paragraph

    def new_page(self, _title: str) -> None:
        """Break the page, unless nothing is written."""
        if self._paragraph is not None:
            self._document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def comment(self, text: str) -> None:
        """Add a remark on the last paragraph or cell."""
        paragraph = self._last()
        runs = paragraph.runs or [paragraph.add_run()]
        self._document.add_comment(runs, text, author="", initials="")

    def tracked_change(self, removed: str, added: str) -> None:
        """Remove and add words at the end of the last paragraph."""
        for write, text in (
            (unsafe_attachments.deleted, removed),
            (unsafe_attachments.inserted, added),
        ):
            if text:
                write(self._last(), f" {text}")

    def hidden_text(self, text: str) -> None:
        """Write a paragraph whose letters are hidden."""
        self.paragraph("")
        self._last().add_run(text).font.hidden = True

    def scan(self, lines: Sequence[str], printed: Sequence[str]) -> None:
        """Fill a page between narrow margins, and write what is printed beneath."""
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(self._section, side, Cm(1))
        self._picture(page_picture(lines), Cm(19))
        for line in printed:
            self.paragraph(line)

    def small_picture(self) -> None:
        """Put a picture of three centimetres."""
        self._picture(small_picture(), Cm(3))

    def content(self) -> bytes:
        """Give the file."""
        return unsafe_attachments.bytes_of(self._document)

    def _picture(self, content: bytes, width: Cm) -> None:
        self.paragraph("")
        self._last().add_run().add_picture(io.BytesIO(content), width)

    def _last(self):
        if self._paragraph is None:
            self.paragraph("")
        return self._paragraph


class OpenSpreadsheet(DescribedFile):
    """An `.ods` file."""

    def __init__(self) -> None:
        """Begin without a sheet."""
        self._headers: list[str] = []
        self._pictures: list[bytes] = []
        self._tables: list[str] = []
        self._title = "Sheet1"
        self._rows: list[list[str]] = []
        self._drawn = ""
        self._hidden_columns: set[str] = set()
        self._hidden_rows: set[int] = set()
        self._is_hidden = False

    def paragraph(self, text: str) -> None:
        """Fill the first cell of the next row."""
        self.table([[text]])

    def header(self, text: str) -> None:
        """Write into the header that is printed over the sheets."""
        self._headers.append(text)

    def table(self, rows: Rows) -> None:
        """Fill rows."""
        self._rows += [[_in_cell(text) for text in row] for row in rows]

    def new_page(self, title: str) -> None:
        """Begin a sheet; the first one is only named."""
        self._end_sheet()
        self._title = title

    def hide_columns(self, letters: Sequence[str]) -> None:
        """Hide columns, A to Z."""
        self._hidden_columns.update(letters)

    def hide_rows(self, numbers: Sequence[int]) -> None:
        """Hide rows."""
        self._hidden_rows.update(numbers)

    def hide_sheet(self) -> None:
        """Hide the sheet."""
        self._is_hidden = True

    def comment(self, text: str) -> None:
        """Add a remark on the last cell."""
        row = self._rows[-1]
        last = max(number for number, cell in enumerate(row) if cell)
        row[last] = f"<office:annotation>{_in_cell(text)}</office:annotation>{row[last]}"

    def scan(self, lines: Sequence[str], printed: Sequence[str]) -> None:
        """Lay a picture over the sheet, and fill further cells."""
        self._picture(page_picture(lines), "19cm", "26.9cm")
        self.table([[line] for line in printed])

    def small_picture(self) -> None:
        """Lay a small picture over the sheet."""
        self._picture(small_picture(), "3cm", "2cm")

    def content(self) -> bytes:
        """Give the file."""
        self._end_sheet()
        extra = {f"Pictures/{number}.jpg": part for number, part in enumerate(self._pictures)}
        headers = "".join(map(_in_cell, self._headers))
        return open_spreadsheet("".join(self._tables), headers=headers, extra=extra)

    def _picture(self, content: bytes, wide: str, high: str) -> None:
        self._drawn += (
            f'<draw:frame svg:width="{wide}" svg:height="{high}"><draw:image '
            f'xlink:href="Pictures/{len(self._pictures)}.jpg"/></draw:frame>'
        )
        self._pictures.append(content)

    def _end_sheet(self) -> None:
        if not self._rows and not self._drawn:
            return
        count = max(map(len, self._rows), default=1)
        columns = "".join(
            f"<table:table-column{_seen(chr(ord('A') + number) not in self._hidden_columns)}/>"
            for number in range(count)
        )
        rows = "".join(
            f"<table:table-row{_seen(number not in self._hidden_rows)}>"
            + "".join(
                f'<table:table-cell office:value-type="string">{cell}</table:table-cell>'
                for cell in row
            )
            + "</table:table-row>"
            for number, row in enumerate(self._rows, 1)
        )
        shapes = f"<table:shapes>{self._drawn}</table:shapes>" if self._drawn else ""
        style = ' table:style-name="hidden"' if self._is_hidden else ""
        name = escape(self._title)
        self._tables.append(
            f'<table:table table:name="{name}"{style}>{shapes}{columns}{rows}</table:table>'
        )
        self._rows, self._drawn, self._is_hidden = [], "", False
        self._hidden_columns, self._hidden_rows = set(), set()


def _in_cell(text: str) -> str:
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n") if line)


def _seen(is_shown: bool) -> str:  # noqa: FBT001
    return "" if is_shown else ' table:visibility="collapse"'
