"""Tells those who wait how far a command is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING, NoReturn, TextIO

from access_info.extras import Extra, is_installed
from access_info.waiting import NO_PROGRESS, PacedProgress, Progress, Stage

if TYPE_CHECKING:
    from tqdm import tqdm

_SILENT_SECONDS = 2.0  # seconds of work of which nobody need be told
_BAR_PAUSE = 0.2  # seconds between two looks of a bar
_LINE_PAUSE = 10.0  # seconds between two lines, where there is no bar
_COLUMNS, _MAX_COLUMNS = 80, 100
_BAR = "{desc}: {n_fmt}/{total_fmt} |{bar}| đã {elapsed}, còn {remaining}"
_NO_COUNT = "{desc}: đã {elapsed}"


def terminal_progress(
    stream: TextIO | None = None,
    *,
    quiet: bool = False,
    soon: float = _SILENT_SECONDS,
    pause: float = _LINE_PAUSE,
) -> Progress:
    """Return what tells whoever waits how far a command is, from now on.

    Args:
        stream: Where it is told; by default where errors are told, so that results can be piped on.
        quiet: Whether nothing is told.
        soon: Seconds of work of which no bar is shown.
        pause: Seconds between two lines, where there is no bar.
    """
    told = _UnbufferedStream(sys.stderr if stream is None else stream)
    if quiet:
        return NO_PROGRESS
    if told.isatty() and os.environ.get("TERM") != "dumb" and is_installed(Extra.TERMINAL):
        bars = _ProgressBar(told)
        return PacedProgress(bars.show, bars.hide, soon=soon, pause=min(pause, _BAR_PAUSE))

    def show(stage: Stage) -> None:
        told.write(f"Đang {stage.as_line(time.monotonic())}.\n")

    return PacedProgress(show, soon=pause, pause=pause)


class _UnbufferedStream:
    """A stream written past its buffer: an alarm may come while something else is written to it.

    Attributes:
        encoding: Of the stream.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.encoding = getattr(stream, "encoding", None) or "utf-8"

    def write(self, text: str) -> int:
        """Write a text whole."""
        try:
            number = self._stream.fileno()
        except (OSError, AttributeError):  # no file: a stream in memory
            return self._stream.write(text)
        os.write(number, text.encode(self.encoding, "replace"))
        return len(text)

    def flush(self) -> None:
        """Do nothing: there is no buffer."""

    def columns(self) -> int:
        """Return how wide a bar is, in letters: not too wide to be read, and with place for the cursor."""
        with contextlib.suppress(OSError, ValueError):
            # Some terminals do not know their width, and say 0.
            columns = os.get_terminal_size(self._stream.fileno()).columns or _COLUMNS
            return min(columns, _MAX_COLUMNS) - 1
        return _COLUMNS - 1

    def isatty(self) -> bool:
        """Tell whether it is a terminal."""
        return self._stream.isatty()


class _ProgressBar:
    """A bar for the stage that is being done."""

    def __init__(self, stream: _UnbufferedStream) -> None:
        self._stream = stream
        self._stage: Stage | None = None
        self._bar: tqdm[NoReturn] | None = None

    def show(self, stage: Stage) -> None:
        """Show how far a stage is, in the place of another."""
        if stage is not self._stage or self._bar is None:
            self.hide()
            self._stage, self._bar = stage, self._new_bar(stage)
        self._bar.n, self._bar.ncols = stage.done, self._stream.columns()
        self._bar.refresh()

    def hide(self) -> None:
        """Take the bar away; nothing stays on the terminal."""
        if self._bar is not None:
            self._bar.close()
        self._stage = self._bar = None

    def _new_bar(self, stage: Stage) -> tqdm[NoReturn]:
        """Return a bar that shows a stage, as if it had run since the stage began."""
        import threading  # noqa: PLC0415

        from tqdm import tqdm  # noqa: PLC0415 - only where there is somebody to look

        tqdm.monitor_interval = 0  # else it starts a thread
        tqdm.set_lock(threading.RLock())  # else it makes one that workers share
        bar: tqdm[NoReturn] = tqdm(
            total=stage.count or None,
            desc=stage.what[:1].upper() + stage.what[1:],
            file=self._stream,
            leave=False,
            bar_format=_BAR if stage.count else _NO_COUNT,
            delay=0.001,  # it is to be shown only once it knows when it began
        )
        bar.start_t -= time.monotonic() - stage.begun
        bar.delay = 0
        return bar
