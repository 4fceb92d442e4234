"""Kinds of mess that offices make of a list: understood, or told, and never lost."""

from __future__ import annotations

import io
import time

import pytest
import xlsxwriter
from import_work import filled, items, lay_out, told
from office_files import document, word_table

from access_info.imports.lists.reading import read_lists
from access_info.imports.office.csv_file import read_csv
from access_info.imports.office.grid import Book, Cell, Grid
from access_info.imports.office.old_letters import _TCVN3, _VNI_ALONE, _VNI_MARKS

SHORT = ("STT", "Tên thông tin", "Số, ký hiệu", "Hình thức công khai", "Ghi chú")


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def _read(rows, headings=SHORT):
    text = "\n".join(";".join(f'"{field}"' for field in row) for row in (headings, *rows))
    return read_lists(read_csv(text.encode()), path="/a", name="cong-khai", sheet=None)


def _fields(read, *names):
    return [tuple(item.fields[name] for name in names) for item in read.items]


def _left(read):
    return [one for table in read.tables for one in table.left]


def _said(work, capsys, content, ending):
    path = work.parent.parent / f"danh-muc.{ending}"
    path.write_bytes(content)
    _, said = told(capsys, path)
    return said


def test_two_lists_beside_each_other():
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


def test_an_id_that_is_none_stays_in_the_remarks():
    rows = [("1", "Một", "2026-001"), ("2", "Hai", "2026-002"), ("3", "Ba", "gõ nhầm cột")]
    read = _read(rows, (*SHORT[:2], "Mã mục"))
    assert [(item.id, item.fields["ghi_chu"]) for item in read.items] == [
        *(("2026-001", ""), ("2026-002", "")),
        ("", "Mã mục: gõ nhầm cột"),
    ]


def test_long_words_take_no_time():
    long = ("x" * 30_000, "a-" * 5_000, "1/" * 5_000, "a." * 5_000)
    began = time.process_time()
    _read([(str(number), *long) for number in range(5)], (*SHORT[:3], "Ngày ban hành", "Địa chỉ"))
    assert time.process_time() - began < 2  # noqa: PLR2004


def test_words_over_and_beside_the_list():
    read = _read(
        [("(Kèm theo Quyết định số 1)",), ("", *SHORT), ("lề", "Mới", "Một", "1/QĐ", "", "", "xa")],
        ("DANH MỤC",),
    )
    assert _left(read) == [
        ("A1", "nằm trên hàng tiêu đề: “DANH MỤC”"),
        ("A2", "nằm trên hàng tiêu đề: “(Kèm theo Quyết định số 1)”"),
    ]
    assert read.items[0].fields["ghi_chu"] == "STT: Mới; xa; lề"


def test_as_above_means_what_stands_above():
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
        ("- 1/QĐ\n- 2/QĐ", "- 1/QĐ - 2/QĐ"),
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


def test_forms_ticked_with_a_word_beside():
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


def test_a_column_for_each_agency_is_told():
    headings = ("STT", "Tên thông tin", "Hình thức công khai", "Xã Mẫu An", "Xã Mẫu Bình")
    read = _read([("1", "Một", "Niêm yết", "x", ""), ("2", "Hai", "Niêm yết", "", "x")], headings)
    assert _fields(read, "ghi_chu") == [("Xã Mẫu An: x",), ("Xã Mẫu Bình: x",)]
    assert any(note.startswith("Các cột “Xã Mẫu An”, “Xã Mẫu Bình” chỉ") for note in read.notes)


def test_words_around_an_address_stay_with_it():
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


_MARKS = {
    letter: base + mark for base, marks in _VNI_MARKS.items() for mark, letter in marks.items()
}
_VNI = _MARKS | {letter: base for base, letter in _VNI_ALONE.items()}
_ABC = {letter: sign for sign, letter in _TCVN3.items()}


def _as_vni(text):
    told = (_VNI.get(char.lower(), char) for char in text)
    return "".join(
        new.upper() if char.isupper() else new for char, new in zip(text, told, strict=True)
    )


def _as_tcvn3(text):
    return "".join(_ABC.get(char, _ABC.get(char.lower(), char)) for char in text)


@pytest.mark.parametrize(("encode", "name"), [(_as_vni, "VNI"), (_as_tcvn3, "TCVN3 (ABC)")])
def test_old_letters_without_their_font(work, capsys, encode, name):
    rows = [
        SHORT,
        ("1", "Kế hoạch cải cách hành chính năm 2026", "78/QĐ-UBND", "Niêm yết", "Bổ sung"),
    ]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([*rows, ("2", "Báo cáo ngân sách", "9/QĐ-UBND", "", "")]):
            sheet.write_row(number, 0, [encode(text) for text in row])
    said = _said(work, capsys, file.getvalue(), "xlsx")
    assert [column["heading"] for column in said["tables"][0]["columns"]] == list(SHORT)
    found = filled(items(said)[0])
    assert found == dict(
        zip(("ten", "so_ky_hieu", "hinh_thuc", "ghi_chu"), rows[1][1:], strict=True)
    )
    assert any(f"bảng mã cũ {name} (nhận ra theo chữ)" in note for note in said["notes"])


def test_a_list_in_a_text_box_of_word(work, capsys):
    table = word_table([SHORT, ("1", "Một", "1/QĐ", "", "")])
    box = f"<w:pict><w:textbox><w:txbxContent>{table}</w:txbxContent></w:textbox></w:pict>"
    both = f"<w:r><AlternateContent><Choice>{box}</Choice><Fallback>{box}</Fallback></AlternateContent></w:r>"
    said = _said(work, capsys, document(f"<w:p>{both}</w:p>"), "docx")
    assert [filled(one) for one in items(said)] == [{"ten": "Một", "so_ky_hieu": "1/QĐ"}]


def test_items_that_stand_below_the_table_are_told(work, capsys):
    more = "".join(f"<w:p><w:r><w:t>{n}. Mục {n}</w:t></w:r></w:p>" for n in (2, 3))
    body = word_table([SHORT, ("1", "Một", "1/QĐ", "", "")]) + more
    said = _said(work, capsys, document(body), "docx")
    assert any("2 đoạn văn đánh số, không đọc (đoạn đầu: “2. Mục 2”)" in n for n in said["notes"])


def test_words_drawn_on_a_sheet_are_told(work, capsys):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, SHORT)
        sheet.write_row(1, 0, ("1", "Một", "1/QĐ"))
        sheet.insert_textbox("B9", "2. Mục trong hộp")
    said = _said(work, capsys, file.getvalue(), "xlsx")
    assert any("hộp chữ" in note for note in said["notes"])


def test_hidden_rows_are_not_told_as_empty_too(work, capsys):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("DM")
        for number, row in enumerate(
            [SHORT, *((str(n), f"Mục {n}", f"{n}/QĐ") for n in (1, 2, 3))]
        ):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
    said = _said(work, capsys, file.getvalue(), "xlsx")
    left = said["tables"][0]["skipped"]
    assert [one["where"] for one in left] == ["DM!A3"]
    assert left[0]["reason"].startswith("hàng ẩn")


def test_an_empty_list_removes_nothing(work, capsys):
    (work / "cong-khai.yml").write_text('muc:\n- ma: "2026-001"\n  ten: "Một"\n', encoding="utf-8")
    path = work.parent.parent / "danh-muc.csv"
    path.write_text("STT;Tên thông tin;Hình thức công khai\n", encoding="utf-8")
    code, said = told(capsys, path, "--apply", "--allow-removal")
    assert (code, said["written"]) == (1, False)
    assert "2026-001" in (work / "cong-khai.yml").read_text(encoding="utf-8")
