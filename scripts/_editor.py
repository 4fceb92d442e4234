"""Bundle the form on the web; done once for each state of its sources, then without a network."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import _node
import _setup

FOLDER = _setup.ROOT / "scripts" / "editor"
# What the plugin looks for (`access_info.plugin.events.BUNDLE`).
VARIABLE = "ACCESS_INFO_EDITOR"


def bundle() -> Path:
    """Make the form's scripts.

    Returns:
        The folder that holds them.

    Raises:
        SetupError: npm's packages or the bundle could not be made.
    """
    bundled = _setup.ROOT / ".cache" / "bieu-mau" / _digest()
    if bundled.is_dir():
        return bundled
    print("Đang đóng gói biểu mẫu (chỉ lần đầu và khi biểu mẫu đổi)…")
    _node.install(FOLDER)
    shutil.rmtree(bundled.parent, ignore_errors=True)
    begun = bundled.with_name(f"{bundled.name}-{os.getpid()}")
    command = (_node.node(), str(FOLDER / "build.mjs"), str(begun))
    if subprocess.run(command, cwd=FOLDER, env=_setup.environment(), check=False).returncode:
        raise _setup.SetupError("Không đóng gói được biểu mẫu, lý do ở ngay trên.")
    begun.rename(bundled)
    return bundled


def _digest() -> str:
    """Name what the bundle is made from."""
    digest = hashlib.sha256()
    files = [FOLDER / "build.mjs", FOLDER / "package-lock.json", *(FOLDER / "src").iterdir()]
    for path in sorted(files):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
