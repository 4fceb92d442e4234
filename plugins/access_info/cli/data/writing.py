"""The lock that every command which writes data takes first, so that it writes alone."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from access_info.source import MOST_WAIT, editing


@contextlib.contextmanager
def writing(agencies: Path, command: str, *, really: bool = True) -> Iterator[None]:
    """Hold the lock of a folder of agencies, from before it is read until after it is written.

    Args:
        agencies: The folder of agencies, which must exist.
        command: Name of the command, for those who wait.
        really: Whether anything is going to be written; a command that only shows needs no lock.

    Raises:
        NotWrittenError: Another command holds the lock too long, or it cannot be taken.
    """
    if not really:
        yield
        return
    with editing(agencies, command=f"access-info {command}", on_wait=_say):
        yield


def _say(who: str) -> None:
    print(f"{who} đang ghi vào thư mục dữ liệu này; đợi tới {MOST_WAIT:.0f} giây…", file=sys.stderr)
