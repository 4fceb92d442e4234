"""The command `access-info`, which runs the same pipeline without MkDocs."""

from __future__ import annotations

import gc
import os
import sys
import threading

from access_info.waiting import STOPPED, stoppable, what_is_left


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        arguments: What was typed after `access-info`; by default what this process was started with.

    Returns:
        0 when there is no error (warnings may be printed), 1 when there is, 2 when the command
        was used wrongly, 130 when somebody ended it before its time.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if arguments is None:
        # Hardly any object is in a cycle: Python's search for them after every 700 new ones is in vain.
        gc.set_threshold(100_000)
    try:
        with stoppable(for_good=arguments is None):
            code = _run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        print(what_is_left(), file=sys.stderr, flush=True)
        code = STOPPED
        if arguments is None and threading.active_count() > 1:
            os._exit(code)  # else threads that wait for servers would hold the process up
    if arguments is None:
        gc.freeze()  # the process ends: a search for garbage would only take time
    return code


def _run(words: list[str]) -> int:
    """Run the command; a build that would change nothing ends before the slow program is loaded."""
    repeated = None
    if words[:1] == ["build"]:
        from access_info.cli.terminal.repeated import RepeatedBuild  # noqa: PLC0415 - only for a build

        repeated = RepeatedBuild.of(words)
        if repeated is not None and repeated.is_repeated():
            repeated.show()
            return 0
    from access_info.cli.commands import run_command  # noqa: PLC0415 - a repeated build does without

    return run_command(words, repeated)
