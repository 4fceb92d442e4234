"""The scan of one attachment: texts and marks."""

from __future__ import annotations

import dataclasses
from enum import StrEnum

from access_info.model.signatures import FileSignature


class MarkKind(StrEnum):
    """Things that a file holds besides visible text, or that keep it from being read."""

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
        where: For people: "trang 2", "Danh sách!B7", "đoạn 3".
        text: The lines of the part.
        first: Whether it is on the first page, where stamps are put.
    """

    where: str
    text: str
    first: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class ScannedTable:
    """A table of a file, cell by cell; its words are among the file's texts as well.

    Attributes:
        where: For people: "Danh sách", "bảng 2", "trang 3".
        rows: Cells of each row that has any; columns are aligned, a cell over several columns is
            followed by blank ones.
        above: The lines before it, the nearest last.
    """

    where: str
    rows: tuple[tuple[str, ...], ...]
    above: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ScanMark:
    """One thing that is not plain text.

    Attributes:
        kind: The kind of thing.
        where: For people: "trang 2", "Danh sách"; empty for the file as a whole.
        detail: A count, a size, whose name …; never a secret in full.
    """

    kind: MarkKind
    where: str = ""
    detail: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class AttachmentScan:
    """The scan of one attachment.

    Attributes:
        digest: SHA-256 of its bytes, hexadecimal.
        size: Bytes.
        kind: The ending by its content: "pdf", "docx", "xlsx", "png" …
        texts: Parts of the text, in order.
        marks: Marks, in order.
        pictures: Whether there are pictures in which words may stand.
        tables: Tables of three rows or more, in order.
        signatures: Digital signatures, in order.
    """

    digest: str
    size: int
    kind: str
    texts: tuple[ScannedText, ...] = ()
    marks: tuple[ScanMark, ...] = ()
    pictures: bool = False
    tables: tuple[ScannedTable, ...] = ()
    signatures: tuple[FileSignature, ...] = ()
