"""What a checkout says of the release that it would be."""

from __future__ import annotations

import dataclasses
import re
import subprocess
from pathlib import Path

NAME = "tiep-can-thong-tin"
# The one place of the version; hatchling reads it there too.
VERSION_FILE = "plugins/access_info/__init__.py"
CHANGES = "CHANGELOG.md"
UNRELEASED = "Chưa phát hành"
_VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
# Three numbers, without what semver.org allows after them: no release of ours has it.
RELEASED = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", re.ASCII)
# “## [1.0.0] - 2026-11-28”, up to the next heading of that level.
_SECTION = re.compile(
    r"^## \[([^\]\n]+)\](?: - (\S+))?\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL
)


@dataclasses.dataclass(frozen=True)
class Section:
    """What the list of changes says of one version.

    Attributes:
        day: The day in its heading, as written; "" without one.
        text: What stands below the heading.
    """

    day: str
    text: str


def version_of(root: Path) -> str:
    """Return the version that a checkout is of; "" where it says none."""
    match = _VERSION.search((root / VERSION_FILE).read_text(encoding="utf-8"))
    return match[1] if match else ""


def tag_of(version: str) -> str:
    """Return the name of a version's tag."""
    return f"v{version}"


def sections(root: Path) -> dict[str, Section]:
    """Return what the list of changes says, by version."""
    text = (root / CHANGES).read_text(encoding="utf-8")
    found = _SECTION.findall(text)
    return {version: Section(day, words.strip()) for version, day, words in found}


def git(root: Path, *words: str) -> str | None:
    """Return what git says, without the line's end; `None` when it refuses."""
    done = subprocess.run(
        ["git", *words],
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return None if done.returncode else done.stdout.rstrip("\n")
