"""Every day comes back from every spelling that a purpose takes; days of no calendar never do."""

from __future__ import annotations

import calendar
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access_info.checks.safety.detect import detect
from access_info.imports.issues import as_date
from access_info.imports.lists.cells import number_and_day, part_of_day, span_of
from access_info.imports.register.extraction import day_of
from access_info.model.typed_days import (
    AcceptedDays,
    day_parts,
    day_pattern,
    days_in,
    read_day,
    typed_day,
)
from access_info.search.folding import days

SIGNS = "/.-–"
EVERYTHING = AcceptedDays(
    day_first=SIGNS,
    year_first=SIGNS,
    month_of_year=SIGNS,
    year_month=SIGNS,
    year=True,
    words=True,
    short_years=True,
    around=True,
)
DAYS = st.dates(datetime.date(1945, 1, 1), datetime.date(2100, 12, 31))


def _cell(text):
    day = day_of(text, date_1904=False)
    return day and day.isoformat()


def _in_search(text):
    (day,) = days(text)
    return day


def _in_data(text):
    year, month, day = day_parts(text)
    return f"{year}-{month:02}-{day:02}"


def _born(text):
    hits = [hit for hit in detect(f"Ngày sinh: {text}") if hit.code == "TT618"]
    return f"Ngày sinh: {text}"[hits[0].start : hits[0].end] if hits else None


NUMBERS = ("{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d:02}/{m}/{y}", "{d}-{m}-{y}", "{d}.{m}.{y}")
SPACED = ("{d} / {m} / {y}", " ngày {d:02}/{m:02}/{y} ", "NGÀY {d}-{m}-{y}")
ISO = ("{y}-{m:02}-{d:02}", "{y}-{m}-{d}")
WORDS = ("{d} tháng {m} năm {y}", "ngày {d:02} tháng {m:02} năm {y}", "{d} THÁNG {m} NĂM {y}")
COMMA = ("{d} tháng {m}, năm {y}", "ngày {d} tháng {m}/{y}")
DASH = ("{d}–{m}–{y}", "{d} – {m} – {y}")
CLOCK = (
    *("8h {d}/{m}/{y}", "14 giờ 05 phút, ngày {d}/{m}/{y}", "{d:02}.{m:02}.{y} 14h05"),
    *("14:05:30 {d}-{m}-{y}", "{y}-{m:02}-{d:02}T08:30:00", "{d}/{m}/{y}, 8h", "{d}/{m}/{y}."),
    *("Thứ năm, ngày {d}/{m}/{y}", "chủ nhật {d}/{m}/{y}"),
)
READERS = {
    "lists": (part_of_day, (*NUMBERS, *SPACED, *ISO, *WORDS, *COMMA, *DASH, *CLOCK, "{y}/{m}/{d}")),
    "registers": (_cell, (*NUMBERS, *SPACED, *ISO, *CLOCK)),
    "forms": (lambda text: as_date(text.strip()), (*NUMBERS, *SPACED, *ISO, "{d}/{m}-{y}")),
    "search": (_in_search, (*NUMBERS, *WORDS, "x, {d}/{m}/{y}, y", "ngày {d} tháng {m}/{y}")),
    "data": (_in_data, (*NUMBERS, *SPACED, *ISO, *WORDS, *COMMA, *DASH, "{y}/{m}/{d}")),
}
CASES = [(reader, form) for reader, (_, forms) in READERS.items() for form in forms]


@pytest.mark.parametrize(("reader", "form"), CASES)
@given(day=DAYS)
def test_every_day_comes_back_from_every_spelling(reader, form, day):
    if reader == "registers" and day.year < 2000:
        day = day.replace(year=2000 + day.year % 100, day=min(day.day, 28))
    text = form.format(d=day.day, m=day.month, y=day.year)
    assert READERS[reader][0](text) == day.isoformat(), text


@pytest.mark.parametrize("form", [*NUMBERS, "{d} / {m} / {y}", *WORDS, *ISO])
@given(day=DAYS)
def test_the_gate_sees_every_birth_whole(form, day):
    text = form.format(d=day.day, m=day.month, y=day.year)
    wanted = text.partition(" ")[2] if text.startswith("ngày") else text
    assert _born(text) == (wanted if day.year < 2100 else None)


