"""Files made from all agencies' data: the search index, the catalogue, the feed."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import gzip
import heapq
import html
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlsplit

from access_info.assessment.link_results import link_result_bytes
from access_info.assessment.province import snapshot_bytes
from access_info.exports import follower_files, set_columns
from access_info.exports.columns import LIST_COLUMNS, ListColumns
from access_info.exports.dataset import COMPARED, OF_DATA
from access_info.exports.follower_feed import Feed, FeedEntry, feed_files, removed_entries
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
from access_info.model.items import CONDITIONAL, DISCLOSURE
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
)
from access_info.pages.rendering.site import SiteContext, index_name, law_in_force, sort_key
from access_info.pipeline.hand_written import HandWritten
from access_info.pipeline.incremental import contributions
from access_info.pipeline.incremental.agency_build import PageEntry
from access_info.pipeline.incremental.earlier import EarlierState
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.preparation.agency import AgencyTask
from access_info.pipeline.preparation.open_data import (
    feed_schemes,
    law_files,
    province_dataset,
    schema_files,
    shared_bytes,
    site_dataset,
)
from access_info.pipeline.preparation.prepare import Prepared, contributed
from access_info.pipeline.preparation.workers import MIN_TASKS, work
from access_info.pipeline.publish.catalogue import catalogue_files
from access_info.pipeline.publish.output import write_below
from access_info.pipeline.trust.manifest import allowed_signers
from access_info.search import BETWEEN, SearchedSite, SearchRecord, read_records, write_index

# Files of the sets beside the two lists, of the whole site: from what each agency contributes.


def sets_of(site: SiteContext) -> tuple[ListColumns, ...]:
    """List the sets of the whole site beside the two lists.

    Of duties there is none where the site does not tell who meets them.
    """
    judged = (set_columns.STANDING_COLUMNS,) if site.features.oversight else ()
    return (
        set_columns.AGENCY_COLUMNS,
        set_columns.STATISTICS_COLUMNS,
        *judged,
        set_columns.CORRECTION_COLUMNS,
        set_columns.LAW_COLUMNS,
    )


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
                publishers={}
                if kind in {set_columns.AGENCY_COLUMNS, set_columns.LAW_COLUMNS}
                else publishers,
                concept_address=code_addresses(site),
                words=site.texts,
            )
            written[kind.name] = files.enter_context(contextlib.closing(begun))
        written[set_columns.LAW_COLUMNS.name].add(_law_lines(site, law))
        for sets in contributed:
            for name, lines in sets.items():
                if name in written:
                    written[name].add(lines)
    yield from (f"{folder}/{name}" for each in written.values() for name in each.names)


def _law_lines(site: SiteContext, law: LawPack) -> SetLines:
    """Return the rows of the set of laws as its files have them."""

    def address(of_law: LawPack, of: str, code: str) -> str:
        return site.urls.site_url + fact_address(site, of_law, of, code)

    rows = law_rows(site.framework, address)
    return set_lines(site_dataset(set_columns.LAW_COLUMNS, site, law), rows)


def _publishers(
    prepared: Prepared, site: SiteContext, law: LawPack
) -> Mapping[str, Mapping[str, str]]:
    """Tell of each agency what files say of a publisher."""
    dataset, urls = site_dataset(set_columns.AGENCY_COLUMNS, site, law), site.urls
    publishers = {}
    for name, summary in prepared.summaries.items():
        known = {
            "@id": dataset.local(urls.address(urls.agency(name))),
            "orgIdentifier": summary.official_code,
            "name": summary.name,
        }
        publishers[name] = {key: value for key, value in known.items() if value}
    return publishers


# Files for those who keep a copy: the state of every row, and what changed, came and went.

# Sets whose page is not called as they are; an agency's own row is its first page.
_PAGES = {set_columns.STANDING_COLUMNS.name: COMPLIANCE, set_columns.AGENCY_COLUMNS.name: OVERVIEW}


def earlier_key(prepared: Prepared) -> str:
    """Build the key of what files about all agencies take from what was published before."""
    earlier = prepared.build_context.earlier
    return earlier.key(prepared.options.as_of, prepared.names) if earlier is not None else ""


def gone_entries(prepared: Prepared, site: SiteContext) -> Iterator[FeedEntry]:
    """Yield what says that the rows are there no more of agencies that are there no more."""
    for name, lists in _gone_agencies(prepared):
        pages: dict[str, str] = {
            kind.name: site.urls.absolute(site.urls.agency(name, kind.name))
            for kind in LIST_COLUMNS
        }
        yield from removed_entries(lists, pages, folder=name, present=())


def write_follower_files(shared: SharedFiles) -> Iterator[str]:
    """Write the state of every row, and what changed, one agency at a time; yield the files' paths."""
    prepared, site, out = shared.prepared, shared.site, shared.out
    earlier, as_of = prepared.build_context.earlier, prepared.options.as_of
    members = {
        "modifiedFrom": OF_DATA if earlier is None else COMPARED,
        "@base": site.urls.site_url,
    }
    folder = site.urls.site(DOWNLOADS)
    (out / folder).mkdir(parents=True, exist_ok=True)
    paths = [f"{folder}/{name}" for name in (follower_files.ROWS_FILE, follower_files.CHANGES_FILE)]
    with (out / paths[0]).open("wb") as rows_file, (out / paths[1]).open("wb") as changes_file:
        rows = follower_files.LinesFile(rows_file, members, "agencies")
        changes = follower_files.LinesFile(changes_file, members, "changes")
        for line in earlier.change_lines(as_of) if earlier else ():
            changes.add(line)
        for name, line in _history_lines(shared):
            if line:
                rows.add(line)
            if earlier is not None:
                for change in _changes(name, earlier, line, as_of.isoformat(), site.urls):
                    changes.add(change.as_json_line())
        rows.end()
        changes.end()
    yield from paths


