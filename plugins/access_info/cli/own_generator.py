"""The generator itself, laid beside a jurisdiction's data so that its repository stands alone.

A repository made from a checkout holds everything that builds it, at one version and with locked
libraries, and the forge's checks, forms and workflows: nothing has to be fetched from anywhere else
to publish it, and the version in use is the one that was looked at. An upgrade replaces these paths
and nothing else, so that data never meet a merge.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

# What a jurisdiction's repository needs of ours: neither tests nor benchmarks nor the demo.
_PATHS = (
    ".editorconfig",
    ".gitattributes",
    ".github",
    ".gitignore",
    ".gitlab-ci.yml",
    ".vscode",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "SECURITY.md",
    "content/huong-dan",
    "plugins/access_info",
    "pyproject.toml",
    "requirements-editor.in",
    "requirements-editor.txt",
    "requirements.in",
    "requirements.txt",
    "scripts/_editor.py",
    "scripts/_node.py",
    "scripts/_setup.py",
    "scripts/build.py",
    "scripts/editor",
)
# For whoever changes the generator.
_LEFT_OUT = frozenset({".github/dependabot.yml", ".github/workflows/code.yml"})
_DEBRIS = frozenset({"__pycache__", "node_modules", ".cache"})


def checkout() -> Path | None:
    """The checkout that this code runs from; `None` where it was installed from a package."""
    root = Path(__file__).resolve().parents[3]
    return root if (root / "scripts" / "build.py").is_file() else None


def navigation(root: Path) -> str:
    """The lines of the checkout's `mkdocs.yml` that name its hand-written pages.

    A jurisdiction has the same ones; folders alone would be named without their accents.
    """
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    found = re.search(r"^nav:\n(?:[ ]+.*\n)+(?:not_in_nav:.*\n)?", text, re.MULTILINE)
    return f"\n{found[0]}" if found else ""


def lay_beside(folder: Path, root: Path) -> int:
    """Makes the generator's paths in `folder` equal to those of the checkout.

    Args:
        folder: A jurisdiction's repository.
        root: The checkout.

    Returns:
        How many files were written or taken away.
    """
    ours = {name: root / name for name in _files(root)}
    there = set(_files(folder))
    for name in there - ours.keys():
        (folder / name).unlink()
    written = 0
    for name, source in ours.items():
        target = folder / name
        content = source.read_bytes()
        if name in there and target.read_bytes() == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        shutil.copymode(source, target)
        written += 1
    return written + len(there - ours.keys())


def _files(root: Path) -> Iterator[str]:
    """The generator's files in a repository, by path below it."""
    for name in _PATHS:
        path = root / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            below = file.relative_to(root)
            if not file.is_file() or file.is_symlink() or _DEBRIS.intersection(below.parts):
                continue
            if below.as_posix() not in _LEFT_OUT:
                yield below.as_posix()
