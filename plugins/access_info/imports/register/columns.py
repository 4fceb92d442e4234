"""The columns of the register of requests and the words of its short lists, read from `columns.yml`."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from access_info.imports.register.table import RegisterColumn, Vocabulary
from access_info.legal.framework import Framework
from access_info.model.types import fold
from access_info.source.documents import read_yaml

TITLE = "Sổ theo dõi cung cấp thông tin theo yêu cầu"
SHEET = "Sổ"
_DECLARED: dict[str, Any] = read_yaml(Path(__file__).with_name("columns.yml")).data
INTRODUCTION: list[str] = _DECLARED["introduction"]


def _column(name: str, entry: dict[str, Any]) -> RegisterColumn:
    """Return a column as its entry in `columns.yml` declares it, with width and flag as values."""
    width, past = float(entry.get("width", 10.5)), entry.get("past") == "true"
    return RegisterColumn(name=name, **{**entry, "width": width, "past": past})


COLUMNS = tuple(_column(name, entry) for name, entry in _DECLARED["columns"].items())
_COLUMN = {column.name: column for column in COLUMNS}
NUMBER = _COLUMN["number"]
RECEIVED = _COLUMN["received"]
CHANNEL = _COLUMN["channel"]
KIND = _COLUMN["kind"]
VALID = _COLUMN["valid"]
DUE = _COLUMN["due"]
EXTENDED = _COLUMN["extended"]
NEW_DUE = _COLUMN["new_due"]
RESULT = _COLUMN["result"]
GROUND = _COLUMN["ground"]
ANSWERED = _COLUMN["answered"]
COST = _COLUMN["cost"]
COMPLAINT = _COLUMN["complaint"]
LAWSUIT = _COLUMN["lawsuit"]


class ReceptionChannel(StrEnum):
    """How a request came: the keys of `tiep_nhan` in a year's file."""

    IN_PERSON = "truc_tiep"
    POST = "buu_chinh"
    ONLINE = "mang"

    def means(self, channel_id: str) -> bool:
        """Tell whether a law's channel counts as this one: `buu-chinh-fax` counts as `POST`."""
        return channel_id.startswith(self.value.replace("_", "-"))


class Workload(StrEnum):
    """The amount of work that a request needs, which decides how many days the law gives."""

    SIMPLE = "simple"
    COMPLEX = "complex"
    CONDITIONAL = "conditional"


class Result(StrEnum):
    """The result of a request: the keys of `ket_qua` in a year's file."""

    FULL = "day_du"
    PARTIAL = "mot_phan"
    REFUSED = "tu_choi"
    TRANSFERRED = "chuyen"
    WITHDRAWN = "rut"
    PENDING = "dang_xu_ly"

    @property
    def is_answer(self) -> bool:
        """Whether the agency itself answered, so that the request counts as on time or late."""
        return self in {Result.FULL, Result.PARTIAL, Result.REFUSED}

    @property
    def has_day(self) -> bool:
        """Whether the row of a request with this result must say on which day it was dealt with."""
        return self.is_answer or self is Result.TRANSFERRED


def vocabulary(name: str, more: Mapping[str, Iterable[str]] | None = None) -> Vocabulary:
    """Return a short list of allowed words, as `columns.yml` declares it.

    Args:
        name: The list's name in `columns.yml`.
        more: Key → further words that mean it.
    """
    labels: dict[str, str] = {}
    synonyms: dict[str, str] = {}
    for key, spellings in _DECLARED["lists"][name].items():
        labels[key] = spellings[0]
        words = (*spellings, *(more or {}).get(key, ()))
        synonyms |= dict.fromkeys(map(fold, words), key)
    return Vocabulary(labels, synonyms)


KINDS, RESULTS, ANSWERS = vocabulary("kind"), vocabulary("result"), vocabulary("answer")


def channels_of(framework: Framework) -> Vocabulary:
    """Return the short list of channels; words that the laws use for a channel are understood too."""
    words: dict[str, list[str]] = collections.defaultdict(list)
    for channel in (channel for pack in framework.packs for channel in pack.channels):
        for came in ReceptionChannel:
            if came.means(channel.id):
                words[came.value] += [channel.id, channel.title, *channel.examples]
    return vocabulary("channel", words)


def vocabularies(framework: Framework) -> dict[RegisterColumn, Vocabulary]:
    """Return the short list of allowed words of each column that has one."""
    return {
        CHANNEL: channels_of(framework),
        KIND: KINDS,
        RESULT: RESULTS,
        COMPLAINT: ANSWERS,
        LAWSUIT: ANSWERS,
    }
