"""What the processes share that write a site's files."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from access_info.model.registry import Attachment
from access_info.pipeline.incremental import reuse
from access_info.pipeline.incremental.memory import Memory
from access_info.pipeline.incremental.reuse import Hashes, Published
from access_info.pipeline.preparation.agency import AgencyTask
from access_info.pipeline.publish.filling import Filling


@dataclasses.dataclass(frozen=True)
class Writing:
    """State that writing workers inherit.

    Attributes:
        out: The new output folder.
        previous: The site, or `None`.
        spare: The output folder before that, which may be spoilt, or `None`.
        task: What renders agencies whose fragments are not in the fragment store.
        filling: Shells, and what is known only when all agencies are.
        last: What the last builds wrote.
        attachments: By agency.
        rendered: Agencies whose fragments stand in the fragment store.
        embed: Whether pages are offered for frames too.
        shell_key: Key of all that every page shares.
    """

    out: Path
    previous: Path | None
    spare: Path | None
    task: AgencyTask
    filling: Filling
    last: Memory
    attachments: Mapping[str, Mapping[str, Attachment]]
    rendered: frozenset[str]
    embed: bool
    shell_key: str


class HashedFiles:
    """Files that are being written, each with its hash: none need be read again for it."""

    def __init__(self, out: Path) -> None:
        """Begin with none.

        Args:
            out: The output folder.
        """
        self._out = out
        self._hashes: dict[str, Hashes] = {}
        self._folders: set[str] = set()

    def write(self, name: str, content: bytes) -> None:
        """Write a file; its folder is made where need be."""
        with open(self._place(name), "wb") as file:  # noqa: PTH123 - thousands of files
            file.write(content)
        self._hashes[name] = hashlib.sha256(content).digest()

    def copy(self, source: Path, name: str, attachment: Attachment) -> None:
        """Copy an attachment with its modification time."""
        target = Path(self._place(name))
        shutil.copyfile(source, target)
        os.utime(target, ns=(attachment.changed, attachment.changed))
        self._hashes[name] = reuse.hash_of(target)

    def published(self, key: str) -> Published:
        """Note what was written, for later builds to know it again."""
        names = sorted(self._hashes)
        files = reuse.seen_below(self._out, names)
        return Published(key, files, b"".join(map(self._hashes.__getitem__, names)))

    def _place(self, name: str) -> str:
        """Return where a file is to be, in a folder that is there."""
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            (self._out / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self._out}/{name}"
