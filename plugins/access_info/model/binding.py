"""Plain data → records, and what does not fit → problems with label, place and cure."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar

import pydantic
from pydantic_core import ErrorDetails

from access_info.model import rules
from access_info.model.fields import FieldDoc, Record, fields_of
from access_info.problems import Location, Problem, Rule, rules_of
from access_info.source import Document

R = TypeVar("R", bound=Record)

_BY_CODE = {rule.code: rule for rule in rules_of(rules)}
_DAY_FIRST = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})")
_EMPTY: dict[str, Any] = {}


@dataclasses.dataclass(frozen=True)
class Bound(Generic[R]):
    """A record with what was wrong in its data.

    Attributes:
        record: The record; when there are problems, made of the fields that fit, so that
            further checks can still name every mistake; `None` if nothing could be made.
        problems: Why the data may not be used.
    """

    record: R | None
    problems: tuple[Problem, ...] = ()


def bind(
    record: type[R],
    document: Document,
    at: Sequence[str | int] = (),
    *,
    fallback: dict[str, Any] | None = None,
) -> Bound[R]:
    """Reads one record from a document.

    Args:
        record: The class to make.
        document: Data and places.
        at: Path of the record's mapping in the document.
        fallback: Values by key to stand in for missing ones while looking for more mistakes.
    """
    data = _value_at(document.data, at)
    try:
        return Bound(record.model_validate(data))
    except pydantic.ValidationError as error:
        details = error.errors(include_url=False)
    problems = tuple(_problem(record, document, tuple(at), detail) for detail in details)
    return Bound(_salvage(record, data, details, fallback or _EMPTY), problems)


def _salvage(
    record: type[R], data: object, details: list[ErrorDetails], fallback: dict[str, Any]
) -> R | None:
    """The record made of the fields that fit."""
    if not isinstance(data, dict):
        return None
    wrong = {detail["loc"][0] for detail in details if detail["loc"]}
    kept = {key: value for key, value in data.items() if key not in wrong}
    try:
        return record.model_validate(fallback | kept)
    except pydantic.ValidationError:
        return None


def _value_at(data: object, at: Sequence[str | int]) -> object:
    for step in at:
        data = data[step]  # type: ignore[index]
    return data


def _problem(
    record: type[Record], document: Document, at: tuple[str | int, ...], detail: ErrorDetails
) -> Problem:
    loc = tuple(detail["loc"])
    where = at + loc
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(record, document, at, loc)
    doc = _field_at(record, loc)
    key = doc.key if doc else str(loc[-1]) if loc else ""
    named: dict[str, object] = {"key": key, "label": doc.label if doc else key}
    if kind == "missing":
        example = _example(doc)
        place = document.locate(where[:-1])
        return rules.MISSING.at(place, **named, example=example)
    place = document.locate(where)
    value = detail["input"]
    if value is None and loc and isinstance(loc[-1], int):
        return rules.EMPTY_ENTRY.at(place, **named)
    if kind in {"tuple_type", "list_type"}:
        return rules.NOT_A_LIST.at(document.locate(where, key=True), **named)
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        return _not_a_group(record, loc, place, doc, named)
    if kind == rules.MISSING.code:
        return rules.MISSING.at(place, **named, example=_example(doc))
    if kind in _BY_CODE:
        return _value_problem(_BY_CODE[kind], place, named, context, value)
    if isinstance(value, dict | list):
        return rules.NOT_TEXT.at(place, **named, found=_shape(value))
    return rules.OTHER.at(place, **named, text=value)


def _value_problem(
    rule: Rule, place: Location, named: dict[str, object], context: dict[str, Any], value: object
) -> Problem:
    text = str(context.get("text", value))
    if rule is rules.NOT_TEXT:
        return rule.at(place, **named, found=_shape(value))
    if rule is rules.DATE_FORM:
        return rule.at(place, **named, text=text, fix=_date_fix(text))
    if rule is rules.NO_SUCH_DAY:
        return rule.at(place, **named, text=text, example=_nearest_day(text))
    if rule is rules.NOT_IN_LIST:
        choices = str(context["choices"])
        near = difflib.get_close_matches(text, choices.split(", "), 1)
        hint = f" Có phải ý bạn là “{near[0]}”?" if near else ""
        return dataclasses.replace(
            rule.at(place, **named, text=text, hint=hint, choices=""),
            cure=rule.cure.format(choices=choices),
        )
    return rule.at(place, **named, **{"text": text, **context})


def _unknown_key(
    record: type[Record], document: Document, at: tuple[str | int, ...], loc: tuple[Any, ...]
) -> Problem:
    key = str(loc[-1])
    owner = _record_at(record, loc[:-1])
    keys = [doc.key for doc in fields_of(owner)] if owner else []
    near = difflib.get_close_matches(key.lower(), keys, 1, cutoff=0.6)
    hint = f" Có phải ý bạn là “{near[0]}”?" if near else ""
    fix = (
        f"Sửa tên trường thành “{near[0]}”."
        if near
        else "Xóa dòng này, hoặc dùng một trong các trường: " + ", ".join(keys) + "."
    )
    problem = rules.UNKNOWN_KEY.at(
        document.locate((*at, *loc), key=True), key=key, hint=hint, fix=""
    )
    return dataclasses.replace(problem, cure=fix)


def _not_a_group(
    record: type[Record],
    loc: tuple[Any, ...],
    place: Location,
    doc: FieldDoc | None,
    named: dict[str, object],
) -> Problem:
    inner = _record_at(record, loc) or (doc.record if doc else None)
    keys = [item.key for item in fields_of(inner)] if inner else []
    problem = rules.NOT_A_GROUP.at(place, **named, keys="", first=keys[0] if keys else "…")
    message = rules.NOT_A_GROUP.message.format(**named, keys=", ".join(keys))
    return dataclasses.replace(problem, message=message)


def _path_docs(record: type[Record], loc: tuple[Any, ...]) -> Iterator[FieldDoc | None]:
    owner: type[Record] | None = record
    doc: FieldDoc | None = None
    for step in loc:
        if isinstance(step, int):
            yield doc
            continue
        doc = next((item for item in fields_of(owner) if item.key == step), None) if owner else None
        owner = doc.record if doc else None
        yield doc


def _field_at(record: type[Record], loc: tuple[Any, ...]) -> FieldDoc | None:
    docs = list(_path_docs(record, loc))
    return docs[-1] if docs else None


def _record_at(record: type[Record], loc: tuple[Any, ...]) -> type[Record] | None:
    if not loc:
        return record
    doc = _field_at(record, loc)
    return doc.record if doc else None


def _example(doc: FieldDoc | None) -> str:
    if doc is None or doc.example is None:
        return '"…"'
    return f'"{doc.example}"' if isinstance(doc.example, str) else "…"


def _date_fix(text: str) -> str:
    match = _DAY_FIRST.fullmatch(text.strip())
    parts = (match[3], match[2], match[1]) if match else None
    if parts is None and (match := _YEAR_FIRST.fullmatch(text.strip())):
        parts = (match[1], match[2], match[3])
    if parts is None:
        return "Viết năm-tháng-ngày, ví dụ 2026-09-03. Nếu chưa biết ngày, để trống hoặc xóa dòng."
    return f"Viết “{int(parts[0]):04d}-{int(parts[1]):02d}-{int(parts[2]):02d}”."


def _nearest_day(text: str) -> str:
    year, month = text[:4], text[5:7]
    good_month = month if "01" <= month <= "12" else "12"
    return f"{year}-{good_month}-28"


def _shape(value: object) -> str:
    if isinstance(value, list | tuple):
        return "một danh sách"
    return "một nhóm trường" if isinstance(value, dict) else "giá trị trống"
