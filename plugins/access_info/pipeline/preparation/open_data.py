"""The pages about open data (files, fields, codes, changes), JSON Schemas, and datasets' metadata."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import html
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from access_info.assessment.findings import STATUSES
from access_info.exports import formats
from access_info.exports.columns import LIST_COLUMNS, ListColumns
from access_info.exports.dataset import COMPARED, OF_DATA, Concepts, Dataset, Law, Party, Spatial
from access_info.exports.describe import describe_fields, json_schema
from access_info.exports.follower_feed import Feed
from access_info.exports.follower_files import CHANGES_FILE
from access_info.exports.json_files import concept_columns, shared_json
from access_info.exports.published_sets import PUBLISHED_SETS, PublishedSet, SetFile, SetLevel
from access_info.exports.set_rows import FACT_TYPES, law_json
from access_info.exports.structured import DatasetAbout, Download, Organisation, catalog_ld
from access_info.exports.tables import SEPARATOR, table_columns
from access_info.legal.packs import LawPack
from access_info.model.as_of import AsOf
from access_info.model.items import DISCLOSURE, ConditionalItem, Document, Item
from access_info.model.registry import Agency
from access_info.model.types import is_web_address, vn_date
from access_info.model.verification import NOVELTIES, VERIFICATIONS
from access_info.model.vocabularies import AGENCY_TYPES, FREQUENCIES, ITEM_STATUSES
from access_info.pages.agency.disclosure import superior
from access_info.pages.agency.links import TITLES
from access_info.pages.province import open_data as data_pages
from access_info.pages.province.law_pages import law_file
from access_info.pages.rendering.paths import (
    CATALOGUE,
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
    Urls,
)
from access_info.pages.rendering.site import (
    AgencySummary,
    Page,
    SiteContext,
    catalogue_link,
    law_in_force,
    site_page,
)

# Metadata in page heads (JSON-LD): addresses that identify organisations, catalogue, terms of
# re-use.

LICENCE, PUBLISHER = "giay-phep", "noi-cung-cap"  # anchors on the page about open data
_SCRIPT = '<script type="application/ld+json">{}</script>'
_MAX_KEYWORDS = 8


def script(data: str) -> str:
    """Return the `<script>` element that holds JSON-LD: data, which browsers never run."""
    return _SCRIPT.format(data)


def file_link(media_type: str, address: str) -> str:
    """Return the `<link rel="alternate">` by which a page's head names its content as a file."""
    return f'<link rel="alternate" type="{media_type}" href="{html.escape(address)}">'


def open_data_address(site: SiteContext, part: str = "") -> str:
    """Return the absolute address of the page about open data; "" if the site has none.

    Args:
        site: Laws, addresses and features of the site.
        part: An anchor on the page, or "".
    """
    address = site.urls.absolute(site.urls.site(OPEN_DATA))
    if not address or not site.features.downloads:
        return ""
    return f"{address}#{part}" if part else address


def jurisdiction_address(site: SiteContext) -> str:
    """Return the address that identifies the jurisdiction as publisher of the site's data; "" if none.

    It is an anchor on the page about open data, since no page is about the jurisdiction itself.
    """
    return open_data_address(site, PUBLISHER)


def license_address(site: SiteContext) -> str:
    """Return the address of the terms of re-use: the one in the data, or the page that quotes them.

    "" if the jurisdiction states no terms.
    """
    terms = site.place.licence or ""
    if not terms or is_web_address(terms):
        return terms
    return open_data_address(site, LICENCE)


def organisation(agency: Agency, site: SiteContext) -> Organisation:
    """Return an agency as an organisation in JSON-LD, identified by the address of its first page."""
    address = site.urls.absolute(site.urls.agency(agency.id))
    return Organisation(
        address=address, name=agency.profile.name, code=agency.profile.official_code or ""
    )


def parent_of(agency: Agency, site: SiteContext) -> Organisation | None:
    """Return an agency's superior as an organisation in JSON-LD; `None` if it has none.

    Identified by its address if it has pages here, else by its name alone.
    """
    parent = agency.profile.parent
    if parent and parent in site.agencies:
        return Organisation(address=site.urls.absolute(site.urls.agency(parent)))
    name = str(superior(agency, site))
    return Organisation(name=name) if name else None


