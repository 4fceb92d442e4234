"""Reads days as people type them (`3/9/2026`, `3 tháng 9 năm 2026`, `2026-09-03`).

Each purpose declares the spellings that it accepts (`AcceptedDays`). The day stands first, as
Vietnamese write it, unless the year does. A workbook's serial numbers of days are read elsewhere
(by the reader of office files).
"""

from __future__ import annotations

import calendar
import dataclasses
import datetime
import functools
import re
from collections.abc import Iterator

_MONTHS = 12
_CENTURY, _SHORT_YEAR = 2000, 100
_ANY_YEAR = range(datetime.MINYEAR, datetime.MAXYEAR + 1)
# `14:05`, `14:05:30.250`, `14h05`, `14 giờ 05 phút`, `8h`; no digit of the day behind it.
_CLOCK = (
    r"(?:[0-9]{1,2}\s*(?::|h|g|giờ)\s*(?:[0-9]{1,2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?\s*(?:phút)?"
    r"|[0-9]{2}:[0-9:.]+)(?![0-9])"
)


# Compared by identity, which is fast: patterns are looked up by it for every cell of a list.
@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AcceptedDays:
    """The spellings of a day that a purpose accepts; each purpose makes its own once.

    Attributes:
        day_first: Signs between the parts of `3/9/2026`; "" when that is not accepted.
        year_first: Signs between the parts of `2026-09-03`; "" when that is not accepted.
        month_of_year: Signs between the parts of `9/2026`; "" when that is not accepted.
        year_month: Signs between the parts of `2026-09`; "" when that is not accepted.
        year: Whether a year alone is accepted: `2026`, `năm 2026`.
        words: Whether words may stand between the parts: `3 tháng 9 năm 2026`, `tháng 9 năm 2026`.
        accents: Whether those words have accents; not in a text that has lost all of them.
        gap: Pattern of the blanks that may stand around a sign.
        same_sign: Whether both signs must be the same: not `3/9-2026`.
        short_years: Whether `26` is 2026 in `3/9/26`.
        around: Whether a weekday, a time of day, a full stop may stand around it.
        centuries: First two digits that years may have, `(19, 20)`; any if empty.
        years: Years that a day or a month may lie in.
    """

    day_first: str = ""
    year_first: str = ""
    month_of_year: str = ""
    year_month: str = ""
    year: bool = False
    words: bool = False
    accents: bool = True
    gap: str = r"\s*"
    same_sign: bool = False
    short_years: bool = False
    around: bool = False
    centuries: tuple[int, ...] = ()
    years: range = _ANY_YEAR


