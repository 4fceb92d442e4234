"""How much work a call is, counted rather than timed: the same on every machine, busy or idle."""

from __future__ import annotations

import sys
from collections.abc import Callable


def calls_of(work: Callable[[], object]) -> int:
    """Count the functions that Python calls meanwhile, its own and those written in C.

    What one call into C costs is not seen: a pattern that backtracks counts once.
    """
    count = 0

    def add(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        if event in {"call", "c_call"}:
            count += 1

    sys.setprofile(add)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def growth(work: Callable[[int], object], size: int) -> float:
    """Compare the calls for twice the size with those for the size itself: 2 when linear, 4 when quadratic."""
    return calls_of(lambda: work(2 * size)) / calls_of(lambda: work(size))