def about_list(agency: Agency, kind: str, site: SiteContext) -> DatasetAbout:
    """Return the metadata of an agency's list: publisher, catalogue, licence, keywords, period, place.

    Args:
        agency: The agency.
        kind: Name of the list.
        site: Laws, addresses and features of the site.
    """
    rows = list(published_rows(agency.items if kind == DISCLOSURE else agency.conditional))
    issued = sorted(str(day) for row in rows if (day := getattr(row, "issued", None)))
    return DatasetAbout(
        publisher=organisation(agency, site),
        catalog=open_data_address(site, CATALOGUE),
        license=license_address(site),
        keywords=tuple(_keywords(rows, site)),
        temporal="/".join(dict.fromkeys((issued[0], issued[-1]))) if issued else "",
        place=site.place.name or "",
    )


def published_rows(items: Iterable[Any]) -> Iterator[Any]:
    """Yield the rows that the open data of a list have: its items, each followed by its documents.

    Withdrawn ones are left out. `items` are an agency's public items, or those of conditional access.
    """
    for item in items:
        if not item.is_withdrawn:
            yield item
            for document in getattr(item, "documents", ()):
                if not document.is_withdrawn:
                    yield document


def _keywords(
    rows: Iterable[Item | Document | ConditionalItem], site: SiteContext
) -> Iterator[str]:
    """Yield keywords for a list: the titles of the points of law with most rows, at most eight."""
    points = collections.Counter(
        name for row in rows for name in getattr(row, "points", ()) if name
    )
    places = (site.framework.point(name) for name, _ in points.most_common())
    titles = dict.fromkeys(place[1].short_title for place in places if place is not None)
    yield from list(titles)[:_MAX_KEYWORDS]


R = TypeVar("R")


def schema_path(site: SiteContext, kind: ListColumns) -> str:
    """Return the path, below the output folder, of the JSON Schema of a list's files."""
    return site.urls.site(f"{DOWNLOADS}/{formats.schema_name(kind.name)}")


def schema_address(site: SiteContext, kind: ListColumns) -> str:
    """Return the absolute address of a list's JSON Schema; "" if the site's own address is unknown."""
    return site.urls.site_url and site.urls.site_url + schema_path(site, kind)


def shared_path(site: SiteContext, kind: ListColumns) -> str:
    """Return the path of the file with what all agencies' JSON files of a list have in common.

    They refer to it instead of repeating labels and publisher; "" on the site of a single agency.
    """
    path = f"{DOWNLOADS}/{formats.shared_file(kind.name)}"
    return "" if site.urls.single else site.urls.site(path)


def shared_bytes(kind: ListColumns, site: SiteContext, law: LawPack) -> bytes:
    """Return the content of the file with what all agencies' JSON files of a list have in common.

    These are labels of codes, publisher and law; nothing on the site of a single agency, which has
    no such file.
    """
    if not shared_path(site, kind):
        return b""
    concepts = Concepts(site.framework)
    labels = {column: concepts.labels(column) for column in concept_columns(kind)}
    return shared_json(site_dataset(kind, site, law), labels, data_pages.code_addresses(site))


def feed_of(site: SiteContext, name: str, *, path: str, page: str) -> Feed:
    """Describe a feed of news, without its entries.

    Args:
        site: Laws, addresses and features of the site.
        name: Name of the agency or jurisdiction whose news they are.
        path: Path of the feed below the output folder.
        page: Address of the page whose changes it reports.
    """
    urls = site.urls

    def point(code: str) -> str:
        """Return the title of a point of law, or of its kind of documents; "" for an unknown code."""
        meaning = site.framework.point(code)
        if meaning is None:
            return ""
        _, point, kind = meaning
        return kind.title if kind is not None else point.short_title

    return Feed(
        address=urls.site_url and urls.site_url + quote(path),
        page=page,
        title=site.texts.plain("exports.feed_of", name=name),
        author=name,
        rights=site.place.licence or "",
        agencies=urls.absolute(urls.site(DIRECTORY)),
        point=point,
    )


def published_sets(site: SiteContext) -> list[PublishedSet]:
    """Return the data sets that a site publishes: the one of duties only where it shows who meets them."""
    return [each for each in PUBLISHED_SETS if site.features.oversight or not each.judged]


