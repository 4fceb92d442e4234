"""Our pages as other plugins meet them: files and pages, that MkDocs neither reads nor writes."""

from __future__ import annotations

import json

import foreign_sites
import pytest
from foreign_sites import LIST, PREFIX
from site_builds import mkdocs

# A hook hears the same events as a plugin does.
_HOOK = """\
import json

heard = {"pages": {}, "events": [], "files": set()}


def on_files(files, config):
    heard["listed"] = [file.src_uri for file in files.documentation_pages()]
    heard["files"].add(id(files))


def on_nav(nav, config, files):
    heard["files"].add(id(files))


def on_page_markdown(markdown, page, **_):
    heard["events"].append(page.file.src_uri)


def on_env(env, config, files):
    for file in files.documentation_pages():
        if file.generated_by != "access-info":
            continue
        page = file.page
        page.content = page.content + "thêm-vào"
        heard["pages"][file.src_uri] = {
            "title": page.title,
            "url": page.url,
            "canonical_url": page.canonical_url,
            "abs_url": page.abs_url,
            "meta": page.meta,
            "anchors": sorted(page.present_anchor_ids),
            "toc": [place.url for place in page.toc],
            "content": page.content,
            "same": page is file.page and page.content == file.content_string,
        }


def on_post_build(config):
    heard["files"] = len(heard["files"])
    with open("heard.json", "w") as file:
        json.dump(heard, file)
"""


@pytest.fixture(scope="module")
def builds(tmp_path_factory):
    """What a hook heard in a first build, and in a second that renders no agency anew."""
    folder = foreign_sites.lay_out(
        tmp_path_factory.mktemp("nha"), ["search", "access-info"], hooks=["nghe.py"]
    )
    (folder / "nghe.py").write_text(_HOOK, encoding="utf-8")
    heard = []
    for _ in range(2):
        done = mkdocs(folder, "--strict", PYTHONUTF8="1")
        assert done.returncode == 0, done.stderr
        heard.append(json.loads((folder / "heard.json").read_text("utf-8")))
    return folder, *heard


def test_a_page_has_title_address_and_anchors(builds):
    _, first, _ = builds
    page = first["pages"][f"{LIST}.md"]
    assert page["title"] == "Danh mục thông tin phải được công khai – Sở Một &lt;b&gt; &amp; con"
    assert page["url"] == f"{LIST}/"
    assert page["canonical_url"] == f"{foreign_sites.SITE_URL}{LIST}/"
    assert page["abs_url"] == f"/{LIST}/"
    assert page["meta"]["title"] == page["title"]
    assert "2026-001" in page["anchors"]
    assert "#2026-001" in page["toc"]
    assert "Bảng giá &lt; đất &amp; rừng" in page["content"]
    assert first["pages"][f"{PREFIX}/index.md"]["title"] == "Tiếp cận thông tin"
    assert first["pages"][f"{PREFIX}/co-quan/so-mot/gan-vao-cong.md"]["meta"]["robots"] == "noindex"


def test_what_plugins_do_to_a_page_is_forgotten(builds):
    folder, first, _ = builds
    assert all(
        page["same"] and "thêm-vào" not in page["content"] for page in first["pages"].values()
    )
    assert "thêm-vào" not in (folder / "site" / LIST / "index.html").read_text("utf-8")


def test_mkdocs_reads_none_of_them(builds):
    _, first, _ = builds
    assert sorted(first["events"]) == ["bai/index.md", "bai/mot.md", "index.md"]
    assert set(first["pages"]) <= set(first["listed"])
    assert first["files"] == 1


def test_a_build_that_renders_nothing_shows_the_same(builds):
    _, first, second = builds
    assert second["pages"] == first["pages"]
