"""Read an XLSX into grids, straight from the sheets' XML.

Libraries for it build a table of the whole used range, or an object for every merged cell, and none gives
values, links, fonts and hidden rows together.
"""

from __future__ import annotations

import dataclasses
import functools
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from access_info.office_files import refusal
from access_info.office_files.archive import Archive, attribute, events, local, spread
from access_info.office_files.document import (
    Book,
    Cell,
    CellKind,
    Grid,
    Left,
    SheetDraft,
    Struck,
    iso_day,
    number_text,
    serial_day,
)
from access_info.office_files.limits import Limits
from access_info.office_files.refusal import RefusedFileError, counted, not_office, too_large
from access_info.office_files.text import FontPiece, Letters, readable, unescaped, unstruck

# Characters of all cells: one long text may be shared by many of them.
_MAX_TEXT = 40_000_000
_MAX_MERGES = 20_000
# `AB12` or `$AB$12`, as column and row; not `A0`, `1A` or `ABCD1`.
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
_ROW = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
_TRUE = frozenset({"1", "true"})
# Elements of cells, which are read with their row.
_IN_CELLS = frozenset({"c", "v", "f", "is", "t"})
# Height in points, or width in letters, below which a row or column shows nothing.
_NARROWEST = 0.5
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF"})
_PRINTED = re.compile(r"(?:odd|even|first)(?:Header|Footer)")


