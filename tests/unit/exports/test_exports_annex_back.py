"""A signed list, imported again: nothing changes, whatever the data holds."""

from __future__ import annotations

import dataclasses
import io
import json

import openpyxl
import pytest
from annexes import CONDITIONAL, DISCLOSURE, annex, imported, lay_out, nothing, written
from letters_and_reports import Docx

pytestmark = pytest.mark.sampled


@pytest.fixture
def agency(tmp_path):
    return lay_out(tmp_path, disclosure=DISCLOSURE, conditional=CONDITIONAL)


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
@pytest.mark.parametrize(("name", "count"), [("cong-khai", 6), ("co-dieu-kien", 2)])
def test_an_import_finds_no_change(agency, tmp_path, ending, name, count):
    file = tmp_path / f"danh-muc.{ending}"
    file.write_bytes(written(annex(agency, name), ending))
    assert imported(file, agency, name) == nothing(count)


# Titles, groups and remarks at once.
HOSTILE = [
    '=cmd|" /C calc"!A0',
    "+84 298 000 000",
    "-1+1",
    "@SUM(A1)",
    "<w:p/><script>alert(1)</script>&amp;",
    "_x0041_ <r>x</r>",
    "Một\ndòng\n\nkhác",
    '"ngoặc" “cong” \\ |',
    "Tổng cộng",
    "Ghi chú",
    "Chủ tịch",
    "Nơi nhận:",
    "(trong ngoặc)",
    "STT",
    "I",
    "12",
    "BÁO CÁO",
    "Rất dài" + " dài" * 1_200,
]


@pytest.fixture
def hostile(tmp_path):
    rows = "".join(
        f'- ma: "2026-{number:03}"\n  ten: {json.dumps(text)}\n  nhom: {json.dumps(text)}\n'
        f"  ghi_chu: {json.dumps(text)}\n"
        for number, text in enumerate(HOSTILE, 1)
    )
    return lay_out(tmp_path, disclosure=f"muc:\n{rows}")


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_text_stays_text(hostile, tmp_path, ending):
    content = written(annex(hostile), ending)
    if ending == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        marked = [cell.value for row in sheet.iter_rows() for cell in row if cell.quotePrefix]
        assert '=cmd|" /C calc"!A0' in marked
    else:
        assert all(text in Docx(content).text for text in HOSTILE)
    file = tmp_path / f"danh-muc.{ending}"
    file.write_bytes(content)
    assert imported(file, hostile) == nothing(len(HOSTILE))


def test_as_many_groups_as_there_are(tmp_path):
    rows = "".join(
        f'- ma: "2026-{number:03}"\n  ten: "Mục {number}"\n  nhom: "Nhóm thứ {number}"\n'
        for number in range(1, 90)
    )
    agency = lay_out(tmp_path, disclosure=f"muc:\n{rows}")
    signed = annex(agency)
    marks = [row.mark for row in signed.rows if row.group]
    assert (marks[3], marks[37], marks[87]) == ("IV", "XXXVIII", "LXXXVIII")
    for ending in ("docx", "xlsx"):
        file = tmp_path / f"danh-muc.{ending}"
        file.write_bytes(written(signed, ending))
        assert imported(file, agency) == nothing(89)


def test_a_kind_of_an_older_law_stays(tmp_path):
    older = 'muc:\n- ma: "2026-901"\n  ten: "Hồ sơ"\n  loai: "l104-d7k1"\n'
    agency = lay_out(tmp_path, conditional=older)
    for ending in ("docx", "xlsx"):
        file = tmp_path / f"danh-muc.{ending}"
        file.write_bytes(written(annex(agency, "co-dieu-kien"), ending))
        assert imported(file, agency, "co-dieu-kien") == nothing(1)


def test_control_characters_do_not_reach_the_files(tmp_path):
    agency = lay_out(tmp_path, disclosure=DISCLOSURE)
    signed = annex(agency)
    row = signed.rows[0]
    texts = (row.texts[0], *(f"{text}\x0b\x00\ufffe" for text in row.texts[1:]))
    broken = dataclasses.replace(
        signed, rows=(dataclasses.replace(row, texts=texts), *signed.rows[1:])
    )
    for ending in ("docx", "xlsx"):
        assert written(broken, ending) == written(signed, ending)


def test_addresses_that_a_spreadsheet_would_spell_anew(tmp_path):
    addresses = [
        "https://mau.example/mot-trang-rat-dai/cua-co-quan#muc-5",
        "https://mau.example/mot-trang-rat-dai/cua-co-quan?a=(1)&b[]=2",
        "https://mau.example/thông-báo/một-trang-rất-dài-của-cơ-quan",
        f"https://mau.example/{'a' * 3000}",
        "mailto:xa@mau.example",
    ]
    rows = "".join(
        f'- ma: "2026-{number:03}"\n  ten: "Trang {number}"\n  dia_chi:\n  - "{address}"\n'
        for number, address in enumerate(addresses, 1)
    )
    agency = lay_out(tmp_path, disclosure=f"muc:\n{rows}")
    for ending in ("docx", "xlsx"):
        file = tmp_path / f"danh-muc.{ending}"
        file.write_bytes(written(annex(agency), ending))
        assert imported(file, agency) == nothing(len(addresses))
