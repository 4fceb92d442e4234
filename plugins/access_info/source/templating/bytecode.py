"""Keep compiled templates where Python keeps compiled modules; damaged files are compiled anew.

Compiling them takes longer than all else that a build does before its first page.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import pickle
import sys
from collections.abc import Iterable
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from access_info.source.replacing import write_cached
from access_info.unchanged.cache_guard import read_cached


class _BytecodeCache(jinja2.FileSystemBytecodeCache):
    """Jinja's cache on disk; a full disk, a folder without rights or a damaged file stops no build."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a compiled template, unless its file is missing, damaged or of another version."""
        content = read_cached(Path(self._get_cache_filename(bucket)))
        if content is None:
            return
        try:
            bucket.bytecode_from_string(content)
        except (EOFError, ValueError, TypeError, pickle.UnpicklingError):
            bucket.reset()  # of another version of Jinja or Python

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store a compiled template, if the disk lets it."""
        with contextlib.suppress(OSError):
            write_cached(Path(self._get_cache_filename(bucket)), bucket.bytecode_to_string())


def bytecode(name: str, *, made_by: Iterable[Path] = ()) -> jinja2.BytecodeCache | None:
    """Return the cache that keeps an environment's compiled templates from build to build.

    Args:
        name: Of the environment; two that compile differently must not share a name.
        made_by: Files that decide how it compiles, besides the templates: a change of them starts a
            new cache.

    Returns:
        `None` where Python keeps no compiled modules either (`PYTHONDONTWRITEBYTECODE`, no right to
        write).
    """
    if sys.dont_write_bytecode:
        return None
    folder = Path(importlib.util.cache_from_source(__file__)).parent
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    # Jinja notices that a template changed, but not that templates are compiled in another way.
    digest = hashlib.blake2b(jinja2.__version__.encode(), digest_size=6)
    for path in made_by:
        digest.update(path.read_bytes())
    return _BytecodeCache(str(folder), f"{name}-{digest.hexdigest()}-%s.jinjac")
