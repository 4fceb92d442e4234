"""The members' data put together: files by member and set, their index, schemas and catalogue."""

from __future__ import annotations

import dataclasses
import datetime
import gzip
import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BufferedRandom
from pathlib import Path
from typing import Any, NamedTuple

from access_info.exports.catalogue.data_package import table_schema
from access_info.exports.catalogue.profile import VIETNAM, write_catalogue
from access_info.exports.catalogue.records import (
    CataloguedDataset,
    CatalogueRecord,
    Contact,
    DataFile,
    DatasetRecord,
    ListedCatalogue,
    Publisher,
    Referent,
)
from access_info.exports.columns import MANY, ExportColumn, ListColumns
from access_info.exports.describe import DRAFT, value_schema
from access_info.exports.published_sets import PUBLISHED_SETS, PublishedSet
from access_info.exports.rows import Row
from access_info.exports.tables import Cells, csv_lines, table_columns, table_csv
from access_info.model.nation import Nation
from access_info.model.types import is_web_address
from access_info.model.vocabularies import Level
from access_info.nation.copies import (
    MemberCopy,
    MemberPart,
    MemberStanding,
    MemberState,
    link_or_copy,
)
from access_info.nation.member_files import CATALOGUE as MEMBER_CATALOGUE
from access_info.nation.member_files import MemberSets
from access_info.pages.rendering.environment import load_texts, vn_number
from access_info.pages.rendering.paths import CATALOGUE, CATALOGUE_JSON, CATALOGUE_TURTLE, OPEN_DATA
from access_info.pipeline.preparation.open_data import LICENCE as LICENCE_ID
from access_info.pipeline.preparation.open_data import PUBLISHER

# One member's rows as compressed tables: each set as CSV and as JSON, a row a line.

# Where a member's part of the data lies in its folder.
FOLDER = "du-lieu"
PARTS = "phan.json"
CSV, LINES = "csv.gz", "ndjson.gz"
# The first column of every table: whose row it is.
MEMBER = "tinh"
MEMBER_TITLE = "Mã tỉnh"
MOST_BYTES = 20_000_000
# Of levels 1 to 9, the one after which a file shrinks by less than a tenth for twice the time.
_LEVEL = 4
# Rows written at once; what they may be at most, were they not compressed at all, must find room.
_AT_ONCE = 200
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class DataPart(NamedTuple):
    """A file of one member's rows of a set.

    Attributes:
        set: The set's name.
        form: `csv.gz` or `ndjson.gz`.
        name: Its own name in the member's folder.
        rows: How many it has.
        size: Bytes.
        sha256: In hexadecimal digits.
    """

    set: str
    form: str
    name: str
    rows: int
    size: int
    sha256: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class MemberData:
    """What a member's folder of data holds.

    Attributes:
        parts: Its files.
        modified: Name of a set → the ISO day of its last change, "" where it is not known.
    """

    parts: tuple[DataPart, ...]
    modified: Mapping[str, str]


def write_member_data(copy: MemberCopy, folder: Path, *, most: int = MOST_BYTES) -> None:
    """Write the rows of a member's sets as compressed files, and which there are; equal copies, equal bytes.

    Args:
        copy: The member's copy.
        folder: An existing, empty folder.
        most: Bytes that a file may have.
    """
    sets, code = MemberSets(copy), copy.state.code
    parts: list[DataPart] = []
    modified: dict[str, str] = {}
    for published in PUBLISHED_SETS:
        kind = published.columns
        made = list(_write_set(kind, sets.rows(kind.name), code, folder, most))
        if made:
            parts += made
            modified[kind.name] = sets.stated(kind.name, "modified")
    known = {"parts": [part._asdict() for part in parts], "modified": modified}
    (folder / PARTS).write_bytes(json.dumps(known, ensure_ascii=False, indent=1).encode())


def read_member_data(folder: Path) -> MemberData:
    """Read what `write_member_data` wrote of a folder."""
    data: dict[str, Any] = json.loads((folder / PARTS).read_bytes())
    return MemberData(
        parts=tuple(DataPart(**part) for part in data["parts"]),
        modified=data["modified"],
    )