def _changes(
    name: str, earlier: EarlierState, line: str, day: str, urls: Urls
) -> Iterator[follower_files.FollowedChange]:
    """Yield what changed in an agency's rows since the earlier publication."""
    after = follower_files.read_followed(follower_files.members_of(line.encode())) if line else {}

    def page(kind: str) -> str:
        return urls.address(urls.agency(name, _PAGES.get(kind, kind)))

    return follower_files.row_changes(name, earlier.lists(name), after, day, page)


def _history_lines(shared: SharedFiles) -> Iterator[tuple[str, str]]:
    """Yield each agency with its line, those that are there no more too, sorted."""
    gone = (
        (name, follower_files.followed_line(name, lists) if lists else "")
        for name, lists in _gone_agencies(shared.prepared)
    )
    present = contributed(shared.task, shared.prepared.builds, contributions.read_followed_line)
    return heapq.merge(present, gone)


def _gone_agencies(prepared: Prepared) -> Iterator[tuple[str, follower_files.FollowedLists]]:
    """Yield agencies that were published and are not, with what is still told of their rows."""
    earlier = prepared.build_context.earlier
    if earlier is not None:
        for name in sorted(earlier.places.keys() - prepared.summaries):
            as_of = AsOf(prepared.options.as_of)
            yield name, follower_files.compared({}, earlier.lists(name), as_of).lists


SNAPSHOTS = "giam-sat/tom-tat"
DATED_LIST = "danh-sach.txt"
LINK_RESULTS = "giam-sat/lien-ket"
T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class SharedFiles:
    """What the files about all agencies are made from; workers inherit it.

    Attributes:
        prepared: The site.
        documents: Pages that are not ours, to be found too.
        out: The output folder, where agencies' own files already are.
        task: Makes an agency's contribution anew, which was there a moment ago and is not now.
        written: What is known of agencies' own files, by agency.
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


def write_shared_files(shared: SharedFiles) -> Iterator[str]:
    """Write the files about all agencies and yield their paths below the output folder.

    They are made side by side, in processes that take their memory with them.
    """
    options, site, out = shared.prepared.options, shared.site, shared.out
    has_lists = options.downloads and site.urls.single is None
    parts: list[_WritePart] = [_write_index] if options.search else []
    parts += [_write_disclosures, _write_conditionals, _write_feed] if has_lists else []
    parts += [_write_sets] if options.downloads else []
    jobs = options.jobs if len(shared.prepared.names) >= MIN_TASKS else 1
    tell = functools.partial(options.progress.of, "ghi các tệp chung")
    for paths in work(_write_part, parts, state=shared, jobs=jobs, few_and_large=True, tell=tell):
        yield from paths
    # The catalogue tells of files that are there now.
    parts = [_write_descriptions] if options.downloads else []
    parts += [_write_catalogue] if site.has_catalogue else []
    for paths in work(_write_part, parts, state=shared, jobs=jobs, in_one=True, tell=tell):
        yield from paths
    if options.downloads:
        yield from write_follower_files(shared)
    if keys := allowed_signers(site.place.public_keys):
        yield write_below(out, site.urls.site(PUBLIC_KEYS), keys)
    if options.oversight:
        yield from _write_snapshots(shared.prepared, site, out)
    yield from _write_link_result(shared.prepared, site, out)


_WritePart = Callable[[SharedFiles], Iterator[str]]


def _write_part(shared: SharedFiles, write: _WritePart) -> list[str]:
    """Write the files of one kind; return their paths, as a worker hands them back."""
    return [*write(shared)]


def _write_descriptions(shared: SharedFiles) -> Iterator[str]:
    """Write what data are described by: schemas of their files, and the laws' facts."""
    site = shared.site
    for path, content in (*schema_files(site, sets_of(site)), *law_files(site)):
        yield write_below(shared.out, path, content)


