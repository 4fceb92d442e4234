"""Tell at a glance whether a text may name somebody: most texts name nobody."""

from __future__ import annotations

import dataclasses
import functools
import re

from access_info.checks.safety.normalized_text import without_accents
from access_info.checks.safety.vocabulary.people import CAPITAL
from access_info.checks.safety.wordings import canonical, read_data, spellings

# Whatever stands before a word with a capital: a family name, a word of address.
_BEFORE_CAPITAL = re.compile(rf"\b([^\W\d_]++)[\s.:'’|,;–-]{{1,3}}+(?=[{CAPITAL}]([^\W\d_]*))")
_ETHNIC_MARKS = frozenset({"h", "k"})
# Words after which a family name that is a place or a word too begins a name.
BEFORE_NAMES = frozenset({"là", "do", "với", "gồm", "tên", "cùng"})
_LAST_WORD = re.compile(r"([^\W\d_]+) +$")
_LONGEST_WORD = 8


@dataclasses.dataclass(frozen=True, slots=True)
class _Openers:
    """Hold words that stand before a capital where somebody is named; all in lower case.

    Attributes:
        sure: Family names that are hardly anything else, and second words that only names have.
        weak: Family names that are words or places too.
        address: Last words of what addresses somebody.
    """

    sure: frozenset[str]
    weak: frozenset[str]
    address: frozenset[str]

    def bare(self) -> _Openers:
        """Return the words as they are typed without accents."""
        return _Openers(*(frozenset(map(without_accents, words)) for words in self._all()))

    def joined(self, other: _Openers) -> _Openers:
        """Return the words of both."""
        return _Openers(*(one | two for one, two in zip(self._all(), other._all(), strict=True)))

    def _all(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        return self.sure, self.weak, self.address


@functools.cache
def _openers() -> tuple[_Openers, _Openers, _Openers]:
    """Return the words with their accents, those without, and both."""
    names = read_data("names")
    words = {
        key: frozenset(canonical(word) for name in names[key].split() for word in name.split("-"))
        for key in ("families", "weak_families", "middles")
    }
    addresses = frozenset(
        canonical(re.split(r"[ /]", spelling)[-1])
        for key in ("titles", "standings")
        for wording in names[key]
        for spelling in spellings(wording)
    )
    sure = words["families"] | words["middles"] | _ETHNIC_MARKS
    accented = _Openers(sure, words["weak_families"] - sure, addresses)
    return accented, accented.bare(), accented.joined(accented.bare())


def may_name(text: str) -> bool:
    """Tell whether a text (NFC), or any of several that lines part, may name somebody.

    It may say yes for nothing, never no for a name.
    """
    accented, bare, both = _openers()
    openers = bare if text.isascii() else both if "\n" in text else accented
    for match in _BEFORE_CAPITAL.finditer(text):
        lower = canonical(match[1])
        if lower in openers.address:
            return True
        if not match[1][0].isupper():
            continue
        if lower in openers.sure or (
            lower in openers.weak and _stands_free(text, match.start(), openers)
        ):
            return True
    return False


def _stands_free(text: str, start: int, openers: _Openers) -> bool:
    """Tell whether no noun stands right before a word: “khu dân cư Hà Mẫu” is a place."""
    before = _LAST_WORD.search(text, max(start - _LONGEST_WORD - 2, 0), start)
    if before is None:
        return True
    word = canonical(before[1])
    return word in BEFORE_NAMES or word in openers.address
