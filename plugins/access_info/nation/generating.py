"""Makes the sites of members that give their data instead of a site: with our generator, running no code of theirs."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

from access_info.loading import is_remote
from access_info.model.nation import Member, Nation
from access_info.nation.copies import drop_all_but
from access_info.pipeline.publish.output import take_place
from access_info.pipeline.trust.manifest import MANIFEST
from access_info.source.replacing import replace_file
from access_info.unchanged.store import remove
from access_info.unchanged.surroundings import SIGNING_KEY
from access_info.waiting import temporary_folder

# Programs that a task runs: they end when the task does.

# Seconds for a program to clear away unfinished files when it is stopped.
_MAX_CLEARING_SECONDS = 2.0


@contextlib.contextmanager
def _ended_in_time(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Stop a program that still runs when the context ends: politely, then by force."""
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(_MAX_CLEARING_SECONDS)
                except subprocess.TimeoutExpired:
                    process.kill()


# The data of a member that gives a git repository: its last state, without hooks or settings that git would run.

AGENCIES = "agencies"
_COMMIT_FILE = "phien-ban"
_COMMIT = re.compile(r"[0-9a-f]{40,64}", re.ASCII)
_MAX_GIT_SECONDS = 1_800.0
_MAX_BYTES = 4_000_000_000
_MAX_FILES = 500_000
_SETTINGS = (
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "http.followRedirects=false"),
    *("-c", "transfer.fsckObjects=true"),
    *("-c", "gc.auto=0"),
)


class RepositoryError(Exception):
    """A repository cannot be read; the text says why, as the end of a sentence, in Vietnamese."""


def bring_data(address: str, folder: Path, ca: Path | None = None) -> Path:
    """Fetch the newest folder of agencies of a repository, if it changed since the last build.

    Args:
        address: The repository's: `https://…`, `ssh://…`, `git@…:…`, `file://…`.
        folder: Where the data lie between builds.
        ca: A file with certificates of authorities trusted for `https://`, PEM.

    Returns:
        The folder of agencies.

    Raises:
        RepositoryError: The repository cannot be read; the folder stays as it was.
    """
    git = _Git(ca)
    folder.mkdir(parents=True, exist_ok=True)
    agencies, commit_file = folder / AGENCIES, folder / _COMMIT_FILE
    commit = git.run("ls-remote", "--", address, "HEAD").partition("\t")[0]
    if not _COMMIT.fullmatch(commit):
        raise RepositoryError("kho chưa có phiên bản nào")
    last_commit = commit_file.read_text(encoding="ascii") if commit_file.is_file() else ""
    if agencies.is_dir() and last_commit == commit:
        return agencies
    with temporary_folder(".dang-lay-", folder) as making:
        store, new = Path(making, "kho"), Path(making, "moi")
        git.run("init", "--quiet", "--bare", "--template=", str(store))
        words = ("--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules")
        git.run("-C", str(store), "fetch", *words, "--", address, "HEAD")
        commit = git.run("-C", str(store), "rev-parse", "FETCH_HEAD").strip()
        git.unpack(store, new)
        commit_file.unlink(missing_ok=True)
        take_place(new / AGENCIES, agencies)
    replace_file(commit_file, commit, sync=False)
    return agencies


