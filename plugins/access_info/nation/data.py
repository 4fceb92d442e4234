"""The members' data merged for download: files by member and set, their index, schemas and catalogue."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from io import BufferedRandom
from pathlib import Path
from typing import Any, NamedTuple

import pydantic

from access_info.exports.catalogue.data_package import table_schema
from access_info.exports.catalogue.profile import VIETNAM, write_catalogue
from access_info.exports.catalogue.records import (
    CataloguedDataset,
    CatalogueRecord,
    DataFile,
    DatasetRecord,
    ListedCatalogue,
    Publisher,
    Referent,
)
from access_info.exports.columns import MANY, ExportColumn, ListColumns
from access_info.exports.describe import DRAFT, value_schema
from access_info.exports.published_sets import PUBLISHED_SETS
from access_info.exports.rows import Row
from access_info.exports.tables import Cells, csv_lines, table_columns, table_csv
from access_info.model.vocabularies import Level
from access_info.nation.copies import (
    MemberCopy,
    MemberStanding,
    MemberState,
    NationalSite,
    link_or_copy,
)
from access_info.nation.member_files import CATALOGUE as MEMBER_CATALOGUE
from access_info.nation.member_files import MemberSets
from access_info.pages.rendering.environment import load_texts, vn_number
from access_info.pages.rendering.paths import CATALOGUE, CATALOGUE_JSON, CATALOGUE_TURTLE, OPEN_DATA
from access_info.pipeline.preparation.open_data import PUBLISHER
from access_info.pipeline.publish.catalogue import licence_terms, office_contact

# One member's rows as compressed files: each set as CSV and as JSON lines.

# Where a member's part of the data lies in its folder.
FOLDER = "du-lieu"
PARTS = "phan.json"
CSV, LINES = "csv.gz", "ndjson.gz"
# The first column of every table: the code of the member whose row it is.
MEMBER = "tinh"
MEMBER_TITLE = "Mã tỉnh"
# Bytes of a file at most; then rows go into another.
MOST_BYTES = 20_000_000
# Of levels 1 to 9, the one after which a file shrinks by less than a tenth for twice the time.
_LEVEL = 4
# Rows written at once; before each batch a file must have room for it uncompressed.
_AT_ONCE = 200
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class DataPart(NamedTuple):
    """A file with one member's rows of a set.

    Attributes:
        set: The set's name.
        form: `csv.gz` or `ndjson.gz`.
        name: The file's name in the member's folder.
        rows: Number of rows in it.
        size: Bytes.
        sha256: Its hash, hexadecimal.
    """

    set: str
    form: str
    name: str
    rows: int
    size: int
    sha256: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberData:
    """The list of files in a member's folder of data.

    Attributes:
        parts: The files.
        modified: Name of a set → the ISO day of its last change, "" where it is not known.
    """

    parts: tuple[DataPart, ...]
    modified: Mapping[str, str]


_MEMBER_DATA = pydantic.TypeAdapter(MemberData)


def write_member_data(copy: MemberCopy, folder: Path, *, most: int = MOST_BYTES) -> None:
    """Write the rows of a member's sets as compressed files, and `phan.json`, which lists these.

    Equal copies give equal bytes.

    Args:
        copy: The member's copy.
        folder: An existing, empty folder.
        most: The most bytes of a file; more rows begin another file.
    """
    sets, code = MemberSets(copy), copy.state.code
    parts: list[DataPart] = []
    modified: dict[str, str] = {}
    for published in PUBLISHED_SETS:
        kind = published.columns
        files = _write_set(kind, sets.rows(kind.name), code, folder, most)
        if files:
            parts += files
            modified[kind.name] = sets.stated(kind.name, "modified")
    data = MemberData(parts=tuple(parts), modified=modified)
    (folder / PARTS).write_bytes(_MEMBER_DATA.dump_json(data))


def read_member_data(folder: Path) -> MemberData:
    """Read the list of files in a folder that `write_member_data` wrote."""
    return _MEMBER_DATA.validate_json((folder / PARTS).read_bytes())


def _write_set(
    kind: ListColumns, rows: Iterator[Row], code: str, folder: Path, most: int
) -> list[DataPart]:
    """Write the rows of a set as CSV and as JSON lines; return the files, none without rows.

    Args:
        kind: The set's columns.
        rows: Its rows.
        code: The member's code, which begins each row.
        folder: Where the files go.
        most: The most bytes of a file.
    """
    titles = [MEMBER_TITLE, *(column.title for column in table_columns(kind, load_texts()))]
    table = _Files(kind.name, CSV, folder, most, table_csv(titles, ()))
    lines = _Files(kind.name, LINES, folder, most, b"")
    cells = Cells(kind)
    # Each line is an object that begins with the member's code: `{"tinh":"01",…`.
    start = f'{{"{MEMBER}":{_encode(code)}'
    while batch := list(itertools.islice(rows, _AT_ONCE)):
        table.add_rows(csv_lines([code, *cells.of(row)] for row in batch).encode(), len(batch))
        objects = [f"{start},{_encode(row)[1:]}\n" if row else f"{start}}}\n" for row in batch]
        lines.add_rows("".join(objects).encode(), len(batch))
    return [*table.close(), *lines.close()]


class _Files:
    """Writes the compressed files of a set in one form; begins another before one gets too large."""

    def __init__(self, name: str, form: str, folder: Path, most: int, head: bytes) -> None:
        self._name, self._form, self._folder = name, form, folder
        self._most, self._head = most, head
        self._parts: list[DataPart] = []
        self._file: BufferedRandom | None = None
        self._packed: gzip.GzipFile | None = None
        self._rows = self._waiting = 0

    def add_rows(self, lines: bytes, rows: int) -> None:
        """Write some rows, into a new file if the current one might become too large.

        Args:
            lines: The rows as text.
            rows: Their number.
        """
        if self._is_full(len(lines)):
            self.close()
        if self._packed is None:
            self._file = (self._folder / self._file_name()).open("w+b")
            self._packed = gzip.GzipFile(
                filename="", mode="wb", compresslevel=_LEVEL, fileobj=self._file, mtime=0
            )
            self._packed.write(self._head)
            self._rows = self._waiting = 0
        self._packed.write(lines)
        self._waiting += len(lines)
        self._rows += rows

    def _is_full(self, more: int) -> bool:
        """Tell whether so many bytes more might make the current file too large.

        Rows not yet compressed are counted at full size. Only if the file might be too large by that
        count, the compressor is made to write what it holds back, which gives the true size.

        Args:
            more: Bytes of the next rows, uncompressed.
        """
        if self._file is None or self._packed is None:
            return False
        if self._file.tell() + self._waiting + more <= self._most:
            return False
        self._packed.flush()
        self._waiting = 0
        return self._file.tell() + more > self._most

    def _file_name(self) -> str:
        """Return the name of the current file: `cong-khai.csv.gz`, then `cong-khai-2.csv.gz`."""
        number = len(self._parts) + 1
        return f"{self._name}{f'-{number}' if number > 1 else ''}.{self._form}"

    def close(self) -> list[DataPart]:
        """Finish the current file, if there is one; return all files that were written."""
        if self._file is not None and self._packed is not None:
            self._packed.close()
            self._file.seek(0)
            digest = hashlib.file_digest(self._file, "sha256").hexdigest()
            size = self._file.tell()
            self._file.close()
            self._parts.append(
                DataPart(self._name, self._form, self._file_name(), self._rows, size, digest)
            )
            self._file = self._packed = None
        return self._parts


# The catalogue of catalogues: each member's own, and the merged data (DCAT-AP 3.0.1).

_LABELS = {"csv": "CSV nén gzip", "ndjson": "JSON từng dòng (NDJSON) nén gzip"}


def _write_catalogue(
    site: NationalSite, files: Iterable[NationalPart], modified: Mapping[str, str]
) -> None:
    """Write the DCAT catalogue of the merged data as Turtle and as JSON-LD.

    Args:
        site: The site, which has an address.
        files: The files with rows, sorted by set.
        modified: Name of a set → ISO day of its last change.
    """
    record = _catalogue(site)
    write_catalogue(
        site.out / CATALOGUE_TURTLE,
        site.out / CATALOGUE_JSON,
        record,
        _datasets(site, record, files, modified),
        load_texts(),
        base=site.site_url,
    )


def _catalogue(site: NationalSite) -> CatalogueRecord:
    """Return the catalogue's own record: its publisher, licence, and each member's catalogue."""
    nation, texts = site.nation, load_texts()
    office = nation.oversight
    page = f"{site.site_url}{OPEN_DATA}/"
    publisher = Publisher(
        address=f"{page}#{PUBLISHER}",
        name=(office and office.name) or nation.name,
        level=Level.CENTRAL.value,
    )
    return CatalogueRecord(
        address=f"{page}#{CATALOGUE}",
        page=page,
        title=texts.plain("catalogue.title", name=nation.name),
        description=(
            "Danh mục dữ liệu của từng tỉnh về tiếp cận thông tin, và dữ liệu của các tỉnh ghép lại."
        ),
        publisher=publisher,
        contact=office_contact(office, publisher.name, page),
        law=None,
        area=Referent(address=VIETNAM, name=texts["catalogue.country"]),
        licence=licence_terms(nation.licence, page),
        scheme=Referent(
            address=f"{site.site_url}phap-luat/#cac-diem", name=texts["catalogue.points"]
        ),
        points={},
        catalogues=tuple(
            _member_catalogue(part.state)
            for part in site.shown_parts
            if MEMBER_CATALOGUE in part.state.files
        ),
    )


def _member_catalogue(state: MemberState) -> ListedCatalogue:
    """Return the record of a member's own catalogue, at the address where our generator puts it."""
    page = f"{state.url}{OPEN_DATA}/"
    return ListedCatalogue(
        address=f"{page}#{CATALOGUE}",
        page=page,
        title=f"Danh mục dữ liệu mở – {state.name}",
        description=f"Mọi tập dữ liệu của {state.name} về tiếp cận thông tin.",
        publisher=Publisher(
            address=f"{page}#{PUBLISHER}",
            name=state.name,
            level=Level.PROVINCE.value,
        ),
    )


