"""Columns that have a field reach it; sums are no items; a nameless item is a question."""

from __future__ import annotations

import pytest
import xlsxwriter
import yaml
from handmade_office_files import document
from import_command import filled, items, lay_out, plan_of, run

from access_info.imports.lists.cells import (
    code_of,
    listed_entries,
    names_sum,
    part_of_day,
    span_of,
)
from access_info.imports.lists.reading import read_lists
from access_info.imports.lists.wordings import says
from access_info.office_files.csv_file import read_csv

SHORT = ("STT", "Tên thông tin", "Số, ký hiệu")


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def _read(headings, *rows):
    text = "\n".join(";".join(f'"{field}"' for field in row) for row in (headings, *rows))
    return read_lists(read_csv(text.encode()), path="/a", name=None, sheet=None)


def _first_item(headings, *rows):
    read = _read(headings, *rows)
    return filled(read.items[0].fields), read


def test_a_number_and_its_symbol_in_two_columns():
    headings = ("STT", "Tên báo cáo", "Số văn bản", "Ký hiệu", "Ngày QĐ")
    read = _read(
        headings,
        ("1", "Báo cáo thu", "123", "TB-UBND", "03/9/2026"),
        ("2", "Báo cáo chi", "05", "/BC-UBND", "04/9/2026"),
        ("3", "Báo cáo đất", "7/BC-UBND", "", "04/9/2026"),
        ("4", "Báo cáo nợ", "8", "8/BC-UBND", ""),
        ("5", "Báo cáo thuế", "", "BC-UBND", ""),
    )
    assert [item.fields["so_ky_hieu"] for item in read.items] == [
        *("123/TB-UBND", "05/BC-UBND", "7/BC-UBND", "8/BC-UBND", "BC-UBND"),
    ]
    assert read.items[0].fields["ngay_ban_hanh"] == "2026-09-03"
    assert {column.confidence for column in read.tables[0].columns} == {"chắc chắn"}


def test_a_symbol_alone_is_less_than_certain(work, capsys):
    path = work.parent.parent / "a.csv"
    path.write_text(
        "STT;Tên thông tin;Ký hiệu\n1;Một;TB-UBND\n2;Hai;QĐ-UBND\n3;Ba;KH-UBND\n4;Bốn;BC-UBND\n",
        encoding="utf-8",
    )
    _, out, _ = run(capsys, path)
    assert (
        "“Ký hiệu” → số, ký hiệu (có thể)\n        ví dụ: “TB-UBND”; “QĐ-UBND”; “KH-UBND”\n" in out
    )


def test_fields_of_the_model_are_filled_and_written(work, capsys):
    path = work.parent.parent / "a.csv"
    headings = (
        "STT;Tên thông tin;Số, ký hiệu;Tần suất;Tình trạng văn bản;Ngày đăng;Bắt đầu;Kết thúc"
    )
    row = "1;Báo cáo;1/BC-UBND;Hàng quý;Hết hiệu lực;05/9/2026;06/9/2026;06/10/2026"
    path.write_text(f"{headings}\n{row}\n", encoding="utf-8")
    code, plan = plan_of(capsys, path, "--apply")
    assert (code, plan["problems"], plan["written"]) == (0, [], True)
    assert yaml.safe_load((work / "cong-khai.yml").read_text(encoding="utf-8"))["muc"] == [
        {
            "ma": "2026-001",
            "ten": "Báo cáo",
            "so_ky_hieu": "1/BC-UBND",
            "ngay_cong_khai": "2026-09-05",
            "niem_yet": {"tu": "2026-09-06", "den": "2026-10-06"},
            "tan_suat": "hang-quy",
            "tinh_trang": "het-hieu-luc",
        }
    ]
    path.write_text(f"{headings}\n{row.replace('06/10', '07/10')}\n", encoding="utf-8")
    _, plan = plan_of(capsys, path, "--apply")
    [changed] = plan["changed"]
    assert changed["changes"] == [
        {"field": "niem_yet.den", "from": "2026-10-06", "to": "2026-10-07"}
    ]
    assert "2026-10-07" in (work / "cong-khai.yml").read_text(encoding="utf-8")
    assert plan_of(capsys, path)[1]["changed"] == []


def test_a_status_with_more_to_say_keeps_its_words():
    read = _read(
        (*SHORT, "Trạng thái"),
        ("1", "Một", "1/QĐ", "Đã được thay thế bởi 9/QĐ-UBND"),
        ("2", "Hai", "2/QĐ", "Hết hiệu lực từ 01/9/2026"),
        ("3", "Ba", "3/QĐ", "Đang có hiệu lực"),
    )
    pairs = [(item.fields["tinh_trang"], item.fields["ghi_chu"]) for item in read.items]
    assert pairs == [
        ("Đã được thay thế", "Trạng thái: Đã được thay thế bởi 9/QĐ-UBND"),
        ("Hết hiệu lực", "Trạng thái: Hết hiệu lực từ 01/9/2026"),
        ("Còn hiệu lực", ""),
    ]


