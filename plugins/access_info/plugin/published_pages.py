"""Our pages as MkDocs knows pages: `File` and `Page` objects for plugins, links and navigations by hand.

They stand in MkDocs's `Files` from the first `on_files` on, so that redirects finds its targets, and a
link (`co-quan/so-tu-phap/cong-khai.md#2026-001`) or an entry of `nav:` resolves, anchors checked by
MkDocs itself. MkDocs must not read or write them. It asks every file twice whether it is a page, and
lists the answers at once: after `on_nav`, to read, and after the theme's templates, to write. So ours
say no while they are `hidden`, which the plugin's events switch around those two moments; also while
navigations are made, since some (literate-nav) take in all pages, and copies of files (i18n).

Sites have thousands of our pages: nothing is worked out before somebody asks for it.
"""

from __future__ import annotations

import dataclasses
import functools
import heapq
import html
import itertools
import json
import operator
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents, get_toc
from mkdocs.utils import get_build_date, get_relative_url

from access_info.model.items import CONDITIONAL, DISCLOSURE
from access_info.pages.agency.links import TITLES
from access_info.pages.rendering.environment import SOURCE, load_texts
from access_info.pages.rendering.paths import (
    ASK,
    CONTACT,
    DIRECTORY,
    FEED,
    FORM,
    LAWS,
    OVERSIGHT,
    REQUEST,
    SEARCH,
    Urls,
)
from access_info.pipeline import Prepared
from access_info.pipeline.incremental.agency_build import PageEntry
from access_info.pipeline.incremental.contributions import read_record_lines
from access_info.pipeline.preparation.agency import (
    AgencyTask,
    RenderedAgency,
    prepare_agency,
    read_rendered,
)
from access_info.pipeline.preparation.context import BuildContext
from access_info.pipeline.preparation.prepare import contributed
from access_info.pipeline.trust.manifest import manifest_paths
from access_info.search import SearchRecord, read_records
from access_info.source.placeholders import Placeholder, fill_calls, fill_names, with_full_only

# What `Page` sets on itself when it is made, in the place of which ours work out their own.
_SET_AT_FIRST = ("markdown", "content", "toc", "meta", "update_date")
# How a link may end that leads to `co-quan/so-mau`: `.md`, `.html`, `/index.md`, `/index.html`.
_ENDING = re.compile(r"(?:(?:^|/)index)?(?:\.md|\.html)$|(?:^|/)index$")


class _Given:
    """A value that is worked out at each access, until somebody sets another."""

    def __init__(self, work_out: Any) -> None:  # noqa: ANN401 - of any class of ours
        self._work_out = work_out

    def __get__(self, instance: Any, owner: type | None = None) -> Any:  # noqa: ANN401
        return self if instance is None else self._work_out(instance)


