"""What the report says in figures: its findings, how far the transition is, and sums of the years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from access_info.assessment import AgencyFindings, Status, YearFigures
from access_info.assessment.province import new_kinds, percent, tasks_with_status
from access_info.checks.safety.standing import is_person
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.judged import (
    ReportedAgencies,
)
from access_info.exports.documents.paper import (
    Block,
    BlockColumn,
    BlockTable,
    Heading,
    Phrase,
    Points,
    Text,
    lower_first,
    phrase,
)
from access_info.legal.provisions import Transition
from access_info.model.types import vn_date
from access_info.model.verification import Novelty
from access_info.model.vocabularies import AGENCY_TYPES

# The report's part on the transition: what must be public by the day that the new law sets.


def progress_blocks(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Block]:
    """Yield how far agencies are in the transition; nothing where the law sets no day for it.

    Args:
        reported: All agencies.
        words: The texts.
    """
    law = reported.law
    dated = [transition for transition in law.transitions if transition.due is not None]
    whole = new_kinds(agency.findings for agency in reported.agencies)
    unsure = sum(kind.novelty is Novelty.UNCLEAR for _, kind in law.kinds)
    if dated and unsure:
        yield Text(phrase(words, "documents.progress_unsure", count=unsure))
    if not dated or not whole.agencies:
        return
    for transition in dated:
        yield Text(phrase(words, "documents.progress_rule", **_rule(transition, reported, words)))
    yield Text(
        phrase(
            words,
            "documents.progress_total",
            agencies=whole.agencies,
            covered=whole.met,
            kinds=whole.of,
            unclear=whole.unclear,
        )
    )
    columns = (
        BlockColumn(words["documents.type"], 70),
        BlockColumn(words["documents.applies"], 25, numbers=True),
        BlockColumn(words["documents.progress_covered"], 40, numbers=True),
        BlockColumn(words["documents.progress_unclear"], 30, numbers=True),
    )
    rows = []
    for value, label in AGENCY_TYPES.items():
        part = new_kinds(agency.findings for agency in reported.agencies if agency.type == value)
        if part.agencies:
            covered = f"{part.met}/{part.of}" if part.of else words["documents.progress_none"]
            rows.append((label, str(part.agencies), covered, str(part.unclear)))
    yield BlockTable(words["documents.progress_table"], columns, tuple(rows))


def _rule(
    transition: Transition, reported: ReportedAgencies, words: DatasetTexts
) -> dict[str, str]:
    due = transition.due or reported.as_of
    left = (due - reported.as_of).days
    key = "progress_left" if left >= 0 else "progress_over"
    # The sentence that it is put in has its own stop.
    note = f" ({transition.note.rstrip('.')})" if transition.note else ""
    return {
        "title": transition.title,
        "citation": transition.citation,
        "due": vn_date(due),
        "left": words.plain(f"documents.{key}", days=abs(left)),
        "note": note,
    }


# What the report's first page says: a few sentences, each with its figures.

MAX_NAMED = 10
# Below this many requests a share would tell more of chance, and of persons, than of the office.
MIN_REQUESTS = 10


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
    late = [task for task in tasks_with_status(findings, Status.OVERDUE) if task.duty in ids]
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
    named = [agency.short_name for agency in reported.agencies if agency.id in ids]
    return joined_names(named, MAX_NAMED, words)


def joined_names(names: Sequence[str], most: int, words: DatasetTexts) -> str:
    """Join names, at most so many of them; of the others the number is told."""
    if len(names) <= most:
        return "; ".join(names)
    return words.plain(
        "documents.names_more", names="; ".join(names[:most]), more=len(names) - most
    )


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
    on_time, whole = _answered(of_year)
    yield phrase(
        words,
        "documents.finding_requests" if whole >= MIN_REQUESTS else "documents.finding_requests_few",
        year=year,
        agencies=len(of_year),
        count=sum(figures.received or 0 for figures in of_year),
        on_time=on_time,
        whole=whole,
        share=percent(on_time, whole) if whole else "",
    )


# The report's part on yearly figures (Decree 13/2018/NĐ-CP, Art. 12(4)).

MAX_YEARS = 5
# Below this many requests a share would tell more of chance, and of persons, than of the office.

# In the order of the form that agencies fill in.
_CHANNELS = ("in_person", "by_post", "online")
_FIGURES = (
    *("received", *_CHANNELS, "full", "partial", "refused", "transferred", "withdrawn", "pending"),
    *("on_time", "extended", "late", "complaints", "lawsuits", "costs", "proactive"),
)


def _figure(year: YearFigures, name: str) -> int | None:
    """Return a figure of a year; of refusals all together, `None` where no result is told at all."""
    if name in _CHANNELS:
        return year.channels[_CHANNELS.index(name)]
    if name != "refused":
        value: int | None = getattr(year, name)
        return value
    if year.refused:
        return sum(year.refused.values())
    told = (year.full, year.partial, year.transferred, year.withdrawn, year.pending)
    return None if all(value is None for value in told) else 0


def year_blocks(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Block]:
    """Yield sums of agencies' yearly figures, year by year; nothing where none stated any.

    Args:
        reported: All agencies.
        words: The texts.
    """
    years: dict[int, list[YearFigures]] = {}
    for agency in reported.agencies:
        for figures in agency.findings.years:
            if figures.year <= reported.as_of.year:
                years.setdefault(figures.year, []).append(figures)
    shown = sorted(years, reverse=True)[:MAX_YEARS]
    if not shown:
        return
    yield Text(phrase(words, "documents.years_note", agencies=len(reported.agencies)))
    start = reported.law.in_force_from
    if start.year in shown and (start.month, start.day) != (1, 1):
        yield Text(
            phrase(
                words,
                "documents.years_break",
                year=start.year,
                law=reported.law.full_name,
                date=vn_date(start),
            )
        )
    columns = (
        BlockColumn(words["documents.figure"], 65),
        *(
            BlockColumn(words.plain("documents.year", year=year), 20, numbers=True)
            for year in shown
        ),
    )
    rows = [(words["documents.years_agencies"], *(str(len(years[year])) for year in shown))]
    rows += [
        (words[f"statistics.{name}"], *(_sum(name, years[year], words) for year in shown))
        for name in _FIGURES
    ]
    rows.append(
        (words["documents.years_on_time"], *(_on_time(years[year], words) for year in shown))
    )
    yield BlockTable(words["documents.years_table"], columns, tuple(rows))
    yield from _wrong(reported, shown, words)
    yield from _opinions(reported, shown, words)


def _wrong(
    reported: ReportedAgencies, shown: Sequence[int], words: DatasetTexts
) -> Iterator[Block]:
    """Yield the agencies whose figures contradict themselves, though they are in the sums."""
    points = tuple(
        phrase(
            words,
            "documents.years_disagree_at",
            agency=agency.name,
            year=year.year,
            what="; ".join(
                words.plain(
                    "documents.years_disagree_in",
                    what=disagreement.what,
                    total=_number(disagreement.total, words),
                    other=disagreement.other,
                    expected=_number(disagreement.expected, words),
                )
                for disagreement in year.wrong
            ),
        )
        for agency in reported.agencies
        for year in agency.findings.years
        if year.year in shown and year.wrong
    )
    if points:
        yield Text(phrase(words, "documents.years_disagree"))
        yield Points(points)


def _opinions(
    reported: ReportedAgencies, shown: Sequence[int], words: DatasetTexts
) -> Iterator[Block]:
    """Yield difficulties and proposals of the newest year in agencies' own words."""
    told = (
        (agency.name, figures.year, _nameless(figures.difficulties), _nameless(figures.proposals))
        for agency in reported.agencies
        for figures in agency.findings.years
        if figures.year == shown[0]
    )
    rows = tuple(
        (name, str(year), difficulties, proposals)
        for name, year, difficulties, proposals in told
        if difficulties or proposals
    )
    if not rows:
        return
    title = words["documents.years_opinions"]
    yield Heading(title, 2)
    yield Text(phrase(words, "documents.years_opinions_note"))
    columns = (
        BlockColumn(words["documents.agency"], 45),
        BlockColumn(words["statistics.year"], 13, numbers=True),
        BlockColumn(words["statistics.difficulties"], 55),
        BlockColumn(words["statistics.proposals"], 52),
    )
    yield BlockTable(title, columns, rows, above=True)


