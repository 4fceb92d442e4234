"""Tasks through an executor: the same functions and the same results wherever they run.

A task is a module's function of one picklable argument. It never starts processes by forking: workers of
a cluster may have no children but programs of their own. It can be run twice: what it writes appears whole,
by renaming, and is the same each time.
"""

from __future__ import annotations

import dataclasses
import functools
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, as_completed
from typing import Generic, Protocol, TypeVar

from access_info.waiting import NO_PROGRESS, Progress

A = TypeVar("A")
A_contra = TypeVar("A_contra", contravariant=True)
R = TypeVar("R")
_MIB = 1 << 20
# What `ru_maxrss` counts: bytes on macOS, else kibibytes.
_RSS_UNIT = 1 if sys.platform == "darwin" else 1 << 10


class WorkError(Exception):
    """Tasks cannot be run where they should be, or can no longer; told in Vietnamese."""


class Runner(Protocol):
    """Runs tasks."""

    def map(self, function: Callable[[A], R], arguments: Sequence[A], what: str) -> list[R]:
        """Call a function for each argument, side by side; results are in the order of arguments.

        Args:
            function: A module's function.
            arguments: Picklable, one for each task.
            what: What is being done, in Vietnamese, for those who wait.

        Raises:
            Exception: What the first task raised that failed; no further one is begun then.
        """
        ...


@dataclasses.dataclass(frozen=True, kw_only=True)
class TaskCost:
    """What a task took.

    Attributes:
        what: What was being done.
        argument: Which task, counted from 0.
        seconds: Of processor time, programs that it called included.
        memory: The most memory that its process, or a program that it called, has had so far, in MiB; 0
            where nobody tells.
    """

    what: str
    argument: int
    seconds: float
    memory: float


@dataclasses.dataclass(frozen=True)
class _Measured(Generic[R]):
    result: R
    seconds: float
    memory: float


class ExecutorRunner:
    """Runs tasks on an executor.

    Attributes:
        costs: What each task took so far.
    """

    def __init__(
        self,
        executor: Executor,
        progress: Progress = NO_PROGRESS,
        end: Callable[[], object] = lambda: None,
    ) -> None:
        """Begin without tasks.

        Args:
            executor: Where tasks run; whoever made it ends it.
            progress: Is told how far the work is.
            end: Waits until none is at work any more that has been begun, or ends it; it is called where one
                failed, or somebody ends the work, so that what they write can be cleared away.
        """
        self.costs: list[TaskCost] = []
        self._executor, self._progress, self._end = executor, progress, end

    def map(self, function: Callable[[A], R], arguments: Sequence[A], what: str) -> list[R]:
        """Call a function for each argument, side by side."""
        call = functools.partial(_measured, function)
        futures: list[Future[_Measured[R]]] = []
        try:
            futures += (self._executor.submit(call, argument) for argument in arguments)
            with self._progress.of(what, len(futures)) as done:
                for future in as_completed(futures):
                    future.result()
                    done()
            measured = [future.result() for future in futures]
        except BaseException:
            for future in futures:
                future.cancel()
            self._end()
            raise
        for number, each in enumerate(measured):
            self._note(what, number, each)
        return [each.result for each in measured]

    def _note(self, what: str, number: int, measured: _Measured[R]) -> None:
        self.costs.append(
            TaskCost(what=what, argument=number, seconds=measured.seconds, memory=measured.memory)
        )


class HereRunner:
    """Runs tasks one after the other in this process."""

    def map(self, function: Callable[[A], R], arguments: Sequence[A], what: str) -> list[R]:  # noqa: ARG002
        """Call a function for each argument."""
        return [function(argument) for argument in arguments]


def _measured(function: Callable[[A], R], argument: A) -> _Measured[R]:
    """Call a function, and note what it took."""
    begun = _seconds()
    result = function(argument)
    return _Measured(result, _seconds() - begun, peak_memory())


def _seconds() -> float:
    """Return the processor time that this process and the programs that it called have had."""
    return sum(os.times()[:4])


def peak_memory() -> float:
    """Return the most memory that this process, or a program that it called, has had, in MiB.

    0 where nobody tells.
    """
    if os.name == "nt":
        return 0.0
    import resource  # noqa: PLC0415 - not on Windows

    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(kind).ru_maxrss for kind in kinds) * _RSS_UNIT / _MIB
