"""Deadlines on pages: the tables by month say what `legal.deadlines` says."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from loaded_program import laws_of_today
from reckoned_days import reckoned

from access_info.legal.calendar import DaysOffStatus
from access_info.model.as_of import AsOf
from access_info.model.jurisdiction import Jurisdiction, LocalLimit
from access_info.pages.rendering.paths import Urls
from access_info.pages.rendering.site import SiteContext
from access_info.pages.request import DueTables

FRAMEWORK, PROBLEMS = laws_of_today()
assert FRAMEWORK is not None, PROBLEMS
LOCAL_DAYS_OFF = [
    (datetime.date(2026, 10, 15), True, "Thông báo số 88/TB-UBND"),
    (datetime.date(2026, 10, 24), False, "Thông báo số 88/TB-UBND"),
    (datetime.date(2026, 10, 31), True, ""),
]
LIMITS = tuple(
    LocalLimit.model_validate(fields)
    for fields in (
        {"viec": "Việc mới", "gia_tri": "3", "don_vi": "ngay-lam-viec", "tu_ngay": "2026-09-15"},
        {"viec": "Việc cũ", "gia_tri": "2", "don_vi": "ngay", "tu_ngay": "2025-03-01"},
        {"viec": "Việc không rõ từ ngày nào", "gia_tri": "8", "don_vi": "ngay"},
        {"viec": "Việc không nêu số ngày", "don_vi": "ngay"},
    )
)


def site(*, days=(), limits=()):
    framework = dataclasses.replace(FRAMEWORK, calendar=FRAMEWORK.calendar.with_local(days))
    place = Jurisdiction().model_copy(update={"local_limits": tuple(limits)})
    return SiteContext(framework, place, Urls(), frozenset())


def shown(table, received):
    return next(row for row in table.rows if row.day == received)


@pytest.mark.parametrize(
    "month", [datetime.date(2026, 8, 1), datetime.date(2026, 9, 1), datetime.date(2026, 10, 1)]
)
def test_a_month_shows_what_the_law_room_reckons(month):
    context = site(days=LOCAL_DAYS_OFF, limits=LIMITS)
    tables = list(DueTables(context).tables(month))
    assert all(row.day.month == month.month for table in tables for row in table.rows)
    rows = [(table, row) for table in tables for row in table.rows]
    for table, row in rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell.date is None:
                assert column.limit.since > row.day
                continue
            day, certain = row.day, True
            for value, unit in column.periods:
                step = reckoned(day, value=value, unit=unit, calendar=context.framework.calendar)
                day, certain = step.date, certain and step.certain
            assert (cell.date, cell.certain) == (day, certain)


def test_the_law_of_a_month_is_the_law_of_its_requests():
    tables = DueTables(site())
    (august,) = tables.tables(datetime.date(2026, 8, 1))
    september, late = tables.tables(datetime.date(2026, 9, 1))
    assert (late.law.id, late.sent_before) == ("l104", datetime.date(2026, 9, 1))
    assert late.columns[:4] == august.columns[:4]
    assert len(list(tables.tables(datetime.date(2026, 12, 1)))) == 1
    assert (august.law.id, september.law.id) == ("l104", "l01")
    assert [column.words for column in september.columns] == [
        "12 ngày",
        "12 ngày, gia hạn thêm 12 ngày",
    ]
    assert [item.deadline.id for item in august.at_once] == ["l104-truc-tiep"]
    assert [column.periods for column in august.columns] == [
        ((3, "ngay-lam-viec"),),
        ((5, "ngay-lam-viec"),),
        ((10, "ngay-lam-viec"),),
        ((15, "ngay-lam-viec"),),
        ((10, "ngay-lam-viec"), (10, "ngay-lam-viec")),
        ((15, "ngay-lam-viec"), (15, "ngay")),
    ]


def test_a_month_marks_days_off_and_days_worked_instead():
    table, _ = DueTables(site(days=LOCAL_DAYS_OFF)).tables(datetime.date(2026, 10, 1))
    assert shown(table, datetime.date(2026, 10, 15)).note == "nghỉ theo Thông báo số 88/TB-UBND"
    assert shown(table, datetime.date(2026, 10, 24)).note == "ngày làm bù"
    assert shown(table, datetime.date(2026, 10, 17)).note == ""


def test_a_limit_that_has_not_begun_leaves_its_cells_empty():
    table, _ = DueTables(site(limits=LIMITS[:1])).tables(datetime.date(2026, 9, 1))
    column = next(number for number, item in enumerate(table.columns) if item.limit)
    assert shown(table, datetime.date(2026, 9, 14)).cells[column].words == ""
    assert shown(table, datetime.date(2026, 9, 15)).cells[column].words == "thứ Sáu, 18/9/2026"


def test_the_end_of_what_is_known_is_shown():
    (table,) = DueTables(site()).tables(datetime.date(2027, 12, 1))
    words = shown(table, datetime.date(2027, 12, 31)).cells[0].words
    assert words == "chưa có lịch nghỉ năm 2028"


def test_months_of_years_that_are_over_are_left_out_and_the_cache_learns_so():
    as_of = AsOf(datetime.date(2026, 12, 31))
    years = list(DueTables(site()).months(as_of))
    assert [(year, standing) for year, standing, _ in years] == [
        (2026, DaysOffStatus.OFFICIAL),
        (2027, DaysOffStatus.PROVISIONAL),
    ]
    assert all(len(months) == 12 for _, _, months in years)
    assert as_of.span == (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


def test_what_may_change_is_marked_in_the_days_shown():
    tables = DueTables(site())
    november = tables.doubts(list(tables.tables(datetime.date(2026, 11, 1))))
    assert len(november) == 1
    assert "23/11/2026" in november[0]
    december = tables.doubts(list(tables.tables(datetime.date(2026, 12, 1))))
    assert december == ("ngày nghỉ năm 2027 là dự kiến, chưa có thông báo chính thức",)
