"""Plain data → records, and what does not fit → problems with label, place and cure."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

import pydantic
from pydantic_core import ErrorDetails

from access_info.model.explain import (
    RETIRED_KEY,
    UNKNOWN,
    DataPath,
    explain,
    nearest_key,
    record_at,
)
from access_info.model.fields import Record, fields_of
from access_info.problems import Cure, Edit, Problem
from access_info.source.documents import SourceDocument, parse_yaml, renamed_key

# Keys that have a new name: still read for a year, told as warnings, renamed by `access-info fmt`.


@dataclasses.dataclass(frozen=True)
class RetiredKey:
    """A key of the data under an earlier name.

    Attributes:
        where: Its path in the data.
        key: Its name today.
    """

    where: DataPath
    key: str


def retired_keys(record: type[Record], data: object) -> list[RetiredKey]:
    """Find the keys that stand under an earlier name, where the one of today is not there too.

    Args:
        record: What the data is read as.
        data: Plain data.
    """
    found: list[RetiredKey] = []
    _look(record, data, (), found)
    return found


def _look(record: type[Record], data: object, at: DataPath, found: list[RetiredKey]) -> None:
    if not isinstance(data, Mapping):
        return
    for doc in fields_of(record):
        key = next((old for old in doc.formerly if old in data and doc.key not in data), None)
        if key is not None:
            found.append(RetiredKey((*at, key), doc.key))
        value = data.get(key or doc.key)
        if doc.record is None or value is None:
            continue
        entries: Sequence[object] = value if isinstance(value, list) else [value]
        for number, entry in enumerate(entries):
            below = (number,) if isinstance(value, list) else ()
            _look(doc.record, entry, (*at, key or doc.key, *below), found)


def with_todays_keys(data: Any, keys: Sequence[RetiredKey]) -> Any:  # noqa: ANN401 - plain data
    """Return a copy of data with its keys as they are called today, in the same order."""
    renamed = copy.deepcopy(data)
    # The innermost first: a path names the keys above it as they stood.
    for old in sorted(keys, key=lambda each: -len(each.where)):
        holder = renamed
        for step in old.where[:-1]:
            holder = holder[step]
        entries = list(holder.items())
        holder.clear()
        holder.update((old.key if key == old.where[-1] else key, value) for key, value in entries)
    return renamed


def retired_problems(
    document: SourceDocument, at: DataPath, keys: Sequence[RetiredKey]
) -> tuple[Problem, ...]:
    """Warn of each key, with the name to type.

    Args:
        document: Where the data were read.
        at: DataPath of the data in it.
        keys: What was found.
    """
    return tuple(_problem(document, (*at, *old.where), old.key) for old in keys)


def _problem(document: SourceDocument, where: DataPath, key: str) -> Problem:
    cure = Cure(
        f"Sửa tên trường thành “{key}”, hoặc chạy access-info fmt.", _edit(document, where, key)
    )
    place = document.locate(where, key=True)
    return RETIRED_KEY.at(place, old=where[-1], key=key).cured(cure)


def _edit(document: SourceDocument, where: DataPath, key: str) -> Edit | None:
    return renamed_key(document, where, key)


def modernised(record: type[Record], document: SourceDocument) -> SourceDocument:
    """Return a document whose keys are called as today, read again; comments and values stay.

    Args:
        record: What it is read as.
        document: A file that can be read.
    """
    edits = [_edit(document, old.where, old.key) for old in retired_keys(record, document.data)]
    typed = [edit for edit in edits if edit is not None]
    if not typed:
        return document
    lines = document.text.split("\n")
    for edit in sorted(typed, key=lambda each: (each.line, each.column), reverse=True):
        line = lines[edit.line - 1]
        lines[edit.line - 1] = line[: edit.column - 1] + edit.text + line[edit.end_column - 1 :]
    return parse_yaml("\n".join(lines).encode(), path=document.path)


# Plain data → records, and what does not fit → problems with label, place and cure.

R = TypeVar("R", bound=Record)

_EMPTY: dict[str, Any] = {}


@dataclasses.dataclass(frozen=True)
class Bound(Generic[R]):
    """A record with what was wrong in its data.

    Attributes:
        record: The record; when there are problems, made of the fields that fit, so that
            further checks can still name every mistake; `None` if nothing could be made.
        problems: Why the data may not be used; warnings of keys under earlier names among them.
        unsure: Paths, below the record's mapping, of the values that had to be left out; the key
            that was meant by an unknown one, or `*` where nobody knows.
    """

    record: R | None
    problems: tuple[Problem, ...] = ()
    unsure: frozenset[DataPath] = frozenset()


def bind(
    record: type[R],
    document: SourceDocument,
    at: Sequence[str | int] = (),
    *,
    fallback: dict[str, Any] | None = None,
    quiet: bool = False,
) -> Bound[R]:
    """Read one record from a document.

    Args:
        record: The class to make.
        document: Data and places.
        at: Path of the record's mapping in the document.
        fallback: Values by key to stand in for missing ones while looking for more mistakes.
        quiet: Leave the problems out: they have been told already.
    """
    data = _value_at(document.data, at)
    warnings: tuple[Problem, ...] = ()
    try:
        return Bound(record.model_validate(data))
    except pydantic.ValidationError as error:
        details = error.errors(include_url=False)
    retired = retired_keys(record, data)
    if retired:
        data = with_todays_keys(data, retired)
        warnings = () if quiet else retired_problems(document, tuple(at), retired)
        try:
            return Bound(record.model_validate(data), warnings)
        except pydantic.ValidationError as error:
            details = error.errors(include_url=False)
    problems = () if quiet else (*warnings, *explain(record, document, tuple(at), details))
    unsure = frozenset(_unsure(record, details))
    return Bound(_salvage(record, data, details, fallback or _EMPTY), problems, unsure)


def _unsure(record: type[Record], details: list[ErrorDetails]) -> Iterator[DataPath]:
    for detail in details:
        loc = tuple(detail["loc"])
        yield loc
        if detail["type"] == UNKNOWN and loc:
            near = nearest_key(record_at(record, loc[:-1]), str(loc[-1]))
            yield (*loc[:-1], near or "*")


def _salvage(
    record: type[R], data: object, details: list[ErrorDetails], fallback: dict[str, Any]
) -> R | None:
    """Make the record of the fields that fit."""
    if not isinstance(data, dict):
        return None
    valid = copy.deepcopy(data)
    for detail in details:
        _drop(valid, tuple(detail["loc"]))
    try:
        return record.model_validate(fallback | valid)
    except pydantic.ValidationError:
        return None


def _drop(data: dict[str, Any], loc: DataPath) -> None:
    """Take a value out: the field itself, or the list it is an entry of, so that no other moves."""
    holder: dict[str, Any] | None = None
    key: str | None = None
    current: Any = data
    for step in loc:
        if isinstance(current, dict) and isinstance(step, str):
            holder, key = current, step
            current = current.get(step)
        elif isinstance(current, list) and isinstance(step, int) and step < len(current):
            current = current[step]
        else:
            break
    if holder is not None and key is not None:
        holder.pop(key, None)


def _value_at(data: object, at: Sequence[str | int]) -> object:
    for step in at:
        data = data[step]  # type: ignore[index]
    return data