@dataclasses.dataclass(frozen=True, slots=True)
class Raw:
    """A cell as the sheet's XML has it, before its value is understood.

    Attributes:
        row: Number of the row, from 1.
        column: Number of the column, from 1.
        kind: The cell's type: `s`, `str`, `inlineStr`, `b`, `e`, `d`, or `n` for a number.
        style: Number of its style.
        value: The value as written; of type `s` the number of a shared string.
        formula: The formula; "" for none.
        inline: The string within the cell, of type `inlineStr`.
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
    """A sheet of a workbook, as its XML has it.

    Attributes:
        cells: The filled cells.
        far: (row, column) of filled cells beyond the limits.
        merges: (first row, first column, last row, last column) of each merge.
        links: The same of each range with a hyperlink, and the id of the link's relation.
        hidden_rows: Rows hidden by hand or by a filter, or too low to show anything.
        folded_rows: Rows collapsed in an outline: like filtered rows, they are not meant to be secret.
        hidden_columns: (first, last) number of columns that are hidden or too narrow.
        filtered: Whether a filter is on.
        has_tables: Whether there are tables, which have colours of their own.
        printed: (element's name, words) of each page header and footer.
        prompts: Texts of drop-down lists, prompts and conditional formats.
        is_cut: Whether it holds more cells than are read.
    """

    cells: list[Raw] = dataclasses.field(default_factory=list)
    far: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = dataclasses.field(default_factory=list)
    links: list[tuple[int, int, int, int, str]] = dataclasses.field(default_factory=list)
    hidden_rows: set[int] = dataclasses.field(default_factory=set)
    folded_rows: set[int] = dataclasses.field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    filtered: bool = False
    has_tables: bool = False
    printed: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    prompts: list[str] = dataclasses.field(default_factory=list)
    is_cut: bool = False


class _SheetReader:
    """The reader of one sheet's XML, from which empty cells were cut out (`slim`)."""

    def __init__(self, limits: Limits) -> None:
        self.sheet = SheetXml()
        self._limits = limits
        self._row = 0

    def read(self, content: bytes) -> SheetXml:
        """Return a sheet, parsed row by row to save memory."""
        for _, element in events(io.BytesIO(content), "end"):
            name = local(element)
            if name == "row":
                self._read_row(element)
                element.clear()
            elif name not in _IN_CELLS:
                self._read_other(name, element)
        return self.sheet

    def _read_other(self, name: str, element: Element) -> None:
        """Read an element beside the rows: merges, links, columns, filters, prompts, page headers."""
        sheet = self.sheet
        if name in {"dataValidation", "cfRule"}:
            words = [element.get(word, "") for word in ("promptTitle", "prompt", "error")]
            sheet.prompts.append("\n".join([*words, spread(element)]))
            element.clear()
        elif name == "mergeCell":
            span = span_of(element.get("ref", ""))
            if span is not None and len(sheet.merges) < _MAX_MERGES:
                sheet.merges.append(span)
        elif name == "hyperlink":
            span = span_of(element.get("ref", ""))
            if span is not None and len(sheet.links) < self._limits.cells:
                sheet.links.append((*span, attribute(element, "id")))
        elif name == "col" and (element.get("hidden", "") in _TRUE or _is_flat(element, "width")):
            first, last = element.get("min", ""), element.get("max", "")
            if first.isdigit() and last.isdigit():
                sheet.hidden_columns.append((int(first), int(last)))
        elif name == "filterColumn":
            sheet.filtered = True
        elif name == "tableParts":
            sheet.has_tables = True
        elif _PRINTED.fullmatch(name) and element.text:
            sheet.printed.append((name, element.text))

    def _read_row(self, element: Element) -> None:
        """Read the cells of a row, and record whether it is hidden or collapsed."""
        self._row = (
            int(_place_or_refuse(_ROW, element)[0]) if "r" in element.attrib else self._row + 1
        )
        if element.get("hidden", "") in _TRUE or _is_flat(element, "ht"):
            folded = element.get("outlineLevel", "0") != "0"
            (self.sheet.folded_rows if folded else self.sheet.hidden_rows).add(self._row)
        column = 0
        for cell in element:
            if local(cell) == "c":
                place = _place_or_refuse(_PLACE, cell) if "r" in cell.attrib else None
                column = column_of(place[1]) if place else column + 1
                self._read_cell(cell, int(place[2]) if place else self._row, column)

    def _read_cell(self, element: Element, row: int, column: int) -> None:
        """Add a cell if it is filled and within the limits."""
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
        if row > self._limits.rows or column > self._limits.columns:
            if len(self.sheet.far) < self._limits.rows:
                self.sheet.far.append((row, column))
            return
        if len(self.sheet.cells) >= self._limits.cells:
            self.sheet.is_cut = True
            return
        style = element.get("s", "0")
        number = int(style) if style.isdigit() else 0
        raw = Raw(row, column, element.get("t", "n"), number, value, formula, inline)
        self.sheet.cells.append(raw)


def _is_flat(element: Element, name: str) -> bool:
    """Tell whether a row's height or a column's width, the attribute `name`, is too small to show anything."""
    try:
        return float(element.get(name, "10")) < _NARROWEST
    except ValueError:
        return False


def _place_or_refuse(pattern: re.Pattern[str], element: Element) -> re.Match[str]:
    """Return the match of a pattern with an element's reference `r`, such as `A1`.

    Raises:
        RefusedFileError: The reference is malformed; programs would read it in different ways.
    """
    place = pattern.fullmatch(element.get("r", ""))
    if place is None:
        raise RefusedFileError(refusal.DAMAGED)
    return place


def span_of(ref: str) -> tuple[int, int, int, int] | None:
    """Return (first row, first column, last row, last column) of a range; `None` for a malformed one.

    `A1:B2` → `(1, 1, 2, 2)`
    """
    first, _, last = ref.partition(":")
    start, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last or first)
    if start is None or end is None:
        return None
    return int(start[2]), column_of(start[1]), int(end[2]), column_of(end[1])


@functools.cache
def column_of(letters: str) -> int:
    """Return a column's number for its letters: A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


# Bytes without the end of a row that are kept until more is read.
_MAX_WAITING = 20_000_000
_END = b"sheetData>"
_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet[\s>]")


def slim(chunks: Iterable[bytes], most: int) -> bytes:
    """Return a sheet's XML without empty cells and rows, of which some sheets have a million.

    The rest fits in memory. Pieces are cut at the beginning of a row.

    Args:
        chunks: The XML, piece by piece.
        most: The most bytes that may remain.

    Raises:
        RefusedFileError: More remains than a list can hold.
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
        if size > most or len(waiting) > _MAX_WAITING:
            raise too_large("trang tính có quá nhiều chữ")
    pieces.append(cutter.cut(waiting) if cutter is not None else waiting)
    return b"".join(pieces)


class _Cutter:
    """The cutter of empty cells and rows from one sheet's XML, for the namespace prefix of its tags."""

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
        """Return the cutter for a sheet by its outermost tag; `None` while the tag is not read yet."""
        root = _ROOT.search(start)
        return cls(root[1] + b":" if root[1] else b"") if root else None

    def cut(self, xml: bytes) -> bytes:
        """Return a piece of XML without its empty cells and rows; it begins with a row or holds the sheet's head."""
        if xml.startswith(self.row) and not any(tag in xml for tag in (*self._holding, _END)):
            return b""
        return self._rows.sub(b"", self._cells.sub(b"", xml))


