"""Tells whether a record of a block has some words together: anywhere, or side by side in its title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from access_info.search.postings import PLACE_BITS


class WordsTogether:
    """Answers which words stand together in a record of a block; used to find the synonyms a site needs."""

    def __init__(
        self, placed: Mapping[str, Sequence[int]], others: Mapping[str, Sequence[int]]
    ) -> None:
        """Take a block's lists.

        Args:
            placed: Name of a list of title words → record and place in one number.
            others: Name of another list → records. The name is a sign for the field and the form of
                a word: `@` for names of the agency, `+` for further words.
        """
        self._placed = placed
        self._others = others
        self._having: dict[str, set[int]] = {}

    def has(self, forms: Sequence[str]) -> bool:
        """Tell whether any one record has all these words (as forms), in title, names or further words."""
        # The rarest first: nearly always one is in no record at all.
        rarest, *others = sorted({*forms}, key=self._count) or ("",)
        having = self._numbers_with(rarest)
        for form in others:
            if not having:
                break
            having = having & self._numbers_with(form)
        return bool(having)

    def has_in_turn(self, forms: Sequence[str]) -> bool:
        """Tell whether the title of any one record has these words (as forms) side by side, in order."""
        lists = [self._placed.get(form, ()) for form in forms]
        # The rarest first: nearly always nothing is left for the others. An entry less the word's number
        # among these words is where the words would start.
        rarest, *others = sorted(range(len(forms)), key=lambda at: len(lists[at]))
        starts = {entry - rarest for entry in lists[rarest]}
        for at in others:
            if not starts:
                break
            met = {start + at for start in starts}.intersection(lists[at])
            starts = {entry - at for entry in met}
        return bool(starts)

    def _count(self, form: str) -> int:
        """Return how many entries a form has in all lists, to begin with the rarest form."""
        placed, others = self._placed, self._others
        return (
            len(placed.get(form, ()))
            + len(others.get(f"@{form}", ()))
            + len(others.get(f"+{form}", ()))
        )

    def _numbers_with(self, form: str) -> set[int]:
        """Return the numbers of the records that have a form in any field; cached."""
        having = self._having.get(form)
        if having is None:
            having = {entry >> PLACE_BITS for entry in self._placed.get(form, ())}
            # Names of the agency, further words.
            for field in "@+":
                having.update(self._others.get(f"{field}{form}", ()))
            self._having[form] = having
        return having
