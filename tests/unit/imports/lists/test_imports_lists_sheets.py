"""What sheets and files of text keep: days, links, what is hidden, several tables, encodings."""

from __future__ import annotations

import datetime
import unicodedata

import pytest
import xlsxwriter
from handmade_office_files import ods, ods_row
from import_command import filled, items, lay_out, plan_of, run

HEADINGS = ("STT", "Tên thông tin", "Số, ký hiệu", "Ngày ban hành", "Địa chỉ truy cập", "Ghi chú")


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def _book(path, write, **options):
    with xlsxwriter.Workbook(str(path), options) as book:
        write(book)
    return path


def _sheet(book, rows, name="DM", headings=HEADINGS):
    sheet = book.add_worksheet(name)
    for number, row in enumerate((headings, *rows)):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write(number, column, value)
    return sheet


def _csv(path, rows, *, delimiter=";", encoding="utf-8", encode=None):
    text = "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"
    path.write_bytes(encode(text) if encode else text.encode(encoding))
    return path


def _cp1258(text):
    """Text in windows-1258, whose tones stand behind their letters."""
    typed = ""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        typed += (
            unicodedata.normalize("NFC", parts.translate(dict.fromkeys(map(ord, tones)))) + tones
        )
    return typed.encode("cp1258")


DAYS = {
    "03/9/2026": "2026-09-03",
    "3-9-2026": "2026-09-03",
    "03.09.2026": "2026-09-03",
    "2026-09-03": "2026-09-03",
    "ngày 03 tháng 9 năm 2026": "2026-09-03",
    "9/25/2026": "",
    "3/9/26": "2026-09-03",
    "tháng 9/2026": "2026-09",
    "tháng 9 năm 2026": "2026-09",
    "9/2026": "2026-09",
    "năm 2026": "2026",
    "2026": "2026",
    "46268": "2026-09-03",
}


def test_days_as_they_are_typed(work, capsys, tmp_path):
    rows = [HEADINGS, *((str(n), f"Mục {n}", "", day, "", "") for n, day in enumerate(DAYS, 1))]
    _, plan = plan_of(capsys, _csv(tmp_path / "a.csv", rows))
    assert {**dict(zip(DAYS, (item["ngay_ban_hanh"] for item in items(plan)), strict=True))} == DAYS
    # Whoever writes the month first is asked, not guessed at.
    assert [(problem["code"], problem["line"]) for problem in plan["problems"]] == [("TT774", 7)]


def test_what_is_no_day_stays_in_the_remarks(work, capsys, tmp_path):
    days = ("quý III/2026", "Thường xuyên", "31/02/2026", "01/01/2026")
    rows = [HEADINGS, *((str(n), f"Mục {n}", "", day, "", "") for n, day in enumerate(days, 1))]
    _, plan = plan_of(capsys, _csv(tmp_path / "a.csv", rows))
    assert [(item["ngay_ban_hanh"], item["ghi_chu"]) for item in items(plan)] == [
        ("", "Ngày ban hành: quý III/2026"),
        ("", "Ngày ban hành: Thường xuyên"),
        ("", "Ngày ban hành: 31/02/2026"),
        ("2026-01-01", ""),
    ]
    assert [
        (problem["code"], problem["line"], problem["column"]) for problem in plan["problems"]
    ] == [
        ("TT774", 2, 4),
        ("TT774", 3, 4),
        ("TT774", 4, 4),
    ]


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_real_days_and_numbers_of_days(work, capsys, tmp_path, epoch_1904):
    day = datetime.date(2026, 9, 3)

    def write(book):
        looks = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = _sheet(book, [(1, "Một"), (2, "Hai")])
        sheet.write_datetime(1, 3, datetime.datetime(2026, 9, 3, 7, 30), looks)  # noqa: DTZ001
        sheet.write_datetime(2, 3, day, book.add_format({"num_format": 14}))

    _, plan = plan_of(capsys, _book(tmp_path / "a.xlsx", write, date_1904=epoch_1904))
    assert [item["ngay_ban_hanh"] for item in items(plan)] == [day.isoformat()] * 2


