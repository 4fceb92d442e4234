"""What is told of a person who is named, by the wordings of `data/facts.yml`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from access_info.checks.safety.people.standing import PRIVATE, People, Person, Standing
from access_info.checks.safety.wordings import Wordings, data_files

# Characters between a name and what is told of its bearer.
_REACH = 220
_BESIDE, _RIGHT_BESIDE = 90, 60
_LONGEST_ROW = 700
_WARNED = frozenset({"of_note", "mild"})
_FARTHER = _WARNED | {"of_anyone"}
_DENIALS = (["không", "có"], ["không", "bị"], ["không", "ai"], ["chưa", "có"], ["chưa", "bị"])
_LINES = 1
# “Tình trạng tranh chấp: Không”, a heading and its cell; and the heading by itself.
_ANSWERED_NO = re.compile(
    r"\s*:\s*(?:khong|chua)(?: co)?\s*(?:$|[\n;|,.])|(?<=tinh trang tranh chap)[ \t]*$",
    re.MULTILINE,
)
# Between a name and what no act publishes: with such words it is told of those who get, or are dealt with.
_CLOSE = 24
_OF_OTHERS = re.compile(
    r"(?<!\w)(?:trao|tang|tham|giup|ho tro|cho|do dau|ung ho|den|cac|nhung|phong|chong|bat(?! buoc)|cong tac)(?!\w)|\d"
)
# Whom besides private persons the reviewer is told of.
_TOLD_OF = {
    "of_anyone": frozenset({Standing.OFFICE, Standing.ACT}),
    "mild": frozenset({Standing.OFFICE, Standing.ACT}),
    "of_private": frozenset({Standing.ACT}),
    "unless_act": frozenset[Standing](),
    "of_note": frozenset({Standing.ACT}),
    "of_lot": frozenset({Standing.ACT}),
}


class _Fact(NamedTuple):
    """Hold what a wording says.

    Attributes:
        code: Of the rule.
        about: `of_anyone`: told of holders of an office too; `of_private`;
            `unless_act`: of private persons only; `of_note`, `mild`: only warned of; `of_lot`: of whoever is named
            in an act too, close beside the name; `of_nobody`: undoes what stands within it.
        cell: Whether it counts as a cell of its own only, or right behind a name.
    """

    code: str
    about: str
    cell: bool


class FactMention(NamedTuple):
    """Hold a fact that a text tells of somebody.

    Attributes:
        code: Of the rule.
        start: First character of the wording, in the text's forms.
        end: The character after its last one.
        private: Whether it is told of somebody who holds no office.
    """

    code: str
    start: int
    end: int
    private: bool


_OF_NOBODY = "of_nobody"
_CELL_START = re.compile(r"(?:^|[|\n\t;])[ \t]*$")
_CELL_END = re.compile(r"[ \t]*(?:$|[|\n\t;])")


@functools.cache
def _wordings() -> Wordings:
    """Return the wordings of facts, each with what `_fact` reads: “TT630 of_anyone”, “TT630 of_anyone [”."""
    return Wordings(
        (wording.strip("[]"), f"{code} {key}{' [' if wording.startswith('[') else ''}")
        for code, lists in data_files()["facts"].items()
        for key, wordings in lists.items()
        for wording in wordings
    )


@functools.cache
def _fact(meaning: str) -> _Fact:
    code, about, *cell = meaning.split()
    return _Fact(code, about, bool(cell))


def facts_in(people: People) -> Iterator[FactMention]:
    """Yield what a text tells of the persons named in it."""
    if not people.persons:
        return
    words = people.words
    facts = [(first, last, _fact(meaning)) for first, last, meaning in _wordings().found_in(words)]
    empty = [(first, last) for first, last, fact in facts if fact.about == _OF_NOBODY]
    for first, last, fact in facts:
        if any(start <= first and last <= end for start, end in empty):
            continue
        start, end = words.starts[first], words.ends[last - 1]
        if fact.cell and not _is_cell(people, start, end):
            continue
        if _is_denied(people, first) or _ANSWERED_NO.match(people.text.plain, end):
            continue
        near = [
            (person, distance)
            for person in people.near(start, end, _REACH)
            if (distance := _distance(people, person, start, end)) is not None
        ]
        if any(person.standing in PRIVATE and distance <= _REACH for person, distance in near) or (
            fact.about == "of_lot" and _is_lot(people, near, start, end)
        ):
            yield FactMention(fact.code, start, end, private=fact.about not in _WARNED)
        elif any(
            person.standing in _TOLD_OF[fact.about]
            and distance <= (_BESIDE if fact.about in _FARTHER else _RIGHT_BESIDE)
            for person, distance in near
        ):
            yield FactMention(fact.code, start, end, private=False)


def _is_cell(people: People, start: int, end: int) -> bool:
    clean = people.text.clean
    if clean[start - 2 : start] == " (" and clean[end : end + 1] == ")":
        return any(person.end == start - 2 for person in people.persons)
    if not _CELL_END.match(clean, end):
        return False
    ahead = clean[max(start - 20, 0) : start]
    return _CELL_START.search(ahead) is not None or any(
        person.end == start - 1 for person in people.persons
    )


def _is_lot(people: People, near: list[tuple[Person, int]], start: int, end: int) -> bool:
    """Tell whether a wording stands close beside somebody whom an act names, and not of others."""
    plain = people.text.plain
    return any(
        person.standing is Standing.ACT
        and distance <= _CLOSE
        and not _OF_OTHERS.search(plain[person.end : start] or plain[end : person.start])
        for person, distance in near
    )


def _is_denied(people: People, first: int) -> bool:
    """Tell whether the words before deny it: “đất không có tranh chấp”."""
    words = people.words
    before = [words.exact(index) for index in range(max(first - 2, 0), first)]
    return before[-1:] in (["không"], ["chưa"]) or before in _DENIALS


def _distance(people: People, person: Person, start: int, end: int) -> int | None:
    """Count the characters between a name and a wording.

    None where one is part of the other, or where lines of a page stand between them: there a line
    goes on in the next one only. A row of a table is short, with a line for each cell.
    """
    if person.end <= start:
        first, last = person.end, start
    elif end <= person.start:
        first, last = end, person.start
    else:
        return None
    clean = people.text.clean
    if len(clean) <= _LONGEST_ROW:
        return last - first
    is_near = last - first <= _BESIDE and clean.count("\n", first, last) <= _LINES
    return last - first if is_near or "\n" not in clean[first:last] else None
