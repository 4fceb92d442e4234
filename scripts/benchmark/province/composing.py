"""Puts made-up titles, notes and addresses together, as distinct and as long as people write them.

The lengths are those of a real commune's list, `tests/sites/vinh-bao`, as `distinctness` measures
them. Everything follows from a generator of random numbers that the caller seeded, and from its
`random()` alone, whose sequence is the same in every version of Python.
"""

from __future__ import annotations

import hashlib
import random
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from benchmark.province.words import (
    FIELDS,
    FIRST,
    NOTES,
    SECOND,
    SIGNS,
    SUBJECTS,
    SUPPLEMENTS,
    UNITS,
)

Option = TypeVar("Option")

# Deciles of the real list's titles, from the shortest to the longest, in characters.
_LENGTHS = (20, 34, 49, 69, 78, 94, 114, 134, 164, 222, 300)
# How far a title may end from the length that was drawn for it.
_SLACK = 8
_SLUG = 90
_DIGITS = 18
_WITH_FILE = 0.8
_YEARS = (2023, 2024, 2025, 2026)
# “{place}”, “{place2}”
_GAP = re.compile(r"\{([a-z]+)\d?\}")


def pick(chance: random.Random, options: Sequence[Option]) -> Option:
    """Return one of several, each as likely as the others."""
    return options[int(chance.random() * len(options))]


def up_to(chance: random.Random, most: int) -> int:
    """Return a number from 1 to `most`."""
    return 1 + int(chance.random() * most)


def place(chance: random.Random) -> str:
    """Name a village or quarter; there is none such, for each ends in “Mẫu”."""
    return f"{pick(chance, FIRST)} {pick(chance, SECOND)} Mẫu"


def document_number(chance: random.Random) -> str:
    """Make up the number of a decision."""
    return f"{up_to(chance, 9999):02d}/{pick(chance, SIGNS)}"


def _day(chance: random.Random) -> str:
    return f"{up_to(chance, 28):02d}/{2 + up_to(chance, 10)}/{pick(chance, _YEARS)}"


def _digest(chance: random.Random) -> str:
    return hashlib.sha256(str(chance.random()).encode()).hexdigest()


# What stands in a gap, by its name.
_FILLINGS: Mapping[str, Callable[[random.Random], str]] = {
    "place": place,
    "unit": lambda chance: pick(chance, UNITS),
    "field": lambda chance: pick(chance, FIELDS),
    "subject": lambda chance: filled(pick(chance, SUBJECTS), chance),
    "count": lambda chance: str(1 + up_to(chance, 480)),
    "number": document_number,
    "day": _day,
    "code": lambda chance: f"1.{100_000 + up_to(chance, 899_999)}",
    "digest": _digest,
}


def filled(text: str, chance: random.Random, **known: object) -> str:
    """Fill the gaps of a phrase: places, units, numbers, days.

    Args:
        text: May hold gaps, `{place}`; a figure behind a name makes it another one, `{place2}`.
        chance: Where the choices come from.
        known: What stands in gaps of other names.
    """
    return _GAP.sub(
        lambda gap: str(known[gap[1]]) if gap[1] in known else _FILLINGS[gap[1]](chance), text
    )


def title(text: str, chance: random.Random, **known: object) -> str:
    """Make a title of a kind of document; some are short, some run over several lines.

    Args:
        text: What such documents are called, with gaps.
        chance: Where the choices come from.
        known: What stands in gaps of other names.
    """
    share = chance.random() * (len(_LENGTHS) - 1)
    low, high = _LENGTHS[int(share)], _LENGTHS[int(share) + 1]
    wanted = low + (share - int(share)) * (high - low)
    words = filled(text, chance, **known)
    supplements = list(SUPPLEMENTS)
    while supplements and len(words) < wanted - _SLACK:
        supplement = filled(supplements.pop(int(chance.random() * len(supplements))), chance)
        if len(words) + len(supplement) <= wanted + _SLACK:
            words += supplement
    return words


def note(chance: random.Random) -> str:
    """Make a remark on a row."""
    return filled(pick(chance, NOTES), chance)


def slug(text: str) -> str:
    """Spell words as addresses do: without accents, with hyphens, cut off somewhere."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(char for char in apart if not unicodedata.combining(char))
    return "-".join(re.findall(r"[a-z0-9]+", letters))[:_SLUG].rstrip("-")


def addresses(words: str, host: str, issued: str, chance: random.Random) -> list[str]:
    """Make the address of a document's page, and for most also that of its file.

    Args:
        words: The document's title.
        host: The agency's made-up host.
        issued: Day of the document, ISO.
        chance: Where the choices come from.
    """
    page = f"https://{host}/van-ban/{slug(words)}-{up_to(chance, 999_999)}"
    if chance.random() >= _WITH_FILE:
        return [page]
    digits = f"{int(chance.random() * 10**_DIGITS):0{_DIGITS}d}"
    folder = f"{host.partition('.')[0]}/{issued[:4]}/{int(issued[5:7])}"
    return [page, f"https://tep.mau.example/{folder}/{slug(words)[:40]}..signed{digits}.pdf"]
