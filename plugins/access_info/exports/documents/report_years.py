"""Makes the part of the province's report on yearly figures (Decree 13/2018/NĐ-CP, Art. 12(4))."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from access_info.assessment.province import YearFigures, percent
from access_info.checks.safety.standing import is_person
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.judged import ReportedAgencies
from access_info.exports.documents.paper import (
    Block,
    Column,
    Heading,
    Phrase,
    Points,
    Table,
    paragraph,
    phrase,
)
from access_info.model.types import vn_date

# Below this many requests a share would tell more of chance, and of persons, than of the office.
_MIN_REQUESTS = 10
# Years in the table, the newest ones.
_MAX_YEARS = 5
# In the order of the form that agencies fill in.
_CHANNELS = ("in_person", "by_post", "online")
_FIGURES = (
    *("received", *_CHANNELS, "full", "partial", "refused", "transferred", "withdrawn", "pending"),
    *("on_time", "extended", "late", "complaints", "lawsuits", "costs", "proactive"),
)


def request_points(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Phrase]:
    """Yield a sentence on requests received, and answered in time, in the newest year that has figures.

    Its share in per cent is left out where requests are few (`_MIN_REQUESTS`).
    """
    stated = [
        figures
        for agency in reported.agencies
        for figures in agency.findings.years
        if figures.received is not None and figures.year <= reported.as_of.year
    ]
    if not stated:
        return
    year = max(figures.year for figures in stated)
    of_year = [figures for figures in stated if figures.year == year]
    on_time, answered = _answered(of_year)
    yield phrase(
        words,
        "documents.finding_requests"
        if answered >= _MIN_REQUESTS
        else "documents.finding_requests_few",
        year=year,
        agencies=len(of_year),
        count=sum(figures.received or 0 for figures in of_year),
        on_time=on_time,
        whole=answered,
        share=percent(on_time, answered) if answered else "",
    )


def _figure(year: YearFigures, name: str) -> int | None:
    """Return a figure by its name in `_FIGURES`; `None` if it is not stated.

    Refusals are stated by ground, so they are summed. An agency that states other results but no
    refusal had none, which counts as 0; of grounds without any number the sum is not stated.
    """
    if name in _CHANNELS:
        return year.channels[_CHANNELS.index(name)]
    if name != "refused":
        value: int | None = getattr(year, name)
        return value
    if year.refused:
        return sum(year.refused.values())
    results = (year.full, year.partial, year.transferred, year.withdrawn, year.pending)
    is_stated = not year.refusals_unknown and any(value is not None for value in results)
    return 0 if is_stated else None


def year_blocks(reported: ReportedAgencies, words: DatasetTexts) -> Iterator[Block]:
    """Yield sums of agencies' figures on requests by year, then contradictions and agencies' own words."""
    years: dict[int, list[YearFigures]] = {}
    for agency in reported.agencies:
        for figures in agency.findings.years:
            if figures.year <= reported.as_of.year:
                years.setdefault(figures.year, []).append(figures)
    shown = sorted(years, reverse=True)[:_MAX_YEARS]
    if not shown:
        return
    yield paragraph(words, "years_note", agencies=len(reported.agencies))
    start = reported.law.in_force_from
    if start.year in shown and (start.month, start.day) != (1, 1):
        law = reported.law.full_name
        yield paragraph(words, "years_break", year=start.year, law=law, date=vn_date(start))
    columns = (
        Column(words["documents.figure"], 65),
        *(Column(words.plain("documents.year", year=year), 20, centered=True) for year in shown),
    )
    rows = [(words["documents.years_agencies"], *(str(len(years[year])) for year in shown))]
    rows += [
        (words[f"statistics.{name}"], *(_total(name, years[year], words) for year in shown))
        for name in _FIGURES
    ]
    rows.append(
        (words["documents.years_on_time"], *(_on_time(years[year], words) for year in shown))
    )
    yield Table(words["documents.years_table"], columns, tuple(rows))
    yield from _contradictions(reported, shown, words)
    yield from _opinions(reported, shown, words)


def _contradictions(
    reported: ReportedAgencies, shown: Sequence[int], words: DatasetTexts
) -> Iterator[Block]:
    """Yield a list of agencies whose figures contradict themselves; the sums include them all the same."""
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
        yield paragraph(words, "years_disagree")
        yield Points(points)


def _opinions(
    reported: ReportedAgencies, shown: Sequence[int], words: DatasetTexts
) -> Iterator[Block]:
    """Yield a table of difficulties and proposals in agencies' own words, of the newest year shown."""
    opinions = (
        (
            agency.name,
            figures.year,
            _without_people(figures.difficulties),
            _without_people(figures.proposals),
        )
        for agency in reported.agencies
        for figures in agency.findings.years
        if figures.year == shown[0]
    )
    rows = tuple(
        (name, str(year), difficulties, proposals)
        for name, year, difficulties, proposals in opinions
        if difficulties or proposals
    )
    if not rows:
        return
    title = words["documents.years_opinions"]
    yield Heading(title, 2)
    yield paragraph(words, "years_opinions_note")
    columns = (
        Column(words["documents.agency"], 45),
        Column(words["statistics.year"], 13, centered=True),
        Column(words["statistics.difficulties"], 55),
        Column(words["statistics.proposals"], 52),
    )
    yield Table(title, columns, rows, above=True)


def _without_people(text: str) -> str:
    """Return an agency's own words, or "" if they name a person: the report names none."""
    return "" if is_person(text) else text


def _total(name: str, years: Sequence[YearFigures], words: DatasetTexts) -> str:
    """Return the sum of a figure over agencies as text: `120`, or `120 (3)` where only three of them stated it.

    “–” if none did.
    """
    stated = [value for year in years if (value := _figure(year, name)) is not None]
    if not stated:
        return "–"
    total = _number(sum(stated), words)
    if len(stated) == len(years):
        return total
    return words.plain("documents.years_stated", total=total, count=len(stated))


def _number(value: int, words: DatasetTexts) -> str:
    """Return a number with the locale's sign between thousands: `12.345`."""
    return f"{value:,}".replace(",", words["common.thousands"])


def _on_time(years: Sequence[YearFigures], words: DatasetTexts) -> str:
    """Return how many requests were answered in time, as `9/12 (75 %)`; words instead if they are few."""
    on_time, answered = _answered(years)
    if answered < _MIN_REQUESTS:
        return words["documents.years_few"]
    return f"{on_time}/{answered} ({percent(on_time, answered)})"


def _answered(years: Sequence[YearFigures]) -> tuple[int, int]:
    """Return (requests answered in time, all answered), over agencies that stated both on time and late."""
    both = [
        (year.on_time, year.late)
        for year in years
        if year.on_time is not None and year.late is not None
    ]
    on_time = sum(good for good, _ in both)
    return on_time, on_time + sum(late for _, late in both)
