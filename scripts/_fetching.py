"""Fetch packages while people see which, how many are left, and whether the network is slow.

What pip has fetched is kept for all folders of the machine: the next province's set-up needs no network.
Standard library only, like ``_setup``, which it serves.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import queue
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# How many packages one run of pip fetches: it hands over all at its end, so these are lost when it is stopped.
_BATCH = 10
_STORED_SECONDS = 200 * 24 * 3600
_SLOW_SECONDS = 60
_SLOW = """\
Mạng đang chậm: một phút rồi chưa xong gói này. Cứ để máy tải tiếp; hoặc bấm Ctrl-C để dừng, lúc khác chạy lại \
đúng lệnh vừa rồi: những gói đã tải không phải tải lại."""
NOT_INSTALLED = """\
Không cài được thư viện theo {lock}, lý do ở ngay trên. Lần chạy đầu tiên cần có mạng.
Chạy lại lệnh vừa rồi thì cài tiếp: những gói đã tải không phải tải lại."""
# What pip and npm say of each package; pip names it before it fetches it, npm after.
_REPORTS = re.compile(
    r"Collecting (?P<name>[\w.-]+)| +Downloading \S+ \((?P<size>[\d.]+ \w+)\)"
    r"|Progress (?P<got>\d+) of (?P<all>\d+)"
    r"|npm http \w+ .*/(?P<npm>[\w.-]+)-\d[^/ ]*\.tgz"
)


class SetupError(Exception):
    """The environment cannot be made; the text is Vietnamese and tells the cure."""


class Shown:
    """What people see of the fetching: a line kept up to date on a terminal, a line for each package elsewhere."""

    def __init__(self, what: str, count: int) -> None:
        """Show nothing yet.

        Args:
            what: What is fetched, in Vietnamese.
            count: How many packages there are.
        """
        self._what, self._count = what, count
        self._number, self._name, self._size, self._got = 0, "", "", ""
        self._since = self._printed = time.monotonic()
        self._is_slow = False

    def take(self, line: str) -> None:
        """Show what a line of pip or npm tells, or, after some time without one, that the network is slow.

        Args:
            line: The line; empty when none came for a second.
        """
        report = _REPORTS.match(line)
        now = time.monotonic()
        if line.startswith("Ignoring "):
            self._count -= 1
        elif report and (name := report["name"] or report["npm"]):
            self._number += 1
            self._name, self._size, self._got, self._since = name, "", "", now
        elif report and report["size"]:
            self._size = report["size"].replace(".", ",")
        elif report and report["got"]:
            self._got = f"{100 * int(report['got']) // max(1, int(report['all']))}% của "
        if now - self._since >= _SLOW_SECONDS and not self._is_slow:
            self._is_slow = True
            self._print(_SLOW, stays=True)
        if sys.stdout.isatty():
            self._print(self._text(now))
        elif (report and (report["size"] or report["npm"])) or now - self._printed >= _SLOW_SECONDS:
            self._printed = now
            self._print(self._text(now), stays=True)

    def end(self) -> None:
        """Clear the line of a terminal."""
        if sys.stdout.isatty():
            self._print("")

    def _text(self, now: float) -> str:
        count = max(self._count, self._number)
        minutes = int(now - self._since) // 60
        waited = f", đã {minutes} phút" if minutes else ""
        size = f", {self._got}{self._size}" if self._size else ""
        package = f" ({self._name}{size})" if self._name else ""
        return f"Đang tải {self._what}: {self._number} trên {count} gói{package}{waited}…"

    def _print(self, text: str, *, stays: bool = False) -> None:
        if sys.stdout.isatty():
            width = shutil.get_terminal_size().columns - 1
            # What pip says of errors begins at the line's start again.
            text = "\r" + (f"{text}\n" if stays else f"{text[:width].ljust(width)}\r")
            print(text, end="", flush=True)
        else:
            print(text, flush=True)


def run(
    command: Sequence[str],
    shown: Shown,
    *,
    folder: Path,
    environment: Mapping[str, str],
    errors: int | None = None,
) -> int:
    """Run pip or npm, and show what it fetches.

    Args:
        command: The command.
        shown: What people see.
        folder: Where it runs.
        environment: Its variables.
        errors: ``subprocess.STDOUT`` where it tells on the other stream what it does, as npm.

    Returns:
        Its code.
    """
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=errors,
        encoding="utf-8",
        errors="replace",
    ) as process:
        threading.Thread(target=_pass_on, args=(process.stdout, lines), daemon=True).start()
        while True:
            line: str | None = ""
            with contextlib.suppress(queue.Empty):
                line = lines.get(timeout=1)
            if line is None:
                break
            if line.startswith("npm error"):
                shown.end()
                sys.stderr.write(line)
            shown.take(line)
    shown.end()
    return process.returncode


def _pass_on(output: IO[str], lines: queue.SimpleQueue[str | None]) -> None:
    """Queue each line of a process, then ``None``."""
    for line in output:
        lines.put(line)
    lines.put(None)


def fetched(
    lock: Path, pip: Sequence[str], *, folder: Path, environment: Mapping[str, str]
) -> list[Path]:
    """Return the files of all packages that a lock names for this machine; fetch what is not there yet.

    Args:
        lock: The lock, with a hash of each file: what has another is not there.
        pip: The pip that fetches.
        folder: The repository.
        environment: Variables for pip.

    Raises:
        SetupError: One cannot be fetched.
    """
    store = _store(folder)
    blocks = {
        block: re.findall(r"sha256:([0-9a-f]{64})", block)
        for block in re.split(r"\n(?=\w)", lock.read_text("utf-8"))
    }
    there = _by_digest(store)
    missing = [
        block for block, all_of in blocks.items() if all_of and there.keys().isdisjoint(all_of)
    ]
    shown = Shown("thư viện", len(missing))
    command = [*pip, "download", "--no-input", "--no-deps", "--require-hashes"]
    bar = "raw" if missing and _draws_raw(command, environment) else "off"
    command += ["--only-binary", ":all:", "--progress-bar", bar]
    for first in range(0, len(missing), _BATCH):
        with tempfile.TemporaryDirectory(prefix=".", dir=store) as new:
            wanted = Path(new, "requirements.txt")
            wanted.write_text("\n".join(missing[first : first + _BATCH]) + "\n", "utf-8")
            options = ("--dest", new, "--requirement", str(wanted))
            if run([*command, *options], shown, folder=folder, environment=environment):
                raise SetupError(NOT_INSTALLED.format(lock=lock.name))
            for wheel in Path(new).glob("*.whl"):
                wheel.replace(store / wheel.name)
    there = _by_digest(store)
    used = [there[digest] for all_of in blocks.values() for digest in all_of if digest in there]
    with contextlib.suppress(OSError):  # another set-up may do the same
        for wheel in used:
            os.utime(wheel)
        for old in store.iterdir():
            if old.stat().st_mtime < time.time() - _STORED_SECONDS:
                shutil.rmtree(old) if old.is_dir() else old.unlink()
    return used


def _store(folder: Path) -> Path:
    """Return the folder, one for a machine and a Python, that keeps what was fetched; below the repository if need be."""
    kind = f"{sys.version_info.major}.{sys.version_info.minor}-{sysconfig.get_platform()}"
    base = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    with contextlib.suppress(OSError, RuntimeError):  # no home, or none to write to
        place = Path(base or Path.home() / ".cache") / "access-info" / "thu-vien" / kind
        place.mkdir(parents=True, exist_ok=True)
        if os.access(place, os.W_OK):
            return place
    place = folder / ".cache" / "thu-vien" / kind
    place.mkdir(parents=True, exist_ok=True)
    return place


def _by_digest(store: Path) -> dict[str, Path]:
    """Return SHA-256 → file of all that is kept."""
    return {hashlib.sha256(file.read_bytes()).hexdigest(): file for file in store.glob("*.whl")}


def _draws_raw(command: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Tell whether this pip can say how much of a file has come: older ones cannot."""
    asked = [*command, "--progress-bar", "raw", "--help"]
    return not subprocess.run(asked, env=environment, check=False, capture_output=True).returncode
