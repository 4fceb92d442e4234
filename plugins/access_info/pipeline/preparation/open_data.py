"""The page that tells what can be downloaded and what every field means, and the schemas."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from access_info.exports import (
    LIST_COLUMNS,
    NEWEST_VERSION,
    Concepts,
    Dataset,
    Law,
    ListColumns,
    Party,
    json_schema,
    schema_names,
    schema_of_version1,
)
from access_info.exports.dataset import COMPARED, OF_DATA, DatasetTexts, Spatial
from access_info.exports.joined_json import shared_json
from access_info.exports.json_files import concept_columns
from access_info.exports.law_json import law_json
from access_info.exports.province_files import shared_file
from access_info.legal.packs import LawPack
from access_info.model.jurisdiction import Jurisdiction
from access_info.pages.agency.links import TITLES
from access_info.pages.province.law_pages import law_file
from access_info.pages.rendering.paths import (
    DIRECTORY,
    DOWNLOADS,
    LAWS,
    OPEN_DATA,
    Urls,
    code_addresses,
)
from access_info.pages.rendering.site import AgencySummary, SiteContext
from access_info.pipeline.preparation.page_data import jurisdiction_address


class SchemaMaker(Protocol):
    """What makes the JSON Schema of a set."""

    def __call__(
        self, kind: ListColumns, words: DatasetTexts, *, address: str = ""
    ) -> dict[str, Any]:
        """Make the schema, which will stand at an address."""


def schema_paths(site: SiteContext, kind: ListColumns) -> tuple[str, str]:
    """Return where the schemas of a list's JSON stand below the output folder: version 2, 1."""
    version = site.features.json_version if kind in LIST_COLUMNS else NEWEST_VERSION
    second, first = schema_names(kind.name, version)
    return site.urls.site(f"{DOWNLOADS}/{second}"), site.urls.site(f"{DOWNLOADS}/{first}")


def schema_addresses(site: SiteContext, kind: ListColumns) -> tuple[str, str]:
    """Return the absolute addresses of the same; "" while the site's own is unknown."""
    second, first = schema_paths(site, kind)
    root = site.urls.site_url
    return root and root + second, root and root + first


def shared_path(site: SiteContext, kind: ListColumns) -> str:
    """Return where that stands which agencies' files of a list share; "" where an agency is alone."""
    return "" if site.urls.single else site.urls.site(f"{DOWNLOADS}/{shared_file(kind.name)}")


def shared_bytes(kind: ListColumns, site: SiteContext, law: LawPack) -> bytes:
    """Write what agencies' files of a list share; nothing where an agency is alone."""
    if not shared_path(site, kind):
        return b""
    concepts = Concepts(site.framework)
    labels = {column: concepts.labels(column) for column in concept_columns(kind)}
    dataset = site_dataset(kind, site, law, title=site.texts[f"{TITLES[kind.name]}.title"])
    return shared_json(dataset, labels, code_addresses(site))


def feed_schemes(site: SiteContext) -> dict[str, Any]:
    """Return what a feed's categories of agencies stand below, and how points of the law are called."""
    urls = site.urls

    def point(code: str) -> str:
        meaning = site.framework.point(code)
        if meaning is None:
            return ""
        _, point, kind = meaning
        return kind.title if kind is not None else point.short_title

    return {
        "agencies": urls.absolute(urls.site(DIRECTORY)),
        "point": point,
    }


def schema_files(
    site: SiteContext, sets: Iterable[ListColumns] = ()
) -> Iterator[tuple[str, bytes]]:
    """Yield the JSON Schemas of each list's file: path below the output folder, content.

    That of version 1 has an address of its own, whichever version stands at the list's.

    Args:
        site: What pages share.
        sets: What the site publishes beside the two lists.
    """
    for columns in sets:
        yield _schema_file(columns, json_schema, schema_paths(site, columns)[0], site)
    for kind in LIST_COLUMNS:
        second, first = schema_paths(site, kind)
        permanent = site.urls.site(f"{DOWNLOADS}/{kind.name}.v1.schema.json")
        schemas = {
            second: json_schema,
            first: schema_of_version1,
            permanent: schema_of_version1,
        }
        for path, schema_of in schemas.items():
            yield _schema_file(kind, schema_of, path, site)


def _schema_file(
    kind: ListColumns, schema_of: SchemaMaker, path: str, site: SiteContext
) -> tuple[str, bytes]:
    address = site.urls.site_url and site.urls.site_url + path
    schema = schema_of(kind, site.texts, address=address)
    return path, f"{json.dumps(schema, ensure_ascii=False, indent=1)}\n".encode()


def law_party(law: LawPack, urls: Urls) -> Law:
    """Describe the law that a list is kept under."""
    return Law(
        identifier=law.id,
        name=law.full_name,
        verification=law.verification,
        address=urls.address(urls.site(f"{LAWS}/{law.slug}")),
    )


def law_files(site: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Yield each law's facts as a file: path below the output folder, content."""
    for law in (*site.framework.packs, *site.framework.supplements):
        page = site.urls.site(f"{LAWS}/{law.slug}")
        yield (
            site.urls.site(law_file(law)),
            law_json(law, site.urls.absolute(page), site.framework.obligations),
        )


def spatial_of(place: Jurisdiction) -> Spatial | None:
    """Return the administrative unit of a jurisdiction that says its code."""
    return Spatial(code=place.unit_code, name=place.name or "") if place.unit_code else None


def province_dataset(
    kind: ListColumns, summaries: Sequence[AgencySummary], site: SiteContext, law: LawPack
) -> Dataset:
    """Describe one list of the whole jurisdiction as a dataset."""
    _, schema_of_version1 = schema_addresses(site, kind)
    return dataclasses.replace(
        site_dataset(kind, site, law, title=site.texts[f"{TITLES[kind.name]}.title"]),
        modified_from=COMPARED if site.features.is_compared else OF_DATA,
        modified=max((summary.changed.get(kind.name, "") for summary in summaries), default=""),
        schema_of_version1=schema_of_version1,
    )


def site_dataset(kind: ListColumns, site: SiteContext, law: LawPack, *, title: str = "") -> Dataset:
    """Describe a set of the whole site, but for when it changed.

    Args:
        kind: Which.
        site: What pages share.
        law: The law in force.
        title: What it is called, without the jurisdiction; by default as its sheet is.
    """
    urls, place = site.urls, site.place
    title = title or site.texts[kind.sheet]
    page = urls.site(OPEN_DATA)
    return Dataset(
        kind=kind,
        title=f"{title} – {place.name}" if place.name else title,
        publisher=Party(
            name=place.name or site.texts["site.section"],
            address=jurisdiction_address(site),
            official_code=place.official_code or "",
        ),
        law=law_party(law, urls),
        landing_page=urls.absolute(page) or urls.address(page),
        license=place.licence or "",
        schema=schema_addresses(site, kind)[0],
        spatial=spatial_of(place),
        site=urls.site_url,
    )
