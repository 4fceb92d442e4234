"""`access-info review`: files whose names keep them from being looked at, and histories apart."""

from __future__ import annotations

import pytest
from proposed import Province, git

from access_info.cli import main

DAY = "--as-of=2026-11-24"


@pytest.fixture
def province(tmp_path, monkeypatch) -> Province:
    made = Province(tmp_path / "kho")
    monkeypatch.chdir(made.folder)
    return made


def _review(capsys, *options: str) -> tuple[int, str]:
    code = main(["review", "main", "HEAD", DAY, *options])
    out, err = capsys.readouterr()
    return code, out + err


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("tep/a:b.txt", "tep/a:b.txt"),
        ("tep/a\\b.txt", "tep/a\\b.txt"),
        ("tep/a\n::error::b.txt", "tep/a⟨U+000A⟩::error::b.txt"),
        ("cong-khai/a\u2028b.yml", "cong-khai/a⟨U+2028⟩b.yml"),
    ],
)
def test_a_file_that_is_left_out_of_the_review_stops_the_change(province, capsys, name, shown):
    """A build on Linux would publish it, though nobody has looked into it."""
    province.propose({f"agencies/xa-mau/{name}": "x\n"})
    code, said = _review(capsys, "--title=[xa-mau] Thêm tệp")
    assert code == 1
    assert f"[TT859] Không dùng được tên tệp “xa-mau/{shown}”." in said
    assert "Không đổi nội dung" not in said
    assert "\n::error::" not in said


def test_two_files_of_one_name_typed_two_ways_cannot_both_be_looked_at(province, capsys):
    province.propose(
        {"agencies/xa-mau/tep/t\u1ed1.txt": "một\n", "agencies/xa-mau/tep/tô\u0301.txt": "hai\n"}
    )
    code, said = _review(capsys)
    assert code == 1
    assert said.count("[TT859]") == 1


def test_such_a_file_that_is_there_already_stops_nobody(province, capsys):
    province.write({"agencies/xa-mau/tep/a:b.txt": "x\n"})
    province.commit("có từ trước")
    province.propose(
        {"agencies/xa-mau/cong-khai.yml": "muc: []\n"}, "sửa\n\nLý do: bản trước là bản thử"
    )
    _, said = _review(capsys)
    assert "TT859" not in said
    git(province.folder, "rm", "--quiet", "agencies/xa-mau/tep/a:b.txt")
    province.commit("gỡ tệp tên lạ")
    _, said = _review(capsys)
    assert "TT859" not in said


def test_a_branch_without_a_common_root_is_told(province, capsys):
    git(province.folder, "switch", "--quiet", "--orphan", "khac-goc")
    province.write({"agencies/xa-mau/co-quan.yml": 'ten: "Xã Mẫu"\nloai: "xa"\n'})
    province.commit("gốc khác")
    code, said = _review(capsys)
    assert code == 2
    assert "Hai phiên bản không có gốc chung." in said
