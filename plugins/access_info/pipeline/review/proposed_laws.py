"""The law packs of a revision, as the site's own settings in it name them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path

from access_info.changes.git import Repository, TreeEntry
from access_info.source import SITE_SETTINGS, plugin_setting

_MOST_BYTES = 4 << 20
# A part of a path that leads nowhere else: `goi-luat`, `.luat`; not `..`, not `a/b`.
_PART = re.compile(r"(?!\.+$)[\w.-]{1,100}")


@dataclasses.dataclass(frozen=True)
class RevisionLaws:
    """The folder of law packs that a revision builds with.

    Attributes:
        folder: Its path below the top; "" when the revision has none of its own, or names one outside.
        files: Its files, by name.
    """

    folder: str
    files: Mapping[str, TreeEntry]

    def lay_out(self, repository: Repository, root: Path) -> Path | None:
        """Write the revision's law packs below `root`.

        Returns:
            The folder, `None` where there is none; one that the settings name and nobody stored is
            not made, so that reading it tells that it is missing.
        """
        if not self.folder:
            return None
        folder = root / self.folder
        with repository.reader() as reader:
            for name, entry in self.files.items():
                folder.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(b"".join(reader.read(entry)))
        return folder


def laws_of_revision(repository: Repository, listing: Mapping[str, TreeEntry]) -> RevisionLaws:
    """Find the law packs that a revision builds with.

    Args:
        repository: Where the revision is.
        listing: Its files by path.
    """
    settings = listing.get(SITE_SETTINGS)
    folder = ""
    if settings is not None and _is_small_file(settings):
        with repository.reader() as reader:
            text = b"".join(reader.read(settings)).decode("utf-8", "replace")
        folder = plugin_setting(text, "laws").removeprefix("./").rstrip("/")
    if not folder or not all(_PART.fullmatch(part) for part in folder.split("/")):
        return RevisionLaws("", {})
    inside = {
        path.rpartition("/")[2]: entry
        for path, entry in listing.items()
        if path.rpartition("/")[0] == folder
    }
    files = {
        name: entry
        for name, entry in inside.items()
        if _PART.fullmatch(name) and _is_small_file(entry)
    }
    return RevisionLaws(folder, files)


def _is_small_file(entry: TreeEntry) -> bool:
    return entry.mode.startswith("100") and entry.size <= _MOST_BYTES
