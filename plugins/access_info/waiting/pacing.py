"""Tells of work at a pace that people can follow: not of short work, and not of every step.

No thread is started: a process that has one must not fork workers. Where the system has alarms, those
who wait hear of a step that takes long too; elsewhere they hear at the end of each step.
"""

from __future__ import annotations

import contextlib
import dataclasses
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator

from access_info.waiting.progress import NO_PROGRESS, Progress

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
