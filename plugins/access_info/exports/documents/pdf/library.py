"""Whether Typst, which makes PDF papers, is there: asked without loading anything of it."""

from __future__ import annotations

import importlib.metadata
import importlib.util

TYPESETTER = "typst"
INSTALLING_TYPESETTER = '.venv/bin/python -m pip install "typst>=0.15.2,<0.16"'


def can_typeset() -> bool:
    """Tell whether Typst is installed."""
    return importlib.util.find_spec(TYPESETTER) is not None


def typesetter_version() -> str:
    """Return the version of Typst, on which the bytes of files depend; "" without it."""
    return importlib.metadata.version(TYPESETTER) if can_typeset() else ""
