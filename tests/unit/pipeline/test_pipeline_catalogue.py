"""The datasets of the whole jurisdiction in the catalogue: what they say is true of all agencies' together."""

from __future__ import annotations

import itertools
from types import SimpleNamespace

import pytest
from imagined_agencies import Imagined
from request_pages import NEW, site

from access_info.exports.catalogue.records import AgencyRecord, Contact, DatasetRecord, Publisher
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import Features
from access_info.pipeline.preparation.agency import _withheld_digest
from access_info.pipeline.preparation.agency_files import catalogued
from access_info.pipeline.publish.catalogue import Datasets, catalogue_record

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
