"""Pictures of yearly figures, of one agency or of many together: outcomes, time, refusals."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from access_info.assessment.province import FEWEST_FOR_RATE, YearTotal
from access_info.legal.framework import Framework
from access_info.pages.pictures.drawings import Drawing
from access_info.pages.pictures.lines import Reading, line
from access_info.pages.pictures.stacks import Segment, Stack, bars, stacked
from access_info.pages.rendering.environment import vn_number
from access_info.pages.rendering.translations import Texts

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
    for total in reversed(totals):
        words = total.rate("on_time", "answered")
        answered = total.sums.get("answered", 0)
        share = total.sums["on_time"] / answered if words else None
        few = "on_time" in total.sums and answered < FEWEST_FOR_RATE
        absent = texts["oversight.too_few" if few else "pictures.not_stated"]
        readings.append(Reading(total.year, str(total.year), share, words or absent))
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
