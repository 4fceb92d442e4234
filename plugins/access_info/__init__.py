"""Access to information, published well: agency data in YAML, standard pages out."""

from __future__ import annotations

__version__ = "1.0.0"
