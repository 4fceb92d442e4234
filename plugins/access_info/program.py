"""Which program makes a site: name, version, and the commit it is of, where that is known."""

from __future__ import annotations

import datetime
import functools
import json
import platform
import re
import shutil
import subprocess
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from access_info import __version__

NAME = "tiep-can-thong-tin"
# What a page says of its maker: no more, since there are many pages.
GENERATOR = f"{NAME} {__version__}"
# Lies beside a jurisdiction's data where the generator was copied there: which files are the generator's.
PROVENANCE = ".bo-dung.sha256"
_PACKAGE = Path(__file__).parent
_COMMIT = re.compile(r"[0-9a-f]{40,64}", re.ASCII)


@functools.cache
def generator_facts() -> dict[str, str]:
    """Return what a manifest says of the program: name, version, and the commit if it is known."""
    commit = commit_of(_PACKAGE)
    return {"name": NAME, "version": __version__, **({"commit": commit} if commit else {})}


def program_line(laws: Iterable[tuple[str, datetime.date]]) -> str:
    """Return in one line what makes a site: program, law packs with their first day, libraries.

    Args:
        laws: Number and first day in force of each law pack that is used; a national site has none of its own.
    """
    facts = generator_facts()
    commit = f", commit {facts['commit']}" if "commit" in facts else ""
    by_day = sorted(laws, key=lambda law: law[1])
    packs = ", ".join(f"{number} ({first_day.isoformat()})" for number, first_day in by_day)
    libraries = (("MkDocs", "mkdocs"), ("Material", "mkdocs-material"))
    versions = (f"{name} {_version_of(package)}" for name, package in libraries)
    named = (f"gói luật: {packs}",) if packs else ()
    parts = (*named, f"Python {platform.python_version()}", *versions)
    return "; ".join((f"{GENERATOR}{commit}", *parts))


def _version_of(package: str) -> str:
    """Return an installed library's version; a word where it is not there."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "chưa cài"


def commit_of(package: Path) -> str:
    """Return the commit that a copy of the program is of; "" where nothing says so for certain.

    Args:
        package: The program's own folder: in a jurisdiction's repository, in a checkout, or installed.
    """
    root = package.parents[1]
    noted = root / PROVENANCE
    if noted.is_file():
        return _commit_noted(noted)
    return (
        _commit_checked_out(root, package)
        if (root / ".git").exists()
        else _commit_installed(package)
    )


def provenance_head(commit: str) -> str:
    """Return the comment that says in `PROVENANCE` of which commit the copy is; "" without one."""
    return f"# {GENERATOR} {commit}\n" if commit else ""


def _commit_noted(path: Path) -> str:
    """Return the commit in the comment that `provenance_head` wrote, or ""."""
    words = path.read_text("utf-8", "replace").partition("\n")[0].split()
    commit = words[-1] if words[:1] == ["#"] else ""
    return commit if _COMMIT.fullmatch(commit) else ""


def _commit_checked_out(root: Path, package: Path) -> str:
    """Return the last commit of the program's folder, if the folder is as that commit has it; else ""."""
    git = shutil.which("git")
    if git is None or _git_answer(git, root, "rev-parse", "--is-shallow-repository") != "false":
        return ""
    below = package.relative_to(root).as_posix()
    if _git_answer(git, root, "status", "--porcelain", "--", below) != "":
        return ""
    commit = _git_answer(git, root, "log", "-1", "--format=%H", "--", below) or ""
    return commit if _COMMIT.fullmatch(commit) else ""


def _git_answer(git: str, folder: Path, *words: str) -> str | None:
    """Return what git answers, without the line's end; `None` when it refuses."""
    done = subprocess.run(  # noqa: S603 - our own words, no shell
        [git, "--no-optional-locks", "-c", "core.fsmonitor=false", *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return None if done.returncode else done.stdout.rstrip("\n")


def _commit_installed(package: Path) -> str:
    """Return the commit that this package was installed from (PEP 610), or ""."""
    try:
        distribution = metadata.distribution(NAME)
        is_this = Path(str(distribution.locate_file(package.name))).resolve() == package.resolve()
        origin = json.loads(distribution.read_text("direct_url.json") or "{}") if is_this else {}
    except (metadata.PackageNotFoundError, ValueError, OSError):
        return ""
    commit = (origin.get("vcs_info") or {}).get("commit_id") if isinstance(origin, dict) else None
    return commit if isinstance(commit, str) and _COMMIT.fullmatch(commit) else ""
