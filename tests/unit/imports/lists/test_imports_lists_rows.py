"""Rows of a list in every shape that offices give them."""

from __future__ import annotations

import pytest

from access_info.imports.lists.reading import read_lists
from access_info.office_files.csv_file import read_csv


def _text(rows):
    return "\n".join(";".join(f'"{field}"' for field in row) for row in rows).encode()


SHORT = ("STT", "Tên thông tin", "Số ký hiệu", "Ghi chú")
SHAPES = {
    "groups within groups": (
        [
            *(("A", "THÔNG TIN CHUNG", "", ""), ("I", "Tổ chức", "", ""), ("1", "Sơ đồ", "1/QĐ", "")),
            *(("II", "Quy chế", "", ""), ("1", "Quy chế", "2/QĐ", ""), ("B", "TÀI CHÍNH", "", "")),
            ("1", "Dự toán", "3/QĐ", ""),
        ],
        [
            ("THÔNG TIN CHUNG - Tổ chức", "Sơ đồ", "1/QĐ"),
            ("THÔNG TIN CHUNG - Quy chế", "Quy chế", "2/QĐ"),
            ("TÀI CHÍNH", "Dự toán", "3/QĐ"),
        ],
    ),
    "groups with the numbers of items": (
        [
            *(("1", "Lĩnh vực đất đai", "", ""), ("1.1", "Quy hoạch", "1/QĐ", "")),
            *(("2", "Lĩnh vực tài chính", "", ""), ("2.1", "Dự toán", "3/QĐ", "")),
        ],
        [("Lĩnh vực đất đai", "Quy hoạch", "1/QĐ"), ("Lĩnh vực tài chính", "Dự toán", "3/QĐ")],
    ),
    "letters after H, and numbers after II": (
        [("H", "Nhóm H", "", ""), ("1", "Một", "1/QĐ", ""), ("I", "Nhóm I", "", ""), ("1", "Hai", "2/QĐ", "")],
        [("Nhóm H", "Một", "1/QĐ"), ("Nhóm I", "Hai", "2/QĐ")],
    ),
    "rows that go on, and one without a number": (
        [
            *(("1", "Chức năng", "1/QĐ", ""), ("", "của Ủy ban", "", ""), ("2", "Cơ cấu", "2/QĐ", "")),
            *(("", "", "3/QĐ", ""), ("", "Chưa đánh số", "4/QĐ", ""), ("", "Tổng số", "4", "")),
        ],
        [
            ("", "Chức năng của Ủy ban", "1/QĐ"),
            ("", "Cơ cấu", "2/QĐ; 3/QĐ"),
            ("", "Chưa đánh số", "4/QĐ"),
        ],
    ),
    "titles that begin like a total or a note": (
        [
            *(("1", "Tổng hợp kết quả", "1/BC", ""), ("2", "Cộng tác viên", "", "")),
            *(("3", "Ghi chú giải trình", "", ""), ("", "Ghi chú: chưa đủ", "", "")),
        ],
        [("", "Tổng hợp kết quả", "1/BC"), ("", "Cộng tác viên", ""), ("", "Ghi chú giải trình", "")],
    ),
    "who signed, by name": (
        [
            *(("1", "Một", "1/QĐ", ""), ("2", "Hai", "", "")),
            *(("", "", "", "Xã Mẫu, ngày 03 tháng 9 năm 2026"), ("", "NGƯỜI LẬP BIỂU", "", "CHỦ TỊCH")),
            ("", "Họ và tên", "", "Họ và tên"),
        ],
        [("", "Một", "1/QĐ"), ("", "Hai", "")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_rows_of_every_shape(name):
    rows, expected = SHAPES[name]
    read = read_lists(read_csv(_text([SHORT, *rows])), path="/a", name="cong-khai", sheet=None)
    rows_read = [
        tuple(item.fields[key] for key in ("nhom", "ten", "so_ky_hieu")) for item in read.items
    ]
    assert rows_read == expected


def test_a_group_written_in_its_first_row_alone():
    rows = [
        ("Lĩnh vực", "Tên thủ tục hành chính", "Quyết định công bố", "Đơn vị"),
        ("Hộ tịch", "Khai sinh", "1/QĐ-UBND ngày 08/9/2026", "Xã"),
        ("", "Kết hôn", "2/QĐ-UBND ngày 09/9/2026", "Xã"),
        ("Đất đai", "Tách thửa", "", "Xã"),
        ("", "Hợp thửa", "", "Xã"),
    ]
    read = read_lists(read_csv(_text(rows)), path="/a", name=None, sheet=None)
    assert [item.fields["nhom"] for item in read.items] == [*["Hộ tịch"] * 2, *["Đất đai"] * 2]
    assert [item.fields["ngay_ban_hanh"] for item in read.items][:2] == ["2026-09-08", "2026-09-09"]
    assert "ngay_ban_hanh" in read.items[0].given
    assert any("các hàng dưới lấy theo" in note for note in read.notes)


def test_headings_typed_over_headings_are_no_separate_table():
    rows = [
        ("Văn bản", "Văn bản", "Thông tin phải công khai", "Phòng ban"),
        ("Số/ký hiệu", "Ngày ký", "Thông tin phải công khai", "Phòng ban"),
        ("01/KH", "01/01/2026", "Kế hoạch", "Văn phòng"),
    ]
    read = read_lists(read_csv(_text(rows)), path="/x.csv", name=None, sheet=None)
    [table] = read.tables
    [item] = table.items
    assert item.fields["ten"] == "Kế hoạch"
    assert item.fields["don_vi"] == "Văn phòng"
