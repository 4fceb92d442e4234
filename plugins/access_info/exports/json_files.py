"""Lists as JSON, version 2: an envelope with all that rows share, then one row on each line.

Codes, their words and publishers stand once in the envelope, and a row names them; its `@id` is
relative to the envelope's `@base` (JSON-LD 1.1), and its identifier is what stands behind the `#`.
A row on each line makes differences readable, and lets the file of a province take over agencies'
rows as bytes: no row is parsed. What all agencies' files have alike stands at one address of the
site, which each of them names.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from access_info.exports.column_shapes import CODED, ListColumns
from access_info.exports.columns import LIST_COLUMNS
from access_info.exports.dataset import Dataset, Party
from access_info.exports.rows import Row

# The first number rises when a reader would have to change: a name that goes, or changes its
# meaning. The second rises with each addition.
SCHEMA_VERSION = "2.0"
# No string of JSON can hold a raw line end, so these can only stand where we wrote them.
START = b'"items":[\n'
END = b"\n]}\n"
# By column, by code: what is known of the concept.
ConceptTable: TypeAlias = dict[str, dict[str, dict[str, str]]]
# The name of a column and a code in it → the address of the concept, or "".
ConceptAddress: TypeAlias = Callable[[str, str], str]
ID = "@id"
# What the base itself is relative to the base (RFC 3986, 5.2.4).
ROOT = "./"
# What an agency's file leaves to the one that all agencies' files share; its page is its base.
_SHARED = ("language", "landingPage", "license", "applicableLegislation", "spatial")
ADDRESS_COLUMN = "landingPage"
PUBLISHER_COLUMN = "publisher"
IDENTIFIER_COLUMN = "identifier"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact(value: object) -> str:
    """Write plain values as JSON without blanks."""
    return _ENCODER.encode(value)


def json_name(column: str) -> str:
    """Return the name of a row's member that holds a column."""
    return ID if column == ADDRESS_COLUMN else column


@dataclasses.dataclass(frozen=True)
class RowLines:
    """Rows as a JSON file has them, each on a line, and what its envelope must say of them.

    Attributes:
        lines: A line for each row.
        publishers: By code, what is known of those that rows name.
        labels: By column, the words of each code in it.
    """

    lines: list[str]
    publishers: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, Mapping[str, str]]

    @property
    def text(self) -> str:
        """The lines with commas between."""
        return ",\n".join(self.lines)


def json_bytes(
    dataset: Dataset,
    rows: Iterable[Row] | RowLines,
    concept_address: ConceptAddress = lambda *_: "",
) -> bytes:
    """Write a list as a JSON file, one row on each line.

    Args:
        dataset: What is said about the whole.
        rows: Its rows, in order; or their lines, if `row_lines` made them already.
        concept_address: Where concepts have their addresses.
    """
    written = rows if isinstance(rows, RowLines) else row_lines(dataset, rows)
    head = json_head(dataset, written.publishers, written.labels, concept_address)
    return head + written.text.encode() + END


def row_lines(dataset: Dataset, rows: Iterable[Row]) -> RowLines:
    """Write rows as a file of a list has them.

    Args:
        dataset: What is said about the whole of that file; when it changed does not matter.
        rows: The rows, in order.
    """
    writer = _RowWriter(dataset)
    lines = [compact(writer.compacted(row)) for row in rows]
    return RowLines(lines, writer.publishers, writer.labels)


def json_head(
    dataset: Dataset,
    publishers: Mapping[str, Mapping[str, str]],
    labels: Mapping[str, Mapping[str, str]],
    concept_address: ConceptAddress,
) -> bytes:
    """Write what stands above a file's rows.

    Args:
        dataset: What is said about the whole.
        publishers: By code, what is known of those that rows name.
        labels: By column, the words of each code that rows may hold.
        concept_address: Where concepts have their addresses.
    """
    concepts = {
        column: {
            code: _known({ID: _local(dataset, concept_address(column, code)), "prefLabel": words})
            for code, words in of_column.items()
        }
        for column, of_column in labels.items()
    }
    return envelope_head(dataset, publishers, concepts)


