"""Read a DOCX into grids for an import: one for each table, nested tables too.

Text inserted under tracked changes counts, deleted text does not; of fields, the result counts.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element

from access_info.office_files import refusal
from access_info.office_files.archive import Archive, attribute, local
from access_info.office_files.document import Book, Cell, Grid, roman
from access_info.office_files.limits import MAX_CELLS
from access_info.office_files.refusal import RefusedFileError, counted, not_office, too_large
from access_info.office_files.text import FontPiece, Letters, unstruck
from access_info.office_files.word import (
    Block,
    Paragraph,
    TableCell,
    WordFile,
    WordPiece,
    WordTable,
    child,
    number_of,
    paragraphs_of,
    value_of,
)

# Paragraphs that are kept of a document, and of those before a table; lines of page headers and footers.
_MAX_PARAGRAPHS = 2_000
_MAX_BEFORE = 500
_MAX_EDGE_LINES = 40
_MAX_ROMAN = 3_999
# Fewer words that nobody sees are a change of wording, and say nothing by themselves.
_MIN_WORDS = 3
_EDGES = frozenset({"headerReference", "footerReference"})
_LEVEL = re.compile(r"%([1-9])")


@dataclasses.dataclass
class _Level:
    """A level of an automatic list.

    Attributes:
        start: The first number.
        format: How numbers are written: `decimal`, `upperRoman`, `bullet` …
        text: The label, with `%1` for the number of the first level, `%2` of the second …
    """

    start: int = 1
    format: str = "decimal"
    text: str = "%1."


class _ListCounters:
    """The counters of a document's automatic lists (ECMA-376 Part 1, 17.9).

    The numbers that Word shows are not in the file: they must be counted, paragraph by paragraph.
    Lists of one kind go on counting, unless a list sets a first number of its own.
    """

    def __init__(self, root: Element | None) -> None:
        """Note for each list its levels and whose count it goes on with: its kind's, or its own if it restarts.

        Args:
            root: The part with the document's lists; `None` for none.
        """
        parts = list(root if root is not None else ())
        kinds = {
            attribute(part, "abstractNumId"): dict(_levels(part))
            for part in parts
            if local(part) == "abstractNum"
        }
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        for part in parts:
            if local(part) == "num":
                kind = value_of(child(part, "abstractNumId"))
                levels = dict(kinds.get(kind, {}))
                restarts = False
                for change in part:
                    if local(change) != "lvlOverride":
                        continue
                    at = number_of(attribute(change, "ilvl"))
                    start = value_of(child(change, "startOverride"))
                    if start.isdecimal():
                        restarts = True
                        levels[at] = dataclasses.replace(levels.get(at, _Level()), start=int(start))
                number = attribute(part, "numId")
                self._lists[number] = (f"num {number}" if restarts else kind, levels)
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, number: str, level: int) -> str:
        """Count the next paragraph of a list and return its label: `1.`, `II.`, `-` for a bullet, or "".

        Args:
            number: Id of the list.
            level: Level of the paragraph, from 0.
        """
        if number not in self._lists:
            return ""
        key, levels = self._lists[number]
        about = levels.get(level, _Level())
        counts = self._counts.setdefault(key, {})
        counts[level] = counts.get(level, about.start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if about.format == "bullet":
            return "-"
        if about.format == "none":
            return ""

        def numeral(match: re.Match[str]) -> str:
            """Return the present number of the level that `%1` … names."""
            at = int(match[1]) - 1
            other = levels.get(at, _Level())
            return _numeral(counts.get(at, other.start), other.format)

        return _LEVEL.sub(numeral, about.text)


def _levels(kind: Element) -> Iterator[tuple[int, _Level]]:
    """Yield (number, level) of each level that a kind of list (`abstractNum`) declares."""
    for element in kind:
        if local(element) == "lvl":
            start = value_of(child(element, "start"))
            yield (
                number_of(attribute(element, "ilvl")),
                _Level(
                    start=int(start) if start.isdecimal() else 1,
                    format=value_of(child(element, "numFmt")) or "decimal",
                    text=value_of(child(element, "lvlText")),
                ),
            )


def _numeral(number: int, kind: str) -> str:
    """Return a number as a list of a format shows it: `upperRoman` 4 → `IV`, `lowerLetter` 28 → `bb`."""
    if kind in {"upperRoman", "lowerRoman"} and 0 < number <= _MAX_ROMAN:
        return roman(number) if kind == "upperRoman" else roman(number).lower()
    if kind in {"upperLetter", "lowerLetter"} and number > 0:
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 % 9 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    return f"{number:02d}" if kind == "decimalZero" else str(number)


def read_docx(archive: Archive) -> Book:
    """Return the tables of a Word document as grids, with the words around them.

    Args:
        archive: The file.

    Raises:
        RefusedFileError: The file must not be opened, or cannot be read.
    """
    try:
        word = WordFile(archive)
        root = word.root(word.main)
        if root is None:
            raise not_office("bên trong không có văn bản nào")
        if child(root, "body") is None:
            raise RefusedFileError(refusal.DAMAGED)
        return _BookReader(word, root).book()
    except RecursionError:
        raise RefusedFileError(refusal.DAMAGED) from None


@dataclasses.dataclass
class _OpenCell:
    """A cell that may be merged with cells of rows below.

    Attributes:
        row: Number of its first row.
        column: Number of its first column.
        columns: Number of columns that it spans.
        content: Its content.
        inner: Texts of the tables nested in it.
        rows: Number of rows that it spans so far.
    """

    row: int
    column: int
    columns: int
    content: _Content
    inner: list[str]
    rows: int = 1


@dataclasses.dataclass
class _Content:
    """The visible content of a cell or paragraph: pieces of text, targets of links, keys of notes."""

    pieces: list[FontPiece] = dataclasses.field(default_factory=list)
    links: list[str] = dataclasses.field(default_factory=list)
    notes: list[str] = dataclasses.field(default_factory=list)


class _BookReader:
    """The reader that makes grids of one document, section by section.

    Page headers and footers are those of the section. `_before` are the paragraphs since the last
    table; `_notes` the texts of notes by key, of which `_placed` are those that a cell refers to.
    """

    def __init__(self, word: WordFile, root: Element) -> None:
        self._word = word
        self._root = root
        self._numbers = _ListCounters(word.root(word.target("numbering")))
        self._letters = Letters()
        self._notes: dict[str, str] = {}
        self._placed: set[str] = set()
        self._unseen: list[str] = []
        self._tracked = self._hidden = self._has_boxes = False
        self._grids: list[Grid] = []
        self._count = self._cells = self._tabbed = 0
        self._before: list[str] = []
        self._paragraphs: list[str] = []
        # (element, type) of the reference → lines of the page header or footer; a section without own ones keeps
        # those of the section before.
        self._edges: dict[tuple[str, str], list[str]] = {}
        self._around: tuple[str, ...] = ()

    def book(self) -> Book:
        """Return the document as a book; raise for nested tables or fields that must not be read."""
        self._read_notes()
        part = self._word.part(self._root)
        self._unseen += part.descriptions
        body = next(blocks for element, blocks in part.items if local(element) == "body")
        section: list[Block] = []
        for block in body:
            section.append(block)
            if isinstance(block, Paragraph) and block.section is not None:
                self._section(section, block.section)
                section = []
        self._section(section, child(self._root, "body", "sectPr"))
        if self._word.is_deep:
            raise too_large("bảng lồng nhau quá sâu")
        if self._word.fetches:
            what = "trường DDE lấy dữ liệu từ chương trình khác"
            how = "Mở tệp, bấm Alt+F9, xóa trường ấy, lưu lại rồi chạy lại lệnh."
            raise RefusedFileError(refusal.ACTIVE, what=what, how=how)
        grids = sorted(self._grids, key=lambda grid: grid.number)
        return Book(
            grids=self._letters.converted_by_look(grids),
            notes=tuple(self._notes_for_people()),
            paragraphs=self._letters.lines_converted_by_look(self._paragraphs),
            after=self._letters.lines_converted_by_look(self._before[-_MAX_BEFORE:]),
            tabbed=self._tabbed,
            remarks=(
                *(text for key, text in self._notes.items() if key not in self._placed),
                *(text for text in self._unseen if len(text.split()) >= _MIN_WORDS),
            ),
        )

    def _read_notes(self) -> None:
        """Collect the text of each footnote, endnote and comment by its key, such as `f12`."""
        for kind in ("footnotes", "endnotes", "comments"):
            for note, blocks in self._word.part(self._word.root(self._word.target(kind))).items:
                text = self._letters.text(self._content(paragraphs_of(blocks)).pieces)
                if text:
                    self._notes[f"{kind[0]}{attribute(note, 'id')}"] = " ".join(text.split())

    def _section(self, blocks: Iterable[Block], properties: Element | None) -> None:
        """Read a section: first its page headers and footers, which belong to each of its tables."""
        about = list(properties if properties is not None else ())
        for element in about:
            if local(element) in _EDGES:
                target = self._word.relations.get(attribute(element, "id"), ("", "", True))[1]
                part = self._word.part(self._word.root(target))
                self._unseen += part.descriptions
                lines = self._lines_of(self._content(paragraphs_of(part.blocks)))
                key = local(element), attribute(element, "type") or "default"
                self._edges[key] = [" ".join(line.split()) for line in lines]
        first = any(local(element) == "titlePg" for element in about)
        edges = [edge for (_, kind), edge in self._edges.items() if first or kind != "first"]
        lines = [line for edge in edges for line in edge]
        self._around = tuple(dict.fromkeys(lines))[:_MAX_EDGE_LINES]
        for block in blocks:
            if not block.printed:
                continue
            if isinstance(block, WordTable):
                self._table(block, None)
            else:
                self._paragraph(block)

    def _paragraph(self, paragraph: Paragraph) -> None:
        """Add the text of a paragraph outside tables, and the tables in its boxes."""
        pieces = self._content([paragraph], boxed_tables=False).pieces
        text = " ".join(self._letters.text(pieces).split())
        if sum(piece.text.count("\t") for piece in pieces) > 1:
            self._tabbed += 1
        if text:
            self._before.append(text)
            if len(self._paragraphs) < _MAX_PARAGRAPHS:
                self._paragraphs.append(text)
        for table in paragraph.tables:
            self._table(table, None)

    def _content(
        self,
        paragraphs: Iterable[Paragraph],
        *,
        into: _Content | None = None,
        boxed_tables: bool = True,
    ) -> _Content:
        """Return the visible content of paragraphs, each on a line of its own; record invisible words apart.

        Args:
            paragraphs: The paragraphs.
            into: The content to add to; `None` for a new one.
            boxed_tables: Whether words of tables in text boxes are part of the content.
        """
        content = _Content() if into is None else into
        for paragraph in paragraphs:
            self._has_boxes = self._has_boxes or paragraph.has_box
            content.links += paragraph.links
            content.notes += paragraph.notes
            if content.pieces:
                content.pieces.append(FontPiece("\n"))
            for is_unseen, pieces in groupby(paragraph.pieces, _is_unseen):
                if is_unseen:
                    self._note_unseen(list(pieces))
                    continue
                for piece in pieces:
                    self._tracked = self._tracked or piece.change == "inserted"
                    if piece.aside in {"code", "again"} or (
                        piece.aside == "boxed" and not boxed_tables
                    ):
                        continue
                    content.pieces.append(piece)
                    label = self._numbers.label(*piece.numbering) if piece.numbering else ""
                    if label:
                        content.pieces.append(FontPiece(f"{label} ", bold=True))
        return content

    def _note_unseen(self, pieces: Sequence[WordPiece]) -> None:
        """Keep words that people do not see, and note that some are deleted or hidden: the report says so.

        They are never imported. But the check for words that close a list reads them too, without the
        codes of fields, which nobody typed.
        """
        self._tracked = self._tracked or any(piece.change == "deleted" for piece in pieces)
        self._hidden = self._hidden or any(
            piece.unseen == "hidden" and piece.change != "deleted" for piece in pieces
        )
        words = " ".join("".join(piece.text for piece in pieces if piece.aside != "code").split())
        if words:
            self._unseen.append(words)

    def _table(self, table: WordTable, within: tuple[int, int, int] | None) -> str:
        """Add the grid of a table; return the table's text on one line, for the cell that it is nested in.

        Cells merged over rows are one cell of the grid: its first; what is typed in the others nobody sees.

        Args:
            table: The table.
            within: Grid number, row and column of that cell; `None` for a table that is not nested.
        """
        self._count += 1
        number = self._count
        before, self._before = tuple(self._before[-_MAX_BEFORE:]), []
        done: list[_OpenCell] = []
        going: dict[int, _OpenCell] = {}
        over: list[str] = []
        printed = [row for row in table.rows if row.printed]
        for row_number, row in enumerate(printed, 1):
            column = 1 + row.skipped
            next_going: dict[int, _OpenCell] = {}
            opens = []
            for cell in row.cells:
                if not cell.printed:
                    continue
                above = going.get(column)
                if cell.merge == "continue" and above is not None:
                    above.rows += 1
                    next_going[column] = above
                    # Text typed in this cell before the merge is seen by nobody, and so left out.
                else:
                    opened = self._open(cell, (number, row_number, column), over)
                    opens.append(opened)
                    if cell.merge:
                        next_going[column] = opened
                column += cell.columns
            going = next_going
            done += opens
            if len(opens) == 1:
                # A row of one cell may be the title of a table in a cell below.
                over += self._lines_of(opens[0].content)
        cells = [closed for opened in done if (closed := self._as_grid_cell(opened)) is not None]
        comments = [
            Cell(opened.row, opened.column, text)
            for opened in done
            for text in self._notes_of(opened, "c")
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
                width=max((opened.column + opened.columns - 1 for opened in done), default=0),
            )
        )
        return "; ".join(cell.flat for cell in cells if cell.flat)

    def _open(self, cell: TableCell, place: tuple[int, int, int], over: list[str]) -> _OpenCell:
        """Return a cell as far as its own row tells: a merge may extend it; add the grids of tables nested in it.

        Args:
            cell: The cell.
            place: Grid number, row and column.
            over: Lines of rows above, which may be the title of a nested table.
        """
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise too_large(f"các bảng có trên {counted(MAX_CELLS)} ô")
        content, inner = _Content(), []
        for block in cell.blocks:
            if not block.printed:
                continue
            if isinstance(block, WordTable):
                # A table in a cell stands under what the cell says above it.
                outside, self._before = self._before, [*over, *self._lines_of(content)]
                inner.append(self._table(block, place))
                self._before = outside
            else:
                self._content([block], into=content)
        return _OpenCell(place[1], place[2], cell.columns, content, inner)

    def _lines_of(self, content: _Content) -> list[str]:
        """Return the lines of text of a content, without empty ones."""
        return [line for line in self._letters.text(content.pieces).split("\n") if line]

    def _as_grid_cell(self, opened: _OpenCell) -> Cell | None:
        """Return a cell, complete with all its rows, as a cell of the grid; `None` for an empty one.

        Text of nested tables stands below its own.
        """
        pieces, struck = unstruck(opened.content.pieces)
        text = self._letters.text(pieces)
        whole = "\n".join(part for part in (text, *opened.inner) if part)
        notes = (*self._notes_of(opened, "f"), *self._notes_of(opened, "e"))
        if not whole and not opened.content.links and not notes:
            return None
        filled = [piece for piece in opened.content.pieces if piece.text.strip()]
        return Cell(
            row=opened.row,
            column=opened.column,
            text=whole,
            links=tuple(dict.fromkeys(opened.content.links)),
            rows=opened.rows,
            columns=opened.columns,
            bold=bool(filled) and all(piece.bold for piece in filled),
            notes=notes,
            struck=struck if not opened.inner else "",
        )

    def _notes_of(self, opened: _OpenCell, kind: str) -> tuple[str, ...]:
        """Return the texts of the notes of a kind that a cell refers to; they count as placed.

        Args:
            opened: The cell.
            kind: `f` for footnotes, `e` for endnotes, `c` for comments.
        """
        keys = [key for key in opened.content.notes if key[0] == kind and key in self._notes]
        self._placed.update(keys)
        return tuple(self._notes[key] for key in keys)

    def _notes_for_people(self) -> Iterator[str]:
        """Yield the remarks for the report on how the document was read."""
        yield from self._letters.notes
        if self._tracked:
            yield (
                "Văn bản có phần theo dõi sửa đổi (Track Changes): chữ được chèn thì đọc, chữ đã xóa "
                "thì không."
            )
        if self._word.target("comments"):
            yield "Lời nhận xét (comment) bên lề không đọc."
        if self._word.target("aFChunk"):
            yield (
                "Văn bản nhúng nguyên một tệp khác, phần ấy không đọc: mở bằng Word, lưu lại rồi nhập."
            )
        if self._hidden:
            yield "Có chữ ẩn (Hidden), không đọc."
        if self._has_boxes:
            yield "Có hộp chữ (Text Box): chữ trong hộp nằm ở ô nào thì đọc vào ô ấy."


def _is_unseen(piece: WordPiece) -> bool:
    """Tell whether a piece of text is no part of a grid: deleted, hidden, or in a diagram."""
    return piece.change == "deleted" or piece.unseen == "hidden" or piece.aside == "drawn"
