"""What one rule sees in one text."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterable
from enum import Flag, StrEnum, auto
from typing import NamedTuple

from access_info.checks.safety import rules
from access_info.checks.safety.texts import NormalizedText, Wordings, Words, data_files
from access_info.problems import Location, Problem, Rule, Severity, Withheld

_SHOWN = 4


class TextPlace(StrEnum):
    """Where a text stands: rules depend on it.

    A stamp counts where stamps are put; a telephone number where nobody expects one.
    """

    VALUE = "gia-tri"
    CONTACT = "lien-he"
    TOP = "dau-trang"
    BODY = "trong-trang"


class Suspicion(Flag):
    """What the quick look found reason to look for in a text."""

    NOTHING = 0
    PERSONS = auto()
    OTHERS = auto()
    EVERYTHING = PERSONS | OTHERS


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Detection:
    """What one rule sees in one text.

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


class GateViolation(NamedTuple):
    """A rule that is broken at some place.

    Attributes:
        rule: Which.
        target: The row, page, value or attachment that holds it.
        location: Where to type.
        where: For people: “ghi_chu”, "Trang 2".
        text: What may be shown, masked.
        detail: More about a mark of a file.
    """

    rule: Rule
    target: Withheld
    location: Location
    where: str
    text: str = ""
    detail: str = ""

    def problem(self) -> Problem:
        """Report the violation by its rule; an error names what a build leaves out."""
        problem = self.rule.at(self.location, where=self.where, text=self.text, detail=self.detail)
        if self.rule.severity is Severity.ERROR:
            return dataclasses.replace(problem, withheld=self.target)
        return problem


# A title, a note, a row says one thing; in a longer text only a sentence does.
_MAX_STATEMENT_LENGTH = 320
_MAX_DISTANCE = 400
_SENTENCE_ENDS = re.compile(r"[.;!?]\s|\n")
_DENIALS = frozenset({"không", "chưa", "đừng", "cấm", "khỏi", "khong", "chua", "dung"})
_BEFORE = 3
_UNLESS, _WITH = "unless", "with"


@functools.cache
def _wordings() -> Wordings:
    """Return the wordings of grounds, each with its ground: “posted”, “posted unless”, “tax_code with”."""
    return Wordings(
        (wording, name if key == "wordings" else f"{name} {key}")
        for name, ground in data_files()["grounds"]["grounds"].items()
        for key in ("wordings", _UNLESS, _WITH)
        for wording in ground.get(key, ())
    )


@functools.cache
def _grounds_of() -> dict[str, frozenset[str]]:
    """Return the names of grounds by the code of the rule that they lower."""
    lowered = {
        name: ground["lowers"].split()
        for name, ground in data_files()["grounds"]["grounds"].items()
    }
    codes = {code for found in lowered.values() for code in found}
    return {
        code: frozenset(name for name, found in lowered.items() if code in found) for code in codes
    }


@functools.cache
def _in_company() -> frozenset[str]:
    """Return the names of grounds that say something only with other words."""
    grounds = data_files()["grounds"]["grounds"].items()
    return frozenset(name for name, ground in grounds if _WITH in ground)


@functools.cache
def _even_denied() -> frozenset[str]:
    """Return the names of grounds that say the same where a word denies it."""
    grounds = data_files()["grounds"]["grounds"].items()
    return frozenset(name for name, ground in grounds if ground.get("denied"))


@dataclasses.dataclass(frozen=True, slots=True)
class _Found:
    """Where the wordings of grounds, and those that undo one, stand in a text.

    Attributes:
        stated: First character and the one after the last, by ground.
        undone: The same for what undoes it.
        company: The same for what must stand with it.
    """

    stated: dict[str, list[tuple[int, int]]]
    undone: dict[str, list[tuple[int, int]]]
    company: dict[str, list[tuple[int, int]]]


def lowered(text: NormalizedText, rule: Rule, start: int, end: int) -> Rule:
    """Return the rule for a detection: the warning where the text states why it is public.

    Args:
        text: The text.
        rule: The rule that was hit.
        start: First character of the detection, in the text's forms.
        end: The character after its last one.
    """
    grounds = _grounds_of().get(rule.code) if rule.withholds else None
    if grounds is None:
        return rule
    found = _found_in(text)

    def holds(spans: Iterable[tuple[int, int]]) -> bool:
        return any(_are_together(text.clean, span, (start, end)) for span in spans)

    is_stated = any(
        holds(spans)
        and not holds(found.undone.get(name, ()))
        and (name not in _in_company() or holds(found.company.get(name, ())))
        for name, spans in found.stated.items()
        if name in grounds
    )
    return rules.STATED_GROUND if is_stated else rule


@functools.lru_cache(maxsize=1)  # asked for every detection of one text
def _found_in(text: NormalizedText) -> _Found:
    words = Words(text)
    found = _Found({}, {}, {})
    spans_of = {"": found.stated, _UNLESS: found.undone, _WITH: found.company}
    for first, last, meaning in _wordings().found_in(words):
        name, _, key = meaning.partition(" ")
        if not key and name not in _even_denied() and _is_denied(words, first):
            continue
        spans_of[key].setdefault(name, []).append((words.starts[first], words.ends[last - 1]))
    return found


def _is_denied(words: Words, first: int) -> bool:
    """Tell whether one of the words before denies it: “chưa được niêm yết”."""
    return any(words.exact(index) in _DENIALS for index in range(max(first - _BEFORE, 0), first))


def _are_together(clean: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    if len(clean) <= _MAX_STATEMENT_LENGTH:
        return True
    (_, end), (start, _) = sorted((one, other))
    between = clean[end:start]
    return len(between) <= _MAX_DISTANCE and not _SENTENCE_ENDS.search(between)
