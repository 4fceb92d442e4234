"""Install programs of the system by apt, where that is ours to do.

That is root on Debian or Ubuntu, or whoever may become root without a password, as on GitHub's machines.
Standard library only, like ``_setup``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def command(packages: Sequence[str]) -> str:
    """Tell what a person types to install packages.

    Args:
        packages: Their Debian names.

    Returns:
        The whole command.
    """
    return f"sudo apt-get install -y {' '.join(packages)}"


def install(packages: Sequence[str], *, saying: str) -> None:
    """Install packages; does nothing where that is not ours to do.

    Whether it went well is not told: callers look for the program that they need.

    Args:
        packages: Their Debian names.
        saying: What is shown meanwhile.
    """
    as_root = _as_root()
    if as_root is None:
        return
    print(saying, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    asked = ("install", "-y", "-qq", "--no-install-recommends", *packages)
    for arguments in (("update", "-qq"), asked):
        subprocess.run(
            (*as_root, "apt-get", *arguments), env=quiet, check=False, stdout=subprocess.DEVNULL
        )


def run_as_root(*command: str) -> None:
    """Run a command as root, where that is ours to do and the program is there; how it ends is not told."""
    as_root = _as_root()
    if as_root is not None and shutil.which(command[0]):
        subprocess.run((*as_root, *command), check=False, capture_output=True)


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
