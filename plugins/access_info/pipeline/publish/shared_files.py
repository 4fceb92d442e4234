"""Files made from all agencies' data: the search index, the catalogue, the feed."""

from __future__ import annotations

import dataclasses
import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from access_info.assessment.link_results import link_result_bytes
from access_info.assessment.snapshots import snapshot_bytes
from access_info.exports.columns import LIST_COLUMNS, ListColumns
from access_info.exports.follower_feed import Feed, feed_files
from access_info.exports.formats import FORMATS, ProvinceList, write_province_files
from access_info.legal.packs import LawPack, Point
from access_info.model.registry import AsOf
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.rendering.ordering import index_name, sort_key
from access_info.pages.rendering.paths import DOWNLOADS, FEED, INDEX, PUBLIC_KEYS
from access_info.pages.rendering.site import SiteContext, law_in_force
from access_info.pages.rendering.translations import SOURCE, load_texts
from access_info.pipeline.incremental.agency_build import PageEntry
from access_info.pipeline.incremental.contributions import (
    read_catalogued,
    read_entries,
    read_record_lines,
    read_sets,
)
from access_info.pipeline.incremental.reuse import Published
from access_info.pipeline.preparation.agency import AgencyTask
from access_info.pipeline.preparation.contributed import contributed
from access_info.pipeline.preparation.open_data import (
    feed_schemes,
    law_files,
    province_dataset,
    schema_files,
    shared_bytes,
)
from access_info.pipeline.preparation.prepare import Prepared
from access_info.pipeline.preparation.workers import FEWEST, work
from access_info.pipeline.publish.catalogue.files import catalogue_files
from access_info.pipeline.publish.follower_files import gone_entries, write_follower_files
from access_info.pipeline.publish.set_files import sets_of, write_set_files
from access_info.pipeline.trust.signing import allowed_signers
from access_info.search import BETWEEN, SearchedSite, SearchRecord, read_records, write_index

SNAPSHOTS = "giam-sat/tom-tat"
DATED_LIST = "danh-sach.txt"
LINK_RESULTS = "giam-sat/lien-ket"
_INDEX, _FEED, _SETS = "tim-kiem", "tin", "bo-du-lieu"
_DESCRIPTIONS, _CATALOGUE = "mo-ta", "danh-muc"
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
        if self.prepared.context is None:
            raise ValueError("the laws cannot be read")
        return self.prepared.context.site


def write_shared_files(shared: SharedFiles) -> Iterator[str]:
    """Write the files about all agencies.

    They are made side by side, in processes that take their memory with them.

    Yields:
        Paths of the files, below the output folder.
    """
    options, site = shared.prepared.options, shared.site
    has_lists = options.downloads and site.urls.single is None
    parts = [_INDEX] if options.search else []
    parts += [*(kind.name for kind in LIST_COLUMNS), _FEED] if has_lists else []
    parts += [_SETS] if options.downloads else []
    jobs = options.jobs if len(shared.prepared.names) >= FEWEST else 1
    tell = functools.partial(options.progress.of, "ghi các tệp chung")
    for paths in work(_write_part, parts, state=shared, jobs=jobs, few_and_large=True, tell=tell):
        yield from paths
    # The catalogue tells of files that are there now.
    parts = [_DESCRIPTIONS] if options.downloads else []
    parts += [_CATALOGUE] if site.has_catalogue else []
    for paths in work(_write_part, parts, state=shared, jobs=jobs, in_one=True, tell=tell):
        yield from paths
    if options.downloads:
        yield from write_follower_files(shared.prepared, site, shared.task, shared.out)
    if keys := allowed_signers(site.place.public_keys):
        path = site.urls.site(PUBLIC_KEYS)
        (shared.out / path).parent.mkdir(parents=True, exist_ok=True)
        (shared.out / path).write_text(keys, encoding="utf-8", newline="\n")
        yield path
    if options.oversight:
        yield from _snapshots(shared.prepared, site, shared.out)
    yield from _link_result(shared.prepared, site, shared.out)


def _write_part(shared: SharedFiles, part: str) -> list[str]:
    """Write the index, the feed, the sets, or a list by its name; return the paths."""
    if part == _INDEX:
        return _index(shared, shared.site)
    if part == _SETS:
        return [*_sets(shared, shared.site)]
    if part == _FEED:
        return [*_feed(shared, shared.site)]
    if part == _DESCRIPTIONS:
        return [*_descriptions(shared, shared.site)]
    if part == _CATALOGUE:
        agencies, as_of = _contributed(shared, read_catalogued), AsOf(shared.prepared.options.as_of)
        known = shared.written.values()
        return [*catalogue_files(shared.site, agencies, as_of, shared.out, known)]
    kind = next(kind for kind in LIST_COLUMNS if kind.name == part)
    return [*_catalogue(shared, shared.site, kind)]


