"""The page about open data: each file with its rows, day, size and first lines, and how to use it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from access_info.exports import (
    Dataset,
    DatasetAbout,
    Download,
    Organisation,
    Party,
    catalog_ld,
    describe_fields,
    parts_file,
)
from access_info.exports.file_samples import (
    TableSample,
    first_lines,
    modified_day,
    row_count,
    table_sample,
)
from access_info.exports.province_files import MOST_BYTES
from access_info.exports.published_sets import (
    PUBLISHED_SETS,
    PublishedSet,
    SetFile,
    SetLevel,
)
from access_info.exports.tables import SEPARATOR, table_columns
from access_info.legal.packs import LawPack
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
from access_info.pages.rendering.site import SiteContext, catalogue_link, law_in_force, law_line
from access_info.pages.rendering.summary import AgencySummary
from access_info.pipeline.preparation.open_data import law_party
from access_info.pipeline.preparation.page_data import (
    LICENCE,
    PUBLISHER,
    file_link,
    license_address,
    open_data_address,
    script,
)


@dataclasses.dataclass(frozen=True)
class _Place:
    """A set of data with where its files lie.

    Attributes:
        of: The set.
        files: Those that there are, each with its path below the output folder.
        schema: Path of the schema of its JSON.
        parts: Path of the list of its parts.
    """

    of: PublishedSet
    files: Mapping[SetFile, str]
    schema: str
    parts: str

    def path(self, form: str) -> str:
        """Return the path of the file of a format, or ""."""
        return next((path for file, path in self.files.items() if file.form == form), "")


@dataclasses.dataclass(frozen=True)
class _WrittenFiles:
    """Files as they lie in the output folder; before they are written nothing is known of them."""

    out: Path | None

    def path(self, name: str) -> Path | None:
        path = self.out / name if self.out is not None and name else None
        return path if path is not None and path.is_file() else None

    def may_be(self, name: str) -> bool:
        """Tell whether a file is there, or may yet be written."""
        return self.out is None or self.path(name) is not None

    def size(self, name: str) -> int:
        path = self.path(name)
        return path.stat().st_size if path is not None else 0

    def modified(self, name: str) -> str:
        path = self.path(name)
        return modified_day(path) if path is not None else ""

    def rows(self, name: str) -> int:
        path = self.path(name)
        return row_count(path) if path is not None else 0

    def table(self, name: str) -> TableSample | None:
        path = self.path(name)
        return table_sample(path) if path is not None else None

    def begin(self, name: str) -> str:
        path = self.path(name)
        return first_lines(path) if path is not None else ""


def _places(site: SiteContext, written: _WrittenFiles) -> Iterator[_Place]:
    """Yield the sets of the whole site that have files, in the order that the page shows them.

    A lone agency's own files stand for the site's.
    """
    urls, version = site.urls, site.features.json_version
    for each in PUBLISHED_SETS:
        if each.judged and not site.features.oversight:
            continue

        def place(name: str, levels: frozenset[SetLevel] = each.levels) -> str:
            path = f"{DOWNLOADS}/{name}"
            if urls.single and SetLevel.AGENCY in levels:
                return urls.attachment(urls.single, path)
            return urls.site(path)

        files = {file: place(file.name) for file in each.files(version)}
        yield _Place(
            of=each,
            files={file: path for file, path in files.items() if written.may_be(path)},
            schema=urls.site(f"{DOWNLOADS}/{each.schema(version)}"),
            # An agency's own file is its only part.
            parts="" if urls.single else place(parts_file(each.columns.name)),
        )


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
    written = _WrittenFiles(out)
    sets = list(_places(site, written))
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
            others=[*_others(summaries, site, written)],
            most_megabytes=MOST_BYTES // 1_000_000,
            separator_sign=SEPARATOR.strip(),
            licence_id=LICENCE,
            publisher_id=PUBLISHER,
            provider=_publisher(summaries, site).name,
            cite=_citation(sets, written, site),
            examples=list(_examples(sets, site)),
            catalogue=[
                (urls.relative_file(path, urls.shared(name)), words)
                for name, words in (
                    (CATALOGUE_JSON, "JSON-LD"),
                    (CATALOGUE_TURTLE, "Turtle"),
                    (DATA_PACKAGE, texts["catalogue.package"]),
                )
                if site.has_catalogue
            ],
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
        head=_head(summaries, sets, written, site, law),
    )


def _shown(each: _Place, written: _WrittenFiles, site: SiteContext) -> dict[str, object]:
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
        "modified": datetime.date.fromisoformat(modified) if modified else None,
        "sample": written.table(each.path("csv")),
        "begin": written.begin(each.path("json")),
        "schema": site.urls.relative_file(path, each.schema) if written.may_be(each.schema) else "",
        "parts": site.urls.relative_file(path, each.parts)
        if each.parts and written.may_be(each.parts)
        else "",
    }


def _others(
    summaries: Sequence[AgencySummary], site: SiteContext, written: _WrittenFiles
) -> Iterator[dict[str, object]]:
    """Yield the further files of the site: news, and each law's facts."""
    urls, path = site.urls, site.urls.site(OPEN_DATA)
    named: list[tuple[str, str, str]] = []
    if urls.site_url and any(item.news for item in summaries):
        feed = urls.attachment(urls.single, FEED) if urls.single else urls.site(FEED)
        named.append((feed, "Atom", site.texts["foot.feed"]))
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


