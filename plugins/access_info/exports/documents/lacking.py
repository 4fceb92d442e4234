"""What an agency lacks of a duty, put together so that people can read it."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import re

from access_info.assessment import Finding, Lack, Spot, Status
from access_info.checks.safety.standing import is_person

# A lack that the jurisdiction must mend is nothing to ask of an agency.
_JURISDICTION = "../_dia-ban.yml"
MOST_TITLE = 100
# In the judge's words, late but public by now:
# `công khai đúng hạn 01/02/2026 (đã công khai ngày 03/02/2026)`; not with more words around it.
_DONE_LATE = re.compile(r"công khai đúng hạn ([\d/]+) \(đã công khai ngày ([\d/]+)\)")


@dataclasses.dataclass(frozen=True, slots=True)
class Lacking:
    """What is missing of one part of a duty.

    Attributes:
        part: The part in words.
        whole: What is missing of the agency as such, in words.
        rows: What is missing of rows of its lists.
    """

    part: str
    whole: tuple[Lack, ...]
    rows: tuple[Lack, ...]


def lacking(finding: Finding) -> tuple[Lacking, ...]:
    """Collect what an agency lacks of a duty, part by part; nothing of a met duty or part.

    What several parts lack, such as a list that is empty, is told with the first of them. What the
    jurisdiction must mend is left out.
    """
    if finding.status in {Status.MET, Status.NOT_APPLICABLE}:
        return ()
    parts = []
    reported: set[Lack] = set()
    for judgement in finding.judgements:
        unreported = [
            lack
            for lack in judgement.lacks
            if lack.spot.file != _JURISDICTION and lack not in reported
        ]
        reported.update(unreported)
        if unreported:
            parts.append(
                Lacking(
                    part=judgement.part.title,
                    whole=tuple(dict.fromkeys(lack for lack in unreported if not lack.spot.row)),
                    rows=tuple(dict.fromkeys(lack for lack in unreported if lack.spot.row)),
                )
            )
    return tuple(parts)


def owner_of(spot: Spot) -> str:
    """Return the folder name of the other agency whose data a spot is in; "" for its own."""
    if not spot.file.startswith("../") or spot.file == _JURISDICTION:
        return ""
    return spot.file.split("/", 2)[1]


def done_late(lack: Lack) -> tuple[str, str] | None:
    """Parse the due day and the day of publication of a lack that is public by now, only late."""
    match = _DONE_LATE.fullmatch(lack.what)
    return (match[1], match[2]) if match else None


def next_due(finding: Finding, as_of: datetime.date) -> datetime.date | None:
    """Return the first day, from `as_of` on, by which something that is lacking is due."""
    lacks = (
        lack
        for lacking_part in lacking(finding)
        for lack in (*lacking_part.whole, *lacking_part.rows)
        if lack.due is not None
    )
    return min((lack.due for lack in lacks if lack.due and lack.due >= as_of), default=None)


def row_title(spot: Spot) -> str:
    """Return a row's title, cut to `MOST_TITLE` characters; "" where its id alone must do.

    That is where it has no other name, or where a person is named in it: papers name none.
    """
    title = " ".join(spot.title.split())
    if title == spot.row or _names_somebody(title):
        return ""
    return title if len(title) <= MOST_TITLE else title[: MOST_TITLE - 1].rstrip() + "…"


@functools.lru_cache(maxsize=256)  # what lacks several things is named with each of them
def _names_somebody(title: str) -> bool:
    return is_person(title)
