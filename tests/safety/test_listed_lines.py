"""People in lines of a document, or in cells that stand on lines of their own, are a list like a table's."""

from __future__ import annotations

import unicodedata

import pytest

from access_info.checks.safety.list_publishing import lists_in_scan, may_hold_list
from access_info.checks.safety.listed_people import people_in_lines
from access_info.scanning import scan

NAMES = ("Nguyễn Văn Mẫu", "Trần Thị Thử", "Lê Văn Nháp")
LINES = {
    "số": ("Danh sách:\n1. {}\n2. {}\n3. {}", 3),
    "gạch đầu dòng": ("- Hộ {} (mẹ đơn thân)\n- Hộ {}\n- Hộ bà {}", 3),
    "bảng Markdown": ("| Tên chủ hộ | Mức |\n|---|---|\n| {} | 1 |\n| {} | 2 |\n| {} | 3 |", 3),
    "phím Tab": ("TT\tHọ tên\n1\t{}\n2\t{}\n3\t{}", 3),
    "hai người": ("1. {}\n2. {}\n3. Thôn Đông", 0),
    "chức vụ": ("1. Ông {}, Chủ tịch\n2. Bà {}, Phó Chủ tịch\n3. Ông {}, chuyên viên", 0),
    "tên đường": ("- Đường {}\n- Đường {}\n- Đường {}", 0),
}


@pytest.mark.parametrize(("text", "count"), LINES.values(), ids=LINES)
def test_lines_are_rows(text, count):
    people = list(people_in_lines("trang 1", text.format(*NAMES)))
    assert sum(each.count for each in people) == count
    # What is passed over unjudged holds none.
    assert may_hold_list(text) or not people


@pytest.mark.parametrize(
    ("heading", "second_cell", "count"), [("Thôn", "Đông", 3), ("Chức vụ", "Chuyên viên", 0)]
)
def test_cells_on_separate_lines_are_a_table(tmp_path, heading, second_cell, count):
    lines = ["DANH SÁCH", "TT", "Họ và tên", heading]
    lines += [cell for n, name in enumerate(NAMES, 1) for cell in (str(n), name, second_cell)]
    file = tmp_path / "a.doc"
    file.write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(500)
        + b"\x07\0".join(line.encode("utf-16-le") for line in lines)
        + bytes(9)
    )
    assert sum(people.count for people in lists_in_scan(scan(file))) == count


def test_accents_apart_and_hard_spaces_change_nothing():
    text = "\n".join(f"- {name}" for name in NAMES)
    apart = unicodedata.normalize("NFD", text).replace(" V", "\u00a0V")
    assert [people.count for people in people_in_lines("x", apart)] == [3]
