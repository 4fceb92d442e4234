"""Make the virtual environment that every script of this repository runs in.

Standard library only, since it runs before anything is installed. The order of writing heals a kill
at any moment: a mark is written before the first change and taken away after the last, so the next
run knows that what it finds may be half made, and begins afresh. Once the stamp equals what the
locks ask for, nothing is installed and no network is needed.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import _fetching

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
RUN = "requirements.txt"
TEST = "scripts/requirements/test.txt"
EDITOR = "scripts/requirements/editor.txt"

# Python's own variables that a caller may have set; compiled modules are kept, since every command
# that a test starts would compile them again.
_OF_THE_CALLER = {
    *("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"),
    *("PIP_TARGET", "PIP_PREFIX", "PIP_USER"),
}
_UNFINISHED = VENV / "dang-cai"
_PLACE_STAMP = VENV / "noi-cai"
_NO_PIP = """\
Máy này thiếu phần để tạo môi trường Python (ensurepip và pip).
  Debian, Ubuntu:  sudo apt-get install python3-venv
  Fedora:          sudo dnf install python3-pip
Cài xong rồi chạy lại đúng lệnh vừa rồi."""
SetupError = _fetching.SetupError


def speak_utf8() -> None:
    """Let Vietnamese through where the console or a pipe has a smaller character set."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give child processes an environment that the caller's own Python settings cannot disturb.

    Args:
        extra: Variables to set besides.

    Returns:
        A copy of ``os.environ`` without other Python paths, with ``.venv`` first on the PATH.
    """
    variables = {name: value for name, value in os.environ.items() if name not in _OF_THE_CALLER}
    return variables | {
        "NO_MKDOCS_2_WARNING": "1",
        "PATH": f"{BIN}{os.pathsep}{variables.get('PATH', os.defpath)}",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONNOUSERSITE": "1",
        "PYTHONUTF8": "1",
        "VIRTUAL_ENV": str(VENV),
        **(extra or {}),
    }


def libraries() -> list[Path]:
    """Return the folders of ``.venv`` in which libraries are installed."""
    bases = {"base": str(VENV), "platbase": str(VENV)}
    paths = sysconfig.get_paths("nt_venv" if WINDOWS else "posix_venv", bases)
    return [Path(paths["purelib"]), Path(paths["platlib"])]


def ensure(lock: str = RUN) -> Path:
    """Bring ``.venv`` to what a lock asks for, doing nothing when it is there already.

    Args:
        lock: Path of the lock below the repository's root, ``RUN`` or ``TEST`` (which contains it).

    Returns:
        The environment's own Python.

    Raises:
        SetupError: The environment cannot be made here; the message tells what to do.
    """
    with alone():
        _refuse_link()
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        place = "\n".join((str(ROOT), version, sysconfig.get_platform()))
        stamp = _stamp(lock)
        if _UNFINISHED.exists() or _read(_PLACE_STAMP) != place or not PYTHON.exists():
            _remove()
        wanted = _digest(lock)
        if _read(stamp) == wanted:
            return PYTHON
        print(f"Đang cài thư viện theo {lock} (chỉ lần đầu, mất một vài phút)…")
        VENV.mkdir(exist_ok=True)
        _UNFINISHED.touch()
        for old in VENV.glob("da-cai-*"):
            old.unlink()
        if not PYTHON.exists():
            venv.EnvBuilder(symlinks=not WINDOWS).create(VENV)
        _install(lock)
        _PLACE_STAMP.write_text(place, encoding="utf-8")
        # The test lock holds everything of the other one, at the same versions.
        for done in {lock, RUN}:
            _stamp(done).write_text(_digest(done), encoding="utf-8")
        _UNFINISHED.unlink()
    return PYTHON


def add(lock: str) -> None:
    """Bring one more lock into the environment that `ensure` made.

    Args:
        lock: Path of a lock below the repository's root, of which the others need nothing.

    Raises:
        SetupError: It cannot be installed here.
    """
    with alone():
        stamp = _stamp(lock)
        if _read(stamp) == _digest(lock):
            return
        print(f"Đang cài thư viện theo {lock} (chỉ lần đầu)…")
        install(lock, _pip())
        stamp.write_text(_digest(lock), encoding="utf-8")


def _refuse_link() -> None:
    """Touch nothing where ``.venv`` is a link: what it leads to belongs to another folder."""
    if VENV.is_symlink():
        raise SetupError(
            f"{VENV} là một liên kết tới {VENV.readlink()}, không phải thư mục của kho này.\n"
            "Xóa liên kết ấy (chỉ liên kết, không xóa nơi nó trỏ tới) rồi chạy lại lệnh vừa rồi."
        )
    if VENV.exists() and not VENV.is_dir():
        raise SetupError(f"{VENV} là một tệp. Đổi tên hoặc xóa tệp ấy rồi chạy lại lệnh vừa rồi.")


def _stamp(lock: str) -> Path:
    """Return the file that says by which state of a lock the environment was installed."""
    return VENV / f"da-cai-{Path(lock).name}"


def _digest(lock: str) -> str:
    """Name what an installation depends on: the lock and the project's own entry points."""
    content = (ROOT / lock).read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(content).hexdigest()


