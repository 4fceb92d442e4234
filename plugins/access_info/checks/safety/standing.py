"""Find out who is named in a text, and as what: as holder of an office, in a public act, as a private person."""

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
    wordings_of_capacity,
)
from access_info.checks.safety.texts import NormalizedText, Words

# Words between an office and a name: “Chủ tịch Ủy ban nhân dân xã Mẫu Hòa, ông …”.
_MAX_DISTANCE = 14
_MAX_NAME_CHARACTERS = 80
# Characters between a name and a public act, in one sentence.
_MAX_SENTENCE_LENGTH = 400
_SENTENCE_ENDS = re.compile(r"[.;!?]\s|\n\s*\n\s*\n")
# What may stand between a name and the office that is named behind it.
_BETWEEN_NAME_AND_OFFICE = re.compile(
    r"\s*(?:,?\s*sinh (?:năm|ngày) [\d/.]{4,10})?\s*[,(\[|:–-]?\s*(?:\(?[^()\n|]{0,40}\)\s*[,|–-]?\s*)?",
    re.DOTALL,
)
# “(Nguyễn Văn Mẫu ký)”, “Nguyễn Văn Mẫu (đã ký)”.
_SIGNED = re.compile(r"\s*\(?(?:da )?ky(?=\s*(?:[),;|]|$|ngay))")
# Before an office these say that its holder does something to whoever is named: “được Chủ tịch xã cử”.
_PASSIVE = frozenset({"được", "bị"})
_COMMAS = re.compile(r"\s*[,|–]\s*|\s-\s")
_PIECES_AROUND_FACT, _MAX_FACT_LENGTH = 3, 25
# What may stand before an office behind a name: “hiện là”, “giữ chức vụ”.
_SMALL_WORDS = frozenset(
    {"nguyên", "là", "hiện", "nay", "giữ", "chức", "vụ", "kiêm", "quyền", "làm", "cố"}
)