def test_a_number_and_its_day_in_the_same_cell(work, capsys, tmp_path):
    headings = ("TT", "Tên thông tin", "Số, ngày văn bản", "Hình thức công khai")
    cells = {
        "3582/QĐ-UBND ngày 08/9/2026": ("3582/QĐ-UBND", "2026-09-08", ""),
        "Quyết định số 12/QĐ-UBND, ngày 03 tháng 9 năm 2026": ("12/QĐ-UBND", "2026-09-03", ""),
        "5/KH-UBND (01/9/2026)": ("5/KH-UBND", "2026-09-01", ""),
        "7/BC-UBND": ("7/BC-UBND", "", ""),
        "03/9/2026": ("", "2026-09-03", ""),
        "8/QĐ-UBND ngày 03/9/2026 của UBND xã": (
            "8/QĐ-UBND",
            "2026-09-03",
            "Số, ngày văn bản: 8/QĐ-UBND ngày 03/9/2026 của UBND xã",
        ),
        "1/QĐ ngày 01/9/2026 và 2/QĐ ngày 02/9/2026": (
            "1/QĐ ngày 01/9/2026 và 2/QĐ ngày 02/9/2026",
            "",
            "",
        ),
    }
    rows = [headings, *((str(n), f"Mục {n}", cell, "") for n, cell in enumerate(cells, 1))]
    _, plan = plan_of(capsys, _csv(tmp_path / "a.csv", rows, delimiter="\t"))
    read_cells = [
        (item["so_ky_hieu"], item["ngay_ban_hanh"], item["ghi_chu"]) for item in items(plan)
    ]
    assert read_cells == list(cells.values())


def test_links_of_cells_and_formulas(work, capsys, tmp_path):
    def write(book):
        sheet = _sheet(book, [(n, f"Mục {n}", f"{n}/QĐ") for n in range(1, 6)])
        sheet.write_url(1, 4, "https://mau.example/a", string="Xem tại đây")
        sheet.write_formula(2, 4, '=HYPERLINK("https://mau.example/b","Xem")', None, "Xem")
        sheet.write_formula(3, 4, '=HYPERLINK("https://mau.example/"&C4,"Xem")', None, "Xem")
        sheet.write_string(4, 4, "www.mau.gov.vn/d\nhttps://mau.example/dd")
        sheet.write_url(5, 4, "file:///C:/cua-toi/e.docx", string="tệp")

    _, plan = plan_of(capsys, _book(tmp_path / "a.xlsx", write))
    assert [item["dia_chi"] for item in items(plan)] == [
        "https://mau.example/a",
        "https://mau.example/b",
        "https://mau.example/3/QĐ",
        "https://www.mau.gov.vn/d; https://mau.example/dd",
        "",
    ]
    assert [problem["code"] for problem in plan["problems"]] == ["TT775"]


def test_rows_and_columns_that_are_hidden(work, capsys, tmp_path):
    def write(book):
        sheet = _sheet(book, [(1, "Một", "1/QĐ", "", "", "riêng"), (2, "Hai", "2/QĐ"), (3, "Ba")])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("F:F", None, None, {"hidden": True})
        _sheet(book, [(1, "Ẩn")], name="Nháp").hide()

    path = _book(tmp_path / "a.xlsx", write)
    _, plan = plan_of(capsys, path)
    assert [filled(item) for item in items(plan)] == [
        {"ten": "Một", "so_ky_hieu": "1/QĐ"},
        {"ten": "Ba"},
    ]
    reasons = {skip["where"]: skip["reason"] for skip in plan["tables"][0]["skipped"]}
    assert "hàng ẩn, không đọc" in reasons["DM!A3"]
    assert "cột ẩn, không đọc" in reasons["DM!F1"]
    assert plan["skipped"][0]["where"] == "Nháp"
    assert [item["ten"] for item in items(plan_of(capsys, path, "--sheet", "nháp")[1])] == ["Ẩn"]


