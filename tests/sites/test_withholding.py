"""What the secrecy gate catches is nowhere in a site, and everything else is: built for real."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import never_issued_numbers
import pytest
from site_builds import access_info, copy_demo, mkdocs
from unsafe_attachments import bytes_of, document, pdf

ID = never_issued_numbers.identity(random.Random(7))  # noqa: S311 - no secret
# Stands beside what is caught, and must go with it.
NEIGHBOUR = "Lời đứng cạnh điều bị chặn"
LIST = f"""
- ma: "2026-801"
  ten: "{NEIGHBOUR} một"
  so_ky_hieu: "801/KH-STP"
  diem: ["l01-d17k1a2"]
  ngay_ban_hanh: "2026-09-01"
  dia_chi: ["https://so-tu-phap.mau.example/lo-ra-801"]
  tep: ["ten-rieng-801.txt"]
  ghi_chu: "Số định danh {ID}"
- ma: "2026-802"
  ten: "Kế hoạch có tệp bị chặn"
  diem: ["l01-d17k1a2"]
  ngay_ban_hanh: "2026-09-01"
  tep: ["mat.pdf", "sach-802.txt"]
- ma: "2026-803"
  ten: "Nhóm văn bản"
  diem: ["l01-d17k1a2"]
  van_ban:
  - ma: "2026-804"
    ten: "{NEIGHBOUR} hai, số định danh {ID}"
  - ma: "2026-805"
    ten: "Văn bản thường 805"
