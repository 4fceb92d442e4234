"""The last change of each agency's folder, from git."""

from __future__ import annotations

import dataclasses
import datetime
import shutil
import subprocess
from collections.abc import Collection
from pathlib import Path

_MARK = "\0"


@dataclasses.dataclass(frozen=True)
class Commit:
    """A change of the data that was kept.

    Attributes:
        id: The full object name.
        date: The day it was committed, in the committer's own time zone.
    """

    id: str
    date: datetime.date


def last_commits(agencies: Path, ids: Collection[str]) -> dict[str, Commit]:
    """Find the last commit that touched each agency's folder.

    Args:
        agencies: The folder of agencies.
        ids: Folder names.

    Returns:
        By folder name; empty when there is no git, no history, or only the shallow end of one,
        which would name a commit that did not touch the folder.
    """
    git = shutil.which("git")
    if git is None or _ask(git, agencies, "rev-parse", "--is-shallow-repository") != "false\n":
        return {}
    log = (
        "log",
        "--format=%x00%H %cs",
        "-c",
        "--name-only",
        "--relative",
        "--no-renames",
        "--",
        ".",
    )
    wanted = set(ids)
    commits: dict[str, Commit] = {}
    with subprocess.Popen(  # noqa: S603 - our own words, no shell
        [git, "-c", "core.quotePath=false", *log],
        cwd=agencies,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
    ) as process:
        commit: Commit | None = None
        for line in process.stdout or ():
            if line.startswith(_MARK):
                name, _, day = line[1:].strip().partition(" ")
                commit = Commit(name, datetime.date.fromisoformat(day))
                continue
            folder = line.partition("/")[0]
            if commit is not None and folder in wanted:
                commits[folder] = commit
                wanted.remove(folder)
                if not wanted:
                    process.terminate()
                    break
    return commits


def _ask(git: str, folder: Path, *words: str) -> str:
    """Return what git answers; "" when it refuses."""
    done = subprocess.run(  # noqa: S603 - our own words, no shell
        [git, *words], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    return "" if done.returncode else done.stdout
