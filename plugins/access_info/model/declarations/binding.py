"""Plain data → records, and what does not fit → problems with label, place and cure."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar

import pydantic
from pydantic_core import ErrorDetails

from access_info.model.declarations.explain import UNKNOWN, Path, explain, nearest_key, record_at
from access_info.model.declarations.fields import Record
from access_info.model.declarations.retired import (
    retired_keys,
    retired_problems,
    with_todays_keys,
)
from access_info.problems import Problem
from access_info.source import SourceDocument

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
    unsure: frozenset[Path] = frozenset()


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


def _unsure(record: type[Record], details: list[ErrorDetails]) -> Iterator[Path]:
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


def _drop(data: dict[str, Any], loc: Path) -> None:
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
