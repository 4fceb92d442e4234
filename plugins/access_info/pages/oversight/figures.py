"""Requests and answers of the whole jurisdiction, by year, type of agency and former district."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from access_info.assessment.province import YearTotal, total, totals_by, years_of
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.agency.statistics import law_breaks, mismatches
from access_info.pages.agency.year_pictures import year_pictures
from access_info.pages.oversight.context import OversightContext
from access_info.pages.rendering.page import Page
from access_info.pages.rendering.paths import FIGURES, OVERSIGHT, STATISTICS

MOST_YEARS = 6
# Sentences and agencies' own words beyond this are left to each agency's own page.
MOST_ENTRIES = 300
T = TypeVar("T")
SHOWN = (
    "received",
    "full",
    "partial",
    "refused",
    "transferred",
    "withdrawn",
    "pending",
    "late",
    "complaints",
    "lawsuits",
    "costs",
    "proactive",
)


def figures_page(context: OversightContext) -> Page:
    """Render the page of requests and answers of the whole jurisdiction."""
    site = context.site
    path = site.urls.site(FIGURES)
    years = years_of(context.findings)[:MOST_YEARS]
    totals = [_whole(context, year) for year in years]
    return context.page(
        path,
        "oversight_figures",
        title=site.texts["oversight.figures"],
        description=site.texts["oversight.figures_text"],
        totals=totals,
        pictures=year_pictures(
            totals,
            [
                figures.refused
                for findings in context.findings.values()
                for figures in findings.years
                if figures.year in years
            ],
            site.framework,
            site.texts,
            breaks={
                year: sentences
                for year in years
                if (sentences := list(law_breaks(year, site.framework, site.texts)))
            },
        ),
        years=[
            (year, list(_by_type(context, year)), list(_by_district(context, year)))
            for year in years
        ],
        wrong=_within([(year, list(_disagreeing(context, path, year))) for year in years]),
        words=_within([(year, list(_agency_remarks(context, path, year))) for year in years]),
        columns=[(name, site.texts[f"statistics.{name}"]) for name in SHOWN],
        index=site.urls.relative(path, site.urls.site(OVERSIGHT)),
    )


def _within(years: Sequence[tuple[int, list[T]]]) -> list[tuple[int, list[T]]]:
    """Keep the newest year, and those before it as long as a page can hold their entries."""
    shown: list[tuple[int, list[T]]] = []
    count = 0
    for year, entries in years:
        count += len(entries)
        if shown and count > MOST_ENTRIES:
            break
        shown.append((year, entries))
    return shown


def _whole(context: OversightContext, year: int) -> YearTotal:
    members = [
        figures
        for findings in context.findings.values()
        for figures in findings.years
        if figures.year == year
    ]
    return total("", year, members)


def _by_type(context: OversightContext, year: int) -> Iterator[YearTotal]:
    totals = totals_by(
        context.findings, lambda agency: AGENCY_TYPES[context.agencies[agency].type], year
    )
    order = list(AGENCY_TYPES.values())
    yield from sorted(totals, key=lambda year_total: order.index(year_total.label))


def _by_district(context: OversightContext, year: int) -> Iterator[YearTotal]:
    yield from totals_by(context.findings, lambda agency: context.findings[agency].district, year)


def _disagreeing(
    context: OversightContext, path: str, year: int
) -> Iterator[tuple[str, str, list[str]]]:
    """Yield agencies whose figures of a year do not agree: link to them, name, sentences."""
    urls, texts = context.site.urls, context.site.texts
    for agency, findings in context.findings.items():
        for figures in findings.years:
            if figures.year == year and figures.wrong:
                href = urls.relative(path, urls.agency(agency, STATISTICS))
                yield (
                    f"{href}#nam-{year}",
                    context.agencies[agency].short_name,
                    list(mismatches(figures.wrong, texts)),
                )


def _agency_remarks(
    context: OversightContext, path: str, year: int
) -> Iterator[tuple[str, str, str, str]]:
    """Yield agencies' own words on a year: link, name, difficulties, proposals."""
    for agency, findings in context.findings.items():
        for figures in findings.years:
            if figures.year == year and (figures.difficulties or figures.proposals):
                yield (
                    context.agency_href(path, agency),
                    context.agencies[agency].short_name,
                    figures.difficulties,
                    figures.proposals,
                )
