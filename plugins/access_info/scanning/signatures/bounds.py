"""Bounds on reading signatures, within a process that goes on afterwards."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def computing_limited(seconds: float) -> Iterator[None]:
    """Raise `TimeoutError` in what takes longer; where the system has no such clock, do nothing.

    Args:
        seconds: Of computing by this process.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def recursion_allowed(depth: int) -> Iterator[None]:
    """Let functions call each other more deeply than usual, where a process has the stack for it.

    Args:
        depth: Calls; on systems with small stacks it stays as it is.
    """
    before = sys.getrecursionlimit()
    if hasattr(signal, "setitimer"):
        sys.setrecursionlimit(max(before, depth))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError
