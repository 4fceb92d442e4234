"""Copies the generator beside a jurisdiction's data, so that its repository stands alone.

A repository made from a checkout holds everything that builds it, at one version and with locked
libraries, and the forge's checks, forms and workflows: nothing has to be fetched from anywhere else
to publish it, and the version in use is the one that was looked at. An upgrade replaces these paths
and nothing else, so that data never meet a merge.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from access_info.changes.git.revisions import GitError, Repository
from access_info.program import PROVENANCE, commit_of, provenance_head
from access_info.source import is_backup_copy, keep_copy, read_present, replace_file, replace_files

# Proof that a file of the generator was not edited by hand.

# As `sha256sum --check` reads it; texts with line feeds. A comment before all says which commit it is.
LIST = PROVENANCE
# A line of `sha256sum`: “e3b0c442…(64 digits)  plugins/access_info/__init__.py”.
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


class Provenance:
    """The known contents of the generator's files in a jurisdiction's repository.

    Attributes:
        listed: Whether the repository says which files are the generator's.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        """Read the list, and the checkout's history where there is git.

        Args:
            folder: The jurisdiction's repository.
            root: The checkout that upgrades it.
        """
        self._hashes = _read(folder / LIST)
        self.listed = bool(self._hashes)
        self._ever = _history(root)

    def names(self, name: str) -> bool:
        """Tell whether the list names a file."""
        return name in self._hashes

    def proves(self, name: str, content: bytes) -> bool:
        """Tell whether a file holds what some version of the generator wrote there.

        Args:
            name: Path below the repository.
            content: The file's bytes now; line ends do not matter, since git may change them.
        """
        plain = _with_line_feeds(content)
        if self._hashes.get(name) == hashlib.sha256(plain).hexdigest():
            return True
        return (name, _git_number(plain)) in self._ever


def as_list(contents: Mapping[str, bytes], commit: str = "") -> str:
    """Write the list of hashes.

    Args:
        contents: Bytes that the generator wrote, by path below the repository.
        commit: The generator's, or "".
    """
    return provenance_head(commit) + "".join(
        f"{hashlib.sha256(_with_line_feeds(content)).hexdigest()}  {name}\n"
        for name, content in sorted(contents.items())
    )


def _read(path: Path) -> dict[str, str]:
    text = (read_present(path) or b"").decode("utf-8", "replace")
    matches = (_LINE.fullmatch(line) for line in text.splitlines())
    return {match[2]: match[1] for match in matches if match}


def _history(root: Path) -> frozenset[tuple[str, str]]:
    try:
        repository = Repository(root)
    except GitError:
        return frozenset()
    same = repository.top.resolve() == root.resolve()
    return frozenset(repository.contents_ever()) if same else frozenset()


def _with_line_feeds(content: bytes) -> bytes:
    """Return a text as git stores it; a picture as it is."""
    return content if b"\0" in content else content.replace(b"\r\n", b"\n")


def _git_number(content: bytes) -> str:
    """Compute git's number of a file's content (gitformat-pack(5): SHA-1 over type and size)."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


# Copies the generator beside a jurisdiction's data, so that its repository stands alone.

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
    "scripts/_apt.py",
    "scripts/_editor.py",
    "scripts/_mkdocs.py",
    "scripts/_node.py",
    "scripts/_ocr.py",
    "scripts/_setup.py",
    "scripts/_signing.py",
    "scripts/build.py",
    "scripts/editor",
    "scripts/ocr.py",
)
# For whoever changes the generator.
_LEFT_OUT = frozenset(
    {
        ".github/dependabot.yml",
        ".github/matrix.json",
        ".github/workflows/code.yml",
        ".github/workflows/release.yml",
    }
)
# In here nothing but the generator's own files may lie: Python would import them.
_PACKAGE = "plugins/access_info/"
_DEBRIS = frozenset({"__pycache__", "node_modules", ".cache"})


def checkout() -> Path | None:
    """Return the checkout that this code runs from; `None` if it was installed from a package."""
    root = Path(__file__).resolve().parents[3]
    return root if (root / "scripts" / "build.py").is_file() else None


def navigation(root: Path) -> str:
    """Return the lines of the checkout's `mkdocs.yml` that name its hand-written pages.

    A jurisdiction has these pages too; folders alone would be named without their accents.
    """
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    # “nav:”, the indented lines below it, and “not_in_nav: …” if that comes next.
    match = re.search(r"^nav:\n(?:[ ]+.*\n)+(?:not_in_nav:.*\n)?", text, re.MULTILINE)
    return f"\n{match[0]}" if match else ""


@dataclasses.dataclass(frozen=True)
class Installed:
    """The files that installing the generator in a repository changed.

    Attributes:
        changed: Files that were written or taken away, by path below the repository, in order.
        copies: Changed files that were edited by hand, with the name of the copy beside each.
    """

    changed: tuple[str, ...]
    copies: Mapping[str, str]


def install_generator(folder: Path, root: Path, generated: Mapping[Path, str]) -> Installed:
    """Make the generator's paths in `folder` equal to those of the checkout.

    A file that cannot be proven to be the generator's own was edited by hand: it is kept
    as `<file>.cu`. What a jurisdiction added of its own stays, but inside the package.

    Args:
        folder: A jurisdiction's repository.
        root: The checkout.
        generated: Files below `folder` that are made rather than copied.

    Raises:
        ChangedMeanwhileError: A file was saved by somebody since it was read.
        OSError: A file cannot be written.
    """
    sources = {name: root / name for name in _files(root)}
    wanted = {name: source.read_bytes() for name, source in sources.items()}
    wanted |= {
        path.relative_to(folder).as_posix(): text.encode() for path, text in generated.items()
    }
    provenance = Provenance(folder, root)
    changed: list[str] = []
    copies: dict[str, str] = {}
    for name in sorted(wanted.keys() | _files(folder)):
        target, content = folder / name, wanted.get(name)
        present = read_present(target)
        if present == content or (content is None and _is_foreign(name, provenance)):
            continue
        if present is not None and not provenance.proves(name, present):
            copies[name] = keep_copy(target, present).name
        if content is None:
            replace_files({target: None}, before={target: present}, sync=False)
        else:
            replace_file(target, content, before=present, sync=False)
            if name in sources:
                shutil.copymode(sources[name], target)
        changed.append(name)
    replace_file(folder / LIST, as_list(wanted, commit_of(root / _PACKAGE)))
    return Installed(tuple(changed), copies)


def _is_foreign(name: str, provenance: Provenance) -> bool:
    """Tell whether a file that the generator does not have was never the generator's."""
    return provenance.listed and not name.startswith(_PACKAGE) and not provenance.names(name)


def _files(root: Path) -> Iterator[str]:
    """Yield the generator's files in a repository, by path below it."""
    for name in _PATHS:
        path = root / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            below = file.relative_to(root)
            if not file.is_file() or file.is_symlink() or _DEBRIS.intersection(below.parts):
                continue
            if below.as_posix() not in _LEFT_OUT and not is_backup_copy(file.name):
                yield below.as_posix()