def _write_catalogue(shared: SharedFiles) -> Iterator[str]:
    """Write the catalogue of all data, and the package of its tables."""
    agencies, as_of = (
        _contributed(shared, contributions.read_catalogued),
        AsOf(shared.prepared.options.as_of),
    )
    return catalogue_files(shared.site, agencies, as_of, shared.out, shared.written.values())


def _contributed(
    shared: SharedFiles, read: Callable[[Path, str, str, str], Sequence[T] | None]
) -> Iterator[T]:
    """Yield what agencies contribute to a shared file, of one agency at a time.

    Args:
        shared: What such files are made from.
        read: Reads the part that is wanted of a contribution: folder, agency, key, look.
    """
    for _, part in contributed(shared.task, shared.prepared.builds, read):
        yield from part


def _write_snapshots(prepared: Prepared, site: SiteContext, out: Path) -> Iterator[str]:
    """Write summaries of earlier days, for the next build to fetch: nothing else keeps them."""
    folder = site.urls.shared(SNAPSHOTS)
    names = [f"{snapshot.as_of}.json" for snapshot in prepared.earlier]
    for name, snapshot in zip(names, prepared.earlier, strict=True):
        yield write_below(out, f"{folder}/{name}", snapshot_bytes(snapshot))
    if names:
        yield write_below(out, f"{folder}/{DATED_LIST}", "".join(f"{name}\n" for name in names))


def _write_link_result(prepared: Prepared, site: SiteContext, out: Path) -> Iterator[str]:
    """Write the newest result of checking links, for the next check to go on from."""
    result = prepared.build_context.links
    if result is not None:
        folder, name = site.urls.shared(LINK_RESULTS), f"{result.checked}.json"
        yield write_below(out, f"{folder}/{name}", link_result_bytes(result))
        yield write_below(out, f"{folder}/{DATED_LIST}", f"{name}\n")


def _write_index(shared: SharedFiles) -> Iterator[str]:
    """Write the search index and yield the paths of its files.

    Memory does not grow with the site: contributions are read one at a time.
    """
    prepared, out, site = shared.prepared, shared.out, shared.site
    summaries = prepared.summaries
    order = sorted(summaries, key=lambda name: sort_key(index_name(summaries[name].short_name)))
    law = law_in_force(site.framework, AsOf(prepared.options.as_of))
    packs = [law, *(pack for pack in reversed(site.framework.packs) if pack.id != law.id)]
    folder = site.urls.shared(INDEX)
    (out / folder).mkdir(parents=True, exist_ok=True)
    names = write_index(
        itertools.chain(
            read_records(_contributed(shared, contributions.read_record_lines)),
            site_records(prepared.site.pages, site),
            shared.documents,
        ),
        SearchedSite(
            agencies={name: (summaries[name].short_name, summaries[name].type) for name in order},
            types=AGENCY_TYPES,
            meanings=[
                (entry.said, entry.meant) for entry in site.place.everyday_words if entry.meant
            ],
            points={point.id: _point(site, pack, point) for pack in packs for point in pack.points},
            root="../" * (folder.count("/") + 1),
        ),
        out / folder,
        temporary=prepared.fragment_store,
    )
    yield from (f"{folder}/{name}" for name in names)


