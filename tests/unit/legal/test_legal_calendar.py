"""The table of days off: its years, its status, and the library it is compared with."""

from __future__ import annotations

import datetime
import json

import holidays
import pytest
from loaded_program import laws_of_today

from access_info.legal import calendar as estimates
from access_info.legal.calendar import DaysOffStatus
from access_info.model.types import PartialDate, vn_date, vn_partial, vn_weekday

FRAMEWORK, PROBLEMS = laws_of_today()
assert FRAMEWORK is not None, PROBLEMS
CALENDAR = FRAMEWORK.calendar
# The library does not know that 2 Jan 2026 was exchanged for Saturday 10 Jan 2026
# (12729/VPCP-KGVX): the one difference between it and our table.
KNOWN_DIFFERENCES = {
    2026: ({datetime.date(2026, 1, 2)}, {datetime.date(2026, 1, 10)}),
}


def _days_of(year):
    first = datetime.date(year, 1, 1)
    return [
        first + datetime.timedelta(n)
        for n in range(366)
        if (first + datetime.timedelta(n)).year == year
    ]


@pytest.mark.parametrize(
    ("year", "off", "worked", "working_days"),
    [(2024, 12, 1, 251), (2025, 12, 1, 250), (2026, 14, 2, 249)],
)
def test_the_table_counts_as_the_notices_do(year, off, worked, working_days):
    days = _days_of(year)
    assert sum(day.weekday() < 5 and not CALENDAR.is_working_day(day) for day in days) == off
    assert sum(day.weekday() >= 5 and CALENDAR.is_working_day(day) for day in days) == worked
    assert sum(CALENDAR.is_working_day(day) for day in days) == working_days


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_the_library_differs_from_the_table_only_where_stated(year):
    library = holidays.country_holidays("VN", years=year)
    off = {day for day in library if day.year == year and day.weekday() < 5}
    worked = {day for day in library.weekend_workdays if day.year == year}
    ours_off = {
        day for day in _days_of(year) if day.weekday() < 5 and not CALENDAR.is_working_day(day)
    }
    ours_worked = {
        day for day in _days_of(year) if day.weekday() >= 5 and CALENDAR.is_working_day(day)
    }
    more_off, more_worked = KNOWN_DIFFERENCES.get(year, (set(), set()))
    assert ours_off - off == more_off
    assert off - ours_off == set()
    assert ours_worked - worked == more_worked
    assert worked - ours_worked == set()


@pytest.mark.parametrize(
    ("year", "status"),
    [
        (2023, DaysOffStatus.ESTIMATED),
        (2024, DaysOffStatus.OFFICIAL),
        (2025, DaysOffStatus.OFFICIAL),
        (2026, DaysOffStatus.OFFICIAL),
        (2027, DaysOffStatus.PROVISIONAL),
        (2028, DaysOffStatus.ESTIMATED),
    ],
)
def test_each_year_says_how_sure_its_days_off_are(year, status):
    assert CALENDAR.status(year) is status


def test_every_year_of_the_table_names_its_notice():
    assert sorted(CALENDAR.years) == [2024, 2025, 2026, 2027]
    assert all(table.citation for table in CALENDAR.years.values())
    assert [table.year for table in CALENDAR.years.values() if table.verification == "khong"] == [
        2027
    ]


def test_the_jurisdiction_wins_and_leaves_the_national_calendar_alone():
    national_day, saturday = datetime.date(2026, 9, 2), datetime.date(2026, 9, 5)
    local = CALENDAR.with_local([(national_day, False, ""), (saturday, False, "Công văn 1")])
    assert local.is_working_day(national_day)
    assert local.is_working_day(saturday)
    assert not CALENDAR.is_working_day(national_day)
    again = local.with_local([(saturday, True, "Công văn 2")])
    assert again.is_working_day(national_day)
    assert again.day_off_name(saturday) == "nghỉ theo Công văn 2"


def test_a_local_decision_settles_an_open_day():
    day = datetime.date(2026, 11, 23)
    assert CALENDAR.doubts(day, day) == (
        "ngày 23/11/2026: đã có đề xuất hoán đổi ngày này; chưa thấy quyết định",
    )
    assert CALENDAR.with_local([(day, False, "Công văn 1")]).doubts(day, day) == ()


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (datetime.date(2026, 9, 2), "Quốc khánh"),
        (datetime.date(2026, 8, 31), "hoán đổi với thứ Bảy 22/8/2026, chưa xác minh"),
        (datetime.date(2026, 9, 5), "thứ Bảy"),
        (datetime.date(2026, 9, 6), "Chủ nhật"),
        (datetime.date(2028, 1, 26), "ngày nghỉ lễ, ước tính"),
        (datetime.date(2026, 8, 22), None),
        (datetime.date(2026, 9, 3), None),
    ],
)
def test_a_day_off_says_why(day, name):
    assert CALENDAR.day_off_name(day) == name


def _library_days(year):
    """What the library says of a year: weekdays off, weekend days worked, as months and days."""
    library = holidays.country_holidays("VN", years=year)
    off = [day for day in library if day.year == year and day.weekday() < 5]
    worked = [day for day in library.weekend_workdays if day.year == year]
    return [" ".join(sorted(f"{day:%m-%d}" for day in days)) for days in (off, worked)]


def test_estimates_are_those_of_the_library(request):
    years = {str(year): _library_days(year) for year in range(1900, 2150)}
    lines = (f'"{year}": {json.dumps(days)}' for year, days in years.items() if any(days))
    if request.config.getoption("--update"):
        estimates.FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", "ascii")
    known = json.loads(estimates.FILE.read_text("ascii"))
    assert known == {year: days for year, days in years.items() if any(days)}
    off, worked = estimates.estimated_days(2019)
    assert datetime.date(2019, 2, 4) in off
    assert worked == {datetime.date(2019, 1, 5), datetime.date(2019, 5, 4)}
    assert estimates.estimated_days(9999) == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (datetime.date(2026, 7, 5), "05/7/2026"),
        (datetime.date(2026, 2, 1), "01/02/2026"),
        (datetime.date(2026, 1, 31), "31/01/2026"),
        (datetime.date(2026, 3, 9), "09/3/2026"),
        (datetime.date(2026, 12, 10), "10/12/2026"),
    ],
)
def test_dates_are_written_as_decree_30_2020_writes_them(day, text):
    assert vn_date(day) == text
    assert vn_partial(PartialDate(day.year, day.month, day.day)) == text


def test_partial_dates_say_only_what_is_known():
    assert vn_partial(PartialDate(2026, 7)) == "tháng 7/2026"
    assert vn_partial(PartialDate(2026, 2)) == "tháng 02/2026"
    assert vn_partial(PartialDate(2026)) == "năm 2026"


def test_weekdays_have_their_vietnamese_names():
    monday = datetime.date(2026, 11, 23)
    names = [vn_weekday(monday + datetime.timedelta(number)) for number in range(7)]
    assert names == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]
