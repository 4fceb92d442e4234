"""Running one function for many agencies, in worker processes where that is faster, else in this process.

Forked workers inherit all that is loaded already. Where this process cannot fork (Windows, a second
thread), new processes load the program and are sent the state, which pays for many tasks only.
Results are the same each way. The garbage collector is off meanwhile: it would visit millions of
live strings again and again and cost more than all other work together.
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

# Fewer tasks than this are done before workers would have started.
MIN_TASKS = 24
# The same where each worker must load the program first, which takes a second, as long as 15
# agencies.
_MIN_TASKS_ANEW = 60
_CHUNK = 4  # tasks handed to a worker at once
# What workers find when they start, by fork or by `_receive_work`: `function`, `state`, perhaps
# `sender`.
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
    """Call `function(state, task)` for every task, in parallel; yield the results in order of tasks.

    Args:
        function: A function at the top level of a module, so that it can be pickled.
        tasks: Small, picklable values.
        state: Handed to every call; picklable, though forked workers inherit it as it is.
        jobs: Most processes to use.
        few_and_large: Whether each task is worth a process of its own, even if there are only two.
        in_one: Whether a single child process does all tasks: they load much the same modules and
            data, whose memory is freed when the child ends.
        first_alone: Whether the first task is done before workers are forked, so that they inherit
            what it has loaded, compiled and cached.
        tell: Opens a stage of the progress from the number of tasks (`Progress.of`).
    """
    if not tasks:
        return
    fewest, chunk = (2, 1) if few_and_large or in_one else (MIN_TASKS, _CHUNK)
    if jobs < 2 or len(tasks) < fewest:  # noqa: PLR2004 - one is this one
        results = _run_here(function, tasks, state)
    elif not _may_fork():
        pays = len(tasks) >= _MIN_TASKS_ANEW and _may_start_program_again()
        results = (
            _run_in_new_processes(function, tasks, state, jobs, chunk)
            if pays
            else _run_here(function, tasks, state)
        )
    elif first_alone:
        results = _run_in_child_that_forks(function, tasks, state, jobs, chunk)
    else:
        results = _run_in_forks(function, tasks, state, 1 if in_one else jobs, chunk)
    with tell(len(tasks)) as done:
        for result in results:
            done()
            yield result


def _run_here(function: Callable[[Any, T], R], tasks: Sequence[T], state: object) -> Iterator[R]:
    """Yield the result of each task, run in this process."""
    with _no_collector():
        for task in tasks:
            result = function(state, task)
            gc.collect(0)
            yield result


def _run_in_forks(
    function: Callable[[Any, T], R], tasks: Sequence[T], state: object, jobs: int, chunk: int
) -> Iterator[R]:
    """Yield the result of each task, run in processes forked from this one."""
    _inherited.update(function=function, state=state)
    try:
        with worker_pool(min(jobs, len(tasks)), multiprocessing.get_context("fork")) as pool:
            yield from pool.map(_run_inherited, tasks, chunksize=chunk)
    finally:
        _inherited.clear()


def _run_in_new_processes(
    function: Callable[[Any, T], R], tasks: Sequence[T], state: object, jobs: int, chunk: int
) -> Iterator[R]:
    """Yield the result of each task, run in new processes that load the program first (spawn)."""
    begin = functools.partial(_receive_work, pickle.dumps((function, state)))
    context = multiprocessing.get_context("spawn")
    with worker_pool(min(jobs, len(tasks)), context, begin) as pool:
        yield from pool.map(_run_inherited, tasks, chunksize=chunk)


def _receive_work(pickled: bytes) -> None:
    """Store the function and state that the parent has pickled for this new process."""
    function, state = pickle.loads(pickled)  # noqa: S301 - by the process that began this one
    _inherited.update(function=function, state=state)


def _may_start_program_again() -> bool:
    """Tell whether new processes can be spawned safely.

    Spawning imports the main program again; if that is somebody's own script, it would run again.
    """
    main = sys.modules["__main__"]
    file = getattr(main, "__file__", None)
    return main.__spec__ is not None or file is None or not file.endswith(".py")


def _run_in_child_that_forks(
    function: Callable[[Any, T], R], tasks: Sequence[T], state: object, jobs: int, chunk: int
) -> Iterator[R]:
    """Yield the result of each task; a child process runs the first and then forks workers for the rest.

    The workers inherit what the first task has loaded and cached, while this process stays small.
    """
    context = multiprocessing.get_context("fork")
    results, sender = context.Pipe(duplex=False)
    _inherited.update(function=function, state=state, sender=sender)
    try:
        with results, worker_pool(1, context) as pool:
            done = pool.submit(_run_and_send, tasks, jobs, chunk)
            sender.close()
            ends = [worker.sentinel for worker in pool.workers]
            with contextlib.suppress(EOFError):
                # Until the child has sent all results and closed the pipe, or has died.
                while results in wait([results, *ends]):
                    yield results.recv()
            done.result()
    finally:
        _inherited.clear()


def _run_and_send(tasks: Sequence[Any], jobs: int, chunk: int) -> None:
    """Run in the child: do the first task, let forked workers do the others, send results in order."""
    function, state, sender = (_inherited[name] for name in ("function", "state", "sender"))
    with sender:
        for result in _run_here(function, tasks[:1], state):
            sender.send(result)
        for result in _run_in_forks(function, tasks[1:], state, jobs, chunk):
            sender.send(result)


def _may_fork() -> bool:
    """Tell whether forking is safe: with a second thread the child could deadlock (POSIX fork(2))."""
    return hasattr(os, "fork") and threading.active_count() == 1


def _run_inherited(task: Any) -> Any:  # noqa: ANN401 - passes through what `work` was given
    """Run one task in a worker, with the function and state that it inherited."""
    result = _inherited["function"](_inherited["state"], task)
    gc.collect(0)
    return result


@contextlib.contextmanager
def _no_collector() -> Iterator[None]:
    """Turn the garbage collector off in the context: it would visit millions of live strings for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
