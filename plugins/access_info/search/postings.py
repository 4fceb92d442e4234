"""Encodes the records that have a word, and its places in their titles, as text that compresses well.

Records are numbered so that like titles are neighbours. A list holds the gap from each record to
the next, 0 for one more place in the same record; gaps below 61 take one character.
"""

from __future__ import annotations

import dataclasses
import itertools
import operator
import re
from collections.abc import Iterable, Sequence

# Printable ASCII but the quote and the backslash, which a script's string would have to escape.
_SYMBOLS = "".join(chr(code) for code in range(32, 127) if chr(code) not in '"\\')
# The same as a table for `bytes.translate`: number → symbol.
_CODES = _SYMBOLS.encode().ljust(256)
_LAST = _SYMBOLS[:61]
_MORE = _SYMBOLS[61:93]
# JavaScript counts these characters as two.
_COUNTED_TWICE = re.compile("[\U00010000-\U0010ffff]").search
PLACE_BITS = 5
LAST_PLACE = (1 << PLACE_BITS) - 1
# Counts from A up to ~, the last character of one byte.
_MOST_SHARED = ord("~") - ord("A")


@dataclasses.dataclass(slots=True)
class TokenLists:
    """The encoded lists of records of one token (a word, or a value of a filter).

    Attributes:
        token: The token.
        count: The number of entries.
        texts: Of each list three texts: its name, gaps, places.
        numbers: The same of lists of numbers and codes.
    """

    token: str
    count: int
    texts: list[str]
    numbers: Sequence[str] = ()


class GapCode:
    """Encodes record numbers by the gaps between them, with the text of each gap worked out once."""

    def __init__(self, largest: int) -> None:
        """Prepare gaps of 0 … `largest`."""
        self._texts = list(_LAST)
        for more in range(max(0, largest - len(_LAST)) // len(_LAST) + 1):
            start = _digits(more)
            self._texts += [start + last for last in _LAST]

    def encode(self, records: Sequence[int]) -> str:
        """Encode ascending record numbers, equal ones allowed, as the gaps between them."""
        gaps = map(operator.sub, records, itertools.chain((-1,), records))
        return "".join(map(self._texts.__getitem__, gaps))

    def encode_first(self, record: int) -> str:
        """Encode a list of one record; faster than `encode`."""
        return self._texts[record + 1]


def encode_places(places: Iterable[int]) -> str:
    """Encode places (word positions in titles), each 0 … `LAST_PLACE`, one character each."""
    return bytes(places).translate(_CODES).decode()


def symbol(value: int) -> str:
    """Write a number of 0 … 92 as one character."""
    return _SYMBOLS[value]


def count_shared(text: str, other: str) -> int:
    """Return how many letters two texts share at their beginning: `dat`, `dau` → 2."""
    if other.startswith(text):
        return len(text)
    # They are compared by halves: the letters before `shared` are alike, those up to `most` may be.
    shared, most = 0, min(len(text), len(other))
    while shared < most:
        middle = (shared + most + 1) // 2
        if text[shared:middle] == other[shared:middle]:
            shared = middle
        else:
            most = middle - 1
    return shared


def unshared(last: str, text: str, most: int = _MOST_SHARED) -> str:
    """Shorten a text by the letters it shares with the one before: `dat`, `dau` → `Cu` (C is two).

    Scripts count letters above U+FFFF twice, so a shared beginning with such a letter is not left out.

    Args:
        last: The text before.
        text: The text.
        most: The largest count; A stands for none, B for one and so on.
    """
    shared = count_shared(last[:most], text)
    if shared and _COUNTED_TWICE(text, 0, shared):
        shared = 0
    return chr(ord("A") + shared) + text[shared:]


def _digits(number: int) -> str:
    """Write the leading part of a large gap to base 32, most significant digit first, at least one."""
    digits = _MORE[number % 32]
    while number := number // 32:
        digits = _MORE[number % 32] + digits
    return digits