def _nameless(text: str) -> str:
    """Leave out words in which a person is named: the report names none."""
    return "" if is_person(text) else text


def _sum(name: str, years: Sequence[YearFigures], words: DatasetTexts) -> str:
    """Add up a figure over agencies, and say how many stated it where not all did."""
    stated = [value for year in years if (value := _figure(year, name)) is not None]
    if not stated:
        return "–"
    total = _number(sum(stated), words)
    if len(stated) == len(years):
        return total
    return words.plain("documents.years_stated", total=total, count=len(stated))


def _number(value: int, words: DatasetTexts) -> str:
    return f"{value:,}".replace(",", words["common.thousands"])


def _on_time(years: Sequence[YearFigures], words: DatasetTexts) -> str:
    """Return the share answered in time, of agencies that stated both figures."""
    good, whole = _answered(years)
    if whole < MIN_REQUESTS:
        return words["documents.years_few"]
    return f"{good}/{whole} ({percent(good, whole)})"


def _answered(years: Sequence[YearFigures]) -> tuple[int, int]:
    """Count the requests answered in time and all answered, of agencies that stated both figures."""
    both = [
        (year.on_time, year.late)
        for year in years
        if year.on_time is not None and year.late is not None
    ]
    on_time = sum(good for good, _ in both)
    return on_time, on_time + sum(late for _, late in both)
