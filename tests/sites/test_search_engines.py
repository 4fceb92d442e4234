"""What search engines are told of a site: its sitemap and `robots.txt`, whichever way it was built."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from urllib.robotparser import RobotFileParser

import pytest
import tiny_province
from site_builds import access_info, copy, mkdocs

ROBOTS = '<meta name="robots" content="noindex">'
BASE = "https://thu.mau.example/"
URL = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAGES = {
    "gioi-thieu.md": "# Giới thiệu\n\nChuyên mục của tỉnh.\n",
    "noi-bo.md": "---\nrobots: noindex\n---\n\n# Nội bộ\n\nCho cán bộ.\n",
}


def _listed(site):
    """Day of the last change of each page in a sitemap; `None` where it tells none."""
    root = ET.fromstring((site / "sitemap.xml").read_text("utf-8"))  # noqa: S314 - of our own making
    return {url.findtext(f"{URL}loc"): url.findtext(f"{URL}lastmod") for url in root}


def _git(folder, *words, day):
    moment = f"{day}T12:00:00+07:00"
    subprocess.run(
        ["git", "-c", "user.name=Thử", "-c", "user.email=thu@mau.example", *words],
        cwd=folder,
        check=True,
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", "GIT_COMMITTER_DATE": moment, "GIT_AUTHOR_DATE": moment},
    )


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    """A small province whose hand-written pages were committed on two days."""
    folder = tiny_province.lay_out(tmp_path_factory.mktemp("tim") / "tỉnh")
    for name, text in PAGES.items():
        (folder / "noi-dung" / name).write_text(text, encoding="utf-8")
    _git(folder, "init", "-q", day="2026-10-01")
    _git(folder, "add", ".", day="2026-10-01")
    _git(folder, "commit", "-qm", "Đầu", day="2026-10-01")
    (folder / "noi-dung/gioi-thieu.md").write_text("# Giới thiệu\n\nMới.\n", encoding="utf-8")
    _git(folder, "commit", "-qam", "Sửa", day="2026-10-20")
    return folder


@pytest.fixture(scope="module")
def sites(province):
    """It, built by MkDocs and by our own command."""
    built = {
        "mkdocs": mkdocs(province, "-d", "site"),
        "ours": access_info(province, "build", "--out", "rieng", "--site-url", BASE),
    }
    for name, result in built.items():
        assert result.returncode == 0, (name, result.stderr)
    return {"mkdocs": province / "site", "ours": province / "rieng"}


def test_robots_learn_where_the_sitemap_is(sites):
    for site in sites.values():
        robots = RobotFileParser()
        robots.parse((site / "robots.txt").read_text("utf-8").splitlines())
        assert robots.site_maps() == [f"{BASE}sitemap.xml"]
        assert robots.can_fetch("*", f"{BASE}co-quan/xa-doi/")


def test_both_ways_of_building_list_the_same_pages_of_the_same_days(sites):
    listed = _listed(sites["mkdocs"])
    assert _listed(sites["ours"]) == listed
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day or "") for day in listed.values())
    assert listed[f"{BASE}gioi-thieu/"] == "2026-10-20", "the day of its last commit"
    assert listed[BASE] == "2026-10-01"
    assert f"{BASE}noi-bo/" not in listed


def test_without_a_history_days_come_from_the_data(sites, tmp_path):
    folder = copy(sites["ours"].parent, tmp_path / "sao")
    shutil.rmtree(folder / ".git")
    assert access_info(folder, "build", "--out", "moi", "--site-url", BASE).returncode == 0
    days = _listed(folder / "moi")
    assert days[f"{BASE}gioi-thieu/"] == days[f"{BASE}phap-luat/"] == days[f"{BASE}co-quan/"]
    assert {address: day for address, day in days.items() if "/co-quan/" in address} == {
        address: day for address, day in _listed(sites["ours"]).items() if "/co-quan/" in address
    }


def test_a_later_commit_alone_moves_the_day_though_the_build_remembers(province, sites):
    page = province / "noi-dung/gioi-thieu.md"
    text = page.read_text("utf-8")
    for changed in (f"{text}\nThêm.\n", text):
        page.write_text(changed, encoding="utf-8")
        _git(province, "commit", "-qam", "Sửa", day="2026-11-05")
    assert mkdocs(province, "-d", "site").returncode == 0
    assert _listed(sites["mkdocs"])[f"{BASE}gioi-thieu/"] == "2026-11-05"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param(("mau.example/", "mau.example/muc/"), None, id="below a folder of the host"),
        pytest.param((", whole_site: true", ""), None, id="in somebody's site"),
        pytest.param(("", ""), "User-agent: *\nDisallow: /\n", id="written by its owner"),
    ],
)
def test_robots_txt_is_only_written_at_the_root_of_a_host(province, tmp_path, settings, expected):
    folder = copy(province, tmp_path / "tinh")
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace(*settings), encoding="utf-8")
    if expected:
        (folder / "noi-dung/robots.txt").write_text(expected, encoding="utf-8")
    assert mkdocs(folder, "-d", "site").returncode == 0
    robots = folder / "site/robots.txt"
    assert (robots.read_text("utf-8") if robots.exists() else None) == expected
    assert not any("/noi-bo/" in address for address in _listed(folder / "site"))


def test_no_page_of_the_demo_that_asks_to_be_left_out_is_listed(demo):
    listed = _listed(demo / "site")
    assert len(listed) > 250
    for address, day in listed.items():
        page = demo / "site" / address.partition(".example/")[2] / "index.html"
        assert ROBOTS not in page.read_text("utf-8"), address
        assert day, address
