"""The list of a site's files with their hashes: whole, right, the same from every builder."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest
import tiny_province
from site_builds import AS_OF, SITES, access_info, copy, digests, mkdocs

from access_info.program import GENERATOR

BUILD = ("build", "--out", "site", "--site-url", "https://thu.mau.example/")
BESIDES = {"manifest.json", "SHA256SUMS"}


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    """The tiny province with its site, built by our own command."""
    folder = tiny_province.lay_out(tmp_path_factory.mktemp("tinh"))
    done = access_info(folder, *BUILD)
    assert done.returncode == 0, done.stderr
    return folder


def manifest_of(site):
    return json.loads((site / "manifest.json").read_text("utf-8"))


def assert_whole(site):
    """`sha256sum` and the manifest agree with what lies there, and leave nothing out."""
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
    )
    present = digests(site)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(present) - 1
    files = manifest_of(site)["files"]
    assert {path: entry["sha256"] for path, entry in files.items()} == {
        path: digest for path, digest in present.items() if path not in BESIDES
    }
    assert all((site / path).stat().st_size == entry["size"] for path, entry in files.items())
    assert list(files) == sorted(files)


def test_every_file_is_listed_by_both_builders(province, tmp_path):
    assert_whole(province / "site")
    folder = copy(province, tmp_path / "tinh")
    done = mkdocs(folder)
    assert done.returncode == 0, done.stderr
    assert_whole(folder / "site")


def test_the_list_names_program_laws_and_day(province):
    manifest = manifest_of(province / "site")
    assert manifest["created"] == AS_OF
    assert manifest["url"] == "https://thu.mau.example/"
    assert manifest["generator"].keys() >= {"name", "version"}
    assert manifest["generator"]["line"] == access_info(province, "--version").stdout.strip()
    assert {law["identifier"]: law["verification"] for law in manifest["laws"]}["l01"]


def test_every_page_says_which_program_made_it_and_no_more(province):
    made = re.compile(r'<meta name="generator" content="([^"]*)">')
    pages = [page for page in (province / "site").rglob("*.html") if "nhung" not in page.parts]
    assert len(pages) > 10
    said = {tuple(made.findall(page.read_text("utf-8"))) for page in pages}
    assert said == {(GENERATOR,)}


def test_cache_and_workers_leave_no_trace(province, tmp_path):
    folder = copy(province, tmp_path / "tinh")
    profile = folder / "agencies/xa-1/co-quan.yml"
    text = profile.read_text("utf-8")
    assert access_info(folder, *BUILD, "--jobs", "1").returncode == 0
    first = digests(folder / "site")
    profile.write_text(text.replace("xã 1", "xã Khác"), "utf-8")
    assert access_info(folder, *BUILD).returncode == 0
    assert digests(folder / "site") != first
    assert_whole(folder / "site")
    profile.write_text(text, "utf-8")
    assert access_info(folder, *BUILD, "--jobs", "2").returncode == 0
    assert digests(folder / "site") == first
    shutil.rmtree(folder / "site")
    assert access_info(folder, *BUILD, "--no-cache").returncode == 0
    assert digests(folder / "site") == first == digests(province / "site")


@pytest.mark.parametrize("name", sorted(BESIDES))
def test_a_changed_list_is_mended_though_nothing_else_changed(province, name):
    wanted = digests(province / "site")
    (province / "site" / name).write_text("{}", "utf-8")
    assert access_info(province, *BUILD).returncode == 0
    assert digests(province / "site") == wanted


def test_below_a_prefix_the_list_is_of_that_folder(tmp_path):
    """The other pages of a portal are its own to vouch for, and so is a list at its root."""
    folder = copy(SITES / "co-san", tmp_path / "cong")
    (folder / "docs/manifest.json").write_text("{}", "utf-8")
    done = mkdocs(folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "site/manifest.json").read_text("utf-8") == "{}"
    assert not (folder / "site/SHA256SUMS").exists()
    assert_whole(folder / "site/tiep-can-thong-tin")


def test_a_file_in_its_place_is_refused(province, tmp_path):
    folder = copy(province, tmp_path / "tinh")
    (folder / "noi-dung/manifest.json").write_text("{}", "utf-8")
    for done in (access_info(folder, *BUILD), mkdocs(folder)):
        assert done.returncode != 0
        assert "trùng địa chỉ với trang dựng từ dữ liệu" in done.stderr
        assert "manifest.json" in done.stderr
