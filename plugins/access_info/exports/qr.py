"""A QR code that leads from the posted page to the live one (ISO/IEC 18004)."""

from __future__ import annotations

import base64
import html
import struct
import zlib

# A light square is 1 in a picture of one bit a pixel.
_BITS = bytes.maketrans(b"\0\xff", b"01")


def qr_image(address: str, *, label: str) -> str:
    """Draw a QR code as an image for a page; it grows to the size that a style sheet gives `.ai-qr`.

    Error correction is at level M, 15 %: enough for a sheet of paper behind glass, and the
    smallest that survives a fold. One pixel a square, which browsers print as sharp as lines
    (CSS Images 3, `image-rendering: pixelated`): a fifth of the bytes that SVG takes.

    Args:
        address: Where the code leads.
        label: Alternative text, for those who do not see the code.
    """
    import zxingcpp  # noqa: PLC0415 - a build of no changed page draws none

    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = code.to_image()  # with four squares of quiet around (ISO/IEC 18004, 5.3.8)
    squares = bytes(image)  # type: ignore[call-overload]  # a buffer, of which its types tell nothing
    picture = base64.b64encode(_png(squares, image.shape[1])).decode()
    source = f"data:image/png;base64,{picture}"
    return f'<img class="ai-qr" alt="{html.escape(label)}" src="{source}">'


def _png(squares: bytes, side: int) -> bytes:
    """Write squares as a PNG of one bit a pixel.

    Args:
        squares: Row by row, 0 for a dark one, 255 for a light one.
        side: How many are in a row; there are as many rows.
    """
    width = -(-side // 8)
    bits = squares.translate(_BITS).decode()
    pixels = b"".join(
        # Each line begins with its filter, which is none.
        b"\0" + int(bits[start : start + side].ljust(8 * width, "0"), 2).to_bytes(width, "big")
        for start in range(0, side * side, side)
    )
    head = struct.pack(">2I5B", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    """Write a part of a PNG: length, name, content, checksum (PNG, 5.3)."""
    named = name + data
    return struct.pack(">I", len(data)) + named + struct.pack(">I", zlib.crc32(named))
