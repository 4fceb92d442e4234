"""Which texts may hold a pattern of the rules' data, told by words that it cannot do without.

A text is brought down to bytes, a sign for each accented letter that tells its first byte alone: “phổ
biến” and “PHỔ BIẾN” are both “ph4 bi4n”. Words that are not there cost next to nothing; a text that has
all words of a pattern is searched for the pattern itself.
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, AnyStr

import ahocorasick_rs

from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.rule_files import RuleFile, rule_file

_FILES = ("marks", "readers", "secrecy", "numbers", "credentials")
_LATER_BYTES = bytes(range(0x80, 0xC0))
_SIGNS = bytes({*range(0x21, 0x7F)} - {*b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"})
# First bytes of “ô”, “đ”, “ũ”, “ơ”, “ổ”; those of quotes and dashes part words.
_FIRST_BYTES = b"\xc3\xc4\xc5\xc6\xe1"
_TABLE = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ" + _SIGNS + b"\xc2\xe2" + _FIRST_BYTES,
    b"abcdefghijklmnopqrstuvwxyz" + b" " * (len(_SIGNS) + 2) + b"12534",
)
# Beside digits a letter is a code's and no word: “d17k1”.
_TABLE_OF_CODES = (
    bytes(ord("0") if chr(code).isdigit() else _TABLE[code] for code in range(128)) + _TABLE[128:]
)


# Between two groups of a pattern there are no more words.
_SENTENCE = 25
# A word of its own between texts that are looked at side by side; it is in none of them.
BORDER = b"\0"
# The number of a wording, where it begins with the space before it, and where the one behind it ends.
_Span = tuple[int, int, int]


class _Positions:
    """Hold where wordings stand in texts side by side, by the groups that they are of."""

    __slots__ = ("_matches", "_text", "groups", "spans")

    def __init__(self, words: list[bytes]) -> None:
        """Find all wordings of all groups at once, those within others too.

        Args:
            words: Of the texts, in order.
        """
        search = whole_search()
        self._text = b" %b " % b" ".join(words)
        self._matches = search.automaton.find_matches_as_indexes(self._text, overlapping=True)
        self.spans: dict[int, list[_Span]] = defaultdict(list)
        self.groups = {
            group
            for number in set(map(itemgetter(0), self._matches))
            for group in search.owners[number]
        }

    def gather(self, patterns: Iterable[Sought]) -> None:
        """Gather where the wordings stand that patterns need."""
        search = whole_search()
        needed = frozenset[int]().union(*(pattern.needs for pattern in patterns))
        wordings = frozenset[int]().union(*(search.members[group] for group in needed))
        for match in [match for match in self._matches if match[0] in wordings]:
            for group in search.owners[match[0]]:
                self.spans[group].append(match)

    def behind(self, spans: list[_Span], group: _WordGroup) -> list[_Span]:
        """Return the wordings of a group that stand behind one of those given, as near as in one sentence."""
        reach = 0 if group.follows else _SENTENCE
        # Two that follow each other share the space between them.
        ends = [end - 1 for _, _, end in spans]
        find, count = self._text.find, self._text.count
        return [
            match
            for match in self.spans[group.number]
            if (at := bisect.bisect_right(ends, match[1]))
            and find(BORDER, ends[at - 1], match[1]) < 0
            and count(b" ", ends[at - 1], match[1]) <= reach
        ]

    def texts_of(self, spans: Iterable[_Span]) -> Iterator[int]:
        """Yield the number of the text that each wording stands in."""
        return numbers_of_texts(self._text, BORDER, (start for _, start, _ in spans))


@dataclasses.dataclass(frozen=True, slots=True)
class _WordGroup:
    """Name wordings of which a text must have one.

    Attributes:
        number: Of the group.
        follows: Whether it stands right behind a wording of the group before.
    """

    number: int
    follows: bool


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """Name a pattern, and the words that each of its matches holds.

    Attributes:
        file: Its data file.
        name: The pattern.
        groups: Of each there is a wording, one after the other.
        needs: Their numbers.
        in_rows: Whether each match holds a stroke.
    """

    file: str
    name: str
    groups: tuple[_WordGroup, ...]
    needs: frozenset[int]
    in_rows: bool

    def stands_in(self, aligned: NormalizedText) -> bool:
        """Tell whether a text has the pattern."""
        return rule_file(self.file).has(self.name, aligned)

    def spans_in(self, positions: _Positions) -> list[_Span]:
        """Return where wordings of all groups stand in order, as near to each other as in one sentence."""
        spans = positions.spans[self.groups[0].number]
        for group in self.groups[1:]:
            spans = positions.behind(spans, group)
        return spans


def words_of(raw: bytes, *, codes: bool = True) -> list[bytes]:
    """Return a text's words, in lower case, each accented letter a sign that tells its first byte.

    Args:
        raw: The text (NFC) in UTF-8.
        codes: Keep letters and digits together, so that letters of a code are no words.
    """
    return in_words(raw, codes=codes).split()


def in_words(raw: bytes, *, codes: bool = True) -> bytes:
    """Return a text as `words_of` takes it apart; its lines stay."""
    return raw.translate(_TABLE_OF_CODES if codes else _TABLE, _LATER_BYTES)


def numbers_of_texts(side_by_side: AnyStr, border: AnyStr, places: Iterable[int]) -> Iterator[int]:
    """Yield the number of the text in which each place stands, of texts side by side.

    Args:
        side_by_side: The texts, or a form of them.
        border: What stands between two.
        places: In order.
    """
    number = last = 0
    for place in places:
        number += side_by_side.count(border, last, place)
        last = place
        yield number


@dataclasses.dataclass(frozen=True, slots=True, eq=False, repr=False)
class WholeSearch:
    """Hold all patterns, and what finds all their wordings in one passage.

    Attributes:
        patterns: The patterns.
        automaton: Finds wordings, by their numbers.
        owners: Of each wording the numbers of the groups that it is of.
        members: Of each group the numbers of its wordings.
    """

    patterns: Sequence[Sought]
    automaton: ahocorasick_rs.BytesAhoCorasick
    owners: Sequence[Sequence[int]]
    members: Sequence[frozenset[int]]

    def held(self, words: list[bytes], *, rows: bool) -> Mapping[int, Sequence[Sought]]:
        """Return the patterns that texts side by side may hold, by the number of the text.

        Args:
            words: Of the texts, in order, and `BORDER` between two.
            rows: Whether a text holds a stroke.
        """
        positions = _Positions(words)
        patterns = [
            pattern
            for pattern in self.patterns
            if pattern.needs <= positions.groups and (rows or not pattern.in_rows)
        ]
        positions.gather(patterns)
        held: dict[int, list[Sought]] = defaultdict(list)
        for pattern in patterns:
            for number in set(positions.texts_of(pattern.spans_in(positions))):
                held[number].append(pattern)
        return held


def names_of_impossible(aligned: NormalizedText) -> frozenset[tuple[str, str]]:
    """Return file and name of each pattern that is known by words, and that a text cannot hold."""
    words = words_of(aligned.clean.replace("\0", " ").encode(), codes=False)
    held = whole_search().held(words, rows="|" in aligned.clean)
    return _all_names() - _names(held.get(0, ()))


@functools.cache
def _all_names() -> frozenset[tuple[str, str]]:
    return _names(whole_search().patterns)


def _names(patterns: Sequence[Sought]) -> frozenset[tuple[str, str]]:
    return frozenset((pattern.file, pattern.name) for pattern in patterns)


@functools.cache
def whole_search() -> WholeSearch:
    """Return the search for all patterns of the rules' data that are known by words."""
    found = words_of_patterns()
    groups = found["groups"]
    spelled = [
        [wording for lines in group.values() for wording in lines.split("\n")] for group in groups
    ]
    wordings = dict.fromkeys(itertools.chain.from_iterable(spelled))
    numbers = {wording: number for number, wording in enumerate(wordings)}
    members = [frozenset(numbers[wording] for wording in group) for group in spelled]
    owners = [
        [at for at, wordings in enumerate(members) if number in wordings]
        for number in numbers.values()
    ]
    patterns = tuple(
        Sought(
            file,
            name,
            tuple(_WordGroup(at, follows) for at, follows in required),
            frozenset(at for at, _ in required),
            in_rows,
        )
        for file, name, in_rows, required in found["patterns"]
    )
    automaton = ahocorasick_rs.BytesAhoCorasick([f" {wording} ".encode() for wording in wordings])
    return WholeSearch(patterns, automaton, owners, members)


