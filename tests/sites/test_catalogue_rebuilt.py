"""The catalogue of a tiny province, built again: what changes it, what does not, and when there is none."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from rdflib import DCAT, DCTERMS, Graph, URIRef
from site_builds import AS_OF, access_info

from access_info.pipeline import Options, build_plain_site

ADDRESS = "https://thu.mau.example/"
DAY = datetime.date.fromisoformat(AS_OF)
HOSTILE = 'Sổ "thu <a> \\ chi"@en . ]; {x} %41'
NAMES = ("danh-muc.ttl", "danh-muc.jsonld")


def _write(folder, *, title="Thu chi", **item):
    agency = folder / "agencies/xa-mau"
    (agency / "tep").mkdir(parents=True, exist_ok=True)
    (agency / "tep/thu chi.csv").write_text("Khoản,Số\nThu,10\n", "utf-8")
    item = {
        "ma": "2026-001",
        "ten": title,
        "tep": ["thu chi.csv"],
        "ngay_cong_khai": "2026-09-05",
        **item,
    }
    files = {
        "agencies/_dia-ban.yml": {"ten": "Tỉnh Mẫu", "loai": "tinh", "giay_phep": "Ghi rõ nguồn"},
        "agencies/xa-mau/co-quan.yml": {"ten": "Ủy ban nhân dân xã Mẫu", "loai": "xa"},
        "agencies/xa-mau/cong-khai.yml": {"muc": [item]},
    }
    for name, data in files.items():
        (folder / name).write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    return folder


def _build(folder, *, day=DAY, site_url=ADDRESS, cache=False, **more):
    options = Options(
        agencies=folder / "agencies",
        as_of=day,
        site_url=site_url,
        cache=folder / ".cache/access-info" if cache else None,
        jobs=1,
        **more,
    )
    prepared = build_plain_site(options, out=folder / "site")
    assert not prepared.stops, prepared.problems
    return folder / "site"


def _contents(site):
    return [(site / name).read_bytes() for name in NAMES]


def _sets(site):
    return len(list(site.glob("**/tai-ve/*.csv")))


def test_a_new_day_changes_nothing(tmp_path):
    folder = _write(tmp_path)
    first = _contents(_build(folder))
    assert _contents(_build(folder, day=DAY + datetime.timedelta(days=9))) == first


@pytest.mark.parametrize("title", [HOSTILE, "Thu chi\nquý"])
def test_hostile_titles_come_back_whole(tmp_path, title):
    folder = _write(tmp_path, title=title)
    graph = Graph().parse(_build(folder) / NAMES[0])
    file = URIRef(f"{ADDRESS}co-quan/xa-mau/tep/{quote('thu chi.csv')}#tep")
    (dataset,) = graph.subjects(DCAT.distribution, file)
    assert str(graph.value(dataset, DCTERMS.title)) == title
    assert len(set(graph.objects(None, DCAT.dataset))) == 1 + _sets(folder / "site")


def test_a_file_of_the_same_size_is_seen_to_differ(tmp_path):
    folder = _write(tmp_path)
    _build(folder, cache=True)
    path = folder / "agencies/xa-mau/tep/thu chi.csv"
    before = path.stat()
    path.write_text("Khoản,Số\nThu,99\n", "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 10**9))
    text = (_build(folder, cache=True) / NAMES[0]).read_text("utf-8")
    assert hashlib.sha256(path.read_bytes()).hexdigest() in text


def test_withdrawn_tables_leave_the_catalogue(tmp_path):
    folder = _write(tmp_path)
    assert "thu%20chi.csv" in (_build(folder, cache=True) / NAMES[0]).read_text("utf-8")
    _write(folder, rut={"ngay": "2026-11-01", "ly_do": "Có thông tin riêng tư"})
    text = (_build(folder, cache=True) / NAMES[0]).read_text("utf-8")
    assert "thu%20chi.csv" not in text
    count = len(set(Graph().parse(data=text).objects(None, DCAT.dataset)))
    assert count == _sets(folder / "site") > 2


def test_without_an_address_there_is_none_and_a_build_says_so(tmp_path):
    folder = _write(tmp_path)
    done = access_info(folder, "build", "--out", "site", "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("không có danh mục dữ liệu") == 1
    assert not [name for name in NAMES if (folder / "site" / name).exists()]
    page = Path(folder / "site/du-lieu-mo/index.html").read_text("utf-8")
    assert 'href="../danh-muc.' not in page
    again = access_info(folder, "build", "--out", "site", "--as-of", AS_OF, "--site-url", ADDRESS)
    assert "không có danh mục dữ liệu" not in again.stderr
    assert [name for name in NAMES if (folder / "site" / name).exists()] == list(NAMES)


def test_a_lone_agency_has_a_catalogue(tmp_path):
    folder = _write(tmp_path)
    (folder / "agencies/_dia-ban.yml").write_text('ten: "Xã Mẫu"\nloai: xa\n', "utf-8")
    graph = Graph().parse(_build(folder) / NAMES[0])
    assert {str(node) for node in graph.objects(None, DCTERMS.publisher)} == {ADDRESS}
    files = {str(url) for url in graph.objects(None, DCAT.downloadURL)}
    assert f"{ADDRESS}tai-ve/cong-khai.csv" in files
    assert len(set(graph.objects(None, DCAT.dataset))) == 1 + _sets(folder / "site")


def test_a_json_file_is_named_with_its_schema(tmp_path):
    site = _build(_write(tmp_path))
    graph = Graph().parse(site / NAMES[0])
    start = f"{ADDRESS}co-quan/xa-mau/tai-ve/cong-khai"
    schemas = {}
    for file in graph.objects(None, DCAT.distribution):
        url = str(graph.value(file, DCAT.downloadURL))
        schema = graph.value(file, DCTERMS.conformsTo)
        if url.startswith(start) and schema is not None:
            loaded = json.loads((site / str(schema).removeprefix(ADDRESS)).read_text("utf-8"))
            data = json.loads((site / url.removeprefix(ADDRESS)).read_text("utf-8"))
            assert loaded["$id"] == data["$schema"] == str(schema)
            schemas[url] = str(schema)
    assert schemas == {f"{start}.json": f"{ADDRESS}tai-ve/cong-khai.schema.json"}
