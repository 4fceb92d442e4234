"""The child process that reads files from outside: each line in is a question, each line out an answer.

It is started with a purpose, a task (`package.module:function`) and perhaps the program that the task may
start. The task gets a file's bytes, its name and the parent's further arguments; it returns plain data.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from importlib.machinery import all_suffixes
from pathlib import Path, PurePath
from typing import Any

from access_info.office_files.limits import EXHAUSTED, LIMITS, Limits, Purpose

MAX_OPEN_FILES = 32
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Audit events (`sys.addaudithook`) of these families are refused, except those of importing a module.
_REFUSED = (
    *("socket.", "subprocess.", "os.", "shutil.", "tempfile.", "pty.", "signal.", "fcntl."),
    *("urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "nntplib.", "telnetlib."),
    *("sqlite3.", "syslog.", "webbrowser.", "ensurepip.", "_winapi.", "glob."),
)
# Namespaces (Linux, `sched.h`).
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_LISTINGS = frozenset({"os.listdir", "os.scandir"})
_IMPORTING = frozenset({"os.add_dll_directory"})
# Rules of time zones (`zoneinfo.TZPATH`), which libraries read as they are loaded.
_ZONES = (
    *("/usr/share/zoneinfo/", "/usr/lib/zoneinfo/"),
    *("/usr/share/lib/zoneinfo/", "/etc/zoneinfo/"),
)


def limit_process(*, memory: int, computing: int) -> None:
    """Limit memory and processor time of this process, as far as the system can.

    Args:
        memory: Bytes of address space.
        computing: Seconds of processor time.
    """
    _limit("AS", memory, memory)
    # One second between the signal that can be caught and the one that cannot.
    _limit("CPU", computing, computing + 1)
    _limit("CORE", 0, 0)
    if sys.platform == "win32":
        threading.Thread(target=_end_after, args=(computing,), daemon=True).start()


def _end_after(computing: int) -> None:
    """End this process once it has used so many seconds of processor time; where the system does not, in a thread.

    It has no turn while one call of a native library holds the interpreter; then the parent's patience ends it.
    """
    while time.process_time() < computing:
        time.sleep(1)
    os._exit(EXHAUSTED)


def limit_files() -> None:
    """Forbid this process to write to files, and to open many, as far as the system can."""
    _limit("FSIZE", 0, 0)
    _limit("NOFILE", MAX_OPEN_FILES, MAX_OPEN_FILES)


def _limit(name: str, soft: int, hard: int) -> None:
    """Set the resource limit `RLIMIT_…` of this process, or a lower one that is set already."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    kind = getattr(resource, f"RLIMIT_{name}")
    _, most = resource.getrlimit(kind)
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    try:
        resource.setrlimit(kind, (soft, hard))
    except (ValueError, OSError):
        return


