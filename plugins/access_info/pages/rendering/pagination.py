"""Long lists over several pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
# Rows that a page about all agencies may have.
MOST_ROWS = 300


def divide(rows: Sequence[T], most: int) -> list[Sequence[T]]:
    """Divide rows into parts of at most `most`; one empty part when there are none."""
    return [rows[start : start + most] for start in range(0, len(rows), most)] or [rows]