class _RowWriter:
    """The writer of one file's rows, which notes what the envelope must say of them."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._base = dataset.base
        self._is_list = dataset.kind in LIST_COLUMNS
        self._concepts = frozenset(concept_columns(dataset.kind))
        self._counts = {each.name for each in dataset.kind.columns if each.shape == "counts"}
        self._places = {each.name for each in dataset.kind.columns if each.shape == "pages"}
        # Members that a file has otherwise than the row.
        self._changed = self._concepts | self._places
        self._changed |= {ADDRESS_COLUMN, IDENTIFIER_COLUMN, PUBLISHER_COLUMN}
        self.labels: dict[str, dict[str, str]] = {}
        self.publishers: dict[str, dict[str, str]] = {}

    def compacted(self, row: Row) -> dict[str, object]:
        """Return a row with codes for concepts and the publisher."""
        written: dict[str, object] = {ID: self._relative(str(row[ADDRESS_COLUMN]))}
        for name, value in row.items():
            if name not in self._changed:
                written[name] = value
            elif name == ADDRESS_COLUMN or (
                name == IDENTIFIER_COLUMN and self._is_told_by(written[ID], value)
            ):
                continue
            elif name in self._concepts:
                labels = self.labels.setdefault(name, {})
                if name in self._counts and isinstance(value, list):
                    counts = [each for each in value if isinstance(each, dict)]
                    written[name] = {_code(each, labels): int(each["count"]) for each in counts}
                elif isinstance(value, list):
                    written[name] = [_code(each, labels) for each in value]
                else:
                    written[name] = _code(value, labels)
            elif name in self._places and isinstance(value, list):
                written[name] = [self._relative(str(each)) for each in value]
            elif name == PUBLISHER_COLUMN and isinstance(value, dict):
                code = value["identifier"]
                if code != self._dataset.publisher.identifier:
                    self.publishers[code] = {"name": value["name"]}
                    written[name] = code
            else:
                written[name] = value
        return written

    def _is_told_by(self, address: object, identifier: object) -> bool:
        """Tell whether a row of a list says its identifier by its address."""
        return self._is_list and address == f"#{identifier}"

    def _relative(self, address: str) -> str:
        fragment = address.removeprefix(self._base)
        if self._base and fragment != address:
            return fragment or ROOT
        return self._dataset.local(address) if self._base else address


def concept_columns(kind: ListColumns) -> tuple[str, ...]:
    """List the columns that hold codes of concepts."""
    return tuple(column.name for column in kind.columns if column.shape in CODED)


def _code(concept: object, labels: dict[str, str]) -> str:
    """Return a concept's code, noting its words; without a code the words themselves."""
    if not isinstance(concept, dict):
        raise TypeError(f"{concept!r} is no concept")
    words: str = concept["prefLabel"]
    code: str | None = concept.get("notation")
    if code is None:
        return words
    labels[code] = words
    return code


def envelope_head(
    dataset: Dataset, publishers: Mapping[str, Mapping[str, str]], concepts: ConceptTable
) -> bytes:
    """Write what stands above a file's rows.

    Args:
        dataset: What is said about the whole.
        publishers: By code, what is known of those that rows name.
        concepts: By column, by code, what is known of each that rows name.
    """
    law = dataset.law
    envelope: dict[str, object] = {
        "$schema": dataset.schema,
        "schemaVersion": SCHEMA_VERSION,
        "@context": {"@base": dataset.base} if dataset.base else None,
        "title": dataset.title,
        "language": dataset.language,
        "publisher": _party(dataset, dataset.publisher),
        "landingPage": dataset.landing_page,
        "license": dataset.license,
        "applicableLegislation": _known(
            {
                ID: _local(dataset, law.address),
                "identifier": law.identifier,
                "name": law.name,
                "verification": law.verification.value,
            }
        ),
        "spatial": _spatial(dataset),
        "modified": dataset.modified,
        "modifiedFrom": dataset.modified_from,
    }
    if dataset.shared:
        for name in _SHARED:
            del envelope[name]
        envelope["shared"] = dataset.local(dataset.shared)
    members = [f"{compact(name)}:{compact(value)}" for name, value in envelope.items() if value]
    if publishers:
        members.append(f'"publishers":{_lines(publishers)}')
    if dataset.shared:
        return ("{" + ",\n".join(members) + ",\n").encode() + START
    tables = [
        f"{compact(column)}:{_lines(dict(sorted(concepts[column].items())))}"
        for column in concept_columns(dataset.kind)
        if column in concepts
    ]
    members.append(f'"concepts":{{{",".join(tables)}}}')
    return ("{" + ",\n".join(members) + ",\n").encode() + START


def _lines(table: Mapping[str, Mapping[str, str]]) -> str:
    """Write a table as an object with a member on each line."""
    members = ",\n".join(f"{compact(name)}:{compact(value)}" for name, value in table.items())
    return f"{{\n{members}\n}}" if members else "{}"


def _party(dataset: Dataset, party: Party) -> dict[str, str]:
    return _known(
        {
            ID: _local(dataset, party.address),
            "identifier": party.identifier,
            "orgIdentifier": party.official_code,
            "name": party.name,
        }
    )


def _spatial(dataset: Dataset) -> dict[str, str]:
    unit = dataset.spatial
    return _known({"notation": unit.code, "name": unit.name}) if unit is not None else {}


def _local(dataset: Dataset, address: str) -> str:
    return dataset.local(address) if address else ""


def _known(members: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in members.items() if value}
