"""Lists as JSON: an envelope, then one row on each line.

A row on each line makes differences readable, and lets the file of a province take over
agencies' rows as bytes: nothing is parsed, and 18,000 rows cost no more than copying them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from access_info.exports.dataset import Dataset, Party
from access_info.exports.rows import Row

# Rises when a reader would have to change: a name that goes or changes its meaning.
SCHEMA_VERSION = "1.0"
# No string of JSON can hold a raw line end, so these can only stand where we wrote them.
_START = b'"items":[\n'
_END = b"\n]}\n"
# Rows are plain values without cycles, and each is encoded by itself.
compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def json_bytes(dataset: Dataset, rows: Iterable[Row]) -> bytes:
    """Write a list as a JSON file, one row on each line.

    Args:
        dataset: What is said about the whole.
        rows: Its rows, in order.
    """
    lines = ",\n".join(map(compact, rows))
    return _head(dataset) + lines.encode() + _END


def json_rows(content: bytes) -> list[Row]:
    """Read the rows of a file that `json_bytes` wrote."""
    rows: list[Row] = json.loads(content)["items"]
    return rows


def json_count(content: bytes) -> int:
    """Count the rows of a file that `json_bytes` wrote, without parsing them."""
    start = content.find(_START) + len(_START)
    return content.count(b"\n", start) - 1 if content[start : start + 1] == b"{" else 0


def province_json(dataset: Dataset, files: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a province's JSON list piece by piece, from agencies' files without parsing them.

    Args:
        dataset: What is said about the whole.
        files: What `json_bytes` wrote for each agency, in order.

    Raises:
        ValueError: A file was not written by `json_bytes`.
    """
    yield _head(dataset)
    between = b""
    for content in files:
        start = content.find(_START)
        if start < 0 or not content.endswith(_END):
            raise ValueError("not a list that json_bytes wrote")
        lines = content[start + len(_START) : -len(_END)]
        if lines:
            yield between + lines
            between = b",\n"
    yield _END


def _head(dataset: Dataset) -> bytes:
    envelope: dict[str, object] = {
        "$schema": dataset.schema,
        "schemaVersion": SCHEMA_VERSION,
        "title": dataset.title,
        "language": dataset.language,
        "publisher": _party(dataset.publisher),
        "landingPage": dataset.landing_page,
        "license": dataset.license,
        "applicableLegislation": {
            "identifier": dataset.law.identifier,
            "name": dataset.law.name,
            "verification": dataset.law.verification.value,
        },
        "modified": dataset.modified,
    }
    known = {name: value for name, value in envelope.items() if value}
    members = ",\n".join(f"{compact(name)}:{compact(value)}" for name, value in known.items())
    return f"{{{members},\n".encode() + _START


def _party(party: Party) -> dict[str, str]:
    if not party.identifier:
        return {"name": party.name}
    return {"identifier": party.identifier, "name": party.name}
