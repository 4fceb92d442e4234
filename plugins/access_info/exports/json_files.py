"""Writes and reads lists as JSON, version 2: an envelope with what rows share, then a row on each line.

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
# Column → code → the concept's address and label.
ConceptTable: TypeAlias = dict[str, dict[str, dict[str, str]]]
# The name of a column and a code in it → the address of the concept, or "".
ConceptAddress: TypeAlias = Callable[[str, str], str]
ID = "@id"
# The relative address of the base itself (RFC 3986, 5.2.4).
ROOT = "./"
# Members that an agency's file leaves out, as the shared file has them; its page is its base.
_SHARED = ("language", "landingPage", "license", "applicableLegislation", "spatial")
ADDRESS_COLUMN = "landingPage"
PUBLISHER_COLUMN = "publisher"
IDENTIFIER_COLUMN = "identifier"
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def compact(value: object) -> str:
    """Return plain values as JSON without blanks, so that files are small."""
    return _ENCODER.encode(value)


def json_name(column: str) -> str:
    """Return the name of a column in JSON: `landingPage` is a row's `@id`."""
    return ID if column == ADDRESS_COLUMN else column


@dataclasses.dataclass(frozen=True)
class RowLines:
    """Rows as lines of a JSON file, and what the envelope must explain of them.

    Attributes:
        lines: A line for each row.
        publishers: By code, what is known of the agencies that rows name.
        labels: By column, the words of each code that rows use.
    """

    lines: list[str]
    publishers: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, Mapping[str, str]]

    @property
    def text(self) -> str:
        """The lines joined by commas and line feeds, as in the file."""
        return ",\n".join(self.lines)


def json_bytes(
    dataset: Dataset,
    rows: Iterable[Row] | RowLines,
    concept_address: ConceptAddress = lambda *_: "",
) -> bytes:
    """Return a list as a JSON file, one row on each line.

    Args:
        dataset: What is said about the list as a whole.
        rows: Its rows, in order; or their lines, if `row_lines` made them already.
        concept_address: Where concepts have their addresses.
    """
    written = rows if isinstance(rows, RowLines) else row_lines(dataset, rows)
    head = json_head(dataset, written.publishers, written.labels, concept_address)
    return head + written.text.encode() + END


