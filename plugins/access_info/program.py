"""Name, version and source commit of this program, for manifests, pages and logs."""

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
# The `generator` of every page; short and without the commit, since there are many pages.
GENERATOR = f"{NAME} {__version__}"
# Where the program was copied into a jurisdiction's repository, this file lists the program's
# files.
PROVENANCE = ".bo-dung.sha256"
_PACKAGE = Path(__file__).parent
_COMMIT = re.compile(r"[0-9a-f]{40,64}", re.ASCII)


@functools.cache
def generator_facts() -> dict[str, str]:
    """Return what a manifest says of the program: `name`, `version`, and `commit` if it is known."""
    commit = commit_of(_PACKAGE)
    return {"name": NAME, "version": __version__, **({"commit": commit} if commit else {})}


def program_line(laws: Iterable[tuple[str, datetime.date]]) -> str:
    """Return the log line that says which program, law packs and libraries make a site.

    Args:
        laws: Number and first day in force of each law pack that is used; none on a national site.
    """
    facts = generator_facts()
    commit = f", commit {facts['commit']}" if "commit" in facts else ""
    by_day = sorted(laws, key=lambda law: law[1])
    packs = ", ".join(f"{number} ({first_day.isoformat()})" for number, first_day in by_day)
    libraries = (("MkDocs", "mkdocs"), ("Material", "mkdocs-material"))
    versions = (f"{name} {_version_of(package)}" for name, package in libraries)
    named = [f"gói luật: {packs}"] if packs else []
    python = f"Python {platform.python_version()}"
    return "; ".join([f"{GENERATOR}{commit}", *named, python, *versions])


def _version_of(package: str) -> str:
    """Return an installed library's version; “chưa cài” if it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "chưa cài"


def commit_of(package: Path) -> str:
    """Return the git commit that the running program was built from; "" when that is not certain.

    Args:
        package: The program's own folder: copied into a jurisdiction's repository (then
            `PROVENANCE` names the commit), in a git checkout, or installed by pip.
    """
    root = package.parents[1]
    noted = root / PROVENANCE
    if noted.is_file():
        return _commit_noted(noted)
    if (root / ".git").exists():
        return _commit_checked_out(root, package)
    return _commit_installed(package)


def provenance_head(commit: str) -> str:
    """Return the first line of `PROVENANCE`, which names the copied commit; "" without a commit."""
    return f"# {GENERATOR} {commit}\n" if commit else ""


def _commit_noted(path: Path) -> str:
    """Return the commit that ends a `PROVENANCE` file's first line: `# tiep-can-thong-tin 1.0.0 3f2a…`.

    "" where that line names none.
    """
    words = path.read_text("utf-8", "replace").partition("\n")[0].split()
    commit = words[-1] if words[:1] == ["#"] else ""
    return commit if _COMMIT.fullmatch(commit) else ""


def _commit_checked_out(root: Path, package: Path) -> str:
    """Return the last commit that touched the program's folder in a git checkout.

    "" when the folder holds uncommitted changes, when the clone is shallow, or without git.
    """
    git = shutil.which("git")
    if git is None or _git_answer(git, root, "rev-parse", "--is-shallow-repository") != "false":
        return ""
    below = package.relative_to(root).as_posix()
    if _git_answer(git, root, "status", "--porcelain", "--", below) != "":
        return ""
    commit = _git_answer(git, root, "log", "-1", "--format=%H", "--", below) or ""
    return commit if _COMMIT.fullmatch(commit) else ""


def _git_answer(git: str, folder: Path, *words: str) -> str | None:
    """Return what a git command prints, without the line's end; `None` when the command fails."""
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
    """Return the commit that pip installed this package from, as `direct_url.json` has it, or "".

    PEP 610: only an installation straight from a repository has such a commit.
    """
    try:
        distribution = metadata.distribution(NAME)
        is_this = Path(str(distribution.locate_file(package.name))).resolve() == package.resolve()
        origin = json.loads(distribution.read_text("direct_url.json") or "{}") if is_this else {}
    except (metadata.PackageNotFoundError, ValueError, OSError):
        return ""
    commit = (origin.get("vcs_info") or {}).get("commit_id") if isinstance(origin, dict) else None
    return commit if isinstance(commit, str) and _COMMIT.fullmatch(commit) else ""
