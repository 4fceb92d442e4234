"""One kind of work for many agencies, in processes where the system can fork, else in this one.

Results are the same either way. The garbage collector is off while reading: it would visit
millions of live strings again and again and cost more than all other work together.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Fewer tasks than this are done sooner than workers are started.
FEWEST = 24
_CHUNK = 4
_inherited: dict[str, Any] = {}


def work(
    function: Callable[[Any, T], R],
    tasks: Sequence[T],
    *,
    state: object,
    jobs: int,
    few_and_large: bool = False,
) -> Iterator[R]:
    """Call `function(state, task)` for every task; results come in the order of tasks.

    Args:
        function: A module's function.
        tasks: Small, picklable.
        state: Handed to every call; workers inherit it by fork, unpickled.
        jobs: Processes at most.
        few_and_large: Whether each task is worth a process, and is handed out by itself.
    """
    fewest, chunk = (2, 1) if few_and_large else (FEWEST, _CHUNK)
    if jobs < 2 or len(tasks) < fewest or not _may_fork():  # noqa: PLR2004
        with _no_collector():
            for task in tasks:
                result = function(state, task)
                gc.collect(0)
                yield result
        return
    _inherited.update(function=function, state=state)
    try:
        with ProcessPoolExecutor(
            max_workers=min(jobs, len(tasks)),
            mp_context=multiprocessing.get_context("fork"),
            initializer=_settle,
        ) as pool:
            yield from pool.map(_call, tasks, chunksize=chunk)
    finally:
        _inherited.clear()


def _may_fork() -> bool:
    """Tell whether forking is safe: this process has one thread only (POSIX fork(2))."""
    return hasattr(os, "fork") and threading.active_count() == 1


def _settle() -> None:
    gc.disable()
    gc.freeze()


def _call(task: Any) -> Any:  # noqa: ANN401 - passes through what `work` was given
    result = _inherited["function"](_inherited["state"], task)
    # Between tasks hardly anything is alive, and hardly anything holds itself, so this is cheap.
    gc.collect()
    return result


@contextlib.contextmanager
def _no_collector() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
