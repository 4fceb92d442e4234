"""Kinds of mess that offices make of a list: understood, or told, and never lost."""

from __future__ import annotations

import pytest
from work_counting import growth, steps_of

from access_info.imports.lists import cells, headings, kinds, wordings
from access_info.imports.lists.cells import number_and_day
from access_info.imports.lists.reading import read_lists
from access_info.office_files.csv_file import read_csv
from access_info.office_files.document import Book, Cell, Grid

SHORT = ("STT", "Tên thông tin", "Số, ký hiệu", "Hình thức công khai", "Ghi chú")


def _read(rows, headings=SHORT):
    text = "\n".join(";".join(f'"{field}"' for field in row) for row in (headings, *rows))
    return read_lists(read_csv(text.encode()), path="/a", name="cong-khai", sheet=None)


def _fields(read, *names):
    return [tuple(item.fields[name] for name in names) for item in read.items]


def _left(read):
    return [leftover for table in read.tables for leftover in table.left]


def test_two_lists_side_by_side():
    headings = ("STT", "Tên thông tin", "Số, ký hiệu", "", "STT", "Tên thông tin", "Số, ký hiệu")
    read = _read([("1", "Một", "1/QĐ", "", "3", "Ba", "3/QĐ"), ("2", "Hai", "2/QĐ")], headings)
    assert _fields(read, "ten", "so_ky_hieu", "ghi_chu") == [
        ("Một", "1/QĐ", ""),
        ("Hai", "2/QĐ", ""),
        ("Ba", "3/QĐ", ""),
    ]


def test_a_group_right_below_the_headings_is_no_heading():
    read = _read([("", "Lĩnh vực hộ tịch"), ("1", "Khai sinh", "1/QĐ"), ("2", "Khai tử", "2/QĐ")])
    assert _fields(read, "nhom", "ten") == [
        ("Lĩnh vực hộ tịch", "Khai sinh"),
        ("Lĩnh vực hộ tịch", "Khai tử"),
    ]


def test_a_group_over_the_headings_of_a_sheet():
    rows = [("I. Lĩnh vực đất đai",), SHORT, ("1", "Tách thửa", "1/QĐ"), ("2", "Hợp thửa", "2/QĐ")]
    read = _read(rows[1:], rows[0])
    assert _fields(read, "nhom", "ten")[0] == ("Lĩnh vực đất đai", "Tách thửa")


def test_a_groups_row_that_says_more():
    read = _read(
        [
            *(("I", "LĨNH VỰC HỘ TỊCH", "", "", "(02 mục)"), ("1", "Khai sinh", "1/QĐ", "", "")),
            *(("II", "LĨNH VỰC ĐẤT ĐAI", "", "Niêm yết", "chung"), ("2", "Tách thửa", "2/QĐ", "", "")),
        ]
    )  # fmt: skip
    assert _fields(read, "nhom", "ten") == [
        ("LĨNH VỰC HỘ TỊCH", "Khai sinh"),
        ("LĨNH VỰC ĐẤT ĐAI", "Tách thửa"),
    ]
    assert _left(read) == [
        ("E2", "chữ khác ở hàng tên nhóm: “(02 mục)”"),
        ("D4", "chữ khác ở hàng tên nhóm: “Niêm yết”"),
        ("E4", "chữ khác ở hàng tên nhóm: “chung”"),
    ]


def test_groups_with_a_sum_each():
    read = _read(
        [
            *(("", "Phòng Kinh tế"), ("1", "Một", "1/QĐ", "Niêm yết"), ("", "Cộng: 01 mục")),
            *(("", "Văn phòng"), ("2", "Hai", "2/QĐ", "Niêm yết"), ("", "Tổng cộng: 02 mục")),
        ]
    )
    assert _fields(read, "nhom", "ten") == [("Phòng Kinh tế", "Một"), ("Văn phòng", "Hai")]


def test_headings_again_in_each_group():
    rows = [
        *(SHORT, ("1", "Một", "1/QĐ"), ("II. LĨNH VỰC ĐẤT ĐAI",)),
        *(SHORT, ("1", "Hai", "2/QĐ"), ("2", "Ba", "3/QĐ")),
    ]
    read = _read(rows, ("I. LĨNH VỰC HỘ TỊCH",))
    assert _fields(read, "nhom", "ten") == [
        ("LĨNH VỰC HỘ TỊCH", "Một"),
        *(("LĨNH VỰC ĐẤT ĐAI", "Hai"), ("LĨNH VỰC ĐẤT ĐAI", "Ba")),
    ]


