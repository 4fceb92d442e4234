"""Typst, which makes PDF papers: its version, asked without loading anything of it."""

from __future__ import annotations

import importlib.metadata

from access_info.extras import Extra, is_installed

TYPESETTER = "typst"


def typesetter_version() -> str:
    """Return the version of Typst, on which the bytes of files depend; "" without it."""
    return importlib.metadata.version(TYPESETTER) if is_installed(Extra.PDF) else ""
