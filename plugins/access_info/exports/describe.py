"""Documents the downloadable files for their users: a table of fields, and a JSON Schema."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from access_info.exports.columns import (
    CODED,
    LIST_COLUMNS,
    MANY,
    PREFIXES,
    ExportColumn,
    ListColumns,
)
from access_info.exports.dataset import COMPARED, OF_DATA, DatasetTexts
from access_info.exports.json_files import ID, SCHEMA_VERSION, concept_columns, json_name
from access_info.exports.rows import known
from access_info.exports.tables import field_doc, label_of, part_label
from access_info.model.verification import Verification

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
# `2026`, `2026-09` or `2026-09-01`; not `2026-9`.
_SOME_DAY = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
ADDRESS = {"type": "string", "format": "iri-reference", "minLength": 1}
_WEB_ADDRESS = {"type": "string", "pattern": "^https?://"}
# By the shape of a column, what each of its values is.
_VALUES: dict[str, dict[str, Any]] = {
    "text": TEXT,
    "texts": TEXT,
    "number": {"type": "number"},
    "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
    "day": DAY,
    "partial-day": _SOME_DAY,
    "address": ADDRESS,
    "links": _WEB_ADDRESS,
    "places": TEXT,
    "files": ADDRESS,
    "pages": ADDRESS,
}
_MAJOR = SCHEMA_VERSION.partition(".")[0]


@dataclasses.dataclass(frozen=True)
class FieldDescription:
    """One row of the table that documents the files.

    Attributes:
        name: Name in JSON; members of objects as `posting.startDate`.
        label: Title of the column in CSV and XLSX, "" for what they leave out.
        help_text: What the field says, in one or two sentences; "" for members.
        term: The standard's term, `prefix:name`, or "".
        iri: The term as a full address, or "".
        many: Whether the field may hold several values.
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
    """Yield a description of each field of a list, in the order of its columns.

    Members follow their object. So do the words of codes and the names of publishers, which in JSON
    stand in the envelope: `concepts.subject.prefLabel` follows `subject`.
    """
    for column in kind.columns:
        title = label_of(column, kind, words)
        prefix, _, name = column.term.partition(":")
        labels = [
            (part.name, part_label(part, column, title, words) if part.shown else "")
            for part in column.parts
        ]
        table = table_of(column)
        # The first part of a column of codes is the code, which is the field's own value in a row.
        (_, label), *members = (
            labels if table and labels else [("", "" if labels else title), *labels]
        )
        yield FieldDescription(
            name=json_name(column.name),
            label=label,
            help_text=help_of(column, kind, words),
            term=column.term,
            iri=PREFIXES[prefix] + name if column.term else "",
            many=column.shape in MANY,
            always=column.always,
        )
        for member, label in members:
            path = f"{table or column.name}.{member}"
            yield FieldDescription(path, label, "", "", "", many=False, always=False)


def table_of(column: ExportColumn) -> str:
    """Return the member of a JSON file's envelope that explains a column's codes: `concepts.subject`.

    "" for a column without codes.
    """
    if column.name == "publisher":
        return "publishers"
    return f"concepts.{column.name}" if column.shape in CODED else ""


def json_schema(kind: ListColumns, words: DatasetTexts, *, address: str = "") -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a list's JSON file, an agency's or the province's.

    It forbids no further members and codes, since later files of the same major version may add some.

    Args:
        kind: Which list.
        words: The texts of titles and descriptions.
        address: The address of the schema itself, or "".
    """
    properties = {
        json_name(column.name): {
            "title": label_of(column, kind, words),
            **known({"description": help_of(column, kind, words), "$comment": column.term}),
            **_coded(column),
        }
        for column in kind.columns
    }
    # An agency's file names its publisher once, in the envelope; an identifier may stand in `@id`.
    always = [json_name(column.name) for column in kind.columns if column.always]
    elsewhere = ("publisher", "identifier") if kind in LIST_COLUMNS else ("publisher",)
    item = {
        "type": "object",
        "properties": properties,
        "required": [name for name in always if name not in elsewhere],
    }
    named = {"@id": ADDRESS, "name": TEXT}
    party = _objects({**named, "identifier": TEXT, "orgIdentifier": TEXT}, "name")
    law = _objects(
        {**named, "identifier": TEXT, "verification": {"enum": list(Verification)}}, "name"
    )
    concept = _objects({ID: ADDRESS, "prefLabel": TEXT}, "prefLabel")
    envelope = {
        "$schema": ADDRESS,
        "schemaVersion": {"type": "string", "pattern": f"^{_MAJOR}\\."},
        "@context": _objects({"@base": ADDRESS}),
        "title": TEXT,
        "language": TEXT,
        "publisher": party,
        "landingPage": ADDRESS,
        "license": TEXT,
        "applicableLegislation": law,
        "spatial": _objects({"notation": TEXT, "name": TEXT}),
        "modified": DAY,
        "modifiedFrom": {"enum": [COMPARED, OF_DATA]},
        "publishers": {"type": "object", "additionalProperties": party},
        "shared": ADDRESS,
        "concepts": {
            "type": "object",
            "properties": {
                name: {"type": "object", "additionalProperties": concept}
                for name in concept_columns(kind)
            },
        },
        "items": {"type": "array", "items": item},
    }
    complete = ["language", "applicableLegislation", "concepts"]
    return {
        "$schema": DRAFT,
        **known({"$id": address}),
        "title": words[kind.sheet],
        "description": words["exports.schema_open"],
        "type": "object",
        "properties": envelope,
        "required": ["schemaVersion", "title", "publisher", "items"],
        "anyOf": [{"required": complete}, {"required": ["shared"]}],
    }


def _objects(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    """Return the schema of an object with some members, those named last required."""
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    return schema | ({"required": [*required]} if required else {})


def _coded(column: ExportColumn) -> dict[str, Any]:
    """Return the schema of a column's value in a row.

    A code may be any text, since later files may have further codes.
    """
    if not table_of(column) or column.shape == "counts":
        return value_schema(column)
    return _one_or_many(column, TEXT)


def help_of(column: ExportColumn, kind: ListColumns, words: DatasetTexts) -> str:
    """Return the help of a column, in one or two sentences: its own, else that of the model's field."""
    return words[column.help] if column.help else field_doc(column, kind).help_text


def value_schema(column: ExportColumn) -> dict[str, Any]:
    """Return the schema of a column's value by the column's shape, where rows hold no codes."""
    if column.shape not in {"object", "objects"}:
        return _one_or_many(column, _VALUES[column.shape])
    members = {part.name: DAY if part.day else TEXT for part in column.parts}
    return _one_or_many(column, {**_objects(members), "minProperties": 1})


def _one_or_many(column: ExportColumn, schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a column's value: the schema given, or a list of it if there may be several."""
    if column.shape in MANY:
        return {"type": "array", "items": schema, "minItems": 1}
    return dict(schema)
