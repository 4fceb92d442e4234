"""What old workbooks (.xls) keep in formulas and in cells of times."""

from __future__ import annotations

import struct
from pathlib import Path

from access_info.office_files.old_workbook import hyperlinks, read_xls

CASES = Path(__file__).parents[3] / "cases" / "imports" / "lists"


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


def test_a_time_of_day_alone_is_a_number_and_no_day():
    content = (CASES / "danh-muc-04.xls").read_bytes()
    # A whole number is kept as an integer, a fraction as the upper half of its eight bytes.
    day, nine_o_clock = struct.pack("<I", 46273 << 2 | 2), struct.pack("<d", 0.375)[4:]
    grids = read_xls(content.replace(day, nine_o_clock)).grids
    cells = [cell for grid in grids for cell in grid.cells]
    assert {cell.kind for cell in cells if cell.text == "0.375"} == {"number"}
    assert "1899-12-31" not in {cell.text for cell in cells}
