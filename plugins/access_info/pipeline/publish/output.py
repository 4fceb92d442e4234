"""A folder that appears whole or not at all.

Everything is written into a sibling folder; at the end the two change places in one step.
Whoever is killed half-way leaves the last good site as it was and a sibling that the next
build removes.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from access_info.problems import MisuseError
from access_info.source.replacing import replace_files
from access_info.unchanged.cache_guard import remove
from access_info.waiting import note_written, undivided

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD


class WrongPlaceError(MisuseError, ValueError):
    """Something else stands where the build keeps what is its own; told in Vietnamese."""


def sibling(folder: Path) -> Path:
    """Make a new, empty folder beside `folder`, and remove leftovers of killed builds."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    restore_and_tidy(folder)
    created = folder.with_name(f".{folder.name}-new-{os.getpid()}")
    shutil.rmtree(created, ignore_errors=True)
    created.mkdir()
    return created


def private_folder(cache: Path | None) -> Path:
    """Make a new folder that only this build sees, in the memory of builds if there is one.

    What killed builds left there is removed.

    Raises:
        WrongPlaceError: The memory's place is taken by a file, or is a link.
    """
    if cache is None:
        return Path(tempfile.mkdtemp(prefix="access-info-"))
    for place in (cache.parent, cache):
        if place.is_symlink() and (place == cache or not place.is_dir()):
            raise WrongPlaceError(
                f"“{place}” là một liên kết, không phải thư mục. Trình dựng giữ kết quả lần trước ở đó; "
                "xóa liên kết rồi chạy lại, thư mục sẽ được tạo lại."
            )
        if place.exists() and not place.is_dir():
            raise WrongPlaceError(
                f"“{place}” là một tệp, không phải thư mục. Trình dựng giữ kết quả lần trước ở đó; đổi tên "
                "hoặc xóa tệp ấy rồi chạy lại, thư mục sẽ được tạo lại."
            )
    cache.mkdir(parents=True, exist_ok=True)
    for left in cache.glob("spool-*"):
        if not _is_alive(left.name.partition("-")[2].partition("-")[0]):
            remove(left)
    return Path(tempfile.mkdtemp(prefix=f"spool-{os.getpid()}-", dir=cache))


class CacheClaim:
    """Says to other builds in the same folder that this one uses the memory of builds.

    Two at once would take folders away from each other. The second goes on without: the same pages
    come out, only later. The system frees the lock of a killed build.
    """

    def __init__(self, cache: Path | None) -> None:
        """Claim a memory of builds, if nobody else has.

        Args:
            cache: Its folder, which is there; or `None`.
        """
        self._handle = -1
        self.cache: Path | None = None
        if cache is None:
            return
        try:
            self._handle = os.open(cache / "dang-dung", os.O_RDWR | os.O_CREAT, 0o600)
            _lock(self._handle)
        except BlockingIOError:
            return
        except OSError:
            pass  # a disk that knows no locks: whoever builds there is taken to be alone
        self.cache = cache

    def end(self) -> None:
        """Let others have it, also while a worker of this build still ends."""
        if self._handle >= 0:
            if self.cache is not None:
                _unlock(self._handle)
            os.close(self._handle)
        self._handle, self.cache = -1, None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error

    def _unlock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


def write_below(out: Path, path: str, content: bytes | str) -> str:
    """Write a file below a folder, with the folders that it lies in; return its path there."""
    target = out / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def restore_and_tidy(folder: Path) -> None:
    """Remove what killed builds left; put the last good folder back if it was being moved."""
    for left in sorted(folder.parent.glob(f".{folder.name}-old-*")):
        if not folder.exists():
            left.rename(folder)
        else:
            shutil.rmtree(left, ignore_errors=True)
    for left in folder.parent.glob(f".{folder.name}-new-*"):
        pid = left.name.rpartition("-")[2]
        if pid == str(os.getpid()) or not _is_alive(pid):
            shutil.rmtree(left, ignore_errors=True)


def take_place(new: Path, folder: Path, *, spare: Path | None = None) -> None:
    """Put `new` where `folder` is.

    Args:
        new: The new output folder.
        folder: The old one.
        spare: Where to keep what was there, in place of what was kept before; else it is removed.
    """
    with undivided():
        _take_place(new, folder, spare)
        note_written(folder)


def _take_place(new: Path, folder: Path, spare: Path | None) -> None:
    """Put one folder in the place of another, and keep or remove the other."""
    if not folder.exists():
        new.rename(folder)
        return
    old = new
    if not _exchange(new, folder):
        old = folder.with_name(f".{folder.name}-old-{os.getpid()}")
        folder.rename(old)
        new.rename(folder)
    if spare is not None:
        remove(spare)
        try:
            spare.parent.mkdir(parents=True, exist_ok=True)
            old.rename(spare)
        except OSError:
            pass
        else:
            return
    shutil.rmtree(old, ignore_errors=True)


def _exchange(first: Path, other: Path) -> bool:
    """Exchange two folders in one step, and tell whether the system could do that."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    rename = getattr(library, "renameat2", None)
    if rename is None:
        return False
    failed = rename(_HERE, os.fsencode(first), _HERE, os.fsencode(other), _EXCHANGE)
    return not failed


def _is_alive(pid: str) -> bool:
    """Tell whether a process of a number still runs."""
    if not pid.isdigit() or os.name == "nt":
        return False
    if int(pid) == os.getpid():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


# Documents → files in a folder in which people may have gone on writing.


class EditedFilesError(Exception):
    """Files that are to be written are there and differ: somebody may have worked on them.

    Attributes:
        names: Names of the files that differ, in order.
    """

    def __init__(self, names: list[str]) -> None:
        """Take the names of the files that differ."""
        super().__init__(", ".join(names))
        self.names = names


def write_documents(out: Path, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write documents; whatever else lies in the folder stays.

    All of them are written, or none.

    Args:
        out: The folder.
        files: Content by name.
        force: Whether files that differ are replaced.

    Raises:
        EditedFilesError: Files that differ are there and may not be replaced; nothing is written.
        ChangedMeanwhileError: Somebody saved one of the files while this ran; it stays.
    """
    present = {name: _content(out / name) for name in files}
    changed = [name for name, content in files.items() if present[name] != content]
    edited = [name for name in changed if present[name] is not None]
    if edited and not force:
        raise EditedFilesError(edited)
    if not out.exists():
        try:
            new = sibling(out)
            for name in changed:
                (new / name).write_bytes(files[name])
            take_place(new, out)
        except BaseException:
            restore_and_tidy(out)
            raise
        return
    replace_files(
        {out / name: files[name] for name in changed},
        before={out / name: present[name] for name in changed},
    )


def _content(path: Path) -> bytes | None:
    """Return what is in a file; `None` where there is none."""
    return path.read_bytes() if path.is_file() else None
