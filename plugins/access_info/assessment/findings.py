"""The results of judging: a status for each duty, with evidence, what is lacking, the next day due."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pydantic

from access_info.legal.provisions import DutyPart
from access_info.model.fields import Record, resolve
from access_info.model.types import fold
from access_info.model.verification import Verification
from access_info.model.vocabularies import SUPPORT_GROUPS
from access_info.problems import Location, Problem, Rule


class Status(StrEnum):
    """The result of judging a duty; where several fit, the first in this order counts."""

    NOT_APPLICABLE = "khong-ap-dung"
    ABSENT = "chua-co"
    UNJUDGED = "khong-danh-gia-duoc"
    OVERDUE = "qua-han"
    PARTIAL = "dat-mot-phan"
    MET = "dat"

    @property
    def label(self) -> str:
        """The status in words."""
        return STATUSES[self.value]


STATUSES = {
    "khong-ap-dung": "Không áp dụng",
    "chua-co": "Chưa có",
    "khong-danh-gia-duoc": "Không đánh giá được",
    "qua-han": "Quá hạn",
    "dat-mot-phan": "Đạt một phần",
    "dat": "Đạt",
}
# Statuses about which an agency still has something to do.
OPEN = frozenset({Status.ABSENT, Status.UNJUDGED, Status.OVERDUE, Status.PARTIAL})


class PartStatus(StrEnum):
    """The state of one part of a duty."""

    NOT_APPLICABLE = "not-applicable"
    LACKING = "lacking"
    UNKNOWN = "unknown"
    OVERDUE = "overdue"
    MET = "met"


class Spot(NamedTuple):
    """A place in an agency's data; a tuple, since a site has very many.

    Attributes:
        file: Path below the agency's folder.
        keys: Path of the value in the file, or of the place to add a value that is absent.
        row: Id of the list's row that it belongs to, or "".
        title: The row's title, or "".
    """

    file: str
    keys: tuple[str | int, ...] = ()
    row: str = ""
    title: str = ""

    def within(self, *keys: str | int) -> Spot:
        """Return a place within this one."""
        return Spot(self.file, (*self.keys, *keys), self.row, self.title)


class Lack(NamedTuple):
    """Something that is missing, late or not known.

    Attributes:
        what: What to add or do, in words that fit after `Còn thiếu:`.
        spot: The place to mend.
        due: The day by which it was or is due, if there is one.
    """

    what: str
    spot: Spot
    due: datetime.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Judgement:
    """The result of judging one part of a duty.

    Attributes:
        part: The part.
        status: The state of the part.
        evidence: Places in the data that show that something is there.
        lacks: What is missing.
        due: The next day by which something must be done, or the day that has passed.
        met: How many rows, points or fields meet it, if it is about several.
        of: Out of how many; 0 if it is not about several.
        reason: Why the part does not apply, if that is not plain; else "".
    """

    part: DutyPart
    status: PartStatus
    evidence: tuple[Spot, ...] = ()
    lacks: tuple[Lack, ...] = ()
    due: datetime.date | None = None
    met: int = 0
    of: int = 0
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One duty of one agency, judged under one law on one day.

    Attributes:
        duty: The duty's id.
        title: The duty in words.
        status: How far it is met.
        law: Id of the law's pack.
        citation: The place where that law, or a rule under it, lays the duty down.
        basis: How firmly: a value of `BASIS_STATUSES`, or "" for a rule of another law.
        reason: Why it does not apply, or cannot be judged at all; else "".
        judgements: Its parts.
        verification: How the citation was checked; `None` where there is none.
    """

    duty: str
    title: str
    status: Status
    law: str
    citation: str
    basis: str = ""
    reason: str = ""
    judgements: tuple[Judgement, ...] = ()
    verification: Verification | None = None

    @property
    def evidence(self) -> tuple[Spot, ...]:
        """The places that show something, each once; none for a duty of which nothing is there."""
        if self.status is Status.ABSENT:
            return ()
        return tuple(
            dict.fromkeys(spot for judgement in self.judgements for spot in judgement.evidence)
        )

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """All that is missing, in the order of the parts, each thing once."""
        if self.status in {Status.NOT_APPLICABLE, Status.MET}:
            return ()
        return tuple(
            dict.fromkeys(lack for judgement in self.judgements for lack in judgement.lacks)
        )

    @property
    def due(self) -> datetime.date | None:
        """The earliest day that has passed unmet, else the next by which something is due; or `None`.

        While nothing is there at all, days of parts that are no evidence by themselves (`is_aside`) do
        not count.
        """
        if self.status is Status.NOT_APPLICABLE:
            return None
        counted = self.judgements
        if self.status is Status.ABSENT:
            counted = tuple(judgement for judgement in counted if not judgement.part.is_aside)
        overdue = [judgement.due for judgement in counted if judgement.status is PartStatus.OVERDUE]
        days = [
            day for day in overdue or [judgement.due for judgement in counted] if day is not None
        ]
        return min(days, default=None)

    @property
    def in_law(self) -> bool:
        """Whether the law's own text is known to lay the duty down; if not, no breach may be claimed.

        False where only a decree may say it, or a decree may have changed it; true of another law's rules.
        """
        return self.basis not in {"chua-xac-minh", "thay-doi"}


