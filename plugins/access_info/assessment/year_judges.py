"""Parts that ask for a year's figures."""

from __future__ import annotations

import datetime

from access_info.assessment.case import Case, Measure
from access_info.assessment.findings import Judgement, Lack, Standing
from access_info.assessment.rows import getter, is_stated
from access_info.legal.parts import Part
from access_info.model.dates import vn_date
from access_info.model.statistics import YearStatistics, disagreements


def judge_year(case: Case, part: Part, measure: Measure) -> Judgement:
    """`nam-gan-nhat`: the figures of the latest year that is due state one of the fields."""
    del measure
    wanted = case.due_year
    year = case.figures
    if year is None:
        if case.is_young:
            return Judgement(part, Standing.NOT_ASKED)
        place = case.year_spot(wanted)
        return Judgement(part, Standing.LACKING, (), (Lack(f"{part.title} năm {wanted}", place),))
    seen = (case.year_spot(year.year),)
    if year.year < wanted:
        first = year.year + 1
        due = case.figures_due(first)
        years = f"năm {first}" if first == wanted else f"các năm {first}–{wanted}"
        told = "hạn" if case.around.place.statistics_days else f"năm {first} kết thúc"
        what = f"{part.title} {years} ({told} ngày {vn_date(due)})"
        lack = Lack(what, case.year_spot(first), due)
        return Judgement(part, Standing.OVERDUE, seen, (lack,), due)
    for path in part.paths:
        if is_stated(getter(YearStatistics, path)(year)):
            return Judgement(part, Standing.MET, seen, due=_next_due(case, year.year))
    place = case.year_spot(year.year, *part.paths[0].split("."))
    return Judgement(part, Standing.LACKING, seen, (Lack(f"{part.title} năm {year.year}", place),))


def judge_sums(case: Case, part: Part, measure: Measure) -> Judgement:
    """`so-khop`: the sums of the same year's figures agree."""
    del measure
    year = case.figures
    if year is None or not (is_stated(year.received) and is_stated(year.results)):
        return Judgement(part, Standing.NOT_ASKED)
    lacks = tuple(
        Lack(
            f"{part.title}: {one.what[:1].lower()}{one.what[1:]} là {one.total}, "
            f"{one.other} là {one.expected}",
            case.year_spot(year.year, one.key),
        )
        for one in disagreements(year)
    )
    standing = Standing.LACKING if lacks else Standing.MET
    return Judgement(part, standing, (case.year_spot(year.year),), lacks)


def _next_due(case: Case, stated: int) -> datetime.date:
    """The day by which the figures after those of a year are due."""
    return case.figures_due(min(stated + 1, case.year))
