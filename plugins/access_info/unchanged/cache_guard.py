"""Cache files protected by a digest: a damaged one counts as missing, and its content is made anew.

Each begins with a digest of its own name and of what follows, so a file that was changed, cut or
put in another's place is noticed; a folder, link or pipe in its place counts as missing too. This
guards against damage, not against malice: whoever may write into the cache can compute the digest
too, just as they could change the program itself.
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
# Do not follow a link, do not wait on a pipe. Windows has neither flag: links are found by `lstat`
# there.
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def with_digest(path: Path, content: bytes) -> bytes:
    """Return a content with its digest in front, ready to be written and read by `read_cached`.

    Args:
        path: The file that the bytes will be written to; its name and its folder's go into the
            digest, so that two cache files cannot be mistaken for each other.
        content: What the file is to hold.
    """
    return _head(path, content) + content


def read_cached(path: Path, *, is_known: bool = False) -> bytes | None:
    """Read a cache file, if it is undamaged.

    Args:
        path: The file.
        is_known: Whether its size and times already show that it is unchanged; the digest is then
            not checked, to save time.

    Returns:
        The content that `with_digest` was given; `None` if the file is missing or damaged.
    """
    content = _content(path)
    if content is None:
        return None
    held = content[_HEAD:]
    return held if is_known or content[:_HEAD] == _head(path, held) else None


def remove(path: Path) -> None:
    """Delete a file, a folder or a link (not its target), if it is there; errors are ignored."""
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _content(path: Path) -> bytes | None:
    """Return what a plain file holds, digest included; `None` if it is missing, a link or a pipe."""
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
    """Return the first line of a cache file: a digest of its folder's name, its name and its content."""
    # SHA-256, as processors have instructions for it: half the time of BLAKE2.
    digest = hashlib.sha256(f"{path.parent.name}/{path.name}\n".encode())
    digest.update(content)
    return digest.hexdigest()[:_DIGITS].encode() + b"\n"
