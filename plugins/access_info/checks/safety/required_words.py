"""Which texts may hold a pattern of the rules' data, told by words that it cannot do without.

A text is brought down to bytes, a sign for each accented letter that tells its first byte alone: “phổ
biến” and “PHỔ BIẾN” are both “ph4 bi4n”. Words that are not there cost next to nothing; a text that has
all words of a pattern is searched for the pattern itself.
"""

from __future__ import annotations

import dataclasses
import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.rule_files import rule_file

_FILES = ("marks", "readers", "secrecy", "numbers", "credentials")
_LATER_BYTES = bytes(range(0x80, 0xC0))
_SIGNS = bytes({*range(0x21, 0x7F)} - {*b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"})
# First bytes of “ô”, “đ”, “ũ”, “ơ”, “ổ”; those of quotes and dashes part words.
_FIRST_BYTES = b"\xc3\xc4\xc5\xc6\xe1"
_TABLE = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ" + _SIGNS + b"\xc2\xe2" + _FIRST_BYTES,
    b"abcdefghijklmnopqrstuvwxyz" + b" " * (len(_SIGNS) + 2) + b"12534",
)


_ListKey = tuple[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class _Wording:
    """Hold a wording in the form of `words_of`.

    Attributes:
        words: Its words; none if it is one alone.
        line: They, one after the other.
        lists: File and name of the lists of words that it stands in.
    """

    words: frozenset[bytes]
    line: bytes
    lists: frozenset[_ListKey]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """Name a pattern, and the lists of words of which each of its matches holds one.

    Attributes:
        file: Its data file.
        name: The pattern.
        groups: File and name of lists; a word of one list of each group is there. The first group is the
            one whose words are rarest.
        in_rows: Whether each match holds a stroke.
    """

    file: str
    name: str
    groups: tuple[frozenset[_ListKey], ...]
    in_rows: bool

    def stands_in(self, aligned: NormalizedText) -> bool:
        """Tell whether a text has the pattern."""
        return rule_file(self.file).has(self.name, aligned)


def words_of(raw: bytes) -> list[bytes]:
    """Return a text's words, in lower case, each accented letter a sign that tells its first byte.

    Args:
        raw: The text (NFC) in UTF-8.
    """
    return raw.translate(_TABLE, _LATER_BYTES).split()


@dataclasses.dataclass(frozen=True, slots=True)
class WordSearch:
    """Hold wordings and patterns that texts are looked at for.

    Attributes:
        triggers: Words of which a text has one that may hold any of the patterns.
        by_word: The longest word of a wording, which is the rarest as a rule → wordings.
        patterns: The patterns.
    """

    triggers: frozenset[bytes]
    by_word: Mapping[bytes, tuple[_Wording, ...]]
    patterns: tuple[Sought, ...]

    def possible(self, words: list[bytes], among: frozenset[bytes], *, rows: bool) -> list[Sought]:
        """Return the patterns that a text may hold.

        Args:
            words: Of the text, in order.
            among: They, as a set.
            rows: Whether the text holds a stroke.
        """
        if self.triggers.isdisjoint(among):
            return []
        present: set[_ListKey] = set()
        line = b""
        for word in self.by_word.keys() & among:
            for wording in self.by_word[word]:
                if wording.words:
                    if not wording.words <= among:
                        continue
                    line = line or b" %b " % b" ".join(words)
                    if wording.line not in line:
                        continue
                present |= wording.lists
        return [
            pattern
            for pattern in self.patterns
            if (rows or not pattern.in_rows)
            and not any(present.isdisjoint(group) for group in pattern.groups)
        ]

    def narrowed(self, patterns: Sequence[Sought], among: frozenset[bytes]) -> WordSearch:
        """Return a search for some of the patterns in parts of a text of which the words are known."""
        lists = frozenset().union(*(group for pattern in patterns for group in pattern.groups))
        first = frozenset().union(*(pattern.groups[0] for pattern in patterns))
        by_word = {}
        triggers = []
        for word in self.by_word.keys() & among:
            wordings = tuple(
                wording
                for wording in self.by_word[word]
                if wording.words <= among and not lists.isdisjoint(wording.lists)
            )
            if wordings:
                by_word[word] = wordings
                if any(not first.isdisjoint(wording.lists) for wording in wordings):
                    triggers.append(word)
        return WordSearch(frozenset(triggers), by_word, tuple(patterns))


def names_of_possible(aligned: NormalizedText) -> frozenset[_ListKey]:
    """Return file and name of each pattern that a text may hold, of those that are known by words."""
    words = words_of(aligned.clean.encode())
    patterns = whole_search().possible(words, frozenset(words), rows="|" in aligned.clean)
    return frozenset((pattern.file, pattern.name) for pattern in patterns)


@functools.cache
def whole_search() -> WordSearch:
    """Return the search for all patterns of the rules' data that are known by words."""
    needed = [
        (file, name, [frozenset((file, words) for words in group) for group in groups])
        for file in _FILES
        for name, alternatives in rule_file(file).known_by_words.items()
        for groups in alternatives
    ]
    lines = _lines({key for _, _, groups in needed for group in groups for key in group})
    by_word: dict[bytes, tuple[_Wording, ...]] = {}
    shortest: dict[_ListKey, int] = {}
    for line, keys in lines.items():
        words = line.split()
        longest = max(words, key=len)
        several = frozenset(words) if len(words) > 1 else frozenset()
        by_word[longest] = (*by_word.get(longest, ()), _Wording(several, line, frozenset(keys)))
        for key in keys:
            shortest[key] = min(shortest.get(key, len(line)), len(longest))
    patterns = tuple(
        Sought(
            file,
            name,
            tuple(sorted(groups, key=lambda group: -min(shortest[key] for key in group))),
            name in rule_file(file).in_rows,
        )
        for file, name, groups in needed
    )
    return WordSearch(frozenset(by_word), by_word, patterns)


def _lines(lists: set[_ListKey]) -> Mapping[bytes, set[_ListKey]]:
    """Return each wording, with its accents and without, in the form of `words_of`, and its lists."""
    keys, wordings = [], []
    for key in lists:
        for wording in rule_file(key[0]).wordings(key[1]):
            keys.append(key)
            wordings.append(wording)
    text = "\n".join(wordings)
    lines: dict[bytes, set[_ListKey]] = defaultdict(set)
    for spelled in (text, NormalizedText(text).plain):
        spellings = spelled.encode().translate(_TABLE, _LATER_BYTES).split(b"\n")
        for key, spelling in zip(keys, spellings, strict=True):
            lines[b" %b " % b" ".join(spelling.split())].add(key)
    return lines
