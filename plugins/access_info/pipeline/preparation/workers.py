"""One kind of work for many agencies, in processes where the system can fork, else in this one.

Results are the same either way. The garbage collector is off while reading: it would visit
millions of live strings again and again and cost more than all other work together.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any, TypeVar

from access_info.waiting.progress import NO_PROGRESS
from access_info.waiting.stopping import Stopped

T = TypeVar("T")
R = TypeVar("R")
Tell = Callable[[int], contextlib.AbstractContextManager[Callable[[], object]]]

# Fewer tasks than this are done sooner than workers are started.
FEWEST = 24
_CHUNK = 4
# Seconds for a worker to clear away what it has begun, when the work is ended before its time.
_CLEARING = 3.0
_ENDING = frozenset({signal.SIGINT, signal.SIGTERM})
_inherited: dict[str, Any] = {}
_begun: set[BaseProcess] = set()


def work(
    function: Callable[[Any, T], R],
    tasks: Sequence[T],
    *,
    state: object,
    jobs: int,
    few_and_large: bool = False,
    tell: Tell = functools.partial(NO_PROGRESS.of, ""),  # noqa: B008 - it has no state
) -> Iterator[R]:
    """Call `function(state, task)` for every task; results come in the order of tasks.

    Args:
        function: A module's function.
        tasks: Small, picklable.
        state: Handed to every call; workers inherit it by fork, unpickled.
        jobs: Processes at most.
        few_and_large: Whether each task is worth a process, and is handed out by itself.
        tell: Is told how many tasks there are, then of each result.
    """
    if not tasks:
        return
    fewest, chunk = (2, 1) if few_and_large else (FEWEST, _CHUNK)
    beside = jobs > 1 and len(tasks) >= fewest and _may_fork()
    results = (
        _worked_beside(function, tasks, state, min(jobs, len(tasks)), chunk)
        if beside
        else _worked_here(function, tasks, state)
    )
    with tell(len(tasks)) as done:
        for result in results:
            done()
            yield result


def _worked_here(function: Callable[[Any, T], R], tasks: Sequence[T], state: object) -> Iterator[R]:
    with _no_collector():
        for task in tasks:
            result = function(state, task)
            gc.collect(0)
            yield result


def _worked_beside(
    function: Callable[[Any, T], R], tasks: Sequence[T], state: object, jobs: int, chunk: int
) -> Iterator[R]:
    _inherited.update(function=function, state=state)
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(
        max_workers=jobs,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_settle,
    )
    workers: set[BaseProcess] = set()
    try:
        with _signals_held():
            results = pool.map(_call, tasks, chunksize=chunk)
            workers = set(multiprocessing.active_children()) - others
            _begun.update(workers)
        yield from results
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        _end(workers)
        raise
    finally:
        pool.shutdown()
        _begun.difference_update(workers)
        _inherited.clear()


def end_workers() -> None:
    """End all workers, for whoever is about to clear away what they are writing."""
    _end(_begun)


def _end(workers: Collection[BaseProcess]) -> None:
    """End workers: each may clear away what it has begun, if it does so soon."""
    for worker in workers:
        worker.terminate()
    until = time.monotonic() + _CLEARING
    for worker in workers:
        worker.join(max(0.0, until - time.monotonic()))
        if worker.is_alive():
            worker.kill()


def _may_fork() -> bool:
    """Tell whether forking is safe: this process has one thread only (POSIX fork(2))."""
    return hasattr(os, "fork") and threading.active_count() == 1


@contextlib.contextmanager
def _signals_held() -> Iterator[None]:
    """Hold back what would end this process while others begin: they take over its state."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """What this worker does at the moment.

    Attributes:
        works: Whether a task is being done. Between tasks a queue is being read or written, which must
            not be broken off.
        ends: Whether no further task is to be begun.
    """

    works = ends = False

    @classmethod
    def end(cls, number: int, _: FrameType | None) -> None:
        """Break a task off, so that it clears away what it has begun, and begin no other."""
        if cls.works and not cls.ends:
            cls.ends = True
            raise Stopped(number)
        cls.ends = True


def _settle() -> None:
    # A terminal tells all processes of Ctrl-C; the parent decides what follows from it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _Worker.end)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    gc.disable()
    gc.freeze()


def _call(task: Any) -> Any:  # noqa: ANN401 - passes through what `work` was given
    _Worker.works = True
    try:
        if _Worker.ends:
            raise Stopped
        result = _inherited["function"](_inherited["state"], task)
    finally:
        _Worker.works = False
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
