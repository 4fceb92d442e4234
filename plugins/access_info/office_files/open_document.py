"""Read an ODS into grids, from its `content.xml` (OpenDocument 1.3 part 3, chapters 5, 6 and 9)."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from access_info.office_files import refusal
from access_info.office_files.archive import Archive, attribute, events, local
from access_info.office_files.document import (
    Book,
    Cell,
    CellKind,
    Grid,
    Left,
    SheetDraft,
    iso_day,
    number_text,
)
from access_info.office_files.limits import MAX_COLUMNS, MAX_ROWS
from access_info.office_files.refusal import RefusedFileError, counted, too_large
from access_info.office_files.text import FontPiece, Letters, unstruck
from access_info.office_files.workbook import COMMENTS, DRAWN, FAR, FILTERED, link_of

# Styles based on each other that are followed: they may form a circle.
_MAX_STEPS = 20
_PRINTED = ("header", "footer")
_STRIKES = ("text-line-through-style", "text-line-through-type")


@dataclasses.dataclass
class _Style:
    """The formatting that one style sets; `None` and "" where the style that it is based on decides.

    Attributes:
        parent: Name of the style that it is based on.
        font: Name of the font.
        bold: Whether text is bold.
        struck: Whether text is struck through.
        hidden: Whether a sheet in this style is hidden.
        page: Name of the page layout of a sheet in this style.
    """

    parent: str = ""
    font: str = ""
    bold: bool | None = None
    struck: bool | None = None
    hidden: bool = False
    page: str = ""


class Looks:
    """The styles of an OpenDocument file, by name, and the headers and footers of its pages."""

    def __init__(self) -> None:
        """Begin without any style."""
        self._looks: dict[str, _Style] = {}
        self._pages: dict[str, list[str]] = {}

    def see_all(self, root: Element) -> None:
        """Collect all styles in an element, and the lines of page headers and footers."""
        for element in root.iter():
            name = local(element)
            if name == "style":
                self.see(element)
            elif name == "master-page":
                self._pages[attribute(element, "name")] = [
                    line
                    for part in element
                    if local(part).startswith(_PRINTED) and attribute(part, "display") != "false"
                    for line in paragraphs_of(part)
                ]

    def see(self, element: Element) -> None:
        """Collect one style: its parent, font, weight, strike, and whether its sheets are hidden."""
        look = _Style(
            parent=attribute(element, "parent-style-name"),
            page=attribute(element, "master-page-name"),
        )
        for part in element:
            name = local(part)
            if name == "text-properties":
                font = attribute(part, "font-name") or attribute(part, "font-family")
                look.font = font.strip("'\"")
                weight = attribute(part, "font-weight")
                look.bold = weight == "bold" if weight else None
                lines = [line for strike in _STRIKES if (line := attribute(part, strike))]
                look.struck = all(line != "none" for line in lines) if lines else None
            elif name == "table-properties":
                look.hidden = attribute(part, "display") == "false"
        self._looks[attribute(element, "name")] = look

    def piece(self, style: str, above: FontPiece) -> FontPiece:
        """Return an empty piece of text with the formatting of a style, to be filled with text.

        Args:
            style: Name of the style; "" for none.
            above: The formatting around it, which holds where the style sets nothing.
        """
        chain = list(self._chain(style))
        font = next((look.font for look in chain if look.font), above.font)
        bold = next((look.bold for look in chain if look.bold is not None), above.bold)
        struck = next((look.struck for look in chain if look.struck is not None), above.struck)
        return FontPiece("", font, bold, struck)

    def pieces(
        self,
        element: Element,
        look: FontPiece,
        links: list[str],
        *,
        whole: bool = False,
        inside: bool = False,
    ) -> Iterator[FontPiece]:
        """Yield the text of an element in pieces of the same formatting; each paragraph begins a line.

        Args:
            element: A cell, a paragraph, or an element within one.
            look: An empty piece with the formatting around the element.
            links: The list to which the targets of its hyperlinks are added.
            whole: Whether text of comments, deleted text and boxes is yielded too.
            inside: Whether the element stands in a paragraph, so that its own text counts.
        """
        name = local(element)
        look = self.piece(attribute(element, "style-name"), look)
        if name in {"p", "h"}:
            yield dataclasses.replace(look, text="\n")
        elif name == "s":
            yield dataclasses.replace(look, text=" " * min(count_in(element, "c"), _MAX_SPACES))
        elif name in _BREAKS:
            yield dataclasses.replace(look, text=_BREAKS[name])
        elif name == "a" and (target := attribute(element, "href")):
            links.append(target)
        is_text = inside or name in {"p", "h"}
        if is_text and element.text:
            yield dataclasses.replace(look, text=element.text)
        for part in element:
            is_aside = local(part) in _UNREAD or str(part.tag).startswith(_DRAWING)
            if whole or not is_aside:
                yield from self.pieces(part, look, links, whole=whole, inside=is_text)
            if is_text and part.tail:
                yield dataclasses.replace(look, text=part.tail)

    def hides(self, style: str) -> bool:
        """Tell whether a sheet in this style is hidden."""
        return style in self._looks and self._looks[style].hidden

    def printed(self, style: str) -> list[str]:
        """Return the lines of the page header and footer of a sheet in this style."""
        page = self._looks[style].page if style in self._looks else ""
        return self._pages.get(page or "Default", [])

    def _chain(self, style: str) -> Iterator[_Style]:
        """Yield a style and the styles that it is based on, the nearest first."""
        for _ in range(_MAX_STEPS):
            look = self._looks.get(style)
            if look is None:
                return
            yield look
            style = look.parent


def paragraphs_of(element: Element) -> Iterator[str]:
    """Yield the text of each paragraph within an element."""
    for part in element.iter():
        if local(part) == "p":
            yield "".join(part.itertext())


_CONTENT = "content.xml"
_STYLES = "styles.xml"
# A row that is repeated more often than this is no row of a list.
_MAX_ALIKE = 500
_MAX_SPACES = 100
_MAX_LINES = 200
_UNREAD = frozenset({"annotation", "tracked-changes", "shapes", "forms"})
_DRAWING = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"


def read_ods(archive: Archive) -> Book:
    """Return the grids of an OpenDocument spreadsheet.

    Args:
        archive: The file.

    Raises:
        RefusedFileError: The file must not be opened, or cannot be read.
    """
    manifest = "META-INF/manifest.xml"
    if manifest in archive.names and b"encryption-data" in archive.read(manifest):
        raise RefusedFileError(refusal.ENCRYPTED)
    looks = Looks()
    if _STYLES in archive.names:
        looks.see_all(archive.xml(_STYLES))
    return _OdsReader(looks).book(b"".join(archive.chunks(_CONTENT)))


@dataclasses.dataclass(kw_only=True)
class _Table(SheetDraft):
    """A sheet of an OpenDocument spreadsheet while it is being read: a draft, and how far it has come.

    Attributes:
        row: Number of the next row.
        column: Number of the next column to be declared.
        styles: Range of column numbers, and the default style of their cells.
    """

    row: int = 1
    column: int = 1
    styles: list[tuple[range, str]] = dataclasses.field(default_factory=list)


class _OdsReader:
    """The reader of the sheets of one spreadsheet, element by element, as its XML is parsed.

    `_table` is the sheet that is being read, `_depth` how many tables are open, nested ones included.
    """

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._letters = Letters()
        self._notes: list[str] = []
        self._grids: list[Grid] = []
        self._table: _Table | None = None
        self._depth = 0

    def book(self, content: bytes) -> Book:
        """Return the spreadsheet as a book."""
        for event, element in events(io.BytesIO(content), "start", "end"):
            self._read_element(event, element)
        return self._letters.book(self._grids, self._notes)

    def _read_element(self, event: str, element: Element) -> None:
        """Handle an element that begins or ends: a sheet, a column, a row, a style, drawings.

        Tables nested in cells (depth above 1) are read as text of their cells.
        """
        name = local(element)
        if event == "start":
            self._depth += name == "table"
            if name == "table" and self._depth == 1:
                style = attribute(element, "style-name")
                self._table = _Table(
                    name=attribute(element, "name"),
                    hidden=self._looks.hides(style),
                    around=list(self._letters.lines(self._looks.printed(style))),
                )
            return
        depth = self._depth
        self._depth -= name == "table"
        if name == "style":
            self._looks.see(element)
        elif self._table is None or depth > 1:
            return
        elif name == "table-column":
            self._column(element, self._table)
        elif name == "table-row":
            self._row(element, self._table)
            element.clear()
        elif name == "shapes":
            self._drawn(element, self._table)
        elif name == "table":
            del self._table.around[_MAX_LINES:]
            self._grids.append(self._table.grid(len(self._grids) + 1))
            self._table = None
            element.clear()

    def _column(self, element: Element, table: _Table) -> None:
        """Record columns: whether they are hidden, and the default style of their cells."""
        count = count_in(element, "number-columns-repeated")
        if attribute(element, "visibility") in {"collapse", "filter"}:
            table.hidden_columns.append((table.column, table.column + count - 1))
        style = attribute(element, "default-cell-style-name")
        table.styles.append((range(table.column, table.column + count), style))
        table.column += count

    def _drawn(self, element: Element, table: _Table) -> None:
        """Record the words of text boxes and drawings on a sheet: searched for warnings, never imported."""
        lines = list(self._letters.lines(paragraphs_of(element)))
        if lines:
            self._notes.append(DRAWN)
            table.around += lines

    def _row(self, element: Element, table: _Table) -> None:
        """Read a row, which may stand for several equal ones, and count on."""
        count = count_in(element, "number-rows-repeated")
        cells = list(self._cells(element, table))
        if cells:
            self._add_row(cells, count, attribute(element, "visibility"), table)
        table.row += count

    def _add_row(self, cells: list[Cell], count: int, visibility: str, table: _Table) -> None:
        """Add the cells of a row and of its repetitions to the sheet, and record whether the row is hidden.

        Args:
            cells: The cells of the row.
            count: How often the row is repeated.
            visibility: `collapse` for a hidden row, `filter` for one hidden by a filter, which is read.
            table: The sheet.
        """
        if table.row > MAX_ROWS:
            table.left.append(Left(table.row, cells[0].column, FAR))
            return
        if count > _MAX_ALIKE:
            raise too_large(f"một hàng có chữ lặp lại {counted(count)} lần")
        if visibility == "collapse":
            table.hidden_rows.update(range(table.row, table.row + count))
        elif visibility == "filter":
            self._notes.append(FILTERED)
        for number in range(count):
            for cell in cells:
                table.add(dataclasses.replace(cell, row=table.row + number))

    def _cells(self, row: Element, table: _Table) -> Iterator[Cell]:
        """Yield the filled cells of a row, each as often as it is repeated."""
        column = 1
        default = attribute(row, "default-cell-style-name")
        for element in row:
            if local(element) not in {"table-cell", "covered-table-cell"}:
                continue
            count = count_in(element, "number-columns-repeated")
            if local(element) == "covered-table-cell":
                column += count
                continue
            style = default or next((name for span, name in table.styles if column in span), "")
            filled = len(element) or element.attrib
            cell = self._cell(element, table, column, style) if filled else None
            if cell is not None and column <= MAX_COLUMNS:
                if count > MAX_COLUMNS:
                    raise too_large(f"một ô có chữ lặp lại {counted(count)} lần")
                for offset in range(count):
                    yield dataclasses.replace(cell, column=column + offset)
            column += count

    def _cell(self, element: Element, table: _Table, column: int, style: str) -> Cell | None:
        """Return a cell with its text, formatting and links; `None` for an empty one.

        Args:
            element: The cell's element.
            table: The sheet.
            column: Number of the cell's column.
            style: The default style of the row or column.
        """
        style = attribute(element, "style-name") or style
        row, look = table.row, self._looks.piece(style, FontPiece(""))
        self._read_comments(element, table, column)
        links: list[str] = []
        pieces = list(self._looks.pieces(element, look, links))
        live, struck = unstruck(pieces)
        text = self._letters.text(live)
        kind: CellKind = "text"
        value = ""
        value_type = attribute(element, "value-type")
        if value_type == "date" and (day := iso_day(attribute(element, "date-value"))):
            kind, text, value = "date", day, day
        elif value_type in {"float", "currency", "percentage"}:
            kind, value = "number", number_text(attribute(element, "value"))
            text = text or value
            struck = struck or ("whole" if look.struck else "")
        formula = attribute(element, "formula")
        if "HYPERLINK" in formula.upper():
            target, shown = link_of(formula, lambda *_: "")
            links = [*links, *([target] if target else [])]
            text = text or shown
        if not text and not links:
            return None
        rows = count_in(element, "number-rows-spanned")
        columns = count_in(element, "number-columns-spanned")
        filled = [piece for piece in pieces if piece.text.strip()]
        bold = look.bold or (bool(filled) and all(piece.bold for piece in filled))
        return Cell(
            row, column, text, kind, value, tuple(links), rows, columns, bold, struck=struck
        )  # fmt: skip

    def _read_comments(self, element: Element, table: _Table, column: int) -> None:
        """Record the comments on a cell, and the words of text boxes anchored to it."""
        for part in element:
            if local(part) == "annotation":
                self._notes.append(COMMENTS)
                text = " ".join(self._letters.lines(paragraphs_of(part)))
                table.comments.append(Cell(table.row, column, text))
            elif part.tag.startswith(_DRAWING):
                self._drawn(part, table)


_BREAKS = {"tab": " ", "line-break": "\n"}


def count_in(element: Element, name: str) -> int:
    """Return the number in an attribute such as `number-rows-repeated`; 1 where it is missing or odd."""
    text = attribute(element, name) or "1"
    return max(int(text), 1) if text.isdecimal() and len(text) < 10 else 1  # noqa: PLR2004
