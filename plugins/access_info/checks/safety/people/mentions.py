"""Names of persons in a text: by a word of address before them, or by the shape of names.

Shapes are those of all 54 peoples: “Nguyễn Thị Mẫu”, “H'Mẫu Niê”, “Y Mẫu Êban”, “K' Mẫu”, “Ksor Mẫu”,
“Giàng A Mẫu”, “Rơ Chăm Mẫu”. A family name that is a word or a place too (“Cao”, “Hà”, “Y”) counts before
two more words with capitals or after a word of address; so “Cao Bằng”, “Hà Nội”, “Y tế” are none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from access_info.checks.safety.people.around import (
    acts_as_person,
    bears_name,
    ends_at,
    goes_on_with_place,
    is_led,
)
from access_info.checks.safety.people.glance import BEFORE_NAMES
from access_info.checks.safety.people.vocabulary import PeopleWords, bare_people_words, people_words
from access_info.checks.safety.wordings import Words

_JOINS = re.compile(r" {1,2}|['’] ?|\. ?")
_LONGEST_NAME = 6
_LONGEST_RUN = 30
_LIST_SIGN = re.compile(r"\s*[,;]\s*")
_AFTER_TITLE = re.compile(r"[ .]{1,2}|\s*:\s*")
_AFTER_STANDING = re.compile(r"[\s:,.|–-]{0,3}")
_FEWEST_BARS = 2
_MOST_SHOUTED = 4
_WITH_MIDDLE = 3
# “ủng hộ”, “bảo hộ”, “giám hộ”: no household.
_NO_HOUSEHOLD = frozenset({"ủng", "bảo", "giám", "cứu", "phù", "ung", "bao", "giam", "cuu"})
_SURE_BARE_TITLES = frozenset({"em", "be", "anh", "ong"})
_BARE_TITLES = frozenset({"ba", "chi"})
_ETHNIC_MARKS = frozenset({"h", "k"})
# Words that may stand between a thing and the name it bears: “Trường THCS và THPT Nguyễn Văn Trỗi”.
_FARTHEST_THING = 6
_PARTED = re.compile(r"[,;:(|\n]|\.\s|\s[-–]\s")


class Mention(NamedTuple):
    """Hold where a person is named.

    Attributes:
        first: Index of the name's first word.
        last: Index of the word after its last one.
        addressed: Whether a word of address stands before it: “ông Mẫu”.
    """

    first: int
    last: int
    addressed: bool


class _Reader:
    """Go through a text's words once and gather the names in it."""

    def __init__(self, words: Words, vocabulary: PeopleWords) -> None:
        self._words = words
        self._vocabulary = vocabulary
        self._capital = [words.written(index)[0].isupper() for index in range(len(words))]
        self._address = {last: kind for _, last, kind in sorted(vocabulary.address.found_in(words))}
        self._end_of_thing = -1
        self._listed: set[int] = set()
        self._has_cells = words.text.clean.count("|") >= _FEWEST_BARS

    def mentions(self) -> list[Mention]:
        found: list[Mention] = []
        at, count = 0, len(self._words)
        while at < count:
            if not self._capital[at]:
                at += 1
                continue
            end = self._end_of_run(at)
            mention = self._in_run(at, end)
            if mention is None:
                at = end
                continue
            found.append(mention)
            at = mention.last
        return found

    def with_listed(self, mentions: list[Mention]) -> list[Mention]:
        """Return the names again, with those that only stand in a list with them."""
        words = self._words
        for mention in mentions:
            if mention.last < len(words) and self._parts_list(mention.last):
                self._listed.add(mention.last)
            if mention.first and self._parts_list(mention.first):
                self._listed.add(self._start_of_run(mention.first - 1))
        again = self.mentions() if self._listed else mentions
        return self.with_listed(again) if len(again) > len(mentions) else again

    def _start_of_run(self, at: int) -> int:
        least = max(at - _LONGEST_NAME, 0)
        while at > least and self._capital[at - 1] and self._words.between(at - 1, at) == " ":
            at -= 1
        return at

    def _parts_list(self, at: int) -> bool:
        return _LIST_SIGN.fullmatch(self._words.between(at - 1, at)) is not None

    def _end_of_run(self, at: int) -> int:
        words = self._words
        end = at + 1
        while (
            end < min(len(words), at + _LONGEST_RUN)
            and self._capital[end]
            and _JOINS.fullmatch(words.between(end - 1, end))
            and not (
                words.between(end - 1, end).startswith(".") and len(words.written(end - 1)) > 1
            )
        ):
            end += 1
        return end

    def _in_run(self, start: int, end: int) -> Mention | None:
        """Return the first name in a run of words with capitals."""
        for at in range(start, end):
            if at + 1 < end and self._address.get(at + 1) == "title":
                continue  # “Ông Nguyễn Văn Mẫu”: “Ông” is no family here
            addressed = self._address_of(at)
            if at > start and addressed is None and not self._begins_within(start, at, end):
                continue
            length = self._length(at, end, addressed)
            is_leader = bool(self._is_strong(at)) and is_led(self._words, at - 1)
            if length and not is_leader and self._is_of_thing(at):
                self._end_of_thing = at + length
                return None
            if length:
                return Mention(at, at + length, addressed is not None)
        if end < len(self._words) and self._capital[end] and self._is_of_thing(start):
            self._end_of_thing = end
        return None

    def _begins_within(self, start: int, at: int, end: int) -> bool:
        """Tell whether a name may begin within a run: behind “UBND”, or with “Thị”, “Văn” in it.

        “Vĩnh Dương Mẫu” is a place; nobody of the family Dương begins in its middle.
        """
        before = self._words.written(at - 1)
        return (
            (len(before) > 1 and before.isupper() and not goes_on_with_place(self._words, at))
            or (at + 1 < end and self._words.exact(at + 1) in self._vocabulary.middles)
            or (at > start + 1 and bool(self._is_strong(at)) and is_led(self._words, start - 1))
        )

    def _is_strong(self, at: int) -> bool | None:
        return self._vocabulary.is_family((self._words.exact(at),))

    def _address_of(self, at: int) -> str | None:
        """Return what addresses whoever is named from here, `title` or `standing`."""
        kind = self._address.get(at)
        if kind is None or (at > 1 and self._words.exact(at - 2) in _NO_HOUSEHOLD):
            return None
        joins = _AFTER_TITLE if kind == "title" else _AFTER_STANDING
        return kind if joins.fullmatch(self._words.between(at - 1, at)) else None

    def _length(self, at: int, end: int, addressed: str | None) -> int:
        """Return how many words from here are a name; 0 for none."""
        words, vocabulary = self._words, self._vocabulary
        first = words.exact(at)
        if addressed is None and not (
            first in vocabulary.family_starts
            or first in _ETHNIC_MARKS
            or (at + 2 < end and words.exact(at + 1) in vocabulary.middles)
        ):
            return 0
        most = min(end, at + _LONGEST_NAME)
        # A word all in capitals ends a name, but where everything is in capitals.
        shouted = words.written(at).isupper() and len(words.written(at)) > 1
        limit = at + 1
        while limit < most and self._goes_on(limit, shouted=shouted):
            limit += 1
        count = limit - at
        if first in _ETHNIC_MARKS and at + 1 < len(words):
            if words.between(at, at + 1)[:1] in {"'", "’"}:
                return max(count, 2)
            return 0
        exact = tuple(words.exact(index) for index in range(at, limit))
        if (
            self._is_known(at, exact)
            or exact[1:] in vocabulary.no_names
            or not vocabulary.of_places.isdisjoint(exact)
        ):
            return 0
        is_double = count > 1 and vocabulary.is_family(exact[:2]) is not None
        family = 2 if is_double else 1
        strong = vocabulary.is_family(exact[:family])
        count = min(count, _LONGEST_NAME - 1)
        if addressed is not None and (
            count > 1 or (addressed == "title" and self._is_sure_title(at))
        ):
            is_office = exact[0] in vocabulary.offices and (strong is None or count == 1)
            if addressed == "standing" and exact[0] in vocabulary.thing_ends:
                return 0  # “học sinh Trường Tiểu học …”
            if addressed == "standing" and shouted and strong is None:
                return 0  # “HỘ CẬN NGHÈO”
            return 0 if is_office else count
        if shouted and not (exact[1:2] and exact[1] in vocabulary.middles):
            # A heading in capitals is no name: “GIÁ DỊCH VỤ KỸ THUẬT”.
            is_short = count > 1 and limit == end and end - at <= _MOST_SHOUTED
            return count if strong and is_short else 0
        if strong is None:
            # “Thị”, “Văn” is in nobody's name but a person's, whatever the family.
            is_name = count >= _WITH_MIDDLE and exact[1] in vocabulary.middles
            return count if is_name else 0
        given = count - family
        # “…: Nguyễn Thị Mẫu, Kim Mẫu và Danh Thử”: in a list of names a weak family name will do.
        if strong or at in self._listed or self._is_cell(at, at + count):
            return count if given > 0 else 0
        if given == 1:
            return count if limit == end and self._is_person(at, limit) else 0
        is_name = given > 1 and (exact[family] in vocabulary.middles or self._stands_free(at))
        return count if is_name else 0

    def _is_person(self, at: int, end: int) -> bool:
        """Tell whether a weak family name and one word more are somebody: “Hiệu trưởng Kim Mẫu”."""
        return acts_as_person(self._words, at, end) or (
            at > 0 and self._words.between(at - 1, at) == " " and is_led(self._words, at - 1)
        )

    def _stands_free(self, at: int) -> bool:
        """Tell whether no noun stands right before: “khu dân cư Hà Mẫu Thử” is a place."""
        if not at:
            return True
        sign = self._words.between(at - 1, at).strip()
        if sign in {"-", "–"} and self._capital[at - 1]:
            return False  # “Quang Mẫu - Sơn Tiến”: two places
        return sign != "" or self._words.exact(at - 1) in BEFORE_NAMES

    def _is_known(self, at: int, exact: tuple[str, ...]) -> bool:
        """Tell whether words, or the word before with them, are a place or somebody famous."""
        vocabulary = self._vocabulary
        if exact[0] in vocabulary.no_name_starts and not vocabulary.no_names.isdisjoint(
            exact[:size] for size in range(1, len(exact) + 1)
        ):
            return True
        before = self._words.exact(at - 1) if at else ""
        return before in vocabulary.no_name_starts and not vocabulary.no_names.isdisjoint(
            (before, *exact[:size]) for size in range(1, len(exact) + 1)
        )

    def _is_sure_title(self, at: int) -> bool:
        """Tell whether one word with a capital is enough: without accents “cháu” is “châu” too."""
        words = self._words
        if not words.ascii or words.plain[at - 1] in _SURE_BARE_TITLES:
            return True
        return words.written(at - 1).islower() and words.plain[at - 1] in _BARE_TITLES

    def _is_cell(self, at: int, end: int) -> bool:
        """Tell whether words are a cell of a row by themselves: “4 | Sơn Mẫu | lớp 2”."""
        if not self._has_cells:
            return False
        clean, words = self._words.text.clean, self._words
        ahead = clean[max(words.starts[at] - 3, 0) : words.starts[at]].rstrip()
        behind = clean[words.ends[end - 1] : words.ends[end - 1] + 3].lstrip()
        return (not ahead or ahead[-1] == "|") and (not behind or behind[0] == "|")

    def _goes_on(self, index: int, *, shouted: bool) -> bool:
        written = self._words.written(index)
        if not written.isalpha():
            return False
        if len(written) > 1 and written.isupper() != shouted:
            return False
        if self._words.exact(index) in self._vocabulary.peoples:
            return False
        return not (shouted and self._words.exact(index) in self._vocabulary.breakers)

    def _joins_thing(self, at: int) -> bool:
        """Tell whether a comma or “và” joins a word to the name of a thing before it."""
        words = self._words
        if at == self._end_of_thing:
            return words.between(at - 1, at) in {", ", " - "}
        return at - 1 == self._end_of_thing and words.exact(at - 1) == "và"

    def _is_of_thing(self, at: int) -> bool:
        """Tell whether a street, a school, a company bears the name.

        A place bears the name right behind it; of what is founded, its kind may stand between:
        “Trường trung học cơ sở Nguyễn Văn Trỗi”, “Công ty TNHH Xây dựng Trần Mẫu”.
        """
        words, vocabulary = self._words, self._vocabulary
        if self._end_of_thing > 0 and self._joins_thing(at):
            return True  # “đường Trần Phú, Nguyễn Thị Minh Khai”
        bearer = bears_name(words, at)
        if bearer:
            return not vocabulary.founded.isdisjoint(bearer)
        if at and at in self._address:
            if self._address[at] != "title" or not self._capital[at - 1]:
                return False
            at -= 1  # “chợ Bà Mi”
        for index in range(at - 1, max(at - 1 - _FARTHEST_THING, -1), -1):
            between = words.between(index, index + 1)
            if _PARTED.search(between) and not (between == ": " and index == at - 1):
                return False
            if words.plain[index].isdigit():
                return False
            word = words.exact(index)
            if word in vocabulary.thing_ends:
                ends = ends_at(words, index)
                if not vocabulary.founded.isdisjoint(ends):
                    return index == 0 or words.exact(index - 1) != "chủ"
                if index == at - 1 and not vocabulary.named_after.isdisjoint(ends):
                    return vocabulary.no_things.isdisjoint(ends)
            if word in vocabulary.breakers or index in self._address:
                return False
        return False


def mentions_in(words: Words) -> list[Mention]:
    """Return the names of persons in a text, in order."""
    reader = _Reader(words, (bare_people_words() if words.ascii else people_words()))
    mentions = reader.mentions()
    return reader.with_listed(mentions) if mentions else mentions
