"""Long-running work: showing people how far it is, and stopping it cleanly on Ctrl-C or SIGTERM."""

from __future__ import annotations

import contextlib
import math
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Protocol

# Showing how far the work is.


class Progress(Protocol):
    """Whatever the program reports its progress to: a progress bar, a log, or nothing at all."""

    def of(self, what: str, count: int) -> contextlib.AbstractContextManager[Callable[[], object]]:
        """Open a stage of the work: `with progress.of("kiểm tra dữ liệu", 600) as task_done: …`.

        The context yields a function; the worker calls it after each finished task.

        Args:
            what: What is being done, in Vietnamese, as people see it.
            count: How many tasks there are; 0 when unknown.
        """
        ...


class _NoProgress:
    """A `Progress` that shows nothing."""

    def of(self, what: str, count: int) -> contextlib.AbstractContextManager[Callable[[], object]]:  # noqa: ARG002
        return contextlib.nullcontext(lambda: None)


NO_PROGRESS: Progress = _NoProgress()


# Progress shown at a pace that people can follow: not for short work, and not after every task.

_MINUTE = 60
_ALARM_SECONDS = 0.5  # between two timer signals, each of which may refresh the progress


class Stage:
    """One stage of the work, with how many of its tasks are done.

    Attributes:
        what: What is being done, in Vietnamese: “kiểm tra dữ liệu”.
        count: How many tasks there are; 0 when unknown.
        begun: When the stage began, in seconds of a monotonic clock.
        done: How many tasks are done.
    """

    def __init__(self, what: str, count: int, begun: float) -> None:
        """Begin a stage: what is being done, how many tasks there are, and when it begins."""
        self.what, self.count, self.begun = what, count, begun
        self.done = 0

    def as_line(self, now: float) -> str:
        """Return the progress line that people see, with the time left as the pace so far suggests.

        `kiểm tra dữ liệu: 120/600, còn khoảng 48 giây`; before the first task is done, or when the
        number of tasks is unknown, the time spent instead: `kiểm tra dữ liệu: đã 48 giây`.

        Args:
            now: Seconds of the same clock as `begun`.
        """
        spent = now - self.begun
        if not self.count:
            return f"{self.what}: đã {_duration(spent)}"
        line = f"{self.what}: {self.done}/{self.count}"
        if not self.done:
            return f"{line}, đã {_duration(spent)}"
        return f"{line}, còn khoảng {_duration(spent / self.done * (self.count - self.done))}"


