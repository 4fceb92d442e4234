"""The parts of an agency's assessment that a province needs, small enough to keep for all."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

from access_info.assessment.coverage import Cover, Coverage, KindCover
from access_info.assessment.duties import Assessment
from access_info.assessment.findings import Finding, Status
from access_info.assessment.words import each_once
from access_info.model.registry import Agency
from access_info.model.statistics import Disagreement, YearStatistics, disagreements

MOST_LACKS = 3
# The way of judging that asks for kinds of information new in the law.
NEW_KINDS = "loai-moi"


@dataclasses.dataclass(frozen=True, slots=True)
class DutyState:
    """The state of one duty of one agency, in short.

    Attributes:
        status: A value of `STATUSES`.
        due: ISO day that has passed unmet, or by which something is next due; "" for none.
        lacking: The first things that are missing, in words; those of the day `due` first.
        more: Number of further things that are missing.
        reason: Why it does not apply, or cannot be judged; else "".
        parts: How many parts are met, and how many there are.
        coming: What is to be done by the day `due`, in words.
    """

    status: str
    due: str = ""
    lacking: tuple[str, ...] = ()
    more: int = 0
    reason: str = ""
    parts: tuple[int, int] = (0, 0)
    coming: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class YearFigures:
    """A year's figures, flat, so that sums can be made; `None` is not stated.

    Attributes:
        year: The year.
        channels: Requests received in person, by post, online.
        received: All of them.
        full: Answered in full.
        partial: Answered in part.
        refused: Refused, by id of the ground.
        transferred: Passed on to another agency.
        withdrawn: Withdrawn by the requester.
        pending: Not yet answered.
        on_time: Answered in time.
        extended: Answered after an extension.
        late: Answered late.
        median: Days to an answer, the middle value.
        longest: Days to an answer, the largest value.
        complaints: Complaints.
        lawsuits: Lawsuits.
        costs: Đồng.
        proactive: What was disclosed without being asked.
        difficulties: The agency's own words.
        proposals: The agency's own words.
        wrong: Sums of the figures that ought to agree and do not.
    """

    year: int
    channels: tuple[int | None, int | None, int | None] = (None, None, None)
    received: int | None = None
    full: int | None = None
    partial: int | None = None
    refused: dict[str, int] = dataclasses.field(default_factory=dict)
    transferred: int | None = None
    withdrawn: int | None = None
    pending: int | None = None
    on_time: int | None = None
    extended: int | None = None
    late: int | None = None
    median: float | None = None
    longest: float | None = None
    complaints: int | None = None
    lawsuits: int | None = None
    costs: int | None = None
    proactive: int | None = None
    difficulties: str = ""
    proposals: str = ""
    wrong: tuple[Disagreement, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class AgencyFindings:
    """An agency's assessment in short, as kept for a whole province.

    Attributes:
        law: Id of the law in force.
        duties: State by duty's id.
        extras: State by the id of another law's rule.
        points: Number of the law's points in each state (`COVERS`).
        digital: Rows with a file or an address, and all rows.
        new_kinds: Kinds new in the law: with an item, and known to arise; none where the duty to
            disclose them does not apply.
        missing_kinds: Short ids of those that are missing; of a whole point, its letter.
        unclear_kinds: Number of new kinds that may or may not arise.
        asks_new_kinds: Whether the duty to disclose them applies.
        district: The district that it belonged to until 1 July 2025, or "".
        founded: ISO day, or "".
        ended: ISO day of its end where it has come, "?" when unknown, or "".
        years: Figures, newest first.
    """

    law: str
    duties: dict[str, DutyState]
    extras: dict[str, DutyState]
    points: dict[str, int]
    digital: tuple[int, int]
    new_kinds: tuple[int, int]
    missing_kinds: tuple[str, ...]
    unclear_kinds: int = 0
    asks_new_kinds: bool = False
    district: str = ""
    founded: str = ""
    ended: str = ""
    years: tuple[YearFigures, ...] = ()

    def state(self, duty: str) -> DutyState | None:
        """Return the state of a duty or another law's rule; `None` if it is not asked."""
        return self.duties.get(duty) or self.extras.get(duty)


