"""Commands that are killed at a moment that is counted, not timed: the same on every machine."""

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
    return run_until(["mkdocs", "build"], folder, due)


def run_until(
    command: list[str], folder: Path, due: int, *, programs: bool = False
) -> tuple[int | None, int]:
    """`python -m` with a command, killed before a change below a folder that is due: its code, its count.

    With `programs`, the start of another program counts as a change: it may make one.
    """
    with tempfile.TemporaryDirectory() as outputs:
        counted = Path(outputs, "count")
        process = warm.context().Process(
            target=_run,
            args=(command, str(folder), due, str(counted), str(Path(outputs, "out")), programs),
        )
        process.start()
        process.join()
        return process.exitcode, int(counted.read_text("utf-8")) if counted.exists() else -1


def _run(  # noqa: PLR0917 - as below
    command: list[str],
    folder: str,
    due: int,
    counted: str,
    output: str,
    programs: bool,  # noqa: FBT001 - a process hands over by place
) -> None:
    """Run, and count each change of the file system that is asked for; die before the one that is due."""
    os.setsid()
    count = 0
    ours = os.path.realpath(folder) + os.sep
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795478400"}

    def tally(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        is_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES
        is_program = programs and event == "subprocess.Popen"
        if event in _CHANGES or is_write or is_program:
            count += is_program or str(arguments[0]).startswith(ours)
            if count == due > 0:
                os.killpg(0, signal.SIGKILL)

    sys.addaudithook(tally)
    try:
        warm.act(command, folder, environ, [output, f"{output}-err"])
    finally:
        Path(counted).write_text(str(count), "utf-8")
