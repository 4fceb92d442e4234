"""What xlrd leaves out of an XLS sheet: `HYPERLINK` formulas, heads and feet of printed pages.

[MS-XLS] 2.4.127, 2.5.198; 2.4.136 and 2.4.124.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_HEADER, _FOOTER = 0x0014, 0x0015
# Codes of fonts, sizes and places within a head of pages: `&"Arial,Bold"`, `&12`, `&K00FF00`,
# `&P`; not `&&`.
CODES = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f]{6}|\d+|[A-Za-z])")
_FORMULA, _SHEET_BEGINS, _SHEET_ENDS = 0x0006, 0x0809, 0x000A
# Row, column and format; result, flags and what else stands before the tokens.
_HEAD = struct.Struct("<HHH")
_BEFORE_TOKENS = 22
_TEXT, _HYPERLINK = 0x17, struct.pack("<H", 359)
_CALLS = frozenset({0x22, 0x42, 0x62})


def hyperlinks(stream: bytes, start: int) -> dict[tuple[int, int], str]:
    """Find the plain-text addresses of `HYPERLINK` formulas, by row and column from 0.

    Args:
        stream: The workbook's stream.
        start: Where the sheet's records begin.
    """
    addresses = {}
    for kind, data in _records(stream, start):
        if kind == _FORMULA and _HYPERLINK in data[_BEFORE_TOKENS:]:
            row, column, _ = _HEAD.unpack_from(data)
            address = _address(data[_BEFORE_TOKENS:])
            if address:
                addresses[row, column] = address
    return addresses


def printed(stream: bytes, start: int) -> list[str]:
    """Read the words at the head and the foot of a sheet's printed pages.

    Args:
        stream: The workbook's stream.
        start: Where the sheet's records begin.
    """
    return [
        CODES.sub(" ", _string(data))
        for kind, data in _records(stream, start)
        if kind in {_HEADER, _FOOTER} and len(data) > 3  # noqa: PLR2004 - a length, a flag
    ]


def _string(data: bytes) -> str:
    """Decode a string that begins with its length and a flag ([MS-XLS] 2.5.294)."""
    count, wide = int.from_bytes(data[:2], "little"), data[2] & 1
    text = data[3 : 3 + count * (2 if wide else 1)]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one sheet, those of charts within it too."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + size]
        at += 4 + size
        depth += (kind == _SHEET_BEGINS) - (kind == _SHEET_ENDS)
        if len(data) == size:
            yield kind, data
        if depth <= 0:
            return


def _address(tokens: bytes) -> str:
    """Read the first text of a call of `HYPERLINK`; "" if the formula does not begin with it."""
    if len(tokens) < 3 or tokens[0] != _TEXT:  # noqa: PLR2004 - a token, a length, a flag
        return ""
    count, wide = tokens[1], tokens[2] & 1
    end = 3 + count * (2 if wide else 1)
    rest = tokens[end:]
    # A call names its function last: token, number of arguments, function.
    call = rest.find(_HYPERLINK)
    if call < 2 or rest[call - 2] not in _CALLS:  # noqa: PLR2004
        return ""
    text = tokens[3:end]
    return text.decode("utf-16-le" if wide else "latin-1", "replace")
