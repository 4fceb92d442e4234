"""Read an XLS (Excel 97–2003) into grids, by xlrd; `HYPERLINK` formulas from the file's raw records."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book as OldBook
from xlrd.compdoc import CompDoc
from xlrd.formatting import XF
from xlrd.sheet import Cell as OldCell
from xlrd.sheet import Sheet

from access_info.office_files import refusal
from access_info.office_files.archive import is_ole, names_any
from access_info.office_files.document import (
    Book,
    Cell,
    CellKind,
    Grid,
    Left,
    SheetDraft,
    Struck,
    number_text,
    serial_day,
)
from access_info.office_files.refusal import RefusedFileError
from access_info.office_files.text import FontPiece, Letters, unstruck
from access_info.office_files.workbook import CODES, FAULT, FILTERED, spans_by_start

_HEADER, _FOOTER = 0x0014, 0x0015
_FORMULA, _SHEET_BEGINS, _SHEET_ENDS = 0x0006, 0x0809, 0x000A
# A formula's record: row, column and format; then result and flags before the tokens of the formula.
_HEAD = struct.Struct("<HHH")
_BEFORE_TOKENS = 22
# Tokens of formulas: a literal text; the number of the function `HYPERLINK`; calls of functions with any number
# of arguments.
_TEXT, _HYPERLINK = 0x17, struct.pack("<H", 359)
_CALLS = frozenset({0x22, 0x42, 0x62})


def hyperlinks(stream: bytes, start: int) -> dict[tuple[int, int], str]:
    """Return (row, column), from 0 → address of each `HYPERLINK` formula with a literal address.

    xlrd gives the results of formulas, but not the formulas.

    Args:
        stream: The workbook's stream.
        start: Offset in it at which the sheet's records begin.
    """
    addresses = {}
    for kind, data in _records(stream, start):
        if kind == _FORMULA and _HYPERLINK in data[_BEFORE_TOKENS:]:
            row, column, _ = _HEAD.unpack_from(data)
            address = _address(data[_BEFORE_TOKENS:])
            if address:
                addresses[row, column] = address
    return addresses


def printed(stream: bytes, start: int) -> list[str]:
    """Return the words of a sheet's page header and footer, which xlrd does not give.

    Args:
        stream: The workbook's stream.
        start: Offset in it at which the sheet's records begin.
    """
    return [
        # A string that begins with its length ([MS-XLS] 2.5.294).
        CODES.sub(" ", _decoded_letters(data, int.from_bytes(data[:2], "little"))[0])
        for kind, data in _records(stream, start)
        if kind in {_HEADER, _FOOTER} and len(data) > 3  # noqa: PLR2004 - a length, a flag
    ]


def _decoded_letters(data: bytes, count: int) -> tuple[str, bytes]:
    """Return a string of `count` letters, and the bytes after it.

    The third byte is a flag that says whether a letter has one byte or two; the letters follow it.
    """
    wide = data[2] & 1
    end = 3 + count * (2 if wide else 1)
    return data[3:end].decode("utf-16-le" if wide else "latin-1", "replace"), data[end:]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield (kind, data) of the records of one sheet, those of charts within it too, up to the sheet's end.

    Args:
        stream: The workbook's stream.
        at: Offset of the sheet's first record.
    """
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + size]
        at += 4 + size
        depth += (kind == _SHEET_BEGINS) - (kind == _SHEET_ENDS)
        if len(data) == size:
            yield kind, data
        if depth <= 0:
            return


def _address(tokens: bytes) -> str:
    """Return the address in a formula's tokens; "" if the formula is no `HYPERLINK` of a literal text."""
    if len(tokens) < 3 or tokens[0] != _TEXT:  # noqa: PLR2004 - a token, a length, a flag
        return ""
    text, rest = _decoded_letters(tokens, tokens[1])
    # A call names its function last: token, number of arguments, function.
    call = rest.find(_HYPERLINK)
    if call < 2 or rest[call - 2] not in _CALLS:  # noqa: PLR2004
        return ""
    return text


