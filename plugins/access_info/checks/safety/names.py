"""Tell whether a person is named in a text."""

from __future__ import annotations

from access_info.checks.safety.normalized_text import NormalizedText
from access_info.checks.safety.people.glance import may_name
from access_info.checks.safety.people.standing import People, Standing


def is_person(words: str) -> bool:
    """Tell whether words are a person's name, and not that of an office, a program or an account."""
    return bool(People(NormalizedText(words)).persons)


def names_alone(text: str) -> bool:
    """Tell whether a text names somebody who holds no office, in no public act.

    Args:
        text: A title or a note.
    """
    return may_name(text) and any(
        person.standing is Standing.PRIVATE for person in People(NormalizedText(text)).persons
    )
