"""A real Dask cluster on this machine: a scheduler and its workers, each a program of its own."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

_ROOT = Path(__file__).parents[2]
_ADDRESS = re.compile(r"Scheduler at:\s+(\S+)")
_PATIENCE = 60.0


class DaskCluster:
    """A scheduler with its workers.

    Attributes:
        address: Of the scheduler.
        scheduler: Its process.
        workers: Their nannies: each has a worker as its child, and another one if that dies.
    """

    def __init__(self, folder: Path, words: Sequence[str]) -> None:
        self._folder = folder
        self._log = folder / "scheduler.log"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._start(self._log, "scheduler", *words)
        self.address = self._awaited(self._log, _ADDRESS)

    def add_workers(self, *each: Sequence[str]) -> None:
        """Start workers by what is typed after the address, and wait until they are known."""
        for words in each:
            log = self._folder / f"worker-{len(self.workers)}.log"
            self.workers.append(self._start(log, "worker", self.address, *words))
        end = time.monotonic() + _PATIENCE
        wanted = len(self.workers)
        while self._log.read_text("utf-8").count("Register worker") < wanted:
            assert time.monotonic() < end, self._log.read_text("utf-8")
            time.sleep(0.05)

    def kill_worker(self) -> None:
        """Kill a worker as the system does that has no memory left; its nanny stays."""
        [worker] = [
            child
            for child in psutil.Process(self.workers[0].pid).children()
            if "resource_tracker" not in " ".join(child.cmdline())
        ]
        worker.kill()

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            with contextlib.suppress(psutil.NoSuchProcess):
                family = [psutil.Process(process.pid)]
                family += family[0].children(recursive=True)
                for each in family:
                    with contextlib.suppress(psutil.NoSuchProcess):
                        each.kill()
            process.wait()

    def _start(self, log: Path, *words: str) -> subprocess.Popen[bytes]:
        python_path = os.pathsep.join([str(_ROOT / "plugins"), os.environ.get("PYTHONPATH", "")])
        with log.open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *words],
                cwd=self._folder,
                env={**os.environ, "PYTHONPATH": python_path},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def _awaited(self, log: Path, pattern: re.Pattern[str]) -> str:
        end = time.monotonic() + _PATIENCE
        while not (match := pattern.search(log.read_text("utf-8"))):
            assert time.monotonic() < end, log.read_text("utf-8")
            time.sleep(0.05)
        return match[1]


@contextlib.contextmanager
def dask_cluster(
    folder: Path, workers: int, *, tls: Sequence[str] = (), scheme: str = "tcp"
) -> Iterator[DaskCluster]:
    """A cluster while the context lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    where = ("--host", f"{scheme}://127.0.0.1", "--port", "0", "--no-dashboard", *tls)
    single = ("--nthreads", "1", "--no-dashboard", "--local-directory", str(folder), *tls)
    cluster = DaskCluster(folder, where)
    try:
        cluster.add_workers(*[single] * workers)
        yield cluster
    finally:
        cluster.end()