def words_of_patterns() -> dict[str, Any]:
    """Gather the patterns that are known by words, and the groups of wordings that they need.

    Returns:
        `patterns`: of each alternative its file, its name, whether it is of rows, and of each group its
        number and whether it follows at once; `groups`: by the longest word, wordings with it, one a line.
    """
    groups: dict[tuple[str, ...], dict[str, str]] = {}
    patterns = []
    for rules in map(rule_file, _FILES):
        for name, alternatives in rules.known_by_words().items():
            for required in alternatives:
                numbered = []
                for lists, follows in required:
                    key = (rules.name, *sorted(lists))
                    if key not in groups:
                        groups[key] = _by_longest_word(rules, key[1:])
                    numbered.append([list(groups).index(key), follows])
                patterns.append([rules.name, name, name in rules.in_rows, numbered])
    return {"patterns": patterns, "groups": list(groups.values())}


def _by_longest_word(rules: RuleFile, lists: Sequence[str]) -> dict[str, str]:
    """Gather the wordings of lists, with their accents and without."""
    text = "\n".join(word for name in lists for word in rules.wordings(name))
    spelled = "\n".join((text, NormalizedText(text).plain)).encode()
    found: dict[str, list[str]] = defaultdict(list)
    for spelling in dict.fromkeys(spelled.translate(_TABLE, _LATER_BYTES).decode().split("\n")):
        words = spelling.split()
        found[max(words, key=len)].append(" ".join(words))
    return {word: "\n".join(wordings) for word, wordings in found.items()}
