"""Sums up agencies' findings for a province: duties met, overdue or due soon, yearly figures, trends."""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pydantic

from access_info.assessment.coverage import Cover
from access_info.assessment.duties import Assessment
from access_info.assessment.findings import (
    Finding,
    Status,
    dated_bytes,
    distinct_phrases,
    read_dated,
)
from access_info.loading.rules import BAD_SNAPSHOT
from access_info.model.agency import (
    Disagreement,
    Received,
    Results,
    Timeliness,
    YearStatistics,
    disagreements,
)
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction, OfficeReview
from access_info.model.registry import Agency
from access_info.problems import Problem

# An agency's assessment in short, small enough to be kept for all agencies of a province.

MAX_LACKS = 3
# The way of judging that asks for kinds of information new in the law.
_NEW_KINDS = "loai-moi"


@dataclasses.dataclass(frozen=True, slots=True)
class DutyState:
    """The state of one duty of one agency, in short.

    Attributes:
        status: A value of `STATUSES`.
        due: ISO day that has passed unmet, or by which something is next due; "" for none.
        lacking: The first things that are missing, in words; those of the day `due` first.
        more: Number of further things that are missing.
        reason: Why it does not apply, or cannot be judged; else "".
        coming: What is to be done by the day `due`, in words.
    """

    status: str
    due: str = ""
    lacking: tuple[str, ...] = ()
    more: int = 0
    reason: str = ""
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
        refused: Refused, by id of the ground; grounds without a number are left out.
        refusals_unknown: Whether grounds are named, but none has a number.
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
    refusals_unknown: bool = False
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
        new_kinds: Kinds new in the law: with an item, and known to arise; none where the duty to
            disclose them does not apply.
        unclear_kinds: Number of new kinds that may or may not arise.
        asks_new_kinds: Whether the duty to disclose them applies.
        district: The district that it belonged to until 1 July 2025, or "".
        ended: ISO day of its end where it has come, "?" when unknown, or "".
        years: Figures, newest first.
    """

    law: str
    duties: dict[str, DutyState]
    extras: dict[str, DutyState]
    points: dict[str, int]
    new_kinds: tuple[int, int]
    unclear_kinds: int = 0
    asks_new_kinds: bool = False
    district: str = ""
    ended: str = ""
    years: tuple[YearFigures, ...] = ()

    def state(self, duty: str) -> DutyState | None:
        """Return the state of a duty or another law's rule; `None` if it is not asked."""
        return self.duties.get(duty) or self.extras.get(duty)


def findings_of(assessment: Assessment, agency: Agency, *, ended: str) -> AgencyFindings:
    """Return an agency's assessment in short, as the province's pages and sums need it.

    New kinds of information count only where the duty to disclose them applies; an item that is listed
    but not public yet is missing.

    Args:
        assessment: The agency's assessment.
        agency: The agency.
        ended: ISO day of its end where it has come, "?" when unknown, or "".
    """
    coverage = assessment.coverage
    applies = any(
        judgement.part.way == _NEW_KINDS
        for finding in assessment.findings
        if finding.status is not Status.NOT_APPLICABLE
        for judgement in finding.judgements
    )
    new = [demand for _, demand in coverage.new] if applies else []
    covered = sum(demand.is_public for demand in new)
    unclear = sum(kind.kind.is_new and kind.cover is Cover.UNCLEAR for kind in coverage.kinds)
    missing = sum(
        demand.cover is Cover.MISSING or (demand.cover is Cover.COVERED and not demand.is_public)
        for demand in new
    )
    return AgencyFindings(
        law=assessment.law.id,
        duties={finding.duty: _duty_state(finding) for finding in assessment.findings},
        extras={extra.duty: _duty_state(extra) for extra in assessment.extras},
        points={cover.value: coverage.count(cover) for cover in Cover},
        new_kinds=(covered, covered + missing),
        unclear_kinds=unclear if applies else 0,
        asks_new_kinds=applies,
        district=agency.profile.former_district or "",
        ended=ended,
        years=tuple(figures_of(year) for year in agency.statistics),
    )


def figures_of(year: YearStatistics) -> YearFigures:
    """Return a year's figures as one flat record, so that those of many agencies can be added up."""
    received = year.received or Received()
    results = year.results or Results()
    time = year.timeliness or Timeliness()
    refused = results.refused or {}
    counted = {ground: count for ground, count in refused.items() if count is not None}
    return YearFigures(
        year=year.year,
        channels=(received.in_person, received.by_post, received.online),
        received=year.received.total if year.received else None,
        full=results.full,
        partial=results.partial,
        refused=counted,
        refusals_unknown=bool(refused) and not counted,
        transferred=results.transferred,
        withdrawn=results.withdrawn,
        pending=results.pending,
        on_time=time.on_time,
        extended=time.extended,
        late=time.late,
        median=time.median_days,
        longest=time.longest_days,
        complaints=year.complaints,
        lawsuits=year.lawsuits,
        costs=year.costs,
        proactive=year.proactive,
        difficulties=year.difficulties or "",
        proposals=year.proposals or "",
        wrong=tuple(disagreements(year)),
    )


