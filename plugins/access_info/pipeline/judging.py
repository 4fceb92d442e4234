"""Every agency judged, without a page being made: for commands that print or write findings."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator, Mapping

from access_info.assessment import Assessment, Assessor, Finding, Spot, findings_of
from access_info.assessment.snapshots import Snapshot, snapshot_of
from access_info.checks import check_agency
from access_info.loading import load_agency, read_folder
from access_info.model.registry import Agency, AsOf
from access_info.pages.site import SiteContext
from access_info.pages.standing import StandingView
from access_info.pages.summary import AgencySummary, summarise
from access_info.pipeline.assessing import line_of
from access_info.pipeline.basis import Basis, read_basis
from access_info.pipeline.options import Options
from access_info.pipeline.workers import work
from access_info.problems import Problem, errors, in_order


@dataclasses.dataclass(frozen=True)
class JudgedAgency:
    """One agency, judged.

    Attributes:
        id: Folder name.
        agency: The agency; `None` when its profile cannot be used.
        assessment: What was judged, or `None`.
        summary: What other pages show of it, or `None`.
        lines: Line of each place that a finding names.
        problems: Of reading and checking.
    """

    id: str
    agency: Agency | None
    assessment: Assessment | None
    summary: AgencySummary | None
    lines: Mapping[Spot, int]
    problems: tuple[Problem, ...]


@dataclasses.dataclass(frozen=True)
class JudgedProvince:
    """All agencies, judged.

    Attributes:
        options: As asked.
        basis: Laws and jurisdiction; `None` when the laws cannot be read.
        agencies: By folder name, sorted.
        problems: Everything that is wrong, in order.
    """

    options: Options
    basis: Basis | None
    agencies: Mapping[str, JudgedAgency]
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

    @functools.cached_property
    def known(self) -> frozenset[str]:
        """All agencies."""
        return frozenset(self.basis.ids)

    @functools.cached_property
    def assessor(self) -> Assessor:
        """Judges."""
        return Assessor(self.basis.framework, self.basis.place)


def judge_all(options: Options, only: frozenset[str] | None = None) -> JudgedProvince:
    """Reads, checks and judges agencies.

    Args:
        options: Which data, as of which day.
        only: Agencies to judge, or `None` for all.
    """
    basis, problems = read_basis(options)
    if basis is None:
        return JudgedProvince(options, None, {}, tuple(in_order(problems)))
    wanted = [name for name in basis.published if only is None or name in only]
    task = _Task(options, basis)
    found = {one.id: one for one in work(_judge, wanted, state=task, jobs=options.jobs)}
    for one in found.values():
        problems += one.problems
    return JudgedProvince(options, basis, found, tuple(in_order(problems)))


def snapshot(judged: JudgedProvince) -> Snapshot:
    """The summary of the day."""
    place = judged.basis.place.name if judged.basis is not None else None
    return snapshot_of(
        judged.options.as_of,
        place or "",
        [
            (
                one.id,
                one.summary.short_name,
                one.summary.type,
                findings_of(one.assessment, one.agency, ended=one.summary.ended),
            )
            for one in judged.agencies.values()
            if one.agency is not None and one.assessment is not None and one.summary is not None
        ],
    )


def findings_json(judged: JudgedProvince) -> Iterator[dict[str, object]]:
    """Every finding as plain data: `{agency, duty, status, citation, evidence, lacking, due}`."""
    if judged.basis is None:
        return
    site = judged.basis.site
    for one in judged.agencies.values():
        if one.agency is None or one.assessment is None:
            continue
        view = StandingView(one.agency, one.assessment, site, one.lines.get)
        place = functools.partial(_place, site, one, view)
        for finding in (*one.assessment.findings, *one.assessment.extras):
            yield {
                "agency": one.id,
                "duty": finding.duty,
                "title": finding.title,
                "status": finding.status.value,
                "law": finding.law,
                "citation": finding.citation,
                "basis": finding.basis,
                "reason": finding.reason,
                "evidence": [place(spot) for spot in finding.evidence],
                "lacking": [{"what": lack.what, **place(lack.spot)} for lack in finding.lacks],
                "due": finding.due.isoformat() if finding.due else None,
            }


def _place(
    site: SiteContext, one: JudgedAgency, view: StandingView, spot: Spot
) -> dict[str, object]:
    file = spot.file
    path = file.removeprefix("../") if file.startswith("../") else f"{one.id}/{file}"
    return {
        "file": path,
        "line": one.lines.get(spot),
        "row": spot.row or None,
        "url": view.address(spot) if site.features.oversight else None,
    }


def _judge(task: _Task, name: str) -> JudgedAgency:
    basis = task.basis
    loaded = load_agency(read_folder(task.options.agencies / name))
    checked = check_agency(loaded, framework=basis.framework, agencies=task.known)
    agency = loaded.agency
    if agency is None:
        return JudgedAgency(name, None, None, None, {}, checked.problems)
    predecessors = [
        load_agency(read_folder(task.options.agencies / other))
        for other in agency.profile.predecessors
        if other in task.known and other != name
    ]
    as_of = AsOf(task.options.as_of)
    assessment = task.assessor.assess(loaded, agency, as_of, predecessors)
    return JudgedAgency(
        id=name,
        agency=agency,
        assessment=assessment,
        summary=summarise(agency, basis.framework, as_of),
        lines=dict(_lines(assessment, line_of(loaded, predecessors))),
        problems=checked.problems,
    )


def _lines(
    assessment: Assessment, line: Callable[[Spot], int | None]
) -> Iterator[tuple[Spot, int]]:
    findings: tuple[Finding, ...] = (*assessment.findings, *assessment.extras)
    for finding in findings:
        for spot in (*finding.evidence, *(lack.spot for lack in finding.lacks)):
            found = line(spot)
            if found is not None:
                yield spot, found