# Built-in formats that show days (18.8.30), those of East Asia included.
_DAY_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# The parts of a number format that do not tell its kind: in `[$-42A]"ngày" d\-m;@` all but ` dm;@`.
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


@dataclasses.dataclass(frozen=True, slots=True)
class Style:
    """The formatting of a cell.

    Attributes:
        font: Name of the font.
        bold: Whether the text is bold.
        struck: Whether the text is struck through.
        day: Whether a number is shown as a day or a time.
        format: The number format; "" for a built-in one.
        unseen: How the formatting hides the content, in Vietnamese; "" if it does not.
    """

    font: str = ""
    bold: bool = False
    struck: bool = False
    day: bool = False
    format: str = ""
    unseen: str = ""


def styles_of(root: Element | None) -> list[Style]:
    """Return the styles of a workbook; cells refer to them by index.

    Args:
        root: The outermost element of the part with the styles; `None` if there is none.
    """
    if root is None:
        return []
    formats = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in root.iter()
        if local(element) == "numFmt"
    }
    fonts = dict(enumerate(_children(root, "fonts")))
    bare = {number for number, fill in enumerate(_children(root, "fills")) if _is_bare(fill)}
    styles = []
    for xf in _children(root, "cellXfs"):
        font = fonts.get(_number(xf.get("fontId", "")))
        key = xf.get("numFmtId", "0")
        code = formats.get(key, "")
        plain = _LITERALS.sub("", code.lower())
        day = any(sign in plain for sign in "dmyhs") if code else _number(key) in _DAY_FORMATS
        unseen = ""
        if code and not code.strip(";"):
            unseen = "định dạng không hiện gì"
        elif font is not None and _is_white(font) and _number(xf.get("fillId", "0")) in bare:
            unseen = "chữ trắng trên nền trắng"
        look = ("", False, False) if font is None else _font(font)
        styles.append(Style(*look, day and "general" not in plain, code, unseen))
    return styles


def _number(text: str) -> int:
    """Return the number in a style's attribute; -1 for other text."""
    return int(text) if text.isascii() and text.isdigit() else -1


def _is_white(font: Element) -> bool:
    """Tell whether a font is white: by its code, or as the theme's first colour, that of the paper."""
    return any(
        child.get("rgb", "").upper() in _WHITE
        or (child.get("theme") == "0" and not child.get("tint"))
        for child in font
        if local(child) == "color"
    )


def _is_bare(fill: Element) -> bool:
    """Tell whether a cell's fill has no colour, so that the paper shows."""
    return all(
        pattern.get("patternType", "none") == "none"
        for pattern in fill
        if local(pattern) == "patternFill"
    )


def _children(root: Element, name: str) -> list[Element]:
    """Return the elements in the group of a name, such as all `font` in `fonts`."""
    return [child for group in root if local(group) == name for child in group]


def _font(font: Element) -> tuple[str, bool, bool]:
    """Return (name, whether bold, whether struck through) of a font's element; "" for no name."""
    name, bold, struck = "", False, False
    for part in font:
        if local(part) in {"name", "rFont"}:
            name = part.get("val", "")
        elif local(part) == "b":
            bold = part.get("val", "1") not in {"0", "false"}
        elif local(part) == "strike":
            struck = part.get("val", "1") not in {"0", "false"}
    return name, bold, struck


def pieces_of(text: Element) -> Iterator[FontPiece]:
    """Yield the pieces of a string with formatting; `font` is "" for a piece in the cell's own font."""
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


