"""Requests and answers of the whole jurisdiction, by year, type of agency and former district."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from access_info.assessment.province import YearTotal, total, totals_by, years_of
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.agency_links import STATISTICS
from access_info.pages.compliance_page import OVERSIGHT
from access_info.pages.page import Page
from access_info.pages.statistics_view import mismatches

if TYPE_CHECKING:
    from access_info.pages.oversight import Oversight

FIGURES = f"{OVERSIGHT}/thong-ke"
MOST_YEARS = 6
# What stands here in words stands on each agency's own page too.
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


def figures_page(oversight: Oversight) -> Page:
    """The page."""
    site = oversight.site
    path = site.urls.site(FIGURES)
    years = years_of(oversight.findings)[:MOST_YEARS]
    return oversight.page(
        path,
        "oversight_figures",
        title=site.texts["oversight.figures"],
        description=site.texts["oversight.figures_text"],
        totals=[_whole(oversight, year) for year in years],
        years=[
            (year, list(_by_type(oversight, year)), list(_by_district(oversight, year)))
            for year in years
        ],
        wrong=_within([(year, list(_wrong(oversight, path, year))) for year in years]),
        words=_within([(year, list(_words(oversight, path, year))) for year in years]),
        columns=[(name, site.texts[f"statistics.{name}"]) for name in SHOWN],
        index=site.urls.relative(path, site.urls.site(OVERSIGHT)),
    )


def _within(years: Sequence[tuple[int, list[T]]]) -> list[tuple[int, list[T]]]:
    """The newest year, and those before it as long as a page can hold them."""
    shown: list[tuple[int, list[T]]] = []
    count = 0
    for year, entries in years:
        count += len(entries)
        if shown and count > MOST_ENTRIES:
            break
        shown.append((year, entries))
    return shown


def _whole(oversight: Oversight, year: int) -> YearTotal:
    members = [
        figures
        for findings in oversight.findings.values()
        for figures in findings.years
        if figures.year == year
    ]
    return total("", year, members)


def _by_type(oversight: Oversight, year: int) -> Iterator[YearTotal]:
    totals = totals_by(
        oversight.findings, lambda agency: AGENCY_TYPES[oversight.agencies[agency].type], year
    )
    order = list(AGENCY_TYPES.values())
    yield from sorted(totals, key=lambda year_total: order.index(year_total.label))


def _by_district(oversight: Oversight, year: int) -> Iterator[YearTotal]:
    yield from totals_by(
        oversight.findings, lambda agency: oversight.findings[agency].district, year
    )


def _wrong(oversight: Oversight, path: str, year: int) -> Iterator[tuple[str, str, list[str]]]:
    """Agencies whose figures of a year do not agree: link to them, name, sentences."""
    urls, texts = oversight.site.urls, oversight.site.texts
    for agency, findings in oversight.findings.items():
        for figures in findings.years:
            if figures.year == year and figures.wrong:
                href = urls.relative(path, urls.agency(agency, STATISTICS))
                yield (
                    f"{href}#nam-{year}",
                    oversight.agencies[agency].short_name,
                    list(mismatches(figures.wrong, texts)),
                )


def _words(oversight: Oversight, path: str, year: int) -> Iterator[tuple[str, str, str, str]]:
    """Agencies' own words: link, name, difficulties, proposals."""
    for agency, findings in oversight.findings.items():
        for figures in findings.years:
            if figures.year == year and (figures.difficulties or figures.proposals):
                yield (
                    oversight.agency_href(path, agency),
                    oversight.agencies[agency].short_name,
                    figures.difficulties,
                    figures.proposals,
                )
