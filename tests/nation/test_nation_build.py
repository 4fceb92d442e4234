"""A nation built on one machine: whole or not at all, nothing twice, nothing kept that was withdrawn."""

from __future__ import annotations

import json
import shutil

import filelock
import published_members as published
import pytest
from site_builds import digests
from small_nations import small_nation

pytestmark = pytest.mark.whole_site


@pytest.fixture(scope="module")
def finished(built, tmp_path_factory):
    """A nation that has been built once, by one process."""
    nation = small_nation(built, tmp_path_factory.mktemp("ca-nuoc"))
    done = nation.build("--jobs", "1", "--report", "lan-mot.json")
    assert done.returncode == 0, done.stderr
    return nation, done


@pytest.fixture
def nation(finished, tmp_path):
    """The same, to change at will."""
    folder = tmp_path / "ca-nuoc"
    shutil.copytree(finished[0].folder, folder, symlinks=True)
    return type(finished[0])(folder)


def looks(folder):
    """What the disk says of each file and folder: it changes if anything is written."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in [folder, *folder.rglob("*")]
    }


def test_a_site_of_all_members(finished):
    nation, done = finished
    assert "Đã dựng trang cả nước: hiện 4/4 tỉnh" in done.stdout
    assert "Tỉnh Mẫu 03 (03)" in done.stdout
    assert done.stderr == ""
    for path in ("index.html", "tim-kiem/index.html", "du-lieu/phan.json", "manifest.json"):
        assert (nation.out / path).is_file(), path
    index = json.loads((nation.out / "du-lieu/phan.json").read_bytes())
    assert {part["tinh"] for part in index["distribution"]} == {"01", "02", "03", "04"}
    listed = json.loads((nation.out / "manifest.json").read_bytes())["files"]
    there = set(digests(nation.out)) - {"manifest.json", "SHA256SUMS"}
    assert set(listed) == there


def test_the_report_covers_every_member(finished):
    report = json.loads((finished[0].folder / "lan-mot.json").read_bytes())
    assert [member["code"] for member in report["members"]] == ["01", "02", "03", "04"]
    for member in report["members"]:
        assert member["standing"] == "current"
        assert [task["task"] for task in member["tasks"]] == [
            "đọc các tỉnh",
            "tính phần của từng tỉnh",
        ]
        assert all(task["peakMemoryMiB"] > 10 for task in member["tasks"])
    assert sum(task["cpuSeconds"] for task in report["together"]) > 0


def test_more_processes_write_the_same_bytes(finished, tmp_path):
    folder = tmp_path / "ca-nuoc"
    folder.mkdir()
    shutil.copytree(finished[0].folder / "tinh", folder / "tinh")
    other = type(finished[0])(folder)
    other.write()
    assert other.build("--jobs", "3").returncode == 0
    assert digests(other.out) == digests(finished[0].out)


def test_nothing_is_written_where_nothing_changed(nation):
    assert nation.build().returncode == 0  # the copy's files are new on this disk
    before, parts = looks(nation.out), nation.parts()
    done = nation.build()
    assert done.returncode == 0
    assert "Không có gì đổi từ lần dựng trước: hiện 4/4 tỉnh" in done.stdout
    assert looks(nation.out) == before
    assert nation.parts() == parts


def test_a_site_that_somebody_changed_is_written_anew(nation):
    before = digests(nation.out)
    (nation.out / "index.html").write_text("khác", "utf-8")
    assert nation.build().returncode == 0
    assert digests(nation.out) == before


def test_another_address_of_the_site_or_of_a_member_is_in_every_page(nation):
    """Nothing of what the members publish has changed."""
    assert nation.build("--site-url", "https://khac.mau.example").returncode == 0
    page = (nation.out / "giam-sat/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://khac.mau.example/giam-sat/">' in page
    settings = nation.folder / "quoc-gia.yml"
    text = settings.read_text("utf-8").replace("https://tinh-02.", "https://tinh-hai.")
    settings.write_text(text.replace("Tỉnh Mẫu 03", "Tỉnh Mẫu Ba"), "utf-8")
    assert nation.build().returncode == 0
    page = (nation.out / "tinh/02/index.html").read_text("utf-8")
    assert "https://tinh-hai.mau.example/co-quan/xa-doi/" in page
    left = [path for path in nation.out.rglob("*.html") if b"tinh-02.mau" in path.read_bytes()]
    assert left == []
    assert "Tỉnh Mẫu Ba" in (nation.out / "tinh/03/index.html").read_text("utf-8")
    fresh = type(nation)(nation.folder)
    wanted = digests(nation.out)
    shutil.rmtree(nation.cache)
    assert fresh.build().returncode == 0
    assert digests(nation.out) == wanted


def test_only_what_changed_is_worked_out_again(nation):
    parts = nation.parts()
    published.edit(
        nation.site("02"), "cong-khai", lambda data: data["items"][0].update(title="Tên đã đổi")
    )
    assert nation.build().returncode == 0
    now = nation.parts()
    assert {code for code in parts if now[code] != parts[code]} == {"02"}


def test_who_is_no_member_any_more_is_forgotten(nation):
    nation.codes = ("01", "02")
    nation.write()
    assert nation.build().returncode == 0
    assert sorted(path.name for path in (nation.cache / "phan").iterdir()) == ["01", "02"]
    assert sorted(path.name for path in (nation.cache / "thanh-vien").iterdir()) == ["01", "02"]
    assert not (nation.out / "du-lieu" / "03").exists()


def test_a_member_that_cannot_be_read_is_named_and_shown_as_before(nation):
    shutil.rmtree(nation.site("03"))
    done = nation.build()
    assert done.returncode == 0
    assert "Tỉnh Mẫu 03 (03): Không đọc được trang: thư mục nguồn không có" in done.stderr
    assert "Trang hiện số liệu ngày 24/11/2026." in done.stderr
    assert "hiện 4/4 tỉnh" in done.stdout


def test_whatever_goes_wrong_the_last_site_stays(nation):
    before = looks(nation.out)
    published.edit(nation.site("01"), "cong-khai", lambda data: data["items"].pop())
    shutil.rmtree(nation.cache / "phan")
    (nation.cache / "phan").write_text("một tệp nằm ở chỗ của thư mục", "utf-8")
    done = nation.build()
    assert done.returncode == 2
    assert "Không đọc hoặc ghi được" in done.stderr
    assert looks(nation.out) == before
    assert not list(nation.folder.glob(".site-new-*"))


def test_a_nations_file_with_errors_is_reported_and_the_site_stays(nation):
    before = looks(nation.out)
    nation.codes = ("01", "01")
    nation.write()
    done = nation.build()
    assert done.returncode == 1
    assert "TT371" in done.stderr
    assert "Trang dựng lần trước vẫn còn nguyên." in done.stderr
    assert looks(nation.out) == before


@pytest.mark.parametrize("place", [".cache/ca-nuoc/dang-dung.lock", ".site-dang-dung.lock"])
def test_two_builds_exclude_each_other(nation, place):
    before = looks(nation.out)
    with filelock.FileLock(nation.folder / place):
        done = nation.build()
    assert done.returncode == 1
    assert "Một lệnh nation build khác đang ghi vào" in done.stderr
    assert looks(nation.out) == before


def test_a_folder_that_holds_something_else_is_not_replaced(nation):
    shutil.rmtree(nation.out)
    nation.out.mkdir()
    (nation.out / "luan-van.txt").write_text("của tôi", "utf-8")
    done = nation.build()
    assert done.returncode == 2
    assert "đang chứa thứ khác" in done.stderr
    assert (nation.out / "luan-van.txt").read_text("utf-8") == "của tôi"
