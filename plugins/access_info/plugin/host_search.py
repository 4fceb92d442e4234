"""Our pages in the search of a site that we are a guest of: MkDocs's own, or Material's.

It is one file that every reader fetches whole, so that it gets no more than `_MOST` bytes of ours,
compressed: first the pages about all agencies, then each agency, its main pages, and as many of the
newest items as still fit. Everything else is found on our own search page, to which the last entry
leads: its text holds the words that people search for most, since no entry of such an index can match
whatever is typed.
"""

from __future__ import annotations

import heapq
import html
import itertools
import json
import operator
import zlib
from collections.abc import Iterable, Iterator

from mkdocs.config.defaults import MkDocsConfig

from access_info.model.items import CONDITIONAL, DISCLOSURE
from access_info.pages.agency.links import TITLES
from access_info.pages.rendering.environment import SOURCE, load_texts
from access_info.pages.rendering.paths import CONTACT, REQUEST, SEARCH
from access_info.pipeline import Prepared
from access_info.pipeline.incremental.contributions import read_record_lines
from access_info.pipeline.preparation.agency import task_of
from access_info.pipeline.preparation.context import BuildContext
from access_info.pipeline.preparation.contributed import contributed
from access_info.search import SearchRecord, read_records

# Bytes of ours in an index as a server sends it; with lunr's own tables in it an entry weighs thrice.
_MOST, _MOST_PREBUILT = 59_000, 19_000
# A word in a title counts a thousand times as much as one in a text: one in a title of ours counts as one in
# a text of the host's.
_BOOST = 0.001
# Entries that are weighed together.
_BATCH = 64
# More items never fit.
_MOST_ITEMS = 2_000
_MAIN_PAGES = (DISCLOSURE, CONDITIONAL, REQUEST, CONTACT)
Entry = dict[str, str]


def add_to_search(config: MkDocsConfig, prepared: Prepared) -> None:
    """Add entries for our pages to the index of every search plugin, before it is written.

    Args:
        config: MkDocs's.
        prepared: Our pages.
    """
    context = prepared.context
    if context is None:
        return
    for plugin in config.plugins.values():
        index = getattr(plugin, "search_index", None)
        # Material's holds HTML, MkDocs's text.
        shown, plain = getattr(index, "entries", None), getattr(index, "_entries", None)
        if isinstance(shown, list):
            shown += map(_for_material, search_entries(prepared, context, most=_MOST))
        elif isinstance(plain, list):
            most = _MOST_PREBUILT if plugin.config.get("prebuild_index") else _MOST
            plain += search_entries(prepared, context, most=most)


def search_entries(prepared: Prepared, context: BuildContext, *, most: int) -> Iterator[Entry]:
    """Yield as many entries as fit, the most useful first; the last leads to our own search.

    Args:
        prepared: Our pages.
        context: What they rest on.
        most: Bytes of all of them as JSON, compressed.
    """
    last = [_search_page(context)] if prepared.options.search else []
    pages = itertools.chain(_site_pages(prepared, context), _agencies(prepared, context))
    yield from _fitting(itertools.chain(pages, _items(prepared, context)), most - 1_000 * len(last))
    yield from last


def _fitting(entries: Iterable[Entry], most: int) -> Iterator[Entry]:
    """Yield the first entries, as many as are no heavier than so many bytes when compressed."""
    packer, weight, rest = zlib.compressobj(), 0, iter(entries)
    while batch := list(itertools.islice(rest, _BATCH)):
        weight += len(packer.compress(json.dumps(batch).encode()))
        weight += len(packer.flush(zlib.Z_SYNC_FLUSH))
        if weight > most:
            return
        yield from batch


def _site_pages(prepared: Prepared, context: BuildContext) -> Iterator[Entry]:
    urls = context.urls
    for page in prepared.site.pages:
        if page.indexed and page.language == SOURCE:
            is_front = urls.prefix and page.path == urls.prefix
            title = load_texts()["site.section"] if is_front else page.title
            yield _entry(urls.address(page.path), title, page.description)


def _agencies(prepared: Prepared, context: BuildContext) -> Iterator[Entry]:
    """Yield all agencies, then all their main pages."""
    urls, builds = context.urls, [build for build in prepared.builds.values() if build.summary]
    for build in builds:
        if build.summary is not None:
            names = (build.summary.short_name, *build.summary.former_names)
            yield _entry(urls.address(urls.agency(build.id)), build.summary.name, ", ".join(names))
    for name in _MAIN_PAGES:
        for build in builds:
            path = urls.agency(build.id, name)
            for page in build.pages:
                if page.path == path and page.indexed:
                    yield _entry(urls.address(path), page.title)


def _items(prepared: Prepared, context: BuildContext) -> Iterator[Entry]:
    """Yield the items of all agencies that are in force and have a day, the newest first."""
    store, names = prepared.fragment_store, prepared.names
    if store is None or not prepared.options.search:
        return
    task = task_of(prepared.options, context, store)
    lines = (lines for _, lines in contributed(task, prepared.builds, read_record_lines))
    dated = (
        # Of thousands no more is held than what an entry shows.
        (record.date, record.address, record.title, record.agency, record.number)
        for record in read_records(itertools.chain.from_iterable(lines))
        if _is_item(record)
    )
    newest = heapq.nlargest(_MOST_ITEMS, dated, key=operator.itemgetter(0))
    for date, address, title, agency, number in newest:
        day = "/".join(reversed(date.split("-")))
        yield _entry(address, title, " · ".join(filter(None, (names.get(agency), number, day))))


def _is_item(record: SearchRecord) -> bool:
    return bool(record.date) and not record.state and record.kind in {DISCLOSURE, CONDITIONAL}


def _search_page(context: BuildContext) -> Entry:
    texts, urls = load_texts(), context.urls
    words = itertools.chain.from_iterable(entry.said for entry in context.site.place.everyday_words)
    titles = (texts[f"{TITLES[name]}.title"] for name in _MAIN_PAGES)
    text = f"{texts['search.description']} {', '.join(dict.fromkeys((*titles, *words)))}"
    return _entry(urls.address(urls.site(SEARCH)), texts["search.in_section"], text)


def _entry(address: str, title: str, text: str = "") -> Entry:
    return {"location": address, "title": title, "text": text}


def _for_material(entry: Entry) -> dict[str, str | float]:
    """Return an entry as Material has it: as HTML, and weighed so that it hides none of the host's."""
    title, text = (html.escape(entry[name], quote=False) for name in ("title", "text"))
    return {**entry, "title": title, "text": text, "boost": _BOOST}
