"""Words of closure that no row can be told by are a question; codes of access are marks."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from closed_list_layouts import word
from import_command import lay_out, plan_of, run

pytestmark = pytest.mark.sampled

WITHHELD = "Hồ sơ Trăng Khuất"
HEADINGS = ("STT", "Tên thông tin", "Số, ký hiệu", "Ngày ban hành", "Ghi chú")
ROWS = (
    ("1", "Quyết định A", "1/QĐ-UBND", "01/02/2026", ""),
    ("2", WITHHELD, "2/QĐ-UBND", "02/02/2026", ""),
    ("3", "Kế hoạch C", "3/KH-UBND", "03/02/2026", ""),
)


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def _csv(work, rows):
    path = work.parent.parent / "danh-muc.csv"
    path.write_text("".join(f"{';'.join(row)}\n" for row in rows), encoding="utf-8")
    return path


def _xlsx(work, change):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("DM")
        for number, row in enumerate((HEADINGS, *ROWS)):
            sheet.write_row(number, 0, row)
        change(book, sheet)
    path = work.parent.parent / "danh-muc.xlsx"
    path.write_bytes(file.getvalue())
    return path


def _assert_question(capsys, work, path, code, place):
    done, out, err = run(capsys, path, "--apply")
    assert (done, WITHHELD in out + err) == (1, False)
    assert f"[{code}] {place}" in err
    assert not (work / "cong-khai.yml").exists()


LINES = (
    (HEADINGS, *ROWS, ("", "(*) Không công khai")),
    (HEADINGS, *ROWS, ("", "(*) Tài liệu công dân không được tiếp cận, ghi để theo dõi")),
    (HEADINGS, *ROWS, ("Ghi chú: mục 2 không cung cấp ra ngoài",)),
    (HEADINGS, *ROWS, ("", "Dòng tô đỏ: mật")),
    (HEADINGS, *ROWS, ("", "O mau do: khong duoc tiep can")),
    (HEADINGS, *ROWS, ("", "Tổng số: 2 công khai, 1 không được tiếp cận")),
    (HEADINGS, *ROWS, ("", "Nền xanh: công khai, nền đỏ: không cung cấp")),
)


@pytest.mark.parametrize("rows", LINES, ids=lambda rows: rows[-1][-1])
def test_words_below_a_table_are_a_question(work, capsys, rows):
    _assert_question(capsys, work, _csv(work, rows), "TT799", "A5" if rows[-1][0] else "B5")


def test_a_note_below_a_table_of_word_is_a_question(work, capsys):
    path = work.parent.parent / "danh-muc.docx"
    note = "(*) Tài liệu thuộc loại công dân không được tiếp cận, ghi để theo dõi."
    path.write_bytes(word("DANH MỤC THÔNG TIN PHẢI ĐƯỢC CÔNG KHAI", [HEADINGS, *ROWS], note))
    _assert_question(capsys, work, path, "TT799", "Đoạn văn thứ 2")


def test_a_legend_over_the_title_is_a_question(work, capsys):
    title = ("DANH MỤC THÔNG TIN PHẢI ĐƯỢC CÔNG KHAI",)
    path = _csv(work, (("Ô màu đỏ: không được tiếp cận",), title, HEADINGS, *ROWS))
    _assert_question(capsys, work, path, "TT799", "A1")


def _comment(book, sheet):
    sheet.write_comment("B3", "Không công khai mục này")


def _hidden_column(book, sheet):
    sheet.write_column("F1", ["Mức độ", "Công khai", "Không được tiếp cận", "Công khai"])
    sheet.set_column("F:F", None, None, {"hidden": True})


def _hidden_row(book, sheet):
    sheet.write("A8", "DANH MỤC THÔNG TIN KHÔNG ĐƯỢC TIẾP CẬN")
    sheet.set_row(7, None, None, {"hidden": True})


def _legend_sheet(book, sheet):
    book.add_worksheet("Chú giải").write_row("A2", ["Màu đỏ", "không được tiếp cận"])


def _aside(book, sheet):
    sheet.write_row("H2", ["Đỏ", "Không công khai"])


PLACES = {
    _comment: "DM!B3",
    _hidden_column: "DM!F3",
    _hidden_row: "DM!A8",
    _legend_sheet: "Chú giải!A2",
    _aside: "DM!H2",
}


@pytest.mark.parametrize("change", PLACES)
def test_what_a_workbook_says_aside_is_a_question(work, capsys, change):
    _assert_question(capsys, work, _xlsx(work, change), "TT799", PLACES[change])


@pytest.mark.parametrize(
    "words", ["Không công khai", "Mật", "KHÔNG ĐƯỢC TIẾP CẬN", "Lưu hành nội bộ"]
)
def test_a_note_on_a_row_holds_that_row_up(work, capsys, words):
    notes = ("Bản gốc", words, "Đã thay bản cũ")
    rows = [HEADINGS, *((*row[:4], note) for row, note in zip(ROWS, notes, strict=True))]
    _assert_question(capsys, work, _csv(work, rows), "TT786", "E3")


@pytest.mark.parametrize("words", ["Không công khai", "Mật"])
def test_a_note_on_a_row_that_goes_on_with_an_item_holds_that_up(work, capsys, words):
    rows = (HEADINGS, *ROWS[:2], ("", "", "", "", words), ROWS[2])
    _assert_question(capsys, work, _csv(work, rows), "TT786", "E4")


CODES = (
    ("Cấp", ("CONG_KHAI", "KHONG", "DIEU_KIEN")),
    ("MUC_DO", ("CONG_KHAI", "KHONG", "DIEU_KIEN")),
    ("Loại X", ("CK", "KTC", "CDK")),
    ("Cho xem", ("Công khai", "Không", "Có điều kiện")),
    ("Dữ liệu", ("Mở", "Đóng", "Hạn chế")),
)


@pytest.mark.parametrize(("heading", "codes"), CODES)
def test_a_column_of_codes_marks_rows_whatever_its_heading(work, capsys, heading, codes):
    rows = [(*HEADINGS, heading), *((*row, code) for row, code in zip(ROWS, codes, strict=True))]
    path = _csv(work, rows)
    done, plan = plan_of(capsys, path, "--apply")
    assert (done, plan["written"]) == (0, True)
    assert [(item["list"], item["ten"]) for item in plan["new"]] == [
        ("cong-khai", "Quyết định A"),
        ("co-dieu-kien", "Kế hoạch C"),
    ]
    assert WITHHELD not in str(plan)


def test_an_unknown_code_is_a_question(work, capsys):
    codes = ("CONG_KHAI", "KHONG_CONG_KHAI", "XYZ")
    rows = [(*HEADINGS, "Diện"), *((*row, code) for row, code in zip(ROWS, codes, strict=True))]
    _assert_question(capsys, work, _csv(work, rows), "TT786", "A4")


NO_QUESTION = (
    (HEADINGS, *ROWS, ("", "Thông tin không được tiếp cận: không có")),
    (("Danh mục thông tin phải công khai, trừ thông tin không được tiếp cận",), HEADINGS, *ROWS),
    ((*HEADINGS[:4], "Tình trạng"), *((*row[:4], text) for row, text in zip(
        ROWS, ("Đã công khai", "Chưa công khai", "Đã công khai"), strict=True))),
)  # fmt: skip


@pytest.mark.parametrize("rows", NO_QUESTION)
def test_words_that_close_nothing_are_no_question(work, capsys, rows):
    done, plan = plan_of(capsys, _csv(work, rows))
    assert (done, len(plan["new"])) == (0, 3)
