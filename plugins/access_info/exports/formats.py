"""The table of formats that lists can be downloaded in, and the files of a province's lists.

To add a format, add a row to `FORMATS`: its files, the links on pages, the JSON-LD and the
province's list follow from it.
"""

from __future__ import annotations

import csv
import dataclasses
import functools
import itertools
import json
import os
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
)
from access_info.exports.rows import Row
from access_info.exports.tables import Cells, csv_bytes, csv_table, province_csv
from access_info.exports.workbook import write_xlsx, xlsx_bytes


@dataclasses.dataclass(frozen=True, kw_only=True)
class AgencyList:
    """One list of one agency, ready to be written in any format.

    Attributes:
        dataset: What is said about the list as a whole.
        rows: Its rows, in order.
        texts: The texts of titles.
        concept_address: Gives the address of a concept.
        lines: The rows as lines of JSON, if they were made already.
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
    """One list of all agencies, in the agencies' own files.

    Attributes:
        dataset: What is said about the list as a whole.
        files: Format → agency → its file, in order.
        texts: The texts of titles.
        shared: The file by `shared_json` to which agencies' JSON files refer; empty where each of them
            is complete by itself.
    """

    dataset: Dataset
    files: Mapping[str, Mapping[str, Path]]
    texts: DatasetTexts
    shared: bytes = b""

    def contents(self, form: str) -> Iterator[bytes]:
        """Return the content of each agency's file of a format, read one at a time."""
        return (path.read_bytes() for path in self.files[form].values())

    def table(self) -> Iterator[Sequence[str]]:
        """Return the cells of each row of all agencies, read from their CSV files."""
        return itertools.chain.from_iterable(map(csv_table, self.contents("csv")))


@dataclasses.dataclass(frozen=True, kw_only=True)
class ListFormat:
    """A format that lists can be downloaded in.

    Attributes:
        media_type: As registered with IANA.
        label: What links to such files say.
        agency: Makes the file of one agency.
        province: Writes the file of all agencies.
    """

    media_type: str
    label: str
    agency: Callable[[AgencyList], bytes]
    province: Callable[[Path, ProvinceList], None]


def _province_csv(target: Path, joined: ProvinceList) -> None:
    """Write a province's CSV file by joining the agencies' files."""
    with target.open("wb") as file:
        file.writelines(province_csv(joined.dataset.kind, joined.contents("csv"), joined.texts))


def _province_xlsx(target: Path, joined: ProvinceList) -> None:
    """Write a province's workbook from the agencies' CSV files."""
    write_xlsx(target, joined.dataset, joined.table(), joined.texts)


def _province_json(target: Path, joined: ProvinceList) -> None:
    """Write a province's JSON file by joining the agencies' files.

    `shared`, if there is any, is the part that all of these have in common and only refer to.
    """
    shared = json.loads(joined.shared) if joined.shared else None
    with target.open("wb") as file:
        file.writelines(province_json(joined.dataset, lambda: joined.contents("json"), shared))


# By ending, in the order that pages show them.
FORMATS: Mapping[str, ListFormat] = {
    "csv": ListFormat(
        media_type="text/csv",
        label="CSV",
        agency=lambda given: csv_bytes(given.dataset.kind, given.table, given.texts),
        province=_province_csv,
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
    ),
}


def schema_name(kind: str) -> str:
    """Return the name of the file with the JSON Schema of a set: `cong-khai` → `cong-khai.schema.json`."""
    return f"{kind}.schema.json"


# The files of a province's list: one in each format while it is small, else the agencies' own.

# A list whose CSV rows are more bytes than this has no file of all agencies: a word that somebody
# edits would change megabytes, which hosts and followers take anew.
MAX_BYTES = 500_000


def parts_file(kind: str) -> str:
    """Return the name of the file that tells which files hold a list of all agencies."""
    return f"{kind}.phan.json"


def shared_file(kind: str) -> str:
    """Return the name of the file that says what all agencies' JSON files of a list share."""
    return f"{kind}.chung.json"


