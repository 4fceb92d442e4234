"""Explanations of why data does not fit a record: pydantic's, with label, place and cure."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator
from typing import Any

from pydantic_core import ErrorDetails

from access_info.model.declarations import rules
from access_info.model.declarations.day_mistakes import calendar_fault, day_parts
from access_info.model.declarations.fields import FieldDoc, Record, fields_of
from access_info.model.declarations.suggestions import did_you_mean, nearest
from access_info.model.declarations.types import fold
from access_info.problems import Cure, Location, Problem, Rule, quotable, rules_of
from access_info.source import SourceDocument, as_list, renamed_key, retyped_value

Path = tuple[str | int, ...]

_BY_CODE = {rule.code: rule for rule in rules_of(rules)}
# “1.200”, “1 200”; “12 lượt”.
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([. ])\d{3})(?:\1\d{3})*", re.ASCII)
_WITH_UNIT = re.compile(
    r"([0-9]{1,12})\s*(?:lượt|yêu cầu|người|trường hợp|đơn|vụ|phiếu|hồ sơ|văn bản|thông tin|ngày|đồng)",
    re.IGNORECASE,
)
# “lien_ket” is not “niem_yet”: a wrong guess is worse than none.
_ALIKE = 0.65
UNKNOWN = "extra_forbidden"


def explain(
    record: type[Record], document: SourceDocument, at: Path, details: list[ErrorDetails]
) -> tuple[Problem, ...]:
    """Explain each thing that does not fit, without those that only follow from another.

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
    """Find the key that an unknown one was probably meant for.

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
    key = labels.get(fold(typed)) or names.get(bare)
    if key is not None:
        return key
    near = nearest(bare, keys, alike=_ALIKE)
    return near[0] if near else None


def _problem(
    record: type[Record], document: SourceDocument, at: Path, detail: ErrorDetails
) -> Problem:
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
        edit = as_list(document, where) if doc is not None and doc.record is None else None
        instead = Cure(f"Viết: {edit.text}", edit) if edit else None
        return rules.NOT_A_LIST.at(_key_or_value(document, where), **named).cured(instead)
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        return _not_a_group(record, loc, place, doc, named)
    if kind == rules.MISSING.code or (value is None and doc is not None and doc.required):
        return rules.MISSING.at(place, **named, example=_example(doc))
    if kind in _BY_CODE:
        return _value_problem(
            _BY_CODE[kind], document, where, named=named, context=context, value=value
        )
    if isinstance(value, dict | list):
        return rules.NOT_TEXT.at(place, **named, shape=_shape(value))
    return rules.OTHER.at(place, **named, text=value)


def _value_problem(
    rule: Rule,
    document: SourceDocument,
    where: Path,
    *,
    named: dict[str, object],
    context: dict[str, Any],
    value: object,
) -> Problem:
    text = str(context.get("text", value))
    place = document.locate(where)
    if rule is rules.NOT_TEXT:
        return rule.at(place, **named, shape=_shape(value))
    if rule is rules.DATE_FORM or rule is rules.NO_SUCH_DAY:
        parts = day_parts(text)
        if parts is None:
            return rule.at(place, **named, text=text)
        fault = calendar_fault(*parts)
        if fault:
            return rules.NO_SUCH_DAY.at(place, **named, text=text, how=fault)
        if parts[2] is None:  # a month alone, which this field does not take
            return rule.at(place, **named, text=text)
        fix = f"{parts[0]:04d}-{parts[1]:02d}-{parts[2]:02d}"
        instead = Cure(f"Viết “{fix}”.", retyped_value(document, where, fix))
        return rule.at(place, **named, text=text).cured(instead)
    if rule is rules.NOT_A_COUNT:
        problem = rule.at(place, **named, text=text)
        count = _count_in(text)
        if count is None:
            return problem
        return problem.cured(Cure(f"Viết “{count}”.", retyped_value(document, where, count)))
    if rule is rules.NOT_IN_LIST:
        choices = str(context["choices"])
        hint = did_you_mean(text, choices.split(", "))
        return dataclasses.replace(
            rule.at(place, **named, text=text, hint=hint, choices=""),
            cure=rule.cure.format(choices=choices),
        )
    return rule.at(place, **named, **{"text": text, **context})


def _key_or_value(document: SourceDocument, where: Path) -> Location:
    """Locate the key, or its value where that stands on a line of its own, to be typed anew."""
    key, value = document.locate(where, key=True), document.locate(where)
    return value if value.line > key.line else key


def _unknown_key(record: type[Record], document: SourceDocument, at: Path, loc: Path) -> Problem:
    key = str(loc[-1])
    owner = record_at(record, loc[:-1])
    keys = [doc.key for doc in fields_of(owner)] if owner else []
    near = nearest_key(owner, key)
    home = None
    where = (*at, *loc)
    if not near or fold(near) != fold(key):
        home = _emptied(owner, document, where) or _home(record, loc)
    hint = ""
    edit = None
    if home is not None:
        fix = f"“{quotable(key)}” là trường của {home}: sửa chỗ thụt đầu dòng, hoặc chuyển dòng này về đó."
    elif near and document.nodes_at((*where[:-1], near)) is not None:
        line = document.locate((*where[:-1], near), key=True).line
        hint = f" Có phải ý bạn là “{near}”?"
        fix = f"Trường “{near}” đã có ở dòng {line}: giữ một trong hai dòng, xóa dòng kia."
    elif near:
        hint = f" Có phải ý bạn là “{near}”?"
        fix = f"Sửa tên trường thành “{near}”."
        edit = renamed_key(document, where, near)
    else:
        fix = "Xóa dòng này, hoặc dùng một trong các trường: " + ", ".join(keys) + "."
    place = document.locate(where, key=True)
    return rules.UNKNOWN_KEY.at(place, key=key, hint=hint).cured(Cure(fix, edit))


def _emptied(owner: type[Record] | None, document: SourceDocument, where: Path) -> str | None:
    """Find the group left empty that a key belongs to: its fields do not stand in far enough."""
    group: Any = document.data
    for step in where[:-1]:
        group = group[step]
    for doc in fields_of(owner) if owner else ():
        left_empty = doc.key in group and group[doc.key] is None
        if (
            left_empty
            and doc.record
            and any(field.key == where[-1] for field in fields_of(doc.record))
        ):
            return f"“{doc.key}”"
    return None


def _home(record: type[Record], loc: Path) -> str | None:
    """Find the group that a key in another one belongs to: around that one, or beside it."""
    key = loc[-1]
    steps = [step for step in loc[:-1] if isinstance(step, str)]
    for depth in range(len(steps) - 1, -1, -1):
        outer = record_at(record, tuple(steps[:depth]))
        if outer is not None and any(doc.key == key for doc in fields_of(outer)):
            return f"“{steps[depth - 1]}”" if depth else "nhóm ngoài"
    owner = record_at(record, loc[:-1])
    siblings = [
        doc.key
        for doc in (fields_of(owner) if owner else ())
        if doc.record is not None and any(inner.key == key for inner in fields_of(doc.record))
    ]
    return f"“{siblings[0]}”" if len(siblings) == 1 else None


def _not_a_group(
    record: type[Record],
    loc: Path,
    place: Location,
    doc: FieldDoc | None,
    named: dict[str, object],
) -> Problem:
    inner = record_at(record, loc) or (doc.record if doc else None)
    keys = [item.key for item in fields_of(inner)] if inner else []
    # Where the names are the law's own ids there is nothing to list; the field's help has an example.
    problem = rules.NOT_A_GROUP.at(place, **named, keys="", first=keys[0] if keys else "mã")
    listed = ", ".join(keys) or "mỗi mã một dòng, dạng “mã: giá trị”"
    message = rules.NOT_A_GROUP.message.format(**named, keys=listed)
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
    """Find the class of the group at a path below a record."""
    if not loc:
        return record
    doc = _field_at(record, loc)
    return doc.record if doc else None


def _example(doc: FieldDoc | None) -> str:
    if doc is None or doc.example is None:
        return '"…"'
    return f'"{doc.example}"' if isinstance(doc.example, str) else str(doc.example)


def _count_in(text: str) -> str | None:
    """Read a count that was typed with dots between thousands, or with its unit behind it."""
    if _GROUPED.fullmatch(text):
        return re.sub(r"[. ]", "", text)
    match = _WITH_UNIT.fullmatch(text)
    return match[1] if match else None


def _shape(value: object) -> str:
    if isinstance(value, list | tuple):
        return "một danh sách"
    return "một nhóm trường" if isinstance(value, dict) else "giá trị trống"