def _write_set(
    kind: ListColumns, rows: Iterable[Row], code: str, folder: Path, most: int
) -> Iterator[DataPart]:
    """Write the rows of a set, a file after the other; nothing without rows."""
    words = load_texts()
    titles = [MEMBER_TITLE, *(column.title for column in table_columns(kind, words))]
    forms = (
        _Files(kind.name, CSV, folder, most, table_csv(titles, ())),
        _Files(kind.name, LINES, folder, most, b""),
    )
    table, lines = forms
    cells = Cells(kind)
    start = f'{{"{MEMBER}":{_encode(code)}'
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == _AT_ONCE:
            table.add(_csv(waiting, cells, code), len(waiting))
            lines.add(_json_lines(waiting, start), len(waiting))
            waiting = []
    if waiting:
        table.add(_csv(waiting, cells, code), len(waiting))
        lines.add(_json_lines(waiting, start), len(waiting))
    for files in forms:
        yield from files.close()


def _csv(rows: Iterable[Row], cells: Cells, code: str) -> bytes:
    return csv_lines([code, *cells.of(row)] for row in rows).encode()


def _json_lines(rows: Iterable[Row], start: str) -> bytes:
    """Write rows as lines: objects that begin with whose they are."""
    return "".join(
        [f"{start},{_encode(row)[1:]}\n" if row else f"{start}}}\n" for row in rows]
    ).encode()


class _Files:
    """The files of a set in one form; a further one is begun where the last might become too large."""

    def __init__(self, name: str, form: str, folder: Path, most: int, head: bytes) -> None:
        self._name, self._form, self._folder, self._most = name, form, folder, most
        self._head = head
        self._parts: list[DataPart] = []
        self._file: BufferedRandom | None = None
        self._packed: gzip.GzipFile | None = None
        self._rows = self._waiting = 0

    def add(self, lines: bytes, rows: int) -> None:
        """Write lines."""
        if self._packed is not None and self._is_full(len(lines)):
            self._end()
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

    def close(self) -> list[DataPart]:
        """Finish, and return what was written."""
        if self._packed is not None:
            self._end()
        return self._parts

    def _is_full(self, more: int) -> bool:
        """Tell whether further lines might make the file too large, even if they were not compressed."""
        if self._file is None or self._packed is None:
            return False
        if self._file.tell() + self._waiting + more <= self._most:
            return False
        # What compression holds back is written, so that it is known how large the file is.
        self._packed.flush()
        self._waiting = 0
        return self._file.tell() + more > self._most

    def _file_name(self) -> str:
        number = len(self._parts) + 1
        return f"{self._name}{f'-{number}' if number > 1 else ''}.{self._form}"

    def _end(self) -> None:
        if self._file is None or self._packed is None:
            return
        self._packed.close()
        self._file.seek(0)
        digest = hashlib.file_digest(self._file, "sha256").hexdigest()
        size = self._file.tell()
        self._file.close()
        self._parts.append(
            DataPart(self._name, self._form, self._file_name(), self._rows, size, digest)
        )
        self._file = self._packed = None


# The catalogue of catalogues: each member's own, and the merged data (DCAT-AP 3.0.1).

_LABELS = {"csv": "CSV nén gzip", "ndjson": "JSON từng dòng (NDJSON) nén gzip"}


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationalCatalogue:
    """What the catalogue is made from.

    Attributes:
        nation: The nation.
        members: Those whose data are shown, in order.
        site_url: Absolute address of the site's root with a final slash.
        modified: Name of a set → ISO day of its last change.
    """

    nation: Nation
    members: Sequence[MemberState]
    site_url: str
    modified: Mapping[str, str]

    @property
    def page(self) -> str:
        """Absolute address of the page about open data."""
        return f"{self.site_url}{OPEN_DATA}/"


def write_national_catalogue(
    about: NationalCatalogue, files: Iterable[tuple[str, DataPart]], out: Path
) -> None:
    """Write the catalogue in both formats.

    Args:
        about: What it is made from.
        files: The files with rows, sorted by set: path below the output folder, and file.
        out: The output folder.
    """
    record = _catalogue(about)
    write_catalogue(
        out / CATALOGUE_TURTLE,
        out / CATALOGUE_JSON,
        record,
        _datasets(about, record, files),
        load_texts(),
        base=about.site_url,
    )


def _catalogue(about: NationalCatalogue) -> CatalogueRecord:
    nation, texts = about.nation, load_texts()
    office = nation.oversight
    publisher = Publisher(
        address=f"{about.page}#{PUBLISHER}",
        name=(office and office.name) or nation.name,
        level=Level.CENTRAL.value,
    )
    return CatalogueRecord(
        address=f"{about.page}#{CATALOGUE}",
        page=about.page,
        title=texts.plain("catalogue.title", name=nation.name),
        description=(
            "Danh mục dữ liệu của từng tỉnh về tiếp cận thông tin, và dữ liệu của các tỉnh ghép lại."
        ),
        publisher=publisher,
        contact=Contact(
            name=publisher.name,
            phone=(office and office.phone) or "",
            email=(office and office.email) or "",
            page=about.page,
        ),
        law=None,
        area=Referent(address=VIETNAM, name=texts["catalogue.country"]),
        licence=_licence(about),
        scheme=Referent(
            address=f"{about.site_url}phap-luat/#cac-diem", name=texts["catalogue.points"]
        ),
        points={},
        catalogues=tuple(map(_listed, filter(_has_catalogue, about.members))),
    )


