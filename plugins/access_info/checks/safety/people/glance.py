"""Tell at a glance whether a text may name somebody: most texts name nobody."""

from __future__ import annotations

import functools
import re

from access_info.checks.safety.normalized_text import without_accents
from access_info.checks.safety.vocabulary.people import CAPITAL
from access_info.checks.safety.wordings import canonical, read_data, spellings

# Whatever stands before a word with a capital: a family name, a word of address.
_BEFORE_CAPITAL = re.compile(rf"([^\W\d_]+)[\s.:'’|,;–-]{{1,3}}(?=[{CAPITAL}])")


@functools.cache
def _openers() -> frozenset[str]:
    """Return words after which a name goes on or begins, with accents and without, in lower case."""
    names = read_data("names")
    openers = {"h", "k"}
    for key in ("families", "weak_families", "middles"):
        openers |= {canonical(name.split("-")[-1]) for name in names[key].split()}
        openers |= {canonical(name.split("-")[0]) for name in names[key].split()}
    for key in ("titles", "standings"):
        for wording in names[key]:
            openers |= {
                canonical(spelling.split()[-1].split("/")[-1]) for spelling in spellings(wording)
            }
    return frozenset(openers | {without_accents(opener) for opener in openers})


def may_name(text: str) -> bool:
    """Tell whether a text (NFC) may name somebody; it may say yes for nothing, never no for a name."""
    openers = _openers()
    return any(word.lower() in openers for word in _BEFORE_CAPITAL.findall(text))
