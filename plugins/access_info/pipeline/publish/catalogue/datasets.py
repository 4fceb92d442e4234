"""Agencies' datasets and those of the whole jurisdiction, with what their files turned out to be."""

from __future__ import annotations

import collections
import hashlib
import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path

from access_info.exports import FORMATS, LIST_COLUMNS, ListColumns
from access_info.exports.catalogue.data_package import PackageFile
from access_info.exports.catalogue.records import (
    AgencyRecord,
    CataloguedDataset,
    CatalogueRecord,
    DataFile,
    DatasetRecord,
)
from access_info.pages.agency.links import TITLES
from access_info.pages.rendering.environment import vn_number
from access_info.pages.rendering.paths import DATA_PACKAGE, DOWNLOADS, OPEN_DATA
from access_info.pages.rendering.site import SiteContext
from access_info.pages.rendering.urls import Urls
from access_info.pipeline.preparation.open_data import schema_path

_SET = "tap-du-lieu"


def table_schema_path(urls: Urls, kind: ListColumns) -> str:
    """Return where the Table Schema of a set's CSV files stands below the output folder."""
    return urls.site(f"{DOWNLOADS}/{kind.name}.cot.json")


class Datasets:
    """The maker of datasets, one at a time.

    Attributes:
        csv_files: The tables of those that were made.
    """

    def __init__(self, site: SiteContext, catalogue: CatalogueRecord, out: Path) -> None:
        """Take what datasets share.

        Args:
            site: What pages share.
            catalogue: The catalogue.
            out: The output folder, where all files of datasets are.
        """
        self._site, self._catalogue, self._out = site, catalogue, out
        self._rows: collections.Counter[str] = collections.Counter()
        self._points: collections.defaultdict[str, set[str]] = collections.defaultdict(set)
        self._spans: collections.defaultdict[str, tuple[str, str]] = collections.defaultdict(
            lambda: ("", "")
        )
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
        if self._site.urls.single is None:
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
        kind = next((kind for kind in LIST_COLUMNS if kind.name == record.name), None)
        if kind is None:
            path = urls.attachment(folder, record.name)
            files = tuple(self._file(path))
            address = f"{urls.site_url}{urls.address_of_file(path)}#{_SET}"
        else:
            start = urls.attachment(folder, f"{DOWNLOADS}/{kind.name}")
            files = self._files(start, kind, record, folder)
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
        for kind in LIST_COLUMNS:
            title, name = texts[f"{TITLES[kind.name]}.title"], catalogue.publisher.name
            start, end = self._spans[kind.name]
            record = DatasetRecord(
                name=kind.name,
                title=f"{title} – {name}",
                description=texts.plain(
                    "catalogue.list_text",
                    list=title,
                    name=name,
                    count=vn_number(self._rows[kind.name]),
                ),
                landing_page=f"{page}#{kind.name}",
                rows=self._rows[kind.name],
                modified=self._modified[kind.name],
                start=start,
                end=end,
                points=tuple(sorted(self._points[kind.name])),
                keywords=(texts["catalogue.keyword"],),
            )
            files = self._files(urls.site(f"{DOWNLOADS}/{kind.name}"), kind, record)
            if files:
                yield CataloguedDataset(
                    address=f"{page}#{kind.name}-{_SET}",
                    record=record,
                    publisher=catalogue.publisher,
                    contact=catalogue.contact,
                    files=files,
                    catalogue=catalogue,
                )

    def _files(
        self, start: str, kind: ListColumns, record: DatasetRecord, folder: str = ""
    ) -> tuple[DataFile, ...]:
        """Return the files of a set that are there, and note its table for the data package."""
        urls = self._site.urls
        schema = urls.site_url + schema_path(urls, kind)
        files: list[DataFile] = []
        for form in FORMATS:
            path = f"{start}.{form}"
            files += self._file(path, schema=schema if form == "json" else "")
            if form == "csv" and files:
                lone = urls.single is not None
                table = PackageFile(
                    name=kind.name if lone or not folder else f"{folder}.{kind.name}",
                    title=record.title,
                    path=self._in_package(path),
                    size=files[-1].size,
                    digest=files[-1].digest,
                    schema=self._in_package(table_schema_path(urls, kind)),
                )
                self.csv_files.append(table)
        return tuple(files)

    def _in_package(self, path: str) -> str:
        return posixpath.relpath(
            path, posixpath.dirname(self._site.urls.shared(DATA_PACKAGE)) or "."
        )

    def _file(self, path: str, *, schema: str = "") -> Iterator[DataFile]:
        """Yield a file of the output folder, if it is there."""
        urls, texts = self._site.urls, self._site.texts
        form = path.rpartition(".")[2].lower()
        try:
            with (self._out / path).open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                size = file.tell()
        except FileNotFoundError:
            return
        yield DataFile(
            address=urls.site_url + urls.address_of_file(path),
            form=form,
            title=texts.plain("catalogue.file_title", form=form.upper()),
            description=texts.plain("catalogue.file_text", form=form.upper()),
            size=size,
            digest=digest,
            schema=schema,
        )
