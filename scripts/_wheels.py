"""Fetch what the lock installs as files, so that tests install the built package with no index to ask.

Standard library only, like ``_setup``.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import sysconfig

import _setup

FOLDER = _setup.ROOT / ".cache" / "goi-thu-vien"
_STAMP = FOLDER / "da-tai"


def ensure() -> None:
    """See to it that every wheel of the lock is there.

    Raises:
        SetupError: One cannot be fetched.
    """
    with _setup.alone():
        if not is_there():
            _fetch()


def is_there() -> bool:
    """Tell whether the wheels are there as the lock has them."""
    return _STAMP.is_file() and _STAMP.read_text("ascii") == _wanted()


def _fetch() -> None:
    print(f"Đang tải các gói của {_setup.RUN} (chỉ lần đầu)…")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    command = (str(_setup.PYTHON), "-m", "pip", "download", "--quiet", "--no-input", "--no-deps")
    options = ("--require-hashes", "--only-binary", ":all:", "--dest", str(FOLDER))
    done = subprocess.run(
        (*command, *options, "--requirement", _setup.RUN),
        cwd=_setup.ROOT,
        env=_setup.environment(),
        check=False,
    )
    if done.returncode:
        raise _setup.SetupError(f"Không tải được các gói của {_setup.RUN}, lý do ở ngay trên.")
    _STAMP.write_text(_wanted(), encoding="ascii")


def _wanted() -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor} {sysconfig.get_platform()}"
    return f"{hashlib.sha256((_setup.ROOT / _setup.RUN).read_bytes()).hexdigest()} {version}"
