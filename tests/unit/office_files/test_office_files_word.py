"""Word documents: all that tables say of their cells, and the words around them."""

from __future__ import annotations

import dataclasses

from whole_office_files import word

from access_info.imports.office import read_any
from access_info.office_files.document import Cell

CELLS = {
    1: {
        (1, 1): ("A", {}),
        (1, 2): ("B", {}),
        (1, 3): ("C", {"columns": 2}),
        (1, 5): ("D", {}),
        (2, 1): ("gộp", {"rows": 2}),
        (2, 2): ("hai", {"columns": 2}),
        (2, 4): ("x", {}),
        (2, 5): ("dọc", {"rows": 3}),
        (3, 2): ("b1", {}),
        (3, 3): ("b2", {}),
        (3, 4): ("b3", {}),
        (4, 1): ("dưới", {}),
        (4, 2): ("b4", {"columns": 3}),
        (5, 3): ("sau", {}),
        (5, 4): ("lệch", {}),
        (6, 1): ("trong khung", {}),
        (6, 2): ("kế", {}),
    },
    2: {
        (1, 1): ("đậm cả", {"bold": True}),
        (1, 2): ("nửa thôi", {}),
        (1, 3): ("theo kiểu", {"bold": True}),
        (1, 4): ("kiểu nhạt", {}),
        (2, 1): ("gạch", {"struck": "whole"}),
        (2, 2): ("giữ", {"struck": "part"}),
        (2, 3): ("không gạch", {}),
        (2, 4): ("hiện", {}),
        (3, 1): ("nhỏ", {}),
        (3, 2): ("trắng", {}),
        (3, 3): ("chèn", {}),
        (4, 1): ("1. một\n1.a) a\n1.b) b\n2. hai\n2.a) a lại\n- chấm", {}),
        (4, 2): ("IV/ bốn\nV/ năm", {}),
        (4, 3): ("7. bảy\n3. tiếp ba", {}),
        (5, 1): ("chú", {"notes": ("dưới trang",)}),
        (5, 2): ("cuối", {"notes": ("cuối bài",)}),
        (5, 3): ("nhận xét", {}),
        (5, 4): ("a b\nc-d✓", {}),
        (6, 1): ("tiêu đề con\ntrong 1; trong 2; trong 3; sâu", {}),
        (6, 2): ("xem lại", {"links": ("https://mau.example/a#x",)}),
    },
    3: {
        (1, 1): ("trong 1", {}),
        (1, 2): ("trong 2", {}),
        (2, 1): ("trong 3", {}),
        (2, 2): ("sâu", {}),
    },
    4: {(1, 1): ("sâu", {})},
}


def reported(cells):
    """Text by row and column, with whatever is not as in any cell."""
    usual = dataclasses.asdict(Cell(0, 0, ""))
    return {
        (cell.row, cell.column): (
            cell.text,
            {
                name: value
                for name, value in dataclasses.asdict(cell).items()
                if name not in {"row", "column", "text"} and value != usual[name]
            },
        )
        for cell in cells
    }


def test_all_that_tables_say_of_their_cells_is_read():
    book = read_any(word())
    assert {grid.number: reported(grid.cells) for grid in book.grids} == CELLS
    assert [(grid.before, grid.within, grid.width) for grid in book.grids] == [
        (("Căn cứ", "Phụ lục"), None, 5),
        (("Bảng hai",), None, 4),
        (("tiêu đề con",), (2, 6, 1), 2),
        ((), (3, 2, 2), 1),
    ]
    comments = {grid.number: reported(grid.comments) for grid in book.grids if grid.comments}
    assert comments == {2: {(5, 3): ("lời bên lề", {})}}
    assert book.paragraphs == ("Căn cứ", "Phụ lục", "Bảng hai", "a b", "x y z", "có", "Hết")
    assert book.after == ("a b", "x y z", "có", "Hết")
    assert book.tabbed == 1
    assert book.remarks == ("ngoài bảng", "ba từ bị ẩn hết")
    assert [note.partition(":")[0] for note in book.notes] == [
        "Văn bản có phần theo dõi sửa đổi (Track Changes)",
        "Lời nhận xét (comment) bên lề không đọc.",
        "Có chữ ẩn (Hidden), không đọc.",
    ]
