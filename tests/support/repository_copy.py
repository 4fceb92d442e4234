"""A repository as `access-info init` leaves it, with an environment that needs no installing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import tiny_province

ROOT = Path(__file__).parents[2]
_NOT_COPIED = shutil.ignore_patterns("node_modules", "benchmark")
# The set-up itself tells what it would have left.
_STAMPS = """
import sys, sysconfig; sys.path.insert(0, sys.argv[1]); import _setup
version = f"{sys.version_info.major}.{sys.version_info.minor}"
place = "\\n".join((str(_setup.ROOT), version, sysconfig.get_platform()))
_setup._PLACE_STAMP.write_text(place, encoding="utf-8")
(_setup.VENV / f"da-cai-{_setup.RUN}").write_text(_setup._digest(_setup.RUN), encoding="utf-8")
"""


def lay_out(folder: Path) -> Path:
    """The tiny province with the generator and its scripts; libraries are those of the tests."""
    tiny_province.lay_out(folder)
    shutil.copytree(ROOT / "plugins", folder / "plugins")
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=_NOT_COPIED)
    for name in ("requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    venv.EnvBuilder(symlinks=True).create(folder / ".venv")
    bases = {"base": str(folder / ".venv"), "platbase": str(folder / ".venv")}
    packages = Path(sysconfig.get_paths("posix_venv", bases)["purelib"])
    paths = [folder / "plugins", *(path for path in sys.path if path.endswith("-packages"))]
    (packages / "paths.pth").write_text("".join(f"{path}\n" for path in paths), "utf-8")
    command = (sys.executable, "-c", _STAMPS, str(folder / "scripts"))
    subprocess.run(command, check=True)
    return folder
