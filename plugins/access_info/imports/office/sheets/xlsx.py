"""XLSX → grids.

Read straight from the sheets' XML: the libraries for it make a table of the whole used range, or an
object of every merged cell, and none gives values, links, fonts and what is hidden together.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from html import unescape

from access_info.imports.office import rules
from access_info.imports.office.grid import Book, Cell, CellKind, Grid, Left, Struck
from access_info.imports.office.refusal import RefusedFileError, not_office
from access_info.imports.office.sheets.formulas import link_of
from access_info.imports.office.sheets.sheet_xml import (
    MOST_TEXT,
    Raw,
    SheetXml,
    read_sheet,
    span_of,
)
from access_info.imports.office.sheets.slim import slim
from access_info.imports.office.sheets.spans import spans_by_start
from access_info.imports.office.sheets.strings import pieces_of, shared_strings, styles_of
from access_info.imports.office.sheets.values import iso_day, number_text, serial_day
from access_info.imports.office.sheets.xls_formulas import CODES
from access_info.imports.office.text.converter import FontPiece, Letters, unstruck
from access_info.office_files.archive import Archive
from access_info.office_files.cells import letters_of
from access_info.office_files.xml_parts import attribute, local

FAR = "nằm xa ngoài bảng"
HIDDEN_ROW = "hàng ẩn, không đọc; cần đưa vào danh mục thì bỏ ẩn (Unhide) rồi nhập lại"
HIDDEN_COLUMN = "cột ẩn, không đọc; cần đưa vào danh mục thì bỏ ẩn (Unhide) rồi nhập lại"
FILTERED = "Có hàng đang bị bộ lọc hoặc nhóm thu gọn che: vẫn đọc như các hàng khác."
FAULT = "công thức cho ra lỗi"
UNCOUNTED = "công thức chưa có kết quả trong tệp; mở bằng Excel rồi lưu lại"
COMMENTS = "Lời chú (comment) trong các ô không đọc."
DRAWN = "Có hộp chữ hoặc hình vẽ có chữ nằm trên trang tính, không đọc; cần thì gõ chữ ấy vào ô."
_DRAWING = re.compile(r"xl/drawings/[^/]+\.xml")
# `<a:t>Chữ`; not `<a:t> </a:t>`.
_DRAWN_TEXT = re.compile(rb"<(?:\w+:)?t>\s*[^<\s]")
# `<oddHeader>&amp;CPhụ lục</`, whose words are group 1; not an empty `<oddFooter></oddFooter>`.
_PRINTED = re.compile(
    rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)[^>]*>([^<]{1,2000})</", re.IGNORECASE
)
_TAIL = 100_000
_DECIMALS = re.compile(r"0\.(0+)")


def read_xlsx(archive: Archive) -> Book:
    """Read the grids of an XLSX workbook.

    Args:
        archive: The file.

    Raises:
        RefusedFileError: It must not be opened, or cannot be read.
    """
    return _XlsxReader(archive).book()


class _XlsxReader:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._letters = Letters()
        self._notes: list[str] = []
        tops = archive.relations("").values()
        self._main = next(
            (target for kind, target, _ in tops if kind == "officeDocument"), "xl/workbook.xml"
        )
        if self._main not in archive.names:
            raise not_office("bên trong không có bảng tính nào")
        self._related = archive.relations(self._main)
        self._styles = styles_of(self._part("styles"))
        self._strings = shared_strings(self._part("sharedStrings"))
        self._date_1904 = False
        self._length = 0

    def book(self) -> Book:
        workbook = self._archive.xml(self._main)
        grids: list[Grid] = []
        for element in workbook.iter():
            if local(element) == "workbookPr":
                self._date_1904 = element.get("date1904", "") in {"1", "true"}
        for element in workbook.iter():
            if local(element) != "sheet":
                continue
            kind, target, _ = self._related.get(attribute(element, "id"), ("", "", False))
            if kind == "worksheet" and target in self._archive.names:
                hidden = element.get("state", "visible") != "visible"
                grids.append(self._grid(element.get("name", ""), target, len(grids) + 1, hidden))
        if any("comments" in name for name in self._archive.names):
            self._notes.append(COMMENTS)
        drawings = (name for name in self._archive.names if _DRAWING.fullmatch(name))
        if any(_DRAWN_TEXT.search(self._archive.read(name)) for name in drawings):
            self._notes.append(DRAWN)
        whole = self._letters.converted_by_look(grids)
        notes = (*self._letters.notes, *dict.fromkeys(self._notes))
        return Book(grids=whole, notes=notes, date_1904=self._date_1904)

    def _part(self, kind: str) -> bytes | None:
        related = self._related.values()
        target = next((target for other, target, _ in related if other == kind), "")
        return self._archive.read(target) if target in self._archive.names else None

    def _grid(self, name: str, target: str, number: int, hidden: bool) -> Grid:  # noqa: FBT001
        sheet = read_sheet(slim(self._archive.chunks(target)))
        relations = self._archive.relations(target)
        parts = [part for kind, part, _ in relations.values() if kind == "table"]
        filtered = sheet.filtered or any(
            b"<filterColumn" in self._archive.read(part)
            for part in parts
            if part in self._archive.names
        )
        read = _XlsxSheet(sheet, name, {key: part for key, (_, part, _) in relations.items()})
        cells = [self._bounded(self._cell(raw, read)) for raw in sheet.cells]
        filled = [cell for cell in cells if cell.text or cell.links]
        left = [*read.left, *[Left(row, column, FAR) for row, column in sheet.far[:20]]]
        if sheet.hidden_rows and filtered and not hidden:
            self._notes.append(FILTERED)
        concealed = set() if filtered else sheet.hidden_rows
        rows = sorted({cell.row for cell in filled if cell.row in concealed})
        columns = sorted({cell.column for cell in filled if sheet.hides(cell.column)})
        left += [Left(row, 0, HIDDEN_ROW) for row in rows]
        left += [Left(1, column, f"{HIDDEN_COLUMN} ({letters_of(column)})") for column in columns]
        return Grid(
            name=name,
            number=number,
            kind="sheet",
            cells=tuple(
                sorted(
                    (c for c in filled if c.row not in concealed and c.column not in columns),
                    key=lambda cell: (cell.row, cell.column),
                )
            ),
            hidden=hidden,
            left=tuple(left),
            comments=tuple(self._comments(relations.values())),
            concealed=tuple(c for c in filled if c.row in concealed or c.column in columns),
            around=tuple(self._around(target, relations.values())),
        )

    def _bounded(self, cell: Cell) -> Cell:
        self._length += len(cell.text)
        if self._length > MOST_TEXT:
            raise RefusedFileError(rules.TOO_LARGE, what="chữ trong các ô dài khác thường")
        return cell

    def _comments(self, relations: Iterable[tuple[str, str, bool]]) -> Iterator[Cell]:
        """Yield the comments of a sheet's cells, those in threads too."""
        for kind, part, _ in relations:
            if kind not in {"comments", "threadedComment"} or part not in self._archive.names:
                continue
            for comment in self._archive.xml(part).iter():
                span = span_of(comment.get("ref", ""))
                if local(comment) not in {"comment", "threadedComment"} or span is None:
                    continue
                texts = (part.text or "" for part in comment.iter() if local(part) in {"t", "text"})
                yield Cell(span[0], span[1], " ".join(self._words("".join(texts))))

    def _around(self, target: str, relations: Iterable[tuple[str, str, bool]]) -> Iterator[str]:
        """Yield words at the head and foot of a sheet's printed pages, and in boxes drawn on it."""
        tail = b""
        for chunk in self._archive.chunks(target):
            tail = (tail + chunk)[-_TAIL:]
        for match in _PRINTED.finditer(tail):
            yield from self._words(CODES.sub(" ", unescape(match[1].decode("utf-8", "replace"))))
        for kind, part, _ in relations:
            if kind == "drawing" and part in self._archive.names:
                for paragraph in self._archive.xml(part).iter():
                    if local(paragraph) == "p":
                        parts = (run.text or "" for run in paragraph.iter() if local(run) == "t")
                        yield from self._words("".join(parts))

    def _words(self, lines: str) -> Iterator[str]:
        for line in lines.split("\n"):
            text = " ".join(self._letters.text([FontPiece(line)]).split())
            if text:
                yield text

    def _cell(self, raw: Raw, sheet: _XlsxSheet) -> Cell:
        rows, columns = sheet.spans.get((raw.row, raw.column), (1, 1))
        links = sheet.links.get((raw.row, raw.column), ())
        style = self._styles[raw.style] if raw.style < len(self._styles) else None
        font, bold = (style.font, style.bold) if style else ("", False)
        is_struck = bool(style and style.struck)
        struck: Struck = "whole" if is_struck else ""
        kind: CellKind = "text"
        text = value = ""
        if raw.kind in {"s", "inlineStr", "str"}:
            # A piece with a font of its own has its own strike too.
            pieces, struck = unstruck(
                [
                    dataclasses.replace(
                        piece,
                        font=piece.font or font,
                        struck=piece.struck or (is_struck and not piece.font),
                    )
                    for piece in self._pieces(raw)
                ]
            )
            text = self._letters.text(pieces)
            bold = bold or (
                bool(pieces) and all(piece.bold for piece in pieces if piece.text.strip())
            )
        elif raw.kind == "b":
            text = "Có" if raw.value == "1" else "Không"
        elif raw.kind == "e":
            kind, text = "error", ""
            sheet.left.append(Left(raw.row, raw.column, FAULT))
        elif raw.value:
            kind, value = self._number(raw, day=bool(style and style.day))
            decimals = _DECIMALS.search(style.format) if style else None
            places = len(decimals[1]) if decimals else 0
            text = value if kind == "date" else number_text(value, places)
            value = value if kind == "date" else text
        if raw.formula and "HYPERLINK" in raw.formula.upper():
            target, shown = link_of(raw.formula, sheet.text_at(self))
            links = (*links, *([target] if target else []))
            text = text or shown
        elif raw.formula and not raw.value:
            sheet.left.append(Left(raw.row, raw.column, UNCOUNTED))
        return Cell(
            raw.row, raw.column, text, kind, value, links, rows, columns, bold, struck=struck
        )

    def plain_text(self, raw: Raw) -> str:
        """Return the text of a cell that a formula names."""
        if raw.kind in {"s", "inlineStr", "str"}:
            return self._letters.text(self._pieces(raw))
        return raw.value

    def _pieces(self, raw: Raw) -> tuple[FontPiece, ...]:
        if raw.kind == "inlineStr":
            return pieces_of(raw.inline) if raw.inline is not None else ()
        if raw.kind == "s":
            number = int(raw.value) if raw.value.isdigit() else -1
            return self._strings[number] if 0 <= number < len(self._strings) else ()
        return (FontPiece(raw.value),)

    def _number(self, raw: Raw, *, day: bool) -> tuple[CellKind, str]:
        if raw.kind == "d":
            day_text = iso_day(raw.value)
            return ("date", day_text) if day_text else ("text", raw.value)
        try:
            number = float(raw.value)
        except ValueError:
            return "text", raw.value
        shown_day = serial_day(number, date_1904=self._date_1904) if day else None
        return ("date", shown_day.isoformat()) if shown_day else ("number", raw.value)


