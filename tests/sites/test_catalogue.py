"""The catalogue of the demo: what portals harvest conforms, is whole, and tells the truth of each file."""

from __future__ import annotations

import collections
import csv
import hashlib
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pyshacl
import pytest
import yaml
from rdflib import DCAT, DCTERMS, FOAF, RDF, SH, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from site_builds import AS_OF, ROOT, SITES, access_info, copy

from access_info.exports.published_sets import PUBLISHED_SETS

SHAPES = ROOT / "tests/cases/exports/dcat-ap-3.0.1"
MUST = (("dcat-ap-SHACL.ttl",), ("shapes.ttl", "range.ttl"))
SITE = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["site_url"]
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
TABLES = ("csv", "xlsx", "ods")


@pytest.fixture(scope="module")
def site(demo):
    return demo / "site"


@pytest.fixture(scope="module")
def graph(site):
    return Graph().parse(site / "danh-muc.ttl")


def _shapes(names):
    shapes = Graph()
    for name in names:
        shapes.parse(SHAPES / name)
    return shapes


def _lists(site):
    return [path.with_suffix(".json") for path in site.glob("**/tai-ve/*.csv")]


def _published_tables(site):
    """Attachments that a list names, told by the lists' own files."""
    rows = (row for path in _lists(site) for row in json.loads(path.read_text("utf-8"))["items"])
    names = {unquote(name) for row in rows for name in row.get("downloadURL", ())}
    return {name for name in names if name.rpartition(".")[2] in TABLES}


def test_what_must_be_there_is_there(graph):
    for names in MUST:
        conforms, _, text = pyshacl.validate(graph, shacl_graph=_shapes(names))
        assert conforms, text


def test_every_dataset_is_catalogued(site, graph):
    """A catalogue without datasets conforms too: they are counted, from the files that are there."""
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert set(graph.objects(catalogue, DCAT.dataset)) == datasets
    tables = _published_tables(site)
    assert len(tables) >= 5
    assert len(datasets) == len(_lists(site)) + len(tables)
    files = {str(url) for url in graph.objects(None, DCAT.downloadURL)}
    assert tables <= {unquote(url) for url in files}
    assert {SITE + path.relative_to(site).as_posix() for path in _lists(site)} <= files


def test_what_should_be_there_is_nearly_all_there(graph):
    _, report, _ = pyshacl.validate(graph, shacl_graph=_shapes(("shapes_recommended.ttl",)))
    assert isinstance(report, Graph)
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    lacking = collections.defaultdict(set)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        node, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        lacking["dataset" if node in datasets else graph.value(node, RDF.type)].add((node, path))
    # Tables and conditional lists name no day on which anything in them was made.
    assert {path for _, path in lacking.pop("dataset")} == {DCTERMS.temporal}
    assert {kind: {path for _, path in results} for kind, results in lacking.items()} == {
        DCAT.Catalog: {DCTERMS.issued},
        DCTERMS.Location: {DCAT.bbox, DCAT.centroid},
        DCTERMS.LicenseDocument: {DCTERMS.type},
    }
    assert sum(map(len, lacking.values())) == 4


def _pages_and_agents(graph):
    return (set(graph.subjects(RDF.type, kind)) for kind in (FOAF.Document, FOAF.Agent))


def test_no_address_is_of_a_page_and_of_who_publishes(graph):
    pages, agents = _pages_and_agents(graph)
    assert len(agents) > 15
    assert len(pages) > 25
    assert pages & agents == set()
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    assert graph.value(graph.value(catalogue, DCTERMS.publisher), DCTERMS.identifier)


def test_nor_where_an_agency_stands_alone(tmp_path):
    copy(SITES / "vinh-bao/agencies", tmp_path / "agencies")
    result = access_info(
        tmp_path, "build", "--out", "trang", "--as-of", AS_OF, "--site-url", SITE, "--no-content"
    )
    assert result.returncode == 0, result.stderr
    graph = Graph().parse(tmp_path / "trang/danh-muc.ttl")
    pages, agents = _pages_and_agents(graph)
    assert agents == {URIRef(SITE)}
    assert URIRef(f"{SITE}du-lieu-mo/") in pages
    assert pages & agents == set()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's
def test_both_formats_say_the_same(site, graph):
    assert isomorphic(graph, Graph().parse(site / "danh-muc.jsonld", format="json-ld"))


def test_files_are_as_described(site, graph):
    distributions = set(graph.subjects(RDF.type, DCAT.Distribution))
    assert len(distributions) > 80
    for distribution in distributions:
        url = str(graph.value(distribution, DCAT.downloadURL))
        content = (site / unquote(url.removeprefix(SITE))).read_bytes()
        assert graph.value(distribution, DCAT.byteSize).toPython() == len(content)
        checksum = graph.value(distribution, SPDX.checksum)
        assert graph.value(checksum, SPDX.checksumValue) == Literal(
            hashlib.sha256(content).hexdigest(), datatype=XSD.hexBinary
        )
        ending = url.rpartition(".")[2].upper()
        assert str(graph.value(distribution, DCTERMS.format)).endswith(f"/file-type/{ending}")


