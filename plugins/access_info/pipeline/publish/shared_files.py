"""Writing the files made from all agencies' data: search index, data files, feed, catalogue, sitemap."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import functools
import gzip
import heapq
import html
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from access_info.assessment.link_results import link_result_bytes
from access_info.assessment.province import snapshot_bytes
from access_info.exports import follower_files, set_columns
from access_info.exports.columns import LIST_COLUMNS
from access_info.exports.dataset import COMPARED, OF_DATA
from access_info.exports.follower_feed import FeedEntry, feed_files, removed_entries
from access_info.exports.formats import FORMATS, ProvinceList, write_province_files
from access_info.exports.set_rows import (
    SetLines,
    SiteSetFiles,
    law_rows,
    set_lines,
    site_vocabularies,
)
from access_info.legal.packs import LawPack
from access_info.legal.provisions import Point
from access_info.model.as_of import AsOf
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.province.open_data import code_addresses, fact_address
from access_info.pages.rendering.environment import SOURCE, load_texts
from access_info.pages.rendering.paths import (
    COMPLIANCE,
    DOWNLOADS,
    FEED,
    INDEX,
    OVERVIEW,
    PUBLIC_KEYS,
    Urls,
    begins,
)
from access_info.pages.rendering.site import SiteContext, index_name, law_in_force, sort_key
from access_info.pipeline.hand_written import HandWritten
from access_info.pipeline.incremental import contributions
from access_info.pipeline.incremental.agency_build import PageEntry
from access_info.pipeline.incremental.earlier import EarlierState
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.preparation.agency import AgencyTask
from access_info.pipeline.preparation.open_data import (
    feed_of,
    law_files,
    province_dataset,
    published_sets,
    schema_files,
    shared_bytes,
    site_dataset,
)
from access_info.pipeline.preparation.prepare import Prepared, contributed
from access_info.pipeline.preparation.workers import MIN_TASKS, work
from access_info.pipeline.publish.catalogue import MAX_AGENCIES, catalogue_files
from access_info.pipeline.publish.output import write_below
from access_info.pipeline.trust.manifest import allowed_signers
from access_info.search import BETWEEN, SearchedSite, SearchRecord, read_records, write_index

# Data sets of the whole site besides the two lists, written from each agency's contribution.

# Sets whose rows have no publisher among the agencies.
_WITHOUT_PUBLISHERS = (set_columns.AGENCY_COLUMNS, set_columns.LAW_COLUMNS)


def _write_sets(shared: SharedFiles) -> Iterator[str]:
    """Write the files of the data sets besides the two lists; yield their paths.

    All are written at the same time, so that each contribution is read only once.
    """
    prepared, site, out = shared.prepared, shared.site, shared.out
    law = law_in_force(site.framework, AsOf(prepared.options.as_of))
    folder = site.urls.site(DOWNLOADS)
    publishers = _publishers(prepared, site, law)
    with contextlib.ExitStack() as files:
        written: dict[str, SiteSetFiles] = {}
        for kind in (each.columns for each in published_sets(site) if not each.is_list):
            begun = SiteSetFiles(
                out / folder,
                site_dataset(kind, site, law),
                vocabularies=site_vocabularies(kind.name, site.framework, site.form_labels),
                publishers={} if kind in _WITHOUT_PUBLISHERS else publishers,
                concept_address=code_addresses(site),
                words=site.texts,
            )
            written[kind.name] = files.enter_context(contextlib.closing(begun))
        written[set_columns.LAW_COLUMNS.name].add(_law_lines(site, law))
        for _, sets in contributed(shared.task, prepared.builds, contributions.SETS):
            for name, lines in sets.items():
                if name in written:
                    written[name].add(lines)
    yield from (f"{folder}/{name}" for each in written.values() for name in each.names)


def _law_lines(site: SiteContext, law: LawPack) -> SetLines:
    """Return the rows of the data set of laws as lines of its files."""

    def address(of_law: LawPack, of: str, code: str) -> str:
        """Return the address of a fact on its law's page, which identifies the row."""
        return site.urls.site_url + fact_address(site, of_law, of, code)

    rows = law_rows(site.framework, address)
    return set_lines(site_dataset(set_columns.LAW_COLUMNS, site, law), rows)


