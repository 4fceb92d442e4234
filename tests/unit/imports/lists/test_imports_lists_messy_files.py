"""What only files of programs make a mess of: fonts, boxes, drawings, hidden rows."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from handmade_office_files import document, word_table
from import_command import filled, items, lay_out, plan_of

from access_info.office_files.text import _TCVN3, _VNI_ALONE, _VNI_MARKS

SHORT = ("STT", "Tên thông tin", "Số, ký hiệu", "Hình thức công khai", "Ghi chú")


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def _plan(work, capsys, content, ending):
    path = work.parent.parent / f"danh-muc.{ending}"
    path.write_bytes(content)
    _, plan = plan_of(capsys, path)
    return plan


_MARKS = {
    letter: base + mark for base, marks in _VNI_MARKS.items() for mark, letter in marks.items()
}
_VNI = _MARKS | {letter: base for base, letter in _VNI_ALONE.items()}
_ABC = {letter: sign for sign, letter in _TCVN3.items()}


def _as_vni(text):
    letters = (_VNI.get(char.lower(), char) for char in text)
    return "".join(
        new.upper() if char.isupper() else new for char, new in zip(text, letters, strict=True)
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
    plan = _plan(work, capsys, file.getvalue(), "xlsx")
    assert [column["heading"] for column in plan["tables"][0]["columns"]] == list(SHORT)
    fields = filled(items(plan)[0])
    assert fields == dict(
        zip(("ten", "so_ky_hieu", "hinh_thuc", "ghi_chu"), rows[1][1:], strict=True)
    )
    assert any(f"bảng mã cũ {name} (nhận ra theo chữ)" in note for note in plan["notes"])


def test_a_list_in_a_text_box_of_word(work, capsys):
    table = word_table([SHORT, ("1", "Một", "1/QĐ", "", "")])
    box = f"<w:pict><w:textbox><w:txbxContent>{table}</w:txbxContent></w:textbox></w:pict>"
    both = f"<w:r><AlternateContent><Choice>{box}</Choice><Fallback>{box}</Fallback></AlternateContent></w:r>"
    plan = _plan(work, capsys, document(f"<w:p>{both}</w:p>"), "docx")
    assert [filled(item) for item in items(plan)] == [{"ten": "Một", "so_ky_hieu": "1/QĐ"}]


def test_items_below_the_table_are_reported(work, capsys):
    more = "".join(f"<w:p><w:r><w:t>{n}. Mục {n}</w:t></w:r></w:p>" for n in (2, 3))
    body = word_table([SHORT, ("1", "Một", "1/QĐ", "", "")]) + more
    plan = _plan(work, capsys, document(body), "docx")
    assert any("2 đoạn văn đánh số, không đọc (đoạn đầu: “2. Mục 2”)" in n for n in plan["notes"])


def test_words_drawn_on_a_sheet_are_reported(work, capsys):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, SHORT)
        sheet.write_row(1, 0, ("1", "Một", "1/QĐ"))
        sheet.insert_textbox("B9", "2. Mục trong hộp")
    plan = _plan(work, capsys, file.getvalue(), "xlsx")
    assert any("hộp chữ" in note for note in plan["notes"])


def test_hidden_rows_are_not_reported_as_empty_too(work, capsys):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("DM")
        for number, row in enumerate(
            [SHORT, *((str(n), f"Mục {n}", f"{n}/QĐ") for n in (1, 2, 3))]
        ):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
    plan = _plan(work, capsys, file.getvalue(), "xlsx")
    left = plan["tables"][0]["skipped"]
    assert [leftover["where"] for leftover in left] == ["DM!A3"]
    assert left[0]["reason"].startswith("hàng ẩn")


def test_an_empty_list_removes_nothing(work, capsys):
    (work / "cong-khai.yml").write_text('muc:\n- ma: "2026-001"\n  ten: "Một"\n', encoding="utf-8")
    path = work.parent.parent / "danh-muc.csv"
    path.write_text("STT;Tên thông tin;Hình thức công khai\n", encoding="utf-8")
    code, plan = plan_of(capsys, path, "--apply", "--allow-removal")
    assert (code, plan["written"]) == (1, False)
    assert "2026-001" in (work / "cong-khai.yml").read_text(encoding="utf-8")
