"""Yearly figures on requests for their pages: rows of label and value, charts, notes on doubtful sums."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from access_info.assessment.province import MIN_FOR_RATE, YearTotal, figures_of, year_total
from access_info.legal.framework import Framework
from access_info.model.agency import Disagreement, YearStatistics, disagreements
from access_info.model.registry import Agency
from access_info.model.types import vn_date
from access_info.pages.pictures.charts import Drawing, Reading, Segment, Stack, bars, line, stacked
from access_info.pages.rendering.environment import Texts, vn_decimal, vn_number

# Charts of yearly figures, of one agency or of many together: outcomes, time, refusals.

# The outcomes of a request in the order of a bar's parts, each with the look (colour and hatching) of its
# part; texts are those of the tables.
OUTCOMES = (
    ("full", "good"),
    ("partial", "part"),
    ("refused", "late"),
    ("transferred", "other"),
    ("withdrawn", "none"),
    ("pending", "unknown"),
)


def year_pictures(
    totals: Sequence[YearTotal],
    refusals: Iterable[Mapping[str, int]],
    framework: Framework,
    texts: Texts,
    *,
    breaks: Mapping[int, Sequence[str]],
) -> dict[str, object]:
    """Draw the charts of some years' figures; a chart is empty where there is nothing to compare.

    Args:
        totals: The years, the newest first.
        refusals: For each year, number of refusals by the id of their legal ground.
        framework: The laws, which name the grounds.
        texts: The page's language.
        breaks: Years whose figures cannot be compared with those before, each with the reasons.

    Returns:
        `outcomes`, a stacked bar of the outcomes of requests for each year; `on_time`, a line of the
        share answered in time; `grounds`, bars of all years' refusals by ground, the most frequent
        first; `breaks`, the sentences of the reasons.
    """
    counted: Counter[str] = Counter()
    for of_year in refusals:
        counted.update(of_year)
    years = [total.year for total in totals]
    span = f"{min(years)}–{max(years)}" if len(years) > 1 else "".join(map(str, years))
    return {
        "outcomes": stacked(
            "nam",
            texts["pictures.outcomes"],
            [_outcomes_bar(total, texts) for total in totals],
            head=texts["statistics.year"],
            together=True,
            names="ai-outcomes",
        ),
        "on_time": _on_time_line(totals, texts, [*breaks]),
        "grounds": bars(
            texts.plain("pictures.grounds", years=span),
            [
                (_ground_words(ground, "pictures.ground_of", framework, texts) or ground, count)
                for ground, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
                if count
            ],
            head=texts["pictures.ground"],
            unit=texts["pictures.refusals"],
            look="late",
        ),
        "breaks": [words for sentences in breaks.values() for words in sentences],
    }


def _outcomes_bar(total: YearTotal, texts: Texts) -> Stack:
    """Return a year's bar for the chart of outcomes, with the number of requests as its note."""
    segments = [
        Segment(texts[f"statistics.{name}"], look, total.sums.get(name, 0))
        for name, look in OUTCOMES
    ]
    requests = sum(segment.value for segment in segments)
    is_stated = any(name in total.sums for name, _ in OUTCOMES)
    note = (
        texts.plain("pictures.requests", count=vn_number(requests))
        if is_stated
        else texts["pictures.not_stated"]
    )
    return Stack(str(total.year), segments, note)


def _on_time_line(totals: Sequence[YearTotal], texts: Texts, breaks: Sequence[int]) -> Drawing:
    """Draw the line of shares answered in time; empty unless two years have enough answers for a share."""
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


def _ground_words(ground: str, key: str, framework: Framework, texts: Texts) -> str:
    """Return words for a ground of refusal with its law and citation; "" if no law has it.

    The law is named because laws share many grounds word for word.

    Args:
        ground: Id of the ground.
        key: Key of the text to fill with the words.
        framework: The laws.
        texts: The page's language.
    """
    law_and_ground = framework.refusal_ground(ground)
    if law_and_ground is None:
        return ""
    law, refusal = law_and_ground
    return texts.plain(key, ground=refusal.title, citation=refusal.citation, law=law.number)


class YearView(NamedTuple):
    """One year's figures as the page shows them.

    Attributes:
        year: The year.
        sums: The stated figures as text, by name (`YearTotal.sums`).
        figures: Every stated figure with its label, in the order of the yearly report.
        none: Whether the agency states that it received no requests.
        mismatch: Sentences about sums that should agree but do not, or "".
        difficulties: The agency's own words on difficulties.
        proposals: The agency's own words on proposals.
        rate: Share answered in time, in per cent; "" for too few answers.
        breaks: Reasons why the figures cannot be compared with those of earlier years.
    """

    year: int
    sums: Mapping[str, str]
    figures: tuple[tuple[str, str], ...]
    none: bool
    mismatch: str
    difficulties: str
    proposals: str
    rate: str
    breaks: tuple[str, ...]


