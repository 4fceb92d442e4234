"""Formats that lists can be downloaded in: one row each, from which all other places follow.

Adding a format is adding a row here: its files, the links on pages, the JSON-LD and the
province's list come from this table.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from access_info.exports.csv_files import csv_bytes, csv_table, province_csv
from access_info.exports.dataset import Dataset, DatasetTexts
from access_info.exports.joined_json import province_json, size_in_whole
from access_info.exports.json_files import ConceptAddress, RowLines, json_bytes
from access_info.exports.rows import Row
from access_info.exports.tables import Cells
from access_info.exports.workbook import province_xlsx, xlsx_bytes


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
    province_xlsx(target, whole.dataset, whole.table(), whole.texts)


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
