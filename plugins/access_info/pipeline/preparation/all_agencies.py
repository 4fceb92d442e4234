"""Every agency read, checked and judged, without a page being made: for commands and documents."""

from __future__ import annotations

import dataclasses
import functools
import posixpath
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from access_info.assessment import Assessment, Spot, findings_of, has_ended
from access_info.assessment.province import AgencyFindings, Snapshot, snapshot_of
from access_info.exports.documents.judged import JudgedAgencies, JudgedAgency, in_order
from access_info.loading import load_jurisdiction
from access_info.loading.folders import JURISDICTION_FILE
from access_info.model.as_of import AsOf
from access_info.model.registry import Agency
from access_info.pages.agency.compliance import StandingView
from access_info.pages.rendering.site import summarise
from access_info.pipeline.preparation.context import BuildContext, Options, read_build_context
from access_info.pipeline.preparation.inspection import (
    Inspection,
    InspectionContext,
    inspect_agency,
    inspections_of,
)
from access_info.pipeline.preparation.workers import work
from access_info.problems import Problem, errors
from access_info.problems import in_order as problems_in_order
from access_info.source.documents import SourceDocument

T = TypeVar("T")


@dataclasses.dataclass(frozen=True)
class Judging:
    """An agency whose duties were judged.

    Attributes:
        context: Laws and jurisdiction.
        inspection: The agency, its predecessors and the places of what they hold.
        agency: The agency as it may be published.
        assessment: What was judged.
    """

    context: BuildContext
    inspection: Inspection
    agency: Agency
    assessment: Assessment

    @property
    def as_of(self) -> AsOf:
        """The day, with the span of the inspection."""
        return self.inspection.as_of


@dataclasses.dataclass(frozen=True)
class JudgedAll(Generic[T]):
    """What was made of each agency, and what is wrong with all of them.

    Attributes:
        context: Laws and jurisdiction; `None` when the laws cannot be read.
        results: What was made of each agency that can be used, in order of folder names.
        problems: Everything that is wrong, in order.
        withheld: Attachments of each agency that must not be published, by path below its folder;
            agencies without any are absent.
    """

    context: BuildContext | None
    results: tuple[T, ...]
    problems: tuple[Problem, ...]
    withheld: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)

    @property
    def stops(self) -> bool:
        """Whether findings would rest on data that cannot be used."""
        return self.context is None or bool(errors(self.problems))


@dataclasses.dataclass(frozen=True)
class _Task:
    """State that workers inherit."""

    options: Options
    context: BuildContext
    types: frozenset[str]
    make: Callable[[Judging], Any]
    attachments: bool

    @functools.cached_property
    def inspections(self) -> InspectionContext:
        """What inspections share."""
        return inspections_of(
            self.options,
            self.context,
            attachments=self.attachments,
            attachments_of_predecessors=self.attachments,
        )


@dataclasses.dataclass(frozen=True)
class _JudgedAgency:
    """What a worker hands back of an agency.

    Attributes:
        result: What was made of it; `None` when it cannot be used.
        problems: What is wrong with it and its predecessors.
        withheld: Attachments that must not be published, by agency.
    """

    result: Any = None
    problems: tuple[Problem, ...] = ()
    withheld: dict[str, frozenset[str]] = dataclasses.field(default_factory=dict)


def judge_each(
    options: Options,
    make: Callable[[Judging], T],
    *,
    only: frozenset[str] | None = None,
    types: frozenset[str] = frozenset(),
    attachments: bool = False,
) -> JudgedAll[T]:
    """Judge agencies in worker processes.

    Args:
        options: Which data, as of which day.
        make: A module's function: what is kept of an agency, small and picklable.
        only: Agencies to judge, or `None` for all.
        types: Values of `AGENCY_TYPES`: only such agencies; none for all.
        attachments: Whether problems of attachments are asked for; no duty hangs on them.
    """
    context, problems = read_build_context(options)
    if context is None:
        return JudgedAll(None, (), tuple(problems_in_order(problems)))
    wanted = [name for name in context.published if only is None or name in only]
    task = _Task(options, context, types, make, attachments)
    results: list[T] = []
    withheld: dict[str, frozenset[str]] = {}
    judging = work(
        *(_judge, wanted),
        state=task,
        jobs=options.jobs,
        first_alone=True,
        tell=functools.partial(options.progress.of, "xét nghĩa vụ"),
    )
    for judged in judging:
        problems += judged.problems
        withheld |= judged.withheld
        if judged.result is not None:
            results.append(judged.result)
    return JudgedAll(context, tuple(results), tuple(problems_in_order(problems)), withheld)


