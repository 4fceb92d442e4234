"""DOCX → grids: each table is one, those inside others too (ECMA-376 Part 1, 17.4)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from access_info.imports.office import rules
from access_info.imports.office.grid import Book, Cell, Grid
from access_info.imports.office.refusal import RefusedFileError, not_office
from access_info.imports.office.sheets.sheet_xml import MOST_CELLS
from access_info.imports.office.text.converter import Letters, unstruck
from access_info.imports.office.word.pages import Pages, sections
from access_info.imports.office.word.styles import Numbers, Styles, child, value
from access_info.imports.office.word.text import (
    DELETED,
    Content,
    ParagraphReader,
    Seen,
    tables_of_boxes,
)
from access_info.office_files.archive import Archive
from access_info.office_files.refusal import counted
from access_info.office_files.xml_parts import attribute, local

_MOST_DEPTH = 40
_FEW_WORDS = 2
_MOST_SPAN = 200
_MOST_PARAGRAPHS = 2_000
_MOST_BEFORE = 500
# Rows that were deleted under tracked changes, or are hidden.
_UNSEEN = DELETED | {"hidden"}
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})


def read_docx(archive: Archive) -> Book:
    """Read the tables of a Word document, and the words around them.

    Args:
        archive: The file.

    Raises:
        RefusedFileError: It must not be opened, or cannot be read.
    """
    tops = archive.relations("").values()
    main = next((part for kind, part, _ in tops if kind == "officeDocument"), "word/document.xml")
    if main not in archive.names:
        raise not_office("bên trong không có văn bản nào")
    try:
        return _Document(archive, main).book()
    except RecursionError:
        raise RefusedFileError(rules.DAMAGED) from None


@dataclasses.dataclass
class _Open:
    """A cell that may go on in rows below."""

    row: int
    column: int
    columns: int
    content: Content
    inner: list[str]
    rows: int = 1


class _Document:
    def __init__(self, archive: Archive, main: str) -> None:
        self._archive = archive
        self._root = archive.xml(main)
        relations = archive.relations(main)
        self._relations = relations
        self._around: tuple[str, ...] = ()
        self._parts = {kind: target for kind, target, outside in relations.values() if not outside}
        self._seen = Seen()
        self._letters = Letters()
        self._texts = ParagraphReader(
            styles=Styles(self._part("styles")),
            numbers=Numbers(self._part("numbering")),
            relations=relations,
            seen=self._seen,
        )
        self._notes = dict(self._footnotes())
        self._grids: list[Grid] = []
        self._count = 0
        self._cells = 0
        self._before: list[str] = []
        self._placed: set[str] = set()
        self._paragraphs: list[str] = []
        self._tabbed = 0

    def book(self) -> Book:
        body = child(self._root, "body")
        if body is None:
            raise RefusedFileError(rules.DAMAGED)
        pages = Pages(self._relations, self._lines_of_part)
        for blocks, section in sections(_blocks(body), body):
            self._around = pages.around(section)
            for element in blocks:
                self._block(element)
        grids = sorted(self._grids, key=lambda grid: grid.number)
        return Book(
            grids=self._letters.converted_by_look(grids),
            notes=tuple(self._notes_for_people()),
            paragraphs=self._letters.lines_converted_by_look(self._paragraphs),
            after=self._letters.lines_converted_by_look(self._before[-_MOST_BEFORE:]),
            tabbed=self._tabbed,
            remarks=(
                *(text for key, text in self._notes.items() if key not in self._placed),
                # A word or two are a change of wording, and say nothing by themselves.
                *(text for text in self._seen.unseen if len(text.split()) > _FEW_WORDS),
            ),
        )

    def _block(self, element: Element) -> None:
        if local(element) == "tbl":
            self._table(element, None, 0)
            return
        self._paragraph(element)
        for table in tables_of_boxes(element):
            self._table(table, None, 0)

    def _lines_of_part(self, name: str) -> tuple[str, ...]:
        """Read the lines of a head or a foot of pages."""
        root = self._archive.xml(name) if name in self._archive.names else None
        content = Content()
        for paragraph in root.iter() if root is not None else ():
            if local(paragraph) == "p":
                self._texts.read(paragraph, content)
        return tuple(" ".join(line.split()) for line in self._lines(content))

    def _part(self, kind: str) -> Element | None:
        name = self._parts.get(kind, "")
        return self._archive.xml(name) if name in self._archive.names else None

    def _footnotes(self) -> Iterator[tuple[str, str]]:
        """Yield each footnote, endnote and comment, keyed by its kind's first letter and its id."""
        for kind in ("footnotes", "endnotes", "comments"):
            root = self._part(kind)
            for note in root if root is not None else ():
                content = Content()
                for paragraph in note.iter():
                    if local(paragraph) == "p":
                        self._texts.read(paragraph, content)
                text = self._letters.text(content.pieces)
                if text:
                    yield f"{kind[0]}{attribute(note, 'id')}", " ".join(text.split())

    def _notes_for_people(self) -> Iterator[str]:
        yield from self._letters.notes
        if self._seen.tracked:
            yield (
                "Văn bản có phần theo dõi sửa đổi (Track Changes): chữ được chèn thì đọc, chữ đã xóa "
                "thì không."
            )
        if "comments" in self._parts:
            yield "Lời nhận xét (comment) bên lề không đọc."
        if "aFChunk" in self._parts:
            yield (
                "Văn bản nhúng nguyên một tệp khác, phần ấy không đọc: mở bằng Word, lưu lại rồi nhập."
            )
        if self._seen.hidden:
            yield "Có chữ ẩn (Hidden), không đọc."
        if self._seen.boxes:
            yield "Có hộp chữ (Text Box): chữ trong hộp nằm ở ô nào thì đọc vào ô ấy."

    def _paragraph(self, element: Element) -> None:
        content = Content()
        self._texts.read(element, content, tables=False)
        text = " ".join(self._letters.text(content.pieces).split())
        if sum(piece.text.count("\t") for piece in content.pieces) > 1:
            self._tabbed += 1
        if text:
            self._before.append(text)
            if len(self._paragraphs) < _MOST_PARAGRAPHS:
                self._paragraphs.append(text)

    def _table(self, table: Element, within: tuple[int, int, int] | None, depth: int) -> str:
        """Read a table into a grid; return its text, for the cell that it stands in."""
        if depth > _MOST_DEPTH:
            raise RefusedFileError(rules.TOO_LARGE, what="bảng lồng nhau quá sâu")
        self._count += 1
        number = self._count
        before, self._before = tuple(self._before[-_MOST_BEFORE:]), []
        done: list[_Open] = []
        going: dict[int, _Open] = {}
        over: list[str] = []
        for row, element in enumerate(_rows(table), 1):
            column = 1 + _skipped(element, "gridBefore")
            next_going: dict[int, _Open] = {}
            for cell in _cells(element):
                properties = child(cell, "tcPr")
                span = value(child(properties, "gridSpan"))
                columns = min(int(span), _MOST_SPAN) if span.isdigit() and len(span) < 6 else 1  # noqa: PLR2004
                merge = child(properties, "vMerge")
                above = going.get(column)
                if merge is not None and value(merge) != "restart" and above is not None:
                    above.rows += 1
                    next_going[column] = above
                    # What was typed in a cell before it was merged is seen by nobody.
                else:
                    opened = self._open(cell, (number, row, column), columns, depth, over)
                    done.append(opened)
                    if merge is not None:
                        next_going[column] = opened
                column += max(columns, 1)
            going = next_going
            if len(opens := [opened for opened in done if opened.row == row]) == 1:
                # A row of one cell may be the title of a table in a cell below.
                over += self._lines(opens[0].content)
        width = max((opened.column + opened.columns - 1 for opened in done), default=0)
        cells = [closed for opened in done if (closed := self._closed(opened)) is not None]
        comments = [
            Cell(opened.row, opened.column, text)
            for opened in done
            for text in self._noted(opened, "c")
        ]
        self._grids.append(
            Grid(
                name="",
                number=number,
                kind="table",
                cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
                before=before,
                within=within,
                around=self._around,
                comments=tuple(comments),
                width=width,
            )
        )
        return "; ".join(cell.flat for cell in cells if cell.flat)

    def _open(
        self,
        cell: Element,
        place: tuple[int, int, int],
        columns: int,
        depth: int,
        over: list[str],
    ) -> _Open:
        self._cells += 1
        if self._cells > MOST_CELLS:
            what = f"các bảng có trên {counted(MOST_CELLS)} ô"
            raise RefusedFileError(rules.TOO_LARGE, what=what)
        content = Content()
        inner: list[str] = []
        for element in _blocks(cell):
            if local(element) == "tbl":
                # A table in a cell stands under what the cell says above it.
                outside, self._before = self._before, [*over, *self._lines(content)]
                inner.append(self._table(element, place, depth + 1))
                self._before = outside
            else:
                self._texts.read(element, content)
        return _Open(place[1], place[2], columns, content, inner)

    def _lines(self, content: Content) -> list[str]:
        return [line for line in self._letters.text(content.pieces).split("\n") if line]

    def _closed(self, opened: _Open) -> Cell | None:
        pieces, struck = unstruck(opened.content.pieces)
        text = self._letters.text(pieces)
        whole = "\n".join(part for part in (text, *opened.inner) if part)
        notes = (*self._noted(opened, "f"), *self._noted(opened, "e"))
        if not whole and not opened.content.links and not notes:
            return None
        return Cell(
            row=opened.row,
            column=opened.column,
            text=whole,
            links=tuple(dict.fromkeys(opened.content.links)),
            rows=opened.rows,
            columns=opened.columns,
            bold=opened.content.bold,
            notes=notes,
            struck=struck if not opened.inner else "",
        )

    def _noted(self, opened: _Open, kind: str) -> tuple[str, ...]:
        """Return the notes of one kind that a cell refers to, and mark them as placed."""
        keys = [key for key in opened.content.notes if key[0] == kind and key in self._notes]
        self._placed.update(keys)
        return tuple(self._notes[key] for key in keys)


def _blocks(parent: Element) -> Iterator[Element]:
    """Yield paragraphs and tables of a body or a cell, through what is wrapped around them."""
    for element in parent:
        name = local(element)
        if name in {"p", "tbl"}:
            yield element
        elif name in _WRAPPERS:
            yield from _blocks(element)


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        name = local(element)
        if name == "tr":
            properties = child(element, "trPr")
            if properties is None or all(local(mark) not in _UNSEEN for mark in properties):
                yield element
        elif name in _WRAPPERS:
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        name = local(element)
        if name == "tc":
            yield element
        elif name in _WRAPPERS:
            yield from _cells(element)


def _skipped(row: Element, name: str) -> int:
    text = value(child(row, "trPr", name))
    return min(int(text), _MOST_SPAN) if text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004