def schema_files(site: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Yield (path below the output folder, content) of the JSON Schema of each data set of the site."""
    for each in published_sets(site):
        address = schema_address(site, each.columns)
        schema = json_schema(each.columns, site.texts, address=address)
        text = f"{json.dumps(schema, ensure_ascii=False, indent=1)}\n"
        yield schema_path(site, each.columns), text.encode()


def law_party(law: LawPack, urls: Urls) -> Law:
    """Return a law as a dataset's metadata names it: the law that the list is kept under."""
    return Law(
        identifier=law.id,
        name=law.full_name,
        verification=law.verification,
        address=urls.address(urls.site(f"{LAWS}/{law.slug}")),
    )


def law_files(site: SiteContext) -> Iterator[tuple[str, bytes]]:
    """Yield a JSON file with the facts (deadlines, grounds…) of each law: path, content."""
    for law in (*site.framework.packs, *site.framework.supplements):
        page = site.urls.site(f"{LAWS}/{law.slug}")
        yield (
            site.urls.site(law_file(law)),
            law_json(law, site.urls.absolute(page), site.framework.obligations),
        )


def province_dataset(
    kind: ListColumns, summaries: Sequence[AgencySummary], site: SiteContext, law: LawPack
) -> Dataset:
    """Describe one of the two lists, for the whole jurisdiction, as a dataset with its day of change.

    That is the last day on which the list of any agency changed.
    """
    return dataclasses.replace(
        site_dataset(kind, site, law),
        modified_from=COMPARED if site.features.is_compared else OF_DATA,
        modified=max((summary.changed.get(kind.name, "") for summary in summaries), default=""),
    )


def agency_dataset(
    kind: ListColumns,
    agency: Agency,
    site: SiteContext,
    law: LawPack,
    *,
    landing_page: str,
    modified: str,
) -> Dataset:
    """Describe one list of an agency, or its statistics, as a dataset.

    Args:
        kind: Which list.
        agency: Whose.
        site: Laws, addresses and features of the site.
        law: The law in force.
        landing_page: Address of the page that shows the list.
        modified: ISO day of the list's last change, or "".
    """
    urls, profile = site.urls, agency.profile
    return dataclasses.replace(
        site_dataset(kind, site, law),
        title=f"{_title(kind, site)} – {profile.name}",
        publisher=Party(
            identifier=agency.id,
            name=profile.name,
            address=urls.address(urls.agency(agency.id)),
            official_code=profile.official_code or "",
        ),
        landing_page=landing_page,
        modified=modified,
    )


def _title(kind: ListColumns, site: SiteContext) -> str:
    """Return a data set's title: of the two lists that of their pages, of others that of their sheet."""
    return site.texts[f"{TITLES[kind.name]}.title" if kind in LIST_COLUMNS else kind.sheet]


def site_dataset(kind: ListColumns, site: SiteContext, law: LawPack) -> Dataset:
    """Describe a data set of the whole site as a dataset, without its day of change.

    Args:
        kind: Which set.
        site: Laws, addresses and features of the site.
        law: The law in force.
    """
    urls, place = site.urls, site.place
    title = _title(kind, site)
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
        spatial=Spatial(code=place.unit_code, name=place.name or "") if place.unit_code else None,
        site=urls.site_url,
    )


# The files of published data sets in the output folder: paths, sizes, first lines.


@dataclasses.dataclass(frozen=True)
class SetPlace:
    """A published data set with the paths of its files, all below the output folder.

    Attributes:
        of: The set.
        files: Path of each file that exists, or may yet be written.
        schema: Path of the schema of its JSON.
        parts: Path of the file that lists which files together hold the set, or "".
    """

    of: PublishedSet
    files: Mapping[SetFile, str]
    schema: str
    parts: str

    def path(self, form: str) -> str:
        """Return the path of the set's file in a format (`csv`, `json`…), or ""."""
        return next((path for file, path in self.files.items() if file.form == form), "")


@dataclasses.dataclass(frozen=True)
class WrittenFiles:
    """Reads facts about written files for the page about open data.

    The page is also rendered before the files are written; facts are then empty.

    Attributes:
        out: The output folder; `None` before files are written.
    """

    out: Path | None

    def may_exist(self, name: str) -> bool:
        """Tell whether a file exists, or may yet be written."""
        return self.out is None or (self.out / name).is_file()

    def read(self, name: str, read: Callable[[Path], R], default: R) -> R:
        """Return `read(path)` for a file below the output folder; `default` if it does not exist."""
        if self.out is None or not name:
            return default
        path = self.out / name
        return read(path) if path.is_file() else default

    def size(self, name: str) -> int:
        """Return the size of a file in bytes; 0 if it does not exist."""
        return self.read(name, lambda path: path.stat().st_size, 0)

    def modified(self, name: str) -> str:
        """Return the ISO day of the last change that a JSON file states, or ""."""
        return self.read(name, formats.modified_day, "")


