"""Picks the reader of a file by its content, not by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from access_info.office_files import refusal
from access_info.office_files.archive import Archive, is_ole
from access_info.office_files.limits import Purpose
from access_info.office_files.refusal import RefusedFileError
from access_info.scanning.pdf import read_pdf
from access_info.scanning.scans import Extracted, MarkKind
from access_info.scanning.signatures import mark_signed_parts, mark_signed_streams, signatures_of
from access_info.scanning.texts import (
    read_old,
    read_open_document,
    read_plain,
    read_sheets,
    read_slides,
    read_word,
)
from access_info.scanning.zipped import read_common, read_picture, read_pictures

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_PDF_WITHIN = 1024
_ARCHIVES = {
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gz",
    b"BZh": "bz2",
    b"\xfd7zXZ": "xz",
}
_OOXML: Mapping[str, tuple[str, Callable[[Archive, Extracted], None]]] = {
    "word/": ("docx", read_word),
    "xl/": ("xlsx", read_sheets),
    "ppt/": ("pptx", read_slides),
}


def look_into(content: bytes, name: str, roots: Sequence[str] = ()) -> dict[str, Any]:
    """Scan a file as far as it can be read; return what JSON can carry.

    Args:
        content: The file's bytes.
        name: The file's name.
        roots: Root certificates that signers' are traced to (`shipped_roots`).
    """
    extracted = _looked_into(content, name)
    if extracted.kind == "pdf":
        extracted.signatures += signatures_of(content, roots)
    return extracted.as_plain()


def _looked_into(content: bytes, name: str) -> Extracted:
    extracted = Extracted(_kind(content, name))
    try:
        _read(content, extracted)
    except RefusedFileError as refused:
        locked = refused.code == refusal.ENCRYPTED.code
        extracted.add_mark(MarkKind.ENCRYPTED if locked else MarkKind.UNREADABLE)
    except MemoryError:
        extracted.add_mark(MarkKind.UNREADABLE, "", "cần quá nhiều bộ nhớ")
    except Exception:  # noqa: BLE001 - whatever a library does with a hostile file, it is said plainly
        extracted.add_mark(MarkKind.UNREADABLE)
    return extracted


def is_pdf(content: bytes) -> bool:
    """Tell whether content begins as a PDF does, be there something before it."""
    return b"%PDF-" in content[:_PDF_WITHIN]


def _kind(content: bytes, name: str) -> str:
    if is_pdf(content):
        return "pdf"
    for mark, kind in _ARCHIVES.items():
        if content.startswith(mark):
            return kind
    return PurePath(name).suffix.lower().removeprefix(".")


def _read(content: bytes, extracted: Extracted) -> None:
    if extracted.kind == "pdf":
        read_pdf(content, extracted)
    elif content.startswith(b"PK"):
        _zipped(content, extracted)
    elif is_ole(content):
        mark_signed_streams(content, extracted)
        read_old(content, extracted)
    elif content.startswith(_PICTURES) or _is_riff_picture(content):
        read_picture(content, extracted)
    elif extracted.kind in _ARCHIVES.values():
        extracted.add_mark(MarkKind.UNREADABLE, "", "tệp nén")
    else:
        read_plain(content, extracted)


def _is_riff_picture(content: bytes) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def _zipped(content: bytes, extracted: Extracted) -> None:
    parts = Archive(content, Purpose.SCAN)
    mark_signed_parts(parts.names, extracted)
    for start, (kind, read) in _OOXML.items():
        if any(name.lower().startswith(start) for name in parts.names):
            extracted.kind = kind
            read_common(parts, extracted)
            read(parts, extracted)
            read_pictures(parts, extracted)
            return
    if "content.xml" in parts.names:
        read_open_document(parts, extracted)
        read_pictures(parts, extracted)
    else:
        extracted.kind = "zip"
        extracted.add_mark(MarkKind.UNREADABLE, "", "tệp nén")