def leave_network() -> None:
    """Cut this process, and programs that it starts, off from the network, where the system allows it."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - few children need it

    library = ctypes.CDLL(None)
    # Who may not leave the network alone may do so together with becoming another user; `any` tries in order.
    any(library.unshare(spaces) == 0 for spaces in (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))


class Guard:
    """The audit hook that refuses what reading a file does not need: network, programs, other files.

    Python calls it at each such event; a hook cannot be removed again. It stops libraries that a hostile
    file misleads, but not code that the file makes the processor run.
    """

    def __init__(self, program: str | None = None) -> None:
        """Install the hook; it refuses from now on.

        Args:
            program: Full path of the one program that may be started, or `None`.
        """
        self._program = program
        places = [os.path.abspath(entry) for entry in sys.path if entry]  # noqa: PTH100 - as opened
        # Libraries of an environment that is reached by a link open their own files where they are.
        places += [place for entry in places if (place := os.path.realpath(entry)) not in places]
        libraries = [place for place in places if Path(place).name.endswith("-packages")]
        standard = os.path.dirname(os.path.abspath(os.__file__))  # noqa: PTH100, PTH120 - as above
        self._places = tuple(places)
        self._libraries = tuple(place + os.sep for place in (*libraries, standard))
        self._code = tuple(place + os.sep for place in places)
        self._suffixes = tuple(all_suffixes())
        self._given: str | None = None
        sys.dont_write_bytecode = True
        sys.addaudithook(self._judge)

    def read(self, path: str) -> bytes:
        """Return the bytes of the file to be read, the only data file that the hook lets be opened.

        It may be opened only here, not by the task.

        Args:
            path: The file.

        Raises:
            OSError: The file cannot be read.
        """
        self._given = path
        try:
            return Path(path).read_bytes()
        finally:
            self._given = None

    def _judge(self, event: str, arguments: tuple[object, ...]) -> None:
        """Raise `PermissionError` for an audit event that is not allowed; Python calls this at each event."""
        if event == "open":
            allowed = self._may_open(*arguments)
        elif event == "ctypes.dlopen":
            allowed = arguments[0] is None or self._is_code(arguments[0])
        elif event == "subprocess.Popen":
            allowed = self._program is not None and arguments[0] == self._program
        elif event in _LISTINGS:
            allowed = self._may_list(arguments[0])
        else:
            allowed = event in _IMPORTING or not event.startswith(_REFUSED)
        if not allowed:
            raise PermissionError(event)

    def _may_open(self, path: object, _mode: object, flags: object) -> bool:
        """Tell whether a file may be opened: for reading only; the given file, code or time zones."""
        if isinstance(path, int):
            return True  # open already
        if isinstance(flags, int) and flags & _WRITES:
            return False
        return path == self._given or self._is_code(path) or _is_zone(path)

    def _may_list(self, path: object) -> bool:
        """Tell whether a folder may be listed: only folders in which Python looks for modules."""
        if not isinstance(path, str):
            return False
        place = os.path.abspath(path)  # noqa: PTH100 - no look at the disk
        return place in self._places or place.startswith(self._code)

    def _is_code(self, path: object) -> bool:
        """Tell whether a path is a file of a library, or a module of the program."""
        if not isinstance(path, str):
            return False
        place = os.path.abspath(path)  # noqa: PTH100 - no look at the disk
        return place.startswith(self._libraries) or (
            place.startswith(self._code) and place.endswith(self._suffixes)
        )


def _is_zone(path: object) -> bool:
    """Tell whether a path is a file of the system's time zones, which libraries read."""
    return isinstance(path, str) and os.path.abspath(path).startswith(_ZONES)  # noqa: PTH100 - no look at the disk


Task = Callable[..., object]


def main() -> int:
    """Limit this process, then answer questions until the parent closes the pipe; return 0.

    The order matters: limits come before the task's libraries are loaded, the guard after.
    """
    purpose, task, *program = sys.argv[1:]
    limits = LIMITS[Purpose(purpose)]
    # Before the task is loaded, so that loading libraries is limited too.
    limit_process(memory=limits.memory, computing=limits.computing)
    module, _, function = task.partition(":")
    read: Task = getattr(importlib.import_module(module), function)
    output = sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    limit_files()
    if program or limits.offline:
        leave_network()
    guard = Guard(*program)
    for line in sys.stdin.buffer:
        output.write(_answer(guard, read, json.loads(line), limits) + b"\n")
        output.flush()
    return 0


def _answer(guard: Guard, read: Task, question: dict[str, Any], limits: Limits) -> bytes:
    """Return the JSON of a task's answer for one file, or of its failure: `memory`, `broken`, or `answer` (too long)."""
    path: str = question["path"]
    try:
        answer = read(guard.read(path), PurePath(path).name, **question["given"])
        text = json.dumps({"answer": answer}, ensure_ascii=False).encode("utf-8", "replace")
    except MemoryError:
        return b'{"failure": "memory"}'
    except Exception:  # noqa: BLE001 - whatever a library does with a hostile file, it is reported
        return b'{"failure": "broken"}'
    return text if len(text) <= limits.answer else b'{"failure": "answer"}'


if __name__ == "__main__":
    sys.exit(main())
