"""What files look like without being read: name, size, times, number on the disk, rights.

A file that looks as it did holds what it held, for no program can set the time of a file's last change
(stat(2), `st_ctime`). Two cases are settled by content instead: a file that was changed hardly before it
was looked at, since a further change in the same tick of the clock leaves no trace, and every file where
the system has no such time (Windows).
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Iterable
from pathlib import Path

# What programs leave beside files that people made: folders of these names are no input of a build.
PASSED_OVER = frozenset({".cache", ".git", ".venv", "__pycache__", "node_modules"})
_HAS_CHANGE_TIME = os.name != "nt"
_DIGEST_BYTES = 16
# Nanoseconds since 1970 that no file has reached: its looks never tell enough.
_NEVER_OLD = 2**63


class Appearance:
    """What some places look like.

    Attributes:
        digest: Of the names and looks of all that is there.
    """

    def __init__(self, lines: list[str], young: list[tuple[int, str]]) -> None:
        """Take what was seen.

        Args:
            lines: One for each file, and for each folder that counts.
            young: When a file was last changed, in nanoseconds since 1970, and the file.
        """
        lines.sort()
        text = "\n".join(lines).encode("utf-8", "surrogateescape")
        self.digest = hashlib.blake2b(text, digest_size=_DIGEST_BYTES).hexdigest()
        self._young = young

    def contents(self, moment: int) -> str:
        """Digest the contents of files whose looks tell too little.

        Args:
            moment: Nanoseconds since 1970: these files were changed then or later.

        Returns:
            The digest; "" when there are no such files.

        Raises:
            OSError: One cannot be read.
        """
        paths = sorted(path for changed, path in self._young if changed >= moment)
        return digest_of_files(map(Path, paths)) if paths else ""


def digest_of_files(paths: Iterable[Path]) -> str:
    """Digest names and contents of files, in their order.

    Raises:
        OSError: One cannot be read.
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
    """Look at what a build reads: every file, through links, and every folder, for an empty one counts.

    Args:
        places: Absolute paths of files and folders; one that is not there is noted as that.
        since: Nanoseconds since 1970: files changed then or later may be asked for their contents.
        left_out: Paths below the places that are not looked at.

    Raises:
        OSError: A folder cannot be listed.
    """
    lines: list[str] = []
    young: list[tuple[int, str]] = []
    waiting = list(places)
    through_links: set[tuple[int, int]] = set()
    for path in waiting:  # grows on the way
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
                        _note(entry.path, entry.stat(follow_symlinks=False), since, lines, young)
                    else:
                        waiting.append(entry.path)
        else:
            _note(path, status, since, lines, young)
    return Appearance(lines, young)


def appearance_of_output(folder: str, *, since: int) -> Appearance:
    """Look at what a build wrote: every file and every link in a folder.

    Args:
        folder: Its absolute path.
        since: As `appearance_of_inputs` has it.

    Raises:
        OSError: A folder cannot be listed, or there is none.
    """
    lines: list[str] = []
    young: list[tuple[int, str]] = []
    waiting = [folder]
    for path in waiting:  # grows on the way
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    _note(entry.path, entry.stat(follow_symlinks=False), since, lines, young)
    return Appearance(lines, young)


def _status(path: str, *, follow: bool = False) -> os.stat_result | None:
    """Return what the system knows of a file or folder; `None` if there is none."""
    try:
        return os.stat(path, follow_symlinks=follow)  # noqa: PTH116 - thousands of files
    except (FileNotFoundError, NotADirectoryError):
        return None


def _note(
    path: str, status: os.stat_result, since: int, lines: list[str], young: list[tuple[int, str]]
) -> None:
    """Add what one file looks like."""
    modified, changed = status.st_mtime_ns, status.st_ctime_ns
    size, number, mode = status.st_size, status.st_ino, status.st_mode
    lines.append(f"{path}\0{size} {modified} {changed} {number} {mode}")
    latest = max(modified, changed) if _HAS_CHANGE_TIME else _NEVER_OLD
    if latest >= since and stat.S_ISREG(mode):
        young.append((latest, path))
