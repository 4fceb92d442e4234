"""Hand-written pages in a build without MkDocs: kept up with, and refused in plain words."""

from __future__ import annotations

import pytest
from site_builds import AS_OF, access_info, digests

BUILD = ("build", "--out", "trang", "--layout", "many", "--as-of", AS_OF)
UNCHANGED = "Không có gì đổi từ lần dựng trước"
PROFILE = 'ten: "Ủy ban nhân dân xã Mẫu"\nloai: xa\n'
SETTINGS = "site_name: Thử\ndocs_dir: content\n"


@pytest.fixture
def province(tmp_path):
    """One commune, two hand-written pages, no `mkdocs.yml`."""
    write(tmp_path, "agencies/xa-mau/co-quan.yml", PROFILE)
    write(tmp_path, "content/gioi-thieu.md", "# Giới thiệu\n\nXin chào.\n")
    write(tmp_path, "content/viec-lam/don-tu.md", "Đơn từ, [giới thiệu](../gioi-thieu.md).\n")
    return tmp_path


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def build(folder, *words):
    return access_info(folder, *BUILD, *words)


def page(folder, name):
    return (folder / "trang" / name / "index.html").read_text("utf-8")


def test_every_change_is_kept_up_with(province):
    assert build(province).returncode == 0
    assert "Xin chào" in page(province, "gioi-thieu")
    # Without a `nav` folders are the sections, and files give names where nothing else does.
    assert "<title>Don tu – " in page(province, "viec-lam/don-tu")
    assert 'viec-lam/don-tu/">Viec lam</a>' in page(province, "")
    build(province)  # by now it knows what its pages are made from
    assert UNCHANGED in build(province).stdout
    changes = {
        "edited": lambda: write(province, "content/gioi-thieu.md", "# Giới thiệu\n\nĐã đổi.\n"),
        "begun": lambda: write(province, "content/moi.md", "# Trang mới\n"),
        "removed": (province / "content/viec-lam/don-tu.md").unlink,
        "set": lambda: write(province, "mkdocs.yml", f"{SETTINGS}nav:\n- Mới: moi.md\n"),
    }
    for change in changes.values():
        change()
        assert UNCHANGED not in build(province).stdout
    assert "Đã đổi" in page(province, "gioi-thieu")
    assert 'moi/">Mới</a>' in page(province, "")
    assert not (province / "trang/viec-lam").exists()
    assert access_info(province, *BUILD, "--out", "sach", "--no-cache").returncode == 0
    assert digests(province / "trang") == digests(province / "sach")
    assert build(province, "--no-content").returncode == 0
    assert not (province / "trang/gioi-thieu").exists()


def test_links_that_lead_nowhere_are_told_and_stop_nothing(province):
    text = "[một](khong-co.md) [hai](gioi-thieu.md#mat) [ba](co-quan/xa-mau.md) [bốn](#mat)\n"
    write(province, "content/lien-ket.md", text)
    done = build(province)
    assert done.returncode == 0
    messages = [line for line in done.stderr.splitlines() if line.startswith("Trang viết tay: ")]
    assert messages == [
        "Trang viết tay: lien-ket.md: liên kết “khong-co.md” không dẫn tới tệp nào.",
        "Trang viết tay: lien-ket.md: liên kết “gioi-thieu.md#mat” chỉ tới chỗ không có trên trang ấy.",
        "Trang viết tay: lien-ket.md: liên kết “#mat” chỉ tới chỗ không có trên trang ấy.",
    ]
    assert '<a href="../co-quan/xa-mau/">ba</a>' in page(province, "lien-ket")


@pytest.mark.parametrize(
    ("name", "text", "messages"),
    [
        ("mkdocs.yml", f"{SETTINGS}exclude_docs: nhap.md\n", "exclude_docs, là việc chỉ MkDocs"),
        ("mkdocs.yml", "a: [\n", "không đọc được mkdocs.yml"),
        (
            *("mkdocs.yml", f"{SETTINGS}markdown_extensions: [khong.co]\n"),
            "markdown_extensions không dùng được",
        ),
        ("content/sai.md", "---\na: [\n---\nB\n", "phần giữa hai dòng --- không đúng"),
        ("content/co-quan/index.md", "# Của tôi\n", "trùng địa chỉ với trang dựng từ dữ liệu"),
    ],
)
def test_what_cannot_be_followed_is_refused_and_the_last_site_stays(province, name, text, messages):
    assert build(province).returncode == 0
    before = digests(province / "trang")
    write(province, name, text)
    done = build(province)
    assert done.returncode == 2
    assert messages in done.stderr
    assert digests(province / "trang") == before
    assert not list(province.glob(".trang*"))


def test_only_a_page_that_has_styles_of_its_own_may_have_them(province):
    write(province, "content/bang.md", "| a | b |\n|---|---:|\n| 1 | 2 |\n")
    assert build(province).returncode == 0
    assert "style-src 'self' 'unsafe-inline'" in page(province, "bang")
    assert "unsafe-inline" not in page(province, "gioi-thieu")
