"""Worker processes that stop when the parent says so, and never outlive it."""

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

_begun: set[BaseProcess] = set()  # every worker process that this process has started


P = ParamSpec("P")


R = TypeVar("R")


# Seconds that a worker has for cleaning up when the work is stopped early.
_CLEARING_LIMIT = 3.0


# Seconds that a worker without a task then has for handing over its last result.
_HANDING_OVER = 1.0


_ENDING = frozenset({signal.SIGINT, signal.SIGTERM})


_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


NOTHING = functools.partial(bool)  # a function that does nothing and can be pickled


@contextlib.contextmanager
def worker_pool(
    jobs: int, context: BaseContext, begin: Callable[[], object] = NOTHING
) -> Iterator[WorkerPool]:
    """Yield a pool of worker processes; an exception in the context (such as a stop) ends them soon.

    Args:
        jobs: How many processes.
        context: How processes are started (fork, spawn).
        begin: What each process does before its first task; must be picklable unless they are
            forked.
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
    """End every worker of this process; call it before deleting files that workers may be writing."""
    _end_processes(_begun)


class WorkerPool(ProcessPoolExecutor):
    """A process pool that knows its processes, so that it can end them early.

    Attributes:
        workers: The processes started so far.
    """

    workers: set[BaseProcess] = set()  # noqa: RUF012 - never changed, only replaced

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Queue a task for a worker, and record the worker processes that this call starts."""
        with _signals_held():
            others = set(multiprocessing.active_children())
            future = super().submit(_run_task, fn, *args, **kwargs)
            begun = set(multiprocessing.active_children()) - others
            self.workers = self.workers | begun
            _begun.update(begun)
        return future

    def end(self) -> None:
        """End the processes at once, and drop the tasks that are still queued."""
        self.shutdown(wait=False, cancel_futures=True)
        _end_processes(self.workers)


def _end_processes(workers: Collection[BaseProcess]) -> None:
    """End workers by SIGTERM, which lets them clean up; kill those that take longer than 3 seconds."""
    for worker in workers:
        worker.terminate()
    until = time.monotonic() + _CLEARING_LIMIT
    for worker in workers:
        worker.join(max(0.0, until - time.monotonic()))
        if worker.is_alive():
            worker.kill()


@contextlib.contextmanager
def _signals_held() -> Iterator[None]:
    """Block Ctrl-C and SIGTERM while workers start.

    A forked worker inherits the parent's handlers; a signal that arrived before the worker has set
    its own would be handled as in the parent.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _WorkerState:
    """State of this worker process, which its signal handler looks at; kept in the class itself.

    Attributes:
        works: Whether a task is running. Between tasks the process reads or writes the pool's
            queue, and stopping in the middle of that would damage the queue.
        ends: Whether the worker was told to end: it begins no further task.
    """

    works = ends = False

    @classmethod
    def end(cls, number: int, _: FrameType | None) -> None:
        """Handle SIGTERM: interrupt the running task by `Stopped`, so that it cleans up; begin no other.

        Between tasks the worker gets a second to finish with the queue.
        """
        if cls.works and not cls.ends:
            cls.ends = True
            raise Stopped(number)
        cls.ends = True
        if not cls.works:
            _end_soon()


def _end_soon() -> None:
    """Let a timer end this worker in a second, since the parent may never send it another message."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, lambda *_: os._exit(STOPPED))
        signal.setitimer(signal.ITIMER_REAL, _HANDING_OVER)


def _prepare_worker(parent: int, begin: Callable[[], object]) -> None:
    """Set up a fresh worker process: its signals, its end with the parent, its garbage collection.

    Args:
        parent: Process id of the parent, which may be a worker itself.
        begin: What to do before the first task; what it creates is exempt from garbage collection.
    """
    _WorkerState.works = _WorkerState.ends = False
    _begun.clear()
    # A terminal sends Ctrl-C to all processes; only the parent decides what follows from it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _WorkerState.end)
    if sys.platform == "linux":  # else a parent that is killed leaves its workers behind
        ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(STOPPED)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    gc.disable()  # `_run_task` collects after each task, when little is alive
    begin()
    gc.freeze()


def _run_task(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a task in the worker, and mark the time it takes, so that SIGTERM can interrupt it."""
    _WorkerState.works = True
    try:
        if _WorkerState.ends:
            raise Stopped
        result = function(*args, **kwargs)
    finally:
        _WorkerState.works = False
        if _WorkerState.ends:
            _end_soon()
    # What the task has created is in the youngest generation; a full collection takes fifty times
    # as long.
    gc.collect(0)
    return result
