"""Why data does not fit a record: what pydantic says, told with label, place and cure."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import re
from collections.abc import Iterator
from typing import Any

from pydantic_core import ErrorDetails

from access_info.model import rules
from access_info.model.fields import FieldDoc, Record, fields_of
from access_info.model.types import fold
from access_info.problems import Location, Problem, Rule, quotable, rules_of
from access_info.source import Document

Path = tuple[str | int, ...]

_BY_CODE = {rule.code: rule for rule in rules_of(rules)}
_DAY_FIRST = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})")
_IN_WORDS = re.compile(r"(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})")
# “lien_ket” is not “niem_yet”: a wrong guess is worse than none.
_ALIKE = 0.65
UNKNOWN = "extra_forbidden"


def explain(
    record: type[Record], document: Document, at: Path, details: list[ErrorDetails]
) -> tuple[Problem, ...]:
    """One problem for each thing that does not fit, without those that only follow from another.

    Args:
        record: What the data should be.
        document: Where it was read.
        at: Path of the data in the document.
        details: What pydantic found.
    """
    meant = {
        (*loc[:-1], near)
        for detail in details
        if detail["type"] == UNKNOWN and (loc := tuple(detail["loc"]))
        for near in [nearest_key(record_at(record, loc[:-1]), str(loc[-1]))]
    }
    return tuple(
        _problem(record, document, at, detail)
        for detail in details
        if not (detail["type"] == "missing" and tuple(detail["loc"]) in meant)
    )


@functools.lru_cache(maxsize=4096)
def nearest_key(record: type[Record] | None, typed: str) -> str | None:
    """The key that an unknown one was probably meant for.

    Accents, capitals, spaces and hyphens do not count; the field's English name will do.

    Args:
        record: Whose keys.
        typed: What the editor typed.
    """
    if record is None:
        return None
    keys = {doc.key: doc.key for doc in fields_of(record)}
    bare = fold(typed).replace("-", "_")
    if bare in keys:
        return bare
    labels = {fold(doc.label): doc.key for doc in fields_of(record)}
    names = {doc.name: doc.key for doc in fields_of(record)}
    told = labels.get(fold(typed)) or names.get(bare)
    if told is not None:
        return told
    near = difflib.get_close_matches(bare, keys, 1, _ALIKE)
    return near[0] if near else None


def _problem(record: type[Record], document: Document, at: Path, detail: ErrorDetails) -> Problem:
    loc = tuple(detail["loc"])
    where = at + loc
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind == UNKNOWN:
        return _unknown_key(record, document, at, loc)
    doc = _field_at(record, loc)
    key = doc.key if doc else quotable(str(loc[-1])) if loc else ""
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
        return rules.NOT_A_LIST.at(_key_or_value(document, where), **named)
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        return _not_a_group(record, loc, place, doc, named)
    if kind == rules.MISSING.code or (value is None and doc is not None and doc.required):
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


def _key_or_value(document: Document, where: Path) -> Location:
    """The key, unless its value stands on a line of its own, which is then to be typed anew."""
    key, value = document.locate(where, key=True), document.locate(where)
    return value if value.line > key.line else key


def _unknown_key(record: type[Record], document: Document, at: Path, loc: Path) -> Problem:
    key = str(loc[-1])
    owner = record_at(record, loc[:-1])
    keys = [doc.key for doc in fields_of(owner)] if owner else []
    near = nearest_key(owner, key)
    home = None
    if not near or fold(near) != fold(key):
        home = _emptied(owner, document, (*at, *loc)) or _home(record, loc)
    hint = ""
    if home is not None:
        fix = f"“{quotable(key)}” là trường của {home}: sửa chỗ thụt đầu dòng, hoặc chuyển dòng này về đó."
    elif near:
        hint = f" Có phải ý bạn là “{near}”?"
        fix = f"Sửa tên trường thành “{near}”."
    else:
        fix = "Xóa dòng này, hoặc dùng một trong các trường: " + ", ".join(keys) + "."
    place = document.locate((*at, *loc), key=True)
    problem = rules.UNKNOWN_KEY.at(place, key=key, hint=hint, fix="")
    return dataclasses.replace(problem, cure=fix)


def _emptied(owner: type[Record] | None, document: Document, where: Path) -> str | None:
    """The group left without fields that a key belongs to: its fields do not stand in far enough."""
    group: Any = document.data
    for step in where[:-1]:
        group = group[step]
    for doc in fields_of(owner) if owner else ():
        left_empty = doc.key in group and group[doc.key] is None
        if left_empty and doc.record and any(one.key == where[-1] for one in fields_of(doc.record)):
            return f"“{doc.key}”"
    return None


def _home(record: type[Record], loc: Path) -> str | None:
    """The group to which a key belongs that stands in another one: around it, or beside it."""
    key = loc[-1]
    steps = [step for step in loc[:-1] if isinstance(step, str)]
    for depth in range(len(steps) - 1, -1, -1):
        outer = record_at(record, tuple(steps[:depth]))
        if outer is not None and any(doc.key == key for doc in fields_of(outer)):
            return f"“{steps[depth - 1]}”" if depth else "nhóm ngoài"
    owner = record_at(record, loc[:-1])
    beside = [
        doc.key
        for doc in (fields_of(owner) if owner else ())
        if doc.record is not None and any(inner.key == key for inner in fields_of(doc.record))
    ]
    return f"“{beside[0]}”" if len(beside) == 1 else None


def _not_a_group(
    record: type[Record],
    loc: Path,
    place: Location,
    doc: FieldDoc | None,
    named: dict[str, object],
) -> Problem:
    inner = record_at(record, loc) or (doc.record if doc else None)
    keys = [item.key for item in fields_of(inner)] if inner else []
    problem = rules.NOT_A_GROUP.at(place, **named, keys="", first=keys[0] if keys else "…")
    message = rules.NOT_A_GROUP.message.format(**named, keys=", ".join(keys))
    return dataclasses.replace(problem, message=message)


def _path_docs(record: type[Record], loc: Path) -> Iterator[FieldDoc | None]:
    owner: type[Record] | None = record
    doc: FieldDoc | None = None
    for step in loc:
        if isinstance(step, int):
            yield doc
            continue
        doc = next((item for item in fields_of(owner) if item.key == step), None) if owner else None
        owner = doc.record if doc else None
        yield doc


def _field_at(record: type[Record], loc: Path) -> FieldDoc | None:
    docs = list(_path_docs(record, loc))
    return docs[-1] if docs else None


def record_at(record: type[Record], loc: Path) -> type[Record] | None:
    """The class of the group at a path below a record."""
    if not loc:
        return record
    doc = _field_at(record, loc)
    return doc.record if doc else None


def _example(doc: FieldDoc | None) -> str:
    if doc is None or doc.example is None:
        return '"…"'
    return f'"{doc.example}"' if isinstance(doc.example, str) else str(doc.example)


def _date_fix(text: str) -> str:
    match = _DAY_FIRST.fullmatch(text.strip())
    parts = (match[3], match[2], match[1]) if match else None
    if parts is None and (match := _YEAR_FIRST.fullmatch(text.strip())):
        parts = (match[1], match[2], match[3])
    if parts is None and (match := _IN_WORDS.fullmatch(text.strip().lower())):
        parts = (match[3], match[2], match[1])
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