def spans_by_start(
    merges: Iterable[tuple[int, int, int, int]],
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return (first row, first column) of each merge → number of rows and columns that it spans.

    Args:
        merges: (first row, first column, last row, last column) of each.
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
_MAX_TOKENS = 100


def link_of(formula: str, text_at: Callable[[int, int], str]) -> tuple[str, str]:
    """Return address and shown words of the first `HYPERLINK` in a formula; ("", "") for a formula without one.

    `HYPERLINK("https://a.vn/"&B2,"Xem")` → `("https://a.vn/12", "Xem")` if B2 holds 12

    Args:
        formula: The cell's formula; texts and cells of the same sheet, joined by `&`, are understood.
        text_at: (row, column) → text of a cell of the sheet.
    """
    start = _CALL.search(formula)
    if start is None:
        return "", ""
    parts: list[list[str]] = [[]]
    at = start.end()
    for _ in range(_MAX_TOKENS):
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
FILTERED = "Có hàng đang bị bộ lọc hoặc nhóm thu gọn che: vẫn đọc như các hàng khác."
FAULT = "công thức cho ra lỗi"
UNCOUNTED = "công thức chưa có kết quả trong tệp; mở bằng Excel rồi lưu lại"
COMMENTS = "Lời chú (comment) trong các ô không đọc."
DRAWN = "Có hộp chữ hoặc hình vẽ có chữ nằm trên trang tính, không đọc; cần thì gõ chữ ấy vào ô."
_DRAWING = re.compile(r"xl/drawings/[^/]+\.xml")
# Codes of fonts, sizes and places within a head of pages: `&"Arial,Bold"`, `&12`, `&K00FF00`,
# `&P`; not `&&`.
CODES = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f]{6}|\d+|[A-Za-z])")
_MAX_PRINTED = 2_000
_DECIMALS = re.compile(r"0\.(0+)")


@dataclasses.dataclass(frozen=True)
class SheetPart:
    """An entry in a workbook's list of sheets.

    Attributes:
        name: Name of the sheet.
        hidden: Whether the sheet is hidden.
        part: Name of the part with the sheet's XML.
        kind: Kind of sheet: `worksheet`, `chartsheet`, `dialogsheet` …
    """

    name: str
    hidden: bool
    part: str
    kind: str


class Workbook:
    """An XLSX workbook: its sheets as their XML has them, and the meaning of their cells.

    Attributes:
        root: The outermost element of the main part.
        sheets: The sheets, in order, without those whose part is missing.
        date_1904: Whether days are counted from 1904.
    """

    def __init__(self, archive: Archive) -> None:
        """Read the workbook's list of sheets, styles and shared strings.

        Raises:
            RefusedFileError: There is no workbook in the file, or a part of it is damaged.
        """
        self._archive = archive
        main = archive.main_part("xl/workbook.xml")
        if main not in archive.names:
            raise not_office("bên trong không có bảng tính nào")
        self.root = archive.xml(main)
        self._related = archive.relations(main)
        self.sheets = [
            SheetPart(sheet.get("name", ""), sheet.get("state", "visible") != "visible", part, kind)
            for sheet in self.root.iter()
            if local(sheet) == "sheet"
            for kind, part, _ in [self._related.get(attribute(sheet, "id"), ("", "", False))]
            if part in archive.names
        ]
        self.date_1904 = any(
            element.get("date1904", "") in _TRUE
            for element in self.root.iter()
            if local(element) == "workbookPr"
        )
        self._texts: dict[tuple[str, str, int], str] = {}
        self._styles = styles_of(self._part("styles"))
        strings = self._part("sharedStrings")
        self._strings = [
            tuple(pieces_of(string))
            for string in (strings if strings is not None else ())
            if local(string) == "si"
        ]

    def _part(self, kind: str) -> Element | None:
        """Return the outermost element of the workbook's part of a kind, such as `styles`; or `None`."""
        related = self._related.values()
        target = next((target for other, target, _ in related if other == kind), "")
        return self._archive.xml(target) if target in self._archive.names else None

    def read(self, sheet: SheetPart) -> SheetXml:
        """Return a sheet as its XML has it.

        Raises:
            RefusedFileError: The sheet is damaged, or too large.
        """
        limits = self._archive.limits
        return _SheetReader(limits).read(slim(self._archive.chunks(sheet.part), limits.sheet))

    def style(self, raw: Raw) -> Style:
        """Return the formatting of a cell; the default for a style that does not exist."""
        return self._styles[raw.style] if raw.style < len(self._styles) else Style()

    def pieces(self, raw: Raw) -> list[FontPiece]:
        """Return the pieces of a text cell; one without a font of its own takes the cell's font and strike."""
        pieces: Iterable[FontPiece] = (FontPiece(raw.value),)
        if raw.kind == "inlineStr":
            pieces = pieces_of(raw.inline) if raw.inline is not None else ()
        elif raw.kind == "s":
            number = int(raw.value) if raw.value.isdigit() else -1
            pieces = self._strings[number] if 0 <= number < len(self._strings) else ()
        style = self.style(raw)
        return [
            dataclasses.replace(
                piece,
                font=piece.font or style.font,
                struck=piece.struck or (style.struck and not piece.font),
            )
            for piece in pieces
        ]

    def text(self, raw: Raw) -> str:
        """Return a cell's content as people read it, numbers and days as text too."""
        if raw.kind not in TEXT_KINDS:
            return self.value(raw)[1] if raw.value else ""
        key = raw.kind, raw.value, raw.style
        text = self._texts.get(key)
        if text is None:
            text = readable(self.pieces(raw)).strip()
            if raw.kind == "s":
                self._texts[key] = text
        return text

    def value(self, raw: Raw) -> tuple[CellKind, str]:
        """Return (kind, text) of a cell that is no text: a day as ISO text, a number, “Có” or “Không”, an error.

        A day or number that cannot be read is text.
        """
        if raw.kind == "b":
            return "text", "Có" if raw.value == "1" else "Không"
        if raw.kind == "e":
            return "error", raw.value
        if raw.kind == "d":
            day_text = iso_day(raw.value)
            return ("date", day_text) if day_text else ("text", raw.value)
        try:
            number = float(raw.value)
        except ValueError:
            return "text", raw.value
        style = self.style(raw)
        day = serial_day(number, date_1904=self.date_1904) if style.day else None
        if day is not None:
            return "date", day.isoformat()
        decimals = _DECIMALS.search(style.format)
        return "number", number_text(raw.value, len(decimals[1]) if decimals else 0)