def _publishers(
    prepared: Prepared, site: SiteContext, law: LawPack
) -> Mapping[str, Mapping[str, str]]:
    """Return each agency as JSON files name a publisher: `@id`, `orgIdentifier`, `name`, if known."""
    dataset, urls = site_dataset(set_columns.AGENCY_COLUMNS, site, law), site.urls
    publishers = {}
    for name, summary in prepared.summaries.items():
        facts = {
            "@id": dataset.local(urls.address(urls.agency(name))),
            "orgIdentifier": summary.official_code,
            "name": summary.name,
        }
        publishers[name] = {key: value for key, value in facts.items() if value}
    return publishers


# Files for followers, who keep a copy of the data: the state of every row, and the changes of rows.

# Data set → page that shows its rows, where the page has another name.
# On a large site one of so many agencies begins another file of row states.
_BEGINS = 2
_PAGES = {set_columns.STANDING_COLUMNS.name: COMPLIANCE, set_columns.AGENCY_COLUMNS.name: OVERVIEW}


def earlier_key(prepared: Prepared) -> str:
    """Return a text that changes when the part of the earlier publication that is still shown changes.

    It is "" without an earlier publication. Files about all agencies are then made anew.
    """
    earlier = prepared.build_context.earlier
    return earlier.key(prepared.options.as_of, prepared.names) if earlier is not None else ""


def gone_entries(prepared: Prepared, site: SiteContext) -> Iterator[FeedEntry]:
    """Yield feed entries that say that the rows of vanished agencies have been removed."""
    for name, lists in _vanished_agencies(prepared):
        pages: dict[str, str] = {
            kind.name: site.urls.absolute(site.urls.agency(name, kind.name))
            for kind in LIST_COLUMNS
        }
        yield from removed_entries(lists, pages, folder=name, present=())


def write_follower_files(shared: SharedFiles) -> Iterator[str]:
    """Write the files of row states and the file of changes; yield their paths.

    With them followers, who keep a copy of the data, fetch only what changed.
    """
    prepared, site, out = shared.prepared, shared.site, shared.out
    earlier, as_of = prepared.build_context.earlier, prepared.options.as_of
    members = {
        "modifiedFrom": OF_DATA if earlier is None else COMPARED,
        "@base": site.urls.site_url,
    }
    folder = site.urls.site(DOWNLOADS)
    rows_path, changes_path = (
        f"{folder}/{name}" for name in (follower_files.ROWS_FILE, follower_files.CHANGES_FILE)
    )
    is_divided = len(prepared.summaries) > MAX_AGENCIES
    rows: dict[str, list[str]] = {} if is_divided else {rows_path: []}
    with (out / changes_path).open("wb") as changes_file:
        changes = follower_files.LinesFile(changes_file, members, "changes")
        for line in earlier.change_lines(as_of) if earlier else ():
            changes.add(line)
        for name, line in _history_lines(shared):
            if line and is_divided and (not rows or begins(name, _BEGINS)):
                rows_path = f"{folder}/{follower_files.ROWS_FOLDER}/{name}.json"
            if line:
                rows.setdefault(rows_path, []).append(line)
            if earlier is not None:
                for change in _changes(name, earlier, line, as_of.isoformat(), site.urls):
                    changes.add(change)
        changes.end()
    for path, lines in rows.items():
        (out / path).parent.mkdir(exist_ok=True)
        with (out / path).open("wb") as file:
            of_agencies = follower_files.LinesFile(file, members, "agencies")
            for line in lines:
                of_agencies.add(line)
            of_agencies.end()
    yield from (*rows, changes_path)


def _changes(name: str, earlier: EarlierState, line: str, day: str, urls: Urls) -> Iterator[str]:
    """Yield the changes of an agency's rows since the earlier publication, each as a line of JSON.

    Args:
        name: Folder name of the agency.
        earlier: The earlier publication.
        line: The state of its rows now, in one line; "" if it has none.
        day: ISO day of the build, on which the changes are dated.
        urls: Addresses of pages.
    """
    after = follower_files.read_followed(follower_files.members_of(line.encode())) if line else {}

    def page(kind: str) -> str:
        """Return the address of the agency's page that shows a data set."""
        return urls.address(urls.agency(name, _PAGES.get(kind, kind)))

    return follower_files.row_changes(name, earlier.lists(name), after, day, page)


def _history_lines(shared: SharedFiles) -> Iterator[tuple[str, str]]:
    """Yield (agency, state of its rows in one line), sorted, vanished agencies among them."""
    gone = (
        (name, follower_files.followed_line(name, lists) if lists else "")
        for name, lists in _vanished_agencies(shared.prepared)
    )
    present = contributed(shared.task, shared.prepared.builds, contributions.FOLLOWED)
    return heapq.merge(present, gone)


