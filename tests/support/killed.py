"""Builds that are killed at a moment that is counted, not timed: the same on every machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# Builds, and counts each change of the file system that it asks for; dies before the one that is due.
_COUNTING = """
import os, runpy, signal, sys

due, count = int(sys.argv[1]), 0
changes = {"os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink"}
writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT
ours = os.getcwd() + os.sep

def tally(event, arguments):
    global count
    if event in changes or event == "open" and isinstance(arguments[2], int) and arguments[2] & writes:
        count += str(arguments[0]).startswith(ours)
        if count == due:
            os.killpg(0, signal.SIGKILL)

sys.addaudithook(tally)
sys.argv = ["mkdocs", "build"]
try:
    runpy.run_module("mkdocs", run_name="__main__")
finally:
    print(count)
"""


def build_until(folder: Path, due: int) -> tuple[int, int]:
    """`mkdocs build` that is killed before a change of the file system that is due: its code, its count."""
    done = subprocess.run(
        [sys.executable, "-c", _COUNTING, str(due)],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795478400"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
        start_new_session=True,
    )
    return done.returncode, int(done.stdout or -1)
