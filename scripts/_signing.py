"""Hands the key that signs the site to the build alone, as a file that nobody else can read.

Forges keep secrets as texts: the variable may hold the key itself, or the key in base64, which is one
line and so can be masked in logs. Neither this process nor what it starts but the build sees it further on.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Names the key's file to the build (`access_info.unchanged.surroundings.SIGNING_KEY`).
VARIABLE = "ACCESS_INFO_SIGNING_KEY"
_BEGIN = b"-----BEGIN"
# Longer than any path, shorter than any key.
_LONGEST_PATH = 200


def taken_out() -> str:
    """Take what the variable holds out of this process's environment."""
    return os.environ.pop(VARIABLE, "").strip()


@contextlib.contextmanager
def as_file(key: str) -> Iterator[dict[str, str]]:
    """Yield the variable for the build: the path of the key's file; nothing where there is no key.

    Args:
        key: A path, the key itself, or the key in base64.
    """
    content = _content(key)
    if content is None:
        yield {VARIABLE: key} if key else {}
        return
    with tempfile.TemporaryDirectory(prefix="khoa-ky-") as folder:  # for its owner alone
        path = Path(folder, "khoa-ky")
        with open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(content)
        yield {VARIABLE: str(path)}


def _content(key: str) -> bytes | None:
    """Return the key's file as ssh-keygen wrote it; `None` for a path."""
    # Forges may take away the last line feed, or write others.
    plain = key.replace("\r", "").encode()
    if not plain.startswith(_BEGIN):
        if len(plain) < _LONGEST_PATH:
            return None
        try:
            plain = base64.b64decode("".join(key.split()), validate=True).strip()
        except binascii.Error:
            return None
    return plain + b"\n" if plain.startswith(_BEGIN) else None
