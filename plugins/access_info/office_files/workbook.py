"""XLSX → grids.

Read straight from the sheets' XML: the libraries for it make a table of the whole used range, or an
object of every merged cell, and none gives values, links, fonts and what is hidden together.
"""

from __future__ import annotations

import dataclasses
import datetime
import io
import math
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from xml.etree.ElementTree import Element

from access_info.office_files import refusal
from access_info.office_files.archive import Archive, attribute, events, local, tree
from access_info.office_files.document import Book, Cell, CellKind, Grid, Left, Struck, letters_of
from access_info.office_files.refusal import RefusedFileError, counted, not_office, too_large
from access_info.office_files.text import FontPiece, Letters, unescaped, unstruck

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 256, 300_000
# Characters of all cells: one long text may be shared by many of them.
MOST_TEXT = 40_000_000
_MOST_MERGES = 20_000
# `AB12` or `$AB$12`, as column and row; not `A0`, `1A` or `ABCD1`.
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
_ROW = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
_TRUE = frozenset({"1", "true"})


@dataclasses.dataclass(frozen=True, slots=True)
class Raw:
    """A cell as written.

    Attributes:
        row: Its row.
        column: Its column.
        kind: Its type: `s`, `str`, `inlineStr`, `b`, `e`, `d`, or "" for a number.
        style: Number of its style.
        value: Its value.
        formula: Its formula.
        inline: Its own string, if it has one.
    """

    row: int
    column: int
    kind: str
    style: int
    value: str
    formula: str
    inline: Element | None


@dataclasses.dataclass
class SheetXml:
    """A sheet of a workbook, as its XML tells it.

    Attributes:
        cells: Cells that hold something.
        far: Cells that hold something beyond the limits.
        merges: First row and column, last row and column of merged cells.
        links: First row and column, last row and column of cells with a link, its relation's id.
        hidden_rows: Rows that are hidden by hand or by a filter, not those folded up.
        hidden_columns: First and last number of hidden columns.
        filtered: Whether a filter is on.
    """

    cells: list[Raw] = dataclasses.field(default_factory=list)
    far: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = dataclasses.field(default_factory=list)
    links: list[tuple[int, int, int, int, str]] = dataclasses.field(default_factory=list)
    hidden_rows: set[int] = dataclasses.field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    filtered: bool = False

    def hides(self, column: int) -> bool:
        """Tell whether a column is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


def read_sheet(content: bytes) -> SheetXml:
    """Read what stands in a sheet.

    Args:
        content: Its XML, without empty cells.

    Raises:
        RefusedFileError: It is damaged, or holds more than a list can.
    """
    reader = _SheetReader()
    for event, element in events(io.BytesIO(content), "start", "end"):
        reader.see(event, element)
    return reader.sheet


class _SheetReader:
    def __init__(self) -> None:
        self.sheet = SheetXml()
        self._row = self._column = 0

    def see(self, event: str, element: Element) -> None:
        name = local(element)
        if event == "start":
            if name == "row":
                self._start_row(element)
            return
        if name == "c":
            self._cell(element)
        elif name in {"row", "conditionalFormatting", "dataValidation"}:
            element.clear()
        elif name == "mergeCell":
            self._merge(element.get("ref", ""))
        elif name == "hyperlink":
            span = span_of(element.get("ref", ""))
            if span is not None and len(self.sheet.links) < MOST_CELLS:
                self.sheet.links.append((*span, attribute(element, "id")))
        elif name == "col" and element.get("hidden", "") in _TRUE:
            first, last = element.get("min", ""), element.get("max", "")
            if first.isdigit() and last.isdigit():
                self.sheet.hidden_columns.append((int(first), int(last)))
        elif name == "filterColumn":
            self.sheet.filtered = True

    def _start_row(self, element: Element) -> None:
        self._row = (
            int(_place_or_refuse(_ROW, element)[0]) if "r" in element.attrib else self._row + 1
        )
        self._column = 0
        # Rows folded up under a heading are hidden as little as filtered ones.
        folded = element.get("outlineLevel", "0") != "0"
        if element.get("hidden", "") in _TRUE and not folded:
            self.sheet.hidden_rows.add(self._row)

    def _cell(self, element: Element) -> None:
        place = _place_or_refuse(_PLACE, element) if "r" in element.attrib else None
        self._column = column_of(place[1]) if place else self._column + 1
        row = int(place[2]) if place else self._row
        value = formula = ""
        inline = None
        for part in element:
            name = local(part)
            if name == "v":
                value = part.text or ""
            elif name == "f":
                formula = part.text or ""
            elif name == "is":
                inline = part
        if not value and not formula and inline is None:
            return
        if row > MOST_ROWS or self._column > MOST_COLUMNS:
            if len(self.sheet.far) < MOST_ROWS:
                self.sheet.far.append((row, self._column))
            return
        style = element.get("s", "0")
        self.sheet.cells.append(
            Raw(
                row=row,
                column=self._column,
                kind=element.get("t", "n"),
                style=int(style) if style.isdigit() else 0,
                value=value,
                formula=formula,
                inline=inline,
            )
        )
        if len(self.sheet.cells) > MOST_CELLS:
            raise too_large(f"một trang tính có trên {counted(MOST_CELLS)} ô có chữ")

    def _merge(self, ref: str) -> None:
        span = span_of(ref)
        if span is not None and len(self.sheet.merges) < _MOST_MERGES:
            self.sheet.merges.append(span)


def _place_or_refuse(pattern: re.Pattern[str], element: Element) -> re.Match[str]:
    """Match the place that an element names; refuse an odd one, which programs read variously.

    Raises:
        RefusedFileError: It names none.
    """
    place = pattern.fullmatch(element.get("r", ""))
    if place is None:
        raise RefusedFileError(refusal.DAMAGED)
    return place


def span_of(ref: str) -> tuple[int, int, int, int] | None:
    """Parse a range (`A1:B2`) into first row, first column, last row, last column."""
    first, _, last = ref.partition(":")
    start, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last or first)
    if start is None or end is None:
        return None
    return int(start[2]), column_of(start[1]), int(end[2]), column_of(end[1])


def column_of(letters: str) -> int:
    """Turn a column's letters into its number: A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


