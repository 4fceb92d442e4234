"""The report's part on yearly figures (Decree 13/2018/NĐ-CP, Art. 12(4))."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from access_info.assessment import YearFigures
from access_info.assessment.province import percent
from access_info.checks.safety.standing import is_person
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.blocks import (
    Block,
    BlockColumn,
    BlockTable,
    Heading,
    Points,
    Text,
)
from access_info.exports.documents.phrases import phrase
from access_info.exports.documents.reported import ReportedAgencies
from access_info.model.types import vn_date

MOST_YEARS = 5
# Below this many requests a share would tell more of chance, and of persons, than of the office.
FEWEST = 10

_Figure = Callable[[YearFigures], int | None]


def _direct(name: str) -> _Figure:
    def read(year: YearFigures) -> int | None:
        value: int | None = getattr(year, name)
        return value

    return read


def _channel(place: int) -> _Figure:
    return lambda year: year.channels[place]


def _refused(year: YearFigures) -> int | None:
    """Sum up refusals on any ground; `None` where nothing is told of results at all."""
    if year.refused:
        return sum(year.refused.values())
    told = (year.full, year.partial, year.transferred, year.withdrawn, year.pending)
    return None if all(value is None for value in told) else 0


_FIGURES: tuple[tuple[str, _Figure], ...] = (
    ("statistics.received", _direct("received")),
    ("statistics.in_person", _channel(0)),
    ("statistics.by_post", _channel(1)),
    ("statistics.online", _channel(2)),
    ("statistics.full", _direct("full")),
    ("statistics.partial", _direct("partial")),
    ("statistics.refused", _refused),
    ("statistics.transferred", _direct("transferred")),
    ("statistics.withdrawn", _direct("withdrawn")),
    ("statistics.pending", _direct("pending")),
    ("statistics.on_time", _direct("on_time")),
    ("statistics.extended", _direct("extended")),
    ("statistics.late", _direct("late")),
    ("statistics.complaints", _direct("complaints")),
    ("statistics.lawsuits", _direct("lawsuits")),
    ("statistics.costs", _direct("costs")),
    ("statistics.proactive", _direct("proactive")),
)


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
    shown = sorted(years, reverse=True)[:MOST_YEARS]
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
        (words[label], *(_sum(read, years[year], words) for year in shown))
        for label, read in _FIGURES
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


def _sum(read: _Figure, years: Sequence[YearFigures], words: DatasetTexts) -> str:
    """Add up a figure over agencies, and say how many stated it where not all did."""
    stated = [value for year in years if (value := read(year)) is not None]
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
    both = [
        (year.on_time, year.late)
        for year in years
        if year.on_time is not None and year.late is not None
    ]
    good = sum(on_time for on_time, _ in both)
    whole = good + sum(late for _, late in both)
    if whole < FEWEST:
        return words["documents.years_few"]
    return f"{good}/{whole} ({percent(good, whole)})"
