"""Which texts may hold a pattern of the rules' data, told by words that it cannot do without.

A text is brought down to bytes, a sign for each accented letter that tells its first byte alone: “phổ
biến” and “PHỔ BIẾN” are both “ph4 bi4n”. Words that are not there cost next to nothing; a text that has
all words of a pattern is searched for the pattern itself.
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from access_info.checks.safety.compiled import compiled
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
_Span = tuple[int, int, bytes]
# Each wording, how many of its words stand before its longest one, and its words.
_Wordings = list[tuple[list[bytes], int, frozenset[bytes]]]


class _Positions:
    """Hold where words of patterns stand in a text.

    Attributes:
        words: Of the text, in order.
        places: Of each word of a pattern, its places among them.
        among: These words.
        every: All words.
        spans: Of each group of wordings that was looked for, first word, the one after the last, the longest.
    """

    __slots__ = ("among", "every", "places", "spans", "words")

    def __init__(self, words: list[bytes], known: AbstractSet[bytes]) -> None:
        """Find words.

        Args:
            words: Of a text, in order.
            known: Those of patterns.
        """
        self.words = words
        self.spans: dict[int, list[_Span]] = {}
        self.places: dict[bytes, list[int]] = {}
        for place, word in [entry for entry in enumerate(words) if entry[1] in known]:
            self.places.setdefault(word, []).append(place)
        self.among = frozenset(self.places)
        self.every = frozenset(words)


@dataclasses.dataclass(frozen=True, slots=True, eq=False, repr=False)
class _WordGroup:
    """Hold wordings of which a text must have one, in the form of `words_of`.

    Attributes:
        longest: The longest word of each, which is the rarest as a rule.
        wordings: By that word, all of them, one a line until a text has the word.
        follows: Whether it stands right behind a wording of the group before.
    """

    longest: frozenset[bytes]
    wordings: dict[bytes, str | _Wordings]
    follows: bool

    def spans(self, positions: _Positions) -> list[_Span]:
        """Return first word, the one after the last and the longest one of each wording in a text."""
        key = id(self.wordings)
        spans = positions.spans.get(key)
        if spans is None:
            words, places = positions.words, positions.places
            spans = positions.spans[key] = [
                (place - before, place - before + len(wording), word)
                for word in self.longest & positions.among
                for wording, before, parts in self._wordings_with(word)
                if parts <= positions.every
                for place in places[word]
                if len(wording) == 1
                or words[place - before : place - before + len(wording)] == wording
            ]
        return spans

    def _wordings_with(self, longest: bytes) -> _Wordings:
        wordings = self.wordings[longest]
        if isinstance(wordings, str):
            wordings = self.wordings[longest] = [
                (words, words.index(longest), frozenset(words))
                for words in (line.split() for line in wordings.encode().split(b"\n"))
            ]
        return wordings


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """Name a pattern, and the words that each of its matches holds.

    Attributes:
        file: Its data file.
        name: The pattern.
        groups: Of each there is a wording, one after the other.
        in_rows: Whether each match holds a stroke.
    """

    file: str
    name: str
    groups: tuple[_WordGroup, ...]
    in_rows: bool

    def stands_in(self, aligned: NormalizedText) -> bool:
        """Tell whether a text has the pattern."""
        return rule_file(self.file).has(self.name, aligned)

    def may_stand_in(self, positions: _Positions) -> bool:
        """Tell whether wordings of all groups stand in order, as near to each other as in one sentence."""
        if not all(group.spans(positions) for group in reversed(self.groups)):
            return False
        spans = self.groups[0].spans(positions)
        for group in self.groups[1:]:
            reach = 0 if group.follows else _SENTENCE
            ends = sorted(end for _, end, _ in spans)
            spans = [
                (start, end, word)
                for start, end, word in group.spans(positions)
                if (at := bisect.bisect_right(ends, start)) and start - ends[at - 1] <= reach
            ]
        return bool(spans)


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


@dataclasses.dataclass(frozen=True, slots=True, eq=False, repr=False)
class WordSearch:
    """Hold patterns that texts are looked at for.

    Attributes:
        patterns: The patterns.
        known: Words of them.
        by_word: Word → the patterns that a text may hold only if it has such a word.
        triggers: These words.
    """

    patterns: Sequence[Sought]
    known: frozenset[bytes]
    by_word: Mapping[bytes, Sequence[Sought]]
    triggers: frozenset[bytes]

    def possible(self, words: list[bytes], *, rows: bool) -> list[Sought]:
        """Return the patterns that a text may hold.

        Args:
            words: Of the text, in order.
            rows: Whether the text holds a stroke.
        """
        present = self.known.intersection(words)
        sought = self._with_words(present, rows=rows)
        if not sought:
            return []
        positions = _Positions(words, _needed(sought) & present)
        return [pattern for pattern in sought if pattern.may_stand_in(positions)]

    def _with_words(self, present: frozenset[bytes], *, rows: bool) -> list[Sought]:
        """Return the patterns of which a text has a word of each group, wherever they stand."""
        return [
            pattern
            for pattern in {
                pattern for word in self.triggers & present for pattern in self.by_word[word]
            }
            if (rows or not pattern.in_rows)
            and not any(group.longest.isdisjoint(present) for group in pattern.groups)
        ]

    def narrowed(self, words: list[bytes], *, rows: bool) -> WordSearch:
        """Return a search for what a text may hold, in its parts, by the rarest words of each pattern.

        Args:
            words: Of the text, in order.
            rows: Whether the text holds a stroke.
        """
        present = self.known.intersection(words)
        sought = self._with_words(present, rows=rows)
        positions = _Positions(words, _needed(sought) & present)
        by_word: dict[bytes, list[Sought]] = defaultdict(list)
        patterns = []
        for pattern in sought:
            if pattern.may_stand_in(positions):
                patterns.append(pattern)
                rarest = min((group.spans(positions) for group in pattern.groups), key=len)
                for word in {word for _, _, word in rarest}:
                    by_word[word].append(pattern)
        return WordSearch(patterns, self.known, by_word, frozenset(by_word))


def _needed(patterns: Sequence[Sought]) -> frozenset[bytes]:
    """Return the words by which patterns are found."""
    return frozenset[bytes]().union(*(group.longest for each in patterns for group in each.groups))


def names_of_impossible(aligned: NormalizedText) -> frozenset[tuple[str, str]]:
    """Return file and name of each pattern that is known by words, and that a text cannot hold."""
    words = words_of(aligned.clean.encode(), codes=False)
    return _all_names() - _names(whole_search().possible(words, rows="|" in aligned.clean))


@functools.cache
def _all_names() -> frozenset[tuple[str, str]]:
    return _names(whole_search().patterns)


def _names(patterns: Sequence[Sought]) -> frozenset[tuple[str, str]]:
    return frozenset((pattern.file, pattern.name) for pattern in patterns)


@functools.cache
def whole_search() -> WordSearch:
    """Return the search for all patterns of the rules' data that are known by words."""
    found = words_of_patterns()
    groups = [{word.encode(): lines for word, lines in group.items()} for group in found["groups"]]
    longest = [frozenset(group) for group in groups]
    patterns = tuple(
        Sought(
            file,
            name,
            tuple(_WordGroup(longest[at], groups[at], follows) for at, follows in required),
            in_rows,
        )
        for file, name, in_rows, required in found["patterns"]
    )
    by_word: dict[bytes, list[Sought]] = defaultdict(list)
    for pattern in patterns:
        for word in pattern.groups[0].longest:
            by_word[word].append(pattern)
    return WordSearch(patterns, frozenset().union(*longest), by_word, frozenset(by_word))


@compiled
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
