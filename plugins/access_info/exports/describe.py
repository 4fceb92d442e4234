"""What readers of the files need to know: a table of fields, and a JSON Schema."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from access_info.exports.columns import PREFIXES, ExportColumn, ListColumns
from access_info.exports.dataset import DatasetTexts
from access_info.exports.json_files import SCHEMA_VERSION
from access_info.exports.tables import field_doc, label_of, part_label
from access_info.model.verification import Verification
from access_info.model.vocabularies import ITEM_STATUSES

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
# `2026`, `2026-09` or `2026-09-01`; not `2026-9`.
_SOME_DAY = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
_ADDRESS = {"type": "string", "format": "uri-reference", "minLength": 1}
_WEB_ADDRESS = {"type": "string", "pattern": "^https?://"}
_CONCEPT = {
    "type": "object",
    "properties": {"notation": _TEXT, "prefLabel": _TEXT},
    "required": ["prefLabel"],
    "additionalProperties": False,
}


@dataclasses.dataclass(frozen=True)
class FieldDescription:
    """One row of the table that documents the files.

    Attributes:
        name: Name in JSON; members of objects as `posting.startDate`.
        label: Title of the column in CSV and XLSX, "" for what they leave out.
        help_text: What it says, in one or two sentences; "" for members.
        term: The standard's term, or "".
        iri: The term in full, or "".
        many: Whether it may hold several values.
        always: Whether every row has it.
    """

    name: str
    label: str
    help_text: str
    term: str
    iri: str
    many: bool
    always: bool


def describe_fields(kind: ListColumns, words: DatasetTexts) -> Iterator[FieldDescription]:
    """Yield each field of a list, in the order of its columns; members follow their object."""
    for column in kind.columns:
        title = label_of(column, kind, words)
        prefix, _, name = column.term.partition(":")
        yield FieldDescription(
            name=column.name,
            label="" if column.parts else title,
            help_text=_help(column, kind, words),
            term=column.term,
            iri=PREFIXES[prefix] + name if column.term else "",
            many=_is_many(column),
            always=column.always,
        )
        for part in column.parts:
            label = part_label(part, column, title, words) if part.shown else ""
            member = f"{column.name}.{part.name}"
            yield FieldDescription(member, label, "", "", "", many=False, always=False)


def json_schema(kind: ListColumns, words: DatasetTexts, *, address: str = "") -> dict[str, Any]:
    """Build the JSON Schema (draft 2020-12) of a list's JSON file, an agency's or the province's.

    Args:
        kind: Which list.
        words: The language of titles and descriptions.
        address: Where the schema itself will stand, or "".
    """
    properties = {
        column.name: {
            "title": label_of(column, kind, words),
            "description": _help(column, kind, words),
            **({"$comment": column.term} if column.term else {}),
            **_value(column),
        }
        for column in kind.columns
    }
    item = {
        "type": "object",
        "properties": properties,
        "required": [column.name for column in kind.columns if column.always],
        "additionalProperties": False,
    }
    names = {"identifier": _TEXT, "name": _TEXT}
    named = {
        "type": "object",
        "properties": names,
        "required": ["name"],
        "additionalProperties": False,
    }
    law = {**named, "properties": {**names, "verification": {"enum": list(Verification)}}}
    envelope = {
        "$schema": _ADDRESS,
        "schemaVersion": {"const": SCHEMA_VERSION},
        "title": _TEXT,
        "language": _TEXT,
        "publisher": named,
        "landingPage": _ADDRESS,
        "license": _TEXT,
        "applicableLegislation": law,
        "modified": _DAY,
        "items": {"type": "array", "items": item},
    }
    required = ["schemaVersion", "title", "language", "publisher", "applicableLegislation", "items"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **({"$id": address} if address else {}),
        "title": words[kind.sheet],
        "type": "object",
        "properties": envelope,
        "required": required,
        "additionalProperties": False,
    }


def _help(column: ExportColumn, kind: ListColumns, words: DatasetTexts) -> str:
    return words[column.help] if column.help else field_doc(column, kind).help_text


def _is_many(column: ExportColumn) -> bool:
    return column.shape in {"concepts", "links", "places", "files"}


def _value(column: ExportColumn) -> dict[str, Any]:
    if column.shape == "object":
        return {
            "type": "object",
            "properties": {part.name: _DAY if part.day else _TEXT for part in column.parts},
            "minProperties": 1,
            "additionalProperties": False,
        }
    if column.name == "status":
        codes = {"enum": list(ITEM_STATUSES)}
        return {**_CONCEPT, "properties": {"notation": codes, "prefLabel": _TEXT}}
    schema = {
        "text": _TEXT,
        "day": _DAY,
        "partial-day": _SOME_DAY,
        "address": _ADDRESS,
        "concept": _CONCEPT,
        "concepts": _CONCEPT,
        "links": _WEB_ADDRESS,
        "places": _TEXT,
        "files": _ADDRESS,
    }[column.shape]
    if not _is_many(column):
        return dict(schema)
    return {"type": "array", "items": schema, "minItems": 1}
