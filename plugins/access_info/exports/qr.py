"""A QR code that leads from the posted page to the live one (ISO/IEC 18004)."""

from __future__ import annotations

import base64
import html
import struct
import zlib
from collections.abc import Sequence

# The standard lets the writer try eight masks and keep the best looking; any of them reads, and
# trying them is four fifths of the work (4.1 ms instead of 0.8 ms).
MASK = 0
_QUIET = 4  # squares around the code (ISO/IEC 18004, 5.3.8)
# A light square is 1, as white is in a picture of one bit a pixel.
_BITS = bytes.maketrans(b"\0\1", b"10")


def qr_image(address: str, *, label: str) -> str:
    """Draw a QR code as an image for a page; it grows to the size that a style sheet gives `.ai-qr`.

    Error correction is at level M, 15 %: enough for a sheet of paper behind glass, and the
    smallest that survives a fold. One pixel a square, which browsers print as sharp as lines
    (CSS Images 3, `image-rendering: pixelated`): a fifth of the bytes that SVG takes.

    Args:
        address: Where the code leads.
        label: Alternative text, for those who do not see the code.
    """
    import segno  # noqa: PLC0415 - slow to import, and a build of no changed page draws none

    code = segno.make_qr(address, error="m", mask=MASK, boost_error=False)
    picture = base64.b64encode(_png(code.matrix)).decode()
    source = f"data:image/png;base64,{picture}"
    return f'<img class="ai-qr" alt="{html.escape(label)}" src="{source}">'


def _png(matrix: Sequence[bytearray]) -> bytes:
    """Write squares as a PNG, byte for byte as segno does, which knows colours and scales too.

    That takes it four times as long.
    """
    side = len(matrix) + 2 * _QUIET
    width = -(-side // 8)
    quiet = "1" * _QUIET
    lines = [quiet + row.translate(_BITS).decode() + quiet for row in matrix]
    around = ["1" * side] * _QUIET
    pixels = b"".join(
        # Each line begins with its filter, which is none.
        b"\0" + int(line.ljust(8 * width, "0"), 2).to_bytes(width, "big")
        for line in (*around, *lines, *around)
    )
    head = struct.pack(">2I5B", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    """Write a part of a PNG: length, name, content, checksum (PNG, 5.3)."""
    named = name + data
    return struct.pack(">I", len(data)) + named + struct.pack(">I", zlib.crc32(named))
