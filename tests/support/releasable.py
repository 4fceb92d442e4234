"""A repository of the generator that may release: a key that is allowed to sign, nothing to install."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
from pathlib import Path

import signing_keys
from proposal_repository import git

from access_info import __version__

ROOT = Path(__file__).parents[2]
TAG = f"v{__version__}"
VERSION_FILE = "plugins/access_info/__init__.py"
RECORD = "plugins/access_info/accessibility.json"
SURFACE = "tests/cases/public-surface.txt"
SIGNERS = "scripts/releasing/allowed_signers"
_COPIED = (".github", "scripts", "plugins/access_info/locale")
_NOT_COPIED = shutil.ignore_patterns("node_modules", "__pycache__")
_FILES = (
    *(".gitignore", ".gitlab-ci.yml", "CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml"),
    *(path.name for path in ROOT.glob("requirements*.*")),
    # As much of the package as its release is judged by: what the whole of it does is tried elsewhere.
    *(f"plugins/access_info/{name}" for name in ("__init__.py", "accessibility.json")),
)
# The environment that the tests run in has what the locks ask for.
_NO_SETUP = """

def ensure(lock=RUN):
    return Path({python!r})
"""
TESTED = "đã chạy mọi kiểm tra"


class Releasable:
    """A checkout of `main`, and the keys of who may and who may not sign.

    Attributes:
        folder: The checkout.
        key: The secret key of who may release.
        stranger: That of somebody else.
    """

    def __init__(self, folder: Path, keys: Path) -> None:
        self.folder = folder
        self.key, self.stranger = keys / "nguoi-phat-hanh", keys / "nguoi-la"

    @classmethod
    def begun(cls, folder: Path) -> Releasable:
        """Lays out a checkout with one commit."""
        repository = cls(folder / "kho", folder)
        for name in _COPIED:
            shutil.copytree(ROOT / name, repository.folder / name, ignore=_NOT_COPIED)
        (repository.folder / SURFACE).parent.mkdir(parents=True)
        for name in (*_FILES, SURFACE):
            shutil.copy(ROOT / name, repository.folder / name)
        with (repository.folder / "scripts/_setup.py").open("a", encoding="utf-8") as file:
            file.write(_NO_SETUP.format(python=sys.executable))
        tests = repository.folder / "scripts/test.py"
        tests.write_text(f"print({TESTED!r})\n", encoding="utf-8")
        public = signing_keys.make(repository.key)
        signing_keys.make(repository.stranger)
        with (repository.folder / SIGNERS).open("a", encoding="utf-8") as file:
            file.write(f"phat-hanh@mau.example {public}\n")
        git(repository.folder, "init", "--quiet", "--initial-branch=main")
        repository.commit("một bản phát hành được")
        return repository

    def copied(self, folder: Path) -> Releasable:
        """Returns the same in another folder, where it may be changed."""
        shutil.copytree(self.folder, folder)
        return Releasable(folder, self.key.parent)

    def commit(self, message: str) -> None:
        """Commits whatever was written."""
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "--allow-empty", "--message", message)

    def sign(self, tag: str, key: Path | None = None) -> None:
        """Tags the last commit."""
        settings = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={key or self.key}")
        git(self.folder, *settings, "tag", "--sign", tag, "--message", tag)

    def release(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs the repository's own scripts/release.py."""
        return subprocess.run(
            [sys.executable, "scripts/release.py", *words],
            cwd=self.folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


def today() -> str:
    """Returns the day as scripts/release.py has it."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()
