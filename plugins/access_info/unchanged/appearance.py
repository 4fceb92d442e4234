"""Fingerprints of files from their metadata alone: name, size, times, inode, rights.

Same metadata, same content: no program can set the time of a file's last change (stat(2),
`st_ctime`). Two cases are settled by content instead: a file that was changed just before its
metadata was read, since a second change in the same tick of the clock leaves no trace, and every
file on a system without such a time (Windows).
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Iterable
from pathlib import Path

# Folders that tools make beside people's files; they are no input of a build.
PASSED_OVER = frozenset({".cache", ".git", ".venv", "__pycache__", "node_modules"})
_HAS_CHANGE_TIME = os.name != "nt"
_DIGEST_BYTES = 16
# Stands for a change time in the far future (nanoseconds since 1970): always compare the content.
_NEVER_OLD = 2**63


class Appearance:
    """The metadata of all files in some folders, as one digest.

    Attributes:
        digest: Hash of the paths and metadata of all files.
    """

    def __init__(self, lines: list[str], young: list[tuple[int, str]]) -> None:
        """Hash the metadata that was collected.

        Args:
            lines: Path and metadata, one line for each file and for each folder that counts.
            young: Files changed so recently that a second change might leave the metadata the same:
                (time of the last change in nanoseconds since 1970, path).
        """
        lines.sort()
        text = "\n".join(lines).encode("utf-8", "surrogateescape")
        self.digest = hashlib.blake2b(text, digest_size=_DIGEST_BYTES).hexdigest()
        self._young = young

    def contents(self, moment: int) -> str:
        """Hash the contents of the files changed since a moment, whose metadata does not suffice.

        Args:
            moment: Nanoseconds since 1970.

        Returns:
            The hash; "" when no file was changed since.

        Raises:
            OSError: A file cannot be read.
        """
        paths = sorted(path for changed, path in self._young if changed >= moment)
        return digest_of_files(map(Path, paths)) if paths else ""


def digest_of_files(paths: Iterable[Path]) -> str:
    """Hash paths and contents of files, in the order given.

    Raises:
        OSError: A file cannot be read.
    """
    whole = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for path in paths:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, hashlib.blake2b).hexdigest()
        whole.update(f"{path}\0{content}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def appearance_of_inputs(
    places: Iterable[str], *, since: int, left_out: Collection[str] = ()
) -> Appearance:
    """Collect the metadata of everything that a build reads: files, folders, and targets of links.

    Folders count by themselves, since an empty one may matter to a build.

    Args:
        places: Absolute paths of files and folders; a missing one is recorded as missing.
        since: Nanoseconds since 1970: of files changed then or later, `Appearance.contents` can
            hash the content.
        left_out: Paths below the places that are skipped.

    Raises:
        OSError: A folder cannot be listed.
    """
    lines: list[str] = []
    young: list[tuple[int, str]] = []
    waiting = list(places)
    through_links: set[tuple[int, int]] = set()
    for path in waiting:  # grows during the loop
        status = _status(path)
        if status is None:
            lines.append(f"{path}\0-")
        elif stat.S_ISLNK(status.st_mode):
            lines.append(f"{path}\0{os.readlink(path)}")  # noqa: PTH115 - thousands of files
            target = _status(path, follow=True)
            if target is not None and (target.st_dev, target.st_ino) not in through_links:
                through_links.add((target.st_dev, target.st_ino))
                waiting.append(os.path.realpath(path))
        elif stat.S_ISDIR(status.st_mode):
            lines.append(f"{path}/")
            with os.scandir(path) as entries:
                for entry in entries:
                    if entry.path in left_out or entry.name in PASSED_OVER:
                        continue
                    if entry.is_file(follow_symlinks=False):
                        _record(entry.path, entry.stat(follow_symlinks=False), since, lines, young)
                    else:
                        waiting.append(entry.path)
        else:
            _record(path, status, since, lines, young)
    return Appearance(lines, young)


def appearance_of_output(folder: str, *, since: int) -> Appearance:
    """Collect the metadata of everything that a build wrote: every file and link below a folder.

    Args:
        folder: Absolute path of the output folder.
        since: Nanoseconds since 1970: of files changed then or later, `Appearance.contents` can
            hash the content.

    Raises:
        OSError: The folder does not exist, or one below it cannot be listed.
    """
    lines: list[str] = []
    young: list[tuple[int, str]] = []
    waiting = [folder]
    for path in waiting:  # grows during the loop
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    _record(entry.path, entry.stat(follow_symlinks=False), since, lines, young)
    return Appearance(lines, young)


def _status(path: str, *, follow: bool = False) -> os.stat_result | None:
    """Return the metadata (stat) of a file, folder or link; `None` if there is none.

    Args:
        path: Its path.
        follow: Whether to return the metadata of a link's target instead of the link's own.
    """
    try:
        return os.stat(path, follow_symlinks=follow)  # noqa: PTH116 - thousands of files
    except (FileNotFoundError, NotADirectoryError):
        return None


def _record(
    path: str, status: os.stat_result, since: int, lines: list[str], young: list[tuple[int, str]]
) -> None:
    """Append a file's metadata to `lines`, and the file to `young` if it was changed since a moment.

    Where the system keeps no time of change (Windows), every file counts as changed just now.
    """
    modified, changed = status.st_mtime_ns, status.st_ctime_ns
    size, number, mode = status.st_size, status.st_ino, status.st_mode
    lines.append(f"{path}\0{size} {modified} {changed} {number} {mode}")
    latest = max(modified, changed) if _HAS_CHANGE_TIME else _NEVER_OLD
    if latest >= since and stat.S_ISREG(mode):
        young.append((latest, path))
