"""Proof that a file of the generator was not edited by hand.

A list of hashes lies in the jurisdiction's repository since it was begun or last upgraded. Where
there is none yet, the history of the checkout knows every content that its files ever had.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from access_info.changes.git import GitError, Repository
from access_info.pipeline.trust.program import PROVENANCE, provenance_head
from access_info.source import read_present

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
