"""Yearly figures as rows of label and value."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from access_info.assessment.province import MIN_FOR_RATE, YearTotal, figures_of, percent, year_total
from access_info.legal.framework import Framework
from access_info.model.agency import Disagreement, Results, YearStatistics, disagreements
from access_info.model.registry import Agency
from access_info.model.types import vn_date
from access_info.pages.pictures.charts import Drawing, Reading, Segment, Stack, bars, line, stacked
from access_info.pages.rendering.environment import Texts, vn_decimal, vn_number

# Pictures of yearly figures, of one agency or of many together: outcomes, time, refusals.

# What becomes of a request, each with its look; the words are those of the tables.
OUTCOMES = (
    ("full", "good"),
    ("partial", "part"),
    ("refused", "late"),
    ("transferred", "other"),
    ("withdrawn", "none"),
    ("pending", "unknown"),
)


@dataclasses.dataclass(frozen=True, slots=True)
class YearPictures:
    """Pictures of some years' figures; each is empty where there is nothing to compare.

    Attributes:
        outcomes: What became of requests: a stacked bar for each year.
        on_time: The share answered in time, year by year.
        grounds: Refusals of all years by ground, the most frequent first.
        breaks: Sentences on why years do not compare.
    """

    outcomes: Drawing
    on_time: Drawing
    grounds: Drawing
    breaks: tuple[str, ...] = ()


def year_pictures(
    totals: Sequence[YearTotal],
    refusals: Iterable[Mapping[str, int]],
    framework: Framework,
    texts: Texts,
    *,
    breaks: Mapping[int, Sequence[str]],
) -> YearPictures:
    """Draw some years' figures.

    Args:
        totals: The years, the newest first.
        refusals: Refusals by id of their ground, for any of these years.
        framework: The laws, which name grounds.
        texts: The page's language.
        breaks: Years from which on figures do not compare with those before, and why.
    """
    counted: dict[str, int] = {}
    for of_year in refusals:
        for ground, count in of_year.items():
            counted[ground] = counted.get(ground, 0) + count
    years = [total.year for total in totals]
    span = f"{min(years)}–{max(years)}" if len(years) > 1 else "".join(map(str, years))
    return YearPictures(
        outcomes=stacked(
            "nam",
            texts["pictures.outcomes"],
            [_outcomes(total, texts) for total in totals],
            head=texts["statistics.year"],
            together=True,
            names="ai-outcomes",
        ),
        on_time=_on_time(totals, texts, [*breaks]),
        grounds=bars(
            texts.plain("pictures.grounds", years=span),
            [
                (_ground(ground, framework, texts), count)
                for ground, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
                if count
            ],
            head=texts["pictures.ground"],
            unit=texts["pictures.refusals"],
            look="late",
        ),
        breaks=tuple(words for sentences in breaks.values() for words in sentences),
    )


def _outcomes(total: YearTotal, texts: Texts) -> Stack:
    segments = [
        Segment(texts[f"statistics.{name}"], look, total.sums.get(name, 0))
        for name, look in OUTCOMES
    ]
    whole = sum(segment.value for segment in segments)
    known = any(name in total.sums for name, _ in OUTCOMES)
    note = (
        texts.plain("pictures.requests", count=vn_number(whole))
        if known
        else texts["pictures.not_stated"]
    )
    return Stack(str(total.year), segments, note)


def _on_time(totals: Sequence[YearTotal], texts: Texts, breaks: Sequence[int]) -> Drawing:
    """Draw shares answered in time, where at least two years have enough answers for one."""
    readings = []
    for year in reversed(totals):
        words = year.rate("on_time", "answered")
        answered = year.sums.get("answered", 0)
        share = year.sums["on_time"] / answered if words else None
        few = "on_time" in year.sums and answered < MIN_FOR_RATE
        absent = texts["oversight.too_few" if few else "pictures.not_stated"]
        readings.append(Reading(year.year, str(year.year), share, words or absent))
    if sum(reading.share is not None for reading in readings) < 2:  # noqa: PLR2004 - two ends
        return Drawing()
    return line(
        texts["pictures.on_time"],
        readings,
        head=texts["statistics.year"],
        value=texts["oversight.on_time_rate"],
        breaks=breaks,
    )


def _ground(ground: str, framework: Framework, texts: Texts) -> str:
    """Name a ground of refusal with its law, for laws share many word for word."""
    known = framework.refusal_ground(ground)
    if known is None:
        return ground
    law, refusal = known
    return texts.plain(
        "pictures.ground_of", ground=refusal.title, citation=refusal.citation, law=law.number
    )


@dataclasses.dataclass(frozen=True)
class YearView:
    """One year's figures as the page shows them.

    Attributes:
        year: The year.
        received: Requests received, or "" when not stated; so are `full`, `partial`,
            `refused`, `late`.
        figures: Every stated figure with its label.
        none: Whether it is stated that nobody asked for anything.
        mismatch: Sentences about sums that ought to agree and do not, or "".
        difficulties: The agency's own words.
        proposals: The agency's own words.
        rate: Share answered in time, in per cent; "" on fewer than ten answers.
        breaks: Why figures of this year and of those before do not compare.
    """

    year: int
    received: str
    full: str
    partial: str
    refused: str
    late: str
    figures: tuple[tuple[str, str], ...]
    none: bool
    mismatch: str
    difficulties: str
    proposals: str
    rate: str = ""
    breaks: tuple[str, ...] = ()


def statistics_values(agency: Agency, framework: Framework, texts: Texts) -> dict[str, Any]:
    """Return what the template of an agency's figures asks for."""
    return {
        "years": year_views(agency, framework, texts),
        "pictures": agency_pictures(agency, framework, texts),
    }


