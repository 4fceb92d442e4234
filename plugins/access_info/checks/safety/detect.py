"""All rules over one text."""

from __future__ import annotations

import bisect
import dataclasses
import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, AnyStr

import ahocorasick_rs

from access_info.checks.safety.detections import Detection, Look, TextPlace
from access_info.checks.safety.marks import marks_in
from access_info.checks.safety.mentions import names_in
from access_info.checks.safety.numbers import numbers_in, passwords_in
from access_info.checks.safety.personal_facts import persons_in
from access_info.checks.safety.rule_files import RuleFile, rule_file
from access_info.checks.safety.shapes import STRONG_HOME
from access_info.checks.safety.texts import NormalizedText

_FILES = ("marks", "readers", "secrecy", "numbers", "credentials")
_LATER_BYTES = bytes(range(0x80, 0xC0))
_PUNCTUATION = bytes(
    {*range(0x21, 0x7F)} - {*b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}
)
# First bytes of “ô”, “đ”, “ũ”, “ơ”, “ổ”; those of quotes and dashes part words.
_FIRST_BYTES = b"\xc3\xc4\xc5\xc6\xe1"
_TABLE = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ" + _PUNCTUATION + b"\xc2\xe2" + _FIRST_BYTES,
    b"abcdefghijklmnopqrstuvwxyz" + b" " * (len(_PUNCTUATION) + 2) + b"12534",
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


def detect(
    text: str,
    place: TextPlace = TextPlace.VALUE,
    *,
    published: bool = False,
    look: Look = Look.EVERYTHING,
) -> Iterator[Detection]:
    """Yield everything in a text that must not be published, or should be looked at.

    Args:
        text: As read; accents may be apart, digits wide, spaces hard.
        place: Where it stands.
        published: Whether it is of a file whose title says that an act publishes its names.
        look: What the quick look has found reason to look for.

    Yields:
        Detections in order, each once; where two rules find the same characters, both.
    """
    aligned = NormalizedText(text)
    detections: set[Detection] = set()
    if Look.OTHERS in look:
        aligned.impossible = names_of_impossible(aligned)
        detections |= {
            *marks_in(aligned, place),
            *numbers_in(aligned, place),
            *passwords_in(aligned),
        }
    if Look.PERSONS in look:
        detections |= set(persons_in(aligned, place, published=published))
    yield from sorted(detections)


# On a line of its own between two texts, so that no search goes from one to the next.
_BETWEEN = f"\n{BORDER.decode()}\n"
_ACCENTED = bytes(range(128, 256))
_TO_LOWER = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_TO_ZEROS = bytes.maketrans(b"123456789", b"000000000")
# Identity, telephone, insurance, account, card: nine digits or more, whatever stands between them.
_LONG_NUMBER = b"0" * 9
# The end of a plate with its point, “B1 123.45”; without it a word says what it is.
_PLATE = re.compile(rb"\.[0-9][0-9](?![0-9])(?<=[A-Za-z0-9 -][ -][0-9]{3}\.[0-9]{2})")
# A level, in any case; other letters with two marks begin with the same byte. Not the one of “rà soát nội
# dung mật”, which every row has, nor of “bí mật” in small letters, which the data know by its words.
_LEVEL = re.compile(
    rb"\xe1\xba[\xac\xad][tT](?<=[mM]\xe1\xba.[tT])(?<!dung m\xe1\xba\xadt)(?<!\xc3\xad m\xe1\xba\xadt)"
)
# “M Ậ T”, a letter a line.
_LEVEL_APART = re.compile(rb"\xe1\xba[\xac\xad](?<=\s...)\s+[tT](?![A-Za-z])")
# “(M)”, “[TM]”, in capitals: each begins with a sign that is searched for fast.
_SIGNS = b"|".join(sign.upper().encode() for sign in rule_file("secrecy").wordings("signs"))
_SIGNS_OF_LEVEL = tuple(re.compile(rb"\%b(?:%b)[)\]]" % (sign, _SIGNS)) for sign in (b"(", b"["))
# A level typed without its accent.
_BARE_LEVEL = b"mat"
_WORDS = frozenset(words_of("hktt tru ngu khau ktt đktt đkhktt dktt dkhktt dob birth".encode()))


def _without_accented(text: str) -> bytes:
    """Return words, or a pattern, as they look once letters with accents are left out of a text."""
    return "".join(char for char in text if char.isascii()).encode()


