"""Tells those who wait how far a command is: a bar on a terminal, a line now and then elsewhere.

Commands tell nothing of work that is done within a second, and nothing of what is told here stays on a
terminal. No thread is started: a process that has one must not fork workers.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import TextIO

from access_info.nation.work.progress import Progress

_SOON = 1.0  # seconds of work of which nobody need be told
_PAUSE = 10.0  # seconds between two lines, where there is no bar
_BAR = "{desc}: {n_fmt}/{total_fmt} |{bar:24}| đã {elapsed}, còn {remaining}"


def terminal_progress(stream: TextIO | None = None, *, pause: float = _PAUSE) -> Progress:
    """Return what tells of the work of a command.

    Args:
        stream: Where it is told; by default where errors are told, so that results can be piped on.
        pause: Seconds between two lines, where there is no bar.
    """
    told = sys.stderr if stream is None else stream
    if told.isatty() and os.environ.get("TERM") != "dumb":
        return _Bars(told)
    return _Lines(told, pause)


class _Bars:
    """A bar for what is being done now."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    @contextlib.contextmanager
    def of(self, what: str, count: int) -> Iterator[Callable[[], object]]:
        """Show a bar while the context lasts."""
        from tqdm import tqdm  # noqa: PLC0415 - only where there is somebody to look

        tqdm.monitor_interval = 0  # else it starts a thread
        with tqdm(
            total=count,
            desc=what[:1].upper() + what[1:],
            file=self._stream,
            leave=False,
            delay=_SOON,
            dynamic_ncols=True,
            bar_format=_BAR,
        ) as bar:
            yield bar.update


class _Lines:
    """A line for what is being done now, whenever enough time has gone by."""

    def __init__(self, stream: TextIO, pause: float) -> None:
        self._stream, self._pause = stream, pause
        self._told = time.monotonic()

    @contextlib.contextmanager
    def of(self, what: str, count: int) -> Iterator[Callable[[], object]]:
        """Write lines while the context lasts."""
        number = 0

        def done() -> None:
            nonlocal number
            number += 1
            now = time.monotonic()
            if now - self._told >= self._pause:
                self._told = now
                print(f"Đang {what}: {number}/{count}.", file=self._stream, flush=True)

        yield done
