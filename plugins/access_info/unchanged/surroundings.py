"""What a build depends on besides its files: day, environment variables, Python, libraries, git's state.

Each function yields strings; a build is repeated only if all strings are the same as last time.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_HANOI = 7 * 3600  # seconds; the day of a build is Hà Nội's, MkDocs's own is that of UTC
# Environment variables that a build, or a program that it calls, may read.
_VARIABLES = frozenset({"HOME", "LANG", "LANGUAGE", "PATH", "SOURCE_DATE_EPOCH", "TZ"})
_PREFIXES = ("ACCESS_INFO_", "GIT_", "LC_", "MKDOCS", "PYTHON", "XDG_")
# MkDocs settings may take a value from a variable: `site_url: !ENV [SITE_URL, "https://…"]`.
_FROM_VARIABLES = b"!ENV"
# Names the file of a secret key to a build that signs; such a build never counts as repeated.
SIGNING_KEY = "ACCESS_INFO_SIGNING_KEY"
_WORD = re.compile(rb"\w+")
_INSTALLED = (".dist-info", ".egg-info", ".egg-link", ".pth")
_MOST_REFERENCES = 5


def days(environ: Mapping[str, str]) -> Iterator[str]:
    """Yield today's date in UTC (which MkDocs uses) and in Hà Nội (by which data is judged).

    Args:
        environ: Environment variables; `SOURCE_DATE_EPOCH` fixes the day of a build, so that no
            date is yielded.
    """
    if "SOURCE_DATE_EPOCH" not in environ:
        now = time.time()
        for seconds in (now, now + _HANOI):
            yield time.strftime("%Y-%m-%d", time.gmtime(seconds))


def variables(environ: Mapping[str, str], settings: Iterable[Path]) -> Iterator[str]:
    """Yield `NAME=value` for each environment variable that may change a build.

    Args:
        environ: The environment that the build runs in.
        settings: Settings files, which may name further variables by `!ENV`.
    """
    named: set[str] = set()
    for path in settings:
        text = _content(path)
        if _FROM_VARIABLES in text:
            named.update(word.decode("utf-8", "replace") for word in _WORD.findall(text))
    for name, value in sorted(environ.items()):
        matters = name in _VARIABLES or name in named or name.startswith(_PREFIXES)
        # A build that signs is never skipped, so its key need not be compared.
        if matters and name != SIGNING_KEY:
            yield f"{name}={value}"


def interpreter(python: Path, libraries: Iterable[Path]) -> Iterator[str]:
    """Yield what changes when Python or an installed library is replaced: paths, sizes, times.

    Args:
        python: Python's program; in a virtual environment, the link there.
        libraries: Folders of installed libraries.
    """
    program = python.resolve()
    status = program.stat()
    yield f"{program} {status.st_size} {status.st_mtime_ns}"
    yield _text(python.parent.parent / "pyvenv.cfg")
    for folder in libraries:
        names = sorted(os.listdir(folder)) if folder.is_dir() else []  # noqa: PTH208 - names alone
        for path in (folder / name for name in names if name.endswith(_INSTALLED)):
            yield f"{path} {path.stat().st_mtime_ns}"


def commits(folder: Path) -> Iterator[str]:
    """Yield git's state around a folder, which changes with each commit.

    It matters to a build, since pages show when data was last committed.

    Args:
        folder: A folder in a working tree; outside of any, nothing is yielded.
    """
    for place in (folder, *folder.parents):
        link = place / ".git"
        if link.is_dir():
            yield from _state(link, link)
        elif link.is_file():
            # A linked working tree or submodule: “gitdir: ../.git/worktrees/x”
            # (gitrepository-layout(5)).
            there = place / _text(link).removeprefix("gitdir:").strip()
            common = there / (_text(there / "commondir").strip() or ".")
            yield from _state(there, common)
        else:
            continue
        return


def _state(tree: Path, repository: Path) -> Iterator[str]:
    """Yield the references from HEAD to a commit, and git's other files that decide which commit it is.

    Args:
        tree: Git's folder for this working tree, with its `HEAD`.
        repository: Git's folder for the whole repository.
    """
    reference = _text(tree / "HEAD")
    for _ in range(_MOST_REFERENCES):
        yield reference
        name = reference.removeprefix("ref:").strip()
        if name == reference.strip():
            break
        reference = _text(repository / name)
    for name in ("packed-refs", "shallow", "config", "reftable/tables.list"):
        yield _text(repository / name)
    yield _text(tree / "reftable" / "tables.list")


def _text(path: Path) -> str:
    """Return what a file holds as text; nothing if it does not exist."""
    return _content(path).decode("utf-8", "replace")


def _content(path: Path) -> bytes:
    """Return what a file holds; nothing if it does not exist."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return b""
