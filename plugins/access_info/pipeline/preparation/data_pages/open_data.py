"""The page about open data: each file with its rows, day, size and first lines, and how to use it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

from access_info.exports.describe import describe_fields
from access_info.exports.follower_files import CHANGES_FILE
from access_info.exports.formats import MAX_BYTES
from access_info.exports.tables import SEPARATOR, table_columns
from access_info.model.declarations.date_words import vn_date
from access_info.model.lists import DISCLOSURE
from access_info.model.registry import AsOf
from access_info.pages.province.checking import checking
from access_info.pages.province.law_pages import law_file
from access_info.pages.province.open_data_examples import Example, examples
from access_info.pages.rendering.environment import environment
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import (
    CATALOGUE_JSON,
    CATALOGUE_TURTLE,
    DATA_CHANGES,
    DATA_CODES,
    DATA_PACKAGE,
    DOWNLOADS,
    FEED,
    OPEN_DATA,
)
from access_info.pages.rendering.site import SiteContext, law_in_force, law_line
from access_info.pages.rendering.summary import AgencySummary
from access_info.pipeline.preparation.data_pages.catalogue_head import (
    catalogue_head,
    site_publisher,
)
from access_info.pipeline.preparation.data_pages.set_places import (
    SetPlace,
    WrittenFiles,
    file_address,
    set_places,
)
from access_info.pipeline.preparation.page_data import (
    LICENCE,
    PUBLISHER,
)


def _catalogue_links(site: SiteContext, path: str) -> dict[str, str]:
    """Return the links from a page to the catalogue's files, by what they are; none without one."""
    files = {"json": CATALOGUE_JSON, "turtle": CATALOGUE_TURTLE, "package": DATA_PACKAGE}
    if not site.has_catalogue:
        return {}
    return {
        name: site.urls.relative_file(path, site.urls.shared(file)) for name, file in files.items()
    }


def open_data_page(
    summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf, out: Path | None = None
) -> Page:
    """Render the page that tells what can be downloaded, how it begins and what every field means.

    Args:
        summaries: All agencies.
        site: What pages share.
        as_of: The day of judgement.
        out: The output folder with the files in it; `None` before they are written: the page then
            tells nothing of them.
    """
    urls, texts, place = site.urls, site.texts, site.place
    path = urls.site(OPEN_DATA)
    written = WrittenFiles(out)
    sets = list(set_places(site, written))
    law = law_in_force(site.framework, as_of)
    title, description = texts["open_data.title"], texts["open_data.description"]
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
            sets=[_shown(each, written, site) for each in sets],
            until=_day(
                max((day for each in summaries for day in each.changed.values()), default="")
            ),
            others=[*_others(summaries, site, written)],
            most_megabytes=MAX_BYTES // 1_000_000,
            separator_sign=SEPARATOR.strip(),
            licence_id=LICENCE,
            publisher_id=PUBLISHER,
            provider=site_publisher(summaries, site).name,
            cite=_citation(sets, written, site),
            examples=list(_examples(sets, site)),
            catalogue=_catalogue_links(site, path),
            changes=urls.relative(path, urls.site(DATA_CHANGES)),
            codes=urls.relative(path, urls.site(DATA_CODES)),
            checking=checking(site),
        )
    )
    return Page(
        path=path,
        kind=OPEN_DATA,
        title=title,
        description=description,
        content=content,
        head=catalogue_head(summaries, sets, written, site, law),
    )


def _shown(each: SetPlace, written: WrittenFiles, site: SiteContext) -> dict[str, object]:
    """Gather what the page shows of a set."""
    path = site.urls.site(OPEN_DATA)
    modified = written.modified(each.path("json"))
    return {
        "name": each.of.name,
        "title": site.texts[each.of.title],
        "description": site.texts[each.of.description],
        "fields": list(describe_fields(each.of.columns, site.texts)),
        "files": [
            {
                "label": file.label,
                "href": site.urls.relative_file(path, name),
                "type": file.media_type,
                "size": written.size(name),
            }
            for file, name in each.files.items()
        ],
        "rows": written.rows(each.path("json")),
        "modified": _day(modified),
        "sample": written.table(each.path("csv")),
        "begin": written.begin(each.path("json")),
        "schema": site.urls.relative_file(path, each.schema) if written.may_be(each.schema) else "",
        "parts": site.urls.relative_file(path, each.parts)
        if each.parts and written.may_be(each.parts)
        else "",
    }


def _day(text: str) -> datetime.date | None:
    """Return an ISO day as a date; `None` for ""."""
    return datetime.date.fromisoformat(text) if text else None


def _others(
    summaries: Sequence[AgencySummary], site: SiteContext, written: WrittenFiles
) -> Iterator[dict[str, object]]:
    """Yield the further files of the site: news, what changed since earlier publications, each law's facts."""
    urls, path = site.urls, site.urls.site(OPEN_DATA)
    named: list[tuple[str, str, str]] = []
    if urls.site_url and any(item.news for item in summaries):
        feed = urls.attachment(urls.single, FEED) if urls.single else urls.site(FEED)
        named.append((feed, "Atom", site.texts["foot.feed"]))
    if not urls.single:
        changes = urls.site(f"{DOWNLOADS}/{CHANGES_FILE}")
        named.append((changes, "JSON", site.texts["open_data.row_changes"]))
    laws = (*site.framework.packs, *site.framework.supplements)
    named += [(urls.site(law_file(law)), "JSON", law.full_name) for law in laws]
    for name, form, words in named:
        yield {
            "href": urls.relative_file(path, name),
            "form": form,
            "words": words,
            "size": written.size(name),
            "id": "tin" if form == "Atom" else "",
        }


def _citation(sets: Sequence[SetPlace], written: WrittenFiles, site: SiteContext) -> str:
    """Write how a list is cited; "" while there is none."""
    first = next((each for each in sets if each.path("csv")), None)
    if first is None:
        return ""
    day = written.modified(first.path("json"))
    return site.texts.plain(
        "open_data.cite_sample",
        name=site.place.name or site.texts["site.section"],
        list=site.texts[first.of.title],
        date=vn_date(datetime.date.fromisoformat(day)) if day else "…",
        address=file_address(site, first.path("csv")),
    )


def _examples(sets: Sequence[SetPlace], site: SiteContext) -> Iterator[Example]:
    """Yield examples for the first list that has files."""
    first = next((each for each in sets if each.of.is_list and each.path("csv")), None)
    if first is None:
        return
    titles: dict[str, str] = {}
    for column in table_columns(first.of.columns, site.texts):
        titles.setdefault(column.column.name, column.title)
    address = file_address(site, first.path("csv"))
    if first.of.name == DISCLOSURE:
        yield from examples(address, status=titles["status"], points=titles["subject"])
