"""Git: revisions read from its store of objects, and commits made in a work tree of their own.

For reading, only commands that read objects are used: they run no hook, no filter and no external diff of
the repository, and take no replacement objects. A revision is resolved to the id of a commit first,
after `--end-of-options`, so that no argument can pass for an option. For writing, no hook of the repository
runs, nothing is signed, nobody is asked; this program alone chooses names of branches and paths.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import os
import re
import shutil
import subprocess
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from access_info.problems import MisuseError, quotable

_MAX_MESSAGES = 500
# `git log -z --raw`: “:100644 100644 3f…(40 digits) 9a…(40) M\0agencies/a/co-quan.yml\0”.
_RAW_CHANGE = re.compile(rb":\d{6} \d{6} ([0-9a-f]{40,64}) ([0-9a-f]{40,64}) [A-Z]\d*\0([^\0]+)\0")
# Errors of git: “fatal: Not a valid object name”, “error: unable to read 3f9a…”.
_MISSING_OBJECT = re.compile(r"missing|not a valid object|bad object|unable to read", re.IGNORECASE)
# Git speaks English, asks nobody and fetches nothing by itself.
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
}
# Settings for commands that write.
_WRITING = (
    f"core.hooksPath={os.devnull}",
    *("core.autocrlf=false", "commit.gpgSign=false", "push.gpgSign=false"),
    *("push.followTags=false", "submodule.recurse=false", "gc.auto=0", "maintenance.auto=false"),
)
# What a caller that is itself run by git hands down would lead into its repository.
_FOREIGN = frozenset(
    f"GIT_{name}"
    for name in (
        *("DIR", "WORK_TREE", "INDEX_FILE", "COMMON_DIR", "OBJECT_DIRECTORY", "NAMESPACE"),
        *("ALTERNATE_OBJECT_DIRECTORIES", "PREFIX", "CONFIG_PARAMETERS", "CONFIG_COUNT"),
    )
)
_MAX_SECONDS = 600
_MAX_QUOTE = 300
# `https://user:token@host/…` as git repeats it.
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")


class GitError(MisuseError):
    """Git failed or does not find what was asked for; the text says what to do, in Vietnamese."""


@dataclasses.dataclass(frozen=True)
class TreeEntry:
    """A file of a revision.

    Attributes:
        mode: As git writes it: `120000` is a link, `160000` another repository.
        id: The id of its content in git's store.
        size: Bytes; 0 for a link to another repository.
        path: Path as stored, below the listed tree.
    """

    mode: str
    id: str
    size: int
    path: bytes


class Repository:
    """A git repository: reads its store of objects, and writes branches that this program makes.

    Attributes:
        top: The folder of its work tree.
    """

    def __init__(self, folder: Path) -> None:
        """Find the repository that holds a folder.

        Raises:
            GitError: There is no git, or the folder is in no repository.
        """
        git = shutil.which("git")
        if git is None:
            raise GitError(
                "Máy này chưa cài git nên không đọc được các phiên bản. Cài git "
                "(https://git-scm.com), hoặc so sánh hai thư mục."
            )
        self._git = git
        self.top = folder
        done = self._read("rev-parse", "--show-toplevel")
        if done.returncode:
            raise GitError(_no_repository(folder, done.stderr))
        self.top = Path(done.stdout.decode("utf-8", "surrogateescape").rstrip("\n"))

    def commit(self, name: str) -> str:
        """Return the id of the commit that a revision (`HEAD`, `main`, `3f9a2c1`) names.

        Raises:
            GitError: The revision names no commit.
        """
        if not name or name.startswith("-") or "\0" in name:
            raise GitError(f"“{name}” không phải tên một phiên bản của kho.")
        done = self._read(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
        )
        commit = done.stdout.decode("ascii", "replace").strip()
        if done.returncode or not re.fullmatch(r"[0-9a-f]{40,64}", commit):
            raise GitError(
                f"Không thấy phiên bản “{name}” trong kho. Xem tên nhánh: git branch -a.{self._shallow_cure()}"
            )
        return commit

    def merge_base(self, commit: str, other: str) -> str:
        """Return the last commit that two others have in common in their histories.

        Raises:
            GitError: The repository holds no such commit.
        """
        done = self._read("merge-base", commit, other)
        base = done.stdout.decode("ascii", "replace").strip()
        if done.returncode or not base:
            raise GitError(
                "Không tìm thấy chỗ hai phiên bản tách ra khỏi nhau."
                + (self._shallow_cure() or " Hai phiên bản không có gốc chung.")
            )
        return base

    def files(self, commit: str, folder: str) -> Iterator[TreeEntry] | None:
        """List every file below a folder of a revision; `None` if it has no such folder.

        Args:
            commit: A commit's id.
            folder: Path below the top, with `/`; "" for the whole.
        """
        tree = f"{commit}:{folder}" if folder else f"{commit}^{{tree}}"
        if self._read("rev-parse", "--verify", "--quiet", tree).returncode:
            return None
        done = self._read("ls-tree", "-r", "-l", "-z", tree)
        if done.returncode:
            if _MISSING_OBJECT.search(done.stderr.decode("utf-8", "replace")):
                raise GitError(
                    "Kho tải về thiếu một phần dữ liệu. Chạy git fetch (không kèm --filter) rồi "
                    "làm lại."
                )
            return None  # a file bears the folder's name
        return _entries(done.stdout)

    def messages(self, base: str, head: str) -> list[str]:
        """Return the messages of the commits that are in `head` and not in `base`, at most 500."""
        done = self._read(
            "log", "-z", "--format=%B", f"--max-count={_MAX_MESSAGES}", f"{base}..{head}", "--"
        )
        if done.returncode:
            return []
        return [text for text in done.stdout.decode("utf-8", "replace").split("\0") if text.strip()]

    def contents_ever(self) -> Iterator[tuple[str, str]]:
        """Yield (path, content's id) for each file of the history of `HEAD` and all it ever held.

        By these an upgrade recognises files that an earlier version of the generator wrote.
        """
        done = self._read(
            "log", "-z", "--format=", "--raw", "--no-abbrev", "--no-renames", "-m", "HEAD", "--"
        )
        for before, after, path in _RAW_CHANGE.findall(done.stdout):
            name = path.decode("utf-8", "surrogateescape")
            yield name, before.decode()
            yield name, after.decode()

    def reader(self) -> ObjectReader:
        """Start a process that reads many objects in a row, faster than a command for each."""
        return ObjectReader(self._command("cat-file", "--batch"), self.top)

    def remove_tree(self, folder: Path) -> None:
        """Remove a work tree and git's record of it, if there are any, as after a killed run."""
        with contextlib.suppress(GitError):
            self.write("worktree", "remove", "--force", "--force", str(folder))
        shutil.rmtree(folder, ignore_errors=True)

    def set_branch(self, name: str, commit: str) -> None:
        """Make a branch point to a commit; a branch of that name is moved.

        Raises:
            GitError: The branch cannot be moved, for instance as somebody has it checked out.
        """
        self.write("branch", "--quiet", "--no-track", "--force", name, commit)

    def open_branches(self, prefix: str, base: str) -> list[str]:
        """List the branches below a prefix that are not merged into a commit."""
        merged = f"--no-merged={base}"
        heads = f"refs/heads/{prefix}"
        return self.write("for-each-ref", merged, "--format=%(refname:short)", heads).split()

    def push_branch(self, remote: str, name: str) -> None:
        """Push a branch under its own name.

        Raises:
            GitError: The remote does not take it, or cannot be reached.
        """
        ref = f"refs/heads/{name}:refs/heads/{name}"
        self.write("push", "--quiet", "--no-verify", "--", remote, ref, fetching=True)

    def write(
        self,
        *words: str,
        folder: Path | None = None,
        given: str = "",
        environment: Mapping[str, str] | None = None,
        fetching: bool = False,
    ) -> str:
        """Run a git command that changes the repository or a work tree, and return what it prints.

        Args:
            words: The command; whatever comes from outside stands after `--`, or is checked.
            folder: Where it runs; by default in the repository's own work tree.
            given: Its standard input.
            environment: Further variables.
            fetching: Whether the network may be needed.

        Raises:
            GitError: The command fails; the text quotes its last lines, without credentials.
        """
        variables = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
        variables |= {**_ENVIRONMENT, **(environment or {})}
        if fetching:
            del variables["GIT_NO_LAZY_FETCH"]
        settings = [word for setting in _WRITING for word in ("-c", setting)]
        verb = next(word for word in words if not word.startswith("-"))
        try:
            done = subprocess.run(  # noqa: S603 - our own words, no shell
                self._command(*settings, *words),
                cwd=folder or self.top,
                env=variables,
                input=given.encode(),
                capture_output=True,
                timeout=_MAX_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise GitError(f"git {verb} không xong sau {_MAX_SECONDS} giây nên đã dừng.") from None
        if done.returncode:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            spoken = [line for line in lines if not line.startswith("hint:")]
            last = quotable(_CREDENTIALS.sub("", " ".join(spoken[-2:])), longest=_MAX_QUOTE)
            raise GitError(f"git {verb} không làm được: {last or 'không rõ vì sao'}")
        return done.stdout.decode("utf-8", "replace")

    def _shallow_cure(self) -> str:
        """Say how to fetch the whole history; "" if the repository holds it already."""
        done = self._read("rev-parse", "--is-shallow-repository")
        if done.stdout.strip() != b"true":
            return ""
        return (
            " Kho này chỉ tải về một phần lịch sử. Chạy git fetch --unshallow; trong quy trình tự "
            "động thì đặt fetch-depth: 0 ở bước checkout."
        )

    def _command(self, *words: str) -> list[str]:
        return [self._git, "--no-replace-objects", "-c", "core.fsmonitor=false", *words]

    def _read(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        """Run a git command that reads objects; whether it failed is for the caller to see."""
        return subprocess.run(  # noqa: S603 - our own words and checked numbers, no shell
            self._command(*words),
            cwd=self.top,
            env={**os.environ, **_ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )


class ObjectReader:
    """A `git cat-file` process that hands over objects as they are asked for."""

    def __init__(self, command: list[str], folder: Path) -> None:
        """Start the process."""
        self._process = subprocess.Popen(  # noqa: S603 - our own words, no shell
            command,
            cwd=folder,
            env={**os.environ, **_ENVIRONMENT},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> ObjectReader:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait()

    def read(self, entry: TreeEntry) -> Iterator[bytes]:
        """Yield a file's bytes in pieces; a caller must take every piece, or the next read fails.

        Raises:
            GitError: The store does not hold it.
        """
        process = self._process
        if process.stdin is None or process.stdout is None:
            return
        process.stdin.write(f"{entry.id}\n".encode())
        process.stdin.flush()
        header = process.stdout.readline().split()
        if len(header) != 3:  # noqa: PLR2004 - number, kind, size
            raise GitError("Kho tải về thiếu một phần dữ liệu. Chạy git fetch rồi làm lại.")
        left = int(header[2])
        while left:
            piece = process.stdout.read(min(left, 1 << 20))
            if not piece:
                raise GitError(
                    "git dừng giữa chừng khi đọc dữ liệu. Chạy git fsck để kiểm tra kho."
                )
            left -= len(piece)
            yield piece
        process.stdout.read(1)


def _entries(listing: bytes) -> Iterator[TreeEntry]:
    """Yield the files that `git ls-tree -l -z` lists."""
    for line in listing.split(b"\0"):
        head, tab, path = line.partition(b"\t")
        words = head.split()
        if tab and len(words) == 4:  # noqa: PLR2004 - mode, kind, number, size
            size = int(words[3]) if words[3].isdigit() else 0
            yield TreeEntry(words[0].decode(), words[2].decode(), size, path)


def _no_repository(folder: Path, stderr: bytes) -> str:
    """Say why git finds no repository in a folder, and what to do."""
    if b"dubious ownership" in stderr:
        return (
            f"git từ chối đọc “{folder}” vì thư mục thuộc người dùng khác. Chạy: git config --global "
            f"--add safe.directory {folder}"
        )
    return (
        f"“{folder}” không nằm trong kho git nào. Vào thư mục của kho rồi chạy lại, hoặc so sánh "
        "hai thư mục."
    )


# Commits made in a work tree of their own: nobody's checked out files change.


@dataclasses.dataclass(frozen=True)
class GitIdentity:
    """The name and email of a commit's author or committer."""

    name: str
    email: str


class WorkTree:
    """A work tree of a repository in a folder of its own, as long as the context lasts.

    Attributes:
        folder: The folder.
    """

    def __init__(self, repository: Repository, folder: Path, commit: str) -> None:
        """Prepare; nothing is written yet.

        Args:
            repository: The repository.
            folder: Where the tree will be; what a killed run left there is removed.
            commit: The commit that is laid out.
        """
        self.folder = folder
        self._repository = repository
        self._commit = commit

    def __enter__(self) -> WorkTree:
        """Check the commit out into the folder.

        Raises:
            GitError: Git cannot make the work tree.
        """
        self._repository.remove_tree(self.folder)
        # Twice forced: what somebody locked is taken over.
        words = ("worktree", "add", "--quiet", "--force", "--force", "--detach")
        self._repository.write(*words, str(self.folder), self._commit)
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the tree and git's record of it."""
        self._repository.remove_tree(self.folder)

    def reset(self) -> None:
        """Bring the tree back to its commit; all other files in it are removed."""
        self._run("reset", "--quiet", "--hard", self._commit)
        self._run("clean", "--quiet", "-ffdx")

    def commit(
        self,
        paths: Collection[str],
        message: str,
        *,
        author: GitIdentity,
        committer: GitIdentity,
        moment: datetime.datetime,
    ) -> str:
        """Commit some files on top of the tree's commit and return the new commit's id.

        The same files, words and moment give the same id.

        Args:
            paths: The files, below the top, with `/`.
            message: The whole message.
            author: Who made the change.
            committer: Who commits it.
            moment: When; with a time zone.
        """
        date = moment.isoformat(timespec="seconds")
        people = {"AUTHOR": author, "COMMITTER": committer}
        signed = {
            f"GIT_{role}_{field}": value
            for role, person in people.items()
            for field, value in (("NAME", person.name), ("EMAIL", person.email), ("DATE", date))
        }
        self._run("--literal-pathspecs", "add", "--force", "--", *sorted(paths))
        self._run(
            *("commit", "--quiet", "--no-verify", "--cleanup=verbatim", "--file=-"),
            given=message,
            environment=signed,
        )
        return self._run("rev-parse", "--verify", "HEAD").strip()

    def _run(
        self, *words: str, given: str = "", environment: Mapping[str, str] | None = None
    ) -> str:
        """Run a git command that writes in this work tree, and return what it prints.

        Args:
            words: The command.
            given: Its standard input.
            environment: Further variables.
        """
        # A tree that lost its link to the repository must not be taken for a part of the one above.
        fence = {"GIT_CEILING_DIRECTORIES": str(self.folder.parent)}
        return self._repository.write(
            *words, folder=self.folder, given=given, environment={**fence, **(environment or {})}
        )
