"""Commands that are killed or ended at a moment that is counted, not timed: the same on every machine."""

from __future__ import annotations

import dataclasses
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


@dataclasses.dataclass(frozen=True)
class Ended:
    """How a command ended.

    Attributes:
        code: Its code; negative the signal that killed it.
        changes: How many changes of the file system its first process asked for; -1 where it was killed.
        said: What it wrote, results and errors.
        left: Whether processes that it began went on.
        temporary: What it left in the folder for temporary files.
    """

    code: int | None
    changes: int
    said: str
    left: bool
    temporary: tuple[str, ...] = ()


def build_until(folder: Path, due: int) -> tuple[int | None, int]:
    """`mkdocs build` that is killed before a change of the file system that is due: its code, its count."""
    ended = ended_before(folder, ["mkdocs", "build"], due, signal.SIGKILL)
    return ended.code, ended.changes


def run_until(
    command: list[str], folder: Path, due: int, *, programs: bool = False
) -> tuple[int | None, int]:
    """`python -m` with a command, killed before a change below a folder that is due: its code, its count.

    With `programs`, the start of another program counts as a change: it may make one.
    """
    ended = ended_before(folder, command, due, signal.SIGKILL, programs=programs)
    return ended.code, ended.changes


def ended_before(
    folder: Path,
    command: list[str],
    due: int,
    how: signal.Signals = signal.SIGINT,
    *,
    programs: bool = False,
    anything: bool = False,
) -> Ended:
    """A command that all its processes are told to end, before a change of the file system that is due.

    Args:
        folder: Where it runs, and below which changes are counted.
        command: `mkdocs build`, or `access_info` with what is typed after it.
        due: The number of the change, from 1; 0 for none.
        how: The signal, as a terminal sends it.
        programs: Whether the start of another program counts as a change: it may make one.
        anything: Whether all that its first process asks the system or the interpreter for counts, from
            when it can be ended until it need not be.
    """
    with tempfile.TemporaryDirectory() as outputs:
        counted, temporary = Path(outputs, "count"), Path(outputs, "tam")
        temporary.mkdir()
        process = warm.context().Process(
            target=_run, args=(str(folder), command, due, how, outputs, programs, anything)
        )
        process.start()
        process.join()
        return Ended(
            process.exitcode,
            int(counted.read_text("utf-8")) if counted.exists() else -1,
            "".join(path.read_text("utf-8") for path in sorted(Path(outputs).glob("out*"))),
            _is_alive(process.pid),
            tuple(sorted(path.name for path in temporary.iterdir())),
        )


def _can_be_ended() -> bool:
    """Tell whether the program listens to what would end it."""
    return signal.getsignal(signal.SIGINT) not in {signal.default_int_handler, signal.SIG_IGN}


def _is_alive(group: int | None) -> bool:
    """Tell whether any process is left of a group, but those that have ended already."""
    states = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of = status.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        states += [state] if int(of) == group else []
    return any(state != "Z" for state in states)


def _run(  # noqa: PLR0917 - as below
    folder: str,
    command: list[str],
    due: int,
    how: signal.Signals,
    outputs: str,
    programs: bool,  # noqa: FBT001 - a process hands over by place
    anything: bool,  # noqa: FBT001
) -> None:
    """Run, and count each change of the file system that is asked for; end before the one that is due."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    count = 0
    first = os.getpid()
    ours = os.path.realpath(folder) + os.sep
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795478400"}
    environ["TMPDIR"] = tempfile.tempdir = f"{outputs}/tam"

    def tally(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if anything:
            if os.getpid() != first or not _can_be_ended():
                return
            count += 1
            if count == due:
                os.killpg(0, how)
            return
        is_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES
        is_program = programs and event == "subprocess.Popen"
        if event in _CHANGES or is_write or is_program:
            count += is_program or str(arguments[0]).startswith(ours)
            if count == due > 0:
                count += 1
                os.killpg(0, how)

    sys.addaudithook(tally)
    try:
        warm.act(command, folder, environ, [f"{outputs}/out", f"{outputs}/out-err"])
    finally:
        Path(outputs, "count").write_text(str(count), "utf-8")
