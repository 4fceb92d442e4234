"""Where values stand in a text that was read without a problem, known from reading it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from access_info.source.reading.data import Keys, Plain
from access_info.source.reading.numbered_text import Mark


class _PlacedEntry(NamedTuple):
    """An entry of a group.

    Attributes:
        name: Number of its key's mark; `None` in a list.
        number: Number of its value's mark.
        value: Its value.
    """

    name: int | None
    number: int
    value: Plain


@dataclasses.dataclass(frozen=True)
class Positions:
    """Marks of all values of a text, as they came while it was read.

    They are enough as long as every value was taken as it stands; a text with a problem is composed
    into nodes instead (`NumberedText.root`). Only the groups on the way to a value are gone through:
    few values are ever looked for.

    Attributes:
        data: What was read. It must not be changed afterwards.
        marks: Where each value and key begins, in the order of the text: a key before its value, a
            group before its entries. None when nothing stands in the text.
        ends: Number of the mark that follows a group's last one, by the identity of the group.
    """

    data: Plain = None
    marks: Sequence[Mark] = ()
    ends: Mapping[int, int] = dataclasses.field(default_factory=dict)

    def mark(self, keys: Keys, *, key: bool = False) -> Mark | None:
        """Return the mark of the value at `keys`, or of its nearest parent if it is absent.

        Args:
            keys: Path from the top: names in mappings, numbers in lists.
            key: The mark of the last key's name rather than of its value.

        Returns:
            `None` when nothing stands in the text.
        """
        if not self.marks:
            return None
        value, number = self.data, 0
        found = 0
        for step in keys:
            entry = self._entry(value, number, step)
            if entry is None:
                break
            name, number, value = entry
            found = name if key and step == keys[-1] and name is not None else number
        return self.marks[found]

    def _entry(self, group: Plain, number: int, step: str | int) -> _PlacedEntry | None:
        """Find an entry of a group; `None` if there is none, or the value is no group.

        Args:
            group: The group.
            number: Number of its mark.
            step: A name in a mapping, a number in a list.
        """
        after = number + 1
        if isinstance(group, dict):
            for name, value in group.items():
                if name == step:
                    return _PlacedEntry(after, after + 1, value)
                after = self._after(value, after + 1)
        elif isinstance(group, list) and isinstance(step, int) and 0 <= step < len(group):
            # Rows of a long list are groups: the one before tells where a row begins.
            before = next((n for n in range(step, 0, -1) if id(group[n - 1]) in self.ends), 0)
            if before:
                after = self.ends[id(group[before - 1])]
            return _PlacedEntry(None, after + step - before, group[step])
        return None

    def _after(self, value: Plain, number: int) -> int:
        """Return the number of the mark that follows a value, of which `number` is the first."""
        return self.ends.get(id(value), number + 1)
