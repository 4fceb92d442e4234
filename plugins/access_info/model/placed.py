"""A row of a list together with the place that it was read from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

ROWS, DOCUMENTS = "muc", "van_ban"
R_co = TypeVar("R_co", covariant=True)


@dataclasses.dataclass(frozen=True)
class PlacedRow(Generic[R_co]):
    """A row with its place.

    Attributes:
        record: The row: an item, a correction, or its plain data.
        file: Path of its file below the agency's folder.
        keys: Where it stands in the file: `("muc", 3)`, or `("muc", 3, "van_ban", 0)`.
        unsure: Paths below the row of values that were left out because they do not fit.
    """

    record: R_co
    file: str
    keys: tuple[str | int, ...]
    unsure: frozenset[tuple[str | int, ...]] = frozenset()

    def path(self, *keys: str | int) -> tuple[str | int, ...]:
        """Name a place within the row by its path in the file.

        Args:
            keys: The path below the row.
        """
        return (*self.keys, *keys)

    @property
    def is_document(self) -> bool:
        """Whether it stands under another row."""
        return DOCUMENTS in self.keys

    def lacks(self, below: tuple[str | int, ...], *keys: str) -> bool:
        """Tell whether the absence of fields means anything: none of them was left out by us.

        Args:
            below: Path below the row of the group that has the fields.
            keys: The fields.
        """
        return not self.unsure or self.unsure.isdisjoint((*below, key) for key in (*keys, "*"))


PlainRow = PlacedRow[Mapping[str, Any]]


def plain_rows(file: str, data: Mapping[str, Any]) -> Iterator[PlainRow]:
    """Yield each row of a list as it was typed, and after it each document under it.

    What is no row (a text, a number, nothing) is passed over, so that half-broken files count too.

    Args:
        file: Path of the list's file below the agency's folder.
        data: What the file holds.
    """
    for index, row in _mappings(data.get(ROWS)):
        placed = PlacedRow(row, file, (ROWS, index))
        yield placed
        for number, document in _mappings(row.get(DOCUMENTS)):
            yield PlacedRow(document, file, placed.path(DOCUMENTS, number))


def _mappings(value: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, Mapping):
            yield index, entry