# Names of storages in the container ([MS-OVBA] 2.2.1, [MS-OSHARED] embedded objects).
_MACROS = ("_VBA_PROJECT_CUR", "VBA_PROJECT")
_EMBEDDED = ("MBD0",)
_EXTERNAL_BOOK = 1
_HOW = "Mở tệp bằng Excel, bỏ {what}, lưu thành Excel Workbook (.xlsx) rồi chạy lại lệnh."
# The record (FilterMode) by which a sheet says that a filter hides rows.
_FILTER_MODE = struct.pack("<HH", 0x009B, 0)


def refuse_active_xls(content: bytes) -> None:
    """Raise for a workbook (XLS) with macros or embedded objects, known by names in the file.

    Args:
        content: The file.

    Raises:
        RefusedFileError: The workbook holds such content (TT766).
    """
    for names, what in ((_MACROS, "macro"), (_EMBEDDED, "đối tượng nhúng (OLE)")):
        if names_any(content, *names):
            raise RefusedFileError(refusal.ACTIVE, what=what, how=_HOW.format(what=what))


def read_xls(content: bytes, *, allow_links: bool = False) -> Book:
    """Return the grids of a workbook of Excel 97–2003.

    Args:
        content: The file.
        allow_links: Whether the workbook may hold links that fetch data; they are never followed.

    Raises:
        RefusedFileError: The file must not be opened, or cannot be read.
    """
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            book = xlrd.open_workbook(
                file_contents=content, formatting_info=True, logfile=io.StringIO()
            )
    except XLRDError as error:
        if "encrypt" in str(error).lower():
            raise RefusedFileError(refusal.ENCRYPTED) from None
        raise RefusedFileError(refusal.DAMAGED) from None
    if not allow_links and _EXTERNAL_BOOK in getattr(book, "_supbook_types", ()):
        what = "liên kết lấy dữ liệu từ tệp khác"
        raise RefusedFileError(refusal.ACTIVE, what=what, how=_HOW.format(what=what))
    return _XlsReader(book, content, filtered=_FILTER_MODE in content).book()


