"""Checks of yearly figures and of the corrections log."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from access_info.checks import rules
from access_info.checks.context import Context
from access_info.checks.law_places import grounds_of, unknown_place
from access_info.model.agency import Correction, YearStatistics, disagreements
from access_info.model.types import did_you_mean
from access_info.problems import Problem


def check_figures(context: Context) -> Iterator[Problem]:
    """Check that sums agree, grounds exist, and corrections lead to an item."""
    for file, year in context.loaded.years.items():
        yield from _year(context, file, year)
    for row in context.loaded.rows:
        record = row.record
        if type(record) is Correction and record.item:
            keys = row.path("muc_lien_quan")
            place = functools.partial(context.loaded.locate, row.file, *keys)
            yield from context.item_reference(record.item, "muc_lien_quan", place)


def _year(context: Context, file: str, year: YearStatistics) -> Iterator[Problem]:
    locate = context.loaded.locate
    results, time = year.results, year.timeliness
    if results is not None:
        for ground in results.refused or {}:
            if context.framework.refusal_ground(ground) is None:
                yield unknown_place(
                    rules.UNKNOWN_GROUND,
                    context.loaded.documents.get(file),
                    ("ket_qua", "tu_choi", ground),
                    places=grounds_of(context.framework),
                    hint=did_you_mean(ground, context.framework.known_refusal_ids()),
                    is_key=True,
                    text=ground,
                )
    if file not in context.loaded.unsure:  # a sum without what was left out says nothing
        for disagreement in disagreements(year):
            yield rules.SUM_DIFFERS.at(
                locate(file, disagreement.key, key=True),
                what=disagreement.what,
                total=disagreement.total,
                other=disagreement.other,
                expected=disagreement.expected,
            )
    if (
        time is not None
        and time.median_days is not None
        and time.longest_days is not None
        and time.median_days > time.longest_days
    ):
        yield rules.MEDIAN_ABOVE_LONGEST.at(
            locate(file, "thoi_gian", "trung_vi"),
            median=f"{time.median_days:g}".replace(".", ","),
            longest=f"{time.longest_days:g}".replace(".", ","),
        )
