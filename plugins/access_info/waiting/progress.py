"""How those who wait are told how far the work is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Protocol


class Progress(Protocol):
    """Is told how far the work is."""

    def of(self, what: str, count: int) -> contextlib.AbstractContextManager[Callable[[], object]]:
        """Begin to tell of so many tasks; what is returned is called after each of them.

        Args:
            what: What is being done, in Vietnamese.
            count: How many tasks there are; 0 where nobody knows.
        """
        ...


class _NoProgress:
    def of(self, what: str, count: int) -> contextlib.AbstractContextManager[Callable[[], object]]:  # noqa: ARG002
        return contextlib.nullcontext(lambda: None)


NO_PROGRESS: Progress = _NoProgress()
