"""The report's part on yearly figures (Decree 13/2018/NĐ-CP, Art. 12(4))."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from access_info.assessment.province import percent
from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.blocks import (
    Block,
    BlockColumn,
    BlockTable,
    Heading,
    Points,
    Text,
)
from access_info.exports.documents.judged import JudgedAgencies
from access_info.exports.documents.phrases import phrase
from access_info.model.declarations.date_words import vn_date
from access_info.model.statistics import YearStatistics, disagreements

MOST_YEARS = 5
# Below this many requests a share would tell more of chance, and of persons, than of the office.
FEWEST = 10

_Figure = Callable[[YearStatistics], int | None]


def _of(group: str, name: str) -> _Figure:
    def read(year: YearStatistics) -> int | None:
        figures = getattr(year, group)
        value: int | None = getattr(figures, name) if figures is not None else None
        return value

    return read


def _direct(name: str) -> _Figure:
    def read(year: YearStatistics) -> int | None:
        value: int | None = getattr(year, name)
        return value

    return read


_FIGURES: tuple[tuple[str, _Figure], ...] = (
    ("statistics.received", _of("received", "total")),
    ("statistics.in_person", _of("received", "in_person")),
    ("statistics.by_post", _of("received", "by_post")),
    ("statistics.online", _of("received", "online")),
    ("statistics.full", _of("results", "full")),
    ("statistics.partial", _of("results", "partial")),
    ("statistics.refused", _of("results", "refused_total")),
    ("statistics.transferred", _of("results", "transferred")),
    ("statistics.withdrawn", _of("results", "withdrawn")),
    ("statistics.pending", _of("results", "pending")),
    ("statistics.on_time", _of("timeliness", "on_time")),
    ("statistics.extended", _of("timeliness", "extended")),
    ("statistics.late", _of("timeliness", "late")),
    ("statistics.complaints", _direct("complaints")),
    ("statistics.lawsuits", _direct("lawsuits")),
    ("statistics.costs", _direct("costs")),
    ("statistics.proactive", _direct("proactive")),
)


def year_blocks(judged: JudgedAgencies, words: DatasetTexts) -> Iterator[Block]:
    """Yield sums of agencies' yearly figures, year by year; nothing where none stated any.

    Args:
        judged: The agencies as assessed.
        words: The texts.
    """
    years: dict[int, list[YearStatistics]] = {}
    for agency in judged.agencies:
        for figures in agency.years:
            if figures.year <= judged.as_of.year:
                years.setdefault(figures.year, []).append(figures)
    shown = sorted(years, reverse=True)[:MOST_YEARS]
    if not shown:
        return
    yield Text(phrase(words, "documents.years_note", agencies=len(judged.agencies)))
    start = judged.law.in_force_from
    if start.year in shown and (start.month, start.day) != (1, 1):
        yield Text(
            phrase(
                words,
                "documents.years_break",
                year=start.year,
                law=judged.law.full_name,
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
    yield from _wrong(judged, shown, words)
    yield from _opinions(judged, shown, words)


def _wrong(judged: JudgedAgencies, shown: Sequence[int], words: DatasetTexts) -> Iterator[Block]:
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
                for disagreement in wrong
            ),
        )
        for agency in judged.agencies
        for year in agency.years
        if year.year in shown and (wrong := list(disagreements(year)))
    )
    if points:
        yield Text(phrase(words, "documents.years_disagree"))
        yield Points(points)


def _opinions(judged: JudgedAgencies, shown: Sequence[int], words: DatasetTexts) -> Iterator[Block]:
    """Yield difficulties and proposals in agencies' own words, the newest year first."""
    rows = tuple(
        (agency.name, str(year), figures.difficulties or "", figures.proposals or "")
        for year in shown
        for agency in judged.agencies
        for figures in agency.years
        if figures.year == year and (figures.difficulties or figures.proposals)
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


def _sum(read: _Figure, years: Sequence[YearStatistics], words: DatasetTexts) -> str:
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


def _on_time(years: Sequence[YearStatistics], words: DatasetTexts) -> str:
    """Return the share answered in time, of agencies that stated both figures."""
    both = [
        (year.timeliness.on_time, year.timeliness.late)
        for year in years
        if year.timeliness is not None
        and year.timeliness.on_time is not None
        and year.timeliness.late is not None
    ]
    good = sum(on_time for on_time, _ in both)
    whole = good + sum(late for _, late in both)
    if whole < FEWEST:
        return words["documents.years_few"]
    return f"{good}/{whole} ({percent(good, whole)})"
