"""The files of published sets as they lie in a site: where, how large, how they begin."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from access_info.exports.formats import (
    TableSample,
    first_lines,
    modified_day,
    parts_file,
    row_count,
    table_sample,
)
from access_info.exports.published_sets import (
    PUBLISHED_SETS,
    PublishedSet,
    SetFile,
    SetLevel,
)
from access_info.pages.rendering.paths import DOWNLOADS
from access_info.pages.rendering.site import SiteContext


@dataclasses.dataclass(frozen=True)
class SetPlace:
    """A set of data with where its files lie.

    Attributes:
        of: The set.
        files: Those that there are, each with its path below the output folder.
        schema: Path of the schema of its JSON.
        parts: Path of the list of its parts.
    """

    of: PublishedSet
    files: Mapping[SetFile, str]
    schema: str
    parts: str

    def path(self, form: str) -> str:
        """Return the path of the file of a format, or ""."""
        return next((path for file, path in self.files.items() if file.form == form), "")


@dataclasses.dataclass(frozen=True)
class WrittenFiles:
    """Files as they lie in the output folder; before they are written nothing is known of them."""

    out: Path | None

    def path(self, name: str) -> Path | None:
        """Return where a file lies; `None` while it is not there."""
        path = self.out / name if self.out is not None and name else None
        return path if path is not None and path.is_file() else None

    def may_be(self, name: str) -> bool:
        """Tell whether a file is there, or may yet be written."""
        return self.out is None or self.path(name) is not None

    def size(self, name: str) -> int:
        """Return the bytes of a file; 0 while it is not there."""
        path = self.path(name)
        return path.stat().st_size if path is not None else 0

    def modified(self, name: str) -> str:
        """Return the ISO day of the last change that a JSON file tells, or ""."""
        path = self.path(name)
        return modified_day(path) if path is not None else ""

    def rows(self, name: str) -> int:
        """Count the rows of a JSON file; 0 while it is not there."""
        path = self.path(name)
        return row_count(path) if path is not None else 0

    def table(self, name: str) -> TableSample | None:
        """Return how a CSV file begins; `None` while it is not there."""
        path = self.path(name)
        return table_sample(path) if path is not None else None

    def begin(self, name: str) -> str:
        """Return the first lines of a JSON file; "" while it is not there."""
        path = self.path(name)
        return first_lines(path) if path is not None else ""


def set_places(site: SiteContext, written: WrittenFiles) -> Iterator[SetPlace]:
    """Yield the sets of the whole site that have files, in the order that the page shows them.

    A lone agency's own files stand for the site's.
    """
    urls = site.urls
    for each in PUBLISHED_SETS:
        if each.judged and not site.features.oversight:
            continue

        def place(name: str, levels: frozenset[SetLevel] = each.levels) -> str:
            path = f"{DOWNLOADS}/{name}"
            if urls.single and SetLevel.AGENCY in levels:
                return urls.attachment(urls.single, path)
            return urls.site(path)

        files = {file: place(file.name) for file in each.files()}
        yield SetPlace(
            of=each,
            files={file: path for file, path in files.items() if written.may_be(path)},
            schema=urls.site(f"{DOWNLOADS}/{each.schema}"),
            # An agency's own file is its only part.
            parts="" if urls.single else place(parts_file(each.columns.name)),
        )


def file_address(site: SiteContext, name: str) -> str:
    """Return a file's absolute address, with a gap where that of the site is not known."""
    return f"{site.urls.site_url or 'https://…/'}{quote(name)}"
