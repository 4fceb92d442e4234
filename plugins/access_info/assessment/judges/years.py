"""Judges of parts that ask for a year's figures."""

from __future__ import annotations

import datetime

from access_info.assessment.agency_context import AgencyContext, Measure
from access_info.assessment.findings import Judgement, Lack, PartStatus
from access_info.assessment.rows import getter, is_stated
from access_info.legal.parts import DutyPart
from access_info.model.declarations.date_words import vn_date
from access_info.model.statistics import YearStatistics, disagreements


def judge_year(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `nam-gan-nhat`: the figures of the latest year that is due state one of the fields."""
    del measure
    wanted = context.due_year
    year = context.figures
    if year is None:
        if context.is_young:
            return Judgement(part, PartStatus.NOT_APPLICABLE)
        place = context.year_spot(wanted)
        return Judgement(part, PartStatus.LACKING, (), (Lack(f"{part.title} năm {wanted}", place),))
    seen = (context.year_spot(year.year),)
    if year.year < wanted:
        first = year.year + 1
        due = context.figures_due(first)
        years = f"năm {first}" if first == wanted else f"các năm {first}–{wanted}"
        limit = "hạn" if context.jurisdiction.place.statistics_days else f"năm {first} kết thúc"
        what = f"{part.title} {years} ({limit} ngày {vn_date(due)})"
        lack = Lack(what, context.year_spot(first), due)
        return Judgement(part, PartStatus.OVERDUE, seen, (lack,), due)
    for path in part.paths:
        if is_stated(getter(YearStatistics, path)(year)):
            return Judgement(part, PartStatus.MET, seen, due=_next_due(context, year.year))
    place = context.year_spot(year.year, *part.paths[0].split("."))
    return Judgement(
        part, PartStatus.LACKING, seen, (Lack(f"{part.title} năm {year.year}", place),)
    )


def judge_sums(context: AgencyContext, part: DutyPart, measure: Measure) -> Judgement:
    """Judge `so-khop`: the sums in the figures that are judged agree."""
    del measure
    year = context.figures
    if year is None or not (is_stated(year.received) and is_stated(year.results)):
        return Judgement(part, PartStatus.NOT_APPLICABLE)
    lacks = tuple(
        Lack(
            f"{part.title}: {disagreement.what[:1].lower()}{disagreement.what[1:]} là {disagreement.total}, "
            f"{disagreement.other} là {disagreement.expected}",
            context.year_spot(year.year, disagreement.key),
        )
        for disagreement in disagreements(year)
    )
    status = PartStatus.LACKING if lacks else PartStatus.MET
    return Judgement(part, status, (context.year_spot(year.year),), lacks)


def _next_due(context: AgencyContext, stated: int) -> datetime.date:
    """Return the day by which the figures after those of a year are due."""
    return context.figures_due(min(stated + 1, context.year))
