"""The folder of hand-written pages: which files are pages, and where each of them will stand."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from access_info.source import SiteSettings, is_backup_copy

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
    files = {name: _placed(name) for name in sorted(found, key=_in_order) if _is_published(name)}
    by_place: dict[str, ContentFile] = {}
    for file in files.values():
        by_place.setdefault(file.file, file)
    return {file.source: file for file in by_place.values()}


def front_page(files: Iterable[str]) -> bool:
    """Tell whether one of the files stands where the site's front page does."""
    return any(name in {"index.md", "README.md"} for name in files)


def _is_published(name: str) -> bool:
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith(".") for part in parts)
    return not hidden and parts[0] != _NOT_PUBLISHED and not is_backup_copy(name)


def _in_order(name: str) -> tuple[tuple[str, ...], bool, str]:
    path = PurePosixPath(name)
    return path.parts[:-1], path.stem not in _INDEXES, path.name


def _placed(name: str) -> ContentFile:
    path = PurePosixPath(name)
    if path.suffix.lower() not in _PAGES:
        return ContentFile(name, name, quote(name), is_page=False)
    place = path.parent if path.stem in _INDEXES else path.with_suffix("")
    folder = "" if place == PurePosixPath() else f"{place}/"
    return ContentFile(name, f"{folder}index.html", quote(folder), is_page=True)
