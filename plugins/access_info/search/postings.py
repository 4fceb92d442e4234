"""Encodes the records and places of a word as text that compresses well.

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
# The same, to translate bytes.
_CODES = _SYMBOLS.encode().ljust(256)
_LAST = _SYMBOLS[:61]
_MORE = _SYMBOLS[61:93]
_COUNTED_TWICE = re.compile("[\U00010000-\U0010ffff]").search
PLACE_BITS = 5
LAST_PLACE = (1 << PLACE_BITS) - 1
# Counts from A up to ~, the last character of one byte.
_MOST_SHARED = ord("~") - ord("A")


@dataclasses.dataclass(slots=True)
class TokenLists:
    """The lists of a token.

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
    """The texts of all gaps up to a largest one."""

    def __init__(self, largest: int) -> None:
        """Prepare gaps of 0 … `largest`."""
        self._texts = list(_LAST)
        for more in range(max(0, largest - len(_LAST)) // len(_LAST) + 1):
            start = _digits(more)
            self._texts += [start + last for last in _LAST]

    def encode(self, records: Sequence[int]) -> str:
        """Encode a list of record numbers, ascending, equal ones allowed."""
        gaps = map(operator.sub, records, itertools.chain((-1,), records))
        return "".join(map(self._texts.__getitem__, gaps))

    def encode_first(self, record: int) -> str:
        """Encode a list of one record."""
        return self._texts[record + 1]


def encode_places(places: Iterable[int]) -> str:
    """Encode places within titles, each 0 … `LAST_PLACE`."""
    return bytes(places).translate(_CODES).decode()


def symbol(value: int) -> str:
    """Write a number of 0 … 92 as one character."""
    return _SYMBOLS[value]


def count_shared(text: str, other: str) -> int:
    """Count the letters that two texts begin with alike."""
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
    """Write a text as the count of letters that it shares with the one before, and the rest.

    Scripts count letters above U+FFFF twice, so that nothing is shared that has one.

    Args:
        last: The text before.
        text: The text.
        most: The largest count; the first letters of the result's alphabet, from A, stand for counts.
    """
    shared = count_shared(last[:most], text)
    if shared and _COUNTED_TWICE(text, 0, shared):
        shared = 0
    return chr(ord("A") + shared) + text[shared:]


def _digits(number: int) -> str:
    """Write `number` to base 32, most significant first, at least one digit."""
    digits = _MORE[number % 32]
    while number := number // 32:
        digits = _MORE[number % 32] + digits
    return digits
