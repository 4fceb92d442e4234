"""Tell at a glance whether a text may name somebody: most texts name nobody."""

from __future__ import annotations

import functools
import re

from access_info.checks.safety.normalized_text import without_accents
from access_info.checks.safety.vocabulary.people import CAPITAL
from access_info.checks.safety.wordings import canonical, read_data, spellings

# Whatever stands before a word with a capital: a family name, a word of address.
_BEFORE_CAPITAL = re.compile(rf"\b([^\W\d_]++)[\s.:'’|,;–-]{{1,3}}+(?=[{CAPITAL}])")
_ETHNIC_MARKS = frozenset({"h", "k"})


@functools.cache
def _openers() -> tuple[frozenset[str], frozenset[str]]:
    """Return words of names after which a name goes on, and words of address; both in lower case."""
    names = read_data("names")
    of_names = {
        canonical(word)
        for key in ("families", "weak_families", "middles")
        for name in names[key].split()
        for word in name.split("-")
    }
    addresses = {
        canonical(re.split(r"[ /]", spelling)[-1])
        for key in ("titles", "standings")
        for wording in names[key]
        for spelling in spellings(wording)
    }
    return _with_bare(of_names) | _ETHNIC_MARKS, _with_bare(addresses)


def _with_bare(words: set[str]) -> frozenset[str]:
    return frozenset(words | set(map(without_accents, words)))


def may_name(text: str) -> bool:
    """Tell whether a text (NFC) may name somebody; it may say yes for nothing, never no for a name."""
    of_names, addresses = _openers()
    for match in _BEFORE_CAPITAL.finditer(text):
        word = match[1]
        lower = word.lower()
        if lower in addresses or (lower in of_names and word[0].isupper()):
            return True
    return False