_MOST_BYTES = 30_000_000
_MOST_WAITING = 20_000_000
_END = b"sheetData>"
_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet[\s>]")


def slim(chunks: Iterable[bytes]) -> bytes:
    """Cut empty cells and rows out of a sheet's XML.

    Args:
        chunks: Its XML, piece by piece.

    Raises:
        RefusedFileError: More is left than a list can hold.
    """
    pieces: list[bytes] = []
    size = 0
    waiting = b""
    cutter: _Cutter | None = None
    for chunk in chunks:
        waiting += chunk
        if cutter is None:
            cutter = _Cutter.of(waiting)
        cut = waiting.rfind(cutter.row) if cutter is not None else -1
        if cutter is not None and cut > 0:
            pieces.append(cutter.cut(waiting[:cut]))
            size += len(pieces[-1])
            waiting = waiting[cut:]
        if size > _MOST_BYTES or len(waiting) > _MOST_WAITING:
            raise too_large("trang tính có quá nhiều chữ")
    pieces.append(cutter.cut(waiting) if cutter is not None else waiting)
    return b"".join(pieces)


class _Cutter:
    """The cutter of what is empty in one sheet, by the prefix of its tags."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self.row = b"<" + prefix + b"row"
        # Without any of these no cell holds anything.
        self._holding = tuple(b"<" + prefix + name for name in (b"v", b"f", b"is"))
        # Only cells and rows that tell their place: those after the others would move. Matches
        # `<c r="A1" s="2"/>` and `<row r="9"></row>`; not `<c s="2"/>` or `<c r="A1"><v>1</v></c>`.
        self._cells = re.compile(
            rb"<%bc (?=[^<>]*\br=)[^<>]*(?:/>|></%bc>|><%bv/></%bc>|><%bv></%bv></%bc>)"
            % (p, p, p, p, p, p, p)
        )
        self._rows = re.compile(rb"<%brow (?=[^<>]*\br=)[^<>]*(?:/>|>\s*</%brow>)" % (p, p))

    @classmethod
    def of(cls, start: bytes) -> _Cutter | None:
        """Make a sheet's cutter by its outermost tag; `None` while that has not been seen."""
        root = _ROOT.search(start)
        return cls(root[1] + b":" if root[1] else b"") if root else None

    def cut(self, xml: bytes) -> bytes:
        """Remove from XML the cells and rows that hold nothing."""
        if xml.startswith(self.row) and not any(tag in xml for tag in (*self._holding, _END)):
            return b""
        return self._rows.sub(b"", self._cells.sub(b"", xml))


# Built-in formats that show days (18.8.30), those of East Asia included.
_DAY_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# What says nothing of a format's kind: in `[$-42A]"ngày" d\-m;@` all but ` dm;@`.
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


@dataclasses.dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks.

    Attributes:
        font: Its font's name.
        bold: Whether it is bold.
        struck: Whether it is struck through.
        day: Whether its number is shown as a day or a time.
        format: Its number's format; "" for a built-in one.
    """

    font: str = ""
    bold: bool = False
    struck: bool = False
    day: bool = False
    format: str = ""


def styles_of(content: bytes | None) -> list[Style]:
    """Read the styles of a workbook, by number.

    Args:
        content: Its part of styles, if it has one.
    """
    if content is None:
        return []
    root = tree(content)
    formats = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in root.iter()
        if local(element) == "numFmt"
    }
    fonts = [_font(font) for font in _children(root, "fonts")]
    return [_style(xf, fonts, formats) for xf in _children(root, "cellXfs")]


def _style(xf: Element, fonts: list[tuple[str, bool, bool]], formats: dict[str, str]) -> Style:
    number = xf.get("fontId", "")
    inside = number.isdigit() and int(number) < len(fonts)
    font, bold, struck = fonts[int(number)] if inside else ("", False, False)
    key = xf.get("numFmtId", "0")
    code = formats.get(key, "")
    bare = _LITERALS.sub("", code.lower())
    day = (
        any(sign in bare for sign in "dmyhs")
        if code
        else key.isdigit() and int(key) in _DAY_FORMATS
    )
    return Style(font, bold, struck, day and "general" not in bare, code)


def _children(root: Element, name: str) -> list[Element]:
    return [child for group in root if local(group) == name for child in group]


def _font(font: Element) -> tuple[str, bool, bool]:
    name, bold, struck = "", False, False
    for part in font:
        if local(part) in {"name", "rFont"}:
            name = part.get("val", "")
        elif local(part) == "b":
            bold = part.get("val", "1") not in {"0", "false"}
        elif local(part) == "strike":
            struck = part.get("val", "1") not in {"0", "false"}
    return name, bold, struck


def pieces_of(text: Element) -> tuple[FontPiece, ...]:
    """Split a string into its pieces; a piece without a font of its own has the cell's."""
    return tuple(_pieces(text))


