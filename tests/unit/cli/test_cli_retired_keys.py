"""A key that has a new name: the old one is still read, told with its cure, and renamed by `fmt`.

No key of ours has one yet; here real fields are given earlier names, as a later version will.
"""

from __future__ import annotations

import pytest

from access_info.cli import main
from access_info.loading import load_agency
from access_info.loading.folders import read_folder
from access_info.model import fields
from access_info.model.items import DISCLOSURE, LISTS, Item

LIST = """\
# Danh mục của sở
muc:
- ma: "2026-001"
  ten: "Quy chế tiếp công dân"  # bản ký
  # ngày trên văn bản
  ngay_ky: "2026-03-09"
- ma: "2026-002"
  ten: "Chương trình công tác"
"""


@pytest.fixture
def formerly(monkeypatch):
    """Gives a field earlier names, by its key."""

    def give(record, key: str, *names: str) -> None:
        (info,) = (info for info in record.model_fields.values() if info.alias == key)
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        monkeypatch.setattr(info, "json_schema_extra", {**extra, "formerly": list(names)})
        fields.fields_of.cache_clear()

    yield give
    monkeypatch.undo()
    fields.fields_of.cache_clear()


@pytest.fixture
def agencies(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    agency = tmp_path / "agencies" / "so-mau"
    agency.mkdir(parents=True)
    (agency / "co-quan.yml").write_text('ten: "Sở Mẫu"\nloai: "so"\n', encoding="utf-8")
    (agency / "cong-khai.yml").write_text(LIST, encoding="utf-8")
    return tmp_path / "agencies"


def _check(capsys) -> tuple[int, str]:
    code = main(["check"])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def test_the_old_name_is_read_and_reported_with_its_cure(agencies, formerly, capsys):
    assert "TT201" in _check(capsys)[1]
    formerly(Item, "ngay_ban_hanh", "ngay_ky", "ngay_vb")
    code, output = _check(capsys)
    assert code == 0
    assert output.count("TT226") == 1
    assert "agencies/so-mau/cong-khai.yml:6:3: cảnh báo [TT226]" in output
    assert "“ngay_ky” nay tên là “ngay_ban_hanh”" in output
    assert "chạy access-info fmt" in output
    loaded = load_agency(read_folder(agencies / "so-mau"))
    assert [str(item.issued) for item in loaded.agency.items] == ["2026-03-09", "None"]


def test_fmt_renames_and_keeps_values_and_comments(agencies, formerly, capsys):
    formerly(Item, "ngay_ban_hanh", "ngay_ky")
    assert main(["fmt"]) == 0
    text = (agencies / "so-mau/cong-khai.yml").read_text("utf-8")
    assert "ngay_ky" not in text
    assert '  # ngày trên văn bản\n  ngay_ban_hanh: "2026-03-09"\n' in text
    assert "# bản ký" in text
    assert "# Danh mục của sở" in text
    capsys.readouterr()
    assert "TT226" not in _check(capsys)[1]
    assert main(["fmt", "--check"]) == 0


def test_a_key_that_holds_others_is_renamed_with_what_is_in_this(agencies, formerly, capsys):
    formerly(LISTS[DISCLOSURE].file_record, "muc", "danh_muc")
    formerly(Item, "ngay_ban_hanh", "ngay_ky")
    path = agencies / "so-mau/cong-khai.yml"
    path.write_text(LIST.replace("muc:\n", "danh_muc:\n"), "utf-8")
    code, output = _check(capsys)
    assert (code, output.count("TT226")) == (0, 2)
    before = load_agency(read_folder(agencies / "so-mau"))
    assert [item.id for item in before.agency.items] == ["2026-001", "2026-002"]
    assert main(["fmt"]) == 0
    loaded = load_agency(read_folder(agencies / "so-mau"))
    assert [item.id for item in loaded.agency.items] == ["2026-001", "2026-002"]
    assert loaded.problems == ()


def test_old_and_new_name_together_are_a_mistake(agencies, formerly, capsys):
    formerly(Item, "ngay_ban_hanh", "ngay_ky")
    path = agencies / "so-mau/cong-khai.yml"
    both = '  ngay_ky: "2026-03-09"\n  ngay_ban_hanh: "2026-03-10"\n'
    path.write_text(LIST.replace('  ngay_ky: "2026-03-09"\n', both), "utf-8")
    code, output = _check(capsys)
    assert code == 1
    assert "TT201" in output
    assert "TT226" not in output
    assert main(["fmt"]) == 0
    assert "ngay_ky" in path.read_text("utf-8")


def test_a_value_that_is_wrong_is_reported_besides(agencies, formerly, capsys):
    formerly(Item, "ngay_ban_hanh", "ngay_ky")
    path = agencies / "so-mau/cong-khai.yml"
    path.write_text(LIST.replace("2026-03-09", "2026-02-31"), "utf-8")
    code, output = _check(capsys)
    assert code == 1
    assert "TT226" in output
    assert "lỗi [TT212] “ngay_ban_hanh”" in output
