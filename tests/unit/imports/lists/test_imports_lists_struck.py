"""Rows that are struck through are removed ones: counted, told, and taken from no kind of file."""

from __future__ import annotations

import io
import struct

import openpyxl
import pytest
from annotated_list_layouts import (
    GONE,
    LEGEND,
    REMAINING,
    TITLE,
    ods_sheet,
    struck_ods,
    struck_word,
)
from closed_list_layouts import MARK, PLAIN
from handmade_office_files import document
from import_command import CASES, lay_out, plan_of, run
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

pytestmark = pytest.mark.sampled

REASON = "hàng bị gạch ngang, coi là đã bỏ, không đọc"


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def _xlsx(columns=(0, 1, 2), note=""):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "DM"
    for row in ((TITLE,), PLAIN, *REMAINING, GONE):
        sheet.append(row)
    for column in columns:
        sheet.cell(5, column + 1).font = Font(strike=True)
    if note:
        sheet.append(["", note])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


STRUCK = {
    "whole.docx": struck_word("<w:strike/>"),
    "twice-over.docx": struck_word("<w:dstrike/>"),
    "name-alone.docx": struck_word("<w:strike/>", columns=(1,)),
    "legend.docx": struck_word("<w:strike/>", below=LEGEND),
    "whole.xlsx": _xlsx(),
    "name-alone.xlsx": _xlsx(columns=(1,)),
    "legend.xlsx": _xlsx(note=LEGEND),
    "whole.ods": struck_ods(),
    "legend.ods": struck_ods(LEGEND),
}


@pytest.mark.parametrize("name", STRUCK)
def test_a_struck_row_is_counted_alone(work, capsys, name):
    path = work.parent.parent / name
    path.write_bytes(STRUCK[name])
    code, plan = plan_of(capsys, path, "--apply")
    assert (code, plan["problems"]) == (0, [])
    assert [item["ten"] for item in plan["new"]] == [row[1] for row in REMAINING]
    assert [skip["reason"] for skip in plan["tables"][0]["skipped"]].count(REASON) == 1
    assert any(note.endswith(f": 1 {REASON}.") for note in plan["notes"])
    assert MARK not in str(plan) + (work / "cong-khai.yml").read_text(encoding="utf-8")


DOUBTFUL = {
    "legend-without-struck-rows.docx": struck_word("", below=LEGEND),
    "legend-of-colours-too.docx": struck_word(
        "<w:strike/>", below="Dòng gạch ngang hoặc tô đỏ: không công khai"
    ),
    "legend-without-struck-rows.xlsx": _xlsx(columns=(), note=LEGEND),
    "legend-without-struck-rows.ods": ods_sheet((TITLE,), PLAIN, *REMAINING, GONE, ("", LEGEND)),
    "struck-heading.docx": struck_word(
        "<w:strike/>", row=("II", "THÔNG TIN KHÔNG ĐƯỢC TIẾP CẬN", ""), after=[GONE]
    ),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_strikes_leave_open_is_a_question(work, capsys, name):
    path = work.parent.parent / name
    path.write_bytes(DOUBTFUL[name])
    code, out, err = run(capsys, path, "--apply")
    assert code == 1
    assert "[TT799]" in err
    assert MARK not in out + err
    assert not (work / "cong-khai.yml").exists()


def test_struck_words_are_left_out_of_their_cell(work, capsys):
    book = openpyxl.load_workbook(io.BytesIO(_xlsx(columns=())))
    old = TextBlock(InlineFont(rFont="Arial", strike=True), f"Dự thảo {MARK} ")
    new = TextBlock(InlineFont(rFont="Arial"), "Quyết định mới")
    book["DM"]["B5"] = CellRichText(old, new)
    path = work.parent.parent / "a.xlsx"
    book.save(path)
    code, plan = plan_of(capsys, path)
    assert (code, plan["new"][-1]["ten"]) == (0, "Quyết định mới")
    skipped = {"where": "DM!B5", "reason": "chữ bị gạch ngang trong ô, không đọc"}
    assert skipped in plan["tables"][0]["skipped"]
    assert MARK not in str(plan)


def test_a_struck_paragraph_over_a_table_still_holds(work, capsys):
    path = work.parent.parent / "a.docx"
    title = "<w:r><w:rPr><w:strike/></w:rPr><w:t>DANH MỤC THÔNG TIN KHÔNG ĐƯỢC TIẾP CẬN</w:t></w:r>"
    path.write_bytes(document(f"<w:p>{title}</w:p>" + struck_word("", bare=True)))
    code, plan = plan_of(capsys, path)
    assert (code, [problem["code"] for problem in plan["problems"]]) == (1, ["TT787"])


def test_fonts_of_old_workbooks_strike_too(work, capsys):
    name = "strangers/fresh-author/20-ba-bang-chong-nhau-mot-tab.xls"
    content = bytearray((CASES / name).read_bytes())
    at = 0
    while (at := content.find(struct.pack("<H", 0x31), at)) >= 0:
        size, height = struct.unpack_from("<HH", content, at + 2)
        if 16 <= size <= 60 and 100 <= height <= 800 and content[at + 18] == size - 16:
            content[at + 6] |= 0x08
        at += 1
    path = work.parent.parent / "a.xls"
    path.write_bytes(content)
    _, plan = plan_of(capsys, path)
    assert plan["new"] == []
    assert any(note.endswith(f"{REASON}.") for note in plan["notes"])
