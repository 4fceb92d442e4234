#!/usr/bin/env python3
"""Write the hash locks anew from ``pyproject.toml`` and the ``.in`` files.

For whoever changes a dependency: needs ``uv`` on the PATH and the network. Versions that still fit
are kept; ``--upgrade`` takes the newest. One lock serves Python 3.11–3.14 on Linux, macOS and
Windows, so the same bytes are installed on a clerk's laptop and in CI.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    # An address of an index would tie the lock to one mirror.
    *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--quiet"),
)
# What is light enough for every checkout; whoever makes papers as PDF or a national site by many machines
# adds that extra. Tests take all.
_EXTRAS_OF_A_CHECKOUT = ("nation", "signatures", "terminal", "xls")
LOCKS = {
    "requirements.txt": (
        *("pyproject.toml", "requirements.in"),
        *(f"--extra={extra}" for extra in _EXTRAS_OF_A_CHECKOUT),
    ),
    "scripts/requirements/test.txt": (
        *("pyproject.toml", "requirements.in", "scripts/requirements/test.in", "--extra=all"),
        *("--constraints", "requirements.txt"),
    ),
    "scripts/requirements/editor.txt": (
        *("scripts/requirements/editor.in", "--constraints", "scripts/requirements/test.txt"),
    ),
    "scripts/requirements/harvester.txt": (
        *("scripts/requirements/harvester.in", "--constraints", "scripts/requirements/test.txt"),
    ),
    "scripts/requirements/release.txt": ("scripts/requirements/release.in",),
    # Each lies over the tests' environment; the second has the oldest Material of pyproject.toml.
    "tests/guests/requirements-newest.txt": ("tests/guests/requirements.in",),
    "tests/guests/requirements-oldest.txt": (
        *("tests/guests/requirements.in", "tests/guests/requirements-oldest.in"),
    ),
}


class LockError(Exception):
    """The locks could not be made again; the text says why."""


def stale(uv: Path) -> list[str]:
    """Name the locks that would be written otherwise; nothing is written.

    Args:
        uv: The program.

    Raises:
        LockError: uv refused, such as without a network.
    """
    with tempfile.TemporaryDirectory() as folder:
        return [name for name in LOCKS if _is_stale(uv, name, Path(folder, name))]


def _is_stale(uv: Path, lock: str, copy: Path) -> bool:
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / lock, copy)
    done = subprocess.run(
        _command(uv, lock, copy), cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise LockError(done.stderr.strip())
    return copy.read_bytes() != (ROOT / lock).read_bytes()


def _command(uv: Path, lock: str, out: Path, *further: str) -> list[str]:
    options = (*OPTIONS, *further, "--output-file", str(out))
    return [str(uv), "pip", "compile", *LOCKS[lock], *options]


def main() -> int:
    """Compile the locks, each constrained by the one before.

    Returns:
        0, or 2 when ``uv`` is missing.
    """
    parser = argparse.ArgumentParser(description="Khoá lại phiên bản các thư viện.")
    parser.add_argument("--upgrade", action="store_true", help="lấy phiên bản mới nhất")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []
    uv = shutil.which("uv")
    if uv is None:
        print("Chưa có uv. Cài bằng: python3 -m pip install uv", file=sys.stderr)
        return 2
    for lock in LOCKS:
        subprocess.run(_command(Path(uv), lock, Path(lock), *upgrade), cwd=ROOT, check=True)
        print(f"Đã ghi {lock}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
