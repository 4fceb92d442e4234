"""Has foreign files read by a child process with little memory, little time and few rights.

This process never looks into a file: what a hostile one does to a library, it does to the child.
`guard` says what the child is kept from, and what not.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, TypeAlias

from access_info.office_files.limits import LIMITS, Purpose

# Variables that the interpreter needs to start: no user's name, no token, no path to programs.
_ALLOWED = (
    *("PYTHONHOME", "PYTHONPATH", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE"),
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TESSDATA_PREFIX"),
)
_ENDING = 5  # seconds that the system may take to end a process
# Exit codes of a process that the system ended for using more than it may.
_EXHAUSTED = frozenset(
    -getattr(signal, name) for name in ("SIGXCPU", "SIGKILL") if hasattr(signal, name)
)


class Failure(StrEnum):
    """Reasons why there is no answer."""

    BROKEN = "broken"
    TOO_LONG = "too-long"
    MEMORY = "memory"
    ANSWER = "answer"


Answer: TypeAlias = Mapping[str, Any]


class Child:
    """A process that reads files for one purpose, one after the other."""

    def __init__(self, purpose: Purpose, task: str, *, program: str = "") -> None:
        """Start the process.

        Args:
            purpose: The purpose of reading files, which sets the limits.
            task: The reader, `package.module:function`.
            program: Full path of the one program that the reader may start, or "".
        """
        self._limits = LIMITS[purpose]
        # Without the current folder on its path: the checked data may hold Python modules.
        command = [sys.executable, "-P", "-X", "utf8", "-m", "access_info.office_files.child"]
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [*command, purpose, task, *([program] if program else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )
        self._lines: queue.Queue[bytes] = queue.Queue()
        output = self._process.stdout
        self._listener = threading.Thread(target=self._listen, args=(output,), daemon=True)
        self._listener.start()

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        # It ends with the process; a pipe must not be closed while it is read from.
        self._listener.join(timeout=_ENDING)
        self._process.communicate()

    def ask(self, path: Path, **given: object) -> Answer | Failure:
        """Return what the reader answers of a file; after a failure the child is of no use.

        Args:
            path: The file, absolute.
            given: Further arguments of the reader, as JSON can carry them.
        """
        if self._process.stdin is None:
            return Failure.BROKEN
        question = json.dumps({"path": str(path), "given": given})
        try:
            self._process.stdin.write(question.encode() + b"\n")
            self._process.stdin.flush()
            line = self._lines.get(timeout=self._limits.patience)
        except queue.Empty:
            return Failure.TOO_LONG
        except OSError:
            line = b""
        return _parsed(line) if line else self._ended()

    def _ended(self) -> Failure:
        """Tell why the process ended."""
        try:
            code = self._process.wait(timeout=self._limits.patience)
        except subprocess.TimeoutExpired:
            return Failure.BROKEN
        return Failure.TOO_LONG if code in _EXHAUSTED else Failure.BROKEN

    def _listen(self, output: IO[bytes]) -> None:
        """Hand over each line, then an empty one; a line without end is cut, and so no answer."""
        while line := output.readline(self._limits.answer + 1):
            self._lines.put(line)
        self._lines.put(b"")


def ask_child(path: Path, purpose: Purpose, task: str, **given: object) -> Answer | Failure:
    """Have one file read by a child of its own.

    Args:
        path: The file, absolute.
        purpose: The purpose of reading it.
        task: The reader, `package.module:function`.
        given: Further arguments of the reader, as JSON can carry them.
    """
    with Child(purpose, task) as child:
        return child.ask(path, **given)


def ask_each(
    files: Mapping[str, Path],
    purpose: Purpose,
    task: str,
    *,
    given: Mapping[str, object],
    program: str = "",
) -> Iterator[tuple[str, Answer | None]]:
    """Yield what the reader answers of each file, by its key; `None` for one that broke its process.

    Args:
        files: The files.
        purpose: The purpose of reading them.
        task: The reader, `package.module:function`.
        given: Further arguments of the reader, as JSON can carry them.
        program: Full path of the one program that the reader may start, or "".
    """
    waiting = list(files.items())
    while waiting:
        with Child(purpose, task, program=program) as child:
            while waiting:
                key, path = waiting.pop(0)
                answer = child.ask(path.absolute(), **given)
                yield key, None if isinstance(answer, Failure) else answer
                if isinstance(answer, Failure):
                    break


def environment() -> dict[str, str]:
    """Return the environment of a child: what is allowed of ours, and the path of this package."""
    allowed = {name: os.environ[name] for name in _ALLOWED if name in os.environ}
    package = str(Path(__file__).resolve().parents[2])
    paths = (package, allowed.get("PYTHONPATH", ""))
    return {**allowed, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _parsed(line: bytes) -> Answer | Failure:
    try:
        answer = json.loads(line)
        if "failure" in answer:
            return Failure(answer["failure"])
        inner = answer["answer"]
    except (ValueError, KeyError, TypeError):
        return Failure.BROKEN
    return inner if isinstance(inner, dict) else Failure.BROKEN
