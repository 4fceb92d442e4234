"""A day as offices type it → a day, a month or a year."""

from __future__ import annotations

import datetime
import re

from access_info.imports.lists.words.numbering import listed
from access_info.model.typed_days import AcceptedDays, TypedDay, day_pattern, read_day, typed_day

_MOST = 1_000
_SERIALS = range(20_000, 75_000)
# A time of day stands behind the point.
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_EPOCH = datetime.date(1899, 12, 30)
_SIGNS = "/.-–"
_IN_CELLS = AcceptedDays(
    day_first=_SIGNS,
    year_first="-/.",
    month_of_year=_SIGNS,
    year_month="-",
    year=True,
    words=True,
    short_years=True,
    around=True,
    centuries=(19, 20, 21),
    years=range(1945, 2200),
)
_BEHIND_NUMBERS = day_pattern(AcceptedDays(day_first="/.-", words=True))
_OF_SPANS = day_pattern(
    AcceptedDays(day_first="/.-", year_first="/.-", words=True, short_years=True)
)
# “từ ngày 01/9/2026 đến hết ngày 30/9/2026”, “01/9/2026 – 30/9/2026”.
_SPAN = re.compile(
    rf"(?:từ\s+)?(?:ngày\s+)?({_OF_SPANS})\s*(?:đến|tới|[-–—→])\s*(?:hết\s+)?(?:ngày\s+)?({_OF_SPANS})\.?",
    re.IGNORECASE,
)
# A day at the end of a number: “3582/QĐ-UBND ngày 08/9/2026”, “… (08/9/2026)”.
_AT_END = re.compile(
    r"^(?P<number>.+?)[\s,;(]*(?:(?:ban hành\s+|ký\s+)?ngày\s+|,\s*|\(|\n|;\s*|\s-\s)\s*"
    rf"(?P<day>{_BEHIND_NUMBERS})\)?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
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
    """Return the day that a cell's text means, as the data writes it: `2026-09-03`, `2026-09`, `2026`.

    `None` when the text means no day, a quarter, which the data cannot hold, or a day that would
    have to be guessed: `2/13/2026`.
    """
    day = read_day(" ".join(text.split()), _IN_CELLS)
    return day.iso if day is not None else None


def day_of_serial(digits: str) -> str | None:
    """Return the day of a number that a workbook counts days with, left without its format."""
    match = _SERIAL.fullmatch(digits)
    if match and int(match[1]) in _SERIALS:
        return (_EPOCH + datetime.timedelta(days=int(match[1]))).isoformat()
    return None


def is_month_first(text: str) -> bool:
    """Tell whether a day can only be meant with its month first: `2/13/2026`."""
    day = _typed(text)
    return day is not None and day.only_month_first


def is_day_first(text: str) -> bool:
    """Tell whether a day can only be meant with its day first: `13/2/2026`."""
    day = _typed(text)
    return day is not None and day.only_day_first


def may_be_either(text: str) -> bool:
    """Tell whether a day is another one when its month is read first: `3/9/2026`."""
    day = _typed(text)
    return day is not None and day.ambiguous


def _typed(text: str) -> TypedDay | None:
    return typed_day(" ".join(text.split()), _IN_CELLS)


def span_of(text: str) -> tuple[str, str] | None:
    """Return first and last day of a span, both whole: `từ 01/9/2026 đến 30/9/2026`; else `None`."""
    match = _SPAN.fullmatch(" ".join(text.split()))
    days = [part_of_day(match[part]) for part in (1, 2)] if match else []
    whole = [day for day in days if day and len(day) == len("2026-09-03")]
    return (whole[0], whole[1]) if len(whole) == 2 and whole[0] <= whole[1] else None  # noqa: PLR2004


def divided(text: str) -> tuple[str, str, str] | None:
    """Divide a number with its day into number, day and the rest; `None` when it has no single day.

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
    """Put a document's number, as a narrow cell breaks it, on one line: `45`, `/BC-`, `UBND`.

    Args:
        text: A cell's text, its lines parted by line feeds.
    """
    text = _HYPHEN.sub("-", _BROKEN.sub("", text))
    return " ".join(_NUMBER_WORD.sub("", text).split())


def whole_numbers(text: str) -> str:
    """Put the numbers of a cell on one line; those that are listed line by line apart.

    Args:
        text: A cell's text, its lines parted by line feeds.
    """
    return "; ".join(map(whole_number, listed(text))) or whole_number(text)


def bare_number(text: str) -> str:
    """Return a document's number without the words before it: `Quyết định số 12/QĐ-UBND`."""
    rest = _KIND.sub("", text)
    return rest if rest and "/" in rest else text
