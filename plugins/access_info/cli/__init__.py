"""`access-info`: the same pipeline without MkDocs, one module for each command."""

from __future__ import annotations

import gc
import sys

from access_info.cli.terminal.repeated import RepeatedBuild


def main(arguments: list[str] | None = None) -> int:
    """Run one command; a build that would change nothing is told before the program is loaded.

    Args:
        arguments: What was typed after `access-info`; by default what this process was started with.

    Returns:
        0 when there is no error (warnings may be printed), 1 when there is, 2 when the command
        was used wrongly.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = sys.argv[1:] if arguments is None else arguments
    repeated = RepeatedBuild.of(words)
    if repeated is not None and repeated.is_repeated():
        repeated.show()
        return 0
    from access_info.cli.commands import run_command  # noqa: PLC0415 - takes half a second

    code = run_command(words, repeated)
    if arguments is None:
        gc.freeze()  # the process ends: nothing need be searched for cycles any more
    return code
