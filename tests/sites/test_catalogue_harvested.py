"""What CKAN makes of the demo's catalogue, told by the parser that its portals harvest with."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import yaml
from site_builds import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
import _harvester

HARVEST = """
import json, sys
from ckanext.dcat.processors import RDFParser
parser = RDFParser(profiles=["euro_dcat_ap_3"])
parser.parse(open(sys.argv[1], encoding="utf-8").read(), _format=sys.argv[2])
print(json.dumps(list(parser.datasets())))
"""
SITE = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["site_url"]


@pytest.fixture(scope="module", params=[("danh-muc.ttl", "turtle"), ("danh-muc.jsonld", "json-ld")])
def harvest(request, demo):
    """Datasets of the catalogue in one format, as CKAN would store them."""
    if not _harvester.HARVESTER.is_there():
        pytest.fail("chưa có CKAN để thử lấy danh mục: python3 scripts/test.py cài giúp")
    name, form = request.param
    done = subprocess.run(
        [_harvester.HARVESTER.python, "-W", "ignore", "-c", HARVEST, demo / "site" / name, form],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _extras(dataset):
    return {extra["key"]: extra["value"] for extra in dataset["extras"]}


def test_every_dataset_arrives(harvest, demo):
    catalogue = json.loads((demo / "site/danh-muc.jsonld").read_text("utf-8"))
    identifiers = {_extras(dataset)["identifier"] for dataset in harvest}
    assert identifiers == {dataset["identifier"] for dataset in catalogue["dataset"]}
    assert len(harvest) == len(identifiers) >= 53


def test_lists_arrive_in_three_formats_with_terms_and_contact(harvest):
    lists = [
        dataset
        for dataset in harvest
        if any(
            "/cong-khai." in file["url"] or "/co-dieu-kien." in file["url"]
            for file in dataset["resources"]
        )
    ]
    assert len(lists) >= 29
    for dataset in lists:
        assert [resource["name"].split()[-1] for resource in dataset["resources"]] == [
            "CSV",
            "XLSX",
            "JSON",
        ]
    for dataset in harvest:
        extras = _extras(dataset)
        assert extras["contact_name"]
        assert extras["contact_uri"].startswith(SITE)
        assert extras["publisher_name"]
        assert extras["frequency"]
        for resource in dataset["resources"]:
            assert resource["license"].startswith("https://")
            assert resource["download_url"].startswith(SITE)
            assert resource["hash"]
            assert resource["size"]


def test_official_codes_arrive(harvest):
    profiles = [
        yaml.safe_load(path.read_text("utf-8")) for path in ROOT.glob("agencies/[a-z]*/co-quan.yml")
    ]
    codes = {profile["ma_dinh_danh"] for profile in profiles if profile.get("ma_dinh_danh")}
    arrived = {_extras(dataset).get("publisher_identifier") for dataset in harvest}
    assert codes
    assert codes <= arrived
