"""Count a year's figures from requests, and compare them with the agency's `thong-ke/YYYY.yml`."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from access_info.imports.register.columns import (
    ANSWERED,
    NEW_DUE,
    RECEIVED,
    VALID,
    ReceptionChannel,
    Result,
)
from access_info.imports.register.reading import Grounds, RegisteredRequest, deadline_of
from access_info.legal.calendar import Calendar
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency
from access_info.loading.folders import STATISTICS_FOLDER
from access_info.model.agency import Received, Results, Timeliness, YearStatistics
from access_info.model.fields import Record, fields_of
from access_info.problems import Problem
from access_info.source.events import Plain
from access_info.source.replacing import replace_file
from access_info.source.rewriting import dump_yaml


def year_figures(
    requests: Iterable[RegisteredRequest], *, year: int, framework: Framework
) -> YearStatistics:
    """Return the figures of the requests received in one year, whenever they were answered.

    Only answers (in full, in part, or a refusal) count as on time or late; a request that was handed on or
    withdrawn was not answered. Days are calendar days from the valid request to the answer.

    Args:
        requests: The requests of a register without contradictions, of any years.
        year: The year.
        framework: The laws, with the jurisdiction's own days off.
    """
    mine = [request for request in requests if request.year == year]
    channels = collections.Counter(request.channel for request in mine)
    results = collections.Counter(request.result for request in mine)
    return YearStatistics.model_validate(
        {
            "nam": year,
            "tiep_nhan": Received.model_validate(
                {channel.value: channels[channel] for channel in ReceptionChannel}
            ),
            "ket_qua": Results.model_validate(
                {result.value: results[result] for result in Result if result is not Result.REFUSED}
                | _refused(mine, framework)
            ),
            "thoi_gian": _timeliness(mine, framework.calendar),
            "khieu_nai": sum(request.complaint for request in mine),
            "khoi_kien": sum(request.lawsuit for request in mine),
            "chi_phi": sum(request.cost for request in mine),
        }
    )


def overdue(
    requests: Iterable[RegisteredRequest], *, year: int, calendar: Calendar, as_of: datetime.date
) -> int:
    """Return how many requests of a year still wait for an answer after their last day.

    The year's figures do not show them, since only answers count as on time or late.
    """
    waiting = (
        request for request in requests if request.year == year and request.result is Result.PENDING
    )
    deadlines = (deadline_of(request, calendar) for request in waiting)
    return sum(deadline is not None and deadline < as_of for deadline in deadlines)


def _refused(
    requests: Sequence[RegisteredRequest], framework: Framework
) -> dict[str, dict[str, int]]:
    """Return the number of refusals by ground, as `tu_choi` of `ket_qua`; {} without refusals."""
    refused = (request for request in requests if request.result is Result.REFUSED)
    counts = collections.Counter(
        request.ground.key for request in refused if request.ground is not None
    )
    ordered = {
        ground.key: counts[ground.key] for ground in Grounds(framework).all if counts[ground.key]
    }
    return {Result.REFUSED.value: ordered} if ordered else {}


def _timeliness(requests: Sequence[RegisteredRequest], calendar: Calendar) -> Timeliness:
    """Return how many answers were on time and late, how many were extended, and how many days they took."""
    late = 0
    days: list[int] = []
    for request in requests:
        answered, start = request.day(ANSWERED), request.day(VALID) or request.day(RECEIVED)
        if answered is None or start is None or not (request.result and request.result.is_answer):
            continue
        deadline = deadline_of(request, calendar)
        late += deadline is not None and deadline < answered
        days.append((answered - start).days)
    lengths = {"trung_vi": statistics.median(days), "dai_nhat": max(days)} if days else {}
    return Timeliness.model_validate(
        {
            "dung_han": len(days) - late,
            "gia_han": sum(request.has(NEW_DUE) for request in requests),
            "qua_han": late,
            **lengths,
        }
    )


# A year's figures → `thong-ke/YYYY.yml`: what would change, and the change itself.

# Fields of a year's file that no register can give: they are written by hand, and stay.
_BY_HAND = ("proactive", "difficulties", "proposals")


@dataclasses.dataclass(frozen=True)
class Change:
    """A value of a year's file that the register's figures would change.

    Attributes:
        key: The keys that lead to the value, joined by full stops: `tiep_nhan.mang`.
        label: The value's name for people.
        old: The present value; `None` for none.
        new: The value by the register; `None` for none.
    """

    key: str
    label: str
    old: str | None
    new: str | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class YearFile:
    """The file of a year with the figures of a register, before it is written.

    Attributes:
        path: The file's path, even if there is none yet.
        data: The new content.
        changes: The values that differ from the present content.
        loses_comments: Whether the present file holds comments, which the new one would not.
        problems: Why the file cannot be replaced: its present content has errors.
        before: The bytes that were read, to notice later changes by others; `None` for a new file.
    """

    path: Path
    data: dict[str, Plain]
    changes: tuple[Change, ...]
    loses_comments: bool
    problems: tuple[Problem, ...]
    before: bytes | None

    @property
    def text(self) -> str:
        """The new content as YAML."""
        return dump_yaml(self.data)

    def write(self) -> None:
        """Replace the file by the new content, whole or not at all.

        Raises:
            ChangedMeanwhileError: The file was changed since it was read; it stays as it is.
            OSError: The file cannot be written; the old one stays.
        """
        replace_file(self.path, self.text, before=self.before)


def year_file(figures: YearStatistics, loaded: LoadedAgency) -> YearFile:
    """Return an agency's file of a year with new figures, compared with the present file.

    Args:
        figures: The year's figures by the register.
        loaded: The agency's present data.
    """
    name = f"{STATISTICS_FOLDER}/{figures.year:04d}.yml"
    path = loaded.folder.path / name
    document = loaded.documents.get(name)
    present = document.data if document is not None else {}
    by_hand = [doc.key for doc in fields_of(YearStatistics) if doc.name in _BY_HAND]
    data = _as_typed(figures.model_dump(by_alias=True, exclude_none=True))
    data |= {key: present[key] for key in by_hand if present.get(key) is not None}
    lines = document.text.split("\n") if document is not None else []
    # A folder or file that is a link leads elsewhere, and is a problem of that place.
    file_paths = {path.as_posix(), path.parent.as_posix()}
    return YearFile(
        path=path,
        data=data,
        changes=tuple(_changes(present, data)),
        loses_comments=any(line.lstrip().startswith("#") for line in lines),
        problems=tuple(
            problem for problem in loaded.problems if problem.location.path in file_paths
        ),
        before=document.content if document is not None else None,
    )


def _as_typed(data: Mapping[str, Any]) -> dict[str, Plain]:
    """Return figures as text in the way that clerks type them in the file: `2.5` → `2,5`."""
    return {
        key: _as_typed(value)
        if isinstance(value, Mapping)
        else str(value).removesuffix(".0").replace(".", ",")
        for key, value in data.items()
    }


def _changes(old: Mapping[str, Plain], new: Mapping[str, Plain]) -> Iterator[Change]:
    """Yield the values that differ, in the order of the model's fields; unknown keys last, by name."""
    before, after = dict(_values(old)), dict(_values(new))
    described = sorted((*_rank_and_label(keys), keys) for keys in before.keys() | after.keys())
    for _, label, keys in described:
        if before.get(keys) != after.get(keys):
            yield Change(".".join(keys), label, before.get(keys), after.get(keys))


def _values(
    data: Mapping[str, Plain], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield (keys that lead to it, text) of each value in nested data."""
    for key, value in data.items():
        keys = (*above, key)
        if isinstance(value, dict):
            yield from _values(value, keys)
        elif value is not None:
            yield keys, str(value)


def _rank_and_label(keys: tuple[str, ...]) -> tuple[tuple[tuple[int, str], ...], str]:
    """Return the sort key of a value by the order of the model's fields, and its label for people.

    A key below the declared fields, such as a ground of refusal under `tu_choi`, has the label of its group.
    """
    rank, label = [], ""
    record: type[Record] | None = YearStatistics
    for key in keys:
        docs = list(fields_of(record)) if record is not None else []
        at = next((number for number, doc in enumerate(docs) if doc.key == key), len(docs))
        rank.append((at, key))
        if record is not None:
            label, record = (docs[at].label, docs[at].record) if at < len(docs) else (key, None)
    return tuple(rank), label
