"""Answers on people's names, typed by hand → the same, each bound to its row's title and note."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import pydantic

from access_info.model.declarations.fields import Record
from access_info.model.items import ConditionalList, DisclosureList
from access_info.model.named_people import DIGEST, NAMED_PEOPLE, NamedPeople, naming_digest
from access_info.model.placed import plain_rows

_LISTS = (DisclosureList, ConditionalList)


def with_naming_digests(record: type[Record], data: dict[str, Any]) -> dict[str, Any]:
    """Fill in the digest of each answer that has none; one that is there is never another's to renew.

    Args:
        record: The kind of file.
        data: What it holds; left as it is.

    Returns:
        A copy with digests, or `data` itself where none is wanting.
    """
    digests = dict(_wanting(data)) if record in _LISTS else {}
    if not digests:
        return data
    filled = copy.deepcopy(data)
    for keys, digest in digests.items():
        answer: Any = filled
        for key in keys:
            answer = answer[key]
        answer[DIGEST] = digest
    return filled


def _wanting(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the path of each answer without a digest, and what it is to be."""
    for row in plain_rows("", data):
        typed = row.record.get(NAMED_PEOPLE)
        if not isinstance(typed, Mapping):
            continue
        try:
            answer = NamedPeople.model_validate(typed)
        except pydantic.ValidationError:
            continue
        if answer.answer is not None and not answer.digest:
            title, note = (_text(row.record.get(key)) for key in ("ten", "ghi_chu"))
            yield row.path(NAMED_PEOPLE), naming_digest(title, note)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
