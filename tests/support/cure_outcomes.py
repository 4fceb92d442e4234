"""Does what a cure says, and looks at what is then left: as a clerk in a hurry would."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections import Counter
from pathlib import Path

from loaded_program import laws_of_today

from access_info.checks import check_agency
from access_info.checks.jurisdiction import check_jurisdiction
from access_info.loading import load_agency, load_jurisdiction
from access_info.loading.folders import read_folder
from access_info.model.as_of import AsOf
from access_info.problems import Problem
from access_info.source.decoding import decode

FRAMEWORK, _ = laws_of_today()
AS_OF = AsOf(datetime.date(2026, 11, 24))
_LINE_NUMBERS = re.compile(r"dòng \d+")


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What came of one cure.

    Attributes:
        problem: Whose cure.
        text: The file afterwards.
        gone: Whether the problem is no longer there.
        new: What was not there before, and not in the good file either.
    """

    problem: Problem
    text: str
    gone: bool
    new: tuple[Problem, ...]

    @property
    def right(self) -> bool:
        """Whether the cure did what a cure must do, and no harm."""
        return self.gone and not self.new

    def shown(self) -> str:
        """For a failing test."""
        edit = self.problem.edit
        lines = [self.problem.format(Path("/")), f"    sửa: {edit}", f"    hết: {self.gone}"]
        lines += [f"    mới: {problem.format(Path('/'))}" for problem in self.new[:3]]
        return "\n".join(lines)


def problems_in(agencies: Path, file: Path, known: frozenset[str]) -> list[Problem]:
    """Every problem that the checker finds in a data file.

    Args:
        agencies: The folder of all agencies.
        file: One data file below it.
        known: Names of all agencies.
    """
    if file.parent == agencies:
        place, document, problems = load_jurisdiction(agencies)
        all_problems = [
            *problems,
            *check_jurisdiction(place, document, framework=FRAMEWORK, agencies=known),
        ]
    else:
        loaded = load_agency(read_folder(agencies / file.relative_to(agencies).parts[0]))
        checked = check_agency(loaded, framework=FRAMEWORK, agencies=known, as_of=AS_OF)
        all_problems = list(checked.problems)
    return [problem for problem in all_problems if problem.location.path == file.as_posix()]


def cured(
    agencies: Path, file: Path, problem: Problem, known: frozenset[str], good: list[Problem]
) -> Outcome:
    """Types what the problem's cure says, checks again, and puts the file back.

    Args:
        agencies: The folder of all agencies.
        file: The file with the problem.
        problem: It has an `edit`.
        known: Names of all agencies.
        good: What the file had before the slip: no cure has to answer for that.
    """
    assert problem.edit is not None
    content = file.read_bytes()
    before = problems_in(agencies, file, known)
    typed = problem.edit.applied_to(decode(content, path="").text)
    file.write_text(typed, encoding="utf-8", newline="\n")
    try:
        after = problems_in(agencies, file, known)
    finally:
        file.write_bytes(content)
    left, had = Counter(map(_same, after)), Counter(map(_same, before))
    allowed = had | Counter(map(_same, good))
    new = tuple(
        remaining for remaining in after if left[_same(remaining)] > allowed[_same(remaining)]
    )
    return Outcome(problem, typed, left[_same(problem)] < had[_same(problem)], new)


def _same(problem: Problem) -> tuple[str, str]:
    """What makes two findings the same wherever a cure has moved the line."""
    return problem.code, _LINE_NUMBERS.sub("dòng …", problem.message)
