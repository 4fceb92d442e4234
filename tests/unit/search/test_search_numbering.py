"""Numbers of records: they follow from the records alone, and an edit moves few of them."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from access_info.search import SearchRecord
from access_info.search.folding import spelled_apart
from access_info.search.numbering import SEATS, sparse_numbers


def numbered(records: Sequence[SearchRecord]) -> dict[SearchRecord, int]:
    words = {record.title: spelled_apart(record.title)[0] for record in records}
    numbers, space = sparse_numbers(records, words)
    assert len(set(numbers)) == len(records)
    assert all(0 <= number < space for number in numbers)
    assert space % SEATS == 0
    return dict(zip(records, numbers, strict=True))


def rows(count: int) -> list[SearchRecord]:
    """Rows of which some titles are frequent, some begin alike, and some are of one word."""
    return [
        SearchRecord(
            f"{('Thông báo', 'Kế hoạch năm', 'Quy chế')[n % 3]} {n % 7 and n % 150}", f"a/#{n}"
        )
        for n in range(count)
    ]


@given(st.integers(0, 400), st.randoms(use_true_random=False))
def test_numbers_do_not_depend_on_the_order_nor_on_what_was_there_before(
    count: int, chance: random.Random
) -> None:
    records = rows(count)
    before = numbered(records)
    chance.shuffle(records)
    assert numbered(records) == before


def test_a_new_row_and_one_less_move_hardly_any_other() -> None:
    """A division moves a neighbourhood now and then; mostly nothing moves."""
    records = rows(3000)
    before = numbered(records)
    moved = []
    for n in range(0, 3000, 250):
        new = SearchRecord(records[n].title, f"a/#moi-{n}")
        for after in ([*records, new], records[:n] + records[n + 1 :]):
            now = numbered(after)
            moved.append(
                sum(now.get(record, number) != number for record, number in before.items())
            )
    assert sorted(moved)[len(moved) // 2] <= 1
    assert sum(moved) / len(moved) < 2 * SEATS
