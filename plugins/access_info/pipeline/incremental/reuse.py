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

import functools
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

# Size in bytes, time of modification and time of change in nanoseconds.
Seen = tuple[int, int, int]
# Path below the output folder → what it looks like.
Files = Mapping[str, Seen]
# SHA-256 of files, one after another in the order of their names; of all of a site it is short enough.
Hashes = bytes
HASH_BYTES = 32
_HAS_CHANGE_TIME = os.name != "nt"
_NO_FILE: Seen = (-1, -1, -1)
_READ_AT_ONCE = 1 << 20
# A line of `Published.looks`: “co-quan/a/index.html\0 5120 1795478400000000000 41000”.
_LOOK = re.compile(r"([^\0\n]+)\0(-?\d+) [^\n]*")


class Published:
    """Files that a build wrote for one agency.

    Attributes:
        key: Of the shells, names and data that went into them; one line.
        hashes: Of each of them, as `hashes_of` makes them.
        size: Bytes of all of them.
        looks: For each file a line: path below the output folder, a zero byte, size and times. It is
            compared and stored as a whole; few builds ask for a single file.
    """

    def __init__(self, key: str, files: Files, hashes: Hashes = b"") -> None:
        """Take what was written.

        Args:
            key: One line.
            files: What each file looks like.
            hashes: Of each of them.
        """
        self.key, self.hashes = key, hashes
        self.size = sum(file[0] for file in files.values())
        self.looks = "\n".join(_look(name, files[name]) for name in sorted(files))

    @classmethod
    def stored(cls, content: bytes) -> Published:
        """Take what `as_text` gave."""
        published = cls("", {})
        key, size, hash_bytes, rest = content.split(b"\n", 3)
        end = int(hash_bytes)
        published.key, published.size = key.decode(), int(size)
        published.hashes, published.looks = rest[:end], rest[end:].decode()
        return published

    def as_bytes(self) -> bytes:
        """Write it: key, size, how many bytes the hashes are, the hashes, and the looks."""
        head = f"{self.key}\n{self.size}\n{len(self.hashes)}\n"
        return head.encode() + self.hashes + self.looks.encode()

    def sized_hashes(self) -> Iterator[tuple[str, int, Hashes]]:
        """Yield path, size and SHA-256 of each file, by path."""
        start = 0
        for match in _LOOK.finditer(self.looks):
            yield match[1], int(match[2]), self.hashes[start : start + HASH_BYTES]
            start += HASH_BYTES

    @functools.cached_property
    def files(self) -> dict[str, Seen]:
        """Path below the output folder → what it looked like."""
        files: dict[str, Seen] = {}
        for line in self.looks.split("\n") if self.looks else ():
            name, _, look = line.partition("\0")
            size, modified, after = look.split(" ")
            files[name] = int(size), int(modified), int(modified) + int(after)
        return files

    def seen_in(self, root: Path) -> Published:
        """Return the same files as they look now.

        Args:
            root: The output folder.

        Raises:
            OSError: One is not there.
        """
        names = (line.partition("\0")[0] for line in self.looks.split("\n") if line)
        return Published(self.key, seen_below(root, names), self.hashes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Published) and self.as_bytes() == other.as_bytes()

    def __hash__(self) -> int:
        return hash(self.as_bytes())


def _look(name: str, file: Seen) -> str:
    # The time of change is written as how long it was after the other: there are many files.
    size, modified, changed = file
    return f"{name}\0{size} {modified} {changed - modified}"


def seen(path: Path) -> Seen:
    """Return what a file looks like without reading it: size and times.

    Raises:
        OSError: There is none.
    """
    return _seen(path.stat(follow_symlinks=False))


def seen_below(root: Path, names: Iterable[str]) -> dict[str, Seen]:
    """Return what files look like, by path below a folder.

    Raises:
        OSError: One is not there.
    """
    status = functools.partial(os.stat, follow_symlinks=False)
    # There are thousands of files, and a `Path` of each would take as long as asking for it.
    return {name: _seen(status(f"{root}/{name}")) for name in names}


def _seen(status: os.stat_result) -> Seen:
    if not stat.S_ISREG(status.st_mode):
        return _NO_FILE
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def hashes_of(root: Path, names: Iterable[str]) -> Hashes:
    """Hash the content of files, one after another in the order of their names.

    Args:
        root: The output folder.
        names: Paths below it.

    Raises:
        OSError: One cannot be read.
    """
    return b"".join(hash_of(root / name) for name in sorted(names))


def hash_of(path: Path) -> Hashes:
    """Hash the content of one file by SHA-256.

    Raises:
        OSError: It cannot be read.
    """
    whole = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        # Lists of all agencies may be larger than the memory that there is.
        while content := file.read(_READ_AT_ONCE):
            whole.update(content)
    return whole.digest()


def _is_unchanged(root: Path, present: Files, files: Files, hashes: Hashes) -> bool:
    """Tell whether files that are there are those that were written.

    Args:
        root: The output folder.
        present: What is there.
        files: What was written.
        hashes: Of each of them.
    """
    if present.keys() != files.keys() or any(
        present[name][:2] != files[name][:2] for name in files
    ):
        return False
    if _HAS_CHANGE_TIME and dict(present) == dict(files):
        return True
    try:
        return hashes_of(root, files) == hashes
    except OSError:
        return False


def move_folder(source: Path, target: Path, folder: str, files: Files, hashes: Hashes) -> bool:
    """Move a whole folder of one output folder into another.

    Args:
        source: Output folder that may be spoilt.
        target: The new output folder.
        folder: The folder's path below both.
        files: Everything that must stand in it, and single files that belong to it and stand
            elsewhere, by path below the output folder.
        hashes: Of all of it.

    Returns:
        Whether it was moved; it is not if anything in it differs.
    """
    if not folder or source.is_symlink():
        return False
    strays = [name for name in files if not name.startswith(f"{folder}/")]
    try:
        present = {
            **_files_below(source, folder),
            **seen_below(source, strays),
        }
        if not _is_unchanged(source, present, files, hashes):
            return False
        for name in (*strays, folder):
            place = target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            (source / name).rename(place)
    except OSError:
        return False
    return True


def link_files(source: Path, target: Path, files: Files, hashes: Hashes) -> bool:
    """Link files of one output folder into another; copy them where links are not to be had.

    Returns:
        Whether all were as expected and are now in `target`.
    """
    try:
        present = seen_below(source, files)
    except OSError:
        return False
    if not _is_unchanged(source, present, files, hashes):
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


def same_site(new: Path, site: Path, published: Iterable[Published]) -> bool:
    """Tell whether a site already is what a build would make of it.

    Args:
        new: What was written of it anew.
        site: The site.
        published: What would be taken over from it.
    """
    present = files_below(site)
    looks = {_look(name, file) for name, file in present.items()}
    for item in published:
        if item.looks:
            looks_of_item = item.looks.split("\n")
            if not looks.issuperset(looks_of_item):
                return False
            looks.difference_update(looks_of_item)
    fresh = files_below(new)
    if {look.partition("\0")[0] for look in looks} != fresh.keys():
        return False
    return all(
        file[0] == present[name][0] and (new / name).read_bytes() == (site / name).read_bytes()
        for name, file in fresh.items()
    )


def files_below(root: Path) -> dict[str, Seen]:
    """Find every file in an output folder, and what each looks like; nothing if it cannot be listed."""
    return _files_below(root, "")


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
