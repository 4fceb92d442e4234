"""The page that tells what can be downloaded and what every field means, and the schemas."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence

from access_info.exports import (
    CONDITIONAL_COLUMNS,
    DISCLOSURE_COLUMNS,
    FORMATS,
    LIST_COLUMNS,
    Dataset,
    Download,
    Law,
    ListColumns,
    Party,
    catalog_ld,
    describe_fields,
    json_schema,
    parts_file,
)
from access_info.exports.law_json import law_json
from access_info.exports.province_files import MOST_BYTES
from access_info.legal.packs import LawPack
from access_info.model.registry import AsOf
from access_info.pages.agency.links import TITLES
from access_info.pages.province.law_pages import law_file
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import DOWNLOADS, FEED, LAWS, OPEN_DATA
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line
from access_info.pages.rendering.summary import AgencySummary
from access_info.pages.rendering.urls import Urls


def schema_path(urls: Urls, kind: ListColumns) -> str:
    """Return where a list's JSON Schema stands below the output folder."""
    return urls.site(f"{DOWNLOADS}/{kind.name}.schema.json")


def schema_files(site: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Yield the JSON Schema of each list's file: path below the output folder, content."""
    for kind in LIST_COLUMNS:
        path = schema_path(site.urls, kind)
        address = site.urls.site_url and site.urls.site_url + path
        schema = json_schema(kind, site.texts, address=address)
        text = json.dumps(schema, ensure_ascii=False, indent=1)
        yield path, f"{text}\n".encode()


def law_files(site: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Yield each law's facts as a file: path below the output folder, content."""
    for law in (*site.framework.packs, *site.framework.supplements):
        page = site.urls.site(f"{LAWS}/{law.slug}")
        yield (
            site.urls.site(law_file(law)),
            law_json(law, site.urls.absolute(page), site.framework.obligations),
        )


def province_dataset(
    kind: ListColumns, summaries: Sequence[AgencySummary], site: SiteContext, law: LawPack
) -> Dataset:
    """Describe one list of the whole jurisdiction as a dataset."""
    urls, texts, place = site.urls, site.texts, site.place
    title = texts[f"{TITLES[kind.name]}.title"]
    page = urls.site(OPEN_DATA)
    return Dataset(
        kind=kind,
        title=f"{title} – {place.name}" if place.name else title,
        publisher=Party(name=place.name or texts["site.section"]),
        law=Law(identifier=law.id, name=law.full_name, verification=law.verification),
        landing_page=urls.absolute(page) or urls.address(page),
        license=place.licence or "",
        modified=max((summary.changed.get(kind.name, "") for summary in summaries), default=""),
        schema=urls.site_url and urls.site_url + schema_path(urls, kind),
    )


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
                (href(f"{DOWNLOADS}/{kind.name}.{form}"), form.upper())
                for form in FORMATS
                if filled[kind.name]
            ],
            "schema": urls.relative_file(path, schema_path(urls, kind)),
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
                        for form, list_format in FORMATS.items()
                    ],
                )
                for kind in LIST_COLUMNS
                if filled[kind.name] and not single
            ],
        )
        head = f'<script type="application/ld+json">{data}</script>'
    return Page(
        path=path, kind=OPEN_DATA, title=title, description=description, content=content, head=head
    )
