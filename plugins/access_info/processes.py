"""Processes that work for this one: they end when it says so, and with it."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import gc
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import ParamSpec, TypeVar

from access_info.waiting import STOPPED, Stopped

_begun: set[BaseProcess] = set()


P = ParamSpec("P")


R = TypeVar("R")


# Seconds for a worker to clear away what it has begun, when the work is ended before its time.
_CLEARING_LIMIT = 3.0


# Seconds for a worker without a task to hand over what it has made, then.
_HANDING_OVER = 1.0


_ENDING = frozenset({signal.SIGINT, signal.SIGTERM})


_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


NOTHING = functools.partial(bool)


@contextlib.contextmanager
def worker_pool(
    jobs: int, context: BaseContext, begin: Callable[[], object] = NOTHING
) -> Iterator[WorkerPool]:
    """Yield an executor whose processes end soon if the work in the context ends before its time.

    Args:
        jobs: How many processes.
        context: How they begin.
        begin: What each does before its first task; picklable where they are not forked.
    """
    pool = WorkerPool(
        jobs, mp_context=context, initializer=_prepare_worker, initargs=(os.getpid(), begin)
    )
    try:
        yield pool
    except BaseException:
        pool.end()
        raise
    finally:
        pool.shutdown()
        _begun.difference_update(pool.workers)


def end_workers() -> None:
    """End all workers, for whoever is about to clear away what they are writing."""
    _end_processes(_begun)


class WorkerPool(ProcessPoolExecutor):
    """An executor that knows its processes, so that they can be ended.

    Attributes:
        workers: These.
    """

    workers: set[BaseProcess] = set()  # noqa: RUF012 - never changed, only replaced

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Hand a task to a process, which begins if there is none yet."""
        with _signals_held():
            others = set(multiprocessing.active_children())
            future = super().submit(_run_task, fn, *args, **kwargs)
            begun = set(multiprocessing.active_children()) - others
            self.workers = self.workers | begun
            _begun.update(begun)
        return future

    def end(self) -> None:
        """End the processes before their time, and do none of the tasks that are left."""
        self.shutdown(wait=False, cancel_futures=True)
        _end_processes(self.workers)


def _end_processes(workers: Collection[BaseProcess]) -> None:
    """End workers: each may clear away what it has begun, if it does so soon."""
    for worker in workers:
        worker.terminate()
    until = time.monotonic() + _CLEARING_LIMIT
    for worker in workers:
        worker.join(max(0.0, until - time.monotonic()))
        if worker.is_alive():
            worker.kill()


@contextlib.contextmanager
def _signals_held() -> Iterator[None]:
    """Hold back what would end this process while others begin: they take over its state."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _WorkerState:
    """Whether this worker is busy and whether it is to end; signals ask it.

    Attributes:
        works: Whether a task is being done. Between tasks a queue is being read or written, which must
            not be broken off at once.
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
        if not cls.works:
            _end_soon()


def _end_soon() -> None:
    """End this worker even if nobody tells it any more that there are no tasks left."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, lambda *_: os._exit(STOPPED))
        signal.setitimer(signal.ITIMER_REAL, _HANDING_OVER)


def _prepare_worker(parent: int, begin: Callable[[], object]) -> None:
    """Get this process ready for tasks of another one, which may be a worker itself."""
    _WorkerState.works = _WorkerState.ends = False
    _begun.clear()
    # A terminal tells all processes of Ctrl-C; the parent decides what follows from it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _WorkerState.end)
    if sys.platform == "linux":  # else a parent that is killed leaves its workers behind
        ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(STOPPED)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    gc.disable()
    begin()
    gc.freeze()


def _run_task(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Do a task; it is broken off when this worker is to end."""
    _WorkerState.works = True
    try:
        if _WorkerState.ends:
            raise Stopped
        result = function(*args, **kwargs)
    finally:
        _WorkerState.works = False
        if _WorkerState.ends:
            _end_soon()
    # All that the task has made is young still: to look through what is older takes fifty times as long.
    gc.collect(0)
    return result
