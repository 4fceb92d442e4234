"""What decides about a build besides the files it reads: day, variables, interpreter, libraries, commits."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_HANOI = 7 * 3600  # seconds; the day of a build is Hà Nội's, MkDocs's own is that of UTC
# What a build, the programs it calls and their settings ask of the environment.
_VARIABLES = frozenset({"HOME", "LANG", "LANGUAGE", "PATH", "SOURCE_DATE_EPOCH", "TZ"})
_PREFIXES = ("ACCESS_INFO_", "GIT_", "LC_", "MKDOCS", "PYTHON", "XDG_")
# `site_url: !ENV [SITE_URL, "https://…"]`: settings of MkDocs that take a value from a variable.
_FROM_VARIABLES = b"!ENV"
# Names the file of a secret key to a build that signs; such a build never counts as repeated.
SIGNING_KEY = "ACCESS_INFO_SIGNING_KEY"
_WORD = re.compile(rb"\w+")
_INSTALLED = (".dist-info", ".egg-info", ".egg-link", ".pth")
_MOST_REFERENCES = 5


def days(environ: Mapping[str, str]) -> Iterator[str]:
    """Yield the day that it is for a build, here and in Greenwich: the clock is read for nothing else.

    Args:
        environ: With `SOURCE_DATE_EPOCH` there is no other day.
    """
    if "SOURCE_DATE_EPOCH" not in environ:
        now = time.time()
        for seconds in (now, now + _HANOI):
            yield time.strftime("%Y-%m-%d", time.gmtime(seconds))


def variables(environ: Mapping[str, str], settings: Iterable[Path]) -> Iterator[str]:
    """Yield the variables that a build may ask for.

    Args:
        environ: The environment it runs in.
        settings: Files of settings, where they may be named.
    """
    named: set[str] = set()
    for path in settings:
        text = _content(path)
        if _FROM_VARIABLES in text:
            named.update(word.decode("utf-8", "replace") for word in _WORD.findall(text))
    for name, value in sorted(environ.items()):
        asked = name in _VARIABLES or name in named or name.startswith(_PREFIXES)
        if asked and name != SIGNING_KEY:
            yield f"{name}={value}"


def interpreter(python: Path, libraries: Iterable[Path]) -> Iterator[str]:
    """Yield what tells one Python with its libraries from another.

    Args:
        python: The program; in an environment of its own, the link there.
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
    """Yield what git's state around a folder hangs on: pages tell when data was last committed.

    Args:
        folder: In a working tree, or anywhere else.
    """
    for place in (folder, *folder.parents):
        link = place / ".git"
        if link.is_dir():
            yield from _state(link, link)
        elif link.is_file():
            # A further working tree, a submodule: “gitdir: ../.git/worktrees/x” (gitrepository-layout(5)).
            there = place / _text(link).removeprefix("gitdir:").strip()
            common = there / (_text(there / "commondir").strip() or ".")
            yield from _state(there, common)
        else:
            continue
        return


def _state(tree: Path, repository: Path) -> Iterator[str]:
    """Yield where HEAD points to and what may say otherwise.

    Args:
        tree: The working tree's own folder of git's.
        repository: The repository's.
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
    return _content(path).decode("utf-8", "replace")


def _content(path: Path) -> bytes:
    """Read a file; one that is not there is empty."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return b""
