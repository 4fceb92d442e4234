"""One site from three builders: MkDocs, ProperDocs and our own command, hand-written pages included."""

from __future__ import annotations

import base64
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from search_index import node
from site_builds import AS_OF, SITES, access_info, dead_links, mkdocs, run

pytestmark = pytest.mark.whole_site

SETTINGS = f"""\
site_name: "Tiếp cận thông tin – Tỉnh Mẫu"
site_description: "Thông tin của các cơ quan"
site_url: https://mau.example/
docs_dir: content
nav:
  - "Trang đầu": index.md
  - "Hướng dẫn":
      - huong-dan/index.md
      - "Trước khi đăng": huong-dan/truoc-khi-dang.md
theme:
  name: material
  language: vi
  font: false
plugins:
  - access-info:
      whole_site: true
      layout: many
      as_of: "{AS_OF}"
markdown_extensions:
  - attr_list
  - toc: {{permalink: false}}
"""
HOME = """\
---
title: Tiếp cận thông tin
description: Trang đầu của tỉnh Mẫu
---

# Tiếp cận thông tin

Tìm ở [danh sách cơ quan](co-quan/index.md), hoặc đọc [hướng dẫn](huong-dan/index.md) và
[bảng](huong-dan/truoc-khi-dang.md#bang). Xem [mục của sở](co-quan/so-mau/cong-khai.md), [luật](phap-luat/index.md).
"""
GUIDE = """\
# Hướng dẫn {#dau}

Cho người nhập & người duyệt: <em>chữ HTML</em>. [Về trang đầu](../index.md).
"""
PAGE = """\
---
title: Điều cần biết
robots: noindex
---

# Trước khi đăng

Gửi cho <mau@mau.example> hoặc xem [hướng dẫn](index.md#dau).

![Một ô vuông xanh](hinh/o vuông.png){ width=40 height=40 }

## Bảng { #bang }

| việc | hạn |
|---|---:|
| đăng | 5 ngày |

```yaml
ten: "a < b"
```
"""
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_COMPARED = ("href", "id", "src", "alt", "colspan", "aria-label", "aria-current")


class _MainPart(HTMLParser):
    """What stands in a page's `main`: text, links, ids, pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.words: list[str] = []
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        self.inside |= tag == "main"
        values = dict(attrs)
        if self.inside:
            self.attributes += [(name, values[name]) for name in _COMPARED if values.get(name)]

    def handle_endtag(self, tag):
        self.inside &= tag != "main"

    def handle_data(self, data):
        if self.inside:
            self.words.append(data)


def _main_part(page: Path) -> tuple[str, list[tuple[str, str]]]:
    part = _MainPart()
    part.feed(page.read_text("utf-8"))
    return " ".join(" ".join(part.words).split()), part.attributes


def _main_parts(site: Path) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    return {
        page.relative_to(site).as_posix(): _main_part(page)
        for page in sorted(site.rglob("index.html"))
    }


@pytest.fixture(scope="module")
def sites(tmp_path_factory) -> dict[str, Path]:
    """The site as each of the three builds it."""
    folder = tmp_path_factory.mktemp("same") / "tỉnh"
    shutil.copytree(SITES / "co-san" / "agencies", folder / "agencies")
    (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    content = {
        "index.md": HOME,
        "huong-dan/index.md": GUIDE,
        "huong-dan/truoc-khi-dang.md": PAGE,
    }
    for name, text in content.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    picture = folder / "content/huong-dan/hinh/o vuông.png"
    picture.parent.mkdir()
    picture.write_bytes(PIXEL)
    ours = ("build", "--out", "ours", "--layout", "many", "--as-of", AS_OF)
    built = {
        "mkdocs": mkdocs(folder, "--strict", "-d", "mkdocs"),
        # A process of its own: what it brings takes MkDocs's place in every import.
        "properdocs": run(
            "properdocs", "build", "--strict", "-d", "properdocs", cwd=folder, PYTHONUTF8="1"
        ),
        "ours": access_info(folder, *ours, "--site-url", "https://mau.example"),
    }
    for name, result in built.items():
        assert result.returncode == 0, (name, result.stdout, result.stderr)
    assert "Trang viết tay" not in built["ours"].stderr
    return {name: folder / name for name in built}


def test_properdocs_builds_the_same_files(sites):
    names = {
        site: {path.relative_to(sites[site]) for path in sites[site].rglob("*")} for site in sites
    }
    assert names["properdocs"] == names["mkdocs"]
    differing = [
        name.as_posix()
        for name in sorted(names["mkdocs"])
        if (sites["mkdocs"] / name).is_file()
        and (sites["mkdocs"] / name).read_bytes() != (sites["properdocs"] / name).read_bytes()
        and name.suffix != ".gz"
    ]
    assert differing == []


def test_our_own_command_builds_the_same_pages(sites):
    theirs, ours = _main_parts(sites["mkdocs"]), _main_parts(sites["ours"])
    assert list(ours) == list(theirs)
    for name, part in theirs.items():
        assert part[0], name
        assert ours[name] == part, name


def test_hand_written_pages_are_reached_found_and_whole(sites):
    site = sites["ours"]
    assert dead_links(site) == []
    assert (site / "huong-dan/hinh/o vuông.png").read_bytes() == PIXEL
    page = (site / "huong-dan/truoc-khi-dang/index.html").read_text("utf-8")
    assert "<title>Trước khi đăng – " in page, "the navigation's title wins"
    assert '<a href="./" aria-current="page">Trước khi đăng</a>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert 'content="Thông tin của các cơ quan"' in page
    agency = (site / "co-quan/so-mau/index.html").read_text("utf-8")
    assert 'href="../../huong-dan/"' in agency
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert "<loc>https://mau.example/huong-dan/</loc>" in sitemap
    assert "truoc-khi-dang" not in sitemap


@pytest.mark.parametrize("builder", ["mkdocs", "ours"])
def test_our_search_leaves_out_pages_that_ask_for_no_index(sites, builder, tmp_path):
    index = shutil.copytree(sites[builder] / "tim-kiem/du-lieu", tmp_path / "du-lieu")
    queries = [{"q": "hướng dẫn"}, {"q": "trước khi đăng"}]
    guide, hidden = node(index, {"queries": queries})["answers"]
    assert "huong-dan/" in guide["ids"]
    assert "huong-dan/truoc-khi-dang/" not in guide["ids"] + hidden["ids"]
