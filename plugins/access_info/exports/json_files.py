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
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any, TypeAlias
from urllib.parse import urljoin

from access_info.exports.columns import CODED, LIST_COLUMNS, ListColumns
from access_info.exports.dataset import Dataset, Party
from access_info.exports.rows import Row, known

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
            code: known(
                {ID: _local_address(dataset, concept_address(column, code)), "prefLabel": words}
            )
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
                name == IDENTIFIER_COLUMN and self._says_identifier(written[ID], value)
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

    def _says_identifier(self, address: object, identifier: object) -> bool:
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
    law, unit = dataset.law, dataset.spatial
    envelope: dict[str, object] = {
        "$schema": dataset.schema,
        "schemaVersion": SCHEMA_VERSION,
        "@context": {"@base": dataset.base} if dataset.base else None,
        "title": dataset.title,
        "language": dataset.language,
        "publisher": _party(dataset, dataset.publisher),
        "landingPage": dataset.landing_page,
        "license": dataset.license,
        "applicableLegislation": known(
            {
                ID: _local_address(dataset, law.address),
                "identifier": law.identifier,
                "name": law.name,
                "verification": law.verification.value,
            }
        ),
        "spatial": known({"notation": unit.code, "name": unit.name}) if unit else None,
        "modified": dataset.modified,
        "modifiedFrom": dataset.modified_from,
    }
    if dataset.shared:
        for name in _SHARED:
            del envelope[name]
        envelope["shared"] = dataset.local(dataset.shared)
    members = member_lines(envelope)
    if publishers:
        members.append(f'"publishers":{_table_lines(publishers)}')
    if not dataset.shared:
        tables = [
            f"{compact(column)}:{_table_lines(dict(sorted(concepts[column].items())))}"
            for column in concept_columns(dataset.kind)
            if column in concepts
        ]
        members.append(f'"concepts":{{{",".join(tables)}}}')
    return ("{" + ",\n".join(members) + ",\n").encode() + START


def _table_lines(table: Mapping[str, Mapping[str, str]]) -> str:
    """Write a table as an object with a member on each line."""
    members = ",\n".join(member_lines(table))
    return f"{{\n{members}\n}}" if members else "{}"


def member_lines(members: Mapping[str, object]) -> list[str]:
    """Write what is known of an object's members, each as text for a line of its own."""
    return [f"{compact(name)}:{compact(value)}" for name, value in known(members).items()]


def _party(dataset: Dataset, party: Party) -> dict[str, str]:
    """Describe the publisher."""
    return known(
        {
            ID: _local_address(dataset, party.address),
            "identifier": party.identifier,
            "orgIdentifier": party.official_code,
            "name": party.name,
        }
    )


def _local_address(dataset: Dataset, address: str) -> str:
    return dataset.local(address) if address else ""


# Files of lists as JSON joined without parsing their rows, and what all of them share.


def json_count(content: bytes) -> int:
    """Count the rows of a file, without parsing them."""
    start = content.find(START) + len(START)
    return content.count(b"\n", start) - 1 if content[start : start + 1] == b"{" else 0


def size_in_whole(content: bytes) -> int:
    """Return how many bytes an agency's file adds to a province's at most: rows grow there."""
    grown = len(_rows_for_whole(b'{"@id":"#', _envelope(content), base="")) - len(b'{"@id":"#')
    return len(content) + json_count(content) * grown


def shared_json(
    dataset: Dataset,
    labels: Mapping[str, Mapping[str, str]],
    concept_address: ConceptAddress,
) -> bytes:
    """Write what all agencies' files of a list share: an envelope with every code, and no rows.

    Args:
        dataset: What is said about the list of the whole site.
        labels: By column, the words of each code that rows may hold.
        concept_address: Where concepts have their addresses.
    """
    whole = dataclasses.replace(dataset, modified="", modified_from="")
    return json_head(whole, {}, labels, concept_address) + END


def province_json(
    dataset: Dataset,
    files: Callable[[], Iterable[bytes]],
    shared: Mapping[str, Any] | None = None,
) -> Iterator[bytes]:
    """Yield a province's JSON list piece by piece, from agencies' files without parsing their rows.

    Args:
        dataset: What is said about the whole.
        files: Reads what `json_bytes` wrote for each agency, in order; it is called twice.
        shared: What `shared_json` wrote, read, where agencies' files name it.

    Raises:
        ValueError: A file was not written by `json_bytes`.
    """
    publishers: dict[str, dict[str, str]] = {}
    concepts: ConceptTable = {}
    for content in files():
        envelope = _envelope(content)
        if not json_count(content):
            continue
        publisher = dict(envelope["publisher"])
        publishers[publisher.pop("identifier")] = publisher
        publishers |= envelope.get("publishers", {})
        tables = envelope.get("concepts") or _concepts_of(content, shared or {})
        for column, table in tables.items():
            concepts.setdefault(column, {}).update(table)
    yield envelope_head(dataset, publishers, concepts)
    between = b""
    for content in files():
        envelope = _envelope(content)
        lines = content[content.find(START) + len(START) : -len(END)]
        if lines:
            yield between + _rows_for_whole(lines, envelope, base=dataset.base)
            between = b",\n"
    yield END


# A string of JSON.
_STRING = rb'"(?:[^"\\]|\\.)*"'


def _concepts_of(content: bytes, shared: Mapping[str, Any]) -> ConceptTable:
    """Choose of all concepts those that rows of a file name, without parsing them."""
    found: ConceptTable = {}
    for column, table in shared.get("concepts", {}).items():
        # A quotation mark within a string has a sign before it, so no string holds a member's name
        # and the colon behind it. A pattern that begins with letters is searched for fast.
        values = re.findall(
            rb'"%b":(\[(?:[^\]"]|%b)*\]|%b)' % (column.encode(), _STRING, _STRING), content
        )
        codes = {code for value in set(values) for code in _codes_in(json.loads(value))}
        if used := {code: table[code] for code in sorted(codes & table.keys())}:
            found[column] = used
    return found


