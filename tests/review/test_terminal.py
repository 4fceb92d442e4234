"""`access-info review` as it is printed for people, and what workflows ask of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from proposal_repository import LIST, NEW_ROW

from access_info.cli import main

pytestmark = pytest.mark.exhaustive

MARKUP = re.compile(r"&#|<del>|<ins>|<details|\*\*|^#|`", re.MULTILINE)
CHANGED = LIST.replace("Quy chế tiếp công dân", "Quy chế tiếp công dân *mới* <b>").replace(
    '  ten: "Chương trình công tác"\n',
    '  ten: "Chương trình công tác"\n  ngay_cong_khai: 2026-09-03\n',
)
ROOT = Path(__file__).parents[2]


def printed(capsys, *options):
    code = main(["review", "--quiet", "main", "--as-of=2026-11-24", *options])
    out, err = capsys.readouterr()
    return code, out, err


def test_people_read_plain_words(province, capsys):
    profile = (province.folder / "agencies/xa-mau/co-quan.yml").read_text("utf-8")
    province.propose(
        {
            "agencies/xa-mau/cong-khai.yml": CHANGED,
            "agencies/xa-mau/co-quan.yml": profile.replace("@xa-mau.mau", "@xa-mau.khac"),
        }
    )
    code, out, err = printed(capsys, "--title=[xa-mau] Sửa_tên")
    assert (code, err) == (0, "")
    assert out.startswith("⚠ Có 2 chỗ phải đối chiếu với văn bản\n\nĐề nghị này sửa ")
    assert not MARKUP.search(out)
    assert "  Thư điện tử: dau-moi@xa-mau.mau.example → dau-moi@xa-mau.khac.example\n" in out
    assert "ngày công khai".lower() in out.lower()
    assert out.endswith("Đã xét 2 tệp: 0 lỗi, 0 cảnh báo.\n")


def test_markdown_is_printed_on_request(province, capsys):
    province.propose({"agencies/xa-mau/cong-khai.yml": CHANGED})
    for form in ("markdown", "github"):
        _, out, _ = printed(capsys, f"--format={form}")
        assert "# ✅ Không thấy điều gì phải sửa\n" in out
        assert "<details open>" in out


def test_a_mistake_is_printed_once(province, capsys):
    province.propose({"agencies/xa-mau/cong-khai.yml": LIST.partition('- ma: "2026-002"')[0]})
    code, out, err = printed(capsys)
    assert code == 1
    assert out.startswith("❌ Còn 1 điều phải sửa\n")
    assert (err.count("[TT801]"), out.count("[TT801]")) == (1, 0)
    assert "  ! xa-mau: Mục bị gỡ: 2026-002 “Chương trình công tác”\n" in out
    assert "      CHƯA NÓI LÝ DO: ghi “Lý do: 2026-002: …”\n" in out


def test_the_folder_of_pages_is_named(province, tmp_path, capsys):
    province.propose({"agencies/xa-mau/cong-khai.yml": NEW_ROW})
    out_folder = tmp_path / "xem"
    _, out, _ = printed(capsys, f"--bundle={out_folder}")
    assert f"Xem thử: Các trang nằm trong thư mục {out_folder}: mở index.html." in out
    assert (out_folder / "index.html").is_file()


def test_reviewers_that_changed_are_listed(province, capsys):
    province.propose({"CODEOWNERS": "* @ai-do\n"})
    _, out, _ = printed(capsys)
    place = (province.folder / "agencies/_dia-ban.yml").read_text("utf-8")
    province.propose({"agencies/_dia-ban.yml": place.replace("@tinh-mau/xa-mau", "@tinh-mau/khac")})
    _, out, _ = printed(capsys)
    assert "Tệp CODEOWNERS phải là (chạy access-info schema để ghi lại):\n" in out
    assert "  /agencies/xa-mau/ @tinh-mau/khac\n" in out


def test_a_terminal_is_not_moved(province, capsys):
    row = '- ma: "2026-009"\n  ten: "a\\e[31m\\u202Eb"\n'
    province.propose(
        {"agencies/xa-mau/cong-khai.yml": LIST + row}, "sửa\n\nLý do: a\x1b[31mb nhờ sửa"
    )
    _, out, err = printed(capsys)
    assert all(char.isprintable() or char == "\n" for char in out + err)


@pytest.mark.parametrize("name", [".github/workflows/review.yml", ".gitlab-ci.yml"])
def test_workflows_say_which_form_they_want(name):
    words = yaml.safe_dump(
        yaml.load((ROOT / name).read_text("utf-8"), Loader=yaml.BaseLoader), width=10_000
    )
    (line,) = [line for line in words.splitlines() if "access-info review" in line]
    assert re.search(r"--format (?:github|markdown)", line)
    assert "--summary" in line
