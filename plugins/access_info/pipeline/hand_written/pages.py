"""Hand-written pages → titles, content, navigation; with what their links lack."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from access_info.pages.rendering.paths import Urls
from access_info.pipeline.hand_written.folder import ContentFile, HandWrittenFolder, content_files
from access_info.pipeline.hand_written.navigation import (
    Menu,
    entries_by_folder,
    entries_of,
    named_pages,
)
from access_info.pipeline.incremental.agency_build import PageEntry
from access_info.pipeline.trust.manifest import manifest_paths
from access_info.source import HandWrittenText, UnreadablePageError, read_hand_written


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
            content.folder / file.source, content.settings.extensions, links.resolver(file)
        )
        for file in files.values()
        if file.is_page
    }
    nav = content.settings.nav
    pages = [files[source] for source in texts]
    entries = entries_by_folder(pages) if nav is None else entries_of(nav)
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
    name = PurePosixPath(file.source).stem.replace("-", " ").replace("_", " ")
    spelled = name.capitalize() if name == name.lower() else name
    return _words(text.fields, "title") or text.heading or spelled


def _words(fields: Mapping[str, Any], name: str) -> str:
    return str(fields[name]).strip() if fields.get(name) is not None else ""


class _SiteLinks:
    """Resolves links between files of the folder, and to pages that come from data."""

    def __init__(
        self, files: Mapping[str, ContentFile], urls: Urls, ours: Mapping[str, PageEntry]
    ) -> None:
        self._files, self._urls, self._ours = files, urls, ours
        self._lost: list[str] = []
        # Source of the page, its link, the page it leads to (a source or a logical path), the anchor.
        self._anchored: list[tuple[str, str, str, str]] = []

    def resolver(self, page: ContentFile) -> _Resolver:
        """Return what resolves the links of one page."""
        return _Resolver(self, page)

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
            address, known = file.address, target
        elif logical in self._ours:
            address, known = self._urls.address(logical), logical
        else:
            self._lost.append(f"{page.source}: liên kết “{link}” không dẫn tới tệp nào")
            return link
        if parts.fragment:
            self._anchored.append((page.source, link, known, parts.fragment))
        return urlunsplit(("", "", page.to(address), parts.query, parts.fragment))

    def remarks(self, texts: Mapping[str, HandWrittenText]) -> Iterator[str]:
        """Yield what links lack: a file that is not there, an anchor that is not on its page."""
        yield from self._lost
        for source, link, target, fragment in self._anchored:
            if target in texts:
                anchors = texts[target].anchors
            elif target in self._ours:
                anchors = self._ours[target].anchors
            else:
                continue
            if unquote(fragment) not in anchors:
                yield f"{source}: liên kết “{link}” chỉ tới chỗ không có trên trang ấy"


@dataclasses.dataclass(frozen=True)
class _Resolver:
    """Resolves the links of one page."""

    links: _SiteLinks
    page: ContentFile

    def __call__(self, link: str) -> str:
        """Return a link as the page must write it."""
        return self.links.resolve(self.page, link)