def test_rows_that_a_filter_hides_are_rows(work, capsys, tmp_path):
    def write(book):
        sheet = _sheet(book, [(1, "Một", "1/QĐ"), (2, "Hai", "2/QĐ")])
        sheet.autofilter("A1:F3")
        sheet.filter_column("C", "x == 1/QĐ")
        sheet.set_row(2, None, None, {"hidden": True})

    _, plan = plan_of(capsys, _book(tmp_path / "a.xlsx", write))
    assert [item["ten"] for item in items(plan)] == ["Một", "Hai"]
    assert any("bộ lọc" in note for note in plan["notes"])


def test_departments_on_separate_sheets(work, capsys, tmp_path):
    def write(book):
        _sheet(
            book, [(1, "Phòng Kinh tế", 2)], "Tổng hợp", ("STT", "Đơn vị", "Số lượng", "Ghi chú")
        )
        _sheet(book, [(1, "Dự toán", "1/QĐ"), (2, "Quyết toán", "2/QĐ")], "Phòng Kinh tế")
        _sheet(book, [(1, "Quy chế", "3/QĐ"), (2, "Dự toán", "1/QĐ")], "Văn phòng")

    _, plan = plan_of(capsys, _book(tmp_path / "a.xlsx", write))
    assert [(item["nhom"], item["ten"]) for item in items(plan)] == [
        ("Phòng Kinh tế", "Dự toán"),
        ("Phòng Kinh tế", "Quyết toán"),
        ("Văn phòng", "Quy chế"),
    ]
    assert [skip["where"] for skip in plan["skipped"]] == ["Tổng hợp"]
    assert {"where": "Văn phòng!A3", "reason": "trùng với Phòng Kinh tế!A2"} in (
        plan["tables"][1]["skipped"]
    )


def test_two_tables_on_the_same_sheet_with_other_columns(work, capsys, tmp_path):
    rows = [
        HEADINGS,
        ("1", "Một", "1/QĐ", "", "", ""),
        ("", "", "", "", "", ""),
        ("TT", "Số hiệu", "Trích yếu", "Đơn vị", "", ""),
        ("1", "2/QĐ", "Hai", "Văn phòng", "", ""),
    ]
    _, plan = plan_of(capsys, _csv(tmp_path / "a.csv", rows))
    assert [filled(item) for item in items(plan)] == [
        {"ten": "Một", "so_ky_hieu": "1/QĐ"},
        {"ten": "Hai", "so_ky_hieu": "2/QĐ", "don_vi": "Văn phòng"},
    ]


def test_columns_without_a_field_are_remarks(work, capsys, tmp_path):
    headings = ("TT", "Nội dung", "Người ký", "Mã TTHC", "Ngày công khai", "Ghi chú", "")
    rows = [headings, ("1", "Quy chế làm việc", "Chủ tịch", "1.000593", "03/9/2026", "mới", "lạ")]
    _, plan = plan_of(capsys, _csv(tmp_path / "a.csv", [*rows, ("2", "Quy chế chi tiêu nội bộ")]))
    assert items(plan)[0]["ghi_chu"] == ("mới; Người ký: Chủ tịch; Mã TTHC: 1.000593; lạ")
    assert items(plan)[0]["ngay_cong_khai"] == "2026-09-03"
    kinds = {column["heading"]: column["confidence"] for column in plan["tables"][0]["columns"]}
    assert (kinds["Người ký"], kinds["Nội dung"]) == ("không rõ", "có thể")


