"""The error of a command that was typed wrongly."""

from __future__ import annotations


class UsageError(Exception):
    """The command was typed wrongly; the text says how, in Vietnamese."""