def findings_of(assessment: Assessment, agency: Agency, *, ended: str) -> AgencyFindings:
    """Summarize an assessment for a province.

    Args:
        assessment: The agency's assessment.
        agency: The agency.
        ended: ISO day of its end where it has come, "?" when unknown, or "".
    """
    coverage = assessment.coverage
    applies = new_kinds_finding(assessment.findings) is not None
    new = [demand for _, demand in coverage.new] if applies else []
    covered = sum(demand.is_public for demand in new)
    missing = tuple(
        demand.kind.alias if isinstance(demand, KindCover) else demand.point.letter
        for demand in new
        if demand.cover is Cover.MISSING or (demand.cover is Cover.COVERED and not demand.is_public)
    )
    founded = agency.profile.founded
    return AgencyFindings(
        law=assessment.law.id,
        duties={finding.duty: _state(finding) for finding in assessment.findings},
        extras={extra.duty: _state(extra) for extra in assessment.extras},
        points={cover.value: coverage.count(cover) for cover in Cover},
        digital=assessment.digital,
        new_kinds=(covered, covered + len(missing)),
        missing_kinds=missing,
        unclear_kinds=unclear_new_kinds(coverage) if applies else 0,
        asks_new_kinds=applies,
        district=agency.profile.former_district or "",
        founded=founded.date.isoformat() if founded and founded.date else "",
        ended=ended,
        years=tuple(figures_of(year) for year in agency.statistics),
    )


def new_kinds_finding(findings: Iterable[Finding]) -> Finding | None:
    """Find the duty that asks for kinds of information new in the law, if it applies."""
    for finding in findings:
        if finding.status is not Status.NOT_APPLICABLE and any(
            judgement.part.way == NEW_KINDS for judgement in finding.judgements
        ):
            return finding
    return None


def unclear_new_kinds(coverage: Coverage) -> int:
    """Count kinds that are certainly new and may or may not arise."""
    return sum(kind.kind.is_new and kind.cover is Cover.UNCLEAR for kind in coverage.kinds)


def figures_of(year: YearStatistics) -> YearFigures:
    """Convert a year's figures for sums."""
    received, results, time = year.received, year.results, year.timeliness
    return YearFigures(
        year=year.year,
        channels=(received.in_person, received.by_post, received.online)
        if received
        else (None, None, None),
        received=received.total if received else None,
        full=results.full if results else None,
        partial=results.partial if results else None,
        refused={
            ground: count
            for ground, count in ((results.refused or {}) if results else {}).items()
            if count is not None
        },
        transferred=results.transferred if results else None,
        withdrawn=results.withdrawn if results else None,
        pending=results.pending if results else None,
        on_time=time.on_time if time else None,
        extended=time.extended if time else None,
        late=time.late if time else None,
        median=float(time.median_days) if time and time.median_days is not None else None,
        longest=float(time.longest_days) if time and time.longest_days is not None else None,
        complaints=year.complaints,
        lawsuits=year.lawsuits,
        costs=year.costs,
        proactive=year.proactive,
        difficulties=year.difficulties or "",
        proposals=year.proposals or "",
        wrong=tuple(disagreements(year)),
    )


def _state(finding: Finding) -> DutyState:
    due: datetime.date | None = finding.due
    lacks = sorted(finding.lacks, key=lambda lack: due is None or lack.due != due)
    words = each_once(lack.what for lack in lacks)
    met = sum(judgement.status == "met" for judgement in finding.judgements)
    counted = sum(judgement.status != "not-applicable" for judgement in finding.judgements)
    return DutyState(
        status=finding.status.value,
        due=due.isoformat() if due else "",
        lacking=words[:MOST_LACKS],
        more=max(0, len(words) - MOST_LACKS),
        reason=finding.reason,
        parts=(met, counted) if finding.status is not Status.NOT_APPLICABLE else (0, 0),
        coming=tuple(
            dict.fromkeys(
                judgement.part.title
                for judgement in finding.judgements
                if due and judgement.due == due
            )
        ),
    )