def _codes_in(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _rows_for_whole(lines: bytes, envelope: Mapping[str, Any], *, base: str) -> bytes:
    """Name the publisher in each line of an agency's rows, and relate its `@id` to another base."""
    start = envelope.get("@context", {}).get("@base", "").removeprefix(base)
    publisher = compact(envelope["publisher"]["identifier"])
    # A line feed and a brace can only be where a row begins.
    rows = (b"\n" + lines).replace(b'\n{"@id":"#', f'\n{{"@id":"{compact(start)[1:-1]}#'.encode())
    return rows.replace(b'\n{"@id":', f'\n{{"publisher":{publisher},"@id":'.encode())[1:]


def _envelope(content: bytes) -> dict[str, Any]:
    """Read what stands above a file's rows."""
    start = content.find(START)
    if start < 0 or not content.endswith(END):
        raise ValueError("not a list that json_bytes wrote")
    envelope: dict[str, Any] = json.loads(content[:start] + b'"items":[]}')
    if envelope.get("schemaVersion", "").partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise ValueError("not a list that json_bytes wrote")
    return envelope


# Rows of JSON files of lists read back.

Parser: TypeAlias = Callable[[bytes], Any]
_LAST_LINE = b"]}"


class BadListError(ValueError):
    """A text that is no list, as a JSON file."""


class JsonList:
    """A list's JSON file, read a row at a time where its rows stand on lines of their own.

    Attributes:
        head: All that it says but its rows.
    """

    def __init__(self, file: IO[bytes], parse: Parser = json.loads) -> None:
        """Read what stands above the rows.

        Args:
            file: The file, from its beginning.
            parse: Parses a JSON text; for files that may come from anyone, one that has limits.

        Raises:
            ValueError: It is no JSON, or no list.
        """
        self._file, self._parse = file, parse
        self._items: list[Row] | None = None
        head = bytearray()
        for line in file:
            head += line
            if line == START:
                head += _LAST_LINE
                break
        else:  # another program has written it: it is read whole
            self._items = []
        self.head: dict[str, Any] = self._object(bytes(head))
        items = self.head.pop("items", None)
        if not isinstance(items, list):
            raise BadListError("no list of rows")
        if self._items is not None:
            self._items = items

    def written(self) -> Iterator[Row]:
        """Yield the rows as they are written: with codes, and without what the head says of them.

        Rows can be read only once.

        Raises:
            ValueError: One is no object, or the file is cut short.
        """
        if self._items is not None:
            for row in self._items:
                if not isinstance(row, dict):
                    raise BadListError("a row that is no object")
                yield row
            return
        for line in self._file:
            text = line.strip()
            if text == _LAST_LINE:
                return
            if text:
                yield self._object(text.removesuffix(b","))
        raise BadListError("cut short")

    def rows(self) -> Iterator[Row]:
        """Yield the rows with the words of codes put back in, as `exports.rows` made them."""
        return map(self.expansion(), self.written())

    def expansion(self) -> Callable[[Row], Row]:
        """Return what puts the words of codes back into a row."""
        return _RowExpansion(self.head).expanded

    def _object(self, text: bytes) -> dict[str, Any]:
        data = self._parse(text)
        if not isinstance(data, dict):
            raise BadListError("no object")
        return data


class _RowExpansion:
    """The expansion of one file's rows: the words of codes and publishers are in its envelope."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._base = data.get("@context", {}).get("@base", "")
        self._concepts = {
            column: {
                code: {"notation": code, "prefLabel": concept["prefLabel"]}
                for code, concept in table.items()
            }
            for column, table in data["concepts"].items()
        }
        publisher = data["publisher"]
        self._own = {name: publisher[name] for name in ("identifier", "name") if name in publisher}
        self._publishers = {
            code: {"identifier": code, "name": publisher["name"]}
            for code, publisher in data.get("publishers", {}).items()
        }

    def expanded(self, row: Row) -> Row:
        """Return a row as `exports.rows` made it."""
        read: Row = {}
        for name, value in row.items():
            if name == ID:
                read[ADDRESS_COLUMN] = self._absolute(str(value))
                if IDENTIFIER_COLUMN not in row:
                    read[IDENTIFIER_COLUMN] = str(value).partition("#")[2]
            elif name == PUBLISHER_COLUMN:
                read[name] = self._publishers[str(value)]
            elif (concepts := self._concepts.get(name)) is not None:
                read[name] = _with_words(value, concepts)
            else:
                read[name] = value
        if "identifier" in self._own:
            read.setdefault(PUBLISHER_COLUMN, self._own)
        return read

    def _absolute(self, address: str) -> str:
        if not address.startswith("/"):
            return f"{self._base}{address.removeprefix(ROOT)}"
        return urljoin(self._base, address) if "://" in self._base else address[1:]


def _with_words(value: Any, concepts: Mapping[str, Mapping[str, str]]) -> Any:  # noqa: ANN401 - of JSON
    """Put words back in place of a code, of several, or of counts by code."""
    if isinstance(value, list):
        return [_concept(code, concepts) for code in value]
    if isinstance(value, dict):
        return [{**_concept(code, concepts), "count": str(count)} for code, count in value.items()]
    return _concept(value, concepts)


def _concept(code: object, concepts: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    return concepts.get(str(code)) or {"prefLabel": str(code)}
