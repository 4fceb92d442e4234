"""Work that takes long: how those who wait are told how far it is, and how they end it before its time."""

from __future__ import annotations

import contextlib
import dataclasses
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Protocol

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
_ALARM_SECONDS = 0.5  # seconds between two alarms


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
        """Return how far it is: `kiểm tra dữ liệu: 120/600, còn khoảng 48 giây`."""
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
        return _no_progress, ()

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


def _no_progress() -> Progress:
    return NO_PROGRESS


@contextlib.contextmanager
def with_alarms(progress: Progress) -> Iterator[None]:
    """Let a progress be told even while no step ends, where the system has alarms."""
    here = threading.current_thread() is threading.main_thread()
    if not isinstance(progress, PacedProgress) or not here or not hasattr(signal, "setitimer"):
        yield
        return
    former = signal.signal(signal.SIGALRM, lambda *_: progress.tick())
    signal.setitimer(signal.ITIMER_REAL, _ALARM_SECONDS, _ALARM_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)


def _duration(seconds: float) -> str:
    """Return a number of seconds as people say it: `48 giây`, `3 phút`."""
    whole = max(1, round(seconds))
    return f"{whole} giây" if whole < 2 * _MINUTE else f"{round(whole / _MINUTE)} phút"


# Ends work before its time: Ctrl-C at a terminal, SIGTERM from whoever runs a service.

# What the shell says of a program that was ended by Ctrl-C (128 + SIGINT).
STOPPED = 130
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
# Seconds for clearing away, in which an impatient second Ctrl-C changes nothing.
_CLEARING_SECONDS = 5.0
_MAX_NAMES = 5
_written: list[Path] = []
_remarks: list[str] = []


class Stopped(KeyboardInterrupt):
    """Somebody asked for the work to end."""


@contextlib.contextmanager
def stoppable(*, for_good: bool) -> Iterator[None]:
    """Let signals end what is done in the context, by `Stopped`; in the main thread alone.

    Args:
        for_good: Whether the process ends after it, so that signals are of no use any more.
    """
    _forget_notes()
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
    last = -_CLEARING_SECONDS

    def stop(number: int, _: FrameType | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _CLEARING_SECONDS:
            last = now
            raise Stopped(number)

    _forget_notes()
    # One that is ignored stays so: nohup(1).
    return {
        number: signal.signal(number, stop)
        for number in _SIGNALS
        if signal.getsignal(number) is not signal.SIG_IGN
    }


@contextlib.contextmanager
def undivided() -> Iterator[None]:
    """Put off what would end the work until the context ends, so that its steps are taken all or none."""
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
    """Return what had been written, and what had not, when the work was ended."""
    return " ".join([f"Đã dừng theo yêu cầu: {_written_in_words()}", *_remarks])


def _written_in_words() -> str:
    """Return in Vietnamese which files had been written whole, and that nothing else was."""
    names = [f"“{path}”" for path in dict.fromkeys(map(as_typed, _written))]
    if not names:
        return f"chưa ghi gì{'' if _remarks else ', mọi thứ vẫn như trước khi chạy lệnh'}."
    more = len(names) - _MAX_NAMES
    listed = ", ".join(names[:_MAX_NAMES]) + (f" và {more} chỗ nữa" if more > 0 else "")
    return f"đã ghi xong {listed}; những gì còn lại chưa ghi."


def _forget_notes() -> None:
    _written.clear()
    _remarks.clear()


def as_typed(path: Path) -> Path:
    """Return a path as people typed it, where it lies below the current folder."""
    with contextlib.suppress(ValueError, OSError):
        return path.resolve().relative_to(Path.cwd())
    return path


# Processes that work beside this one: they end when it says so, and with it, not by what a terminal tells all.
