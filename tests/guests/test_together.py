"""Our section beside many of others' plugins at once: in every theme, in the oldest Material, with other settings."""

from __future__ import annotations

import subprocess

import foreign_sites
import pytest
from foreign_plugins import ANYWHERE, GUESTS, IN_MATERIAL
from foreign_sites import LIST, PREFIX, Guest
from site_builds import read

pytestmark = pytest.mark.new_environment
# What stands in a page is seen with the usual addresses alone.
_SEEN = ("gen-files", "macros", "redirects", "mkdocstrings")
_NAV = [
    {"Chủ nhà": "index.md"},
    {"Của cơ quan": [f"{PREFIX}/index.md", {"Hỏi ở đây": f"{PREFIX}/yeu-cau.md"}]},
    {"Bài": ["bai/index.md", "bai/mot.md", f"{LIST}.md"]},
]


def laid_out(folder, names, **settings):
    guests = [GUESTS[name] for name in names]
    half = len(names) // 2
    listed = [{name: GUESTS[name].options} for name in names]
    plugins = ["search", *listed[:half], "access-info", *listed[half:]]
    foreign_sites.lay_out(folder, plugins, *guests, **settings)
    foreign_sites.keep_in_git(folder)
    return folder


def built(folder, **how):
    done = foreign_sites.build(folder, **how)
    assert done.returncode == 0, done.stdout
    return folder / "site"


def seen(site, names=_SEEN):
    return [
        name
        for name in names
        if GUESTS[name].shows in (site / GUESTS[name].page).read_text("utf-8")
    ]


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs", "terminal"])
def test_in_another_theme(theme, tmp_path):
    site = built(laid_out(tmp_path / "nha", ANYWHERE, theme={"name": theme}))
    assert foreign_sites.faults(site) == []
    assert seen(site) == [*_SEEN]


@pytest.mark.parametrize("version", ["newest", "oldest"])
def test_in_material(version, tmp_path):
    site = built(laid_out(tmp_path / "nha", IN_MATERIAL), version=version)
    assert foreign_sites.faults(site) == []
    assert seen(site, (*_SEEN, "tags", "blog")) == [*_SEEN, "tags", "blog"]


def test_in_properdocs(tmp_path):
    site = built(laid_out(tmp_path / "nha", ANYWHERE), tool=("properdocs", "build", "--strict"))
    assert foreign_sites.faults(site) == []
    assert seen(site) == [*_SEEN]


def test_with_flat_addresses(tmp_path):
    site = built(laid_out(tmp_path / "nha", ANYWHERE, use_directory_urls=False))
    assert foreign_sites.faults(site) == []
    assert f"url=../{LIST}.html#2026-001" in (site / "cu/muc.html").read_text("utf-8")


def test_without_a_prefix(tmp_path):
    names = [name for name in ANYWHERE if name not in {"gen-files", "redirects", "mkdocstrings"}]
    site = built(laid_out(tmp_path / "nha", names, our_prefix=""))
    assert foreign_sites.faults(site, prefix="", entry=True) == []


def test_a_navigation_by_hand_names_our_pages(tmp_path):
    site = built(laid_out(tmp_path / "nha", ANYWHERE, nav=_NAV))
    assert foreign_sites.faults(site) == []
    text = (site / "bai/mot/index.html").read_text("utf-8")
    links = read(site / "bai/mot/index.html").links
    # Its own title, one given by hand, and no second entry of ours.
    assert "Danh mục thông tin phải được công khai – Sở Một &lt;b&gt; &amp; con" in text
    assert "Hỏi ở đây" in text
    assert links.count(f"../../{PREFIX}/") == 1
    assert f"../../{LIST}/" in links


def test_versions_by_mike(tmp_path):
    folder = laid_out(tmp_path / "nha", ("redirects", "mike"))
    done = foreign_sites.build(folder, tool=("mike", "deploy", "1.0"))
    assert done.returncode == 0, done.stdout
    listed = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "gh-pages"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert f"1.0/{LIST}/index.html" in listed
    assert "1.0/cu/muc/index.html" in listed


# What fails without us too: plugins in order, and what is said then.
_FAIL_ALONE = {
    "privacy without a network": (
        [{"privacy": {}}],
        "unpkg.com/mermaid@11/dist/mermaid.min.js",
    ),
    "print-site before another": (
        [{"print-site": {}}, {"glightbox": {}}],
        "'print-site' should be defined as the *last* plugin",
    ),
}


@pytest.mark.parametrize("case", _FAIL_ALONE)
def test_what_fails_without_us_still_does(case, tmp_path):
    plugins, words = _FAIL_ALONE[case]
    settings = {"extra": {"polyfills": []}}
    folder = foreign_sites.lay_out(
        tmp_path, ["search", *plugins], Guest({}), ours=False, **settings
    )
    done = foreign_sites.build(folder)
    assert done.returncode == 1
    assert words in done.stdout