class _XlsxSheet:
    """A sheet's merges and links by cell, and what of it was not taken."""

    def __init__(self, sheet: SheetXml, name: str, targets: dict[str, str]) -> None:
        self.left: list[Left] = []
        self.spans = spans_by_start(sheet.merges)
        self.links: dict[tuple[int, int], tuple[str, ...]] = {}
        self._sheet = sheet
        self._name = name
        self._by_place: dict[tuple[int, int], Raw] | None = None
        filled = {(raw.row, raw.column) for raw in sheet.cells}
        for top, start, bottom, end, relation in sheet.links:
            target = targets.get(relation)
            if not target:
                continue
            # A link of a range as large as a sheet is asked for by its filled cells alone.
            if (bottom - top + 1) * (end - start + 1) == 1:
                places = {(top, start)} & filled
            else:
                places = {(r, c) for r, c in filled if top <= r <= bottom and start <= c <= end}
            for place in places:
                self.links[place] = (*self.links.get(place, ()), target)

    def text_at(self, reader: _XlsxReader) -> _Lookup:
        if self._by_place is None:
            self._by_place = {(raw.row, raw.column): raw for raw in self._sheet.cells}
        return _Lookup(self._by_place, reader)


@dataclasses.dataclass(frozen=True)
class _Lookup:
    """A sheet's cells by place, for formulas that name them."""

    cells: dict[tuple[int, int], Raw]
    reader: _XlsxReader

    def __call__(self, row: int, column: int) -> str:
        raw = self.cells.get((row, column))
        return self.reader.plain_text(raw) if raw is not None else ""