class PublishedPages:
    """All our pages, as one build of MkDocs knows them.

    Attributes:
        prepared: The site.
        urls: Where our pages stand.
        config: MkDocs's.
        hidden: Whether files say that they are no pages.
        navigating: Whether navigations are being made: pages then have the titles given there.
    """

    def __init__(self, prepared: Prepared, urls: Urls, config: MkDocsConfig) -> None:
        """Take what pages rest on."""
        self.prepared, self.urls, self.config = prepared, urls, config
        self.hidden = self.navigating = False
        self._flat = dataclasses.replace(urls, directory_urls=False)
        self._last: tuple[str, RenderedAgency] | None = None
        self._site_pages = prepared.render_site_pages()

    def add_to(self, files: Files) -> None:
        """Add every page to MkDocs's files, but where a file of the site's own has its name."""
        for agency, entry in self._entries():
            file = PageFile(self, agency, entry)
            if file.src_uri not in files.src_uris:
                files.append(file)

    def find_by_any_name(self, files: Files) -> None:
        """Let files find our pages by whatever people call them in links and navigations."""
        find = functools.partial(self._find, files.get_file_from_path)
        files.get_file_from_path = find  # type: ignore[method-assign]

    def end_navigation(self, files: Files) -> None:
        """Give the entries of navigations that are pages of ours what such a page knows."""
        self.navigating = False
        for file in files:
            if isinstance(file, PageFile):
                file.adopt_page()

    def taken(self, files: Iterable[File]) -> list[str]:
        """List the site's own files that would be written where one of our pages stands."""
        ours = {self.urls.file(entry.path) for entry in self.prepared.entries}
        ours |= manifest_paths(self.urls)
        return sorted(
            file.src_uri
            for file in files
            if not isinstance(file, PageFile)
            and file.dest_uri in ours
            and not file.inclusion.is_excluded()
        )

    def title(self, entry: PageEntry) -> str:
        """Return a page's title as HTML, which themes put in as it is.

        The front page of a section is called as the section.
        """
        is_front = self.urls.prefix and entry.path == self.urls.prefix
        title = load_texts()["site.section"] if is_front else entry.title
        return html.escape(title, quote=False)

    def source(self, path: str) -> str:
        """Return where the Markdown of a page would lie, if it had any: its name among files.

        Args:
            path: Logical path.
        """
        return f"{self._flat.file(path).removesuffix('.html')}.md"

    def content(self, agency: str, path: str) -> str:
        """Read a page's content as HTML; no more than one agency's pages are kept.

        Args:
            agency: Folder name, or "".
            path: Logical path.

        Returns:
            "" once the build is over.
        """
        store = self.prepared.fragment_store
        if store is None or not store.is_dir():
            return ""
        if agency:
            pages = self._rendered(agency).pages
            content = next((page.content for page in pages if page.path == path), "")
        else:
            content = self._site_content(path)
        names = self.prepared.names
        content = Placeholder.COMMIT.fill(with_full_only(content), "")
        content = fill_calls(content, self.prepared.calls)
        return fill_names(content, lambda name: html.escape(names.get(name, name)))

    def _entries(self) -> Iterator[tuple[str, PageEntry]]:
        """Yield all our pages, each with its agency's folder name, or ""."""
        yield from (("", entry) for entry in self.prepared.site.pages)
        for name, build in self.prepared.builds.items():
            yield from ((name, entry) for entry in build.pages)

    def _find(self, find: Any, path: str) -> File | None:  # noqa: ANN401 - a method of `Files`
        """Find a file by its name, else a page of ours by what people call it."""
        file: File | None = find(path)
        if file is None:
            logical = _ENDING.sub("", PurePath(path).as_posix()).removeprefix(".")
            file = find(self.source(logical))
            if not isinstance(file, PageFile):
                return None
        return file

    def _rendered(self, agency: str) -> RenderedAgency:
        """Read an agency's pages; render them where those of the last build are still right."""
        prepared, store = self.prepared, self.prepared.fragment_store
        if prepared.context is None or store is None:
            raise ValueError("nothing was prepared")
        if self._last is None or self._last[0] != agency:
            if agency not in prepared.rendered:
                prepare_agency(AgencyTask(prepared.options, prepared.context, store), agency)
            self._last = agency, read_rendered(store, agency)
        return self._last[1]

    def _site_content(self, path: str) -> str:
        """Read a page about all agencies; who asks for one after the other reads each once."""
        for _ in range(2):
            for page in self._site_pages:
                if page.path == path:
                    return page.content
            self._site_pages = self.prepared.render_site_pages()
        return ""


