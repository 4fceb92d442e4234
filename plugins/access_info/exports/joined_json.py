"""Files of lists as JSON joined without parsing their rows, and what all of them share."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from access_info.exports.dataset import Dataset
from access_info.exports.json_files import (
    END,
    SCHEMA_VERSION,
    START,
    ConceptAddress,
    ConceptTable,
    compact,
    envelope_head,
    json_head,
)


def json_count(content: bytes) -> int:
    """Count the rows of a file, without parsing them."""
    start = content.find(START) + len(START)
    return content.count(b"\n", start) - 1 if content[start : start + 1] == b"{" else 0


def size_in_whole(content: bytes) -> int:
    """Return how many bytes an agency's file adds to a province's at most: rows grow there."""
    grown = len(_of_all(b'{"@id":"#', _envelope(content), base="")) - len(b'{"@id":"#')
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
        known = dict(envelope["publisher"])
        publishers[known.pop("identifier")] = known
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
            yield between + _of_all(lines, envelope, base=dataset.base)
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
        if known := {code: table[code] for code in sorted(codes & table.keys())}:
            found[column] = known
    return found


def _codes_in(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _of_all(lines: bytes, envelope: Mapping[str, Any], *, base: str) -> bytes:
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
