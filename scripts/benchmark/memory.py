"""Scales for memory: what a command holds at once, with all the processes it starts.

Looking on costs a command time, so none that is timed is looked at.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmark.measure import CommandError

_EVERY = 0.2
_KIBI = 1024
_PROC = Path("/proc")


@dataclass(frozen=True)
class Peaks:
    """The most memory that commands held.

    Attributes:
        parent_mib: Resident memory of the process that was started, in MiB.
        total_mib: Of it and all processes below it at one moment, in MiB; pages that several share
            count once (proc(5), `Pss`). A moment between two looks is not seen, so it is at least
            what the parent held.
    """

    parent_mib: float
    total_mib: float


def peaks(
    commands: Sequence[Sequence[str]], *, cwd: Path, environment: Mapping[str, str]
) -> Peaks | None:
    """Run commands one after the other and look at their memory five times a second.

    Args:
        commands: Programs and arguments.
        cwd: Folder to run them in.
        environment: Their whole environment.

    Returns:
        The peaks, or `None` on a system that does not tell.

    Raises:
        CommandError: One failed; its own words went to stderr.
    """
    if not (_PROC / "self" / "smaps_rollup").exists():
        return None
    parent, total = 0, 0
    for command in commands:
        process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=sys.stderr)
        while process.poll() is None:
            parent = max(parent, _kibibytes(_PROC / str(process.pid) / "status", "VmHWM"))
            family = tuple(_family(process.pid))
            held = sum(_kibibytes(_PROC / str(pid) / "smaps_rollup", "Pss") for pid in family)
            total = max(total, held)
            time.sleep(_EVERY)
        if process.returncode:
            raise CommandError(f"{' '.join(command)}: exit code {process.returncode}")
    return Peaks(round(parent / _KIBI, 1), round(max(parent, total) / _KIBI, 1))


def _family(pid: int) -> Iterator[int]:
    """Yield a process and all below it, as far as they are still there."""
    yield pid
    for tasks in _PROC.glob(f"{pid}/task/*/children"):
        try:
            children = tasks.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _kibibytes(path: Path, key: str) -> int:
    """Read a number of a file of the kernel's; 0 when the process is gone."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{key}:")), 0)
