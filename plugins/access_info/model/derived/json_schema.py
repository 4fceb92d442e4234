"""JSON Schema of every data file, for completion and hints in editors (draft 2020-12).

Beside the standard's own words it has those that the YAML support of Visual Studio Code reads:
`markdownDescription`, `enumDescriptions`, `defaultSnippets`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from access_info.model.declarations.fields import FieldDoc, Record, fields_of
from access_info.model.derived.files import DESCRIBED_KINDS, FileKind

# What may be chosen in a field, by record and key: value → label.
Choices: TypeAlias = Mapping[tuple[type[Record], str], Mapping[str, str]]

_SCALARS = ["string", "number", "boolean", "null"]
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")
_FIRST_KEYS = 4


def json_schemas(choices: Choices | None = None) -> dict[str, dict[str, Any]]:
    """Build the schema of each kind of file, by its short name.

    Args:
        choices: Values to offer where the model itself lists none.
    """
    return {kind.name: _schema(kind, choices or {}) for kind in DESCRIBED_KINDS}


def _schema(kind: FileKind, choices: Choices) -> dict[str, Any]:
    """Build a file's schema, with Vietnamese titles and with what our reader accepts.

    An editor's YAML reader guesses types: `0243` is a number to it and an empty value is null.
    Ours keeps text, so a field of text must not be marked wrong there.
    """
    schema = kind.record.model_json_schema(by_alias=True, mode="validation")
    result: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.label,
    }
    result.update({key: value for key, value in schema.items() if key != "title"})
    result.pop("description", None)
    records = {record.__name__: record for record in _records(kind.record)}
    _mend_object(result, kind.record, choices)
    for name, part in result.get("$defs", {}).items():
        _mend_object(part, records[name], choices)
    return result


def _records(record: type[Record]) -> Iterator[type[Record]]:
    """Yield a record and all that stand below it."""
    yield record
    for doc in fields_of(record):
        if doc.record is not None:
            yield from _records(doc.record)


def _mend_object(part: dict[str, Any], record: type[Record], choices: Choices) -> None:
    """Drop what only programmers read and mark required fields that a check of ours names."""
    if "properties" not in part:
        return
    if part.get("title", "").isascii():
        part.pop("title", None)
        part.pop("description", None)
    docs = {doc.key: doc for doc in fields_of(record)}
    required = set(part.get("required", []))
    for key, value in part["properties"].items():
        if value.pop("required", False):
            required.add(key)
        value.pop("default", None)
        mended = _mend(value)
        part["properties"][key] = mended
        _help(mended, docs[key], choices.get((record, key)))
    if required:
        part["required"] = [key for key in part["properties"] if key in required]


def _help(value: dict[str, Any], doc: FieldDoc, offered: Mapping[str, str] | None) -> None:
    """Add what an editor shows while the field is typed."""
    value["markdownDescription"] = _markdown(doc)
    held = value.get("items", value) if doc.many else value
    if doc.record is not None:
        if doc.many and "items" in value:
            value["items"] = {**value["items"], "defaultSnippets": [_row(doc)]}
    elif offered and "enum" not in held:
        held["defaultSnippets"] = [
            {"label": option, "description": label, "body": option}
            for option, label in offered.items()
        ]


def _row(doc: FieldDoc) -> dict[str, Any]:
    """Build a row to begin with: what must be typed and what most rows have."""
    fields = (
        [field for field in fields_of(doc.record) if field.record is None] if doc.record else []
    )
    wanted = [
        field for number, field in enumerate(fields) if field.required or number < _FIRST_KEYS
    ]
    body = {
        field.key: [f"${number}"] if field.many else f"${number}"
        for number, field in enumerate(wanted, 1)
    }
    return {"label": f"Thêm: {doc.label}", "description": doc.help_text, "body": body}


def _markdown(doc: FieldDoc) -> str:
    """Render label, help and example of a field, for a box beside it."""
    must = " (bắt buộc)" if doc.required else ""
    parts = [f"**{_escaped(doc.label)}**{must}"]
    if doc.help_text and doc.help_text != doc.label:
        parts.append(_escaped(doc.help_text))
    if doc.example is not None and doc.record is None:
        values = doc.example if isinstance(doc.example, list) else [doc.example]
        parts.append("Ví dụ: " + ", ".join(f"`{value}`" for value in values))
    return "\n\n".join(parts)


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def _mend(value: dict[str, Any]) -> dict[str, Any]:
    alternatives = value.pop("anyOf", None)
    if alternatives:
        alternatives_left = [item for item in alternatives if item != {"type": "null"}]
        if len(alternatives_left) == 1:
            value = {**alternatives_left[0], **value}
    if "enum" in value:
        value["type"] = ["string", "null"]
        value["enum"] = [*value["enum"], None]
        value["enumDescriptions"] = [*value.get("enumDescriptions", ()), "để trống"]
        return value
    if value.get("type") in {"string", "integer", "number", "boolean"}:
        value["type"] = _SCALARS
    elif value.get("type") in {"array", "object"}:
        for inner in ("items", "additionalProperties"):
            if isinstance(value.get(inner), dict):
                value[inner] = _mend(value[inner])
        value["type"] = [value["type"], "null"]
    return value
