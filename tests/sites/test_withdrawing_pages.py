"""`withdraw` for free pages and attachments: a word of when and why stays, everything else goes."""

from __future__ import annotations

import subprocess

import pytest
from site_builds import access_info, copy_demo

from access_info.source.documents import read_yaml

CLOSED = "Điều không được đăng"
AGENCY = "agencies/so-tu-phap"


@pytest.fixture
def folder(tmp_path):
    copied = copy_demo(tmp_path / "tinh", "so-tu-phap")
    agency = copied / AGENCY
    (agency / "trang/thu.md").write_text(
        f"# Trang thử\n\n{CLOSED} [bảng](../tep/ten-rieng.txt) và [quy chế]"
        "(../tep/quy-che-cung-cap-thong-tin.pdf).\n\n![hình](../tep/ten-rieng.txt)\n",
        "utf-8",
    )
    (agency / "trang/khac.md").write_text(
        "Xem [trang thử](thu.md), [bảng kê](../tep/ten-rieng.txt).\n", "utf-8"
    )
    (agency / "tep/ten-rieng.txt").write_text(CLOSED, "utf-8")
    rows = (agency / "cong-khai.yml").read_text("utf-8")
    rows += '- ma: "2026-955"\n  ten: "Bảng kê"\n  tep: ["ten-rieng.txt"]\n'
    (agency / "cong-khai.yml").write_text(rows, "utf-8")
    return copied


