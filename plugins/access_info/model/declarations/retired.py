"""Keys that have a new name: still read for a year, told as warnings, renamed by `access-info fmt`.

A field says its earlier names (`formerly`); nothing else has to know them.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from access_info.model.declarations import rules
from access_info.model.declarations.fields import Record, fields_of
from access_info.problems import Cure, Edit, Problem
from access_info.source import SourceDocument, parse_yaml, renamed_key

Path = tuple[str | int, ...]


@dataclasses.dataclass(frozen=True)
class RetiredKey:
    """A key of the data under an earlier name.

    Attributes:
        where: Its path in the data.
        key: Its name today.
    """

    where: Path
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


def _look(record: type[Record], data: object, at: Path, found: list[RetiredKey]) -> None:
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
    document: SourceDocument, at: Path, keys: Sequence[RetiredKey]
) -> tuple[Problem, ...]:
    """Warn of each key, with the name to type.

    Args:
        document: Where the data were read.
        at: Path of the data in it.
        keys: What was found.
    """
    return tuple(_problem(document, (*at, *old.where), old.key) for old in keys)


def _problem(document: SourceDocument, where: Path, key: str) -> Problem:
    cure = Cure(
        f"Sửa tên trường thành “{key}”, hoặc chạy access-info fmt.", _edit(document, where, key)
    )
    place = document.locate(where, key=True)
    return rules.RETIRED_KEY.at(place, old=where[-1], key=key).cured(cure)


def _edit(document: SourceDocument, where: Path, key: str) -> Edit | None:
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
