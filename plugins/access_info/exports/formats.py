"""Formats that lists can be downloaded in: one row each, from which all other places follow.

Adding a format is adding a row here: its files, the links on pages, the JSON-LD and the
province's list come from this table.
"""

from __future__ import annotations

import csv
import dataclasses
import functools
import hashlib
import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from access_info.exports.dataset import Dataset, DatasetTexts
from access_info.exports.json_files import (
    START,
    ConceptAddress,
    RowLines,
    compact,
    json_bytes,
    member_lines,
    province_json,
    size_in_whole,
)
from access_info.exports.rows import Row
from access_info.exports.tables import Cells, csv_bytes, csv_table, province_csv
from access_info.exports.workbook import write_xlsx, xlsx_bytes


@dataclasses.dataclass(frozen=True, kw_only=True)
class AgencyList:
    """One list of one agency.

    Attributes:
        dataset: What is said about the whole.
        rows: Its rows, in order.
        texts: The language of titles.
        concept_address: Where concepts have their addresses.
        lines: The rows as JSON has them, if they were written already.
    """

    dataset: Dataset
    rows: Sequence[Row]
    texts: DatasetTexts
    concept_address: ConceptAddress = lambda *_: ""
    lines: RowLines | None = None

    @functools.cached_property
    def table(self) -> Sequence[Sequence[str]]:
        """The cells of each row, made once for all formats that are tables."""
        return list(map(Cells(self.dataset.kind).of, self.rows))


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProvinceList:
    """One list of all agencies, or of some of them, as their own files have it.

    Attributes:
        dataset: What is said about the whole.
        files: By format, each agency's file, in order.
        texts: The language of titles.
        shared: What `shared_json` wrote, where agencies' files name it.
    """

    dataset: Dataset
    files: Mapping[str, Mapping[str, Path]]
    texts: DatasetTexts
    shared: bytes = b""

    @functools.cached_property
    def shared_envelope(self) -> dict[str, Any]:
        """What agencies' JSON files share, read; empty where they say all by themselves."""
        return json.loads(self.shared) if self.shared else {}

    def contents(self, form: str) -> Iterator[bytes]:
        """Read each agency's file of a format."""
        return (path.read_bytes() for path in self.files[form].values())

    def table(self) -> Iterator[Sequence[str]]:
        """Yield the cells of each row of all agencies."""
        return itertools.chain.from_iterable(map(csv_table, self.contents("csv")))

    def of(self, agencies: Iterable[str], form: str) -> ProvinceList:
        """Return the list of some of the agencies in one format."""
        paths = self.files[form]
        files = {form: {name: paths[name] for name in agencies}}
        return dataclasses.replace(self, files=files)


@dataclasses.dataclass(frozen=True, kw_only=True)
class ListFormat:
    """A format of files.

    Attributes:
        media_type: As registered with IANA.
        label: What links to such files say.
        agency: Makes an agency's file.
        province: Writes the file of all agencies, or of some.
        divided: Whether a large file comes in parts too.
        size_in_whole: An agency's file → how many bytes it adds to the file of all, at most.
    """

    media_type: str
    label: str
    agency: Callable[[AgencyList], bytes]
    province: Callable[[Path, ProvinceList], None]
    divided: bool = False
    size_in_whole: Callable[[bytes], int] = len


def _province_csv(target: Path, whole: ProvinceList) -> None:
    with target.open("wb") as file:
        file.writelines(province_csv(whole.dataset.kind, whole.contents("csv"), whole.texts))


def _province_xlsx(target: Path, whole: ProvinceList) -> None:
    write_xlsx(target, whole.dataset, whole.table(), whole.texts)


def _province_json(target: Path, whole: ProvinceList) -> None:
    with target.open("wb") as file:
        file.writelines(
            province_json(whole.dataset, lambda: whole.contents("json"), whole.shared_envelope)
        )


# By ending, in the order that pages show them.
FORMATS: Mapping[str, ListFormat] = {
    "csv": ListFormat(
        media_type="text/csv",
        label="CSV",
        agency=lambda given: csv_bytes(given.dataset.kind, given.table, given.texts),
        province=_province_csv,
        divided=True,
    ),
    "xlsx": ListFormat(
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        label="XLSX",
        agency=lambda given: xlsx_bytes(given.dataset, given.table, given.texts),
        province=_province_xlsx,
    ),
    "json": ListFormat(
        media_type="application/json",
        label="JSON",
        agency=lambda given: json_bytes(
            given.dataset, given.lines or given.rows, given.concept_address
        ),
        province=_province_json,
        divided=True,
        size_in_whole=size_in_whole,
    ),
}


def schema_name(kind: str) -> str:
    """Return the name of the file with the schema of a set's JSON."""
    return f"{kind}.schema.json"


# The files of a province's list: one in each format, and parts of those that are too large.

MAX_BYTES = 20_000_000


def parts_file(kind: str) -> str:
    """Return the name of the file that tells which files hold a list of all agencies."""
    return f"{kind}.phan.json"


def shared_file(kind: str) -> str:
    """Return the name of the file that says what all agencies' JSON files of a list share."""
    return f"{kind}.chung.json"


