"""Whether hidden cells hold nothing but amounts, counts and short codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from access_info.scanning.extracted import headings_of

# “2.121”, “1,26”, “45 %”; no more digits than any telephone, account or paper has.
_COUNT = re.compile(r"[-+]?(?:\d{1,7}|\d{1,3}[.,]\d{3}|\d\.\d{3}\.\d{3}|\d{1,9}[.,]\d{1,2}) ?%?")
# “4.850.000.000”, “16900000”: long ones end as amounts do, for papers are grouped in threes as well.
_AMOUNT = re.compile(r"-?(?:\d{1,9}000|\d{1,3}([.,])\d{3}(?:\1\d{3})*(?<=00))")
# “A01”, “TS-12”: short, with a letter and a figure; letters alone are a mark, “x”, “ok”.
_CODE = re.compile(r"(?=.{1,6}$)(?=.*\d)(?=.*[^\W\d_])[^\W_]+(?:[-.][^\W_]+)*|[^\W\d_]{1,2}")
# “0912 345”: a part of a telephone, of a number of identity.
_BEGINS_WITH_NOUGHT = re.compile(r"0\d")

_SHORT = 4
_HEADINGS_WITHIN = 15


def are_plain(cells: Iterable[str]) -> bool:
    """Tell whether cells hold nothing but amounts, counts and short codes, or nothing at all.

    Words, names, days and whatever is as long as a personal number are not plain.

    Args:
        cells: As people read them.
    """
    return all(map(_is_plain, cells))


def are_plain_columns(rows: Sequence[Sequence[str]], span: slice) -> bool:
    """Tell whether columns hold nothing else below their headings.

    Args:
        rows: The cells of a sheet, aligned.
        span: Which of a row's cells are of the columns.
    """
    head = _head_of(rows)
    headings = rows[head - 1][span] if head else ()
    return not any(map(_may_name, headings)) and are_plain(
        cell for row in rows[head:] for cell in row[span]
    )


def _head_of(rows: Sequence[Sequence[str]]) -> int:
    """Count the rows down to the headings of the columns; 0 where there are none."""
    for number, row in enumerate(rows[:_HEADINGS_WITHIN], 1):
        if sum(map(bool, row)) > 1:
            return number if headings_of([row]) else 0
    return 0


def _may_name(heading: str) -> bool:
    """Tell whether all words of a heading have a capital, as those of names have."""
    return " " in heading.strip() and heading.istitle()


def _is_plain(cell: str) -> bool:
    text = cell.strip()
    if not text or text in {"-", "–"}:
        return True
    if _BEGINS_WITH_NOUGHT.match(text) and len(text) > _SHORT:
        return False
    if _COUNT.fullmatch(text) or _AMOUNT.fullmatch(text):
        return True
    return _CODE.fullmatch(text) is not None and not (
        text.isalpha() and text.istitle() and len(text) > 1
    )
