"""Lists as JSON, version 1: each row holds the words of its codes and its publisher's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from access_info.exports.dataset import Dataset, Party
from access_info.exports.json_files import END, START, compact
from access_info.exports.rows import Row

SCHEMA_VERSION = "1.0"


def version1_bytes(dataset: Dataset, rows: Iterable[Row]) -> bytes:
    """Write a list as a JSON file of version 1, one row on each line.

    Args:
        dataset: What is said about the whole.
        rows: Its rows, in order.
    """
    lines = ",\n".join(map(compact, rows))
    return _head(dataset) + lines.encode() + END


def province_json_of_version1(dataset: Dataset, files: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a province's JSON list piece by piece, from agencies' files without parsing them.

    Args:
        dataset: What is said about the whole.
        files: What `version1_bytes` wrote for each agency, in order.

    Raises:
        ValueError: A file was not written by `version1_bytes`.
    """
    yield _head(dataset)
    between = b""
    for content in files:
        start = content.find(START)
        if start < 0 or not content.endswith(END):
            raise ValueError("not a list that version1_bytes wrote")
        lines = content[start + len(START) : -len(END)]
        if lines:
            yield between + lines
            between = b",\n"
    yield END


def _head(dataset: Dataset) -> bytes:
    envelope: dict[str, object] = {
        "$schema": dataset.schema_of_version1,
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
    return f"{{{members},\n".encode() + START


def _party(party: Party) -> dict[str, str]:
    if not party.identifier:
        return {"name": party.name}
    return {"identifier": party.identifier, "name": party.name}