def _judge(task: _Task, agency_id: str) -> _JudgedAgency:
    inspection = inspect_agency(task.inspections, agency_id)
    profile = inspection.loaded.agency.profile if inspection.loaded.agency is not None else None
    if task.types and profile is not None and profile.type not in task.types:
        return _JudgedAgency()
    inspected = (inspection, *inspection.predecessors)
    problems = tuple(problem for each in inspected for problem in each.problems)
    withheld = {each.id: each.redacted.files for each in inspected if each.redacted.files}
    agency, assessment = inspection.agency, inspection.assessment
    if agency is None or assessment is None:
        return _JudgedAgency(None, problems, withheld)
    result = task.make(Judging(task.context, inspection, agency, assessment))
    return _JudgedAgency(result, problems, withheld)


def in_short(judging: Judging) -> tuple[str, str, str, AgencyFindings]:
    """Return folder name, short name, type and findings, of which a snapshot is made."""
    agency = judging.agency
    ended = summarise(agency, judging.context.framework, judging.as_of).ended
    findings = findings_of(judging.assessment, agency, ended=ended)
    return agency.id, agency.short_name, agency.profile.type, findings


def snapshot(options: Options, judged: JudgedAll[tuple[str, str, str, AgencyFindings]]) -> Snapshot:
    """Sum up the findings of all agencies on the day."""
    place = judged.context.place.name if judged.context is not None else None
    return snapshot_of(options.as_of, place or "", judged.results)


def in_full(judging: Judging) -> list[dict[str, object]]:
    """List every finding as plain data: agency, duty, status, citation, evidence, lacking, due."""
    line = judging.inspection.line
    view = StandingView(
        judging.agency, judging.assessment, judging.context.site, line, judging.as_of
    )
    return list(view.plain())


# All agencies → what each of them meets and lacks, for the documents of the oversight office.


def judge_agencies(
    options: Options, *, types: frozenset[str] = frozenset(), places: bool = False
) -> tuple[JudgedAgencies | None, list[Problem]]:
    """Load, check and assess agencies for the documents of the oversight office.

    Args:
        options: Which folder, day, laws and, where not all, which agencies.
        types: Values of `AGENCY_TYPES`: only such agencies; none for all.
        places: Whether to name file and line of what was seen and what is missing.

    Returns:
        What was judged, or `None` where an error in the data forbids to judge; and every problem
        of the laws, the jurisdiction, the agencies and those they answer for.
    """
    judged_all = judge_each(options, _with_places if places else _without_places, types=types)
    if judged_all.context is None or judged_all.stops:
        return None, list(judged_all.problems)
    names: dict[str, str] = {}
    for _, agency_names in judged_all.results:
        names.update(agency_names)
    judged = JudgedAgencies(
        as_of=options.as_of,
        place=judged_all.context.place,
        law=judged_all.context.framework.in_force(options.as_of),
        framework=judged_all.context.framework,
        agencies=in_order([agency for agency, _ in judged_all.results]),
        names=names,
    )
    return judged, list(judged_all.problems)


def _without_places(judging: Judging) -> tuple[JudgedAgency, dict[str, str]]:
    """Return an agency for documents without places, and the names of those it answers for."""
    return _for_documents(judging, {})


def _with_places(judging: Judging) -> tuple[JudgedAgency, dict[str, str]]:
    find = _FindingPlaces(judging)
    return _for_documents(judging, {spot: find.of(spot) for spot in _spots(judging.assessment)})


def _for_documents(
    judging: Judging, places: Mapping[Spot, str]
) -> tuple[JudgedAgency, dict[str, str]]:
    names = {
        inspection.id: inspection.agency.profile.name
        for inspection in (judging.inspection, *judging.inspection.predecessors)
        if inspection.agency is not None
    }
    ended = "?" if has_ended(judging.agency, judging.as_of) else ""
    short = findings_of(judging.assessment, judging.agency, ended=ended)
    agency = JudgedAgency.of(judging.agency, judging.assessment, judging.as_of, places, short)
    return agency, names


def _spots(assessment: Assessment) -> Iterator[Spot]:
    for finding in (*assessment.findings, *assessment.extras):
        for judgement in finding.judgements:
            yield from judgement.evidence
            yield from (lack.spot for lack in judgement.lacks)
    for point in assessment.coverage.points:
        yield point.spot
        yield from (kind.spot for kind in point.kinds)


class _FindingPlaces:
    """File and line of what stands in an agency's folder, or in one beside it."""

    def __init__(self, judging: Judging) -> None:
        self._agencies = judging.inspection.agencies
        self._inspection = judging.inspection

    def of(self, spot: Spot) -> str:
        """Name a spot's file and line (`agencies/so-mau/co-quan.yml:12`), if there is one."""
        path = posixpath.normpath(f"{self._inspection.id}/{spot.file}")
        if path == JURISDICTION_FILE:
            document = self._jurisdiction
        else:
            document = self._inspection.document(path)
        path = f"{self._agencies.name}/{path}"
        return f"{path}:{document.locate(spot.keys).line}" if document is not None else path

    @functools.cached_property
    def _jurisdiction(self) -> SourceDocument | None:
        _, document, _ = load_jurisdiction(self._agencies)
        return document
