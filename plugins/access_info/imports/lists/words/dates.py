"""A day as offices type it → a day, a month or a year."""

from __future__ import annotations

import datetime
import re

from access_info.imports.lists.words.numbering import listed

_FIRST, _LAST = 1945, 2199
_CENTURY = 2000
_SHORT_YEAR = 100
_MOST = 1_000
_MONTHS = 12
_SERIALS = range(20_000, 75_000)
# A time of day stands behind the point.
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_EPOCH = datetime.date(1899, 12, 30)
_DAY = re.compile(
    r"(?:(?:thứ\s+\w+|chủ nhật),?\s+)?(?:ngày\s+)?(\d{1,2})\s*[/.\-–]\s*(\d{1,2})\s*[/.\-–]\s*"
    r"(\d{4}|\d{2})\.?(?:,?\s+\d{1,2}:\d{2}(?::\d{2})?)?",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+)?")
_IN_WORDS = re.compile(
    r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s*(?:,?\s*năm\s+|/)\s*(\d{4})\.?", re.IGNORECASE
)
_MONTH = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*(?:[/.\-–]|,?\s*năm)\s*(\d{4})\.?", re.IGNORECASE)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"(?:năm\s*)?((?:19|20|21)\d{2})\.?", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:từ\s+)?(?:ngày\s+)?([\d/.\-]{6,10}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})\s*(?:đến|tới|[-–—→])\s*"
    r"(?:hết\s+)?(?:ngày\s+)?([\d/.\-]{6,10}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})\.?",
    re.IGNORECASE,
)
# A day at the end of a number: “3582/QĐ-UBND ngày 08/9/2026”, “… (08/9/2026)”.
_AT_END = re.compile(
    r"^(?P<number>.+?)[\s,;(]*(?:(?:ban hành\s+|ký\s+)?ngày\s+|,\s*|\(|\n|;\s*|\s-\s)\s*"
    r"(?P<day>\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
    r"\)?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_KIND = re.compile(
    r"^(?:(?:quyết định|nghị quyết|kế hoạch|báo cáo|thông báo|công văn|tờ trình|chỉ thị|nghị định|"
    r"thông tư|luật|hướng dẫn|văn bản|qđ)\s+)?số\s*[:.]?\s*",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"\s*\n\s*(?=[/‐‑-]\S)|(?<=\w[/‐‑-])\s*\n\s*")
_HYPHEN = re.compile("[\u2010\u2011]")
_NUMBER_WORD = re.compile(r"^số\s*[:.]?\s*(?=\d+[^\n;]*/)", re.IGNORECASE)
_HOW_MANY = re.compile(r"\d/|/[A-ZĐ]|ngày\s+\d", re.IGNORECASE)


def part_of_day(text: str) -> str | None:
    """The day that a cell's text means, as the data writes it: `2026-09-03`, `2026-09`, `2026`.

    The day stands first, as Vietnamese write it. `None` when the text means no day, a quarter, which
    the data cannot hold, or a day that would have to be guessed: `2/13/2026`.
    """
    text = " ".join(text.split())
    for pattern in (_DAY, _IN_WORDS):
        match = pattern.fullmatch(text)
        if match:
            return _whole(match[3], match[2], match[1])
    if match := _ISO.fullmatch(text):
        return _whole(match[1], match[2], match[3])
    if match := _MONTH.fullmatch(text):
        return _month(match[2], match[1])
    if match := _ISO_MONTH.fullmatch(text):
        return _month(match[1], match[2])
    match = _YEAR.fullmatch(text)
    return match[1] if match else None


def day_of_serial(digits: str) -> str | None:
    """The day of a number that a workbook counts days with, left without its format."""
    match = _SERIAL.fullmatch(digits)
    if match and int(match[1]) in _SERIALS:
        return (_EPOCH + datetime.timedelta(days=int(match[1]))).isoformat()
    return None


def is_month_first(text: str) -> bool:
    """Whether a day can only be meant with its month first: `2/13/2026`."""
    match = _DAY.fullmatch(" ".join(text.split()))
    return match is not None and int(match[1]) <= _MONTHS < int(match[2])


def is_day_first(text: str) -> bool:
    """Whether a day can only be meant with its day first: `13/2/2026`."""
    match = _DAY.fullmatch(" ".join(text.split()))
    return match is not None and int(match[2]) <= _MONTHS < int(match[1])


def may_be_either(text: str) -> bool:
    """Whether a day is another one when its month is read first: `3/9/2026`."""
    match = _DAY.fullmatch(" ".join(text.split()))
    return (
        match is not None and match[1] != match[2] and max(int(match[1]), int(match[2])) <= _MONTHS
    )


def span_of(text: str) -> tuple[str, str] | None:
    """First and last day of a span, both whole: `từ 01/9/2026 đến 30/9/2026`; else `None`."""
    match = _SPAN.fullmatch(" ".join(text.split()))
    days = [part_of_day(match[part]) for part in (1, 2)] if match else []
    whole = [day for day in days if day and len(day) == len("2026-09-03")]
    return (whole[0], whole[1]) if len(whole) == 2 and whole[0] <= whole[1] else None  # noqa: PLR2004


def divided(text: str) -> tuple[str, str, str] | None:
    """A number with its day as number, day and what else was said; `None` when it has no one day.

    Args:
        text: `3582/QĐ-UBND ngày 08/9/2026`, `Quyết định số 12/QĐ-UBND, 03/9/2026`.
    """
    match = _AT_END.match(_BROKEN.sub("", text)) if len(text) <= _MOST else None
    if match is None:
        return None
    day = part_of_day(match["day"])
    number = " ".join(match["number"].split()).rstrip(" ,;(-")
    rest = " ".join(match["rest"].split()).strip(" .;,)")
    # Two numbers with their days are not one.
    if day is None or _HOW_MANY.search(rest) or number.count("/") > number.count("-") + 2:
        return None
    return bare_number(number), day, rest


def whole_number(text: str) -> str:
    """A document's number on one line, as a narrow cell breaks it: `45`, `/BC-`, `UBND`.

    Args:
        text: A cell's text, its lines parted by line feeds.
    """
    text = _HYPHEN.sub("-", _BROKEN.sub("", text))
    return " ".join(_NUMBER_WORD.sub("", text).split())


def whole_numbers(text: str) -> str:
    """The numbers of a cell on one line; those that are listed line by line apart.

    Args:
        text: A cell's text, its lines parted by line feeds.
    """
    return "; ".join(map(whole_number, listed(text))) or whole_number(text)


def bare_number(text: str) -> str:
    """A document's number without the words before it: `Quyết định số 12/QĐ-UBND`."""
    rest = _KIND.sub("", text)
    return rest if rest and "/" in rest else text


def _whole(year: str, month: str, day: str) -> str | None:
    number = int(year) + (_CENTURY if int(year) < _SHORT_YEAR else 0)
    first, second = int(day), int(month)
    try:
        date = datetime.date(number, second, first)
    except ValueError:
        return None
    return date.isoformat() if _FIRST <= date.year <= _LAST else None


def _month(year: str, month: str) -> str | None:
    inside = 1 <= int(month) <= _MONTHS and _FIRST <= int(year) <= _LAST
    return f"{int(year):04d}-{int(month):02d}" if inside else None
