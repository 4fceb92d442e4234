"""Work that takes long: how those who wait are told how far it is, and how they end it before its time."""

from __future__ import annotations

import contextlib
import ctypes
import dataclasses
import functools
import gc
import math
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import ParamSpec, Protocol, TypeVar

# How those who wait are told how far the work is.


class Progress(Protocol):
    """Is told how far the work is."""

    def of(self, what: str, count: int) -> contextlib.AbstractContextManager[Callable[[], object]]:
        """Begin to tell of so many tasks; what is returned is called after each of them.

        Args:
            what: What is being done, in Vietnamese.
            count: How many tasks there are; 0 where nobody knows.
        """
        ...


class _NoProgress:
    def of(self, what: str, count: int) -> contextlib.AbstractContextManager[Callable[[], object]]:  # noqa: ARG002
        return contextlib.nullcontext(lambda: None)


NO_PROGRESS: Progress = _NoProgress()


# Tells of work at a pace that people can follow: not of short work, and not of every step.

_MINUTE = 60
_BELL = 0.5  # seconds between two alarms


@dataclasses.dataclass
class Stage:
    """What is being done now.

    Attributes:
        what: In Vietnamese: “kiểm tra dữ liệu”.
        count: How many tasks there are; 0 where nobody knows.
        begun: Seconds on a clock that only grows.
        done: How many tasks are done.
    """

    what: str
    count: int
    begun: float
    done: int = 0

    def as_line(self, now: float) -> str:
        """Tell how far it is: `kiểm tra dữ liệu: 120/600, còn khoảng 48 giây`."""
        spent = now - self.begun
        if not self.count:
            return f"{self.what}: đã {_duration(spent)}"
        line = f"{self.what}: {self.done}/{self.count}"
        if not self.done:
            return f"{line}, đã {_duration(spent)}"
        return f"{line}, còn khoảng {_duration(spent / self.done * (self.count - self.done))}"


