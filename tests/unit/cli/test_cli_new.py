"""The list that `access-info new` writes: its sample can be used as it stands, and goes when needless."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from access_info.cli import main

ROW = '- ma: "2026-001"\n  ten: "Nội quy"\n'
FORMER = """muc: []
# muc:
#   - ma: "2026-001"
#     ten: "Quy chế tổ chức cung cấp thông tin"
#     diem: ["l01-d17k1c3"]
#     so_ky_hieu: ""
#     ngay_ban_hanh: 2026-09-01
"""


@pytest.fixture
def listed(tmp_path, monkeypatch) -> Path:
    """The list of a new agency, in the folder of a new jurisdiction."""
    (tmp_path / "agencies").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["new", "xa-thu", "--type", "xa", "--name", 'Ủy ban nhân dân xã "Thử"']) == 0
    return tmp_path / "agencies" / "xa-thu" / "cong-khai.yml"


def _sample_without(marks: str, text: str) -> str:
    head, sample = text.split("muc:\n")
    return f"{head}muc:\n" + re.sub(f"(?m)^{marks}", "", sample)


def _check(capsys) -> tuple[int, str]:
    capsys.readouterr()
    return main(["check", "--jobs", "1"]), capsys.readouterr().err


@pytest.mark.parametrize("marks", ["#", "# "])
def test_the_sample_is_good_when_uncommented(listed, capsys, marks):
    text = listed.read_text("utf-8")
    assert "[]\n" not in text
    listed.write_text(_sample_without(marks, text), "utf-8")
    assert _check(capsys) == (0, "")
    assert 'ma: "2026-001"' in listed.read_text("utf-8")


def test_rows_may_be_typed_where_the_list_is_open(listed, capsys):
    text = listed.read_text("utf-8")
    for typed in (text.replace("muc:\n", f"muc:\n{ROW}"), text + ROW):
        listed.write_text(typed, "utf-8")
        assert _check(capsys) == (0, "")


def test_a_list_of_comments_only_is_empty(listed, capsys):
    text = listed.read_text("utf-8")
    for typed in (text, text.replace("muc:\n", ""), "", "# chưa có\n"):
        listed.write_text(typed, "utf-8")
        assert _check(capsys) == (0, "")


def test_a_row_typed_below_comments_only_is_reported_with_its_lacks(listed, capsys):
    listed.write_text(f"# Danh mục\n{ROW}", "utf-8")
    code, output = _check(capsys)
    assert code == 1
    assert "→ Thêm một dòng “muc:” ngay trên dòng này, sát lề trái." in output


@pytest.mark.parametrize("former", [False, True])
def test_an_import_takes_the_sample_away(listed, capsys, former):
    if former:
        listed.write_text(f"# Ghi chú của xã\n{FORMER}", "utf-8")
    table = listed.parents[2] / "danh-muc.csv"
    table.write_text(
        "TT,Tên thông tin,Số ký hiệu,Ngày ban hành\n1,Nội quy,12/QĐ-UBND,03/9/2026\n", "utf-8"
    )
    assert main(["import", str(table), "--agency", "xa-thu", "--apply"]) == 0
    text = listed.read_text("utf-8")
    assert "l01-d17k1c3" not in text
    assert "mục mẫu" not in text
    assert text.startswith("# Ghi chú của xã\n" if former else "# Danh mục thông tin")
    assert text.endswith('  ngay_ban_hanh: "2026-09-03"\n')
    assert _check(capsys) == (0, "")


def test_a_sample_that_was_changed_stays(listed):
    listed.write_text(listed.read_text("utf-8").replace("#    ten: ", "#    ten: Sửa "), "utf-8")
    table = listed.parents[2] / "danh-muc.csv"
    table.write_text("TT,Tên thông tin,Số ký hiệu\n1,Nội quy,12/QĐ-UBND\n", "utf-8")
    assert main(["import", str(table), "--agency", "xa-thu", "--apply"]) == 0
    assert "#    ten: Sửa " in listed.read_text("utf-8")


def test_a_name_that_nobody_has_typed_is_warned_of(tmp_path, monkeypatch, capsys):
    (tmp_path / "agencies").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["new", "so-thu", "--type", "so"]) == 0
    assert "sửa tên (chưa sửa thì trang hiện tên mẫu)" in capsys.readouterr().out
    code, output = _check(capsys)
    assert code == 0
    assert "[TT355] Tên cơ quan còn là chữ mẫu “Sở …”" in output
