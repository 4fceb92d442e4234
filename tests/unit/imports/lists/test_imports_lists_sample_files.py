"""Office files as messy as real ones, with what must come of them."""

from __future__ import annotations

import json
import re

import pytest
from import_command import CASES, flat, items, lay_out, plan_of, run

pytestmark = [pytest.mark.exhaustive, pytest.mark.usefixtures("new_readers")]

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
    code, plan = plan_of(capsys, CASES / name)
    assert (code, plan["problems"]) == (0, [])
    read_items = [item for table in plan["tables"] for item in table["items"]]
    assert (
        len(read_items) == sum(table["rows_read"] for table in plan["tables"]) == expected["so_muc"]
    )
    assert len(plan["new"]) == expected["so_muc"]
    columns = [column for table in plan["tables"] for column in table["columns"]]
    assert {column["confidence"] for column in columns} == {"chắc chắn"}
    assert all(column["field"] for column in columns)
    groups = {}
    for item in read_items:
        key = _group(item["fields"].get("nhom", ""))
        groups[key] = groups.get(key, 0) + 1
    expected_groups = {_group(group): count for group, count in expected["nhom"]}
    assert groups == (expected_groups or {"": expected["so_muc"]})
    for sample in expected["mau"]:
        item = read_items[sample["thu_tu"] - 1]
        assert item["source"]["row"] == sample["hang"]
        for field, value in sample["gia_tri"].items():
            compare = _group if field == "nhom" else flat
            assert compare(item["fields"][field]) == compare(value), field


def test_old_and_open_workbooks_say_the_same(work, capsys):
    read = [items(plan_of(capsys, CASES / f"danh-muc-04.{ending}")[1]) for ending in ("xls", "ods")]
    assert read[0] == read[1]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_second_import_changes_nothing_more(work, capsys, name):
    code, plan = plan_of(capsys, CASES / name, "--apply")
    assert (code, plan["written"]) == (0, True)
    file = work / f"{plan['list']}.yml"
    before = file.read_bytes()
    code, again = plan_of(capsys, CASES / name, "--apply")
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
