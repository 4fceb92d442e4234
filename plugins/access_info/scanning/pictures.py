"""Reads the fields that a camera or a program wrote beside a picture's pixels, not the pixels."""

from __future__ import annotations

import io

from access_info.office_files.refusal import RefusalReason, UnsafeFileError
from access_info.scanning.extracted import Extracted
from access_info.scanning.scans import MarkKind

_GPS_IFD = 0x8825
_LATITUDE = 2
_ARTIST, _OWNER, _XP_AUTHOR = 0x013B, 0xA430, 0x9C9D
_WORDS = {
    0x010E: "mô tả",
    0x8298: "bản quyền",
    0x9C9B: "tiêu đề",
    0x9C9C: "ghi chú",
    0x9286: "ghi chú",
}
# The shorter side of a page that was scanned or photographed has at least these pixels; a symbol or a
# stamp has fewer.
PAGE_PIXELS = 600
# Words can be recognised in a picture whose shorter side has these pixels: a line of a screen.
WORDS_FROM = 100


def read_picture(content: bytes, extracted: Extracted) -> tuple[int, int]:
    """Read the fields beside the pixels.

    Args:
        content: The file's bytes.
        extracted: The result to add to.

    Returns:
        Pixels across and down.

    Raises:
        UnsafeFileError: The file is no picture that can be read.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - heavy

    Image.MAX_IMAGE_PIXELS = None  # nothing is decoded: only the head is read
    try:
        with Image.open(io.BytesIO(content)) as picture:
            extracted.kind = (picture.format or "").lower().replace("jpeg", "jpg") or extracted.kind
            size = picture.size
            extracted.pictures = extracted.pictures or min(size) >= WORDS_FROM
            if min(size) >= PAGE_PIXELS:
                extracted.add_mark(MarkKind.NO_TEXT_LAYER)
                extracted.add_mark(MarkKind.SCAN)
            exif = picture.getexif()
            if exif.get_ifd(_GPS_IFD).get(_LATITUDE):
                extracted.add_mark(MarkKind.GPS)
            for tag, value in {**exif, **exif.get_ifd(0x8769)}.items():
                text = _text(value)
                if tag in {_ARTIST, _OWNER, _XP_AUTHOR} and text:
                    extracted.add_mark(MarkKind.AUTHOR, "tác giả ảnh", text)
                elif tag in _WORDS and text:
                    extracted.add_text(f"{_WORDS[tag]} của ảnh", text)
            for key, value in picture.info.items():
                if isinstance(value, str | bytes) and key not in {
                    "exif",
                    "icc_profile",
                    "photoshop",
                }:
                    extracted.add_text("chữ kèm theo ảnh", _text(value))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, LookupError):
        raise UnsafeFileError(RefusalReason.DAMAGED) from None
    return size


def _text(value: object) -> str:
    if isinstance(value, bytes):
        for start, encoding in ((b"UNICODE\0", "utf-16"), (b"ASCII\0\0\0", "ascii")):
            if value.startswith(start):
                return value[len(start) :].decode(encoding, "ignore").strip("\0 ")
        wide = value[1:2] == b"\0" or value[3:4] == b"\0"
        return value.decode("utf-16-le" if wide else "utf-8", "ignore").strip("\0 ")
    return str(value).strip("\0 ") if isinstance(value, str) else ""