def statistics_values(agency: Agency, framework: Framework, texts: Texts) -> dict[str, Any]:
    """Return the values for the template of an agency's yearly figures: the years, and charts of them."""
    figures = [figures_of(year) for year in agency.statistics]
    breaks = {year.year: list(_breaks(agency, year.year, framework, texts)) for year in figures}
    return {
        "years": year_views(agency, framework, texts),
        "pictures": year_pictures(
            [year_total("", year.year, [year]) for year in figures],
            (year.refused for year in figures),
            framework,
            texts,
            breaks={year: sentences for year, sentences in breaks.items() if sentences},
        ),
    }


def year_views(agency: Agency, framework: Framework, texts: Texts) -> list[YearView]:
    """Return the agency's years of figures as the page shows them, newest first."""
    return [_year_view(year, agency, framework, texts) for year in agency.statistics]


def _year_view(
    year: YearStatistics, agency: Agency, framework: Framework, texts: Texts
) -> YearView:
    """Return one year's figures as the page shows them."""
    stated = figures_of(year)
    figures = year_total("", year.year, [stated])
    sums = {name: vn_number(value) for name, value in figures.sums.items()}
    if year.results is not None and not stated.refusals_unknown:
        sums["refused"] = vn_number(year.results.refused_total)
    mismatch = " ".join(mismatches(disagreements(year), texts))
    return YearView(
        year=year.year,
        sums=sums,
        rate=figures.rate("on_time", "answered"),
        figures=tuple(_figures(year, framework, texts)),
        none=figures.sums.get("received") == 0,
        mismatch=f"{mismatch} {texts['statistics.mismatch_note']}" if mismatch else "",
        difficulties=year.difficulties or "",
        proposals=year.proposals or "",
        breaks=tuple(_breaks(agency, year.year, framework, texts)),
    )


def _breaks(agency: Agency, year: int, framework: Framework, texts: Texts) -> Iterator[str]:
    """Yield the reasons why a year's figures cannot be compared with earlier ones: a merger, a new law."""
    founded = agency.profile.founded
    if founded and founded.date and founded.date.year == year and agency.profile.predecessors:
        yield texts.plain("statistics.break_merged", date=vn_date(founded.date))
    yield from law_breaks(year, framework, texts)


def law_breaks(year: int, framework: Framework, texts: Texts) -> Iterator[str]:
    """Yield a sentence for each law that came into force in a year; figures under two laws don't compare.

    The oldest law known is left out: there are no figures before it.
    """
    for law in framework.packs[1:]:
        if law.in_force_from.year == year:
            yield texts.plain(
                "statistics.break_law", date=vn_date(law.in_force_from), law=law.full_name
            )


def mismatches(disagreeing: Iterable[Disagreement], texts: Texts) -> Iterator[str]:
    """Yield a sentence for each sum in a year's figures that differs from one it should equal."""
    for disagreement in disagreeing:
        key = "statistics.mismatch" if disagreement.key == "ket_qua" else "statistics.mismatch_time"
        yield texts.plain(
            key, total=vn_number(disagreement.total), expected=vn_number(disagreement.expected)
        )


def _figures(year: YearStatistics, framework: Framework, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield (label, value) of every stated figure, in the order of the yearly report."""
    figures, results = figures_of(year), year.results
    values: dict[str, Any] = dataclasses.asdict(figures)
    values |= zip(("in_person", "by_post", "online"), figures.channels, strict=True)
    values["results_total"] = results.total if results is not None else None
    first = ("received", "in_person", "by_post", "online", "full", "partial")
    yield from _labelled(values, first, texts)
    for ground, count in ((results.refused if results else None) or {}).items():
        label = _ground_words(ground, "statistics.ground_of", framework, texts)
        value = texts["pictures.not_stated"] if count is None else vn_number(count)
        yield label or texts.plain("statistics.ground", ground=ground), value
    then = ("transferred", "withdrawn", "pending", "results_total", "on_time", "extended", "late")
    yield from _labelled(values, then, texts)
    for name in ("median", "longest"):
        if values[name] is not None:
            yield texts[f"statistics.{name}"], vn_decimal(values[name])
    yield from _labelled(values, ("complaints", "lawsuits", "costs", "proactive"), texts)


def _labelled(
    values: Mapping[str, int | None], names: Iterable[str], texts: Texts
) -> Iterator[tuple[str, str]]:
    """Yield (label, value) of some figures, given by name; those that are not stated are left out."""
    for name in names:
        value = values[name]
        if value is not None:
            yield texts[f"statistics.{name}"], vn_number(value)
