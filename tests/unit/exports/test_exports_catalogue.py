"""The catalogue's writers and tables: any text comes back from both formats as it was."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from exported_lists import golden_text
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import DCAT, DCTERMS, Graph, URIRef
from rdflib.compare import isomorphic

from access_info.exports.catalogue.profile import (
    PREFIXES,
    frequency,
    publisher_kind,
    telephone,
    write_catalogue,
)
from access_info.exports.catalogue.rdf import Description, Property, Shape, context_of
from access_info.exports.catalogue.records import (
    AgencyRecord,
    CataloguedDataset,
    CatalogueRecord,
    Contact,
    DataFile,
    DatasetRecord,
    ListedCatalogue,
    Publisher,
    Referent,
    agency_record,
)
from access_info.model.vocabularies import AGENCY_KINDS, FREQUENCIES
from access_info.pages.rendering.environment import load_texts

# rdflib's own, when it reads JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
BASE = "https://tinh.mau.example/a/"
TEXTS = load_texts("vi")
HOSTILE = 'Sổ "một"\\ <a>\n\t\r\'\u2028\x7f ]] . } ; @en ^^x \x01 %0A {} 𠀀'
# Whatever a text of data may hold: no lone surrogates, which are no text.
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
NAMES = st.text(st.sampled_from("ab/:?#.%<> \"{}|\\^`đ'"), min_size=1, max_size=12)


def _catalogue(**values):
    area = Referent(address=f"{BASE}#dia-ban", name="Tỉnh Mẫu")
    given = {
        "address": f"{BASE}du-lieu-mo/#danh-muc",
        "page": BASE,
        "title": "Danh mục",
        "description": "Mọi tập",
        "publisher": Publisher(f"{BASE}#co-quan", "Tỉnh Mẫu", level="tinh"),
        "contact": Contact("Sở Mẫu", page=f"{BASE}du-lieu-mo/"),
        "law": Referent(address=f"{BASE}phap-luat/luat/", name="Luật", code="01/2026/QH16"),
        "area": area,
        "licence": Referent(
            address=f"{BASE}du-lieu-mo/#giay-phep", name="Điều kiện", words="Ghi rõ nguồn"
        ),
        "scheme": Referent(address=f"{BASE}phap-luat/#cac-diem", name="Các điểm"),
        "points": {"d1": Referent(address=f"{BASE}phap-luat/d1/", name="Điểm", code="d1")},
    }
    return CatalogueRecord(**given | values)


def _dataset(catalogue, number=0, *, title="Tập", **values):
    page = f"{BASE}co-quan/x{number}/"
    file = DataFile(
        address=f"{page}t.csv", form="csv", title="CSV", description=title, size=0, digest="ab" * 32
    )
    given = {
        "address": f"{page}#tap-du-lieu",
        "record": DatasetRecord(
            "cong-khai", title, title, page, points=("d1", "lạ"), keywords=(title,)
        ),
        "publisher": Publisher(page, title, code=title, folder="x"),
        "contact": Contact(title, phone="0298 3812 005", email=title, page=page),
        "files": (file,),
    }
    return CataloguedDataset(**given | values)


def _written(catalogue, datasets):
    with tempfile.TemporaryDirectory() as folder:
        turtle, json_ld = Path(folder, "a.ttl"), Path(folder, "a.jsonld")
        write_catalogue(turtle, json_ld, catalogue, datasets, TEXTS, base=BASE)
        graph = Graph().parse(turtle)
        assert isomorphic(graph, Graph().parse(json_ld, format="json-ld"))
        return graph, json.loads(json_ld.read_text("utf-8"))


@settings(deadline=None, max_examples=40)
@given(WORDS)
@example(HOSTILE)
@example('\'"""\'')
def test_any_text_comes_back_from_both_formats(text):
    catalogue = _catalogue(title=text)
    graph, loaded = _written(catalogue, [_dataset(catalogue, title=text)])
    (dataset,) = graph.objects(None, DCAT.dataset)
    assert str(graph.value(dataset, DCTERMS.title)) == text
    assert graph.value(dataset, DCTERMS.title).language == "vi"
    assert [str(word) for word in graph.objects(dataset, DCAT.keyword)] == [text]
    assert loaded["title"] == loaded["dataset"][0]["title"] == text
    assert graph.value(dataset, DCAT.theme / DCTERMS.title) is None


@settings(deadline=None, max_examples=60)
@given(NAMES)
@example("../../x")
@example("a:b/c")
@example("//x")
@example("?q#f")
@example(".")
def test_any_address_comes_back_absolute(name):
    """What is left out of addresses of ours is put before them again; what none may hold is encoded."""
    catalogue = _catalogue()
    address = BASE + name
    graph, loaded = _written(catalogue, [_dataset(catalogue, address=address)])
    (dataset,) = graph.objects(None, DCAT.dataset)
    encoded = "".join(f"%{ord(sign):02X}" if sign in '<> "{}|\\^`' else sign for sign in address)
    assert dataset == URIRef(encoded)
    assert loaded["dataset"][0]["@id"] == encoded