class _Clue:
    """Hold a pattern in two forms: one to pass over most texts, one to tell of those that are left.

    “tước” is “tc” without its accented letters, and so is “tục”; with bare letters the two differ.
    """

    __slots__ = ("_accented", "pattern")

    def __init__(self, accented: str) -> None:
        """Compile the form that every text is looked at with.

        Args:
            accented: The pattern, in lower case.
        """
        self._accented = accented
        self.pattern = re.compile(_without_accented(accented))

    def confirmed(self, plain: str) -> bool:
        """Tell whether a text without accents (`NormalizedText.plain`) has it."""
        return _compiled_plain(self._accented).search(plain) is not None


@functools.cache
def _compiled_plain(accented: str) -> re.Pattern[str]:
    # What may stand between two words counted letters without accents: with them there are more.
    wider = re.sub(r"\{0,(\d+)\}", lambda limit: f"{{0,{2 * int(limit[1])}}}", accented)
    return re.compile(NormalizedText(wider).plain)


# What is told of somebody who is not named: whoever is named is looked at anyway (`may_name`).
_CLUES = (
    # “Ngày sinh: 5/9/1990”, “Ngày sinh của ông Mẫu: 5/9/1990”.
    _Clue(r"sinh(?: của [^0-9\n]{0,45}|[^0-9\n]{0,12})[0-9]"),
)
# “Thường trú: thôn 2”, “Nơi ở: số 5 đường Mẫu”: with a colon, for else somebody has to be named.
_HOME_WORDS = frozenset(words_of("trú ngụ quán ở nhà tru ngu quan o nha".encode()))
_ALL_WORDS = _WORDS | _HOME_WORDS | {_BARE_LEVEL}
_COLON = re.compile(b":")
_HARD_SPACE = "\u00a0".encode()
# “https://tep.mau.example/2026/chi-tieu.signed580211257371338496.pdf”: no rule takes its numbers for a
# person's, and its words have hyphens between them. Not a link that gives values, “…?dien-thoai=…”.
_LINK = re.compile(rb"https?://[\w.~%/?&+:#-]++(?![^\s)\]>\"'])")
# Said with one word, a link may say it too: “/mk:1234”, “Ông Mẫu: …/adn.pdf”.
# The first letter is told before what stands before it: it can be searched for fast.
_WORDS_OF_LINKS = re.compile(
    b"|".join(
        b"%c(?<![a-z]%c)%b" % (word[0], word[0], word[1:])
        for word in (b"birth", b"dob", b"mk", b"otp", b"pass", b"pwd")
    )
)
# A text that is a link without capitals: most links are, and a third of what files hold is links.
_LINK_ALONE = re.compile(
    rb"https?://(?:(?<=\nhttp://)|(?<=\nhttps://))[a-z0-9_.~%/?&+:#-]++(?=\n\0)"
)
# As typed, where bare letters are too many words'; the last one begins digits of full width.
# “| M |” in a row, “(B1234567)” behind a name.
_IN_CELL = re.compile(rb"\|\s*(?:\xc4\x91\xe1\xbb\x99\s+)?(?:%b)\s*(?:\||\n)" % _SIGNS)
_BOXED_PASSPORT = re.compile(rb"\([A-Za-z]{1,2}[0-9]{7}[),]")
_MARKS = (
    *(_LEVEL, _LEVEL_APART, *_SIGNS_OF_LEVEL, _PLATE, _IN_CELL, _BOXED_PASSPORT),
    re.compile(rb"\xef\xbc"),
)

# Short texts that need no close look: a half of what an agency says so, another one has said before it.
_harmless: set[str] = set()
_MOST_HARMLESS = 1 << 15
_SHORT = 60  # characters


def looks_at(texts: Sequence[str]) -> Iterator[tuple[int, Look]]:
    """Yield which texts (NFC) of an agency need a close look, by their number, and what for."""
    distinct = [text for text in dict.fromkeys(texts) if text not in _harmless]
    found = _looks(distinct)
    if len(_harmless) < _MOST_HARMLESS:
        _harmless.update(
            text
            for number, text in enumerate(distinct)
            if len(text) <= _SHORT and number not in found
        )
    looks = {distinct[number]: look for number, look in found.items()}
    if looks:
        yield from ((number, looks[text]) for number, text in enumerate(texts) if text in looks)