def site_records(pages: Iterable[PageEntry], site: SiteContext) -> Iterator[SearchRecord]:
    """Yield search records of pages about all agencies, in each language that offers them.

    A page that a language of the interface does not offer can be found by its title in it.
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
    """Map the texts of pages in the source's language to those in another.

    Of a text that stands for several, such as a page and a link to it, the title's translation counts.
    """
    source, other = load_texts(SOURCE), load_texts(language)
    keys = sorted(source.known & other.known, key=lambda key: (key.endswith("title"), key))
    return {source[key]: other[key] for key in keys}


def _point(site: SiteContext, pack: LawPack, point: Point) -> str:
    """Name a point as a choice of the search: its letter, what it is about, and of which law."""
    words = site.texts.plain("disclosure.point", letter=point.letter)
    return f"{words}. {point.short_title} ({pack.full_name})"


def _write_disclosures(shared: SharedFiles) -> Iterator[str]:
    """Write the list of what must be disclosed, of the whole jurisdiction."""
    return _write_list(shared, DISCLOSURE)


def _write_conditionals(shared: SharedFiles) -> Iterator[str]:
    """Write the list of what is accessible under conditions, of the whole jurisdiction."""
    return _write_list(shared, CONDITIONAL)


def _write_list(shared: SharedFiles, name: str) -> Iterator[str]:
    """Write one list of the whole jurisdiction, joined from the files of agencies that have it."""
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
    whole = ProvinceList(
        dataset=province_dataset(kind, [*prepared.summaries.values()], site, law),
        files=files,
        texts=site.texts,
        shared=shared_bytes(kind, site, law),
    )
    folder = urls.site(DOWNLOADS)
    (out / folder).mkdir(parents=True, exist_ok=True)
    yield from (f"{folder}/{path}" for path in write_province_files(out / folder, whole))


def _write_sets(shared: SharedFiles) -> Iterator[str]:
    """Write the sets beside the two lists, of the whole site."""
    read = contributed(shared.task, shared.prepared.builds, contributions.read_sets)
    return write_set_files(shared.prepared, shared.site, shared.out, (sets for _, sets in read))


def _write_feed(shared: SharedFiles) -> Iterator[str]:
    """Write the feed of news of all agencies."""
    site, urls = shared.site, shared.site.urls
    path, name = urls.site(FEED), site.place.name or site.texts["site.section"]
    feed = Feed(
        address=urls.site_url and urls.site_url + quote(path),
        page=urls.absolute(urls.site("")),
        title=site.texts.plain("exports.feed_of", name=name),
        author=name,
        rights=site.place.licence or "",
        **feed_schemes(site),
    )
    entries = itertools.chain(
        _contributed(shared, contributions.read_entries), gone_entries(shared.prepared, site)
    )
    for file, content in feed_files(feed, path, entries):
        yield write_below(shared.out, file, content)


# What search engines are told of a site's pages: the sitemap (sitemaps.org 0.9) and `robots.txt` (RFC 9309).

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"


def write_sitemap(out: Path, entries: Iterable[tuple[str, str]]) -> None:
    """Write the sitemap, and a compressed copy without the hour in it.

    Args:
        out: The output folder.
        entries: Absolute address and ISO day of the last change of each page.
    """
    content = "".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n',
            *_sitemap_elements(entries),
            "</urlset>\n",
        )
    ).encode()
    (out / SITEMAP).write_bytes(content)
    pack_sitemap(out)


def pack_sitemap(out: Path) -> None:
    """Write the compressed copy of the sitemap in a folder, the same bytes at any hour."""
    with gzip.GzipFile(out / f"{SITEMAP}.gz", "wb", mtime=0) as file:
        file.write((out / SITEMAP).read_bytes())


def with_our_pages(content: str, prepared: Prepared) -> str:
    """Add the pages made from data to the sitemap of a site that has others, in place of earlier ones."""
    elements = "".join(_sitemap_elements(page_entries(prepared)))
    urls = prepared.build_context.urls
    if urls.prefix:
        root = html.escape(urls.site_url + urls.prefix)
        earlier = rf"<url><loc>{re.escape(root)}[/.][^<]*</loc><lastmod>[^<]*</lastmod></url>\n"
        content = re.sub(earlier, "", content)
    return content.replace("</urlset>", f"{elements}</urlset>")


def page_entries(prepared: Prepared) -> Iterator[tuple[str, str]]:
    """Yield absolute address and ISO day of the last change of every indexed page made from data.

    A page that tells no day of its own has its agency's newest, and one about all agencies the newest
    of them all: a new day changes nothing, only new data do.
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
    """Yield absolute address and ISO day of the last change of each hand-written page that may be found.

    Args:
        hand_written: The pages.
        prepared: The site.
        changed: Of files of their folder, the day when each was last committed.
    """
    site_url, newest = prepared.build_context.urls.site_url, newest_day(prepared)
    for page in hand_written.pages:
        if not page.is_hidden:
            yield f"{site_url}{page.file.address}", changed.get(page.file.source, newest)


def newest_day(prepared: Prepared) -> str:
    """Return the ISO day when any agency's data last changed; else that since when the law is in force."""
    days = (entry.updated for build in prepared.builds.values() for entry in build.pages)
    if newest := max(days, default=""):
        return newest
    law = law_in_force(prepared.build_context.framework, AsOf(prepared.options.as_of))
    return law.in_force_from.isoformat()


def robots_text(site_url: str) -> str:
    """Write a site's `robots.txt`: everything may be read, and where the sitemap is.

    Robots look for the file at the root of a host only.

    Args:
        site_url: Absolute address of the site's root with a final slash, or "".

    Returns:
        "" where the site has no host of its own.
    """
    if urlsplit(site_url).path != "/":
        return ""
    return f"User-agent: *\nDisallow:\n\nSitemap: {site_url}{SITEMAP}\n"


def _sitemap_elements(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield an element of the sitemap for each page."""
    for address, changed in entries:
        yield f"<url><loc>{html.escape(address)}</loc><lastmod>{changed}</lastmod></url>\n"
