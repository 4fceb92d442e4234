"""A list that grows over a page and shrinks again: what was published stays, also in frames and without a cache."""

from __future__ import annotations

import json
from pathlib import Path

from site_builds import AS_OF, access_info, copy, digests

from access_info.exports.formats import MAX_BYTES

PROFILE = 'ten: "Ủy ban nhân dân xã Mẫu"\nloai: "xa"\n'
LIST = "co-quan/xa-mau/cong-khai"
BLOCKS = [f"2026-{hundred}" for hundred in range(4)]


def write(folder: Path, rows: int) -> None:
    files = {
        "_dia-ban.yml": 'ten: "Tỉnh Mẫu"\nloai: "tinh"\n',
        "xa-mau/co-quan.yml": PROFILE,
        "xa-khac/co-quan.yml": PROFILE.replace("Mẫu", "Khác"),
        "xa-mau/cong-khai.yml": "muc:\n"
        + "".join(f'- ma: "2026-{row:03d}"\n  ten: "Mục {row}"\n' for row in range(1, rows + 1)),
        "xa-mau/trang/lich.md": "# Lịch\n\n[Mục](../cong-khai/#2026-003) và "
        "[trang](../cong-khai/2026-0/#2026-003).\n",
    }
    for name, text in files.items():
        path = folder / "agencies" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def build(folder: Path, *words: str) -> Path:
    address = ("--site-url", "https://tinh.mau.example/", "--no-content", "--as-of", AS_OF)
    result = access_info(folder, "build", "--out", "site", *address, *words)
    assert result.returncode == 0, result.stderr
    assert "TT" not in result.stderr
    return folder / "site"


def rows_on(site: Path, page: str) -> int:
    return (site / page / "index.html").read_text("utf-8").count("data-item=")


def test_a_list_that_grows_and_shrinks_keeps_the_addresses_of_its_blocks(tmp_path):
    write(tmp_path, 301)
    site = build(tmp_path)
    framed = f"{LIST.replace('/cong-khai', '/nhung/cong-khai')}"
    for folder in (LIST, framed):
        assert rows_on(site, folder) == 0
        assert [rows_on(site, f"{folder}/{block}") for block in BLOCKS] == [99, 100, 100, 2]
    in_frame = (site / framed / "2026-1/index.html").read_text("utf-8")
    assert '<a href="../">Xem cả danh mục</a>' in in_frame, "stays in the frame"
    assert 'href="../../../tai-ve/cong-khai.csv" target=_top' in in_frame
    crumbs = (site / LIST / "2026-1/index.html").read_text("utf-8")
    assert '<a href="../">Thông tin công khai</a>' in crumbs
    assert "/cong-khai/2026-1/" in (site / "sitemap.xml").read_text("utf-8")

    manifest = copy(site, tmp_path / "truoc") / "manifest.json"
    write(tmp_path, 150)
    site = build(tmp_path, "--previous", str(manifest))
    assert rows_on(site, LIST) == 150
    assert [rows_on(site, f"{LIST}/{block}") for block in BLOCKS] == [99, 51, 0, 0]
    assert "/cong-khai/2026-1/" not in (site / "sitemap.xml").read_text("utf-8")
    known = digests(site)
    assert digests(build(tmp_path, "--previous", str(manifest), "--no-cache")) == known

    manifest = copy(site, tmp_path / "sau") / "manifest.json"
    site = build(tmp_path, "--previous", str(manifest))
    assert [rows_on(site, f"{LIST}/{block}") for block in BLOCKS] == [99, 51, 0, 0]


def test_a_list_of_much_text_is_in_its_agencies_files_alone(tmp_path):
    """Followers find it by the catalogue and by the list of its files; the page says where it is."""
    write(tmp_path, 1_200)
    path = tmp_path / "agencies/xa-mau/cong-khai.yml"
    path.write_text(path.read_text("utf-8").replace("Mục ", f"Mục {'dài ' * 90}"), "utf-8")
    small = tmp_path / "agencies/xa-khac/co-dieu-kien.yml"
    small.write_text('muc:\n- ma: "2026-901"\n  ten: "Hồ sơ"\n', "utf-8")
    site = build(tmp_path)
    agency_list = "co-quan/xa-mau/tai-ve/cong-khai"
    assert (site / f"{agency_list}.csv").stat().st_size > MAX_BYTES
    assert not [*site.glob("tai-ve/cong-khai.[cxj][slso][vxo]*")]
    assert (site / "tai-ve/co-dieu-kien.csv").is_file()
    parts = json.loads((site / "tai-ve/cong-khai.phan.json").read_bytes())["distribution"]
    assert [part["downloadURL"] for part in parts] == [
        f"../{agency_list}.{form}" for form in ("csv", "xlsx", "json")
    ]
    catalogue = json.loads((site / "danh-muc.jsonld").read_bytes())["dataset"]
    (whole,) = (each for each in catalogue if "hasPart" in each)
    assert whole["@id"].endswith("#cong-khai-tap-du-lieu")
    assert "distribution" not in whole
    (part,) = (each for each in catalogue if each["@id"] == whole["hasPart"][0])
    assert {file["downloadURL"].rpartition("/tai-ve/")[0] for file in part["distribution"]} == {
        "https://tinh.mau.example/co-quan/xa-mau"
    }
    page = (site / "du-lieu-mo/index.html").read_text("utf-8")
    assert "Danh mục này lớn nên mỗi cơ quan một tệp" in page
    assert f"https://tinh.mau.example/{agency_list}.csv" in page
    assert "tai-ve/cong-khai.csv" not in page.replace(f"{agency_list}.csv", "")
