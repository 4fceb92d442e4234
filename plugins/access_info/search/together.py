"""Whether a record of a block has some words together, wherever they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from access_info.search.postings import PLACE_BITS


class WordsTogether:
    """Which words the records of a block have together."""

    def __init__(
        self, placed: Mapping[str, Sequence[int]], others: Mapping[str, Sequence[int]]
    ) -> None:
        """Take over a block's lists.

        Args:
            placed: Name of a list → record and place in one number.
            others: Name of a list → records.
        """
        self._placed = placed
        self._others = others
        self._having: dict[str, set[int]] = {}

    def has(self, forms: Sequence[str]) -> bool:
        """Tell whether a record has all of some forms."""
        numbers: set[int] | None = None
        for form in forms:
            having = self._numbers_with(form)
            numbers = having if numbers is None else numbers & having
            if not numbers:
                return False
        return bool(numbers)

    def has_in_turn(self, forms: Sequence[str]) -> bool:
        """Tell whether a record's title has some forms side by side."""
        entries = set(self._placed.get(forms[0], ()))
        for form in forms[1:]:
            entries = {entry + 1 for entry in entries}.intersection(self._placed.get(form, ()))
        return bool(entries)

    def _numbers_with(self, form: str) -> set[int]:
        known = self._having.get(form)
        if known is None:
            known = {entry >> PLACE_BITS for entry in self._placed.get(form, ())}
            for field in "@+":
                known.update(self._others.get(f"{field}{form}", ()))
            self._having[form] = known
        return known
