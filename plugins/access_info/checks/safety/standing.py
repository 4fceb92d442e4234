"""Who is named in a text, and whether as a holder of an office, in a public act or as a private person."""

from __future__ import annotations

import bisect
import dataclasses
import functools
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import TypeAlias

from access_info.checks.safety.mentions import (
    Mention,
    may_name,
    mentions_in,
    people_words,
    wordings_of_standing,
)
from access_info.checks.safety.texts import NormalizedText, Words

# Words between an office and a name: “Chủ tịch Ủy ban nhân dân xã Mẫu Hòa, ông …”.
_MAX_DISTANCE = 14
_MAX_CHARACTERS_LENGTH = 80
# Characters between a name and a public act, in one sentence.
_MAX_SENTENCE_LENGTH = 400
_SENTENCE_ENDS = re.compile(r"[.;!?]\s|\n\s*\n\s*\n")
# What may stand between a name and the office told after it.
_THEN_OFFICE = re.compile(
    r"\s*(?:,?\s*sinh (?:năm|ngày) [\d/.]{4,10})?\s*[,(\[|:–-]?\s*(?:\(?[^()\n|]{0,40}\)\s*[,|–-]?\s*)?",
    re.DOTALL,
)
# “(Nguyễn Văn Mẫu ký)”, “Nguyễn Văn Mẫu (đã ký)”.
_SIGNED = re.compile(r"\s*\(?(?:da )?ky(?=\s*(?:[),;|]|$|ngay))")
_PASSIVE = frozenset({"được", "bị"})
_COMMAS = re.compile(r"\s*[,|–]\s*|\s-\s")
_AROUND_ONE, _MAX_FACT_LENGTH = 3, 25
_SMALL_WORDS = frozenset(
    {"nguyên", "là", "hiện", "nay", "giữ", "chức", "vụ", "kiêm", "quyền", "làm", "cố"}
)


class Standing(Enum):
    """The capacity in which somebody is named: the later ones are better protected.

    FIGURE is one of the past or of the arts, OFFICE a holder of an office or calling, PUBLISHED one
    of a list that a public act has published, ACT one who is named in a public act, OCCASION on an occasion that says nothing of the person.
    """

    FIGURE = auto()
    OFFICE = auto()
    PUBLISHED = auto()
    ACT = auto()
    OCCASION = auto()
    PRIVATE = auto()


_Span: TypeAlias = tuple[int, int]
PRIVATE = frozenset({Standing.PRIVATE, Standing.OCCASION})


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """A person who is named, by the place of the name in the text's forms.

    Attributes:
        addressed: Whether a word of address stands before the name.
    """

    start: int
    end: int
    standing: Standing
    addressed: bool


class People:
    """The words of a text and who is named in it."""

    __slots__ = ("_starts", "persons", "text", "words")

    def __init__(self, text: NormalizedText, *, published: bool = False) -> None:
        """Read a text.

        Args:
            text: The text.
            published: Whether it is of a file whose title says that an act publishes its names.
        """
        self.text = text
        self.persons: list[Person] = []
        if may_name(text.clean):
            self.words = Words(text)
            self.persons = _persons(self.words, mentions_in(self.words))
        if published:
            self.persons = [
                dataclasses.replace(person, standing=Standing.PUBLISHED)
                if person.standing is not Standing.FIGURE
                else person
                for person in self.persons
            ]
        self._starts = [person.start for person in self.persons]

    def near(self, start: int, end: int, reach: int) -> list[Person]:
        """Return who is named at most `reach` characters from a part of the text."""
        first = bisect.bisect_left(self._starts, start - reach - _MAX_CHARACTERS_LENGTH)
        last = bisect.bisect_right(self._starts, end + reach)
        return [person for person in self.persons[first:last] if person.end >= start - reach]


def publishes_names(title: str) -> bool:
    """Tell whether a title is of a public act that names persons, or of a roster of people at work."""
    words = Words(NormalizedText(title))
    return any(kind in ("act", "roster") for _, _, kind in wordings_of_standing().found_in(words))


def _spans_before(spans: Sequence[_Span], index: int) -> Iterator[_Span]:
    """Yield spans of words, in order, that begin before a word, the nearest first."""
    return reversed(spans[: bisect.bisect_left(spans, (index, 0))])


def _spans_after(spans: Sequence[_Span], index: int) -> Sequence[_Span]:
    """Return spans of words, in order, that begin at a word or after it."""
    return spans[bisect.bisect_left(spans, (index, 0)) :]


def _persons(words: Words, mentions: list[Mention]) -> list[Person]:
    """Return who is named in mentions, each with the standing that the words around give."""
    if not mentions:
        return []
    spans: dict[str, list[_Span]] = defaultdict(list)
    for first, last, kind in sorted(wordings_of_standing().found_in(words)):
        spans[kind].append((first, last))
    # “Truong Cong an xa”, typed without accents, is an office and nobody of the family Trương.
    roles = {index for first, last in spans["role"] for index in range(first, last)}
    mentions = [mention for mention in mentions if mention.first not in roles or not words.ascii]
    persons = []
    for number, mention in enumerate(mentions):
        earlier = mentions[number - 1].last if number else 0
        later = mentions[number + 1].first if number + 1 < len(mentions) else len(words)
        persons.append(
            Person(
                words.starts[mention.first],
                words.ends[mention.last - 1],
                _standing(words, spans, mention, earlier, later),
                mention.addressed,
            )
        )
    return _with_offices_of_full_names(words, mentions, persons)


