"""`access-info review`: which rows somebody has said may name people, and which are still open."""

from __future__ import annotations

import pytest
from proposal_repository import LIST

from access_info.cli import main
from access_info.model.items import naming_digest

pytestmark = pytest.mark.exhaustive

HEAD = "Tên người được nêu, người nhập đã xác nhận"
FILE = "agencies/xa-mau/cong-khai.yml"


def row(number, title, answer=None, note=""):
    """An item; an answer is given as the words it is about."""
    text = f'- ma: "2026-8{number:02}"\n  ten: "{title}"\n'
    if answer is not None:
        digest = naming_digest(*answer)
        text += f'  ten_nguoi:\n    ket_luan: "duoc-neu"\n    bam: "{digest}"\n'
    return text + (f'  ghi_chu: "{note}"\n' if note else "")


FIRST, SECOND = "Trả lời đơn của bà Lê Thị Mẫu", "Giải quyết đơn của ông Nguyễn Văn Mẫu <b>gấp</b>"
BEGUN = LIST + row(1, FIRST, (FIRST, "")) + row(2, SECOND) + row(3, "Đơn của ông Hồ Văn Mẫu")


def section(text, *, of):
    return text.partition(of)[2].split("\n\n")[1 if of.startswith("#") else 0]


def test_the_reviewer_sees_what_was_answered_by_this_change_and_nothing_else(province, review):
    province.write({FILE: BEGUN})
    province.commit("có từ trước")
    note = "Bản chính ở phòng Một cửa"
    answered = row(2, SECOND, (SECOND, note), note)
    # About another title: answered by nobody.
    stale = row(3, "Đơn của ông Hồ Văn Mẫu, lần hai", ("Đơn của ông Hồ Văn Mẫu", ""))
    province.propose({FILE: LIST + row(1, FIRST, (FIRST, "")) + answered + stale})
    code, summary, _ = review()
    assert code == 0
    (line,) = section(summary, of=f"### {HEAD}").splitlines()
    assert line.startswith("- xa-mau: 2026-802 ")
    assert "Nguyễn Văn Mẫu &#60;b&#62;gấp" in line
    assert f"ghi chú: “{note}”" in line
    assert "1 mục nêu tên người trong tên hoặc ghi chú" in summary
    assert "Bỏ trống" not in summary


def test_whoever_reads_a_review_on_a_terminal_sees_the_same(province, capsys):
    province.propose({FILE: LIST + row(1, FIRST, (FIRST, ""))})
    assert main(["review", "--quiet", "main", "--as-of=2026-11-24"]) == 0
    out = capsys.readouterr().out
    assert f"\n{HEAD.upper()}\n  xa-mau: 2026-801 “{FIRST}”\n" in out


def test_an_open_question_is_not_new_because_lines_moved(province, review):
    province.write({FILE: BEGUN})
    province.commit("có từ trước")
    province.propose({FILE: LIST.replace("muc:\n", "muc:\n# lời chú\n") + BEGUN[len(LIST) :]})
    _, summary, _ = review()
    assert "2 mục nêu tên người" in summary
    assert "Lỗi, cảnh báo mới" not in summary
    assert HEAD not in summary