class PacedProgress:
    """A `Progress` that shows the current stage now and then, not after every task."""

    def __init__(
        self,
        show: Callable[[Stage], object],
        hide: Callable[[], object] = lambda: None,
        *,
        soon: float,
        pause: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start the clock: the work counts as begun now.

        Args:
            show: Shows a stage to whoever waits.
            hide: Clears away what was shown; called when a stage that was shown ends.
            soon: Seconds before anything is shown; shorter work is never shown.
            pause: Seconds between two calls of `show`.
            clock: A monotonic clock, in seconds.
        """
        self._show, self._hide = show, hide
        self._pause, self._clock = pause, clock
        self._next = clock() + soon
        self._stage: Stage | None = None
        self._shown: Stage | None = None
        self._busy = False

    def __reduce__(self) -> tuple[Callable[[], Progress], tuple[()]]:
        """Pickle as `NO_PROGRESS`: only this process shows progress, never a worker's copy of it."""
        return _no_progress, ()

    @contextlib.contextmanager
    def of(self, what: str, count: int) -> Iterator[Callable[[], object]]:
        """Open a stage and make it the current one; after the context the stage around it is that again."""
        above, self._stage = self._stage, Stage(what, count, self._clock())
        stage = self._stage

        def done() -> None:  # the worker calls this after each task
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
        """Show the current stage if enough time has passed since it was last shown.

        Safe to call at any moment, also from a signal handler that interrupts this very method.
        """
        now = self._clock()
        stage = self._stage
        if stage is None or self._busy or now < self._next:
            return
        self._next = now + self._pause
        self._shown = stage
        self._tell(lambda: self._show(stage))

    def _tell(self, show_or_hide: Callable[[], object]) -> None:
        """Call a function that writes to the terminal; once that fails, show nothing any more.

        `_busy` keeps a timer signal from writing in the middle of another line.
        """
        self._busy = True
        try:
            show_or_hide()
        except OSError:  # nobody listens any more; the work goes on
            self._next = math.inf
        finally:
            self._busy = False


def _no_progress() -> Progress:
    """Return `NO_PROGRESS`; pickle needs a function for what an unpickled copy becomes."""
    return NO_PROGRESS


@contextlib.contextmanager
def with_alarms(progress: Progress) -> Iterator[None]:
    """Refresh a progress twice a second by a timer signal (SIGALRM): it moves even during one long task.

    Does nothing outside the main thread, on a system without such timers (Windows), or for a
    progress that is not shown.
    """
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
    """Return a number of seconds in words: `48 giây`; from two minutes on in minutes, `3 phút`."""
    rounded = max(1, round(seconds))
    return f"{rounded} giây" if rounded < 2 * _MINUTE else f"{round(rounded / _MINUTE)} phút"


# Stopping the work early: Ctrl-C at a terminal, SIGTERM from a service manager.

# Exit status of a program that was stopped by Ctrl-C (128 + SIGINT).
STOPPED = 130
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
# Seconds for cleaning up, in which an impatient second Ctrl-C is ignored.
_CLEARING_SECONDS = 5.0
_MAX_NAMES = 5
_written: list[Path] = []
_remarks: list[str] = []


class Stopped(KeyboardInterrupt):
    """The user or the system asked this process to stop (SIGINT, SIGTERM)."""


@contextlib.contextmanager
def stoppable(*, for_good: bool) -> Iterator[None]:
    """Raise `Stopped` in the context when Ctrl-C or SIGTERM arrives; then restore the old handlers.

    Only the main thread can handle signals; elsewhere nothing changes.

    Args:
        for_good: Whether the process ends after the context: then signals are ignored from there
            on, so that nothing interrupts the exit.
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
    """Raise `Stopped` whenever Ctrl-C or SIGTERM arrives, from now on.

    A second signal within a few seconds is ignored: the first one's cleaning up is still running.

    Returns:
        Each signal's former handler, so that the caller can restore it.
    """
    last = -_CLEARING_SECONDS

    def stop(number: int, _: FrameType | None) -> None:
        """Raise `Stopped`, unless another signal did so a moment ago."""
        nonlocal last
        now = time.monotonic()
        if now - last >= _CLEARING_SECONDS:
            last = now
            raise Stopped(number)

    _forget_notes()
    # A signal that is ignored stays ignored, as nohup(1) wants it.
    return {
        number: signal.signal(number, stop)
        for number in _SIGNALS
        if signal.getsignal(number) is not signal.SIG_IGN
    }


@contextlib.contextmanager
def undivided() -> Iterator[None]:
    """Hold back Ctrl-C and SIGTERM until the context ends, so that its steps run all or none.

    A signal that came meanwhile is raised at the end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[int] = []
    handlers = ((number, signal.getsignal(number)) for number in _SIGNALS)
    former = {number: handler for number, handler in handlers if callable(handler)}
    for number in former:
        signal.signal(number, lambda number, _: waiting.append(number))
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
        if waiting:
            signal.raise_signal(waiting[0])


@contextlib.contextmanager
def temporary_folder(prefix: str, place: Path | None = None) -> Iterator[Path]:
    """Yield a new folder that is removed at the end; no signal leaves it behind, half made or half removed.

    Args:
        prefix: How its name begins.
        place: The folder that it lies in; `None` for the system's.
    """
    with undivided():
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
    try:
        yield folder
    finally:
        with undivided():
            shutil.rmtree(folder, ignore_errors=True)


def note_written(*paths: Path) -> None:
    """Record files or folders that are completely written, for the message of an early stop."""
    _written.extend(paths)


def note_for_stopped(sentence: str) -> None:
    """Record a Vietnamese sentence for the message of an early stop, such as how to resume."""
    _remarks.append(sentence)


def what_is_left() -> str:
    """Return the Vietnamese message of an early stop: which files are written, and how to go on."""
    return " ".join([f"Đã dừng theo yêu cầu: {_written_in_words()}", *_remarks])


def _written_in_words() -> str:
    """Return in Vietnamese which files are completely written, at most five by name.

    Without any: that nothing is written, and that all is as before unless a remark says how to go on.
    """
    names = [f"“{path}”" for path in dict.fromkeys(map(as_typed, _written))]
    if not names:
        return f"chưa ghi gì{'' if _remarks else ', mọi thứ vẫn như trước khi chạy lệnh'}."
    more = len(names) - _MAX_NAMES
    listed = ", ".join(names[:_MAX_NAMES]) + (f" và {more} chỗ nữa" if more > 0 else "")
    return f"đã ghi xong {listed}; những gì còn lại chưa ghi."


def _forget_notes() -> None:
    """Drop what earlier work in this process recorded for the message of an early stop."""
    _written.clear()
    _remarks.clear()


def as_typed(path: Path) -> Path:
    """Return a path relative to the current folder if it lies below, as people type it; else as is."""
    with contextlib.suppress(ValueError, OSError):
        return path.resolve().relative_to(Path.cwd())
    return path
