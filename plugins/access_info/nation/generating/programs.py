"""Programs that a task runs: they end when the task does."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

# Seconds for a program to clear away what it has begun, when it is ended before its time.
_CLEARING = 2.0


@contextlib.contextmanager
def program(
    words: Sequence[str],
    *,
    environment: dict[str, str],
    folder: Path | None = None,
    output: int | IO[bytes] = subprocess.PIPE,
    errors: int | IO[bytes] = subprocess.DEVNULL,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program that asks nobody anything; one that still runs when the context ends is ended.

    Args:
        words: The program and what it is told; no shell reads them.
        environment: Its variables.
        folder: Where it runs.
        output: Where its output goes, as `subprocess` has it.
        errors: Where its errors go.
    """
    with subprocess.Popen(  # noqa: S603 - our own words, no shell
        words,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(_CLEARING)
                except subprocess.TimeoutExpired:
                    process.kill()