def _vanished_agencies(prepared: Prepared) -> Iterator[tuple[str, follower_files.FollowedLists]]:
    """Yield (agency, removed rows that are still listed) of agencies published earlier but not now."""
    earlier = prepared.build_context.earlier
    if earlier is not None:
        for name in sorted(earlier.line_spans.keys() - prepared.summaries):
            as_of = AsOf(prepared.options.as_of)
            yield name, follower_files.compared({}, earlier.lists(name), as_of).lists


SNAPSHOTS = "giam-sat/tom-tat"
DATED_LIST = "danh-sach.txt"
LINK_RESULTS = "giam-sat/lien-ket"
T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class SharedFiles:
    """The state from which workers write the files about all agencies.

    Attributes:
        prepared: The site.
        documents: Search records of pages that are not made from data.
        out: The output folder, where agencies' own files already are.
        task: What is needed to make a lost contribution anew.
        written: Agencies' own files with their hashes, by agency.
    """

    prepared: Prepared
    documents: Sequence[SearchRecord]
    out: Path
    task: AgencyTask
    written: Mapping[str, Published]

    @property
    def site(self) -> SiteContext:
        """The jurisdiction, its laws and addresses."""
        return self.prepared.build_context.site


@dataclasses.dataclass(frozen=True)
class SharedProducer:
    """What writes some of the files about all agencies.

    Attributes:
        name: As the memory of builds knows it; no agency's folder begins with “@”.
        write: Writes the files and yields their paths below the output folder.
        takes: Returns everything that the files are made from, besides the context, the law in
            force and the files of earlier stages.
    """

    name: str
    write: Callable[[SharedFiles], Iterator[str]]
    takes: Callable[[SharedFiles], object]


def shared_producers(shared: SharedFiles) -> Iterator[tuple[SharedProducer, ...]]:
    """Yield what writes the files about all agencies, in stages: a later one reads files of the earlier."""
    options, site = shared.prepared.options, shared.site
    first = [SharedProducer("@index", _write_index, _takes_of_index)] if options.search else []
    if options.downloads and site.urls.single is None:
        first += [
            SharedProducer(
                f"@{kind.name}",
                functools.partial(_write_list, name=kind.name),
                functools.partial(_takes_of_list, name=kind.name),
            )
            for kind in LIST_COLUMNS
        ]
        first.append(SharedProducer("@feed", _write_feed, _takes_of_feed))
    if options.downloads:
        first.append(SharedProducer("@sets", _write_sets, _takes_of_sets))
        first.append(SharedProducer("@followed", write_follower_files, _takes_of_followers))
        first.append(SharedProducer("@descriptions", _write_descriptions, lambda _: None))
    first.append(SharedProducer("@records", _write_records, _takes_of_records))
    yield tuple(first)
    # The catalogue states sizes and hashes of the files written so far.
    if site.has_catalogue:
        yield (SharedProducer("@catalogue", _write_catalogue, _takes_of_catalogue),)


def write_shared_files(
    shared: SharedFiles, producers: Sequence[SharedProducer]
) -> Iterator[list[str]]:
    """Run producers of one stage and yield the paths of each one's files, below the output folder.

    They run in parallel, in child processes that free their memory at the end.
    """
    options, site, out = shared.prepared.options, shared.site, shared.out
    if options.downloads:
        (out / site.urls.site(DOWNLOADS)).mkdir(parents=True, exist_ok=True)
    jobs = options.jobs if len(shared.prepared.names) >= MIN_TASKS else 1
    tell = functools.partial(options.progress.of, "ghi các tệp chung")
    writers = [producer.write for producer in producers]
    alone = len(writers) == 1
    return work(
        *(_write_part, writers),
        state=shared,
        jobs=jobs,
        few_and_large=not alone,
        in_one=alone,
        tell=tell,
    )


def _write_part(shared: SharedFiles, write: Callable[[SharedFiles], Iterator[str]]) -> list[str]:
    """Run one of the writers in a worker; return the paths of its files."""
    return [*write(shared)]


def _digest_of(shared: SharedFiles, part: contributions.Part[Any]) -> str:
    """Hash one part of what all agencies contribute."""
    stored = shared.task.contributions
    return stored.digest(part, of=shared.prepared.summaries) if stored is not None else ""


