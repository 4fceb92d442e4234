"""A file in the place of another, whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def replace_file(path: Path, content: str | bytes) -> None:
    """Puts a file in another's place in one step; who reads meanwhile sees the one or the other.

    Until then the new file has a name beside it that readers of the folder pass over. Rights of a
    file that was there stay; a folder that is missing is made.

    Args:
        path: The file, be it there or not.
        content: Bytes, or text with line feeds, which stay.

    Raises:
        OSError: It cannot be written; what was there is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_bytes(content.encode() if isinstance(content, str) else content)
        if path.exists():
            shutil.copymode(path, new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
