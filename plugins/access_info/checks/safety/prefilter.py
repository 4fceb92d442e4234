"""Tell whether a text needs a close look: fast enough for every value of every agency.

What rules of marks, numbers and passwords look for is known by the words of their data
(`required_words`), a person by what stands before a capital (`may_name`); a few searches of bytes find
long numbers, levels of secrecy, a home or a birth of nobody who is named. Of a value, what is found so is
looked for again as the rules look for it. It may say yes for nothing, never no for something:
`tests/safety` proves that over the corpus and the examples of the rules.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from access_info.checks.safety.detections import Look
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.people.glance import may_name, names_in
from access_info.checks.safety.required_words import Sought, in_words, whole_search, words_of
from access_info.checks.safety.rule_files import rule_file
from access_info.checks.safety.vocabulary.homes import STRONG_HOME

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
# “(M)”, “[TM]”, in capitals.
_SIGN_OF_LEVEL = re.compile(
    rb"[(\[](?:%b)[)\]]"
    % b"|".join(sign.upper().encode() for sign in rule_file("secrecy").wordings("signs"))
)
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

    __slots__ = ("_accented", "finditer", "search")

    def __init__(self, accented: str) -> None:
        """Compile the form that every text is looked at with.

        Args:
            accented: The pattern, in lower case.
        """
        self._accented = accented
        pattern = re.compile(_without_accented(accented))
        self.search, self.finditer = pattern.search, pattern.finditer

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
_HARD_SPACE = "\u00a0".encode()
# “https://tep.mau.example/2026/chi-tieu.signed580211257371338496.pdf”: no rule takes its numbers for a
# person's, and its words have hyphens between them. Not a link that gives values, “…?dien-thoai=…”.
_LINK = re.compile(rb"https?://[\w.~%/?&+:#-]++(?![^\s)\]>\"'])")
# Said with one word, a link may say it too: “/mk:1234”, “Ông Mẫu: …/adn.pdf”.
_WORDS_OF_LINKS = re.compile(rb"(?<![a-z])(?:birth|dob|mk|otp|pass|pwd)", re.IGNORECASE)
# As typed, where bare letters are too many words'; the last one begins digits of full width.
_MARKS = (_LEVEL, _SIGN_OF_LEVEL, re.compile(rb"\xef\xbc"))


class Suspicion:
    """Hold what in a text (NFC) makes a closer look at it, or at its parts, worth while."""

    __slots__ = (
        *("_bare", "_clues", "_homes", "_marks", "_named", "_numbers", "_search", "_words"),
        *("_lower", "_raw", "_worded", "_zeros"),
    )

    def __init__(self, text: str) -> None:
        """Look for everything that any rule needs."""
        raw = self._raw = _bytes(text)
        self._zeros = raw.translate(_TO_ZEROS, _ACCENTED + b" .-()")
        self._worded = in_words(raw)
        self._lower = raw.translate(_TO_LOWER, _ACCENTED)
        self._named = may_name(text)
        self._numbers = _LONG_NUMBER in self._zeros or _PLATE.search(raw) is not None
        self._marks = tuple(mark for mark in _MARKS if mark.search(raw))
        words = self._worded.split()
        self._words = _WORDS.intersection(words)
        self._bare = _BARE_LEVEL in words
        self._homes = b":" in raw and not _HOME_WORDS.isdisjoint(words)
        self._search = whole_search().narrowed(words, rows=b"|" in raw)
        self._clues = tuple(clue for clue in _CLUES if clue.search(self._lower))

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(
            self._named
            or self._numbers
            or self._marks
            or self._words
            or self._bare
            or self._clues
            or self._homes
            or self._search.patterns
        )

    def within(self, part: str) -> Look:
        """Tell what a part of the text needs a close look for: asked of every value of a suspicious file."""
        look = Look.PERSONS if self._named and may_name(part) else Look.NOTHING
        raw = _bytes(part)
        if (self._numbers and _has_number(raw)) or any(mark.search(raw) for mark in self._marks):
            look |= Look.OTHERS
        sought: list[Sought] = []
        homes = False
        if self._words or self._bare or self._homes or self._search.patterns:
            words = words_of(raw)
            if self._bare and _BARE_LEVEL in words:
                look |= Look.OTHERS
            if not self._words.isdisjoint(words):
                look |= Look.PERSONS
            homes = self._homes and b":" in raw and not _HOME_WORDS.isdisjoint(words)
            if Look.OTHERS not in look:
                sought = self._search.possible(words, rows=b"|" in raw)
        clues: list[_Clue] = []
        if self._clues and Look.PERSONS not in look:
            lower = raw.translate(_TO_LOWER, _ACCENTED)
            clues = [clue for clue in self._clues if clue.search(lower)]
        if clues or sought or (homes and Look.PERSONS not in look):
            aligned = NormalizedText(part)
            if any(clue.confirmed(aligned.plain) for clue in clues) or (
                homes and STRONG_HOME.search(aligned.plain)
            ):
                look |= Look.PERSONS
            if any(pattern.stands_in(aligned) for pattern in sought):
                look |= Look.OTHERS
        return look

    def lines_of(self, text: str) -> set[int]:
        """Return the numbers of the lines that may hold any of it, of the text that was looked at."""
        raw = self._raw
        lines = {text.count("\n", 0, start) for start in names_in(text)} if self._named else set()
        if self._numbers:
            lines |= {
                number
                for number, line in enumerate(self._zeros.split(b"\n"))
                if _LONG_NUMBER in line
            }
        found = [(raw, mark) for mark in (*self._marks, *((_PLATE,) if self._numbers else ()))]
        for form, pattern in (*found, *((self._lower, clue) for clue in self._clues)):
            lines |= {form.count(b"\n", 0, match.start()) for match in pattern.finditer(form)}
        return lines | self._lines_by_words(raw)

    def _lines_by_words(self, raw: bytes) -> set[int]:
        wanted = self._words | self._search.triggers | ({_BARE_LEVEL} if self._bare else set())
        homes = _HOME_WORDS if self._homes else frozenset[bytes]()
        if not (wanted or homes):
            return set()
        lines = [line.split() for line in self._worded.split(b"\n")]
        found = {number for number, words in enumerate(lines) if not wanted.isdisjoint(words)}
        if homes:
            found |= {
                number
                for number, line in enumerate(raw.split(b"\n"))
                if b":" in line and not homes.isdisjoint(lines[number])
            }
        return found


def looks_at(texts: Sequence[str]) -> Iterator[tuple[int, Look]]:
    """Yield which texts of a file need a close look, by their number, and what for.

    All are gone through at once, each that comes again but once; only of those lines in which there may be
    something each is asked.
    """
    distinct = list(dict.fromkeys(texts))
    whole = "\n".join(distinct)
    suspicion = Suspicion(whole)
    if not suspicion:
        return
    if whole.count("\n") == len(distinct) - 1:
        numbers = sorted(suspicion.lines_of(whole))
    else:
        starts = [0, *itertools.accumulate(text.count("\n") + 1 for text in distinct)]
        numbers = sorted(
            {bisect.bisect_right(starts, line) - 1 for line in suspicion.lines_of(whole)}
            | {number for number, text in enumerate(distinct) if "\n" in text}
        )
    looks = {
        text: look
        for text in (distinct[number] for number in numbers)
        if (look := suspicion.within(text))
    }
    if looks:
        yield from ((number, looks[text]) for number, text in enumerate(texts) if text in looks)


def suspicious(text: str) -> bool:
    """Tell whether any rule might find something in a text (NFC)."""
    return bool(Suspicion(text))


def _has_number(raw: bytes) -> bool:
    zeros = raw.translate(_TO_ZEROS, _ACCENTED + b" .-()")
    return _LONG_NUMBER in zeros or _PLATE.search(raw) is not None


def _bytes(text: str) -> bytes:
    raw = text.encode()
    if _HARD_SPACE in raw:
        raw = raw.replace(_HARD_SPACE, b" ")
    return _LINK.sub(_without_link, raw) if b"://" in raw else raw


def _without_link(link: re.Match[bytes]) -> bytes:
    return link[0] if _WORDS_OF_LINKS.search(link[0]) else b""
