"""Builds that are killed at a moment that is counted, not timed: the same on every machine."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from pathlib import Path

import warm

_CHANGES = {
    *("os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink")
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def build_until(folder: Path, due: int) -> tuple[int | None, int]:
    """`mkdocs build` that is killed before a change of the file system that is due: its code, its count."""
    with tempfile.TemporaryDirectory() as outputs:
        counted = Path(outputs, "count")
        process = warm.context().Process(
            target=_build, args=(str(folder), due, str(counted), str(Path(outputs, "out")))
        )
        process.start()
        process.join()
        return process.exitcode, int(counted.read_text("utf-8")) if counted.exists() else -1


def _build(folder: str, due: int, counted: str, output: str) -> None:
    """Build, and count each change of the file system that is asked for; die before the one that is due."""
    os.setsid()
    count = 0
    ours = os.path.realpath(folder) + os.sep
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795478400"}

    def tally(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        is_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES
        if event in _CHANGES or is_write:
            count += str(arguments[0]).startswith(ours)
            if count == due > 0:
                os.killpg(0, signal.SIGKILL)

    sys.addaudithook(tally)
    try:
        warm.act(["mkdocs", "build"], folder, environ, [output, f"{output}-err"])
    finally:
        Path(counted).write_text(str(count), "utf-8")
