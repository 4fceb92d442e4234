"""uv, which only releases need, in an environment of its own. Standard library only, like ``_setup``."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import _setup

LOCK = "requirements-release.txt"
FOLDER = _setup.ROOT / ".cache" / "phat-hanh"
_BIN = FOLDER / ("Scripts" if _setup.WINDOWS else "bin")
_STAMP = FOLDER / "da-cai"


def uv() -> Path:
    """Return uv as the lock has it.

    Raises:
        SetupError: It cannot be installed.
    """
    wanted = hashlib.sha256((_setup.ROOT / LOCK).read_bytes()).hexdigest()
    program = _BIN / ("uv.exe" if _setup.WINDOWS else "uv")
    if program.exists() and _STAMP.is_file() and _STAMP.read_text("ascii") == wanted:
        return program
    print(f"Đang cài thư viện theo {LOCK} (chỉ lần đầu)…")
    shutil.rmtree(FOLDER, ignore_errors=True)
    venv.EnvBuilder(symlinks=not _setup.WINDOWS).create(FOLDER)
    python = _BIN / ("python.exe" if _setup.WINDOWS else "python")
    command = (sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet")
    options = ("--no-input", "--require-hashes", "--requirement", LOCK)
    done = subprocess.run(
        (*command, *options), cwd=_setup.ROOT, env=_setup.environment(), check=False
    )
    if done.returncode:
        raise _setup.SetupError(f"Không cài được thư viện theo {LOCK}, lý do ở ngay trên.")
    _STAMP.write_text(wanted, encoding="ascii")
    return program


def upload(packages: Path) -> int:
    """Hand packages to the index, which trusts the workflow that this runs in: no secret is kept.

    Args:
        packages: The folder of wheel and sdist.

    Returns:
        uv's own code.

    Raises:
        SetupError: uv cannot be installed.
    """
    files = sorted(str(path) for path in packages.iterdir() if path.suffix in {".whl", ".gz"})
    command = (str(uv()), "publish", "--no-config", "--trusted-publishing", "always", *files)
    return subprocess.run(command, cwd=_setup.ROOT, check=False).returncode
