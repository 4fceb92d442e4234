"""Rows of two lists are matched one to one, in order, by the surest key first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from access_info.model.matching import RowMatcher

ROWS = st.lists(st.sampled_from("aAbBcC"), max_size=12)


def same(row):
    return row


def test_equal_rows_are_matched_in_their_order():
    matcher = RowMatcher("aab", "baaa")
    assert list(matcher.by(same, same)) == [(0, 1), (1, 2), (2, 0)]
    assert (list(matcher.left), list(matcher.right)) == ([], [3])


def test_a_row_without_a_key_or_against_the_condition_stays():
    matcher = RowMatcher("ab", "ab")
    assert list(matcher.by(lambda row: row if row == "a" else None, same)) == [(0, 0)]
    assert list(matcher.by(same, same, when=lambda *_: False)) == []
    assert (list(matcher.left), list(matcher.right)) == ([1], [1])


def test_rows_of_the_same_key_are_compared_up_to_a_limit():
    right = ["x1", "x2", "x3"]
    for most, matches in ((2, []), (3, [(0, 2)]), (None, [(0, 2)])):
        matcher = RowMatcher(["x3"], right, most_compared=most)
        pairs = matcher.by(
            lambda row: row[0], lambda row: row[0], when=lambda *both: len({*both}) == 1
        )
        assert list(pairs) == matches


@given(ROWS, ROWS)
def test_each_row_is_matched_at_most_once_and_none_is_lost(left, right):
    matcher = RowMatcher(left, right)
    pairs = [*matcher.by(same, same), *matcher.by(str.lower, str.lower)]
    assert sorted([*(first for first, _ in pairs), *matcher.left]) == list(range(len(left)))
    assert sorted([*(second for _, second in pairs), *matcher.right]) == list(range(len(right)))
    assert all(left[first].lower() == right[second].lower() for first, second in pairs)
    rest = {left[number].lower() for number in matcher.left}
    assert rest.isdisjoint(right[number].lower() for number in matcher.right)
