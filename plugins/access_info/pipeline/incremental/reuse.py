"""Reusing files that the last builds wrote, instead of writing them again.

Two generations are kept: the site, which readers see and which is never touched, and a spare, the
generation before it. A folder of the spare that is still right is moved into the new site in one
step; where only the site has it, its files are linked. A folder in which anything was changed
since, or which holds somebody else's file, is not reused.

A file is unchanged while its size and both times are the same: no program can set the time of a
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

# Metadata of a file: size in bytes, then in nanoseconds the time when its content was modified and the time
# when anything of it (content, name, rights) was changed.
FileMetadata = tuple[int, int, int]
# Path below the output folder → the file's metadata.
Files = Mapping[str, FileMetadata]
# SHA-256 digests of files, joined in the order of their names; 32 bytes a file are little even for
# a site.
Hashes = bytes
HASH_BYTES = 32
_HAS_CHANGE_TIME = os.name != "nt"
# Metadata of a folder or link, which no written file has.
_NO_FILE: FileMetadata = (-1, -1, -1)
_READ_AT_ONCE = 1 << 20
# A line of `Published.looks`: “co-quan/a/index.html\0 5120 1795478400000000000 41000”.
_METADATA_LINE = re.compile(r"([^\0\n]+)\0(-?\d+) [^\n]*")


class Published:
    """Files that a build wrote for one agency, so that the next build can recognise and reuse them.

    Attributes:
        key: Hash of the shells, names and data that the files were made from; one line.
        hashes: SHA-256 of each file, as `hashes_of` joins them.
        size: Bytes of all files.
        looks: For each file a line: path below the output folder, a zero byte, size and times. It is
            compared and stored as one text, since few builds ask for a single file.
    """

    def __init__(self, key: str, files: Files, hashes: Hashes = b"") -> None:
        """Record files that were written.

        Args:
            key: Hash of all that they were made from.
            files: Metadata of each file.
            hashes: SHA-256 of each file, joined in the order of their names.
        """
        self.key, self.hashes = key, hashes
        self.size = sum(file[0] for file in files.values())
        self.looks = "\n".join(_metadata_line(name, files[name]) for name in sorted(files))

    @classmethod
    def stored(cls, content: bytes) -> Published:
        """Return the files stored by `as_bytes`."""
        published = cls("", {})
        key, size, hash_bytes, rest = content.split(b"\n", 3)
        end = int(hash_bytes)
        published.key, published.size = key.decode(), int(size)
        published.hashes, published.looks = rest[:end], rest[end:].decode()
        return published

    def as_bytes(self) -> bytes:
        """Return the bytes to store: lines with key, size, length of the hashes; then hashes, metadata."""
        head = f"{self.key}\n{self.size}\n{len(self.hashes)}\n"
        return head.encode() + self.hashes + self.looks.encode()

    def sized_hashes(self) -> Iterator[tuple[str, int, Hashes]]:
        """Yield path, size and SHA-256 of each file, sorted by path."""
        start = 0
        for match in _METADATA_LINE.finditer(self.looks):
            yield match[1], int(match[2]), self.hashes[start : start + HASH_BYTES]
            start += HASH_BYTES

    @functools.cached_property
    def files(self) -> dict[str, FileMetadata]:
        """Path below the output folder → the file's metadata when it was written."""
        files: dict[str, FileMetadata] = {}
        for line in self.looks.split("\n") if self.looks else ():
            name, _, look = line.partition("\0")
            size, modified, after = look.split(" ")
            files[name] = int(size), int(modified), int(modified) + int(after)
        return files

    def with_present_metadata(self, root: Path) -> Published:
        """Return the same record with the files' present metadata, for moving a folder changes their times.

        Args:
            root: The output folder.

        Raises:
            OSError: A file is missing.
        """
        names = (line.partition("\0")[0] for line in self.looks.split("\n") if line)
        return Published(self.key, metadata_below(root, names), self.hashes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Published) and self.as_bytes() == other.as_bytes()

    def __hash__(self) -> int:
        return hash(self.as_bytes())


def _metadata_line(name: str, file: FileMetadata) -> str:
    """Return a file's line in `Published.looks`: path, size, times of modification and change.

    The time of change is written as the difference to the time of modification, which is shorter.
    """
    size, modified, changed = file
    return f"{name}\0{size} {modified} {changed - modified}"


