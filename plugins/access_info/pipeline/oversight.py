"""All agencies → what each of them meets and lacks, for the documents of the oversight office."""

from __future__ import annotations

import dataclasses
import functools
import posixpath
from collections.abc import Iterator
from pathlib import Path

from access_info.assessment import Assessment, Assessor, Spot
from access_info.checks import check_agency
from access_info.exports.documents.judged import Judged, JudgedAgency, in_order
from access_info.legal.framework import Framework
from access_info.loading import LoadedAgency, load_agency, load_jurisdiction, read_folder
from access_info.loading.folders import JURISDICTION_FILE
from access_info.model.jurisdiction import Jurisdiction
from access_info.model.registry import AsOf
from access_info.pipeline.basis import read_basis
from access_info.pipeline.options import Options
from access_info.pipeline.workers import work
from access_info.problems import Problem, errors
from access_info.problems import in_order as problems_in_order
from access_info.source import Document


@dataclasses.dataclass(frozen=True)
class _Task:
    """State that workers inherit."""

    agencies: Path
    framework: Framework
    place: Jurisdiction
    as_of: AsOf
    known: frozenset[str]
    types: frozenset[str]
    places: bool

    @functools.cached_property
    def assessor(self) -> Assessor:
        """Judges all of a worker's agencies."""
        return Assessor(self.framework, self.place)


@dataclasses.dataclass(frozen=True)
class _Outcome:
    """What a worker hands back."""

    judged: JudgedAgency | None
    names: dict[str, str]
    problems: tuple[Problem, ...]


def judge_agencies(
    options: Options, *, types: frozenset[str] = frozenset(), places: bool = False
) -> tuple[Judged | None, list[Problem]]:
    """Loads, checks and assesses agencies.

    Args:
        options: Which folder, day, laws and, where not all, which agencies.
        types: Values of `AGENCY_TYPES`: only such agencies; none for all.
        places: Whether to name file and line of what was seen and what is missing.

    Returns:
        What was judged, or `None` where an error in the data forbids to judge; and every problem
        of the laws, the jurisdiction, the agencies and those they answer for.
    """
    basis, problems = read_basis(options)
    if basis is None:
        return None, problems_in_order(problems)
    task = _Task(
        agencies=options.agencies,
        framework=basis.framework,
        place=basis.place,
        as_of=AsOf(options.as_of),
        known=frozenset(basis.ids),
        types=types,
        places=places,
    )
    outcomes = list(work(_judge, basis.published, state=task, jobs=options.jobs))
    for outcome in outcomes:
        problems += outcome.problems
    problems = problems_in_order(problems)
    if errors(problems):
        return None, problems
    names: dict[str, str] = {}
    for outcome in outcomes:
        names.update(outcome.names)
    judged = Judged(
        as_of=options.as_of,
        place=basis.place,
        law=basis.framework.in_force(options.as_of),
        calendar=basis.framework.calendar,
        agencies=in_order([one.judged for one in outcomes if one.judged is not None]),
        names=names,
    )
    return judged, problems


def _judge(task: _Task, agency_id: str) -> _Outcome:
    """One agency, with the information of those that it answers for."""
    loaded = load_agency(read_folder(task.agencies / agency_id))
    if task.types and loaded.agency is not None and loaded.agency.profile.type not in task.types:
        return _Outcome(None, {}, ())
    answered = list(_predecessors(task, loaded))
    problems: tuple[Problem, ...] = ()
    names = {}
    for one in (loaded, *answered):
        problems += check_agency(one, framework=task.framework, agencies=task.known).problems
        if one.agency is not None:
            names[one.folder.id] = one.agency.profile.name
    agency = loaded.agency
    if agency is None or errors(problems):
        return _Outcome(None, names, problems)
    as_of = task.as_of.fresh()
    assessment = task.assessor.assess(loaded, agency, as_of, answered)
    places = {}
    if task.places:
        find = _Places(task, loaded, answered)
        places = {spot: find.of(spot) for spot in _spots(assessment)}
    return _Outcome(JudgedAgency.of(agency, assessment, as_of, places), names, problems)


def _predecessors(task: _Task, loaded: LoadedAgency) -> Iterator[LoadedAgency]:
    """Agencies that an agency's profile names and that have a folder (2026 law, Art. 31(1))."""
    if loaded.agency is None:
        return
    for name in dict.fromkeys(loaded.agency.profile.predecessors):
        if name in task.known and name != loaded.folder.id:
            yield load_agency(read_folder(task.agencies / name))


def _spots(assessment: Assessment) -> Iterator[Spot]:
    for finding in (*assessment.findings, *assessment.extras):
        for judgement in finding.judgements:
            yield from judgement.evidence
            yield from (lack.spot for lack in judgement.lacks)
    for point in assessment.coverage.points:
        yield point.spot
        yield from (kind.spot for kind in point.kinds)


class _Places:
    """File and line of what stands in an agency's folder, or in one beside it."""

    def __init__(self, task: _Task, loaded: LoadedAgency, answered: list[LoadedAgency]) -> None:
        self._agencies = task.agencies
        self._own = loaded.folder.id
        self._loaded = {one.folder.id: one for one in (loaded, *answered)}

    def of(self, spot: Spot) -> str:
        """`agencies/so-mau/co-quan.yml:12`; without a line where there is no such file yet."""
        path = posixpath.normpath(f"{self._own}/{spot.file}")
        owner, _, file = path.partition("/")
        if path == JURISDICTION_FILE:
            document = self._jurisdiction
        else:
            loaded = self._loaded.get(owner)
            document = loaded.documents.get(file) if loaded else None
        path = f"{self._agencies.name}/{path}"
        return f"{path}:{document.locate(spot.keys).line}" if document is not None else path

    @functools.cached_property
    def _jurisdiction(self) -> Document | None:
        _, document, _ = load_jurisdiction(self._agencies)
        return document