TEXT_KINDS = frozenset({"s", "inlineStr", "str"})


def read_xlsx(archive: Archive) -> Book:
    """Return the grids of an XLSX workbook.

    Args:
        archive: The file.

    Raises:
        RefusedFileError: The file must not be opened, or cannot be read.
    """
    return _GridReader(archive).book()


class _GridReader:
    """The reader that makes grids of one workbook's sheets."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._workbook = Workbook(archive)
        self._letters = Letters()
        self._notes: list[str] = []
        self._length = 0

    def book(self) -> Book:
        """Return the workbook as a book, with notes on comments and drawings that are not read."""
        sheets = [sheet for sheet in self._workbook.sheets if sheet.kind == "worksheet"]
        grids = [self._grid(sheet, number) for number, sheet in enumerate(sheets, 1)]
        if any("comments" in name for name in self._archive.names):
            self._notes.append(COMMENTS)
        drawings = (name for name in self._archive.names if _DRAWING.fullmatch(name))
        if any(any(self._drawn(name)) for name in drawings):
            self._notes.append(DRAWN)
        return self._letters.book(grids, self._notes, date_1904=self._workbook.date_1904)

    def _grid(self, part: SheetPart, number: int) -> Grid:
        """Return a sheet as a grid; cells of hidden rows and columns are concealed.

        Args:
            part: The sheet.
            number: The grid's number among those of the file.
        """
        sheet = self._workbook.read(part)
        if sheet.is_cut:
            most = counted(self._archive.limits.cells)
            raise too_large(f"một trang tính có trên {most} ô có chữ")
        relations = self._archive.relations(part.part)
        tables = (target for kind, target, _ in relations.values() if kind == "table")
        filtered = sheet.filtered or any(
            b"<filterColumn" in self._archive.read(table)
            for table in tables
            if table in self._archive.names
        )
        draft = SheetDraft(
            name=part.name,
            hidden=part.hidden,
            comments=list(self._comments(relations.values())),
            around=list(self._around(sheet, relations.values())),
            hidden_rows=sheet.hidden_rows,
            hidden_columns=sheet.hidden_columns,
            filtered=filtered,
        )
        self._read_cells(sheet, relations, draft)
        draft.left += [Left(row, column, FAR) for row, column in sheet.far[:20]]
        if sheet.hidden_rows and filtered and not part.hidden:
            self._notes.append(FILTERED)
        return draft.grid(number)

    def _comments(self, relations: Iterable[tuple[str, str, bool]]) -> Iterator[Cell]:
        """Yield the comments on a sheet's cells, each as a cell; those in threads of replies too."""
        for kind, part, _ in relations:
            if kind not in {"comments", "threadedComment"} or part not in self._archive.names:
                continue
            for comment in self._archive.xml(part).iter():
                span = span_of(comment.get("ref", ""))
                if local(comment) not in {"comment", "threadedComment"} or span is None:
                    continue
                texts = (part.text or "" for part in comment.iter() if local(part) in {"t", "text"})
                yield Cell(span[0], span[1], " ".join(self._letters.lines(["".join(texts)])))

    def _around(self, sheet: SheetXml, relations: Iterable[tuple[str, str, bool]]) -> Iterator[str]:
        """Yield the lines of a sheet's page headers and footers, and of text boxes drawn on it."""
        printed = (CODES.sub(" ", text[:_MAX_PRINTED]) for _, text in sheet.printed)
        yield from self._letters.lines(printed)
        for kind, part, _ in relations:
            if kind == "drawing" and part in self._archive.names:
                yield from self._letters.lines(self._drawn(part))

    def _drawn(self, part: str) -> Iterator[str]:
        """Yield the text of each paragraph in the text boxes of a part with drawings."""
        for paragraph in self._archive.xml(part).iter():
            if local(paragraph) == "p":
                text = "".join(run.text or "" for run in paragraph.iter() if local(run) == "t")
                if text.strip():
                    yield text

    def _read_cells(
        self, sheet: SheetXml, relations: Mapping[str, tuple[str, str, bool]], draft: SheetDraft
    ) -> None:
        """Add the cells of a sheet that hold text or a link to the draft of its grid.

        Args:
            sheet: The sheet.
            relations: Id → (kind, target, whether outside) of the sheet's relations.
            draft: The draft.
        """
        by_place = {(raw.row, raw.column): raw for raw in sheet.cells}
        spans = spans_by_start(sheet.merges)
        links: dict[tuple[int, int], tuple[str, ...]] = {}
        for top, start, bottom, end, relation in sheet.links:
            target = relations.get(relation, ("", "", False))[1]
            if not target:
                continue
            # A range may be as large as a sheet: only its filled cells get the link.
            if (bottom - top + 1) * (end - start + 1) == 1:
                places = [place for place in [(top, start)] if place in by_place]
            else:
                places = [(r, c) for r, c in by_place if top <= r <= bottom and start <= c <= end]
            for place in places:
                links[place] = (*links.get(place, ()), target)

        def text_at(row: int, column: int) -> str:
            """Return the text of a cell that a formula refers to; "" for an empty cell."""
            raw = by_place.get((row, column))
            if raw is None or raw.kind not in TEXT_KINDS:
                return raw.value if raw is not None else ""
            return self._letters.text(self._workbook.pieces(raw))

        for raw in sheet.cells:
            cell = self._cell(raw, text_at, draft.left)
            place = raw.row, raw.column
            if place in links or place in spans:
                rows, columns = spans.get(place, (1, 1))
                to = (*links.get(place, ()), *cell.links)
                cell = dataclasses.replace(cell, links=to, rows=rows, columns=columns)
            self._length += len(cell.text)
            if self._length > _MAX_TEXT:
                raise too_large("chữ trong các ô dài khác thường")
            if cell.text or cell.links:
                draft.add(cell)

    def _cell(self, raw: Raw, text_at: Callable[[int, int], str], left: list[Left]) -> Cell:
        """Return a cell of the grid, with its text, formatting and the link in its formula.

        Args:
            raw: The cell as written.
            text_at: (row, column) → text of another cell of the sheet.
            left: Where errors and formulas without a result are recorded as left out.
        """
        style = self._workbook.style(raw)
        bold = style.bold
        struck: Struck = "whole" if style.struck else ""
        kind: CellKind = "text"
        text = value = ""
        if raw.kind in TEXT_KINDS:
            pieces, struck = unstruck(self._workbook.pieces(raw))
            text = self._letters.text(pieces)
            bold = bold or (
                bool(pieces) and all(piece.bold for piece in pieces if piece.text.strip())
            )
        elif raw.value or raw.kind in {"b", "e"}:
            kind, text = self._workbook.value(raw)
            value = text if kind in {"date", "number"} else ""
            if kind == "error":
                text = ""
                left.append(Left(raw.row, raw.column, FAULT))
        links: tuple[str, ...] = ()
        if raw.formula and "HYPERLINK" in raw.formula.upper():
            target, shown = link_of(raw.formula, text_at)
            links = (target,) if target else ()
            text = text or shown
        elif raw.formula and not raw.value:
            left.append(Left(raw.row, raw.column, UNCOUNTED))
        return Cell(raw.row, raw.column, text, kind, value, links, bold=bold, struck=struck)