def _takes_of_index(shared: SharedFiles) -> object:
    """Return what the search index is made from."""
    summaries = shared.prepared.summaries
    return (
        _digest_of(shared, contributions.RECORDS),
        [(name, summary.short_name, summary.type) for name, summary in summaries.items()],
        [dataclasses.replace(page, updated="", content="") for page in shared.prepared.site.pages],
        shared.documents,
    )


def _takes_of_list(shared: SharedFiles, name: str) -> object:
    """Return what a list of the whole jurisdiction is made from: the agencies' own files."""
    start = f"/{DOWNLOADS}/{name}."
    return (
        max(
            (each.changed.get(name, "") for each in shared.prepared.summaries.values()), default=""
        ),
        [
            (path, content)
            for agency in shared.prepared.summaries
            if (files := shared.written.get(agency)) is not None
            for path, _, content in files.sized_hashes()
            if start in path
        ],
    )


def _takes_of_feed(shared: SharedFiles) -> object:
    """Return what the feed of all agencies is made from."""
    return _digest_of(shared, contributions.ENTRIES), earlier_key(shared.prepared)


def _takes_of_sets(shared: SharedFiles) -> object:
    """Return what the data sets besides the two lists are made from."""
    prepared, site = shared.prepared, shared.site
    law = law_in_force(site.framework, AsOf(prepared.options.as_of))
    return _digest_of(shared, contributions.SETS), _publishers(prepared, site, law)


def _takes_of_followers(shared: SharedFiles) -> object:
    """Return what the files for followers are made from."""
    spans = [(build.valid_from, build.valid_to) for build in shared.prepared.builds.values()]
    return _digest_of(shared, contributions.FOLLOWED), spans, earlier_key(shared.prepared)


def _takes_of_catalogue(shared: SharedFiles) -> object:
    """Return what the data catalogue is made from: it states sizes and hashes of agencies' files."""
    files = [
        shared.written[name].hashes for name in shared.prepared.summaries if name in shared.written
    ]
    return _digest_of(shared, contributions.CATALOGUED), files


def _takes_of_records(shared: SharedFiles) -> object:
    """Return what the records that a site keeps are made from: summaries of days, results of link checks."""
    return shared.prepared.earlier, shared.prepared.build_context.links


def _write_records(shared: SharedFiles) -> Iterator[str]:
    """Write public keys, summaries of earlier days and the newest result of a link check."""
    options, site, out = shared.prepared.options, shared.site, shared.out
    if keys := allowed_signers(site.place.public_keys):
        yield write_below(out, site.urls.site(PUBLIC_KEYS), keys)
    earlier = shared.prepared.earlier if options.oversight else ()
    snapshots = ((snapshot.as_of, snapshot_bytes(snapshot)) for snapshot in earlier)
    yield from _write_dated(out, site.urls.shared(SNAPSHOTS), snapshots)
    if links := shared.prepared.build_context.links:
        results = [(links.checked, link_result_bytes(links))]
        yield from _write_dated(out, site.urls.shared(LINK_RESULTS), results)


def _write_descriptions(shared: SharedFiles) -> Iterator[str]:
    """Write the files that describe data: JSON Schemas, and the facts of each law."""
    for path, content in (*schema_files(shared.site), *law_files(shared.site)):
        yield write_below(shared.out, path, content)


def _write_catalogue(shared: SharedFiles) -> Iterator[str]:
    """Write the data catalogue and the data package."""
    agencies = _contributed(shared, contributions.CATALOGUED)
    as_of = AsOf(shared.prepared.options.as_of)
    return catalogue_files(shared.site, agencies, as_of, shared.out, shared.written.values())


def _contributed(shared: SharedFiles, part: contributions.Part[Sequence[T]]) -> Iterator[T]:
    """Yield the items of all agencies' contributions to a shared file, read one agency at a time.

    Args:
        shared: The state of the writers.
        part: The part that is wanted.
    """
    for _, found in contributed(shared.task, shared.prepared.builds, part):
        yield from found


def _write_dated(
    out: Path, folder: str, contents: Iterable[tuple[datetime.date, bytes]]
) -> Iterator[str]:
    """Write a file for each day, and a list of their names; yield the paths.

    These are summaries of earlier days, and the newest result of a link check: the next build, and
    the next check, fetch them from the site itself, by the list.

    Args:
        out: The output folder.
        folder: The folder of the files below it.
        contents: Day and content of each file, in order.
    """
    names = []
    for day, content in contents:
        names.append(f"{day}.json")
        yield write_below(out, f"{folder}/{names[-1]}", content)
    if names:
        yield write_below(out, f"{folder}/{DATED_LIST}", "".join(f"{name}\n" for name in names))


