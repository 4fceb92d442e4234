"""Compares two sequences, in bounded time whatever is in them.

`difflib` takes cubic time where everything repeats, and anybody may write the data; so what both begin
and end with is set aside, and what repeats too much is not compared in order.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
# Marks of what both sequences have, of what is gone, and of what is new.
SAME, GONE, NEW = "", "-", "+"
# Pairs of equal elements that `difflib` may have to weigh, per element, before it takes long.
_MAX_PAIRS = 4
_MAX_ELEMENTS = 4_000


@dataclasses.dataclass(frozen=True)
class Stretch:
    """A stretch of elements of both sequences.

    Attributes:
        before: The stretch's elements before.
        after: The stretch's elements now.
        same: Whether both are equal.
    """

    before: Sequence[str]
    after: Sequence[str]
    same: bool = False


def stretches(before: Sequence[str], after: Sequence[str]) -> list[Stretch]:
    """Split both sequences into stretches that are equal or differ, in order."""
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    most -= start
    end = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    old = before[start : len(before) - end]
    new = after[start : len(after) - end]
    parts = [
        Stretch(before[:start], after[:start], same=True),
        *_compare_in_order(old, new),
        Stretch(before[len(before) - end :], after[len(after) - end :], same=True),
    ]
    return [part for part in parts if part.before or part.after]


def _compare_in_order(old: Sequence[str], new: Sequence[str]) -> list[Stretch]:
    """Split two sequences by `difflib`; where that would take long they are one stretch that differs."""
    if _is_costly(old, new):
        return [Stretch(old, new)]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [
        Stretch(old[i1:i2], new[j1:j2], same=what == "equal")
        for what, i1, i2, j1, j2 in matcher.get_opcodes()
    ]


def _is_costly(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether comparing in order would take long: too many elements repeat on both sides."""
    total = len(old) + len(new)
    if total > _MAX_ELEMENTS:
        return True
    there = Counter(new)
    pairs = sum(count * there[element] for element, count in Counter(old).items())
    return pairs > _MAX_PAIRS * (total + 10)


def without_equals(
    items: Iterable[T], others: Iterable[T], key: Callable[[T], Hashable]
) -> list[T]:
    """Return the items that have no equal among others, where equal means the same key.

    Each of the others cancels one item only: `a a b` without `a` is `a b`.
    """
    spare = Counter(map(key, others))
    unequal = []
    for item in items:
        if spare[of_item := key(item)] > 0:
            spare[of_item] -= 1
        else:
            unequal.append(item)
    return unequal