def test_a_state_of_something_else_is_no_status():
    fields, _ = _first_item((*SHORT, "Trạng thái"), ("1", "Một", "1/QĐ", "Đã đăng"))
    assert fields == {"ten": "Một", "so_ky_hieu": "1/QĐ", "ghi_chu": "Trạng thái: Đã đăng"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        *(("Hàng ngày", "hang-ngay"), ("Hằng tuần", "hang-tuan"), ("01 lần/tháng", "hang-thang")),
        *(("Định kỳ hàng quý", "hang-quy"), ("6 tháng/lần", "sau-thang"), ("Nửa năm", "sau-thang")),
        *(("1 lần/năm", "hang-nam"), ("Hằng năm", "hang-nam"), ("hang nam", "hang-nam")),
        *(("Khi có sự thay đổi", "khi-co-thay-doi"), ("Một lần", "mot-lan"), ("hang-quy", "hang-quy")),
        *(("Thường xuyên", ""), ("năm nào cũng làm", ""), ("", "")),
    ],
)  # fmt: skip
def test_how_often(words, code):
    assert code_of("tan_suat", words) == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        *(("Còn hiệu lực", "con-hieu-luc"), ("Còn HL", "con-hieu-luc"), ("Bị bãi bỏ", "het-hieu-luc")),
        *(("Không còn hiệu lực", "het-hieu-luc"), ("Đã thay thế", "thay-the"), ("Đã rút", "da-rut")),
        *(("Hết hiệu lực một phần", ""), ("Chưa có hiệu lực", ""), ("Sắp hết hiệu lực", "")),
        *(("Đã đăng", ""), ("Hiệu quả", ""), ("het-hieu-luc", "het-hieu-luc")),
    ],
)  # fmt: skip
def test_status(words, code):
    assert code_of("tinh_trang", words) == code


def test_a_place_of_posting_is_a_form_unless_an_address():
    headings = (*SHORT, "Nơi đăng")
    fields, read = _first_item(
        headings, ("1", "Một", "1/QĐ", "Trang TTĐT xã"), ("2", "Hai", "2/QĐ", "Bảng tin")
    )
    assert fields["hinh_thuc"] == "Trang TTĐT xã"
    assert "dia_chi" not in fields
    assert read.tables[0].samples == {4: ("Trang TTĐT xã", "Bảng tin")}
    read = _read(
        headings, ("1", "Một", "1/QĐ", "https://mau.example/1"), ("2", "Hai", "2/QĐ", "Bảng tin")
    )
    pairs = [(item.fields["dia_chi"], item.fields["hinh_thuc"]) for item in read.items]
    assert pairs == [("https://mau.example/1", ""), ("", "Bảng tin")]
    both = (*SHORT, "Hình thức công khai", "Nơi đăng")
    fields, _ = _first_item(both, ("1", "Một", "1/QĐ", "Niêm yết", "Nhà văn hóa thôn"))
    assert fields["hinh_thuc"] == "Niêm yết; Nhà văn hóa thôn"


def test_the_link_of_a_name_is_the_address(work, capsys):
    path = work.parent.parent / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, SHORT)
        sheet.write_row(1, 0, ("1", "", "1/QĐ"))
        sheet.write_url(1, 1, "https://mau.example/1", string="Một")
    _, plan = plan_of(capsys, path, "--apply")
    assert [filled(item) for item in items(plan)] == [
        {"ten": "Một", "so_ky_hieu": "1/QĐ", "dia_chi": "https://mau.example/1"}
    ]
    assert plan_of(capsys, path)[1]["changed"] == []


def test_what_a_cell_lists_is_several_values(work, capsys):
    two = "- Niêm yết tại trụ sở", "- Loa truyền thanh"
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in two)
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    heads = "".join(map(cell.format, ("STT", "Tên thông tin", "Hình thức công khai", "Đơn vị")))
    row = f"{cell.format('1')}{cell.format('Một')}<w:tc>{lines}</w:tc>{cell.format('- A - B')}"
    path = work.parent.parent / "a.docx"
    path.write_bytes(document(f"<w:tbl><w:tr>{heads}</w:tr><w:tr>{row}</w:tr></w:tbl>"))
    _, plan = plan_of(capsys, path, "--apply")
    assert items(plan)[0]["hinh_thuc"] == "Niêm yết tại trụ sở; Loa truyền thanh"
    [item] = yaml.safe_load((work / "cong-khai.yml").read_text(encoding="utf-8"))["muc"]
    assert (item["hinh_thuc"], item["don_vi"]) == (
        ["Niêm yết tại trụ sở", "Loa truyền thanh"],
        "A; B",
    )


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("- A\n- B", ["A", "B"]),
        ("- Niêm yết - Loa", ["Niêm yết", "Loa"]),
        ("+ A;\n+ B.", ["A", "B"]),
        ("Phòng A - B", []),
        ("- một dòng", []),
        ("A\n- B", []),
        ("", []),
    ],
)
def test_entries_of_a_cell(text, entries):
    assert listed_entries(text) == entries


