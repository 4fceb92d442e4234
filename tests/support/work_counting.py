"""How much work a call is, counted rather than timed: the same on every machine, busy or idle."""

from __future__ import annotations

import ctypes
import signal
import sys
import types
from collections.abc import Callable


def calls_of(work: Callable[[], object], *, only: Callable[..., object] | None = None) -> int:
    """Count the functions that Python calls meanwhile, its own and those written in C.

    What one call into C costs is not seen: a pattern that backtracks counts once.

    Args:
        work: What is done, in this process.
        only: Count the calls of this function alone; it must be one written in Python.
    """
    count = 0
    code = only.__code__ if isinstance(only, types.FunctionType) else None

    def add(frame: types.FrameType, event: str, _argument: object) -> None:
        nonlocal count
        if (event == "call" and frame.f_code is code) if code else event in {"call", "c_call"}:
            count += 1

    sys.setprofile(add)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def steps_of(work: Callable[[], object]) -> int:
    """Count how often Python looks for a signal meanwhile: at a call, at a turn of a loop, and
    each time that a pattern has been tried at some 4,000 places, so that backtracking counts too.

    The handler does nothing but send the signal again and note that it did. It is written in C:
    a handler in Python would itself be interrupted by what it sends.
    """
    looks: list[int] = []
    again = ctypes.PyDLL(None)["raise"]
    again.argtypes = [ctypes.c_int, ctypes.py_object]
    again.restype = looks.append
    before = signal.signal(signal.SIGUSR1, again)
    try:
        signal.raise_signal(signal.SIGUSR1)
        work()
    finally:
        signal.signal(signal.SIGUSR1, lambda _number, _frame: None)
        signal.signal(signal.SIGUSR1, before)
    return len(looks)


def growth(
    work: Callable[[int], object],
    size: int,
    count: Callable[[Callable[[], object]], int] = calls_of,
) -> float:
    """Compare the work for twice the size with that for the size itself: 2 when linear, 4 when quadratic."""
    return count(lambda: work(2 * size)) / count(lambda: work(size))
