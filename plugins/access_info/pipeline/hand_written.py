"""Hand-written Markdown pages of the site's owner, rendered as MkDocs would, for builds without it."""

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
from access_info.pipeline.incremental.memory import code_key
from access_info.pipeline.trust.manifest import manifest_paths
from access_info.source.markdown import (
    HandWrittenText,
    RenderedTexts,
    UnreadablePageError,
    read_hand_written,
)
from access_info.source.mkdocs_settings import SiteSettings
from access_info.source.replacing import is_backup_copy
from access_info.unchanged.store import RESULTS, Store

# The folder of hand-written pages: which files are pages, and their paths in the site.

_PAGES = frozenset({".md", ".markdown", ".mkd", ".mdown", ".mkdn"})
_INDEXES = ("index", "README")  # the page of the folder itself: the first that is there
# Folder with files for the site's theme, not for readers.
_NOT_PUBLISHED = "templates"


@dataclasses.dataclass(frozen=True)
class HandWrittenFolder:
    """The owner's folder of hand-written pages, with the settings of `mkdocs.yml` for rendering them.

    Attributes:
        folder: The folder.
        settings: Navigation, Markdown extensions, description.
    """

    folder: Path
    settings: SiteSettings


@dataclasses.dataclass(frozen=True)
class ContentFile:
    """A file of the folder of hand-written pages.

    Attributes:
        source: Path below that folder.
        file: Path below the output folder.
        address: Address below the site's root, as links write it; "" for the front page.
        is_page: Whether it is a Markdown page, rather than a file that is copied as it is.
    """

    source: str
    file: str
    address: str
    is_page: bool

    @property
    def depth(self) -> int:
        """The number of folders that the output file lies in: `a/b/index.html` → 2."""
        return self.file.count("/")

    def to(self, address: str) -> str:
        """Return the relative link from this file to an address below the site's root."""
        start = quote(posixpath.dirname(self.file))
        link = posixpath.relpath(f"/{address}", f"/{start}")
        return f"{link}/" if address.endswith("/") or not address else link


def content_files(folder: Path) -> dict[str, ContentFile]:
    """Return the published files of the folder by source path, sorted by folder, index pages first.

    If a folder has both `index.md` and `README.md`, only the former is used.
    """
    found = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    files = [_placed(name) for name in sorted(found, key=_order_key) if _is_published(name)]
    by_place: dict[str, ContentFile] = {}
    for file in files:
        by_place.setdefault(file.file, file)
    return {file.source: file for file in by_place.values()}


def front_page(files: Iterable[str]) -> bool:
    """Tell whether one of the source paths is the site's front page."""
    return any(name in {"index.md", "README.md"} for name in files)


def _is_published(name: str) -> bool:
    """Tell whether a file is for readers: not hidden, no template, no backup copy of a text editor."""
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") for part in parts)
    return not hidden and parts[0] != _NOT_PUBLISHED and not is_backup_copy(name)


def _order_key(name: str) -> tuple[tuple[str, ...], int, str]:
    """Return the sort key of a source path: by folder, `index` before `README` first, then by name."""
    path = PurePosixPath(name)
    return path.parts[:-1], (*_INDEXES, path.stem).index(path.stem), path.name


def _placed(name: str) -> ContentFile:
    """Return where a source file goes in the site: `a/b.md` → file `a/b/index.html`, address `a/b/`."""
    path = PurePosixPath(name)
    if path.suffix.lower() not in _PAGES:
        return ContentFile(name, name, quote(name), is_page=False)
    place = path.parent if path.stem in _INDEXES else path.with_suffix("")
    folder = "" if place == PurePosixPath() else f"{place}/"
    return ContentFile(name, f"{folder}index.html", quote(folder), is_page=True)


# The navigation of hand-written pages, as `nav` of `mkdocs.yml` has it, or by their folders.


@dataclasses.dataclass(frozen=True)
class NavEntry:
    """An entry of the navigation: a page, a link, or a section with entries of its own.

    Attributes:
        title: As written; "" if the page's own title is to be shown.
        target: Source path of a page, or an address elsewhere; "" for a section.
        entries: Entries of a section.
    """

    title: str
    target: str = ""
    entries: tuple[NavEntry, ...] = ()


