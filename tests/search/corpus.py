"""The corpus that golden queries are asked of: the demo's agencies and titles as real lists hold."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from access_info.legal.framework import load_framework
from access_info.loading import load_agency, read_folder
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.agency_links import TITLES
from access_info.pages.texts import load_texts
from access_info.pages.urls import Urls
from access_info.search import Record, agency_records, build_index

HERE = Path(__file__).parent
AGENCIES = HERE.parents[1] / "agencies"
MADE_UP = {
    "xa-an-duong": ("Xã An Dương", "xa", "Ủy ban nhân dân xã An Dương"),
    "phuong-thuy-duong": ("Phường Thủy Dương", "phuong", "Ủy ban nhân dân phường Thủy Dương"),
    "so-cong-thuong": ("Sở Công Thương", "so", "Sở Công Thương tỉnh Mẫu"),
}


def corpus() -> tuple[list[Record], dict[str, tuple[str, str]]]:
    """All records, and the name and type of each agency."""
    framework, _ = load_framework()
    assert framework is not None
    texts, urls = load_texts(), Urls()
    pages = {page: texts[f"{key}.title"] for page, key in TITLES.items() if page}
    records: list[Record] = []
    agencies: dict[str, tuple[str, str]] = {}
    for folder in sorted(AGENCIES.glob("[a-z]*/")):
        agency = load_agency(read_folder(folder)).agency
        assert agency is not None
        agencies[agency.id] = (agency.short_name, agency.profile.type)
        records += agency_records(
            agency,
            address=lambda page, name=agency.id: urls.address(urls.agency(name, page)),
            pages=pages,
            framework=framework,
        )
    for name, (short, type_, full) in MADE_UP.items():
        agencies[name] = (short, type_)
        records.append(Record(full, f"co-quan/{name}/", name, "co-quan", words=short))
    return [*records, *_titles()], agencies


def index_files() -> dict[str, str]:
    """The index of the corpus: file name → text."""
    records, agencies = corpus()
    return dict(build_index(records, agencies=agencies, types=AGENCY_TYPES, points={}))


def _titles() -> Iterator[Record]:
    with (HERE / "titles.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield Record(
                row["title"],
                f"co-quan/{row['agency']}/cong-khai/#{row['id']}",
                row["agency"],
                "cong-khai",
                row["number"],
                row["date"],
                code=row["code"],
            )
