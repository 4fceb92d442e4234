"""What agencies contribute to pages and files about all of them, read back one agency at a time."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from access_info.pipeline.incremental.agency_build import AgencyBuild
from access_info.pipeline.preparation.agency import AgencyTask, contribution_key, prepare_agency

T = TypeVar("T")


def contributed(
    task: AgencyTask,
    builds: Mapping[str, AgencyBuild],
    read: Callable[[Path, str, str, str], T | None],
) -> Iterator[tuple[str, T]]:
    """Yield each agency with what it contributes; nothing where a site is only checked.

    Args:
        task: Makes a contribution anew that was there a moment ago and is not now.
        builds: By agency.
        read: Reads the part that is wanted of a contribution: folder, agency, key, look.

    Raises:
        FileNotFoundError: What was just made anew is gone again.
    """
    folder = task.contributions
    if folder is None:
        return
    for name, build in builds.items():
        if build.summary is None:
            continue
        part = read(folder, name, _key(task, build), build.contributed)
        if part is None:
            # Its data may have been saved anew meanwhile.
            part = read(folder, name, _key(task, prepare_agency(task, name)), "")
        if part is None:
            raise FileNotFoundError(errno.ENOENT, "gone", (folder / f"{name}.txt").as_posix())
        yield name, part


def _key(task: AgencyTask, build: AgencyBuild) -> str:
    span = build.valid_from, build.valid_to
    return contribution_key(task.key, build.fingerprint, span, build.followed)
