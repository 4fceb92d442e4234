"""All agencies → what each of them meets and lacks, for the documents of the oversight office."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Iterator, Mapping

from access_info.assessment import Assessment, Spot, findings_of, has_ended
from access_info.exports.documents.judged import JudgedAgencies, JudgedAgency, in_order
from access_info.loading import load_jurisdiction
from access_info.loading.folders import JURISDICTION_FILE
from access_info.pipeline.preparation.all_agencies import Judging, judge_each
from access_info.pipeline.preparation.options import Options
from access_info.problems import Problem
from access_info.source import SourceDocument


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
