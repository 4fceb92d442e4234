"""Golden cases of lists that come in: what is wrong, in the exact Vietnamese words."""

from __future__ import annotations

import dataclasses

import pytest
import yaml
from handmade_office_files import HEADINGS, ROW, SHEET, document, repacked, word_table, workbook
from import_command import CASES as FOLDER
from import_command import lay_out, run

from access_info.imports.lists import rules as list_rules
from access_info.office_files import refusal as office_rules
from access_info.office_files.limits import LIMITS, Purpose
from access_info.problems import rules_of

pytestmark = pytest.mark.sampled

CASES = sorted(path.stem for path in FOLDER.glob("TT*.yml"))
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
DOCTYPE = b"<!DOCTYPE a><worksheet/>"
LINKED = (*HEADINGS[:4], "Địa chỉ công khai")
LONG = "Rất dài " * 700


def _paragraphs(count):
    text = "<w:p><w:r><w:t>{n}. Kế hoạch {n}</w:t></w:r></w:p>"
    return document("".join(text.format(n=n) for n in range(1, count + 1)))


def _tabbed(count):
    row = "<w:p><w:r><w:t>{n}</w:t><w:tab/><w:t>Kế hoạch</w:t><w:tab/><w:t>{n}/KH-UBND</w:t></w:r></w:p>"
    return document("".join(row.format(n=n) for n in range(count)))


def _field(instruction):
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    inside = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>".join(marks)
    return document(f"{word_table([HEADINGS, ROW])}<w:p>{inside}</w:p>")


# Files that no text can describe.
FILES = {
    "Word 97": lambda: OLE + "WordDocument".encode("utf-16-le"),
    "ảnh": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "mật khẩu": lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
    "bom": lambda: repacked(workbook(), {SHEET: bytes(50_000_000)}),
    "đứt": lambda: workbook()[:1_000],
    "macro": lambda: repacked(workbook(), {"xl/vbaProject.bin": b"x"}),
    "DTD": lambda: repacked(workbook(), {SHEET: DOCTYPE}),
    "đoạn văn": lambda: _paragraphs(5),
    "đoạn văn có Tab": lambda: _tabbed(4),
    "trang mạng": lambda: "\n<style>td{}</style><table><tr><td>STT</table>".encode("utf-16"),
    "DDE": lambda: _field(" DDEAUTO c:\\\\a.exe &quot;/k b&quot; "),
    "bảng": lambda: document(word_table([HEADINGS, ROW])),
    "địa chỉ dài": lambda: workbook([(*ROW[:4], f"https://mau.example/{'a' * 6_000}")], LINKED),
    "bảng dọc": lambda: document(2 * word_table(list(zip(HEADINGS, ROW, strict=True))[1:])),
    "quá dài": lambda: workbook([("1", LONG, *ROW[2:])]),
}


def _case(name):
    text = (FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CBaseLoader)


@pytest.mark.parametrize("name", CASES)
def test_case(name, tmp_path, monkeypatch, capsys):
    case = _case(name)
    monkeypatch.chdir(tmp_path)
    lay_out(tmp_path, disclosure=case.get("co"))
    path = tmp_path / case["tep"]
    path.write_bytes(FILES[case["dang"]]() if "dang" in case else case["chu"].encode())
    if "giay" in case:
        hasty = dataclasses.replace(LIMITS[Purpose.LIST], computing=int(case["giay"]))
        monkeypatch.setitem(LIMITS, Purpose.LIST, hasty)
    code, _, output = run(capsys, path, *case.get("chon", ()))
    assert output == case["loi"]
    assert f"[{name.partition('_')[0]}]" in output
    assert code == (1 if " lỗi [" in output else 0)


def test_every_rule_has_a_case():
    wanted = {rule.code for rule in rules_of(list_rules, office_rules)}
    assert {name.partition("_")[0] for name in CASES} == wanted
    assert len(wanted) > 15


@pytest.mark.parametrize("name", CASES)
def test_a_case_says_its_subject(name):
    case = _case(name)
    assert case["viec"].endswith(".")
    assert set(case) <= {"viec", "tep", "dang", "chu", "co", "chon", "giay", "loi"}
