"""Files that a later run would rather read than make again: written so that damage is noticed."""

from __future__ import annotations

from pathlib import Path

from access_info.source.writing.replacing import replace_file
from access_info.unchanged.cache_guard import read_cached, remove, with_digest

__all__ = ["read_cached", "remove", "write_cached"]


def write_cached(path: Path, content: str | bytes, *, cache: Path | None = None) -> None:
    """Write a file of the cache, whole or not at all.

    Args:
        path: The file.
        content: Bytes, or text.
        cache: The cache's own folder: what stands in the way below it is removed.

    Raises:
        OSError: It cannot be written.
    """
    plain = content.encode() if isinstance(content, str) else content
    if cache is not None:
        for place in (*_below(path.parent, cache), path):
            if place.is_symlink() or (place.exists() and place.is_dir() == (place == path)):
                remove(place)
    replace_file(path, with_digest(path, plain), sync=False)


def _below(folder: Path, cache: Path) -> list[Path]:
    """List a folder and those above it, below the cache, the uppermost first."""
    folders = [place for place in (folder, *folder.parents) if cache in place.parents]
    return folders[::-1]