def entries_of(nav: object) -> tuple[NavEntry, ...]:
    """Return the navigation that `nav` of `mkdocs.yml` describes.

    `["index.md", {"Hướng dẫn": ["a.md", {"Hỏi": "b.md"}]}]` → a page, and a section with two pages.
    """
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
    """Return the navigation where `mkdocs.yml` has no `nav`: pages in order, each folder a section.

    Args:
        paths: Source paths of pages, in order.
        level: Number of leading folders that all paths have in common, when called for a section.
    """
    entries = [NavEntry("", path.as_posix()) for path in paths if len(path.parts) == level + 1]
    folders = dict.fromkeys(path.parts[level] for path in paths if len(path.parts) > level + 1)
    for name in folders:
        inside = [
            path for path in paths if path.parts[level] == name and len(path.parts) > level + 1
        ]
        entries.append(NavEntry(_as_title(name), entries=entries_by_folder(inside, level + 1)))
    return tuple(entries)


def _as_title(name: str) -> str:
    """Return a file's or folder's name as a title: `huong-dan` → `Huong dan`, `FAQ_2` → `FAQ 2`."""
    title = name.replace("-", " ").replace("_", " ")
    return title.capitalize() if title == title.lower() else title


def named_pages(entries: Iterable[NavEntry]) -> Iterator[tuple[str, str]]:
    """Yield (target, title) of every page and link in the navigation, at any depth."""
    for entry in entries:
        if entry.target:
            yield entry.target, entry.title
        yield from named_pages(entry.entries)


def _first_page(entry: NavEntry) -> NavEntry:
    """Return the first page or link of a section, at any depth; any other entry itself.

    A section has no page of its own: links to it lead to its first page.
    """
    while entry.entries:
        entry = entry.entries[0]
    return entry


def _contains(entry: NavEntry, page: ContentFile) -> bool:
    """Tell whether a section contains a page, at any depth."""
    return page.source in dict(named_pages(entry.entries))


@dataclasses.dataclass(frozen=True)
class Menu:
    """The navigation of hand-written pages, rendered around each of them.

    Attributes:
        entries: The entries at the top.
        files: Files of the folder, by source path.
        titles: Titles of pages, by source path.
    """

    entries: tuple[NavEntry, ...]
    files: Mapping[str, ContentFile]
    titles: Mapping[str, str]

    def further(self) -> Iterator[tuple[str, str]]:
        """Yield (address, title) of each top entry of the navigation but the front page, for the footer.

        A section's address is that of its first page.
        """
        for entry in self.entries:
            first = _first_page(entry)
            file = self.files.get(first.target)
            title = entry.title or self.titles.get(first.target, "")
            if file is not None and file.address:
                yield file.address, title
            elif file is None and "://" in first.target:
                yield first.target, title or first.target

    def above(self, page: ContentFile) -> Iterator[tuple[str, str]]:
        """Yield the sections that contain a page, outermost first: (address of the first page, title).

        For breadcrumbs, so a section whose first page is the page itself is left out.
        """
        entries = self.entries
        while section := next((entry for entry in entries if _contains(entry, page)), None):
            file = self.files.get(_first_page(section).target)
            if file is not None and file is not page:
                yield file.address, section.title
            entries = section.entries

    def beside(self, page: ContentFile) -> str:
        """Render the top section that contains a page as a side menu; "" for a page outside sections."""
        for entry in self.entries:
            if _contains(entry, page):
                words = markupsafe.escape(load_texts()["site.menu"])
                items = "".join(self._item(item, page) for item in entry.entries)
                return (
                    f'<details class="ai-menu ai-side-nav"><summary>{words}</summary>'
                    f'<nav aria-label="{markupsafe.escape(entry.title)}">'
                    f'<ul class="ai-nav-list">{items}</ul></nav></details>'
                )
        return ""

    def _item(self, entry: NavEntry, page: ContentFile) -> str:
        """Render an entry of the side menu of a page, with all entries below it."""
        title = markupsafe.escape(entry.title or self.titles.get(entry.target, entry.target))
        if entry.entries:
            items = "".join(self._item(item, page) for item in entry.entries)
            return f"<li>{title}<ul>{items}</ul></li>"
        file = self.files.get(entry.target)
        href = markupsafe.escape(page.to(file.address) if file is not None else entry.target)
        current = ' aria-current="page"' if file is page else ""
        return f'<li><a href="{href}"{current}>{title}</a></li>'


