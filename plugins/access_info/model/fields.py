"""Declares the fields of records: English name, key in YAML, label and help, all in one place.

Reading, checking, the JSON Schema, the sample, the field reference and the messages all
come from these declarations.
"""

from __future__ import annotations

import dataclasses
import functools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args, get_origin

import pydantic
from pydantic.fields import FieldInfo

from access_info.source.events import Plain


class Record(pydantic.BaseModel):
    """A group of fields; unknown keys are mistakes, values never change after reading."""

    # Validators are made when first used: most commands read only some of the records.
    model_config = pydantic.ConfigDict(
        frozen=True, extra="forbid", loc_by_alias=True, defer_build=True
    )


def field(
    key: str,
    label: str,
    help_text: str = "",
    *,
    example: object = None,
    default: object = None,
    required: bool = False,
    many: bool = False,
    formerly: tuple[str, ...] = (),
) -> Any:  # noqa: ANN401 - a pydantic field stands for a value of any type
    """Declare a field of a `Record`: key, label, help, all in one place.

    Args:
        key: The YAML key: Vietnamese without accents, the field's alias.
        label: What people read on pages and in messages.
        help_text: One or two plain sentences for the editor.
        example: Text for the commented sample, or a list of it.
        default: The value when the key is absent.
        required: The key must be there. With a `default`, a check of ours says so instead of
            the binding, because it can say more (an id to paste).
        many: A list; absent means empty.
        formerly: Earlier names of the key, which are still read, with a warning.
    """
    extra: dict[str, Any] = {"formerly": list(formerly)} if formerly else {}
    settings: dict[str, Any] = {
        "alias": key,
        "title": label,
        "description": help_text or label,
        "examples": None if example is None else [example],
    }
    if required and default is not None:
        extra["required"] = True
    if extra:
        settings["json_schema_extra"] = extra
    if not required or default is not None:
        settings["default"] = () if many else default
    return pydantic.Field(**settings)


@dataclasses.dataclass(frozen=True)
class FieldDoc:
    """A field as documentation shows it.

    Attributes:
        name: English name, the attribute of the record.
        key: YAML key.
        label: Vietnamese label.
        help_text: Vietnamese help.
        example: Sample text, or `None`.
        required: Whether the key must be there.
        many: Whether it holds a list.
        record: The record class of its value or of its list's entries, if any.
        annotation: The declared type.
        formerly: Earlier names of the key.
    """

    name: str
    key: str
    label: str
    help_text: str
    example: object
    required: bool
    many: bool
    record: type[Record] | None
    annotation: object
    formerly: tuple[str, ...] = ()


@functools.cache
def fields_of(record: type[Record]) -> tuple[FieldDoc, ...]:
    """Return the fields of a record in declared order."""
    return tuple(_field_doc(name, info) for name, info in record.model_fields.items())


def _field_doc(name: str, info: FieldInfo) -> FieldDoc:
    """Return the documentation of a field, from pydantic's record of its declaration."""
    records = [part for part in types_in(info.annotation) if isinstance(part, type)]
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    formerly = extra.get("formerly", ())
    return FieldDoc(
        name=name,
        key=info.alias or name,
        label=info.title or name,
        help_text=info.description or "",
        example=info.examples[0] if info.examples else None,
        required=info.is_required() or bool(extra.get("required")),
        many=get_origin(info.annotation) is tuple,
        record=next((part for part in records if issubclass(part, Record)), None),
        annotation=info.annotation,
        formerly=tuple(map(str, formerly)) if isinstance(formerly, list) else (),
    )


def types_in(annotation: object) -> Iterator[object]:
    """Yield an annotation and all that it is made of: of `tuple[X, ...] | None` also `X` and `None`."""
    yield annotation
    for part in get_args(annotation):
        yield from types_in(part)


def fields_along(record: type[Record], keys: Iterable[str]) -> list[FieldDoc]:
    """Return the fields along a path of YAML keys, outermost first, as far as there are such fields."""
    docs: list[FieldDoc] = []
    current: type[Record] | None = record
    for key in keys:
        doc = next((doc for doc in fields_of(current) if doc.key == key), None) if current else None
        if doc is None:
            break
        docs.append(doc)
        current = doc.record
    return docs


@functools.cache
def resolve(record: type[Record], path: str) -> tuple[FieldDoc, ...]:
    """Return the fields along a path of YAML keys (`quy_che.so_ky_hieu`), outermost first.

    Raises:
        KeyError: The record has no such field.
    """
    keys = path.split(".")
    docs = tuple(fields_along(record, keys))
    if len(docs) < len(keys):
        raise KeyError(path)
    return docs


# The one order in which a record's data is written, whoever wrote it.


def canonical(record: type[Record], data: Mapping[str, Plain]) -> dict[str, Plain]:
    """Return data in their common form: keys in the record's order, texts in NFC, empty values left out.

    An empty value is left out only where the key's absence means the same: no value, an empty list
    or, in a field of text, an empty text. An empty group stays, because `rut: {}` says that a row is
    withdrawn; so does a value that is a mistake. Rows keep the clerk's order; unknown keys come last.

    Args:
        record: The record as which the data are read.
        data: As `SourceDocument.data` gives them.
    """
    typed = {_nfc(key): value for key, value in data.items()}
    docs = {doc.key: doc for doc in fields_of(record)}
    ordered: dict[str, Plain] = {}
    for key, doc in docs.items():
        if key in typed and not _says_nothing(record, doc, typed[key]):
            ordered[key] = _canonical_value(doc, typed[key])
    for key, value in typed.items():
        if key not in docs:
            ordered[key] = _normalized(value)
    return ordered


def _canonical_value(doc: FieldDoc, value: Plain) -> Plain:
    """Return the value of a field in its common form; groups in it have their keys in declared order."""
    if doc.record is not None and not doc.many:
        return _canonical_entry(doc.record, value)
    if doc.record is not None and isinstance(value, Sequence) and not isinstance(value, str):
        return [_canonical_entry(doc.record, item) for item in value]
    return _normalized(value)


def _canonical_entry(record: type[Record], value: Plain) -> Plain:
    """Return a group in its common form; of a value that is no group, its texts in NFC."""
    return canonical(record, value) if isinstance(value, Mapping) else _normalized(value)


def _normalized(value: Plain) -> Plain:
    """Return a value with all its texts and keys in NFC (accents composed)."""
    if isinstance(value, str):
        return _nfc(value)
    if isinstance(value, Mapping):
        return {_nfc(key): _normalized(item) for key, item in value.items()}
    return value if value is None else [_normalized(item) for item in value]


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _says_nothing(record: type[Record], doc: FieldDoc, value: Plain) -> bool:
    """Tell whether a value means the same as an absent key, so that it can be left out."""
    if doc.required:
        return False
    if value == "":
        return _accepts_empty_text(record, doc.key)
    return value is None or (doc.many and value == [])


@functools.cache
def _accepts_empty_text(record: type[Record], key: str) -> bool:
    """Tell whether the model accepts "" in a field; only then may a common form leave it out.

    Errors at other keys, which are absent here, do not count.
    """
    try:
        record.model_validate({key: ""})
    except pydantic.ValidationError as error:
        return all(tuple(detail["loc"]) != (key,) for detail in error.errors())
    return True
