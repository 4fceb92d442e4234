"""The files of the catalogue and of the data package."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from access_info.exports.catalogue.data_package import (
    AGENCIES,
    PackageFile,
    package_pieces,
    table_schema,
)
from access_info.exports.catalogue.records import AgencyRecord, CatalogueRecord
from access_info.exports.catalogue.writing import write_catalogue
from access_info.exports.published_sets import PUBLISHED_SETS
from access_info.model.as_of import AsOf
from access_info.pages.rendering.paths import CATALOGUE_JSON, CATALOGUE_TURTLE, DATA_PACKAGE
from access_info.pages.rendering.site import SiteContext, law_in_force
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.publish.catalogue.about import catalogue_record
from access_info.pipeline.publish.catalogue.datasets import Datasets, table_schema_path

_PACKAGE = "tiep-can-thong-tin"


def catalogue_files(
    site: SiteContext,
    agencies: Iterable[AgencyRecord],
    as_of: AsOf,
    out: Path,
    written: Iterable[Published] = (),
) -> Iterator[str]:
    """Write the catalogue of a site whose other files are there.

    Args:
        site: What pages share.
        agencies: What each agency has in it, in order.
        as_of: The day of judgement.
        out: The output folder.
        written: What is known of files there whose hashes were taken.

    Yields:
        Paths of the files, below the output folder.
    """
    agencies = iter(agencies)
    lone = next(agencies, None) if site.urls.single is not None else None
    catalogue = catalogue_record(site, law_in_force(site.framework, as_of), lone)
    hashed = itertools.chain.from_iterable(each.sized_hashes() for each in written)
    known = {path: (size, digest) for path, size, digest in hashed}
    datasets = Datasets(site, catalogue, out, known)
    paths = [site.urls.shared(name) for name in (CATALOGUE_TURTLE, CATALOGUE_JSON)]
    for path in paths:
        (out / path).parent.mkdir(parents=True, exist_ok=True)
    turtle, json_ld = (out / path for path in paths)
    write_catalogue(
        turtle,
        json_ld,
        catalogue,
        datasets.of([lone] if lone is not None else agencies),
        site.texts,
        base=site.urls.site_url,
    )
    yield from paths
    yield from _package(site, catalogue, datasets.csv_files, out)


def _package(
    site: SiteContext, catalogue: CatalogueRecord, files: Sequence[PackageFile], out: Path
) -> Iterator[str]:
    """Write the data package of the CSV files, and the schemas of their columns."""
    names = {file.name for file in files}
    kinds = {published.name: published.columns for published in PUBLISHED_SETS}
    agencies = kinds.get(AGENCIES) if AGENCIES in names else None
    for kind in kinds.values():
        path = table_schema_path(site.urls, kind)
        schema = table_schema(kind, site.texts, agencies=agencies)
        text = json.dumps(schema, ensure_ascii=False, indent=1)
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_text(f"{text}\n", encoding="utf-8", newline="\n")
        yield path
    path = site.urls.shared(DATA_PACKAGE)
    with (out / path).open("w", encoding="utf-8", newline="\n") as package:
        package.writelines(package_pieces(catalogue, _PACKAGE, files))
    yield path
