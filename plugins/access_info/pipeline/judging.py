"""Every agency read, checked and judged, without a page being made: for commands and documents."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from access_info.assessment import Assessment, Assessor, findings_of
from access_info.assessment.snapshots import Snapshot, snapshot_of
from access_info.assessment.summary import AgencyFindings
from access_info.checks import check_agency
from access_info.loading import LoadedAgency, Safe, load_agency, read_folder, safe
from access_info.model.registry import Agency, AsOf
from access_info.pages.standing import StandingView
from access_info.pages.summary import summarise
from access_info.pipeline.assessing import line_of, predecessors_of
from access_info.pipeline.basis import Basis, read_basis
from access_info.pipeline.options import Options
from access_info.pipeline.scanner import forget, scanner
from access_info.pipeline.workers import work
from access_info.problems import Problem, errors, in_order, withheld_in

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Judging:
    """One agency on its way through a worker.

    Attributes:
        basis: Laws and jurisdiction.
        agencies: The folder of agencies.
        loaded: The agency with the place of every row.
        agency: The same without.
        answered: Agencies that ended and whose information it answers for.
        assessment: What was judged.
        as_of: The day.
    """

    basis: Basis
    agencies: Path
    loaded: LoadedAgency
    agency: Agency
    answered: tuple[LoadedAgency, ...]
    assessment: Assessment
    as_of: AsOf


@dataclasses.dataclass(frozen=True)
class JudgedAll(Generic[T]):
    """What came of all agencies.

    Attributes:
        basis: Laws and jurisdiction; `None` when the laws cannot be read.
        found: What was made of each agency that can be used, in order of folder names.
        problems: Everything that is wrong, in order.
    """

    basis: Basis | None
    found: tuple[T, ...]
    problems: tuple[Problem, ...]

    @property
    def stops(self) -> bool:
        """Whether findings would rest on data that cannot be used."""
        return self.basis is None or bool(errors(self.problems))


@dataclasses.dataclass(frozen=True)
class _Task:
    """State that workers inherit."""

    options: Options
    basis: Basis
    types: frozenset[str]
    make: Callable[[Judging], Any]
    attachments: bool

    @functools.cached_property
    def known(self) -> frozenset[str]:
        """All agencies."""
        return frozenset(self.basis.ids)

    @functools.cached_property
    def assessor(self) -> Assessor:
        """Judges all of a worker's agencies."""
        return Assessor(self.basis.framework, self.basis.place)


def judge_each(
    options: Options,
    make: Callable[[Judging], T],
    *,
    only: frozenset[str] | None = None,
    types: frozenset[str] = frozenset(),
    attachments: bool = False,
) -> JudgedAll[T]:
    """Judges agencies in worker processes.

    Args:
        options: Which data, as of which day.
        make: A module's function: what is kept of an agency, small and picklable.
        only: Agencies to judge, or `None` for all.
        types: Values of `AGENCY_TYPES`: only such agencies; none for all.
        attachments: Whether problems of attachments are asked for; no duty hangs on them.
    """
    basis, problems = read_basis(options)
    if basis is None:
        return JudgedAll(None, (), tuple(in_order(problems)))
    wanted = [name for name in basis.published if only is None or name in only]
    task = _Task(options, basis, types, make, attachments)
    found: list[T] = []
    for made, own in work(_judge, wanted, state=task, jobs=options.jobs):
        problems += own
        if made is not None:
            found.append(made)
    return JudgedAll(basis, tuple(found), tuple(in_order(problems)))


def _judge(task: _Task, name: str) -> tuple[Any, tuple[Problem, ...]]:
    agencies, basis = task.options.agencies, task.basis
    loaded = load_agency(read_folder(agencies / name))
    agency = loaded.agency
    if task.types and agency is not None and agency.profile.type not in task.types:
        return None, ()
    answered = tuple(predecessors_of(agencies, task.known, loaded))
    problems: tuple[Problem, ...] = ()
    as_of = AsOf(task.options.as_of)
    fit: list[Safe] = []
    for one in (loaded, *answered):
        checked = check_agency(
            one,
            framework=basis.framework,
            agencies=task.known,
            as_of=as_of,
            scan=scanner(one.folder, task.options.cache) if task.attachments else None,
        )
        problems += checked.problems
        fit.append(safe(one, withheld_in(checked.problems)))
        if task.attachments:
            forget(one.folder, fit[-1].files, task.options.cache)
    first, *others = fit
    agency = first.shown.agency
    if agency is None:
        return None, problems
    earlier = tuple(one.judged for one in others)
    assessment = task.assessor.assess(first.judged, agency, as_of, earlier)
    made = task.make(Judging(basis, agencies, first.judged, agency, earlier, assessment, as_of))
    return made, problems


def in_short(judging: Judging) -> tuple[str, str, str, AgencyFindings]:
    """Folder name, short name, type and findings: what a snapshot is made of."""
    agency = judging.agency
    ended = summarise(agency, judging.basis.framework, judging.as_of).ended
    found = findings_of(judging.assessment, agency, ended=ended)
    return agency.id, agency.short_name, agency.profile.type, found


def snapshot(options: Options, judged: JudgedAll[tuple[str, str, str, AgencyFindings]]) -> Snapshot:
    """The summary of the day."""
    place = judged.basis.place.name if judged.basis is not None else None
    return snapshot_of(options.as_of, place or "", judged.found)


def in_full(judging: Judging) -> list[dict[str, object]]:
    """Every finding as plain data: agency, duty, status, citation, evidence, lacking, due."""
    line = line_of(judging.loaded, judging.answered)
    view = StandingView(judging.agency, judging.assessment, judging.basis.site, line, judging.as_of)
    return list(view.plain())