def test_the_title_of_the_list_is_no_group():
    read = _read([SHORT, ("1", "Một", "1/QĐ"), ("2", "Hai", "2/QĐ")], ("A. DANH MỤC CÔNG KHAI",))
    assert _fields(read, "nhom") == [("",), ("",)]


def test_rows_broken_by_hand():
    read = _read(
        [
            *(
                ("1", "Kế hoạch", "12/KH-", "Cổng thông tin"),
                ("", "năm 2026", "UBND", "điện tử xã"),
            ),
            ("2", "Báo cáo", "2/BC", "Niêm yết"),
        ]
    )
    assert _fields(read, "ten", "so_ky_hieu", "hinh_thuc") == [
        ("Kế hoạch năm 2026", "12/KH-UBND", "Cổng thông tin điện tử xã"),
        ("Báo cáo", "2/BC", "Niêm yết"),
    ]


def test_a_row_of_dashes_is_blank():
    read = _read([("---", "---", "---", "---", "---"), ("1", "Một", "1/QĐ", "-", "")])
    assert _fields(read, "ten", "hinh_thuc") == [("Một", "")]
    assert _left(read) == [("A2", "hàng trống")]


@pytest.mark.parametrize("mark", ["({}) ", "{}. "])
def test_headings_with_numbers_before_them(mark):
    headings = tuple(mark.format(n) + text for n, text in enumerate(SHORT, 1))
    assert _fields(_read([("1", "Một", "1/QĐ", "", "")], headings), "ten") == [("Một",)]


def test_more_columns_of_months_than_of_the_list():
    months = [f"Tháng {n}" for n in range(1, 13)]
    row = ("1", "Một", "1/QĐ", "Niêm yết", "", *["x"] * 12)
    read = _read([row, row], (*SHORT, *months))
    assert _fields(read, "ten", "hinh_thuc")[0] == ("Một", "Niêm yết")
    assert read.items[0].fields["ghi_chu"].startswith("Tháng 1: x; Tháng 2: x")


def test_an_id_that_is_none_stays_in_the_remarks():
    rows = [("1", "Một", "2026-001"), ("2", "Hai", "2026-002"), ("3", "Ba", "gõ nhầm cột")]
    read = _read(rows, (*SHORT[:2], "Mã mục"))
    assert [(item.id, item.fields["ghi_chu"]) for item in read.items] == [
        *(("2026-001", ""), ("2026-002", "")),
        ("", "Mã mục: gõ nhầm cột"),
    ]


def test_long_words_take_no_time():
    modules = (cells, headings, kinds, wordings)
    remembered = [value for module in modules for value in vars(module).values()]

    def read(size: int) -> None:
        # The first reading counts: what is remembered of texts, here or by other tests, goes.
        for function in remembered:
            if hasattr(function, "cache_clear") and function.cache_parameters()["maxsize"]:
                function.cache_clear()
        long = ("x" * 30 * size, "a-" * 5 * size, "1/" * 5 * size, "a." * 5 * size)
        headings = (*SHORT[:3], "Ngày ban hành", "Địa chỉ")
        _read([(str(number), *long) for number in range(5)], headings)

    read(1)
    # What a word is shows at its beginning: of twice the length, less than twice the work.
    assert growth(read, 40) < 1.75


@pytest.mark.parametrize("piece", ["x", "a-", "1/", "a."])
def test_a_day_is_looked_for_in_no_long_word(piece):
    assert growth(lambda size: number_and_day(piece * size), 20_000, steps_of) < 2.5


def test_words_over_and_next_to_the_list():
    read = _read(
        [("(Kèm theo Quyết định số 1)",), ("", *SHORT), ("lề", "Mới", "Một", "1/QĐ", "", "", "xa")],
        ("DANH MỤC",),
    )
    assert _left(read) == [
        ("A1", "nằm trên hàng tiêu đề: “DANH MỤC”"),
        ("A2", "nằm trên hàng tiêu đề: “(Kèm theo Quyết định số 1)”"),
    ]
    assert read.items[0].fields["ghi_chu"] == "STT: Mới; xa; lề"


def test_as_above_means_the_cell_above():
    read = _read(
        [
            *(("1", "Một", "1/QĐ", "Niêm yết", "-"), ("2", "Hai", "nt", "-nt-", "")),
            *(("3", "Ba", "-", "Như trên", "Như mục 1"), ("4", "Bốn", "2/QĐ", "〃", "…")),
        ]
    )
    assert _fields(read, "so_ky_hieu", "hinh_thuc", "ghi_chu") == [
        ("1/QĐ", "Niêm yết", ""),
        ("1/QĐ", "Niêm yết", ""),
        ("", "Niêm yết", "Như mục 1"),
        ("2/QĐ", "Niêm yết", ""),
    ]
    assert "Ô ghi “như trên” lấy theo ô phía trên: C3, D3, D4, D5." in read.notes
    assert "Tệp CSV: ô chỉ có dấu gạch hoặc dấu chấm coi là ô trống." in read.notes