def _write_index(shared: SharedFiles) -> Iterator[str]:
    """Write the search index and yield the paths of its files.

    Contributions are read one at a time, so that memory does not grow with the site.
    """
    prepared, out, site = shared.prepared, shared.out, shared.site
    summaries = prepared.summaries
    order = sorted(summaries, key=lambda name: sort_key(index_name(summaries[name].short_name)))
    law = law_in_force(site.framework, AsOf(prepared.options.as_of))
    packs = [law, *(pack for pack in reversed(site.framework.packs) if pack.id != law.id)]
    folder = site.urls.shared(INDEX)
    (out / folder).mkdir(parents=True, exist_ok=True)
    searched = SearchedSite(
        agencies={name: (summaries[name].short_name, summaries[name].type) for name in order},
        types=AGENCY_TYPES,
        meanings=[(entry.said, entry.meant) for entry in site.place.everyday_words if entry.meant],
        points={point.id: _label(site, pack, point) for pack in packs for point in pack.points},
        root="../" * (folder.count("/") + 1),
    )
    stored = shared.task.contributions
    names = write_index(
        itertools.chain(
            read_records(_contributed(shared, contributions.RECORDS)),
            site_records(prepared.site.pages, site),
            shared.documents,
        ),
        searched,
        out / folder,
        temporary=prepared.fragment_store,
        kept=stored.kept_blocks(f"{shared.task.context.key} {searched!r}") if stored else None,
    )
    yield from (f"{folder}/{name}" for name in names)


def site_records(pages: Iterable[PageEntry], site: SiteContext) -> Iterator[SearchRecord]:
    """Yield search records of the pages about all agencies.

    A page that is not translated can still be found by its translated title and description, taken
    from the interface's texts.
    """
    indexed = [page for page in pages if page.indexed]
    titles = {page.title for page in indexed}
    for page in indexed:
        address, words = site.urls.address(page.path), [page.description]
        names = [f"{page.language} {page.title}"] if page.language != SOURCE else []
        for tag in site.languages if page.language == SOURCE else ():
            texts = _translations(tag)
            title = texts.get(page.title, "")
            if title and title not in titles:
                names.append(f"{tag} {title}")
                words += [title, texts.get(page.description, "")]
        yield SearchRecord(page.title, address, words=" ".join(words), titles=BETWEEN.join(names))


@functools.cache
def _translations(language: str) -> Mapping[str, str]:
    """Return Vietnamese text → its translation, for all texts of the interface.

    If one text is used under several keys, such as a page's title and a link to it, the translation
    of the title counts.
    """
    source, other = load_texts(SOURCE), load_texts(language)
    keys = sorted(source.known & other.known, key=lambda key: (key.endswith("title"), key))
    return {source[key]: other[key] for key in keys}


def _label(site: SiteContext, pack: LawPack, point: Point) -> str:
    """Return a law point's label in the search: “Điểm a. Thủ tục hành chính (Luật …)”."""
    words = site.texts.plain("disclosure.point", letter=point.letter)
    return f"{words}. {point.short_title} ({pack.full_name})"


def _write_list(shared: SharedFiles, name: str) -> Iterator[str]:
    """Write one list of the whole jurisdiction in each format, joined from agencies' own files."""
    prepared, site, out = shared.prepared, shared.site, shared.out
    kind = next(kind for kind in LIST_COLUMNS if kind.name == name)
    urls = site.urls
    files = {
        form: {
            agency: path
            for agency in prepared.summaries
            if (path := out / urls.attachment(agency, f"{DOWNLOADS}/{name}.{form}")).is_file()
        }
        for form in FORMATS
    }
    if not any(files.values()):
        return
    law = law_in_force(site.framework, AsOf(prepared.options.as_of))
    province_list = ProvinceList(
        dataset=province_dataset(kind, [*prepared.summaries.values()], site, law),
        files=files,
        texts=site.texts,
        shared=shared_bytes(kind, site, law),
    )
    folder = urls.site(DOWNLOADS)
    yield from (f"{folder}/{path}" for path in write_province_files(out / folder, province_list))