class PacedProgress:
    """Tells of the stage that is being done, now and then."""

    def __init__(
        self,
        show: Callable[[Stage], object],
        hide: Callable[[], object] = lambda: None,
        *,
        soon: float,
        pause: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin; the work begins too.

        Args:
            show: Tells of a stage.
            hide: Is called when a stage ends of which something was told.
            soon: Seconds of work of which nobody need be told.
            pause: Seconds from one telling to the next.
            clock: Seconds that only grow.
        """
        self._show, self._hide = show, hide
        self._pause, self._clock = pause, clock
        self._next = clock() + soon
        self._stage: Stage | None = None
        self._shown: Stage | None = None
        self._busy = False

    def __reduce__(self) -> tuple[Callable[[], Progress], tuple[()]]:
        """Let a copy in another process tell nobody: whoever waits, waits for this one."""
        return _nobody, ()

    @contextlib.contextmanager
    def of(self, what: str, count: int) -> Iterator[Callable[[], object]]:
        """Begin to tell of so many tasks."""
        above, self._stage = self._stage, Stage(what, count, self._clock())
        stage = self._stage

        def done() -> None:
            stage.done += 1
            self.tick()

        try:
            yield done
        finally:
            self._stage = above
            if self._shown is stage:
                self._shown = None
                self._tell(self._hide)

    def tick(self) -> None:
        """Tell of the stage, if it is time; may be called at any moment, by an alarm too."""
        now = self._clock()
        stage = self._stage
        if stage is None or self._busy or now < self._next:
            return
        self._next = now + self._pause
        self._shown = stage
        self._tell(lambda: self._show(stage))

    def _tell(self, telling: Callable[[], object]) -> None:
        self._busy = True
        try:
            telling()
        except OSError:  # nobody listens any more; the work goes on
            self._next = math.inf
        finally:
            self._busy = False


def _nobody() -> Progress:
    return NO_PROGRESS


@contextlib.contextmanager
def belled(progress: Progress) -> Iterator[None]:
    """Let a progress be told even while no step ends, where the system has alarms."""
    here = threading.current_thread() is threading.main_thread()
    if not isinstance(progress, PacedProgress) or not here or not hasattr(signal, "setitimer"):
        yield
        return
    former = signal.signal(signal.SIGALRM, lambda *_: progress.tick())
    signal.setitimer(signal.ITIMER_REAL, _BELL, _BELL)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


def _duration(seconds: float) -> str:
    """Write a number of seconds as people say it: `48 giây`, `3 phút`."""
    whole = max(1, round(seconds))
    return f"{whole} giây" if whole < 2 * _MINUTE else f"{round(whole / _MINUTE)} phút"


# Ends work before its time: Ctrl-C at a terminal, SIGTERM from whoever runs a service.

# What the shell says of a program that was ended by Ctrl-C (128 + SIGINT).
STOPPED = 130
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
# Seconds for clearing away, in which an impatient second Ctrl-C changes nothing.
_CLEARING = 5.0
_MOST_NAMES = 5
_written: list[Path] = []
_remarks: list[str] = []


class Stopped(KeyboardInterrupt):
    """Somebody asked for the work to end."""


@contextlib.contextmanager
def stoppable(*, for_good: bool) -> Iterator[None]:
    """Let signals end what is done in the context by `Stopped`; in the main thread alone.

    Args:
        for_good: Whether the process ends after it, so that signals are of no use any more.
    """
    _forget()
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = listen()
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, signal.SIG_IGN if for_good else handler)


def listen() -> dict[signal.Signals, signal._HANDLER]:
    """Let signals end the work by `Stopped`, from now on.

    Returns:
        What was done at each signal before.
    """
    last = -_CLEARING

    def stop(number: int, _: FrameType | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _CLEARING:
            last = now
            raise Stopped(number)

    _forget()
    # One that is ignored stays so: nohup(1).
    return {
        number: signal.signal(number, stop)
        for number in _SIGNALS
        if signal.getsignal(number) is not signal.SIG_IGN
    }


@contextlib.contextmanager
def undivided() -> Iterator[None]:
    """Put off what would end the work until the context ends: its steps are taken all or none."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []
    former = {number: signal.getsignal(number) for number in _SIGNALS}
    former = {number: handler for number, handler in former.items() if callable(handler)}
    for number in former:
        signal.signal(number, lambda number, _: waiting.append(number))
    try:
        yield
    finally:
        for number in former:
            signal.signal(number, former[number])
        if waiting:
            signal.raise_signal(waiting[0])


def note_written(*paths: Path) -> None:
    """Note files or folders that were written whole, for those who end the work after that."""
    _written.extend(paths)


def note_for_stopped(sentence: str) -> None:
    """Note a sentence, in Vietnamese, for those who end the work before its time: how they go on."""
    _remarks.append(sentence)


def what_is_left() -> str:
    """Tell what had been written, and what had not, when the work was ended."""
    return " ".join([f"Đã dừng theo yêu cầu: {_state_of_files()}", *_remarks])


def _state_of_files() -> str:
    names = [f"“{path}”" for path in dict.fromkeys(map(as_typed, _written))]
    if not names:
        return f"chưa ghi gì{'' if _remarks else ', mọi thứ vẫn như trước khi chạy lệnh'}."
    more = len(names) - _MOST_NAMES
    listed = ", ".join(names[:_MOST_NAMES]) + (f" và {more} chỗ nữa" if more > 0 else "")
    return f"đã ghi xong {listed}; những gì còn lại chưa ghi."


def _forget() -> None:
    _written.clear()
    _remarks.clear()


def as_typed(path: Path) -> Path:
    """Return a path as people typed it, where it lies below the current folder."""
    with contextlib.suppress(ValueError, OSError):
        return path.resolve().relative_to(Path.cwd())
    return path


# Processes that work beside this one: they end when it says so, and with it, not by what a terminal tells all.

P = ParamSpec("P")
R = TypeVar("R")
# Seconds for a worker to clear away what it has begun, when the work is ended before its time.
_CLEARING_LIMIT = 3.0
# Seconds for a worker without a task to hand over what it has made, then.
_HANDING_OVER = 1.0
_ENDING = frozenset({signal.SIGINT, signal.SIGTERM})
_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_begun: set[BaseProcess] = set()
NOTHING = functools.partial(bool)


@contextlib.contextmanager
def worker_pool(
    jobs: int, context: BaseContext, begin: Callable[[], object] = NOTHING
) -> Iterator[WorkerPool]:
    """Give an executor whose processes end soon if the work in the context ends before its time.

    Args:
        jobs: How many processes.
        context: How they begin.
        begin: What each does before its first task; picklable where they are not forked.
    """
    pool = WorkerPool(jobs, mp_context=context, initializer=_settle, initargs=(os.getpid(), begin))
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
    _end(_begun)


class WorkerPool(ProcessPoolExecutor):
    """Processes that work; they are known, so that they can be ended.

    Attributes:
        workers: These.
    """

    workers: set[BaseProcess] = set()  # noqa: RUF012 - never changed, only replaced

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Hand a task to a process, which begins if there is none yet."""
        with _signals_held():
            others = set(multiprocessing.active_children())
            future = super().submit(_done, fn, *args, **kwargs)
            begun = set(multiprocessing.active_children()) - others
            self.workers = self.workers | begun
            _begun.update(begun)
        return future

    def end(self) -> None:
        """End the processes before their time, and do none of the tasks that are left."""
        self.shutdown(wait=False, cancel_futures=True)
        _end(self.workers)


def _end(workers: Collection[BaseProcess]) -> None:
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


class _Worker:
    """What this worker does at the moment.

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


def _settle(parent: int, begin: Callable[[], object]) -> None:
    """Get this process ready for tasks of another one, which may be a worker itself."""
    _Worker.works = _Worker.ends = False
    _begun.clear()
    # A terminal tells all processes of Ctrl-C; the parent decides what follows from it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _Worker.end)
    if sys.platform == "linux":  # else a parent that is killed leaves its workers behind
        ctypes.CDLL(None).prctl(_DEATH_OF_PARENT, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(STOPPED)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    gc.disable()
    begin()
    gc.freeze()


def _done(function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Do a task; it is broken off when this worker is to end."""
    _Worker.works = True
    try:
        if _Worker.ends:
            raise Stopped
        result = function(*args, **kwargs)
    finally:
        _Worker.works = False
        if _Worker.ends:
            _end_soon()
    # All that the task has made is young still: to look through what is older takes fifty times as long.
    gc.collect(0)
    return result