def write_province_files(
    folder: Path, whole: ProvinceList, *, most_bytes: int = MAX_BYTES
) -> list[str]:
    """Write the files of a list of all agencies.

    What is in memory at any time is one agency's file, and the names of all.

    Args:
        folder: Where; it exists.
        whole: The list.
        most_bytes: A larger file comes in parts too, none of them larger unless one agency's rows
            alone are.

    Returns:
        Names of the files.
    """
    kind = whole.dataset.kind.name
    names = []
    parts: list[dict[str, Any]] = []
    for form, list_format in FORMATS.items():
        name = f"{kind}.{form}"
        list_format.province(folder / name, whole)
        names.append(name)
        if list_format.divided:
            parts += _write_parts(folder, name, form, whole, most_bytes)
    if whole.shared:
        shared = shared_file(kind)
        (folder / shared).write_bytes(whole.shared)
        names.append(shared)
    listed = parts_file(kind)
    (folder / listed).write_bytes(_parts_bytes(whole.dataset, parts))
    # A file that is not divided is its only part.
    return [*dict.fromkeys([*names, *(part["downloadURL"] for part in parts)]), listed]


def _write_parts(
    folder: Path, name: str, form: str, whole: ProvinceList, most_bytes: int
) -> list[dict[str, Any]]:
    """Write the parts of a file that is too large; else the file itself is the only part."""
    paths = whole.files[form]
    if (folder / name).stat().st_size <= most_bytes:
        return [_part_entry(folder / name, form, list(paths))]
    parts = []
    list_format = FORMATS[form]
    sizes = {name: list_format.size_in_whole(path.read_bytes()) for name, path in paths.items()}
    for number, agencies in enumerate(_groups(sizes, most_bytes), 1):
        path = folder / f"{whole.dataset.kind.name}-phan-{number}.{form}"
        list_format.province(path, whole.of(agencies, form))
        parts.append(_part_entry(path, form, agencies))
    return parts


def _groups(sizes: Mapping[str, int], most_bytes: int) -> Iterator[list[str]]:
    """Group agencies in order, so that their files together are no larger than a part may be."""
    group: list[str] = []
    total = 0
    for name, size in sizes.items():
        if group and total + size > most_bytes:
            yield group
            group, total = [], 0
        group.append(name)
        total += size
    yield group


def _part_entry(path: Path, form: str, agencies: Sequence[str]) -> dict[str, Any]:
    """Tell of a file with the rows of some agencies, or of all, in the words of DCAT 3 and SPDX."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "downloadURL": path.name,
        "mediaType": FORMATS[form].media_type,
        "byteSize": path.stat().st_size,
        "checksum": {"algorithm": "sha256", "checksumValue": digest},
        "publisher": agencies,
    }


def _parts_bytes(dataset: Dataset, parts: Iterable[Mapping[str, Any]]) -> bytes:
    """Write the list of parts as JSON, a part on each line."""
    envelope = {
        "title": dataset.title,
        "landingPage": dataset.landing_page,
        "modified": dataset.modified,
    }
    distribution = ",\n".join(map(compact, parts))
    members = [*member_lines(envelope), f'"distribution":[\n{distribution}\n]']
    return ("{" + ",\n".join(members) + "}\n").encode()


# What a page tells of a file before one downloads it: rows, day, size, and how it begins.

_SHOWN_ROWS, _SHOWN_COLUMNS = 3, 6
_MAX_CELL, _MAX_LINE = 90, 240
_SHOWN_LINES = 12
# A member of the envelope stands on a line of its own before all rows.
_MODIFIED = re.compile(rb'^"modified":"([0-9]{4}-[0-9]{2}-[0-9]{2})"', re.MULTILINE)
_ENVELOPE_BYTES = 1 << 17
_PIECE = 1 << 20


@dataclasses.dataclass(frozen=True, kw_only=True)
class TableSample:
    """How a table begins.

    Attributes:
        titles: Of the first columns in which any of the shown rows has something.
        cells: Those columns of the first rows; what is long is cut.
        more: How many columns are not shown.
    """

    titles: Sequence[str]
    cells: Sequence[Sequence[str]]
    more: int


def table_sample(path: Path) -> TableSample:
    """Read how a CSV file begins."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        titles = next(reader, [])
        first = [row for _, row in zip(range(_SHOWN_ROWS), reader, strict=False)]
    places = [place for place, _ in enumerate(titles) if any(row[place] for row in first)]
    shown = places[:_SHOWN_COLUMNS]
    return TableSample(
        titles=[titles[place] for place in shown],
        cells=[[_shortened(row[place], _MAX_CELL) for place in shown] for row in first],
        more=len(titles) - len(shown),
    )


def row_count(path: Path) -> int:
    """Count the rows of a JSON file with a row on each line, without parsing them.

    The file of a province may be larger than memory; a piece of it is there at a time.
    """
    with path.open("rb") as file:
        for line in file:
            if line.endswith(START):
                break
        # An empty list closes with a line of its own.
        lines = -1 if file.read(1) == b"{" else -2
        for piece in iter(functools.partial(file.read, _PIECE), b""):
            lines += piece.count(b"\n")
    return max(lines, 0)


def first_lines(path: Path) -> str:
    """Return the first lines of a text file; what is long is cut."""
    with path.open(encoding="utf-8-sig") as file:
        lines = [file.readline() for _ in range(_SHOWN_LINES)]
    shown = [_shortened(line.rstrip("\r\n"), _MAX_LINE) for line in lines if line]
    return "\n".join([*shown, "…"])


def modified_day(path: Path) -> str:
    """Return the ISO day of the last change that the envelope of a JSON file tells, or ""."""
    with path.open("rb") as file:
        known = _MODIFIED.search(file.read(_ENVELOPE_BYTES))
    return known[1].decode() if known else ""


def _shortened(text: str, most: int) -> str:
    """Cut a text that is too long."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
