"""The data catalogue (DCAT) of a site and the data package of its CSV files, written after all others."""

from __future__ import annotations

import collections
import dataclasses
import itertools
import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from access_info.exports.catalogue import data_package
from access_info.exports.catalogue.profile import VIETNAM, write_catalogue
from access_info.exports.catalogue.records import (
    AgencyRecord,
    CataloguedDataset,
    CatalogueFile,
    CatalogueRecord,
    Contact,
    DataFile,
    DatasetRecord,
    Publisher,
    Referent,
)
from access_info.exports.columns import ListColumns
from access_info.exports.published_sets import PUBLISHED_SETS, PublishedSet, SetLevel
from access_info.legal.packs import LawPack
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Oversight
from access_info.model.types import is_web_address
from access_info.pages.province.open_data import code_addresses
from access_info.pages.rendering.environment import load_texts
from access_info.pages.rendering.paths import (
    CATALOGUE,
    CATALOGUE_JSON,
    CATALOGUE_TURTLE,
    DATA_PACKAGE,
    DOWNLOADS,
    LAWS,
    OPEN_DATA,
    Urls,
)
from access_info.pages.rendering.site import SiteContext, law_in_force
from access_info.pipeline.incremental.reuse import Hashes, Published, hash_of
from access_info.pipeline.preparation.agency_files import described
from access_info.pipeline.preparation.context import Options
from access_info.pipeline.preparation.open_data import (
    LICENCE,
    jurisdiction_address,
    schema_address,
)
from access_info.pipeline.publish.output import write_below

# The catalogue itself, and what all its datasets have in common.

_AREA = "dia-ban"  # anchor on the front page


def address_notice(options: Options) -> str:
    """Return a Vietnamese notice that a site without `site_url` has no catalogue and no news; else "".

    Args:
        options: What was built.
    """
    if options.site_url or not options.downloads:
        return ""
    return (
        "Chưa biết địa chỉ của trang trên mạng nên không có danh mục dữ liệu để cổng khác tự lấy, không có tin mới "
        "để theo dõi. Ghi địa chỉ ở site_url trong mkdocs.yml, hoặc thêm --site-url khi dựng bằng access-info."
    )


def catalogue_record(site: SiteContext, law: LawPack, lone: AgencyRecord | None) -> CatalogueRecord:
    """Return the description of the catalogue: title, publisher, contact, area, licence, law.

    Args:
        site: Laws, addresses and features of the site.
        law: The law in force.
        lone: The site's only agency, which then publishes the catalogue; `None` if there are
            several.
    """
    urls, texts, place = site.urls, site.texts, site.place
    home, page = urls.absolute(urls.site("")), urls.absolute(urls.site(OPEN_DATA))
    name = place.name or (lone.publisher.name if lone else texts["site.section"])
    kind = place.kind
    scheme = Referent(
        address=f"{urls.absolute(urls.site(LAWS))}#cac-diem", name=texts["catalogue.points"]
    )
    return CatalogueRecord(
        address=f"{page}#{CATALOGUE}",
        page=page,
        title=texts.plain("catalogue.title", name=name),
        description=texts.plain("catalogue.text", name=name),
        publisher=lone.publisher
        if lone
        else Publisher(
            address=jurisdiction_address(site),
            name=name,
            code=place.official_code or "",
            level=kind.level or "",
        ),
        contact=office_contact(place.oversight, name, page),
        law=Referent(
            address=urls.absolute(urls.site(f"{LAWS}/{law.slug}")),
            name=law.full_name,
            code=law.number,
        ),
        area=Referent(address=f"{home}#{_AREA}", name=place.name, code=place.unit_code or "")
        if kind.is_area and place.name
        else Referent(address=VIETNAM, name=texts["catalogue.country"]),
        licence=licence_terms(place.licence, page),
        scheme=scheme,
        points={point.code: point for point in _points(site, scheme.address)},
        review_days=(place.freshness.days if place.freshness else None) or 0,
        language=texts.language,
    )


def _points(site: SiteContext, scheme: str) -> Iterator[Referent]:
    """Yield all points of the laws and kinds of conditional information, for datasets to refer to.

    Args:
        site: Laws, addresses and features of the site.
        scheme: Address of the scheme that all points belong to.
    """
    address_of = code_addresses(site)
    for pack in (*site.framework.packs, *site.framework.supplements):
        codes = [("subject", point.id, point.short_title) for point in pack.points]
        codes += [
            ("accessRights", f"{pack.id}-{kind.id}", kind.title) for kind in pack.conditional_kinds
        ]
        for column, code, name in codes:
            address = site.urls.site_url + address_of(column, code)
            yield Referent(address=address, name=name, code=code, scheme=scheme)