def write_province_files(
    folder: Path, joined: ProvinceList, *, most_bytes: int = MAX_BYTES
) -> list[str]:
    """Write a small list of all agencies in every format, and a file that tells which files hold a list.

    A larger list is in the agencies' own files alone. Only one of these is in memory at a time.

    Args:
        folder: An existing folder.
        joined: The list.
        most_bytes: A list whose CSV files together are larger has no file of all agencies.

    Returns:
        The names of the files.
    """
    kind = joined.dataset.kind.name
    names: list[str] = []
    parts: list[dict[str, Any]] = []
    if sum(path.stat().st_size for path in joined.files["csv"].values()) <= most_bytes:
        for form, list_format in FORMATS.items():
            names.append(f"{kind}.{form}")
            list_format.province(folder / names[-1], joined)
            parts.append(_part_entry(names[-1], form, list(joined.files[form])))
    else:
        parts += (
            _part_entry(Path(os.path.relpath(path, folder)).as_posix(), form, [name])
            for form, paths in joined.files.items()
            for name, path in paths.items()
        )
    if joined.shared:
        names.append(shared_file(kind))
        (folder / names[-1]).write_bytes(joined.shared)
    names.append(parts_file(kind))
    (folder / names[-1]).write_bytes(_parts_bytes(joined.dataset, parts))
    return names


def _part_entry(address: str, form: str, agencies: Sequence[str]) -> dict[str, Any]:
    """Return the description of a file with a list's rows, in terms of DCAT 3: what it is, and whose.

    Size and hash stand in the manifest alone: so only what agencies there are changes this.
    """
    return {
        "downloadURL": address,
        "mediaType": FORMATS[form].media_type,
        "publisher": agencies,
    }


def _parts_bytes(dataset: Dataset, parts: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the file that lists the parts of a province's files, as JSON with a part on each line."""
    envelope = {
        "title": dataset.title,
        "landingPage": dataset.landing_page,
        "modified": dataset.modified,
    }
    distribution = ",\n".join(map(compact, parts))
    members = [*member_lines(envelope), f'"distribution":[\n{distribution}\n]']
    return ("{" + ",\n".join(members) + "}\n").encode()


# What a page tells of a file before it is downloaded: number of rows, day, and how it begins.

# Of a table as a page shows its beginning; of a text file; characters of a cell and of a line there.
_SHOWN_ROWS, _SHOWN_COLUMNS = 3, 6
_MAX_CELL, _MAX_LINE = 90, 240
_SHOWN_LINES = 12
# Each member of the JSON envelope stands on a line of its own above the rows, within so many bytes.
_MODIFIED = re.compile(rb'^"modified":"([0-9]{4}-[0-9]{2}-[0-9]{2})"', re.MULTILINE)
_ENVELOPE_BYTES = 1 << 17
_PIECE = 1 << 20


@dataclasses.dataclass(frozen=True, kw_only=True)
class TableSample:
    """The beginning of a table, as a page shows it before the file is downloaded.

    Attributes:
        titles: Titles of the first columns that are not empty in the first rows.
        cells: The first rows, with only these columns; long texts are cut.
        more: How many columns are not shown.
    """

    titles: Sequence[str]
    cells: Sequence[Sequence[str]]
    more: int


def table_sample(path: Path) -> TableSample:
    """Return the first three rows of a CSV file, with the first six columns that are not empty in them."""
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
    """Return the number of rows of a list's JSON file, by counting lines instead of parsing.

    A province's file may be larger than memory, so it is read piece by piece.
    """
    with path.open("rb") as file:
        for line in file:
            if line.endswith(START):
                break
        if file.read(1) != b"{":
            return 0
        pieces = iter(functools.partial(file.read, _PIECE), b"")
        # There is one line feed more than rows, since the last line ends the object.
        return sum(piece.count(b"\n") for piece in pieces) - 1


def first_lines(path: Path) -> str:
    """Return the first twelve lines of a text file, long ones cut, as a page shows them before a download."""
    with path.open(encoding="utf-8-sig") as file:
        lines = [file.readline() for _ in range(_SHOWN_LINES)]
    shown = [_shortened(line.rstrip("\r\n"), _MAX_LINE) for line in lines if line]
    return "\n".join([*shown, "…"])


def modified_day(path: Path) -> str:
    """Return the ISO day of the last change that a list's JSON file states above its rows, or ""."""
    with path.open("rb") as file:
        match = _MODIFIED.search(file.read(_ENVELOPE_BYTES))
    return match[1].decode() if match else ""


def _shortened(text: str, most: int) -> str:
    """Return a text cut to so many characters, the last of them an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