def withdrawn(folder, item, *words):
    done = access_info(
        folder,
        "withdraw",
        f"so-tu-phap/{item}",
        "--reason",
        "Đăng nhầm",
        "--date",
        "2026-11-20",
        *words,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def built(folder):
    assert access_info(folder, "check").returncode == 0
    done = access_info(folder, "build", "--out", "trang")
    assert done.returncode == 0, done.stderr
    assert "0 lỗi, 0 cảnh báo" in done.stdout
    return folder / "trang"


def holders(site, words):
    return [
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and words.encode() in path.read_bytes()
    ]


def test_a_page_keeps_its_address_with_day_and_ground(folder):
    site = built(folder)
    assert holders(site, CLOSED)
    output = withdrawn(folder, "trang/thu")
    assert "Đã rút “Trang thử” từ ngày 20/11/2026" in output
    assert "Để lại tep/ten-rieng.txt: chỗ khác còn dùng." in output
    assert (folder / AGENCY / "trang/thu.md").read_text("utf-8") == (
        '---\ntieu_de: "Trang thử"\nrut:\n  ngay: "2026-11-20"\n  ly_do: "Đăng nhầm"\n---\n'
    )
    assert "đã rút từ trước (ngày 20/11/2026, Đăng nhầm)" in withdrawn(folder, "trang/thu.md")
    site = built(folder)
    page = (site / "co-quan/so-tu-phap/trang/thu/index.html").read_text("utf-8")
    assert "<h1>Trang thử</h1>" in page
    assert "Đã rút ngày 20/11/2026: Đăng nhầm" in page
    assert 'content="noindex"' in page
    assert holders(site, CLOSED) == ["co-quan/so-tu-phap/tep/ten-rieng.txt"]
    assert "Trang thử" not in (site / "co-quan/so-tu-phap/index.html").read_text("utf-8")
    assert not [name for name in holders(site, "Trang thử") if name.startswith("tim-kiem")]


def test_a_page_with_a_title_that_reveals_too_much_gets_another(folder):
    withdrawn(folder, "trang/thu", "--title", "Trang đã rút")
    assert not holders(built(folder), "Trang thử")


def test_an_attachment_goes_and_every_mention_says_so(folder):
    output = withdrawn(folder, "tep/ten-rieng.txt")
    assert "Đã xóa tep/ten-rieng.txt." in output
    assert "đã rút từ trước" in withdrawn(folder, "tep/ten-rieng.txt")
    site = built(folder)
    assert not (site / "co-quan/so-tu-phap/tep/ten-rieng.txt").exists()
    row = (site / "co-quan/so-tu-phap/cong-khai/index.html").read_text("utf-8")
    assert "ten-rieng.txt: Đã rút ngày 20/11/2026: Đăng nhầm" in row
    page = (site / "co-quan/so-tu-phap/trang/thu/index.html").read_text("utf-8")
    assert page.count("[ten-rieng.txt: Đã rút ngày 20/11/2026: Đăng nhầm]") == 2
    assert "bảng [ten-rieng.txt" in page
    assert 'tep/quy-che-cung-cap-thong-tin.pdf"' in page
    for path in site.rglob("*"):
        if path.suffix in {".html", ".json", ".csv", ".xml"}:
            assert "tep/ten-rieng.txt" not in path.read_text("utf-8"), path


def test_an_attachment_with_a_name_that_reveals_too_much_gets_another_everywhere(folder):
    withdrawn(folder, "tep/ten-rieng.txt", "--title", "Bảng kê đã rút")
    data = read_yaml(folder / AGENCY / "co-quan.yml").data
    assert data["tep_da_rut"] == [
        {
            "tep": "bang-ke-da-rut.txt",
            "ten": "Bảng kê đã rút",
            "ngay": "2026-11-20",
            "ly_do": "Đăng nhầm",
        }
    ]
    assert not holders(folder / AGENCY, "ten-rieng")
    site = built(folder)
    assert not holders(site, "ten-rieng")
    row = (site / "co-quan/so-tu-phap/cong-khai/index.html").read_text("utf-8")
    assert "Bảng kê đã rút: Đã rút ngày 20/11/2026" in row


def test_a_withdrawn_file_that_was_left_is_not_published(folder):
    withdrawn(folder, "tep/ten-rieng.txt")
    (folder / AGENCY / "tep/ten-rieng.txt").write_text(CLOSED, "utf-8")
    done = access_info(folder, "build", "--out", "trang")
    assert "[TT525]" in done.stdout + done.stderr
    assert not (folder / "trang/co-quan/so-tu-phap/tep/ten-rieng.txt").exists()


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("trang/th", "không có trang “trang/th”. Có phải ý bạn là “trang/thu”?"),
        ("thu", "không có mục “thu”. Có phải ý bạn là “trang/thu”?"),
        ("tep/ten-rien.txt", "Có phải ý bạn là “tep/ten-rieng.txt”?"),
        ("tep/../co-quan.yml", "không có tệp “tep/../co-quan.yml”."),
        ("trang/../co-quan", "không có trang “trang/../co-quan”."),
    ],
)
def test_what_is_not_there_is_reported_with_the_nearest(folder, item, message):
    done = access_info(folder, "withdraw", f"so-tu-phap/{item}", "--reason", "Đăng nhầm")
    assert done.returncode == 2
    assert message in done.stderr


def test_a_reviewer_sees_a_withdrawal_and_no_loss(folder):
    def git(*words):
        subprocess.run(
            ("git", "-c", "user.name=x", "-c", "user.email=x@mau.example", *words),
            cwd=folder, check=True, capture_output=True,
        )  # fmt: skip

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "trước")
    withdrawn(folder, "tep/ten-rieng.txt")
    withdrawn(folder, "trang/thu")
    git("add", "-A")
    git("commit", "-qm", "[so-tu-phap] Rút một trang và một tệp")
    done = access_info(folder, "review", "HEAD~1")
    assert "TT801" not in done.stdout + done.stderr
    assert "Rút trang" in done.stdout
    assert "Tệp đã rút" in done.stdout


@pytest.mark.parametrize(
    "name", ["../../so-y-te/co-quan.yml", "tep/../co-quan.yml", "/etc/hosts", "..\\co-quan.yml"]
)
def test_no_file_outside_the_folder_of_attachments_is_ever_removed(folder, name):
    rows = folder / AGENCY / "cong-khai.yml"
    text = rows.read_text("utf-8").replace('tep: ["ten-rieng.txt"]', f"tep: ['{name}']")
    rows.write_text(text, "utf-8")
    before = {path for path in (folder / "agencies").rglob("*") if path.is_file()}
    withdrawn(folder, "2026-955")
    assert {path for path in before if not path.is_file()} == set()
