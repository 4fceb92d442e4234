"""What is told of a person who is named: birth, home, and the sensitive kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from access_info.checks.safety import rules
from access_info.checks.safety.detections import Detection, TextPlace, masked
from access_info.checks.safety.grounds import lowered
from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.people.births import births_in
from access_info.checks.safety.people.facts import FactMention, facts_in
from access_info.checks.safety.people.homes import homes_in, is_stretch
from access_info.checks.safety.people.standing import People, Standing
from access_info.problems import Rule

_OF_PERSONS: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        *(rules.HOME, rules.OFFENCE, rules.HEALTH, rules.ORIGIN, rules.BIOMETRIC),
        rules.VULNERABLE,
    )
}
_MANY = 3
_KIND_OF_ORIGIN = re.compile("dân tộc|tôn giáo|xác định lại dân tộc|(?:theo |bỏ |vào )?đạo")


def persons_in(
    aligned: NormalizedText, place: TextPlace = TextPlace.VALUE, *, published: bool = False
) -> Iterator[Detection]:
    """Yield birth, home and sensitive facts of those who are named; and three private names in a value.

    Args:
        aligned: The text.
        place: Where it stands.
        published: Whether it is of a file whose title says that an act publishes its names.
    """
    people = People(aligned, published=published)
    for start, end, private in births_in(people):
        yield _hit(people, rules.BIRTH if private else rules.OF_OFFICIAL, start, end)
    for start, end in homes_in(people):
        yield _hit(people, rules.HOME, start, end)
    for fact in facts_in(people):
        if fact.code != rules.HOME.code or not is_stretch(aligned):
            yield _of_fact(people, fact)
    named = [person for person in people.persons if person.standing is Standing.PRIVATE]
    if place is TextPlace.VALUE and len(named) >= _MANY:
        yield _hit(people, rules.NAMES, named[0].start, named[0].end)


def _of_fact(people: People, fact: FactMention) -> Detection:
    text = people.text
    rule = _OF_PERSONS[fact.code] if fact.private else rules.OF_OFFICIAL
    rule = lowered(text, rule, fact.start, fact.end)
    shown = text.clean[fact.start : fact.end].split(":")[0].strip()
    if fact.code == rules.HOME.code:  # it may hold the number of a house
        shown = masked("")
    elif fact.code == rules.ORIGIN.code:  # the kind, not the fact
        kind = _KIND_OF_ORIGIN.match(shown.lower())
        shown = kind[0] if kind else masked("")
    return Detection(*text.span(fact.start, fact.end), rule.code, shown, rule)


def _hit(people: People, rule: Rule, start: int, end: int) -> Detection:
    text = people.text
    rule = lowered(text, rule, start, end)
    shown = text.clean[start:end].strip()
    # The last letters of an address or a name would only tell a part of it.
    is_day = rule in (rules.BIRTH, rules.OF_OFFICIAL, rules.STATED_GROUND) and shown[:1].isdigit()
    return Detection(*text.span(start, end), rule.code, masked(shown if is_day else ""), rule)