@dataclasses.dataclass(frozen=True, slots=True)
class TypedDay:
    """The numbers of a day as typed, whether the calendar has it or not.

    Attributes:
        year: Four digits, also of a year typed with two.
        month: As typed; `None` where only a year was.
        day: As typed; `None` where only a month or a year was.
        in_numbers: Whether day and month are two numbers and the year stands last.
    """

    year: int
    month: int | None = None
    day: int | None = None
    in_numbers: bool = False

    @property
    def possible(self) -> bool:
        """Whether the calendar has such a day, month or year."""
        month = 1 if self.month is None else self.month
        return self.year in _ANY_YEAR and not calendar_fault(self.year, month, self.day)

    @property
    def iso(self) -> str:
        """The day as data write it: `2026-09-03`, `2026-09` or `2026`."""
        parts = [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join((f"{self.year:04d}", *parts))

    @property
    def exact(self) -> datetime.date | None:
        """The day, if a whole day was typed and the calendar has it; else `None`."""
        return datetime.date.fromisoformat(self.iso) if self.day and self.possible else None

    @property
    def only_day_first(self) -> bool:
        """Whether its two numbers can only be a day and then a month: `13/2/2026`."""
        day, month = self._day_and_month
        return month <= _MONTHS < day

    @property
    def only_month_first(self) -> bool:
        """Whether its two numbers can only be a month and then a day: `2/13/2026`."""
        day, month = self._day_and_month
        return day <= _MONTHS < month

    @property
    def ambiguous(self) -> bool:
        """Whether it would be another day if the month were read first: `3/9/2026`, not `9/9/2026`."""
        day, month = self._day_and_month
        return day != month and max(day, month) <= _MONTHS

    @property
    def _day_and_month(self) -> tuple[int, int]:
        """Day and month if they could change places (`3/9/2026`), else two zeros."""
        return (self.day or 0, self.month or 0) if self.in_numbers else (0, 0)


def typed_day(text: str, accepted: AcceptedDays) -> TypedDay | None:
    """Return the day, month or year that a whole text spells, whether the calendar has it or not.

    Args:
        text: The text as typed, without blanks around it.
        accepted: The spellings that are accepted.
    """
    for pattern in _whole_patterns(accepted):
        match = pattern.fullmatch(text)
        if match:
            return _typed_day_of(match, accepted)
    return None


def read_day(text: str, accepted: AcceptedDays) -> TypedDay | None:
    """Return the day, month or year that a whole text spells, if the calendar has it.

    Args:
        text: The text as typed, without blanks around it.
        accepted: The spellings and the years that are accepted.
    """
    typed = typed_day(text, accepted)
    if typed is None or not typed.possible:
        return None
    return typed if typed.month is None or typed.year in accepted.years else None


def days_in(text: str, accepted: AcceptedDays) -> Iterator[TypedDay]:
    """Yield the days, months and years spelled within a text, one kind of spelling after the other.

    Args:
        text: Any text.
        accepted: The spellings that are accepted.
    """
    for pattern in _search_patterns(accepted):
        for match in pattern.finditer(text):
            typed = _typed_day_of(match, accepted)
            if typed is not None:
                yield typed


def day_pattern(accepted: AcceptedDays) -> str:
    """Return the source of a regular expression for whole days, without groups, to stand within another.

    Args:
        accepted: The spellings that are accepted.
    """
    sources = (_day_first_source(accepted), _year_first_source(accepted))
    return "(?:{})".format("|".join(re.sub(r"\?P<\w+>", "?:", text) for text in sources if text))


@functools.cache
def _whole_patterns(accepted: AcceptedDays) -> tuple[re.Pattern[str], ...]:
    """Return the patterns that a whole text must match, one for each spelling."""
    patterns = []
    for word, source in _spelling_sources(accepted):
        before = after = ""
        if accepted.around:
            after = r"\.?"
        if accepted.around and word == "ngày":
            before = rf"(?:{_CLOCK}[\s,]*)?(?:(?:thứ\s+\w+|chủ nhật),?\s+)?"
            after += rf"(?:[\s,]+{_CLOCK}|T{_CLOCK})?"
        patterns.append(_compiled_ascii(rf"{before}(?:{word}\s*)?(?:{source}){after}"))
    return tuple(patterns)


@functools.cache
def _search_patterns(accepted: AcceptedDays) -> tuple[re.Pattern[str], ...]:
    """Return the patterns that find days within a text, one for each spelling."""
    return tuple(
        _compiled_ascii(rf"\b(?:{source})(?!\d)") for _, source in _spelling_sources(accepted)
    )


def _compiled_ascii(source: str) -> re.Pattern[str]:
    """Compile a pattern whose digits are 0 to 9 only: days are not typed in digits of other scripts."""
    return re.compile(source.replace(r"\d", "[0-9]"), re.IGNORECASE)


def _spelling_sources(accepted: AcceptedDays) -> Iterator[tuple[str, str]]:
    """Yield (word that may stand before it, regular expression) of each accepted spelling."""
    year = f"(?P<year>{_year_source(accepted)})" if accepted.year else ""
    for word, source in (
        ("ngày", _day_first_source(accepted)),
        ("ngày", _year_first_source(accepted)),
        ("tháng", _month_sources(accepted)),
        ("năm", year),
    ):
        if source:
            yield word, source


def _day_first_source(accepted: AcceptedDays) -> str:
    """Return the regular expression for `3/9/2026` and, with words, `3 tháng 9 năm 2026`; "" if none."""
    if not accepted.day_first:
        return ""
    words = ("tháng", "năm") if accepted.words else ("", "")
    first = _separator_source(accepted, accepted.day_first, words[0], "first")
    last = _separator_source(accepted, accepted.day_first, words[1], "last")
    short = r"|\d{2}" if accepted.short_years else ""
    year = f"(?P<year>{_year_source(accepted)}{short})"
    return rf"(?P<day>\d{{1,2}}){first}(?P<month>\d{{1,2}}){last}{year}"


def _year_first_source(accepted: AcceptedDays) -> str:
    """Return the regular expression for `2026-09-03`; "" if that is not accepted."""
    if not accepted.year_first:
        return ""
    between = _separator_source(accepted, accepted.year_first, "", "")
    return rf"(?P<year>{_year_source(accepted)}){between}(?P<month>\d{{1,2}}){between}(?P<day>\d{{1,2}})"


def _month_sources(accepted: AcceptedDays) -> str:
    """Return the regular expression for `9/2026` and `2026-09`, as far as accepted; "" if neither.

    The groups of the second have names of their own: one pattern cannot have a name twice.
    """
    sources = []
    if accepted.month_of_year:
        word = "năm" if accepted.words else ""
        between = _separator_source(accepted, accepted.month_of_year, word, "")
        sources.append(rf"(?P<month>\d{{1,2}}){between}(?P<year>{_year_source(accepted)})")
    if accepted.year_month:
        between = _separator_source(accepted, accepted.year_month, "", "")
        sources.append(
            rf"(?P<year_ahead>{_year_source(accepted)}){between}(?P<month_behind>\d{{1,2}})"
        )
    return "|".join(sources)


def _separator_source(accepted: AcceptedDays, signs: str, word: str, name: str) -> str:
    """Return the regular expression of what stands between two numbers: a sign, or a word.

    Args:
        accepted: The spellings that are accepted.
        signs: The signs, `/.-`.
        word: The word that may stand there instead, `tháng`; "" for none.
        name: The name of the group that catches the sign; "" for no group.
    """
    gap, sign = accepted.gap, f"[{re.escape(signs)}]"
    sign = f"(?P<{name}>{sign})" if name else sign
    if not word:
        return f"{gap}{sign}{gap}"
    plain = word if accepted.accents else {"tháng": "thang", "năm": "nam"}[word]
    if not gap:
        return f"(?:{sign}| {plain} )"
    comma = f",?{gap}" if word == "năm" else ""
    return f"{gap}(?:{sign}|{comma}{plain}){gap}"


def _year_source(accepted: AcceptedDays) -> str:
    """Return the regular expression for a year: any four digits, or those of some centuries."""
    if not accepted.centuries:
        return r"\d{4}"
    return r"(?:{})\d\d".format("|".join(map(str, accepted.centuries)))


def _typed_day_of(match: re.Match[str], accepted: AcceptedDays) -> TypedDay | None:
    """Return the day that a match spells; `None` if its two signs differ and must not."""
    parts = match.groupdict()
    signs = parts.get("first"), parts.get("last")
    if accepted.same_sign and signs[0] != signs[1]:
        return None
    year = int(parts.get("year") or parts["year_ahead"])
    month, day = parts.get("month") or parts.get("month_behind"), parts.get("day")
    return TypedDay(
        year + (_CENTURY if year < _SHORT_YEAR and accepted.short_years else 0),
        int(month) if month else None,
        int(day) if day else None,
        in_numbers=signs[0] is not None,
    )


# Days typed in other spellings than the data's own, and days that no calendar has: for messages and cures.

_SIGNS = "/.-–"
_ANY = AcceptedDays(day_first=_SIGNS, year_first=_SIGNS, year_month=_SIGNS, words=True)


def day_parts(text: str) -> tuple[int, int, int | None] | None:
    """Return (year, month, day) of a text that spells a day, whether the calendar has it or not.

    `31/2/2026` → `(2026, 2, 31)`; `2026-09` → `(2026, 9, None)`; `None` for any other text.

    Args:
        text: The text as typed.
    """
    typed = typed_day(text.strip(), _ANY)
    if typed is None or typed.month is None:
        return None
    return typed.year, typed.month, typed.day


def calendar_fault(year: int, month: int, day: int | None) -> str:
    """Return why the calendar has no such day, as a Vietnamese sentence; "" when it has.

    Args:
        year: The year as typed.
        month: The month as typed.
        day: The day as typed; `None` if none was.
    """
    if year < datetime.MINYEAR:
        return f"Không có năm {year}."
    if not 1 <= month <= _MONTHS:
        return f"Một năm chỉ có tháng 1 đến tháng 12, không có tháng {month}."
    last = calendar.monthrange(year, month)[1]
    if day is None or 1 <= day <= last:
        return ""
    return f"Tháng {month} năm {year} chỉ có ngày 1 đến ngày {last}, không có ngày {day}."
