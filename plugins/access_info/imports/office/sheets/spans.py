"""Merged cells."""

from __future__ import annotations

from collections.abc import Iterable


def spans_by_start(
    merges: Iterable[tuple[int, int, int, int]],
) -> dict[tuple[int, int], tuple[int, int]]:
    """Count the rows and columns that merged cells span, by their first row and column.

    Args:
        merges: First row and column, last row and column of each.
    """
    return {
        (top, start): (max(bottom - top, 0) + 1, max(end - start, 0) + 1)
        for top, start, bottom, end in merges
    }
