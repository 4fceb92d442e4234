"""Synonyms: people's everyday words for what agencies call by another name (`everyday.yml`).

Synonyms are applied to the query, not to the index (Manning, Raghavan, Schütze: Introduction to
Information Retrieval, 9.2.2): whoever searches is told what else was looked for. A site's index holds
those whose meaning stands in one of its records, by the rarest word of what is said.
"""

from __future__ import annotations

import collections
import functools
import itertools
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from access_info.search.folding import folded_words, spelled_apart
from access_info.search.lists import Lists
from access_info.search.postings import TokenLists
from access_info.source.documents import read_yaml

# Subjects that people ask of any office, but of which few sites publish anything.
_ELSEWHERE = "everyday_elsewhere.yml"
_DATA = ("everyday.yml", "everyday_life.yml", "everyday_stories.yml", _ELSEWHERE)
_THINGS = "everyday_things.yml"
# Between the parts of a saying whose parts may stand in any order: `(đổi|cấp) … (bằng lái|gplx)`.
_APART = " … "
_GROUP = re.compile(r"\(([^()]*)\)")
# What people say → what agencies write.
Meanings = Mapping[str, Sequence[str]]
# Between the ways to say a part; in the index, between the meanings of one saying.
_OR = "|"
# Stands as the meaning of a saying about which the site has nothing.
_NOWHERE = ""
# Syllables of a term that is offered.
_FEWEST_OFFERED = 3
_AS_STRING = json.JSONEncoder(ensure_ascii=False).encode
# Ends the tokens of synonyms in the index: they stand beside the word by which they are looked up, mostly
# in the same file. It sorts before whatever a word goes on with.
TOKEN = "!"  # noqa: S105 - no secret


@functools.cache
def load_everyday() -> Meanings:
    """Load the synonyms: what people say → what agencies write, in the order in which to look for it."""
    entries: list[tuple[str, str]] = []
    for name in _DATA:
        data: Any = read_yaml(Path(__file__).with_name(name)).data
        entries += data.items()
    return said_and_meant((said.split(","), meant) for meant, said in entries)


@functools.cache
def load_things() -> tuple[str, ...]:
    """Load the things that people ask for by their own name: `hộ khẩu`, `bằng lái`.

    If no record of a site has such a thing, the search can say so, and not offer rows that share other
    words of the query.
    """
    areas: Any = read_yaml(Path(__file__).with_name(_THINGS)).data
    return tuple(
        sorted({" ".join(thing.split()) for text in areas.values() for thing in text.split(",")})
    )


@functools.cache
def rarely_published() -> frozenset[str]:
    """Load the subjects of which few sites publish anything, like `cấp hộ chiếu`.

    A record counts as being about one only if its title has the words side by side.
    """
    data: Any = read_yaml(Path(__file__).with_name(_ELSEWHERE)).data
    return frozenset({*data, *load_things()})


def said_and_meant(pairs: Iterable[tuple[Iterable[str], str]]) -> Meanings:
    """Turn pairs of (sayings, their meaning) round: saying → all its meanings, in order.

    `([giấy khai sanh, đkks], đăng ký khai sinh)` → `{giấy khai sanh: [đăng ký khai sinh], đkks: […]}`
    """
    meanings: dict[str, list[str]] = collections.defaultdict(list)
    for said, meant in pairs:
        for phrase in said:
            plain = " ".join(phrase.lower().split())
            if meant not in meanings[plain]:
                meanings[plain].append(meant)
    return dict(meanings)


