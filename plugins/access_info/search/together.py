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
        # The rarest first: nearly always one is in no record at all.
        rarest, *others = sorted({*forms}, key=self._count) or ("",)
        having = self._numbers_with(rarest)
        for form in others:
            if not having:
                break
            having = having & self._numbers_with(form)
        return bool(having)

    def has_in_turn(self, forms: Sequence[str]) -> bool:
        """Tell whether a record's title has some forms side by side."""
        lists = [self._placed.get(form, ()) for form in forms]
        # The rarest first: nearly always nothing is left for the others.
        rarest, *others = sorted(range(len(forms)), key=lambda at: len(lists[at]))
        starts = {entry - rarest for entry in lists[rarest]}
        for at in others:
            if not starts:
                break
            met = {start + at for start in starts}.intersection(lists[at])
            starts = {entry - at for entry in met}
        return bool(starts)

    def _count(self, form: str) -> int:
        """Count the entries of a form, one that several lists have more than once."""
        placed, others = self._placed, self._others
        return (
            len(placed.get(form, ()))
            + len(others.get(f"@{form}", ()))
            + len(others.get(f"+{form}", ()))
        )

    def _numbers_with(self, form: str) -> set[int]:
        known = self._having.get(form)
        if known is None:
            known = {entry >> PLACE_BITS for entry in self._placed.get(form, ())}
            for field in "@+":
                known.update(self._others.get(f"{field}{form}", ()))
            self._having[form] = known
        return known
