"""Reads plain data as records, and turns whatever does not fit into problems with label, place and cure."""

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
from access_info.problems import Cure, Problem
from access_info.source.documents import SourceDocument, parse_yaml, renamed_key

# Keys with a new name: the old one is still read for a year, with a warning; `access-info fmt` renames it.


def retired_keys(
    record: type[Record], data: object, at: DataPath = ()
) -> Iterator[tuple[DataPath, str]]:
    """Yield (path, present name) of each key that stands under an earlier name, still read for a year.

    A key whose present name is there too is left out: then the earlier name is a mistake.

    Args:
        record: The record as which the data are read.
        data: Plain data.
        at: Path of the data.
    """
    if not isinstance(data, Mapping):
        return
    for doc in fields_of(record):
        old = next((old for old in doc.formerly if old in data and doc.key not in data), None)
        if old is not None:
            yield (*at, old), doc.key
        key = old or doc.key
        value = data.get(key)
        if doc.record is not None and isinstance(value, list):
            for number, entry in enumerate(value):
                yield from retired_keys(doc.record, entry, (*at, key, number))
        elif doc.record is not None:
            yield from retired_keys(doc.record, value, (*at, key))


def _with_todays_keys(data: Any, keys: Sequence[tuple[DataPath, str]]) -> Any:  # noqa: ANN401 - plain
    """Return a copy of data in which retired keys bear their present names; the order of keys stays."""
    renamed = copy.deepcopy(data)
    # The innermost first: a path names the keys above it as they stood.
    for (*above, old), new in sorted(keys, key=lambda pair: -len(pair[0])):
        holder = renamed
        for step in above:
            holder = holder[step]
        entries = list(holder.items())
        holder.clear()
        holder.update((new if key == old else key, value) for key, value in entries)
    return renamed


def _retired_problem(document: SourceDocument, where: DataPath, key: str) -> Problem:
    """Return the warning TT226 for a key under an earlier name, with the edit that renames it to `key`."""
    words = f"Sửa tên trường thành “{key}”, hoặc chạy access-info fmt."
    problem = RETIRED_KEY.at(document.locate(where, key=True), old=where[-1], key=key)
    return problem.cured(Cure(words, renamed_key(document, where, key)))


def modernised(record: type[Record], document: SourceDocument) -> SourceDocument:
    """Return a document with its retired keys renamed in the text; comments and values stay.

    Args:
        record: The record as which it is read.
        document: A document that can be read.
    """
    edits = [renamed_key(document, *old) for old in retired_keys(record, document.data)]
    typed = sorted(edit for edit in edits if edit is not None)
    if not typed:
        return document
    text = document.text
    for edit in reversed(typed):  # the last first: places before it stay
        text = edit.applied_to(text)
    return parse_yaml(text.encode(), path=document.path)


# Reading a record, as far as its data fit.

R = TypeVar("R", bound=Record)


@dataclasses.dataclass(frozen=True)
class Bound(Generic[R]):
    """A record read from data, with the problems of the data.

    Attributes:
        record: The record; when there are problems, made of the fields that fit, so that
            further checks can still name every mistake; `None` if nothing could be made.
        problems: Why the data may not be used; also warnings of keys under earlier names.
        unsure: Paths, below the record's mapping, of values that had to be left out; for an unknown
            key also that of the key probably meant, or `*` if none is near.
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
    """Return one record read from a document, with the problems of its data.

    Args:
        record: The class of the record.
        document: The data, and the places of its values.
        at: Path of the record's mapping in the document.
        fallback: Values by key that stand in for missing ones, so that further checks can go on.
        quiet: Leave the problems out: they have been reported already.
    """
    data: Any = document.data
    for step in at:
        data = data[step]
    warnings: tuple[Problem, ...] = ()
    try:
        return Bound(record.model_validate(data))
    except pydantic.ValidationError as error:
        details = error.errors(include_url=False)
    retired = list(retired_keys(record, data))
    if retired:
        data = _with_todays_keys(data, retired)
        if not quiet:
            warnings = tuple(_retired_problem(document, (*at, *old), key) for old, key in retired)
        try:
            return Bound(record.model_validate(data), warnings)
        except pydantic.ValidationError as error:
            details = error.errors(include_url=False)
    problems = () if quiet else (*warnings, *explain(record, document, tuple(at), details))
    unsure = frozenset(_left_out(record, details))
    return Bound(_fitting_fields(record, data, details, fallback or {}), problems, unsure)


def _left_out(record: type[Record], details: list[ErrorDetails]) -> Iterator[DataPath]:
    """Yield the paths of values that do not fit, and of the keys that unknown keys probably mean."""
    for detail in details:
        loc = tuple(detail["loc"])
        yield loc
        if detail["type"] == UNKNOWN and loc:
            near = nearest_key(record_at(record, loc[:-1]), str(loc[-1]))
            yield (*loc[:-1], near or "*")


def _fitting_fields(
    record: type[R], data: object, details: list[ErrorDetails], fallback: dict[str, Any]
) -> R | None:
    """Return the record made of the fields that fit; `None` if even these make no record.

    Args:
        record: The class of the record.
        data: Its plain data.
        details: Pydantic's errors; values at their paths are left out.
        fallback: Values by key that stand in for missing ones.
    """
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
    """Remove the field at a path from data; for a path that ends at a list's entry, the whole list.

    To remove the entry alone would change the numbers of those after it. Steps that go on behind a
    single value are pydantic's own, and end the path there.
    """
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
