"""Pages that the site's owner wrote by hand, for a build without MkDocs: the same pages as with it."""

from __future__ import annotations

import dataclasses
import functools
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import markupsafe

from access_info.pages.rendering.environment import load_texts
from access_info.pages.rendering.paths import Urls
from access_info.pipeline.incremental.agency_build import PageEntry
from access_info.pipeline.trust.manifest import manifest_paths
from access_info.source.markdown import HandWrittenText, UnreadablePageError, read_hand_written
from access_info.source.mkdocs_settings import SiteSettings
from access_info.source.replacing import is_backup_copy

# The folder of hand-written pages: which files are pages, and where each of them will stand.

_PAGES = frozenset({".md", ".markdown", ".mkd", ".mdown", ".mkdn"})
_INDEXES = frozenset({"index", "README"})
# Of the site's theme, not of its readers.
_NOT_PUBLISHED = "templates"


@dataclasses.dataclass(frozen=True)
class HandWrittenFolder:
    """Hand-written pages as the owner keeps them.

    Attributes:
        folder: That holds them.
        settings: How they are made.
    """

    folder: Path
    settings: SiteSettings


@dataclasses.dataclass(frozen=True)
class ContentFile:
    """A file of that folder.

    Attributes:
        source: Path below the folder.
        file: Path below the output folder.
        address: Address below the site's root, as links write it; "" for the front page.
        is_page: Whether it is Markdown, rather than a file that is published as it is.
    """

    source: str
    file: str
    address: str
    is_page: bool

    @property
    def depth(self) -> int:
        """Count the folders below the output folder that the file lies in."""
        return self.file.count("/")

    def to(self, address: str) -> str:
        """Return the relative link from this file to an address below the site's root."""
        start = quote(posixpath.dirname(self.file))
        link = posixpath.relpath(f"/{address}", f"/{start}")
        return f"{link}/" if address.endswith("/") or not address else link


def content_files(folder: Path) -> dict[str, ContentFile]:
    """List the files of the folder by source path, in order, pages before what is in folders below.

    Where a folder has both `index.md` and `README.md`, the former is its page.
    """
    found = [
        path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()
    ]
    files = {name: _placed(name) for name in sorted(found, key=_order_key) if _is_published(name)}
    by_place: dict[str, ContentFile] = {}
    for file in files.values():
        by_place.setdefault(file.file, file)
    return {file.source: file for file in by_place.values()}


def front_page(files: Iterable[str]) -> bool:
    """Tell whether one of the files stands where the site's front page does."""
    return any(name in {"index.md", "README.md"} for name in files)


def _is_published(name: str) -> bool:
    """Tell whether a file is for readers: not hidden, no template, no copy that an editor left."""
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") for part in parts)
    return not hidden and parts[0] != _NOT_PUBLISHED and not is_backup_copy(name)


def _order_key(name: str) -> tuple[tuple[str, ...], bool, str]:
    """Return what files are sorted by: their folder, its own page first, then their name."""
    path = PurePosixPath(name)
    return path.parts[:-1], path.stem not in _INDEXES, path.name


def _placed(name: str) -> ContentFile:
    """Say where a file of the folder will stand in the site."""
    path = PurePosixPath(name)
    if path.suffix.lower() not in _PAGES:
        return ContentFile(name, name, quote(name), is_page=False)
    place = path.parent if path.stem in _INDEXES else path.with_suffix("")
    folder = "" if place == PurePosixPath() else f"{place}/"
    return ContentFile(name, f"{folder}index.html", quote(folder), is_page=True)


# The navigation of hand-written pages, as `nav` of `mkdocs.yml` has it, or by their folders.


@dataclasses.dataclass(frozen=True)
class NavEntry:
    """An entry of the navigation.

    Attributes:
        title: As written; "" for a page that is called by its own title.
        target: Source path of a page, or an address elsewhere; "" for a section.
        entries: Of a section.
    """

    title: str
    target: str = ""
    entries: tuple[NavEntry, ...] = ()


def entries_of(nav: object) -> tuple[NavEntry, ...]:
    """Read `nav` as it is written: paths, mappings of a title to a path or a list, lists of these."""
    if isinstance(nav, dict):
        return tuple(
            NavEntry(str(title), entries=entries_of(value))
            if isinstance(value, (list, dict))
            else NavEntry(str(title), str(value))
            for title, value in nav.items()
        )
    if isinstance(nav, list):
        return tuple(entry for item in nav for entry in entries_of(item))
    return (NavEntry("", str(nav)),) if nav else ()