def _citation(sets: Sequence[_Place], written: _WrittenFiles, site: SiteContext) -> str:
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
        address=_address(site, first.path("csv")),
    )


def _examples(sets: Sequence[_Place], site: SiteContext) -> Iterator[Example]:
    """Yield examples for the first list that has files."""
    first = next((each for each in sets if each.of.is_list and each.path("csv")), None)
    if first is None:
        return
    titles: dict[str, str] = {}
    for column in table_columns(first.of.columns, site.texts):
        titles.setdefault(column.column.name, column.title)
    address = _address(site, first.path("csv"))
    if first.of.name == DISCLOSURE:
        yield from examples(address, status=titles["status"], points=titles["subject"])


def _address(site: SiteContext, name: str) -> str:
    """Return a file's absolute address, with a gap where that of the site is not known."""
    return f"{site.urls.site_url or 'https://…/'}{quote(name)}"


def _head(
    summaries: Sequence[AgencySummary],
    sets: Sequence[_Place],
    written: _WrittenFiles,
    site: SiteContext,
    law: LawPack,
) -> str:
    """Render what machines read: the files, and the catalogue with the sets of the whole site."""
    urls, texts, place = site.urls, site.texts, site.place
    path = urls.site(OPEN_DATA)
    named = [(file.media_type, name) for each in sets for file, name in each.files.items()]
    if site.has_catalogue:
        named += [
            ("text/turtle", urls.shared(CATALOGUE_TURTLE)),
            ("application/json", urls.shared(DATA_PACKAGE)),
        ]
    head = catalogue_link(site, path) + "".join(
        file_link(media_type, urls.relative_file(path, name)) for media_type, name in named
    )
    if not urls.site_url:
        return head
    publisher, address = _publisher(summaries, site), urls.absolute(path)
    about = DatasetAbout(
        publisher=publisher,
        catalog=address,
        license=license_address(site),
        place=place.name or "",
    )
    title = texts["open_data.title"]
    data = catalog_ld(
        name=texts.plain("site.home_title_of", name=place.name) if place.name else title,
        description=texts["open_data.description"],
        address=address,
        publisher=publisher,
        license=about.license,
        datasets=[
            (
                Dataset(
                    kind=each.of.columns,
                    title=f"{texts[each.of.title]} – {publisher.name}",
                    publisher=Party(name=publisher.name),
                    law=law_party(law, urls),
                    landing_page=f"{address}#{each.of.name}",
                    modified=written.modified(each.path("json")),
                ),
                about,
                texts[each.of.description],
                [
                    Download(
                        address=_address(site, name),
                        media_type=file.media_type,
                        size=written.size(name),
                    )
                    for file, name in each.files.items()
                ],
            )
            for each in sets
            if each.files and not (urls.single and SetLevel.AGENCY in each.of.levels)
        ],
    )
    return head + script(data)


def _publisher(summaries: Sequence[AgencySummary], site: SiteContext) -> Organisation:
    """Name who answers for the data of the whole site: a lone agency, else the jurisdiction."""
    urls = site.urls
    if urls.single:
        name = next((each.name for each in summaries if each.id == urls.single), "")
        return Organisation(address=urls.absolute(urls.agency(urls.single)), name=name)
    return Organisation(
        address=open_data_address(site, PUBLISHER),
        name=site.place.name or site.texts["site.section"],
    )