def office_contact(office: Oversight | None, name: str, page: str) -> Contact:
    """Return the contact for a catalogue's data: the office responsible for the site, if it is stated.

    Args:
        office: The office.
        name: The publisher's name, for an office without a name.
        page: Address of the page about open data.
    """
    return Contact(
        name=(office and office.name) or name,
        phone=(office and office.phone) or "",
        email=(office and office.email) or "",
        page=page,
    )


def licence_terms(terms: str | None, page: str) -> Referent | None:
    """Return the terms of re-use, as a catalogue refers to them; `None` if there are none.

    Identified by their own address if the data give one, else by an anchor on a page.

    Args:
        terms: A web address, or the terms in words.
        page: Address of the page about open data, which shows them.
    """
    if not terms:
        return None
    if is_web_address(terms):
        return Referent(address=terms)
    return Referent(address=f"{page}#{LICENCE}", name=load_texts()["catalogue.terms"], words=terms)


# Datasets of agencies and of the whole jurisdiction, with sizes and hashes of their written files.

_SET = "tap-du-lieu"


def table_schema_path(urls: Urls, kind: ListColumns) -> str:
    """Return the path, below the output folder, of the Table Schema of a set's CSV files."""
    return urls.site(f"{DOWNLOADS}/{kind.name}.cot.json")


@dataclasses.dataclass
class _Total:
    """What the datasets of one name of all agencies amount to together.

    Attributes:
        rows: Number of rows.
        modified: ISO day of the last change of any, or "".
        start: ISO day on which the period of any begins first; "" if none has a period.
        end: ISO day on which the period of any ends last, or "".
        points: Ids of the points of law of all.
        addresses: Addresses of all these datasets.
    """

    rows: int = 0
    modified: str = ""
    start: str = ""
    end: str = ""
    points: set[str] = dataclasses.field(default_factory=set)
    addresses: list[str] = dataclasses.field(default_factory=list)