def test_a_dash_ends_what_is_repeated():
    read = _read([("1", "Một", "1/QĐ"), ("2", "Hai", "-"), ("3", "Ba", "nt")])
    assert _fields(read, "so_ky_hieu") == [("1/QĐ",), ("",), ("nt",)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("45\n/BC-\nUBND", "45/BC-UBND"),
        ("12/KH\u2011UBND", "12/KH-UBND"),
        ("Số: 45/BC-UBND", "45/BC-UBND"),
        ("- 1/QĐ\n- 2/QĐ", "1/QĐ; 2/QĐ"),
    ],
)
def test_numbers_as_narrow_cells_break_them(typed, meant):
    assert _fields(_read([("1", "Một", typed), ("2", "Hai", "9/QĐ-UBND")]), "so_ky_hieu")[0] == (
        meant,
    )


@pytest.mark.parametrize(
    ("typed", "day", "remark"),
    [
        ("03092026", "", "Ngày ban hành: 03092026"),
        ("46268.35", "2026-09-03", ""),
        ("03/09/2026 08:30", "2026-09-03", ""),
        ("thứ Năm, 03/9/2026", "2026-09-03", ""),
        ("trước 31/3 hằng năm", "", "Ngày ban hành: trước 31/3 hằng năm"),
    ],
)
def test_days_that_look_otherwise(typed, day, remark):
    headings = ("STT", "Tên thông tin", "Ngày ban hành")
    read = _read([("1", "Một", typed), ("2", "Hai", "04/9/2026")], headings)
    assert _fields(read, "ngay_ban_hanh", "ghi_chu")[0] == (day, remark)


def test_a_narrow_heading_of_numbers():
    read = _read(
        [("1", "Một", "1/QĐ", "", ""), ("2", "Hai", "2/QĐ", "", "")], ("S\nTT", *SHORT[1:])
    )
    assert read.tables[0].columns[0].field == "so_thu_tu"
    assert _fields(read, "ghi_chu") == [("",), ("",)]


def test_forms_ticked_with_a_word():
    rows = [
        ("STT", "Tên thông tin", "Hình thức công khai", "", "Đơn vị"),
        ("", "", "Niêm yết", "Loa", ""),
        ("1", "Một", "x", "X", "Phòng Kinh tế"),
        ("2", "Hai", "x", "hằng tháng", "Phòng Kinh tế"),
    ]
    cells = tuple(
        Cell(row, column, text, columns=2 if text.startswith("Hình thức") else 1)
        for row, texts in enumerate(rows, 1)
        for column, text in enumerate(texts, 1)
        if text
    )
    book = Book(grids=(Grid(name="DM", number=1, kind="sheet", cells=cells),))
    assert _fields(read_lists(book, path="/a", name=None, sheet=None), "hinh_thuc", "ghi_chu") == [
        ("Niêm yết; Loa", ""),
        ("Niêm yết; Loa (hằng tháng)", ""),
    ]


def test_a_column_for_each_agency_is_reported():
    headings = ("STT", "Tên thông tin", "Hình thức công khai", "Xã Mẫu An", "Xã Mẫu Bình")
    read = _read([("1", "Một", "Niêm yết", "x", ""), ("2", "Hai", "Niêm yết", "", "x")], headings)
    assert _fields(read, "ghi_chu") == [("Xã Mẫu An: x",), ("Xã Mẫu Bình: x",)]
    assert any(note.startswith("Các cột “Xã Mẫu An”, “Xã Mẫu Bình” chỉ") for note in read.notes)


def test_words_around_an_address_stay_with_the_address():
    headings = ("STT", "Tên thông tin", "Địa chỉ truy cập")
    read = _read(
        [("1", "Một", "tại https://mau.example/a và https://mau.example/b, bản PDF"),
         ("2", "Hai", "https://mau.example/c")],
        headings,
    )  # fmt: skip
    whole = "Địa chỉ truy cập: tại https://mau.example/a và https://mau.example/b, bản PDF"
    assert _fields(read, "dia_chi", "ghi_chu") == [
        ("https://mau.example/a; https://mau.example/b", whole),
        ("https://mau.example/c", ""),
    ]
