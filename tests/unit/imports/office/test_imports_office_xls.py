"""What old workbooks (.xls) keep in formulas."""

from __future__ import annotations

import struct

from access_info.office_files.old_workbook import hyperlinks


def _record(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


def test_hyperlink_formulas_of_old_workbooks():
    def formula(row, column, *texts):
        tokens = b"".join(
            b"\x17" + bytes([len(text), 1]) + text.encode("utf-16-le") for text in texts
        )
        tokens += b"\x42" + bytes([len(texts)]) + struct.pack("<H", 359)
        head = struct.pack("<HHH", row, column, 0) + b"\0" * 14 + struct.pack("<H", len(tokens))
        return _record(0x0006, head + tokens)

    sheet = _record(0x0809, b"\0" * 16) + formula(4, 8, "https://mau.example/ắ", "Xem")
    stream = b"before" + sheet + _record(0x000A, b"") + formula(1, 1, "https://another.example")
    assert hyperlinks(stream, 6) == {(4, 8): "https://mau.example/ắ"}
    assert hyperlinks(stream[:40], 6) == {}
