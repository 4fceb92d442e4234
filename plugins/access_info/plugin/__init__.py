"""The adapter to MkDocs, and its only importer."""

from __future__ import annotations

from access_info.plugin.events import AccessInfoPlugin

__all__ = ["AccessInfoPlugin"]