# Rendering hand-written pages: titles, content, navigation, broken links.


@dataclasses.dataclass(frozen=True)
class HandWrittenPage:
    """A rendered hand-written page.

    Attributes:
        file: Its paths.
        title: Plain text.
        description: Plain text.
        html: Its content.
        is_hidden: Whether it asks search engines not to list it (`robots: noindex`).
    """

    file: ContentFile
    title: str
    description: str
    html: str
    is_hidden: bool


@dataclasses.dataclass(frozen=True)
class HandWritten:
    """All hand-written pages of a site, rendered.

    Attributes:
        content: The folder they come from.
        pages: The pages, in order.
        files: Files that are copied as they are.
        menu: The navigation.
        remarks: Broken links, in Vietnamese, a line each.
    """

    content: HandWrittenFolder
    pages: tuple[HandWrittenPage, ...]
    files: tuple[ContentFile, ...]
    menu: Menu
    remarks: tuple[str, ...]


def hand_written_pages(
    content: HandWrittenFolder,
    urls: Urls,
    ours: Mapping[str, PageEntry],
    cache: Path | None = None,
) -> HandWritten:
    """Render every page of the folder.

    Args:
        content: The folder.
        urls: Addresses of the pages made from data.
        ours: The pages made from data, by logical path, since hand-written pages may link to them.
        cache: The cache folder, which keeps rendered pages; `None` for none.

    Raises:
        UnreadablePageError: A page cannot be read, or has the same address as a page made from
            data.
    """
    files = content_files(content.folder)
    files_of_data_pages = {urls.file(path) for path in ours} | manifest_paths(urls)
    if twice := [file.source for file in files.values() if file.file in files_of_data_pages]:
        raise UnreadablePageError(
            "các tệp sau trùng địa chỉ với trang dựng từ dữ liệu, hãy đổi tên hoặc chuyển chỗ: "
            + ", ".join(twice)
        )
    links = _SiteLinks(files, urls, ours)
    rendered = RenderedTexts(Store(cache / RESULTS), code_key()) if cache is not None else None
    texts = {
        file.source: read_hand_written(
            content.folder / file.source,
            content.settings.extensions,
            functools.partial(links.resolve, file),
            rendered,
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
                description=_field(text.fields, "description") or content.settings.description,
                html=text.html,
                is_hidden=_field(text.fields, "robots") == "noindex",
            )
            for source, text in texts.items()
        ),
        tuple(file for file in files.values() if not file.is_page),
        Menu(entries, files, titles),
        (*missing, *links.remarks(texts)),
    )


def _title(file: ContentFile, text: HandWrittenText) -> str:
    """Return a page's title: from its front matter, else its heading, else its file's name."""
    spelled = _as_title(PurePosixPath(file.source).stem)
    return _field(text.fields, "title") or text.heading or spelled


def _field(fields: Mapping[str, Any], name: str) -> str:
    """Return a field of the front matter as text; "" if it is missing."""
    return str(fields[name]).strip() if fields.get(name) is not None else ""


class _SiteLinks:
    """Resolves links of hand-written pages, to each other and to pages made from data."""

    def __init__(
        self, files: Mapping[str, ContentFile], urls: Urls, ours: Mapping[str, PageEntry]
    ) -> None:
        self._files, self._urls, self._ours = files, urls, ours
        self._dead: list[str] = []
        # For each link with an anchor: the page, the link, the target (source or logical path), the
        # anchor.
        self._anchored: list[tuple[str, str, str, str]] = []

    def resolve(self, page: ContentFile, link: str) -> str:
        """Return a Markdown link as the HTML page must write it: `../a.md#x` → `../../a/#x`.

        Links to other sites stay; a broken link stays too and is recorded for `remarks`.
        """
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
        """Yield a Vietnamese line for each link whose file or anchor does not exist."""
        yield from dict.fromkeys(self._dead)
        for source, link, target, fragment in dict.fromkeys(self._anchored):
            if target in texts:
                anchors = texts[target].anchors
            elif target in self._ours:
                anchors = self._ours[target].anchors
            else:
                continue
            if unquote(fragment) not in anchors:
                yield f"{source}: liên kết “{link}” chỉ tới chỗ không có trên trang ấy"
