"""Deadlines: golden cases worked out by hand, and properties that hold for any day."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loaded_program import laws_of_today
from reckoned_days import reckoned

from access_info.legal.calendar import MAX_PERIOD_DAYS, add_working_days, last_day, next_working_day
from access_info.source.documents import read_yaml

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
    period = {
        "value": int(case["gia_tri"]),
        "unit": case["don_vi"],
        "calendar": CALENDAR.with_local(days_off),
    }
    assert last_day(_day(case["nhan"]), **period) == _day(case["han"])
    result = reckoned(_day(case["nhan"]), **period)
    assert result.date == _day(case["han"])
    doubts = zip(result.doubts, case.get("chua_chac", []), strict=True)
    assert all(year in doubt for doubt, year in doubts)


@pytest.mark.parametrize("case", _cases("loi-giai-thich.yml"), ids=lambda case: case["ten"])
def test_steps_are_word_for_word(case):
    result = reckoned(
        _day(case["nhan"]), value=int(case["gia_tri"]), unit=case["don_vi"], calendar=CALENDAR
    )
    assert result.in_words == case["loi"]


@pytest.mark.parametrize("case", _cases("luat-theo-ngay.yml", "yeu_cau"), ids=str)
def test_a_request_runs_under_the_law_of_its_day(case):
    received = _day(case["nhan"])
    pack = FRAMEWORK.for_request(received)
    assert pack.id == case["luat"]
    (deadline,) = pack.deadlines_for(case["giai_doan"], case["kenh"])
    assert deadline.words == case["viet"]
    day = last_day(received, value=deadline.value, unit=deadline.unit, calendar=CALENDAR)
    assert day == _day(case["han"])


@given(first=DAYS, second=DAYS, value=LENGTHS, unit=UNITS)
def test_a_later_receipt_is_never_due_earlier(first, second, value, unit):
    early, late = sorted([first, second])
    period = {"value": value, "unit": unit, "calendar": CALENDAR}
    assert last_day(early, **period) <= last_day(late, **period)


@given(received=DAYS, value=LENGTHS, unit=UNITS)
def test_a_longer_period_is_never_due_earlier(received, value, unit):
    shorter = last_day(received, value=value, unit=unit, calendar=CALENDAR)
    assert shorter <= last_day(received, value=value + 1, unit=unit, calendar=CALENDAR)


@given(received=DAYS, value=LENGTHS)
def test_calendar_days_run_on_to_the_next_working_day_and_no_further(received, value):
    last = last_day(received, value=value, unit="ngay", calendar=CALENDAR)
    full = received + datetime.timedelta(value)
    assert last == next_working_day(full, CALENDAR)
    between = [full + datetime.timedelta(number) for number in range((last - full).days)]
    assert CALENDAR.is_working_day(last)
    assert not any(CALENDAR.is_working_day(day) for day in between)


@given(
    received=DAYS,
    value=LENGTHS,
    unit=UNITS | st.just("ngay-lap-tuc"),
    local=st.dictionaries(st.integers(min_value=0, max_value=200), st.booleans(), max_size=6),
)
def test_the_last_day_is_the_one_counted_day_by_day(received, value, unit, local):
    days = [
        (received + datetime.timedelta(after), off, "quyết định") for after, off in local.items()
    ]
    calendar = CALENDAR.with_local(days)
    counted = reckoned(received, value=value, unit=unit, calendar=calendar)
    assert last_day(received, value=value, unit=unit, calendar=calendar) == counted.date


@given(start=DAYS, days=LENGTHS)
def test_as_many_days_are_worked_as_are_added(start, days):
    end = add_working_days(start, days, CALENDAR)
    after = [start + datetime.timedelta(number + 1) for number in range((end - start).days)]
    assert sum(map(CALENDAR.is_working_day, after)) == days


@pytest.mark.parametrize("value", [-1, MAX_PERIOD_DAYS + 1, 999_999_999_999])
def test_a_period_out_of_range_is_refused_at_once(value):
    with pytest.raises(ValueError, match="out of range"):
        last_day(datetime.date(2026, 9, 1), value=value, unit="ngay-lam-viec", calendar=CALENDAR)
    with pytest.raises(ValueError, match="out of range"):
        add_working_days(datetime.date(2026, 9, 1), value, CALENDAR)
    with pytest.raises(ValueError, match="out of range"):
        last_day(datetime.date(2026, 9, 1), value=value, unit="ngay", calendar=CALENDAR)


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="unknown unit"):
        last_day(datetime.date(2026, 9, 1), value=1, unit="tuan", calendar=CALENDAR)


@pytest.mark.parametrize("unit", ["ngay", "ngay-lam-viec", "ngay-lap-tuc"])
@pytest.mark.parametrize("received", [datetime.date.min, datetime.date.max])
def test_dates_at_the_ends_of_time_do_not_raise(received, unit):
    assert (
        received <= last_day(received, value=12, unit=unit, calendar=CALENDAR) <= datetime.date.max
    )
