"""Words by which names, offices and things with a person's name are known (`data/names.yml`, `people.yml`)."""

from __future__ import annotations

import dataclasses
import functools

from access_info.checks.safety.normalized_text import without_accents
from access_info.checks.safety.wordings import Wordings, canonical, data_files


@dataclasses.dataclass(frozen=True, slots=True, eq=False, repr=False)
class PeopleWords:
    """Hold the words of `data/people.yml`; families and places as tuples of canonical words.

    Attributes:
        families: Family names that are hardly anything else.
        weak_families: Those that are words or places too.
        middles: Second words that only names have.
        of_places: Words of places, in no name.
        peoples: Names of the peoples, in one word.
        no_names: Places and famous people.
        named_after: Places and things right before the name that they bear, by their last words.
        no_things: What ends in a word of those and is no place.
        founded: Schools, companies and the like, which may have more words before their name.
        offices: Words that after a word of address begin an office.
        breakers: Words that part an office from a name.
        address: Wordings before a name: `title` or `standing`.
        family_starts: First words of family names.
        no_name_starts: First words of places and famous people.
        thing_ends: Last words of things that bear a name.
        standing: Wordings of `role`, `figure`, `act`, `occasion`, `roster`.
    """

    families: frozenset[tuple[str, ...]]
    weak_families: frozenset[tuple[str, ...]]
    middles: frozenset[str]
    of_places: frozenset[str]
    peoples: frozenset[str]
    no_names: frozenset[tuple[str, ...]]
    named_after: frozenset[tuple[str, ...]]
    no_things: frozenset[tuple[str, ...]]
    founded: frozenset[tuple[str, ...]]
    offices: frozenset[str]
    breakers: frozenset[str]
    address: Wordings
    standing: Wordings
    family_starts: frozenset[str] = dataclasses.field(init=False)
    no_name_starts: frozenset[str] = dataclasses.field(init=False)
    thing_ends: frozenset[str] = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        """Gather first and last words, by which most words of a text are passed over."""
        starts = frozenset(name[0] for name in self.families | self.weak_families)
        object.__setattr__(self, "family_starts", starts)
        object.__setattr__(self, "no_name_starts", frozenset(name[0] for name in self.no_names))
        ends = frozenset(name[-1] for name in self.named_after | self.founded)
        object.__setattr__(self, "thing_ends", ends)

    def is_family(self, words: tuple[str, ...]) -> bool | None:
        """Tell whether words are a family name: `True`, a weak one `False`, none `None`."""
        if words in self.families:
            return True
        return False if words in self.weak_families else None

    def typed_bare(self) -> PeopleWords:
        """Return the words with those typed without accents: names are copied with theirs."""
        return dataclasses.replace(
            self,
            families=_bare_tuples(self.families),
            weak_families=_bare_tuples(self.weak_families),
            middles=_bare_words(self.middles),
            of_places=_bare_words(self.of_places),
            peoples=_bare_words(self.peoples),
            no_names=_bare_tuples(self.no_names),
            named_after=_bare_tuples(self.named_after),
            no_things=_bare_tuples(self.no_things),
            founded=_bare_tuples(self.founded),
            offices=_bare_words(self.offices),
            breakers=_bare_words(self.breakers),
        )


def _bare_words(words: frozenset[str]) -> frozenset[str]:
    return words | frozenset(map(without_accents, words))


def _bare_tuples(names: frozenset[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    return names | frozenset(tuple(map(without_accents, name)) for name in names)


def _tuples(text: str) -> frozenset[tuple[str, ...]]:
    """Read names apart by blanks, their own words by hyphens."""
    return frozenset(tuple(map(canonical, name.split("-"))) for name in text.split())


@functools.cache
def bare_people_words() -> PeopleWords:
    """Return the words as they are in a text that was typed without accents."""
    return people_words().typed_bare()


@functools.cache
def people_words() -> PeopleWords:
    """Load the words, once a process and only when a text needs them."""
    names, data = data_files()["names"], data_files()["people"]
    places = data["no_names"].replace("\n", ";").split(";")
    return PeopleWords(
        families=_tuples(names["families"]),
        weak_families=_tuples(names["weak_families"]),
        middles=frozenset(map(canonical, names["middles"].split())),
        of_places=frozenset(map(canonical, data["of_places"].split())),
        peoples=frozenset(map(canonical, data["peoples"].split())),
        no_names=frozenset(tuple(map(canonical, place.split())) for place in places if place),
        named_after=_tuples(data["named_after"]),
        no_things=_tuples(data["no_things"]),
        founded=_tuples(data["founded"]),
        offices=frozenset(map(canonical, data["offices"].split())),
        breakers=frozenset(map(canonical, data["breakers"].split())),
        address=Wordings(
            (
                (wording, kind)
                for kind, key in (("title", "titles"), ("standing", "standings"))
                for wording in names[key]
            ),
            lone=True,
        ),
        standing=Wordings(
            (wording, kind)
            for kind in ("role", "figure", "act", "occasion", "roster")
            for wording in data[f"{kind}s"]
        ),
    )
