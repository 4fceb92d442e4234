"""The corpus that golden queries are asked of: the demo's agencies, titles as real lists hold, and
the pages about all agencies, whose letters of points are words too."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

from access_info.loading import load_agency
from access_info.loading.folders import read_folder
from access_info.model.as_of import AsOf
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.agency.links import TITLES
from access_info.pages.province.directory import front_page
from access_info.pages.province.law_pages import PointPages
from access_info.pages.province.site_pages import fixed_pages, pages_of_agencies
from access_info.pipeline.incremental.agency_build import PageEntry
from access_info.pipeline.preparation.context import BuildContext, Options, read_build_context
from access_info.pipeline.preparation.open_data import open_data_page
from access_info.pipeline.publish.shared_files import site_records
from access_info.search import SearchedSite, SearchRecord, agency_records, write_index
from access_info.search.sizes import IndexSizes

HERE = Path(__file__).parent
AGENCIES = HERE.parents[1] / "agencies"
REAL = HERE.parent / "sites" / "vinh-bao" / "agencies"
AS_OF = AsOf(datetime.date(2026, 11, 24))
INVENTED = {
    "xa-an-duong": ("Xã An Dương", "xa", "Ủy ban nhân dân xã An Dương"),
    "phuong-thuy-duong": ("Phường Thủy Dương", "phuong", "Ủy ban nhân dân phường Thủy Dương"),
    "so-cong-thuong": ("Sở Công Thương", "so", "Sở Công Thương tỉnh Mẫu"),
}


def corpus() -> tuple[list[SearchRecord], dict[str, tuple[str, str]]]:
    """All records, and the name and type of each agency."""
    context, _ = read_build_context(Options(agencies=AGENCIES, as_of=AS_OF.date, languages=("en",)))
    assert context is not None
    records, agencies = _of_folders(context, sorted(AGENCIES.glob("[a-z]*/")))
    for name, (short, type_, full) in INVENTED.items():
        agencies[name] = (short, type_)
        records.append(SearchRecord(full, f"co-quan/{name}/", name, "co-quan", names=short))
    return [*records, *_titles(), *_site_pages(context)], agencies


def strangers_corpus() -> tuple[list[SearchRecord], dict[str, tuple[str, str]]]:
    """The same of the demo's agencies and a real commune: what strangers write queries for."""
    context, _ = read_build_context(Options(agencies=AGENCIES, as_of=AS_OF.date, languages=("en",)))
    assert context is not None
    folders = [*sorted(AGENCIES.glob("[a-z]*/")), *sorted(REAL.glob("[a-z]*/"))]
    records, agencies = _of_folders(context, folders)
    return [*records, *_site_pages(context)], agencies


def write_strangers_index(folder: Path) -> None:
    """Write the index of `strangers_corpus` into an existing folder."""
    records, agencies = strangers_corpus()
    site = SearchedSite(agencies=agencies, types=AGENCY_TYPES, points={})
    write_index(records, site, folder)


def write_corpus_index(folder: Path, sizes: IndexSizes) -> None:
    """Write the index of the corpus into an existing folder."""
    records, agencies = corpus()
    site = SearchedSite(agencies=agencies, types=AGENCY_TYPES, points={})
    write_index(records, site, folder, sizes=sizes)


def _of_folders(
    context: BuildContext, folders: Iterable[Path]
) -> tuple[list[SearchRecord], dict[str, tuple[str, str]]]:
    texts, urls = context.site.texts, context.urls
    pages = {page: texts[f"{key}.title"] for page, key in TITLES.items() if page}
    records: list[SearchRecord] = []
    agencies: dict[str, tuple[str, str]] = {}
    for folder in folders:
        agency = load_agency(read_folder(folder)).agency
        assert agency is not None
        agencies[agency.id] = (agency.short_name, agency.profile.type)
        records += agency_records(
            agency,
            address=lambda page, name=agency.id: urls.address(urls.agency(name, page)),
            pages=pages,
            spokesperson=texts["contact.spokesperson"],
            framework=context.framework,
            as_of=AS_OF,
        )
    return records, agencies


def _site_pages(context: BuildContext) -> list[SearchRecord]:
    pages = [
        front_page([], {}, context.site, AS_OF),
        *(
            page
            for site in (context.site, context.site_in("en"))
            for page in (*pages_of_agencies([], site, AS_OF), *fixed_pages(0, site, AS_OF))
        ),
        *PointPages([], {}, context.site).all(AS_OF),
        open_data_page([], context.site, AS_OF),
    ]
    return list(site_records(map(PageEntry.of_site, pages), context.site))


def _titles() -> Iterator[SearchRecord]:
    with (HERE / "titles.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield SearchRecord(
                row["title"],
                f"co-quan/{row['agency']}/cong-khai/#{row['id']}",
                row["agency"],
                "cong-khai",
                row["number"],
                row["date"],
                code=row["code"],
            )
