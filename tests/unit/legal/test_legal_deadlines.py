"""Deadlines: golden cases worked out by hand, and properties that hold for any day."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loaded_program import laws_of_today

from access_info.legal.calendar import (
    MOST_DAYS,
    StepKind,
    add_working_days,
    due,
    last_day,
    next_working_day,
    working_days_between,
)
from access_info.source import read_yaml

CASES = Path(__file__).parents[2] / "cases" / "legal"
FRAMEWORK, PROBLEMS = laws_of_today()
assert FRAMEWORK is not None, PROBLEMS
CALENDAR = FRAMEWORK.calendar
DAYS = st.dates(min_value=datetime.date(2018, 1, 1), max_value=datetime.date(2031, 12, 31))
LENGTHS = st.integers(min_value=0, max_value=120)
UNITS = st.sampled_from(["ngay", "ngay-lam-viec"])


def _day(text):
    return datetime.date.fromisoformat(text)


def _cases(name, key="ca"):
    document = read_yaml(CASES / name)
    assert document.readable, document.problems
    return document.data[key]


@pytest.mark.parametrize("case", _cases("thoi-han.yml"), ids=lambda case: case["ten"])
def test_due_equals_the_day_worked_out_by_hand(case):
    days_off = [
        (_day(day), off == "có", "quyết định của địa bàn")
        for day, off in case.get("nghi_rieng", {}).items()
    ]
    result = due(
        _day(case["nhan"]),
        value=int(case["gia_tri"]),
        unit=case["don_vi"],
        calendar=CALENDAR.with_local(days_off),
    )
    assert result.date == _day(case["han"])
    assert [str(doubt.year) for doubt in result.doubts] == case.get("chua_chac", [])
    assert result.certain is ("chua_chac" not in case)


@pytest.mark.parametrize("case", _cases("loi-giai-thich.yml"), ids=lambda case: case["ten"])
def test_explanation_is_word_for_word(case):
    result = due(
        _day(case["nhan"]), value=int(case["gia_tri"]), unit=case["don_vi"], calendar=CALENDAR
    )
    assert result.explain() == case["loi"]


@pytest.mark.parametrize("case", _cases("luat-theo-ngay.yml", "yeu_cau"), ids=str)
def test_a_request_runs_under_the_law_of_its_day(case):
    received = _day(case["nhan"])
    pack = FRAMEWORK.for_request(received)
    assert pack.id == case["luat"]
    (deadline,) = pack.deadlines_for(case["giai_doan"], case["kenh"])
    assert deadline.words == case["viet"]
    result = due(received, value=deadline.value, unit=deadline.unit, calendar=CALENDAR)
    assert result.date == _day(case["han"])


@given(first=DAYS, second=DAYS, value=LENGTHS, unit=UNITS)
def test_a_later_receipt_is_never_due_earlier(first, second, value, unit):
    early, late = sorted([first, second])
    assert (
        due(early, value=value, unit=unit, calendar=CALENDAR).date
        <= due(late, value=value, unit=unit, calendar=CALENDAR).date
    )


@given(received=DAYS, value=LENGTHS, unit=UNITS)
def test_a_longer_period_is_never_due_earlier(received, value, unit):
    shorter = due(received, value=value, unit=unit, calendar=CALENDAR).date
    assert shorter <= due(received, value=value + 1, unit=unit, calendar=CALENDAR).date


@given(received=DAYS, value=LENGTHS, unit=UNITS)
def test_the_last_day_is_worked_and_shifted_no_further_than_needed(received, value, unit):
    result = due(received, value=value, unit=unit, calendar=CALENDAR)
    assert CALENDAR.is_working_day(result.date)
    if unit == "ngay":
        nominal = received + datetime.timedelta(value)
        between = [
            nominal + datetime.timedelta(number) for number in range((result.date - nominal).days)
        ]
        assert not any(CALENDAR.is_working_day(day) for day in between)
    shifted = any(step.kind is StepKind.SHIFTED for step in result.steps)
    assert shifted is (unit == "ngay" and result.date != received + datetime.timedelta(value))


@given(
    received=DAYS,
    value=LENGTHS,
    unit=UNITS | st.just("ngay-lap-tuc"),
    local=st.dictionaries(st.integers(min_value=0, max_value=200), st.booleans(), max_size=6),
)
def test_the_day_without_reasons_is_the_day_with_reasons(received, value, unit, local):
    """Two ways to one day: pages explain it, judges only compare it."""
    days = [
        (received + datetime.timedelta(after), off, "quyết định") for after, off in local.items()
    ]
    calendar = CALENDAR.with_local(days)
    explained = due(received, value=value, unit=unit, calendar=calendar)
    assert last_day(received, value=value, unit=unit, calendar=calendar) == explained.date


@given(start=DAYS, days=LENGTHS)
def test_counting_is_the_inverse_of_adding(start, days):
    end = add_working_days(start, days, CALENDAR)
    assert working_days_between(start, end, CALENDAR) == days
    assert working_days_between(end, start, CALENDAR) == -days


@given(start=DAYS, days=st.integers(min_value=0, max_value=400))
def test_adding_is_the_inverse_of_counting_up_to_a_worked_day(start, days):
    end = next_working_day(start + datetime.timedelta(days), CALENDAR)
    counted = working_days_between(start, end, CALENDAR)
    assert add_working_days(start, counted, CALENDAR) == end


@given(received=DAYS, value=LENGTHS, unit=UNITS)
def test_the_explanation_names_the_first_and_the_last_day(received, value, unit):
    result = due(received, value=value, unit=unit, calendar=CALENDAR)
    assert result.steps[0].days == (received,)
    assert result.steps[-1].days == (result.date,)
    assert result.explain().endswith("(chưa xác minh).")


@pytest.mark.parametrize("value", [-1, MOST_DAYS + 1, 999_999_999_999])
def test_a_period_out_of_range_is_refused_at_once(value):
    with pytest.raises(ValueError, match="out of range"):
        due(datetime.date(2026, 9, 1), value=value, unit="ngay-lam-viec", calendar=CALENDAR)
    with pytest.raises(ValueError, match="out of range"):
        add_working_days(datetime.date(2026, 9, 1), value, CALENDAR)
    with pytest.raises(ValueError, match="out of range"):
        last_day(datetime.date(2026, 9, 1), value=value, unit="ngay", calendar=CALENDAR)


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="unknown unit"):
        last_day(datetime.date(2026, 9, 1), value=1, unit="tuan", calendar=CALENDAR)
    with pytest.raises(ValueError, match="unknown unit"):
        due(datetime.date(2026, 9, 1), value=1, unit="tuan", calendar=CALENDAR)


@pytest.mark.parametrize("unit", ["ngay", "ngay-lam-viec", "ngay-lap-tuc"])
@pytest.mark.parametrize("received", [datetime.date.min, datetime.date.max])
def test_dates_at_the_ends_of_time_do_not_raise(received, unit):
    result = due(received, value=12, unit=unit, calendar=CALENDAR)
    assert received <= result.date <= datetime.date.max
    assert last_day(received, value=12, unit=unit, calendar=CALENDAR) == result.date
    assert result.explain()
