"""Agencies' datasets and those of the whole jurisdiction, with what their files turned out to be."""

from __future__ import annotations

import collections
import functools
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from access_info.exports.catalogue.data_package import PackageFile
from access_info.exports.catalogue.records import (
    AgencyRecord,
    CataloguedDataset,
    CatalogueRecord,
    DataFile,
    DatasetRecord,
)
from access_info.exports.columns import ListColumns
from access_info.exports.published_sets import PUBLISHED_SETS, PublishedSet, SetLevel
from access_info.pages.rendering.paths import DATA_PACKAGE, DOWNLOADS, OPEN_DATA
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.urls import Urls
from access_info.pipeline.incremental.reuse import Hashes, hash_of
from access_info.pipeline.preparation.catalogue_records import described

_SET = "tap-du-lieu"


def table_schema_path(urls: Urls, kind: ListColumns) -> str:
    """Return where the Table Schema of a set's CSV files stands below the output folder."""
    return urls.site(f"{DOWNLOADS}/{kind.name}.cot.json")


class Datasets:
    """The maker of datasets, one at a time.

    Attributes:
        csv_files: The tables of those that were made.
    """

    def __init__(
        self,
        site: SiteContext,
        catalogue: CatalogueRecord,
        out: Path,
        known: Mapping[str, tuple[int, Hashes]],
    ) -> None:
        """Take what datasets share.

        Args:
            site: What pages share.
            catalogue: The catalogue.
            out: The output folder, where all files of datasets are.
            known: Size and SHA-256 of files whose hash was taken, by path below it.
        """
        self._site, self._catalogue, self._out, self._known = site, catalogue, out, known
        self._rows: collections.Counter[str] = collections.Counter()
        self._points: collections.defaultdict[str, set[str]] = collections.defaultdict(set)
        self._spans: collections.defaultdict[str, tuple[str, str]] = collections.defaultdict(
            lambda: ("", "")
        )
        self._words = functools.cache(self._file_words)
        self.csv_files: list[PackageFile] = []
        self._modified: collections.defaultdict[str, str] = collections.defaultdict(str)

    def of(self, agencies: Iterable[AgencyRecord]) -> Iterator[CataloguedDataset]:
        """Yield agencies' datasets, then those of the whole jurisdiction."""
        for agency in agencies:
            for record in agency.datasets:
                self._add(record)
                dataset = self._agency_dataset(agency, record)
                if dataset.files:
                    yield dataset
        yield from self._joint()

    def _add(self, record: DatasetRecord) -> None:
        """Count a set of an agency in the jurisdiction's."""
        name = record.name
        self._rows[name] += record.rows
        self._points[name].update(record.points)
        self._modified[name] = max(self._modified[name], record.modified)
        if record.start:
            start, end = self._spans[name]
            self._spans[name] = min(start or record.start, record.start), max(end, record.end)

    def _agency_dataset(self, agency: AgencyRecord, record: DatasetRecord) -> CataloguedDataset:
        urls, folder = self._site.urls, agency.publisher.folder
        published = next((each for each in PUBLISHED_SETS if each.name == record.name), None)
        if published is None:
            path = urls.attachment(folder, record.name)
            files = tuple(self._file(path, posixpath.splitext(path)[1].removeprefix(".").lower()))
            address = f"{urls.site_url}{urls.address_of_file(path)}#{_SET}"
        else:
            downloads = urls.attachment(folder, DOWNLOADS)
            files = self._files(downloads, published, record, folder)
            address = f"{record.landing_page}#{_SET}"
        return CataloguedDataset(
            address=address,
            record=record,
            publisher=agency.publisher,
            contact=agency.contact,
            files=files,
            catalogue=self._catalogue,
        )

    def _joint(self) -> Iterator[CataloguedDataset]:
        """Yield the datasets of the whole jurisdiction."""
        urls, texts, catalogue = self._site.urls, self._site.texts, self._catalogue
        page = urls.absolute(urls.site(OPEN_DATA))
        lone = urls.single is not None
        for published in PUBLISHED_SETS:
            # A lone agency's own files stand where those of all would.
            if SetLevel.SITE not in published.levels or (lone and self._rows[published.name]):
                continue
            title, name = texts[published.title], catalogue.publisher.name
            start, end = self._spans[published.name]
            record = DatasetRecord(
                name=published.name,
                title=f"{title} – {name}",
                description=described(
                    published, texts, publisher=name, rows=self._rows[published.name]
                ),
                landing_page=f"{page}#{published.name}",
                rows=self._rows[published.name],
                modified=self._modified[published.name],
                start=start,
                end=end,
                points=tuple(sorted(self._points[published.name])),
                keywords=(texts["catalogue.keyword"],),
            )
            files = self._files(urls.site(DOWNLOADS), published, record)
            if files:
                yield CataloguedDataset(
                    address=f"{page}#{published.name}-{_SET}",
                    record=record,
                    publisher=catalogue.publisher,
                    contact=catalogue.contact,
                    files=files,
                    catalogue=catalogue,
                )

    def _files(
        self, downloads: str, published: PublishedSet, record: DatasetRecord, folder: str = ""
    ) -> tuple[DataFile, ...]:
        """Return the files of a set that are there, and note its table for the data package."""
        site = self._site
        files: list[DataFile] = []
        for each in published.files():
            path = f"{downloads}/{each.name}"
            present = list(
                self._file(
                    path,
                    each.form,
                    label=each.label,
                    schema=self._schema(published) if each.form == "json" else "",
                )
            )
            files += present
            if each.form == "csv" and present:
                lone = site.urls.single is not None
                table = PackageFile(
                    name=published.name if lone or not folder else f"{folder}.{published.name}",
                    title=record.title,
                    path=self._in_package(path),
                    size=present[0].size,
                    digest=present[0].digest,
                    schema=self._in_package(table_schema_path(site.urls, published.columns)),
                )
                self.csv_files.append(table)
        return tuple(files)

    def _schema(self, published: PublishedSet) -> str:
        """Return the address of the JSON Schema of a set."""
        urls = self._site.urls
        return urls.site_url + urls.address_of_file(urls.site(f"{DOWNLOADS}/{published.schema}"))

    def _in_package(self, path: str) -> str:
        return posixpath.relpath(
            path, posixpath.dirname(self._site.urls.shared(DATA_PACKAGE)) or "."
        )

    def _file(
        self, path: str, form: str, *, label: str = "", schema: str = ""
    ) -> Iterator[DataFile]:
        """Yield a file of the output folder, if it is there."""
        urls = self._site.urls
        title, description = self._words(label or form.upper())
        try:
            size, digest = self._known.get(path) or _measured(self._out / path)
        except FileNotFoundError:
            return
        yield DataFile(
            address=urls.site_url + urls.address_of_file(path),
            form=form,
            title=title,
            description=description,
            size=size,
            digest=digest.hex(),
            schema=schema,
        )

    def _file_words(self, label: str) -> tuple[str, str]:
        """Return what files of a format are called, and a sentence about them."""
        texts = self._site.texts
        return (
            texts.plain("catalogue.file_title", form=label),
            texts.plain("catalogue.file_text", form=label),
        )


def _measured(path: Path) -> tuple[int, Hashes]:
    """Return size and SHA-256 of a file.

    Raises:
        FileNotFoundError: There is none.
    """
    return path.stat().st_size, hash_of(path)
