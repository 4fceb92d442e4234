"""What a change means for duties and for mistakes: two judgements of one day, compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from access_info.assessment.words import each_once
from access_info.changes.difference import DutyChange
from access_info.problems import Problem

_MOST_LACKS = 3
# Messages name lines of other places; those move without any change of meaning.
_LINE = re.compile(r"dòng \d+")

Found = Mapping[str, Any]


def duty_changes(
    before: Iterable[Found], after: Iterable[Found], heirs: Mapping[str, str]
) -> Iterator[DutyChange]:
    """Duties that stand otherwise; those of agencies that came or went are left out.

    Args:
        before: Findings of the earlier state, as plain data.
        after: Findings of the later one, judged at the same day.
        heirs: Agencies whose folder bears another name now: old name → new name.
    """
    old = {
        (heirs.get(one["agency"], one["agency"]), one["duty"], one["law"]): one for one in before
    }
    known = {agency for agency, _, _ in old}
    new = {(one["agency"], one["duty"], one["law"]): one for one in after}
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        agency = key[0]
        if agency not in known or not any(one[0] == agency for one in new):
            continue
        before_status = was["status"] if was else ""
        after_status = now["status"] if now else ""
        if before_status == after_status:
            continue
        one = now or was or {}
        yield DutyChange(
            agency, key[1], str(one["title"]), before_status, after_status, _reason(now)
        )


def _reason(found: Found | None) -> str:
    """Why a duty stands as it does: what is missing."""
    if found is None:
        return ""
    if found["reason"]:
        return str(found["reason"])
    lacks = each_once(str(one["what"]) for one in found["lacking"])
    more = len(lacks) - _MOST_LACKS
    told = "; ".join(lacks[:_MOST_LACKS])
    if not told:
        return ""
    return f"còn thiếu {told}" + (f" và {more} điều khác" if more > 0 else "")


def problem_changes(
    before: Iterable[Problem], after: Iterable[Problem], *, base: Path, head: Path
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Mistakes that are new, and mistakes that are gone, wherever in an agency they stand.

    Args:
        before: Of the earlier state.
        after: Of the later one.
        base: Folder of agencies of the earlier state.
        head: Folder of agencies of the later one.
    """
    old, new = list(before), list(after)
    of_old = [_key(one, base) for one in old]
    of_new = [_key(one, head) for one in new]
    return tuple(_beyond(new, of_new, of_old)), tuple(_beyond(old, of_old, of_new))


def _beyond(
    problems: list[Problem], own: list[tuple[str, ...]], others: list[tuple[str, ...]]
) -> Iterator[Problem]:
    spare = Counter(others)
    for problem, key in zip(problems, own, strict=True):
        if spare[key] > 0:
            spare[key] -= 1
        else:
            yield problem


def _key(problem: Problem, folder: Path) -> tuple[str, ...]:
    shown = problem.location.relative_to(folder)
    agency = shown.partition("/")[0]
    return agency, problem.code, _LINE.sub("dòng", problem.message)
