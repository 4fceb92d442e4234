"""Write files whole or not at all, never over what somebody saved meanwhile, one command at a time."""

from __future__ import annotations

import contextlib
import datetime
import errno
import glob
import itertools
import json
import os
import platform
import re
import shutil
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import EllipsisType
from typing import TYPE_CHECKING

from access_info.problems import Location, MisuseError, Problem, Rule, quotable
from access_info.waiting import note_written, undivided

if TYPE_CHECKING:
    import filelock


class NotWrittenError(MisuseError):
    """An error of a command that has written nothing, so that it may be run again.

    Attributes:
        problem: Why, for people.
    """

    def __init__(self, problem: Problem) -> None:
        """Take the reason why nothing was written."""
        super().__init__(problem.message)
        self.problem = problem


CHANGED_MEANWHILE = Rule(
    code="TT871",
    title="Tệp vừa đổi trong lúc lệnh chạy",
    message="Tệp “{name}” vừa đổi sau khi lệnh này đã đọc, nên lệnh không ghi đè: tệp vừa đổi, chạy lại.",
    cure="Tệp đang mở ở chương trình khác thì lưu và đóng lại, rồi chạy lại lệnh vừa rồi.",
    why="Ghi tiếp thì mất những gì người khác vừa lưu.",
    wrong="Lệnh import đang chạy thì một người lưu cong-khai.yml trong Notepad.",
    right="Lưu và đóng Notepad, rồi chạy lại lệnh import.",
)
BUSY = Rule(
    code="TT872",
    title="Lệnh khác đang ghi dữ liệu",
    message="{who} đang ghi vào thư mục dữ liệu này; đã đợi {seconds} giây nên thôi, chưa ghi gì.",
    cure="Đợi lệnh ấy xong rồi chạy lại lệnh vừa rồi. Không thấy lệnh nào đang chạy thì xem máy khác đang mở cùng "
    "thư mục.",
    why="Hai lệnh cùng ghi một lúc thì lệnh sau xóa mất những gì lệnh trước vừa ghi.",
    wrong="Hai cửa sổ cùng chạy access-info import --apply.",
    right="Chạy lần lượt.",
)
NO_LOCK = Rule(
    code="TT873",
    title="Không khóa được thư mục dữ liệu",
    message="Không khóa được thư mục dữ liệu để ghi: {reason}. Chưa ghi gì.",
    cure="{how}",
    why="Khi ghi dữ liệu, thư mục được khóa để hai lệnh không ghi đè lên nhau; không khóa được thì không ghi.",
    wrong="Thư mục dữ liệu nằm trên ổ đĩa chỉ cho đọc.",
    right="Chép kho về ổ đĩa trên máy rồi chạy lệnh ở đó.",
)


_TEMPORARY, _FORMER = "new", "old"


class ChangedMeanwhileError(NotWrittenError):
    """A file on disk is no longer as a command read it, so that nothing was written.

    Attributes:
        path: The file.
        problem: What happened, for people.
    """

    def __init__(self, path: Path) -> None:
        """Take the file that differs."""
        place = Location(path.absolute().as_posix())
        super().__init__(CHANGED_MEANWHILE.at(place, name=path.name))
        self.path = path