def test_publishers_and_contacts_are_named(site, graph):
    office = Graph()
    for dataset in graph.subjects(RDF.type, DCAT.Dataset):
        publisher = graph.value(dataset, DCTERMS.publisher)
        assert graph.value(publisher, FOAF.name)
        assert graph.value(publisher, DCTERMS.type)
        contact = graph.value(dataset, DCAT.contactPoint)
        assert graph.value(contact, VCARD.fn)
        office.add(
            (
                publisher,
                DCTERMS.identifier,
                graph.value(publisher, DCTERMS.identifier) or Literal(""),
            )
        )
    profiles = [
        yaml.safe_load(path.read_text("utf-8")) for path in ROOT.glob("agencies/[a-z]*/co-quan.yml")
    ]
    codes = {profile["ma_dinh_danh"] for profile in profiles if profile.get("ma_dinh_danh")}
    assert codes <= {str(code) for code in office.objects(None, DCTERMS.identifier)}
    people = {
        point["nguoi"]
        for profile in profiles
        for point in profile.get("dau_moi") or ()
        if "nguoi" in point
    }
    text = (site / "danh-muc.ttl").read_text("utf-8")
    assert people
    assert not [person for person in people if person in text]


def test_the_licence_is_an_address_that_leads_to_the_terms(site, graph):
    (licence,) = set(graph.objects(None, DCTERMS.license))
    page, _, anchor = str(licence).removeprefix(SITE).partition("#")
    html = (site / page / "index.html").read_text("utf-8")
    assert f'id="{anchor}"' in html
    words = str(graph.value(licence, DCTERMS.description))
    assert words in html


def test_addresses_of_ours_lead_somewhere(site, graph):
    """Pages, points of the law, schemas, contacts: whatever a reader may follow."""
    named = {node for triple in graph for node in triple if isinstance(node, URIRef)}
    ours = {
        unquote(str(node).removeprefix(SITE).partition("#")[0])
        for node in named
        if node.startswith(SITE)
    }
    assert len(ours) > 100
    gone = [
        path
        for path in ours
        if not (site / path).is_file() and not (site / path / "index.html").is_file()
    ]
    assert gone == []


def test_themes_are_the_concepts_that_rows_name(site, graph):
    """Codes of the lists' files lead to the same addresses."""
    schemes = set(graph.objects(None, SKOS.inScheme))
    assert len(schemes) == 2
    for name, column in (("cong-khai", "subject"), ("co-dieu-kien", "accessRights")):
        content = json.loads((site / f"tai-ve/{name}.json").read_text("utf-8"))
        concepts = {SITE.rstrip("/") + each["@id"] for each in content["concepts"][column].values()}
        (dataset,) = graph.subjects(
            DCTERMS.identifier, Literal(f"{SITE}du-lieu-mo/#{name}-tap-du-lieu")
        )
        themes = {
            str(theme) for theme in graph.objects(dataset, DCAT.theme) if theme.startswith(SITE)
        }
        pages = {theme.partition("#")[0] for theme in themes}
        assert themes
        assert {concept.partition("#")[0] for concept in concepts} == pages
        if column == "accessRights":
            assert themes == concepts


def test_pages_lead_to_the_catalogue(site):
    for page, up in (("index.html", ""), ("du-lieu-mo/index.html", "../")):
        html = (site / page).read_text("utf-8")
        assert re.search(
            rf'<link rel="alternate" type="application/ld\+json"[^>]* href="{up}danh-muc.jsonld">',
            html,
        )
    html = (site / "du-lieu-mo/index.html").read_text("utf-8")
    assert '<a href="../danh-muc.jsonld">' in html
    assert '<a href="../danh-muc.ttl">' in html


def test_plain_json_readers_reach_every_row(site):
    """From one address to all rows of all agencies, with nothing but what the catalogue says."""
    catalogue = json.loads((site / "danh-muc.jsonld").read_text("utf-8"))
    rows = 0
    for dataset in catalogue["dataset"]:
        if dataset["publisher"]["@id"] == catalogue["publisher"]["@id"]:
            continue
        for file in dataset["distribution"]:
            if file["mediaType"].endswith("/text/csv") and dataset["landingPage"]["@id"].endswith(
                "/cong-khai/"
            ):
                path = site / Path(unquote(file["downloadURL"].removeprefix(SITE)))
                rows += len(list(csv.DictReader(path.read_text("utf-8-sig").splitlines())))
    with (site / "tai-ve/cong-khai.csv").open(encoding="utf-8-sig", newline="") as whole:
        assert rows == len(list(csv.DictReader(whole)))


def test_sets_of_all_agencies_are_told_by_their_schemas(site):
    """What joins several sites hard-codes the catalogue's address alone: it asks for a kind of set."""
    catalogue = json.loads((site / "danh-muc.jsonld").read_text("utf-8"))
    joint = {}
    for dataset in catalogue["dataset"]:
        if dataset["publisher"]["@id"] == catalogue["publisher"]["@id"]:
            (schema,) = dataset["conformsTo"]
            name = schema.rpartition("/")[2].removesuffix(".schema.json")
            file = next(file for file in dataset["distribution"] if file["format"] == "JSON")
            content = (site / unquote(file["downloadURL"].removeprefix(SITE))).read_text("utf-8")
            joint[name] = json.loads(content)["items"]
    assert joint.keys() == {published.name for published in PUBLISHED_SETS}
    agencies = {row["identifier"] for row in joint["co-quan"]}
    assert {row["publisher"] for row in joint["cong-khai"]} <= agencies
    assert {row["publisher"] for row in joint["tinh-trang"]} <= agencies
    assert joint["tinh-trang"]
