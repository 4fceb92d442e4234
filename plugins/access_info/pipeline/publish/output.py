"""Writing an output folder so that it appears completely or not at all.

Everything is written into a sibling folder; at the end the two change places in one step.
A build that is killed half-way leaves the last good site as it was, and a sibling that the next
build removes.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from access_info.problems import MisuseError
from access_info.source.replacing import read_present, replace_files
from access_info.unchanged.store import remove
from access_info.waiting import note_written, undivided

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_CWD = -100  # AT_FDCWD
_SYNCHRONIZE = 0x00100000  # right to wait for a process, for OpenProcess
_ACCESS_DENIED = 5  # ERROR_ACCESS_DENIED


class WrongPlaceError(MisuseError, ValueError):
    """A file or link stands where the build needs its cache folder; the text says so in Vietnamese."""


def sibling(folder: Path) -> Path:
    """Make a new, empty folder beside `folder`, in which its next content is written.

    Leftovers of killed builds are removed first.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    restore_and_tidy(folder)
    created = folder.with_name(f".{folder.name}-new-{os.getpid()}")
    shutil.rmtree(created, ignore_errors=True)
    created.mkdir()
    return created


def private_folder(cache: Path | None) -> Path:
    """Make a new folder for this build alone: in the cache folder if there is one, else a temporary one.

    Such folders of builds that were killed are removed.

    Raises:
        WrongPlaceError: The cache folder is a file or a link.
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
    """A lock by which one build at a time uses the cache folder.

    Two at once would move folders away from each other. A second build runs without cache: it makes
    the same pages, only more slowly. The system frees the lock of a killed build.

    Attributes:
        cache: The cache folder; `None` if there is none or another build has it.
    """

    def __init__(self, cache: Path | None) -> None:
        """Take the lock, unless another build has it.

        Args:
            cache: The cache folder, which exists; or `None`.
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
            pass  # a disk without locks: assume that no other build runs
        self.cache = cache

    def end(self) -> None:
        """Release the lock explicitly, since a worker that still runs would keep the file open."""
        if self._handle >= 0:
            if self.cache is not None:
                _unlock(self._handle)
            os.close(self._handle)
        self._handle, self.cache = -1, None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        """Lock an open file; raise `BlockingIOError` if another process has it."""
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
    """Write a file at a path below a folder, make missing folders, and return that path."""
    target = out / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def restore_and_tidy(folder: Path) -> None:
    """Remove the sibling folders that killed builds left.

    If one was killed between its two renamings, the last good folder is put back first.
    """
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
    """Put a new output folder in the place of the old one; no signal can stop this half-way.

    Args:
        new: The new output folder.
        folder: The place; the old output folder if there is one.
        spare: Where to keep the old folder, replacing an earlier spare; `None` to delete it.
    """
    with undivided():
        _take_place(new, folder, spare)
        note_written(folder)


def _take_place(new: Path, folder: Path, spare: Path | None) -> None:
    """Put a new folder in the place of an old one: swapped in one step where the system can do that.

    Elsewhere the old folder is renamed first; `restore_and_tidy` mends what a kill between the two
    renamings leaves. The old folder is then kept as `spare`; without one, or where it cannot be moved
    there, it is deleted.
    """
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
        with contextlib.suppress(OSError):
            spare.parent.mkdir(parents=True, exist_ok=True)
            old.rename(spare)
    # Nothing is left of `old` where it became the spare.
    shutil.rmtree(old, ignore_errors=True)


def _exchange(first: Path, other: Path) -> bool:
    """Swap two folders in one step (Linux, renameat2); return whether the system could do that."""
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    rename = getattr(library, "renameat2", None)
    if rename is None:
        return False
    failed = rename(_CWD, os.fsencode(first), _CWD, os.fsencode(other), _EXCHANGE)
    return not failed


def _is_alive(pid: str) -> bool:
    """Tell whether a process still runs, by its number.

    The number stands in the name of a folder that a build makes for itself: of a dead process the
    folder is rubbish.
    """
    if not pid.isdecimal():
        return False
    if int(pid) == os.getpid():
        return True
    if sys.platform == "win32":  # where `os.kill` would end the process
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = ctypes.c_void_p(kernel.OpenProcess(_SYNCHRONIZE, False, int(pid)))  # noqa: FBT003
        if not handle:
            return ctypes.get_last_error() == _ACCESS_DENIED
        has_ended = kernel.WaitForSingleObject(handle, 0) == 0
        kernel.CloseHandle(handle)
        return not has_ended
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


# Writing drafts of documents into a folder where people may have edited earlier ones.


class EditedFilesError(Exception):
    """Files of the names to be written exist with other content: somebody may have edited them.

    Attributes:
        names: Names of the files that differ, in order.
    """

    def __init__(self, names: list[str]) -> None:
        """Keep the names of the files that differ."""
        super().__init__(", ".join(names))
        self.names = names


def write_documents(out: Path, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write documents into a folder, all or none; other files there stay.

    Args:
        out: The folder, made if need be.
        files: Content by name.
        force: Whether existing files with other content are replaced.

    Raises:
        EditedFilesError: Such files exist and may not be replaced; nothing is written.
        ChangedMeanwhileError: Somebody saved one of the files while this ran; it stays.
    """
    present = {name: read_present(out / name) for name in files}
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
