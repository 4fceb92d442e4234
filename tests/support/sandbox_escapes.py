"""What a hostile file might have a reader do, tried inside the child: by the name of the file."""

from __future__ import annotations

import ctypes
import math
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

OTHERS = "mật khẩu ở tệp khác"


def attempt(content, name, **_):
    """Try it; return what came of it."""
    try:
        came = ATTEMPTS[name.partition("_")[0]](content.decode())
    except Exception as error:  # noqa: BLE001 - the child must report whatever it is
        return {"refused": type(error).__name__, "event": str(error)}
    return {"came": str(came)}


def _spin(seconds=math.inf):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def _files():
    opened = []
    try:
        while len(opened) < 1_000:
            opened.append(os.dup(0))
    except OSError:
        return len(opened)
    finally:
        for number in opened:
            os.close(number)
    return len(opened)


def _write_natively(path):
    """Write with no help of Python's own functions, as native code would."""
    library = ctypes.PyDLL(None)
    number = library.open(os.fsencode(path), os.O_WRONLY | os.O_CREAT, 0o600)
    written = library.write(number, b"x", 1)
    return f"{number >= 0} {written}"


def _lift_limits():
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE):
        soft, hard = resource.getrlimit(kind)
        assert soft == hard != resource.RLIM_INFINITY
    return "no higher"


ATTEMPTS = {
    "socket": lambda _: socket.socket(),
    "connect": lambda _: socket.create_connection(("127.0.0.1", 9)),
    "resolve": lambda _: socket.getaddrinfo("example.org", 80),
    "subprocess": lambda _: subprocess.run(["true"], check=False),
    "other-program": lambda _: subprocess.run(["/bin/false"], check=False),
    "program": lambda _: subprocess.check_output(["/bin/cat", "/proc/net/dev"]),
    "program-by-shell": lambda _: subprocess.check_output("/bin/cat", shell=True),  # noqa: S602 - as above
    "system": lambda _: os.system("true"),  # noqa: S605 - must be refused
    "fork": lambda _: os.fork(),
    "exec": lambda _: os.execv("/bin/true", ["true"]),  # noqa: S606 - must be refused
    "spawn": lambda _: os.posix_spawn("/bin/true", ["true"], {}),
    "kill": lambda _: os.kill(os.getppid(), 15),
    "other-file": lambda path: Path(path).read_text("utf-8"),
    "other-file-by-bytes": lambda path: os.open(os.fsencode(path), os.O_RDONLY),
    "given-file-again": lambda path: (Path(path).parent / "given-file-again").read_bytes(),
    "code-of-others": lambda path: Path(path).with_suffix(".py").read_bytes(),
    "beside-time-zones": lambda _: Path("/usr/share/zoneinfo/../../../etc/passwd").read_bytes(),
    "over-time-zones": lambda _: os.open("/usr/share/zoneinfo/UTC", os.O_WRONLY),
    "new-file": lambda path: Path(path).with_suffix(".new").write_text("x", "utf-8"),
    "scratch-file": lambda _: tempfile.mkstemp(),
    "over-code": lambda _: os.open(__file__, os.O_WRONLY),
    "listing": lambda path: list(Path(path).parent.iterdir()),
    "walk": lambda path: list(os.scandir(Path(path).parent)),
    "remove": lambda path: Path(path).unlink(),
    "rename": lambda path: Path(path).rename(path + "2"),
    "copy": lambda path: shutil.copy(path, path + "2"),
    "library": ctypes.CDLL,
    "memory": lambda _: len(bytearray(5_000_000_000)),
    "computing": lambda _: _spin(),
    "moment": lambda _: _spin(0.4),
    "waiting": lambda _: threading.Event().wait(),
    "files": lambda _: _files(),
    "native-write": _write_natively,
    "limits": lambda _: _lift_limits(),
    "environment": lambda _: sorted(os.environ),
    "late-import": lambda _: __import__("wave").__name__,
    "print": lambda _: sys.stdout.write("no answer\n") and sys.stdout is sys.stderr,
    "long": lambda _: "x" * 90_000_000,
    "die": lambda _: os._exit(3),
}
