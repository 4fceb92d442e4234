"""The datasets of the whole jurisdiction in the catalogue: what they say is true of all agencies' together."""

from __future__ import annotations

import datetime
import itertools
from types import SimpleNamespace

import pytest
from imagined_agencies import Imagined
from rdflib import DCAT, DCTERMS, RDF, BNode, Graph, Namespace
from request_pages import NEW, site

from access_info.exports.catalogue.records import AgencyRecord, Contact, DatasetRecord, Publisher
from access_info.model.as_of import AsOf
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import Features
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.preparation.agency import _withheld_digest
from access_info.pipeline.preparation.agency_files import catalogued
from access_info.pipeline.publish.catalogue import (
    Datasets,
    catalogue_files,
    catalogue_record,
    following_parts,
    write_agency_part,
)

ADDRESS = "https://mau.example/"
SO = {"ten": "Sở Mẫu", "loai": "so"}
SPANS = {"a": ("2024-05-01", "2026-03-31"), "b": ("2025-01-01", "2025-12-31"), "c": ("", "")}
MODIFIED = {"a": "2026-04-02", "b": "2026-10-11", "c": ""}
POINTS = {"a": ("l01-d17k1b", "l01-d17k1a"), "b": ("l01-d17k1c",), "c": ()}


def _agency(name):
    start, end = SPANS[name]
    dataset = DatasetRecord(
        "cong-khai", "Danh mục", "Mô tả", f"{ADDRESS}{name}/", rows=2, start=start, end=end,
        modified=MODIFIED[name], points=POINTS[name],
    )  # fmt: skip
    return AgencyRecord(
        Publisher(f"{ADDRESS}{name}/", name, folder=name), Contact(name), (dataset,)
    )


@pytest.mark.parametrize("order", [*itertools.permutations(SPANS)], ids="".join)
def test_the_whole_is_from_the_first_day_to_the_last_and_about_all_points_of_any_agency(
    order, tmp_path
):
    (tmp_path / "tai-ve").mkdir()
    (tmp_path / "tai-ve/cong-khai.csv").write_text("a\n", "utf-8")
    context = site(urls=Urls(site_url=ADDRESS))
    datasets = Datasets(context, catalogue_record(context, NEW, None), tmp_path, {})
    (whole,) = datasets.of(map(_agency, order))
    assert (whole.record.start, whole.record.end) == ("2024-05-01", "2026-03-31")
    assert whole.record.rows == 2 * len(order)
    assert whole.record.modified == MODIFIED["b"]
    assert whole.record.points == ("l01-d17k1a", "l01-d17k1b", "l01-d17k1c")


def _catalogue(out, **how):
    """Write the catalogue of all agencies, each with a list; return its files as graphs."""
    for name in ("", *(f"co-quan/{name}/" for name in SPANS)):
        file = out / f"{name}tai-ve/cong-khai.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        if name and not file.exists():
            file.write_text(name, "utf-8")
    context = site(urls=Urls(site_url=ADDRESS))
    day = AsOf(datetime.date(2026, 11, 24))
    record = catalogue_record(context, NEW, None)
    paths = []
    for name, following in following_parts(context, [*SPANS], **how).items():
        paths += write_agency_part(
            *(context, record, _agency(name), out), written=Published("", {}), following=following
        )
    paths += catalogue_files(context, map(_agency, SPANS), day, out, **how)
    return {path: Graph().parse(out / path) for path in paths if "danh-muc." in path}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser
@pytest.mark.parametrize("name", ["danh-muc.ttl", "danh-muc.jsonld"])
def test_a_large_catalogue_is_divided_among_agencies_and_leads_on(tmp_path, name):
    whole = _catalogue(tmp_path / "mot")[name]
    parts = _catalogue(tmp_path / "nhieu", most=1)
    way, joined, hydra = [name], Graph(), Namespace("http://www.w3.org/ns/hydra/core#")
    for path in way:
        graph = parts[path]
        joined += graph
        # As ckanext-dcat's parser goes on.
        (here,) = graph.subjects(RDF.type, hydra.PagedCollection)
        assert str(here) == ADDRESS + path
        way += [each.removeprefix(ADDRESS) for each in graph.objects(here, hydra.next)]
    assert way == [name, *(f"co-quan/{agency}/tai-ve/{name}" for agency in SPANS)]
    for graph, other in ((joined, whole), (whole, joined)):
        alone = (
            triple for triple in graph - other if not any(isinstance(n, BNode) for n in triple)
        )
        assert {triple for triple in alone if "hydra" not in "".join(triple)} == set()
    datasets = {*whole.subjects(RDF.type, DCAT.Dataset)}
    assert datasets == {*joined.subjects(RDF.type, DCAT.Dataset)}
    (series,) = {*whole.subjects(DCTERMS.hasPart)}
    assert len({*joined.objects(series, DCTERMS.hasPart)}) == len(SPANS)

    before = {path: (tmp_path / "nhieu" / path).read_bytes() for path in parts}
    (tmp_path / "nhieu/co-quan/b/tai-ve/cong-khai.csv").write_text("khác", "utf-8")
    _catalogue(tmp_path / "nhieu", most=1)
    changed = {path for path in parts if (tmp_path / "nhieu" / path).read_bytes() != before[path]}
    assert changed == {f"co-quan/b/tai-ve/danh-muc.{form}" for form in ("ttl", "jsonld")}


def test_the_catalogue_names_no_condition_of_a_withdrawn_row():
    rows = ({"ma": "1", "loai": "d16k1"}, {"ma": "2", "loai": "d16k2", "rut": {"ly_do": "Nhầm"}})
    agency = Imagined(SO, conditional=rows).loaded("so-mau").agency
    lists = SimpleNamespace(rows={"co-dieu-kien": [*rows]}, changed={})
    context = site(urls=Urls(site_url=ADDRESS), features=Features(formats=(("csv", "CSV"),)))
    (dataset,) = catalogued(agency, context, lists).datasets
    assert dataset.points == ("l01-d16k1",)


def test_copies_of_earlier_pages_go_too_where_a_row_says_only_that_it_was_withdrawn():
    digests = {
        _withheld_digest(Imagined(SO, items=({"ma": "1", **state},)).loaded(), ())
        for state in ({}, {"tinh_trang": "da-rut"}, {"rut": {"ngay": "2026-10-01"}})
    }
    assert "" in digests
    assert len(digests) == 3
