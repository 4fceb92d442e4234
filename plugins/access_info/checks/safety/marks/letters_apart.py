"""Stamps whose letters a scan or a typist has set apart: “T Ố I   M Ậ T”, one letter a line."""

from __future__ import annotations

import re

from access_info.checks.safety.normalized_text import NormalizedText

_APART = re.compile(r"(?<!\w)[^\W\d_](?:\s+[^\W\d_]){2,}(?!\w)")


def with_letters_joined(aligned: NormalizedText) -> NormalizedText | None:
    """Return a text with runs of single letters joined, each still at its place; `None` if it has none."""
    runs = [match.span() for match in _APART.finditer(aligned.clean)]
    if not runs:
        return None
    chosen: list[int] = []
    at = 0
    for start, end in runs:
        chosen += range(at, start)
        chosen += (place for place in range(start, end) if not aligned.clean[place].isspace())
        at = end
    chosen += range(at, len(aligned.clean))
    return aligned.picked(chosen)
