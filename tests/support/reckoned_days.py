"""The last day of a period counted day by day, with each step in words, as an officer would on paper.

What the program reckons and what the script in the browser says are compared with it.
"""

from __future__ import annotations

import dataclasses
import datetime
import itertools

from access_info.model.types import vn_date, vn_weekday

_DAY = datetime.timedelta(days=1)
_MOST_NAMED = 8


@dataclasses.dataclass(frozen=True)
class Reckoned:
    """A last day, the steps that lead to it, and what may yet change about it."""

    date: datetime.date
    received: datetime.date
    steps: tuple[str, ...]
    doubts: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        return not self.doubts

    @property
    def in_words(self) -> str:
        words = _sentence("; ".join(self.steps))
        if self.doubts:
            reasons = "; ".join(self.doubts)
            words = f"{words} {_sentence(f'hạn này có thể thay đổi: {reasons}')}"
        return words


def reckoned(received, *, value, unit, calendar) -> Reckoned:
    """Count a period: `ngay` and `ngay-lam-viec` leave out the day of receipt."""
    begun = f"nhận ngày {vn_date(received)}"
    if unit == "ngay-lap-tuc":
        return Reckoned(received, received, (begun, "giải quyết ngay trong ngày nhận"))
    count = _in_calendar_days if unit == "ngay" else _in_working_days
    last, steps, doubts = count(received, value, calendar)
    end = f"hạn cuối là hết ngày {vn_date(last)} ({vn_weekday(last)})"
    return Reckoned(last, received, (begun, "ngày nhận không tính", *steps, end), doubts)


def _in_calendar_days(received, value, calendar):
    full = received + value * _DAY
    last = full
    while not calendar.is_working_day(last):
        last += _DAY
    steps = [f"đủ {value:02d} ngày vào ngày {vn_date(full)}"]
    if last != full:
        off = _named(_span(full, last - _DAY), calendar)
        steps.append(f"{off} là ngày nghỉ nên lùi đến ngày làm việc tiếp theo")
    return last, steps, calendar.doubts(full, last)


def _in_working_days(received, value, calendar):
    last, left = received, value
    while left or not calendar.is_working_day(last):
        last += _DAY
        left = max(0, left - calendar.is_working_day(last))
    span, first = _span(received + _DAY, last), received + _DAY
    counted = f"đếm {value:02d} ngày làm việc từ ngày {vn_date(first)}"
    steps = [f"{counted}, không tính thứ Bảy, Chủ nhật"]
    off = [day for day in span if not calendar.is_working_day(day)]
    off = [day for day in off if not calendar.is_weekend_off(day)]
    if off:
        steps.append(f"không tính {_named(off, calendar)}")
    worked = [day for day in span if day.weekday() > 4 and calendar.is_working_day(day)]
    if worked:
        names = ", ".join(f"{vn_weekday(day)} {vn_date(day)}" for day in worked)
        steps.append(f"có tính ngày làm bù {names}")
    return last, steps, calendar.doubts(first, last)


def _span(first, last):
    return [first + number * _DAY for number in range((last - first).days + 1)]


def _named(days, calendar):
    """Days off with their occasions, days of one occasion together."""
    groups = [
        (name, ", ".join(map(vn_date, same)))
        for name, same in itertools.groupby(days, calendar.day_off_name)
    ]
    words = [f"{dates} ({name})" for name, dates in groups]
    if len(words) > _MOST_NAMED:
        words = [*words[:_MOST_NAMED], f"và {len(words) - _MOST_NAMED} dịp nghỉ khác"]
    return f"ngày {', '.join(words)}"


def _sentence(text):
    return f"{text[:1].upper()}{text[1:]}."