def _duty_state(finding: Finding) -> DutyState:
    """Return a finding in short: its first lacks in words, those of the day `due` before others."""
    due: datetime.date | None = finding.due
    lacks = sorted(finding.lacks, key=lambda lack: due is None or lack.due != due)
    words = distinct_phrases(lack.what for lack in lacks)
    return DutyState(
        status=finding.status.value,
        due=due.isoformat() if due else "",
        lacking=words[:MAX_LACKS],
        more=max(0, len(words) - MAX_LACKS),
        reason=finding.reason,
        coming=tuple(
            dict.fromkeys(
                judgement.part.title
                for judgement in finding.judgements
                if due and judgement.due == due
            )
        ),
    )


# Below this, a share says more about chance than about an agency.
MIN_FOR_RATE = 10
SOON = datetime.timedelta(days=30)


def tenths(part: int, whole: int) -> int:
    """Return a share in tenths of a per cent, rounded: 1 of 3 → 333.

    It is 1000 only for all and 0 only for none, so that 1999 of 2000 does not pass for all.

    Args:
        part: How many.
        whole: Out of how many; at least 1.
    """
    thousandths = (2000 * part + whole) // (2 * whole)  # rounded half up, without floats
    if part and part < whole:
        return min(max(thousandths, 1), 999)
    return thousandths


def percent(part: int, whole: int) -> str:
    """Return a share as people write it: `99,9 %`, `100 %`."""
    ones, rest = divmod(tenths(part, whole), 10)
    return f"{ones},{rest} %" if rest else f"{ones} %"


@dataclasses.dataclass(frozen=True, slots=True)
class DutyCount:
    """The number of agencies in each status of one duty.

    Attributes:
        duty: The duty's id.
        counts: Agencies by status; a status that none has may be absent.
    """

    duty: str
    counts: Mapping[str, int]

    @property
    def applies(self) -> int:
        """Agencies to whom it applies: the denominator of every share."""
        return sum(self.counts.values()) - self.counts.get(Status.NOT_APPLICABLE, 0)

    def count(self, status: str) -> int:
        """Return the number of agencies in a status."""
        return self.counts.get(status, 0)

    def share(self, status: str) -> float:
        """Return the share of a status among agencies to whom the duty applies, from 0 to 1."""
        return self.count(status) / self.applies if self.applies else 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class NewKinds:
    """How far the kinds of information new in the law are disclosed, summed over agencies.

    Attributes:
        agencies: How many agencies.
        met: Kinds with an item.
        of: Kinds known to arise.
        unclear: Kinds that may or may not arise, in no denominator.
    """

    agencies: int
    met: int
    of: int
    unclear: int