TEXT = [
    ("TT", "Tên thông tin", "Số hiệu", "Đơn vị phụ trách"),
    ("1", "Kế hoạch sử dụng đất đường Điện Biên", "5/KH-UBND", "Phòng Kinh tế"),
    ("2", "Đề án bảo vệ rừng; “ngoặc”", "6/ĐA-UBND", "Văn phòng"),
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258", "tcvn3"]
)
def test_text_in_any_encoding_and_delimiter(work, tmp_path, delimiter, encoding):
    from access_info.office_files.csv_file import read_csv  # noqa: PLC0415
    from access_info.office_files.text import _TCVN3  # noqa: PLC0415

    back = {letter: code for code, letter in _TCVN3.items()}
    encode = {
        "cp1258": _cp1258,
        "tcvn3": lambda text: "".join(back.get(char, char) for char in text).encode("latin-1"),
    }.get(encoding, lambda text: text.encode(encoding))
    rows = [tuple(f'"{field}"' for field in row) for row in TEXT]
    if encoding == "tcvn3":
        rows = [tuple(field.replace("“", "'").replace("”", "'") for field in row) for row in rows]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    book = read_csv(encode(text))
    read = [cell.text for cell in book.grids[0].cells]
    expected = [field.strip('"') for row in rows for field in row]
    assert read == expected, book.notes


def test_rows_keep_their_numbers_behind_a_line_that_names_the_delimiter():
    from access_info.office_files.csv_file import read_csv  # noqa: PLC0415

    plain, named = (read_csv(head + b"a;b\r\nc,d;e\r\n").grids[0] for head in (b"", b"sep=;\r\n"))
    assert [(cell.row + 1, cell.text) for cell in plain.cells] == [
        (cell.row, cell.text) for cell in named.cells
    ]


def test_old_letters_without_a_font_that_names_the_encoding(work, capsys, tmp_path):
    def write(book):
        _sheet(book, [(n, f"KÕ ho¹ch c«ng khai th«ng tin n¨m 202{n}") for n in range(1, 5)])

    _, plan = plan_of(capsys, _book(tmp_path / "a.xlsx", write))
    assert items(plan)[0]["ten"] == "Kế hoạch công khai thông tin năm 2021"
    assert "nhận ra theo chữ" in " ".join(plan["notes"])


def test_an_open_document_sheet_with_repeated_and_hidden_rows(work, capsys, tmp_path):
    body = (
        ods_row(HEADINGS)
        + ods_row(("1", "Một &amp; hai", "1/QĐ"))
        + '<table:table-row table:visibility="collapse"><table:table-cell><text:p>2</text:p>'
        "</table:table-cell><table:table-cell><text:p>Ẩn</text:p></table:table-cell></table:table-row>"
        + '<table:table-row><table:table-cell><text:p>3</text:p></table:table-cell><table:table-cell>'
        '<office:annotation><text:p>lời chú</text:p></office:annotation><text:p>Ba<text:s text:c="2"/>'
        "<text:span>bốn</text:span></text:p><text:p>năm</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2"/><table:table-cell table:formula='
        '"of:=HYPERLINK(&quot;https://mau.example/3&quot;;&quot;Xem&quot;)"><text:p>Xem</text:p>'
        "</table:table-cell></table:table-row>"
    )  # fmt: skip
    path = tmp_path / "a.ods"
    path.write_bytes(ods(body))
    _, plan = plan_of(capsys, path)
    assert [filled(item) for item in items(plan)] == [
        {"ten": "Một & hai", "so_ky_hieu": "1/QĐ"},
        {"ten": "Ba bốn năm", "dia_chi": "https://mau.example/3"},
    ]
    assert any("hàng ẩn" in skip["reason"] for skip in plan["tables"][0]["skipped"])


def test_a_sheet_that_is_not_there(work, capsys, tmp_path):
    path = _book(tmp_path / "a.xlsx", lambda book: _sheet(book, [(1, "Một", "1/QĐ")]))
    code, _, err = run(capsys, path, "--sheet", "Khác")
    assert (code, err) == (2, "Tệp không có trang “Khác”; chọn một trong: “DM”.\n")
