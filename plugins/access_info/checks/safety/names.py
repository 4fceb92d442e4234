"""Tell whether a person is named in a text."""

from __future__ import annotations

import functools
from collections.abc import Collection

from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.people.glance import may_name
from access_info.checks.safety.people.standing import PRIVATE, People, Standing


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
