"""The last change of an agency's folder or of a file, from git."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import shutil
import subprocess
from collections.abc import Collection, Generator
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
    wanted = set(ids)
    commits: dict[str, Commit] = {}
    with contextlib.closing(_changes(agencies)) as changes:
        for commit, path in changes:
            folder = path.partition("/")[0]
            if folder in wanted:
                commits[folder] = commit
                wanted.remove(folder)
                if not wanted:
                    break
    return commits


def last_days(folder: Path) -> dict[str, str]:
    """Find the ISO day of the last commit that touched each file below a folder.

    Args:
        folder: The folder.

    Returns:
        By path below it, of files that are gone too; empty as `last_commits` is.
    """
    days: dict[str, str] = {}
    for commit, path in _changes(folder):
        days.setdefault(path, commit.date.isoformat())
    return days


def _changes(folder: Path) -> Generator[tuple[Commit, str]]:
    """Yield each commit and path that it touched below a folder, the newest commit first."""
    git = shutil.which("git")
    if git is None or _ask(git, folder, "rev-parse", "--is-shallow-repository") != "false\n":
        return
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
    with subprocess.Popen(  # noqa: S603 - our own words, no shell
        [git, "-c", "core.quotePath=false", *log],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        errors="replace",
    ) as process:
        commit: Commit | None = None
        try:
            for line in process.stdout or ():
                if line.startswith(_MARK):
                    name, _, day = line[1:].strip().partition(" ")
                    commit = Commit(name, datetime.date.fromisoformat(day))
                elif commit is not None and line.strip():
                    yield commit, line.rstrip("\n")
        finally:
            process.terminate()


def _ask(git: str, folder: Path, *words: str) -> str:
    """Return what git answers; "" when it refuses."""
    done = subprocess.run(  # noqa: S603 - our own words, no shell
        [git, *words], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )
    return "" if done.returncode else done.stdout