def year_views(agency: Agency, framework: Framework, texts: Texts) -> list[YearView]:
    """Prepare the years for the page, newest first, with why earlier ones do not compare."""
    return [
        dataclasses.replace(
            _view(year, framework, texts),
            rate=_rate(year),
            breaks=tuple(_breaks(agency, year.year, framework, texts)),
        )
        for year in agency.statistics
    ]


def agency_pictures(agency: Agency, framework: Framework, texts: Texts) -> YearPictures:
    """Draw an agency's years, with a break where those before do not compare."""
    figures = [figures_of(year) for year in agency.statistics]
    return year_pictures(
        [year_total("", year.year, [year]) for year in figures],
        (year.refused for year in figures),
        framework,
        texts,
        breaks={
            year.year: sentences
            for year in figures
            if (sentences := list(_breaks(agency, year.year, framework, texts)))
        },
    )


def _rate(year: YearStatistics) -> str:
    time = year.timeliness
    if time is None or time.on_time is None:
        return ""
    answered = time.on_time + (time.late or 0)
    return percent(time.on_time, answered) if answered >= MIN_FOR_RATE else ""


def _breaks(agency: Agency, year: int, framework: Framework, texts: Texts) -> Iterator[str]:
    founded = agency.profile.founded
    if founded and founded.date and founded.date.year == year and agency.profile.predecessors:
        yield texts.plain("statistics.break_merged", date=vn_date(founded.date))
    yield from law_breaks(year, framework, texts)


def law_breaks(year: int, framework: Framework, texts: Texts) -> Iterator[str]:
    """Yield a sentence for each law that came into force in a year, after the first."""
    for law in framework.packs[1:]:
        if law.in_force_from.year == year:
            yield texts.plain(
                "statistics.break_law", date=vn_date(law.in_force_from), law=law.full_name
            )


def _view(year: YearStatistics, framework: Framework, texts: Texts) -> YearView:
    received, results, time = year.received, year.results, year.timeliness
    return YearView(
        year=year.year,
        received=_shown(received.total if received else None),
        full=_shown(results.full if results else None),
        partial=_shown(results.partial if results else None),
        refused=_shown(results.refused_total if results else None),
        late=_shown(time.late if time else None),
        figures=tuple(_figures(year, framework, texts)),
        none=received is not None and received.total == 0,
        mismatch=_mismatch(year, texts),
        difficulties=year.difficulties or "",
        proposals=year.proposals or "",
    )


def mismatches(disagreeing: Iterable[Disagreement], texts: Texts) -> Iterator[str]:
    """Yield a sentence for each sum in a year's figures that does not agree."""
    for disagreement in disagreeing:
        key = "statistics.mismatch" if disagreement.key == "ket_qua" else "statistics.mismatch_time"
        yield texts.plain(
            key, total=vn_number(disagreement.total), expected=vn_number(disagreement.expected)
        )


def _mismatch(year: YearStatistics, texts: Texts) -> str:
    sentences = " ".join(mismatches(disagreements(year), texts))
    return f"{sentences} {texts['statistics.mismatch_note']}" if sentences else ""


def _shown(value: int | None) -> str:
    return "" if value is None else vn_number(value)


def _figures(year: YearStatistics, framework: Framework, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield every stated figure with its label, in the order of the yearly report."""
    received, results, time = year.received, year.results, year.timeliness
    rows: list[tuple[str, int | None]] = []
    if received is not None:
        rows += [
            (texts["statistics.received"], received.total),
            (texts["statistics.in_person"], received.in_person),
            (texts["statistics.by_post"], received.by_post),
            (texts["statistics.online"], received.online),
        ]
    if results is not None:
        rows += [
            (texts["statistics.full"], results.full),
            (texts["statistics.partial"], results.partial),
            *_refusals(results, framework, texts),
            (texts["statistics.transferred"], results.transferred),
            (texts["statistics.withdrawn"], results.withdrawn),
            (texts["statistics.pending"], results.pending),
            (texts["statistics.results_total"], results.total),
        ]
    if time is not None:
        rows += [
            (texts["statistics.on_time"], time.on_time),
            (texts["statistics.extended"], time.extended),
            (texts["statistics.late"], time.late),
        ]
    yield from _stated(rows)
    if time is not None:
        for key, days in (("median", time.median_days), ("longest", time.longest_days)):
            if days is not None:
                yield texts[f"statistics.{key}"], vn_decimal(days)
    yield from _stated(
        [
            (texts["statistics.complaints"], year.complaints),
            (texts["statistics.lawsuits"], year.lawsuits),
            (texts["statistics.costs"], year.costs),
            (texts["statistics.proactive"], year.proactive),
        ]
    )


def _refusals(
    results: Results, framework: Framework, texts: Texts
) -> Iterator[tuple[str, int | None]]:
    for ground, count in (results.refused or {}).items():
        known = framework.refusal_ground(ground)
        if known is None:
            yield texts.plain("statistics.ground", ground=ground), count or 0
            continue
        # Laws share many grounds word for word: the label must name the law too.
        law, refusal_ground = known
        label = texts.plain(
            "statistics.ground_of",
            ground=refusal_ground.title,
            citation=refusal_ground.citation,
            law=law.number,
        )
        yield label, count or 0


def _stated(rows: list[tuple[str, int | None]]) -> Iterator[tuple[str, str]]:
    return ((label, vn_number(value)) for label, value in rows if value is not None)