class PageFile(File):
    """A page of ours among MkDocs's files.

    Attributes:
        pages: All of them.
        agency: Folder name, or "".
        entry: The page.
    """

    generated_by = "access-info"
    inclusion = InclusionLevel.NOT_IN_NAV
    src_dir = None
    _page: Page | None = None

    def __init__(self, pages: PublishedPages, agency: str, entry: PageEntry) -> None:
        """Take the page; MkDocs's own way would note ten things for each."""
        self.pages, self.agency, self.entry = pages, agency, entry
        self.src_uri = pages.source(entry.path)

    name = _Given(File._get_stem)  # noqa: SLF001 - what MkDocs makes of `src_uri`
    dest_uri = _Given(lambda self: self.pages.urls.file(self.entry.path))
    url = _Given(File._get_url)  # noqa: SLF001
    dest_dir = _Given(lambda self: self.pages.config.site_dir)
    use_directory_urls = _Given(lambda self: self.pages.config.use_directory_urls)
    abs_dest_path = _Given(lambda self: os.path.normpath(f"{self.dest_dir}/{self.dest_uri}"))
    # As with other files that plugins write where they belong; i18n cannot do without.
    abs_src_path = abs_dest_path

    @property
    def page(self) -> Page | None:
        """The page: made when it is first asked for, or by a navigation that names it."""
        if self._page is None and not self.pages.navigating:
            self._page = PublishedPage(self)
        return self._page

    @page.setter
    def page(self, page: Page | None) -> None:
        self._page = page

    def adopt_page(self) -> None:
        """Make a page that a navigation has made for this file one of ours."""
        page = self._page
        if page is None or isinstance(page, PublishedPage):
            return
        values = vars(page)
        for name in _SET_AT_FIRST:
            values.pop(name, None)
        page.__class__ = _published(type(page))

    @property
    def content_string(self) -> str:
        """The page's content as HTML, read at each access."""
        return self.pages.content(self.agency, self.entry.path)

    @content_string.setter
    def content_string(self, value: str) -> None:
        """Keep nothing: what plugins make of it is written nowhere."""

    @property
    def content_bytes(self) -> bytes:
        """The same in UTF-8."""
        return self.content_string.encode()

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        """Keep nothing, as above."""

    def is_documentation_page(self) -> bool:
        """Tell plugins yes, and MkDocs no when it lists what to read or write."""
        return not self.pages.hidden

    def is_modified(self) -> bool:
        """Tell that there is nothing to read anew."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs's own
        """Copy nothing: the plugin writes the page itself."""


class PublishedPage(Page):
    """A page of ours, as plugins read it."""

    file: PageFile
    markdown = ""
    previous_page = next_page = edit_url = links_to_anchors = None
    _Page__active = False

    def __init__(self, file: PageFile) -> None:
        """Take the file; all else is worked out when it is asked for."""
        self.file = file

    title = _Given(lambda self: self.file.pages.title(self.file.entry))
    update_date = _Given(lambda self: self.file.entry.updated or get_build_date())

    @_Given
    def canonical_url(self) -> str | None:
        """Return the absolute address, where the site's is known."""
        base = self.file.pages.config.site_url
        return urljoin(f"{base.rstrip('/')}/", self.url) if base else None

    abs_url = _Given(lambda self: urlsplit(self.canonical_url).path if self.canonical_url else None)

    @_Given
    def present_anchor_ids(self) -> set[str]:
        """List what links may name after `#`."""
        return set(self.file.entry.anchors)

    @functools.cached_property
    def meta(self) -> dict[str, Any]:  # type: ignore[override]
        """What front matter would say."""
        entry = self.file.entry
        robots = {} if entry.indexed else {"robots": "noindex"}
        words = html.escape(entry.description)
        description = {"description": words} if words else {}
        return {"title": self.file.pages.title(entry), **description, **robots}

    @functools.cached_property
    def toc(self) -> TableOfContents:  # type: ignore[override]
        """The places on the page that links may name."""
        names = sorted(self.file.entry.anchors)
        return get_toc([{"id": name, "name": name, "level": 2, "children": []} for name in names])

    @property
    def content(self) -> str:
        """The content as HTML, read at each access."""
        return self.file.content_string

    @content.setter
    def content(self, content: object) -> None:
        """Keep nothing: what plugins make of it is written nowhere."""


@functools.cache
def _published(kind: type[Page]) -> type[Page]:
    """Return pages of ours of a kind, such as section-index makes of those that head a section."""
    return PublishedPage if kind is Page else type(kind.__name__, (PublishedPage, kind), {})


# What the site's own pages take from ours: entries of the navigation, what the front page's head and the 404 page say.

# Marks an entry of a list of links; where no form is built it stays a comment that nobody sees.
_FORM = "<!-- access-info: form -->"


def site_entries(prepared: Prepared) -> list[tuple[str, str]]:
    """List our entries of the site's navigation: address below the root, words."""
    context = prepared.context
    if context is None:
        return []
    texts, urls = load_texts(), context.urls
    if urls.prefix:
        return [(urls.address(urls.site("")), texts["site.section"])]
    entries = []
    if urls.single is None:
        entries.append((urls.address(urls.site(DIRECTORY)), texts["site.agencies"]))
        entries.append((urls.address(urls.site(ASK)), texts["site.ask"]))
        if context.features.oversight:
            entries.append((urls.address(urls.site(OVERSIGHT)), texts["site.duties"]))
    elif urls.overview:
        entries.append((urls.address(urls.agency(urls.single)), texts["site.section"]))
    entries.append((urls.address(urls.site(LAWS)), texts["site.laws"]))
    return entries


def add_entries(nav: Navigation, prepared: Prepared, *, first: bool) -> None:
    """Add our entries to a site's navigation, but those that it has by hand.

    Args:
        nav: The navigation.
        prepared: The site.
        first: Whether they stand first, behind the front page, rather than last.
    """
    known = {getattr(item, "url", "") for item in every_item(nav.items)}
    entries = [
        Link(words, address) for address, words in site_entries(prepared) if address not in known
    ]
    after_home = first and nav.homepage in nav.items[:1]
    position = 1 if after_home else len(nav.items)
    nav.items[position:position] = entries


