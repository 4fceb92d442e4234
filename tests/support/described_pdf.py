"""A described PDF, as an office program exports it: letters of a real font, tables with lines round cells."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Sequence
from typing import Any

import pypdfium2
from described_files import DescribedFile, Rows
from described_pictures import font_file, lines_of, page_picture, small_picture, width
from pypdfium2 import raw

# A4 in points, and its parts.
_WIDE, _HIGH = 595, 842
_MARGIN = 57
_TEXT = _WIDE - 2 * _MARGIN
_HEADER_TOP = _HIGH - 28
_SIZE = 12
_HEADER_SIZE = 10
_LINE = 1.3
_CELL_SIZES = (10, 9, 8, 7, 6)
_PAD = 3
_WHITE, _BLACK = 255, 0
# Where programs for digital signatures put whose signature it is.
_SEAL_LEFT, _SEAL_TOP, _SEAL_SIZE = 370, 800, 9


class PdfPages(DescribedFile):
    """Pages of A4, from top to bottom."""

    def __init__(self) -> None:
        """Begin without a page."""
        self._document: Any = pypdfium2.PdfDocument.new()
        data = font_file()
        letters = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
        self._font: Any = raw.FPDFText_LoadFont(
            self._document.raw, letters, len(data), raw.FPDF_FONT_TRUETYPE, 1
        )
        self._page: Any = None
        self._has_body = self._is_scan = False
        self._y = self._header_y = 0.0

    def paragraph(self, text: str) -> None:
        """Write a paragraph over the whole width."""
        self._paragraph(text, _BLACK)

    def header(self, text: str) -> None:
        """Write at the top of the page, above its text, also of a scan."""
        if self._page is None:
            self._begin_page()
        for line in lines_of(text, _TEXT, _HEADER_SIZE):
            self._write(line, _MARGIN, self._header_y, _HEADER_SIZE)
            self._header_y -= _HEADER_SIZE * _LINE
        self._y = min(self._y, self._header_y - _HEADER_SIZE)

    def table(self, rows: Rows) -> None:
        """Draw cells, each with lines round it and its text broken within it."""
        count = max(map(len, rows))
        cells = [[*row, *[""] * (count - len(row))] for row in rows]
        size, widths = _columns(cells)
        for row in cells:
            broken = [
                lines_of(cell, wide - 2 * _PAD, size)
                for cell, wide in zip(row, widths, strict=True)
            ]
            height = max(map(len, broken)) * size * _LINE + 2 * _PAD
            self._need(height)
            left = float(_MARGIN)
            for lines, wide in zip(broken, widths, strict=True):
                self._frame(left, self._y - height, wide, height)
                for number, line in enumerate(lines):
                    below = self._y - _PAD - size - number * size * _LINE
                    self._write(line, left + _PAD, below, size)
                left += wide
            self._y -= height
        self._y -= _SIZE

    def new_page(self, _title: str) -> None:
        """End the page."""
        self._end_page()

    def hidden_text(self, text: str) -> None:
        """Write in white: after the text so far, or over the foot of a scan."""
        if self._is_scan:
            self._write(text, _MARGIN, _MARGIN / 2, _SIZE, _WHITE)
        else:
            self._paragraph(text, _WHITE)

    def scan(self, lines: Sequence[str], printed: Sequence[str]) -> None:
        """Fill a page with a picture; what is printed stands in its upper right corner."""
        if self._has_body or self._page is None:
            self._begin_page()
        self._picture(page_picture(lines), 0, 0, _WIDE, _HIGH)
        self._has_body = self._is_scan = True
        y = float(_SEAL_TOP)
        for text in printed:
            for line in lines_of(text, _WIDE - _SEAL_LEFT - 2 * _SEAL_SIZE, _SEAL_SIZE):
                self._write(line, _SEAL_LEFT, y, _SEAL_SIZE)
                y -= _SEAL_SIZE * _LINE

    def small_picture(self) -> None:
        """Put a picture of an inch and a half."""
        self._need(80)
        self._picture(small_picture(), _MARGIN, self._y - 72, 108, 72)
        self._y -= 80

    def content(self) -> bytes:
        """Give the file, and let go of the font."""
        if not len(self._document):
            self._begin_page()
        self._end_page()
        raw.FPDFFont_Close(self._font)
        out = io.BytesIO()
        self._document.save(out)
        self._document.close()
        return out.getvalue()

    def _begin_page(self) -> None:
        self._end_page()
        self._page = self._document.new_page(_WIDE, _HIGH)
        self._y, self._header_y = float(_HIGH - _MARGIN), float(_HEADER_TOP)

    def _end_page(self) -> None:
        if self._page is not None:
            self._page.gen_content()
            self._page.close()
        self._page = None
        self._has_body = self._is_scan = False

    def _need(self, height: float) -> None:
        """Take a new page if this one has not so much left, or is full of a picture."""
        if self._page is None or self._is_scan or self._y - height < _MARGIN:
            self._begin_page()
        self._has_body = True

    def _paragraph(self, text: str, colour: int) -> None:
        for line in lines_of(text, _TEXT, _SIZE):
            self._need(_SIZE * _LINE)
            self._y -= _SIZE * _LINE
            self._write(line, _MARGIN, self._y, _SIZE, colour)
        self._y -= _SIZE / 2

    def _write(self, line: str, x: float, y: float, size: float, colour: int = _BLACK) -> None:
        if not line.strip():
            return
        words = raw.FPDFPageObj_CreateTextObj(self._document.raw, self._font, size)
        wide = ctypes.create_string_buffer(f"{line}\0".encode("utf-16-le"))
        raw.FPDFText_SetText(words, ctypes.cast(wide, raw.FPDF_WIDESTRING))
        raw.FPDFPageObj_SetFillColor(words, colour, colour, colour, 255)
        raw.FPDFPageObj_Transform(words, 1, 0, 0, 1, x, y)
        raw.FPDFPage_InsertObject(self._page.raw, words)

    def _frame(self, left: float, bottom: float, wide: float, height: float) -> None:
        frame = raw.FPDFPageObj_CreateNewRect(left, bottom, wide, height)
        raw.FPDFPath_SetDrawMode(frame, raw.FPDF_FILLMODE_NONE, 1)
        raw.FPDFPage_InsertObject(self._page.raw, frame)

    def _picture(self, jpeg: bytes, left: float, bottom: float, wide: float, high: float) -> None:
        picture = pypdfium2.PdfImage.new(self._document)
        picture.load_jpeg(io.BytesIO(jpeg), inline=True)
        picture.set_matrix(pypdfium2.PdfMatrix().scale(wide, high).translate(left, bottom))
        self._page.insert_obj(picture)


def _columns(cells: Rows) -> tuple[float, list[float]]:
    """Return the height of letters and the widths of columns, such that no word need be cut if possible."""
    for size in _CELL_SIZES:
        words = [_widest(column, size, by_word=True) for column in zip(*cells, strict=True)]
        if sum(words) <= _TEXT:
            break
    texts = [_widest(column, size, by_word=False) for column in zip(*cells, strict=True)]
    spare = max(_TEXT - sum(words), 0)
    wanted = sum(text - word for text, word in zip(texts, words, strict=True)) or 1
    share = min(spare / wanted, 1)
    squeezed = min(_TEXT / sum(words), 1)
    return size, [
        (word + (text - word) * share) * squeezed for text, word in zip(texts, words, strict=True)
    ]


def _widest(column: Sequence[str], size: float, *, by_word: bool) -> float:
    pieces = (piece for cell in column for piece in (cell.split() if by_word else cell.split("\n")))
    return max((width(piece, size) for piece in pieces), default=size) + 2 * _PAD + 1
