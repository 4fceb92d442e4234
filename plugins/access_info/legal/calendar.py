"""The days on which an agency works: our dated table, then the jurisdiction's own, which win."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from access_info.legal.packs import CalendarFile, CountingRules, YearTable
from access_info.legal.provisions import Statement
from access_info.legal.vocabularies import PERIOD_UNITS
from access_info.model.types import vn_date, vn_weekday
from access_info.model.verification import Verification

# Days off of years that no notice has reached us about, as the library `holidays` knows them.

FILE = Path(__file__).with_name("estimated_days.json")


def estimated_days(year: int) -> tuple[frozenset[datetime.date], frozenset[datetime.date]]:
    """Estimate the weekdays off and the weekend days worked in a year.

    Args:
        year: Any year; swaps of past years are known, those of coming years are not, and nothing
            beyond 2100.

    Returns:
        Days off (Monday to Friday) and worked Saturdays or Sundays.
    """
    off, worked = _all_years().get(str(year), ("", ""))
    return _days(year, off), _days(year, worked)


@functools.cache
def _all_years() -> Mapping[str, tuple[str, str]]:
    """Read the days of each year: those off, those worked, as months and days."""
    years: dict[str, tuple[str, str]] = json.loads(FILE.read_text("ascii"))
    return years


@functools.cache
def _days(year: int, days: str) -> frozenset[datetime.date]:
    return frozenset(datetime.date.fromisoformat(f"{year:04}-{day}") for day in days.split())


_WEEKEND = 5


class DaysOffStatus(StrEnum):
    """The certainty of the days off of a year: announced, planned, or estimated by a library."""

    OFFICIAL = "official"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"


@dataclasses.dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that a jurisdiction declares off or worked by its own decision."""

    off: bool
    citation: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Doubt:
    """The reason why a day counted as off or worked may still change.

    Attributes:
        status: The status of the year; `OFFICIAL` when only a single day is undecided.
        year: The year.
        text: The reason in Vietnamese, without a full stop.
    """

    status: DaysOffStatus
    year: int
    text: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Calendar:
    """Working days.

    Attributes:
        rules: How days are counted, with citations.
        years: The dated table by year.
        local: The jurisdiction's own days.
    """

    rules: CountingRules
    years: Mapping[int, YearTable]
    local: Mapping[datetime.date, CalendarDay] = dataclasses.field(default_factory=dict)

    @classmethod
    def of(cls, file: CalendarFile) -> Calendar:
        """Build the calendar that `lich-nghi.yml` describes."""
        return cls(rules=file.rules, years={table.year: table for table in file.years})

    def with_local(self, days: Iterable[tuple[datetime.date, bool, str]]) -> Calendar:
        """Add days of a jurisdiction, which win over the table.

        Args:
            days: Day, whether it is off, and the decision that says so.
        """
        local_days = {day: CalendarDay(off=off, citation=citation) for day, off, citation in days}
        return dataclasses.replace(self, local={**self.local, **local_days})

    def is_working_day(self, day: datetime.date) -> bool:
        """Tell whether offices work on a day."""
        local_day = self.local.get(day)
        if local_day is not None:
            return not local_day.off
        if day.year not in self.years:
            off, worked = estimated_days(day.year)
            return day in worked if day.weekday() >= _WEEKEND else day not in off
        if day.weekday() >= _WEEKEND:
            return day in self._worked
        return day not in self._off

    def day_off_name(self, day: datetime.date) -> str | None:
        """Say why a day is off: occasion, weekday or local decision; `None` if it is worked."""
        if self.is_working_day(day):
            return None
        local_day = self.local.get(day)
        if local_day is not None:
            return (
                f"nghỉ theo {local_day.citation}"
                if local_day.citation
                else "ngày nghỉ riêng của địa bàn"
            )
        named = self._off.get(day)
        if named is not None:
            return named
        return vn_weekday(day) if day.weekday() >= _WEEKEND else "ngày nghỉ lễ, ước tính"

    def is_weekend_off(self, day: datetime.date) -> bool:
        """Tell whether a day is off because it is an ordinary Saturday or Sunday."""
        return day.weekday() >= _WEEKEND and day not in self.local and not self.is_working_day(day)

    def status(self, year: int) -> DaysOffStatus:
        """Tell how certain the days off of a year are."""
        table = self.years.get(year)
        if table is None:
            return DaysOffStatus.ESTIMATED
        return DaysOffStatus.OFFICIAL if table.status == "chinh-thuc" else DaysOffStatus.PROVISIONAL

    def doubts(self, first: datetime.date, last: datetime.date) -> tuple[Doubt, ...]:
        """Return what is not certain about the days from `first` to `last`, both included."""
        return tuple(
            doubt
            for year in range(first.year, last.year + 1)
            for doubt in self._doubts_of(year, first, last)
        )

    def _doubts_of(self, year: int, first: datetime.date, last: datetime.date) -> Iterable[Doubt]:
        status = self.status(year)
        if status is DaysOffStatus.ESTIMATED:
            yield Doubt(
                status,
                year,
                f"ngày nghỉ năm {year} là ước tính, chưa có thông báo chính thức",
            )
            return
        if status is DaysOffStatus.PROVISIONAL:
            yield Doubt(
                status, year, f"ngày nghỉ năm {year} là dự kiến, chưa có thông báo chính thức"
            )
        for item in self.years[year].open_days:
            if first <= item.day <= last and item.day not in self.local:
                yield Doubt(status, year, f"ngày {vn_date(item.day)}: {item.note}")

    @functools.cached_property
    def _off(self) -> dict[datetime.date, str]:
        return {
            day: f"{group.title}, {Verification.UNVERIFIED.label}"
            if group.is_unverified
            else group.title
            for table in self.years.values()
            for group in table.days_off
            for day in group.days
        }

    @functools.cached_property
    def _worked(self) -> frozenset[datetime.date]:
        return frozenset(item.day for table in self.years.values() for item in table.worked)


