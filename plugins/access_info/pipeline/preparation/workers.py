"""One kind of work for many agencies, in processes beside this one where they pay, else in this one.

Forked, they have all that is loaded and made already. Where this process cannot fork (Windows, a thread
beside it), they begin anew, load the program and are sent the state, which pays for many tasks only.
Results are the same each way. The garbage collector is off while reading: it would visit
millions of live strings again and again and cost more than all other work together.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import multiprocessing
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import wait
from typing import Any, TypeVar

from access_info.processes import worker_pool
from access_info.waiting import NO_PROGRESS

T = TypeVar("T")
R = TypeVar("R")
Tell = Callable[[int], contextlib.AbstractContextManager[Callable[[], object]]]

# Fewer tasks than this are done sooner than workers are started.
MIN_TASKS = 24
# Fewer than this, where each worker must load the program first: a second of computing, as 15 agencies take.
_MIN_TASKS_ANEW = 60
_CHUNK = 4
_inherited: dict[str, Any] = {}


def work(
    function: Callable[[Any, T], R],
    tasks: Sequence[T],
    *,
    state: object,
    jobs: int,
    few_and_large: bool = False,
    in_one: bool = False,
    first_alone: bool = False,
    tell: Tell = functools.partial(NO_PROGRESS.of, ""),  # noqa: B008 - it has no state
) -> Iterator[R]:
    """Call `function(state, task)` for every task; results come in the order of tasks.

    Args:
        function: A module's function.
        tasks: Small, picklable.
        state: Handed to every call; picklable, though forked workers inherit it as it is.
        jobs: Processes at most.
        few_and_large: Whether each task is worth a process, and is handed out by itself.
        in_one: Whether one process beside this one does all of them, for they need much the same, which
            this one is to be spared.
        first_alone: Whether the first task is done before workers begin: what it has loaded, compiled
            and remembered they inherit, and none does it again for itself.
        tell: Is told how many tasks there are, then of each result.
    """
    if not tasks:
        return
    fewest, chunk = (2, 1) if few_and_large or in_one else (MIN_TASKS, _CHUNK)
    if jobs < 2 or len(tasks) < fewest:  # noqa: PLR2004 - one is this one
        results = _worked_here(function, tasks, state)
    elif not _may_fork():
        pays = len(tasks) >= _MIN_TASKS_ANEW and _may_begin_anew()
        results = (
            _worked_anew(function, tasks, state, jobs, chunk)
            if pays
            else _worked_here(function, tasks, state)
        )
    elif first_alone:
        results = _worked_by_an_heir(function, tasks, state, jobs, chunk)
    else:
        results = _worked_beside(function, tasks, state, 1 if in_one else jobs, chunk)
    with tell(len(tasks)) as done:
        for result in results:
            done()
            yield result


def _worked_here(function: Callable[[Any, T], R], tasks: Sequence[T], state: object) -> Iterator[R]:
    """Yield the result of each task, done in this process."""
    with _no_collector():
        for task in tasks:
            result = function(state, task)
            gc.collect(0)
            yield result


def _worked_beside(
    function: Callable[[Any, T], R], tasks: Sequence[T], state: object, jobs: int, chunk: int
) -> Iterator[R]:
    """Yield the result of each task, done in processes forked from this one."""
    _inherited.update(function=function, state=state)
    try:
        with worker_pool(min(jobs, len(tasks)), multiprocessing.get_context("fork")) as pool:
            yield from pool.map(_do_inherited, tasks, chunksize=chunk)
    finally:
        _inherited.clear()


def _worked_anew(
    function: Callable[[Any, T], R], tasks: Sequence[T], state: object, jobs: int, chunk: int
) -> Iterator[R]:
    """Yield the result of each task, done in new processes that load the program first."""
    begin = functools.partial(_take_over, pickle.dumps((function, state)))
    context = multiprocessing.get_context("spawn")
    with worker_pool(min(jobs, len(tasks)), context, begin) as pool:
        yield from pool.map(_do_inherited, tasks, chunksize=chunk)


def _take_over(pickled: bytes) -> None:
    """Take what another process has pickled as this one's own work."""
    function, state = pickle.loads(pickled)  # noqa: S301 - by the process that began this one
    _inherited.update(function=function, state=state)


def _may_begin_anew() -> bool:
    """Tell whether a new process may load the program that runs here: a script of somebody's own would run again."""
    main = sys.modules["__main__"]
    file = getattr(main, "__file__", None)
    return main.__spec__ is not None or file is None or not file.endswith(".py")


def _worked_by_an_heir(
    function: Callable[[Any, T], R], tasks: Sequence[T], state: object, jobs: int, chunk: int
) -> Iterator[R]:
    """Yield the result of each task; a process beside this one does the first and then forks workers.

    What the first task loads and remembers, the workers inherit, and this process need not hold.
    """
    context = multiprocessing.get_context("fork")
    results, sender = context.Pipe(duplex=False)
    _inherited.update(function=function, state=state, sender=sender)
    try:
        with results, worker_pool(1, context) as pool:
            done = pool.submit(_work_and_send, tasks, jobs, chunk)
            sender.close()
            ends = [worker.sentinel for worker in pool.workers]
            with contextlib.suppress(EOFError):
                while results in wait([results, *ends]):
                    yield results.recv()
            done.result()
    finally:
        _inherited.clear()


def _work_and_send(tasks: Sequence[Any], jobs: int, chunk: int) -> None:
    """Do the first task, have workers do the others, and send each result in order."""
    function, state, sender = (_inherited[name] for name in ("function", "state", "sender"))
    with sender:
        for result in _worked_here(function, tasks[:1], state):
            sender.send(result)
        for result in _worked_beside(function, tasks[1:], state, jobs, chunk):
            sender.send(result)


def _may_fork() -> bool:
    """Tell whether forking is safe: this process has one thread only (POSIX fork(2))."""
    return hasattr(os, "fork") and threading.active_count() == 1


def _do_inherited(task: Any) -> Any:  # noqa: ANN401 - passes through what `work` was given
    result = _inherited["function"](_inherited["state"], task)
    gc.collect(0)
    return result


@contextlib.contextmanager
def _no_collector() -> Iterator[None]:
    """Turn the garbage collector off for a while."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
