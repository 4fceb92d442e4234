"""uv, which only releases need, in an environment of its own."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import _setup
from _environments import LockedEnvironment

if TYPE_CHECKING:
    from pathlib import Path

_UV = LockedEnvironment("scripts/requirements/release.txt", _setup.ROOT / ".cache" / "phat-hanh")


def uv() -> Path:
    """Return uv as the lock has it.

    Raises:
        SetupError: It cannot be installed.
    """
    _UV.ensure()
    return _UV.python.with_name("uv.exe" if _setup.WINDOWS else "uv")


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