def read_present(path: Path) -> bytes | None:
    """Return the bytes of a file, or `None` if there is none; to be given as `before` when it is replaced.

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
    """Put a file in another's place in one step; whoever reads meanwhile sees the old or the new one.

    Until then the new file stands next to it under a hidden name. The rights of an old file are
    kept; a missing folder is made.

    Data that people type are written with `before`, within `editing`. Caches, which can be made
    again and are many, are written with `sync=False`: after a power cut they may be cut or empty.

    Args:
        path: The file, whether it exists or not.
        content: Bytes, or text with line feeds, which are kept.
        before: What was read before the new content was made from it; `None` if there was no file.
            Left out: whatever is there is replaced.
        sync: Wait until file and folder are on the disk (fsync(2); folders where the system can).

    Raises:
        ChangedMeanwhileError: The file is not as in `before`; it stays as it is.
        OSError: It cannot be written; what was there is untouched. `filename` is `path`.
    """
    compared = {} if isinstance(before, EllipsisType) else {path: before}
    replace_files({path: content}, before=compared, sync=sync)


def replace_files(
    contents: Mapping[Path, str | bytes | None],
    *,
    before: Mapping[Path, bytes | None],
    sync: bool = True,
) -> None:
    """Put several files in their places: all of them, or none.

    All are compared and written under other names first; only then each is renamed. If one cannot
    be renamed, the ones before are put back. A process that is killed between two renames leaves
    the first files new and the others old, each of them whole.

    Args:
        contents: New content by file; `None` removes the file.
        before: What was read of each file, `None` if there was none. Files that are not in it are
            not compared.
        sync: Wait until files and folders are on the disk.

    Raises:
        ChangedMeanwhileError: One of the files is not as in `before`; all stay as they are.
        OSError: One cannot be written; all are as they were. `filename` is the file's own name.
    """
    files = [_Replacement(path, content) for path, content in contents.items()]
    placed: list[_Replacement] = []
    try:
        _check_unchanged(before)
        for file in files:
            with _errors_naming(file.path):
                if file.path in before:
                    _remove_leftovers(file.path)
                file.prepare(sync=sync, copied=len(files) > 1)
        # Again, and as late as can be: an editor may have saved while the new files were written.
        _check_unchanged(before)
        with undivided():
            for file in files:
                placed.append(file)
                with _errors_naming(file.path):
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
    """A file to be written: first under a temporary name in the same folder, then renamed.

    The old file is kept under another temporary name for as long as it may have to be put back.
    """

    def __init__(self, path: Path, content: str | bytes | None) -> None:
        """Take a file and its new content; `None` for a file to remove."""
        self.path = path
        self._content = content.encode() if isinstance(content, str) else content
        self._new = _sibling_path(path, _TEMPORARY)
        self._old = _sibling_path(path, _FORMER)
        self._existed = True
        self._new_folders: list[Path] = []

    def prepare(self, *, sync: bool, copied: bool) -> None:
        """Write the new file under its temporary name.

        Args:
            sync: Wait until it is on the disk.
            copied: Copy the old file too, since it may have to be put back.
        """
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
        """Rename the new file to its own name; if the file is to be removed, rename the old one away."""
        if self._content is not None:
            self._new.replace(self.path)
        elif self._existed:
            self.path.replace(self._old)

    def put_back(self) -> None:
        """Put the old file back, or remove the new one if there was none before."""
        with contextlib.suppress(OSError):
            if self._old.exists():
                self._old.replace(self.path)
            elif not self._existed:
                self.path.unlink(missing_ok=True)

    def clear(self, *, folders: bool = False) -> None:
        """Remove the temporary files; with `folders`, also the folders made for the new file."""
        with contextlib.suppress(OSError):
            self._new.unlink(missing_ok=True)
            self._old.unlink(missing_ok=True)
            for folder in self._new_folders if folders else ():
                folder.rmdir()


def _sibling_path(path: Path, kind: str) -> Path:
    """Return a hidden temporary name in the folder of a file, with this process's number."""
    return path.with_name(f".{path.name}.{os.getpid()}.{kind}")


def _check_unchanged(before: Mapping[Path, bytes | None]) -> None:
    """Raise a `ChangedMeanwhileError` if a file is not as it was read."""
    for path, content in before.items():
        if read_present(path) != content:
            raise ChangedMeanwhileError(path)


def _remove_leftovers(path: Path) -> None:
    """Remove temporary files that a killed command left next to a data file.

    No other command can need them, for data are written under a lock.
    """
    for kind in (_TEMPORARY, _FORMER):
        for left in path.parent.glob(f".{glob.escape(path.name)}.*.{kind}"):
            if left.name.split(".")[-2].isdigit():
                left.unlink(missing_ok=True)


def _make_folder(folder: Path, *, sync: bool) -> list[Path]:
    """Make a folder; return the folders that had to be made, the innermost first, to remove them on failure."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for parent in missing if sync else ():
        _sync_folder(parent.parent)
    return missing


def _sync_folder(folder: Path) -> None:
    """Force the names in a folder onto the disk (fsync), where the system can.

    Windows opens no folder, and some network disks refuse; the files have been renamed all the
    same.
    """
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(number)
        finally:
            os.close(number)


@contextlib.contextmanager
def _errors_naming(path: Path) -> Iterator[None]:
    """Within this context, make errors name the file that people know, not its temporary name."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


_COPY_ENDING = ".cu"
_COPY_NAME = re.compile(rf"{re.escape(_COPY_ENDING)}\d*$")


def is_backup_copy(name: str) -> bool:
    """Tell whether a file's name is that of a backup copy: `build.py.cu`, `build.py.cu2`."""
    return bool(_COPY_NAME.search(name))


