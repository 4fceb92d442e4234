"""Have files from outside read by a child process with little memory, little time and few rights.

The parent never parses such a file: a hostile file can only harm the child. The parent sends a question for
each file, the child answers with the result as JSON. `child.Guard` says what the child may not do.
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

from access_info.office_files.limits import EXHAUSTED, LIMITS, Purpose

# Variables that the interpreter needs to start: no user's name, no token, no path to programs.
_ALLOWED = (
    *("PYTHONHOME", "PYTHONPATH", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE"),
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TESSDATA_PREFIX"),
)
_ENDING = 5  # seconds that the system may take to end a process
# Exit codes of a process that the system ended for using more time or memory than it may.
_EXHAUSTED = frozenset(
    {EXHAUSTED, *(-getattr(signal, name, 0) for name in ("SIGXCPU", "SIGKILL"))} - {0}
)


class Failure(StrEnum):
    """Reasons why the child gave no answer.

    `BROKEN`: it crashed or failed; `TOO_LONG`: it used too much processor time; `WAITING`: it waited too
    long, whatever for; `MEMORY`: it ran out of memory; `ANSWER`: its answer was too long.
    """

    BROKEN = "broken"
    TOO_LONG = "too-long"
    WAITING = "waiting"
    MEMORY = "memory"
    ANSWER = "answer"


Answer: TypeAlias = Mapping[str, Any]


class Child:
    """A child process that reads files for one purpose, one after the other, until the `with` block ends."""

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
        """Return the reader's answer for a file; after a failure the child cannot be asked again.

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
            return Failure.WAITING
        except OSError:
            line = b""
        return _parsed(line) if line else self._ended()

    def _ended(self) -> Failure:
        """Return why the process ended without an answer, by its exit code."""
        try:
            code = self._process.wait(timeout=self._limits.patience)
        except subprocess.TimeoutExpired:
            return Failure.BROKEN
        return Failure.TOO_LONG if code in _EXHAUSTED else Failure.BROKEN

    def _listen(self, output: IO[bytes]) -> None:
        """Queue each line that the child prints, then an empty one for its end; runs in a thread.

        A line longer than an answer may be is cut, so that it is no valid JSON.
        """
        while line := output.readline(self._limits.answer + 1):
            self._lines.put(line)
        self._lines.put(b"")


def ask_child(path: Path, purpose: Purpose, task: str, **given: object) -> Answer | Failure:
    """Return the reader's answer for one file, read by a child process of its own.

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
    """Yield (key, the reader's answer) of each file; the answer is `None` for a file that broke its child.

    One child reads them all; after a file that breaks it, another child goes on with the next. Where it ran out
    of processor time, files before may have used it: the other child tries the same file first.

    Args:
        files: Key → file.
        purpose: The purpose of reading them.
        task: The reader, `package.module:function`.
        given: Further arguments of the reader, as JSON can carry them.
        program: Full path of the one program that the reader may start, or "".
    """
    waiting = list(files.items())
    while waiting:
        first = True
        with Child(purpose, task, program=program) as child:
            while waiting:
                key, path = waiting[0]
                answer = child.ask(path.absolute(), **given)
                if answer is Failure.TOO_LONG and not first:
                    break
                del waiting[0]
                yield key, None if isinstance(answer, Failure) else answer
                if isinstance(answer, Failure):
                    break
                first = False


def overrun(failure: Failure, purpose: Purpose) -> str:
    """Return in Vietnamese the time that a child has used up; "" for a failure of another kind."""
    limits = LIMITS[purpose]
    if failure is Failure.TOO_LONG:
        return f"{limits.computing} giây máy tính chạy (CPU)"
    if failure is Failure.WAITING:
        return f"{limits.patience} giây chờ (kể cả lúc máy bận việc khác)"
    return ""


def environment() -> dict[str, str]:
    """Return the environment variables of a child: a few harmless ones of ours, and the path of this package."""
    allowed = {name: os.environ[name] for name in _ALLOWED if name in os.environ}
    package = str(Path(__file__).resolve().parents[2])
    paths = (package, allowed.get("PYTHONPATH", ""))
    return {**allowed, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def _parsed(line: bytes) -> Answer | Failure:
    """Return the answer in a line of the child; a failure for a reported one or invalid JSON."""
    try:
        answer = json.loads(line)
        if "failure" in answer:
            return Failure(answer["failure"])
        inner = answer["answer"]
    except (ValueError, KeyError, TypeError):
        return Failure.BROKEN
    return inner if isinstance(inner, dict) else Failure.BROKEN
