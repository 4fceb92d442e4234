"""Answers on people's names, typed by hand → the same, each bound to its row's title and note."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from access_info.model.fields import Record
from access_info.model.items import (
    DIGEST,
    NAMED_PEOPLE,
    ConditionalList,
    DisclosureList,
    answer_in,
    naming_digest,
    words_to_read,
)
from access_info.model.registry import plain_rows

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
        answer = answer_in(row.record)
        if answer is not None and answer.answer is not None and not answer.digest:
            yield row.path(NAMED_PEOPLE), naming_digest(*words_to_read(row.record))