class Datasets:
    """Makes the catalogue's datasets, one at a time, to spare memory.

    Attributes:
        csv_files: The CSV files of the datasets made so far, for the data package.
    """

    def __init__(
        self,
        site: SiteContext,
        catalogue: CatalogueRecord,
        out: Path,
        known: Mapping[str, tuple[int, Hashes]],
    ) -> None:
        """Hold what all datasets have in common.

        Args:
            site: Laws, addresses and features of the site.
            catalogue: The catalogue.
            out: The output folder, where all files of datasets are.
            known: Size and SHA-256 of files that were hashed when written, by path below `out`.
        """
        self._site, self._catalogue, self._out, self._known = site, catalogue, out, known
        self._totals: collections.defaultdict[str, _Total] = collections.defaultdict(_Total)
        self.csv_files: list[data_package.PackageFile] = []

    def of(self, agencies: Iterable[AgencyRecord]) -> Iterator[CataloguedDataset]:
        """Yield agencies' datasets, then those of the whole jurisdiction.

        The latter sum up all agencies', so they are right only once those have been yielded.
        """
        for agency in agencies:
            yield from self.of_agency(agency)
        yield from self.of_jurisdiction()

    def of_agency(self, agency: AgencyRecord) -> Iterator[CataloguedDataset]:
        """Yield the datasets of an agency."""
        for record in agency.datasets:
            self._add_to_site_totals(record)
            dataset = self._agency_dataset(agency, record)
            if dataset.files:
                self._totals[record.name].addresses.append(dataset.address)
                yield dataset

    def _add_to_site_totals(self, record: DatasetRecord) -> None:
        """Add an agency's set to the totals of the jurisdiction's set of the same name."""
        total = self._totals[record.name]
        total.rows += record.rows
        total.points.update(record.points)
        total.modified = max(total.modified, record.modified)
        if record.start:
            total.start = min(total.start or record.start, record.start)
            total.end = max(total.end, record.end)

    def _agency_dataset(self, agency: AgencyRecord, record: DatasetRecord) -> CataloguedDataset:
        """Return an agency's dataset (published set, or table among attachments) with its files."""
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
        )

    def of_jurisdiction(self) -> Iterator[CataloguedDataset]:
        """Yield the datasets of the whole jurisdiction; call it after all agencies' have been added."""
        urls, texts, catalogue = self._site.urls, self._site.texts, self._catalogue
        page = urls.absolute(urls.site(OPEN_DATA))
        is_single = urls.single is not None
        for published in PUBLISHED_SETS:
            # A lone agency's own files stand where those of all would.
            total = self._totals[published.name]
            if SetLevel.SITE not in published.levels or (is_single and total.rows):
                continue
            title, name = texts[published.title], catalogue.publisher.name
            record = DatasetRecord(
                name=published.name,
                title=f"{title} – {name}",
                description=described(published, texts, publisher=name, rows=total.rows),
                landing_page=f"{page}#{published.name}",
                rows=total.rows,
                modified=total.modified,
                start=total.start,
                end=total.end,
                points=tuple(sorted(total.points)),
                keywords=(texts["catalogue.keyword"],),
            )
            files = self._files(urls.site(DOWNLOADS), published, record)
            # A large list has no files but those of the agencies.
            parts = () if files or not published.is_list else tuple(total.addresses)
            if files or parts:
                yield CataloguedDataset(
                    address=f"{page}#{published.name}-{_SET}",
                    record=record,
                    publisher=catalogue.publisher,
                    contact=catalogue.contact,
                    files=files,
                    parts=parts,
                )

    def _files(
        self, downloads: str, published: PublishedSet, record: DatasetRecord, folder: str = ""
    ) -> tuple[DataFile, ...]:
        """Return the files of a set that exist, and record its CSV file for the data package.

        Args:
            downloads: Folder of the files, below the output folder.
            published: The set.
            record: The set as the catalogue describes it.
            folder: Folder name of the agency; "" for a set of the whole jurisdiction.
        """
        site = self._site
        files: list[DataFile] = []
        for each in published.files():
            path = f"{downloads}/{each.name}"
            schema = schema_address(site, published.columns) if each.form == "json" else ""
            present = list(self._file(path, each.form, label=each.label, schema=schema))
            files += present
            if each.form == "csv" and present:
                is_single = site.urls.single is not None
                table = data_package.PackageFile(
                    name=published.name
                    if is_single or not folder
                    else f"{folder}.{published.name}",
                    title=record.title,
                    path=self._in_package(path),
                    schema=self._in_package(table_schema_path(site.urls, published.columns)),
                )
                self.csv_files.append(table)
        return tuple(files)

    def _in_package(self, path: str) -> str:
        """Return a path relative to the data package's own folder, as the package must name it."""
        return posixpath.relpath(
            path, posixpath.dirname(self._site.urls.shared(DATA_PACKAGE)) or "."
        )

    def _file(
        self, path: str, form: str, *, label: str = "", schema: str = ""
    ) -> Iterator[DataFile]:
        """Yield a file of the output folder as the catalogue describes it; nothing if it does not exist.

        Args:
            path: Path below the output folder.
            form: Format: `csv`, `json`…
            label: Name of the format for people; by default `form` in capitals.
            schema: Address of its JSON Schema, or "".
        """
        urls, texts, place = self._site.urls, self._site.texts, self._out / path
        label = label or form.upper()
        try:
            size, digest = self._known.get(path) or (place.stat().st_size, hash_of(place))
        except FileNotFoundError:
            return
        yield DataFile(
            address=urls.site_url + urls.address_of_file(path),
            form=form,
            title=texts.plain("catalogue.file_title", form=label),
            description=texts.plain("catalogue.file_text", form=label),
            size=size,
            digest=digest.hex(),
            schema=schema,
        )


# The files of the catalogue and of the data package.

_PACKAGE = "tiep-can-thong-tin"
# With more agencies than this, the datasets of each stand in a file of its own.
MAX_AGENCIES = 20


def following_parts(
    site: SiteContext, agencies: Sequence[str], *, most: int = MAX_AGENCIES
) -> dict[str, str]:
    """Return agency → folder of the part of the catalogue after its own; none where all is in one file.

    Args:
        site: Laws, addresses and features of the site.
        agencies: Folder names, in order.
        most: With more agencies, the catalogue is divided.
    """
    if len(agencies) <= most:
        return {}
    folders = [site.urls.attachment(name, DOWNLOADS) for name in agencies]
    return dict(zip(agencies, [*folders[1:], ""], strict=True))