def test_shared_resources_are_described_once():
    """Publishers, points and the like are described once, however many datasets refer to them."""
    catalogue = _catalogue()
    datasets = [_dataset(catalogue, number, publisher=catalogue.publisher) for number in range(3)]
    with tempfile.TemporaryDirectory() as folder:
        turtle, json_ld = Path(folder, "a.ttl"), Path(folder, "a.jsonld")
        write_catalogue(turtle, json_ld, catalogue, iter(datasets), TEXTS, base=BASE)
        text = turtle.read_text("utf-8")
        shared = json.loads(json_ld.read_text("utf-8"))["@included"]
    assert text.count("a foaf:Agent") == 1
    assert text.count('skos:prefLabel "Điểm"@vi') == 1
    addresses = [resource["@id"] for resource in shared]
    assert len(addresses) == len(set(addresses))
    assert f"{BASE}phap-luat/d1/" in addresses


def test_golden(tmp_path):
    """Every property of a catalogue, of its datasets and files; the other format says the same."""
    base = _catalogue()
    catalogue = _catalogue(
        review_days=180,
        modified="2026-10-02",
        licence=Referent(address=f"{BASE}#giay-phep", name="Điều kiện", words="Ghi rõ nguồn"),
        catalogues=(
            ListedCatalogue(
                address=f"{BASE}khac/#danh-muc",
                page=f"{BASE}khac/",
                title="Danh mục khác",
                description="Của nơi khác",
                publisher=Publisher(f"{BASE}khac/#co-quan", "Tỉnh Khác", "H98", "tinh"),
            ),
        ),
    )
    record = DatasetRecord(
        "cong-khai",
        "Thông tin công khai",
        "Mọi mục",
        f"{BASE}co-quan/x0/cong-khai/",
        rows=12,
        issued="2026-09-01",
        modified="2026-10-01",
        start="2026-01-05",
        end="2026-10-09",
        frequency="hang-quy",
        points=("d1",),
        keywords=("Kế hoạch", "Ngân sách"),
    )
    table = DatasetRecord(
        "tep/thu-chi.csv", "Thu chi", "Một bảng", f"{BASE}co-quan/x1/", start="2026-01-01"
    )
    file = DataFile(
        address=f"{BASE}x0/t.json.gz",
        form="json",
        title="JSON",
        description="Một tệp",
        size=120,
        digest="cd" * 32,
        schema=f"{BASE}luoc-do.json",
        is_packed=True,
    )
    datasets = [
        _dataset(
            base,
            record=record,
            publisher=Publisher(f"{BASE}co-quan/x0/", "Xã Mẫu", "H99.01", "xa", "x0"),
            contact=Contact("Văn phòng", "0298 3812 005", "vp@mau.example", f"{BASE}dau-moi/"),
            files=(file, *_dataset(base).files),
        ),
        _dataset(base, 1, record=table, publisher=Publisher(f"{BASE}x1/", "Bệnh viện Mẫu")),
    ]
    turtle, json_ld = tmp_path / "a.ttl", tmp_path / "a.jsonld"
    write_catalogue(turtle, json_ld, catalogue, datasets, TEXTS, base=BASE)
    golden_text(Path(__file__).parent / "golden" / "danh-muc.ttl", turtle.read_text("utf-8"))
    assert isomorphic(Graph().parse(turtle), Graph().parse(json_ld, format="json-ld"))


def test_a_catalogue_of_nothing_is_whole():
    graph, loaded = _written(_catalogue(licence=None), [])
    assert list(graph.objects(None, DCAT.dataset)) == []
    assert loaded["@type"] == "Catalog"


def test_the_last_change_of_any_dataset_is_the_catalogues():
    catalogue = _catalogue()
    days = ["2026-01-02", "", "2026-03-04", "2025-12-31"]
    datasets = [
        _dataset(catalogue, n, record=DatasetRecord("a", "a", "a", BASE, modified=day))
        for n, day in enumerate(days)
    ]
    _, loaded = _written(catalogue, datasets)
    assert loaded["modified"] == "2026-03-04"


def test_a_record_comes_back_from_what_json_wrote():
    record = AgencyRecord(
        Publisher("a", "b", "c", "xa", "d"),
        Contact("e"),
        (DatasetRecord("a", "b", "c", "d", 5, points=("p",), keywords=("k", "l")),),
    )
    assert agency_record(json.loads(json.dumps(record))) == record


def test_every_code_of_ours_has_a_word_of_theirs():
    assert all(frequency(code, 0) for code in FREQUENCIES)
    kinds = {kind.id: publisher_kind(kind.level or "", TEXTS) for kind in AGENCY_KINDS.values()}
    assert kinds["xa"].address.endswith("/LocalAuthority")
    assert kinds["so"].address.endswith("/RegionalAuthority")
    assert kinds["trung-uong"].address.endswith("/NationalAuthority")


@pytest.mark.parametrize(
    ("code", "days", "expected"),
    [
        ("hang-quy", 180, "QUARTERLY"),
        ("", 180, "ANNUAL_2"),
        ("", 1, "DAILY"),
        ("", 365, "ANNUAL"),
        ("theo yêu cầu", 30, "MONTHLY"),
        ("", 0, ""),
    ],
)
def test_how_often_comes_from_rows_and_else_from_the_policy(code, days, expected):
    assert frequency(code, days) == expected


@pytest.mark.parametrize(
    ("written", "address"),
    [("0298 3812 005", "tel:02983812005"), ("+84 298.3812", "tel:+842983812"), ("gọi <a>", "")],
)
def test_a_telephone_number_as_an_address(written, address):
    assert telephone(written) == address


def test_two_properties_may_not_share_a_name():
    rows = [Property(term, Shape.WORDS, "x", name="title") for term in ("dct:title", "foaf:name")]
    described = Description("dcat:Dataset", tuple(rows))
    with pytest.raises(ValueError, match="title"):
        context_of([described], PREFIXES, "vi")
