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
from typing import Any, NamedTuple
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
from access_info.pipeline.incremental.contributions import RECORDS
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
_SET_BY_MKDOCS = ("markdown", "content", "toc", "meta", "update_date")
# How a link may end that leads to `co-quan/so-mau`: `.md`, `.html`, `/index.md`, `/index.html`.
_ENDING = re.compile(r"(?:(?:^|/)index)?(?:\.md|\.html)$|(?:^|/)index$")


class _Lazy:
    """A value that is worked out at each access, until MkDocs or a plugin sets another.

    Python asks an object's own values first, and `__set__` is not defined: so a value set there wins.
    """

    def __init__(self, work_out: Any) -> None:  # noqa: ANN401 - takes a page or file of ours
        self._work_out = work_out

    def __get__(self, instance: Any, owner: type | None = None) -> Any:  # noqa: ANN401
        """Return the value worked out for an object; of the class, this descriptor."""
        return self if instance is None else self._work_out(instance)


class PublishedPages:
    """All our pages, as one build of MkDocs knows them: as files, and with their titles and content.

    Attributes:
        prepared: The site.
        urls: The addresses of our pages.
        config: MkDocs's settings.
        hidden: Whether our files say that they are no pages, so that MkDocs leaves them alone.
        navigating: Whether navigations are being made: pages then have the titles given there.
    """

    def __init__(self, prepared: Prepared, urls: Urls, config: MkDocsConfig) -> None:
        """Take the site, its addresses and MkDocs's settings."""
        self.prepared, self.urls, self.config = prepared, urls, config
        self.hidden = self.navigating = False
        self._flat = dataclasses.replace(urls, directory_urls=False)
        self._last_read: tuple[str, RenderedAgency] | None = None
        self._site_pages = prepared.render_site_pages()
        self._last_site_page = "", ""

    def add_to(self, files: Files) -> None:
        """Add every page of ours to MkDocs's files, unless a file of the site's own has its name."""
        for agency, entry in self._entries():
            file = PageFile(self, agency, entry)
            if file.src_uri not in files.src_uris:
                files.append(file)

    def find_by_any_name(self, files: Files) -> None:
        """Let links and navigations name our pages in any usual way: `so-tu-phap/`, `….md`, `….html`."""
        find = functools.partial(self._find, files.get_file_from_path)
        files.get_file_from_path = find  # type: ignore[method-assign]

    def end_navigation(self, files: Files) -> None:
        """Turn the plain pages that MkDocs made for a navigation's entries into pages of ours.

        MkDocs makes them for files of ours that the navigation names, while `navigating` is set.
        """
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
        """Return a page's title as escaped HTML, which themes put in as it is."""
        return html.escape(_title_in(self.urls, entry), quote=False)

    def source(self, path: str) -> str:
        """Return the name of a page among MkDocs's files: where its Markdown would lie, if it had any.

        Args:
            path: Logical path: `co-quan/so-tu-phap`.
        """
        return f"{self._flat.file(path).removesuffix('.html')}.md"

    def content(self, agency: str, path: str) -> str:
        """Read a page's content as HTML; only the pages of the agency read last are held.

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
        """Return the file of a name; else our page that the name means: `….html`, `…/index.md`.

        Args:
            find: MkDocs's `get_file_from_path`.
            path: The name, as written in a link or a navigation.
        """
        file: File | None = find(path)
        if file is None:
            logical = _ENDING.sub("", PurePath(path).as_posix()).removeprefix(".")
            file = find(self.source(logical))
            if not isinstance(file, PageFile):
                return None
        return file

    def _rendered(self, agency: str) -> RenderedAgency:
        """Read an agency's pages; render them first if this build has not, as nothing changed.

        Raises:
            ValueError: The build was not prepared.
        """
        prepared, store = self.prepared, self.prepared.fragment_store
        if prepared.context is None or store is None:
            raise ValueError("nothing was prepared")
        if self._last_read is None or self._last_read[0] != agency:
            if agency not in prepared.rendered:
                prepare_agency(AgencyTask(prepared.options, prepared.context, store), agency)
            self._last_read = agency, read_rendered(store, agency)
        return self._last_read[1]

    def _site_content(self, path: str) -> str:
        """Read a page about all agencies.

        The pages come from an iterator: asked for in its order, each is rendered once, and may be
        asked for again and again; else the second round begins it anew.
        """
        last_path, content = self._last_site_page
        if path == last_path:
            return content
        for _ in range(2):
            for page in self._site_pages:
                if page.path == path:
                    self._last_site_page = path, page.content
                    return page.content
            self._site_pages = self.prepared.render_site_pages()
        return ""


def _title_in(urls: Urls, entry: PageEntry) -> str:
    """Return a page's title; the front page of our section (below `prefix`) has the section's name."""
    is_front = urls.prefix and entry.path == urls.prefix
    return load_texts()["site.section"] if is_front else entry.title


class PageFile(File):
    """A page of ours among MkDocs's files.

    Attributes:
        pages: All our pages.
        agency: Folder name of the page's agency, or "".
        entry: The page's title, path and anchors, as the build notes them.
    """

    generated_by = "access-info"
    inclusion = InclusionLevel.NOT_IN_NAV
    src_dir = None
    _page: Page | None = None

    def __init__(self, pages: PublishedPages, agency: str, entry: PageEntry) -> None:
        """Take the page alone: MkDocs's own `__init__` would store ten values for each of thousands."""
        self.pages, self.agency, self.entry = pages, agency, entry
        self.src_uri = pages.source(entry.path)

    name = _Lazy(File._get_stem)  # noqa: SLF001 - what MkDocs makes of `src_uri`
    dest_uri = _Lazy(lambda self: self.pages.urls.file(self.entry.path))
    url = _Lazy(File._get_url)  # noqa: SLF001
    dest_dir = _Lazy(lambda self: self.pages.config.site_dir)
    use_directory_urls = _Lazy(lambda self: self.pages.config.use_directory_urls)
    abs_dest_path = _Lazy(lambda self: os.path.normpath(f"{self.dest_dir}/{self.dest_uri}"))
    # As for other files that a plugin writes straight into the output; i18n fails without a source path.
    abs_src_path = abs_dest_path

    @property
    def page(self) -> Page | None:
        """MkDocs's page for this file: made at first access, or by a navigation that names it."""
        if self._page is None and not self.pages.navigating:
            self._page = PublishedPage(self)
        return self._page

    @page.setter
    def page(self, page: Page | None) -> None:
        """Take the page that MkDocs makes for this file in a navigation."""
        self._page = page

    def adopt_page(self) -> None:
        """Turn the plain `Page` that a navigation made for this file into a page of ours.

        Its class is changed in place, since the navigation holds the object; a title given there stays.
        """
        page = self._page
        if page is None or isinstance(page, PublishedPage):
            return
        values = vars(page)
        for name in _SET_BY_MKDOCS:
            values.pop(name, None)
        page.__class__ = _published_page_class(type(page))

    @property
    def content_string(self) -> str:
        """The page's content as HTML, read at each access."""
        return self.pages.content(self.agency, self.entry.path)

    @content_string.setter
    def content_string(self, value: str) -> None:
        """Ignore content that a plugin sets: our pages are written from the data alone."""

    @property
    def content_bytes(self) -> bytes:
        """The page's content as HTML in UTF-8."""
        return self.content_string.encode()

    @content_bytes.setter
    def content_bytes(self, value: bytes) -> None:
        """Ignore content that a plugin sets: our pages are written from the data alone."""

    def is_documentation_page(self) -> bool:
        """Tell plugins that this is a page; while `hidden`, tell MkDocs that it is none."""
        return not self.pages.hidden

    def is_modified(self) -> bool:
        """Tell MkDocs that the file has not changed: it must not read it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs's own
        """Do nothing, where MkDocs copies a file into the output: the plugin writes the page itself."""


class PublishedPage(Page):
    """A page of ours as a MkDocs `Page`: other plugins read its title, address and content."""

    file: PageFile
    markdown = ""
    previous_page = next_page = edit_url = links_to_anchors = None
    _Page__active = False

    def __init__(self, file: PageFile) -> None:
        """Take the file alone; other values are worked out at access, as sites have thousands of pages."""
        self.file = file

    title = _Lazy(lambda self: self.file.pages.title(self.file.entry))
    update_date = _Lazy(lambda self: self.file.entry.updated or get_build_date())

    @_Lazy
    def canonical_url(self) -> str | None:
        """Return the page's absolute address; `None` without MkDocs's `site_url`."""
        base = self.file.pages.config.site_url
        return urljoin(f"{base.rstrip('/')}/", self.url) if base else None

    abs_url = _Lazy(lambda self: urlsplit(self.canonical_url).path if self.canonical_url else None)

    @_Lazy
    def present_anchor_ids(self) -> set[str]:
        """Return the anchors that links may name after `#`; MkDocs checks links against them."""
        return set(self.file.entry.anchors)

    @functools.cached_property
    def meta(self) -> dict[str, Any]:  # type: ignore[override]
        """The values that front matter would give: title, description, `robots: noindex`."""
        entry = self.file.entry
        robots = {} if entry.indexed else {"robots": "noindex"}
        words = html.escape(entry.description)
        description = {"description": words} if words else {}
        return {"title": self.file.pages.title(entry), **description, **robots}

    @functools.cached_property
    def toc(self) -> TableOfContents:  # type: ignore[override]
        """The table of contents: the page's anchors, each under its own name."""
        names = sorted(self.file.entry.anchors)
        return get_toc([{"id": name, "name": name, "level": 2, "children": []} for name in names])

    @property
    def content(self) -> str:
        """The page's content as HTML, read at each access."""
        return self.file.content_string

    @content.setter
    def content(self, content: object) -> None:
        """Ignore content that a plugin sets: our pages are written from the data alone."""