def _has_catalogue(state: MemberState) -> bool:
    return MEMBER_CATALOGUE in state.files


def _listed(state: MemberState) -> ListedCatalogue:
    """Describe a member's own catalogue, at the address where its generator puts it."""
    return ListedCatalogue(
        address=f"{state.url}{OPEN_DATA}/#{CATALOGUE}",
        page=f"{state.url}{OPEN_DATA}/",
        title=f"Danh mục dữ liệu mở – {state.name}",
        description=f"Mọi tập dữ liệu của {state.name} về tiếp cận thông tin.",
        publisher=Publisher(
            address=f"{state.url}{OPEN_DATA}/#{PUBLISHER}",
            name=state.name,
            level=Level.PROVINCE.value,
        ),
    )


def _licence(about: NationalCatalogue) -> Referent | None:
    terms = about.nation.licence
    if not terms:
        return None
    if is_web_address(terms):
        return Referent(address=terms)
    return Referent(
        address=f"{about.page}#{LICENCE_ID}", name=load_texts()["catalogue.terms"], words=terms
    )


def _datasets(
    about: NationalCatalogue, record: CatalogueRecord, files: Iterable[tuple[str, DataPart]]
) -> Iterator[CataloguedDataset]:
    """Yield the sets that any member has."""
    sets = {each.name: each for each in PUBLISHED_SETS}
    for name, held in itertools.groupby(files, key=lambda entry: entry[1].set):
        yield _dataset(about, record, sets[name], list(held))


def _dataset(
    about: NationalCatalogue,
    record: CatalogueRecord,
    published: PublishedSet,
    files: Sequence[tuple[str, DataPart]],
) -> CataloguedDataset:
    texts, name = load_texts(), published.name
    rows = sum(part.rows for _, part in files if part.form == CSV)
    said = f"{texts[published.description]} Ghép từ các tỉnh: {vn_number(rows)} dòng."
    return CataloguedDataset(
        address=f"{about.page}#{name}-tap-du-lieu",
        record=DatasetRecord(
            name=name,
            title=f"{texts[published.title]} – {about.nation.name}",
            description=said,
            landing_page=f"{about.page}#{name}",
            rows=rows,
            modified=about.modified.get(name, ""),
            keywords=(texts["catalogue.keyword"],),
        ),
        publisher=record.publisher,
        contact=record.contact,
        files=tuple(_file(about, path, part) for path, part in files),
    )


