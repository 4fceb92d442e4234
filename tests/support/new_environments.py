"""Environments with nothing in them but a release, as its own list of libraries or its core alone has it."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Self

import pytest

# What the guide tells a clerk to write first.
LIST = 'muc:\n- ma: "2026-001"\n  ten: "Quy chế tiếp công dân"\n'


class Installed:
    """An environment with nothing in it but a wheel and what its lock names.

    Attributes:
        folder: The environment.
    """

    def __init__(self, folder: Path) -> None:
        """An environment that is there."""
        self.folder = folder

    @classmethod
    def begun(cls, folder: Path) -> Self:
        """An empty environment."""
        venv.EnvBuilder(symlinks=True).create(folder)
        return cls(folder)

    def install(self, release: Path, wheels: Path, *options: str) -> None:
        """Installs a release as its own list of libraries has it, with no index to ask."""
        (libraries,) = release.glob("*.requirements.txt")
        self._run(
            sys.executable, "-m", "pip", "--python", str(self.folder / "bin/python"), "install",
            *("--quiet", "--no-input", "--no-compile", "--no-index", "--require-hashes"),
            *("--only-binary", ":all:"),
            *("--find-links", str(wheels), "--find-links", str(release / "dist")),
            *("--requirement", str(libraries), *options),
            cwd=release,
        )  # fmt: skip

    def install_named(self, *names: str, wheels: Path, release: Path) -> None:
        """Installs packages with what they need, with no index to ask."""
        self._run(
            sys.executable, "-m", "pip", "--python", str(self.folder / "bin/python"), "install",
            *("--quiet", "--no-input", "--no-compile", "--no-index", "--only-binary", ":all:", *names),
            *("--find-links", str(wheels), "--find-links", str(release / "dist")),
            cwd=release,
        )  # fmt: skip

    @property
    def size(self) -> int:
        """Bytes of all installed packages, with what Python compiled."""
        (packages,) = self.folder.glob("lib/python*/site-packages")
        return sum(path.stat().st_size for path in packages.rglob("*") if path.is_file())

    def __call__(self, folder: Path, program: str, *words: str) -> str:
        """Runs an installed program in a folder; returns what it printed."""
        return self._run(str(self.folder / "bin" / program), *words, cwd=folder)

    def fails(self, folder: Path, program: str, *words: str) -> tuple[int, str]:
        """Runs an installed program that is to fail; returns its code, and what it printed."""
        with pytest.raises(subprocess.CalledProcessError) as failed:
            self._run(str(self.folder / "bin" / program), *words, cwd=folder, check=True)
        return failed.value.returncode, failed.value.stdout + failed.value.stderr

    def _run(self, *command: str, cwd: Path, check: bool = False) -> str:
        remembered = {"HOME", "LANG", "TMPDIR"}
        done = subprocess.run(
            command,
            cwd=cwd,
            env={
                **{name: value for name, value in os.environ.items() if name in remembered},
                "PATH": f"{self.folder / 'bin'}:/usr/bin:/bin",
                "NO_MKDOCS_2_WARNING": "1",
                "PIP_CONFIG_FILE": os.devnull,
                "PIP_DISABLE_PIP_VERSION_CHECK": "1",
                "SOURCE_DATE_EPOCH": "1795478400",  # 2026-11-24 in Hà Nội
            },
            capture_output=True,
            encoding="utf-8",
            check=check,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def packed(scripts, checkout: Path, out: Path) -> Path:
    """A release of a checkout's files as they are, not only of what was committed."""
    packing = scripts("releasing.packing")
    command = (sys.executable, "-m", "hatchling", "build", "--directory", str(out / "dist"))
    subprocess.run(command, cwd=checkout, check=True, capture_output=True)
    packing.write_library_lock(checkout, out)
    return out


def begun_place(installed: Installed, folder: Path, *, name: str = "Tỉnh Thử") -> Path:
    """A jurisdiction with agencies, as the guide tells it."""
    place = folder / "tỉnh thử"
    installed(folder, "access-info", "init", str(place), "--name", name)
    for agency, kind in (("so-tu-phap", "so"), ("xa-thu", "xa")):
        installed(place, "access-info", "new", agency, "--type", kind)
        profile = place / "agencies" / agency / "co-quan.yml"
        profile.write_text(profile.read_text("utf-8").replace("…", "Thử"), "utf-8")
    (place / "agencies/so-tu-phap/cong-khai.yml").write_text(LIST, "utf-8")
    return place


def written_data(place: Path) -> dict[str, bytes]:
    """What people wrote, by path: nothing that the program makes again."""
    written = [
        *(path for path in (place / "agencies").rglob("*") if "_mau" not in path.parts),
        *(place / name for name in ("mkdocs.yml", "content/index.md")),
    ]
    return {str(path): path.read_bytes() for path in written if path.is_file()}