def entries_by_folder(paths: Sequence[PurePosixPath], level: int = 0) -> tuple[NavEntry, ...]:
    """Make the navigation where none is written: pages in order, each folder a section.

    Args:
        paths: Source paths of pages.
        level: How many folders all of them share.
    """
    here = [NavEntry("", path.as_posix()) for path in paths if len(path.parts) == level + 1]
    folders = dict.fromkeys(path.parts[level] for path in paths if len(path.parts) > level + 1)
    for name in folders:
        inside = [
            path for path in paths if path.parts[level] == name and len(path.parts) > level + 1
        ]
        here.append(NavEntry(_spelled(name), entries=entries_by_folder(inside, level + 1)))
    return tuple(here)


def _spelled(name: str) -> str:
    """Return the name of a file or folder as a title: with blanks, and a capital where it has none."""
    title = name.replace("-", " ").replace("_", " ")
    return title.capitalize() if title == title.lower() else title


def named_pages(entries: Iterable[NavEntry]) -> Iterator[tuple[str, str]]:
    """Yield source path and title of every entry that names a page, or leads elsewhere."""
    for entry in entries:
        if entry.target:
            yield entry.target, entry.title
        yield from named_pages(entry.entries)


def _first(entry: NavEntry) -> NavEntry:
    """Return the entry itself, or the first one in a section that names a page."""
    while entry.entries:
        entry = entry.entries[0]
    return entry


def _holds(entry: NavEntry, page: ContentFile) -> bool:
    """Tell whether a section names a page, at any depth."""
    return page.source in dict(named_pages(entry.entries))


@dataclasses.dataclass(frozen=True)
class Menu:
    """Renders the navigation around pages.

    Attributes:
        entries: The navigation.
        files: Files of the folder, by source path.
        titles: What pages are called, by source path.
    """

    entries: tuple[NavEntry, ...]
    files: Mapping[str, ContentFile]
    titles: Mapping[str, str]

    def further(self) -> Iterator[tuple[str, str]]:
        """Yield the parts of the site that are hand-written, but the front page: address, title."""
        for entry in self.entries:
            first = _first(entry)
            file = self.files.get(first.target)
            title = entry.title or self.titles.get(first.target, "")
            if file is not None and file.address:
                yield file.address, title
            elif file is None and "://" in first.target:
                yield first.target, title or first.target

    def above(self, page: ContentFile) -> Iterator[tuple[str, str]]:
        """Yield the sections that a page stands in, outermost first: address of their first page, title."""
        entries = self.entries
        while section := next((entry for entry in entries if _holds(entry, page)), None):
            file = self.files.get(_first(section).target)
            if file is not None and file is not page:
                yield file.address, section.title
            entries = section.entries

    def beside(self, page: ContentFile) -> str:
        """Render the section that a page stands in, or "" for a page of no section."""
        for entry in self.entries:
            if _holds(entry, page):
                words = markupsafe.escape(load_texts()["site.menu"])
                items = "".join(self._item(item, page) for item in entry.entries)
                return (
                    f'<details class="ai-menu ai-side-nav"><summary>{words}</summary>'
                    f'<nav aria-label="{markupsafe.escape(entry.title)}">'
                    f'<ul class="ai-nav-list">{items}</ul></nav></details>'
                )
        return ""

    def _item(self, entry: NavEntry, page: ContentFile) -> str:
        """Render an entry of the navigation beside a page, with all below it."""
        title = markupsafe.escape(entry.title or self.titles.get(entry.target, entry.target))
        if entry.entries:
            items = "".join(self._item(item, page) for item in entry.entries)
            return f"<li>{title}<ul>{items}</ul></li>"
        file = self.files.get(entry.target)
        href = markupsafe.escape(page.to(file.address) if file is not None else entry.target)
        current = ' aria-current="page"' if file is page else ""
        return f'<li><a href="{href}"{current}>{title}</a></li>'


# Hand-written pages → titles, content, navigation; with what their links lack.


@dataclasses.dataclass(frozen=True)
class HandWrittenPage:
    """A page that somebody wrote by hand.

    Attributes:
        file: Where it comes from and where it stands.
        title: Plain text.
        description: Plain text.
        html: Its content.
        is_hidden: Whether it asks not to be found (`robots: noindex`).
    """

    file: ContentFile
    title: str
    description: str
    html: str
    is_hidden: bool


@dataclasses.dataclass(frozen=True)
class HandWritten:
    """All hand-written pages of a site.

    Attributes:
        content: Where they come from.
        pages: In order.
        files: Files that are published as they are.
        menu: Their navigation.
        remarks: What their links lack, in Vietnamese, a line each.
    """

    content: HandWrittenFolder
    pages: tuple[HandWrittenPage, ...]
    files: tuple[ContentFile, ...]
    menu: Menu
    remarks: tuple[str, ...]


