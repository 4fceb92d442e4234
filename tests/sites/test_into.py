"""The section inside finished sites of other generators, which are made here by their own programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from site_builds import SITES, access_info, dead_links, digests, read

HUGO_LAYOUT = """\
<!doctype html><html lang="vi"><head><meta charset="utf-8">
<title>{{ .Title }} | {{ site.Title }}</title><link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="/site.css"></head><body>
<a class="skip" href="#chinh">Bỏ qua</a>
<header><a href="{{ "/" | relURL }}">{{ site.Title }}</a><nav>{{ range site.RegularPages }}
<a href="{{ .RelPermalink }}"{{ if eq . $ }} aria-current="page"{{ end }}>{{ .Title }}</a>{{ end }}</nav></header>
<div class="noi-dung" id="chinh"><h1>{{ .Title }}</h1>{{ .Content }}</div>
<footer><img src="/dau.svg" alt="Dấu"></footer></body></html>
"""
PAGES = {"lien-he": "Liên hệ", "gioi-thieu": "Giới thiệu"}
SECTION = "tiep-can-thong-tin"


def run(program: str, *words: str, folder: Path) -> None:
    command = (Path(sys.executable).with_name(program), *words)
    result = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr


def hugo(folder: Path) -> tuple[Path, list[str]]:
    """A small site of Hugo's, its markup minified."""
    files = {
        "hugo.yaml": "baseURL: https://cong.thu.example/\ntitle: Cổng xã Thử\nrelativeURLs: true\n"
        "canonifyURLs: false\ndisableKinds: [taxonomy, term, rss]\n",
        "layouts/_default/single.html": HUGO_LAYOUT,
        "layouts/_default/list.html": HUGO_LAYOUT,
        "static/site.css": "body { margin: 0 auto; max-width: 70rem }\n",
        "static/dau.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
        "content/_index.md": "---\ntitle: Trang chủ\n---\nXin chào.\n",
        **{
            f"content/{name}.md": f"---\ntitle: {title}\n---\nChữ.\n"
            for name, title in PAGES.items()
        },
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    run("hugo", "--minify", "--quiet", folder=folder)
    return folder / "public", ["--frame", "lien-he/index.html", "--main", "#chinh"]


def zensical(folder: Path) -> tuple[Path, list[str]]:
    """A small site of Zensical's, out of a `mkdocs.yml` that names our plugin."""
    files = {
        "mkdocs.yml": "site_name: Cổng xã Thử\nsite_url: https://cong.thu.example/\n"
        "theme: {language: vi, font: false}\nplugins:\n  - search\n  - access-info:\n"
        "      agencies: agencies\n      tuy-chon-la: 1\n",
        "docs/index.md": "# Trang chủ\n\nXin chào.\n",
        **{
            f"docs/{name}.md": f"---\nhide: [toc]\n---\n# {title}\n\n## Phần một\n\nChữ.\n"
            for name, title in PAGES.items()
        },
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    run("zensical", "build", "--strict", folder=folder)
    site = folder / "site"
    # It passes over what it does not know: no page, no complaint.
    assert not (site / SECTION).exists()
    return site, ["--frame", "lien-he/index.html"]


@pytest.fixture(scope="module", params=[hugo, zensical], ids=["hugo", "zensical"])
def put_in(request, tmp_path_factory):
    """A site, what it was before, the words of the command, and how that ended."""
    folder = tmp_path_factory.mktemp(request.param.__name__) / "cổng xã"
    folder.mkdir()
    site, options = request.param(folder)
    shutil.copytree(SITES / "co-san/agencies", folder / "agencies")
    before = digests(site)
    words = ["build", "--into", site.name, *options]
    result = access_info(folder, *words)
    assert result.returncode == 0, result.stdout + result.stderr
    return site, before, words, digests(site)


def ours(site: Path) -> list[Path]:
    """Our pages, but those for other portals' frames."""
    pages = sorted((site / SECTION).rglob("*.html"))
    return [page for page in pages if "nhung" not in page.parts]


def test_no_file_of_the_host_is_changed_but_its_sitemap(put_in):
    _, before, _, after = put_in
    changed = {name for name, digest in before.items() if after.get(name) != digest}
    assert changed == {"sitemap.xml"}
    added = after.keys() - before.keys()
    folders = (f"{SECTION}/", "assets/access-info/")
    assert [name for name in added if not name.startswith(folders)] == []


def test_every_link_leads_somewhere_and_each_page_to_the_host(put_in):
    site = put_in[0]
    assert dead_links(site) == []
    pages = ours(site)
    assert len(pages) > 80
    for page in pages:
        up = "../" * len(page.relative_to(site).parent.parts)
        shown = read(page)
        links = {link.removesuffix("/") + "/" for link in shown.links}
        assert {up, f"{up}lien-he/", f"{up}gioi-thieu/"} <= links, page
        assert "noi-dung-chinh" in shown.ids
        for resource in shown.resources:
            if not resource.startswith(("/", "data:", "https:")):
                assert (page.parent / resource.partition("?")[0]).exists(), (page, resource)


def test_a_page_is_ours_within_and_the_host_s_around(put_in):
    site = put_in[0]
    page = site / SECTION / "co-quan/so-mau/index.html"
    text, shown = page.read_text("utf-8"), read(page)
    assert "Gọi." not in shown.text
    assert "Liên hệ" in shown.text
    assert 'aria-current="page">Liên hệ' not in text
    assert "Cổng xã Thử</title>" in text
    address = f"https://cong.thu.example/{SECTION}/co-quan/so-mau/"
    assert text.count('rel="canonical"') + text.count("rel=canonical") == 1
    assert address in text
    assert address in (site / "sitemap.xml").read_text("utf-8")
    assert text.count("<h1") == 1
    assert "assets/access-info/guest/access-info.css" in text


def test_a_second_run_replaces_only_what_the_first_put_in(put_in, tmp_path):
    site, _, words, after = put_in
    folder = shutil.copytree(site.parent, tmp_path / "lan hai")
    assert access_info(folder, *words).returncode == 0
    assert digests(folder / site.name) == after
    # Something of the host's beside ours stays, what is ours no more goes.
    (folder / site.name / SECTION / "ghi-chu.txt").write_text("x\n", "utf-8")
    shutil.rmtree(folder / "agencies/xa-mau")
    assert access_info(folder, *words).returncode == 0
    files = digests(folder / site.name)
    # Files of the index are named by what they hold.
    index = f"{SECTION}/tim-kiem/du-lieu/"
    assert {name for name in files if not name.startswith(index)} < {
        *(f"{SECTION}/ghi-chu.txt", *after)
    }
    assert f"{SECTION}/ghi-chu.txt" in files
    assert not [name for name in files if "co-quan/xa-mau/" in name]
    for name in files.keys() - after.keys() - {f"{SECTION}/ghi-chu.txt"}:
        assert "xa-mau" not in (folder / site.name / name).read_text("utf-8")


@pytest.fixture
def small(tmp_path):
    """A finished site of one page."""
    (tmp_path / "site").mkdir()
    page = '<head><title>A</title></head><main id="a">A</main>'
    (tmp_path / "site/index.html").write_text(page, "utf-8")
    shutil.copytree(SITES / "co-san/agencies", tmp_path / "agencies")
    return tmp_path


def into(folder, *words):
    return access_info(folder, "build", "--into", "site", *words)


def test_a_file_in_the_way_is_named_and_nothing_is_written(small):
    taken = small / "site" / SECTION / "co-quan/index.html"
    taken.parent.mkdir(parents=True)
    taken.write_text("của trang\n", "utf-8")
    before = digests(small / "site")
    result = into(small, "--frame", "index.html")
    assert result.returncode == 2
    assert f"\n  {SECTION}/co-quan/index.html\n" in result.stderr
    assert digests(small / "site") == before
    assert into(small, "--frame", "index.html", "--prefix", "cong-khai/tt").returncode == 0
    assert (small / "site/cong-khai/tt/co-quan/so-mau/index.html").is_file()
    assert taken.read_text("utf-8") == "của trang\n"
    assert dead_links(small / "site") == []


def test_an_error_in_the_data_leaves_the_site_untouched(small):
    (small / "agencies/so-mau/co-quan.yml").write_text("ten: [\n", "utf-8")
    before = digests(small / "site")
    result = into(small, "--frame", "index.html")
    assert result.returncode == 1
    assert "“site” giữ nguyên" in result.stderr
    assert digests(small / "site") == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Thiếu --frame"),
        (("--frame", "khong-co.html"), "Không có trang “khong-co.html”"),
        (("--frame", "../agencies/so-mau/co-quan.yml"), "Không có trang"),
        (("--frame", "index.html", "--main", "#b"), "không có phần tử “#b”"),
        (("--frame", "index.html", "--prefix", "Tiếp cận"), "--prefix tiep-can-thong-tin"),
        (("--frame", "index.html", "--content", "agencies"), "--content không đi với --into"),
    ],
)
def test_wrong_options_are_explained(small, words, message):
    result = into(small, *words)
    assert result.returncode == 2
    assert message in result.stderr


def test_options_of_the_frame_need_a_site(small):
    result = access_info(small, "build", "--out", "x", "--frame", "index.html")
    assert (result.returncode, "--frame chỉ đi với --into" in result.stderr) == (2, True)
