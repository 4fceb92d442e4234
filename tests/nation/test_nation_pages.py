"""The nation's pages, of members built for real: whole, in reach, in words, with the day of old figures."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from html import unescape

import pytest
from nation_pages_read import pages, text, written
from nation_sites import CODES, NAMES, SITE, member_part, read_nation
from site_builds import dead_links, digests, read
from web_server import Server, serving

from access_info.nation.copies import MemberStanding
from access_info.nation.pages.frame import NationPage
from access_info.nation.summary import MemberFacts

FIRST, SECOND, THIRD = (f"https://tinh-{code}.mau.example/" for code in CODES)


@pytest.fixture(scope="module")
def site(built, tmp_path_factory):
    out = tmp_path_factory.mktemp("trang") / "ca-nuoc"
    read_nation(built, tmp_path_factory.mktemp("nuoc")).write(out)
    return out


def test_every_page_is_in_reach_and_every_link_leads_somewhere(site):
    assert dead_links(site) == []
    reached, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        for link in read(site / path).links:
            if ":" not in link:
                target = (site / path).parent / link.partition("#")[0].partition("?")[0]
                file = target / "index.html" if target.is_dir() else target
                if file.suffix == ".html":
                    waiting.append(file.resolve().relative_to(site.resolve()).as_posix())
    assert reached == pages(site).keys() - {"404.html"}


def test_pages_take_nothing_from_other_hosts_and_say_where_the_reader_is(site):
    for path, page in pages(site).items():
        source = (site / path).read_text("utf-8")
        assert page.active == [], path
        canonical = [link for link in page.resources if "://" in link]
        address = SITE + path.removesuffix("index.html")
        assert canonical == ([] if path == "404.html" else [address])
        assert "default-src 'none'" in source
        assert "'unsafe" not in source, path
        assert ('aria-current="page"' in source) == (path != "index.html"), path
        others = {link for link in page.links if "://" in link}
        assert all(link.startswith((FIRST, SECOND, THIRD)) or "ngay" in link for link in others), (
            path
        )


def test_the_front_page_begins_with_a_search_and_the_provinces(site, tmp_path):
    words, home = text(site, ""), read(site / "index.html")
    assert "2/3 tỉnh, thành phố đang hiện ở đây" in words
    assert "12 cơ quan có trang" in words
    assert "12 mục trong danh mục công khai" in words
    assert all(name in words for name in NAMES)
    assert {"./tinh/01/", "./tinh/02/"} <= set(home.links)
    # No search page, nothing that leads to it.
    assert "tim-kiem" not in (site / "index.html").read_text("utf-8")
    search = NationPage(
        path="tim-kiem", kind="tim-kiem", title="Tìm", description="", content="<h1>Tìm</h1>"
    )
    out = written(
        [member_part("01", MemberFacts(), tmp_path / "01")], tmp_path / "trang", search=search
    )
    source = (out / "index.html").read_text("utf-8")
    assert (
        '<form class="ai-search" role=search aria-label="Tìm trên cả nước" action="./tim-kiem/">'
        in source
    )
    assert "../../tim-kiem/#tinh=01" in read(out / "tinh/01/index.html").links


def test_an_agency_leads_to_its_page_at_the_member(site):
    page = read(site / "tinh/01/index.html")
    assert {f"{FIRST}co-quan/xa-doi/", f"{FIRST}co-quan/xa-1/", FIRST} <= set(page.links)
    words = text(site, "tinh/01")
    assert "Ủy ban nhân dân xã Một 6 thông tin" in words
    assert words.index(" Ủy ban nhân dân xã ") < words.index(" Ủy ban nhân dân xã Một ")  # its kind


def test_old_figures_say_so_and_who_was_never_read_is_only_named(site):
    assert "Số liệu ngày 24/11/2026" in text(site, "tinh")
    words = "Không lấy được trang của Tỉnh Mẫu Hai từ ngày 25/11/2026. Đang hiện số liệu ngày 24/11/2026."
    for path in ("tinh/02", "giam-sat/tinh/02"):
        assert words in text(site, path)
    assert "Không lấy được" not in text(site, "tinh/01")
    assert "số liệu ngày 24/11/2026" in text(site, "giam-sat")
    assert not (site / "tinh/03").exists()
    named = {path for path, page in pages(site).items() if NAMES[2] in page.text}
    assert named == {"index.html", "tinh/index.html", "ket-noi/index.html"}
    state = text(site, "ket-noi")
    assert "Tỉnh Mẫu Hai ◷ Đang hiện bản cũ Không lấy được từ ngày 25/11/2026." in state
    assert "Tỉnh Mẫu Ba ✕ Chưa lấy được lần nào Không đọc được trang:" in state
    assert "chưa lần nào" in state


def test_an_expired_member_is_only_named(built, tmp_path):
    nation = read_nation(built, tmp_path / "nuoc")
    state = dataclasses.replace(nation.parts[1].state, standing=MemberStanding.EXPIRED)
    nation.parts[1] = dataclasses.replace(nation.parts[1], state=state)
    nation.write(tmp_path / "trang")
    paths = {path for path in digests(tmp_path / "trang") if "02" in path.split("/")}
    assert paths == set()
    named = {path for path, page in pages(tmp_path / "trang").items() if NAMES[1] in page.text}
    assert named == {"index.html", "tinh/index.html", "ket-noi/index.html"}
    assert "Bản cũ đã quá hạn, chỉ còn tên" in text(tmp_path / "trang", "ket-noi")


def test_equal_parts_give_equal_pages(site, built, tmp_path):
    read_nation(built, tmp_path / "nuoc").write(tmp_path / "trang")
    once = {path: sha for path, sha in digests(site).items() if path.endswith(".html")}
    again = {
        path: sha for path, sha in digests(tmp_path / "trang").items() if path.endswith(".html")
    }
    assert once == again


def test_words_are_for_readers(site):
    for path, page in pages(site).items():
        words = page.text
        assert "None" not in words, path
        assert not re.search(r"\{\w*\}|\[\[|\bundefined\b", words.replace("{shown}", "")), path
        if path not in {"du-lieu-mo/index.html", "ket-noi/index.html"}:
            assert not re.search(r"manifest|JSON|SHA-256|\.py\b", words), path


def test_examples_run_as_they_are_copied(site, tmp_path):
    """From the built page, with this machine in place of the site's address."""
    page = (site / "du-lieu-mo/index.html").read_text("utf-8")
    examples = dict(re.findall(r'data-example="(\w+)"><code>(.*?)</code>', page, re.S))
    with serving(Server(folder=site)) as server:
        here = f"http://127.0.0.1:{server.server_port}/"
        lines_of = {name: unescape(text).replace(SITE, here) for name, text in examples.items()}
        done = subprocess.run(
            ["bash", "-e", "-c", lines_of["curl"]], cwd=tmp_path, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        done = subprocess.run(
            [sys.executable, "-c", lines_of["pandas"]],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    assert done.stdout.startswith("12 dòng\n"), done.stderr
