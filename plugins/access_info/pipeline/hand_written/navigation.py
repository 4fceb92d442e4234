"""The navigation of hand-written pages, as `nav` of `mkdocs.yml` has it, or by their folders."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

import markupsafe

from access_info.pages.rendering.environment import load_texts
from access_info.pipeline.hand_written.folder import ContentFile


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


def entries_by_folder(pages: Iterable[ContentFile]) -> tuple[NavEntry, ...]:
    """Make the navigation where none is written: pages in order, each folder a section."""
    return _below([PurePosixPath(page.source) for page in pages], 0)


def _below(paths: list[PurePosixPath], level: int) -> tuple[NavEntry, ...]:
    here = [NavEntry("", path.as_posix()) for path in paths if len(path.parts) == level + 1]
    folders = dict.fromkeys(path.parts[level] for path in paths if len(path.parts) > level + 1)
    for name in folders:
        inside = [path for path in paths if path.parts[level : level + 1] == (name,)]
        title = name.replace("-", " ").replace("_", " ")
        title = title.capitalize() if title == title.lower() else title
        here.append(
            NavEntry(
                title, entries=_below([p for p in inside if len(p.parts) > level + 1], level + 1)
            )
        )
    return tuple(here)


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
        title = markupsafe.escape(entry.title or self.titles.get(entry.target, entry.target))
        if entry.entries:
            items = "".join(self._item(item, page) for item in entry.entries)
            return f"<li>{title}<ul>{items}</ul></li>"
        file = self.files.get(entry.target)
        href = markupsafe.escape(page.to(file.address) if file is not None else entry.target)
        current = ' aria-current="page"' if file is page else ""
        return f'<li><a href="{href}"{current}>{title}</a></li>'