def hand_written_pages(
    content: HandWrittenFolder, urls: Urls, ours: Mapping[str, PageEntry]
) -> HandWritten:
    """Render every page of the folder.

    Args:
        content: The folder.
        urls: Where pages that come from data stand.
        ours: Those pages, by logical path.

    Raises:
        UnreadablePageError: A page cannot be read, or would stand where one that comes from data does.
    """
    files = content_files(content.folder)
    taken = {urls.file(path) for path in ours} | manifest_paths(urls)
    if twice := [file.source for file in files.values() if file.file in taken]:
        raise UnreadablePageError(
            "các tệp sau trùng địa chỉ với trang dựng từ dữ liệu, hãy đổi tên hoặc chuyển chỗ: "
            + ", ".join(twice)
        )
    links = _SiteLinks(files, urls, ours)
    texts = {
        file.source: read_hand_written(
            content.folder / file.source,
            content.settings.extensions,
            functools.partial(links.resolve, file),
        )
        for file in files.values()
        if file.is_page
    }
    nav = content.settings.nav
    paths = [PurePosixPath(source) for source in texts]
    entries = entries_by_folder(paths) if nav is None else entries_of(nav)
    named = {source: title for source, title in named_pages(entries) if title}
    titles = {
        source: named.get(source) or _title(files[source], text) for source, text in texts.items()
    }
    missing = [
        f"{target}: có trong nav nhưng không có tệp này"
        for target, _ in named_pages(entries)
        if target not in files and "://" not in target and not target.startswith("/")
    ]
    return HandWritten(
        content,
        tuple(
            HandWrittenPage(
                file=files[source],
                title=titles[source],
                description=_words(text.fields, "description") or content.settings.description,
                html=text.html,
                is_hidden=_words(text.fields, "robots") == "noindex",
            )
            for source, text in texts.items()
        ),
        tuple(file for file in files.values() if not file.is_page),
        Menu(entries, files, titles),
        (*missing, *links.remarks(texts)),
    )


def _title(file: ContentFile, text: HandWrittenText) -> str:
    """Name a page by its front matter, else its heading, else its file."""
    spelled = _spelled(PurePosixPath(file.source).stem)
    return _words(text.fields, "title") or text.heading or spelled


def _words(fields: Mapping[str, Any], name: str) -> str:
    """Return a field of the front matter as text; "" where there is none."""
    return str(fields[name]).strip() if fields.get(name) is not None else ""


class _SiteLinks:
    """Resolves links between files of the folder, and to pages that come from data."""

    def __init__(
        self, files: Mapping[str, ContentFile], urls: Urls, ours: Mapping[str, PageEntry]
    ) -> None:
        self._files, self._urls, self._ours = files, urls, ours
        self._dead: list[str] = []
        # Source of the page, its link, the page it leads to (a source or a logical path), the anchor.
        self._anchored: list[tuple[str, str, str, str]] = []

    def resolve(self, page: ContentFile, link: str) -> str:
        """Return a link as the page must write it; one that leads nowhere is left, and noted."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or link.startswith(("/", "\\")):
            return link
        if not parts.path:
            if parts.fragment:
                self._anchored.append((page.source, link, page.source, parts.fragment))
            return link
        base = posixpath.dirname(page.source)
        target = posixpath.normpath(posixpath.join(base, unquote(parts.path)).lstrip("/"))
        file = self._files.get(target)
        logical = re.sub(r"(^|/)index$", "", target.removesuffix(".md").removesuffix(".html"))
        if file is not None:
            address, leads_to = file.address, target
        elif logical in self._ours:
            address, leads_to = self._urls.address(logical), logical
        else:
            self._dead.append(f"{page.source}: liên kết “{link}” không dẫn tới tệp nào")
            return link
        if parts.fragment:
            self._anchored.append((page.source, link, leads_to, parts.fragment))
        return urlunsplit(("", "", page.to(address), parts.query, parts.fragment))

    def remarks(self, texts: Mapping[str, HandWrittenText]) -> Iterator[str]:
        """Yield what links lack: a file that is not there, an anchor that is not on its page."""
        yield from self._dead
        for source, link, target, fragment in self._anchored:
            if target in texts:
                anchors = texts[target].anchors
            elif target in self._ours:
                anchors = self._ours[target].anchors
            else:
                continue
            if unquote(fragment) not in anchors:
                yield f"{source}: liên kết “{link}” chỉ tới chỗ không có trên trang ấy"
