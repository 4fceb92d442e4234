"""What machines read in pages joins: who publishes, in which catalogue, on what terms, which files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

BASE = "https://tiep-can-thong-tin.mau.example/"
CATALOGUE = f"{BASE}du-lieu-mo/"
# The two lists, and what is known of agencies, duties, figures, corrections and laws.
SITE_SETS = 7
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
ALTERNATE = re.compile(r'<link rel="?alternate"? type="([^"]+)" href="([^"]+)">')


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node of JSON-LD, however deep."""
    if isinstance(value, dict):
        yield value
        for member in value.values():
            yield from _nodes(member)
    elif isinstance(value, list):
        for member in value:
            yield from _nodes(member)


@pytest.fixture(scope="module")
def described(demo) -> dict[Path, list[dict[str, Any]]]:
    """What each page of the demo says to machines."""
    site = demo / "site"
    pages = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    nodes_of = {
        path.relative_to(site): [json.loads(text) for text in LD.findall(page)]
        for path, page in pages.items()
    }
    return {path: nodes for path, nodes in nodes_of.items() if nodes}


def _datasets(described: dict[Path, list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Every list under its id, with all that pages say of it; none contradicts another."""
    merged: dict[str, dict[str, Any]] = {}
    for node in _of_type(described, "Dataset"):
        known = merged.setdefault(node["@id"], {})
        assert {name: known.get(name, value) for name, value in node.items()} == node
        known |= node
    return merged


def _of_type(described: dict[Path, list[dict[str, Any]]], kind: str) -> list[dict[str, Any]]:
    return [node for node in _nodes(list(described.values())) if node.get("@type") == kind]


def _file(demo: Path, address: str) -> Path:
    assert address.startswith(BASE), address
    path, _, place = address.removeprefix(BASE).partition("#")
    file = demo / "site" / path
    file = file / "index.html" if file.is_dir() else file
    assert file.is_file(), address
    if place:
        assert re.search(rf'\bid="?{re.escape(place)}[">\s]', file.read_text("utf-8")), address
    return file


def test_every_publisher_is_described_under_its_id(described, demo):
    datasets = _datasets(described).values()
    assert len(datasets) == 27 + SITE_SETS
    organisations = {
        node["@id"]: node
        for node in _of_type(described, "GovernmentOrganization")
        if {"@id", "name"} <= set(node)
    }
    described_agencies = {
        node["@id"]: node
        for path, nodes in described.items()
        for node in nodes
        if node.get("@type") == "GovernmentOrganization"
        and _file(demo, node["@id"]).name == path.name
    }
    assert len(described_agencies) == 19
    for dataset in datasets:
        publisher = dataset["publisher"]
        assert dataset["creator"]["@id"] == publisher["@id"]
        known = described_agencies.get(publisher["@id"])
        if known is None:
            assert publisher["@id"] == f"{CATALOGUE}#noi-cung-cap"
            assert publisher["identifier"] == "H99"
        else:
            assert publisher.get("identifier") == known.get("identifier")
            assert publisher["name"] == known["name"]
    for organisation in described_agencies.values():
        parent = organisation.get("parentOrganization", {})
        assert parent.get("@id", organisation["@id"]) in organisations
    assert (
        sum("@id" in node.get("parentOrganization", {}) for node in described_agencies.values())
        >= 5
    )


def test_every_list_is_in_the_catalogue_on_terms_that_can_be_read(described, demo):
    (catalogue,) = _of_type({Path(): described[Path("du-lieu-mo/index.html")]}, "DataCatalog")[:1]
    assert catalogue["@id"] == f"{CATALOGUE}#danh-muc"
    for dataset in _datasets(described).values():
        assert dataset["includedInDataCatalog"]["@id"] == catalogue["@id"]
        assert dataset["license"] == f"{CATALOGUE}#giay-phep"
        assert dataset["spatialCoverage"]["name"] == "Tỉnh Mẫu"
        _file(demo, dataset["license"])
        _file(demo, dataset["@id"])
    assert (
        len({dataset["description"] for dataset in _datasets(described).values()}) == 27 + SITE_SETS
    )


def test_every_file_is_there_in_the_size_named(described, demo):
    downloads = _of_type(described, "DataDownload")
    assert len(downloads) == 3 * (27 + 2) + 2 * (SITE_SETS - 2)
    for download in downloads:
        size = _file(demo, download["contentUrl"]).stat().st_size
        assert download["contentSize"] == f"{size} B"


def test_lists_tell_what_they_are_about_and_since_when(described):
    by_id = _datasets(described)
    list_of_justice = by_id[f"{BASE}co-quan/so-tu-phap/cong-khai/"]
    assert 3 <= len(list_of_justice["keywords"]) <= 8
    assert re.fullmatch(r"\d{4}(-\d\d){0,2}/\d{4}(-\d\d){0,2}", list_of_justice["temporalCoverage"])
    assert sum("temporalCoverage" in node for node in by_id.values()) >= 15


def test_pages_that_search_engines_show_tell_the_way_to_them(described, demo):
    trails = {path: nodes[-1] for path, nodes in described.items()}
    for path in ("co-quan/so-tu-phap", "co-quan/so-tu-phap/co-dieu-kien", "du-lieu-mo"):
        trail = trails[Path(path, "index.html")]
        assert trail["@type"] == "BreadcrumbList"
        steps = trail["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[-1]["item"] == f"{BASE}{path}/"
        for step in steps:
            _file(demo, step["item"])
            assert step["name"]
            assert "<" not in step["name"]


def test_list_pages_and_the_page_about_open_data_lead_to_the_same_as_files(demo):
    pages = [*(demo / "site").glob("co-quan/*/cong-khai/index.html")]
    pages += [*(demo / "site").glob("co-quan/*/co-dieu-kien/index.html")]
    filled = 0
    for page in [*pages, demo / "site/du-lieu-mo/index.html"]:
        links = ALTERNATE.findall(page.read_text("utf-8"))
        kinds = [kind for kind, _ in links if kind != "application/atom+xml"]
        filled += {"text/csv", "application/json"} <= set(kinds)
        for _, href in links:
            assert (page.parent / href).is_file(), (page, href)
    assert filled == 28


def test_pages_catalogue_and_files_call_everybody_by_the_same_ids(described, demo):
    catalogue = json.loads((demo / "site/danh-muc.jsonld").read_text("utf-8"))
    (in_pages,) = _of_type({Path(): described[Path("du-lieu-mo/index.html")]}, "DataCatalog")[:1]
    assert catalogue["@id"] == in_pages["@id"]
    assert catalogue["publisher"]["@id"] == in_pages["publisher"]["@id"]
    publishers = {node["publisher"]["@id"] for node in _datasets(described).values()}
    assert publishers <= {node["publisher"]["@id"] for node in catalogue["dataset"]} == publishers
    licences = {
        node["license"] for dataset in catalogue["dataset"] for node in dataset["distribution"]
    }
    assert licences == {node["license"] for node in _datasets(described).values()}
    for path in (demo / "site").glob("**/tai-ve/*.json"):
        content = json.loads(path.read_text("utf-8"))
        if "items" in content:
            assert urljoin(BASE, content["publisher"]["@id"]) in publishers, path
            for each in content.get("publishers", {}).values():
                assert urljoin(BASE, each["@id"]) in {*publishers, *_agencies(described)}, path


def _agencies(described: dict[Path, list[dict[str, Any]]]) -> set[str]:
    return {node["@id"] for node in _of_type(described, "GovernmentOrganization") if "@id" in node}
