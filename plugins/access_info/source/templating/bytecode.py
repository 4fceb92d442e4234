"""Keep compiled templates from build to build: where Python keeps compiled modules, else in the cache.

Compiling them takes longer than all else that a build does before its first page.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import os
import pickle
import sys
from collections.abc import Iterable
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from access_info.unchanged.store import RESULTS, Store, StoredResult

_PRODUCER = "template"


# The cache folder that a build has named last.
_caches: list[Path] = []


def keep_templates(cache: Path | None) -> None:
    """Name the cache folder in which compiled templates are kept where Python keeps nothing compiled."""
    _caches[:] = [] if cache is None else [cache]


def _store() -> Store | None:
    """Return the store of compiled templates; `None` if there is none."""
    folder = Path(importlib.util.cache_from_source(__file__)).parent
    is_writable = not folder.is_dir() or os.access(folder, os.W_OK)
    if is_writable and not sys.dont_write_bytecode:
        return Store(folder / "templates.db")
    return Store(_caches[0] / RESULTS) if _caches else None


class _BytecodeCache(jinja2.BytecodeCache):
    """Jinja's cache on the store; a full disk, a folder without rights or a damaged file stops no build."""

    def __init__(self, name: str, made_by: Iterable[Path]) -> None:
        self._name, self._made_by = name, tuple(made_by)

    @functools.cached_property
    def _key(self) -> str:
        """Hash what decides how templates are compiled: Jinja notices a changed template, but not that."""
        digest = hashlib.blake2b(jinja2.__version__.encode(), digest_size=6)
        for path in self._made_by:
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a compiled template, unless it is missing, damaged or of another version."""
        store = _store()
        content = store and store.get(_PRODUCER, f"{self._name} {bucket.key}", self._key)
        # Not that of another version of Jinja or Python.
        with contextlib.suppress(EOFError, ValueError, TypeError, pickle.UnpicklingError):
            bucket.bytecode_from_string(content or b"")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store a compiled template."""
        if (store := _store()) is not None:
            content = bucket.bytecode_to_string()
            store.put([StoredResult(_PRODUCER, f"{self._name} {bucket.key}", self._key, content)])


def bytecode(name: str, *, made_by: Iterable[Path] = ()) -> jinja2.BytecodeCache:
    """Return what keeps an environment's compiled templates from build to build.

    Args:
        name: Of the environment; two that compile differently must not share a name.
        made_by: Files that decide how it compiles, besides the templates: a change of them starts
            anew.
    """
    return _BytecodeCache(name, made_by)
