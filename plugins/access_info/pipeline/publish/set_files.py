"""Files of the sets beside the two lists, of the whole site: from what each agency contributes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from access_info.exports.columns import ListColumns
from access_info.exports.set_columns import (
    AGENCY_COLUMNS,
    CORRECTION_COLUMNS,
    LAW_COLUMNS,
    STANDING_COLUMNS,
    STATISTICS_COLUMNS,
)
from access_info.exports.set_rows import (
    SetLines,
    SiteSetFiles,
    law_rows,
    set_lines,
    site_vocabularies,
)
from access_info.legal.packs import LawPack
from access_info.model.registry import AsOf
from access_info.pages.rendering.code_addresses import code_addresses, fact_address
from access_info.pages.rendering.paths import DOWNLOADS
from access_info.pages.rendering.site import SiteContext, law_in_force
from access_info.pipeline.preparation.open_data import site_dataset
from access_info.pipeline.preparation.prepare import Prepared


def sets_of(site: SiteContext) -> tuple[ListColumns, ...]:
    """List the sets of the whole site beside the two lists.

    Of duties there is none where the site does not tell who meets them.
    """
    judged = (STANDING_COLUMNS,) if site.features.oversight else ()
    return (AGENCY_COLUMNS, STATISTICS_COLUMNS, *judged, CORRECTION_COLUMNS, LAW_COLUMNS)


def write_set_files(
    prepared: Prepared,
    site: SiteContext,
    out: Path,
    contributed: Iterable[Mapping[str, SetLines]],
) -> Iterator[str]:
    """Write the sets of the whole site, reading each agency's contribution once.

    Args:
        prepared: The site.
        site: What pages share.
        out: The output folder.
        contributed: What each agency adds, in order.

    Yields:
        Paths of the files, below the output folder.
    """
    law = law_in_force(site.framework, AsOf(prepared.options.as_of))
    folder = site.urls.site(DOWNLOADS)
    (out / folder).mkdir(parents=True, exist_ok=True)
    publishers = _publishers(prepared, site, law)
    with contextlib.ExitStack() as files:
        written: dict[str, SiteSetFiles] = {}
        for kind in sets_of(site):
            begun = SiteSetFiles(
                out / folder,
                site_dataset(kind, site, law),
                vocabularies=site_vocabularies(kind.name, site.framework, site.form_labels),
                publishers={} if kind in {AGENCY_COLUMNS, LAW_COLUMNS} else publishers,
                concept_address=code_addresses(site),
                words=site.texts,
            )
            written[kind.name] = files.enter_context(contextlib.closing(begun))
        written[LAW_COLUMNS.name].add(_laws(site, law))
        for sets in contributed:
            for name, lines in sets.items():
                if name in written:
                    written[name].add(lines)
    yield from (f"{folder}/{name}" for each in written.values() for name in each.names)


def _laws(site: SiteContext, law: LawPack) -> SetLines:
    def address(of_law: LawPack, of: str, code: str) -> str:
        return site.urls.site_url + fact_address(site, of_law, of, code)

    rows = law_rows(site.framework, address)
    return set_lines(site_dataset(LAW_COLUMNS, site, law), rows)


def _publishers(
    prepared: Prepared, site: SiteContext, law: LawPack
) -> Mapping[str, Mapping[str, str]]:
    """Tell of each agency what files say of a publisher."""
    dataset, urls = site_dataset(AGENCY_COLUMNS, site, law), site.urls
    publishers = {}
    for name, build in prepared.builds.items():
        if build.summary is not None:
            known = {
                "@id": dataset.local(urls.address(urls.agency(name))),
                "orgIdentifier": build.summary.official_code,
                "name": build.summary.name,
            }
            publishers[name] = {key: value for key, value in known.items() if value}
    return publishers
