"""Install what harvests our catalogue in tests, CKAN's parser, in an environment of its own.

Its versions are CKAN's business and need not be ours. Standard library only, like ``_setup``.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv

import _setup

LOCK = "requirements-harvester.txt"
FOLDER = _setup.ROOT / ".cache" / "cong-du-lieu"
PYTHON = FOLDER / ("Scripts/python.exe" if _setup.WINDOWS else "bin/python")
_STAMP = FOLDER / "da-cai"


def ensure() -> None:
    """See to it that the parser is there as the lock has it.

    Raises:
        SetupError: It cannot be installed.
    """
    if is_there():
        return
    print(f"Đang cài thư viện theo {LOCK} (chỉ lần đầu)…")
    shutil.rmtree(FOLDER, ignore_errors=True)
    venv.EnvBuilder(symlinks=not _setup.WINDOWS).create(FOLDER)
    command = (sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet")
    options = ("--no-input", "--require-hashes", "--requirement", LOCK)
    done = subprocess.run(
        (*command, *options), cwd=_setup.ROOT, env=_setup.environment(), check=False
    )
    if done.returncode:
        raise _setup.SetupError(f"Không cài được thư viện theo {LOCK}, lý do ở ngay trên.")
    _STAMP.write_text(_wanted(), encoding="ascii")


def is_there() -> bool:
    """Tell whether the parser is there as the lock has it."""
    return PYTHON.exists() and _STAMP.is_file() and _STAMP.read_text("ascii") == _wanted()


def _wanted() -> str:
    return hashlib.sha256((_setup.ROOT / LOCK).read_bytes()).hexdigest()
