"""Yearly figures as rows of label and value."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from access_info.legal.framework import Framework
from access_info.model.statistics import YearStatistics
from access_info.pages.environment import vn_decimal, vn_number
from access_info.pages.texts import Texts


@dataclasses.dataclass(frozen=True)
class YearView:
    """One year for the page.

    Attributes:
        year: The year.
        received: Requests received, or "" when not stated; so are `full`, `partial`,
            `refused`, `late`.
        figures: Every stated figure with its label.
        none: Whether it is stated that nobody asked for anything.
        mismatch: A sentence with both sums when they differ, or "".
        difficulties: The agency's own words.
        proposals: The agency's own words.
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


def year_views(
    years: tuple[YearStatistics, ...], framework: Framework, texts: Texts
) -> list[YearView]:
    """The years as the page shows them."""
    return [_view(year, framework, texts) for year in years]


def _view(year: YearStatistics, framework: Framework, texts: Texts) -> YearView:
    received, results, time = year.received, year.results, year.timeliness
    mismatch = ""
    if received is not None and results is not None and received.total != results.total:
        mismatch = texts.plain(
            "statistics.mismatch",
            total=vn_number(results.total),
            expected=vn_number(received.total),
        )
    return YearView(
        year=year.year,
        received=_shown(received.total if received else None),
        full=_shown(results.full if results else None),
        partial=_shown(results.partial if results else None),
        refused=_shown(results.refused_total if results else None),
        late=_shown(time.late if time else None),
        figures=tuple(_figures(year, framework, texts)),
        none=received is not None and received.total == 0,
        mismatch=mismatch,
        difficulties=year.difficulties or "",
        proposals=year.proposals or "",
    )


def _shown(value: int | None) -> str:
    return "" if value is None else vn_number(value)


def _figures(year: YearStatistics, framework: Framework, texts: Texts) -> Iterator[tuple[str, str]]:
    received, results, time = year.received, year.results, year.timeliness
    counts: list[tuple[str, int | None]] = []
    if received is not None:
        counts += [
            ("received", received.total),
            ("in_person", received.in_person),
            ("by_post", received.by_post),
            ("online", received.online),
        ]
    if results is not None:
        counts += [("full", results.full), ("partial", results.partial)]
    for key, value in counts:
        if value is not None:
            yield texts[f"statistics.{key}"], vn_number(value)
    if results is not None:
        for ground, count in (results.refused or {}).items():
            known = framework.refusal_ground(ground)
            label = texts.plain("statistics.ground", ground=known[1].title if known else ground)
            yield label, vn_number(count or 0)
        counts = [
            ("transferred", results.transferred),
            ("withdrawn", results.withdrawn),
            ("pending", results.pending),
            ("results_total", results.total),
        ]
    else:
        counts = []
    if time is not None:
        counts += [("on_time", time.on_time), ("extended", time.extended), ("late", time.late)]
    for key, value in counts:
        if value is not None:
            yield texts[f"statistics.{key}"], vn_number(value)
    if time is not None:
        for key, days in (("median", time.median_days), ("longest", time.longest_days)):
            if days is not None:
                yield texts[f"statistics.{key}"], vn_decimal(days)
    for key, value in (
        ("complaints", year.complaints),
        ("lawsuits", year.lawsuits),
        ("costs", year.costs),
        ("proactive", year.proactive),
    ):
        if value is not None:
            yield texts[f"statistics.{key}"], vn_number(value)
