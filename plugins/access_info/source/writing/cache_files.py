"""Files that a later run would rather read than make again: believed only while they are as written.

Each begins with a digest of its own name and of what follows. A file that was changed, cut, put in
another's place, or that is a folder, a link or a pipe now, is as if it were not there: what it held is
made anew. This is a guard against damage, not against malice: whoever may write into the cache can
reckon the digest too, just as they could change the program itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
from pathlib import Path

from access_info.source.writing.replacing import replace_file

_DIGEST_BYTES = 16
# The digest in hexadecimal digits, and a line feed.
_HEAD = 2 * _DIGEST_BYTES + 1
# Windows knows neither: its links are found by `lstat`, and it has no pipes in folders.
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_cached(path: Path) -> bytes | None:
    """Read a file of the cache, if it is whole.

    Args:
        path: The file.

    Returns:
        What `write_cached` was given; `None` if there is no such file or it is not as it was written.
    """
    content = _content(path)
    if content is None or content[:_HEAD] != _head(path, content[_HEAD:]):
        return None
    return content[_HEAD:]


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
    replace_file(path, _head(path, plain) + plain, sync=False)


def remove(path: Path) -> None:
    """Remove a file, a folder or a link, never what a link leads to; what is not there is no matter."""
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _content(path: Path) -> bytes | None:
    if path.is_symlink() or path.parent.is_symlink():
        return None
    try:
        handle = os.open(path, os.O_RDONLY | _FLAGS)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        with open(handle, "rb", closefd=False) as file:
            return file.read()
    except OSError:
        return None
    finally:
        os.close(handle)


def _head(path: Path, content: bytes) -> bytes:
    digest = hashlib.blake2b(
        f"{path.parent.name}/{path.name}\n".encode(), digest_size=_DIGEST_BYTES
    )
    digest.update(content)
    return digest.hexdigest().encode() + b"\n"


def _below(folder: Path, cache: Path) -> list[Path]:
    """List a folder and those above it, below the cache, the uppermost first."""
    folders = [place for place in (folder, *folder.parents) if cache in place.parents]
    return folders[::-1]