def _file(about: NationalCatalogue, path: str, part: DataPart) -> DataFile:
    form = part.form.partition(".")[0]
    schema = f"{about.site_url}du-lieu/luoc-do/{part.set}{'.cot' if part.form == CSV else ''}.json"
    return DataFile(
        address=f"{about.site_url}{path}",
        form=form,
        title=f"{path.removeprefix('du-lieu/')}",
        description=f"{_LABELS[form]}, {vn_number(part.rows)} dòng.",
        size=part.size,
        digest=part.sha256,
        schema=schema,
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
        member: Whose rows it holds.
        path: Below the output folder.
        part: The file.
    """

    member: MemberState
    path: str
    part: DataPart


@dataclasses.dataclass(frozen=True, kw_only=True)
class NationalData:
    """What was written of the members' data.

    Attributes:
        parts: The files with rows, by set, then in the members' order.
        has_catalogue: Whether there is a catalogue: without the site's address there is none.
    """

    parts: tuple[NationalPart, ...]
    has_catalogue: bool = False

    @property
    def hashes(self) -> dict[str, tuple[int, bytes]]:
        """Size and SHA-256 of the files with rows, by path: they need not be read again."""
        return {each.path: (each.part.size, bytes.fromhex(each.part.sha256)) for each in self.parts}


def write_data(
    parts: Sequence[MemberPart],
    out: Path,
    nation: Nation,
    *,
    as_of: datetime.date,
    site_url: str = "",
) -> NationalData:
    """Put the members' tables into the site, with an index, schemas and the catalogue of catalogues.

    Args:
        parts: The members' parts, in the nation's order.
        out: The output folder.
        nation: The nation.
        as_of: The day of the build.
        site_url: Absolute address of the site's root with a final slash, or "".
    """
    (out / FOLDER).mkdir(parents=True, exist_ok=True)
    found = list(_found(parts, out))
    modified = _modified(parts)
    shown = [part.state for part in parts if part.state.is_shown]
    index = _index(found, shown, modified, nation, as_of)
    _write(out, f"{FOLDER}/{PARTS}", _json(index))
    _write(out, f"{FOLDER}/{INDEX_TABLE}", table_csv(_COLUMNS, map(_line, found)))
    for published in PUBLISHED_SETS:
        kind = published.columns
        _write(out, f"{SCHEMAS}/{kind.name}.json", _json(_row_schema(kind)))
        _write(out, f"{SCHEMAS}/{kind.name}.cot.json", _json(_table_schema(kind)))
    if site_url:
        catalogue = NationalCatalogue(
            nation=nation, members=shown, site_url=site_url, modified=modified
        )
        listed = [(each.path, each.part) for each in found]
        write_national_catalogue(catalogue, listed, out)
    return NationalData(parts=tuple(found), has_catalogue=bool(site_url))


def _found(parts: Iterable[MemberPart], out: Path) -> Iterator[NationalPart]:
    """Bring the members' files into the site, and yield them by set."""
    held = []
    for member in parts:
        if not member.state.is_shown:
            continue
        source = member.folder / FOLDER
        target = out / FOLDER / member.state.code
        target.mkdir(exist_ok=True)
        for part in read_member_data(source).parts:
            link_or_copy(source / part.name, target / part.name)
            path = f"{FOLDER}/{member.state.code}/{part.name}"
            held.append(NationalPart(member=member.state, path=path, part=part))
    order = {each.name: number for number, each in enumerate(PUBLISHED_SETS)}
    yield from sorted(held, key=lambda each: order[each.part.set])


def _modified(parts: Iterable[MemberPart]) -> dict[str, str]:
    """Return the day of the last change of each set."""
    newest: dict[str, str] = {}
    for member in parts:
        if member.state.is_shown:
            for name, day in read_member_data(member.folder / FOLDER).modified.items():
                newest[name] = max(newest.get(name, ""), day)
    return newest


def _index(
    found: Iterable[NationalPart],
    shown: Iterable[MemberState],
    modified: Mapping[str, str],
    nation: Nation,
    as_of: datetime.date,
) -> dict[str, Any]:
    texts = load_texts()
    return {
        "schemaVersion": INDEX_VERSION,
        "created": as_of.isoformat(),
        "title": f"Dữ liệu về tiếp cận thông tin của các tỉnh – {nation.name}",
        **({"license": nation.licence} if nation.licence else {}),
        "members": [
            {
                MEMBER: state.code,
                "name": state.name,
                "landingPage": state.url,
                "created": state.created,
                "isStale": state.standing is MemberStanding.STALE,
            }
            for state in shown
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
                MEMBER: each.member.code,
                "set": each.part.set,
                "format": each.part.form,
                "downloadURL": each.path.removeprefix(f"{FOLDER}/"),
                "rows": each.part.rows,
                "byteSize": each.part.size,
                "sha256": each.part.sha256,
            }
            for each in found
        ],
    }


def _line(each: NationalPart) -> tuple[str, ...]:
    member, part = each.member, each.part
    path = each.path.removeprefix(f"{FOLDER}/")
    sizes = str(part.rows), str(part.size), part.sha256
    return member.code, member.name, member.created, part.set, part.form, path, *sizes


def _row_schema(kind: ListColumns) -> dict[str, Any]:
    """Build the JSON Schema of a line."""
    columns = {column.name: _value_schema(column) for column in kind.columns}
    return {
        "$schema": DRAFT,
        "type": "object",
        "properties": {MEMBER: {"type": "string", "minLength": 1}, **columns},
        "required": [MEMBER],
    }


def _value_schema(column: ExportColumn) -> dict[str, Any]:
    """Build the schema of a value: a concept is its code and what that means."""
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
    """Build the Table Schema of a CSV file."""
    schema = table_schema(kind, load_texts(), agencies=None)
    schema["fields"] = [_MEMBER_FIELD, *schema["fields"]]
    schema["primaryKey"] = [MEMBER_TITLE, *schema["primaryKey"]]
    return schema


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _write(out: Path, path: str, content: bytes) -> None:
    (out / path).parent.mkdir(exist_ok=True)
    (out / path).write_bytes(content)
