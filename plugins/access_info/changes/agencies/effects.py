"""The effect of a change on duties and mistakes: two judgements of one day, compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from access_info.assessment.findings import each_once
from access_info.changes.compare.difference import DutyChange
from access_info.problems import Problem

_MOST_LACKS = 3
# Messages name lines, one or several; those move without any change of meaning.
_LINE = re.compile(r"dòng \d+(?:, \d+)*(?: …)?")

FindingData = Mapping[str, Any]


def duty_changes(
    before: Iterable[FindingData], after: Iterable[FindingData], heirs: Mapping[str, str]
) -> Iterator[DutyChange]:
    """Yield duties whose status changed, without those of agencies that came or went.

    Args:
        before: Findings of the earlier state, as plain data.
        after: Findings of the later state, judged at the same day.
        heirs: Agencies whose folder bears another name now: old name → new name.
    """
    old = {
        (heirs.get(finding["agency"], finding["agency"]), finding["duty"], finding["law"]): finding
        for finding in before
    }
    known = {agency for agency, _, _ in old}
    new = {(finding["agency"], finding["duty"], finding["law"]): finding for finding in after}
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        agency = key[0]
        if agency not in known or not any(holder[0] == agency for holder in new):
            continue
        before_status = was["status"] if was else ""
        after_status = now["status"] if now else ""
        if before_status == after_status:
            continue
        finding = now or was or {}
        yield DutyChange(
            agency, key[1], str(finding["title"]), before_status, after_status, _reason(now)
        )


def _reason(finding: FindingData | None) -> str:
    """Say why a duty has its status: the finding's reason, else what is missing."""
    if finding is None:
        return ""
    if finding["reason"]:
        return str(finding["reason"])
    lacks = each_once(str(lack["what"]) for lack in finding["lacking"])
    more = len(lacks) - _MOST_LACKS
    listed = "; ".join(lacks[:_MOST_LACKS])
    if not listed:
        return ""
    return f"còn thiếu {listed}" + (f" và {more} điều khác" if more > 0 else "")


def problem_changes(
    before: Iterable[Problem], after: Iterable[Problem], *, base: Path, head: Path
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the problems that are new and those that are gone, whatever their line.

    Args:
        before: Problems of the earlier state.
        after: Problems of the later state.
        base: Folder of agencies of the earlier state.
        head: Folder of agencies of the later one.
    """
    old, new = list(before), list(after)
    of_old = [_key(problem, base) for problem in old]
    of_new = [_key(problem, head) for problem in new]
    return tuple(_beyond(new, of_new, of_old)), tuple(_beyond(old, of_old, of_new))


def _beyond(
    problems: list[Problem], keys: list[tuple[str, ...]], others: list[tuple[str, ...]]
) -> Iterator[Problem]:
    spare = Counter(others)
    for problem, key in zip(problems, keys, strict=True):
        if spare[key] > 0:
            spare[key] -= 1
        else:
            yield problem


def _key(problem: Problem, folder: Path) -> tuple[str, ...]:
    shown = problem.location.relative_to(folder)
    agency = shown.partition("/")[0]
    return agency, problem.code, _LINE.sub("dòng", problem.message)
