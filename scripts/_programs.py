"""Install the programs that serve and open what is built as others will: nginx, LibreOffice Calc, curl.

Where that is not ours to do (``_apt``) the command is told. Standard library only, like ``_setup``.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import _apt
import _setup

if TYPE_CHECKING:
    from collections.abc import Iterator

# Debian keeps nginx where only root looks.
_PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
_DEBIAN = {
    "nginx": "nginx",
    "soffice": "libreoffice-calc-nogui libreoffice-writer-nogui",
    "curl": "curl",
}
_BREW = {"nginx": "nginx", "soffice": "--cask libreoffice", "curl": "curl"}
# LibreOffice's parts come one by one: what opens tables, and what opens letters.
_PARTS = (
    ("libsclo.so", "libsclo.dylib", "sclo.dll"),
    ("libswlo.so", "libswlo.dylib", "swlo.dll"),
)


def ensure() -> None:
    """See to it that the programs are there.

    Raises:
        SetupError: One is not; the message holds the exact commands that install what is missing.
    """
    missing = list(_missing())
    if missing:
        packages = [package for name in missing for package in _DEBIAN[name].split()]
        _apt.install(packages, saying=f"Đang cài {', '.join(packages)}…")
        if "nginx" in missing:
            # The package starts a server at once; the tests start one of their own.
            _apt.run_as_root("systemctl", "disable", "--now", "nginx")
    missing = list(_missing())
    if missing:
        cures = [_apt.command(packages)]
        if sys.platform == "darwin":
            cures = [f"brew install {_BREW[name]}" for name in missing]
        raise _setup.SetupError(
            f"Máy chưa có {', '.join(missing)} nên chưa thử được cấu hình máy chủ và các ví dụ mở tệp.\n"
            f"Cài bằng: {' && '.join(cures)}"
        )


def _missing() -> Iterator[str]:
    for name in _DEBIAN:
        program = shutil.which(name, path=_PATH)
        if program is None:
            yield name
        elif name == "soffice":
            folder = Path(program).resolve().parent
            places = (folder, folder.parent / "Frameworks")
            for names in _PARTS:
                if not any((place / part).exists() for place in places for part in names):
                    yield name
                    break
