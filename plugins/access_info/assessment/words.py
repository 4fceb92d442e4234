"""Compares words that editors type freely, and names fields as people read them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from access_info.model.declarations.fields import Record, fields_of
from access_info.model.declarations.types import fold
from access_info.model.vocabularies import SUPPORT_GROUPS

_BETWEEN = "; "
# Splits “a; b” but not “ten là “a; b””: words within quotation marks are people's own.
_APART = re.compile(rf"{_BETWEEN}(?![^“]*”)")

folded = functools.lru_cache(maxsize=4096)(fold)


def means(text: str, wanted: Sequence[str]) -> bool:
    """Tell whether what was typed names one of the wanted values, by its code or in words.

    Accents, capitals and words around it do not matter: `Người khuyết tật nặng` names
    `nguoi-khuyet-tat`.
    """
    typed = f"-{folded(text)}-"
    return any(f"-{name}-" in typed for value in wanted for name in _names(value))


@functools.cache
def _names(value: str) -> tuple[str, ...]:
    label = SUPPORT_GROUPS.get(value)
    return (folded(value), folded(label)) if label else (folded(value),)


@functools.cache
def field_name(record: type[Record], path: str) -> str:
    """Return a field's label for use within a sentence: `ngày rà soát`."""
    label = ""
    current: type[Record] | None = record
    for key in path.split("."):
        doc = next(doc for doc in fields_of(current) if doc.key == key) if current else None
        if doc is None:
            raise KeyError(path)
        label, current = doc.label, doc.record
    return label[:1].lower() + label[1:]


def together(phrases: Iterable[str]) -> str:
    """Join what is missing at one place: `số, ký hiệu; ngày ban hành`."""
    return _BETWEEN.join(phrases)


def each_once(lacks: Iterable[str]) -> tuple[str, ...]:
    """Split what is missing at several places into phrases, each phrase once.

    Args:
        lacks: Words of lacks.
    """
    return tuple(
        dict.fromkeys(phrase for words in dict.fromkeys(lacks) for phrase in _APART.split(words))
    )
