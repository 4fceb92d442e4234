"""Readers of foreign files in processes forked from one that has loaded them, with the same limits.

Starting an interpreter and loading a reader is most of what reading a small file costs. What the child does
is the program's own from `main` on: limits, guard, reading, answer.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from access_info.office_files import child, sandbox
from access_info.office_files.limits import LIMITS, Purpose


class Reader:
    """What `sandbox` uses of a `subprocess.Popen`.

    Attributes:
        stdin: Questions, a line each.
        stdout: Answers, a line each.
    """

    def __init__(
        self, context: BaseContext, command: Sequence[str], env: Mapping[str, str]
    ) -> None:
        questions, asking = context.Pipe(duplex=False)
        answering, answers = context.Pipe(duplex=False)
        self._process = context.Process(  # type: ignore[attr-defined]
            target=_answer, args=(questions, answers, list(command), dict(env)), daemon=True
        )
        self._process.start()
        questions.close()
        answers.close()
        self.stdin, self.stdout = _opened(asking, "wb"), _opened(answering, "rb")

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def communicate(self) -> None:
        """Close the pipes once the process has ended."""
        self._process.join()
        self.stdin.close()
        self.stdout.close()

    def wait(self, timeout: float) -> int:
        """Return the exit code of the process once it has ended.

        Args:
            timeout: Seconds to wait at most.

        Raises:
            TimeoutExpired: It runs still.
        """
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("reader", timeout)
        return self._process.exitcode


def fork_here() -> None:
    """Let this process, which has all loaded, fork its readers itself."""
    sandbox.subprocess = processes(lambda: multiprocessing.get_context("fork"))  # type: ignore[assignment]


def processes(context: Callable[[], BaseContext]) -> SimpleNamespace:
    """Return what stands for the module `subprocess` in `sandbox`.

    Args:
        context: Gives what forks: the server of loaded processes, or a process that is loaded itself.
    """
    return SimpleNamespace(
        Popen=lambda command, *, env, **_: Reader(context(), command, env),
        PIPE=subprocess.PIPE,
        DEVNULL=subprocess.DEVNULL,
        TimeoutExpired=subprocess.TimeoutExpired,
    )


def _opened(connection: Connection, mode: str) -> Any:
    file = os.fdopen(os.dup(connection.fileno()), mode)
    connection.close()
    return file


def _answer(
    questions: Connection, answers: Connection, command: list[str], environ: dict[str, str]
) -> None:
    """Be the child that a command line starts."""
    silent = os.open(os.devnull, os.O_WRONLY)
    for number, source in enumerate((questions.fileno(), answers.fileno(), silent)):
        os.dup2(source, number)
    # A new process has no other file open, and may not open many.
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    sys.stdin = sys.__stdin__ = os.fdopen(0, encoding="utf-8")
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", encoding="utf-8")
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = command[command.index("access_info.office_files.child") :]
    _keep_room(Purpose(sys.argv[1]))
    sys.exit(child.main())


def _keep_room(purpose: Purpose) -> None:
    """Leave a reader as much address space as a new one has, whatever tests loaded before it was forked."""
    sizes = Path("/proc/self/statm")
    if sizes.exists():
        inherited = int(sizes.read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
        limits = LIMITS[purpose]
        LIMITS[purpose] = dataclasses.replace(limits, memory=limits.memory + inherited)