def _with_offices_of_full_names(
    words: Words, mentions: list[Mention], persons: list[Person]
) -> list[Person]:
    """Return persons, “ông Mẫu” in the office of the Nguyễn Văn Mẫu named before, if nobody else is called so."""
    given_names: dict[str, Standing] = {}
    again = []
    for mention, person in zip(mentions, persons, strict=True):
        given = words.exact(mention.last - 1)
        known = given_names.get(given)
        if mention.last - mention.first > 1:
            given_names[given] = (
                person.standing if known in (None, person.standing) else Standing.PRIVATE
            )
        elif person.standing is Standing.PRIVATE and known is Standing.OFFICE:
            person = dataclasses.replace(person, standing=known)  # noqa: PLW2901
        again.append(person)
    return again


def _standing(
    words: Words, spans: Mapping[str, list[_Span]], mention: Mention, earlier: int, later: int
) -> Standing:
    """Return the standing of a name, of which the names before and after it end and begin at words."""
    if _SIGNED.match(words.text.plain, words.ends[mention.last - 1]):
        return Standing.OFFICE
    for kind, standing in (("figure", Standing.FIGURE), ("role", Standing.OFFICE)):
        if _office_before(words, spans[kind], mention, earlier) or _office_after(
            words, spans[kind], mention, later
        ):
            return standing
    for kind, standing in (("act", Standing.ACT), ("occasion", Standing.OCCASION)):
        if _in_one_sentence(words, spans[kind], mention):
            return standing
    return Standing.PRIVATE


def _office_before(words: Words, offices: list[_Span], mention: Mention, earlier: int) -> bool:
    breakers = people_words(bare=words.ascii).breakers
    for first, last in _spans_before(offices, mention.first):
        if last > mention.first:
            continue
        if first and words.exact(first - 1) in _PASSIVE:
            return False  # “được quản lý: ông Mẫu”
        if first < earlier or mention.first - last > _MAX_DISTANCE:
            return False
        between = words.text.clean[words.ends[last - 1] : words.starts[mention.first]]
        if _SENTENCE_ENDS.search(between.removeprefix(".")):
            return False
        return not any(words.exact(index) in breakers for index in range(last, mention.first))
    return False


def _office_after(words: Words, offices: list[_Span], mention: Mention, later: int) -> bool:
    for first, last in _spans_after(offices, mention.last):
        if last > later or first - mention.last > _MAX_DISTANCE:
            return False
        at = first
        while at > mention.last and words.exact(at - 1) in _SMALL_WORDS:
            at -= 1
        between = words.text.clean[words.ends[mention.last - 1] : words.starts[at]]
        return _THEN_OFFICE.fullmatch(between) is not None or _one_fact_between(between)
    return False


def _one_fact_between(between: str) -> bool:
    """Tell whether one more fact stands between two commas: “ông Mẫu, sinh năm 1970, Phó Chủ tịch”."""
    pieces = _COMMAS.split(between)
    return (
        len(pieces) == _AROUND_ONE
        and len(pieces[1]) <= _MAX_FACT_LENGTH
        and not (pieces[0].strip() or pieces[2].strip())
    )


def _in_one_sentence(words: Words, acts: list[_Span], mention: Mention) -> bool:
    """Tell whether the nearest act before or after a name is of its sentence."""
    clean = words.text.clean
    before = next(iter(_spans_before(acts, mention.first)), None)
    after = next(iter(_spans_after(acts, mention.last)), None)
    between = []
    if before is not None:
        between.append(clean[words.ends[before[1] - 1] : words.starts[mention.first]])
    if after is not None:
        between.append(clean[words.ends[mention.last - 1] : words.starts[after[0]]])
    return any(
        len(text) <= _MAX_SENTENCE_LENGTH and not _SENTENCE_ENDS.search(text) for text in between
    )


def is_person(words: str) -> bool:
    """Tell whether words are a person's name, and not that of an office, a program or an account."""
    return bool(People(NormalizedText(words)).persons)


def names_alone(text: str) -> bool:
    """Tell whether a text names somebody who holds no office, in no public act.

    Args:
        text: A title or a note (NFC).
    """
    return may_name(text) and any(
        person.standing is Standing.PRIVATE for person in People(NormalizedText(text)).persons
    )


def person_near(
    aligned: NormalizedText,
    start: int,
    end: int,
    *,
    before: int,
    after: int,
    of: Collection[Standing] = PRIVATE,
) -> bool:
    """Tell whether somebody is named around a part of a text who holds no office.

    Args:
        aligned: The text.
        start: Where the part begins.
        end: Where it ends.
        before: Characters to look at before it.
        after: Characters to look at after it.
        of: As what the person may be named.
    """
    return any(
        person.standing in of and start - before <= person.end and person.start <= end + after
        for person in _people_in(aligned).near(start, end, max(before, after))
    )


@functools.lru_cache(maxsize=1)  # asked of every number of one text
def _people_in(aligned: NormalizedText) -> People:
    return People(aligned)