def keep_copy(path: Path, content: bytes) -> Path:
    """Keep a file's content in a copy next to it, never over another copy.

    Args:
        path: The file.
        content: Its content.

    Returns:
        The copy: `<file>.cu`, or `<file>.cu2` and so on where other copies are. A copy with the
        same content is returned instead of making one.

    Raises:
        OSError: It cannot be written.
    """
    for number in itertools.count(1):
        copy = path.with_name(f"{path.name}{_COPY_ENDING}{number if number > 1 else ''}")
        if not os.path.lexists(copy):
            replace_file(copy, content, before=None)
            with contextlib.suppress(OSError):
                shutil.copymode(path, copy)
            return copy
        if copy.is_file() and not copy.is_symlink() and copy.read_bytes() == content:
            return copy
    raise AssertionError


# Windows lets nobody replace a file that Word, Excel or another program holds open.
_NO_RIGHT = "không có quyền" + (
    ", hoặc tệp đang mở trong chương trình khác" if sys.platform == "win32" else ""
)
_REASONS = {
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "đĩa đã đầy",
    errno.EDQUOT: "đã hết dung lượng được cấp",
    errno.EFBIG: "tệp lớn quá mức được phép",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EISDIR: "đây là thư mục",
    errno.EEXIST: "đã có tệp trùng tên",
    errno.EIO: "đĩa hỏng hoặc mất kết nối",
}
# For these errors name the folder that was written to: the system may name another file, or none.
_ERRORS_OF_FOLDERS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


def system_reason(error: OSError) -> str:
    """Return in Vietnamese why the system refused, as the end of a sentence: “đĩa đã đầy”."""
    return _REASONS.get(error.errno or 0, f"hệ thống báo lỗi số {error.errno}")


def error_at(error: OSError, place: Path) -> OSError:
    """Return an error that names the folder that was being written.

    The error itself is returned if it names a file, unless it is about the whole disk.
    """
    if error.filename is None or error.errno in _ERRORS_OF_FOLDERS:
        return OSError(error.errno, error.strerror, place.as_posix())
    return error


def system_words(error: OSError) -> str:
    """Return one Vietnamese sentence: which file or folder the system refused, why, and what helps."""
    place = error.filename2 or error.filename or "tệp"
    if isinstance(place, bytes):
        place = place.decode("utf-8", "replace")
    cure = (
        " Xóa bớt tệp trên ổ đĩa ấy rồi chạy lại."
        if error.errno in {errno.ENOSPC, errno.EDQUOT}
        else ""
    )
    return f"Không đọc hoặc ghi được “{place}”: {system_reason(error)}.{cure}"


LOCK_FOLDER = ".cache"
LOCK_FILE = "dang-ghi.lock"
HOLDER_FILE = "dang-ghi.json"
MAX_WAIT = 30.0
_QUIET_WAIT = 0.5  # seconds
_ANOTHER_COMMAND = "Một lệnh khác"
_IN_THE_WAY = {
    errno.ENOTDIR: f"“{LOCK_FOLDER}” ở đó không phải thư mục",
    errno.EEXIST: f"“{LOCK_FOLDER}” ở đó không phải thư mục",
    errno.EISDIR: f"“{LOCK_FOLDER}/{LOCK_FILE}” ở đó không phải tệp",
    errno.ELOOP: f"“{LOCK_FOLDER}/{LOCK_FILE}” ở đó là lối tắt",
}
_WITHOUT_LOCKS = frozenset({errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL})
_ELSEWHERE = "Chép kho về ổ đĩa trên máy rồi chạy lệnh ở đó."
_ASK = (
    f"Xin người quản trị cho quyền ghi vào “{LOCK_FOLDER}” trong thư mục dữ liệu (chưa có thì tạo), hoặc chép "
    "kho về ổ đĩa trên máy rồi chạy lệnh ở đó."
)
_CURES = {
    errno.EACCES: _ASK,
    errno.EPERM: _ASK,
    errno.ENOSPC: "Dọn bớt đĩa rồi chạy lại.",
    errno.EDQUOT: "Dọn bớt đĩa rồi chạy lại.",
    errno.ENOENT: "Sửa tên thư mục rồi chạy lại.",
    **dict.fromkeys(
        _IN_THE_WAY,
        f"Xóa “{LOCK_FOLDER}” trong thư mục dữ liệu rồi chạy lại: trong đó không có dữ liệu.",
    ),
}


class BusyError(NotWrittenError):
    """Another command is writing the folder of agencies and did not end in time."""


class NoLockError(NotWrittenError):
    """The folder of agencies cannot be locked: read-only, no right, or a disk without locks."""


