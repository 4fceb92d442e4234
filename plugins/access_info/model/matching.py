"""Matches the rows of two lists one to one: by the surest key first, in order where several share a key."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Generic, TypeVar

L = TypeVar("L")
R = TypeVar("R")


class RowMatcher(Generic[L, R]):
    """Pairs the rows of two lists, key by key; a row once matched takes no part in later steps.

    Rows are identified by their numbers, so that two equal rows stay two.

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
            most_compared: The most rows of the same key that a row is compared with, since that takes
                quadratic time; `None` for all.
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
        """Match rows that have equal keys and no match yet, in the order of the first list.

        Of the rows of one key only the first `most_compared` are tried.

        Args:
            left_key: Returns the key of a row of the first list; `None` if it has none.
            right_key: Returns the key of a row of the second list.
            when: A further condition that both rows must fulfil.

        Yields:
            The numbers of two rows that match.
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
        """Mark two rows as matched, so that later steps leave them out.

        Args:
            left: Number of the row of the first list.
            right: Number of the row of the second list.
        """
        del self.left[left], self.right[right]
