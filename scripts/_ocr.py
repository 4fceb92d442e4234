"""Install Tesseract with Vietnamese, which reads words in scans, where that is ours to do.

Where it is not (``_apt``) the command is told. Standard library only, like ``_setup``.
"""

from __future__ import annotations

import shutil
import subprocess

import _apt
import _setup

_PROGRAM, _LANGUAGE = "tesseract", "vie"
_DEBIAN = ("tesseract-ocr", "tesseract-ocr-vie")


def ensure() -> None:
    """See to it that the program is there with Vietnamese.

    Raises:
        SetupError: It is not; the message holds the exact command that installs it.
    """
    if not is_there():
        _apt.install(_DEBIAN, saying="Đang cài Tesseract tiếng Việt để đọc chữ trong ảnh…")
    if not is_there():
        raise _setup.SetupError(
            "Máy chưa có Tesseract tiếng Việt nên chưa đọc được chữ trong ảnh.\n"
            f"Cài bằng: {_apt.command(_DEBIAN)}"
        )


def is_there() -> bool:
    """Tell whether the program is there and reads Vietnamese."""
    program = shutil.which(_PROGRAM)
    if program is None:
        return False
    languages = subprocess.run((program, "--list-langs"), check=False, capture_output=True).stdout
    return _LANGUAGE in languages.decode(errors="replace").split()