class SiteMeanings:
    """The synonyms of a site: those whose meaning stands in one of its records."""

    def __init__(self, local: Iterable[tuple[Iterable[str], str]]) -> None:
        """Take all synonyms, none of them met in a record yet.

        Args:
            local: The jurisdiction's own pairs of sayings and meaning; they come before ours.
        """
        own = said_and_meant(local)
        ours = load_everyday()
        self._meanings = {
            said: tuple(dict.fromkeys((*own.get(said, ()), *ours.get(said, ()))))
            for said in (*own, *ours)
        }
        self._things = load_things()
        self._rare = rarely_published()
        meant = {text for texts in self._meanings.values() for text in texts} | {*self._things}
        self._unmet = {text: spelled_apart(text)[1] for text in meant}
        self._met: set[str] = set()

    @property
    def met(self) -> frozenset[str]:
        """The meanings that were met in a record of the site."""
        return frozenset(self._met)

    def take_over(self, met: Iterable[str]) -> None:
        """Note meanings that were met elsewhere: a nation's index takes over those of its members."""
        self._met.update(met)
        for text in met:
            self._unmet.pop(text, None)

    @property
    def unmet(self) -> Sequence[str]:
        """The meanings that were not met yet, sorted."""
        return sorted(self._unmet)

    def learn(self, lists: Lists) -> Sequence[str]:
        """Note the meanings that stand in a record of a block; only those met are written to the index.

        Of a rare subject the words must stand side by side in a title; of others anywhere in a record.

        Returns:
            Those that were met for the first time, sorted.
        """
        has, has_in_turn = lists.together.has, lists.together.has_in_turn
        met = [
            text
            for text, forms in self._unmet.items()
            if (has_in_turn if text in self._rare else has)(forms)
        ]
        self.take_over(met)
        return sorted(met)

    def tokens(self) -> list[TokenLists]:
        """Return the index's tokens by which a script looks up synonyms, sorted.

        Each has the sayings that are found by one word, and their meanings; a saying without a meaning
        tells that the site has nothing of it.
        """
        kept = {
            said: [text for text in meant if text in self._met] or [_NOWHERE]
            for said, meant in self._meanings.items()
        }
        further = _further(kept)
        for thing in sorted(self._rare):
            if thing not in self._met and thing not in kept:
                further[thing] = [*further.get(thing, ()), _NOWHERE]
        tokens: dict[str, list[str]] = collections.defaultdict(list)
        for said, key in _keys(further):
            tokens[key] += (_escaped(said), "", _escaped(_OR.join(further[said])))
        return [TokenLists(f"{key}{TOKEN}", 0, tokens[key]) for key in sorted(tokens)]

    def offered(self, most: int) -> list[str]:
        """Return meanings met in the records, sorted, to be offered while somebody types.

        Things (`hộ khẩu`) are not offered: people type them by themselves.

        Args:
            most: Characters of all together; short ones are preferred.
        """
        offered = []
        for text in sorted(self._met, key=lambda text: (len(text.split()), text)):
            most -= len(text) + 3  # quotes and comma
            if most < 0:
                break
            # Two syllables hardly say what is offered.
            if len(text.split()) >= _FEWEST_OFFERED and text not in self._things:
                offered.append(text[0].upper() + text[1:])
        return sorted(set(offered))


def ways_to_say(said: str) -> list[list[str]]:
    """Write out all ways to say each part of a saying: `(a|b) c … d` → `[[a c, b c], [d]]`."""
    parts = []
    for part in said.split(_APART):
        pieces = [piece.split(_OR) for piece in _GROUP.split(part)]
        parts.append([" ".join("".join(way).split()) for way in itertools.product(*pieces)])
    return parts


def _further(kept: Meanings) -> dict[str, list[str]]:
    """Return the entries of each phrase in the index: meanings, or parts of a saying with a gap.

    A phrase that is a whole saying has its meanings. One that is a part of a saying with a gap
    (`đổi … bằng lái`) has the saying's number and the part's, `7…1`; so a script can tell when a query
    has all parts of one saying. The part that has the fewest ways to say it is number 0 and has,
    besides, the count of parts and the meaning: `7…0…2…đăng ký lại khai sinh`.

    Args:
        kept: Saying → those of its meanings that the site has.
    """
    further: dict[str, list[str]] = collections.defaultdict(list)
    number = 0
    for said, meant in kept.items():
        parts = sorted(ways_to_say(said), key=len)
        if len(parts) == 1:
            for phrase in parts[0]:
                further[phrase] += [text for text in meant if text not in further[phrase]]
            continue
        for text in meant:
            for place, phrases in enumerate(parts):
                about = f"…{len(parts)}…{text}" if not place else ""
                for phrase in dict.fromkeys(phrases):
                    further[phrase].append(f"{number}…{place}{about}")
            number += 1
    return further


def _keys(said: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield (saying, folded word to look it up by): the word that the fewest other sayings have."""
    words = {text: folded_words(text) for text in said}
    often = collections.Counter(word for text in words.values() for word in {*text})
    for text in sorted(words):
        if words[text]:
            yield text, min(words[text], key=lambda word: (often[word], word))


def _escaped(text: str) -> str:
    """Escape a text for a script's string, without the quotes."""
    return _AS_STRING(text)[1:-1]
