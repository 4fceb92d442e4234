"""`access-info review`: files whose names keep them from being looked at."""

from __future__ import annotations

import pytest
from proposal_repository import git

pytestmark = pytest.mark.exhaustive


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("tep/a:b.txt", "tep/a:b.txt"),
        ("tep/a\\b.txt", "tep/a\\b.txt"),
        ("tep/a\n::error::b.txt", "tep/a⟨U+000A⟩::error::b.txt"),
        ("cong-khai/a\u2028b.yml", "cong-khai/a⟨U+2028⟩b.yml"),
    ],
)
def test_a_file_that_is_left_out_of_the_review_stops_the_change(province, review, name, shown):
    """A build on Linux would publish it, though nobody has looked into it."""
    province.propose({f"agencies/xa-mau/{name}": "x\n"})
    code, summary, output = review("--title=[xa-mau] Thêm tệp")
    assert code == 1
    assert f"[TT859] Không dùng được tên tệp “xa-mau/{shown}”." in output
    assert "Không đổi nội dung" not in summary
    assert "\n::error::" not in summary + output


def test_two_files_of_the_same_name_in_two_spellings_cannot_both_be_reviewed(province, review):
    province.propose(
        {"agencies/xa-mau/tep/t\u1ed1.txt": "một\n", "agencies/xa-mau/tep/tô\u0301.txt": "hai\n"}
    )
    code, _, output = review()
    assert code == 1
    assert output.count("[TT859]") == 1


def test_such_a_file_that_is_there_already_stops_nobody(province, review):
    province.write({"agencies/xa-mau/tep/a:b.txt": "x\n"})
    province.commit("có từ trước")
    province.propose(
        {"agencies/xa-mau/cong-khai.yml": "muc: []\n"}, "sửa\n\nLý do: bản trước là bản thử"
    )
    _, _, output = review()
    assert "TT859" not in output
    git(province.folder, "rm", "--quiet", "agencies/xa-mau/tep/a:b.txt")
    province.commit("gỡ tệp tên lạ")
    _, _, output = review()
    assert "TT859" not in output
