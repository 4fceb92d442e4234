"""What one rule sees in one text."""

from __future__ import annotations

import dataclasses
from enum import Flag, StrEnum, auto

from access_info.problems import Rule

_SHOWN = 4


class TextPlace(StrEnum):
    """Name where a text stands: rules depend on it.

    A stamp counts where stamps are put; a telephone number where nobody expects one.
    """

    VALUE = "gia-tri"
    CONTACT = "lien-he"
    TOP = "dau-trang"
    BODY = "trong-trang"


class Look(Flag):
    """Name what a text needs a close look for."""

    NOTHING = 0
    PERSONS = auto()
    OTHERS = auto()
    EVERYTHING = PERSONS | OTHERS


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Detection:
    """Name what one rule sees in one text.

    Attributes:
        start: First character of what the rule saw, in the text as given.
        end: The character after its last one.
        code: Of the rule.
        masked: What may be shown of it.
        rule: The rule.
    """

    start: int
    end: int
    code: str
    masked: str
    rule: Rule = dataclasses.field(compare=False)


def masked(text: str) -> str:
    """Return a secret with all but its last four characters hidden.

    The pattern in which Decree 252/2026/NĐ-CP (Art. 4) lets offices show a number of identity.
    """
    bare = "".join(char for char in text if char.isalnum())
    return "*" * 8 + (bare[-_SHOWN:] if len(bare) > _SHOWN else "")