def status_of(judgements: tuple[Judgement, ...]) -> Status:
    """Return the status of an applicable duty from its parts: the first of the rules below that fits.

    No part applies: unjudged. No evidence but in parts that prove nothing alone (`is_aside`): absent.
    A part unknown: unjudged; a part overdue: overdue. All parts met: met; else met in part.
    """
    counted = [
        judgement for judgement in judgements if judgement.status is not PartStatus.NOT_APPLICABLE
    ]
    if not counted:
        return Status.UNJUDGED
    if not any(judgement.evidence for judgement in counted if not judgement.part.is_aside):
        return Status.ABSENT
    statuses = {judgement.status for judgement in counted}
    if PartStatus.UNKNOWN in statuses:
        return Status.UNJUDGED
    if PartStatus.OVERDUE in statuses:
        return Status.OVERDUE
    return Status.MET if statuses == {PartStatus.MET} else Status.PARTIAL


# Compares words that editors type freely, and names fields as people read them.

_BETWEEN = "; "
# Splits “a; b” but not “ten là “a; b””: words within quotation marks are people's own.
_APART = re.compile(rf"{_BETWEEN}(?![^“]*”)")

# Without accents, capitals and signs; cached, as the same words are typed in many rows.
folded = functools.lru_cache(maxsize=4096)(fold)


def names_any_of(text: str, wanted: Sequence[str]) -> bool:
    """Tell whether what was typed names one of the wanted values, by its code or in words.

    Accents, capitals and words around it do not matter: `Người khuyết tật nặng` names
    `nguoi-khuyet-tat`.
    """
    typed = f"-{folded(text)}-"
    return any(f"-{name}-" in typed for value in wanted for name in _names(value))


@functools.cache
def _names(value: str) -> tuple[str, ...]:
    """Return a value, and its label if it has one, folded for comparing with what was typed."""
    label = SUPPORT_GROUPS.get(value)
    return (folded(value), folded(label)) if label else (folded(value),)


@functools.cache
def field_name(record: type[Record], path: str) -> str:
    """Return a field's label for use within a sentence: `ngày rà soát`."""
    label = resolve(record, path)[-1].label
    return label[:1].lower() + label[1:]


def joined_phrases(phrases: Iterable[str]) -> str:
    """Return what is missing at one place as one phrase: `số, ký hiệu; ngày ban hành`."""
    return _BETWEEN.join(phrases)


def distinct_phrases(lacks: Iterable[str]) -> tuple[str, ...]:
    """Split the words of lacks into phrases and return each once: `a; b`, `b; c` → `a`, `b`, `c`.

    Args:
        lacks: Words of lacks, several phrases joined by `joined_phrases`.
    """
    return tuple(
        dict.fromkeys(phrase for words in dict.fromkeys(lacks) for phrase in _APART.split(words))
    )


# JSON files of single days that a site keeps beside its pages.

DatedRecord = TypeVar("DatedRecord", bound=pydantic.BaseModel)


def dated_bytes(data: Mapping[str, Any]) -> bytes:
    """Return data as the bytes of a JSON file with sorted keys, so that equal data give equal bytes."""
    return f"{json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def read_dated(
    folder: Path | None,
    record: type[DatedRecord],
    *,
    day: Callable[[DatedRecord], datetime.date],
    otherwise: Rule,
) -> tuple[tuple[DatedRecord, ...], list[Problem]]:
    """Return the records in a folder, the oldest first, with a problem for each unreadable file.

    Args:
        folder: The folder of the files; `None` or a missing one holds none.
        record: What each file holds.
        day: Record → its day, to sort by.
        otherwise: The rule that an unreadable file breaks.
    """
    records, wrong = [], []
    for path in sorted(folder.glob("*.json")) if folder is not None and folder.is_dir() else ():
        try:
            records.append(record.model_validate_json(path.read_bytes()))
        except (OSError, ValueError):
            wrong.append(otherwise.at(Location(path.as_posix()), name=path.name))
    return tuple(sorted(records, key=day)), wrong
