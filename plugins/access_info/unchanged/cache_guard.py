"""Files of the cache that are believed only while they are as they were written.

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

_DIGITS = 32
# Hexadecimal digits of the digest, and a line feed.
_HEAD = _DIGITS + 1
# Windows knows neither: its links are found by `lstat`, and it has no pipes in folders.
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def with_digest(path: Path, content: bytes) -> bytes:
    """Put before a content what `read_cached` looks for.

    Args:
        path: The file that the bytes will be written to; only its name and its folder's matter.
        content: What it is to hold.
    """
    return _head(path, content) + content


def read_cached(path: Path, *, is_known: bool = False) -> bytes | None:
    """Read a file of the cache, if it is whole.

    Args:
        path: The file.
        is_known: Whether its times tell that it is as it was written, so that nothing need be reckoned.

    Returns:
        What `with_digest` was given; `None` if there is no such file or it is not as it was written.
    """
    content = _content(path)
    if content is None:
        return None
    held = content[_HEAD:]
    return held if is_known or content[:_HEAD] == _head(path, held) else None


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
    # Processors have instructions for it: half the time of BLAKE2.
    digest = hashlib.sha256(f"{path.parent.name}/{path.name}\n".encode())
    digest.update(content)
    return digest.hexdigest()[:_DIGITS].encode() + b"\n"