def file_metadata(path: Path) -> FileMetadata:
    """Return a file's size and times, by which a later build tells that the file is unchanged.

    A link is not followed.

    Raises:
        OSError: The file is missing.
    """
    return _size_and_times(path.stat(follow_symlinks=False))


def metadata_below(root: Path, names: Iterable[str]) -> dict[str, FileMetadata]:
    """Return the metadata of files: path below a folder → size and times. Links are not followed.

    Raises:
        OSError: A file is missing.
    """
    status = functools.partial(os.stat, follow_symlinks=False)
    # There are thousands of files, and making a `Path` takes as long as reading a file's metadata.
    return {name: _size_and_times(status(f"{root}/{name}")) for name in names}


def _size_and_times(status: os.stat_result) -> FileMetadata:
    """Return size and times of a plain file; of a folder or link -1 each, as no written file has them."""
    if not stat.S_ISREG(status.st_mode):
        return _NO_FILE
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def hashes_of(root: Path, names: Iterable[str]) -> Hashes:
    """Return the SHA-256 digests of files, joined in the order of their names.

    Args:
        root: The output folder.
        names: Paths below it.

    Raises:
        OSError: A file cannot be read.
    """
    return b"".join(hash_of(root / name) for name in sorted(names))


def hash_of(path: Path) -> Hashes:
    """Return the SHA-256 digest of a file's content, read piece by piece.

    Raises:
        OSError: The file cannot be read.
    """
    whole = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        # Files with the rows of all agencies may be larger than the machine's memory.
        while content := file.read(_READ_AT_ONCE):
            whole.update(content)
    return whole.digest()


def _is_unchanged(root: Path, present: Files, files: Files, hashes: Hashes) -> bool:
    """Tell whether the files in a folder are exactly those that a build wrote there, unchanged.

    Args:
        root: The output folder.
        present: Metadata of the files that are there now.
        files: Metadata of the files when they were written.
        hashes: Their SHA-256 when they were written, compared where times alone do not settle it.
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
    """Move an agency's folder from an old output folder into the new one, in one step.

    Args:
        source: The old output folder, which nobody needs any more.
        target: The new output folder.
        folder: The agency's folder, as a path below both; nothing is moved for "".
        files: Metadata of every file that must be in the folder, and of the agency's few files
            elsewhere (strays, which are moved one by one), by path below the output folder.
        hashes: SHA-256 of all these files.

    Returns:
        Whether the folder was moved; it stays if anything in it differs.
    """
    if not folder or source.is_symlink():
        return False
    strays = [name for name in files if not name.startswith(f"{folder}/")]
    try:
        present = {
            **_files_below(source, folder),
            **metadata_below(source, strays),
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
    """Hard-link files of the published site into the new output folder; copy where links do not work.

    Args:
        source: The published site, which stays as it is.
        target: The new output folder.
        files: Metadata of the files when they were written, by path below the output folder.
        hashes: SHA-256 of the files.

    Returns:
        Whether all files were unchanged and are now in `target` too; else none is.
    """
    try:
        present = metadata_below(source, files)
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
    """Tell whether the published site already holds exactly the files that this build would make.

    Then nothing needs to be published. Files to take over are compared by size and times, the few
    that were written anew by content.

    Args:
        new: Folder with the few files that this build has written so far.
        site: The published site.
        published: The files that this build would take over from the site.
    """
    present = files_below(site)
    looks = {_metadata_line(name, file) for name, file in present.items()}
    for item in published:
        if item.looks:
            looks_of_item = item.looks.split("\n")
            if not looks.issuperset(looks_of_item):
                return False
            looks.difference_update(looks_of_item)
    fresh = files_below(new)
    # `looks` now holds the site's files that this build would not take over.
    if {look.partition("\0")[0] for look in looks} != fresh.keys():
        return False
    return all(
        file[0] == present[name][0] and (new / name).read_bytes() == (site / name).read_bytes()
        for name, file in fresh.items()
    )


def files_below(root: Path) -> dict[str, FileMetadata]:
    """Return the metadata of every file in an output folder, by path; none if it cannot be listed."""
    return _files_below(root, "")


def _files_below(root: Path, folder: str) -> dict[str, FileMetadata]:
    """Return the metadata of every file below `folder`, by path below `root`; none on any error."""
    files: dict[str, FileMetadata] = {}
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
                        files[name] = _size_and_times(entry.stat(follow_symlinks=False))
        except OSError:
            return {}
    return files
