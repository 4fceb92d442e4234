"""Environments of their own for what tests run beside our program, each as its lock has it.

Standard library only, like ``_setup``.
"""

from __future__ import annotations

import dataclasses
import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import _setup


@dataclasses.dataclass(frozen=True)
class LockedEnvironment:
    """An environment of Python.

    Attributes:
        lock: Path of its lock below the repository's root.
        folder: Where it is made.
        over_tests: Whether it sees our program and all that the tests' environment has.
    """

    lock: str
    folder: Path
    over_tests: bool = False

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if _setup.WINDOWS else "bin/python")

    def ensure(self) -> None:
        """See to it that it is there as the lock has it.

        Raises:
            SetupError: It cannot be installed.
        """
        with _setup.alone():
            if not self.is_there():
                self._make()

    def is_there(self) -> bool:
        """Tell whether it is there as the lock has it."""
        stamp = self.folder / "da-cai"
        return self.python.exists() and stamp.is_file() and stamp.read_text("utf-8") == self._wanted

    def _make(self) -> None:
        print(f"Đang cài thư viện theo {self.lock} (chỉ lần đầu)…")
        shutil.rmtree(self.folder, ignore_errors=True)
        venv.EnvBuilder(symlinks=not _setup.WINDOWS).create(self.folder)
        # Fetched and installed by pip itself: some of other people's packages are no wheels, and are built here.
        command = (sys.executable, "-m", "pip", "--python", str(self.python), "install", "--quiet")
        options = ("--no-input", "--require-hashes", "--requirement", self.lock)
        done = subprocess.run(
            (*command, *options), cwd=_setup.ROOT, env=_setup.environment(), check=False
        )
        if done.returncode:
            raise _setup.SetupError(f"Không cài được thư viện theo {self.lock}, lý do ở ngay trên.")
        if self.over_tests:
            self._see_tests()
        (self.folder / "da-cai").write_text(self._wanted, encoding="utf-8")

    def _see_tests(self) -> None:
        """Let what is not installed here be found in the tests' environment, and our program beside it."""
        packages = next(path for path in self.folder.rglob("site-packages") if path.is_dir())
        places = [_setup.ROOT / "plugins", *_setup.libraries()]
        (packages / "_tests.pth").write_text(
            "".join(f"{place}\n" for place in places), encoding="utf-8"
        )

    @property
    def _wanted(self) -> str:
        lock = hashlib.sha256((_setup.ROOT / self.lock).read_bytes()).hexdigest()
        return f"{lock} {_setup.ROOT}" if self.over_tests else lock
