"""A day as offices type it → a day, a month or a year."""

from __future__ import annotations

import datetime
import re

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
_QUARTER = re.compile(r"quý\s+(?:[1-4]|I{1,3}|IV)\s*(?:[/-]|,?\s*năm)?\s*(\d{4})", re.IGNORECASE)
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

    The day stands first, as Vietnamese write it. `None` when the text means no day, or a quarter,
    which the data cannot hold.
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
    found = _SERIAL.fullmatch(digits)
    if found and int(found[1]) in _SERIALS:
        return (_EPOCH + datetime.timedelta(days=int(found[1]))).isoformat()
    return None


def year_of_quarter(text: str) -> str | None:
    """The year of a quarter: of `quý III/2026`, 2026."""
    match = _QUARTER.search(text)
    return match[1] if match else None


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


def bare_number(text: str) -> str:
    """A document's number without the words before it: `Quyết định số 12/QĐ-UBND`."""
    rest = _KIND.sub("", text)
    return rest if rest and "/" in rest else text


def _whole(year: str, month: str, day: str) -> str | None:
    number = int(year) + (_CENTURY if int(year) < _SHORT_YEAR else 0)
    first, second = int(day), int(month)
    if second > _MONTHS >= first:
        # Only Americans write a month that is none second.
        first, second = second, first
    try:
        found = datetime.date(number, second, first)
    except ValueError:
        return None
    return found.isoformat() if _FIRST <= found.year <= _LAST else None


def _month(year: str, month: str) -> str | None:
    inside = 1 <= int(month) <= _MONTHS and _FIRST <= int(year) <= _LAST
    return f"{int(year):04d}-{int(month):02d}" if inside else None
