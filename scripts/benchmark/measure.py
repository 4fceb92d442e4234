"""Stopwatch and scales: what commands cost, with all the processes they start."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MEBI = 1024 * 1024
_ATTACHMENTS = "tep"


class CommandError(Exception):
    """A measured command failed, so there is nothing to compare."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a build took.

    Attributes:
        wall_s: Seconds on the clock.
        cpu_s: Seconds of processor time, user and system, of the commands and all their children.
        peak_mib: Resident memory of their largest single process, in MiB.
        bytes: Size of the site they leave, without what agencies attached.
    """

    wall_s: float
    cpu_s: float
    peak_mib: float
    bytes: int


def run(
    commands: Sequence[Sequence[str]], *, cwd: Path, environment: Mapping[str, str], site: Path
) -> Cost:
    """Run the commands that build a site, one after the other.

    Everything written before is flushed to disk first, so that no build pays for another's. The
    kernel adds up the time of children that were waited for and keeps the largest of their peaks
    (getrusage(2), ``RUSAGE_BOTH``), so nothing has to watch, and disturb, from outside.

    Args:
        commands: Programs and arguments.
        cwd: Folder to run them in.
        environment: Their whole environment.
        site: The folder they build.

    Raises:
        CommandError: One failed; its own words went to stderr.
    """
    os.sync()
    start = time.perf_counter()
    processor, peak = 0.0, 0
    for command in commands:
        # Our stdout may carry nothing but the report.
        process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=sys.stderr)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise CommandError(f"{' '.join(command)}: exit code {process.returncode}")
        processor += usage.ru_utime + usage.ru_stime
        peak = max(peak, usage.ru_maxrss)
    wall = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(
        wall_s=wall,
        cpu_s=processor,
        peak_mib=peak * unit / MEBI,
        bytes=sum(path.stat().st_size for path in site_files(site)),
    )


def site_files(site: Path) -> Iterator[Path]:
    """Yield the files of a site, but those that agencies attached: a generator only copies them."""
    for path in site.rglob("*"):
        if path.parent.name != _ATTACHMENTS and path.is_file():
            yield path


def median(costs: Sequence[Cost]) -> Cost:
    """Take the median of each figure by itself."""
    return Cost(
        wall_s=round(statistics.median(cost.wall_s for cost in costs), 3),
        cpu_s=round(statistics.median(cost.cpu_s for cost in costs), 3),
        peak_mib=round(statistics.median(cost.peak_mib for cost in costs), 1),
        bytes=round(statistics.median(cost.bytes for cost in costs)),
    )
