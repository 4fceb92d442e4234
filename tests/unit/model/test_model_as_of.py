"""The day of judgement: for which other days the same comes out."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from access_info.model.as_of import AsOf

DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))
OF_EVER = (datetime.date.min, datetime.date.max)


def judged(date: datetime.date, days: list[datetime.date]) -> tuple[AsOf, list[bool]]:
    as_of = AsOf(date)
    return as_of, [answer(day) for day in days for answer in (as_of.reached, as_of.passed)]


@given(DAYS, st.lists(DAYS, max_size=4), DAYS)
def test_within_the_span_alone_every_answer_is_the_same(
    date: datetime.date, days: list[datetime.date], other: datetime.date
) -> None:
    as_of, answers = judged(date, days)
    first, last = as_of.span
    assert first <= date <= last
    assert (judged(other, days)[1] == answers) is (first <= other <= last)
    for edge in {first, last} - set(OF_EVER):
        assert judged(edge, days)[1] == answers


@given(DAYS, st.lists(DAYS, max_size=3), st.lists(DAYS, max_size=3))
def test_whoever_takes_over_a_judgement_holds_no_longer(
    date: datetime.date, mine: list[datetime.date], others: list[datetime.date]
) -> None:
    adopting, _ = judged(date, mine)
    adopting.adopt(*judged(date, others)[0].span)
    assert adopting.span == judged(date, [*mine, *others])[0].span


@given(DAYS)
def test_what_holds_for_a_day_alone_holds_for_a_day_alone(date: datetime.date) -> None:
    as_of = AsOf(date)
    as_of.adopt(date, date)
    assert as_of.span == (date, date)
    as_of = AsOf(date)
    as_of.adopt(*OF_EVER)
    assert as_of.span == OF_EVER