def _datasets(
    site: NationalSite,
    record: CatalogueRecord,
    files: Iterable[NationalPart],
    modified: Mapping[str, str],
) -> Iterator[CataloguedDataset]:
    """Yield the catalogue's entry of each set that any member has.

    Args:
        site: The site.
        record: The catalogue's own record.
        files: The files with rows, sorted by set.
        modified: Name of a set → ISO day of its last change.
    """
    texts, sets = load_texts(), {each.name: each for each in PUBLISHED_SETS}
    for name, group in itertools.groupby(files, key=lambda file: file.part.set):
        files_of_set = list(group)
        rows = sum(file.part.rows for file in files_of_set if file.part.form == CSV)
        words = f"{texts[sets[name].description]} Ghép từ các tỉnh: {vn_number(rows)} dòng."
        yield CataloguedDataset(
            address=f"{record.page}#{name}-tap-du-lieu",
            record=DatasetRecord(
                name=name,
                title=f"{texts[sets[name].title]} – {site.nation.name}",
                description=words,
                landing_page=f"{record.page}#{name}",
                rows=rows,
                modified=modified.get(name, ""),
                keywords=(texts["catalogue.keyword"],),
            ),
            publisher=record.publisher,
            contact=record.contact,
            files=tuple(_data_file(site.site_url, file) for file in files_of_set),
        )


