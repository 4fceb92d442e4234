"""Pairs of a file's rows and existing items, one to one, whatever the order of either."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence

from access_info.imports.lists.match.existing import ExistingItem
from access_info.imports.lists.read.items import NewItem
from access_info.model.matching import RowMatcher
from access_info.model.types import fold

_NEAR = 0.86
_SHARED_WORDS = 0.6
_SAME_NUMBER = 0.45
_WHOLE_DAY = len("2026-09-03")
_DIGITS = re.compile(r"\d+")
# “Số 03/QĐ-UBND” and “3/QĐ-UBND” are one number.
_PADDED = re.compile(r"^(?:so-)?0*")
_MOST_PAIRS = 1_000_000


@dataclasses.dataclass(frozen=True)
class ItemMatch:
    """A row and the existing item that it is.

    Attributes:
        row: Number of the row among the new items.
        existing: Number of the item among the existing ones.
        near: Whether their titles are only alike.
    """

    row: int
    existing: int
    near: bool = False


def match_items(new: Sequence[NewItem], existing: Sequence[ExistingItem]) -> list[ItemMatch]:
    """Pair rows with existing items.

    By id, then by number and title, by title, by number (whatever the title where the day of issue is the same
    too), and last by a title that is nearly the same and names the same years and numbers. Two documents are never one: documents that are
    renewed year after year keep their name, and what the data says of the old one must stay.

    Args:
        new: What the file has, in its order.
        existing: What the data has, in its order.
    """
    matcher = _Matcher(new, existing)
    matcher.by(lambda item: item.id or None, lambda item: item.id or None)
    matcher.by(_number_and_title, _number_and_title)
    matcher.by(_title_number_and_day, _title_number_and_day)
    matcher.by(_title, _title)
    matcher.by_number()
    matcher.by_nearness()
    return sorted(matcher.matches, key=lambda match: match.row)


_Item = NewItem | ExistingItem


def _fields(item: _Item) -> tuple[str, str, str]:
    title = fold(item.fields.get("ten", ""))
    number = _PADDED.sub("", fold(item.fields.get("so_ky_hieu", "")))
    return title, number, item.fields.get("ngay_ban_hanh", "").strip()


def renewed(
    new: Sequence[NewItem], existing: Sequence[ExistingItem], matches: Sequence[ItemMatch]
) -> list[tuple[int, int]]:
    """Find unmatched rows whose exact title an unmatched existing item has.

    Args:
        new: What the file has.
        existing: What the data has.
        matches: Which of them are the same.

    Returns:
        Numbers of the row and of the existing item.
    """
    rows = set(range(len(new))) - {match.row for match in matches}
    items = set(range(len(existing))) - {pair.existing for pair in matches}
    by_title: dict[str, int] = {}
    for number in sorted(items, reverse=True):
        by_title[_fields(existing[number])[0]] = number
    by_title.pop("", None)
    titled = ((row, _fields(new[row])[0]) for row in sorted(rows))
    return [(row, by_title[title]) for row, title in titled if title in by_title]


def _are_two(item: _Item, other: _Item, *, alone: bool) -> bool:
    """Tell whether two items are different documents, by number and day of issue.

    Args:
        item: An item.
        other: Another.
        alone: Whether no other item on either side has the title of either.
    """
    title, number, day = _fields(item)
    other_title, other_number, other_day = _fields(other)
    if number and other_number and number != other_number:
        # Titles that occur once, and equal days of issue: the number was mistyped.
        return not (alone and title == other_title and day and day == other_day)
    if not day or not other_day or day.startswith(other_day) or other_day.startswith(day):
        return False
    # Numbers begin anew each year; within a year, one number is one document.
    return not number or number != other_number or day[:4] != other_day[:4]


def _number_and_title(item: _Item) -> Hashable | None:
    title, number, _ = _fields(item)
    return (title, number) if title and number else None


def _title_number_and_day(item: _Item) -> Hashable | None:
    title, number, day = _fields(item)
    return (title, number, day) if title else None


def _title(item: _Item) -> Hashable | None:
    title, _, _ = _fields(item)
    return title or None


class _Matcher:
    def __init__(self, new: Sequence[NewItem], existing: Sequence[ExistingItem]) -> None:
        self._new = new
        self._existing = existing
        self._matcher = RowMatcher(new, existing)
        self._known = {item.id for item in existing}
        self._titles = Counter(_fields(item)[0] for item in new)
        self._existing_titles = Counter(_fields(item)[0] for item in existing)
        self.matches: list[ItemMatch] = []

    def by(
        self,
        key_of_row: Callable[[NewItem], Hashable | None],
        key_of_item: Callable[[ExistingItem], Hashable | None],
    ) -> None:
        """Pair rows and items of equal key, in order, unless ids, numbers or days contradict."""
        for row, number in self._matcher.by(key_of_row, key_of_item, when=self._agree):
            self.matches.append(ItemMatch(row, number))

    def by_number(self) -> None:
        """Pair the one row and the one item of a number, if titles are alike or absent, or the days equal."""
        rows, items = defaultdict(list), defaultdict(list)
        for row in self._matcher.left:
            rows[_fields(self._new[row])[1]].append(row)
        for number in self._matcher.right:
            items[_fields(self._existing[number])[1]].append(number)
        for key, numbers in rows.items():
            if not key or len(numbers) > 1 or len(items.get(key, ())) != 1:
                continue
            row, number = numbers[0], items[key][0]
            mine, _, day = _fields(self._new[row])
            its, _, its_day = _fields(self._existing[number])
            # One number of one day is one document: its title was corrected.
            alike = not mine or not its or (len(day) == _WHOLE_DAY and day == its_day)
            alike = alike or _likeness(mine, its) >= _SAME_NUMBER
            if alike and self._agree(self._new[row], self._existing[number]):
                self._pair(row, number, near=bool(mine and its))

    def by_nearness(self) -> None:
        """Pair rows and items whose titles are nearly equal, the likest first."""
        pairs: list[tuple[float, int, int]] = []
        rows = [(row, *_words(self._new[row])) for row in self._matcher.left]
        items = [(number, *_words(self._existing[number])) for number in self._matcher.right]
        if len(rows) * len(items) > _MOST_PAIRS:
            return
        for row, title, words, digits in rows:
            for number, other, other_words, other_digits in items:
                if not title or not other or digits != other_digits:
                    continue
                shared = len(words & other_words) / max(len(words | other_words), 1)
                if shared < _SHARED_WORDS and len(words | other_words) > 4:  # noqa: PLR2004
                    continue
                likeness = _likeness(title, other)
                if likeness >= _NEAR:
                    pairs.append((-likeness, row, number))
        for _, row, number in sorted(pairs):
            unmatched = row in self._matcher.left and number in self._matcher.right
            if unmatched and self._agree(self._new[row], self._existing[number]):
                self._pair(row, number, near=True)

    def _agree(self, mine: NewItem, item: ExistingItem) -> bool:
        """Tell whether ids, numbers and days of issue let a row and an item be one."""
        if mine.id and mine.id == item.id:
            return True
        alone = self._titles[_fields(mine)[0]] <= 1 and self._existing_titles[_fields(item)[0]] <= 1
        return (not mine.id or mine.id not in self._known) and not _are_two(mine, item, alone=alone)

    def _pair(self, row: int, number: int, *, near: bool) -> None:
        self._matcher.take(row, number)
        self.matches.append(ItemMatch(row, number, near))


def _words(item: _Item) -> tuple[str, frozenset[str], tuple[str, ...]]:
    title = fold(item.fields.get("ten", ""))
    return title, frozenset(title.split("-")), tuple(sorted(_DIGITS.findall(title)))


def _likeness(text: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, text, other, autojunk=False)
    if matcher.real_quick_ratio() < _SAME_NUMBER or matcher.quick_ratio() < _SAME_NUMBER:
        return 0.0
    return matcher.ratio()