class Standing(Enum):
    """The capacity in which the words around a name name somebody; the later ones are better protected.

    FIGURE: somebody of the past or of the arts. OFFICE: the holder of an office or a calling.
    PUBLISHED: somebody of a list that a public act has published. ACT: somebody named in a public
    act, such as an award. OCCASION: somebody named on an occasion that says nothing of the person.
    PRIVATE: anybody else.
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
    """A person named in a text, by the offsets of the name in the text's forms.

    Attributes:
        start: Offset of the name.
        end: Offset behind it.
        standing: In which capacity the person is named.
        addressed: Whether a word of address (“ông”) stands before the name.
    """

    start: int
    end: int
    standing: Standing
    addressed: bool


class People:
    """The words of a text and the persons named in it, in order."""

    def __init__(self, text: NormalizedText, *, published: bool = False) -> None:
        """Find the persons named in a text.

        Args:
            text: The text.
            published: Whether it is of a file whose title says that an act publishes its names:
                then nobody in it counts as a private person.
        """
        self.text = text
        self.persons: list[Person] = []
        if may_name(text.clean):
            self.words = Words(text)
            self.persons = _persons_with_standing(self.words, mentions_in(self.words))
        if published:
            self.persons = [
                dataclasses.replace(person, standing=Standing.PUBLISHED)
                if person.standing is not Standing.FIGURE
                else person
                for person in self.persons
            ]
        self._starts = [person.start for person in self.persons]

    def near(self, start: int, end: int, reach: int) -> list[Person]:
        """Return the persons whose names stand at most `reach` characters from a part of the text."""
        first = bisect.bisect_left(self._starts, start - reach - _MAX_NAME_CHARACTERS)
        last = bisect.bisect_right(self._starts, end + reach)
        return [person for person in self.persons[first:last] if person.end >= start - reach]


def publishes_names(title: str) -> bool:
    """Tell whether a title is of a public act that names persons, or of a roster of people at work.

    “Quyết định khen thưởng …”, “Phân công trực …”: who is named in such a paper is not named as a
    private person.
    """
    words = Words(NormalizedText(title))
    return any(kind in ("act", "roster") for _, _, kind in wordings_of_capacity().found_in(words))


def _spans_before(spans: Sequence[_Span], index: int) -> Iterator[_Span]:
    """Yield the spans that begin before the word at an index, the nearest first; `spans` are in order."""
    return reversed(spans[: bisect.bisect_left(spans, (index, 0))])


def _spans_after(spans: Sequence[_Span], index: int) -> Sequence[_Span]:
    """Return the spans that begin at the word at an index or later; `spans` are in order."""
    return spans[bisect.bisect_left(spans, (index, 0)) :]


def _persons_with_standing(words: Words, mentions: list[Mention]) -> list[Person]:
    """Return a person for each mention, with the capacity in which the words around name them."""
    if not mentions:
        return []
    spans: dict[str, list[_Span]] = defaultdict(list)
    for first, last, kind in sorted(wordings_of_capacity().found_in(words)):
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
    return _with_later_mentions_of_officials(words, mentions, persons)


def _with_later_mentions_of_officials(
    words: Words, mentions: list[Mention], persons: list[Person]
) -> list[Person]:
    """Return the persons; a later mention by given name alone has the office of the earlier full name.

    “ông Mẫu” holds the office of the “Nguyễn Văn Mẫu” named before, so he is not protected as a
    private person, unless two people of that given name stand in different capacities.
    """
    # Given name → standing of its bearer; private too where two bearers differ.
    given_names: dict[str, Standing] = {}
    resolved = []
    for mention, person in zip(mentions, persons, strict=True):
        given = words.exact(mention.last - 1)
        known = given_names.get(given)
        if mention.last - mention.first > 1:
            given_names[given] = (
                person.standing if known in (None, person.standing) else Standing.PRIVATE
            )
        elif person.standing is Standing.PRIVATE and known is Standing.OFFICE:
            person = dataclasses.replace(person, standing=known)  # noqa: PLW2901
        resolved.append(person)
    return resolved


def _standing(
    words: Words, spans: Mapping[str, list[_Span]], mention: Mention, earlier: int, later: int
) -> Standing:
    """Return the capacity in which somebody is named.

    Whoever signs holds an office. Else an office stands before or behind the name, an act or an
    occasion somewhere in its sentence; nothing of this makes a private person.

    Args:
        words: The words of the text.
        spans: Where wordings of each kind stand: `figure`, `role`, `act`, `occasion`.
        mention: The name.
        earlier: Index behind the last word of the name before; its office is not this one's.
        later: Index of the first word of the next name.
    """
    if _SIGNED.match(words.text.plain, words.ends[mention.last - 1]):
        return Standing.OFFICE
    for kind, standing in (("figure", Standing.FIGURE), ("role", Standing.OFFICE)):
        if _has_office_before(words, spans[kind], mention, earlier) or _has_office_after(
            words, spans[kind], mention, later
        ):
            return standing
    for kind, standing in (("act", Standing.ACT), ("occasion", Standing.OCCASION)):
        if _has_act_in_sentence(words, spans[kind], mention):
            return standing
    return Standing.PRIVATE


def _has_office_before(words: Words, offices: list[_Span], mention: Mention, earlier: int) -> bool:
    """Tell whether an office right before a name is its bearer's: “Chủ tịch UBND xã, ông Mẫu”.

    Only the nearest office counts. It is somebody else's if “được” or “bị” stands before it (“được
    Chủ tịch xã cử, ông Mẫu”), if it stands before the end of the name before (`earlier`), if it is
    far off, or if a sentence ends or a word that parts an office from a name (`breakers`) stands
    between.
    """
    spans = _spans_before(offices, mention.first)
    first, last = next((span for span in spans if span[1] <= mention.first), (0, 0))
    if not last:
        return False
    if first and words.exact(first - 1) in _PASSIVE:
        return False  # “được quản lý: ông Mẫu”: a verb that is also an office, “quản lý”
    if first < earlier or mention.first - last > _MAX_DISTANCE:
        return False
    between = words.text.clean[words.ends[last - 1] : words.starts[mention.first]]
    if _SENTENCE_ENDS.search(between.removeprefix(".")):
        return False
    breakers = people_words(bare=words.ascii).breakers
    return not any(words.exact(index) in breakers for index in range(last, mention.first))


def _has_office_after(words: Words, offices: list[_Span], mention: Mention, later: int) -> bool:
    """Tell whether an office right behind a name is its bearer's: “ông Mẫu, hiện là Phó Chủ tịch”.

    Only the first office behind the name counts, and only before the next name (word `later`).
    """
    first, last = next(iter(_spans_after(offices, mention.last)), (0, 0))
    if not last or last > later or first - mention.last > _MAX_DISTANCE:
        return False
    at = first
    while at > mention.last and words.exact(at - 1) in _SMALL_WORDS:
        at -= 1
    between = words.text.clean[words.ends[mention.last - 1] : words.starts[at]]
    return _BETWEEN_NAME_AND_OFFICE.fullmatch(between) is not None or _is_single_fact(between)


def _is_single_fact(between: str) -> bool:
    """Tell whether text between a name and an office is one more fact between two commas.

    “, sinh năm 1970, ” in “ông Mẫu, sinh năm 1970, Phó Chủ tịch”.
    """
    pieces = _COMMAS.split(between)
    return (
        len(pieces) == _PIECES_AROUND_FACT
        and len(pieces[1]) <= _MAX_FACT_LENGTH
        and not (pieces[0].strip() or pieces[2].strip())
    )


def _has_act_in_sentence(words: Words, acts: list[_Span], mention: Mention) -> bool:
    """Tell whether the nearest act (or occasion) before or behind a name stands in its sentence."""
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
    """Tell whether words, such as a file's author, name a person and not an office or a program."""
    return bool(People(NormalizedText(words)).persons)


def names_alone(text: str) -> bool:
    """Tell whether a text names somebody as a private person, in no office and no public act.

    Of such a name a human has to say whether it may be published.

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
    """Tell whether somebody is named close to a part of a text: a number there may then be that person's.

    Args:
        aligned: The text.
        start: Where the part begins.
        end: Where it ends.
        before: Characters to look at before it.
        after: Characters to look at behind it.
        of: The capacities that count; by default those of private persons.
    """
    return any(
        person.standing in of and start - before <= person.end and person.start <= end + after
        for person in _people_in(aligned).near(start, end, max(before, after))
    )


@functools.lru_cache(maxsize=1)  # asked for each number of one text
def _people_in(aligned: NormalizedText) -> People:
    """Return who is named in a text; remembered for the last text only."""
    return People(aligned)