def every_item(items: Iterable[StructureItem]) -> Iterator[StructureItem]:
    """Yield all items of a navigation, each before those below it."""
    for item in items:
        yield item
        yield from every_item(getattr(item, "children", None) or ())


def with_form_link(markdown: str, *, source: str, prepared: Prepared) -> str:
    """Put a link to the form in the place of `_FORM`, if there is a form.

    Args:
        markdown: The text.
        source: Address of the page below the site's root.
        prepared: The site.
    """
    if _FORM not in markdown or prepared.context is None or prepared.options.form is None:
        return markdown
    address = get_relative_url(f"{prepared.context.urls.shared(FORM)}/", source)
    return markdown.replace(_FORM, f'- <a href="{address}">{load_texts()["site.form"]}</a>')


def feed_of_all(prepared: Prepared) -> str:
    """Return where the feed of all agencies stands below the root, or ""."""
    context = prepared.context
    if context is None or context.urls.single is not None or not context.site.has_catalogue:
        return ""
    has_news = any(item.summary and item.summary.news for item in prepared.builds.values())
    return context.urls.shared(FEED) if has_news else ""


def home_languages(prepared: Prepared) -> list[tuple[str, str, str, str]]:
    """List the front page in each language: tag, its own name, address, absolute address or "".

    The Vietnamese one is the site's own where all of the site is ours.
    """
    context = prepared.context
    if context is None or context.urls.prefix or context.urls.single is not None:
        return []
    urls = context.urls
    return [
        (tag, load_texts(tag)["site.language"], urls.address(path), urls.absolute(path))
        for tag, path in context.site.alternates(lambda other: other.site(""))
    ]


# Our pages in the search of a site that we are a guest of: MkDocs's own, or Material's.

# Bytes of ours in an index as a server sends it; with lunr's own tables in it an entry weighs thrice.
_MAX_BYTES, _MAX_BYTES_PREBUILT = 59_000, 19_000
# A word in a title counts a thousand times as much as one in a text: one in a title of ours counts as one in
# a text of the host's.
_BOOST = 0.001
# Entries that are weighed together.
_BATCH = 64
# More items never fit.
_MAX_ITEMS = 2_000
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
            shown += map(_for_material, search_entries(prepared, context, most=_MAX_BYTES))
        elif isinstance(plain, list):
            most = _MAX_BYTES_PREBUILT if plugin.config.get("prebuild_index") else _MAX_BYTES
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
    """Yield entries of the pages about all agencies."""
    urls = context.urls
    for page in prepared.site.pages:
        if page.indexed and page.language == SOURCE:
            is_front = urls.prefix and page.path == urls.prefix
            title = load_texts()["site.section"] if is_front else page.title
            yield _entry(urls.address(page.path), title, page.description)


def _agencies(prepared: Prepared, context: BuildContext) -> Iterator[Entry]:
    """Yield all agencies, then all their main pages."""
    urls = context.urls
    known = [(build, build.summary) for build in prepared.builds.values() if build.summary]
    for build, summary in known:
        names = ", ".join((summary.short_name, *summary.former_names))
        yield _entry(urls.address(urls.agency(build.id)), summary.name, names)
    for name in _MAIN_PAGES:
        for build, _ in known:
            path = urls.agency(build.id, name)
            for page in build.pages:
                if page.path == path and page.indexed:
                    yield _entry(urls.address(path), page.title)


def _items(prepared: Prepared, context: BuildContext) -> Iterator[Entry]:
    """Yield the items of all agencies that are in force and have a day, the newest first."""
    store, names = prepared.fragment_store, prepared.names
    if store is None or not prepared.options.search:
        return
    task = AgencyTask(prepared.options, context, store)
    lines = (lines for _, lines in contributed(task, prepared.builds, read_record_lines))
    dated = (
        # Of thousands no more is held than what an entry shows.
        (record.date, record.address, record.title, record.agency, record.number)
        for record in read_records(itertools.chain.from_iterable(lines))
        if _is_item(record)
    )
    newest = heapq.nlargest(_MAX_ITEMS, dated, key=operator.itemgetter(0))
    for date, address, title, agency, number in newest:
        day = "/".join(reversed(date.split("-")))
        yield _entry(address, title, " · ".join(filter(None, (names.get(agency), number, day))))


def _is_item(record: SearchRecord) -> bool:
    """Tell whether a record is an item in force that has a day."""
    return bool(record.date) and not record.state and record.kind in {DISCLOSURE, CONDITIONAL}


def _search_page(context: BuildContext) -> Entry:
    """Return the entry that leads to our own search."""
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
