"""Names of cells, as office programs show them."""

from __future__ import annotations


def letters_of(column: int) -> str:
    """Turn a column's number into its letters: 1 → A, 27 → AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
