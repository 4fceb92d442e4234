"""Office files as messy as real ones, with what must come of them."""

from __future__ import annotations

import json
import re

import pytest
from import_work import CASES, flat, items, lay_out, run, told

pytestmark = pytest.mark.exhaustive

EXPECTED = json.loads((CASES / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lay_out(tmp_path)


def _group(text):
    """Groups are compared without capitals, Roman numbers and “Lĩnh vực”."""
    bare = re.sub(r"^(?:[IVX]+\.\s*)?(?:lĩnh vực\s+)?", "", flat(text), flags=re.IGNORECASE)
    return bare.casefold()


@pytest.mark.parametrize("name", EXPECTED)
def test_every_row_group_and_sample(work, capsys, name):
    expected = EXPECTED[name]
    code, said = told(capsys, CASES / name)
    assert (code, said["problems"]) == (0, [])
    found = [item for table in said["tables"] for item in table["items"]]
    assert len(found) == sum(table["rows_read"] for table in said["tables"]) == expected["so_muc"]
    assert len(said["new"]) == expected["so_muc"]
    columns = [column for table in said["tables"] for column in table["columns"]]
    assert {column["confidence"] for column in columns} == {"chắc chắn"}
    assert all(column["field"] for column in columns)
    groups = {}
    for item in found:
        key = _group(item["fields"].get("nhom", ""))
        groups[key] = groups.get(key, 0) + 1
    told_groups = {_group(group): count for group, count in expected["nhom"]}
    assert groups == (told_groups or {"": expected["so_muc"]})
    for sample in expected["mau"]:
        item = found[sample["thu_tu"] - 1]
        assert item["source"]["row"] == sample["hang"]
        for field, value in sample["gia_tri"].items():
            compare = _group if field == "nhom" else flat
            assert compare(item["fields"][field]) == compare(value), field


def test_old_and_open_workbooks_say_the_same(work, capsys):
    read = [items(told(capsys, CASES / f"danh-muc-04.{ending}")[1]) for ending in ("xls", "ods")]
    assert read[0] == read[1]


@pytest.mark.parametrize("name", EXPECTED)
def test_written_once_it_changes_nothing_more(work, capsys, name):
    code, said = told(capsys, CASES / name, "--apply")
    assert (code, said["written"]) == (0, True)
    file = work / f"{said['list']}.yml"
    before = file.read_bytes()
    code, again = told(capsys, CASES / name, "--apply")
    assert (code, again["written"], again["new"], again["changed"], again["vanished"]) == (
        *(0, False),
        *([], [], []),
    )
    assert len(again["unchanged"]) == EXPECTED[name]["so_muc"]
    assert file.read_bytes() == before


def test_the_report_names_rows_that_were_passed_over(work, capsys):
    _, out, _ = run(capsys, CASES / "danh-muc-01.xlsx")
    for line in (
        "    “Văn bản / Ngày ban hành” → ngày ban hành (chắc chắn)",
        "    Phụ lục!A20: hàng trống",
        "    Phụ lục!A65: hàng tổng cộng",
        "    Phụ lục!G67: phần chữ ký",
        "    Phụ lục!A71: ghi chú của bảng",
        "Mới cho xem, chưa ghi gì. Thêm --apply để ghi.",
    ):
        assert line in out.splitlines()


def test_the_report_says_what_was_converted_and_what_is_no_list(work, capsys):
    _, out, _ = run(capsys, CASES / "danh-muc-cu-tcvn3.xlsx")
    assert "67 ô gõ bằng bảng mã cũ TCVN3 (ABC) (biết theo phông chữ), đã đổi sang Unicode." in out
    _, out, _ = run(capsys, CASES / "danh-muc-02.docx")
    assert "Bảng 1: bảng trình bày (quốc hiệu, nơi nhận, chữ ký), không phải danh mục" in out
    _, out, _ = run(capsys, CASES / "danh-muc-04.xls")
    assert "Huong dan: không có hàng tiêu đề của danh mục" in out