def new_kinds(findings: Iterable[AgencyFindings]) -> NewKinds:
    """Sum up the kinds new in the law over the agencies bound to disclose them."""
    bound = [agency for agency in findings if agency.asks_new_kinds]
    return NewKinds(
        agencies=len(bound),
        met=sum(agency.new_kinds[0] for agency in bound),
        of=sum(agency.new_kinds[1] for agency in bound),
        unclear=sum(agency.unclear_kinds for agency in bound),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class DutyTask:
    """A duty of an agency about which something must be done.

    Attributes:
        agency: Folder name.
        duty: The duty's id, or that of another law's rule.
        state: The duty's state.
        extra: Whether it is a rule of another law.
    """

    agency: str
    duty: str
    state: DutyState
    extra: bool = False


def count_duties(duties: Iterable[str], findings: Mapping[str, AgencyFindings]) -> list[DutyCount]:
    """Return, for each duty, how many agencies are in each status; an agency not judged by it is left out.

    Args:
        duties: Ids of duties, or of rules of other laws, in order.
        findings: Each agency's findings.
    """
    duty_counts = []
    for duty in duties:
        states = (agency.state(duty) for agency in findings.values())
        counts = Counter(state.status for state in states if state is not None)
        duty_counts.append(DutyCount(duty, counts))
    return duty_counts


def tasks_with_status(findings: Mapping[str, AgencyFindings], status: Status) -> list[DutyTask]:
    """Return the duties that have a status, the earliest due first; other laws' rules last."""
    return _tasks(findings, lambda state: state.status == status)


def tasks_due_soon(findings: Mapping[str, AgencyFindings], as_of: AsOf) -> list[DutyTask]:
    """Return the duties that fall due within thirty days, the earliest first."""

    def soon(state: DutyState) -> bool:
        """Tell whether a duty's day is still to come, but within thirty days."""
        if not state.due or state.status in {Status.OVERDUE, Status.NOT_APPLICABLE}:
            return False
        day = datetime.date.fromisoformat(state.due)
        return as_of.reached(day - SOON) and not as_of.passed(day)

    return _tasks(findings, soon)


def _tasks(
    findings: Mapping[str, AgencyFindings], wanted: Callable[[DutyState], bool]
) -> list[DutyTask]:
    """Return the duties whose state is wanted, the earliest due first, those without a day after them.

    Other laws' rules come last.
    """
    tasks = [
        DutyTask(agency, duty, state, extra)
        for agency, agency_findings in findings.items()
        for extra, states in ((False, agency_findings.duties), (True, agency_findings.extras))
        for duty, state in states.items()
        if wanted(state)
    ]
    return sorted(
        tasks, key=lambda task: (task.extra, task.state.due or "9999", task.duty, task.agency)
    )


@dataclasses.dataclass(frozen=True, slots=True)
class YearTotal:
    """The summed figures of several agencies in one year.

    Attributes:
        label: What the agencies have in common, or "".
        year: The year.
        agencies: How many gave figures.
        sums: Sum by figure; absent where none gave it.
    """

    label: str
    year: int
    agencies: int
    sums: Mapping[str, int]

    def rate(self, figure: str, base: str) -> str:
        """Return one sum's share of another as `99,9 %`; "" if the base is unknown or below ten."""
        whole = self.sums.get(base)
        if whole is None or whole < MIN_FOR_RATE or figure not in self.sums:
            return ""
        return percent(self.sums[figure], whole)


def office_reviews_of(
    place: Jurisdiction, agency: str, duty: str, reached: Callable[[datetime.date], bool]
) -> tuple[OfficeReview, ...]:
    """Return the overseeing office's notes on one duty of one agency, those whose day has come.

    Args:
        place: The jurisdiction's settings.
        agency: Folder name.
        duty: The duty's id, or that of another law's rule.
        reached: Day → whether it has come.
    """
    return tuple(
        review
        for review in place.office_reviews
        if review.agency == agency
        and (review.obligation or "").casefold() == duty.casefold()
        and (review.date is None or reached(review.date))
    )


# Figures of a year (fields of `YearFigures`) that are added up over agencies.
SUMMED = (
    "received",
    "full",
    "partial",
    "refused",
    "transferred",
    "withdrawn",
    "pending",
    "on_time",
    "extended",
    "late",
    "complaints",
    "lawsuits",
    "costs",
    "proactive",
)


def year_total(label: str, year: int, figures: Sequence[YearFigures]) -> YearTotal:
    """Add up the figures of some agencies in one year; `answered` is the sum of on time and late.

    Args:
        label: What the agencies have in common, or "".
        year: The year.
        figures: The figures of each agency for that year.
    """
    sums: dict[str, int] = {}
    for name in SUMMED:
        stated = [count for each in figures if (count := _figure(each, name)) is not None]
        if stated:
            sums[name] = sum(stated)
    answered = [sums[name] for name in ("on_time", "late") if name in sums]
    if answered:
        sums["answered"] = sum(answered)
    return YearTotal(label, year, len(figures), sums)


def totals_by(
    findings: Mapping[str, AgencyFindings], group_of: Callable[[str], str], year: int
) -> Iterator[YearTotal]:
    """Yield the summed figures of one year for each group of agencies, in the order groups first appear.

    Args:
        findings: Each agency's findings.
        group_of: Agency → its group's name; "" leaves it out.
        year: The year.
    """
    groups: dict[str, list[YearFigures]] = {}
    for agency, agency_findings in findings.items():
        label = group_of(agency)
        if not label:
            continue
        for figures in agency_findings.years:
            if figures.year == year:
                groups.setdefault(label, []).append(figures)
    for label, members in groups.items():
        yield year_total(label, year, members)


def years_of(findings: Mapping[str, AgencyFindings]) -> list[int]:
    """Return the years for which any agency gave figures, newest first."""
    return sorted(
        {year.year for agency in findings.values() for year in agency.years}, reverse=True
    )


def _figure(figures: YearFigures, name: str) -> int | None:
    """Return one figure of a year; `None` is not stated.

    Refusals are stated by ground and summed here. Without any ground they are 0 if the requests
    answered in full are stated, else not stated; nor are they where no ground has a number.
    """
    if name == "refused":
        is_none = figures.full is not None and not figures.refusals_unknown
        return sum(figures.refused.values()) if figures.refused or is_none else None
    value: int | None = getattr(figures, name)
    return value


# A dated summary of a whole jurisdiction, kept beside the site: trends are drawn from it.

FORMAT = 1


class AgencySnapshot(pydantic.BaseModel):
    """The statuses of one agency on the day of a snapshot."""

    model_config = pydantic.ConfigDict(frozen=True, extra="ignore")

    name: str
    type: str
    ended: bool = False
    duties: dict[str, str] = pydantic.Field(
        default_factory=dict, description="Duty's id → status (chua-co, qua-han, dat …)."
    )
    extras: dict[str, str] = pydantic.Field(
        default_factory=dict, description="Rule of another law → status; absent where none."
    )
    points: dict[str, int] = pydantic.Field(
        default_factory=dict, description="How points stand (co-muc, chua-co-muc …) → how many."
    )
    new_kinds: tuple[int, int] = pydantic.Field(
        default=(0, 0), description="Kinds new in the law: with an item, known to arise."
    )


class Snapshot(pydantic.BaseModel):
    """The statuses of all agencies of a jurisdiction on a day, kept to compare later days with."""

    model_config = pydantic.ConfigDict(frozen=True, extra="ignore")

    format: int = FORMAT
    as_of: datetime.date
    law: str
    jurisdiction: str = ""
    agencies: dict[str, AgencySnapshot] = pydantic.Field(default_factory=dict)


def snapshot_of(
    as_of: datetime.date,
    jurisdiction: str,
    agencies: Iterable[tuple[str, str, str, AgencyFindings]],
) -> Snapshot:
    """Return the findings of a whole jurisdiction on a day, as they are kept for later comparison.

    All agencies are judged under one law, which is named once.

    Args:
        as_of: The day of judgement.
        jurisdiction: The jurisdiction's name, or "".
        agencies: Each agency's folder name, short name, type and findings.
    """
    summaries = list(agencies)
    return Snapshot(
        as_of=as_of,
        law=summaries[0][3].law if summaries else "",
        jurisdiction=jurisdiction,
        agencies={
            agency: AgencySnapshot(
                name=name,
                type=type_,
                ended=bool(findings.ended),
                duties={duty: state.status for duty, state in findings.duties.items()},
                extras={rule: state.status for rule, state in findings.extras.items()},
                points={cover: count for cover, count in findings.points.items() if count},
                new_kinds=findings.new_kinds,
            )
            for agency, name, type_, findings in summaries
        },
    )


def snapshot_bytes(snapshot: Snapshot) -> bytes:
    """Return a summary as the bytes of a JSON file; equal summaries give equal bytes."""
    data = snapshot.model_dump(mode="json")
    for agency in data["agencies"].values():
        # Older files lack this field: without it, their bytes and a new file's stay equal.
        if not agency["extras"]:
            del agency["extras"]
    return dated_bytes(data)


def read_snapshots(folder: Path | None) -> tuple[tuple[Snapshot, ...], list[Problem]]:
    """Return the summaries in a folder, the oldest first, with a warning for each unreadable one."""
    return read_dated(folder, Snapshot, day=lambda summary: summary.as_of, otherwise=BAD_SNAPSHOT)


def snapshot_schema() -> dict[str, Any]:
    """Return the JSON Schema of a summary's file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tóm tắt tình hình thực hiện của một địa bàn trong một ngày",
        **Snapshot.model_json_schema(),
    }


def status_changes(
    before: Snapshot, now: Mapping[str, AgencyFindings]
) -> list[tuple[str, str, str, str]]:
    """Return (agency, duty, status then, status now) for each status that changed since an earlier day.

    Duties of an agency that ended since are left out: `roster` lists that agency.
    """
    changes = []
    for agency, findings in now.items():
        old = before.agencies.get(agency)
        if old is None or (findings.ended and not old.ended):
            continue
        then = {**old.duties, **old.extras}
        for duty, state in (*findings.duties.items(), *findings.extras.items()):
            was = then.get(duty)
            if was is not None and was != state.status:
                changes.append((agency, duty, was, state.status))
    return changes


def roster(
    before: Snapshot, now: Mapping[str, AgencyFindings]
) -> tuple[list[str], list[str], list[str]]:
    """Return the agencies that are new, have ended, and are gone since an earlier day.

    The first two by folder name; those that are gone by name, since they have no page any more.
    """
    old = before.agencies
    new = [agency for agency in now if agency not in old]
    ended = [
        agency
        for agency, findings in now.items()
        if findings.ended and agency in old and not old[agency].ended
    ]
    return new, ended, [earlier.name for agency, earlier in old.items() if agency not in now]