# Deadlines: pure functions from a day of receipt to a last day, with the reason in words.

MOST_DAYS = 3_660
_MOST_NAMED = 8
_DAY = datetime.timedelta(days=1)


class StepKind(StrEnum):
    """The kinds of step in the reckoning of a deadline."""

    RECEIVED = "received"
    NOT_COUNTED = "not_counted"
    COUNT = "count"
    SKIPPED = "skipped"
    WORKED = "worked"
    SHIFTED = "shifted"
    DUE = "due"


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One step in the reckoning of a deadline.

    Attributes:
        kind: What the step does.
        text: The step in Vietnamese words, part of a sentence.
        days: The days that the step counts, skips or shifts.
    """

    kind: StepKind
    text: str
    days: tuple[datetime.date, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period, with the reckoning that led to it.

    Attributes:
        date: The last day.
        received: The day of receipt.
        steps: The steps of the reckoning, in order.
        doubts: The days counted that a decision may still change.
        basis: The rules of counting that were used.
    """

    date: datetime.date
    received: datetime.date
    steps: tuple[Step, ...]
    doubts: tuple[Doubt, ...] = ()
    basis: tuple[Statement, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether every day counted has been announced."""
        return not self.doubts

    def explain(self) -> str:
        """Explain the whole reckoning in Vietnamese sentences."""
        sentences = [_sentence("; ".join(step.text for step in self.steps))]
        if self.doubts:
            reasons = "; ".join(doubt.text for doubt in self.doubts)
            sentences.append(_sentence(f"hạn này có thể thay đổi: {reasons}"))
        if self.basis:
            sentences.append(_sentence(f"cách tính theo {_cited(self.basis)}"))
        return " ".join(sentences)


def due(received: datetime.date, *, value: int, unit: str, calendar: Calendar) -> Due:
    """Reckon the last day of a period, with every step and its legal basis.

    Args:
        received: The day on which the period was triggered; not counted.
        value: Number of days, 0 to `MOST_DAYS`; without meaning for `ngay-lap-tuc`.
        unit: `ngay` (calendar days), `ngay-lam-viec` (working days) or `ngay-lap-tuc` (at once).
        calendar: Which days are worked.

    Raises:
        ValueError: The value is out of range or the unit is unknown. No date raises: one typed
            near the year 9999 ends on the calendar's last day.
    """
    if unit not in PERIOD_UNITS:
        raise ValueError(f"unknown unit: {unit}")
    _check(value)
    start = Step(StepKind.RECEIVED, f"nhận ngày {vn_date(received)}", (received,))
    if unit == "ngay-lap-tuc":
        end = Step(StepKind.DUE, "giải quyết ngay trong ngày nhận", (received,))
        return Due(date=received, received=received, steps=(start, end))
    reckon = _calendar_days if unit == "ngay" else _working_days
    skipped = Step(StepKind.NOT_COUNTED, "ngày nhận không tính", (received,))
    last, steps, doubts = reckon(received, value, calendar)
    end = Step(StepKind.DUE, f"hạn cuối là hết ngày {vn_date(last)} ({vn_weekday(last)})", (last,))
    ruled = calendar.rules.last_day if unit == "ngay" else calendar.rules.working_days
    return Due(
        date=last,
        received=received,
        steps=(start, skipped, *steps, end),
        doubts=doubts,
        basis=(calendar.rules.first_day, ruled),
    )


def last_day(
    received: datetime.date, *, value: int, unit: str, calendar: Calendar
) -> datetime.date:
    """Reckon the last day of a period, without the reasons that `due` gives.

    Raises:
        ValueError: The value is out of range or the unit is unknown.
    """
    if unit not in PERIOD_UNITS:
        raise ValueError(f"unknown unit: {unit}")
    _check(value)
    if unit == "ngay-lap-tuc":
        return received
    start = (
        add_working_days(received, value, calendar)
        if unit != "ngay"
        else days_later(received, value)
    )
    return next_working_day(start, calendar)


def add_working_days(start: datetime.date, days: int, calendar: Calendar) -> datetime.date:
    """Return the `days`-th working day after `start`; `start` itself for 0.

    Raises:
        ValueError: `days` is negative or above `MOST_DAYS`.
    """
    _check(days)
    current = start
    while days and current < datetime.date.max:
        current += _DAY
        days -= calendar.is_working_day(current)
    return current


def working_days_between(start: datetime.date, end: datetime.date, calendar: Calendar) -> int:
    """Count working days after `start` up to and including `end`; negative if `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, calendar)
    return sum(calendar.is_working_day(day) for day in _days_after(start, end))


def next_working_day(day: datetime.date, calendar: Calendar) -> datetime.date:
    """Return the day itself if it is worked, else the first worked day after it."""
    while not calendar.is_working_day(day) and day < datetime.date.max:
        day += _DAY
    return day


def _check(value: int) -> None:
    if not 0 <= value <= MOST_DAYS:
        raise ValueError(f"a period of {value} days is out of range")


_Reckoning = tuple[datetime.date, tuple[Step, ...], tuple[Doubt, ...]]


def _calendar_days(received: datetime.date, value: int, calendar: Calendar) -> _Reckoning:
    nominal = days_later(received, value)
    last = next_working_day(nominal, calendar)
    steps = [Step(StepKind.COUNT, f"đủ {value:02d} ngày vào ngày {vn_date(nominal)}", (nominal,))]
    if last != nominal:
        off = (nominal, *_days_after(nominal, last - _DAY))
        steps.append(
            Step(
                StepKind.SHIFTED,
                f"{_named(off, calendar)} là ngày nghỉ nên lùi đến ngày làm việc tiếp theo",
                off,
            )
        )
    return last, tuple(steps), calendar.doubts(nominal, last)


def _working_days(received: datetime.date, value: int, calendar: Calendar) -> _Reckoning:
    last = next_working_day(add_working_days(received, value, calendar), calendar)
    span = tuple(_days_after(received, last))
    first = days_later(received, 1)
    counted = f"đếm {value:02d} ngày làm việc từ ngày {vn_date(first)}"
    steps = [Step(StepKind.COUNT, f"{counted}, không tính thứ Bảy, Chủ nhật")]
    off = tuple(
        day for day in span if not calendar.is_working_day(day) and not calendar.is_weekend_off(day)
    )
    if off:
        steps.append(Step(StepKind.SKIPPED, f"không tính {_named(off, calendar)}", off))
    worked = tuple(
        day for day in span if vn_weekday(day) in _WEEKEND_NAMES and calendar.is_working_day(day)
    )
    if worked:
        names = ", ".join(f"{vn_weekday(day)} {vn_date(day)}" for day in worked)
        steps.append(Step(StepKind.WORKED, f"có tính ngày làm bù {names}", worked))
    return last, tuple(steps), calendar.doubts(first, last)


_WEEKEND_NAMES = frozenset({"thứ Bảy", "Chủ nhật"})


def days_later(day: datetime.date, days: int) -> datetime.date:
    """Add days to a date; stop at the last date Python knows, for one typed near the year 9999."""
    return datetime.date.fromordinal(min(day.toordinal() + days, datetime.date.max.toordinal()))


def _days_after(start: datetime.date, end: datetime.date) -> Iterator[datetime.date]:
    return (start + number * _DAY for number in range(1, (end - start).days + 1))


def _named(days: Sequence[datetime.date], calendar: Calendar) -> str:
    """Name days off with their occasions, days of one occasion together."""
    groups: list[tuple[str, list[datetime.date]]] = []
    for day in days:
        name = calendar.day_off_name(day) or ""
        if groups and groups[-1][0] == name:
            groups[-1][1].append(day)
        else:
            groups.append((name, [day]))
    words = [f"{', '.join(vn_date(day) for day in same)} ({name})" for name, same in groups]
    if len(words) > _MOST_NAMED:
        words = [*words[:_MOST_NAMED], f"và {len(words) - _MOST_NAMED} dịp nghỉ khác"]
    return "ngày " + ", ".join(words)


def _cited(rules: Sequence[Statement]) -> str:
    """Join citations, each once, with how well the weakest of them was checked."""
    citations = "; ".join(dict.fromkeys(rule.citation for rule in rules))
    weakest = min((rule.verification for rule in rules), key=lambda verification: verification.rank)
    return citations if weakest is Verification.GAZETTE else f"{citations} ({weakest.label})"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
