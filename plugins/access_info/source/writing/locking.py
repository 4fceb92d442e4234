"""One command at a time writes an agencies' folder: a lock of the operating system.

The lock lies inside the folder it guards, so that everybody who reaches the folder, by whatever
path or share, meets the same one. The system lets it go when its process ends, however that ends.
"""

from __future__ import annotations

import contextlib
import datetime
import errno
import json
import platform
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from access_info.problems import Location, quotable
from access_info.source.writing import editing_rules
from access_info.source.writing.editing_rules import NotWrittenError
from access_info.source.writing.system_errors import system_reason

if TYPE_CHECKING:
    import filelock

LOCK_FOLDER = ".cache"
LOCK_FILE = "dang-ghi.lock"
HOLDER_FILE = "dang-ghi.json"
MOST_WAIT = 30.0
_SOON = 0.5
_SOMEBODY = "Một lệnh khác"
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
    """Another command is writing the folder and did not end in time."""


class NoLockError(NotWrittenError):
    """The folder cannot be locked: read-only, no right, or a disk that knows no locks."""


@contextlib.contextmanager
def editing(
    agencies: Path,
    *,
    timeout: float = MOST_WAIT,
    command: str = "",
    on_wait: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Keep others from writing a folder of agencies from before it is read until it is written.

    Not to be nested. Reading alone needs no lock: files are replaced in one step.

    Args:
        agencies: The folder of agencies, which is there.
        timeout: How long to wait for others, in seconds.
        command: What is running, for those who wait: `access-info import`.
        on_wait: Told once who is being waited for, when that takes longer than a moment.

    Raises:
        BusyError: Another command holds the lock for longer than `timeout`.
        NoLockError: The folder cannot be locked.
    """
    import filelock  # noqa: PLC0415 - slow to import, and a build locks nothing

    place = agencies.resolve()
    folder = place / LOCK_FOLDER
    try:
        rights = place.stat().st_mode
        _make_folder(folder, rights)
        # No marker file in place of a lock: it would outlive a killed process.
        lock = filelock.FileLock(folder / LOCK_FILE, mode=rights & 0o666, fallback_to_soft=False)
        _acquire(lock, folder, timeout, on_wait)
    except filelock.Timeout:
        raise BusyError(
            editing_rules.BUSY.at(
                Location(place.as_posix()), who=_holder(folder), seconds=f"{timeout:.0f}"
            )
        ) from None
    except OSError as error:
        raise _no_lock(place, error) from error
    try:
        _sign(folder, command)
        yield
    finally:
        _unsign(folder)
        lock.release()


def _make_folder(folder: Path, rights: int) -> None:
    """Make the lock's folder: whoever may write data may lock them, and git passes over it."""
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
    import filelock  # noqa: PLC0415 - as above

    soon = min(_SOON, timeout)
    with contextlib.suppress(filelock.Timeout):
        lock.acquire(timeout=soon)
        return
    if on_wait is not None:
        on_wait(_holder(folder))
    lock.acquire(timeout=timeout - soon)


def _sign(folder: Path, command: str) -> None:
    """Leave word of who holds the lock; a courtesy, and no reason to fail."""
    word = {
        "command": command,
        "machine": platform.node(),
        "since": f"{datetime.datetime.now().astimezone():%H:%M:%S}",
    }
    with contextlib.suppress(OSError):
        (folder / HOLDER_FILE).unlink(missing_ok=True)  # a killed one's, of another user perhaps
        (folder / HOLDER_FILE).write_text(json.dumps(word), encoding="utf-8")


def _unsign(folder: Path) -> None:
    with contextlib.suppress(OSError):
        (folder / HOLDER_FILE).unlink(missing_ok=True)


def _holder(folder: Path) -> str:
    """Name who holds the lock, as the subject of a sentence."""
    try:
        word = json.loads((folder / HOLDER_FILE).read_text(encoding="utf-8"))
        command, machine, since = (str(word[key]) for key in ("command", "machine", "since"))
    except (OSError, ValueError, KeyError, TypeError):
        return _SOMEBODY
    who = f"Lệnh “{quotable(command)}”" if command else _SOMEBODY
    where = f" trên máy “{quotable(machine)}”" if machine else ""
    return f"{who}{where} (từ {quotable(since)})"


def _no_lock(agencies: Path, error: OSError) -> NoLockError:
    number = error.errno or 0
    if number in _WITHOUT_LOCKS:
        reason = "ổ đĩa này không có khóa tệp"
    else:
        reason = _IN_THE_WAY.get(number) or system_reason(error)
    how = _CURES.get(number, _ELSEWHERE)
    place = Location(agencies.as_posix())
    return NoLockError(editing_rules.NO_LOCK.at(place, reason=reason, how=how))
