"""The one order in which a record's data is written, whoever wrote it."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping, Sequence

import pydantic

from access_info.model.declarations.fields import FieldDoc, Record, fields_of
from access_info.source import Plain


def canonical(record: type[Record], data: Mapping[str, Plain]) -> dict[str, Plain]:
    """Order data as its record declares it: NFC, nothing empty that may be absent.

    Only what reads the same is left out: a key without a value, an empty list and, where text is
    asked for, an empty text. An empty group stays, because `rut: {}` says that a row is withdrawn;
    so does a value that is a mistake. Rows keep the clerk's order; unknown keys come last.

    Args:
        record: What the data is read as.
        data: As `SourceDocument.data` gives it.
    """
    typed = {_text(key): value for key, value in data.items()}
    docs = {doc.key: doc for doc in fields_of(record)}
    ordered: dict[str, Plain] = {}
    for key, doc in docs.items():
        if key in typed and not _says_nothing(record, doc, typed[key]):
            ordered[key] = _value(doc, typed[key])
    for key, value in typed.items():
        if key not in docs:
            ordered[key] = _plain(value)
    return ordered


def _value(doc: FieldDoc, value: Plain) -> Plain:
    if doc.record is not None:
        if doc.many and isinstance(value, Sequence) and not isinstance(value, str):
            return [_entry(doc.record, item) for item in value]
        if not doc.many:
            return _entry(doc.record, value)
    return _plain(value)


def _entry(record: type[Record], value: Plain) -> Plain:
    return canonical(record, value) if isinstance(value, Mapping) else _plain(value)


def _plain(value: Plain) -> Plain:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return {_text(key): _plain(item) for key, item in value.items()}
    return value if value is None else [_plain(item) for item in value]


def _text(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _says_nothing(record: type[Record], doc: FieldDoc, value: Plain) -> bool:
    """Tell whether a value reads like an absent key."""
    if doc.required:
        return False
    if value == "":
        return _takes_empty_text(record, doc.key)
    return value is None or (doc.many and value == [])


@functools.cache
def _takes_empty_text(record: type[Record], key: str) -> bool:
    """Tell whether an empty text is no mistake in a field."""
    try:
        record.model_validate({key: ""})
    except pydantic.ValidationError as error:
        return all(tuple(detail["loc"]) != (key,) for detail in error.errors())
    return True