@contextlib.contextmanager
def editing(
    agencies: Path,
    *,
    timeout: float = MAX_WAIT,
    command: str = "",
    on_wait: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Within this context, keep other commands from writing a folder of agencies.

    It spans reading and writing, so that nothing is written over what another command wrote in
    between. Not to be nested. Reading alone needs no lock, since files are replaced in one step.

    Args:
        agencies: The folder of agencies, which exists.
        timeout: How long to wait for others, in seconds.
        command: What is running, to be shown to those who wait: `access-info import`.
        on_wait: Called once with the holder of the lock, if waiting takes longer than a moment.

    Raises:
        BusyError: Another command holds the lock for longer than `timeout`.
        NoLockError: The folder cannot be locked.
    """
    import filelock  # noqa: PLC0415 - slow to import, and a build locks nothing

    place = agencies.resolve()
    folder = place / LOCK_FOLDER
    try:
        rights = place.stat().st_mode
        _make_lock_folder(folder, rights)
        # No marker file in place of a lock: it would outlive a killed process.
        lock = filelock.FileLock(folder / LOCK_FILE, mode=rights & 0o666, fallback_to_soft=False)
        _acquire(lock, folder, timeout, on_wait)
    except filelock.Timeout:
        raise BusyError(
            BUSY.at(Location(place.as_posix()), who=_holder(folder), seconds=f"{timeout:.0f}")
        ) from None
    except OSError as error:
        raise _no_lock_error(place, error) from error
    try:
        _note_holder(folder, command)
        yield
    finally:
        with contextlib.suppress(OSError):
            (folder / HOLDER_FILE).unlink(missing_ok=True)
        lock.release()


def _make_lock_folder(folder: Path, rights: int) -> None:
    """Make the folder of the lock, with the rights of the folder of agencies; git ignores it.

    So whoever may write the data may lock them.
    """
    if folder.is_symlink():
        raise NotADirectoryError(errno.ENOTDIR, "a link leads elsewhere", str(folder))
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        with contextlib.suppress(OSError):
            folder.chmod(stat.S_IMODE(rights))
    ignored = folder / ".gitignore"
    if not ignored.exists():
        with contextlib.suppress(OSError):
            ignored.write_text("*\n", encoding="utf-8", newline="\n")


def _acquire(
    lock: filelock.BaseFileLock,
    folder: Path,
    timeout: float,
    on_wait: Callable[[str], None] | None,
) -> None:
    """Wait for a lock; call `on_wait` with its holder if that takes longer than a moment.

    Args:
        lock: The lock.
        folder: The folder of the lock.
        timeout: How long to wait, in seconds.
        on_wait: Called once.
    """
    import filelock  # noqa: PLC0415 - as above

    moment = min(_QUIET_WAIT, timeout)
    with contextlib.suppress(filelock.Timeout):
        lock.acquire(timeout=moment)
        return
    if on_wait is not None:
        on_wait(_holder(folder))
    lock.acquire(timeout=timeout - moment)


def _note_holder(folder: Path, command: str) -> None:
    """Write a note of who holds the lock, for those who wait; a failure does not matter."""
    word = {
        "command": command,
        "machine": platform.node(),
        "since": f"{datetime.datetime.now().astimezone():%H:%M:%S}",
    }
    with contextlib.suppress(OSError):
        (folder / HOLDER_FILE).unlink(missing_ok=True)  # a killed one's, of another user perhaps
        (folder / HOLDER_FILE).write_text(json.dumps(word), encoding="utf-8")


def _holder(folder: Path) -> str:
    """Return who holds the lock, as the subject of a Vietnamese sentence."""
    try:
        word = json.loads((folder / HOLDER_FILE).read_text(encoding="utf-8"))
        command, machine, since = (str(word[key]) for key in ("command", "machine", "since"))
    except (OSError, ValueError, KeyError, TypeError):
        return _ANOTHER_COMMAND
    who = f"Lệnh “{quotable(command)}”" if command else _ANOTHER_COMMAND
    where = f" trên máy “{quotable(machine)}”" if machine else ""
    return f"{who}{where} (từ {quotable(since)})"


def _no_lock_error(agencies: Path, error: OSError) -> NoLockError:
    """Return the error of a folder that cannot be locked, with its reason and what helps."""
    number = error.errno or 0
    if number in _WITHOUT_LOCKS:
        reason = "ổ đĩa này không có khóa tệp"
    else:
        reason = _IN_THE_WAY.get(number) or system_reason(error)
    how = _CURES.get(number, _ELSEWHERE)
    place = Location(agencies.as_posix())
    return NoLockError(NO_LOCK.at(place, reason=reason, how=how))
