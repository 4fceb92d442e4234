"""Sums over agencies: how many meet each duty, what is overdue or due soon, what was asked."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from access_info.assessment.findings import Status
from access_info.assessment.summary import AgencyFindings, DutyState, YearFigures
from access_info.model.jurisdiction import Jurisdiction, OfficeReview
from access_info.model.registry import AsOf

# Below this, a share says more about chance than about an agency.
FEWEST_FOR_RATE = 10
SOON = datetime.timedelta(days=30)


def tenths(part: int, whole: int) -> int:
    """Count the tenths of a per cent in a share; 100 % only if it is all, 0 only if it is none.

    Args:
        part: How many.
        whole: Out of how many; at least 1.
    """
    thousandths = (2000 * part + whole) // (2 * whole)
    if part and part < whole:
        return min(max(thousandths, 1), 999)
    return thousandths


def percent(part: int, whole: int) -> str:
    """Write a share as people do: `99,9 %`, `100 %`."""
    ones, rest = divmod(tenths(part, whole), 10)
    return f"{ones},{rest} %" if rest else f"{ones} %"


@dataclasses.dataclass(frozen=True, slots=True)
class DutyCount:
    """The number of agencies in each status of one duty.

    Attributes:
        duty: The duty's id.
        counts: Agencies by status.
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
    """Kinds of information new in the law, over the agencies that must disclose them.

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
    """Sum up the kinds new in the law over the agencies whom the duty to disclose them binds."""
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
    """Count the agencies in each status, for each duty.

    Args:
        duties: Ids of duties, or of rules of other laws, in order.
        findings: Each agency's findings.
    """
    duty_counts = []
    for duty in duties:
        counts = dict.fromkeys((status.value for status in Status), 0)
        for agency in findings.values():
            state = agency.state(duty)
            if state is not None:
                counts[state.status] += 1
        duty_counts.append(DutyCount(duty, counts))
    return duty_counts


def overdue_tasks(findings: Mapping[str, AgencyFindings]) -> list[DutyTask]:
    """List duties that have passed their day unmet, the earliest first; other laws' rules last."""
    return _tasks(findings, lambda state: state.status == Status.OVERDUE)


def absent_tasks(findings: Mapping[str, AgencyFindings]) -> list[DutyTask]:
    """List duties for which an agency has nothing yet."""
    return _tasks(findings, lambda state: state.status == Status.ABSENT)


def tasks_due_soon(findings: Mapping[str, AgencyFindings], as_of: AsOf) -> list[DutyTask]:
    """List duties that fall due within thirty days, the earliest first."""

    def soon(state: DutyState) -> bool:
        if not state.due or state.status in {Status.OVERDUE, Status.NOT_APPLICABLE}:
            return False
        day = datetime.date.fromisoformat(state.due)
        return as_of.reached(day - SOON) and not as_of.passed(day)

    return _tasks(findings, soon)


def _tasks(
    findings: Mapping[str, AgencyFindings], wanted: Callable[[DutyState], bool]
) -> list[DutyTask]:
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
        """Return one sum's share of another in per cent; "" if the base is below ten."""
        whole = self.sums.get(base)
        if whole is None or whole < FEWEST_FOR_RATE or figure not in self.sums:
            return ""
        return percent(self.sums[figure], whole)


def reviews_of(
    place: Jurisdiction, agency: str, duty: str, reached: Callable[[datetime.date], bool]
) -> tuple[OfficeReview, ...]:
    """Return the overseeing office's own notes on a duty, from the day of each note on.

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


def total(label: str, year: int, figures: Sequence[YearFigures]) -> YearTotal:
    """Add up the figures of some agencies in one year."""
    sums: dict[str, int] = {}
    for name in SUMMED:
        values = [_value(figure, name) for figure in figures]
        known = [value for value in values if value is not None]
        if known:
            sums[name] = sum(known)
    answered = [sums[name] for name in ("on_time", "late") if name in sums]
    if answered:
        sums["answered"] = sum(answered)
    return YearTotal(label, year, len(figures), sums)


def totals_by(
    findings: Mapping[str, AgencyFindings], group_of: Callable[[str], str], year: int
) -> Iterator[YearTotal]:
    """Yield the sums of one year by group of agencies, in the order groups first appear.

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
        yield total(label, year, members)


def years_of(findings: Mapping[str, AgencyFindings]) -> list[int]:
    """List the years for which any agency gave figures, newest first."""
    return sorted(
        {year.year for agency in findings.values() for year in agency.years}, reverse=True
    )


def _value(figures: YearFigures, name: str) -> int | None:
    if name == "refused":
        return (
            sum(figures.refused.values()) if figures.refused or figures.full is not None else None
        )
    value: int | None = getattr(figures, name)
    return value