def row_lines(dataset: Dataset, rows: Iterable[Row]) -> RowLines:
    """Return rows as lines of a JSON file, codes in place of concepts, with what explains the codes.

    Args:
        dataset: What is said about the file as a whole; its day of change does not matter.
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
    """Return the envelope above a file's rows, with concepts made from labels and addresses.

    Args:
        dataset: What is said about the whole.
        publishers: By code, what is known of the agencies that rows name.
        labels: By column, the words of each code that rows may hold.
        concept_address: Gives the address of a concept.
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
    """Shortens the rows of one file, and notes the labels and publishers that the envelope must explain."""

    def __init__(self, dataset: Dataset) -> None:
        """Note which columns are written otherwise than rows have them."""
        self._dataset = dataset
        self._base = dataset.base
        self._is_list = dataset.kind in LIST_COLUMNS
        self._concepts = frozenset(concept_columns(dataset.kind))
        self._counts = {each.name for each in dataset.kind.columns if each.shape == "counts"}
        self._places = {each.name for each in dataset.kind.columns if each.shape == "pages"}
        # Columns whose values the file has in another form than the row.
        self._changed = self._concepts | self._places
        self._changed |= {ADDRESS_COLUMN, IDENTIFIER_COLUMN, PUBLISHER_COLUMN}
        self.labels: dict[str, dict[str, str]] = {}
        self.publishers: dict[str, dict[str, str]] = {}

    def compacted(self, row: Row) -> dict[str, object]:
        """Return a row as its file has it: codes for concepts and publisher, relative addresses.

        The file's own publisher, and an identifier that the address says already, are left out.
        """
        written: dict[str, object] = {ID: self._relative(str(row[ADDRESS_COLUMN]))}
        for name, value in row.items():
            if name not in self._changed:
                written[name] = value
            elif name == ADDRESS_COLUMN or (
                # The address of a list's row ends with its identifier.
                name == IDENTIFIER_COLUMN and self._is_list and written[ID] == f"#{value}"
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

    def _relative(self, address: str) -> str:
        """Return an address relative to the file's base; one outside the base from the host's root on."""
        fragment = address.removeprefix(self._base)
        if self._base and fragment != address:
            return fragment or ROOT
        return self._dataset.local(address) if self._base else address


def concept_columns(kind: ListColumns) -> tuple[str, ...]:
    """Return the names of a set's columns that hold codes of concepts."""
    return tuple(column.name for column in kind.columns if column.shape in CODED)


def _code(concept: object, labels: dict[str, str]) -> str:
    """Return a concept's code, and put its words into `labels`; a concept without code is its words."""
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
    """Return the envelope above a file's rows, each of its members on a line of its own.

    An agency's file that refers to a shared one leaves out what that says.

    Args:
        dataset: What is said about the whole.
        publishers: By code, what is known of the agencies that rows name.
        concepts: Column → code → address and label, of the codes that rows use.
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
    """Return a table of codes as a JSON object, a member a line, so that differences are short."""
    members = ",\n".join(member_lines(table))
    return f"{{\n{members}\n}}" if members else "{}"


def member_lines(members: Mapping[str, object]) -> list[str]:
    """Return the members of an object as JSON, a text for each; unknown and empty ones are left out."""
    return [f"{compact(name)}:{compact(value)}" for name, value in known(members).items()]


def _party(dataset: Dataset, party: Party) -> dict[str, str]:
    """Return what the envelope says of the publisher."""
    return known(
        {
            ID: _local_address(dataset, party.address),
            "identifier": party.identifier,
            "orgIdentifier": party.official_code,
            "name": party.name,
        }
    )


def _local_address(dataset: Dataset, address: str) -> str:
    """Return an address from the host's root on, `/ten-trang/co-quan/`; "" for none."""
    return dataset.local(address) if address else ""


# Agencies' JSON files joined into a province's without parsing rows, and the file that they share.


def json_count(content: bytes) -> int:
    """Return the number of rows in a list's JSON file, by counting lines instead of parsing."""
    start = content.find(START) + len(START)
    return content.count(b"\n", start) - 1 if content[start : start + 1] == b"{" else 0


def shared_json(
    dataset: Dataset,
    labels: Mapping[str, Mapping[str, str]],
    concept_address: ConceptAddress,
) -> bytes:
    """Return the file that all agencies' files of a list share: an envelope with every code, no rows.

    Args:
        dataset: What is said about the list of the whole site.
        labels: By column, the words of each code that rows may hold.
        concept_address: Gives the address of a concept.
    """
    undated = dataclasses.replace(dataset, modified="", modified_from="")
    return json_head(undated, {}, labels, concept_address) + END


def province_json(
    dataset: Dataset,
    files: Callable[[], Iterable[bytes]],
    shared: Mapping[str, Any] | None = None,
) -> Iterator[bytes]:
    """Yield a province's JSON list piece by piece, from agencies' files without parsing their rows.

    Args:
        dataset: What is said about the whole.
        files: Reads each agency's file by `json_bytes`, in order; called twice: the envelope of the
            province must explain all codes before the first row.
        shared: The parsed file by `shared_json`, where agencies' files refer to it.

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


# Matches a string of JSON.
_STRING = rb'"(?:[^"\\]|\\.)*"'


def _concepts_of(content: bytes, shared: Mapping[str, Any]) -> ConceptTable:
    """Return the shared concepts that a file's rows use, found by patterns instead of parsing."""
    found: ConceptTable = {}
    for column, table in shared.get("concepts", {}).items():
        # Within a string quotation marks are escaped, so only a member itself can match the name with
        # its colon. A pattern that begins with fixed letters is searched for fast.
        values = re.findall(
            rb'"%b":(\[(?:[^\]"]|%b)*\]|%b)' % (column.encode(), _STRING, _STRING), content
        )
        codes = {code for value in set(values) for code in _codes_in(json.loads(value))}
        if used := {code: table[code] for code in sorted(codes & table.keys())}:
            found[column] = used
    return found


def _codes_in(value: str | list[str]) -> list[str]:
    """Return the codes in a member's value, which is one code or a list of them."""
    return value if isinstance(value, list) else [value]


def _rows_for_whole(lines: bytes, envelope: Mapping[str, Any], *, base: str) -> bytes:
    """Return an agency's rows fit for a province's file: publisher named, `@id` for its base.

    Args:
        lines: The rows, as bytes.
        envelope: The envelope of the agency's file.
        base: The base of the province's file.
    """
    start = envelope.get("@context", {}).get("@base", "").removeprefix(base)
    publisher = compact(envelope["publisher"]["identifier"])
    # A line feed and a brace can only be where a row begins.
    rows = (b"\n" + lines).replace(b'\n{"@id":"#', f'\n{{"@id":"{compact(start)[1:-1]}#'.encode())
    return rows.replace(b'\n{"@id":', f'\n{{"publisher":{publisher},"@id":'.encode())[1:]


def _envelope(content: bytes) -> dict[str, Any]:
    """Parse the envelope above a file's rows; raise `ValueError` if `json_bytes` did not write the file."""
    start = content.find(START)
    if start < 0 or not content.endswith(END):
        raise ValueError("not a list that json_bytes wrote")
    envelope: dict[str, Any] = json.loads(content[:start] + b'"items":[]}')
    if envelope.get("schemaVersion", "").partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise ValueError("not a list that json_bytes wrote")
    return envelope


# Rows read back from lists' JSON files.

Parser: TypeAlias = Callable[[bytes], Any]
_LAST_LINE = b"]}"


class BadListError(ValueError):
    """A file is not the JSON file of a list."""


class JsonList:
    """Reads a list's JSON file row by row; a file not written by us, without a row on each line, at once.

    Attributes:
        head: The envelope: all members of the file but its rows.
    """

    def __init__(self, file: IO[bytes], parse: Parser = json.loads) -> None:
        """Read the envelope above the rows.

        Args:
            file: The file, from its beginning.
            parse: Parses a JSON text; for files that may come from anyone, one that has limits.

        Raises:
            ValueError: The file is no JSON, or no list.
        """
        self._file, self._parse = file, parse
        self._items: list[Row] | None = None
        head = bytearray()
        for line in file:
            head += line
            if line == START:
                head += _LAST_LINE
                break
        else:  # written by another program, in another layout: the whole file was read
            self._items = []
        self.head: dict[str, Any] = self._object(bytes(head))
        items = self.head.pop("items", None)
        if not isinstance(items, list):
            raise BadListError("no list of rows")
        if self._items is not None:
            self._items = items

    def written(self) -> Iterator[Row]:
        """Yield the rows as they are in the file: with codes, whose words are in `head`.

        Rows can be read only once.

        Raises:
            ValueError: A row is no object, or the file is cut short.
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
        """Yield the rows as `exports.rows` made them: with words, publisher and full address of each."""
        return map(self.expansion(), self.written())

    def expansion(self) -> Callable[[Row], Row]:
        """Return a function that puts words, publisher and full address back into a row."""
        return _RowExpansion(self.head).expanded

    def _object(self, text: bytes) -> dict[str, Any]:
        """Parse a JSON object; raise `BadListError` for any other value."""
        data = self._parse(text)
        if not isinstance(data, dict):
            raise BadListError("no object")
        return data


class _RowExpansion:
    """Puts back into a file's rows what `_RowWriter` left to the envelope: words, publishers, addresses."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take base, concepts and publishers from a file's envelope."""
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
        """Return a row of the file as `exports.rows` made it before it was written."""
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
        """Return a row's address in full; below the site's root where the file's base is not absolute."""
        if not address.startswith("/"):
            return f"{self._base}{address.removeprefix(ROOT)}"
        return urljoin(self._base, address) if "://" in self._base else address[1:]


def _with_words(value: Any, concepts: Mapping[str, Mapping[str, str]]) -> Any:  # noqa: ANN401 - of JSON
    """Return a row's value with concepts in place of codes: of one code, a list, or counts by code."""
    if isinstance(value, list):
        return [_concept(code, concepts) for code in value]
    if isinstance(value, dict):
        return [{**_concept(code, concepts), "count": str(count)} for code, count in value.items()]
    return _concept(value, concepts)


def _concept(code: object, concepts: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Return the concept of a code; an unknown code is itself the label."""
    return concepts.get(str(code)) or {"prefLabel": str(code)}
