"""Match the rows of two lists one to one: by surest key first, in order where several share one."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Generic, TypeVar

L = TypeVar("L")
R = TypeVar("R")


class RowMatcher(Generic[L, R]):
    """Pairs the rows of two lists, step by step; a row that has its partner takes no part in later steps.

    Rows are named by their numbers, so that equal rows stay two.

    Attributes:
        left: Numbers of the first list's rows without a match, in order.
        right: Numbers of the second list's rows without a match, in order.
    """

    def __init__(
        self, left: Sequence[L], right: Sequence[R], *, most_compared: int | None = None
    ) -> None:
        """Begin with no match.

        Args:
            left: One list.
            right: The other.
            most_compared: How many rows of one key a row is compared with; `None` for all.
        """
        self._left_rows = left
        self._right_rows = right
        self._most_compared = most_compared
        self.left = dict.fromkeys(range(len(left)))
        self.right = dict.fromkeys(range(len(right)))

    def by(
        self,
        left_key: Callable[[L], Hashable | None],
        right_key: Callable[[R], Hashable | None],
        *,
        when: Callable[[L, R], bool] | None = None,
    ) -> Iterator[tuple[int, int]]:
        """Match rows of equal keys, in the order of the first list.

        Args:
            left_key: Key of a row of the first list; `None` is no key.
            right_key: Key of a row of the second list.
            when: What else both must fulfil.

        Yields:
            Numbers of two rows that match.
        """
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for right in self.right:
            key = right_key(self._right_rows[right])
            if key is not None:
                waiting[key].append(right)
        for left in list(self.left):
            row = self._left_rows[left]
            key = left_key(row)
            candidates = waiting.get(key, []) if key is not None else []
            for right in itertools.islice(candidates, self._most_compared):
                if when is None or when(row, self._right_rows[right]):
                    candidates.remove(right)
                    self.take(left, right)
                    yield left, right
                    break

    def take(self, left: int, right: int) -> None:
        """Leave two rows out of further steps, because they match.

        Args:
            left: Number of the row of the first list.
            right: Number of the row of the second list.
        """
        del self.left[left], self.right[right]