def set_places(site: SiteContext, written: WrittenFiles) -> Iterator[SetPlace]:
    """Yield the data sets of the whole site with the paths of their files, in the order of the page.

    On the site of a single agency, the agency's own files take the place of the whole site's.
    """
    urls = site.urls
    for each in published_sets(site):
        folder = urls.site(DOWNLOADS)
        if urls.single and SetLevel.AGENCY in each.levels:
            folder = urls.attachment(urls.single, DOWNLOADS)
        files = {file: f"{folder}/{file.name}" for file in each.files()}
        yield SetPlace(
            of=each,
            files={file: path for file, path in files.items() if written.may_exist(path)},
            schema=schema_path(site, each.columns),
            # An agency's own file is its only part.
            parts="" if urls.single else f"{folder}/{formats.parts_file(each.name)}",
        )


def file_address(site: SiteContext, name: str) -> str:
    """Return a file's absolute address; it begins with “https://…/” if the site's address is unknown."""
    return f"{site.urls.site_url or 'https://…/'}{quote(name)}"


# Metadata in the head of the page about open data: its files, and the catalogue.


def catalogue_head(
    summaries: Sequence[AgencySummary],
    sets: Sequence[SetPlace],
    written: WrittenFiles,
    site: SiteContext,
    law: LawPack,
) -> str:
    """Return the metadata for the head of the page about open data.

    Links to all files, and, if the site's address is known, the catalogue of data sets as JSON-LD.
    """
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
    publisher, address = site_publisher(summaries, site), urls.absolute(path)
    about = DatasetAbout(
        publisher=publisher,
        catalog=f"{address}#{CATALOGUE}",
        license=license_address(site),
        place=place.name or "",
    )
    title = texts["open_data.title"]
    data = catalog_ld(
        name=texts.plain("site.home_title_of", name=place.name) if place.name else title,
        description=texts["open_data.description"],
        address=f"{address}#{CATALOGUE}",
        page=address,
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
                        address=file_address(site, name),
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


def site_publisher(summaries: Sequence[AgencySummary], site: SiteContext) -> Organisation:
    """Return the publisher of the whole site's data: its only agency, else the jurisdiction."""
    urls = site.urls
    if urls.single:
        name = next((each.name for each in summaries if each.id == urls.single), "")
        return Organisation(address=urls.absolute(urls.agency(urls.single)), name=name)
    return Organisation(
        address=jurisdiction_address(site),
        code=site.place.official_code or "",
        name=site.place.name or site.texts["site.section"],
    )


# The page about open data: each file with its rows, day, size and first lines, and how to use it.


def _catalogue_links(site: SiteContext, path: str) -> dict[str, str]:
    """Return links from a page to the catalogue's files, by format; none if the site has no catalogue."""
    files = {"json": CATALOGUE_JSON, "turtle": CATALOGUE_TURTLE, "package": DATA_PACKAGE}
    if not site.has_catalogue:
        return {}
    return {
        name: site.urls.relative_file(path, site.urls.shared(file)) for name, file in files.items()
    }


def open_data_page(
    summaries: Sequence[AgencySummary], site: SiteContext, as_of: AsOf, out: Path | None = None
) -> Page:
    """Render the page about open data: each downloadable file, its first lines, and its fields.

    Args:
        summaries: All agencies.
        site: Laws, addresses and features of the site.
        as_of: The day of judgement.
        out: The output folder with the files in it; `None` before they are written: the page then
            leaves out sizes, numbers of rows and first lines.
    """
    urls, path = site.urls, site.urls.site(OPEN_DATA)
    written = WrittenFiles(out)
    sets = list(set_places(site, written))
    law = law_in_force(site.framework, as_of)
    return site_page(
        site,
        law,
        OPEN_DATA,
        "open_data",
        head=catalogue_head(summaries, sets, written, site, law),
        values={
            "place": site.place,
            "sets": [_set_values(each, written, site) for each in sets],
            "others": [*_further_files(summaries, site, written)],
            "most_kilobytes": formats.MAX_BYTES // 1_000,
            "separator_sign": SEPARATOR.strip(),
            "licence_id": LICENCE,
            "publisher_id": PUBLISHER,
            "provider": site_publisher(summaries, site).name,
            "cite": _citation(sets, written, site),
            "examples": list(_examples(summaries, sets, written, site)),
            "catalogue": _catalogue_links(site, path),
            "changes": urls.relative(path, urls.site(DATA_CHANGES)),
            "codes": urls.relative(path, urls.site(DATA_CODES)),
            "checking": data_pages.checking(site),
        },
    )


def _set_values(each: SetPlace, written: WrittenFiles, site: SiteContext) -> dict[str, object]:
    """Return what the template of the page about open data shows of one set."""
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
        "rows": written.read(each.path("json"), formats.row_count, 0),
        "modified": _date_of(modified),
        "sample": written.read(each.path("csv"), formats.table_sample, None),
        "begin": written.read(each.path("json"), formats.first_lines, ""),
        "schema": site.urls.relative_file(path, each.schema)
        if written.may_exist(each.schema)
        else "",
        "parts": site.urls.relative_file(path, each.parts)
        if each.parts and written.may_exist(each.parts)
        else "",
    }


