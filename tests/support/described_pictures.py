"""Pictures of text, and the font of all described pages: that of a theme which MkDocs brings along.

Its letters hold all of Vietnamese, so no test depends on the fonts of a machine.
"""

from __future__ import annotations

import functools
import io
import struct
import zlib
from collections.abc import Iterable
from importlib import resources

from PIL import Image, ImageDraw, ImageFont

_FONT = "themes/readthedocs/css/fonts/Roboto-Slab-Regular.woff"
# A4 at 200 dots an inch, and the margins of a letter.
PAGE_PIXELS = (1654, 2339)
_DPI = (200, 200)
_MARGIN = 160
_SIZES = (36, 30, 25, 20, 16)
_LINE = 1.5
_MEASURED = 100
# Signs that the font lacks, as typists without them write.
_WRITTEN = str.maketrans({"☐": "o", "☑": "x", "✓": "x", "→": "->", "←": "<-", "‑": "-", "\t": "    "})  # fmt: skip


@functools.cache
def _packed_font() -> bytes:
    return (resources.files("mkdocs") / _FONT).read_bytes()


@functools.cache
def font_file() -> bytes:
    """Unpack the font, which is a WOFF file (W3C WOFF 1.0), into a TrueType file."""
    packed = _packed_font()
    flavour, count = struct.unpack(">4xI4xH", packed[:14])
    steps = count.bit_length() - 1
    head = struct.pack(">IHHHH", flavour, count, 16 << steps, steps, 16 * (count - (1 << steps)))
    entries, tables = b"", b""
    for number in range(count):
        tag, start, size, whole, checksum = struct.unpack_from(">4sIIII", packed, 44 + 20 * number)
        table = packed[start : start + size]
        at = len(head) + 16 * count + len(tables)
        entries += struct.pack(">4sIII", tag, checksum, at, whole)
        tables += (zlib.decompress(table) if size < whole else table) + b"\0" * (-whole % 4)
    return head + entries + tables


@functools.cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        io.BytesIO(_packed_font()), size, layout_engine=ImageFont.Layout.BASIC
    )


@functools.lru_cache(maxsize=20_000)
def _measured(text: str) -> float:
    return _font(_MEASURED).getlength(text) / _MEASURED


def width(text: str, size: float) -> float:
    """Measure a line.

    Args:
        text: The line.
        size: The height of its letters.

    Returns:
        Its width, in the unit of `size`.
    """
    return _measured(text) * size


def lines_of(text: str, most: float, size: float) -> list[str]:
    """Break text into lines of a width at most; a longer word is cut.

    Args:
        text: With line feeds where it is broken anyway.
        most: The width, in the unit of `size`.
        size: The height of letters.
    """
    lines = []
    for paragraph in text.translate(_WRITTEN).split("\n"):
        line = ""
        for word in paragraph.split(" "):
            rest = word
            if line and width(f"{line} {rest}", size) > most:
                lines.append(line)
                line = ""
            while width(rest, size) > most and len(rest) > 1:
                fitting = next(
                    count for count in range(len(rest) - 1, 0, -1)
                    if count == 1 or width(rest[:count], size) <= most
                )  # fmt: skip
                lines.append(rest[:fitting])
                rest = rest[fitting:]
            line = f"{line} {rest}" if line else rest
        lines.append(line)
    return lines


def page_picture(lines: Iterable[str], *, kind: str = "JPEG") -> bytes:
    """Picture a sheet of A4 with lines of text, in letters as large as the sheet can hold.

    Args:
        lines: The lines; long ones are broken.
        kind: `JPEG` or `PNG`.
    """
    across, down = (pixels - 2 * _MARGIN for pixels in PAGE_PIXELS)
    text = "\n".join(lines)
    for size in _SIZES:
        broken = lines_of(text, across, size)
        if len(broken) * size * _LINE <= down:
            break
    image = Image.new("L", PAGE_PIXELS, 255)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(broken):
        draw.text((_MARGIN, _MARGIN + number * size * _LINE), line, fill=20, font=_font(size))
    return _saved(image, kind)


@functools.cache
def small_picture() -> bytes:
    """Picture three bars, the size of a logo or of a little chart, as JPEG."""
    image = Image.new("RGB", (240, 160), "white")
    draw = ImageDraw.Draw(image)
    for number, height in enumerate((60, 110, 140)):
        left = 20 + number * 70
        draw.rectangle((left, 150 - height, left + 50, 150), fill=(178, 34, 34))
    return _saved(image, "JPEG")


def _saved(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    options = {"quality": 60} if kind == "JPEG" else {"compress_level": 1}
    image.save(out, kind, dpi=_DPI, **options)
    return out.getvalue()
