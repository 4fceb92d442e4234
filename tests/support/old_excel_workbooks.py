"""Workbooks of Excel 97 as bare records ([MS-XLS] 2.1.4), as some programs still write them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

_BOF, _EOF, _CODEPAGE, _FONT, _XF, _SHEET = 0x0809, 0x000A, 0x0042, 0x0031, 0x00E0, 0x0085
_LABEL, _NUMBER, _BOOLERR, _DATEMODE, _FORMAT = 0x0204, 0x0203, 0x0205, 0x0022, 0x041E
_DAYS = 14  # the built-in format of days


def old_book(rows: Iterable[Sequence[object]], *, name: str = "Sổ") -> bytes:
    """Make a workbook of one sheet.

    Args:
        rows: Cells from the left; `None` leaves one empty, a `float` is shown as a day, an `int` is
            a number, `#REF!` is an error.
        name: Name of the sheet.
    """
    head = (
        _record(_BOF, struct.pack("<4H2L", 0x0600, 5, 0, 0, 0, 0))
        + _record(_CODEPAGE, struct.pack("<H", 1200))
        + _record(_DATEMODE, struct.pack("<H", 0))
        + _font() * 4
        + _format(0)
        + _format(_DAYS)
    )
    sheet = b"".join(
        _cell(row, column, value)
        for row, cells in enumerate(rows)
        for column, value in enumerate(cells)
        if value is not None
    )
    start = len(head) + len(_sheet(0, name)) + len(_record(_EOF, b""))
    body = _record(_BOF, struct.pack("<4H2L", 0x0600, 0x10, 0, 0, 0, 0)) + sheet
    return head + _sheet(start, name) + _record(_EOF, b"") + body + _record(_EOF, b"")


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _sheet(start: int, name: str) -> bytes:
    text = name.encode("utf-16-le")
    return _record(_SHEET, struct.pack("<LBBBB", start, 0, 0, len(name), 1) + text)


def _font() -> bytes:
    look = struct.pack("<5H4BBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 5, 0)
    return _record(_FONT, look + b"Arial")


def _format(number: int) -> bytes:
    return _record(_XF, struct.pack("<3H4B2LH", 0, number, 1, 0, 0, 0, 0, 0, 0, 0))


def _cell(row: int, column: int, value: object) -> bytes:
    if isinstance(value, str) and value.startswith("#"):
        return _record(_BOOLERR, struct.pack("<3HBB", row, column, 0, 0x17, 1))
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(_LABEL, struct.pack("<4HB", row, column, 0, len(value), 1) + text)
    style = 1 if isinstance(value, float) else 0
    return _record(_NUMBER, struct.pack("<3Hd", row, column, style, float(value)))
