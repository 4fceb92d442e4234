"""What a build refuses, and how it says so."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from site_builds import access_info, copy_demo, digests, mkdocs


def test_document_at_the_address_of_a_page_of_ours_is_refused(demo_copy):
    folder = demo_copy
    before = digests(folder / "site")
    taken = folder / "content/co-quan/so-y-te/index.md"
    taken.parent.mkdir(parents=True)
    taken.write_text("# Trang khác\n", encoding="utf-8")
    result = mkdocs(folder)
    assert result.returncode != 0
    assert "co-quan/so-y-te/index.md" in result.stderr
    assert "Traceback" not in result.stderr
    assert digests(folder / "site") == before


def test_old_name_of_an_agency_never_leads_out_of_the_site(tmp_path):
    folder = copy_demo(tmp_path / "tinh")
    settings = folder / "agencies/_dia-ban.yml"
    text = settings.read_text(encoding="utf-8")
    hostile = text.replace('tu: "so-nong-nghiep"', 'tu: "../../ngoai"')
    assert hostile != text
    settings.write_text(hostile, encoding="utf-8")
    for result in (mkdocs(folder), access_info(folder, "build", "--out", "site")):
        assert result.returncode != 0
        assert "TT143" in result.stderr + result.stdout
    assert not list(tmp_path.rglob("ngoai*"))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("hôm nay", "là “hôm nay”"),
        ("", "để trống"),
        (" ", "để trống"),
        ("1_000", "là “1_000”"),
        ("9" * 30, "là “999"),
    ],
)
def test_wrong_epoch_is_reported_in_vietnamese(tmp_path, typed, message):
    folder = copy_demo(tmp_path / "tinh")
    for result in (
        mkdocs(folder, SOURCE_DATE_EPOCH=typed),
        access_info(folder, "build", "--out", "site", SOURCE_DATE_EPOCH=typed),
    ):
        assert result.returncode != 0
        assert f"SOURCE_DATE_EPOCH {message}" in result.stderr
        assert "Traceback" not in result.stderr


def test_wrong_epoch_is_reported_though_the_day_is_set(tmp_path):
    folder = copy_demo(tmp_path / "tinh")
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("agencies: agencies", 'agencies: agencies\n      as_of: "2026-11-24"'), "utf-8"
    )
    result = mkdocs(folder, SOURCE_DATE_EPOCH="")
    assert result.returncode != 0
    assert "SOURCE_DATE_EPOCH để trống" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("place", [".cache", ".cache/access-info"])
@pytest.mark.parametrize("kind", ["tệp", "liên kết"])
def test_a_cache_of_another_kind_is_reported_in_vietnamese(tmp_path, place, kind):
    folder = copy_demo(tmp_path / "tinh")
    path = folder / place
    path.parent.mkdir(exist_ok=True)
    if kind == "tệp":
        path.write_text("của tôi", "utf-8")
    else:
        path.symlink_to(folder / "khong-co")
    for result in (mkdocs(folder), access_info(folder, "build", "--out", "trang")):
        assert result.returncode != 0
        assert f"“{path.as_posix()}” là một {kind}, không phải thư mục" in result.stderr
        assert "Traceback" not in result.stderr
    assert kind != "tệp" or path.read_text("utf-8") == "của tôi"


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 12 MB, where this machine lets us have one."""
    place = tmp_path / "dia-nho"
    place.mkdir()
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)]
    if mount is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("mounting a disk takes rights that this run does not have")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_named(small_disk):
    folder = small_disk / "tinh"
    copy_demo(folder)
    plain = access_info(folder, "build", "--out", "trang")
    whole = mkdocs(folder)
    for result, name in ((plain, "trang"), (whole, "site")):
        assert result.returncode != 0
        assert f"“{(folder / name).as_posix()}”: đĩa đã đầy." in result.stderr
        assert "Traceback" not in result.stderr
        assert not list(folder.glob(f".{name}-new-*"))
        assert not (folder / name).exists()


def test_folder_that_cannot_be_created_is_reported_in_vietnamese(tmp_path):
    folder = copy_demo(tmp_path / "tinh")
    (folder / "tap-tin").write_text("", encoding="utf-8")
    result = access_info(folder, "build", "--out", "tap-tin/site")
    assert result.returncode == 2
    assert "Không đọc hoặc ghi được" in result.stderr
    assert "Traceback" not in result.stderr


def test_build_refuses_a_folder_of_something_else(tmp_path):
    folder = copy_demo(tmp_path / "tinh")
    (folder / "quan-trong").mkdir()
    (folder / "quan-trong/thu.txt").write_text("giữ", encoding="utf-8")
    result = access_info(folder, "build", "--out", "quan-trong")
    assert result.returncode == 2
    assert (folder / "quan-trong/thu.txt").read_text(encoding="utf-8") == "giữ"
