"""Tell at a glance whether a text may name somebody: most texts name nobody."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping

from access_info.checks.safety.normalized_text import without_accents
from access_info.checks.safety.vocabulary.people import CAPITAL
from access_info.checks.safety.wordings import (
    canonical,
    data_files,
    old_spelling,
    spellings,
    typed_bare,
)

# Whatever stands before a word with a capital: a family name, a word of address.
_GAP = r"[\s.:'’|,;–-]{1,3}+"
_BEFORE_CAPITAL = re.compile(rf"\b(\w++){_GAP}(?=[{CAPITAL}])")
# The same in a text turned round: capitals are fewer than words, and searched for fast.
_BEHIND_CAPITAL = re.compile(rf"[{CAPITAL}](?={_GAP}(\w++))")
_ETHNIC_MARKS = frozenset({"h", "k"})
# Words after which a family name that is a place or a word too begins a name.
BEFORE_NAMES = frozenset({"là", "do", "với", "gồm", "tên", "cùng", "nghiện"})
_LAST_WORD = re.compile(r"([^\W\d_]+)[ /]+$")
_WORD = re.compile(r"[^\W\d_]+")
# “xã Bình ” before “Dương Mẫu”: a word in small letters, then one with a capital.
_SMALL_THEN_CAPITAL = re.compile(rf"(?<!\w)(?![{CAPITAL}])[^\W\d_]+ ([{CAPITAL}][^\W\d_]*) $")
_WORD_BEHIND = re.compile(r"\w+")
_LONGEST_WORD = 8


class _Openers:
    """Hold words that stand before a capital where somebody is named; all in lower case.

    Attributes:
        sure: Family names that are hardly anything else, and second words that only names have.
        weak: Family names that are words or places too.
        address: What addresses somebody, its last word or its last two.
        lasts: Last words of what addresses somebody.
    """

    __slots__ = ("address", "lasts", "sure", "weak")

    def __init__(self, openers: Mapping[str, Iterable[str]]) -> None:
        """Take over words by what they are."""
        self.sure = frozenset(openers["sure"])
        self.weak = frozenset(openers["weak"])
        self.address = frozenset(openers["address"])
        self.lasts = frozenset(address.rpartition(" ")[2] for address in self.address)


@functools.cache
def openers_of_names() -> dict[str, list[str]]:
    """Gather the words that stand before a capital where somebody is named, with their accents."""
    names = data_files()["names"]
    words = {
        key: {canonical(word) for name in names[key].split() for word in name.split("-")}
        for key in ("families", "weak_families", "middles")
    }
    sure = words["families"] | words["middles"] | _ETHNIC_MARKS
    address = {
        " ".join(map(canonical, _WORD.findall(spelling)[-2:]))
        for key in ("titles", "standings")
        for wording in names[key]
        for spelling in spellings(wording)
    }
    found = {"sure": sure, "weak": words["weak_families"] - sure, "address": address}
    return {kind: sorted(openers) for kind, openers in found.items()}


@functools.cache
def _openers() -> tuple[_Openers, _Openers]:
    """Return the words with their accents, and those without."""
    found = openers_of_names()
    bare = {kind: map(without_accents, words) for kind, words in found.items()}
    return _Openers(found), _Openers(bare)


@functools.cache
def _known() -> frozenset[str]:
    """Return every word that may stand before a capital where somebody is named, however its tone is written."""
    words = frozenset[str]().union(
        *(openers.sure | openers.weak | openers.lasts for openers in _openers())
    )
    return words | frozenset(map(old_spelling, words))


@functools.cache
def _known_turned() -> frozenset[str]:
    return frozenset(word[::-1] for word in _known())


def may_name(text: str) -> bool:
    """Tell whether a text (NFC), or any of several that lines part, may name somebody.

    It may say yes for nothing, never no for a name.
    """
    return next(names_in(text), None) is not None


def names_in(text: str) -> Iterator[int]:
    """Yield where a text (NFC), or any of several that lines part, may name somebody."""
    accented, bare = _openers()
    known = _known()
    for match in _known_before_capitals(text):
        word = match[1]
        if _opens_name(text, match, canonical(word), accented):
            if word.lower() in accented.lasts or not _within_place(text, match, known):
                yield match.start()
        elif word.isascii() and _opens_name(text, match, word.lower(), bare):
            # A word without accents tells nothing, unless nothing beside it has any.
            start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            line = text[start : end if end >= 0 else len(text)]
            if typed_bare(line.replace("\u00a0", " ")):
                yield match.start()


def _known_before_capitals(text: str) -> Iterator[re.Match[str]]:
    """Yield known words with a capital behind them."""
    known = _known_turned()
    found = [
        match.end(1) for match in _BEHIND_CAPITAL.finditer(text[::-1]) if match[1].lower() in known
    ]
    for end in reversed(found):
        match = _BEFORE_CAPITAL.match(text, len(text) - end)
        if match is not None:
            yield match


def _opens_name(text: str, match: re.Match[str], lower: str, openers: _Openers) -> bool:
    if lower in openers.lasts:
        if lower in openers.address:
            return True
        before = _word_before(text, match.start())
        if f"{before} {lower}" in openers.address:
            return True
    if not match[1][0].isupper():
        return False
    return lower in openers.sure or (
        lower in openers.weak and _stands_free(text, match.start(), openers)
    )


def _within_place(text: str, match: re.Match[str], known: frozenset[str]) -> bool:
    """Tell whether a family name only goes on with a place's: “xã Bình Dương Mẫu” (see `mentions`).

    Not where “Thị” or “Văn” is in it, nor behind a word in capitals or one that may begin a name itself.
    """
    start = match.start()
    before = _SMALL_THEN_CAPITAL.search(text, max(start - 2 * _LONGEST_WORD - 4, 0), start)
    if before is None or not match[1].istitle() or before[1].lower() in known:
        return False
    if len(before[1]) > 1 and before[1].isupper():
        return False
    behind = _WORD_BEHIND.match(text, match.end())
    middles = _middles()
    return behind is not None and middles.isdisjoint((match[1].lower(), behind[0].lower()))


@functools.cache
def _middles() -> frozenset[str]:
    return frozenset(map(canonical, data_files()["names"]["middles"].split()))


def _stands_free(text: str, start: int, openers: _Openers) -> bool:
    """Tell whether no noun stands right before a word: “khu dân cư Hà Mẫu” is a place."""
    before = _word_before(text, start)
    return not before or before in BEFORE_NAMES or before in openers.lasts


def _word_before(text: str, start: int) -> str:
    before = _LAST_WORD.search(text, max(start - _LONGEST_WORD - 2, 0), start)
    return canonical(before[1]) if before is not None else ""
