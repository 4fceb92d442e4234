"""Copies of files edited by hand, beside the files that take their place: `<file>.cu`."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import shutil
from pathlib import Path

from access_info.source.writing.replacing import replace_file

_ENDING = ".cu"
_COPY_NAME = re.compile(rf"{re.escape(_ENDING)}\d*$")


def is_backup_copy(name: str) -> bool:
    """Tell whether a file's name is that of a copy: `build.py.cu`, `build.py.cu2`."""
    return bool(_COPY_NAME.search(name))


def keep_copy(path: Path, content: bytes) -> Path:
    """Keep a file's content beside it, and never over another copy.

    Args:
        path: The file.
        content: What it holds.

    Returns:
        The copy: `<file>.cu`, or `<file>.cu2` and so on where another one is there already. A copy
        that holds the same is taken for this one.

    Raises:
        OSError: It cannot be written.
    """
    for number in itertools.count(1):
        copy = path.with_name(f"{path.name}{_ENDING}{number if number > 1 else ''}")
        if not os.path.lexists(copy):
            replace_file(copy, content, before=None)
            with contextlib.suppress(OSError):
                shutil.copymode(path, copy)
            return copy
        if copy.is_file() and not copy.is_symlink() and copy.read_bytes() == content:
            return copy
    raise AssertionError
