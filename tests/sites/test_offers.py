"""What a site offers beside its pages: downloads, feeds, frames, the worker, the index, bundles."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from urllib.parse import urljoin

import pytest
from list_rows import json_rows
from site_builds import ROOT, access_info, copy_demo, dead_links, digests, mkdocs, read

from access_info.loading import last_commits
from access_info.search.files import NAME_LENGTH
from access_info.shells.page import policy

AGENCY = "co-quan/xa-mau-hoa"
ATOM = "{http://www.w3.org/2005/Atom}"


def test_lists_are_offered_in_three_formats_with_the_same_rows(demo):
    folder = demo / "site" / AGENCY / "tai-ve"
    for name in ("cong-khai", "co-dieu-kien"):
        data = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        text = (folder / f"{name}.csv").read_bytes().decode("utf-8-sig")
        table = list(csv.reader(io.StringIO(text, newline="")))
        assert len(table) - 1 == len(data["items"]) > 3
        assert zipfile.ZipFile(folder / f"{name}.xlsx").testzip() is None
        ids = [row["@id"].partition("#")[2] for row in data["items"]]
        assert [row[0] for row in table[1:]] == ids
        page = read(demo / "site" / AGENCY / name / "index.html")
        assert set(ids) <= set(page.ids)


def test_province_s_catalogue_is_all_agencies_rows(demo):
    site = demo / "site"
    for name in ("cong-khai", "co-dieu-kien"):
        content = (site / f"tai-ve/{name}.json").read_bytes()
        files = sorted(site.glob(f"co-quan/*/tai-ve/{name}.json"))
        shared = json.loads((site / f"tai-ve/{name}.chung.json").read_bytes())
        own = [row for path in files for row in json_rows(path.read_bytes(), shared)]
        assert json_rows(content) == own
        whole = json.loads(content)
        assert [*whole["publishers"]] == [path.parts[-3] for path in files]
        schema = json.loads((site / f"tai-ve/{name}.schema.json").read_text(encoding="utf-8"))
        known = set(schema["properties"]["items"]["items"]["properties"])
        assert {key for row in whole["items"] for key in row} <= known
        assert set(whole) <= set(schema["properties"])


def test_the_open_data_page_leads_to_the_lists_of_parts(demo):
    page = demo / "site/du-lieu-mo/index.html"
    for name in ("cong-khai", "co-dieu-kien"):
        address = f"../tai-ve/{name}.phan.json"
        assert f'href="{address}"' in page.read_text("utf-8")
        listed = json.loads((page.parent / address).read_text("utf-8"))["distribution"]
        suffixes = ("csv", "xlsx", "json")
        assert [part["downloadURL"] for part in listed] == [f"{name}.{each}" for each in suffixes]
        for part in listed:
            assert (demo / "site/tai-ve" / part["downloadURL"]).is_file()
            assert {*part["publisher"]} == {
                path.parts[-3] for path in (demo / "site").glob(f"co-quan/*/tai-ve/{name}.csv")
            }


def test_feeds_name_what_is_new_and_link_there(demo):
    site = demo / "site"
    for path in (site / "tin.xml", site / AGENCY / "tin.xml"):
        feed = ET.parse(path).getroot()  # noqa: S314 - we wrote it
        base = feed.get("{http://www.w3.org/XML/1998/namespace}base", "")
        entries = feed.findall(f"{ATOM}entry")
        assert 5 <= len(entries) <= 200
        days = [entry.find(f"{ATOM}updated").text for entry in entries]
        assert days == sorted(days, reverse=True)
        assert max(days)[:10] <= "2026-11-24"
        for entry in entries[:5]:
            address = urljoin(base, entry.find(f"{ATOM}link").get("href"))
            page, _, anchor = address.removeprefix(
                "https://tiep-can-thong-tin.mau.example/"
            ).partition("#")
            assert anchor in read(site / page / "index.html").ids


def test_every_agency_has_a_feed_that_its_pages_name_even_without_news(demo):
    names = sorted(file.parent.name for file in (demo / "agencies").glob("[!_]*/co-quan.yml"))
    empty = set()
    for name in names:
        folder = demo / "site/co-quan" / name
        feed = ET.parse(folder / "tin.xml").getroot()  # noqa: S314 - we wrote it
        assert feed.find(f"{ATOM}updated").text
        if feed.find(f"{ATOM}entry") is None:
            empty.add(name)
        page = (folder / "index.html").read_text(encoding="utf-8")
        assert re.search(
            r'<link rel="alternate" type="application/atom\+xml"[^>]*"[./]*tin.xml">', page
        )
        assert re.search(r'<a href="[./]*tin.xml" type="application/atom\+xml">', page)
    assert {"xa-mau-lam", "xa-mau-an"} <= empty


def test_pages_say_to_machines_what_they_are(demo):
    text = (demo / "site" / AGENCY / "cong-khai/index.html").read_text(encoding="utf-8")
    blocks = [
        json.loads(block)
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    ]
    dataset = next(block for block in blocks if block["@type"] == "Dataset")
    forms = {part["encodingFormat"] for part in dataset["distribution"]}
    assert forms >= {"text/csv", "application/json"}
    overview = (demo / "site" / AGENCY / "index.html").read_text(encoding="utf-8")
    assert '"@type":"GovernmentOrganization"' in overview
    assert 'type="application/atom+xml"' in text
    home = (demo / "site/index.html").read_text(encoding="utf-8")
    assert re.search(
        r'<link rel="alternate" type="application/atom\+xml"[^>]* href="tin\.xml"', home
    )


def test_framed_pages_show_the_same_rows_and_leave_search_engines_alone(demo):
    site = demo / "site"
    for page in ("cong-khai", "co-dieu-kien", "quy-che", "dau-moi", "thong-ke", "dinh-chinh"):
        whole = read(site / AGENCY / page / "index.html")
        framed = (site / AGENCY / "nhung" / page / "index.html").read_text(encoding="utf-8")
        assert set(read(site / AGENCY / "nhung" / page / "index.html").ids) >= {
            name for name in whole.ids if re.fullmatch(r"\d{4}-.*", name)
        }
        assert '<meta name="robots" content="noindex">' in framed
        assert "data-worker" not in framed
        assert "/nhung/" not in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_worker_keeps_assets_that_exist_and_no_attachment(demo):
    site = demo / "site"
    text = (site / "sw.js").read_text(encoding="utf-8")
    assets = json.loads(re.search(r"const ASSETS = (\[.*?\]);", text)[1])
    assert "assets/access-info/access-info.css" in assets
    for name in assets:
        assert (site / name).is_file(), name
        assert name.endswith((".css", ".js", "/bieu-trung.svg"))


def test_every_page_is_guarded(demo):
    pages = list((demo / "site").rglob("*.html"))
    assert len(pages) > 300
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert text.count('http-equiv="Content-Security-Policy"') == 1, path
        assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/)", text), path
        assert not re.search(r"\son[a-z]+\s*=\s*[\"']|<style|\sstyle=", text), path


def test_the_server_sample_says_what_the_pages_cannot():
    text = (ROOT / "content/huong-dan/nginx.md").read_text(encoding="utf-8")
    assert "frame-ancestors 'none'" in text
    assert "frame-ancestors *" in text.split("nhung/", 1)[1]
    assert "frame-ancestors" not in policy("")


def test_a_changed_row_reaches_index_catalogue_and_feed(demo_copy):
    folder = demo_copy
    before = digests(folder / "site")
    path = folder / "agencies/xa-mau-hoa/cong-khai.yml"
    text = path.read_text(encoding="utf-8")
    new = (
        'muc:\n- ma: "2026-999"\n  ten: "Danh mục cây đa đầu làng"\n  ngay_cap_nhat: "2026-11-23"\n'
    )
    path.write_text(re.sub(r"^muc:\n", new, text, count=1, flags=re.M), encoding="utf-8")
    assert mkdocs(folder).returncode == 0
    after = digests(folder / "site")
    changed = {name for name in after if after[name] != before.get(name)}
    assert "tai-ve/cong-khai.json" in changed
    assert "tai-ve/co-dieu-kien.csv" not in changed
    assert "tin.xml" in changed
    index = [name for name in after if name.startswith("tim-kiem/du-lieu/")]
    assert 3 < len(changed.intersection(index)) < len(index) / 2
    others = {name.split("/")[1] for name in changed if re.match("co-quan/[a-z-]+/[a-z-]+/", name)}
    assert others == {"xa-mau-hoa"}
    texts = [(folder / "site" / name).read_text("utf-8") for name in index]
    assert any("đa đầu làng" in text for text in texts)
    # No file stays that nothing leads to: each names itself first.
    told = "".join(text[len('accessInfoIndex("') + NAME_LENGTH :] for text in texts)
    names = {name.rpartition("/")[2].removesuffix(".js") for name in index} - {"muc-luc"}
    assert [name for name in names if name not in told] == []


def test_lost_contributions_are_rebuilt(demo_copy):
    folder = demo_copy
    before = digests(folder / "site")
    (folder / ".cache/access-info/results.db").unlink()
    (folder / "agencies/xa-mau-hoa/cong-khai.yml").touch()
    assert mkdocs(folder).returncode == 0
    assert digests(folder / "site") == before


@pytest.mark.parametrize("words", [(), ("--agency", "xa-mau-hoa")])
def test_bundle_is_whole_and_asks_for_nothing(tmp_path, words):
    few = ("xa-mau-hoa", "so-y-te") if words else ()
    folder = copy_demo(tmp_path / "tinh", *few)
    result = access_info(folder, "bundle", "--out", "gói", "--zip", *words)
    assert result.returncode == 0, result.stderr
    bundle = folder / "gói"
    assert dead_links(bundle) == []
    agencies = {path.parent.name for path in bundle.glob("co-quan/*/cong-khai.html")}
    assert agencies == {"xa-mau-hoa"} if words else len(agencies) > 15
    assert (bundle / "tim-kiem/du-lieu/muc-luc.js").is_file()
    assert not (bundle / "sw.js").exists()
    assert not list(bundle.rglob("nhung"))
    for path in bundle.rglob("*.html"):
        assert not re.search(r'(?:src|href)="/', path.read_text(encoding="utf-8")), path
    with zipfile.ZipFile(folder / "gói.zip") as archive:
        assert "gói/index.html" in archive.namelist()


def test_bundle_of_an_unknown_agency_is_refused(tmp_path):
    folder = copy_demo(tmp_path / "tinh", "so-y-te")
    result = access_info(folder, "bundle", "--out", "goi", "--agency", "xa-khong-co")
    assert result.returncode == 2
    assert "Không có cơ quan “xa-khong-co”" in result.stderr
    assert not (folder / "goi").exists()


def git(folder, *words):
    name = ("-c", "user.name=Thử", "-c", "user.email=thu@mau.example")
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


def test_last_commit_of_an_agency_is_read(tmp_path):
    folder = copy_demo(tmp_path / "tinh", "so-tu-phap", "xa-mau-hoa")
    ids = ["so-tu-phap", "xa-mau-hoa"]
    assert last_commits(folder / "agencies", ids) == {}
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "dau", "--date", "2026-10-01T00:00:00+07:00")
    (folder / "agencies/so-tu-phap/dinh-chinh.yml").unlink(missing_ok=True)
    (folder / "agencies/so-tu-phap/ghi-chu.txt").write_text("x", encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "hai")
    commits = last_commits(folder / "agencies", ids)
    assert set(commits) == set(ids)
    assert commits["so-tu-phap"].id != commits["xa-mau-hoa"].id
    (folder / "agencies/so-tu-phap/ghi-chu.txt").unlink()
    assert mkdocs(folder).returncode == 0
    page = (folder / f"site/{AGENCY}/cong-khai/index.html").read_text(encoding="utf-8")
    assert f'data-commit="{commits["xa-mau-hoa"].id}"' in page
    clone = tmp_path / "nong"
    git(tmp_path, "clone", "-q", "--depth", "1", folder.as_uri(), str(clone))
    assert last_commits(clone / "agencies", ids) == {}


def test_offers_can_be_switched_off(tmp_path):
    folder = copy_demo(tmp_path / "tinh", "xa-mau-hoa", "xa-mau-an", "xa-mau-binh")
    config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    off = "".join(f"      {name}: false\n" for name in ("search", "downloads", "embed", "offline"))
    config = config.replace(
        "      whole_site: true\n", f"      whole_site: true\n{off}      languages: []\n"
    )
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    result = mkdocs(folder, "--strict")
    assert result.returncode == 0, result.stderr
    site = folder / "site"
    for name in ("tim-kiem", "tai-ve", "du-lieu-mo", "tin.xml", "en"):
        assert not (site / name).exists(), name
    # What browsers have of an earlier worker goes.
    assert "unregister" in (site / "sw.js").read_text(encoding="utf-8")
    assert not list(site.rglob("nhung")) + list(site.rglob("tai-ve")) + list(site.rglob("tin.xml"))
    assert dead_links(site) == []
    page = (site / AGENCY / "cong-khai/index.html").read_text(encoding="utf-8")
    assert "ai-search" not in page
    assert "data-worker" not in page
    assert "data-downloads" not in page
