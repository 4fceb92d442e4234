"""Commits made in a work tree apart from everybody's own, and pushed: the only place that writes to git.

No hook of the repository runs, nothing is signed, nobody is asked. Names of branches and paths are ours.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import os
import re
import shutil
import subprocess
from collections.abc import Collection
from pathlib import Path

from access_info.changes.git.revisions import GitError, Repository, git_environment
from access_info.problems import quotable

_SETTINGS = (
    f"core.hooksPath={os.devnull}",
    *("core.fsmonitor=false", "core.autocrlf=false", "commit.gpgSign=false", "push.gpgSign=false"),
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
_PATIENCE = 600
_LONGEST = 300
# `https://user:token@host/…` as git repeats it.
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")


@dataclasses.dataclass(frozen=True)
class GitIdentity:
    """An author or a committer.

    Attributes:
        name: What they are called.
        email: Their address.
    """

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
        self._top = repository.top
        self._commit = commit

    def __enter__(self) -> WorkTree:
        """Lay the commit out.

        Raises:
            GitError: It cannot be.
        """
        remove_tree(self._top, self.folder)
        # Twice: what somebody locked is taken over.
        run_git(
            self._top,
            *("worktree", "add", "--quiet", "--force", "--force", "--detach"),
            *(str(self.folder), self._commit),
        )
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the tree and what git noted of it."""
        remove_tree(self._top, self.folder)

    def reset(self) -> None:
        """Bring the tree back to its commit, whatever lies in it."""
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
        """Commit some files on top of the tree's commit and return the new commit's number.

        The same files, words and moment give the same number.

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

    def _run(self, *words: str, given: str = "", environment: dict[str, str] | None = None) -> str:
        # A tree that lost its link to the repository must not be taken for a part of the one above.
        fence = {"GIT_CEILING_DIRECTORIES": str(self.folder.parent)}
        return run_git(
            self.folder, *words, given=given, environment={**fence, **(environment or {})}
        )


def remove_tree(top: Path, folder: Path) -> None:
    """Remove a work tree and what git noted of it, if there is any: a killed run leaves one.

    Args:
        top: The folder of the repository's own work tree.
        folder: The tree's folder.
    """
    with contextlib.suppress(GitError):
        run_git(top, "worktree", "remove", "--force", "--force", str(folder))
    shutil.rmtree(folder, ignore_errors=True)


def set_branch(repository: Repository, name: str, commit: str) -> None:
    """Let a branch of ours point to a commit, be it there already or not.

    Raises:
        GitError: It cannot, as while somebody has it checked out.
    """
    run_git(repository.top, "branch", "--quiet", "--no-track", "--force", name, commit)


def open_branches(repository: Repository, prefix: str, base: str) -> list[str]:
    """List the branches below a prefix that are not merged into a commit."""
    listed = run_git(
        repository.top,
        *("for-each-ref", f"--no-merged={base}", "--format=%(refname:short)"),
        f"refs/heads/{prefix}",
    )
    return listed.split()


def push_branch(repository: Repository, remote: str, name: str) -> None:
    """Push a branch under its own name.

    Raises:
        GitError: The remote does not take it, or cannot be reached.
    """
    ref = f"refs/heads/{name}"
    run_git(
        repository.top,
        "push",
        "--quiet",
        "--no-verify",
        "--",
        remote,
        f"{ref}:{ref}",
        fetching=True,
    )


def run_git(
    folder: Path,
    *words: str,
    given: str = "",
    environment: dict[str, str] | None = None,
    fetching: bool = False,
) -> str:
    """Run git in a folder and return what it prints.

    Args:
        folder: Where.
        words: The command; whatever comes from outside stands after `--`, or is checked.
        given: Its standard input.
        environment: Further variables.
        fetching: Whether the network may be needed.

    Raises:
        GitError: It fails; the text holds its own last words.
    """
    git = shutil.which("git")
    if git is None:
        raise GitError("Máy này chưa cài git. Cài git (https://git-scm.com) rồi chạy lại.")
    variables = {name: value for name, value in git_environment().items() if name not in _FOREIGN}
    if fetching:
        variables.pop("GIT_NO_LAZY_FETCH", None)
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    try:
        done = subprocess.run(  # noqa: S603 - our own words, no shell
            [git, "--no-replace-objects", *settings, *words],
            cwd=folder,
            env={**variables, **(environment or {})},
            input=given.encode(),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GitError(f"git {_verb(words)} không xong sau {_PATIENCE} giây nên đã dừng.") from None
    if done.returncode:
        said = [
            line
            for line in done.stderr.decode("utf-8", "replace").strip().splitlines()
            if not line.startswith("hint:")
        ]
        last = quotable(_CREDENTIALS.sub("", " ".join(said[-2:])), longest=_LONGEST)
        raise GitError(f"git {_verb(words)} không làm được: {last or 'không rõ vì sao'}")
    return done.stdout.decode("utf-8", "replace")


def _verb(words: Collection[str]) -> str:
    return next((word for word in words if not word.startswith("-")), "")
