"""Stopwatch and scales: what one command costs, with all the processes it starts."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_MEBI = 1024 * 1024


class CommandError(Exception):
    """A measured command failed, so there is nothing to compare."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a build took.

    Attributes:
        wall_s: Seconds on the clock.
        cpu_s: Seconds of processor time, user and system, of the command and all its children.
        peak_mib: Resident memory of its largest single process, in MiB.
        bytes: Size of the site it leaves.
    """

    wall_s: float
    cpu_s: float
    peak_mib: float
    bytes: int


def run(command: Sequence[str], *, cwd: Path, environment: Mapping[str, str], site: Path) -> Cost:
    """Run a command that builds a site.

    Everything written before is flushed to disk first, so that no build pays for another's. The
    kernel adds up the time of children that were waited for and keeps the largest of their peaks
    (getrusage(2), ``RUSAGE_BOTH``), so nothing has to watch, and disturb, from outside.

    Args:
        command: Program and arguments.
        cwd: Folder to run it in.
        environment: Its whole environment.
        site: The folder it builds.

    Raises:
        CommandError: It failed; its own words went to stderr.
    """
    os.sync()
    start = time.perf_counter()
    # Our stdout may carry nothing but the report.
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=sys.stderr)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandError(f"{' '.join(command)}: exit code {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(
        wall_s=wall,
        cpu_s=usage.ru_utime + usage.ru_stime,
        peak_mib=usage.ru_maxrss * unit / _MEBI,
        bytes=sum(path.stat().st_size for path in site.rglob("*") if path.is_file()),
    )


def median(costs: Sequence[Cost]) -> Cost:
    """Take the median of each figure by itself."""
    return Cost(
        wall_s=round(statistics.median(cost.wall_s for cost in costs), 3),
        cpu_s=round(statistics.median(cost.cpu_s for cost in costs), 3),
        peak_mib=round(statistics.median(cost.peak_mib for cost in costs), 1),
        bytes=round(statistics.median(cost.bytes for cost in costs)),
    )
