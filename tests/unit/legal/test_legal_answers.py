"""Answers to a request: which there are, and that looking days up gives what reckoning gives."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loaded_program import laws_of_today
from reckoned_days import reckoned

from access_info.legal.answers import KnownDays, answers

FRAMEWORK, PROBLEMS = laws_of_today()
assert FRAMEWORK is not None, PROBLEMS
OLD, NEW = FRAMEWORK.packs
LOCAL = FRAMEWORK.calendar.with_local(
    [
        (datetime.date(2026, 10, 15), True, "quyết định của địa bàn"),
        (datetime.date(2026, 10, 24), False, "quyết định của địa bàn"),
        (datetime.date(2026, 11, 23), True, "quyết định của địa bàn"),
    ]
)
CALENDARS = {"chung": FRAMEWORK.calendar, "địa bàn": LOCAL}
KNOWN = {name: KnownDays(calendar) for name, calendar in CALENDARS.items()}
DAYS = st.dates(min_value=datetime.date(2024, 1, 1), max_value=datetime.date(2027, 10, 31))
PERIODS = st.lists(
    st.tuples(st.integers(0, 20), st.sampled_from(["ngay", "ngay-lam-viec", "ngay-lap-tuc"])),
    min_size=1,
    max_size=2,
)


@given(name=st.sampled_from(sorted(CALENDARS)), received=DAYS, periods=PERIODS)
def test_looking_up_gives_what_reckoning_gives(name, received, periods):
    day, certain = received, True
    for value, unit in periods:
        step = reckoned(day, value=value, unit=unit, calendar=CALENDARS[name])
        day, certain = step.date, certain and step.certain
    last_day = KNOWN[name].last_day(received, periods)
    assert (last_day.date, last_day.certain) == (day, certain)


@pytest.mark.parametrize(
    ("received", "certain"), [("2026-10-01", True), ("2026-10-30", False), ("2026-11-11", False)]
)
def test_a_doubt_about_either_period_makes_the_last_day_doubtful(received, certain):
    """Of 23 November 2026, where the first or the second period ends, nothing has been decided."""
    periods = [(12, "ngay"), (12, "ngay")]
    last_day = KNOWN["chung"].last_day(datetime.date.fromisoformat(received), periods)
    assert last_day.certain is certain


@pytest.mark.parametrize(
    ("received", "period", "last", "certain"),
    [
        # 23 November 2026 is undecided: every working day that is counted may move the last one.
        ("2026-11-20", (5, "ngay-lam-viec"), "2026-11-30", False),
        ("2026-11-20", (1, "ngay-lam-viec"), "2026-11-23", False),
        ("2026-11-22", (1, "ngay-lam-viec"), "2026-11-23", False),
        ("2026-11-23", (1, "ngay-lam-viec"), "2026-11-25", True),
        ("2026-11-19", (1, "ngay-lam-viec"), "2026-11-20", True),
        # Of calendar days only the last one, and those after it if that is off.
        ("2026-11-20", (5, "ngay"), "2026-11-25", True),
        ("2026-11-20", (3, "ngay"), "2026-11-23", False),
        ("2026-11-20", (1, "ngay"), "2026-11-23", False),
        ("2026-11-20", (0, "ngay"), "2026-11-20", True),
        ("2026-11-23", (0, "ngay-lap-tuc"), "2026-11-23", True),
        # Days off of 2027 are not announced yet.
        ("2026-12-28", (3, "ngay-lam-viec"), "2026-12-31", True),
        ("2026-12-28", (4, "ngay-lam-viec"), "2027-01-04", False),
        ("2026-12-28", (4, "ngay"), "2027-01-04", False),
    ],
)
def test_a_last_day_is_certain_if_no_open_day_can_move_the_end(received, period, last, certain):
    last_day = KNOWN["chung"].last_day(datetime.date.fromisoformat(received), [period])
    assert (last_day.date.isoformat(), last_day.certain) == (last, certain)


def test_days_beyond_the_tables_are_not_guessed_at():
    known = KNOWN["chung"]
    assert known.last == datetime.date(2027, 12, 31)
    assert known.last_day(datetime.date(2027, 12, 27), [(12, "ngay")]) is None
    assert known.last_day(datetime.date(2028, 1, 3), [(1, "ngay")]) is None
    assert known.last_day(datetime.date(2023, 12, 31), [(1, "ngay")]) is None
    assert known.last_day(datetime.date(2027, 12, 27), [(1, "ngay")]) is not None


@pytest.mark.parametrize(
    ("law", "stage", "periods"),
    [
        (NEW, "cung-cap", [((12, "ngay"),)]),
        (NEW, "gia-han", [((12, "ngay"), (12, "ngay"))]),
        (
            OLD,
            "gia-han",
            [
                ((10, "ngay-lam-viec"), (10, "ngay-lam-viec")),
                ((15, "ngay-lam-viec"), (15, "ngay")),
                ((15, "ngay-lam-viec"), (15, "ngay")),
            ],
        ),
        (OLD, "thong-bao", [((3, "ngay-lam-viec"),), ((3, "ngay-lam-viec"),)]),
    ],
)
def test_an_extension_runs_on_from_the_extended_period(law, stage, periods):
    extended = [answer.periods for answer in answers(law) if answer.deadline.stage == stage]
    assert extended == periods


def test_every_answer_to_a_request_is_there_once():
    for law in FRAMEWORK.packs:
        ids = [answer.deadline.id for answer in answers(law)]
        assert len(ids) == len(set(ids))
        rest = {item.id for item in law.deadlines} - set(ids)
        assert all(
            any(word in name for word in ("cong-khai", "niem-yet", "dinh-chinh", "sai-sot"))
            for name in rest
        )
