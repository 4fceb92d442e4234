"""The adapter to MkDocs, and its only importer."""

from __future__ import annotations

import gc

# Hardly anything that a build makes holds itself, least of all what is loaded below: Python's 700 objects
# between two searches for cycles are too few.
gc.set_threshold(100_000)

from access_info.plugin.events import AccessInfoPlugin  # noqa: E402

__all__ = ["AccessInfoPlugin"]
