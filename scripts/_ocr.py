"""Install Tesseract with Vietnamese, which reads words in scans, where that is ours to do.

That is root on Debian or Ubuntu, or whoever may become root without a password, as on GitHub's machines;
else the command is told. Standard library only, like ``_setup``.
"""

from __future__ import annotations

import os
import shutil
import subprocess

import _setup

_PROGRAM, _LANGUAGE = "tesseract", "vie"
_DEBIAN = ("tesseract-ocr", "tesseract-ocr-vie")
COMMAND = f"sudo apt-get install -y {' '.join(_DEBIAN)}"


def ensure() -> None:
    """See to it that the program is there with Vietnamese.

    Raises:
        SetupError: It is not; the message holds the exact command that installs it.
    """
    if not is_there() and (as_root := _as_root()) is not None:
        print("Đang cài Tesseract tiếng Việt để đọc chữ trong ảnh…", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ("install", "-y", "-qq", "--no-install-recommends", *_DEBIAN)
        for arguments in (("update", "-qq"), install):
            subprocess.run(
                (*as_root, "apt-get", *arguments), env=quiet, check=False, stdout=subprocess.DEVNULL
            )
    if not is_there():
        raise _setup.SetupError(
            f"Máy chưa có Tesseract tiếng Việt nên chưa đọc được chữ trong ảnh.\nCài bằng: {COMMAND}"
        )


def is_there() -> bool:
    """Tell whether the program is there and reads Vietnamese."""
    program = shutil.which(_PROGRAM)
    if program is None:
        return False
    languages = subprocess.run((program, "--list-langs"), check=False, capture_output=True).stdout
    return _LANGUAGE in languages.decode(errors="replace").split()


def _as_root() -> tuple[str, ...] | None:
    """Return what stands before a command that needs root; `None` where that is not ours to do."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return ()
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    asked = subprocess.run((sudo, "--non-interactive", "true"), check=False, capture_output=True)
    return None if asked.returncode else (sudo, "--non-interactive")
