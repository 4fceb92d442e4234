"""The JSON Schema of lists of version 1, which allows no member that it does not name."""

from __future__ import annotations

from typing import Any

from access_info.exports.column_shapes import ExportColumn, ListColumns
from access_info.exports.dataset import DatasetTexts
from access_info.exports.describe import (
    ADDRESS,
    DAY,
    DRAFT,
    TEXT,
    help_of,
    is_many,
    value_schema,
)
from access_info.exports.tables import label_of
from access_info.exports.version1.lists import SCHEMA_VERSION
from access_info.model.verification import Verification
from access_info.model.vocabularies import ITEM_STATUSES

_CONCEPT = {
    "type": "object",
    "properties": {"notation": TEXT, "prefLabel": TEXT},
    "required": ["prefLabel"],
    "additionalProperties": False,
}


def schema_of_version1(
    kind: ListColumns, words: DatasetTexts, *, address: str = ""
) -> dict[str, Any]:
    """Build the JSON Schema (draft 2020-12) of a list's JSON file, an agency's or the province's.

    Args:
        kind: Which list.
        words: The language of titles and descriptions.
        address: Where the schema itself will stand, or "".
    """
    properties = {
        column.name: {
            "title": label_of(column, kind, words),
            "description": help_of(column, kind, words),
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
    names = {"identifier": TEXT, "name": TEXT}
    named = {
        "type": "object",
        "properties": names,
        "required": ["name"],
        "additionalProperties": False,
    }
    law = {**named, "properties": {**names, "verification": {"enum": list(Verification)}}}
    envelope = {
        "$schema": ADDRESS,
        "schemaVersion": {"const": SCHEMA_VERSION},
        "title": TEXT,
        "language": TEXT,
        "publisher": named,
        "landingPage": ADDRESS,
        "license": TEXT,
        "applicableLegislation": law,
        "modified": DAY,
        "items": {"type": "array", "items": item},
    }
    required = ["schemaVersion", "title", "language", "publisher", "applicableLegislation", "items"]
    return {
        "$schema": DRAFT,
        **({"$id": address} if address else {}),
        "title": words[kind.sheet],
        "type": "object",
        "properties": envelope,
        "required": required,
        "additionalProperties": False,
    }


def _value(column: ExportColumn) -> dict[str, Any]:
    if column.shape == "object":
        return value_schema(column) | {"additionalProperties": False}
    if column.name == "status":
        codes = {"enum": list(ITEM_STATUSES)}
        return {**_CONCEPT, "properties": {"notation": codes, "prefLabel": TEXT}}
    if column.shape not in {"concept", "concepts"}:
        return value_schema(column)
    if not is_many(column):
        return dict(_CONCEPT)
    return {"type": "array", "items": _CONCEPT, "minItems": 1}
