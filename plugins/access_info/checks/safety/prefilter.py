"""Tell which texts need a close look: fast enough for every value of every agency.

What rules of marks, numbers and passwords look for is known by the words of their data
(`required_words`), a person by what stands before a capital (`names_in`); a few searches of bytes find
long numbers, levels of secrecy, a home or a birth of nobody who is named. All texts of an agency are gone
through at once, side by side; of a text, what is found so is looked for again as the rules look for it.
It may say yes for nothing, never no for something: `tests/safety` proves that over the corpus and the
examples of the rules.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator, Sequence

from access_info.checks.safety.detections import Look
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.people.glance import names_in
from access_info.checks.safety.required_words import (
    BORDER,
    numbers_of_texts,
    whole_search,
    words_of,
)
from access_info.checks.safety.rule_files import rule_file
from access_info.checks.safety.vocabulary.homes import STRONG_HOME

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