@functools.cache
def _published_page_class(kind: type[Page]) -> type[Page]:
    """Return the class of our pages that also has the behaviour of another class of pages.

    Plugins make subclasses of `Page`, as section-index does for the page that heads a section.
    """
    return PublishedPage if kind is Page else type(kind.__name__, (PublishedPage, kind), {})


# What hand-written pages show of ours: entries of the navigation, the link to the form, feed and languages.

# Written by authors where the link to the web form shall stand; without a form it stays a hidden comment.
_FORM = "<!-- access-info: form -->"


def site_entries(prepared: Prepared) -> list[tuple[str, str]]:
    """List our entries for the site's navigation: address below the root, words.

    One entry for the section where ours are a part of a larger site (`prefix`); else the main pages.
    """
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
    """Add our entries to a site's navigation, except those that its owner has written there.

    Args:
        nav: The navigation.
        prepared: The site.
        first: Whether our entries stand at the start, after the front page, rather than at the end.
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
    """Return a hand-written page's text with a link to the web form in place of the mark `_FORM`.

    Args:
        markdown: The text; it is returned unchanged where the site has no form.
        source: Address of the page below the site's root, which the link starts from.
        prepared: The site.
    """
    if _FORM not in markdown or prepared.context is None or prepared.options.form is None:
        return markdown
    address = get_relative_url(f"{prepared.context.urls.shared(FORM)}/", source)
    return markdown.replace(_FORM, f'- <a href="{address}">{load_texts()["site.form"]}</a>')


def feed_of_all(prepared: Prepared) -> str:
    """Return the address of the feed of all agencies below the root; "" where no agency has news."""
    context = prepared.context
    if context is None or context.urls.single is not None or not context.site.has_catalogue:
        return ""
    has_news = any(item.summary and item.summary.news for item in prepared.builds.values())
    return context.urls.shared(FEED) if has_news else ""


class FrontPage(NamedTuple):
    """The site's front page in one language.

    Attributes:
        tag: The language's tag: `vi`.
        language: The language's own name.
        address: The page's address within the site.
        absolute: Its absolute address; "" where the site's own is unknown.
    """

    tag: str
    language: str
    address: str
    absolute: str


def front_page_by_language(prepared: Prepared) -> list[FrontPage]:
    """Return the site's front page in each language, for links between them; Vietnamese comes first.

    Return none where our pages are a section of a site or are of one agency: then the front page is
    not ours.
    """
    context = prepared.context
    if context is None or context.urls.prefix or context.urls.single is not None:
        return []
    urls = context.urls
    return [
        FrontPage(tag, load_texts(tag)["site.language"], urls.address(path), urls.absolute(path))
        for tag, path in context.site.alternates(lambda other: other.site(""))
    ]


# Our pages in the search of the site that ours are a part of: MkDocs's own search, or Material's.

# How many bytes of the compressed index our entries may take; a prebuilt index also holds lunr's own
# tables, which make an entry weigh three times as much.
_MAX_BYTES, _MAX_BYTES_PREBUILT = 59_000, 19_000
# Material weighs a word in a title a thousand times as much as one in a text: a word in a title of ours
# shall weigh as one in a text of the host's.
_BOOST = 0.001
# Entries that are compressed together, to see whether they fit.
_BATCH = 64
# No more items than these ever fit into the bytes above.
_MAX_ITEMS = 2_000
_MAIN_PAGES = (DISCLOSURE, CONDITIONAL, REQUEST, CONTACT)
Entry = dict[str, str]


def add_to_search(config: MkDocsConfig, prepared: Prepared) -> None:
    """Add entries for our pages to the index of every search plugin, before it is written.

    Args:
        config: MkDocs's settings, with the plugins.
        prepared: The site.
    """
    context = prepared.context
    if context is None:
        return
    for plugin in config.plugins.values():
        index = getattr(plugin, "search_index", None)
        # Material's index (`entries`) holds HTML, MkDocs's own (`_entries`) plain text.
        shown, plain = getattr(index, "entries", None), getattr(index, "_entries", None)
        if isinstance(shown, list):
            shown += map(_for_material, search_entries(prepared, context, most=_MAX_BYTES))
        elif isinstance(plain, list):
            most = _MAX_BYTES_PREBUILT if plugin.config.get("prebuild_index") else _MAX_BYTES
            plain += search_entries(prepared, context, most=most)


def search_entries(prepared: Prepared, context: BuildContext, *, most: int) -> Iterator[Entry]:
    """Yield the entries for the host's index, the most useful first, as many as fit.

    The last leads to our own search, which holds everything.

    Args:
        prepared: The site.
        context: The law, the jurisdiction, the addresses.
        most: How many bytes all entries may take, as compressed JSON.
    """
    # A thousand bytes are kept free for the last entry.
    last = [_search_page(context)] if prepared.options.search else []
    pages = itertools.chain(_site_pages(prepared, context), _agencies(prepared, context))
    yield from _up_to(itertools.chain(pages, _items(prepared, context)), most - 1_000 * len(last))
    yield from last


def _up_to(entries: Iterable[Entry], most: int) -> Iterator[Entry]:
    """Yield the first entries, as many batches as take no more than `most` bytes when compressed."""
    packer, weight, rest = zlib.compressobj(), 0, iter(entries)
    while batch := list(itertools.islice(rest, _BATCH)):
        weight += len(packer.compress(json.dumps(batch).encode()))
        weight += len(packer.flush(zlib.Z_SYNC_FLUSH))
        if weight > most:
            return
        yield from batch


def _site_pages(prepared: Prepared, context: BuildContext) -> Iterator[Entry]:
    """Yield the search entries of the Vietnamese pages about all agencies."""
    urls = context.urls
    for page in prepared.site.pages:
        if page.indexed and page.language == SOURCE:
            yield _entry(urls.address(page.path), _title_in(urls, page), page.description)


def _agencies(prepared: Prepared, context: BuildContext) -> Iterator[Entry]:
    """Yield the search entries of all agencies' front pages, then of all their main pages."""
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
    """Yield the search entries of all agencies' items in force that have a day, the newest first."""
    store, names = prepared.fragment_store, prepared.names
    if store is None or not prepared.options.search:
        return
    task = AgencyTask(prepared.options, context, store)
    lines = (lines for _, lines in contributed(task, prepared.builds, RECORDS))
    dated = (
        # Sites have thousands of records: only the fields that an entry shows are held.
        (record.date, record.address, record.title, record.agency, record.number)
        for record in read_records(itertools.chain.from_iterable(lines))
        if _is_item(record)
    )
    newest = heapq.nlargest(_MAX_ITEMS, dated, key=operator.itemgetter(0))
    for date, address, title, agency, number in newest:
        day = "/".join(reversed(date.split("-")))
        yield _entry(address, title, " · ".join(filter(None, (names.get(agency), number, day))))


def _is_item(record: SearchRecord) -> bool:
    """Tell whether a record of our search is an item in force that has a day."""
    return bool(record.date) and not record.state and record.kind in {DISCLOSURE, CONDITIONAL}


def _search_page(context: BuildContext) -> Entry:
    """Return the entry that leads to our own search, found by everyday words for our pages too."""
    texts, urls = load_texts(), context.urls
    words = itertools.chain.from_iterable(entry.said for entry in context.site.place.everyday_words)
    titles = (texts[f"{TITLES[name]}.title"] for name in _MAIN_PAGES)
    text = f"{texts['search.description']} {', '.join(dict.fromkeys((*titles, *words)))}"
    return _entry(urls.address(urls.site(SEARCH)), texts["search.in_section"], text)


def _entry(address: str, title: str, text: str = "") -> Entry:
    """Return an entry under the keys that search plugins of MkDocs share."""
    return {"location": address, "title": title, "text": text}


def _for_material(entry: Entry) -> dict[str, str | float]:
    """Return an entry for Material's index: as HTML, and weighed lower than the host's own pages."""
    title, text = (html.escape(entry[name], quote=False) for name in ("title", "text"))
    return {**entry, "title": title, "text": text, "boost": _BOOST}
