"""The data of a member that gives a git repository: its last state, without anything that git could run.

No work tree is checked out: neither hooks, nor filters (LFS), nor submodules of the repository come into
play (gitattributes(5), githooks(5)). Nothing of its history is kept, for that holds what was withdrawn.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

from access_info.nation.generating.programs import program
from access_info.pipeline.publish.output import take_place
from access_info.source import replace_file

AGENCIES = "agencies"
_COMMIT_FILE = "phien-ban"
_COMMIT = re.compile(r"[0-9a-f]{40,64}", re.ASCII)
_PATIENCE = 1_800.0  # seconds
_MOST_BYTES = 4_000_000_000
_MOST_FILES = 500_000
_SETTINGS = (
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "http.followRedirects=false"),
    *("-c", "transfer.fsckObjects=true"),
    *("-c", "gc.auto=0"),
)


class RepositoryError(Exception):
    """A repository cannot be read; the text says why, as the end of a sentence, in Vietnamese."""


def bring_data(address: str, folder: Path, ca: Path | None = None) -> Path:
    """Bring the folder of agencies of a repository up to date.

    Args:
        address: Of the repository: `https://…`, `ssh://…`, `git@…:…`, `file://…`.
        folder: Where it is kept between builds.
        ca: A file with certificates of authorities that count for `https://`, PEM.

    Returns:
        The folder of agencies.

    Raises:
        RepositoryError: It cannot be read; what was there stays.
    """
    git = _Git(ca)
    folder.mkdir(parents=True, exist_ok=True)
    agencies, noted = folder / AGENCIES, folder / _COMMIT_FILE
    commit = git.say("ls-remote", "--", address, "HEAD").partition("\t")[0]
    if not _COMMIT.fullmatch(commit):
        raise RepositoryError("kho chưa có phiên bản nào")
    known = noted.read_text(encoding="ascii") if noted.is_file() else ""
    if agencies.is_dir() and known == commit:
        return agencies
    with tempfile.TemporaryDirectory(prefix=".dang-lay-", dir=folder) as making:
        store, new = Path(making, "kho"), Path(making, "moi")
        git.say("init", "--quiet", "--bare", "--template=", str(store))
        words = ("--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules")
        git.say("-C", str(store), "fetch", *words, "--", address, "HEAD")
        commit = git.say("-C", str(store), "rev-parse", "FETCH_HEAD").strip()
        git.unpack(store, new)
        noted.unlink(missing_ok=True)
        take_place(new / AGENCIES, agencies)
    replace_file(noted, commit, sync=False)
    return agencies


class _Git:
    """Git with nobody's settings, which asks nobody anything."""

    def __init__(self, ca: Path | None) -> None:
        program = shutil.which("git")
        if program is None:
            raise RepositoryError("máy này chưa cài git")
        self._program = program
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self._environment = {
            **kept,
            "GIT_ALLOW_PROTOCOL": "https:ssh:file",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_SSH_COMMAND": os.environ.get("GIT_SSH_COMMAND", "ssh -o BatchMode=yes"),
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C",
            **({"GIT_SSL_CAINFO": str(ca)} if ca else {}),
        }

    def say(self, *words: str) -> str:
        """Run a command of git, and return what it prints.

        Raises:
            RepositoryError: It refuses, or takes too long.
        """
        try:
            with self._begun(words) as process:
                output, _ = process.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            raise RepositoryError("kho không trả lời") from None
        if process.returncode:
            raise RepositoryError("không lấy được từ kho (sai địa chỉ, thiếu quyền hoặc mất mạng)")
        return output.decode(errors="replace")

    def unpack(self, store: Path, target: Path) -> None:
        """Write the files below the folder of agencies, and no links."""
        words = ("-C", str(store), "archive", "--format=tar", "FETCH_HEAD", "--", AGENCIES)
        with self._begun(words) as process:
            _unpack(process.stdout, target)
        if not (target / AGENCIES).is_dir():
            raise RepositoryError(f"kho không có thư mục {AGENCIES}")

    def _begun(self, words: Sequence[str]) -> AbstractContextManager[subprocess.Popen[bytes]]:
        return program([self._program, *_SETTINGS, *words], environment=self._environment)


def _unpack(archive: IO[bytes] | None, target: Path) -> None:
    size = count = 0
    try:
        with tarfile.open(fileobj=archive, mode="r|") as files:
            for file in files:
                size, count = size + file.size, count + 1
                if size > _MOST_BYTES or count > _MOST_FILES:
                    raise RepositoryError(f"thư mục {AGENCIES} của kho lớn quá mức")
                if file.isfile() or file.isdir():
                    files.extract(file, target, filter="data")
    except tarfile.TarError:
        raise RepositoryError(f"kho không có thư mục {AGENCIES}") from None
