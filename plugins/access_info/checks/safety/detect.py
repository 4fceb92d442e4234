"""Try all rules on texts: a quick look that passes over most texts, and a close look at the others.

The quick look searches all texts of an agency side by side. One passage of an automaton finds the
words without which no pattern of the rules' data matches; only texts with such words are tried
further. Names are known by the word before a capital (`offsets_of_possible_names`). A few searches
of bytes find what has no words of its own: long numbers, levels of secrecy, a home or a birth of
nobody who is named. The quick look may be wrong when it says yes, never when it says no:
`tests/safety` proves that over the corpus and the examples of the rules.
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import ahocorasick_rs

from access_info.checks.safety.detections import Detection, Suspicion, TextPlace
from access_info.checks.safety.marks import marks_in
from access_info.checks.safety.mentions import offsets_of_possible_names
from access_info.checks.safety.numbers import numbers_in, passwords_in
from access_info.checks.safety.personal_facts import persons_in
from access_info.checks.safety.rule_files import rule_file
from access_info.checks.safety.shapes import STRONG_HOME
from access_info.checks.safety.texts import NormalizedText

# Data files of which the quick look knows the patterns.
_FILES = ("marks", "readers", "secrecy", "numbers", "credentials")
# A word of its own between texts that are looked at side by side, on a line of its own; it is in none of them.
_BORDER = "\0"
_BETWEEN = f"\n{_BORDER}\n"
_BORDER_BYTE = _BORDER.encode()

# In the form that words are looked for in, an accented letter is a digit that tells its first byte alone:
# “phổ biến” and “PHỔ BIẾN” are both “ph4 bi4n”.
_LATER_BYTES = bytes(range(0x80, 0xC0))
_PUNCTUATION = bytes(
    {*range(0x21, 0x7F)} - {*b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}
)
# First bytes of “ô”, “đ”, “ũ”, “ơ”, “ổ”; those of quotes and dashes part words.
_FIRST_BYTES = b"\xc3\xc4\xc5\xc6\xe1"
_TO_WORDS = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ" + _PUNCTUATION + b"\xc2\xe2" + _FIRST_BYTES,
    b"abcdefghijklmnopqrstuvwxyz" + b" " * (len(_PUNCTUATION) + 2) + b"12534",
)
# Beside digits a letter is a code's and no word: “d17k1”.
_TO_WORDS_AND_CODES = (
    bytes(ord("0") if chr(code).isdigit() else _TO_WORDS[code] for code in range(128))
    + _TO_WORDS[128:]
)

# Words to look for besides those of patterns, in groups. Groups are known by number, these by 0 to 2: words that
# tell of a home or a birth; words that do so only before an address (“Thường trú: thôn 2”); “mật” without its accent.
_OF_PERSONS, _OF_HOMES, _BARE_LEVEL = 0, 1, 2
_WORD_GROUPS = (
    "hktt khau ktt đktt đkhktt dktt dkhktt dob birth",
    "trú ngụ quán ở nhà tru ngu quan o nha",
    "mat",
)

# Bytes of letters with accents, in UTF-8.
_ACCENTED = bytes(range(128, 256))
# Identity, telephone, insurance, account, card: nine digits or more, whatever stands between them.
_LONG_NUMBER = re.compile(rb"[0-9]{9}")
# “Ngày sinh: 5/9/1990”, “Ngày sinh của ông Mẫu: 5/9/1990”, without letters that have accents.
_BIRTH = re.compile(rb"sinh(?: ca [^0-9\n]{0,45}|[^0-9\n]{0,12})[0-9]")
# “M”, “TM”: short signs of levels, in capitals.
_SIGNS = b"|".join(sign.upper().encode() for sign in rule_file("secrecy").wordings("signs"))
_MARKS = (
    # A level, in any case; other letters with two marks begin with the same byte. Not the one of “rà soát nội
    # dung mật”, which every row has, nor of “bí mật” in small letters, which the data know by its words.
    re.compile(
        rb"\xe1\xba[\xac\xad][tT](?<=[mM]\xe1\xba.[tT])(?<!dung m\xe1\xba\xadt)(?<!\xc3\xad m\xe1\xba\xadt)"
    ),
    # “M Ậ T”, a letter a line.
    re.compile(rb"\xe1\xba[\xac\xad](?<=\s...)\s+[tT](?![A-Za-z])"),
    # “(M)”, “[TM]”, “| M |”: three patterns, since each begins with a sign that is searched for fast.
    re.compile(rb"\((?:%b)[)\]]" % _SIGNS),
    re.compile(rb"\[(?:%b)[)\]]" % _SIGNS),
    re.compile(rb"\|\s*(?:\xc4\x91\xe1\xbb\x99\s+)?(?:%b)\s*(?:\||\n)" % _SIGNS),
    # The end of a plate with its point, “B1 123.45”; without it a word says what it is.
    re.compile(rb"\.[0-9][0-9](?![0-9])(?<=[A-Za-z0-9 -][ -][0-9]{3}\.[0-9]{2})"),
    # A passport: “(B1234567)” behind a name.
    re.compile(rb"\([A-Za-z]{1,2}[0-9]{7}[),]"),
    # Digits of full width.
    re.compile(rb"\xef\xbc"),
)
# “https://tep.mau.example/2026/chi-tieu.signed580211257371338496.pdf”: no rule takes its numbers for a
# person's, and its words have hyphens between them. Not a link that gives values, “…?dien-thoai=…”.
_LINK = re.compile(rb"https?://[\w.~%/?&+:#-]++(?![^\s)\]>\"'])")
# Links that may give a password or a birth in their words: “/mk:1234”, “Ông Mẫu: …/adn.pdf”.
_WORDS_OF_LINKS = re.compile(rb"(?<![a-z])(?:birth|dob|mk|otp|pass|pwd)")


def detect(
    text: str,
    place: TextPlace = TextPlace.VALUE,
    *,
    published: bool = False,
    look: Suspicion = Suspicion.EVERYTHING,
) -> Iterator[Detection]:
    """Yield everything in a text that must not be published, or that somebody should look at.

    Args:
        text: As read; accents may be separate characters, digits full-width, spaces non-breaking.
        place: Where it stands, since rules differ by place.
        published: Whether it is of a file whose title says that a public act publishes its names:
            then nobody in it counts as a private person.
        look: The kinds of rules to try; what the quick look (`suspicions_in`) returned for the text.

    Yields:
        Detections in order, each once; where two rules find the same characters, both.
    """
    aligned = NormalizedText(text)
    detections: set[Detection] = set()
    if Suspicion.OTHERS in look:
        aligned.impossible = word_search().impossible_in(aligned)
        detections.update(marks_in(aligned, place))
        detections.update(numbers_in(aligned, place))
        detections.update(passwords_in(aligned))
    if Suspicion.PERSONS in look:
        detections.update(persons_in(aligned, place, published=published))
    yield from sorted(detections)


def suspicion_of(text: str) -> Suspicion:
    """Return by the quick look the kinds of rules that have to be tried on a text (NFC); false for none."""
    return suspicions_in([text]).get(0, Suspicion.NOTHING)


def suspicions_in(texts: Sequence[str]) -> dict[int, Suspicion]:
    """Return by the quick look which kinds of rules have to be tried on each of several texts (NFC).

    The result is by the text's index in `texts`, in order; texts that need no close look are left
    out.
    """
    persons, others = _suspicious_texts(texts)
    return {
        number: (Suspicion.PERSONS if number in persons else Suspicion.NOTHING)
        | (Suspicion.OTHERS if number in others else Suspicion.NOTHING)
        for number in sorted(persons | others)
    }


def _suspicious_texts(texts: Sequence[str]) -> tuple[set[int], set[int]]:
    """Return the indexes of the texts that may tell of a person, and of those that may break other rules.

    All texts are searched side by side, for names, long numbers, marks and words of the patterns.
    Only where all words of a pattern are in a text, the pattern itself is tried.
    """
    joined = _side_by_side(texts)
    persons = set(_text_numbers_at(joined, _BORDER, offsets_of_possible_names(joined)))
    raw = _without_links(joined.encode())
    others = set(_texts_with(_LONG_NUMBER, raw.translate(None, _ACCENTED + b" .-()")))
    for mark in _MARKS:
        others.update(_texts_with(mark, raw))
    with_words = word_search().texts_with_words(_spaced_words(raw, _TO_WORDS_AND_CODES))
    others |= with_words.get(_BARE_LEVEL, set())
    persons |= with_words.get(_OF_PERSONS, set())
    persons.update(_texts_with(_BIRTH, raw.translate(None, _ACCENTED).lower()))
    form = functools.cache(lambda number: NormalizedText(texts[number]))
    homes = with_words.get(_OF_HOMES, set()) - persons
    persons.update(number for number in homes if STRONG_HOME.search(form(number).plain))
    for pattern in word_search().patterns:
        for number in pattern.texts_in(with_words) - others:
            if pattern.in_rows and "|" not in texts[number]:
                continue
            if rule_file(pattern.file).has(form(number), pattern.name):
                others.add(number)
    return persons, others


def _side_by_side(texts: Sequence[str]) -> str:
    """Return texts as one, with a border behind each, so that one search covers them all.

    The border character is taken out of texts that hold it.
    """
    joined = _BETWEEN.join(texts)
    if joined.count(_BORDER) >= len(texts):  # typed as “\0”
        joined = _BETWEEN.join(text.replace(_BORDER, " ") for text in texts)
    return joined + _BETWEEN


def _text_numbers_at(
    joined: str | bytes, border: str | bytes, places: Iterable[int]
) -> Iterator[int]:
    """Yield for each offset in texts side by side the index of the text in which it lies.

    Args:
        joined: Texts side by side.
        border: The character that ends each text.
        places: Offsets in `joined`, in order.
    """
    number = last = 0
    for place in places:
        number += joined.count(border, last, place)  # type: ignore[arg-type]
        last = place
        yield number


def _texts_with(pattern: re.Pattern[bytes], raw: bytes) -> Iterator[int]:
    """Yield the indexes of those texts, of several side by side, in which a pattern matches."""
    places = (match.start() for match in pattern.finditer(raw))
    return _text_numbers_at(raw, _BORDER_BYTE, places)


def _without_links(raw: bytes) -> bytes:
    """Return texts (UTF-8) without links, whose digits are nobody's number, and with plain blanks.

    Links that may give a password or a birth themselves stay.
    """
    raw = raw.replace("\u00a0".encode(), b" ")
    return _LINK.sub(lambda link: link[0] if _WORDS_OF_LINKS.search(link[0].lower()) else b"", raw)


def _spaced_words(raw: bytes, table: bytes) -> bytes:
    """Return a text's words in the form for searching, each between two blanks.

    Args:
        raw: The text in UTF-8.
        table: Makes letters small, accented letters a digit, and punctuation blanks.
    """
    return b" %b " % b" ".join(raw.translate(table, _LATER_BYTES).split())


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _KnownPattern:
    """A pattern of the rules' data, or one alternative of it, that matches only texts with certain words.

    Attributes:
        file: Name of the data file.
        name: Name of the pattern in it.
        groups: Numbers of groups of wordings; each match holds a wording of every group.
        in_rows: Whether each match holds a “|”, as rows of tables do.
    """

    file: str
    name: str
    groups: frozenset[int]
    in_rows: bool

    def texts_in(self, with_words: Mapping[int, set[int]]) -> set[int]:
        """Return the indexes of the texts in which the pattern may match: they hold a wording of every group.

        Args:
            with_words: Number of a group → indexes of the texts that hold a wording of it.
        """
        if not self.groups <= with_words.keys():
            return set()
        return set.intersection(*(with_words[group] for group in self.groups))


class WordSearch:
    """A search for all wordings without which a pattern of the rules' data cannot match.

    It finds all of them in one passage over the texts.

    Attributes:
        patterns: The patterns that are known by such wordings.
    """

    def __init__(self) -> None:
        """Take the wordings from the data files, with their accents and without, and number their groups."""
        groups: dict[tuple[str, ...], int] = {}
        owners: dict[bytes, set[int]] = defaultdict(set)
        for number, words in enumerate(_WORD_GROUPS):
            groups[words,] = number
            for word in words.split():
                owners[_spaced_words(word.encode(), _TO_WORDS)].add(number)
        self.patterns: list[_KnownPattern] = []
        for rules in map(rule_file, _FILES):
            for name, alternatives in rules.known_by_words().items():
                for required in alternatives:
                    numbers = []
                    for lists in required:
                        key = (rules.name, *sorted(lists))
                        if key not in groups:
                            groups[key] = len(groups)
                            for wording in rules.spellings_of(lists):
                                owners[_spaced_words(wording.encode(), _TO_WORDS)].add(groups[key])
                        numbers.append(groups[key])
                    self.patterns.append(
                        _KnownPattern(rules.name, name, frozenset(numbers), name in rules.in_rows)
                    )
        self._owners = list(map(tuple, owners.values()))
        self._automaton = ahocorasick_rs.BytesAhoCorasick(list(owners))
        self._names = frozenset((pattern.file, pattern.name) for pattern in self.patterns)

    def texts_with_words(self, words: bytes) -> Mapping[int, set[int]]:
        """Return number of a group of wordings → indexes of the texts that hold a wording of it.

        Args:
            words: Words of texts side by side, each between two blanks (`_spaced_words`).
        """
        borders = [match.start() for match in re.finditer(_BORDER_BYTE, words)]
        found: dict[int, set[int]] = defaultdict(set)
        for wording, start, _ in self._automaton.find_matches_as_indexes(words, overlapping=True):
            number = bisect.bisect(borders, start)
            for group in self._owners[wording]:
                found[group].add(number)
        return found

    def impossible_in(self, aligned: NormalizedText) -> frozenset[tuple[str, str]]:
        """Return (file, name) of each known pattern that cannot match in a text, to save compiling and trying it."""
        raw = aligned.clean.replace(_BORDER, " ").encode()
        with_words = self.texts_with_words(_spaced_words(raw, _TO_WORDS))
        has_rows = "|" in aligned.clean
        return self._names - {
            (pattern.file, pattern.name)
            for pattern in self.patterns
            if (has_rows or not pattern.in_rows) and pattern.texts_in(with_words)
        }


@functools.cache
def word_search() -> WordSearch:
    """Return the search, which is made once a process and only when a text is looked at."""
    return WordSearch()
