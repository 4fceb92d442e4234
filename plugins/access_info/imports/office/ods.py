"""ODS → grids, from `content.xml` (OpenDocument 1.3 part 3, chapters 5, 6 and 9)."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from access_info.imports.office import rules
from access_info.imports.office.archive import DAMAGE, Archive, attribute, local
from access_info.imports.office.formulas import link_of
from access_info.imports.office.grid import Book, Cell, CellKind, Grid, Left, letters_of
from access_info.imports.office.letters import Letters, Piece
from access_info.imports.office.refusal import RefusedError, counted
from access_info.imports.office.sheet_xml import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from access_info.imports.office.values import number_text
from access_info.imports.office.xlsx import COMMENTS, FAR, FILTERED, HIDDEN_COLUMN, HIDDEN_ROW

_CONTENT = "content.xml"
# A row or cell that says the same more often than this is no row of a list.
_MOST_ALIKE = 500
_MOST_SPACES = 100
_UNREAD = frozenset({"annotation", "tracked-changes", "shapes", "forms"})


def read_ods(content: bytes) -> Book:
    """The grids of an OpenDocument spreadsheet.

    Args:
        content: The file.

    Raises:
        RefusedError: It must not be opened, or cannot be read.
    """
    archive = Archive(content)
    archive.refuse_active(ending="ods")
    manifest = "META-INF/manifest.xml"
    if manifest in archive.names:
        listed = archive.read(manifest)
        if b"encryption-data" in listed:
            raise RefusedError(rules.ENCRYPTED)
        if b"sun.star.oleobject" in listed:
            what = "đối tượng nhúng (OLE)"
            how = "Mở tệp, xóa đối tượng nhúng, lưu lại rồi chạy lại lệnh."
            raise RefusedError(rules.ACTIVE, what=what, how=how)
    return _Reader().book(b"".join(archive.chunks(_CONTENT)))


@dataclasses.dataclass
class _Table:
    """A table while it is read."""

    name: str
    hidden: bool
    row: int = 1
    cells: list[Cell] = dataclasses.field(default_factory=list)
    left: list[Left] = dataclasses.field(default_factory=list)
    column: int = 1
    hidden_columns: list[tuple[int, int]] = dataclasses.field(default_factory=list)


class _Reader:
    def __init__(self) -> None:
        self._letters = Letters()
        self._notes: list[str] = []
        self._fonts: dict[str, str] = {}
        self._bold: set[str] = set()
        self._hidden_styles: set[str] = set()
        self._grids: list[Grid] = []
        self._table: _Table | None = None
        self._depth = 0

    def book(self, content: bytes) -> Book:
        try:
            for event, element in iterparse(io.BytesIO(content), events=("start", "end")):
                self._see(event, element)
        except DefusedXmlException:
            raise RefusedError(rules.XML_ENTITIES) from None
        except DAMAGE:
            raise RefusedError(rules.DAMAGED) from None
        whole = self._letters.again(self._grids)
        return Book(grids=whole, notes=(*self._letters.notes, *dict.fromkeys(self._notes)))

    def _see(self, event: str, element: Element) -> None:
        name = local(element.tag)
        if name == "table":
            self._depth += 1 if event == "start" else -1
        if event == "start":
            if name == "table" and self._depth == 1:
                style = attribute(element, "style-name") or ""
                hidden = style in self._hidden_styles
                self._table = _Table(attribute(element, "name") or "", hidden)
            return
        if name == "style":
            self._style(element)
        elif self._table is None or self._depth > 1:
            return
        elif name == "table-column":
            self._column(element, self._table)
        elif name == "table-row":
            self._row(element, self._table)
            element.clear()
        elif name == "table":
            self._close(self._table)
            element.clear()

    def _style(self, element: Element) -> None:
        name = attribute(element, "name") or ""
        for part in element:
            font = attribute(part, "font-name") or attribute(part, "font-family")
            if local(part.tag) == "text-properties":
                if font:
                    self._fonts[name] = font.strip("'\"")
                if attribute(part, "font-weight") == "bold":
                    self._bold.add(name)
            elif local(part.tag) == "table-properties" and attribute(part, "display") == "false":
                self._hidden_styles.add(name)

    def _column(self, element: Element, table: _Table) -> None:
        count = _count(element, "number-columns-repeated")
        if attribute(element, "visibility") in {"collapse", "filter"}:
            table.hidden_columns.append((table.column, table.column + count - 1))
        table.column += count

    def _row(self, element: Element, table: _Table) -> None:
        count = _count(element, "number-rows-repeated")
        cells = list(self._cells(element, table.row))
        if cells:
            self._take(cells, count, attribute(element, "visibility"), table)
        table.row += count

    def _take(self, cells: list[Cell], count: int, visibility: str | None, table: _Table) -> None:
        if table.row > MOST_ROWS:
            table.left.append(Left(table.row, cells[0].column, FAR))
            return
        if count > _MOST_ALIKE:
            what = f"một hàng có chữ lặp lại {counted(count)} lần"
            raise RefusedError(rules.TOO_LARGE, what=what)
        if visibility == "collapse":
            table.left += [Left(table.row + number, 0, HIDDEN_ROW) for number in range(count)]
            return
        if visibility == "filter":
            self._notes.append(FILTERED)
        for number in range(count):
            table.cells += [
                dataclasses.replace(cell, row=table.row + number) if number else cell
                for cell in cells
            ]
        if len(table.cells) > MOST_CELLS:
            what = f"một trang tính có trên {counted(MOST_CELLS)} ô có chữ"
            raise RefusedError(rules.TOO_LARGE, what=what)

    def _cells(self, row: Element, number: int) -> Iterator[Cell]:
        column = 1
        for element in row:
            if local(element.tag) not in {"table-cell", "covered-table-cell"}:
                continue
            count = _count(element, "number-columns-repeated")
            if local(element.tag) == "covered-table-cell":
                column += count
                continue
            cell = self._cell(element, number, column) if len(element) or element.attrib else None
            if cell is not None and column <= MOST_COLUMNS:
                if count > MOST_COLUMNS:
                    what = f"một ô có chữ lặp lại {counted(count)} lần"
                    raise RefusedError(rules.TOO_LARGE, what=what)
                for offset in range(count):
                    yield dataclasses.replace(cell, column=column + offset)
            column += count

    def _cell(self, element: Element, row: int, column: int) -> Cell | None:
        style = attribute(element, "style-name") or ""
        pieces, links = self._content(element, self._fonts.get(style, ""))
        text = self._letters.text(pieces)
        kind: CellKind = "text"
        value = ""
        told = attribute(element, "value-type")
        if told == "date" and (day := attribute(element, "date-value")):
            kind, text, value = "date", day[:10], day[:10]
        elif told in {"float", "currency", "percentage"}:
            kind, value = "number", number_text(attribute(element, "value") or "")
            text = text or value
        formula = attribute(element, "formula") or ""
        if "HYPERLINK" in formula.upper():
            target, shown = link_of(formula, lambda *_: "")
            links = [*links, *([target] if target else [])]
            text = text or shown
        if not text and not links:
            return None
        rows = _count(element, "number-rows-spanned")
        columns = _count(element, "number-columns-spanned")
        bold = style in self._bold or (bool(pieces) and all(one.bold for one in pieces))
        return Cell(row, column, text, kind, value, tuple(links), rows, columns, bold)

    def _content(self, element: Element, font: str) -> tuple[list[Piece], list[str]]:
        """Pieces of text and links of a cell, paragraph by paragraph."""
        pieces: list[Piece] = []
        links: list[str] = []
        self._walk(element, Piece("", font), pieces, links)
        return pieces, links

    def _walk(
        self, element: Element, look: Piece, pieces: list[Piece], links: list[str]
    ) -> None:  # fmt: skip
        for part in element:
            name = local(part.tag)
            if name in _UNREAD:
                if name == "annotation":
                    self._notes.append(COMMENTS)
            else:
                self._part(part, look, pieces, links)
            if part.tail and local(element.tag) in _TEXTUAL:
                pieces.append(dataclasses.replace(look, text=part.tail))

    def _part(self, part: Element, above: Piece, pieces: list[Piece], links: list[str]) -> None:
        name = local(part.tag)
        style = attribute(part, "style-name") or ""
        font = self._fonts.get(style, above.font)
        look = Piece("", font, above.bold or style in self._bold)
        text = part.text if name in _TEXTUAL else ""
        if name == "p" and pieces:
            pieces.append(Piece("\n", font))
        elif name == "s":
            text = " " * min(_count(part, "c"), _MOST_SPACES)
        elif name in _BREAKS:
            text = _BREAKS[name]
        elif name == "a" and (target := attribute(part, "href")):
            links.append(target)
        if text:
            pieces.append(dataclasses.replace(look, text=text))
        self._walk(part, look, pieces, links)

    def _close(self, table: _Table) -> None:
        hidden = {
            cell.column
            for cell in table.cells
            if any(first <= cell.column <= last for first, last in table.hidden_columns)
        }
        table.left += [
            Left(1, column, f"{HIDDEN_COLUMN} ({letters_of(column)})") for column in sorted(hidden)
        ]
        self._grids.append(
            Grid(
                name=table.name,
                number=len(self._grids) + 1,
                kind="sheet",
                cells=tuple(cell for cell in table.cells if cell.column not in hidden),
                hidden=table.hidden,
                concealed=tuple(cell for cell in table.cells if cell.column in hidden),
                left=tuple(table.left[:1_000]),
            )
        )
        self._table = None


_BREAKS = {"tab": " ", "line-break": "\n"}
_TEXTUAL = frozenset({"p", "span", "a", "h", "date", "time", "sheet-name", "title", "author-name"})


def _count(element: Element, name: str) -> int:
    text = attribute(element, name) or "1"
    return max(int(text), 1) if text.isdigit() and len(text) < 10 else 1  # noqa: PLR2004
