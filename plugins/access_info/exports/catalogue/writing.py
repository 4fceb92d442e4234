"""The catalogue's files, written together while datasets are read one at a time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from access_info.exports.catalogue.json_ld import JsonLd, context_of
from access_info.exports.catalogue.profile import PREFIXES, VALUE_PREFIXES, DcatAp, value_codes
from access_info.exports.catalogue.records import CataloguedDataset, CatalogueRecord
from access_info.exports.catalogue.statements import CatalogueWriter, Resource, shared_in
from access_info.exports.catalogue.turtle import Turtle
from access_info.exports.catalogue.vocabularies import PublicVocabularies, coded_values
from access_info.exports.dataset import DatasetTexts


def write_catalogue(
    turtle: Path,
    json_ld: Path,
    catalogue: CatalogueRecord,
    datasets: Iterable[CataloguedDataset],
    texts: DatasetTexts,
    *,
    base: str,
) -> None:
    """Write the catalogue as Turtle and as JSON-LD.

    What is in memory at any time is one dataset, and the laws' points and the like that datasets refer to.

    Args:
        turtle: Where; the folder exists.
        json_ld: Where; the folder exists.
        catalogue: The catalogue.
        datasets: What it lists, in order.
        texts: The language of labels.
        base: Absolute address of the site's root.
    """
    profile = DcatAp(catalogue, PublicVocabularies(texts))
    writers: tuple[CatalogueWriter, ...] = (
        Turtle(base=base, language=catalogue.language, prefixes=PREFIXES | VALUE_PREFIXES),
        JsonLd(
            context_of(profile.descriptions, PREFIXES, catalogue.language),
            # Points of the laws have the codes that rows name them by.
            value_codes(coded_values())
            | {point.address: point.code for point in catalogue.points.values()},
        ),
    )
    described = profile.catalogue.of(catalogue)
    shared = {resource.key: resource for resource in shared_in(described)}
    modified = catalogue.modified
    with (
        turtle.open("w", encoding="utf-8", newline="\n") as first,
        json_ld.open("w", encoding="utf-8", newline="\n") as second,
    ):
        files = tuple(zip((first, second), writers, strict=True))
        for file, writer in files:
            file.writelines(writer.begin(described))
        for dataset in datasets:
            statement = profile.member(dataset)
            for value in statement.values:
                if isinstance(value, Resource):
                    for resource in shared_in(value):
                        shared.setdefault(resource.key, resource)
            modified = max(modified, dataset.record.modified)
            for file, writer in files:
                file.writelines(writer.member(described, statement))
        for file, writer in files:
            if modified:
                file.writelines(writer.member(described, profile.changed(modified)))
            file.writelines(writer.end(shared.values()))