"""
FILES = {
    "ten-rieng-801.txt": NEIGHBOUR.encode(),
    "mat.pdf": pdf([[(60, 780, "TỐI MẬT"), (60, 700, f"{NEIGHBOUR} ba")]]),
    "sach-802.txt": b"Noi dung sach",
    "khong-ai-dan.docx": bytes_of(document(f"Số định danh {ID}")),
}
PAGE = f"---\ntieu_de: {NEIGHBOUR} bốn\n---\n\nSố định danh {ID}. [Tệp](../tep/mat.pdf)\n"


def _with_secrets(folder: Path) -> Path:
    agency = folder / "agencies/so-tu-phap"
    with (agency / "cong-khai.yml").open("a", encoding="utf-8") as file:
        file.write(LIST.lstrip("\n"))
    (agency / "trang").mkdir(exist_ok=True)
    (agency / "trang/loi.md").write_text(PAGE, "utf-8")
    (agency / "trang/dan.md").write_text("# Dẫn tới tệp\n\n[Tệp](../tep/mat.pdf)\n", "utf-8")
    log = agency / "dinh-chinh.yml"
    text = log.read_text("utf-8") if log.exists() else "muc:\n"
    entry = f'- ma: "2026-dc-80"\n  noi_dung_sai: "{NEIGHBOUR} năm, số định danh {ID}"\n'
    log.write_text(text + entry, "utf-8")
    profile = agency / "co-quan.yml"
    added = f'huyen_cu: "{NEIGHBOUR} sáu, số định danh {ID}"\n'
    profile.write_text(profile.read_text("utf-8") + added, "utf-8")
    for name, content in FILES.items():
        (agency / "tep" / name).write_bytes(content)
    return folder


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Everything in a site as text, what is packed unpacked."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield f"{path.name}!{name}", archive.read(name).decode("utf-8", "replace")
        yield path.relative_to(folder).as_posix(), path.read_bytes().decode("utf-8", "replace")


def _nowhere(folder: Path) -> None:
    words = (ID, NEIGHBOUR, "loi-dung-canh", "lo-ra-801", "801/KH-STP")
    names = ("ten-rieng-801", "mat.pdf", "khong-ai-dan")
    leaks = [
        f"{name}: {word}"
        for name, text in _texts(folder)
        for word in (*words, *names)
        if word in text or word in name
    ]
    assert leaks == []


def _built(folder: Path):
    return access_info(folder, "build", "--out", "site")


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    return _with_secrets(
        copy_demo(tmp_path_factory.mktemp("gac") / "tinh", "so-tu-phap", "so-y-te")
    )


@pytest.fixture(scope="module")
def built(province):
    result = mkdocs(province, "--strict")
    assert result.returncode == 0, result.stderr
    return result


@pytest.mark.parametrize("shell", ["material", "plain"])
def test_a_build_goes_on_without_what_is_caught(province, built, shell):
    site = province / "site"
    if shell == "plain":
        site = province / "tron"
        result = access_info(province, "build", "--out", "tron")
        assert result.returncode == 0, result.stderr
    else:
        result = built
    assert "chỗ nêu trên không được đăng" in result.stderr
    assert "[TT601]" in result.stderr
    _nowhere(site)
    agency_site = site / "co-quan/so-tu-phap"
    page = (agency_site / "cong-khai/index.html").read_text("utf-8")
    for anchor in ("2026-801", "2026-802", "2026-804"):
        assert f"<tr id={anchor} data-item={anchor}" in page
    assert page.count("Đang rà soát") >= 2
    assert "Kế hoạch có tệp bị chặn" in page
    assert "Tệp đang rà soát" in page
    assert "Văn bản thường 805" in page
    assert (agency_site / "tep/sach-802.txt").exists()
    assert "Đang rà soát" in (agency_site / "trang/loi/index.html").read_text("utf-8")


def test_check_refuses_what_a_build_leaves_out(province):
    result = access_info(province, "check", "so-tu-phap")
    assert result.returncode == 1
    for code in ("[TT601]", "[TT611]"):
        assert code in result.stderr
    assert ID not in result.stderr
    assert f"********{ID[-4:]}" in result.stderr


def test_bundle_letters_and_report_hold_nothing_withheld(province):
    for words in (("bundle",), ("letter",), ("report",)):
        out = f"ra-{words[0]}"
        result = access_info(province, *words, "--out", out)
        assert result.returncode == 0, result.stderr
        _nowhere(province / out)


def test_what_was_published_goes_with_the_next_build(tmp_path):
    """First harmless, then caught: the file, the row and what they left in the index are gone."""
    folder = copy_demo(tmp_path / "tinh", "so-tu-phap", "so-y-te")
    agency = folder / "agencies/so-tu-phap"
    before = (agency / "cong-khai.yml").read_text("utf-8")
    row = f'- ma: "2026-801"\n  ten: "{NEIGHBOUR}"\n  tep: ["ten-rieng-801.txt"]\n'
    (agency / "cong-khai.yml").write_text(before + row, "utf-8")
    (agency / "tep/ten-rieng-801.txt").write_bytes(FILES["ten-rieng-801.txt"])
    assert _built(folder).returncode == 0
    assert any(NEIGHBOUR in text for _, text in _texts(folder / "site"))
    (agency / "cong-khai.yml").write_text(f'{before}{row}  ghi_chu: "CCCD {ID}"\n', "utf-8")
    result = _built(folder)
    assert result.returncode == 0, result.stderr
    _nowhere(folder / "site")
    assert _built(folder).returncode == 0
    _nowhere(folder / "site")


def test_what_builds_and_checks_remember_holds_nothing_withheld(province, built):
    for words in (("build", "--out", "tron"), ("check",)):
        access_info(province, *words)
        leaks = [
            name for name, text in _texts(province / ".cache") if ID in text or NEIGHBOUR in text
        ]
        assert leaks == []


def test_a_number_in_a_file_s_name_is_reported_masked(tmp_path):
    folder = copy_demo(tmp_path / "tinh", "so-tu-phap", "so-y-te")
    (folder / f"agencies/so-tu-phap/tep/don_{ID}.txt").write_text("Thường", "utf-8")
    result = access_info(folder, "check", "so-tu-phap")
    assert f"tep/don_********{ID[-4:]}.txt" in result.stderr
    assert ID not in result.stderr + result.stdout


def test_a_remark_in_a_data_file_is_read_too(tmp_path):
    """It is on no page, and for all to see where the data are kept."""
    folder = copy_demo(tmp_path / "tinh", "so-tu-phap", "so-y-te")
    path = folder / "agencies/so-tu-phap/cong-khai.yml"
    path.write_text(f"# Hỏi ông Mẫu, CCCD {ID}\n" + path.read_text("utf-8"), "utf-8")
    result = access_info(folder, "check", "so-tu-phap")
    assert result.returncode == 1
    assert "cong-khai.yml:1:" in result.stderr
    assert "Lời chú: có số định danh" in result.stderr
    built_all = _built(folder)
    assert built_all.returncode == 0, built_all.stderr


def test_a_withdrawn_item_is_a_tombstone_everywhere(tmp_path):
    folder = copy_demo(tmp_path / "tinh", "so-tu-phap", "so-y-te")
    agency = folder / "agencies/so-tu-phap"
    text = (agency / "cong-khai.yml").read_text("utf-8")
    row = (
        f'- ma: "2026-801"\n  ten: "Danh sách đã rút"\n  diem: ["l01-d17k1a2"]\n'
        f'  so_ky_hieu: "801/KH-STP"\n  ghi_chu: "{NEIGHBOUR}"\n'
        '  tep: ["ten-rieng-801.txt"]  # lời chú giữ lại\n'
        f'  van_ban:\n  - ma: "2026-804"\n    ten: "{NEIGHBOUR} hai"\n'
    )
    (agency / "cong-khai.yml").write_text(text + row, "utf-8")
    (agency / "tep/ten-rieng-801.txt").write_bytes(FILES["ten-rieng-801.txt"])
    assert _built(folder).returncode == 0
    assert any(NEIGHBOUR in text for _, text in _texts(folder / "site"))
    digests = folder / "site/assets/access-info/content-digests.txt"
    before = digests.read_text("utf-8").splitlines()
    words = ("withdraw", "so-tu-phap/2026-801", "--reason", "Có đời sống riêng tư")
    done = access_info(folder, *words, "--date", "2026-11-20")
    assert done.returncode == 0, done.stderr
    assert "Đã xóa tep/ten-rieng-801.txt." in done.stdout
    assert "20/11/2026" in done.stdout
    again = access_info(folder, *words)
    assert "đã rút từ trước (ngày 20/11/2026, Có đời sống riêng tư)" in again.stdout
    assert access_info(folder, "check").returncode == 0
    assert _built(folder).returncode == 0
    assert access_info(folder, "bundle", "--out", "goi").returncode == 0
    changed = set(digests.read_text("utf-8").splitlines()) - set(before)
    assert [line[9:] for line in changed if line.count("/") > 1] == ["co-quan/so-tu-phap/"]
    for site in ("site", "goi", ".cache"):
        leaks = [f"{name}" for name, text in _texts(folder / site) if NEIGHBOUR in text]
        assert leaks == []
        assert not list((folder / site).rglob("ten-rieng-801.txt"))
    page = (folder / "site/co-quan/so-tu-phap/cong-khai/index.html").read_text("utf-8")
    assert "<tr id=2026-801 data-item=2026-801" in page
    assert "Danh sách đã rút" in page
    assert "Có đời sống riêng tư" in page