def look_at(text: str) -> Look:
    """Tell what a text (NFC) needs a close look for."""
    return _looks([text]).get(0, Look.NOTHING)


def suspicious(text: str) -> bool:
    """Tell whether any rule might find something in a text (NFC)."""
    return bool(look_at(text))


def _looks(texts: Sequence[str]) -> dict[int, Look]:
    """Return by the numbers of texts what each needs a close look for."""
    raw = _LINK_ALONE.sub(_without_link, _side_by_side(texts).encode())
    whole = raw.decode()
    persons = set(numbers_of_texts(whole, BORDER.decode(), names_in(whole)))
    raw = _without_links(raw)
    others = _with_marks(raw)
    words = words_of(raw)
    homes: set[int] = set()
    for number, held, has_colon in _with_words(raw, _ALL_WORDS.intersection(words)):
        if _BARE_LEVEL in held:
            others.add(number)
        if not _WORDS.isdisjoint(held):
            persons.add(number)
        if has_colon and not _HOME_WORDS.isdisjoint(held):
            homes.add(number)
    forms = _Forms(texts)
    persons |= {
        number for number in homes - persons if STRONG_HOME.search(forms[number].plain)
    } | _with_clues(raw, forms, persons)
    others |= {
        number
        for number, patterns in whole_search().held(words, rows=b"|" in raw).items()
        if number not in others
        and any(
            pattern.stands_in(forms[number])
            for pattern in patterns
            if not pattern.in_rows or "|" in texts[number]
        )
    }
    looks = dict.fromkeys(persons, Look.PERSONS)
    for number in others:
        looks[number] = looks.get(number, Look.NOTHING) | Look.OTHERS
    return looks


class _Forms(dict[int, NormalizedText]):
    """Hold texts in the forms that rules look at, by their numbers; each is made once."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._texts = texts

    def __missing__(self, number: int) -> NormalizedText:
        self[number] = aligned = NormalizedText(self._texts[number])
        return aligned


def _with_words(
    raw: bytes, words: frozenset[bytes]
) -> Iterator[tuple[int, frozenset[bytes], bool]]:
    """Yield texts that may hold words: the number, which of them it holds, whether it has a colon.

    Where only homes are spoken of, few texts have the colon that goes with it.
    """
    if not words:
        return
    texts = raw.split(BORDER)
    with_colons = set(_texts_with(_COLON, raw))
    for number in with_colons if words <= _HOME_WORDS else range(len(texts)):
        yield number, words.intersection(words_of(texts[number])), number in with_colons


def _with_marks(raw: bytes) -> set[int]:
    """Return the numbers of the texts with a long number, a plate, a level of secrecy."""
    zeros = raw.translate(_TO_ZEROS, _ACCENTED + b" .-()")
    found = set[int]()
    if _LONG_NUMBER in zeros:
        found = {number for number, text in enumerate(zeros.split(BORDER)) if _LONG_NUMBER in text}
    for mark in _MARKS:
        found.update(_texts_with(mark, raw))
    return found


def _with_clues(raw: bytes, forms: _Forms, known: Collection[int]) -> set[int]:
    """Return the numbers of the texts that tell of somebody who is not named; not those that are known."""
    lower = raw.translate(_TO_LOWER, _ACCENTED)
    return {
        number
        for clue in _CLUES
        for number in set(_texts_with(clue.pattern, lower)).difference(known)
        if clue.confirmed(forms[number].plain)
    }


def _texts_with(pattern: re.Pattern[bytes], form: bytes) -> Iterator[int]:
    return numbers_of_texts(form, BORDER, (match.start() for match in pattern.finditer(form)))


def _side_by_side(texts: Sequence[str]) -> str:
    whole = _BETWEEN.join(texts)
    border = BORDER.decode()
    if whole.count(border) >= len(texts):  # typed as “\0”
        whole = _BETWEEN.join(text.replace(border, " ") for text in texts)
    return whole + _BETWEEN


def _without_links(raw: bytes) -> bytes:
    if _HARD_SPACE in raw:
        raw = raw.replace(_HARD_SPACE, b" ")
    return _LINK.sub(_without_link, raw) if b"://" in raw else raw


def _without_link(link: re.Match[bytes]) -> bytes:
    return link[0] if _WORDS_OF_LINKS.search(link[0].lower()) else b""
