"""What was found in one attachment."""

from __future__ import annotations

import dataclasses
from enum import StrEnum


class MarkKind(StrEnum):
    """What a file holds besides the text that people see, or what keeps it from being read."""

    HIDDEN_ROWS = "hang-an"
    HIDDEN_COLUMNS = "cot-an"
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
    TOO_LARGE = "qua-lon"
    UNREADABLE = "khong-mo-duoc"
    ENCRYPTED = "dat-mat-khau"


@dataclasses.dataclass(frozen=True, slots=True)
class ScannedText:
    """A part of a file's text.

    Attributes:
        where: For people: "trang 2", "Danh sách!B7", "đoạn 3".
        text: Lines as they stand, one below the other.
        first: Whether it stands on the first page, where stamps are put.
    """

    where: str
    text: str
    first: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class ScanMark:
    """One thing that is not plain text.

    Attributes:
        kind: What it is.
        where: For people: "trang 2", "Danh sách"; empty for the file as a whole.
        detail: What may be told of it: a count, a size, whose name; never a secret in full.
    """

    kind: MarkKind
    where: str = ""
    detail: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class AttachmentScan:
    """One attachment, looked into.

    Attributes:
        digest: SHA-256 of its bytes, hexadecimal.
        size: Bytes.
        kind: Ending that its content has: "pdf", "docx", "xlsx", "png" …
        texts: In order.
        marks: In order.
    """

    digest: str
    size: int
    kind: str
    texts: tuple[ScannedText, ...] = ()
    marks: tuple[ScanMark, ...] = ()
