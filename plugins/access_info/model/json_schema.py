"""JSON Schema of every data file, for completion and hints in editors (draft 2020-12)."""

from __future__ import annotations

from typing import Any

from access_info.model.files import FILE_KINDS, FileKind

_SCALARS = ["string", "number", "boolean", "null"]


def json_schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, by its short name."""
    return {kind.name: _schema(kind) for kind in FILE_KINDS}


def _schema(kind: FileKind) -> dict[str, Any]:
    """Pydantic's schema, with Vietnamese titles and with what our reader accepts.

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
    for part in (result, *result.get("$defs", {}).values()):
        _mend_object(part)
    return result


def _mend_object(part: dict[str, Any]) -> None:
    """Drops what only programmers read and marks required fields that a check of ours names."""
    if "properties" not in part:
        return
    if part.get("title", "").isascii():
        part.pop("title", None)
        part.pop("description", None)
    required = set(part.get("required", []))
    for key, value in part["properties"].items():
        if value.pop("required", False):
            required.add(key)
        value.pop("default", None)
        part["properties"][key] = _mend(value)
    if required:
        part["required"] = [key for key in part["properties"] if key in required]


def _mend(value: dict[str, Any]) -> dict[str, Any]:
    alternatives = value.pop("anyOf", None)
    if alternatives:
        kept = [item for item in alternatives if item != {"type": "null"}]
        if len(kept) == 1:
            value = {**kept[0], **value}
    if "enum" in value:
        value["type"] = ["string", "null"]
        value["enum"] = [*value["enum"], None]
        return value
    if value.get("type") in {"string", "integer", "number", "boolean"}:
        value["type"] = _SCALARS
    elif value.get("type") in {"array", "object"}:
        for inner in ("items", "additionalProperties"):
            if isinstance(value.get(inner), dict):
                value[inner] = _mend(value[inner])
        value["type"] = [value["type"], "null"]
    return value
