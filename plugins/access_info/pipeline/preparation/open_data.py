"""The page that tells what can be downloaded and what every field means, and the schemas."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from access_info.exports import (
    CONDITIONAL_COLUMNS,
    DISCLOSURE_COLUMNS,
    LIST_COLUMNS,
    NEWEST_VERSION,
    Dataset,
    Download,
    Law,
    ListColumns,
    Party,
    catalog_ld,
    describe_fields,
    formats_of,
    json_schema,
    parts_file,
    schema_names,
    schema_of_version1,
)
from access_info.exports.dataset import DatasetTexts, Spatial
from access_info.exports.law_json import law_json
from access_info.exports.province_files import MOST_BYTES
from access_info.exports.published_sets import PUBLISHED_SETS
from access_info.legal.packs import LawPack
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import AsOf
from access_info.pages.agency.links import TITLES
from access_info.pages.province.checking import checking
from access_info.pages.province.law_pages import law_file
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import (
    CATALOGUE_JSON,
    CATALOGUE_TURTLE,
    DATA_CHANGES,
    DATA_CODES,
    DATA_PACKAGE,
    DIRECTORY,
    DOWNLOADS,
    FEED,
    LAWS,
    OPEN_DATA,
)
from access_info.pages.rendering.site import SiteContext, catalogue_link, law_in_force, law_line
from access_info.pages.rendering.summary import AgencySummary
from access_info.pages.rendering.urls import Urls


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
    urls, texts, place = site.urls, site.texts, site.place
    title = texts[f"{TITLES[kind.name]}.title"]
    page = urls.site(OPEN_DATA)
    schema, schema_of_version1 = schema_addresses(site, kind)
    return Dataset(
        kind=kind,
        title=f"{title} – {place.name}" if place.name else title,
        publisher=Party(
            name=place.name or texts["site.section"],
            address=urls.absolute(urls.site("")),
            official_code=place.official_code or "",
        ),
        law=law_party(law, urls),
        landing_page=urls.absolute(page) or urls.address(page),
        license=place.licence or "",
        modified=max((summary.changed.get(kind.name, "") for summary in summaries), default=""),
        schema=schema,
        schema_of_version1=schema_of_version1,
        spatial=spatial_of(place),
        site=urls.site_url,
    )


def _catalogue_links(site: SiteContext, path: str) -> dict[str, str]:
    """Return the links from a page to the catalogue's files, by what they are; none without one."""
    files = {"json": CATALOGUE_JSON, "turtle": CATALOGUE_TURTLE, "package": DATA_PACKAGE}
    if not site.has_catalogue:
        return {}
    return {
        name: site.urls.relative_file(path, site.urls.shared(file)) for name, file in files.items()
    }


def open_data_page(summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf) -> Page:
    """Render the page that tells what can be downloaded and what every field means.

    Args:
        summaries: All agencies.
        site: What pages share.
        as_of: The day of judgement.
    """
    urls, texts, place = site.urls, site.texts, site.place
    path = urls.site(OPEN_DATA)
    single = urls.single

    def href(name: str) -> str:
        file = urls.attachment(single, name) if single else urls.site(name)
        return urls.relative_file(path, file)

    filled = {
        DISCLOSURE_COLUMNS.name: any(agency.items for agency in summaries),
        CONDITIONAL_COLUMNS.name: any(agency.conditional for agency in summaries),
    }
    lists = [
        {
            "title": texts[f"{TITLES[kind.name]}.title"],
            "name": kind.name,
            "downloads": [
                (href(f"{DOWNLOADS}/{kind.name}.{form}"), label)
                for form, label in site.features.formats
                if filled[kind.name]
            ],
            "schema": urls.relative_file(path, schema_paths(site, kind)[0]),
            # An agency's own file is its only part.
            "parts": ""
            if single or not filled[kind.name]
            else href(f"{DOWNLOADS}/{parts_file(kind.name)}"),
            "fields": list(describe_fields(kind, texts)),
        }
        for kind in LIST_COLUMNS
    ]
    law = law_in_force(site.framework, as_of)
    title = texts["open_data.title"]
    description = texts["open_data.description"]
    content = (
        environment(site.language)
        .get_template("site/open_data.html.jinja")
        .render(
            page={
                "heading": title,
                "updated": None,
                "law_line": law_line(law, site.language),
            },
            place=place,
            lists=lists,
            further=list(_further(site, path)),
            checking=checking(site),
            changes=urls.relative(path, urls.site(DATA_CHANGES)),
            codes=urls.relative(path, urls.site(DATA_CODES)),
            catalogue=_catalogue_links(site, path),
            most_megabytes=MOST_BYTES // 1_000_000,
            feed=href(FEED) if urls.site_url and any(item.news for item in summaries) else "",
        )
    )
    head = ""
    if urls.site_url:
        data = catalog_ld(
            name=texts.plain("site.home_title_of", name=place.name) if place.name else title,
            description=description,
            address=urls.absolute(path),
            publisher=place.name or "",
            datasets=[
                (
                    dataclasses.replace(
                        province_dataset(kind, summaries, site, law),
                        landing_page=f"{urls.absolute(path)}#{kind.name}",
                    ),
                    texts["open_data.intro"],
                    [
                        Download(
                            address=urls.site_url + urls.site(f"{DOWNLOADS}/{kind.name}.{form}"),
                            media_type=list_format.media_type,
                        )
                        for form, list_format in formats_of(site.features.json_version).items()
                    ],
                )
                for kind in LIST_COLUMNS
                if filled[kind.name] and not single
            ],
        )
        head = f'{catalogue_link(site, path)}<script type="application/ld+json">{data}</script>'
    return Page(
        path=path, kind=OPEN_DATA, title=title, description=description, content=content, head=head
    )


def _further(site: SiteContext, path: str) -> Iterator[dict[str, object]]:
    """Describe the sets beside the two lists, which every site has; of an agency alone, its own.

    Args:
        site: What pages share.
        path: Logical path of the page that links to their files.
    """
    urls, texts = site.urls, site.texts
    for each in PUBLISHED_SETS:
        if each.is_list or (each.judged and not site.features.oversight):
            continue
        yield {
            "title": texts[each.title],
            "name": each.name,
            "description": texts[each.description],
            "downloads": [
                (urls.relative_file(path, urls.site(f"{DOWNLOADS}/{file.name}")), file.label)
                for file in each.files(NEWEST_VERSION)
            ],
            "schema": urls.relative_file(path, schema_paths(site, each.columns)[0]),
            "fields": list(describe_fields(each.columns, texts)),
        }
