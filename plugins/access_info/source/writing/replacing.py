"""Files in the place of others: whole or not at all, and never over what somebody saved meanwhile."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import EllipsisType

from access_info.problems import Location
from access_info.source.writing import editing_rules
from access_info.source.writing.editing_rules import NotWrittenError
from access_info.waiting import note_written, undivided

_TEMPORARY, _FORMER = "new", "old"


class ChangedMeanwhileError(NotWrittenError):
    """A file on disk is not the one that a command read, so that nothing was written.

    Attributes:
        path: The file.
        problem: What happened, for people.
    """

    def __init__(self, path: Path) -> None:
        """Take the file that differs."""
        place = Location(path.absolute().as_posix())
        super().__init__(editing_rules.CHANGED_MEANWHILE.at(place, name=path.name))
        self.path = path


def read_present(path: Path) -> bytes | None:
    """Read a file's bytes, to be given as `before` later; `None` when there is none.

    Raises:
        OSError: There is a file and it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def replace_file(
    path: Path,
    content: str | bytes,
    *,
    before: bytes | EllipsisType | None = ...,
    sync: bool = True,
) -> None:
    """Put a file in another's place in one step; who reads meanwhile sees the one or the other.

    Until then the new file has a name beside it that readers of the folder pass over. Rights of a
    file that was there stay; a folder that is missing is made.

    Data that people type are written with `before`, within `editing`. Caches, which can be made
    again and are many, are written with `sync=False`: after a power cut they may be cut or empty.

    Args:
        path: The file, be it there or not.
        content: Bytes, or text with line feeds, which stay.
        before: What was read before the new content was made of it; `None` when there was no file.
            Without it, whatever is there is replaced.
        sync: Wait until file and folder are on the disk (fsync(2); folders where the system can).

    Raises:
        ChangedMeanwhileError: The file is not as `before` has it; it stays as it is.
        OSError: It cannot be written; what was there is untouched. `filename` is `path`.
    """
    known = {} if isinstance(before, EllipsisType) else {path: before}
    replace_files({path: content}, before=known, sync=sync)


def replace_files(
    contents: Mapping[Path, str | bytes | None],
    *,
    before: Mapping[Path, bytes | None],
    sync: bool = True,
) -> None:
    """Put several files in their places: all of them, or none.

    All are compared and written under other names first; only then each is renamed. When one
    cannot be, those that were are put back. A process that is killed between two renames leaves the
    first files new and the others old, each of them whole.

    Args:
        contents: New content by file; `None` removes the file.
        before: What was read of each file, `None` when there was none. Files that are not named
            are not compared.
        sync: Wait until files and folders are on the disk.

    Raises:
        ChangedMeanwhileError: One of the files is not as `before` has it; all stay as they are.
        OSError: One cannot be written; all are as they were. `filename` is the file's own name.
    """
    files = [_Replacement(path, content) for path, content in contents.items()]
    placed: list[_Replacement] = []
    try:
        _compare(before)
        for file in files:
            with _naming(file.path):
                if file.path in before:
                    _remove_leftovers(file.path)
                file.prepare(sync=sync, copied=len(files) > 1)
        # Again, and as late as can be: an editor may have saved while the new files were written.
        _compare(before)
        with undivided():
            for file in files:
                placed.append(file)
                with _naming(file.path):
                    file.place()
            for file in files:
                file.clear()
            placed.clear()
            if sync:
                note_written(*contents)
    except BaseException:
        for file in reversed(placed):
            file.put_back()
        for file in reversed(files):
            file.clear(folders=True)
        raise
    if sync:
        for folder in {file.path.parent for file in files}:
            _sync_folder(folder)


class _Replacement:
    """One file on its way to its place.

    Attributes:
        path: The place.
    """

    def __init__(self, path: Path, content: str | bytes | None) -> None:
        self.path = path
        self._content = content.encode() if isinstance(content, str) else content
        self._new = _sibling_path(path, _TEMPORARY)
        self._old = _sibling_path(path, _FORMER)
        self._existed = True
        self._new_folders: list[Path] = []

    def prepare(self, *, sync: bool, copied: bool) -> None:
        """Write the new file, and a copy of the old one where it may have to be put back."""
        self._existed = os.path.lexists(self.path)
        if self._content is None:
            if self.path.is_dir() and not self.path.is_symlink():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(self.path))
            return
        self._new_folders = _make_folder(self.path.parent, sync=sync)
        self._new.unlink(missing_ok=True)
        with self._new.open("xb") as file:
            file.write(self._content)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        if self._existed:
            shutil.copymode(self.path, self._new)
            if copied:
                shutil.copy2(self.path, self._old)

    def place(self) -> None:
        """Move the new file to its place; or the old one away, for a file that is removed."""
        if self._content is not None:
            self._new.replace(self.path)
        elif self._existed:
            self.path.replace(self._old)

    def put_back(self) -> None:
        """Restore the old file, or remove the new one where there was none."""
        with contextlib.suppress(OSError):
            if self._old.exists():
                self._old.replace(self.path)
            elif not self._existed:
                self.path.unlink(missing_ok=True)

    def clear(self, *, folders: bool = False) -> None:
        """Remove what stands beside the place; with `folders`, those made for it too."""
        with contextlib.suppress(OSError):
            self._new.unlink(missing_ok=True)
            self._old.unlink(missing_ok=True)
            for folder in self._new_folders if folders else ():
                folder.rmdir()


def _sibling_path(path: Path, kind: str) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.{kind}")


def _compare(before: Mapping[Path, bytes | None]) -> None:
    for path, content in before.items():
        if read_present(path) != content:
            raise ChangedMeanwhileError(path)


def _remove_leftovers(path: Path) -> None:
    """Remove what a killed command left beside a data file: whoever writes data is alone."""
    for kind in (_TEMPORARY, _FORMER):
        for left in path.parent.glob(f".{glob.escape(path.name)}.*.{kind}"):
            if left.name.split(".")[-2].isdigit():
                left.unlink(missing_ok=True)


def _make_folder(folder: Path, *, sync: bool) -> list[Path]:
    """Make a folder; return the folders that had to be made, the innermost first."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for parent in missing if sync else ():
        _sync_folder(parent.parent)
    return missing


def _sync_folder(folder: Path) -> None:
    """Force the names in a folder onto the disk, where the system and the disk can do that.

    Windows opens no folder, and some network disks refuse: the rename itself has been done.
    """
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(number)
        finally:
            os.close(number)


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Make errors name the file that people know, not the one beside it."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error