def _install(lock: str) -> None:
    """Install the locked libraries, then the project, which pip cannot hash."""
    install(lock, _pip())
    # The lock may have brought another pip.
    _run_pip(_pip(), lock, "--no-deps", "--no-build-isolation", "--editable", ".")
    _link_relatively()


def install(lock: str, pip: Sequence[str]) -> None:
    """Fetch what a lock names and this machine does not have, then install it without a network.

    Args:
        lock: Path of the lock below the repository's root.
        pip: The pip that installs, with what says into which environment.

    Raises:
        SetupError: Something cannot be fetched or installed.
    """
    files = fetched(lock, pip)
    print(f"Đang cài {len(files)} gói, không cần mạng nữa…")
    places = [f"--find-links={folder}" for folder in {file.parent for file in files}]
    _run_pip(pip, lock, "--no-index", *places, "--require-hashes", "--requirement", lock)


def fetched(lock: str, pip: Sequence[str]) -> list[Path]:
    """Return the files of all packages that a lock names, fetched if need be.

    Args:
        lock: Path of the lock below the repository's root.
        pip: The pip that fetches.

    Raises:
        SetupError: One cannot be fetched.
    """
    return _fetching.fetched(ROOT / lock, pip, folder=ROOT, environment=environment())


def _run_pip(pip: Sequence[str], lock: str, *arguments: str) -> None:
    command = [*pip, "install", "--quiet", "--no-input", *arguments]
    if subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode:
        raise SetupError(_fetching.NOT_INSTALLED.format(lock=lock))


def _link_relatively() -> None:
    r"""Point from the environment to ``plugins/`` without naming the folder above.

    Before 3.13 Python reads ``.pth`` files in the machine's own character set, and does not start at
    all when an accented path in one cannot be decoded (``C:\Users\Phường``, ``LC_ALL=C``).
    """
    packages = libraries()[0]
    for link in packages.glob("*_tiep_can_thong_tin.pth"):
        link.write_text(os.path.relpath(ROOT / "plugins", packages) + "\n", encoding="ascii")


def _pip() -> Sequence[str]:
    """Find a pip that can install into ``.venv``: its own, Python's bundled one, or the caller's.

    Debian ships Python without the bundled pip; one that is installed outside serves as well.
    """
    inner = (str(PYTHON), "-m", "pip")
    outer = (sys.executable, "-m", "pip", "--python", str(PYTHON))
    if _works(*inner, "--version") or _works(str(PYTHON), "-m", "ensurepip", "--default-pip"):
        return inner
    if importlib.util.find_spec("pip") and _works(*outer, "--version"):
        return outer
    raise SetupError(_NO_PIP)


def _works(*command: str) -> bool:
    done = subprocess.run(command, cwd=ROOT, env=environment(), check=False, capture_output=True)
    return done.returncode == 0


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None


def _remove() -> None:
    """Take away an environment that is half made, moved or of another Python."""
    if not VENV.exists():
        return
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise SetupError(
            "Thư mục .venv đã cũ và phải làm lại, nhưng lệnh này đang chạy bằng Python ở trong đó.\n"
            "Gõ “deactivate” rồi chạy lại lệnh vừa rồi."
        )
    # First, so that a kill in the middle of the removal leaves nothing that looks whole.
    _PLACE_STAMP.unlink(missing_ok=True)
    shutil.rmtree(VENV)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time set up; the system frees the lock of a killed one."""
    path = ROOT / ".cache" / "cai-dat.lock"
    if path.parent.is_symlink() and not path.parent.exists():
        raise SetupError(f"{path.parent} là một liên kết hỏng. Xóa liên kết ấy rồi chạy lại.")
    if path.parent.exists() and not path.parent.is_dir():
        raise SetupError(f"{path.parent} là một tệp. Đổi tên hoặc xóa tệp ấy rồi chạy lại.")
    if path.is_dir():
        raise SetupError(f"{path} là một thư mục. Xóa thư mục ấy rồi chạy lại.")
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as handle:
        _lock(handle)
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: TextIO) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _lock(handle: TextIO) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)


def main() -> int:
    """Set up and nothing else, for whoever needs the command line alone.

    Returns:
        0 when the environment is there, 2 when it cannot be made.
    """
    speak_utf8()
    try:
        ensure()
    except SetupError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"Đã có: {BIN / 'access-info'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