def test_an_item_without_a_name_stops_with_its_row(work, capsys):
    path = work.parent.parent / "a.csv"
    path.write_text(
        ";".join(SHORT) + "\n1;Một;1/QĐ-UBND\n2;;2/QĐ-UBND\n3;Ba;3/QĐ-UBND\n", encoding="utf-8"
    )
    code, plan = plan_of(capsys, path, "--apply")
    assert (code, plan["written"]) == (1, False)
    assert [(problem["code"], problem["line"]) for problem in plan["problems"]] == [("TT784", 3)]


def test_an_item_that_had_no_name_may_go_without(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    lay_out(tmp_path, disclosure='muc:\n- ma: "2026-001"\n  so_ky_hieu: "2/QĐ-UBND"\n')
    path = tmp_path / "a.csv"
    path.write_text(";".join(SHORT) + "\n1;Một;1/QĐ-UBND\n2;;2/QĐ-UBND\n", encoding="utf-8")
    code, plan = plan_of(capsys, path)
    assert (code, len(plan["new"]), len(plan["unchanged"])) == (0, 1, 1)


def test_a_sum_is_no_item_in_any_place():
    headings = ("TT", "Tên thông tin", "Số, ký hiệu", "Số lượng", "Còn hiệu lực", "Hết hiệu lực")
    read = _read(
        headings,
        ("1", "Tổng số hộ nghèo của xã", "1/BC", "1", "1", "0"),
        ("2", "Tổng kết công tác", "2/BC", "1", "1", ""),
        ("3", "Cổng thông tin điện tử", "", "1", "1", ""),
        ("I", "Cộng nhóm I", "", "3", "3", "0"),
        ("3", "Báo cáo", "3/BC", "", "", ""),
        ("4", "Tổng số", "", "", "", ""),
        ("", "Tổng", "", "3", "2", "1"),
        ("12", "TỔNG CỘNG (I+II)", "", "12 mục", "10", "2"),
        ("", "Tong so", "", "4", "4", "0"),
    )
    assert [item.fields["ten"] for item in read.items] == [
        *("Tổng số hộ nghèo của xã", "Tổng kết công tác", "Cổng thông tin điện tử", "Báo cáo"),
    ]
    sums = [where for where, reason in read.tables[0].left if reason == "hàng tổng cộng"]
    assert sums == ["A5", "A7", "B8", "A9", "B10"]


@pytest.mark.parametrize(
    "text",
    ["Tổng số", "TỔNG", "Cộng (1+2)", "Tổng cộng: 12 mục", "Cong", "Cộng phần A", "Cộng quý III"],
)
def test_names_of_sums(text):
    assert names_sum(text)


@pytest.mark.parametrize(
    "text",
    ["Cổng thông tin", "Công văn", "Tổng kết năm", "Tổng số vốn đầu tư", "Cộng tác viên", ""],
)
def test_no_names_of_sums(text):
    assert not names_sum(text)


def test_counts_are_no_numbers_of_documents():
    assert all(says("count", text) for text in ("12", "05 mục", "30 %", "(3)", ""))
    others = ("12/QĐ-UBND", "03/9/2026", "2026-001", "Niêm yết ở ba nơi")
    assert not any(says("count", text) for text in others)


@pytest.mark.parametrize("typed", ["2/13/2026", "Quý III/2026", "13/13/2026", "31/02/2026"])
def test_a_day_that_would_be_guessed_stays_in_words(typed):
    read = _read(
        (*SHORT, "Ngày ban hành"), ("1", "Một", "1/QĐ", typed), ("2", "Hai", "2/QĐ", "3/9/2026")
    )
    pairs = [(item.fields["ngay_ban_hanh"], item.fields["ghi_chu"]) for item in read.items]
    assert pairs == [("", f"Ngày ban hành: {typed}"), ("2026-09-03", "")]
    assert [problem.code for problem in read.problems] == ["TT774"]
    assert part_of_day(typed) is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("từ 01/9/2026 đến 30/9/2026", ("2026-09-01", "2026-09-30")),
        ("Từ ngày 01/9/2026 đến hết ngày 30/9/2026", ("2026-09-01", "2026-09-30")),
        ("01/9/2026 - 30/9/2026", ("2026-09-01", "2026-09-30")),
        ("30/9/2026 - 01/9/2026", None),
        ("ít nhất 30 ngày", None),
        ("01/9/2026", None),
    ],
)
def test_a_span_of_days(text, span):
    assert span_of(text) == span
    fields, _ = _first_item((*SHORT, "Thời gian niêm yết"), ("1", "Một", "1/QĐ", text))
    posted = (fields.get("niem_yet.tu"), fields.get("niem_yet.den"))
    assert posted == (span or (None, None))
    assert fields.get("thoi_han", "") == ("" if span else text)
