"""The meaning of a value, however it was typed: the ground on which states are compared.

Order of keys, quotes, accents put together or apart, `có` or `yes`, a key left empty or left
out: none of these is a change. What does not fit the model is compared as plain words.
"""

from __future__ import annotations

import datetime
import functools
import types
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, get_args, get_origin

import pydantic

from access_info.model.fields import FieldDoc, Record, fields_of
from access_info.model.types import PartialDate, vn_date, vn_partial
from access_info.model.vocabularies import (
    AGENCY_TYPES,
    CHANNEL_TYPES,
    FREQUENCIES,
    ITEM_STATUSES,
    NAMING_ANSWERS,
    SUPPORT_GROUPS,
    TIME_UNITS,
    UNIT_FIELDS,
    AgencyType,
)

Plain: TypeAlias = Any
Meaning: TypeAlias = Any

# Order counts: an item is listed under its first point.
_ORDERED = frozenset({"diem"})
_LABELS: dict[str, Mapping[str, str]] = {
    "tinh_trang": ITEM_STATUSES,
    "tan_suat": FREQUENCIES,
    "linh_vuc": UNIT_FIELDS,
    "doi_tuong": SUPPORT_GROUPS,
    "don_vi": TIME_UNITS,
    "ket_luan": NAMING_ANSWERS,
}


def meaning(record: type[Record] | None, raw: Plain, *, without: frozenset[str]) -> Meaning:
    """Normalize a group of fields: hashable, and equal to every group of the same meaning.

    Args:
        record: The record that the group should be.
        raw: Plain data of a document.
        without: Keys to leave out.
    """
    if record is None or not isinstance(raw, Mapping):
        return _loose(raw)
    docs = docs_by_key(record)
    pairs = [
        (key, of_field(docs.get(key), value)) for key, value in raw.items() if key not in without
    ]
    return tuple(sorted((pair for pair in pairs if pair[1] is not None), key=lambda pair: pair[0]))


def of_field(doc: FieldDoc | None, raw: Plain) -> Meaning:
    """Normalize a field's value; `None` when it says nothing."""
    if raw is None or raw in ("", [], {}):
        return None
    if doc is None:
        return _loose(raw) or None
    if doc.record is not None and doc.many:
        if not isinstance(raw, list):
            return _loose(raw)
        rows = [meaning(doc.record, entry, without=frozenset()) for entry in raw]
        return tuple(sorted((row for row in rows if row), key=repr)) or None
    if doc.record is not None:
        return meaning(doc.record, raw, without=frozenset()) or None
    if doc.many:
        if not isinstance(raw, list):
            return _loose(raw)
        texts = [_stripped(entry) for entry in raw if _stripped(entry)]
        return tuple(texts if doc.key in _ORDERED else sorted(texts, key=repr)) or None
    return _leaf(doc, raw)


@functools.cache
def docs_by_key(record: type[Record]) -> dict[str, FieldDoc]:
    """Map a record's fields by key, in declared order."""
    return {doc.key: doc for doc in fields_of(record)}


def shown(doc: FieldDoc | None, raw: Plain) -> str:
    """Write a value as a reviewer reads it; "" when it says nothing."""
    if of_field(doc, raw) is None:
        return ""
    if isinstance(raw, Mapping):
        docs = docs_by_key(doc.record) if doc is not None and doc.record is not None else {}
        pairs = (
            (_label(docs.get(key), key), shown(docs.get(key), entry)) for key, entry in raw.items()
        )
        return "; ".join(f"{label}: {text}" for label, text in pairs if text)
    if isinstance(raw, list):
        single = None if doc is not None and doc.record is None else doc
        return "; ".join(text for entry in raw if (text := shown(single, entry)))
    if doc is None:
        return str(_stripped(raw))
    value = _leaf(doc, raw)
    if isinstance(value, datetime.date):
        return vn_date(value)
    if isinstance(value, PartialDate):
        return vn_partial(value)
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return _labels(doc).get(str(value), str(value))


def words_of(raw: Plain) -> Iterator[str]:
    """Yield every piece of text in a value."""
    if isinstance(raw, Mapping):
        for value in raw.values():
            yield from words_of(value)
    elif isinstance(raw, list):
        for entry in raw:
            yield from words_of(entry)
    elif raw is not None and str(raw).strip():
        yield str(raw).strip()


def _label(doc: FieldDoc | None, key: str) -> str:
    return doc.label if doc is not None else key


def _labels(doc: FieldDoc) -> Mapping[str, str]:
    """Return the labels for the values of a closed list."""
    if doc.key == "loai":
        return AGENCY_TYPES if doc.annotation is str else CHANNEL_TYPES
    return _LABELS.get(doc.key, {})


def _stripped(raw: Plain) -> Plain:
    return raw.strip() if isinstance(raw, str) else _loose(raw)


def _loose(raw: Plain) -> Meaning:
    """Normalize a value that no field describes: hashable, text stripped."""
    if isinstance(raw, Mapping):
        pairs = [(key, _loose(value)) for key, value in raw.items()]
        return tuple(sorted((pair for pair in pairs if pair[1]), key=repr))
    if isinstance(raw, list):
        return tuple(_loose(entry) for entry in raw)
    return raw.strip() if isinstance(raw, str) else raw


def _leaf(doc: FieldDoc, raw: Plain) -> Meaning:
    annotation = doc.annotation
    if get_origin(_bare(annotation)) is dict:
        return _loose(raw)
    if annotation is str and doc.key == "loai":
        annotation = AgencyType
    try:
        value = _adapter(annotation).validate_python(raw)
    except pydantic.ValidationError:
        return _loose(raw)
    return value.strip() if isinstance(value, str) else value


# Annotations are compared by identity: equal ones may differ in their validators.
_adapters: dict[int, tuple[Any, pydantic.TypeAdapter[Any]]] = {}


def _adapter(annotation: Meaning) -> pydantic.TypeAdapter[Any]:
    cached = _adapters.get(id(annotation))
    if cached is None:
        cached = _adapters[id(annotation)] = (annotation, pydantic.TypeAdapter(annotation))
    return cached[1]


def _bare(annotation: object) -> object:
    """Return `X` of `X | None`."""
    if isinstance(annotation, types.UnionType):
        return next((arg for arg in get_args(annotation) if arg is not type(None)), annotation)
    return annotation
