"""Shows how far a command is: by a bar on a terminal, by a line now and then elsewhere."""

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

_SILENT_SECONDS = 2.0  # seconds of work before a bar is shown
_BAR_PAUSE = 0.2  # seconds between two updates of a bar
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
    """Return the progress reporter of a command: a bar, plain lines, or nothing.

    Args:
        stream: Where it writes; by default to stderr, so that results can be piped on.
        quiet: Whether it shows nothing.
        soon: Seconds of work before a bar is shown.
        pause: Seconds between two lines, where there is no bar.
    """
    output = _UnbufferedStream(sys.stderr if stream is None else stream)
    if quiet:
        return NO_PROGRESS
    if output.isatty() and os.environ.get("TERM") != "dumb" and is_installed(Extra.TERMINAL):
        bars = _ProgressBar(output)
        return PacedProgress(bars.show, bars.hide, soon=soon, pause=min(pause, _BAR_PAUSE))

    def show(stage: Stage) -> None:
        """Write a line on the current stage: `Đang kiểm tra dữ liệu: 12/300.`."""
        output.write(f"Đang {stage.as_line(time.monotonic())}.\n")

    return PacedProgress(show, soon=pause, pause=pause)


class _UnbufferedStream:
    """A stream that is written past its buffer.

    Progress is written from an alarm signal, which may come while the program itself writes to the
    buffer, and a buffer must not be entered twice.

    Attributes:
        encoding: The stream's encoding.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.encoding = getattr(stream, "encoding", None) or "utf-8"

    def write(self, text: str) -> int:
        """Write a text at once to the stream's file; return its length, as streams do."""
        try:
            number = self._stream.fileno()
        except (OSError, AttributeError):  # no file: a stream in memory
            return self._stream.write(text)
        os.write(number, text.encode(self.encoding, "replace"))
        return len(text)

    def flush(self) -> None:
        """Do nothing: there is no buffer."""

    def columns(self) -> int:
        """Return the width of a bar in characters: one less than the terminal's, for the cursor, at most 99."""
        with contextlib.suppress(OSError, ValueError):
            # Some terminals do not know their width, and say 0.
            columns = os.get_terminal_size(self._stream.fileno()).columns or _COLUMNS
            return min(columns, _MAX_COLUMNS) - 1
        return _COLUMNS - 1

    def isatty(self) -> bool:
        """Tell whether it is a terminal."""
        return self._stream.isatty()


class _ProgressBar:
    """A progress bar on the terminal for the command's current stage."""

    def __init__(self, stream: _UnbufferedStream) -> None:
        self._stream = stream
        self._stage: Stage | None = None
        self._bar: tqdm[NoReturn] | None = None

    def show(self, stage: Stage) -> None:
        """Show how far a stage is; a new stage replaces the bar of the one before."""
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
        """Return a bar for a stage, set back so that it counts the time since the stage began."""
        import threading  # noqa: PLC0415

        from tqdm import tqdm  # noqa: PLC0415 - only for a terminal

        tqdm.monitor_interval = 0  # else it starts a thread
        tqdm.set_lock(threading.RLock())  # else it makes one that workers share
        bar: tqdm[NoReturn] = tqdm(
            total=stage.count or None,
            desc=stage.what[:1].upper() + stage.what[1:],
            file=self._stream,
            leave=False,
            bar_format=_BAR if stage.count else _NO_COUNT,
            delay=0.001,  # so that it is not shown before its start is set back
        )
        bar.start_t -= time.monotonic() - stage.begun
        bar.delay = 0
        return bar
