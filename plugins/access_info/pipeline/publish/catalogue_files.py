"""The catalogue of all data of a site, written when every file that it names is there."""

from __future__ import annotations

import collections
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from access_info.exports import FORMATS, LIST_COLUMNS, ListColumns
from access_info.exports.catalogue.records import (
    AgencyRecord,
    CataloguedDataset,
    CatalogueRecord,
    Contact,
    DataFile,
    DatasetRecord,
    Publisher,
    Referent,
)
from access_info.exports.catalogue.vocabularies import VIETNAM
from access_info.exports.catalogue.writing import write_catalogue
from access_info.legal.packs import LawPack
from access_info.model.declarations.types import is_web_address
from access_info.model.registry import AsOf
from access_info.pages.agency.links import TITLES
from access_info.pages.rendering.environment import vn_number
from access_info.pages.rendering.paths import (
    CATALOGUE_JSON,
    CATALOGUE_TURTLE,
    DOWNLOADS,
    LAWS,
    OPEN_DATA,
)
from access_info.pages.rendering.site import SiteContext, law_in_force, point_path
from access_info.pipeline.preparation.open_data import schema_path
from access_info.pipeline.preparation.options import Options

_SET, _AREA, _OFFICE, _CATALOGUE, _TERMS = (
    "tap-du-lieu",
    "dia-ban",
    "co-quan",
    "danh-muc",
    "giay-phep",
)


def address_notice(options: Options) -> str:
    """Say that a site has no catalogue since it does not know its own address; "" when it has.

    Args:
        options: What was built.
    """
    if options.site_url or not options.downloads:
        return ""
    return (
        "Chưa biết địa chỉ của trang trên mạng nên không có danh mục dữ liệu để cổng khác tự lấy, không có tin mới "
        "để theo dõi. Ghi địa chỉ ở site_url trong mkdocs.yml, hoặc thêm --site-url khi dựng bằng access-info."
    )


def catalogue_files(
    site: SiteContext, agencies: Iterable[AgencyRecord], as_of: AsOf, out: Path
) -> Iterator[str]:
    """Write the catalogue of a site whose other files are there.

    Args:
        site: What pages share.
        agencies: What each agency has in it, in order.
        as_of: The day of judgement.
        out: The output folder.

    Yields:
        Paths of the files, below the output folder.
    """
    agencies = iter(agencies)
    lone = next(agencies, None) if site.urls.single is not None else None
    catalogue = _catalogue(site, law_in_force(site.framework, as_of), lone)
    datasets = _Datasets(site, catalogue, out)
    paths = [site.urls.shared(name) for name in (CATALOGUE_TURTLE, CATALOGUE_JSON)]
    for path in paths:
        (out / path).parent.mkdir(parents=True, exist_ok=True)
    turtle, json_ld = (out / path for path in paths)
    write_catalogue(
        turtle,
        json_ld,
        catalogue,
        datasets.of([lone] if lone is not None else agencies),
        site.texts,
        base=site.urls.site_url,
    )
    yield from paths


def _catalogue(site: SiteContext, law: LawPack, lone: AgencyRecord | None) -> CatalogueRecord:
    urls, texts, place = site.urls, site.texts, site.place
    home, page = urls.absolute(urls.site("")), urls.absolute(urls.site(OPEN_DATA))
    name = place.name or (lone.publisher.name if lone else texts["site.section"])
    office = place.oversight
    kind = place.kind
    scheme = Referent(
        address=f"{urls.absolute(urls.site(LAWS))}#cac-diem", name=texts["catalogue.points"]
    )
    return CatalogueRecord(
        address=f"{page}#{_CATALOGUE}",
        home=home,
        title=texts.plain("catalogue.title", name=name),
        description=texts.plain("catalogue.text", name=name),
        publisher=lone.publisher
        if lone
        else Publisher(address=f"{home}#{_OFFICE}", name=name, level=kind.level or ""),
        contact=Contact(
            name=(office and office.name) or name,
            phone=(office and office.phone) or "",
            email=(office and office.email) or "",
            page=page,
        ),
        law=Referent(
            address=urls.absolute(urls.site(f"{LAWS}/{law.slug}")),
            name=law.full_name,
            code=law.number,
        ),
        area=Referent(address=f"{home}#{_AREA}", name=place.name)
        if kind.is_area and place.name
        else Referent(address=VIETNAM, name=texts["catalogue.country"]),
        licence=_licence(site, page),
        scheme=scheme,
        points={
            point.id: Referent(
                address=urls.absolute(point_path(urls, pack, point)),
                name=point.short_title,
                code=point.id,
                scheme=scheme.address,
            )
            for pack in (*site.framework.packs, *site.framework.supplements)
            for point in pack.points
        },
        review_days=(place.freshness.days if place.freshness else None) or 0,
        language=texts.language,
    )


def _licence(site: SiteContext, page: str) -> Referent | None:
    """Return the terms of re-use at an address: their own, or that of the page that states them."""
    terms = site.place.licence
    if not terms:
        return None
    if is_web_address(terms):
        return Referent(address=terms)
    return Referent(address=f"{page}#{_TERMS}", name=site.texts["catalogue.terms"], words=terms)


class _Datasets:
    """Agencies' datasets, then those of the whole jurisdiction, made one at a time."""

    def __init__(self, site: SiteContext, catalogue: CatalogueRecord, out: Path) -> None:
        self._site, self._catalogue, self._out = site, catalogue, out
        self._rows: collections.Counter[str] = collections.Counter()
        self._points: collections.defaultdict[str, set[str]] = collections.defaultdict(set)
        self._spans: collections.defaultdict[str, tuple[str, str]] = collections.defaultdict(
            lambda: ("", "")
        )
        self._modified: collections.defaultdict[str, str] = collections.defaultdict(str)

    def of(self, agencies: Iterable[AgencyRecord]) -> Iterator[CataloguedDataset]:
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
            files = tuple(self._files(urls.attachment(folder, f"{DOWNLOADS}/{kind.name}"), kind))
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
            files = tuple(self._files(urls.site(f"{DOWNLOADS}/{kind.name}"), kind))
            if files:
                yield CataloguedDataset(
                    address=f"{page}#{kind.name}-{_SET}",
                    record=record,
                    publisher=catalogue.publisher,
                    contact=catalogue.contact,
                    files=files,
                    catalogue=catalogue,
                )

    def _files(self, start: str, kind: ListColumns) -> Iterator[DataFile]:
        schema = self._site.urls.site_url + schema_path(self._site.urls, kind)
        for form in FORMATS:
            yield from self._file(f"{start}.{form}", schema=schema if form == "json" else "")

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