def _pieces(text: Element) -> Iterator[FontPiece]:
    for child in text:
        if local(child) == "t":
            yield FontPiece(unescaped(child.text or ""))
        elif local(child) == "r":
            font, bold, struck = "", False, False
            for part in child:
                if local(part) == "rPr":
                    font, bold, struck = _font(part)
                elif local(part) == "t":
                    yield FontPiece(unescaped(part.text or ""), font, bold, struck)


def shared_strings(content: bytes | None) -> list[tuple[FontPiece, ...]]:
    """Read the strings that cells of a workbook name by number."""
    if content is None:
        return []
    return [pieces_of(element) for element in tree(content) if local(element) == "si"]


_EPOCH, _EPOCH_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
_MOST_DAYS = 200_000
_MOST_DIGITS = 15


def serial_day(number: float, *, date_1904: bool) -> datetime.date | None:
    """Turn a workbook's number into a day; `None` for a time of day alone or one out of range.

    Args:
        number: Days since the epoch, with the time of day as a fraction.
        date_1904: Whether days are counted from 1904.
    """
    if not 1 <= number < _MOST_DAYS:
        return None
    return (_EPOCH_1904 if date_1904 else _EPOCH) + datetime.timedelta(days=math.floor(number))


def iso_day(text: str) -> str:
    """Return the day that ISO text begins with; "" where it is none.

    Args:
        text: As kept: `2026-09-03`, `2026-09-03T08:30:00`.
    """
    try:
        return datetime.date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def number_text(digits: str, places: int = 0) -> str:
    """Write a number without the digits that binary arithmetic left behind.

    Args:
        digits: As kept: `12`, `12.0`, `1.2000000000000002`.
        places: Decimals that its format shows.
    """
    try:
        number = float(digits)
    except ValueError:
        return digits
    if not math.isfinite(number):
        return digits
    if places:
        return f"{number:.{places}f}"
    if number.is_integer() and abs(number) < 10**_MOST_DIGITS:
        return str(int(number))
    return f"{number:.{_MOST_DIGITS}g}"


def spans_by_start(
    merges: Iterable[tuple[int, int, int, int]],
) -> dict[tuple[int, int], tuple[int, int]]:
    """Count the rows and columns that merged cells span, by their first row and column.

    Args:
        merges: First row and column, last row and column of each.
    """
    return {
        (top, start): (max(bottom - top, 0) + 1, max(end - start, 0) + 1)
        for top, start, bottom, end in merges
    }


_CALL = re.compile(r"HYPERLINK\s*\(", re.IGNORECASE)
# A text `"a ""b"""`, a cell `$B$2` or `[.B2]`, a sign `&`, `,` or `;`; not `UPPER(` or `)`.
_TOKEN = re.compile(
    r"""\s*(?:"((?:[^"]|"")*)"|\[?\.?\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})\]?|([&,;]))""", re.ASCII
)
_MOST_TOKENS = 100


def link_of(formula: str, text_at: Callable[[int, int], str]) -> tuple[str, str]:
    """Read the address and the words of the first `HYPERLINK`; "" where they cannot be told.

    Args:
        formula: A cell's formula; texts and cells of the same sheet joined by `&` are understood.
        text_at: What a cell of the sheet holds, by row and column.
    """
    start = _CALL.search(formula)
    if start is None:
        return "", ""
    parts: list[list[str]] = [[]]
    at = start.end()
    for _ in range(_MOST_TOKENS):
        token = _TOKEN.match(formula, at)
        if token is None:
            break
        at = token.end()
        quoted, letters, row, sign = token.groups()
        if quoted is not None:
            parts[-1].append(quoted.replace('""', '"'))
        elif letters:
            parts[-1].append(text_at(int(row), column_of(letters)))
        elif sign in {",", ";"}:
            parts.append([])
    target = "".join(parts[0]).strip()
    return target, "".join(parts[1]) if len(parts) > 1 else target


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
# Codes of fonts, sizes and places within a head of pages: `&"Arial,Bold"`, `&12`, `&K00FF00`,
# `&P`; not `&&`.
CODES = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f]{6}|\d+|[A-Za-z])")
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
            raise too_large("chữ trong các ô dài khác thường")
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
