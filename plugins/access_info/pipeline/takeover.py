"""Taking over what the last builds wrote, instead of writing it again.

Two generations are kept: the site, which readers see and which is never touched, and a spare,
the generation before it. A folder of the spare that is still right is moved into the new site
in one step; where only the site has it, its files are linked. Whatever was touched since, or
holds a file of somebody else's, is not taken.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

# Path below the output folder → size in bytes and modification time in nanoseconds.
Files = Mapping[str, tuple[int, int]]


def move_folder(source: Path, target: Path, folder: str, files: Files) -> bool:
    """Moves a whole folder of one output folder into another.

    Args:
        source: Output folder that may be spoilt.
        target: The new output folder.
        folder: The folder's path below both.
        files: Everything that must stand in it, by path below the output folder.

    Returns:
        Whether it was moved; it is not if anything in it differs.
    """
    if not folder or _found(source, folder) != dict(files):
        return False
    place = target / folder
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        (source / folder).rename(place)
    except OSError:
        return False
    return True


def link_files(source: Path, target: Path, files: Files) -> bool:
    """Links files of one output folder into another; copies where links are not to be had.

    Returns:
        Whether all were as expected and are now in `target`.
    """
    for file, expected in files.items():
        try:
            stat = (source / file).stat()
        except OSError:
            return False
        if (stat.st_size, stat.st_mtime_ns) != expected:
            return False
    made: set[Path] = set()
    for file in files:
        place = target / file
        if place.parent not in made:
            place.parent.mkdir(parents=True, exist_ok=True)
            made.add(place.parent)
        try:
            os.link(source / file, place)
        except OSError:
            shutil.copy2(source / file, place)
    return True


def same_site(new: Path, site: Path, files: Files) -> bool:
    """Whether a site already is what a build would make of it.

    Args:
        new: What was written of it anew: everything but `files`.
        site: The site.
        files: What would be taken over from it.
    """
    rest = dict(files)
    fresh = _found(new, "")
    for name, seen in _found(site, "").items():
        expected = rest.pop(name, None)
        if expected is not None:
            if expected != seen:
                return False
        elif (
            name not in fresh
            or fresh.pop(name)[0] != seen[0]
            or (new / name).read_bytes() != (site / name).read_bytes()
        ):
            return False
    return not rest and not fresh


def _found(root: Path, folder: str) -> dict[str, tuple[int, int]]:
    """Every file below a folder."""
    found: dict[str, tuple[int, int]] = {}
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(os.path.join(root, here)) as entries:  # noqa: PTH118 - thousands of folders
                for entry in entries:
                    name = f"{here}/{entry.name}" if here else entry.name
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(name)
                    else:
                        stat = entry.stat(follow_symlinks=False)
                        found[name] = stat.st_size, stat.st_mtime_ns
        except OSError:
            return {}
    return found
