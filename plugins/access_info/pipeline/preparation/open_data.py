"""The page that tells what can be downloaded and what every field means, and the schemas."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from access_info.exports.columns import LIST_COLUMNS, ListColumns
from access_info.exports.dataset import COMPARED, OF_DATA, Concepts, Dataset, Law, Party, Spatial
from access_info.exports.describe import json_schema
from access_info.exports.formats import schema_name, shared_file
from access_info.exports.json_files import concept_columns, shared_json
from access_info.exports.set_rows import law_json
from access_info.legal.packs import LawPack
from access_info.model.jurisdiction import Jurisdiction
from access_info.pages.agency.links import TITLES
from access_info.pages.province.law_pages import law_file
from access_info.pages.rendering.code_addresses import code_addresses
from access_info.pages.rendering.paths import (
    DIRECTORY,
    DOWNLOADS,
    LAWS,
    OPEN_DATA,
)
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.summary import AgencySummary
from access_info.pages.rendering.urls import Urls
from access_info.pipeline.preparation.page_data import jurisdiction_address


def schema_path(site: SiteContext, kind: ListColumns) -> str:
    """Return where the schema of a list's JSON stands below the output folder."""
    return site.urls.site(f"{DOWNLOADS}/{schema_name(kind.name)}")


def schema_address(site: SiteContext, kind: ListColumns) -> str:
    """Return the absolute address of the schema; "" while the site's own is unknown."""
    return site.urls.site_url and site.urls.site_url + schema_path(site, kind)


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

    Args:
        site: What pages share.
        sets: What the site publishes beside the two lists.
    """
    for kind in (*sets, *LIST_COLUMNS):
        schema = json_schema(kind, site.texts, address=schema_address(site, kind))
        text = f"{json.dumps(schema, ensure_ascii=False, indent=1)}\n"
        yield schema_path(site, kind), text.encode()


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
    return dataclasses.replace(
        site_dataset(kind, site, law, title=site.texts[f"{TITLES[kind.name]}.title"]),
        modified_from=COMPARED if site.features.is_compared else OF_DATA,
        modified=max((summary.changed.get(kind.name, "") for summary in summaries), default=""),
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
        schema=schema_address(site, kind),
        spatial=spatial_of(place),
        site=urls.site_url,
    )
