"""What the report's first page says: a few sentences, each with its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from access_info.assessment import AgencyFindings, Status
from access_info.assessment.province import overdue_tasks, percent
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.phrases import Phrase, lower_first, phrase
from access_info.exports.documents.reported import ReportedAgencies, ReportedAgency

MOST_NAMED = 10
# Below this many requests a share would tell more of chance, and of persons, than of the office.
FEWEST = 10


def finding_points(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Phrase]:
    """Yield the findings, the most urgent first; nothing where nothing was judged.

    Args:
        reported: All agencies.
        words: The texts.
    """
    duties = reported.of_ground("in_law")
    applied = sum(duty.applies for duty in duties)
    if not applied:
        return
    counts = {
        status.name.lower(): sum(duty.count.count(status) for duty in duties)
        for status in (Status.MET, Status.PARTIAL, Status.OVERDUE, Status.ABSENT, Status.UNJUDGED)
    }
    yield phrase(words, "documents.finding_counts", applied=applied, duties=len(duties), **counts)
    ids = {duty.id for duty in duties}
    findings = {agency.id: agency.findings for agency in reported.agencies}
    late = [task for task in overdue_tasks(findings) if task.duty in ids]
    if late:
        names = _names(reported, {task.agency for task in late}, words)
        yield phrase(words, "documents.finding_overdue", count=len(late), names=names)
    empty = {agency.id for agency in reported.active if _is_mostly_absent(agency.findings, ids)}
    if empty:
        yield phrase(
            words,
            "documents.finding_absent",
            count=len(empty),
            names=_names(reported, empty, words),
        )
    told = [duty for duty in duties if duty.applies]
    met = [(duty.count.count(Status.MET), duty.applies, duty) for duty in told]
    best = max(met, key=lambda entry: entry[0] / entry[1])
    worst = min(met, key=lambda entry: entry[0] / entry[1])
    if best[0] / best[1] > worst[0] / worst[1]:
        yield phrase(
            words,
            "documents.finding_extremes",
            best=lower_first(best[2].title),
            best_met=best[0],
            best_of=best[1],
            worst=lower_first(worst[2].title),
            worst_met=worst[0],
            worst_of=worst[1],
        )
    yield from _requests(reported, words)


def _is_mostly_absent(findings: AgencyFindings, duties: set[str]) -> bool:
    """Tell whether an agency has nothing of more than half of the duties that apply to it."""
    states = [
        state.status
        for duty in duties
        if (state := findings.state(duty)) is not None and state.status != Status.NOT_APPLICABLE
    ]
    return 2 * states.count(Status.ABSENT) > len(states)


def _names(reported: ReportedAgencies, ids: set[str], words: DatasetTexts) -> str:
    named: Sequence[ReportedAgency] = [agency for agency in reported.agencies if agency.id in ids]
    shown = "; ".join(agency.short_name for agency in named[:MOST_NAMED])
    if len(named) <= MOST_NAMED:
        return shown
    return words.plain("documents.names_more", names=shown, more=len(named) - MOST_NAMED)


def _requests(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Phrase]:
    """Yield how many requests came in the newest year that anybody tells of, and were in time."""
    told = [
        figures
        for agency in reported.agencies
        for figures in agency.findings.years
        if figures.received is not None and figures.year <= reported.as_of.year
    ]
    if not told:
        return
    year = max(figures.year for figures in told)
    of_year = [figures for figures in told if figures.year == year]
    both = [
        (figures.on_time, figures.late)
        for figures in of_year
        if figures.on_time is not None and figures.late is not None
    ]
    on_time = sum(good for good, _ in both)
    whole = on_time + sum(late for _, late in both)
    yield phrase(
        words,
        "documents.finding_requests" if whole >= FEWEST else "documents.finding_requests_few",
        year=year,
        agencies=len(of_year),
        count=sum(figures.received or 0 for figures in of_year),
        on_time=on_time,
        whole=whole,
        share=percent(on_time, whole) if whole else "",
    )
