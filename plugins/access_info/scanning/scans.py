"""The scan of one attachment: its texts, tables, signatures, and marks for hidden content."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from access_info.model.signatures import FileSignature, FileSignatureState


class MarkKind(StrEnum):
    """Kinds of marks: content of a file besides its visible text, or a reason why it cannot be read."""

    HIDDEN_ROWS = "hang-an"
    HIDDEN_COLUMNS = "cot-an"
    HIDDEN_FIGURES = "o-so-an"
    HIDDEN_SHEET = "trang-tinh-an"
    HIDDEN_TEXT = "chu-an"
    COMMENT = "nhan-xet"
    TRACKED_CHANGE = "vet-sua"
    AUTHOR = "ten-nguoi"
    GPS = "toa-do"
    EMBEDDED = "tep-nhung"
    MACRO = "macro"
    ACTIVE_CONTENT = "noi-dung-chay"
    NO_TEXT_LAYER = "anh-quet"
    SCAN = "ban-quet"
    TOO_LARGE = "qua-lon"
    UNREADABLE = "khong-mo-duoc"
    ENCRYPTED = "dat-mat-khau"


@dataclasses.dataclass(frozen=True, slots=True)
class ScannedText:
    """A part of a file's text.

    Attributes:
        where: The place in the file, for people: "trang 2", "Danh sách!B7", "đoạn 3".
        text: The lines of the part.
        first: Whether it is on the first page, where stamps such as “MẬT” are put.
    """

    where: str
    text: str
    first: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class ScannedTable:
    """A table of a file, cell by cell; its words are among the file's texts as well.

    Attributes:
        where: The place in the file, for people: "Danh sách", "bảng 2", "trang 3".
        rows: The cells of each row that is not blank; a cell merged over several columns is followed
            by blank ones, so that columns are aligned.
        above: The lines before the table, the nearest last.
    """

    where: str
    rows: tuple[tuple[str, ...], ...]
    above: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ScanMark:
    """A mark: one thing in a file besides visible text, such as a hidden sheet or an author's name.

    Attributes:
        kind: The kind of thing.
        where: The place in the file, for people: "trang 2"; "" for the file as a whole.
        detail: A count, a size, a name …; never a secret in full.
    """

    kind: MarkKind
    where: str = ""
    detail: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class AttachmentScan:
    """The scan of one attachment.

    Attributes:
        digest: SHA-256 of the file, hexadecimal.
        size: Size of the file in bytes.
        kind: The file ending that fits the content: "pdf", "docx", "xlsx", "png" …
        texts: The parts of the text, in order.
        marks: The marks, in order.
        pictures: Whether the file holds pictures that may show words, for OCR.
        tables: The tables of three rows or more, in order.
        signatures: The digital signatures, in order.
    """

    digest: str
    size: int
    kind: str
    texts: tuple[ScannedText, ...] = ()
    marks: tuple[ScanMark, ...] = ()
    pictures: bool = False
    tables: tuple[ScannedTable, ...] = ()
    signatures: tuple[FileSignature, ...] = ()

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any], digest: str, size: int) -> AttachmentScan:
        """Return the scan from the plain data of the child's answer or of the cache.

        Raises:
            KeyError, TypeError, ValueError: The data is no scan.
        """
        return cls(
            digest=digest,
            size=size,
            kind=plain["kind"],
            texts=tuple(ScannedText(*text) for text in plain["texts"]),
            marks=tuple(
                ScanMark(MarkKind(kind), where, detail) for kind, where, detail in plain["marks"]
            ),
            pictures=plain["pictures"],
            tables=tuple(
                ScannedTable(where, tuple(map(tuple, rows)), above)
                for where, rows, above in plain["tables"]
            ),
            signatures=tuple(
                FileSignature(**{**signature, "state": FileSignatureState(signature["state"])})
                for signature in plain["signatures"]
            ),
        )


# Characters of text that are read of a file: no document for people is longer.
MOST_TEXT = 6_000_000


@dataclasses.dataclass
class Extracted:
    """The result of a scan while the readers add to it; `AttachmentScan` is made of it.

    Attributes:
        kind: The file ending that fits the content.
        texts: The parts of the text, in order.
        marks: The marks, in order, each once.
        pictures: Whether the file holds pictures that may show words, for OCR.
        tables: The tables of three rows or more, in order.
        signatures: The digital signatures, in order.
    """

    kind: str
    texts: list[ScannedText] = dataclasses.field(default_factory=list)
    marks: list[ScanMark] = dataclasses.field(default_factory=list)
    pictures: bool = False
    tables: list[ScannedTable] = dataclasses.field(default_factory=list)
    signatures: list[FileSignature] = dataclasses.field(default_factory=list)
    _length: int = 0

    def as_plain(self) -> dict[str, Any]:
        """Return the result as plain data, which JSON can carry, for `AttachmentScan.from_plain`."""
        return {
            "kind": self.kind,
            "texts": [(text.where, text.text, text.first) for text in self.texts],
            "marks": [(mark.kind, mark.where, mark.detail) for mark in self.marks],
            "pictures": self.pictures,
            "tables": [(table.where, table.rows, table.above) for table in self.tables],
            "signatures": [dataclasses.asdict(signature) for signature in self.signatures],
        }

    def add_text(self, where: str, text: str, *, first: bool = False) -> None:
        """Add a part of the text, unless it is blank; a part that exceeds `MOST_TEXT` is only marked as unread.

        Args:
            where: The place in the file, for people.
            text: The text.
            first: Whether it is on the first page, where stamps are put.
        """
        if not text.strip():
            return
        if self._length + len(text) > MOST_TEXT:
            self.add_mark(MarkKind.UNREADABLE, "", "chữ dài khác thường, chỉ xem phần đầu")
            return
        self._length += len(text)
        self.texts.append(ScannedText(where, text, first))

    def add_mark(self, kind: MarkKind, where: str = "", detail: str = "") -> None:
        """Add a mark, unless the same is there already."""
        mark = ScanMark(kind, where, detail)
        if mark not in self.marks:
            self.marks.append(mark)

    def add_row(self, where: str, cells: Sequence[str], headings: Sequence[str]) -> str:
        """Add a row of a table as text, each cell behind its column's heading, and return that text.

        So whoever judges the text knows what a number is: `12345678` becomes `Số CMND: 12345678`.
        """
        lines = [
            f"{heading}: {cell}" if heading and cell else cell
            for heading, cell in itertools.zip_longest(headings, cells, fillvalue="")
            if cell
        ]
        text = "\n".join(lines)
        self.add_text(where, text)
        return text

    def add_table(
        self, where: str, rows: Iterable[Sequence[str]], above: Sequence[str] = ()
    ) -> None:
        """Add a table, unless it has fewer than three rows: too few to be a list of people.

        Args:
            where: The place in the file, for people.
            rows: The rows, aligned; blank rows are left out, long cells cut.
            above: The lines before the table.
        """
        filled = [row for row in (tuple(map(_clipped, cells)) for cells in rows) if any(row)]
        if len(filled) >= MIN_ROWS:
            lines = [line for line in map(_clipped, above) if line]
            self.tables.append(ScannedTable(where, tuple(filled), "\n".join(lines[-LINES_ABOVE:])))


# Rows of a table that may be a list of people; fewer people are no list.
MIN_ROWS = 3
_MAX_CELL, _MAX_HEADING, _MAX_DIGITS = 200, 60, 3
LINES_ABOVE = 6


def _clipped(cell: str) -> str:
    """Return a cell's text cut to 200 characters; its lines stay apart, since each may name somebody."""
    lines = (" ".join(line.split()) for line in cell[: 2 * _MAX_CELL].splitlines())
    return "\n".join(line for line in lines if line)[:_MAX_CELL]


def headings_of(rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the headings of a table: its first row of several filled cells, if these are words; else ().

    Words are short and hold few digits.
    """
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        filled = [cell for cell in cells if cell]
        if len(filled) > 1:
            digits = max(sum(map(str.isdigit, cell)) for cell in filled)
            are_words = digits <= _MAX_DIGITS and max(map(len, filled)) <= _MAX_HEADING
            return tuple(cells) if are_words else ()
    return ()