def _descriptions(shared: SharedFiles, site: SiteContext) -> Iterator[str]:
    """Write what data are described by: schemas of their files, and the laws' facts."""
    for path, content in (*schema_files(site, sets_of(site)), *law_files(site)):
        (shared.out / path).parent.mkdir(parents=True, exist_ok=True)
        (shared.out / path).write_bytes(content)
        yield path


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


def _snapshots(prepared: Prepared, site: SiteContext, out: Path) -> Iterator[str]:
    """Write summaries of earlier days, for the next build to fetch: nothing else keeps them."""
    folder = site.urls.shared(SNAPSHOTS)
    names = []
    for snapshot in prepared.earlier:
        name = f"{snapshot.as_of}.json"
        (out / folder).mkdir(parents=True, exist_ok=True)
        (out / folder / name).write_bytes(snapshot_bytes(snapshot))
        names.append(name)
        yield f"{folder}/{name}"
    if names:
        text = "".join(f"{name}\n" for name in names)
        (out / folder / DATED_LIST).write_text(text, encoding="utf-8", newline="\n")
        yield f"{folder}/{DATED_LIST}"


def _link_result(prepared: Prepared, site: SiteContext, out: Path) -> Iterator[str]:
    """Write the newest result of checking links, for the next check to go on from."""
    result = prepared.context.links if prepared.context is not None else None
    if result is None:
        return
    folder, name = site.urls.shared(LINK_RESULTS), f"{result.checked}.json"
    (out / folder).mkdir(parents=True, exist_ok=True)
    (out / folder / name).write_bytes(link_result_bytes(result))
    (out / folder / DATED_LIST).write_text(f"{name}\n", encoding="utf-8", newline="\n")
    yield from (f"{folder}/{name}", f"{folder}/{DATED_LIST}")


def _index(shared: SharedFiles, site: SiteContext) -> list[str]:
    """Write the search index and return the paths of its files.

    Memory does not grow with the site: contributions are read one at a time.
    """
    prepared, out = shared.prepared, shared.out
    summaries = {
        name: build.summary for name, build in prepared.builds.items() if build.summary is not None
    }
    order = sorted(summaries, key=lambda name: sort_key(index_name(summaries[name].short_name)))
    law = law_in_force(site.framework, AsOf(prepared.options.as_of))
    packs = [law, *(pack for pack in reversed(site.framework.packs) if pack.id != law.id)]
    folder = site.urls.shared(INDEX)
    (out / folder).mkdir(parents=True, exist_ok=True)
    names = write_index(
        itertools.chain(
            read_records(_contributed(shared, read_record_lines)),
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
    return [f"{folder}/{name}" for name in names]


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


def _catalogue(shared: SharedFiles, site: SiteContext, kind: ListColumns) -> Iterator[str]:
    """Write one list of the whole jurisdiction, joined from agencies' files."""
    out = shared.out
    whole = _province_list(shared.prepared, site, kind, out)
    if any(whole.files.values()):
        folder = site.urls.site(DOWNLOADS)
        (out / folder).mkdir(parents=True, exist_ok=True)
        for name in write_province_files(out / folder, whole):
            yield f"{folder}/{name}"


def _province_list(
    prepared: Prepared, site: SiteContext, kind: ListColumns, out: Path
) -> ProvinceList:
    """Gather one list of the whole jurisdiction from agencies' files, where they have it."""
    urls = site.urls
    files = {
        form: {
            name: path
            for name in prepared.names
            if (path := out / urls.attachment(name, f"{DOWNLOADS}/{kind.name}.{form}")).is_file()
        }
        for form in FORMATS
    }
    law = law_in_force(site.framework, AsOf(prepared.options.as_of))
    summaries = [build.summary for build in prepared.builds.values() if build.summary is not None]
    dataset = province_dataset(kind, summaries, site, law)
    shared = shared_bytes(kind, site, law)
    return ProvinceList(dataset=dataset, files=files, texts=site.texts, shared=shared)


def _sets(shared: SharedFiles, site: SiteContext) -> Iterator[str]:
    """Write the sets beside the two lists, of the whole site."""
    read = contributed(shared.task, shared.prepared.builds, read_sets)
    yield from write_set_files(shared.prepared, site, shared.out, (sets for _, sets in read))


def _feed(shared: SharedFiles, site: SiteContext) -> Iterator[str]:
    """Write the feed of news of all agencies."""
    urls, name = site.urls, site.place.name or site.texts["site.section"]
    path = urls.site(FEED)
    feed = Feed(
        address=urls.site_url and urls.site_url + quote(path),
        page=urls.absolute(urls.site("")),
        title=site.texts.plain("exports.feed_of", name=name),
        author=name,
        rights=site.place.licence or "",
        **feed_schemes(site),
    )

    entries = itertools.chain(
        _contributed(shared, read_entries), gone_entries(shared.prepared, site)
    )
    for file, content in feed_files(feed, path, entries):
        (shared.out / file).write_bytes(content)
        yield file
