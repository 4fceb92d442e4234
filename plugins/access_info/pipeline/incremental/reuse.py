"""Taking over what the last builds wrote, instead of writing it again.

Two generations are kept: the site, which readers see and which is never touched, and a spare,
the generation before it. A folder of the spare that is still right is moved into the new site
in one step; where only the site has it, its files are linked. Whatever was touched since, or
holds a file of somebody else's, is not taken.

A file is as it was written while its size and all its times are: no program can set the time of a
file's last change (stat(2), `st_ctime`). Where only that time differs (a linked file, a site that was
copied here), or where the system has no such time (Windows), the content itself is compared.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

# Size in bytes, time of modification and time of change in nanoseconds.
Seen = tuple[int, int, int]
# Path below the output folder → what it looks like.
Files = Mapping[str, Seen]
_HAS_CHANGE_TIME = os.name != "nt"
_NO_FILE: Seen = (-1, -1, -1)


def seen(path: Path) -> Seen:
    """Return what a file looks like without reading it: size and times.

    Raises:
        OSError: There is none.
    """
    return _seen(path.stat(follow_symlinks=False))


def _seen(status: os.stat_result) -> Seen:
    if not stat.S_ISREG(status.st_mode):
        return _NO_FILE
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def digest_of(root: Path, names: Iterable[str]) -> str:
    """Digest the names and contents of files.

    Args:
        root: The output folder.
        names: Paths below it.

    Raises:
        OSError: One cannot be read.
    """
    whole = hashlib.blake2b(digest_size=16)
    for name in sorted(names):
        content = (root / name).read_bytes()
        whole.update(f"{name}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def _is_unchanged(root: Path, present: Files, files: Files, digest: str) -> bool:
    """Tell whether files that are there are those that were written.

    Args:
        root: The output folder.
        present: What is there.
        files: What was written.
        digest: Its digest.
    """
    if present.keys() != files.keys() or any(
        present[name][:2] != files[name][:2] for name in files
    ):
        return False
    if _HAS_CHANGE_TIME and dict(present) == dict(files):
        return True
    try:
        return digest_of(root, files) == digest
    except OSError:
        return False


def move_folder(source: Path, target: Path, folder: str, files: Files, digest: str) -> bool:
    """Move a whole folder of one output folder into another.

    Args:
        source: Output folder that may be spoilt.
        target: The new output folder.
        folder: The folder's path below both.
        files: Everything that must stand in it, by path below the output folder.
        digest: Of all of it.

    Returns:
        Whether it was moved; it is not if anything in it differs.
    """
    if not folder or source.is_symlink():
        return False
    if not _is_unchanged(source, _files_below(source, folder), files, digest):
        return False
    place = target / folder
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        (source / folder).rename(place)
    except OSError:
        return False
    return True


def link_files(source: Path, target: Path, files: Files, digest: str) -> bool:
    """Link files of one output folder into another; copy them where links are not to be had.

    Returns:
        Whether all were as expected and are now in `target`.
    """
    try:
        present = {name: seen(source / name) for name in files}
    except OSError:
        return False
    if not _is_unchanged(source, present, files, digest):
        return False
    folders: set[Path] = set()
    for file in files:
        place = target / file
        if place.parent not in folders:
            place.parent.mkdir(parents=True, exist_ok=True)
            folders.add(place.parent)
        try:
            os.link(source / file, place)
        except OSError:
            shutil.copy2(source / file, place)
    return True


def same_site(new: Path, site: Path, files: Files) -> bool:
    """Tell whether a site already is what a build would make of it.

    Args:
        new: What was written of it anew: everything but `files`.
        site: The site.
        files: What would be taken over from it.
    """
    rest = dict(files)
    fresh = _files_below(new, "")
    for name, now in _files_below(site, "").items():
        expected = rest.pop(name, None)
        if expected is not None:
            if expected != now:
                return False
        elif (
            name not in fresh
            or fresh.pop(name)[0] != now[0]
            or (new / name).read_bytes() != (site / name).read_bytes()
        ):
            return False
    return not rest and not fresh


def _files_below(root: Path, folder: str) -> dict[str, Seen]:
    """Find every file below a folder, and what each looks like."""
    files: dict[str, Seen] = {}
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
                        files[name] = _seen(entry.stat(follow_symlinks=False))
        except OSError:
            return {}
    return files
