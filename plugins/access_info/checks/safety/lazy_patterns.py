"""Patterns that are compiled when a text is first looked at with them: few texts need them all."""

from __future__ import annotations

import re
from typing import Any, cast


class _LazyPattern:
    """Stand for a pattern until one of its methods is asked for, then keep that method."""

    def __init__(self, source: str, flags: int) -> None:
        self._arguments = source, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        found = getattr(re.compile(*self._arguments), name)
        setattr(self, name, found)
        return found


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that costs nothing until it is used.

    Args:
        source: The regular expression.
        flags: As for `re.compile`.
    """
    return cast("re.Pattern[str]", _LazyPattern(source, flags))