@st.composite
def impossible(draw):
    year = draw(st.integers(1945, 2100))
    month = draw(st.integers(0, 99))
    if 1 <= month <= 12:
        last = calendar.monthrange(year, month)[1]
        return year, month, draw(st.integers(last + 1, 99) | st.just(0))
    return year, month, draw(st.integers(0, 99))


@pytest.mark.parametrize("reader", ["lists", "registers", "forms"])
@given(day=impossible())
def test_a_day_of_no_calendar_never_comes_back(reader, day):
    read, forms = READERS[reader]
    for form in forms:
        text = form.format(y=day[0], m=day[1], d=day[2])
        assert not read(text), text
        assert read_day(text.strip(), EVERYTHING) is None


@given(day=impossible())
def test_a_day_of_no_calendar_is_still_typed(day):
    text = "{2}/{1}/{0}".format(*day)
    typed = typed_day(text, EVERYTHING)
    assert typed is not None
    assert (typed.possible, typed.exact) == (False, None)
    assert day_parts(text) == day
    assert next(days_in(f"từ {text}", EVERYTHING)) == typed


@given(st.integers(1945, 2100), st.integers(1, 12))
def test_months_and_years_say_that_they_are_no_days(year, month):
    for text in (f"{month}/{year}", f"tháng {month} năm {year}", f"{year}-{month:02}"):
        typed = read_day(text, EVERYTHING)
        assert typed is not None
        assert (typed.day, typed.iso, typed.exact) == (None, f"{year}-{month:02}", None)
    for text in (str(year), f"năm {year}", f"{year}."):
        typed = read_day(text, EVERYTHING)
        assert typed is not None
        assert (typed.month, typed.iso, typed.exact) == (None, str(year), None)


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("3/9/2026", (True, False, False)),
        ("3/9/26", (True, False, False)),
        ("9/9/2026", (False, False, False)),
        ("13/2/2026", (False, True, False)),
        ("2/13/2026", (False, False, True)),
        ("2026-09-03", (False, False, False)),
        ("3 tháng 9 năm 2026", (False, False, False)),
        ("9/2026", (False, False, False)),
    ],
)
def test_what_may_be_another_day_says_so(text, which):
    typed = typed_day(text, EVERYTHING)
    assert typed is not None
    assert (typed.ambiguous, typed.only_day_first, typed.only_month_first) == which


@pytest.mark.parametrize(
    "text",
    [
        *("", "hôm qua", "Quý III/2026", "٣/٩/٢٠٢٦", "ngày 9/2026", "tháng 3/9/2026", "năm 9/2026"),
        *("3/9/202", "3/9/20261", "123/9/2026", "3/9", "3 tháng 9", "1" * 5_000, "2026 14:05"),
    ],
)
def test_no_spelling_of_a_day(text):
    assert typed_day(text, EVERYTHING) is None


def test_what_a_purpose_does_not_take_is_none():
    assert read_day("03/9/26", AcceptedDays(day_first="/")) is None
    assert read_day("03-9-2026", AcceptedDays(day_first="/")) is None
    assert read_day("03/9-2026", AcceptedDays(day_first="/-", same_sign=True)) is None
    assert read_day("03/9/1999", AcceptedDays(day_first="/", years=range(2000, 2200))) is None
    assert read_day("03/9/1850", AcceptedDays(day_first="/", centuries=(19, 20))) is None
    assert read_day("8h 03/9/2026", AcceptedDays(day_first="/")) is None


def test_days_within_texts():
    text = "từ 3/9/2026 đến 30 tháng 10 năm 2026, số 12/9/20261, tháng 9/2026"
    assert [day.iso for day in days_in(text, AcceptedDays(day_first="/", words=True, gap=""))] == [
        *("2026-09-03", "2026-10-30"),
    ]
    assert days("12/QĐ 31/02/2026") == {"2026-02-31"}  # as the reader of the title types it
    assert "(" not in day_pattern(AcceptedDays(day_first="/", year_first="-")).replace("(?:", "")


def test_an_hour_takes_no_digit_of_the_day():
    assert _cell("8h 23/02/2026") == "2026-02-23"
    assert _cell("14 giờ 21/08/2026") == "2026-08-21"


def test_two_days_behind_a_number_are_not_a_single_day():
    assert number_and_day("12/QĐ ngày 15 tháng 10/2026 đến ngày 3 tháng 9 năm 2027") is None
    assert span_of("từ 15 tháng 10/2026 đến 30/9/2027") == ("2026-10-15", "2027-09-30")