def _date_of(text: str) -> datetime.date | None:
    """Return the date of an ISO day; `None` for ""."""
    return datetime.date.fromisoformat(text) if text else None


def _further_files(
    summaries: Sequence[AgencySummary], site: SiteContext, written: WrittenFiles
) -> Iterator[dict[str, object]]:
    """Yield, for the template, the other files: feed, changes of rows, facts of each law."""
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
    """Return an example of how to cite a data file; "" if no set has a CSV file."""
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


def _examples(
    summaries: Sequence[AgencySummary],
    sets: Sequence[SetPlace],
    written: WrittenFiles,
    site: SiteContext,
) -> Iterator[data_pages.Example]:
    """Yield examples of reading the data (spreadsheet, programs): of the mandatory list, if it has a file.

    A large list has only agencies' files; the first is then the example's.
    """
    mandatory = next((each for each in sets if each.of.name == DISCLOSURE), None)
    if mandatory is None:
        return
    name = f"{DOWNLOADS}/{DISCLOSURE}.csv"
    own = (site.urls.attachment(each.id, name) for each in summaries)
    path = mandatory.path("csv") or next(filter(written.may_exist, own), "")
    if not path:
        return
    titles: dict[str, str] = {}
    for column in table_columns(mandatory.of.columns, site.texts):
        titles.setdefault(column.column.name, column.title)
    yield from data_pages.examples(
        file_address(site, path),
        mandatory.parts and file_address(site, mandatory.parts),
        status=titles["status"],
        points=titles["subject"],
    )


# The page that explains each code in the files, with an anchor for every code.


def data_codes_page(site: SiteContext, as_of: AsOf) -> Page:
    """Render the page that explains each code of the data files, as of a day."""
    urls, path = site.urls, site.urls.site(DATA_CODES)
    values = {
        "schemes": list(_code_schemes(site)),
        "open_data": urls.relative(path, urls.site(OPEN_DATA)),
        "laws": urls.relative(path, urls.site(LAWS)),
    }
    law = law_in_force(site.framework, as_of)
    return site_page(site, law, DATA_CODES, "data_codes", kind="ma-du-lieu", values=values)


def _code_schemes(site: SiteContext) -> Iterator[dict[str, object]]:
    """Yield, for the template, each scheme of codes (skos:ConceptScheme): anchor, title, and its codes.

    A code is (anchor, code, label): ("…", "hang-nam", "Hằng năm").
    """
    texts, framework = site.texts, site.framework
    duties = {item.id: item.title for item in framework.obligations}
    duties |= {rule.id: rule.title for pack in framework.supplements for rule in pack.extra_rules}
    words: Mapping[str, Mapping[str, str]] = {
        "disclosureForm": site.form_labels,
        "accrualPeriodicity": FREQUENCIES,
        "status": ITEM_STATUSES | STATUSES,
        "classification": AGENCY_TYPES,
        "obligation": duties,
        "type": FACT_TYPES,
        "verification": {key.value: label for key, label in VERIFICATIONS.items()},
        "novelty": {key.value: label for key, label in NOVELTIES.items()},
    }
    for column, scheme in data_pages.SCHEMES.items():
        yield {
            "anchor": scheme,
            "title": texts[f"data_codes.{scheme.replace('-', '_')}"],
            "codes": [
                (data_pages.code_anchor(column, code), code, label)
                for code, label in words[column].items()
            ],
        }


# The page for users of the files about changes of their structure, and how to get the old one.


def data_changes_page(site: SiteContext, as_of: AsOf) -> Page:
    """Render the page that lists how the data files' structure has changed, as of a day."""
    link = site.urls.relative(site.urls.site(DATA_CHANGES), site.urls.site(OPEN_DATA))
    return site_page(
        site,
        law_in_force(site.framework, as_of),
        DATA_CHANGES,
        "data_changes",
        kind="thay-doi-du-lieu",
        values={"open_data": link},
    )