class _Git:
    """Git that ignores all settings of user and system, and never prompts."""

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

    def run(self, *words: str) -> str:
        """Run a command of git, and return what it prints.

        Raises:
            RepositoryError: Git fails, or takes too long.
        """
        try:
            with self._started(words) as process:
                output, _ = process.communicate(timeout=_MAX_GIT_SECONDS)
        except subprocess.TimeoutExpired:
            raise RepositoryError("kho không trả lời") from None
        if process.returncode:
            raise RepositoryError("không lấy được từ kho (sai địa chỉ, thiếu quyền hoặc mất mạng)")
        return output.decode(errors="replace")

    def unpack(self, store: Path, target: Path) -> None:
        """Write the folder of agencies of the fetched commit below a target folder, without links."""
        words = ("-C", str(store), "archive", "--format=tar", "FETCH_HEAD", "--", AGENCIES)
        with self._started(words) as process:
            _unpack(process.stdout, target)
        if not (target / AGENCIES).is_dir():
            raise RepositoryError(f"kho không có thư mục {AGENCIES}")

    def _started(self, words: Sequence[str]) -> AbstractContextManager[subprocess.Popen[bytes]]:
        """Start a git command that is stopped if the context ends first."""
        process = subprocess.Popen(  # noqa: S603 - our own words, no shell
            [self._program, *_SETTINGS, *words],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return _ended_in_time(process)


def _unpack(archive: IO[bytes] | None, target: Path) -> None:
    """Write the files and folders of a tar archive below a folder, but no links.

    Raises:
        RepositoryError: The archive is larger than any agencies' data are, or no archive.
    """
    size = count = 0
    try:
        with tarfile.open(fileobj=archive, mode="r|") as files:
            for file in files:
                size, count = size + file.size, count + 1
                if size > _MAX_BYTES or count > _MAX_FILES:
                    raise RepositoryError(f"thư mục {AGENCIES} của kho lớn quá mức")
                if file.isfile() or file.isdir():
                    files.extract(file, target, filter="data")
    except tarfile.TarError:
        raise RepositoryError(f"kho không có thư mục {AGENCIES}") from None


# Makes the site of a member from its data: with this very program, in a process of its own.

_REPOSITORIES, _SITES = "kho", "dung"
_LOG = "loi.txt"
_MAX_BUILD_SECONDS = 4 * 3_600.0


def gives_data(member: Member) -> bool:
    """Tell whether a member gives its data, a folder or a repository, instead of a site."""
    if not member.source:
        return False
    source = Path(member.source)
    return is_remote(member.source) or (
        (source / AGENCIES).is_dir() and not (source / MANIFEST).is_file()
    )


def made_site(member: Member, cache: Path) -> Path:
    """Return the folder where the site made from a member's data lies, of this or an earlier build."""
    return cache / _SITES / member.code / "trang"


def make_site(member: Member, cache: Path, day: datetime.date, ca: Path | None) -> str:
    """Make the site of a member from its folder of agencies; nothing else in its repository is read.

    Args:
        member: The member, which gives its data.
        cache: The folder that is kept between builds.
        day: The day to judge by.
        ca: A file with certificates of authorities that are trusted beside the system's, PEM.

    Returns:
        Why the site could not be made, in Vietnamese sentences; "" if it was made.
    """
    source, site = member.source or "", made_site(member, cache)
    folder = site.parent
    folder.mkdir(parents=True, exist_ok=True)
    try:
        agencies = (
            bring_data(source, cache / _REPOSITORIES / member.code, ca)
            if is_remote(source)
            else Path(source) / AGENCIES
        )
    except RepositoryError as error:
        return f"Chưa lấy được dữ liệu của tỉnh: {error}."
    words = ["--agencies", agencies, "--out", site, "--site-url", member.url]
    words += ["--as-of", day.isoformat(), "--no-content", "--jobs", "1"]
    log = folder / _LOG
    with log.open("wb") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own words, no shell
            [sys.executable, "-P", "-m", "access_info", "build", *map(str, words)],
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        try:
            with _ended_in_time(process):
                code = process.wait(_MAX_BUILD_SECONDS)
        except subprocess.TimeoutExpired:
            return "Dựng trang của tỉnh lâu quá mức nên đã dừng."
    if code:
        return "Dữ liệu của tỉnh có lỗi nên chưa dựng được trang mới. Nơi giữ dữ liệu cần kiểm tra rồi sửa."
    log.unlink()
    # The generator caches the previous site, which still holds what was withdrawn since.
    remove(folder / ".cache" / "access-info" / "plain")
    return ""


def log_of(member: Member, cache: Path) -> Path | None:
    """Return the log of errors of a member's site that could not be made; `None` if it was made."""
    log = cache / _SITES / member.code / _LOG
    return log if log.is_file() else None


def drop_former_sites(cache: Path, nation: Nation) -> None:
    """Delete the repositories and sites of members that no longer give their data."""
    codes = {member.code for member in nation.members if gives_data(member)}
    for root in (_REPOSITORIES, _SITES):
        drop_all_but(cache / root, codes)


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment variables of the generator, without the signing key.

    `GIT_DIR` leads nowhere, so that no repository around the data is used.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != SIGNING_KEY and not name.startswith("GIT_")
    }
    # Settings of a repository can name programs that git runs (git-config(1), `gpg.program`).
    return {**kept, "GIT_DIR": str(folder / "khong-co-kho")}