def _write_feed(shared: SharedFiles) -> Iterator[str]:
    """Write the feed (Atom) with the news of all agencies."""
    site, urls = shared.site, shared.site.urls
    path, name = urls.site(FEED), site.place.name or site.texts["site.section"]
    feed = feed_of(site, name, path=path, page=urls.absolute(urls.site("")))
    entries = itertools.chain(
        _contributed(shared, contributions.ENTRIES), gone_entries(shared.prepared, site)
    )
    for file, content in feed_files(feed, path, entries):
        yield write_below(shared.out, file, content)


# Files for search engines: the sitemap (sitemaps.org 0.9) and `robots.txt` (RFC 9309).

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"
_EMPTY_SITEMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
</urlset>
"""


def write_sitemap(out: Path, entries: Iterable[tuple[str, str]]) -> None:
    """Write the sitemap, and its compressed copy.

    Args:
        out: The output folder.
        entries: Absolute address and ISO day of the last change of each page.
    """
    content = _EMPTY_SITEMAP.replace("</urlset>", f"{''.join(_sitemap_elements(entries))}</urlset>")
    (out / SITEMAP).write_bytes(content.encode())
    pack_sitemap(out)


def pack_sitemap(out: Path) -> None:
    """Write the compressed copy of a folder's sitemap, without a timestamp: builds must be repeatable."""
    with gzip.GzipFile(out / f"{SITEMAP}.gz", "wb", mtime=0) as file:
        file.write((out / SITEMAP).read_bytes())


def with_our_pages(content: str, prepared: Prepared) -> str:
    """Return a site's sitemap with the pages made from data added, replacing those of the last run."""
    elements = "".join(_sitemap_elements(page_entries(prepared)))
    urls = prepared.build_context.urls
    if urls.prefix:
        root = html.escape(urls.site_url + urls.prefix)
        earlier = rf"<url><loc>{re.escape(root)}[/.][^<]*</loc><lastmod>[^<]*</lastmod></url>\n"
        content = re.sub(earlier, "", content)
    return content.replace("</urlset>", f"{elements}</urlset>")


def page_entries(prepared: Prepared) -> Iterator[tuple[str, str]]:
    """Yield (absolute address, ISO day of the last change) of every page made from data, for the sitemap.

    Pages that must not be indexed are left out. A page without a day of its own gets its agency's
    newest, or the newest of all agencies: never the day of the build, so that only new data change
    the sitemap.
    """
    absolute, newest = prepared.build_context.urls.absolute, newest_day(prepared)
    for entry in prepared.site.pages:
        if entry.indexed:
            yield absolute(entry.path), entry.updated or newest
    for build in prepared.builds.values():
        newest_of_agency = max((entry.updated for entry in build.pages), default="") or newest
        for entry in build.pages:
            if entry.indexed:
                yield absolute(entry.path), entry.updated or newest_of_agency


def hand_written_entries(
    hand_written: HandWritten, prepared: Prepared, changed: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield (absolute address, ISO day of the last change) of each hand-written page for the sitemap.

    Pages that search engines must not index are left out.

    Args:
        hand_written: The pages.
        prepared: The site.
        changed: Source path → day when the file was last committed.
    """
    site_url, newest = prepared.build_context.urls.site_url, newest_day(prepared)
    for page in hand_written.pages:
        if not page.is_hidden:
            yield f"{site_url}{page.file.address}", changed.get(page.file.source, newest)


def newest_day(prepared: Prepared) -> str:
    """Return the ISO day of the last change of any agency's data; without one, the law's first day.

    It dates pages without a day of their own: the day of the build would change every day.
    """
    days = (entry.updated for build in prepared.builds.values() for entry in build.pages)
    if newest := max(days, default=""):
        return newest
    law = law_in_force(prepared.build_context.framework, AsOf(prepared.options.as_of))
    return law.in_force_from.isoformat()


def robots_text(site_url: str) -> str:
    """Return a site's `robots.txt`: everything may be read, and the sitemap is there.

    Args:
        site_url: Absolute address of the site's root with a final slash, or "".

    Returns:
        The text; "" for a site below a host's root, since robots look for the file at the root
        only.
    """
    if urlsplit(site_url).path != "/":
        return ""
    return f"User-agent: *\nDisallow:\n\nSitemap: {site_url}{SITEMAP}\n"


def _sitemap_elements(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the sitemap's `<url>` element for each address with its day of change."""
    for address, changed in entries:
        yield f"<url><loc>{html.escape(address)}</loc><lastmod>{changed}</lastmod></url>\n"