class _XlsReader:
    """The reader that makes grids of one workbook's sheets."""

    def __init__(self, book: OldBook, content: bytes, *, filtered: bool) -> None:
        self._book = book
        self._stream = _stream(content)
        self._filtered = filtered
        self._letters = Letters()
        self._notes: list[str] = []

    def book(self) -> Book:
        """Return the workbook as a book."""
        grids = [self._grid(sheet, number) for number, sheet in enumerate(self._book.sheets(), 1)]
        return self._letters.book(grids, self._notes, date_1904=bool(self._book.datemode))

    def _grid(self, sheet: Sheet, number: int) -> Grid:
        """Return a sheet as a grid; cells of hidden rows and columns are concealed.

        Args:
            sheet: The sheet.
            number: The grid's number among those of the file.
        """
        spans = spans_by_start(
            (top + 1, start + 1, bottom, end) for top, bottom, start, end in sheet.merged_cells
        )
        links = self._links(sheet, number)
        draft = SheetDraft(
            name=sheet.name,
            hidden=bool(sheet.visibility),
            comments=list(self._comments(sheet)),
            around=list(self._letters.lines(printed(self._stream, self._offset(number)))),
            hidden_rows={row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden},
            hidden_columns=[
                (at + 1, at + 1) for at, info in sheet.colinfo_map.items() if info.hidden
            ],
            filtered=self._filtered,
        )
        for row in range(sheet.nrows):
            for column in range(sheet.row_len(row)):
                old = sheet.cell(row, column)
                if old.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
                    continue
                place = row + 1, column + 1
                cell = self._cell(sheet, old, place, spans.get(place, (1, 1)), links.get(place, ()))
                if cell.kind == "error":
                    draft.left.append(Left(*place, FAULT))
                elif cell.text or cell.links:
                    draft.add(cell)
        if self._filtered and draft.hidden_rows and not draft.hidden:
            self._notes.append(FILTERED)
        return draft.grid(number)

    def _links(self, sheet: Sheet, number: int) -> dict[tuple[int, int], tuple[str, ...]]:
        """Return (row, column) → targets of the hyperlinks and `HYPERLINK` formulas of a sheet's cells."""
        links: dict[tuple[int, int], tuple[str, ...]] = {}
        for link in sheet.hyperlink_list:
            target = link.url_or_path
            target = target.decode("utf-8", "replace") if isinstance(target, bytes) else target
            if target and link.type in {"url", "unc", "local file"}:
                place = link.frowx + 1, link.fcolx + 1
                links[place] = (*links.get(place, ()), str(target))
        for (row, column), target in hyperlinks(self._stream, self._offset(number)).items():
            links[row + 1, column + 1] = (*links.get((row + 1, column + 1), ()), target)
        return links

    def _offset(self, number: int) -> int:
        """Return the offset in the stream at which the records of a sheet begin, by its number from 1."""
        start: int = self._book._sh_abs_posn[number - 1]  # noqa: SLF001 - told nowhere else
        return start

    def _comments(self, sheet: Sheet) -> Iterator[Cell]:
        """Yield the comments on a sheet's cells, each as a cell."""
        for (row, column), note in sheet.cell_note_map.items():
            text = " ".join(self._letters.lines([str(note.text)]))
            yield Cell(row + 1, column + 1, text)

    def _cell(
        self,
        sheet: Sheet,
        old: OldCell,
        place: tuple[int, int],
        span: tuple[int, int],
        links: tuple[str, ...],
    ) -> Cell:
        """Return a cell of the grid from one of xlrd's.

        Args:
            sheet: The sheet.
            old: The cell, as xlrd gives it.
            place: Row and column, from 1.
            span: Number of rows and columns that it spans.
            links: Targets of its hyperlinks.
        """
        font, bold, is_struck = self._font(old.xf_index)
        struck: Struck = "whole" if is_struck else ""
        kind: CellKind = "text"
        text = value = ""
        if old.ctype == xlrd.XL_CELL_TEXT:
            pieces = self._pieces(
                sheet, str(old.value), place, FontPiece("", font, struck=is_struck)
            )
            live, struck = unstruck(list(pieces))
            text = self._letters.text(live)
        elif old.ctype == xlrd.XL_CELL_DATE and (day := self._day(float(old.value))):
            kind, text, value = "date", day, day
        elif old.ctype in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
            kind, text = "number", number_text(str(old.value))
            value = text
        elif old.ctype == xlrd.XL_CELL_BOOLEAN:
            text = "Có" if old.value else "Không"
        else:
            kind = "error"
        return Cell(*place, text, kind, value, links, *span, bold, struck=struck)

    def _day(self, number: float) -> str:
        """Return the day that a workbook's number means, as ISO text; "" for a time alone or out of range."""
        day = serial_day(number, date_1904=bool(self._book.datemode))
        return day.isoformat() if day else ""

    def _font(self, style: int | None) -> tuple[str, bool, bool]:
        """Return (name, whether bold, whether struck through) of the font of a style.

        Args:
            style: Index of the style in the workbook; `None` for a cell without one.
        """
        styles: list[XF] = self._book.xf_list
        if style is None or not 0 <= style < len(styles):
            return "", False, False
        fonts = self._book.font_list
        number = styles[style].font_index
        if number >= len(fonts):
            return "", False, False
        return fonts[number].name, bool(fonts[number].bold), bool(fonts[number].struck_out)

    def _pieces(
        self, sheet: Sheet, text: str, place: tuple[int, int], look: FontPiece
    ) -> Iterator[FontPiece]:
        """Yield the pieces of a cell's text, one for each run of the same font.

        Args:
            sheet: The sheet.
            text: The cell's text.
            place: Row and column, from 1.
            look: An empty piece in the cell's own font, which text before the first run has.
        """
        runs = sheet.rich_text_runlist_map.get((place[0] - 1, place[1] - 1), ())
        fonts = self._book.font_list
        at = 0
        for start, number in runs:
            if at < start <= len(text):
                yield dataclasses.replace(look, text=text[at:start])
                at = start
            if number < len(fonts):
                look = FontPiece("", fonts[number].name, struck=bool(fonts[number].struck_out))
        yield dataclasses.replace(look, text=text[at:])


def _stream(content: bytes) -> bytes:
    """Return the workbook's stream of records, to which the offsets that xlrd gives refer; b"" for none.

    An OLE file holds the stream in a container; older files are the stream itself.
    """
    if not is_ole(content):
        return content
    located = CompDoc(content, logfile=io.StringIO()).locate_named_stream("Workbook")
    memory, base, size = located if located[0] is not None else (b"", 0, 0)
    return bytes(memory[: base + size])
