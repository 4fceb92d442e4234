"""Ends work before its time: Ctrl-C at a terminal, SIGTERM from whoever runs a service.

Either is a `KeyboardInterrupt` where the work is; whoever has begun something clears it away on the way out.
"""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

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
