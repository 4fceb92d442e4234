"""Abbreviations that people type, and filler words of questions (`vi.yml`)."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from access_info.search.folding import folded_words, spelling, split_words
from access_info.source.documents import read_yaml

_DATA = Path(__file__).with_name("vi.yml")
# Left out of initials: “Sở Nông nghiệp và Môi trường” is “SNNMT”.
_AND, _AND_FOLDED = "và", "va"
# Two letters mean too many things: “TP” is “Tư pháp” and “thành phố”.
_FEWEST_INITIALS = 3


@dataclasses.dataclass(frozen=True)
class Shorthand:
    """Abbreviations of one language.

    An abbreviation and its full words are one token: the index lists it for both, and a query's
    full words are looked up as the abbreviation, which fetches one list in place of several.

    Attributes:
        forms: Folded full words → form of the abbreviation.
        spans: Folded abbreviation → number of words that it replaces.
        optional: Filler words of questions, which need not be found: words as forms, phrases folded.
        before_number: Words that may be left out before a number, folded: `số`.
        story: Words by which people tell their story (`mẹ`, `em`), which hardly say what they seek:
            words as forms, phrases folded.
        story_bare: Those of them that are recognised without their accents too.
        asks: (phrases that ask for a time or a sum, phrases of titles that may tell it).
        conditional: The name of the list of conditional access.
        contact: Words by which people look for ways to reach somebody, in one text.
    """

    forms: Mapping[str, str]
    spans: Mapping[str, int]
    optional: tuple[str, ...]
    before_number: tuple[str, ...]
    story: tuple[str, ...]
    story_bare: tuple[str, ...]
    asks: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    conditional: str
    contact: str

    @functools.cached_property
    def _beginning(self) -> Mapping[str, tuple[tuple[str, list[str]], ...]]:
        """First word → (full words, their further words) that begin with it, the longest first."""
        beginning: dict[str, tuple[tuple[str, list[str]], ...]] = {}
        for words in sorted(self.forms, key=len, reverse=True):
            first, *rest = words.split(" ")
            beginning[first] = (*beginning.get(first, ()), (words, rest))
        return beginning

    @functools.cached_property
    def _within(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """Full words → (abbreviation, word at which it starts) of all full words that are part of them.

        `ủy ban nhân dân tỉnh` contains `ủy ban nhân dân`, so a text with the longer has both.
        """
        within = {}
        for words in self.forms:
            padded = f" {words} "
            within[words] = tuple(
                (form, padded[:start].count(" "))
                for other, form in self.forms.items()
                if (start := padded.find(f" {other} ")) >= 0
            )
        return within

    def forms_in(self, folded: Sequence[str]) -> list[tuple[str, int]]:
        """Return (abbreviation, place of its first word) for all full words that are in a text.

        So a text that says “ủy ban nhân dân” is found by “UBND” too.

        Args:
            folded: The words of the text, folded.
        """
        abbreviations = []
        beginning = self._beginning
        begun = 0
        for place in [place for place, word in enumerate(folded) if word in beginning]:
            if place < begun:
                continue
            for words, rest in beginning[folded[place]]:
                end = place + 1 + len(rest)
                if folded[place + 1 : end] == rest:
                    abbreviations += [(form, place + start) for form, start in self._within[words]]
                    begun = end
                    break
        return abbreviations


@functools.cache
def load_shorthand() -> Shorthand:
    """Load the abbreviations of Vietnamese, and the words of questions that say little (`vi.yml`)."""
    data: Any = read_yaml(_DATA).data
    forms = {
        " ".join(folded_words(way)): spelling(short)[1]
        for short, full in data["abbreviations"].items()
        for way in ([full] if isinstance(full, str) else full)
    }
    return Shorthand(
        forms=forms,
        # Of several full forms, the first counts.
        spans={spelling(form)[0]: words.count(" ") + 1 for words, form in reversed(forms.items())},
        optional=tuple(_as_recognised(words) for words in data["optional"]),
        story=tuple(map(_as_recognised, _phrases(data["story"]))),
        story_bare=_phrases(data["story_bare"]),
        asks=tuple((_phrases(asked), _phrases(told)) for asked, told in data["asks"].items()),
        before_number=tuple(folded_words(" ".join(data["before_number"]))),
        conditional=data["conditional"],
        contact=data["contact"],
    )


def initials(name: str) -> list[str]:
    """List the initials of a name and of its parts, the whole first: `stp` for Sở Tư pháp."""
    letters = "".join(word[0] for word in split_words(name) if word != _AND)
    return [
        letters[start:end]
        for start in range(len(letters))
        for end in range(len(letters), start + _FEWEST_INITIALS - 1, -1)
    ]


def part_initials(name: str) -> set[str]:
    """Return a name with initials after its first word, folded: `so tp`; `so nnmt`, `so nn va mt`."""
    first, *words = folded_words(name)
    parts = " ".join(words).split(f" {_AND_FOLDED} ")
    short = ["".join(word[0] for word in part.split()) for part in parts]
    return {f"{first} {between.join(short)}" for between in ("", " ", f" {_AND_FOLDED} ")}


def _phrases(text: str) -> tuple[str, ...]:
    """Split a list of phrases at its commas; line breaks count as blanks."""
    return tuple(" ".join(text.split()).split(", "))


def _as_recognised(words: str) -> str:
    """Return a word or phrase that says little as queries are compared with it: fillers, words of stories.

    A phrase is folded (no accents). A single word keeps its accents, as `spelling` writes them: without
    them it would mean too many things.
    """
    folded = folded_words(words)
    return " ".join(folded) if len(folded) > 1 else spelling(words)[1]
