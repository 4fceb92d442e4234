"""One member's rows as compressed tables: each set as CSV and as JSON, a row a line."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from io import BufferedRandom
from pathlib import Path
from typing import Any, NamedTuple

from access_info.exports.columns import ListColumns
from access_info.exports.published_sets import PUBLISHED_SETS
from access_info.exports.rows import Row
from access_info.exports.tables import Cells, csv_lines, table_columns, table_csv
from access_info.nation.contract import MemberCopy
from access_info.nation.members.sets import MemberSets
from access_info.pages.rendering.translations import load_texts

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
            modified[kind.name] = sets.head(kind.name).modified
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
            lines.add(_json(waiting, start), len(waiting))
            waiting = []
    if waiting:
        table.add(_csv(waiting, cells, code), len(waiting))
        lines.add(_json(waiting, start), len(waiting))
    for files in forms:
        yield from files.close()


def _csv(rows: Iterable[Row], cells: Cells, code: str) -> bytes:
    return csv_lines([code, *cells.of(row)] for row in rows).encode()


def _json(rows: Iterable[Row], start: str) -> bytes:
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
