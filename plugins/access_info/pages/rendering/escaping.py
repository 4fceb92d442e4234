"""Text as HTML shows it, in the spelling of MarkupSafe."""

from __future__ import annotations

import re

import markupsafe

needs_escape = re.compile("[&<>\"']").search


def escaped(text: str) -> str:
    """Escape a text; what is HTML already stays as it is.

    Most texts have nothing to escape: they cost no object of their own.
    """
    return str(markupsafe.escape(text)) if needs_escape(text) else text