def write_agency_part(
    site: SiteContext,
    catalogue: CatalogueRecord,
    agency: AgencyRecord,
    out: Path,
    *,
    written: Published,
    following: str,
) -> Iterator[str]:
    """Write an agency's part of a divided catalogue, after the agency's other files; yield the paths.

    Args:
        site: Laws, addresses and features of the site.
        catalogue: The catalogue.
        agency: The catalogue's record of the agency.
        out: The output folder.
        written: The agency's files in it.
        following: The folder of the next part; "" for the last.
    """
    datasets = Datasets(site, catalogue, out, _known((written,))).of_agency(agency)
    folder = site.urls.attachment(agency.publisher.folder, DOWNLOADS)
    return _write_part(site, catalogue, datasets, out, folder=folder, following=following)


def catalogue_files(
    site: SiteContext,
    agencies: Iterable[AgencyRecord],
    as_of: AsOf,
    out: Path,
    written: Iterable[Published] = (),
    *,
    most: int = MAX_AGENCIES,
) -> Iterator[str]:
    """Write the catalogue and the data package of a site whose other files are already written.

    Where the catalogue is divided, agencies' parts are among these other files.

    Args:
        site: Laws, addresses and features of the site.
        agencies: The catalogue's record of each agency, in order.
        as_of: The day of judgement.
        out: The output folder.
        written: Files in it that were hashed when they were written.
        most: With more agencies, the catalogue is divided.

    Yields:
        Paths of the files, below the output folder.
    """
    agencies = list(agencies)
    # The only agency of a site publishes the catalogue itself.
    lone = agencies[0] if agencies and site.urls.single is not None else None
    catalogue = catalogue_record(site, law_in_force(site.framework, as_of), lone)
    datasets = Datasets(site, catalogue, out, _known(written))
    head = site.urls.shared("")
    described, following = datasets.of(agencies), ""
    if len(agencies) > most:
        following = site.urls.attachment(agencies[0].publisher.folder, DOWNLOADS)
        # The head sums up what the parts hold.
        for agency in agencies:
            collections.deque(datasets.of_agency(agency), maxlen=0)
        described = datasets.of_jurisdiction()
    yield from _write_part(site, catalogue, described, out, folder=head, following=following)
    yield from _package(site, catalogue, datasets.csv_files, out)


def _known(written: Iterable[Published]) -> dict[str, tuple[int, Hashes]]:
    """Return path → size and SHA-256 of files that were hashed when they were written."""
    hashed = itertools.chain.from_iterable(each.sized_hashes() for each in written)
    return {path: (size, digest) for path, size, digest in hashed}


def _write_part(
    site: SiteContext,
    catalogue: CatalogueRecord,
    datasets: Iterable[CataloguedDataset],
    out: Path,
    *,
    folder: str,
    following: str = "",
) -> Iterator[str]:
    """Write the two files of a part of the catalogue, or of all of it; yield their paths.

    Args:
        site: Laws, addresses and features of the site.
        catalogue: The catalogue.
        datasets: The part's datasets.
        out: The output folder.
        folder: The files' folder below it.
        following: That of the next part; "" for the last, and where one part is all.
    """

    def address(of: str, name: str) -> str:
        """Return the absolute address of a part's file."""
        return site.urls.site_url + site.urls.address_of_file(posixpath.join(of, name))

    names = (CATALOGUE_TURTLE, CATALOGUE_JSON)
    turtle, json_ld = paths = [posixpath.join(folder, name) for name in names]
    (out / turtle).parent.mkdir(parents=True, exist_ok=True)
    is_head = folder == site.urls.shared("")
    files = [
        CatalogueFile(address(folder, name), address(following, name) if following else "")
        for name in names
    ]
    write_catalogue(
        out / turtle,
        out / json_ld,
        catalogue,
        datasets,
        site.texts,
        base=site.urls.site_url,
        files_of_many=files if following or not is_head else (None, None),
        is_dated=is_head,
    )
    yield from paths


def _package(
    site: SiteContext,
    catalogue: CatalogueRecord,
    files: Sequence[data_package.PackageFile],
    out: Path,
) -> Iterator[str]:
    """Write the data package of the CSV files and their Table Schemas; yield the paths."""
    names = {file.name for file in files}
    kinds = {published.name: published.columns for published in PUBLISHED_SETS}
    agencies = kinds.get(data_package.AGENCIES) if data_package.AGENCIES in names else None
    for kind in kinds.values():
        path = table_schema_path(site.urls, kind)
        schema = data_package.table_schema(kind, site.texts, agencies=agencies)
        yield write_below(out, path, f"{json.dumps(schema, ensure_ascii=False, indent=1)}\n")
    path = site.urls.shared(DATA_PACKAGE)
    with (out / path).open("w", encoding="utf-8", newline="\n") as package:
        package.writelines(data_package.package_pieces(catalogue, _PACKAGE, files))
    yield path