def _data_file(site_url: str, file: NationalPart) -> DataFile:
    """Return the catalogue's record of one file to download."""
    part = file.part
    form = part.form.partition(".")[0]
    return DataFile(
        address=f"{site_url}{file.path}",
        form=form,
        title=file.path.removeprefix(f"{FOLDER}/"),
        description=f"{_LABELS[form]}, {vn_number(part.rows)} dòng.",
        size=part.size,
        digest=part.sha256,
        schema=f"{site_url}{SCHEMAS}/{part.set}{'.cot' if part.form == CSV else ''}.json",
        is_packed=True,
    )


# The data of all members in the nation's site: the files, their index, what their columns mean.

INDEX_VERSION = "1.0"
INDEX_TABLE = "phan.csv"
SCHEMAS = f"{FOLDER}/luoc-do"
_MEMBER_FIELD = {
    "name": MEMBER_TITLE,
    "type": "string",
    "description": "Tỉnh mà dòng này lấy từ trang của tỉnh ấy.",
    "constraints": {"required": True},
}
_CONCEPTS = {
    "concept": ("notation", "prefLabel"),
    "concepts": ("notation", "prefLabel"),
    "counts": ("notation", "prefLabel", "count"),
}
_COLUMNS = (
    "Mã tỉnh",
    "Tỉnh",
    "Số liệu ngày",
    "Tập",
    "Dạng",
    "Tệp",
    "Số dòng",
    "Số byte",
    "SHA-256",
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationalPart:
    """A file of the merged data.

    Attributes:
        member: The member whose rows it holds.
        path: Path below the output folder.
        part: The same file as it lies in the member's folder of data: set, form, rows, size, hash.
    """

    member: MemberState
    path: str
    part: DataPart


def write_data(site: NationalSite) -> list[NationalPart]:
    """Put the members' tables into the site, with an index, schemas and the catalogue of catalogues.

    Returns:
        The files with rows, by set, then in the members' order.
    """
    files, modified = _copy_tables(site)
    site.write(f"{FOLDER}/{PARTS}", _json(_index(site, files, modified)))
    site.write(f"{FOLDER}/{INDEX_TABLE}", table_csv(_COLUMNS, map(_index_row, files)))
    for published in PUBLISHED_SETS:
        kind = published.columns
        site.write(f"{SCHEMAS}/{kind.name}.json", _json(_row_schema(kind)))
        site.write(f"{SCHEMAS}/{kind.name}.cot.json", _json(_table_schema(kind)))
    if site.site_url:
        _write_catalogue(site, files, modified)
    return files


def _copy_tables(site: NationalSite) -> tuple[list[NationalPart], dict[str, str]]:
    """Copy the members' files into the site.

    Returns:
        The files, sorted by set; and name of a set → ISO day of its last change by any member.
    """
    files = []
    modified: dict[str, str] = {}
    for member in site.shown_parts:
        source = member.folder / FOLDER
        target = site.out / FOLDER / member.state.code
        target.mkdir(parents=True, exist_ok=True)
        data = read_member_data(source)
        for part in data.parts:
            link_or_copy(source / part.name, target / part.name)
            path = f"{FOLDER}/{member.state.code}/{part.name}"
            files.append(NationalPart(member=member.state, path=path, part=part))
        for name, day in data.modified.items():
            modified[name] = max(modified.get(name, ""), day)
    order = [each.name for each in PUBLISHED_SETS]
    return sorted(files, key=lambda file: order.index(file.part.set)), modified


def _index(
    site: NationalSite, files: Iterable[NationalPart], modified: Mapping[str, str]
) -> dict[str, Any]:
    """Return the index of all files with rows, for `phan.json`: members, sets, files with hashes."""
    texts, nation = load_texts(), site.nation
    return {
        "schemaVersion": INDEX_VERSION,
        "created": site.as_of.isoformat(),
        "title": f"Dữ liệu về tiếp cận thông tin của các tỉnh – {nation.name}",
        **({"license": nation.licence} if nation.licence else {}),
        "members": [
            {
                MEMBER: part.state.code,
                "name": part.state.name,
                "landingPage": part.state.url,
                "created": part.state.created,
                "isStale": part.state.standing is MemberStanding.STALE,
            }
            for part in site.shown_parts
        ],
        "sets": [
            {
                "identifier": published.name,
                "title": texts[published.title],
                "description": texts[published.description],
                "modified": modified[published.name],
                "conformsTo": [
                    f"luoc-do/{published.name}.json",
                    f"luoc-do/{published.name}.cot.json",
                ],
            }
            for published in PUBLISHED_SETS
            if published.name in modified
        ],
        "distribution": [
            {
                MEMBER: file.member.code,
                "set": file.part.set,
                "format": file.part.form,
                "downloadURL": file.path.removeprefix(f"{FOLDER}/"),
                "rows": file.part.rows,
                "byteSize": file.part.size,
                "sha256": file.part.sha256,
            }
            for file in files
        ],
    }


def _index_row(file: NationalPart) -> tuple[str, ...]:
    """Return a file's row in the index that is a table (`phan.csv`), in the order of `_COLUMNS`."""
    member, part = file.member, file.part
    path = file.path.removeprefix(f"{FOLDER}/")
    sizes = str(part.rows), str(part.size), part.sha256
    return member.code, member.name, member.created, part.set, part.form, path, *sizes


def _row_schema(kind: ListColumns) -> dict[str, Any]:
    """Return the JSON Schema of one line of a set's NDJSON files."""
    columns = {column.name: _value_schema(column) for column in kind.columns}
    return {
        "$schema": DRAFT,
        "type": "object",
        "properties": {MEMBER: {"type": "string", "minLength": 1}, **columns},
        "required": [MEMBER],
    }


def _value_schema(column: ExportColumn) -> dict[str, Any]:
    """Return the JSON Schema of a column's value in the merged data.

    There a concept is an object of code and label (and count); in other files it is its code alone,
    which the file's head explains.
    """
    members = _CONCEPTS.get(column.shape)
    if members is None:
        return value_schema(column)
    concept = {
        "type": "object",
        "properties": {name: {"type": "string", "minLength": 1} for name in members},
        "minProperties": 1,
    }
    if column.shape not in MANY:
        return concept
    return {"type": "array", "items": concept, "minItems": 1}


def _table_schema(kind: ListColumns) -> dict[str, Any]:
    """Return the Table Schema (Data Package) of a set's CSV files: the member's code, then its columns."""
    schema = table_schema(kind, load_texts(), agencies=None)
    schema["fields"] = [_MEMBER_FIELD, *schema["fields"]]
    schema["primaryKey"] = [MEMBER_TITLE, *schema["primaryKey"]]
    return schema


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
